//! Links that let people in.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use tandem_protocol::http::{InviteView, JoinRequest, Joined};

use super::client_address::ClientAddress;
use super::error::ApiError;
use super::session::{self, CurrentSession};
use crate::access::{AccessError, MemberName, Token};
use crate::app::App;
use crate::store::InviteProblem;

/// `GET /api/invites/{token}`: looks at a link; nothing is used up.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    ClientAddress(address): ClientAddress,
    Extension(CurrentSession(session)): Extension<CurrentSession>,
    Path(token): Path<String>,
) -> Result<Json<InviteView>, ApiError> {
    let opened = limited(&app, address, async {
        let token = parse(&token)?;
        app.access.open_invite(&token, session).await
    })
    .await?;
    Ok(Json(InviteView {
        plan: opened.plan.id,
        plan_name: opened.plan.name,
        vendor_name: opened.plan.vendor_name,
        partner_name: opened.plan.partner_name,
        side: opened.invite.side,
        role: opened.invite.role,
        already: opened.already,
        continues: None,
        named: Vec::new(),
    }))
}

/// `POST /api/invites/{token}/join`: makes a member, who this browser is from now on.
pub(super) async fn join(
    State(app): State<Arc<App>>,
    ClientAddress(address): ClientAddress,
    Extension(CurrentSession(session)): Extension<CurrentSession>,
    Path(token): Path<String>,
    request: Result<Json<JoinRequest>, JsonRejection>,
) -> Result<Response, ApiError> {
    let Json(request) = request?;
    let name = MemberName::parse(&request.name)?;
    app.joins.take(address, app.clock.now())?;
    let welcome = limited(&app, address, async {
        let token = parse(&token)?;
        app.access.join(&token, name, session).await
    })
    .await?;

    let joined = welcome.joined;
    app.rooms.members_changed(joined.plan);
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

/// Lets an address guess tokens only so often. Only wrong guesses count in the end, but many at
/// once must not slip through before the first is known to be wrong.
async fn limited<T>(
    app: &App,
    address: IpAddr,
    attempt: impl Future<Output = Result<T, AccessError>>,
) -> Result<T, ApiError> {
    app.failed_tries.take(address, app.clock.now())?;
    let result = attempt.await;
    if !matches!(result, Err(AccessError::Invite(_))) {
        app.failed_tries.give_back(address, app.clock.now());
    }
    Ok(result?)
}

fn parse(token: &str) -> Result<Token, AccessError> {
    token
        .parse()
        .map_err(|_| AccessError::Invite(InviteProblem::Unknown))
}
