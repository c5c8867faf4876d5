//! Every route of the server.

use std::sync::Arc;

use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get};
use axum::{Json, Router};

use super::error::ApiError;
use super::{
    api, assets, body, caller, first_view, headers, health, log, origin, pages, print, ws,
};
use crate::app::App;

/// The server's routes. They must be served with the peer's address
/// (`into_make_service_with_connect_info`).
pub fn router(app: &Arc<App>) -> Router {
    let (described, description) = api::described().split_for_parts();
    let description = Json(description);
    let api = described
        .route("/api/openapi.json", get(async move || description))
        .route("/api/{*rest}", any(async || ApiError::not_found()))
        .method_not_allowed_fallback(async || ApiError::method_not_allowed())
        .layer(from_fn_with_state(Arc::clone(app), caller::identify))
        .layer(from_fn_with_state(Arc::clone(app), origin::guard))
        .layer(from_fn_with_state(Arc::clone(app), body::whole))
        .layer(from_fn(headers::never_store));
    let of_plans = Router::new()
        .route("/plan/{plan}", get(first_view::plan))
        .route("/plan/{plan}/print", get(print::plan))
        .route("/sync/{plan}/{layer}", any(ws::connect))
        .layer(from_fn_with_state(Arc::clone(app), caller::identify));

    Router::new()
        .route("/", get(pages::client))
        .route("/join/{token}", get(pages::client))
        .route("/plan/{plan}/people", get(pages::client))
        .route("/plan/{plan}/history", get(pages::client))
        .route("/plan/{plan}/recap", get(pages::client))
        .route("/shell", get(pages::kept))
        .route("/assets/{*path}", get(assets::hashed))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .merge(of_plans)
        .merge(api)
        .fallback(assets::public)
        .layer(from_fn_with_state(Arc::clone(app), log::requests))
        .layer(from_fn_with_state(
            headers::Policy::of(&app.frame_ancestors),
            headers::protect,
        ))
        .with_state(Arc::clone(app))
}
