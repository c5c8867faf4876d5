//! Workshops: one that is under way is a pure state machine, told commands by people.
//!
//! | module | does |
//! | --- | --- |
//! | `state` | what a workshop is |
//! | `steps` | the agenda, the way through it, the timer |
//! | `people` | who runs it, who is ready, whose hand is up |
//! | `tools` | cards, numbers, votes, consent, rounds |
//! | `made` | what comes of it in the plan |
//! | `look` | how it looks to one person |
//! | `agenda` | with which agenda a workshop begins |
//! | `kept` | how the store keeps it |
//! | `turns` | one command after another |
//! | `recap` | what came of it |
//! | `markdown` | the same for taking along |
//!
//! [`Workshop::told`] decides what follows from a command: it has no clock, no store and no socket. A
//! refused command changes nothing; an accepted one changes something. What must not be seen yet is in
//! the state and in no [`Workshop::seen_by`].

mod agenda;
mod kept;
mod look;
mod made;
mod markdown;
mod people;
mod recap;
mod refusal;
mod state;
mod steps;
mod tools;
mod turns;

use tandem_plan::ids::{MemberId, WorkshopId};
use tandem_plan::schema::{Schema, Tier};
use tandem_plan::value::Currency;
use tandem_protocol::member::Member;
use tandem_protocol::role::{Action, Role, Side};
use tandem_protocol::workshop::{Command, MAX_LINE, MAX_WORDS, Order};

pub use self::kept::{read, read_recap, step_titles, stored, under_way};
pub use self::made::Contribution;
pub use self::markdown::markdown;
pub use self::recap::{Plan as RecapOf, recap};
pub use self::refusal::Refusal;
pub use self::state::Workshop;
pub use self::turns::Turns;

/// What a workshop may know of the world when it is told something.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// What time it is, in milliseconds since 1970.
    pub now: i64,
    /// Everybody who belongs to the plan.
    pub members: &'a [Member],
    /// Who is connected.
    pub here: &'a [MemberId],
    /// The schema of the plan.
    pub schema: &'static Schema,
    /// The currency of amounts that name none.
    pub currency: Currency,
    /// How deep the plan goes.
    pub tier: Tier,
    /// A new random number with every call.
    pub random: fn() -> u128,
}

/// What follows from a command beside the workshop's new state.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What is written into the plan before the workshop goes on.
    pub made: Vec<Contribution>,
    /// Whether something was forgotten of which no trace may stay.
    pub forgotten: bool,
}

/// How many commands are remembered, so that none is obeyed twice.
const REMEMBERED: usize = 512;

impl Workshop {
    /// Begins a workshop.
    ///
    /// # Errors
    /// If this person may not, or the agenda cannot be.
    pub fn start(
        id: WorkshopId,
        number: u32,
        order: &Order,
        by: MemberId,
        context: &Context<'_>,
    ) -> Result<Self, Refusal> {
        let Command::Start { agenda, language } = &order.command else {
            return Err(Refusal::NoWorkshop);
        };
        let me = context.member(by)?;
        if !me.may(Action::RunWorkshop) {
            return Err(Refusal::NotFacilitator);
        }
        let mut workshop = Self::new(id, number, by, context.now);
        match agenda {
            Some(drafts) => workshop.set_agenda(drafts, context)?,
            None => workshop.set_agenda(&agenda::usual(context.tier, language), context)?,
        }
        workshop.attend(by, context);
        workshop.remember(order);
        Ok(workshop)
    }

    /// Takes a command: this is the workshop as it is from now on, and what else follows. The one that
    /// was told stays as it was.
    ///
    /// # Errors
    /// If this person may not, or it cannot be done now.
    pub fn told(
        &self,
        order: &Order,
        by: MemberId,
        context: &Context<'_>,
    ) -> Result<(Self, Outcome), Refusal> {
        if self.done.contains(&order.id) {
            return Err(Refusal::Doubled);
        }
        if self.ended_at.is_some() || order.workshop.is_some_and(|id| id != self.id) {
            return Err(Refusal::Over);
        }
        let me = context.member(by)?;
        if !me.may(Action::Comment) {
            return Err(Refusal::MayNotTakePart);
        }
        if order.command.is_for_facilitators() && !self.is_run_by(me) {
            return Err(Refusal::NotFacilitator);
        }
        let mut next = self.clone();
        let mut outcome = Outcome::default();
        next.obey(order, me, context, &mut outcome)?;
        // Who does something in secret is not told by the list of who takes part either.
        if !order.command.is_secret() {
            next.attend(by, context);
        }
        next.remember(order);
        next.revision += 1;
        Ok((next, outcome))
    }

