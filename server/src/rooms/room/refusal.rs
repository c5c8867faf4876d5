//! Why an update was not taken.

/// Why an update was not taken. Nobody got any of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// Whoever sent it may not change the plan.
    ReadOnly,
    /// It is about a section that the facilitator of the workshop has locked.
    Locked,
    /// It is longer than an update may be.
    TooLarge,
    /// It holds operations under a client id that belongs to somebody else.
    NotYours,
    /// It builds on operations that nobody has.
    Incomplete,
    /// A text would be longer than a text may be.
    TextTooLong,
    /// There would be more items or rows than there may be.
    TooMany,
    /// The document would be larger than a document may be.
    DocumentTooLarge,
    /// No client of a plan sends such a thing.
    Violation,
}

impl Refusal {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::ReadOnly,
        Self::Locked,
        Self::TooLarge,
        Self::NotYours,
        Self::Incomplete,
        Self::TextTooLong,
        Self::TooMany,
        Self::DocumentTooLarge,
        Self::Violation,
    ];

    /// A stable key for programs.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::ReadOnly => "read_only",
            Self::Locked => "locked",
            Self::TooLarge => "too_large",
            Self::NotYours => "not_yours",
            Self::Incomplete => "incomplete",
            Self::TextTooLong => "text_too_long",
            Self::TooMany => "too_many",
            Self::DocumentTooLarge => "document_too_large",
            Self::Violation => "violation",
        }
    }

    /// A sentence for people.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::ReadOnly => "you may read this plan, not change it",
            Self::Locked => "the facilitator of the workshop has locked this section",
            Self::TooLarge => "the change is too large: make it in smaller steps",
            Self::NotYours => "the change is signed with somebody else's client id",
            Self::Incomplete => "the change builds on others that the server does not have",
            Self::TextTooLong => {
                "a text would get longer than a text may be: shorten it, or split it into two items"
            }
            Self::TooMany => {
                "there would be more items or rows than a plan or a table may have: remove some"
            }
            Self::DocumentTooLarge => {
                "the plan would get larger than a plan may be: remove what is not needed any more"
            }
            Self::Violation => "the client sent what no client of this protocol sends",
        }
    }
}
