//! Making links that let people in, and tokens for programs. Their secrets are shown once.

use std::time::Duration;

use tandem_plan::ids::{InviteId, MemberId, PlanId, TokenId};
use tandem_protocol::http::AuditAction;
use tandem_protocol::member::Member;
use tandem_protocol::role::{Role, Side};

use super::{MemberName, Token};
use crate::clock::Timestamp;
use crate::store::{Bearer, NewAudit, NewInvite, NewToken, Store, StoreError};

/// How long a link lets people in, if nothing else is said.
pub const INVITE_LIFE: Duration = Duration::from_secs(14 * 24 * 60 * 60);
/// How long a link lets somebody go on on another device.
pub const CONTINUE_LIFE: Duration = Duration::from_secs(3 * 24 * 60 * 60);

/// Whom a link lets in, and for how long.
#[derive(Debug, Clone)]
pub enum LinkTerms {
    /// New people.
    Invite {
        /// The side they join.
        side: Side,
        /// The role they get.
        role: Role,
        /// How long it lets them in.
        life: Duration,
        /// How many of them, if that is limited.
        max_uses: Option<u32>,
    },
    /// This person, once, for [`CONTINUE_LIFE`].
    Continue(Member),
}

/// A link that was just made.
#[derive(Debug, Clone)]
pub struct Link {
    /// By which it is withdrawn.
    pub id: InviteId,
    /// Its secret.
    pub token: Token,
    /// From when on it is of no use.
    pub expires_at: Timestamp,
}

impl LinkTerms {
    /// A link for as many new people as like, for [`INVITE_LIFE`].
    #[must_use]
    pub const fn usual(side: Side, role: Role) -> Self {
        Self::Invite {
            side,
            role,
            life: INVITE_LIFE,
            max_uses: None,
        }
    }

    /// A link for whoever leads this side, for [`INVITE_LIFE`]: it lets one person in, so that nobody
    /// else who has seen it can use it unnoticed.
    #[must_use]
    pub const fn first_lead(side: Side) -> Self {
        Self::Invite {
            side,
            role: Role::Lead,
            life: INVITE_LIFE,
            max_uses: Some(1),
        }
    }
}

/// Makes a link and writes it down. That `by` may make it was checked; nobody is the operator.
///
/// # Errors
/// If the store fails.
pub async fn link(
    store: &impl Store,
    plan: PlanId,
    terms: LinkTerms,
    by: Option<MemberId>,
    now: Timestamp,
) -> Result<Link, StoreError> {
    let (side, role, life, max_uses, continues) = match terms {
        LinkTerms::Invite {
            side,
            role,
            life,
            max_uses,
        } => (side, role, life, max_uses, None),
        LinkTerms::Continue(member) => {
            let continues = Some(member.id);
            (member.side, member.role, CONTINUE_LIFE, Some(1), continues)
        }
    };
    let token = Token::random();
    let invite = NewInvite {
        id: InviteId::random(),
        token: token.hash(),
        plan,
        side,
        role,
        created_at: now,
        expires_at: now.after(life),
        max_uses,
        continues,
        created_by: by,
    };
    let action = match continues {
        Some(_) => AuditAction::ContinueMade,
        None => AuditAction::InviteMade,
    };
    let audit = NewAudit {
        subject: continues,
        side: Some(side),
        role: Some(role),
        ..NewAudit::of(plan, now, action, by)
    };
    store.create_invite(&invite, &audit).await?;
    Ok(Link {
        id: invite.id,
        token,
        expires_at: invite.expires_at,
    })
}

/// Makes a member who comes with a token: a program that is somebody of its own. The operator does
/// so; the token is shown once.
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
    let member = Member::new(MemberId::random(), name.clone().into(), side, role);
    let id = member.id;
    let (_, token) = make_token(
        store,
        (plan, &member),
        name,
        Bearer::New(member.clone()),
        now,
    )
    .await?;
    Ok((id, token))
}

/// Makes a token with which a program works in the name of somebody who is there.
///
/// # Errors
/// If the store fails.
pub async fn token(
    store: &impl Store,
    plan: PlanId,
    member: &Member,
    name: MemberName,
    now: Timestamp,
) -> Result<(TokenId, Token), StoreError> {
    let bearer = Bearer::Present(member.id);
    make_token(store, (plan, member), name, bearer, now).await
}

async fn make_token(
    store: &impl Store,
    (plan, member): (PlanId, &Member),
    name: MemberName,
    bearer: Bearer,
    now: Timestamp,
) -> Result<(TokenId, Token), StoreError> {
    let token = Token::random();
    let actor = match bearer {
        Bearer::New(_) => None,
        Bearer::Present(member) => Some(member),
    };
    let new = NewToken {
        id: TokenId::random(),
        name: name.into(),
        token: token.hash(),
        plan,
        bearer,
        at: now,
    };
    let audit = NewAudit::of(plan, now, AuditAction::TokenMade, actor).to(member);
    store.create_token(&new, &audit).await?;
    Ok((new.id, token))
}
