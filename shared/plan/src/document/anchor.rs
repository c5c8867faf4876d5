//! Places in a text that stay with their letters while others write.
//!
//! An anchor names the letter that stands behind the place, in the CRDT's own way, so every replica
//! that has the letter finds the same place, whatever else it has. Anchors travel in awareness
//! messages; one that means nothing here is nowhere, never an error.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

use yrs::block::ClientID;
use yrs::branch::BranchPtr;
use yrs::{Assoc, ID, StickyIndex, Text, Transact};

use super::PlanDoc;
use crate::address::FieldAddress;
use crate::ids::{ClientId, InvalidClientId};

/// A place in a text.
///
/// Text that comes in just there lies before the place. So whoever types is followed at once, from
/// their letters alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// In front of this letter: its replica and its number there. Where the letter is gone, the
    /// place where it was.
    Before(ClientId, u32),
    /// Behind everything.
    End,
}

/// A text that names no [`Anchor`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidAnchor {
    /// It is not two numbers with a colon between them.
    #[error("not an anchor")]
    Shape,
    /// A number is none.
    #[error(transparent)]
    Number(#[from] ParseIntError),
    /// No replica has this number.
    #[error(transparent)]
    Client(#[from] InvalidClientId),
}

impl PlanDoc {
    /// The place `offset` UTF-16 units from the start of a text; `None` if there is no such text
    /// or it is shorter.
    #[must_use]
    pub fn anchor(&self, at: FieldAddress, offset: u32) -> Option<Anchor> {
        let txn = self.doc.transact();
        let text = self.text_ref(&txn, at)?;
        let length = text.len(&txn);
        if offset >= length {
            return (offset == length).then_some(Anchor::End);
        }
        let branch = BranchPtr::from(AsRef::<yrs::branch::Branch>::as_ref(&text));
        let letter = StickyIndex::at(&txn, branch, offset, Assoc::After)?;
        let id = letter.id()?;
        let client = ClientId::try_from(id.client.get()).ok()?;
        Some(Anchor::Before(client, id.clock))
    }

    /// How many UTF-16 units from the start of a text a place is; `None` if this replica does not
    /// have the letter, or it is in another text.
    #[must_use]
    pub fn resolve(&self, at: FieldAddress, anchor: Anchor) -> Option<u32> {
        let txn = self.doc.transact();
        let text = self.text_ref(&txn, at)?;
        let (client, clock) = match anchor {
            Anchor::End => return Some(text.len(&txn)),
            Anchor::Before(client, clock) => (client, clock),
        };
        let id = ID::new(ClientID::new(client.get()), clock);
        let place = StickyIndex::from_id(id, Assoc::After).get_offset(&txn)?;
        let branch = BranchPtr::from(AsRef::<yrs::branch::Branch>::as_ref(&text));
        (place.branch == branch).then_some(place.index)
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Before(client, clock) => write!(f, "{}:{clock}", client.get()),
            Self::End => f.write_str("end"),
        }
    }
}

impl FromStr for Anchor {
    type Err = InvalidAnchor;

    fn from_str(text: &str) -> Result<Self, InvalidAnchor> {
        if text == "end" {
            return Ok(Self::End);
        }
        let (client, clock) = text.split_once(':').ok_or(InvalidAnchor::Shape)?;
        let client = ClientId::try_from(client.parse::<u64>()?)?;
        Ok(Self::Before(client, clock.parse()?))
    }
}
