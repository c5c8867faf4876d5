//! Who a request comes from, and what they may do with the plan that it names.
//!
//! A handler learns who asks, and in which plan, by asking for permission: [`Asking::permit`] is the
//! only way to either. What is refused is written down where leads read it.

use std::net::IpAddr;
use std::sync::Arc;

use axum::RequestPartsExt as _;
use axum::extract::{FromRequestParts, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use tandem_plan::ids::{PlanId, TokenId};
use tandem_protocol::http::AuditAction;
use tandem_protocol::member::Member;
use tandem_protocol::role::Action;

use super::client_address::ClientAddress;
use super::error::ApiError;
use super::session;
use crate::access::{self, AccessError, Token};
use crate::app::App;
use crate::store::{Bearer, Credential, NewAudit, SessionId, Store as _, TokenHash};

/// Who a request comes from. Every handler behind [`identify`] can ask for it as an extension.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    who: Who,
}

#[derive(Debug, Clone)]
enum Who {
    /// It came without a secret.
    Nobody,
    /// A browser.
    Browser(SessionId),
    /// A program, by a token with this hash.
    Program(TokenId, TokenHash),
    /// It came with a secret that nobody knows.
    Refused(ApiError),
}

/// Finds out who a request comes from; lengthens the life of a cookie together with the session's,
/// and takes a cookie away that nobody knows.
pub(super) async fn identify(
    State(app): State<Arc<App>>,
    ClientAddress(address): ClientAddress,
    params: RawPathParams,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let plan = plan_in(&params);
    let (mut cookie, mut who) = (None, Who::Nobody);
    if let Some(token) = bearer(request.headers()) {
        who = program(&app, address, plan, token).await;
    } else if let Some(token) = session::read_cookie(request.headers(), &app.public_url) {
        match app.access.visit(&token).await? {
            Some(visit) => {
                who = Who::Browser(visit.session);
                if visit.extended {
                    cookie = Some(session::cookie(&token, &app));
                }
            }
            None => {
                if let Err(error) = wrong(&app, address, plan, "unknown_session").await {
                    who = Who::Refused(error);
                }
                cookie = Some(session::no_cookie(&app));
            }
        }
    }
    request.extensions_mut().insert(Caller { who });
    let mut response = next.run(request).await;
    if let Some(cookie) = cookie {
        let headers = response.headers_mut();
        headers.entry(header::SET_COOKIE).or_insert(cookie);
    }
    Ok(response)
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Whether these headers carry a token of a program, which no page of another site can make a
/// browser send.
pub(super) fn has_token(headers: &HeaderMap) -> bool {
    bearer(headers).is_some()
}

async fn program(app: &App, address: IpAddr, plan: Option<PlanId>, token: &str) -> Who {
    let found = match token.parse::<Token>() {
        Ok(token) => app
            .access
            .bearer(token.hash())
            .await
            .map(|bearer| Some((bearer?, token.hash()))),
        Err(_) => Ok(None),
    };
    match found {
        Ok(Some((bearer, hash))) => Who::Program(bearer.token, hash),
        Ok(None) => Who::Refused(match wrong(app, address, plan, "unknown_token").await {
            Ok(()) => ApiError::new(
                StatusCode::UNAUTHORIZED,
                "token_unknown",
                "This token is not known, or was withdrawn. Make a new one on the plan's page of people.",
            ),
            Err(error) => error,
        }),
        Err(error) => Who::Refused(error.into()),
    }
}

/// Counts a secret that nobody knows, and writes it down. Valid ones are never counted, so that
/// nobody is kept out by who else uses their network.
///
/// # Errors
/// If this address tried too often; that is not written down any more.
async fn wrong(
    app: &App,
    address: IpAddr,
    plan: Option<PlanId>,
    what: &str,
) -> Result<(), ApiError> {
    app.failed_tries.take(address, app.clock.now())?;
    note_refusal(app, plan, None, what).await;
    Ok(())
}

/// Writes down that something was refused. It is refused all the same if that fails.
pub(super) async fn note_refusal(app: &App, plan: Option<PlanId>, by: Option<&Member>, what: &str) {
    let entry = NewAudit {
        plan,
        at: app.clock.now(),
        action: AuditAction::Refused,
        actor: by.map(|member| member.id),
        subject: None,
        side: by.map(|member| member.side),
        role: by.map(|member| member.role),
        detail: what.to_owned(),
    };
    if let Err(error) = app.store.note(&entry).await {
        tracing::error!(%error, "a refusal could not be written down");
    }
}

/// The plan that an address names, if it names one.
pub(super) fn plan_in(params: &RawPathParams) -> Option<PlanId> {
    let mut params = params.iter();
    let (_, plan) = params.find(|(name, _)| *name == "plan")?;
    plan.parse().ok()
}

impl Caller {
    /// Whoever comes with this token, which is not in a header.
    pub(super) async fn with_token(
        app: &App,
        address: IpAddr,
        plan: Option<PlanId>,
        token: &str,
    ) -> Self {
        let who = program(app, address, plan, token).await;
        Self { who }
    }

    /// The browser's session.
    ///
    /// # Errors
    /// If the request came with a secret that nobody knows, too often.
    pub(super) fn session(&self) -> Result<Option<SessionId>, ApiError> {
        match &self.who {
            Who::Nobody | Who::Program(..) => Ok(None),
            Who::Browser(session) => Ok(Some(*session)),
            Who::Refused(error) => Err(error.clone()),
        }
    }

    /// Whom a program's token stands for, if it came with one.
    ///
    /// # Errors
    /// If the store fails.
    pub(super) async fn bearer(&self, app: &App) -> Result<Option<Bearer>, ApiError> {
        Ok(match &self.who {
            Who::Program(_, token) => app.access.bearer(*token).await?,
            _ => None,
        })
    }

    /// What they came with, if it is known.
    pub(super) const fn credential(&self) -> Option<Credential> {
        match &self.who {
            Who::Browser(session) => Some(Credential::Session(*session)),
            Who::Program(token, _) => Some(Credential::Token(*token)),
            Who::Nobody | Who::Refused(_) => None,
        }
    }

    /// Who they are in a plan now: it is looked up whenever it is asked, because a request can take
    /// long to arrive.
    ///
    /// # Errors
    /// If they are nobody there, and why.
    pub(super) async fn member(&self, app: &App, plan: PlanId) -> Result<Member, ApiError> {
        Ok(match &self.who {
            Who::Refused(error) => return Err(error.clone()),
            Who::Program(_, token) => app.access.program(*token, plan).await?,
            Who::Browser(session) => app.access.member(Some(*session), plan).await?,
            Who::Nobody => app.access.member(None, plan).await?,
        })
    }

    /// Who they are in a plan, if they may do this.
    ///
    /// # Errors
    /// If they are nobody there, or may not.
    pub(super) async fn permit(
        &self,
        app: &App,
        plan: PlanId,
        action: Action,
    ) -> Result<Member, ApiError> {
        let me = self.member(app, plan).await?;
        if me.may(action) {
            Ok(me)
        } else {
            Err(self.refuse(app, plan, &me, action).await)
        }
    }

    /// Refuses something to somebody, and writes that down; not again and again.
    pub(super) async fn refuse(
        &self,
        app: &App,
        plan: PlanId,
        me: &Member,
        action: Action,
    ) -> ApiError {
        if app.refusals.take(me.id, app.clock.now()).is_ok() {
            note_refusal(app, Some(plan), Some(me), access::key(action)).await;
        }
        ApiError::new(
            StatusCode::FORBIDDEN,
            "not_allowed",
            access::sentence(action),
        )
    }
}

/// Somebody who wants something of the plan in the address. They are nobody here before they are
/// permitted it.
#[derive(Debug)]
pub(super) struct Asking {
    app: Arc<App>,
    caller: Caller,
    plan: Option<PlanId>,
}

/// Somebody who may do what they asked for.
#[derive(Debug)]
pub(super) struct Here {
    /// In which plan.
    pub(super) plan: PlanId,
    /// Who they are.
    pub(super) me: Member,
    /// What they came with.
    pub(super) credential: Credential,
    caller: Caller,
}

impl FromRequestParts<Arc<App>> for Asking {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let caller = parts.extensions.get::<Caller>().cloned();
        let params = parts.extract::<RawPathParams>().await;
        Ok(Self {
            app: Arc::clone(app),
            caller: caller.ok_or_else(ApiError::not_found)?,
            plan: params.ok().as_ref().and_then(plan_in),
        })
    }
}

impl Asking {
    /// Lets them do this, if they may.
    ///
    /// # Errors
    /// If there is no such plan, they are nobody in it, or may not.
    pub(super) async fn permit(self, action: Action) -> Result<Here, ApiError> {
        let plan = self.plan.ok_or(AccessError::NoSuchPlan)?;
        let me = self.caller.permit(&self.app, plan, action).await?;
        Ok(Here {
            plan,
            me,
            credential: self.caller.credential().ok_or(AccessError::NotSignedIn)?,
            caller: self.caller,
        })
    }
}

impl Here {
    /// Refuses something to them.
    pub(super) async fn refuse(&self, app: &App, action: Action) -> ApiError {
        self.caller.refuse(app, self.plan, &self.me, action).await
    }

    /// Lets them do something more, if they may.
    ///
    /// # Errors
    /// If they may not.
    pub(super) async fn permit(&self, app: &App, action: Action) -> Result<(), ApiError> {
        if self.me.may(action) {
            Ok(())
        } else {
            Err(self.refuse(app, action).await)
        }
    }
}
