//! Every route of the server.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get, post};

use super::error::ApiError;
use super::{
    assets, first_view, headers, health, invites, log, origin, pages, plans, print, session, ws,
};
use crate::app::App;

/// The largest body of a request to the API. Plans travel over the websocket.
const MAX_BODY: usize = 64 * 1_024;

/// The server's routes. They must be served with the peer's address
/// (`into_make_service_with_connect_info`).
pub fn router(app: &Arc<App>) -> Router {
    let api = Router::new()
        .route("/api/plans", get(plans::mine))
        .route("/api/plans/{plan}", get(plans::one))
        .route("/api/plans/{plan}/document", get(plans::document))
        .route("/api/plans/{plan}/contributions", get(plans::contributions))
        .route("/api/invites/{token}", get(invites::show))
        .route("/api/invites/{token}/join", post(invites::join))
        .route("/api/{*rest}", any(async || ApiError::not_found()))
        .method_not_allowed_fallback(async || ApiError::method_not_allowed())
        .layer(from_fn_with_state(Arc::clone(app), session::remember))
        .layer(from_fn_with_state(Arc::clone(app), origin::guard))
        .layer(from_fn(headers::never_store))
        .layer(DefaultBodyLimit::max(MAX_BODY));

    Router::new()
        .route("/", get(pages::client))
        .route("/join/{token}", get(pages::client))
        .route("/plan/{plan}", get(first_view::plan))
        .route("/plan/{plan}/print", get(print::plan))
        .route("/shell", get(pages::kept))
        .route("/assets/{*path}", get(assets::hashed))
        .route("/sync/{plan}/{layer}", any(ws::connect))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .merge(api)
        .fallback(assets::public)
        .layer(from_fn_with_state(Arc::clone(app), log::requests))
        .layer(from_fn_with_state(
            headers::Policy::of(&app.frame_ancestors),
            headers::protect,
        ))
        .with_state(Arc::clone(app))
}
