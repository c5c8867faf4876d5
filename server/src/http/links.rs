//! Links that let people into a plan, and tokens for programs.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use tandem_plan::ids::{InviteId, TokenId};
use tandem_protocol::http::{
    AuditAction, CreateInvite, CreateToken, ErrorBody, InviteRow, Invites, MadeLink, MadeToken,
    Tokens,
};
use tandem_protocol::role::Action;

use super::caller::Asking;
use super::error::ApiError;
use super::members::{change, member_id};
use super::qr::qr;
use crate::access::{self, Link, LinkTerms, MemberName, PeopleProblem};
use crate::app::App;
use crate::rooms::room::Ended;
use crate::store::{Credential, Invite, NewAudit, Store as _};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How many days a link may live.
const DAYS: std::ops::RangeInclusive<u32> = 1..=90;
const USUAL_DAYS: u32 = 14;
/// How many people a link may let in, if that is limited.
const USES: std::ops::RangeInclusive<u32> = 1..=1_000;

/// The links of one's own side, and those of neutral people.
#[utoipa::path(get, path = "/api/plans/{plan}/invites", tag = "links",
    params(("plan" = String, Path)),
    responses((status = 200, body = Invites), (status = "4XX", body = ErrorBody)))]
pub(super) async fn list(
    State(app): State<Arc<App>>,
    asking: Asking,
) -> Result<Json<Invites>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    here.permit(&app, Action::ManagePeople(here.me.side))
        .await?;
    let invites = app.store.invites(here.plan).await?.into_iter();
    let own = invites.filter(|invite| here.me.may(Action::ManagePeople(invite.side)));
    Ok(Json(Invites {
        invites: own.map(row).collect(),
    }))
}

/// Makes a link that lets people in.
#[utoipa::path(post, path = "/api/plans/{plan}/invites", tag = "links",
    params(("plan" = String, Path)), request_body = CreateInvite,
    responses((status = 200, body = MadeLink), (status = "4XX", body = ErrorBody)))]
pub(super) async fn create(
    State(app): State<Arc<App>>,
    asking: Asking,
    request: Result<Json<CreateInvite>, JsonRejection>,
) -> Result<Json<MadeLink>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let Json(request) = request?;
    let days = request.days.unwrap_or(USUAL_DAYS);
    if !DAYS.contains(&days) {
        return Err(ApiError::invalid("A link lives from 1 to 90 days."));
    }
    if request.max_uses.is_some_and(|uses| !USES.contains(&uses)) {
        return Err(ApiError::invalid(
            "A link lets in from 1 to 1,000 people, or as many as like.",
        ));
    }
    let terms = LinkTerms::Invite {
        side: request.side,
        role: request.role,
        life: DAY * days,
        max_uses: request.max_uses,
    };
    let (invite, link) = terms.draft(here.plan, Some(here.me.id), app.clock.now());
    change(&app, &here, |asking, people| asking.invite(people, invite)).await?;
    Ok(Json(made(&app, &link)))
}

/// Withdraws a link.
#[utoipa::path(delete, path = "/api/plans/{plan}/invites/{invite}", tag = "links",
    params(("plan" = String, Path), ("invite" = String, Path)),
    responses((status = 204), (status = "4XX", body = ErrorBody)))]
