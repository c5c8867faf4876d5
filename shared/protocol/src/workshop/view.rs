//! How a workshop looks to one person. What they must not see yet is not in it.

use serde::{Deserialize, Serialize};
use tandem_plan::ids::{CardId, CommandId, ItemId, MemberId, WorkshopId};

use super::{Ballot, Confidence, Gesture, PastWorkshop, Stance, Tool, VoteOption};
use crate::role::Side;

/// `GET /api/plans/{plan}/workshop`: the workshop that is under way, and those that were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkshopAnswer {
    /// The server's clock: milliseconds since 1970.
    pub now: i64,
    /// The workshop that is under way, if one is.
    pub workshop: Option<WorkshopView>,
    /// Those that have ended, the newest first.
    pub past: Vec<PastWorkshop>,
}

/// The event by which everybody is told how the workshop looks to them, whenever that has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkshopEvent {
    /// Always `workshop`.
    pub r#type: String,
    /// The server's clock: milliseconds since 1970.
    pub now: i64,
    /// The workshop; `None` once it has ended.
    pub workshop: Option<WorkshopView>,
}

/// A workshop as one person may see it. All times are milliseconds since 1970 on the server's clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkshopView {
    /// Its id.
    pub id: WorkshopId,
    /// The how-manieth workshop of the plan it is.
    pub number: u32,
    /// Grows with every command.
    pub revision: u64,
    /// When it began.
    pub started_at: i64,
    /// The steps in their order.
    pub agenda: Vec<Step>,
    /// How often they were changed.
    pub agenda_changes: u32,
    /// The number of the step that is under way; `None` before the first.
    pub step: Option<u32>,
    /// The timer, if one is set.
    pub timer: Option<Timer>,
    /// Who runs it.
    pub host: MemberId,
    /// Who may run it beside those whose role it is.
    pub granted: Vec<MemberId>,
    /// Leads who ask to run it.
    pub asking: Vec<MemberId>,
    /// Who takes part, or did.
    pub attendees: Vec<MemberId>,
    /// Whether it was asked who is ready.
    pub ready_asked: bool,
    /// Who is.
    pub ready: Vec<MemberId>,
    /// Whether hands can be raised.
    pub hands_on: bool,
    /// Raised hands, the first one first.
    pub hands: Vec<Hand>,
    /// Who has the word.
    pub speaker: Option<MemberId>,
    /// How often people were given it.
    pub turns: Vec<Turns>,
    /// Whether there are reactions.
    pub reactions_on: bool,
    /// The newest of them.
    pub reactions: Vec<Reaction>,
    /// The keys of the sections in which only facilitators write.
    pub locked: Vec<String>,
    /// To where everybody was called last.
    pub summons: Option<Summons>,
    /// Who works where, while people are split.
    pub breakouts: Option<Breakouts>,
    /// What people do or did in the step that is under way, the newest last.
    pub activities: Vec<Activity>,
    /// What was parked.
    pub parked: Vec<Parked>,
    /// What was decided.
    pub decisions: Vec<Decision>,
}

impl WorkshopView {
    /// The step with this number.
    #[must_use]
    pub fn step_with(&self, number: u32) -> Option<&Step> {
        self.agenda.iter().find(|step| step.number == number)
    }

    /// The step that is under way.
    #[must_use]
    pub fn current(&self) -> Option<&Step> {
        self.step_with(self.step?)
    }

    /// What people do now.
    #[must_use]
    pub fn activity(&self) -> Option<&Activity> {
        self.activities.last()
    }
}

/// A step of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Step {
    /// Its number in the workshop; it stays when steps change places.
    pub number: u32,
    /// What it is called.
    pub title: String,
    /// The key of the section that it is about.
    pub section: Option<String>,
    /// How long it is to take.
    pub minutes: u32,
    /// What people do in it.
    pub tool: Tool,
    /// Whether cards that are written in it stay anonymous.
    pub anonymous: bool,
    /// For how long it was under way before it was left last, in milliseconds.
    #[serde(default)]
    pub spent: i64,
}

/// A timer. It runs if it has a moment at which it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Timer {
    /// When the time is over, if it runs.
    pub ends_at: Option<i64>,
    /// How many milliseconds are left, if it stands still; negative for overtime.
    pub left: i64,
}

/// A raised hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hand {
    /// Whose.
    pub member: MemberId,
    /// Since when.
    pub at: i64,
}

/// How often somebody was given the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Turns {
    /// Who.
    pub member: MemberId,
    /// How often.
    pub count: u32,
}

/// A reaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reaction {
    /// Whose.
    pub member: MemberId,
    /// What they showed.
    pub gesture: Gesture,
    /// When.
    pub at: i64,
}

/// That everybody was called somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Summons {
    /// Grows with every one.
    pub number: u32,
    /// To where, as text.
    pub target: String,
    /// By whom.
    pub by: MemberId,
    /// When.
    pub at: i64,
}

/// People split over sections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Breakouts {
    /// Who is where.
    pub rooms: Vec<BreakoutRoom>,
    /// Until when.
    pub ends_at: i64,
}

/// People who work on one section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BreakoutRoom {
    /// The key of the section.
    pub section: String,
    /// Who.
    pub members: Vec<MemberId>,
}

