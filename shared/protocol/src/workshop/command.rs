//! What people tell a workshop to do: the bodies of `POST /api/plans/{plan}/workshop/{command}`.

use serde::{Deserialize, Serialize};
use tandem_plan::ids::{CardId, CommandId, MemberId, WorkshopId};

use super::{Confidence, Gesture, Stance, Tool};

/// A command and the id that makes it one: told again under the same id, it is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Order {
    /// A new random id.
    pub id: CommandId,
    /// Which workshop it is told; one that is over obeys no more. Left out, the one that is under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workshop: Option<WorkshopId>,
    /// What to do.
    #[serde(flatten)]
    pub command: Command,
}

/// The name of every command, as it stands in the address.
pub const COMMANDS: [&str; 36] = [
    "start",
    "set_agenda",
    "next",
    "back",
    "set_timer",
    "summon",
    "ask_ready",
    "open_writing",
    "open_number",
    "open_vote",
    "open_consent",
    "open_round",
    "reveal",
    "close",
    "group_cards",
    "turn_into_items",
    "agree_number",
    "lock",
    "give_word",
    "set_options",
    "break_out",
    "bring_back",
    "end",
    "take_over",
    "keep_seat",
    "ready",
    "write_card",
    "remove_card",
    "estimate",
    "vote",
    "answer",
    "say",
    "raise_hand",
    "react",
    "park",
    "decide",
];

