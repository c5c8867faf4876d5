//! What is missing, vague or contradictory in a plan: one table of checks, each a pure function.
//!
//! Every [`Check`] names the pitfall it guards against, says what is wrong and how to mend it; every
//! [`Finding`] says where. Checks only advise: nothing that they find keeps anybody from writing,
//! and no check judges a person.
//!
//! | module | looks at |
//! | --- | --- |
//! | `catalogue` | the table of all checks |
//! | `look` | the plan as the checks read it |
//! | `objectives`, `actions`, `measures`, `resources`, `reviews`, `balance`, `structure` | their part of the plan |
//! | `survey` | all findings, and how complete each section is |

mod actions;
mod balance;
mod catalogue;
mod look;
mod measures;
mod objectives;
mod resources;
mod reviews;
mod structure;
mod survey;

use std::fmt;

use crate::address::FieldAddress;
use crate::ids::{ItemId, MemberId};
use crate::language::{Language, Text};
use crate::value::{Date, Party};

pub use actions::WEEKLY_CAPACITY;
pub use balance::LARGEST_SHARE;
pub use catalogue::CHECKS;
pub use survey::{Completeness, SectionState, Survey, survey};

use look::Look;

/// What a plan is read against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Circumstances {
    /// The day of the reader.
    pub today: Date,
    /// How much each side has written, if that is known.
    pub contributions: Option<Contributions>,
}

/// How much each side has written, in any unit that both are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contributions {
    /// By members of the vendor.
    pub vendor: u64,
    /// By members of the partner.
    pub partner: u64,
}

/// One thing that plans are checked for.
#[derive(Debug)]
pub struct Check {
    /// A stable name, such as `objective-vague`.
    pub key: &'static str,
    /// What goes wrong with plans that have this.
    pub pitfall: Text,
    /// What is the matter.
    pub what: Text,
    /// What to do.
    pub mend: Text,
    /// Finds every place.
    find: fn(&Look<'_>, &mut dyn FnMut(Spot)),
}

impl PartialEq for Check {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

/// Where something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum At {
    /// A section, or everything in it.
    Section(&'static str),
    /// An item.
    Item(&'static str, ItemId),
    /// A field.
    Field(FieldAddress),
}

impl At {
    /// The section to look at.
    #[must_use]
    pub fn section(self, schema: &crate::schema::Schema) -> Option<&'static str> {
        match self {
            Self::Section(section) | Self::Item(section, _) => Some(section),
            Self::Field(at) => at.holder.section().or_else(|| {
                let mut sections = schema.sections.iter();
                let is_home =
                    |key| move |field: &crate::schema::Field| -> bool { field.key == key };
                let home = sections
                    .find(|section| section.document.as_ref().is_some_and(is_home(at.field)));
                home.map(|section| section.key)
            }),
        }
    }

    /// The item that it is about.
    #[must_use]
    pub const fn item(self) -> Option<ItemId> {
        match self {
            Self::Section(_) => None,
            Self::Item(_, item) => Some(item),
            Self::Field(at) => at.holder.item(),
        }
    }
}

/// What a finding is about, beside its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A person.
    Member(MemberId),
    /// A company.
    Party(Party),
    /// A word of the program, such as a pillar.
    Word(Text),
    /// Words of people: titles, units.
    Quote(String),
}

/// A place that a check has found.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Spot {
    at: At,
    about: Option<About>,
}

/// Something to mend.
#[derive(Clone, PartialEq)]
pub struct Finding {
    /// What was checked.
    pub check: &'static Check,
    /// Where.
    pub at: At,
    /// What or whom it is about, if the place does not say it.
    pub about: Option<About>,
}

impl Finding {
    /// What or whom it is about in words; `name` tells how a member is called.
    pub fn about(
        &self,
        language: Language,
        name: impl FnOnce(MemberId) -> Option<String>,
    ) -> Option<String> {
        Some(match self.about.as_ref()? {
            About::Member(member) => name(*member)?,
            About::Party(party) => party_name(*party).in_language(language).to_owned(),
            About::Word(text) => text.in_language(language).to_owned(),
            About::Quote(words) => words.clone(),
        })
    }
}

impl fmt::Debug for Finding {
    /// Names the check and the place, never the content of the plan.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {:?}", self.check.key, self.at)
    }
}

const fn party_name(party: Party) -> Text {
    match party {
        Party::Vendor => Text::new("Vendor", "Hersteller"),
        Party::Partner => Text::new("Partner", "Partner"),
        Party::Both => Text::new("Both", "Beide"),
    }
}

impl Spot {
    const fn section(section: &'static str) -> Self {
        Self {
            at: At::Section(section),
            about: None,
        }
    }

    const fn field(at: FieldAddress) -> Self {
        Self {
            at: At::Field(at),
            about: None,
        }
    }

    fn about(mut self, about: About) -> Self {
        self.about = Some(about);
        self
    }
}
