//! Deleting a plan for good: a lead of each side agrees, or one alone while nobody of the other ever
//! came.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use tandem_protocol::http::{Deletion, ErrorBody};
use tandem_protocol::role::{Action, Side};

use super::caller::Asking;
use super::error::ApiError;
use crate::app::App;
use crate::store::{Agreed, Store as _};

/// Who has agreed to delete the plan.
#[utoipa::path(get, path = "/api/plans/{plan}/deletion", tag = "plans",
    params(("plan" = String, Path)),
    responses((status = 200, body = Deletion), (status = "4XX", body = ErrorBody)))]
pub(super) async fn show(
    State(app): State<Arc<App>>,
    asking: Asking,
) -> Result<Json<Deletion>, ApiError> {
    let here = asking.permit(Action::DeletePlan).await?;
    Ok(Json(told(&app.store.deletion(here.plan).await?)))
}

/// Agrees to delete the plan. If that is enough, it is gone.
#[utoipa::path(put, path = "/api/plans/{plan}/deletion", tag = "plans",
    params(("plan" = String, Path)),
    responses((status = 200, body = Deletion), (status = "4XX", body = ErrorBody)))]
pub(super) async fn agree(
    State(app): State<Arc<App>>,
    asking: Asking,
) -> Result<Json<Deletion>, ApiError> {
    let here = asking.permit(Action::DeletePlan).await?;
    let now = app.clock.now();
    let agreed = app.store.agree_deletion(here.plan, &here.me, now).await?;
    if agreed.done {
        app.rooms.plan_deleted(here.plan).await;
    }
    Ok(Json(told(&agreed)))
}

/// Takes back what one's own side has agreed to.
#[utoipa::path(delete, path = "/api/plans/{plan}/deletion", tag = "plans",
    params(("plan" = String, Path)),
    responses((status = 200, body = Deletion), (status = "4XX", body = ErrorBody)))]
pub(super) async fn withdraw(
    State(app): State<Arc<App>>,
    asking: Asking,
) -> Result<Json<Deletion>, ApiError> {
    let here = asking.permit(Action::DeletePlan).await?;
    let now = app.clock.now();
    app.store
        .withdraw_deletion(here.plan, &here.me, now)
        .await?;
    Ok(Json(told(&app.store.deletion(here.plan).await?)))
}

fn told(agreed: &Agreed) -> Deletion {
    let of = |side| {
        let mut agreed = agreed.agreed.iter();
        agreed.find(|(of, _)| *of == side).map(|(_, lead)| *lead)
    };
    Deletion {
        vendor: of(Side::Vendor),
        partner: of(Side::Partner),
        alone: agreed.alone,
        done: agreed.done,
    }
}