/// One thing that somebody tells a workshop to do. The name stands in the address, and may stand in the
/// body as well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum Command {
    /// A facilitator begins a workshop.
    Start {
        /// The agenda; left out, the default of the plan's tier.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agenda: Option<Vec<StepDraft>>,
        /// The language of the default agenda: `en`, `de`.
        #[serde(default)]
        language: String,
    },
    /// A facilitator changes the agenda. The step that is under way, and those in which something
    /// happened, stay in it.
    SetAgenda {
        /// All steps in their order.
        agenda: Vec<StepDraft>,
        /// How often the agenda had been changed before, as the facilitator knows; left out, it does not
        /// matter.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<u32>,
    },
    /// A facilitator goes on to the next step.
    Next {
        /// The number of the step that is under way as the facilitator knows; left out before the first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<u32>,
    },
    /// A facilitator goes back to the step before; what happened in either stays.
    Back {
        /// The number of the step that is under way as the facilitator knows.
        from: u32,
    },
    /// A facilitator sets the timer.
    SetTimer {
        /// How.
        change: TimerChange,
    },
    /// A facilitator calls everybody to a place.
    Summon {
        /// A section, an item or a field, as text: `objectives`, `objectives/ID`, `objectives/ID.title`.
        target: String,
    },
    /// A facilitator asks who is ready.
    AskReady {
        /// The number of the step.
        step: u32,
    },
    /// A facilitator lets everybody write cards that nobody else sees.
    OpenWriting {
        /// The number of the step.
        step: u32,
        /// Whether nobody will ever see whose they are.
        anonymous: bool,
    },
    /// A facilitator asks for numbers that nobody else sees.
    OpenNumber {
        /// The number of the step.
        step: u32,
        /// The field, as text: `objectives/ID.target`.
        field: String,
        /// What it is called, as the facilitator reads it.
        label: String,
    },
    /// A facilitator lets everybody put dots on cards or items.
    OpenVote {
        /// The number of the step.
        step: u32,
        /// What is voted about.
        title: String,
        /// On what.
        options: Vec<VoteOption>,
        /// How many dots everybody has.
        dots: u32,
    },
    /// A facilitator asks whether everybody can live with something.
    OpenConsent {
        /// The number of the step.
        step: u32,
        /// With what.
        proposal: String,
        /// What part of the plan it is about, as text; left out for the plan as a whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<String>,
    },
    /// A facilitator has everybody say a word.
    OpenRound {
        /// The number of the step.
        step: u32,
    },
    /// A facilitator shows everybody all cards, or all numbers.
    Reveal {
        /// The number of the activity.
        activity: u32,
    },
    /// A facilitator ends a vote, a consent, a round, or the work with cards or numbers.
    Close {
        /// The number of the activity.
        activity: u32,
    },
    /// Puts cards into a group, or out of all groups.
    GroupCards {
        /// The number of the activity.
        activity: u32,
        /// Which cards.
        cards: Vec<CardId>,
        /// The name of the group; empty for none.
        group: String,
    },
    /// A facilitator makes cards items of a section.
    TurnIntoItems {
        /// The number of the activity.
        activity: u32,
        /// Which cards.
        cards: Vec<CardId>,
        /// The key of the section.
        section: String,
        /// The key of the kind.
        kind: String,
    },
    /// A facilitator writes the number down that all have agreed on.
    AgreeNumber {
        /// The number of the activity.
        activity: u32,
        /// The number, as an English reader writes it; money in the currency of the plan.
        value: String,
        /// Why it is this one.
        #[serde(default)]
        reason: String,
    },
    /// A facilitator locks a section, or unlocks it.
    Lock {
        /// The key of the section.
        section: String,
        /// Locked, or not.
        locked: bool,
    },
    /// A facilitator gives somebody the word whose hand is up, or puts the hand down.
    GiveWord {
        /// To whom.
        member: MemberId,
        /// Whether they speak; else only the hand goes down.
        speaks: bool,
    },
    /// A facilitator says whether there are hands and reactions.
    SetOptions {
        /// Whether hands can be raised.
        hands: bool,
        /// Whether there are reactions.
        reactions: bool,
    },
    /// A facilitator splits people over sections.
    BreakOut {
        /// Who goes where.
        rooms: Vec<Breakout>,
        /// For how long.
        minutes: u32,
    },
    /// A facilitator brings everybody back.
    BringBack {},
    /// A facilitator ends the workshop.
    End {
        /// How the plan as it is then is called; left out, it gets no name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        baseline: Option<String>,
        /// The language of what the recap is written in: `en`, `de`.
        #[serde(default)]
        language: String,
    },
    /// Another facilitator runs the workshop from now on; a lead asks for it, and does when a lead of
    /// the other side asks as well.
    TakeOver {},
    /// A lead does not ask for it any more.
    KeepSeat {},
    /// Somebody is ready, or is not.
    Ready {
        /// The number of the step.
        step: u32,
        /// Whether they are.
        ready: bool,
    },
    /// Somebody writes a card, or writes it anew.
    WriteCard {
        /// The number of the activity.
        activity: u32,
        /// A new random id, or that of an own card.
        card: CardId,
        /// What stands on it.
        text: String,
    },
    /// Somebody takes an own card away.
    RemoveCard {
        /// The number of the activity.
        activity: u32,
        /// Which.
        card: CardId,
    },
    /// Somebody enters a number.
    Estimate {
        /// The number of the activity.
        activity: u32,
        /// The number, as an English reader writes it; money in the currency of the plan.
        value: String,
        /// How sure they are.
        confidence: Confidence,
    },
    /// Somebody votes, or votes anew.
    Vote {
        /// The number of the activity.
        activity: u32,
        /// On what with how many dots; nothing at all is to abstain.
        ballot: Vec<Ballot>,
    },
    /// Somebody says whether they can live with a proposal.
    Answer {
        /// The number of the activity.
        activity: u32,
        /// Whether.
        stance: Stance,
        /// Why; who blocks says so.
        #[serde(default)]
        reason: String,
    },
    /// Somebody says a word in a round, or passes.
    Say {
        /// The number of the activity.
        activity: u32,
        /// What; nothing is to pass.
        text: String,
    },
    /// Somebody raises a hand, or puts it down.
    RaiseHand {
        /// Up or down.
        up: bool,
    },
    /// Somebody reacts.
    React {
        /// How.
        gesture: Gesture,
    },
    /// Somebody parks a point for later. It becomes an item of the plan.
    Park {
        /// What it is.
        text: String,
    },
    /// Somebody writes a decision down. It becomes an item of the plan.
    Decide {
        /// What was decided.
        text: String,
        /// What part of the plan it is about, as text; left out for the plan as a whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<String>,
    },
}

/// A step of the agenda, as somebody wants it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StepDraft {
    /// Its number, if it is there already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// What it is called.
    pub title: String,
    /// The key of the section that it is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// How long it is to take.
    pub minutes: u32,
    /// What people do in it.
    pub tool: Tool,
    /// Whether cards that are written in it stay anonymous.
    #[serde(default)]
    pub anonymous: bool,
}

/// How the timer is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TimerChange {
    /// To so many minutes, from now on.
    Start(u32),
    /// To so many minutes more, or fewer.
    Add(i32),
    /// It stands still.
    Pause,
    /// It goes on.
    Resume,
    /// There is none any more.
    Stop,
}

