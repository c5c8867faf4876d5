//! Making links that let people in, and tokens for programs. Their secrets are shown once.

use std::convert::Infallible;
use std::time::Duration;

use tandem_plan::ids::{InviteId, MemberId, PlanId, TokenId};
use tandem_protocol::http::AuditAction;
use tandem_protocol::member::Member;
use tandem_protocol::role::{Role, Side};

use super::{MemberName, Token};
use crate::clock::Timestamp;
use crate::store::{NewAudit, NewInvite, NewToken, PeopleChange, Store, StoreError};

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

impl LinkTerms {
    /// The link that this makes, to be kept, and as it is shown once.
    #[must_use]
    pub fn draft(self, plan: PlanId, by: Option<MemberId>, now: Timestamp) -> (NewInvite, Link) {
        let (side, role, life, max_uses, continues) = match self {
            Self::Invite {
                side,
                role,
                life,
                max_uses,
            } => (side, role, life, max_uses, None),
            Self::Continue(member) => {
                let continues = Some(member.id);
                (member.side, member.role, CONTINUE_LIFE, Some(1), continues)
            }
        };
        let link = Link {
            id: InviteId::random(),
            token: Token::random(),
            expires_at: now.after(life),
        };
        let invite = NewInvite {
            id: link.id,
            token: link.token.hash(),
            plan,
            side,
            role,
            created_at: now,
            expires_at: link.expires_at,
            max_uses,
            continues,
            created_by: by,
        };
        (invite, link)
    }
}

/// What is written down when a link is made.
pub(super) fn written(invite: &NewInvite) -> NewAudit {
    let action = match invite.continues {
        Some(_) => AuditAction::ContinueMade,
        None => AuditAction::InviteMade,
    };
    NewAudit {
        subject: invite.continues,
        side: Some(invite.side),
        role: Some(invite.role),
        ..NewAudit::of(invite.plan, invite.created_at, action, invite.created_by)
    }
}

/// Makes a link and writes it down, whoever `by` is; nobody is the operator.
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
    let (invite, link) = terms.draft(plan, by, now);
    let change = PeopleChange {
        audit: vec![written(&invite)],
        invites: vec![invite],
        ..PeopleChange::default()
    };
    put(store, plan, change, now).await?;
    Ok(link)
}

/// A token of a member, to be kept, and its secret.
#[must_use]
pub fn draft_token(member: MemberId, name: MemberName, now: Timestamp) -> (NewToken, Token) {
    let token = Token::random();
    let new = NewToken {
        id: TokenId::random(),
        name: name.into(),
        token: token.hash(),
        member,
        at: now,
    };
    (new, token)
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
    let (new, token) = draft_token(id, name, now);
    let change = PeopleChange {
        audit: vec![NewAudit::of(plan, now, AuditAction::TokenMade, None).to(&member)],
        changed: vec![member],
        tokens: vec![new],
        ..PeopleChange::default()
    };
    put(store, plan, change, now).await?;
    Ok((id, token))
}

async fn put(
    store: &impl Store,
    plan: PlanId,
    change: PeopleChange,
    now: Timestamp,
) -> Result<(), StoreError> {
    let decided = store
        .change_people::<Infallible>(plan, now, |_| Ok(change))
        .await?;
    match decided {
        Ok(_) => Ok(()),
        Err(never) => match never {},
    }
}
