//! Sides, roles, and the one function that says what they allow.
//!
//! The server asks [`allows`] before somebody gets into a room and before it takes a change of
//! theirs; the app asks it to hide or explain what is not allowed. What is not listed is refused.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Whose side somebody is on. Rights are symmetric: neither company outranks the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The company whose products are sold.
    Vendor,
    /// The company that brings them to customers.
    Partner,
    /// A consultant or facilitator of neither.
    Neutral,
}

/// What somebody does in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Manages the people and links of the own side, and signs.
    Lead,
    /// Runs the workshop.
    Facilitator,
    /// Writes the plan.
    Editor,
    /// Reads and comments.
    Commenter,
    /// Reads.
    Viewer,
}

/// Something that somebody wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read the joint layer, its history and exports.
    ReadPlan,
    /// Change the joint layer.
    EditPlan,
    /// Comment, vote, raise a hand.
    Comment,
    /// Read the private layer of this side.
    ReadLayer(Side),
    /// Write the private layer of this side.
    WriteLayer(Side),
    /// Comment in the private layer of this side.
    CommentLayer(Side),
    /// Run a workshop, lock a section.
    RunWorkshop,
    /// Invite, change and remove people of this side, see its links, appoint a facilitator.
    ManagePeople(Side),
    /// Name somebody of this side who does not come, so that things can be theirs.
    NamePeople(Side),
    /// See who got in, who was let in by whom, and what was refused.
    ReadAudit,
    /// Agree to delete the whole plan for good.
    DeletePlan,
    /// Open the plan on another device of one's own, give a program a token of one's own.
    UseElsewhere,
    /// Name a baseline, restore the whole plan to one.
    Baseline,
    /// Trash, restore and revert single items and changes.
    Revert,
    /// Sign for the own side, withdraw the signature.
    Sign,
}

/// Whether somebody of this side with this role may do this.
#[must_use]
pub fn allows(role: Role, side: Side, action: Action) -> bool {
    use Role::{Commenter, Editor, Facilitator, Lead};
    match action {
        Action::ReadPlan | Action::UseElsewhere => true,
        Action::EditPlan | Action::Revert => matches!(role, Lead | Facilitator | Editor),
        Action::Comment => matches!(role, Lead | Facilitator | Editor | Commenter),
        Action::ReadLayer(layer) | Action::CommentLayer(layer) => {
            owns_layer(side, layer) && matches!(role, Lead | Facilitator | Editor | Commenter)
        }
        Action::WriteLayer(layer) => {
            owns_layer(side, layer) && matches!(role, Lead | Facilitator | Editor)
        }
        Action::RunWorkshop => role == Facilitator,
        // Neutral people are invited and removed by a lead of either side.
        Action::ManagePeople(of) => {
            role == Lead && side != Side::Neutral && (of == side || of == Side::Neutral)
        }
        Action::NamePeople(of) => {
            of == side && matches!(role, Lead | Facilitator | Editor)
                || allows(role, side, Action::ManagePeople(of))
        }
        Action::Baseline => matches!(role, Lead | Facilitator),
        Action::Sign | Action::ReadAudit | Action::DeletePlan => {
            role == Lead && side != Side::Neutral
        }
    }
}

/// Only the two companies have layers of their own, and each sees its own alone.
fn owns_layer(side: Side, layer: Side) -> bool {
    side == layer && layer != Side::Neutral
}

impl Side {
    /// All sides.
    pub const ALL: [Self; 3] = [Self::Vendor, Self::Partner, Self::Neutral];

    /// The key in JSON, in the database and on the command line.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Vendor => "vendor",
            Self::Partner => "partner",
            Self::Neutral => "neutral",
        }
    }

    /// The side with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.key() == key)
    }
}

impl Role {
    /// All roles, the one that may most first.
    pub const ALL: [Self; 5] = [
        Self::Lead,
        Self::Facilitator,
        Self::Editor,
        Self::Commenter,
        Self::Viewer,
    ];

