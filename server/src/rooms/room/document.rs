//! The room's replica, and what it takes to make it again: the last snapshot and the updates
//! that are on disk behind it.
//!
//! A replica that an update did not fit into is spoilt; so is one that holds updates which could
//! not be saved. Both are thrown away and made again from here, without asking the store.

use std::sync::Arc;

use bytes::Bytes;
use tandem_plan::comment::Comment;
use tandem_plan::document::{self, ApplyError, Ledger, PlanDoc, Replica, StateVector, TextId};
use tandem_plan::edit::{MAX_DOCUMENT_TEXT, MAX_TEXT};
use tandem_plan::history::Alteration;
use tandem_plan::ids::{ClientId, CommentId, ItemId};

use super::NotDone;
use crate::rooms::compaction::Compaction;
use crate::rooms::guard::{Operations, Scan, Territory, Violation};
use crate::rooms::settings::Settings;
use crate::store::StoredRoom;

pub(super) struct Document {
    doc: PlanDoc,
    settings: Settings,
    /// What the replica has, as the guard knows it.
    territory: Territory,
    /// What the replica holds, as the history knows it: from the first edit on.
    ledger: Option<Ledger>,
    /// At most so many bytes the whole document takes, and whether it was measured since it last
    /// changed.
    bytes: usize,
    is_measured: bool,
    /// A snapshot that is on disk, and the number of the last update in it.
    base: Option<Bytes>,
    base_seq: u64,
    /// The updates behind it that are on disk, and how long they are together.
    tail: Vec<Bytes>,
    tail_bytes: usize,
}

/// Why an update was not taken in.
#[derive(Debug)]
pub(super) enum Refused {
    /// The replica is spoilt.
    Spoilt(ApplyError),
    /// A text would be longer than a text may be. The replica is spoilt.
    TextTooLong,
    /// The document would be larger than a document may be.
    DocumentTooLarge,
}