pub(super) async fn revoke(
    State(app): State<Arc<App>>,
    asking: Asking,
    Path((_, invite)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let id: InviteId = invite.parse().map_err(|_| PeopleProblem::UnknownLink)?;
    change(&app, &here, |asking, people| asking.revoke(people, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes a link with which one goes on on another device, or with which somebody of one's own side
/// does who has lost the way in.
#[utoipa::path(post, path = "/api/plans/{plan}/members/{member}/continue", tag = "links",
    params(("plan" = String, Path), ("member" = String, Path)),
    responses((status = 200, body = MadeLink), (status = "4XX", body = ErrorBody)))]
pub(super) async fn go_on(
    State(app): State<Arc<App>>,
    asking: Asking,
    Path((_, member)): Path<(String, String)>,
) -> Result<Json<MadeLink>, ApiError> {
    let here = asking.permit(Action::UseElsewhere).await?;
    let id = member_id(&member)?;
    let mut members = app.store.members(here.plan).await?.into_iter();
    let member = members.find(|member| member.id == id);
    let terms = LinkTerms::Continue(member.ok_or(PeopleProblem::Unknown)?);
    let (invite, link) = terms.draft(here.plan, Some(here.me.id), app.clock.now());
    change(&app, &here, |asking, people| asking.go_on(people, invite)).await?;
    Ok(Json(made(&app, &link)))
}

/// One's own tokens.
#[utoipa::path(get, path = "/api/plans/{plan}/tokens", tag = "links",
    params(("plan" = String, Path)),
    responses((status = 200, body = Tokens), (status = "4XX", body = ErrorBody)))]
pub(super) async fn tokens(
    State(app): State<Arc<App>>,
    asking: Asking,
) -> Result<Json<Tokens>, ApiError> {
    let here = asking.permit(Action::UseElsewhere).await?;
    let tokens = app.store.tokens(here.me.id).await?;
    Ok(Json(Tokens { tokens }))
}

/// Makes a token for a program that works with one's own rights.
#[utoipa::path(post, path = "/api/plans/{plan}/tokens", tag = "links",
    params(("plan" = String, Path)), request_body = CreateToken,
    responses((status = 200, body = MadeToken), (status = "4XX", body = ErrorBody)))]
pub(super) async fn create_token(
    State(app): State<Arc<App>>,
    asking: Asking,
    request: Result<Json<CreateToken>, JsonRejection>,
) -> Result<Json<MadeToken>, ApiError> {
    let here = asking.permit(Action::UseElsewhere).await?;
    let Json(request) = request?;
    let name = MemberName::parse(&request.name)?;
    let (new, token) = access::draft_token(here.me.id, name, app.clock.now());
    let id = new.id;
    change(&app, &here, |asking, people| asking.token(people, new)).await?;
    let token = token.reveal();
    Ok(Json(MadeToken { id, token }))
}

/// Withdraws one of one's own tokens.
#[utoipa::path(delete, path = "/api/plans/{plan}/tokens/{token}", tag = "links",
    params(("plan" = String, Path), ("token" = String, Path)),
    responses((status = 204), (status = "4XX", body = ErrorBody)))]
pub(super) async fn revoke_token(
    State(app): State<Arc<App>>,
    asking: Asking,
    Path((_, token)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    let here = asking.permit(Action::UseElsewhere).await?;
    let unknown = || ApiError::unknown("token_unknown", "You have no such token.");
    let token: TokenId = token.parse().map_err(|_| unknown())?;
    let (at, by) = (app.clock.now(), Some(here.me.id));
    let entry = NewAudit::of(here.plan, at, AuditAction::TokenRevoked, by).to(&here.me);
    let was_there = app.store.revoke_token(here.me.id, token, &entry).await?;
    app.rooms.ended(Ended::Credential(Credential::Token(token)));
    was_there
        .then_some(StatusCode::NO_CONTENT)
        .ok_or_else(unknown)
}

/// A link as it is shown once.
pub(super) fn made(app: &App, link: &Link) -> MadeLink {
    let url = app.public_url.join_link(&link.token);
    MadeLink {
        id: link.id,
        qr: qr(&url),
        url,
        expires_at: link.expires_at.millis(),
    }
}

fn row(invite: Invite) -> InviteRow {
    InviteRow {
        id: invite.id,
        side: invite.side,
        role: invite.role,
        continues: invite.continues,
        created_by: invite.created_by,
        created_at: invite.created_at.millis(),
        expires_at: invite.expires_at.millis(),
        revoked_at: invite.revoked_at.map(crate::clock::Timestamp::millis),
        max_uses: invite.max_uses,
        uses: invite.uses,
    }
}