    /// The key in JSON, in the database and on the command line.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Facilitator => "facilitator",
            Self::Editor => "editor",
            Self::Commenter => "commenter",
            Self::Viewer => "viewer",
        }
    }

    /// The role with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What people of a company were told that they may: lead, facilitator, editor, commenter,
    /// viewer. Sides are those of the vendor, for whom it is written.
    const OF_A_COMPANY: [(Action, [bool; 5]); 17] = [
        (Action::ReadPlan, [true, true, true, true, true]),
        (Action::EditPlan, [true, true, true, false, false]),
        (Action::Revert, [true, true, true, false, false]),
        (Action::Comment, [true, true, true, true, false]),
        (
            Action::ReadLayer(Side::Vendor),
            [true, true, true, true, false],
        ),
        (
            Action::CommentLayer(Side::Vendor),
            [true, true, true, true, false],
        ),
        (
            Action::WriteLayer(Side::Vendor),
            [true, true, true, false, false],
        ),
        (Action::RunWorkshop, [false, true, false, false, false]),
        (
            Action::ManagePeople(Side::Vendor),
            [true, false, false, false, false],
        ),
        (
            Action::ManagePeople(Side::Neutral),
            [true, false, false, false, false],
        ),
        (
            Action::NamePeople(Side::Vendor),
            [true, true, true, false, false],
        ),
        (
            Action::NamePeople(Side::Neutral),
            [true, false, false, false, false],
        ),
        (Action::UseElsewhere, [true, true, true, true, true]),
        (Action::ReadAudit, [true, false, false, false, false]),
        (Action::DeletePlan, [true, false, false, false, false]),
        (Action::Baseline, [true, true, false, false, false]),
        (Action::Sign, [true, false, false, false, false]),
    ];

    /// The same for neutral people, who lead nothing.
    const OF_NEITHER: [(Action, [bool; 5]); 8] = [
        (Action::ReadPlan, [true, true, true, true, true]),
        (Action::EditPlan, [true, true, true, false, false]),
        (Action::Revert, [true, true, true, false, false]),
        (Action::Comment, [true, true, true, true, false]),
        (Action::RunWorkshop, [false, true, false, false, false]),
        (
            Action::NamePeople(Side::Neutral),
            [true, true, true, false, false],
        ),
        (Action::UseElsewhere, [true, true, true, true, true]),
        (Action::Baseline, [true, true, false, false, false]),
    ];

    /// Everything that anybody can want. A new action does not compile before it has its place
    /// here, and is refused to everybody before it stands above.
    fn every_action() -> Vec<Action> {
        let mut all = vec![Action::ReadPlan];
        let next = |last: &Action| match last {
            Action::ReadPlan => Some(Action::EditPlan),
            Action::EditPlan => Some(Action::Comment),
            Action::Comment => Some(Action::ReadLayer(Side::Vendor)),
            Action::ReadLayer(_) => Some(Action::WriteLayer(Side::Vendor)),
            Action::WriteLayer(_) => Some(Action::CommentLayer(Side::Vendor)),
            Action::CommentLayer(_) => Some(Action::RunWorkshop),
            Action::RunWorkshop => Some(Action::ManagePeople(Side::Vendor)),
            Action::ManagePeople(_) => Some(Action::NamePeople(Side::Vendor)),
            Action::NamePeople(_) => Some(Action::ReadAudit),
            Action::ReadAudit => Some(Action::DeletePlan),
            Action::DeletePlan => Some(Action::UseElsewhere),
            Action::UseElsewhere => Some(Action::Baseline),
            Action::Baseline => Some(Action::Revert),
            Action::Revert => Some(Action::Sign),
            Action::Sign => None,
        };
        while let Some(action) = all.last().and_then(next) {
            all.push(action);
        }
        let everywhere = all.into_iter().flat_map(|action| {
            let mut of = Side::ALL.map(|side| on(action, side)).to_vec();
            of.dedup();
            of
        });
        everywhere.collect()
    }

    /// The same on another side, if it is about one.
    const fn on(action: Action, side: Side) -> Action {
        match action {
            Action::ReadLayer(_) => Action::ReadLayer(side),
            Action::WriteLayer(_) => Action::WriteLayer(side),
            Action::CommentLayer(_) => Action::CommentLayer(side),
            Action::ManagePeople(_) => Action::ManagePeople(side),
            Action::NamePeople(_) => Action::NamePeople(side),
            other => other,
        }
    }

    /// What is written for the vendor, for somebody of this side.
    fn seen_by(side: Side, action: Action) -> Action {
        if on(action, Side::Vendor) == action {
            on(action, side)
        } else {
            action
        }
    }

    #[test]
    fn what_is_told_is_allowed_and_what_is_not_told_is_refused() {
        let actions = every_action();
        assert_eq!(actions.len(), 10 + 5 * Side::ALL.len());
        for side in Side::ALL {
            let told: &[(Action, [bool; 5])] = match side {
                Side::Neutral => &OF_NEITHER,
                Side::Vendor | Side::Partner => &OF_A_COMPANY,
            };
            for action in &actions {
                let mut told = told.iter();
                let told = told.find(|(told, _)| seen_by(side, *told) == *action);
                let told = told.map_or([false; 5], |(_, allowed)| *allowed);
                for (role, expected) in Role::ALL.into_iter().zip(told) {
                    assert_eq!(
                        allows(role, side, *action),
                        expected,
                        "{side} {role} {action:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn nobody_reaches_the_other_sides_layer_or_people() {
        for role in Role::ALL {
            for (side, other) in [
                (Side::Vendor, Side::Partner),
                (Side::Partner, Side::Vendor),
                (Side::Neutral, Side::Vendor),
                (Side::Neutral, Side::Neutral),
            ] {
                for action in [
                    Action::ReadLayer(other),
                    Action::WriteLayer(other),
                    Action::CommentLayer(other),
                    Action::ManagePeople(other),
                ] {
                    assert!(!allows(role, side, action), "{side} {role} {action:?}");
                }
            }
        }
    }

    #[test]
    fn keys_come_back() {
        assert!(
            Side::ALL
                .into_iter()
                .all(|side| Side::from_key(side.key()) == Some(side))
        );
        assert!(
            Role::ALL
                .into_iter()
                .all(|role| Role::from_key(role.key()) == Some(role))
        );
    }
}
