//! The history of one room again, from its log alone.

use std::collections::BTreeMap;

use tandem_plan::document::{ApplyError, Ledger, PlanDoc};
use tandem_plan::schema::Schema;

use super::{Chronicle, Origin};
use crate::store::{Author, ChangeId, ChangeRow, LoggedUpdate, RoomKey, Store, StoreError};

/// How many updates are read at once.
const PAGE: u32 = 1_000;

/// Why a history could not be made again.
#[derive(Debug, thiserror::Error)]
pub enum RebuildError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The log does not fit together.
    #[error("update {seq} of {room} does not fit: restore a backup")]
    Unfit {
        /// Which room.
        room: RoomKey,
        /// Which update.
        seq: u64,
        /// Why.
        source: ApplyError,
    },
}

/// The rows that the log of a room comes to, and the number of its last update.
///
/// # Errors
/// If the log cannot be read.
pub async fn rebuild(
    store: &impl Store,
    room: RoomKey,
) -> Result<(u64, Vec<ChangeRow>), RebuildError> {
    let mut replay = Replay::new(room.layer.schema());
    let mut last = 0;
    loop {
        let page = store.read_log(room, last, PAGE).await?;
        if page.is_empty() {
            return Ok((last, replay.into_rows()));
        }
        for update in page {
            last = update.seq;
            let taken = replay.take(&update);
            taken.map_err(|source| RebuildError::Unfit {
                room,
                seq: update.seq,
                source,
            })?;
        }
    }
}

/// A log, as far as it was told again.
#[derive(Debug)]
pub struct Replay {
    document: PlanDoc,
    ledger: Ledger,
    chronicle: Chronicle,
    rows: BTreeMap<ChangeId, ChangeRow>,
}

impl Replay {
    /// Before the first update.
    #[must_use]
    pub fn new(schema: &'static Schema) -> Self {
        let document = PlanDoc::reader(schema);
        Self {
            ledger: Ledger::of(&document),
            document,
            chronicle: Chronicle::new(schema, Vec::new()),
            rows: BTreeMap::new(),
        }
    }

    /// The next update of the log.
    ///
    /// # Errors
    /// If it does not fit.
    pub fn take(&mut self, update: &LoggedUpdate) -> Result<(), ApplyError> {
        let altered = self.ledger.apply(&self.document, &update.bytes)?;
        if let (Author::Member(member), Some(altered)) = (update.author, altered) {
            let origin = Origin {
                seq: update.seq,
                member,
                at: update.at,
                claimed_at: update.claimed_at,
                cause: update.cause,
                step: update.step.clone(),
            };
            let told = self.chronicle.tell(&origin, &self.ledger, altered);
            self.rows.extend(told.into_iter().map(|row| (row.id, row)));
            self.chronicle.handed_in();
            self.chronicle.committed();
        }
        Ok(())
    }

    /// The document that the log has come to.
    #[must_use]
    pub const fn document(&self) -> &PlanDoc {
        &self.document
    }

    /// What every field holds now.
    #[must_use]
    pub const fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The rows, in the order of their ids.
    #[must_use]
    pub fn into_rows(self) -> Vec<ChangeRow> {
        self.rows.into_values().collect()
    }
}
