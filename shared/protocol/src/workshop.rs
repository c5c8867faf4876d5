//! Workshops: what people tell one to do, and what each of them may see of it.
//!
//! | module | answers |
//! | --- | --- |
//! | `command` | what people tell a workshop to do |
//! | `view` | how a workshop looks to one person: what must not be seen yet is not in it |
//! | `recap` | what came of it |

mod command;
mod recap;
mod view;

use serde::{Deserialize, Serialize};

pub use command::{Ballot, Breakout, COMMANDS, Command, Order, StepDraft, TimerChange, VoteOption};
pub use recap::{
    BalanceOfSide, PastWorkshop, Recap, RecapAction, RecapChange, RecapNumber, RecapStep,
    RecapVote, Touching, TouchingDecision, TouchingVote,
};
pub use view::{
    Activity, Body, BreakoutRoom, Breakouts, Card, Decision, Estimate, Figures, Hand, Parked,
    Reaction, Said, SideFigure, StanceGiven, Step, Summons, Tally, Timer, Turns, WorkshopAnswer,
    WorkshopEvent, WorkshopView,
};

/// The longest agenda.
pub const MAX_STEPS: usize = 40;
/// The longest line that somebody writes into a workshop, in characters: a title, a card's group.
pub const MAX_LINE: usize = 200;
/// The longest text that somebody writes into a workshop, in characters: a card, a decision.
pub const MAX_WORDS: usize = 2_000;
/// The longest step or timer, in minutes.
pub const MAX_MINUTES: u32 = 24 * 60;
/// The most cards of one round of writing.
pub const MAX_CARDS: usize = 500;
/// The most options of a vote.
pub const MAX_OPTIONS: usize = 200;
/// The most dots that one person has in a vote.
pub const MAX_DOTS: u32 = 20;
/// The most parked points, and the most decisions, of one workshop.
pub const MAX_NOTES: usize = 500;
/// For so long a reaction is shown, in milliseconds.
pub const REACTION_MS: i64 = 6_000;

/// What people do in a step of the agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Tool {
    /// Everybody says a word before it begins.
    CheckIn,
    /// They write the section together.
    Edit,
    /// Everybody writes cards that nobody else sees before all of them are shown.
    PrivateWriting,
    /// Everybody enters a number that nobody else sees before all of them are shown.
    BlindNumber,
    /// Everybody puts dots on what matters most to them.
    Vote,
    /// Everybody says whether they can live with a proposal.
    Consent,
    /// They talk.
    Discussion,
    /// Everybody says a word before they go.
    CheckOut,
}

impl Tool {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::CheckIn,
        Self::Edit,
        Self::PrivateWriting,
        Self::BlindNumber,
        Self::Vote,
        Self::Consent,
        Self::Discussion,
        Self::CheckOut,
    ];

    /// The key in JSON.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::CheckIn => "check_in",
            Self::Edit => "edit",
            Self::PrivateWriting => "private_writing",
            Self::BlindNumber => "blind_number",
            Self::Vote => "vote",
            Self::Consent => "consent",
            Self::Discussion => "discussion",
            Self::CheckOut => "check_out",
        }
    }

    /// The tool with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tool| tool.key() == key)
    }
}

/// What somebody thinks of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// They want it.
    Agree,
    /// They leave it to the others.
    Abstain,
    /// They would rather not, and go along.
    Disagree,
    /// They cannot go along.
    Block,
}

impl Stance {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Agree, Self::Abstain, Self::Disagree, Self::Block];
}

/// How sure somebody is of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// It is a guess.
    Low,
    /// There are reasons.
    Medium,
    /// They would bet on it.
    High,
}

impl Confidence {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];
}

/// What somebody shows without a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Gesture {
    /// Yes.
    ThumbsUp,
    /// Well done.
    Applause,
    /// I like it.
    Heart,
    /// I do not follow.
    Puzzled,
    /// Too fast.
    SlowDown,
}

impl Gesture {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::ThumbsUp,
        Self::Applause,
        Self::Heart,
        Self::Puzzled,
        Self::SlowDown,
    ];
}
