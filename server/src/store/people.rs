//! What the store takes and gives about people: links, sessions, tokens, what is written down; and
//! the one rule about links that has to be asked inside a transaction.

use std::fmt;

use subtle::ConstantTimeEq as _;
use tandem_plan::ids::{InviteId, MemberId, PlanId, TokenId};
use tandem_protocol::http::{AuditAction, AuditEntry};
use tandem_protocol::member::Member;
use tandem_protocol::role::{Role, Side};

use crate::clock::Timestamp;

/// What the store keeps of a secret: its SHA-256. Secrets are long and random, so that a plain
/// hash is enough, and looking one up by its hash tells nothing about other secrets. Two are
/// compared in constant time.
#[derive(Clone, Copy)]
pub struct TokenHash(pub [u8; 32]);

impl PartialEq for TokenHash {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for TokenHash {}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(…)")
    }
}

/// A link that is to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInvite {
    /// By which it is withdrawn.
    pub id: InviteId,
    /// The hash of its token.
    pub token: TokenHash,
    /// Which plan it leads to.
    pub plan: PlanId,
    /// The side one joins.
    pub side: Side,
    /// The role one gets.
    pub role: Role,
    /// When it was made.
    pub created_at: Timestamp,
    /// From when on it is of no use.
    pub expires_at: Timestamp,
    /// How many people may join by it, if that is limited.
    pub max_uses: Option<u32>,
    /// Who goes on by it on another device; `None` if it lets new people in.
    pub continues: Option<MemberId>,
    /// Who made it; `None` if the operator did.
    pub created_by: Option<MemberId>,
}

/// A token that is to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    /// By which it is withdrawn.
    pub id: TokenId,
    /// What it is for.
    pub name: String,
    /// The hash of the token.
    pub token: TokenHash,
    /// Whom it stands for.
    pub member: MemberId,
    /// When it was made.
    pub at: Timestamp,
}

/// The people of a plan and what lets people in, as they are while nobody else changes them.
#[derive(Debug, Clone, Default)]
pub struct People {
    /// Everybody, in the order in which they came.
    pub members: Vec<Member>,
    /// All links, usable or not.
    pub invites: Vec<Invite>,
    /// By which link somebody came; whoever came otherwise is left out.
    pub came_by: Vec<(MemberId, InviteId)>,
    /// Whom each usable token stands for.
    pub tokens: Vec<MemberId>,
}

/// What changes of the people of a plan, decided while nobody else changes them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeopleChange {
    /// Members as they are from now on; those who were not there are added.
    pub changed: Vec<Member>,
    /// Who is signed out everywhere, but where they come in with this.
    pub signed_out: Vec<(MemberId, Option<Credential>)>,
    /// Links that let nobody in from now on.
    pub withdrawn: Vec<InviteId>,
    /// New links.
    pub invites: Vec<NewInvite>,
    /// New tokens.
    pub tokens: Vec<NewToken>,
    /// What is written down of it.
    pub audit: Vec<NewAudit>,
}

/// With what somebody comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Credential {
    /// A browser.
    Session(SessionId),
    /// A program.
    Token(TokenId),
}

/// Whom a token stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearer {
    /// Which token.
    pub token: TokenId,
    /// In which plan.
    pub plan: PlanId,
    /// Who.
    pub member: Member,
}

/// Something that is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAudit {
    /// In which plan; `None` where that is not known.
    pub plan: Option<PlanId>,
    /// When.
    pub at: Timestamp,
    /// What.
    pub action: AuditAction,
    /// Who did it; `None` for the operator and for nobody known.
    pub actor: Option<MemberId>,
    /// To whom.
    pub subject: Option<MemberId>,
    /// On which side.
    pub side: Option<Side>,
    /// Which role.
    pub role: Option<Role>,
    /// More, for who looks closely. Never a secret, never content.
    pub detail: String,
}

impl NewAudit {
    /// That this was done in a plan, by somebody or by the operator.
    #[must_use]
    pub const fn of(
        plan: PlanId,
        at: Timestamp,
        action: AuditAction,
        actor: Option<MemberId>,
    ) -> Self {
        Self {
            plan: Some(plan),
            at,
            action,
            actor,
            subject: None,
            side: None,
            role: None,
            detail: String::new(),
        }
    }

    /// The same, done to this person.
    #[must_use]
    pub fn to(self, member: &Member) -> Self {
        Self {
            subject: Some(member.id),
            side: Some(member.side),
            role: Some(member.role),
            ..self
        }
    }
}

/// A part of what was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPage {
    /// The newest first, and in which plan each was.
    pub entries: Vec<(Option<PlanId>, AuditEntry)>,
    /// Whether there is more.
    pub has_more: bool,
}

