//! The plans that this browser is somebody in, and starting one.

use std::sync::Arc;

use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use tandem_plan::document::PlanDoc;
use tandem_plan::ids::MemberId;
use tandem_plan::preset::Preset;
use tandem_plan::schema::Tier;
use tandem_plan::value::Date;
use tandem_protocol::http::{
    Contributions, ErrorBody, MyPlans, PlanCard, PlanView, StartPlan, Started,
};
use tandem_protocol::member::Member;
use tandem_protocol::role::{Action, Role, Side};

use super::caller::{Asking, Caller};
use super::client_address::ClientAddress;
use super::error::ApiError;
use super::{links, session};
use crate::access::{self, AccessError, LinkTerms, MemberName, SESSION_LIFE};
use crate::app::App;
use crate::config::Starters;
use crate::plans::{Beginning, Wish, create};
use crate::rooms::room::Ended;
use crate::store::{Credential, Founder, Plan, Store as _};

/// The most characters of a plan's name.
const MAX_NAME: usize = 120;

/// The plans that one is somebody in. Without a session the list is empty.
#[utoipa::path(get, path = "/api/plans", tag = "plans",
    responses((status = 200, body = MyPlans), (status = "4XX", body = ErrorBody)))]
pub(super) async fn mine(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<MyPlans>, ApiError> {
    let mut plans = match caller.session()? {
        Some(session) => app.store.session_plans(session).await?,
        None => Vec::new(),
    };
    if let Some(bearer) = caller.bearer(&app).await?
        && let Some(plan) = app.store.plan(bearer.plan).await?
    {
        plans.push((plan, bearer.member));
    }
    Ok(Json(MyPlans {
        plans: plans.into_iter().map(|(plan, me)| card(plan, me)).collect(),
        may_start: app.starters == Starters::Anyone,
    }))
}

/// Starts a plan; who does so is the lead of one side, and gets a link for the other's.
#[utoipa::path(post, path = "/api/plans", tag = "plans", request_body = StartPlan,
    responses((status = 200, body = Started), (status = "4XX", body = ErrorBody)))]
pub(super) async fn start(
    State(app): State<Arc<App>>,
    ClientAddress(address): ClientAddress,
    Extension(caller): Extension<Caller>,
    request: Result<Json<StartPlan>, JsonRejection>,
) -> Result<Response, ApiError> {
    let session = caller.session()?;
    let Json(request) = request?;
    if app.starters == Starters::Nobody {
        return Err(ApiError::new(
            StatusCode::FORBIDDEN,
            "not_allowed",
            "On this server only those who run it start plans. Ask them for a link.",
        ));
    }
    let me = founder(&request)?;
    let wish = wish(request)?;
    let now = app.clock.now();
    app.joins.take(address, now)?;
    let (session, new_session) = access::begin_session(session);
    let founder = Founder {
        member: me.clone(),
        session,
        session_expires_at: now.after(SESSION_LIFE),
    };
    let wish = Wish {
        founder: Some(founder),
        ..wish
    };
    let plan = create(&app.store, wish, now).await?;
    let other = match me.side {
        Side::Vendor => Side::Partner,
        Side::Partner | Side::Neutral => Side::Vendor,
    };
    let terms = LinkTerms::first_lead(other);
    let link = access::link(&app.store, plan, terms, Some(me.id), now).await?;
    let invite = links::made(&app, &link);
    let mut response = Json(Started { plan, me, invite }).into_response();
    if let Some(token) = new_session {
        let cookie = session::cookie(&token, &app);
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Who starts a plan.
fn founder(request: &StartPlan) -> Result<Member, ApiError> {
    if request.my_side == Side::Neutral {
        return Err(ApiError::invalid(
            "Whoever starts a plan is on the vendor's or on the partner's side.",
        ));
    }
    let name = MemberName::parse(&request.my_name)?;
    let id = MemberId::random();
    Ok(Member::new(id, name.into(), request.my_side, Role::Lead))
}

/// The plan that somebody wants, if it can be.
fn wish(request: StartPlan) -> Result<Wish, ApiError> {
    let vendor: String = MemberName::parse(&request.vendor_name)?.into();
    let partner: String = MemberName::parse(&request.partner_name)?.into();
    let mut name = request.name.trim().to_owned();
    if name.chars().count() > MAX_NAME || name.chars().any(char::is_control) {
        return Err(ApiError::invalid(
            "The name of a plan is one line of up to 120 characters.",
        ));
    }
    if name.is_empty() {
        name = format!("{vendor} × {partner}");
    }
    let preset = Preset::from_key(&request.preset)
        .ok_or_else(|| ApiError::invalid("There is no preset with this key."))?;
    let tier = match request.tier.as_str() {
        "" => None,
        key => Some(
            Tier::from_key(key)
                .ok_or_else(|| ApiError::invalid("There is no tier with this key."))?,
        ),
    };
    let (start, end) = (day(&request.start)?, day(&request.end)?);
    if let (Some(start), Some(end)) = (start, end)
        && end <= start
    {
        return Err(ApiError::invalid("A plan ends after it has begun."));
    }
    Ok(Wish {
        vendor_name: Some(vendor),
        partner_name: Some(partner),
        start,
        end,
        tier,
        ..Wish::new(Beginning::Preset(preset), name)
    })
}

fn day(text: &str) -> Result<Option<Date>, ApiError> {
    match text {
        "" => Ok(None),
        text => text
            .parse()
            .map(Some)
            .map_err(|_| ApiError::invalid("A day is written as 2026-10-01.")),
    }
}

/// One plan, and who one is in it.
#[utoipa::path(get, path = "/api/plans/{plan}", tag = "plans",
    params(("plan" = String, Path)),
    responses((status = 200, body = PlanView), (status = "4XX", body = ErrorBody)))]
pub(super) async fn one(
    State(app): State<Arc<App>>,
    asking: Asking,
) -> Result<Json<PlanView>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let plan = app.store.plan(here.plan).await?;
    Ok(Json(card(plan.ok_or(AccessError::NoSuchPlan)?, here.me)))
}

/// The document of both sides as one update of the CRDT, as it is on disk.
#[utoipa::path(get, path = "/api/plans/{plan}/document", tag = "plans",
    params(("plan" = String, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = "4XX", body = ErrorBody)))]
pub(super) async fn document(
    State(app): State<Arc<App>>,
    asking: Asking,
) -> Result<Vec<u8>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    app.whole_plans.take(here.me.id, app.clock.now())?;
    let state = app.readings.read(here.plan, PlanDoc::state).await?;
    Ok(state.ok_or(AccessError::NoSuchPlan)?)
}

/// How much each side has written.
#[utoipa::path(get, path = "/api/plans/{plan}/contributions", tag = "plans",
    params(("plan" = String, Path)),
    responses((status = 200, body = Contributions), (status = "4XX", body = ErrorBody)))]
pub(super) async fn contributions(
    State(app): State<Arc<App>>,
    asking: Asking,
) -> Result<Json<Contributions>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let written = app.store.contributions(here.plan).await?;
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

/// Ends the session of this browser: it is nobody in any plan any more.
#[utoipa::path(delete, path = "/api/session", tag = "plans",
    responses((status = 204), (status = "4XX", body = ErrorBody)))]
pub(super) async fn sign_out(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
) -> Result<Response, ApiError> {
    if let Some(session) = caller.session()? {
        app.store.revoke_session(session, app.clock.now()).await?;
        let ended = Credential::Session(session);
        app.rooms.ended(Ended::Credential(ended));
    }
    let cookie = session::no_cookie(&app);
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
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
