//! What may become of the people of a plan, as pure rules: who they are goes in, what changes comes
//! out, or why not.
//!
//! A lead manages the own side and neutral people, never the other side; no side is ever left without
//! a lead by its own doing. What somebody may do is asked of [`Member::may`].

use tandem_plan::ids::{InviteId, MemberId, PlanId};
use tandem_protocol::http::AuditAction;
use tandem_protocol::member::{Member, Standing, has_come};
use tandem_protocol::role::{Action, Role, Side};

use super::{MemberName, links};
use crate::clock::Timestamp;
use crate::store::{Credential, Invite, NewAudit, NewInvite, NewToken, People, PeopleChange};

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
    /// There is no such link, or none of the own side.
    #[error("There is no such link of your side in this plan.")]
    UnknownLink,
    /// Nobody needs so many named people.
    #[error("A plan names at most 200 people of a side. Remove some of them first.")]
    TooManyNamed,
    /// Nobody needs so many links at once.
    #[error("So many links are open already. Withdraw some of them first.")]
    TooManyLinks,
    /// Nobody needs so many tokens.
    #[error("You have 20 tokens already. Withdraw some of them first.")]
    TooManyTokens,
}

/// The most people of a side who are only named.
const MAX_NAMED: usize = 200;
/// The most links of a side that let people in at the same time.
const MAX_LINKS: usize = 200;
/// The most links with which one person can go on at the same time.
const MAX_CONTINUES: usize = 10;
/// The most tokens of one person.
const MAX_TOKENS: usize = 20;

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
        people: &People,
        new: MemberId,
        name: MemberName,
        side: Side,
    ) -> Result<PeopleChange, PeopleProblem> {
        allowed(self.me(people)?, Action::NamePeople(side))?;
        let is_named = |member: &&Member| (member.standing, member.side) == (Standing::Named, side);
        if people.members.iter().filter(is_named).count() >= MAX_NAMED {
            return Err(PeopleProblem::TooManyNamed);
        }
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
        people: &People,
        target: MemberId,
        wanted: &Wanted,
    ) -> Result<PeopleChange, PeopleProblem> {
        let me = self.me(people)?;
        let before = find(people, target)?;
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
            if role != Role::Lead && is_last_lead(&people.members, before) {
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
                self.withdraw(&mut change, self.made_by(people, before));
            }
            change.changed.push(after);
        }
        Ok(change)
    }

    /// Removes somebody, or leaves.
    ///
    /// # Errors
    /// If that is not allowed, or a side would have no lead.
    pub fn remove(self, people: &People, target: MemberId) -> Result<PeopleChange, PeopleProblem> {
        let me = self.me(people)?;
        let target = find(people, target)?;
        let action = if target.id == me.id {
            AuditAction::Left
        } else {
            allowed(me, Action::ManagePeople(target.side))?;
            AuditAction::Removed
        };
        if is_last_lead(&people.members, target) {
            return Err(PeopleProblem::LastLead);
        }
        let gone = Member {
            standing: Standing::Removed,
            ..target.clone()
        };
        let mut change = self.change(vec![(gone, action)]);
        change.signed_out.push((target.id, None));
        self.withdraw(&mut change, self.made_by(people, target));
        if action == AuditAction::Removed {
            // They know the link they came by.
            let mut ways = people.came_by.iter();
            let way = ways.find(|(member, _)| *member == target.id);
            let invites = people.invites.iter();
            let way = invites.filter(|invite| way.is_some_and(|(_, id)| *id == invite.id));
            self.withdraw(&mut change, way);
        }
        Ok(change)
    }

    /// Makes somebody else of the own side its lead instead of oneself.
    ///
    /// # Errors
    /// If one is no lead, or the other cannot be one.
    pub fn hand_over(self, people: &People, to: MemberId) -> Result<PeopleChange, PeopleProblem> {
        let me = self.me(people)?;
        allowed(me, Action::ManagePeople(me.side))?;
        let heir = find(people, to)?;
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
        self.withdraw(&mut change, self.made_by(people, me));
        Ok(change)
    }

    /// Signs somebody out everywhere but where this is asked from.
    ///
    /// # Errors
    /// If that is not allowed.
    pub fn sign_out(
        self,
        people: &People,
        target: MemberId,
        here: Credential,
    ) -> Result<PeopleChange, PeopleProblem> {
        let me = self.me(people)?;
        let target = find(people, target)?;
        if target.standing != Standing::Active {
            return Err(PeopleProblem::NotCome);
        }
        let but = if target.id == me.id {
            allowed(me, Action::UseElsewhere)?;
            Some(here)
        } else {
            allowed(me, Action::ManagePeople(target.side))?;
            None
        };
        Ok(PeopleChange {
            signed_out: vec![(target.id, but)],
            audit: vec![self.entry(AuditAction::SignedOut).to(target)],
            ..PeopleChange::default()
        })
    }

    /// Keeps a link that lets new people in.
    ///
    /// A lead makes links for the own side and for neutral people. While nobody of the other company
    /// ever came, a lead also makes a link for its first lead; one made before is withdrawn.
    ///
    /// # Errors
    /// If that is not allowed, or may not be.
    pub fn invite(
        self,
        people: &People,
        mut invite: NewInvite,
    ) -> Result<PeopleChange, PeopleProblem> {
        let me = self.me(people)?;
        if invite.role == Role::Lead && invite.side == Side::Neutral {
            return Err(PeopleProblem::NeutralLead);
        }
        let mut change = PeopleChange::default();
        let is_first_lead = invite.role == Role::Lead
            && me.may(Action::ManagePeople(me.side))
            && !has_come(&people.members, invite.side);
        let managing = Action::ManagePeople(invite.side);
        if !me.may(managing) && is_first_lead {
            invite.max_uses = Some(1);
            let before = self.usable(people);
            let before = before.filter(|one| one.side == invite.side && one.created_by.is_some());
            self.withdraw(&mut change, before);
        } else {
            allowed(me, managing)?;
        }
        let open = self.usable(people).filter(|one| one.side == invite.side);
        if open.count() >= MAX_LINKS {
            return Err(PeopleProblem::TooManyLinks);
        }
        change.audit.push(links::written(&invite));
        change.invites.push(invite);
        Ok(change)
    }

    /// Keeps a link with which one goes on on another device, or somebody of the own side does who
    /// has lost the way in.
    ///
    /// # Errors
    /// If that is not allowed, or may not be.
    pub fn go_on(self, people: &People, invite: NewInvite) -> Result<PeopleChange, PeopleProblem> {
        let me = self.me(people)?;
        let target = invite.continues.ok_or(PeopleProblem::Unknown)?;
        let target = find(people, target)?;
        if target.standing != Standing::Active {
            return Err(PeopleProblem::NotCome);
        }
        if target.id == me.id {
            allowed(me, Action::UseElsewhere)?;
        } else if target.side == me.side {
            allowed(me, Action::ManagePeople(target.side))?;
        } else {
            // Whoever opens it is them: no lead becomes a neutral person, or one of the other side.
            return Err(PeopleProblem::NotAllowed(Action::ManagePeople(target.side)));
        }
        let open = self.usable(people);
        let open = open.filter(|one| one.continues == invite.continues);
        if open.count() >= MAX_CONTINUES {
            return Err(PeopleProblem::TooManyLinks);
        }
        Ok(PeopleChange {
            audit: vec![links::written(&invite)],
            invites: vec![invite],
            ..PeopleChange::default()
        })
    }

    /// Withdraws a link of the own side or for neutral people. Those of the other side are not there.
    ///
    /// # Errors
    /// If that is not allowed, or there is none.
    pub fn revoke(self, people: &People, id: InviteId) -> Result<PeopleChange, PeopleProblem> {
        let me = self.me(people)?;
        allowed(me, Action::ManagePeople(me.side))?;
        let mut invites = people.invites.iter();
        let invite = invites
            .find(|one| one.id == id && me.may(Action::ManagePeople(one.side)))
            .ok_or(PeopleProblem::UnknownLink)?;
        let mut change = PeopleChange::default();
        if invite.revoked_at.is_none() {
            self.withdraw(&mut change, [invite]);
        }
        Ok(change)
    }

    /// Keeps a token with which a program works in one's own name.
    ///
    /// # Errors
    /// If that is not allowed, or there are too many.
    pub fn token(self, people: &People, token: NewToken) -> Result<PeopleChange, PeopleProblem> {
        let me = self.me(people)?;
        allowed(me, Action::UseElsewhere)?;
        let mine = people.tokens.iter().filter(|member| **member == me.id);
        if mine.count() >= MAX_TOKENS {
            return Err(PeopleProblem::TooManyTokens);
        }
        Ok(PeopleChange {
            audit: vec![self.entry(AuditAction::TokenMade).to(me)],
            tokens: vec![token],
            ..PeopleChange::default()
        })
    }

    /// Who asks, as they are now.
    fn me(self, people: &People) -> Result<&Member, PeopleProblem> {
        let me = find(people, self.me)?;
        (me.standing == Standing::Active)
            .then_some(me)
            .ok_or(PeopleProblem::Unknown)
    }

    /// The links that let somebody in now.
    fn usable(self, people: &People) -> impl Iterator<Item = &Invite> {
        let invites = people.invites.iter();
        invites.filter(move |invite| invite.check(self.at).is_ok())
    }

    /// The links that a member has made for others of their own side and for neutral people: they
    /// know the secrets.
    fn made_by<'a>(
        self,
        people: &'a People,
        member: &Member,
    ) -> impl Iterator<Item = &'a Invite> + use<'a> {
        let (id, side) = (member.id, member.side);
        self.usable(people).filter(move |invite| {
            invite.created_by == Some(id)
                && invite.continues != Some(id)
                && [side, Side::Neutral].contains(&invite.side)
        })
    }

    /// Withdraws links, and writes each down.
    fn withdraw<'a>(
        self,
        change: &mut PeopleChange,
        invites: impl IntoIterator<Item = &'a Invite>,
    ) {
        for invite in invites {
            if change.withdrawn.contains(&invite.id) || invite.check(self.at).is_err() {
                continue;
            }
            change.withdrawn.push(invite.id);
            change.audit.push(NewAudit {
                side: Some(invite.side),
                role: Some(invite.role),
                subject: invite.continues,
                ..self.entry(AuditAction::InviteRevoked)
            });
        }
    }

    fn entry(self, action: AuditAction) -> NewAudit {
        NewAudit::of(self.plan, self.at, action, Some(self.me))
    }

    fn change(self, changed: Vec<(Member, AuditAction)>) -> PeopleChange {
        let audit = changed.iter();
        let audit = audit.map(|(member, action)| self.entry(*action).to(member));
        PeopleChange {
            audit: audit.collect(),
            changed: changed.into_iter().map(|(member, _)| member).collect(),
            ..PeopleChange::default()
        }
    }
}