/// What has come of somebody's agreeing to delete a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// Who has agreed.
    pub agreed: Vec<(Side, MemberId)>,
    /// Whether one side is enough, because nobody of the other ever came.
    pub alone: bool,
    /// Whether the plan is gone.
    pub done: bool,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    /// By which it is withdrawn.
    pub id: InviteId,
    /// Who goes on by it on another device; `None` if it lets new people in.
    pub continues: Option<MemberId>,
    /// Who made it; `None` if the operator did.
    pub created_by: Option<MemberId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Which plan it leads to.
    pub plan: PlanId,
    /// The side one joins.
    pub side: Side,
    /// The role one gets.
    pub role: Role,
    /// From when on it is of no use.
    pub expires_at: Timestamp,
    /// When it was made unusable, if it was.
    pub revoked_at: Option<Timestamp>,
    /// How many people may join by it, if that is limited.
    pub max_uses: Option<u32>,
    /// How many people joined by it.
    pub uses: u32,
}

/// Why a link does not open anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum InviteProblem {
    /// There is none with this token.
    #[error("This link is not known. Check that it was copied whole, or ask for a new one.")]
    Unknown,
    /// It was made unusable.
    #[error("This link was withdrawn.")]
    Revoked,
    /// Its time is over.
    #[error("This link has expired.")]
    Expired,
    /// As many people as may have joined by it.
    #[error("This link has been used up.")]
    UsedUp,
    /// The person whom somebody says to be is not, or not any more, one who may come.
    #[error(
        "That person has come already, or does not belong to this plan any more. Join under your own name."
    )]
    NotNamed,
}

impl InviteProblem {
    /// A stable key for programs and for the audit log.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unknown => "invite_unknown",
            Self::Revoked => "invite_revoked",
            Self::Expired => "invite_expired",
            Self::UsedUp => "invite_used_up",
            Self::NotNamed => "not_named",
        }
    }
}

impl Invite {
    /// Whether one may join by it now.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, now: Timestamp) -> Result<(), InviteProblem> {
        if self.revoked_at.is_some() {
            Err(InviteProblem::Revoked)
        } else if self.expires_at <= now {
            Err(InviteProblem::Expired)
        } else if self.max_uses.is_some_and(|limit| self.uses >= limit) {
            Err(InviteProblem::UsedUp)
        } else {
            Ok(())
        }
    }
}

/// Somebody uses a link.
#[derive(Debug, Clone)]
pub struct Join {
    /// The hash of the link's token.
    pub invite: TokenHash,
    /// The id that the new member gets.
    pub member: MemberId,
    /// The new member's name.
    pub name: String,
    /// Who of the named people they are, if they are one: no new member is made then.
    pub claim: Option<MemberId>,
    /// When.
    pub at: Timestamp,
    /// The session that is the new member from now on.
    pub session: JoinSession,
    /// Until when the session lives.
    pub session_expires_at: Timestamp,
}

/// The session of somebody who joins.
#[derive(Debug, Clone, Copy)]
pub enum JoinSession {
    /// One that the browser has already.
    Existing(SessionId),
    /// A new one with this token.
    New(TokenHash),
}

/// Somebody joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// Which plan.
    pub plan: PlanId,
    /// Who they are in it.
    pub member: Member,
}

/// Names a session inside the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionId(pub i64);

/// A browser that somebody joined with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// Its name in the store.
    pub id: SessionId,
    /// When it was last noted that it was used.
    pub used_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_refused_for_the_first_reason_that_holds() {
        let now = Timestamp::from_millis(1_000);
        let good = Invite {
            id: InviteId::from_u128(1),
            continues: None,
            created_by: None,
            created_at: Timestamp::from_millis(1),
            plan: PlanId::from_u128(1),
            side: Side::Partner,
            role: Role::Lead,
            expires_at: Timestamp::from_millis(1_001),
            revoked_at: None,
            max_uses: Some(2),
            uses: 1,
        };
        let cases = [
            (good.clone(), Ok(())),
            (
                Invite {
                    expires_at: now,
                    ..good.clone()
                },
                Err(InviteProblem::Expired),
            ),
            (
                Invite {
                    uses: 2,
                    ..good.clone()
                },
                Err(InviteProblem::UsedUp),
            ),
            (
                Invite {
                    max_uses: None,
                    uses: 9_999,
                    ..good.clone()
                },
                Ok(()),
            ),
            (
                Invite {
                    revoked_at: Some(now),
                    expires_at: now,
                    ..good
                },
                Err(InviteProblem::Revoked),
            ),
        ];
        for (invite, expected) in cases {
            assert_eq!(invite.check(now), expected, "{invite:?}");
        }
    }
}