/// Something that can be voted for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VoteOption {
    /// The id of the card or item.
    pub key: String,
    /// What it says, as it did when the vote was opened.
    pub label: String,
}

/// Dots on one option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ballot {
    /// Which option.
    pub key: String,
    /// How many dots.
    pub dots: u32,
}

/// Who works on which section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Breakout {
    /// The key of the section.
    pub section: String,
    /// Who.
    pub members: Vec<MemberId>,
}

impl Command {
    /// Its name in the address.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Start { .. } => "start",
            Self::SetAgenda { .. } => "set_agenda",
            Self::Next { .. } => "next",
            Self::Back { .. } => "back",
            Self::SetTimer { .. } => "set_timer",
            Self::Summon { .. } => "summon",
            Self::AskReady { .. } => "ask_ready",
            Self::OpenWriting { .. } => "open_writing",
            Self::OpenNumber { .. } => "open_number",
            Self::OpenVote { .. } => "open_vote",
            Self::OpenConsent { .. } => "open_consent",
            Self::OpenRound { .. } => "open_round",
            Self::Reveal { .. } => "reveal",
            Self::Close { .. } => "close",
            Self::GroupCards { .. } => "group_cards",
            Self::TurnIntoItems { .. } => "turn_into_items",
            Self::AgreeNumber { .. } => "agree_number",
            Self::Lock { .. } => "lock",
            Self::GiveWord { .. } => "give_word",
            Self::SetOptions { .. } => "set_options",
            Self::BreakOut { .. } => "break_out",
            Self::BringBack {} => "bring_back",
            Self::End { .. } => "end",
            Self::TakeOver {} => "take_over",
            Self::KeepSeat {} => "keep_seat",
            Self::Ready { .. } => "ready",
            Self::WriteCard { .. } => "write_card",
            Self::RemoveCard { .. } => "remove_card",
            Self::Estimate { .. } => "estimate",
            Self::Vote { .. } => "vote",
            Self::Answer { .. } => "answer",
            Self::Say { .. } => "say",
            Self::RaiseHand { .. } => "raise_hand",
            Self::React { .. } => "react",
            Self::Park { .. } => "park",
            Self::Decide { .. } => "decide",
        }
    }

    /// Whether nobody may learn by it who has done something.
    #[must_use]
    pub const fn is_secret(&self) -> bool {
        matches!(
            self,
            Self::WriteCard { .. }
                | Self::RemoveCard { .. }
                | Self::Estimate { .. }
                | Self::Vote { .. }
                | Self::Answer { .. }
        )
    }

    /// Whether only who runs the workshop tells it this.
    #[must_use]
    pub const fn is_for_facilitators(&self) -> bool {
        matches!(
            self,
            Self::Start { .. }
                | Self::SetAgenda { .. }
                | Self::Next { .. }
                | Self::Back { .. }
                | Self::SetTimer { .. }
                | Self::Summon { .. }
                | Self::AskReady { .. }
                | Self::OpenWriting { .. }
                | Self::OpenNumber { .. }
                | Self::OpenVote { .. }
                | Self::OpenConsent { .. }
                | Self::OpenRound { .. }
                | Self::Reveal { .. }
                | Self::Close { .. }
                | Self::TurnIntoItems { .. }
                | Self::AgreeNumber { .. }
                | Self::Lock { .. }
                | Self::GiveWord { .. }
                | Self::SetOptions { .. }
                | Self::BreakOut { .. }
                | Self::BringBack {}
                | Self::End { .. }
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_read_by_its_name_and_its_parts() {
        let text = r#"{"command":"ready","id":"67e55044-10b1-426f-9247-bb680e5fe0c8","step":3,"ready":true}"#;
        let order: Order = serde_json::from_str(text).unwrap();
        assert_eq!(
            order.command,
            Command::Ready {
                step: 3,
                ready: true
            }
        );
        assert!(COMMANDS.contains(&order.command.name()));
        let again = serde_json::to_string(&order).unwrap();
        assert_eq!(serde_json::from_str::<Order>(&again).unwrap(), order);
    }

    #[test]
    fn a_command_without_parts_needs_none() {
        let text = r#"{"command":"bring_back","id":"67e55044-10b1-426f-9247-bb680e5fe0c8"}"#;
        let order: Order = serde_json::from_str(text).unwrap();
        assert_eq!(order.command, Command::BringBack {});
    }
}