fn allowed(me: &Member, action: Action) -> Result<(), PeopleProblem> {
    me.may(action)
        .then_some(())
        .ok_or(PeopleProblem::NotAllowed(action))
}

fn find(people: &People, id: MemberId) -> Result<&Member, PeopleProblem> {
    let mut members = people.members.iter();
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
    use tandem_plan::ids::TokenId;

    use super::super::links::{LinkTerms, draft_token};
    use super::*;

    const LEAD: u128 = 1;
    const EDITOR: u128 = 2;
    const VIEWER: u128 = 3;
    const OTHER_LEAD: u128 = 4;
    const NAMED: u128 = 5;
    const NEUTRAL: u128 = 6;
    const GONE: u128 = 7;

    fn people() -> People {
        let member = |id, side, role, standing| Member {
            standing,
            ..Member::new(MemberId::from_u128(id), format!("P{id}"), side, role)
        };
        let (vendor, active) = (Side::Vendor, Standing::Active);
        let members = vec![
            member(LEAD, vendor, Role::Lead, active),
            member(EDITOR, vendor, Role::Editor, active),
            member(VIEWER, vendor, Role::Viewer, active),
            member(OTHER_LEAD, Side::Partner, Role::Lead, active),
            member(NAMED, vendor, Role::Editor, Standing::Named),
            member(NEUTRAL, Side::Neutral, Role::Facilitator, active),
            member(GONE, vendor, Role::Editor, Standing::Removed),
        ];
        People {
            members,
            ..People::default()
        }
    }

    /// A link that lets in as many as like.
    fn link(id: u128, by: u128, side: Side) -> Invite {
        Invite {
            id: InviteId::from_u128(id),
            continues: None,
            created_by: Some(MemberId::from_u128(by)),
            created_at: Timestamp::from_millis(0),
            plan: PlanId::from_u128(1),
            side,
            role: Role::Editor,
            expires_at: Timestamp::from_millis(9),
            revoked_at: None,
            max_uses: None,
            uses: 3,
        }
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
        let mut after = people();
        after.invites = vec![link(1, LEAD, Side::Vendor), link(2, EDITOR, Side::Vendor)];
        let change = by(LEAD).hand_over(&after, heir).unwrap();
        assert_eq!(change.withdrawn, [InviteId::from_u128(1)]);
        for changed in &change.changed {
            let members = &mut after.members;
            let place = members.iter().position(|member| member.id == changed.id);
            members[place.unwrap()] = changed.clone();
        }
        let roles = (after.members[0].role, after.members[1].role);
        assert_eq!(roles, (Role::Editor, Role::Lead));
        assert!(by(LEAD).remove(&after, MemberId::from_u128(LEAD)).is_ok());
    }

    #[test]
    fn a_facilitator_who_is_made_a_viewer_facilitates_no_more() {
        let mut people = people();
        people.members[1].facilitates = true;
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

    /// A new link of this side with this role, as `me` asks for it.
    fn new_link(me: u128, side: Side, role: Role) -> NewInvite {
        let terms = LinkTerms::usual(side, role);
        let by = Some(MemberId::from_u128(me));
        terms
            .draft(PlanId::from_u128(1), by, Timestamp::from_millis(1))
            .0
    }

    #[test]
    fn while_nobody_of_the_other_side_came_a_lead_calls_its_first_lead_again() {
        use PeopleProblem as P;
        let ask =
            |people: &People, me, role| by(me).invite(people, new_link(me, Side::Partner, role));
        let other = P::NotAllowed(Action::ManagePeople(Side::Partner));
        assert_eq!(
            ask(&people(), LEAD, Role::Lead),
            Err(other),
            "they have come"
        );

        let mut alone = people();
        alone.members.retain(|member| member.side != Side::Partner);
        alone.invites = vec![
            link(1, LEAD, Side::Partner),
            link(2, LEAD, Side::Vendor),
            Invite {
                created_by: None,
                ..link(3, LEAD, Side::Partner)
            },
        ];
        let change = ask(&alone, LEAD, Role::Lead).unwrap();
        assert_eq!(change.withdrawn, [InviteId::from_u128(1)]);
        assert_eq!(
            change.invites[0].max_uses,
            Some(1),
            "one person comes by it"
        );
        assert_eq!(change.audit.len(), 2);
        assert_eq!(ask(&alone, LEAD, Role::Editor), Err(other));
        assert_eq!(ask(&alone, EDITOR, Role::Lead), Err(other));

        // Whoever was removed has come: the side is theirs to lead.
        let mut left = people();
        left.members[3].standing = Standing::Removed;
        assert_eq!(ask(&left, LEAD, Role::Lead), Err(other));
    }

    #[test]
    fn a_link_to_go_on_is_for_oneself_and_for_who_a_lead_answers_for() {
        use PeopleProblem as P;
        let manage = |side| Some(P::NotAllowed(Action::ManagePeople(side)));
        for (me, target, problem) in [
            (VIEWER, VIEWER, None),
            (NEUTRAL, NEUTRAL, None),
            (LEAD, EDITOR, None),
            (EDITOR, VIEWER, manage(Side::Vendor)),
            // Whoever opens it is them: a lead must not become somebody of neither side.
            (LEAD, NEUTRAL, manage(Side::Neutral)),
            (LEAD, OTHER_LEAD, manage(Side::Partner)),
            (LEAD, NAMED, Some(P::NotCome)),
            (LEAD, GONE, Some(P::Unknown)),
            (GONE, GONE, Some(P::Unknown)),
        ] {
            let invite = NewInvite {
                continues: Some(MemberId::from_u128(target)),
                ..new_link(me, Side::Vendor, Role::Editor)
            };
            let change = by(me).go_on(&people(), invite);
            assert_eq!(change.err(), problem, "{me} {target}");
        }
    }

    #[test]
    fn whoever_is_removed_comes_back_by_no_link_that_they_know() {
        let (gone, way) = (MemberId::from_u128(EDITOR), InviteId::from_u128(7));
        let mut people = people();
        people.came_by = vec![(gone, way), (MemberId::from_u128(VIEWER), way)];
        people.invites = vec![
            link(7, LEAD, Side::Vendor),
            link(8, LEAD, Side::Vendor),
            link(9, EDITOR, Side::Neutral),
        ];
        let removed = by(LEAD).remove(&people, gone).unwrap();
        assert_eq!(removed.withdrawn, [9, 7].map(InviteId::from_u128));
        assert_eq!(removed.signed_out, [(gone, None)]);
        // Whoever leaves does not close the door behind them.
        let left = by(EDITOR).remove(&people, gone).unwrap();
        assert_eq!(left.withdrawn, [InviteId::from_u128(9)]);
    }

    #[test]
    fn who_is_signed_out_elsewhere_stays_here() {
        use PeopleProblem as P;
        let here = Credential::Token(TokenId::from_u128(1));
        let ask = |me, target| by(me).sign_out(&people(), MemberId::from_u128(target), here);
        let signed_out = |me, target| ask(me, target).unwrap().signed_out;
        let id = MemberId::from_u128;
        assert_eq!(signed_out(VIEWER, VIEWER), [(id(VIEWER), Some(here))]);
        assert_eq!(signed_out(LEAD, VIEWER), [(id(VIEWER), None)]);
        assert_eq!(signed_out(OTHER_LEAD, NEUTRAL), [(id(NEUTRAL), None)]);
        let side = |side| Err(P::NotAllowed(Action::ManagePeople(side)));
        assert_eq!(ask(EDITOR, VIEWER), side(Side::Vendor));
        assert_eq!(ask(LEAD, OTHER_LEAD), side(Side::Partner));
        assert_eq!(ask(LEAD, NAMED), Err(P::NotCome));
    }

    #[test]
    fn there_is_an_end_to_links_tokens_and_names() {
        let mut people = people();
        let links = (1..=MAX_LINKS).map(|id| link(id as u128, LEAD, Side::Vendor));
        people.invites = links.collect();
        let one_more =
            |people: &People| by(LEAD).invite(people, new_link(LEAD, Side::Vendor, Role::Editor));
        assert_eq!(one_more(&people), Err(PeopleProblem::TooManyLinks));
        // Those that are over do not count.
        people.invites[0].revoked_at = Some(Timestamp::from_millis(1));
        assert!(one_more(&people).is_ok());

        let name = || MemberName::parse("Priya").unwrap();
        let token = || {
            draft_token(
                MemberId::from_u128(EDITOR),
                name(),
                Timestamp::from_millis(1),
            )
            .0
        };
        people.tokens = vec![MemberId::from_u128(EDITOR); MAX_TOKENS];
        let refused = by(EDITOR).token(&people, token());
        assert_eq!(refused, Err(PeopleProblem::TooManyTokens));
        assert!(by(LEAD).token(&people, token()).is_ok());

        let named = people.members[4].clone();
        people.members.extend(vec![named; MAX_NAMED - 1]);
        let refused = by(EDITOR).name(&people, MemberId::random(), name(), Side::Vendor);
        assert_eq!(refused, Err(PeopleProblem::TooManyNamed));
    }
}
