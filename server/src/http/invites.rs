//! Links that let people in.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use tandem_protocol::http::{ErrorBody, InviteView, JoinRequest, Joined, NamedPerson};
use tandem_protocol::member::Member;

use super::caller::{Caller, note_refusal};
use super::client_address::ClientAddress;
use super::error::ApiError;
use super::session;
use crate::access::{AccessError, MemberName, Newcomer, Token};
use crate::app::App;
use crate::rooms::room::Ended;
use crate::store::{InviteProblem, Store as _};

/// Looks at a link; nothing is used up.
#[utoipa::path(get, path = "/api/invites/{token}", tag = "links",
    params(("token" = String, Path)),
    responses((status = 200, body = InviteView), (status = "4XX", body = ErrorBody)))]
pub(super) async fn show(
    State(app): State<Arc<App>>,
    ClientAddress(address): ClientAddress,
    Extension(caller): Extension<Caller>,
    Path(token): Path<String>,
) -> Result<Json<InviteView>, ApiError> {
    let session = caller.session()?;
    let opened = limited(&app, address, &token, async |token| {
        app.access.open_invite(&token, session).await
    })
    .await?;
    let named = |member: Member| NamedPerson {
        id: member.id,
        name: member.name,
    };
    Ok(Json(InviteView {
        plan: opened.plan.id,
        plan_name: opened.plan.name,
        vendor_name: opened.plan.vendor_name,
        partner_name: opened.plan.partner_name,
        side: opened.invite.side,
        role: opened.invite.role,
        already: opened.already,
        continues: opened.continues,
        named: opened.named.into_iter().map(named).collect(),
    }))
}

/// Joins by a link: this browser is a new member from now on, one of the named people, or who goes
/// on by the link.
#[utoipa::path(post, path = "/api/invites/{token}/join", tag = "links",
    params(("token" = String, Path)), request_body = JoinRequest,
    responses((status = 200, body = Joined), (status = "4XX", body = ErrorBody)))]
pub(super) async fn join(
    State(app): State<Arc<App>>,
    ClientAddress(address): ClientAddress,
    Extension(caller): Extension<Caller>,
    Path(token): Path<String>,
    request: Result<Json<JoinRequest>, JsonRejection>,
) -> Result<Response, ApiError> {
    let session = caller.session()?;
    let Json(request) = request?;
    let name = MemberName::parse(&request.name);
    // What is wrong with a name is said before a link is looked at, unless none is needed.
    let is_needed = request.claim.is_none() && !request.name.trim().is_empty();
    let name = if is_needed { Ok(name?) } else { name };
    app.joins.take(address, app.clock.now())?;
    let welcome = limited(&app, address, &token, async |token| {
        let opened = app.access.open_invite(&token, session).await?;
        let newcomer = match (opened.continues, request.claim, name) {
            (Some(_), _, _) => Newcomer::Returning,
            (None, Some(member), _) => Newcomer::Named(member),
            (None, None, Ok(name)) => Newcomer::New(name),
            (None, None, Err(error)) => return Ok(Err(error)),
        };
        app.access.join(&token, newcomer, session).await.map(Ok)
    })
    .await??;

    let joined = welcome.joined;
    app.rooms.members_changed(joined.plan);
    if let Some(session) = session {
        // Other pages of this browser that are open as somebody else come back as this one.
        app.rooms.ended(Ended::Became {
            plan: joined.plan,
            session,
            member: joined.member.id,
        });
    }
    let mut response = Json(Joined {
        plan: joined.plan,
        me: joined.member,
    })
    .into_response();
    if let Some(token) = welcome.new_session {
        let cookie = session::cookie(&token, &app);
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Lets a network guess links only so often, and writes down what was wrong. Links that let people in
/// are never counted, so that nobody is kept out by who else uses their network.
async fn limited<T>(
    app: &App,
    address: IpAddr,
    token: &str,
    attempt: impl AsyncFnOnce(Token) -> Result<T, AccessError>,
) -> Result<T, ApiError> {
    let token = token.parse::<Token>();
    let (hash, result) = match token {
        Ok(token) => (Some(token.hash()), attempt(token).await),
        Err(_) => (None, Err(InviteProblem::Unknown.into())),
    };
    if let Err(AccessError::Invite(problem)) = &result {
        app.failed_tries.take(address, app.clock.now())?;
        let invite = match hash {
            Some(hash) => app.store.invite(&hash).await?,
            None => None,
        };
        let plan = invite.map(|invite| invite.plan);
        note_refusal(app, plan, None, problem.key()).await;
    }
    Ok(result?)
}
