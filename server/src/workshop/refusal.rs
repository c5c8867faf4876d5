//! Why a command was not obeyed.

/// Why a command was not obeyed. Nothing has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// There is none.
    #[error("No workshop is under way in this plan.")]
    NoWorkshop,
    /// There is one already.
    #[error("A workshop is under way in this plan already.")]
    UnderWay,
    /// It has ended.
    #[error("This workshop has ended.")]
    Over,
    /// Only facilitators do this.
    #[error("Only a facilitator of this workshop may do that.")]
    NotFacilitator,
    /// Only leads and facilitators take over.
    #[error("Only a facilitator, or a lead of each side together, can take over.")]
    NoHeir,
    /// They only read.
    #[error("You may watch this workshop, not take part in it.")]
    MayNotTakePart,
    /// They only comment.
    #[error("Who may not change the plan cannot write decisions into it.")]
    MayNotDecide,
    /// This command was obeyed before.
    #[error("This was done already.")]
    Doubled,
    /// It is so already.
    #[error("It is so already.")]
    NothingToDo,
    /// Another step is under way.
    #[error("That step of the agenda is over.")]
    StepOver,
    /// There is no step in this direction.
    #[error("The agenda has no step there.")]
    NoSuchStep,
    /// Something happened in a step that is to go.
    #[error(
        "The step that is under way, and steps in which something happened, stay in the agenda."
    )]
    StepStays,
    /// Somebody else has changed it.
    #[error("Somebody else has changed the agenda meanwhile.")]
    AgendaChanged,
    /// The agenda cannot be so.
    #[error(
        "An agenda has 1 to 40 steps of 1 to 1,440 minutes, each with a title and a section of this plan or none."
    )]
    BadAgenda,
    /// The timer cannot be set so.
    #[error("A timer runs for 1 to 1,440 minutes.")]
    BadTimer,
    /// No timer is set.
    #[error("No timer is set.")]
    NoTimer,
    /// There is no such activity.
    #[error("There is no such activity in this workshop.")]
    NoSuchActivity,
    /// It does not go on any more.
    #[error("That is closed already.")]
    Closed,
    /// Something else goes on.
    #[error("Something else is still open in this step. Close it first.")]
    StillOpen,
    /// All can see it already.
    #[error("Everybody can see it already.")]
    Revealed,
    /// Not all can see it yet.
    #[error("It has to be shown to everybody first.")]
    NotRevealed,
    /// There are secrets nobody has seen.
    #[error(
        "In a step there are cards or numbers that nobody has seen. Go back to it and show them first."
    )]
    Unseen,
    /// There is nothing in it.
    #[error("There is nothing to show yet.")]
    Empty,
    /// There is no such card.
    #[error("There is no such card.")]
    NoSuchCard,
    /// It is somebody else's.
    #[error("This card is somebody else's.")]
    NotYours,
    /// It is an item.
    #[error("One of these cards is an item of the plan already.")]
    IsItem,
    /// There is no such place.
    #[error("There is no such part of the plan.")]
    NoSuchPlace,
    /// It takes no number.
    #[error("That field does not hold a number.")]
    NoNumber,
    /// It is no number.
    #[error("That is not a number that this field can hold.")]
    BadNumber,
    /// The vote cannot be so.
    #[error("A vote has 1 to 200 different options and 1 to 20 dots.")]
    BadVote,
    /// A ballot with other options or too many dots.
    #[error("These are more dots than you have, or dots on what is not voted about.")]
    BadBallot,
    /// Who blocks says why.
    #[error("Say why you cannot go along.")]
    NoReason,
    /// There is no such person, or no hand.
    #[error("This person's hand is not up.")]
    NoHand,
    /// Hands or reactions are switched off.
    #[error("The facilitator has switched this off.")]
    SwitchedOff,
    /// There are no such people.
    #[error("Split the people of this plan over different sections, everybody at most once.")]
    BadBreakouts,
    /// It is no line.
    #[error("This needs one line of 1 to 200 characters.")]
    BadLine,
    /// It is empty.
    #[error("This needs words.")]
    NoWords,
    /// It is too long, or odd.
    #[error("This holds up to 2,000 characters: words, tabs and line breaks.")]
    BadWords,
    /// There is no more room.
    #[error("This workshop holds as many of these as it can.")]
    TooMany,
    /// Somebody else's id.
    #[error("There is another card with this id. Use a new random one.")]
    Taken,
}

impl Refusal {
    /// A stable key for programs.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoWorkshop => "no_workshop",
            Self::UnderWay => "under_way",
            Self::Over => "workshop_over",
            Self::NotFacilitator | Self::NoHeir | Self::MayNotTakePart | Self::MayNotDecide => {
                "not_allowed"
            }
            Self::Doubled => "done_already",
            Self::NothingToDo => "nothing_to_do",
            Self::StepOver => "step_over",
            Self::NoSuchStep => "no_such_step",
            Self::StepStays => "step_stays",
            Self::AgendaChanged => "agenda_changed",
            Self::BadAgenda => "bad_agenda",
            Self::BadTimer => "bad_timer",
            Self::NoTimer => "no_timer",
            Self::NoSuchActivity => "no_such_activity",
            Self::Closed => "closed",
            Self::StillOpen => "still_open",
            Self::Revealed => "revealed",
            Self::NotRevealed => "not_revealed",
            Self::Unseen => "unseen",
            Self::Empty => "empty",
            Self::NoSuchCard => "no_such_card",
            Self::NotYours => "card_not_yours",
            Self::IsItem => "is_item",
            Self::NoSuchPlace => "no_such_place",
            Self::NoNumber => "no_number",
            Self::BadNumber => "bad_number",
            Self::BadVote => "bad_vote",
            Self::BadBallot => "bad_ballot",
            Self::NoReason => "no_reason",
            Self::NoHand => "no_hand",
            Self::SwitchedOff => "switched_off",
            Self::BadBreakouts => "bad_breakouts",
            Self::BadLine => "bad_line",
            Self::NoWords => "no_words",
            Self::BadWords => "bad_words",
            Self::TooMany => "too_many",
            Self::Taken => "card_taken",
        }
    }

    /// Whether it is about who asks, not about what.
    #[must_use]
    pub const fn is_about_rights(self) -> bool {
        matches!(
            self,
            Self::NotFacilitator | Self::NoHeir | Self::MayNotTakePart | Self::MayNotDecide
        )
    }
}