    fn obey(
        &mut self,
        order: &Order,
        me: &Member,
        context: &Context<'_>,
        outcome: &mut Outcome,
    ) -> Result<(), Refusal> {
        let by = me.id;
        match &order.command {
            Command::Start { .. } => Err(Refusal::UnderWay),
            Command::SetAgenda { agenda, from } => self.change_agenda(agenda, *from, context),
            Command::Next { from } => self.go_on(*from, by, context),
            Command::Back { from } => self.go_back(*from, by, context),
            Command::SetTimer { change } => self.set_timer(*change, context.now),
            Command::Summon { target } => self.summon(target, by, context),
            Command::AskReady { step } => self.ask_ready(*step),
            Command::OpenWriting { step, anonymous } => self.open_writing(*step, *anonymous),
            Command::OpenNumber { step, field, label } => {
                self.open_number(*step, field, label, context)
            }
            Command::OpenVote {
                step,
                title,
                options,
                dots,
            } => self.open_vote(*step, title, options, *dots, context),
            Command::OpenConsent {
                step,
                proposal,
                about,
            } => self.open_consent(*step, proposal, about.as_deref(), context),
            Command::OpenRound { step } => self.open_round(*step),
            Command::Reveal { activity } => self.reveal(*activity, context, outcome),
            Command::Close { activity } => self.close(*activity, order.id, by, context, outcome),
            Command::GroupCards {
                activity,
                cards,
                group,
            } => self.group_cards(*activity, cards, group),
            Command::TurnIntoItems {
                activity,
                cards,
                section,
                kind,
            } => self.turn_into_items(*activity, cards, (section, kind), context, outcome),
            Command::AgreeNumber {
                activity,
                value,
                reason,
            } => self.agree_number(*activity, value, reason, order.id, by, context, outcome),
            Command::Lock { section, locked } => self.lock(section, *locked, context),
            Command::GiveWord { member, speaks } => self.give_word(*member, *speaks),
            Command::SetOptions { hands, reactions } => self.set_options(*hands, *reactions),
            Command::BreakOut { rooms, minutes } => self.break_out(rooms, *minutes, context),
            Command::BringBack {} => self.bring_back(by, context),
            Command::End { .. } => self.end(context.now),
            Command::TakeOver {} => self.take_over(me, context),
            Command::KeepSeat {} => self.keep_seat(by),
            Command::Ready { step, ready } => self.ready(*step, by, *ready),
            Command::WriteCard {
                activity,
                card,
                text,
            } => self.write_card(*activity, *card, text, by),
            Command::RemoveCard { activity, card } => self.remove_card(*activity, *card, by),
            Command::Estimate {
                activity,
                value,
                confidence,
            } => self.estimate(*activity, value, *confidence, by, context),
            Command::Vote { activity, ballot } => self.vote(*activity, ballot, by),
            Command::Answer {
                activity,
                stance,
                reason,
            } => self.answer(*activity, *stance, reason, by),
            Command::Say { activity, text } => self.say(*activity, text, by),
            Command::RaiseHand { up } => self.raise_hand(by, *up, context.now),
            Command::React { gesture } => self.react(by, *gesture, context.now),
            Command::Park { text } => self.park(order.id, text, by, context, outcome),
            Command::Decide { text, about } => {
                if !me.may(Action::EditPlan) {
                    return Err(Refusal::MayNotDecide);
                }
                self.decide(order.id, text, about.as_deref(), by, context, outcome)
            }
        }
    }

    /// Notes a command, so that it is not obeyed twice.
    fn remember(&mut self, order: &Order) {
        if self.done.len() >= REMEMBERED {
            self.done.pop_front();
        }
        self.done.push_back(order.id);
    }

    /// Whether this person runs it, or may.
    #[must_use]
    pub fn is_run_by(&self, member: &Member) -> bool {
        member.may(Action::RunWorkshop)
            || member.role == Role::Lead
                && member.may(Action::Comment)
                && self.granted.contains(&member.id)
    }
}

impl Context<'_> {
    fn member(&self, id: MemberId) -> Result<&Member, Refusal> {
        let mut members = self.members.iter();
        members
            .find(|member| member.id == id)
            .ok_or(Refusal::MayNotTakePart)
    }

    fn side_of(&self, id: MemberId) -> Side {
        self.member(id).map_or(Side::Neutral, |member| member.side)
    }

    /// Who could vote now.
    fn electorate(&self) -> u32 {
        let may = |member: &&Member| member.may(Action::Comment) && self.here.contains(&member.id);
        let count = self.members.iter().filter(may).count();
        u32::try_from(count).unwrap_or(u32::MAX).max(1)
    }

    /// Whether anybody leads this side who could come.
    fn has_lead(&self, side: Side) -> bool {
        let mut members = self.members.iter();
        members.any(|member| {
            member.side == side && member.role == Role::Lead && member.may(Action::Sign)
        })
    }
}

impl std::fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Context")
            .field("now", &self.now)
            .field("members", &self.members.len())
            .field("here", &self.here.len())
            .finish_non_exhaustive()
    }
}

/// What changes nothing is refused.
const fn news(changed: bool) -> Result<(), Refusal> {
    if changed {
        Ok(())
    } else {
        Err(Refusal::NothingToDo)
    }
}

/// One line of words.
fn line(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let fits = (1..=MAX_LINE).contains(&text.chars().count());
    if fits && !text.chars().any(char::is_control) {
        Ok(text.to_owned())
    } else {
        Err(Refusal::BadLine)
    }
}

/// Words over several lines.
fn words(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::NoWords);
    }
    optional_words(text)
}

/// The same, or nothing.
fn optional_words(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let is_odd = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if text.chars().count() <= MAX_WORDS && !text.chars().any(is_odd) {
        Ok(text.to_owned())
    } else {
        Err(Refusal::BadWords)
    }
}