/// Why a room cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The CRDT cannot take in what is stored.
    #[error(transparent)]
    Unfit(#[from] ApplyError),
    /// The guard cannot read what is stored.
    #[error(transparent)]
    Violation(#[from] Violation),
}

impl Document {
    /// The document as it was stored.
    pub(super) fn open(settings: Settings, stored: StoredRoom) -> Result<Self, Unreadable> {
        let tail: Vec<Bytes> = stored.tail.into_iter().map(Bytes::from).collect();
        let mut document = Self {
            doc: PlanDoc::new(settings.schema, (settings.new_client)()),
            settings,
            territory: Territory::new(settings.schema),
            ledger: None,
            bytes: 0,
            is_measured: false,
            base: stored.snapshot.map(Bytes::from),
            base_seq: stored.snapshot_seq,
            tail_bytes: tail.iter().map(Bytes::len).sum(),
            tail,
        };
        document.rebuild(&[])?;
        Ok(document)
    }

    /// Makes the replica again from what is on disk and these updates.
    pub(super) fn rebuild(&mut self, accepted: &[Bytes]) -> Result<(), Unreadable> {
        // A new id: what the old replica made under its own may be lost, and an id is never used
        // again for something else.
        let doc = PlanDoc::new(self.settings.schema, (self.settings.new_client)());
        let mut territory = Territory::new(self.settings.schema);
        let mut bytes = 0;
        for update in self.base.iter().chain(&self.tail).chain(accepted) {
            doc.apply(update)?;
            territory.learn(update)?;
            bytes += update.len();
        }
        self.doc = doc;
        self.territory = territory;
        self.ledger = None;
        self.bytes = bytes;
        self.is_measured = false;
        Ok(())
    }

    /// Adds the containers that the schema has and the document lacks. Returns the update that
    /// does so, if any was missing.
    pub(super) fn complete(&mut self) -> Result<Option<Bytes>, Unreadable> {
        let before = self.doc.state_vector();
        if !self.doc.complete() {
            return Ok(None);
        }
        let update = Bytes::from(self.doc.diff(&before));
        self.territory.learn(&update)?;
        self.grew_by(update.len());
        Ok(Some(update))
    }

    /// Reads an update from the network. Nothing else may reach [`Self::apply`].
    pub(super) fn scan(&self, update: &[u8]) -> Result<Scan, Violation> {
        self.territory.scan(update)
    }

    /// Under which id the replica writes what the server adds.
    pub(super) const fn client(&self) -> ClientId {
        self.doc.client()
    }

    /// How many operations of this client the replica has.
    pub(super) fn clock(&self, client: ClientId) -> u32 {
        self.territory.clock(client)
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
        !self.brings_operations(scan) && self.has_deleted(&scan.deletes)
    }

    /// Whether all of these operations are deleted already.
    pub(super) fn has_deleted(&self, operations: &[Operations]) -> bool {
        let ranges = operations
            .iter()
            .map(|deleted| (deleted.client, deleted.clocks.clone()));
        operations.is_empty() || self.doc.has_deleted(ranges)
    }

    /// Takes in an update that passed the guard. Returns what it has altered, if it held anything new.
    pub(super) fn apply(
        &mut self,
        update: &[u8],
        scan: Scan,
    ) -> Result<Option<Vec<Alteration>>, Refused> {
        let limit = self.settings.limits.document_bytes;
        if self.bytes + update.len() > limit {
            self.measure();
            if self.bytes + update.len() > limit {
                return Err(Refused::DocumentTooLarge);
            }
        }
        // What an update deletes is not known before it was taken in; few come near the limit.
        let mut near_limit: Vec<TextId> = Vec::new();
        for (text, gained) in &scan.growth {
            let length = self.doc.text_length(*text).unwrap_or(0);
            if length.saturating_add(*gained) > max_length(*text) {
                near_limit.push(*text);
            }
        }
        let altered = self.take_in(update).map_err(Refused::Spoilt)?;
        let is_too_long =
            |text: &TextId| self.doc.text_length(*text).unwrap_or(0) > max_length(*text);
        if near_limit.iter().any(is_too_long) {
            return Err(Refused::TextTooLong);
        }
        self.territory.take(scan);
        if altered.is_some() {
            self.grew_by(update.len());
        }
        debug_assert_eq!(self.state_vector(), self.doc.state_vector());
        Ok(altered)
    }

    fn take_in(&mut self, update: &[u8]) -> Result<Option<Vec<Alteration>>, ApplyError> {
        let ledger = self.ledger.get_or_insert_with(|| Ledger::of(&self.doc));
        ledger.apply(&self.doc, update)
    }

    /// What the replica holds, once something was taken in.
    pub(super) const fn ledger(&self) -> Option<&Ledger> {
        self.ledger.as_ref()
    }

    /// The comment with this id.
    pub(super) fn comment(&self, id: CommentId) -> Option<Comment> {
        self.doc.comment(id)
    }

    /// Whether there is such an item, in the trash or not.
    pub(super) fn has_item(&self, section: &str, item: ItemId) -> bool {
        self.doc.item_order(section, item).is_some()
    }

    /// How many comments there are.
    pub(super) fn count_comments(&self) -> usize {
        self.doc.count_comments()
    }

    /// Writes something under this id, which nobody else uses. Returns the
    /// update that does so and what it has altered, if anything was written. Takes time in proportion
    /// to the document: an id writes in a replica of its own.
    pub(super) fn write_as(
        &mut self,
        client: ClientId,
        write: impl FnOnce(&PlanDoc) -> Result<(), NotDone>,
    ) -> Result<Option<(Bytes, Vec<Alteration>)>, NotDone> {
        let mut hand = Replica::new(self.settings.schema, client, Arc::new(|| 0));
        if hand.apply(&self.doc.state()).is_err() {
            tracing::error!("a document does not fit into a copy of itself");
            return Err(NotDone::Unsaved);
        }
        write(&hand)?;
        let written = hand.drain().updates;
        if written.is_empty() {
            return Ok(None);
        }
        let Ok(update) = document::merge(&written) else {
            tracing::error!("what the server wrote cannot be merged");
            return Err(NotDone::Unsaved);
        };
        self.measure();
        if self.bytes + update.len() > self.settings.limits.document_bytes {
            return Err(NotDone::TooLarge);
        }
        // The server's own words need no guard; it only has to know of them.
        let (Ok(altered), Ok(())) = (self.take_in(&update), self.territory.learn(&update)) else {
            tracing::error!("what the server wrote does not fit into its document");
            return Err(NotDone::Unsaved);
        };
        let Some(altered) = altered else {
            return Ok(None);
        };
        self.grew_by(update.len());
        Ok(Some((update.into(), altered)))
    }

    fn grew_by(&mut self, bytes: usize) {
        self.bytes += bytes;
        self.is_measured = false;
    }

    /// Finds out how large the document really is. Takes time in proportion to it.
    fn measure(&mut self) {
        if !self.is_measured {
            self.bytes = self.doc.state().len();
            self.is_measured = true;
        }
    }

    /// At most so many bytes the whole document takes.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    pub(super) fn state_vector(&self) -> StateVector {
        self.territory.clocks().collect()
    }

    pub(super) fn diff(&self, known: &StateVector) -> Vec<u8> {
        self.doc.diff(known)
    }

    /// These updates are on disk now.
    pub(super) fn committed(&mut self, updates: impl Iterator<Item = Bytes>) {
        for update in updates {
            self.tail_bytes += update.len();
            self.tail.push(update);
        }
    }

    /// How many updates are on disk and not in the snapshot.
    pub(super) const fn tail_rows(&self) -> usize {
        self.tail.len()
    }

    /// How long they are together, and how long the snapshot is.
    pub(super) fn tail_and_snapshot_bytes(&self) -> (usize, usize) {
        (self.tail_bytes, self.base.as_ref().map_or(0, Bytes::len))
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
        self.tail_bytes = self.tail.iter().map(Bytes::len).sum();
        self.base = Some(state);
        self.base_seq = seq;
    }
}

/// How long a text may be, in UTF-16 units.
const fn max_length(text: TextId) -> u32 {
    match text {
        TextId::Root(_) => MAX_DOCUMENT_TEXT,
        TextId::MadeBy(..) => MAX_TEXT,
    }
}
