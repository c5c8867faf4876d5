//! What may become of the people of a plan, as pure rules: who they are goes in, what changes comes
//! out, or why not.
//!
//! A lead manages the own side and neutral people, never the other side; no side is ever left without
//! a lead by its own doing. What somebody may do is asked of [`Member::may`].

use tandem_plan::ids::{MemberId, PlanId};
use tandem_protocol::http::AuditAction;
use tandem_protocol::member::{Member, Standing};
use tandem_protocol::role::{Action, Role, Side};

use super::MemberName;
use crate::clock::Timestamp;
use crate::store::{NewAudit, PeopleChange};

/// Why something about people is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PeopleProblem {
    /// They may not do this.
    #[error("{}", super::sentence(*.0))]
    NotAllowed(Action),
    /// There is no such person here, or not any more.
    #[error("There is no such person in this plan any more.")]
    Unknown,
    /// They are only named: what they may do is decided when they come.
    #[error("This person has not come yet. Their role is that of the link they come by.")]
    NotCome,
    /// A side would have no lead.
    #[error("Every side keeps a lead. Hand over to somebody else of your side first.")]
    LastLead,
    /// Neutral people lead nothing.
    #[error("Only people of the vendor or the partner lead a side.")]
    NeutralLead,
    /// Only leads and editors also facilitate.
    #[error(
        "Only leads and editors facilitate beside their role. Give this person the role of a facilitator instead."
    )]
    CannotFacilitate,
    /// People name themselves.
    #[error("People who have come name themselves.")]
    NotYourName,
    /// One hands over to somebody else of the own side who comes and goes.
    #[error("Hand over to somebody else of your own side who has joined.")]
    NoHeir,
}

/// What is to change of somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Another name.
    pub name: Option<MemberName>,
    /// Another role.
    pub role: Option<Role>,
    /// Whether they run workshops beside it.
    pub facilitates: Option<bool>,
}

/// Who asks, where and when.
#[derive(Debug, Clone, Copy)]
pub struct Asking {
    /// In which plan.
    pub plan: PlanId,
    /// Who.
    pub me: MemberId,
    /// When.
    pub at: Timestamp,
}

impl Asking {
    /// Names somebody who does not come.
    ///
    /// # Errors
    /// If that is not allowed.
    pub fn name(
        self,
        members: &[Member],
        new: MemberId,
        name: MemberName,
        side: Side,
    ) -> Result<PeopleChange, PeopleProblem> {
        allowed(self.me(members)?, Action::NamePeople(side))?;
        let named = Member {
            standing: Standing::Named,
            ..Member::new(new, name.into(), side, Role::Editor)
        };
        Ok(self.change(vec![(named, AuditAction::Named)]))
    }

    /// Changes somebody's name, role, or whether they facilitate.
    ///
    /// # Errors
    /// If that is not allowed, or may not be.
    pub fn change_member(
        self,
        members: &[Member],
        target: MemberId,
        wanted: &Wanted,
    ) -> Result<PeopleChange, PeopleProblem> {
        let me = self.me(members)?;
        let before = find(members, target)?;
        let mut after = before.clone();
        let mut actions = Vec::new();
        if let Some(name) = &wanted.name {
            match before.standing {
                Standing::Named => allowed(me, Action::NamePeople(before.side))?,
                _ if before.id == me.id => {}
                _ => return Err(PeopleProblem::NotYourName),
            }
            after.name = name.clone().into();
            actions.push(AuditAction::Renamed);
        }
        if wanted.role.is_some() || wanted.facilitates.is_some() {
            allowed(me, Action::ManagePeople(before.side))?;
            if before.standing == Standing::Named {
                return Err(PeopleProblem::NotCome);
            }
        }
        if let Some(role) = wanted.role {
            if role == Role::Lead && before.side == Side::Neutral {
                return Err(PeopleProblem::NeutralLead);
            }
            if role != Role::Lead && is_last_lead(members, before) {
                return Err(PeopleProblem::LastLead);
            }
            after.role = role;
            after.facilitates &= may_also_facilitate(role);
            actions.push(AuditAction::RoleChanged);
        }
        if let Some(facilitates) = wanted.facilitates {
            if facilitates && !may_also_facilitate(after.role) {
                return Err(PeopleProblem::CannotFacilitate);
            }
            after.facilitates = facilitates;
            actions.push(if facilitates {
                AuditAction::FacilitatorAppointed
            } else {
                AuditAction::FacilitatorDismissed
            });
        }
        let mut change = PeopleChange::default();
        if after != *before {
            let entry = |action| self.entry(action).to(&after);
            change.audit = actions.into_iter().map(entry).collect();
            // With a link of their own they would lead again.
            if before.role == Role::Lead && after.role != Role::Lead {
                change.withdrawn.push(after.id);
            }
            change.changed.push(after);
        }
        Ok(change)
    }

