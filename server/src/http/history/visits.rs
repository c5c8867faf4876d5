//! Who was in a plan when, and up to where they have seen its history.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use tandem_protocol::http::{ErrorBody, SeenUntil, Visit, WasHere};
use tandem_protocol::role::Action;

use super::super::caller::Asking;
use super::super::error::ApiError;
use super::{Wanted, contributor, layer, members, query};
use crate::app::App;
use crate::clock::Timestamp;
use crate::store::{RoomKey, Store as _};

/// When.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::http) struct AtMoment {
    /// Milliseconds since 1970.
    at: i64,
}

/// Who was in the joint plan at a moment.
#[utoipa::path(get, path = "/api/plans/{plan}/presence", tag = "history",
    params(("plan" = String, Path), AtMoment),
    responses((status = 200, body = WasHere), (status = "4XX", body = ErrorBody)))]
pub(in crate::http) async fn presence(
    State(app): State<Arc<App>>,
    asking: Asking,
    wanted: Result<Query<AtMoment>, QueryRejection>,
) -> Result<Json<WasHere>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let Query(AtMoment { at }) =
        wanted.map_err(|_| ApiError::invalid("A moment is milliseconds since 1970."))?;
    let room = RoomKey::joint(here.plan);
    let at = Timestamp::from_millis(at);
    let mut found = app.store.who_was_here(room, at).await?;
    for (member, since) in app.rooms.who_is_here(room).await {
        if since <= at && !found.contains(&member) {
            found.push(member);
        }
    }
    let members = members(&app, here.plan).await?;
    Ok(Json(WasHere {
        members: found
            .into_iter()
            .map(|id| contributor(id, &members))
            .collect(),
    }))
}

/// Up to where one has seen the history of a layer, and what others have changed since.
#[utoipa::path(get, path = "/api/plans/{plan}/visit", tag = "history",
    params(("plan" = String, Path), ("layer" = Option<String>, Query)),
    responses((status = 200, body = Visit), (status = "4XX", body = ErrorBody)))]
pub(in crate::http) async fn visit(
    State(app): State<Arc<App>>,
    asking: Asking,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Json<Visit>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let layer = layer(query(wanted)?.layer.as_deref())?;
    here.permit(&app, layer.reading()).await?;
    let room = RoomKey {
        plan: here.plan,
        layer,
    };
    app.moments.take(here.me.id, app.clock.now())?;
    // What comes while the rest is read is new the next time.
    let head = app.store.head(room).await?;
    let seen = app.store.visit(room, here.me.id).await?;
    let news = match seen {
        Some((seq, at)) => app.store.news(room, here.me.id, seq, at).await?,
        None => Vec::new(),
    };
    let news = news.into_iter().map(|(section, item)| match item {
        Some(item) => format!("{section}/{item}"),
        None => section,
    });
    Ok(Json(Visit {
        seq: seen.map_or(0, |(seq, _)| seq),
        at: seen.map(|(_, at)| at.millis()),
        head,
        news: news.collect(),
    }))
}

/// One has seen everything up to this update.
#[utoipa::path(put, path = "/api/plans/{plan}/visit", tag = "history",
    params(("plan" = String, Path)), request_body = SeenUntil,
    responses((status = 204), (status = "4XX", body = ErrorBody)))]
pub(in crate::http) async fn seen(
    State(app): State<Arc<App>>,
    asking: Asking,
    request: Result<Json<SeenUntil>, JsonRejection>,
) -> Result<StatusCode, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let Json(request) = request?;
    here.permit(&app, request.layer.reading()).await?;
    let room = RoomKey {
        plan: here.plan,
        layer: request.layer,
    };
    let seq = request.seq.min(app.store.head(room).await?);
    let now = app.clock.now();
    app.store.set_visit(room, here.me.id, seq, now).await?;
    Ok(StatusCode::NO_CONTENT)
}
