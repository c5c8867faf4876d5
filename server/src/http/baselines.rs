//! States of a plan that keep a name, and bringing the plan back to one.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use sha2::{Digest as _, Sha256};
use tandem_plan::document::PlanDoc;
use tandem_plan::export;
use tandem_plan::ids::{BaselineId, MemberId, PlanId};
use tandem_protocol::http::{BaselineRow, Baselines, ErrorBody, NameBaseline, Restored};
use tandem_protocol::member::Member;
use tandem_protocol::role::Action;

use super::caller::Asking;
use super::error::ApiError;
use super::history::{contributor, members, no_such_moment};
use crate::app::App;
use crate::rooms::room::Deed;
use crate::store::{Baseline, RoomKey, Store as _};

/// The most characters of a baseline's name.
const MAX_NAME: usize = 120;
/// The most baselines of one plan.
const MAX_BASELINES: usize = 500;

/// All baselines of a plan, the newest first.
#[utoipa::path(get, path = "/api/plans/{plan}/baselines", tag = "history",
    params(("plan" = String, Path)),
    responses((status = 200, body = Baselines), (status = "4XX", body = ErrorBody)))]
pub(super) async fn list(
    State(app): State<Arc<App>>,
    asking: Asking,
) -> Result<Json<Baselines>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let room = RoomKey::joint(here.plan);
    let members = members(&app, here.plan).await?;
    let baselines = app.store.baselines(room).await?.into_iter();
    Ok(Json(Baselines {
        baselines: baselines.map(|baseline| row(baseline, &members)).collect(),
    }))
}

/// Gives the plan as it is on disk now a name.
#[utoipa::path(post, path = "/api/plans/{plan}/baselines", tag = "history",
    params(("plan" = String, Path)), request_body = NameBaseline,
    responses((status = 200, body = BaselineRow), (status = "4XX", body = ErrorBody)))]
pub(super) async fn name(
    State(app): State<Arc<App>>,
    asking: Asking,
    request: Result<Json<NameBaseline>, JsonRejection>,
) -> Result<Json<BaselineRow>, ApiError> {
    let here = asking.permit(Action::Baseline).await?;
    let Json(request) = request?;
    let baseline = keep(&app, here.plan, here.me.id, &request.name).await?;
    let members = members(&app, here.plan).await?;
    Ok(Json(row(baseline, &members)))
}

/// Gives the plan as it is on disk now a name, for this person, who may.
pub(super) async fn keep(
    app: &App,
    plan: PlanId,
    me: MemberId,
    name: &str,
) -> Result<Baseline, ApiError> {
    let name = name.trim();
    let is_line = !name.chars().any(char::is_control);
    if !is_line || !(1..=MAX_NAME).contains(&name.chars().count()) {
        return Err(ApiError::invalid(
            "The name of a baseline is one line of 1 to 120 characters.",
        ));
    }
    let room = RoomKey::joint(plan);
    if app.store.baselines(room).await?.len() >= MAX_BASELINES {
        return Err(ApiError::new(
            StatusCode::CONFLICT,
            "too_many_baselines",
            "This plan has as many baselines as it can hold.",
        ));
    }
    let now = app.clock.now();
    app.moments.take(me, now)?;
    let seq = app.store.head(room).await?;
    let sha256 = app.readings.read_at(room, seq, content_hash).await?;
    let baseline = Baseline {
        id: BaselineId::random(),
        name: name.to_owned(),
        seq,
        sha256: sha256.ok_or_else(no_such_moment)?,
        member: me,
        at: now,
    };
    app.store.keep_baseline(room, &baseline).await?;
    Ok(baseline)
}

/// Brings all fields, items and rows of the plan back to a baseline, as new changes in one's own name;
/// what came since goes to the trash.
#[utoipa::path(post, path = "/api/plans/{plan}/baselines/{baseline}/restore", tag = "history",
    params(("plan" = String, Path), ("baseline" = String, Path)),
    responses((status = 200, body = Restored), (status = "4XX", body = ErrorBody)))]
pub(super) async fn restore(
    State(app): State<Arc<App>>,
    asking: Asking,
    Path((_, baseline)): Path<(String, String)>,
) -> Result<Json<Restored>, ApiError> {
    let here = asking.permit(Action::Baseline).await?;
    let room = RoomKey::joint(here.plan);
    let id: BaselineId = baseline.parse().map_err(|_| no_such_baseline())?;
    let baselines = app.store.baselines(room).await?;
    let baseline = baselines.into_iter().find(|baseline| baseline.id == id);
    let baseline = baseline.ok_or_else(no_such_baseline)?;
    app.moments.take(here.me.id, app.clock.now())?;
    let state = app.readings.read_at(room, baseline.seq, PlanDoc::state);
    let deed = Deed::Restore {
        baseline: id,
        state: state.await?.ok_or_else(no_such_moment)?.into(),
    };
    let at = app.rooms.act(room, here.me.id, deed).await?;
    Ok(Json(Restored { at: at.millis() }))
}

fn row(baseline: Baseline, members: &HashMap<MemberId, Member>) -> BaselineRow {
    BaselineRow {
        id: baseline.id,
        name: baseline.name,
        seq: baseline.seq,
        sha256: baseline
            .sha256
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect(),
        member: contributor(baseline.member, members),
        at: baseline.at.millis(),
    }
}

/// The SHA-256 of the document as JSON, as an export and the route of moments write it.
fn content_hash(plan: &PlanDoc) -> [u8; 32] {
    let json = serde_json::to_vec(&export::document(plan));
    Sha256::digest(json.expect("texts, numbers and lists are JSON")).into()
}

fn no_such_baseline() -> ApiError {
    ApiError::new(
        StatusCode::NOT_FOUND,
        "no_such_baseline",
        "There is no such baseline of this plan.",
    )
}