    /// Removes somebody, or leaves.
    ///
    /// # Errors
    /// If that is not allowed, or a side would have no lead.
    pub fn remove(
        self,
        members: &[Member],
        target: MemberId,
    ) -> Result<PeopleChange, PeopleProblem> {
        let me = self.me(members)?;
        let target = find(members, target)?;
        let action = if target.id == me.id {
            AuditAction::Left
        } else {
            allowed(me, Action::ManagePeople(target.side))?;
            AuditAction::Removed
        };
        if is_last_lead(members, target) {
            return Err(PeopleProblem::LastLead);
        }
        let gone = Member {
            standing: Standing::Removed,
            ..target.clone()
        };
        Ok(PeopleChange {
            withdrawn: vec![target.id],
            ..self.change(vec![(gone, action)])
        })
    }

    /// Makes somebody else of the own side its lead instead of oneself.
    ///
    /// # Errors
    /// If one is no lead, or the other cannot be one.
    pub fn hand_over(
        self,
        members: &[Member],
        to: MemberId,
    ) -> Result<PeopleChange, PeopleProblem> {
        let me = self.me(members)?;
        allowed(me, Action::ManagePeople(me.side))?;
        let heir = find(members, to)?;
        if heir.id == me.id || heir.side != me.side || heir.standing != Standing::Active {
            return Err(PeopleProblem::NoHeir);
        }
        let with_role = |member: &Member, role| Member {
            role,
            ..member.clone()
        };
        let heir = with_role(heir, Role::Lead);
        let before = with_role(me, Role::Editor);
        let mut change = self.change(vec![(heir, AuditAction::HandedOver)]);
        change.changed.push(before);
        // With a link of their own they would lead again.
        change.withdrawn.push(me.id);
        Ok(change)
    }

    /// Who asks, as they are now.
    fn me(self, members: &[Member]) -> Result<&Member, PeopleProblem> {
        find(members, self.me)
    }

    fn entry(self, action: AuditAction) -> NewAudit {
        NewAudit::of(self.plan, self.at, action, Some(self.me))
    }

    fn change(self, changed: Vec<(Member, AuditAction)>) -> PeopleChange {
        let audit = changed.iter();
        let audit = audit.map(|(member, action)| self.entry(*action).to(member));
        PeopleChange {
            audit: audit.collect(),
            withdrawn: Vec::new(),
            changed: changed.into_iter().map(|(member, _)| member).collect(),
        }
    }
}

fn allowed(me: &Member, action: Action) -> Result<(), PeopleProblem> {
    me.may(action)
        .then_some(())
        .ok_or(PeopleProblem::NotAllowed(action))
}

fn find(members: &[Member], id: MemberId) -> Result<&Member, PeopleProblem> {
    let mut members = members.iter();
    members
        .find(|member| member.id == id && member.standing != Standing::Removed)
        .ok_or(PeopleProblem::Unknown)
}

fn is_last_lead(members: &[Member], member: &Member) -> bool {
    let is_lead =
        |member: &Member| member.role == Role::Lead && member.standing == Standing::Active;
    let mut others = members.iter().filter(|other| other.id != member.id);
    is_lead(member) && !others.any(|other| other.side == member.side && is_lead(other))
}