/// Something that people do with a tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Activity {
    /// Its number in the workshop.
    pub number: u32,
    /// The number of the step in which it is done.
    pub step: u32,
    /// Whether it goes on.
    pub open: bool,
    /// What it is.
    #[serde(flatten)]
    pub body: Body,
}

/// What people do with a tool, as one person may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "tool", rename_all = "snake_case")]
pub enum Body {
    /// Cards.
    Writing {
        /// Whether nobody sees whose they are.
        anonymous: bool,
        /// Whether all can be seen; before that only the own ones are here.
        revealed: bool,
        /// How many there are.
        count: u32,
        /// The cards.
        cards: Vec<Card>,
    },
    /// Numbers.
    Number {
        /// The field, as text.
        field: String,
        /// What it is called.
        label: String,
        /// How many people have entered one.
        entered: u32,
        /// What this person has entered.
        mine: Option<Estimate>,
        /// All of them, once they can be seen.
        revealed: Option<Figures>,
        /// What was agreed on, as a plain decimal number.
        agreed: Option<String>,
    },
    /// Dots.
    Vote {
        /// What is voted about.
        title: String,
        /// On what.
        options: Vec<VoteOption>,
        /// How many dots everybody has.
        dots: u32,
        /// How many people have voted.
        voted: u32,
        /// How many could.
        electorate: u32,
        /// How many of them it takes.
        quorum: u32,
        /// How this person has voted; an empty one has abstained.
        mine: Option<Vec<Ballot>>,
        /// What came of it, in the order of the options, once it is closed.
        result: Option<Vec<Tally>>,
        /// How many have abstained, once it is closed.
        abstained: Option<Tally>,
    },
    /// A proposal.
    Consent {
        /// With what everybody should be able to live.
        proposal: String,
        /// What it is about, as text.
        about: Option<String>,
        /// How many people have answered.
        answered: u32,
        /// How many could.
        electorate: u32,
        /// What this person has answered.
        mine: Option<StanceGiven>,
        /// What everybody has answered, once it is closed.
        result: Option<Vec<StanceGiven>>,
        /// Whether it became a decision, once it is closed.
        decided: Option<bool>,
    },
    /// A round in which everybody says a word.
    Round {
        /// What was said so far.
        said: Vec<Said>,
    },
}

/// A card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Card {
    /// Its id.
    pub id: CardId,
    /// What stands on it.
    pub text: String,
    /// Whose it is; `None` if it is anonymous.
    pub author: Option<MemberId>,
    /// In which group it lies; empty for none.
    #[serde(default)]
    pub group: String,
    /// The item that it has become.
    #[serde(default)]
    pub item: Option<ItemId>,
}

/// A number that somebody has entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Estimate {
    /// Who.
    pub member: MemberId,
    /// Which, as a plain decimal number.
    pub value: String,
    /// How sure they are.
    pub confidence: Confidence,
}

/// All numbers beside each other, as plain decimal numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Figures {
    /// What everybody has entered.
    pub estimates: Vec<Estimate>,
    /// The vendor's.
    pub vendor: Option<SideFigure>,
    /// The partner's.
    pub partner: Option<SideFigure>,
    /// How far the vendor's and the partner's lie apart.
    pub gap: Option<String>,
    /// The lowest of all.
    pub low: String,
    /// The highest of all.
    pub high: String,
}

/// What one side has entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SideFigure {
    /// The middle one of its people's numbers; of two in the middle the mean.
    pub value: String,
    /// How many of them have entered one.
    pub people: u32,
}

/// Dots, or people, of each side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tally {
    /// Of the vendor.
    pub vendor: u32,
    /// Of the partner.
    pub partner: u32,
    /// Of neutral people.
    pub neutral: u32,
}

impl Tally {
    /// So many more of one side.
    pub const fn add(&mut self, side: Side, more: u32) {
        let of = match side {
            Side::Vendor => &mut self.vendor,
            Side::Partner => &mut self.partner,
            Side::Neutral => &mut self.neutral,
        };
        *of = of.saturating_add(more);
    }

    /// Of all.
    #[must_use]
    pub const fn sum(self) -> u32 {
        self.vendor
            .saturating_add(self.partner)
            .saturating_add(self.neutral)
    }
}

/// What somebody thinks of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StanceGiven {
    /// Who.
    pub member: MemberId,
    /// What.
    pub stance: Stance,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// What somebody has said in a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Said {
    /// Who.
    pub member: MemberId,
    /// What; nothing if they have passed.
    pub text: String,
}

/// A parked point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Parked {
    /// Of the command that parked it, and of the item in the plan.
    pub id: CommandId,
    /// What it is.
    pub text: String,
    /// Who parked it.
    pub by: MemberId,
    /// In which step.
    pub step: Option<u32>,
    /// When.
    pub at: i64,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Decision {
    /// Of the command by which it was made, and of the item in the plan.
    pub id: CommandId,
    /// What was decided.
    pub text: String,
    /// What part of the plan it is about, as text.
    pub about: Option<String>,
    /// Who wrote it down.
    pub by: MemberId,
    /// In which step.
    pub step: Option<u32>,
    /// When.
    pub at: i64,
    /// The number of the activity that it comes from: a consent or a number.
    #[serde(default)]
    pub activity: Option<u32>,
}
