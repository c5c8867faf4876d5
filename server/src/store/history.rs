//! What the store takes and gives about the history of plans: plain data.

use std::fmt;
use std::str::FromStr;

use tandem_plan::history::{ChangeKind, Content};
use tandem_plan::ids::{BaselineId, CommentId, ItemId, MemberId, RowId};

use crate::clock::Timestamp;

/// Which change of a room: the update that it began with, and which of that update's changes it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChangeId {
    /// The number of the update.
    pub seq: u64,
    /// Counted from 0.
    pub part: u32,
}

/// A text that names no change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a change is named like 17.0")]
pub struct InvalidChangeId;

impl fmt::Display for ChangeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.seq, self.part)
    }
}

impl FromStr for ChangeId {
    type Err = InvalidChangeId;

    fn from_str(text: &str) -> Result<Self, InvalidChangeId> {
        let (seq, part) = text.split_once('.').ok_or(InvalidChangeId)?;
        // Logs are counted in signed numbers.
        let seq: i64 = seq.parse().map_err(|_| InvalidChangeId)?;
        Ok(Self {
            seq: u64::try_from(seq).map_err(|_| InvalidChangeId)?,
            part: part.parse().map_err(|_| InvalidChangeId)?,
        })
    }
}

/// Why the server wrote something in somebody's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cause {
    /// They took back this change.
    Reverted(ChangeId),
    /// They brought the whole plan back to this baseline.
    Baseline(BaselineId),
}

const BASELINE: &str = "baseline.";

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reverted(change) => change.fmt(f),
            Self::Baseline(baseline) => write!(f, "{BASELINE}{baseline}"),
        }
    }
}

impl FromStr for Cause {
    type Err = InvalidChangeId;

    fn from_str(text: &str) -> Result<Self, InvalidChangeId> {
        match text.strip_prefix(BASELINE) {
            Some(id) => id.parse().map(Self::Baseline).map_err(|_| InvalidChangeId),
            None => text.parse().map(Self::Reverted),
        }
    }
}

/// What of a plan a change is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Spot {
    /// The key of the section; `None` for the plan as a whole.
    pub section: Option<String>,
    /// The item.
    pub item: Option<ItemId>,
    /// The key of the field, or of the table that the row lies in.
    pub field: Option<String>,
    /// The row.
    pub row: Option<RowId>,
    /// The key of the column of that row.
    pub column: Option<String>,
    /// The comment.
    pub comment: Option<CommentId>,
}

/// Everything that one member did to one spot without a pause.
#[derive(Clone, PartialEq, Eq)]
pub struct ChangeRow {
    /// Which.
    pub id: ChangeId,
    /// The number of its last update.
    pub until_seq: u64,
    /// When the server took its first update.
    pub at: Timestamp,
    /// When the server took its last.
    pub until: Timestamp,
    /// When its author says that it was written, if that was long before it came.
    pub claimed_at: Option<Timestamp>,
    /// Who did it.
    pub member: MemberId,
    /// What kind of change it is.
    pub kind: ChangeKind,
    /// Where.
    pub spot: Spot,
    /// What the item was called then; empty if it had no title.
    pub title: String,
    /// What was there before.
    pub before: Option<Content>,
    /// What was there afterwards.
    pub after: Option<Content>,
    /// How many words there are more than before.
    pub words: i64,
    /// The step of the agenda in which it was done.
    pub step: Option<String>,
    /// Why the server did it in its author's name, if it did.
    pub cause: Option<Cause>,
}

impl fmt::Debug for ChangeRow {
    /// Shows who and where, never what.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChangeRow")
            .field("id", &self.id)
            .field("until_seq", &self.until_seq)
            .field("member", &self.member)
            .field("kind", &self.kind)
            .field("spot", &self.spot)
            .finish_non_exhaustive()
    }
}

/// Which changes somebody wants to see. Empty lists and `None` stand for all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChangeFilter {
    /// By one of these.
    pub members: Vec<MemberId>,
    /// In this section.
    pub section: Option<String>,
    /// Of this item.
    pub item: Option<ItemId>,
    /// Of this field, or in this table.
    pub field: Option<String>,
    /// Of this row.
    pub row: Option<RowId>,
    /// Of one of these kinds.
    pub kinds: Vec<ChangeKind>,
    /// That ended at this moment or later.
    pub from: Option<Timestamp>,
    /// That began before this moment.
    pub to: Option<Timestamp>,
    /// In this step of the agenda.
    pub step: Option<String>,
    /// That began behind this update.
    pub after_seq: Option<u64>,
}

/// How many changes there are of one sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeCount {
    /// By whom.
    pub member: MemberId,
    /// In which section; empty for the plan as a whole.
    pub section: String,
    /// Of which kind.
    pub kind: ChangeKind,
    /// In which step of the agenda; empty for none.
    pub step: String,
    /// How many.
    pub changes: u64,
    /// How many words they have made more of.
    pub words: i64,
}

/// That somebody was in a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// Who.
    pub member: MemberId,
    /// When they came.
    pub since: Timestamp,
    /// When they left.
    pub until: Timestamp,
}

/// A state of a plan that keeps a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baseline {
    /// Its id.
    pub id: BaselineId,
    /// What it is called.
    pub name: String,
    /// The number of the last update in it.
    pub seq: u64,
    /// The SHA-256 of what it says.
    pub sha256: [u8; 32],
    /// Who named it.
    pub member: MemberId,
    /// When.
    pub at: Timestamp,
}
