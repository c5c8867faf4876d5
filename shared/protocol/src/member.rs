//! The people of a plan, as everybody in it sees them.

use serde::{Deserialize, Serialize};
use tandem_plan::ids::{MemberId, PlanId};

use crate::role::{Action, Role, Side, allows};

/// One person of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Member {
    /// Their id.
    pub id: MemberId,
    /// The name they gave, or were given.
    pub name: String,
    /// Whose side they are on.
    pub side: Side,
    /// What they may do.
    pub role: Role,
    /// Whether they run workshops beside that. Only leads and editors do: a facilitator who is
    /// nothing else has [`Role::Facilitator`].
    #[serde(default, skip_serializing_if = "is_false")]
    pub facilitates: bool,
    /// Whether they come and go.
    #[serde(default, skip_serializing_if = "Standing::is_active")]
    pub standing: Standing,
}

/// Whether somebody can come into a plan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// They joined.
    #[default]
    Active,
    /// They are only named: they can own things, and have never come. Who joins may turn out to
    /// be them.
    Named,
    /// They were removed, or left. What they did stays theirs.
    Removed,
}

impl Member {
    /// Somebody who joined, with one role.
    #[must_use]
    pub const fn new(id: MemberId, name: String, side: Side, role: Role) -> Self {
        Self {
            id,
            name,
            side,
            role,
            facilitates: false,
            standing: Standing::Active,
        }
    }

    /// Who stands for all people of a plan where nobody can tell whose something is, such as what comes of
    /// anonymous cards: somebody who is only named, and whom nobody can turn out to be.
    #[must_use]
    pub const fn group_of(plan: PlanId) -> MemberId {
        // The plan's id is random: no member has it by chance.
        MemberId::from_u128(plan.as_u128())
    }

    /// Whether somebody who comes by a link of this side can turn out to be them.
    #[must_use]
    pub fn can_be_claimed(&self, plan: PlanId, side: Side) -> bool {
        self.standing == Standing::Named && self.side == side && self.id != Self::group_of(plan)
    }

    /// Whether this person may do this: by one of their roles, and as long as they belong here.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.standing == Standing::Active
            && (allows(self.role, self.side, action)
                || self.facilitates && allows(Role::Facilitator, self.side, action))
    }
}

/// Whether anybody of a side has ever come. Whoever was only named has not; whoever was removed has.
#[must_use]
pub fn has_come(members: &[Member], side: Side) -> bool {
    let mut members = members.iter();
    members.any(|member| member.side == side && member.standing != Standing::Named)
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Active, Self::Named, Self::Removed];

    /// The key in JSON and in the database.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Named => "named",
            Self::Removed => "removed",
        }
    }

    /// The standing with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.key() == key)
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
    fn is_active(&self) -> bool {
        *self == Self::Active
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_false(flag: &bool) -> bool {
    !flag
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ann(role: Role) -> Member {
        Member::new(MemberId::from_u128(7), "Ann".into(), Side::Vendor, role)
    }

    #[test]
    fn who_also_facilitates_may_do_both() {
        let lead = Member {
            facilitates: true,
            ..ann(Role::Lead)
        };
        assert!(lead.may(Action::RunWorkshop) && lead.may(Action::Sign));
        assert!(!ann(Role::Lead).may(Action::RunWorkshop));
    }

    #[test]
    fn who_does_not_belong_here_may_nothing() {
        for standing in [Standing::Named, Standing::Removed] {
            let gone = Member {
                standing,
                facilitates: true,
                ..ann(Role::Lead)
            };
            assert!(!gone.may(Action::ReadPlan), "{standing:?}");
        }
    }

    #[test]
    fn what_is_usual_is_not_said() {
        let json = serde_json::to_string(&ann(Role::Editor)).unwrap();
        assert!(
            !json.contains("standing") && !json.contains("facilitates"),
            "{json}"
        );
        assert_eq!(
            serde_json::from_str::<Member>(&json).unwrap(),
            ann(Role::Editor)
        );
    }
}
