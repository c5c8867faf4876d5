//! The room's replica, and what it takes to make it again: the last snapshot and the updates
//! that are on disk behind it.
//!
//! A replica that an update did not fit into is spoilt; so is one that holds updates which could
//! not be saved. Both are thrown away and made again from here, without asking the store.

use std::collections::HashMap;

use bytes::Bytes;
use tandem_plan::document::{ApplyError, MAX_NESTING, PlanDoc, StateVector};
use tandem_plan::ids::ClientId;

use crate::rooms::compaction::Compaction;
use crate::rooms::guard::{Operations, Scan};
use crate::rooms::settings::Settings;
use crate::store::StoredRoom;

/// How deep maps and texts lie below their roots, by the operations that made them.
pub(super) type Depths = HashMap<(ClientId, u32), u8>;

pub(super) struct Document {
    doc: PlanDoc,
    settings: Settings,
    /// How many operations of each client the replica has; what the state vector says.
    clocks: HashMap<ClientId, u32>,
    /// Of every map and text of the replica.
    depths: Depths,
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
            depths: Depths::new(),
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
        self.doc = doc;
        self.read_doc();
        Ok(())
    }

    /// Adds the containers that the schema has and the document lacks. Returns the update that
    /// does so, if any was missing.
    pub(super) fn complete(&mut self) -> Option<Bytes> {
        let before = self.doc.state_vector();
        if !self.doc.complete() {
            return None;
        }
        self.read_doc();
        Some(self.doc.diff(&before).into())
    }

    /// Notes what the replica has, after more than one update.
    fn read_doc(&mut self) {
        self.clocks = self.doc.state_vector().iter().collect();
        self.depths = self.doc.nested_types().into_iter().collect();
    }

    /// How deep the maps and texts lie that an update makes; `None` if one lies deeper than the
    /// layout goes, or in something that is no map. The CRDT recurses over what is nested.
    pub(super) fn depths_in(&self, scan: &Scan) -> Option<Depths> {
        let mut new = Depths::new();
        let mut open = scan.types.clone();
        // What lies in something else of this update waits for it; each round goes one deeper.
        for _ in 0..MAX_NESTING {
            open.retain(|made| {
                let inside = match &made.inside {
                    None => Some(0),
                    Some(outer) => new.get(outer).or_else(|| self.depths.get(outer)).copied(),
                };
                if let Some(depth) = inside {
                    new.insert(made.made_by, depth + 1);
                }
                inside.is_none()
            });
        }
        let fits = open.is_empty() && new.values().all(|depth| *depth <= MAX_NESTING);
        fits.then_some(new)
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

    /// Takes in an update that passed the guard, with the depths of what it makes. Returns whether it changed anything. After an
    /// error the replica is spoilt.
    pub(super) fn apply(
        &mut self,
        update: &[u8],
        scan: &Scan,
        depths: Depths,
    ) -> Result<bool, ApplyError> {
        let changed = self.doc.apply(update)?;
        self.depths.extend(depths);
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
