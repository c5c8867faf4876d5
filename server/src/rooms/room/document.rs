//! The room's replica, and what it takes to make it again: the last snapshot and the updates
//! that are on disk behind it.
//!
//! A replica that an update did not fit into is spoilt; so is one that holds updates which could
//! not be saved. Both are thrown away and made again from here, without asking the store.

use std::collections::HashMap;

use bytes::Bytes;
use tandem_plan::document::{ApplyError, PlanDoc, StateVector};
use tandem_plan::ids::ClientId;

use crate::rooms::compaction::Compaction;
use crate::rooms::guard::{Operations, Scan};
use crate::rooms::settings::Settings;
use crate::store::StoredRoom;

pub(super) struct Document {
    doc: PlanDoc,
    settings: Settings,
    /// How many operations of each client the replica has; what the state vector says.
    clocks: HashMap<ClientId, u32>,
    /// A snapshot that is on disk, and the number of the last update in it.
    base: Option<Bytes>,
    base_seq: u64,
    /// The updates behind it that are on disk.
    tail: Vec<Bytes>,
}

impl Document {
    /// The document as it was stored.
    pub(super) fn open(settings: Settings, stored: StoredRoom) -> Result<Self, ApplyError> {
        let mut document = Self {
            doc: PlanDoc::new(settings.schema, (settings.new_client)()),
            settings,
            clocks: HashMap::new(),
            base: stored.snapshot.map(Bytes::from),
            base_seq: stored.snapshot_seq,
            tail: stored.tail.into_iter().map(Bytes::from).collect(),
        };
        document.rebuild(&[])?;
        Ok(document)
    }

    /// Makes the replica again from what is on disk and these updates.
    pub(super) fn rebuild(&mut self, accepted: &[Bytes]) -> Result<(), ApplyError> {
        // A new id: what the old replica made under its own may be lost, and an id is never used
        // again for something else.
        let doc = PlanDoc::new(self.settings.schema, (self.settings.new_client)());
        for update in self.base.iter().chain(&self.tail).chain(accepted) {
            doc.apply(update)?;
        }
        self.clocks = doc.state_vector().iter().collect();
        self.doc = doc;
        Ok(())
    }

    /// Adds the containers that the schema has and the document lacks. Returns the update that
    /// does so, if any was missing.
    pub(super) fn complete(&mut self) -> Option<Bytes> {
        let before = self.doc.state_vector();
        if !self.doc.complete() {
            return None;
        }
        self.clocks = self.doc.state_vector().iter().collect();
        Some(self.doc.diff(&before).into())
    }

    /// How many operations of this client the replica has.
    pub(super) fn clock(&self, client: ClientId) -> u32 {
        self.clocks.get(&client).copied().unwrap_or(0)
    }

    /// Whether an update brings operations that are not here. Deletions are not looked at.
    pub(super) fn brings_operations(&self, scan: &Scan) -> bool {
        scan.inserts.iter().any(|inserted| self.is_new(inserted))
    }

    pub(super) fn is_new(&self, inserted: &Operations) -> bool {
        inserted.clocks.end > self.clock(inserted.client)
    }

    /// Whether an update says nothing that is not here already.
    pub(super) fn holds(&self, scan: &Scan) -> bool {
        !self.brings_operations(scan)
            && (scan.deletes.is_empty()
                || self.doc.has_deleted(
                    scan.deletes
                        .iter()
                        .map(|deleted| (deleted.client, deleted.clocks.clone())),
                ))
    }

    /// Takes in an update that passed the guard. Returns whether it changed anything. After an
    /// error the replica is spoilt.
    pub(super) fn apply(&mut self, update: &[u8], scan: &Scan) -> Result<bool, ApplyError> {
        let changed = self.doc.apply(update)?;
        for inserted in &scan.inserts {
            let clock = self.clocks.entry(inserted.client).or_insert(0);
            *clock = inserted.clocks.end.max(*clock);
        }
        debug_assert_eq!(self.state_vector(), self.doc.state_vector());
        Ok(changed)
    }

    pub(super) fn state_vector(&self) -> StateVector {
        self.clocks
            .iter()
            .map(|(client, clock)| (*client, *clock))
            .collect()
    }

    pub(super) fn diff(&self, known: &StateVector) -> Vec<u8> {
        self.doc.diff(known)
    }

    /// These updates are on disk now.
    pub(super) fn committed(&mut self, updates: impl Iterator<Item = Bytes>) {
        self.tail.extend(updates);
    }

    /// How many updates are on disk and not in the snapshot.
    pub(super) const fn tail_rows(&self) -> usize {
        self.tail.len()
    }

    /// What a new snapshot is made of: only what is on disk.
    pub(super) fn compaction(&self) -> Compaction {
        Compaction {
            schema: self.settings.schema,
            seq: self.base_seq + self.tail.len() as u64,
            updates: self.base.iter().chain(&self.tail).cloned().collect(),
        }
    }

    /// A snapshot that contains the updates up to `seq` is on disk.
    pub(super) fn compacted(&mut self, seq: u64, state: Bytes) {
        let covered = usize::try_from(seq.saturating_sub(self.base_seq)).unwrap_or(usize::MAX);
        self.tail.drain(..covered.min(self.tail.len()));
        self.base = Some(state);
        self.base_seq = seq;
    }
}
