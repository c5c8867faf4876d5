//! Making a snapshot: one update that stands for many. It is made from what is on disk, never
//! from a replica that may hold more, and it is read back and compared before anybody trusts it.
//!
//! Pure and slow: it belongs on a thread of its own, not into a room's loop.

use bytes::Bytes;
use tandem_plan::document::{ApplyError, PlanDoc};
use tandem_plan::schema::Schema;

/// What a snapshot is to be made of.
#[derive(Debug, Clone)]
pub struct Compaction {
    pub(super) schema: &'static Schema,
    pub(super) seq: u64,
    pub(super) updates: Vec<Bytes>,
}

/// Why there is no snapshot. The log stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum CompactionError {
    /// What is on disk does not fit together.
    #[error("the stored updates cannot be read")]
    Unreadable(#[from] ApplyError),
    /// The snapshot is not the document.
    #[error("the snapshot differs from what it was made of; the log is kept instead")]
    Differs,
}

impl Compaction {
    /// The last update that the snapshot will contain.
    #[must_use]
    pub const fn seq(&self) -> u64 {
        self.seq
    }

    /// The document as one update.
    ///
    /// # Errors
    /// If that update would not read back as the same document.
    pub fn run(&self) -> Result<Vec<u8>, CompactionError> {
        let original = PlanDoc::reader(self.schema);
        for update in &self.updates {
            original.apply(update)?;
        }
        let state = original.state();
        let copy = PlanDoc::reader(self.schema);
        copy.apply(&state)?;
        if copy.is_same_as(&original) {
            Ok(state)
        } else {
            Err(CompactionError::Differs)
        }
    }
}
