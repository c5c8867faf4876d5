//! Who somebody is: links that let people in, sessions that keep them in, members of plans.
//!
//! What a member may do is not decided here but by `tandem_protocol::role::allows`. Secrets are
//! random, are kept as hashes only, and never appear in a log.

mod limiter;
mod name;
mod token;

use std::time::Duration;

use tandem_plan::ids::{MemberId, PlanId};
use tandem_protocol::member::Member;
use tandem_protocol::role::{Role, Side};

pub use limiter::{Limiter, TooMany};
pub use name::{InvalidName, MemberName};
pub use token::Token;

use crate::clock::{SharedClock, Timestamp};
use crate::store::{
    Invite, InviteProblem, Join, JoinError, JoinSession, Joined, NewInvite, NewToken, Plan,
    SessionId, Store, StoreError,
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How long a link lets people in.
pub const INVITE_LIFE: Duration = Duration::from_secs(14 * 24 * 60 * 60);
/// How long a session lives after it was last used. A plan lives a year.
pub const SESSION_LIFE: Duration = Duration::from_secs(400 * 24 * 60 * 60);

/// Answers who somebody is.
#[derive(Debug, Clone)]
pub struct Access<S> {
    store: S,
    clock: SharedClock,
}

/// Why somebody is not let in.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// There is no such plan.
    #[error("There is no such plan. Check the address, or ask for a new link.")]
    NoSuchPlan,
    /// The browser has no session.
    #[error("You are not signed in on this browser. Open the link you were sent.")]
    NotSignedIn,
    /// The browser's session is nobody in this plan.
    #[error("You are not a member of this plan. Ask one of its leads for a link.")]
    NotMember,
    /// The link does not let anybody in.
    #[error(transparent)]
    Invite(#[from] InviteProblem),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A session that a request came with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    /// Which one.
    pub session: SessionId,
    /// Whether its life was lengthened just now, so that the browser must be told.
    pub extended: bool,
}

/// A link that somebody opened.
#[derive(Debug, Clone)]
pub struct OpenedInvite {
    /// The link; it lets people in.
    pub invite: Invite,
    /// The plan it leads to.
    pub plan: Plan,
    /// Who the browser is in that plan already.
    pub already: Option<Member>,
}

/// Somebody joined.
#[derive(Debug)]
pub struct Welcome {
    /// Who, and where.
    pub joined: Joined,
    /// The token of the session that was begun, if the browser had none.
    pub new_session: Option<Token>,
}

impl<S: Store> Access<S> {
    /// Answers from this store.
    #[must_use]
    pub fn new(store: S, clock: SharedClock) -> Self {
        Self { store, clock }
    }

    /// The session with this token, if it lives. Its life is lengthened at most once a day.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn visit(&self, token: &Token) -> Result<Option<Visit>, StoreError> {
        let now = self.clock.now();
        let Some(session) = self.store.session(&token.hash(), now).await? else {
            return Ok(None);
        };
        let extended = now.since(session.used_at) >= DAY;
        if extended {
            let expires_at = now.after(SESSION_LIFE);
            let noted = self.store.extend_session(session.id, now, expires_at).await;
            if let Err(error) = noted {
                // Nobody is kept out because the disk is full: it is tried again with the next visit.
                tracing::warn!(%error, "a session could not be extended");
            }
        }
        Ok(Some(Visit {
            session: session.id,
            extended,
        }))
    }

    /// Who a session is in a plan.
    ///
    /// # Errors
    /// If there is no such plan, no session, or the session is nobody in the plan.
    pub async fn member(
        &self,
        session: Option<SessionId>,
        plan: PlanId,
    ) -> Result<Member, AccessError> {
        if let Some(session) = session
            && let Some(member) = self.store.session_member(session, plan).await?
        {
            return Ok(member);
        }
        Err(if self.store.plan(plan).await?.is_none() {
            AccessError::NoSuchPlan
        } else if session.is_none() {
            AccessError::NotSignedIn
        } else {
            AccessError::NotMember
        })
    }

    /// Who a program with this token is in a plan.
    ///
    /// # Errors
    /// If there is no such plan, or the token stands for nobody in it.
    pub async fn program(&self, token: &Token, plan: PlanId) -> Result<Member, AccessError> {
        match self.store.token_member(&token.hash()).await? {
            Some((of, member)) if of == plan => Ok(member),
            Some(_) if self.store.plan(plan).await?.is_none() => Err(AccessError::NoSuchPlan),
            Some(_) => Err(AccessError::NotMember),
            None => Err(AccessError::NotSignedIn),
        }
    }

    /// Looks at a link. Nothing is used up by it.
    ///
    /// # Errors
    /// If it lets nobody in.
    pub async fn open_invite(
        &self,
        token: &Token,
        session: Option<SessionId>,
    ) -> Result<OpenedInvite, AccessError> {
        let invite = self.store.invite(&token.hash()).await?;
        let invite = invite.ok_or(InviteProblem::Unknown)?;
        invite.check(self.clock.now())?;
        let plan = self.store.plan(invite.plan).await?;
        let plan = plan.ok_or(AccessError::NoSuchPlan)?;
        let already = match session {
            Some(session) => self.store.session_member(session, plan.id).await?,
            None => None,
        };
        Ok(OpenedInvite {
            invite,
            plan,
            already,
        })
    }

    /// Joins by a link: makes a new member, who the browser is in that plan from now on.
    ///
    /// # Errors
    /// If the link lets nobody in.
    pub async fn join(
        &self,
        token: &Token,
        name: MemberName,
        session: Option<SessionId>,
    ) -> Result<Welcome, AccessError> {
        let now = self.clock.now();
        let (session, new_session) = match session {
            Some(session) => (JoinSession::Existing(session), None),
            None => {
                let token = Token::random();
                (JoinSession::New(token.hash()), Some(token))
            }
        };
        let join = Join {
            invite: token.hash(),
            member: MemberId::random(),
            name: name.into(),
            at: now,
            session,
            session_expires_at: now.after(SESSION_LIFE),
        };
        let joined = self.store.join(&join).await.map_err(|error| match error {
            JoinError::Refused(problem) => AccessError::Invite(problem),
            JoinError::Store(error) => AccessError::Store(error),
        })?;
        Ok(Welcome {
            joined,
            new_session,
        })
    }
}

/// Makes a member who comes with a token: a program that works in somebody's name. The token is
/// shown once.
///
/// # Errors
/// If the store fails.
pub async fn program(
    store: &impl Store,
    plan: PlanId,
    name: MemberName,
    (side, role): (Side, Role),
    now: Timestamp,
) -> Result<(MemberId, Token), StoreError> {
    let token = Token::random();
    let id = MemberId::random();
    let new = NewToken {
        token: token.hash(),
        plan,
        member: Member::new(id, name.into(), side, role),
        at: now,
    };
    store.create_token(&new).await?;
    Ok((id, token))
}

/// Makes a link that lets people join a plan for [`INVITE_LIFE`], as often as they like.
///
/// # Errors
/// If the store fails.
pub async fn invite(
    store: &impl Store,
    plan: PlanId,
    (side, role): (Side, Role),
    now: Timestamp,
) -> Result<Token, StoreError> {
    let token = Token::random();
    let invite = NewInvite {
        token: token.hash(),
        plan,
        side,
        role,
        created_at: now,
        expires_at: now.after(INVITE_LIFE),
        max_uses: None,
    };
    store.create_invite(&invite).await?;
    Ok(token)
}
