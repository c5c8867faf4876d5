//! The plans that this browser is somebody in.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::{Extension, Json};
use tandem_plan::document::PlanDoc;
use tandem_plan::ids::PlanId;
use tandem_protocol::http::{Contributions, MyPlans, PlanCard, PlanView};
use tandem_protocol::member::Member;
use tandem_protocol::role::{Action, Side};

use super::error::ApiError;
use super::session::CurrentSession;
use crate::access::AccessError;
use crate::app::App;
use crate::store::{Plan, Store as _};

/// `GET /api/plans`. Without a session the list is empty.
pub(super) async fn mine(
    State(app): State<Arc<App>>,
    Extension(CurrentSession(session)): Extension<CurrentSession>,
) -> Result<Json<MyPlans>, ApiError> {
    let plans = match session {
        Some(session) => app.store.session_plans(session).await?,
        None => Vec::new(),
    };
    let plans = plans.into_iter().map(|(plan, me)| card(plan, me)).collect();
    Ok(Json(MyPlans {
        plans,
        may_start: false,
    }))
}

/// `GET /api/plans/{plan}`.
pub(super) async fn one(
    State(app): State<Arc<App>>,
    Extension(CurrentSession(session)): Extension<CurrentSession>,
    Path(plan): Path<String>,
) -> Result<Json<PlanView>, ApiError> {
    let plan: PlanId = plan.parse().map_err(|_| AccessError::NoSuchPlan)?;
    let me = app.access.member(session, plan).await?;
    let plan = app.store.plan(plan).await?.ok_or(AccessError::NoSuchPlan)?;
    Ok(Json(card(plan, me)))
}

/// `GET /api/plans/{plan}/document`: the document as one update, as it is on disk.
pub(super) async fn document(
    State(app): State<Arc<App>>,
    Extension(CurrentSession(session)): Extension<CurrentSession>,
    Path(plan): Path<String>,
) -> Result<Vec<u8>, ApiError> {
    let plan: PlanId = plan.parse().map_err(|_| AccessError::NoSuchPlan)?;
    let me = app.access.member(session, plan).await?;
    if !me.may(Action::ReadPlan) {
        return Err(AccessError::NotMember.into());
    }
    let state = app.readings.read(plan, PlanDoc::state).await?;
    Ok(state.ok_or(AccessError::NoSuchPlan)?)
}

/// `GET /api/plans/{plan}/contributions`.
pub(super) async fn contributions(
    State(app): State<Arc<App>>,
    Extension(CurrentSession(session)): Extension<CurrentSession>,
    Path(plan): Path<String>,
) -> Result<Json<Contributions>, ApiError> {
    let plan: PlanId = plan.parse().map_err(|_| AccessError::NoSuchPlan)?;
    app.access.member(session, plan).await?;
    let written = app.store.contributions(plan).await?;
    let of = |side| {
        let mut written = written.iter();
        let own = written.find(|(writer, _)| *writer == side);
        own.map_or(0, |(_, bytes)| *bytes)
    };
    Ok(Json(Contributions {
        vendor: of(Side::Vendor),
        partner: of(Side::Partner),
    }))
}

/// A plan and who a browser is in it.
pub(super) fn card(plan: Plan, me: Member) -> PlanCard {
    PlanCard {
        id: plan.id,
        name: plan.name,
        vendor_name: plan.vendor_name,
        partner_name: plan.partner_name,
        me,
    }
}
