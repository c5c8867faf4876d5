//! Who somebody is: links that let people in, sessions that keep them in, members of plans.
//!
//! What a member may do is not decided here but by `tandem_protocol::role::allows`. Secrets are
//! random, are kept as hashes only, and never appear in a log.

mod limiter;
mod links;
mod name;
mod people;
mod refusal;
mod token;

use std::time::Duration;

use tandem_plan::ids::{MemberId, PlanId};
use tandem_protocol::member::{Member, Standing};

pub use limiter::{Limiter, Network, TooMany};
pub use links::{CONTINUE_LIFE, INVITE_LIFE, Link, LinkTerms, draft_token, link, program};
pub use name::{InvalidName, MemberName};
pub use people::{Asking, PeopleProblem, Wanted};
pub use refusal::{key, sentence};
pub use token::Token;

use crate::clock::SharedClock;
use crate::store::{
    Bearer, Credential, Invite, InviteProblem, Join, JoinError, JoinSession, Joined, Plan,
    SessionId, Store, StoreError, TokenHash,
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
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
    /// Who goes on by it, if it is a link for that.
    pub continues: Option<Member>,
    /// Those of the side who are only named, if it lets new people in.
    pub named: Vec<Member>,
}

/// Who somebody is who comes by a link.
#[derive(Debug, Clone)]
pub enum Newcomer {
    /// Somebody new with this name.
    New(MemberName),
    /// Who goes on by the link.
    Returning,
    /// One of the named people.
    Named(MemberId),
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

    /// Whom a token of a program stands for. `None` if nobody knows it.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn bearer(&self, token: TokenHash) -> Result<Option<Bearer>, StoreError> {
        self.store.token_bearer(&token).await
    }

    /// Who a program is in a plan that comes with this token.
    ///
    /// # Errors
    /// If there is no such plan, nobody knows the token any more, or it is for another plan.
    pub async fn program(&self, token: TokenHash, plan: PlanId) -> Result<Member, AccessError> {
        let bearer = self.bearer(token).await?;
        match bearer {
            Some(bearer) if bearer.plan == plan => Ok(bearer.member),
            _ if self.store.plan(plan).await?.is_none() => Err(AccessError::NoSuchPlan),
            _ => Err(AccessError::NotMember),
        }
    }

    /// Whether somebody still comes in with this, as this member of the plan.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn comes_with(
        &self,
        credential: Credential,
        plan: PlanId,
        member: MemberId,
    ) -> Result<bool, StoreError> {
        let now = self.clock.now();
        self.store.comes_with(credential, plan, member, now).await
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
        let members = self.store.members(plan.id).await?;
        let mut continues = None;
        let mut named = Vec::new();
        for member in members {
            if Some(member.id) == invite.continues && member.standing == Standing::Active {
                continues = Some(member);
            } else if member.can_be_claimed(plan.id, invite.side) {
                named.push(member);
            }
        }
        if invite.continues.is_some() {
            if continues.is_none() {
                return Err(InviteProblem::Revoked.into());
            }
            named.clear();
        }
        Ok(OpenedInvite {
            invite,
            plan,
            already,
            continues,
            named,
        })
    }

    /// Joins by a link: makes a new member or finds who was named or goes on, who the browser is in
    /// that plan from now on.
    ///
    /// # Errors
    /// If the link lets nobody in, or not as this person.
    pub async fn join(
        &self,
        token: &Token,
        as_whom: Newcomer,
        session: Option<SessionId>,
    ) -> Result<Welcome, AccessError> {
        let now = self.clock.now();
        let (session, new_session) = begin_session(session);
        let (name, claim) = match as_whom {
            Newcomer::Returning => (String::new(), None),
            Newcomer::Named(member) => (String::new(), Some(member)),
            Newcomer::New(name) => (name.into(), None),
        };
        let join = Join {
            invite: token.hash(),
            member: MemberId::random(),
            name,
            claim,
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

/// A session for somebody who comes in: the one that the browser has, or a new one with its token.
#[must_use]
pub fn begin_session(session: Option<SessionId>) -> (JoinSession, Option<Token>) {
    match session {
        Some(session) => (JoinSession::Existing(session), None),
        None => {
            let token = Token::random();
            (JoinSession::New(token.hash()), Some(token))
        }
    }
}
