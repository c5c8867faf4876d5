//! Who runs a workshop, who takes part, who is ready, and whose hand is up.

use tandem_plan::ids::MemberId;
use tandem_protocol::member::Member;
use tandem_protocol::role::{Action, Role, Side};
use tandem_protocol::workshop::{Gesture, Hand, REACTION_MS, Reaction};

use super::{Context, Refusal, Workshop, news};

/// The most people of whom it is remembered that they took part.
const MAX_ATTENDEES: usize = 1_000;
/// The most reactions at the same time.
const MAX_REACTIONS: usize = 40;

impl Workshop {
    /// Somebody takes part, and so do all who are here.
    pub(super) fn attend(&mut self, by: MemberId, context: &Context<'_>) {
        for id in [&by].into_iter().chain(context.here) {
            let may = context
                .member(*id)
                .is_ok_and(|member| member.may(Action::Comment));
            if may && self.attendees.len() < MAX_ATTENDEES && !self.attendees.contains(id) {
                self.attendees.push(*id);
            }
        }
    }

    pub(super) fn take_over(&mut self, me: &Member, context: &Context<'_>) -> Result<(), Refusal> {
        if self.host == me.id {
            return Err(Refusal::NothingToDo);
        }
        if self.is_run_by(me) {
            self.host = me.id;
            return Ok(());
        }
        let other = match me.side {
            Side::Vendor => Side::Partner,
            Side::Partner => Side::Vendor,
            Side::Neutral => return Err(Refusal::NoHeir),
        };
        if me.role != Role::Lead {
            return Err(Refusal::NoHeir);
        }
        let asks = |of: &MemberId| {
            let asking = context.member(*of);
            asking.is_ok_and(|asking| {
                asking.side == other && asking.role == Role::Lead && asking.may(Action::Comment)
            })
        };
        let with = self.asking.iter().copied().find(asks);
        if with.is_some() || !context.has_lead(other) {
            self.granted.insert(me.id);
            self.granted.extend(with);
            self.asking.clear();
            self.host = me.id;
            Ok(())
        } else if self.asking.insert(me.id) {
            Ok(())
        } else {
            Err(Refusal::NothingToDo)
        }
    }

    pub(super) fn keep_seat(&mut self, by: MemberId) -> Result<(), Refusal> {
        news(self.asking.remove(&by))
    }

    pub(super) fn ask_ready(&mut self, step: u32) -> Result<(), Refusal> {
        self.is_under_way(step)?;
        if self.ready_asked && self.ready.is_empty() {
            return Err(Refusal::NothingToDo);
        }
        self.ready_asked = true;
        self.ready.clear();
        Ok(())
    }

    pub(super) fn ready(&mut self, step: u32, by: MemberId, ready: bool) -> Result<(), Refusal> {
        self.is_under_way(step)?;
        let changed = if ready {
            self.ready.insert(by)
        } else {
            self.ready.remove(&by)
        };
        news(changed)
    }

    pub(super) fn raise_hand(&mut self, by: MemberId, up: bool, now: i64) -> Result<(), Refusal> {
        if !self.hands_on {
            return Err(Refusal::SwitchedOff);
        }
        let is_up = self.hands.iter().any(|hand| hand.member == by);
        match (is_up, up) {
            (false, true) => self.hands.push(Hand {
                member: by,
                at: now,
            }),
            (true, false) => self.hands.retain(|hand| hand.member != by),
            _ => return Err(Refusal::NothingToDo),
        }
        Ok(())
    }

    pub(super) fn give_word(&mut self, member: MemberId, speaks: bool) -> Result<(), Refusal> {
        let before = self.hands.len();
        self.hands.retain(|hand| hand.member != member);
        if self.hands.len() == before {
            return Err(Refusal::NoHand);
        }
        if speaks {
            self.speaker = Some(member);
            *self.turns.entry(member).or_default() += 1;
        }
        Ok(())
    }

    pub(super) fn set_options(&mut self, hands: bool, reactions: bool) -> Result<(), Refusal> {
        if (self.hands_on, self.reactions_on) == (hands, reactions) {
            return Err(Refusal::NothingToDo);
        }
        (self.hands_on, self.reactions_on) = (hands, reactions);
        if !hands {
            self.hands.clear();
            self.speaker = None;
        }
        if !reactions {
            self.reactions.clear();
        }
        Ok(())
    }

    pub(super) fn react(
        &mut self,
        by: MemberId,
        gesture: Gesture,
        now: i64,
    ) -> Result<(), Refusal> {
        if !self.reactions_on {
            return Err(Refusal::SwitchedOff);
        }
        self.reactions.retain(|one| now - one.at < REACTION_MS);
        if self.reactions.len() >= MAX_REACTIONS {
            return Err(Refusal::TooMany);
        }
        self.reactions.push(Reaction {
            member: by,
            gesture,
            at: now,
        });
        Ok(())
    }
}
