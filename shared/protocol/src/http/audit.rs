//! Who got in, who was let in by whom, and what was refused.

use serde::{Deserialize, Serialize};
use tandem_plan::ids::MemberId;

use crate::role::{Role, Side};

/// `GET /api/plans/{plan}/audit?before=&limit=`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Audit {
    /// The newest first.
    pub entries: Vec<AuditEntry>,
    /// What `before` is for the next page; `None` at the end.
    pub next: Option<u64>,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    /// Grows with every entry.
    pub number: u64,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// What.
    pub action: AuditAction,
    /// Who did it; `None` for the operator, and for somebody who is nobody here.
    pub actor: Option<MemberId>,
    /// To whom.
    pub subject: Option<MemberId>,
    /// On which side, where it is about a link or a role.
    pub side: Option<Side>,
    /// Which role, where it is about a link or a role.
    pub role: Option<Role>,
    /// More for people who look closely, such as the key of a refusal. Never a secret, never content.
    pub detail: String,
}

/// What is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AuditAction {
    /// The plan was started.
    PlanStarted,
    /// A link for new people was made.
    InviteMade,
    /// A link was withdrawn.
    InviteRevoked,
    /// Somebody joined by a link.
    Joined,
    /// Somebody joined by a link and said to be somebody who was named.
    Claimed,
    /// A link was made with which somebody goes on on another device.
    ContinueMade,
    /// Somebody went on on another device.
    Continued,
    /// Somebody was named who does not come.
    Named,
    /// Somebody has another name.
    Renamed,
    /// Somebody has another role.
    RoleChanged,
    /// Somebody runs workshops from now on.
    FacilitatorAppointed,
    /// Somebody does not run workshops any more.
    FacilitatorDismissed,
    /// A lead handed over to somebody else.
    HandedOver,
    /// Somebody was removed.
    Removed,
    /// Somebody left.
    Left,
    /// Somebody was signed out everywhere else: their sessions and tokens are of no use any more.
    SignedOut,
    /// A token for a program was made.
    TokenMade,
    /// A token was withdrawn.
    TokenRevoked,
    /// The plan was taken along as a file.
    Exported,
    /// A lead agreed to delete the plan.
    DeletionAgreed,
    /// A lead took that back.
    DeletionWithdrawn,
    /// The plan was deleted for good. No lead reads this any more; the operator does.
    PlanDeleted,
    /// Somebody tried what they may not.
    Refused,
}

impl AuditAction {
    /// All of them.
    pub const ALL: [Self; 23] = [
        Self::PlanStarted,
        Self::InviteMade,
        Self::InviteRevoked,
        Self::Joined,
        Self::Claimed,
        Self::ContinueMade,
        Self::Continued,
        Self::Named,
        Self::Renamed,
        Self::RoleChanged,
        Self::FacilitatorAppointed,
        Self::FacilitatorDismissed,
        Self::HandedOver,
        Self::Removed,
        Self::Left,
        Self::SignedOut,
        Self::TokenMade,
        Self::TokenRevoked,
        Self::Exported,
        Self::DeletionAgreed,
        Self::DeletionWithdrawn,
        Self::PlanDeleted,
        Self::Refused,
    ];

    /// The key in JSON and in the database.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::PlanStarted => "plan_started",
            Self::InviteMade => "invite_made",
            Self::InviteRevoked => "invite_revoked",
            Self::Joined => "joined",
            Self::Claimed => "claimed",
            Self::ContinueMade => "continue_made",
            Self::Continued => "continued",
            Self::Named => "named",
            Self::Renamed => "renamed",
            Self::RoleChanged => "role_changed",
            Self::FacilitatorAppointed => "facilitator_appointed",
            Self::FacilitatorDismissed => "facilitator_dismissed",
            Self::HandedOver => "handed_over",
            Self::Removed => "removed",
            Self::Left => "left",
            Self::SignedOut => "signed_out",
            Self::TokenMade => "token_made",
            Self::TokenRevoked => "token_revoked",
            Self::Exported => "exported",
            Self::DeletionAgreed => "deletion_agreed",
            Self::DeletionWithdrawn => "deletion_withdrawn",
            Self::PlanDeleted => "plan_deleted",
            Self::Refused => "refused",
        }
    }

    /// The action with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back_and_are_those_in_json() {
        for action in AuditAction::ALL {
            assert_eq!(AuditAction::from_key(action.key()), Some(action));
            let json = serde_json::to_string(&action).unwrap();
            assert_eq!(json, format!("{:?}", action.key()));
        }
    }
}
