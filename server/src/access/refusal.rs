//! What is said to somebody who may not do something: in words, and as a key for the audit log.

use tandem_protocol::role::Action;

/// A sentence that says what one may not do, and who may.
#[must_use]
pub const fn sentence(action: Action) -> &'static str {
    match action {
        Action::ReadPlan => "You may not read this plan.",
        Action::EditPlan | Action::Revert => {
            "You may read this plan and not change it. A lead of your side can give you another role."
        }
        Action::Comment | Action::CommentLayer(_) => {
            "You may not comment here. A lead of your side can give you another role."
        }
        Action::ReadLayer(_) | Action::WriteLayer(_) => "There is nothing here for you.",
        Action::RunWorkshop => {
            "Only a facilitator runs a workshop. A lead of your side appoints one."
        }
        Action::ManagePeople(_) => {
            "Only a lead of that side invites its people, changes what they may do and removes them."
        }
        Action::NamePeople(_) => "Only people who write for that side name its people.",
        Action::Baseline => {
            "Only leads and facilitators keep and restore a state of the whole plan."
        }
        Action::Sign => "Only a lead of the vendor or the partner signs.",
        Action::ReadAudit => "Only leads read who got in and what was refused.",
        Action::DeletePlan => "Only leads of the vendor and the partner delete a plan, together.",
        Action::UseElsewhere => "You may not use this plan elsewhere.",
    }
}

/// The name of an action in the audit log.
#[must_use]
pub const fn key(action: Action) -> &'static str {
    match action {
        Action::ReadPlan => "read_plan",
        Action::EditPlan => "edit_plan",
        Action::Comment => "comment",
        Action::ReadLayer(_) => "read_layer",
        Action::WriteLayer(_) => "write_layer",
        Action::CommentLayer(_) => "comment_layer",
        Action::RunWorkshop => "run_workshop",
        Action::ManagePeople(_) => "manage_people",
        Action::NamePeople(_) => "name_people",
        Action::Baseline => "baseline",
        Action::Revert => "revert",
        Action::Sign => "sign",
        Action::ReadAudit => "read_audit",
        Action::DeletePlan => "delete_plan",
        Action::UseElsewhere => "use_elsewhere",
    }
}