const fn may_also_facilitate(role: Role) -> bool {
    matches!(role, Role::Lead | Role::Editor)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAD: u128 = 1;
    const EDITOR: u128 = 2;
    const VIEWER: u128 = 3;
    const OTHER_LEAD: u128 = 4;
    const NAMED: u128 = 5;
    const NEUTRAL: u128 = 6;
    const GONE: u128 = 7;

    fn people() -> Vec<Member> {
        let member = |id, side, role, standing| Member {
            standing,
            ..Member::new(MemberId::from_u128(id), format!("P{id}"), side, role)
        };
        let (vendor, active) = (Side::Vendor, Standing::Active);
        vec![
            member(LEAD, vendor, Role::Lead, active),
            member(EDITOR, vendor, Role::Editor, active),
            member(VIEWER, vendor, Role::Viewer, active),
            member(OTHER_LEAD, Side::Partner, Role::Lead, active),
            member(NAMED, vendor, Role::Editor, Standing::Named),
            member(NEUTRAL, Side::Neutral, Role::Facilitator, active),
            member(GONE, vendor, Role::Editor, Standing::Removed),
        ]
    }

    fn by(me: u128) -> Asking {
        Asking {
            plan: PlanId::from_u128(1),
            me: MemberId::from_u128(me),
            at: Timestamp::from_millis(1),
        }
    }

    fn role(role: Role) -> Wanted {
        Wanted {
            role: Some(role),
            ..Wanted::default()
        }
    }

    fn facilitates(facilitates: bool) -> Wanted {
        Wanted {
            facilitates: Some(facilitates),
            ..Wanted::default()
        }
    }

    fn named(name: &str) -> Wanted {
        Wanted {
            name: Some(MemberName::parse(name).unwrap()),
            ..Wanted::default()
        }
    }

    #[test]
    fn who_may_change_whom() {
        use PeopleProblem as P;
        let own = Action::ManagePeople(Side::Vendor);
        let other = Action::ManagePeople(Side::Partner);
        for (me, target, wanted, problem) in [
            (LEAD, EDITOR, role(Role::Commenter), None),
            (LEAD, NEUTRAL, role(Role::Viewer), None),
            (LEAD, EDITOR, role(Role::Lead), None),
            (LEAD, EDITOR, facilitates(true), None),
            (LEAD, LEAD, facilitates(true), None),
            (LEAD, VIEWER, facilitates(true), Some(P::CannotFacilitate)),
            (LEAD, NEUTRAL, role(Role::Lead), Some(P::NeutralLead)),
            (
                LEAD,
                OTHER_LEAD,
                role(Role::Viewer),
                Some(P::NotAllowed(other)),
            ),
            (LEAD, LEAD, role(Role::Editor), Some(P::LastLead)),
            (LEAD, NAMED, role(Role::Viewer), Some(P::NotCome)),
            (LEAD, GONE, role(Role::Viewer), Some(P::Unknown)),
            (LEAD, 99, role(Role::Viewer), Some(P::Unknown)),
            (EDITOR, EDITOR, role(Role::Lead), Some(P::NotAllowed(own))),
            (EDITOR, VIEWER, role(Role::Editor), Some(P::NotAllowed(own))),
            (GONE, EDITOR, role(Role::Viewer), Some(P::Unknown)),
            (EDITOR, EDITOR, named("Ed"), None),
            (VIEWER, VIEWER, named("Vi"), None),
            (EDITOR, NAMED, named("Priya"), None),
            (
                VIEWER,
                NAMED,
                named("Priya"),
                Some(P::NotAllowed(Action::NamePeople(Side::Vendor))),
            ),
            (LEAD, EDITOR, named("Ed"), Some(P::NotYourName)),
        ] {
            let target = MemberId::from_u128(target);
            let change = by(me).change_member(&people(), target, &wanted);
            assert_eq!(change.err(), problem, "{me} {target} {wanted:?}");
        }
    }

    #[test]
    fn who_may_remove_whom() {
        use PeopleProblem as P;
        for (me, target, problem) in [
            (LEAD, EDITOR, None),
            (LEAD, NAMED, None),
            (LEAD, NEUTRAL, None),
            (OTHER_LEAD, NEUTRAL, None),
            (EDITOR, EDITOR, None),
            (LEAD, LEAD, Some(P::LastLead)),
            (
                LEAD,
                OTHER_LEAD,
                Some(P::NotAllowed(Action::ManagePeople(Side::Partner))),
            ),
            (
                EDITOR,
                VIEWER,
                Some(P::NotAllowed(Action::ManagePeople(Side::Vendor))),
            ),
        ] {
            let change = by(me).remove(&people(), MemberId::from_u128(target));
            assert_eq!(change.err(), problem, "{me} {target}");
        }
    }

    #[test]
    fn a_lead_hands_over_to_somebody_of_the_own_side_and_may_leave_then() {
        for heir in [LEAD, OTHER_LEAD, NAMED, NEUTRAL] {
            let change = by(LEAD).hand_over(&people(), MemberId::from_u128(heir));
            assert_eq!(change, Err(PeopleProblem::NoHeir), "{heir}");
        }
        let heir = MemberId::from_u128(EDITOR);
        let change = by(LEAD).hand_over(&people(), heir).unwrap();
        assert_eq!(change.withdrawn, [MemberId::from_u128(LEAD)]);
        let mut after = people();
        for changed in &change.changed {
            let place = after.iter().position(|member| member.id == changed.id);
            after[place.unwrap()] = changed.clone();
        }
        assert_eq!((after[0].role, after[1].role), (Role::Editor, Role::Lead));
        assert!(by(LEAD).remove(&after, MemberId::from_u128(LEAD)).is_ok());
    }

    #[test]
    fn a_facilitator_who_is_made_a_viewer_facilitates_no_more() {
        let mut people = people();
        people[1].facilitates = true;
        let target = MemberId::from_u128(EDITOR);
        let change = by(LEAD).change_member(&people, target, &role(Role::Viewer));
        assert!(!change.unwrap().changed[0].facilitates);
    }

    #[test]
    fn what_changes_nothing_is_not_written_down() {
        let target = MemberId::from_u128(EDITOR);
        let change = by(LEAD).change_member(&people(), target, &role(Role::Editor));
        assert_eq!(change, Ok(PeopleChange::default()));
    }

    #[test]
    fn editors_name_people_of_their_own_side() {
        let new = MemberId::from_u128(9);
        for (me, side, allowed) in [
            (EDITOR, Side::Vendor, true),
            (EDITOR, Side::Partner, false),
            (LEAD, Side::Neutral, true),
            (VIEWER, Side::Vendor, false),
        ] {
            let name = MemberName::parse("Priya").unwrap();
            let change = by(me).name(&people(), new, name, side);
            assert_eq!(change.is_ok(), allowed, "{me} {side}");
        }
    }
}
