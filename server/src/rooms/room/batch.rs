//! Updates on their way to the disk, and who waits for them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use bytes::Bytes;
use tandem_plan::document::{self, StateVector};
use tandem_plan::ids::{ClientId, MemberId};
use tandem_protocol::frame::Frame;

use super::{ConnectionId, ReplyId};
use crate::clock::Timestamp;
use crate::rooms::outbox::{Relay, Since};
use crate::store::{ChangeId, ChangeRow, NewUpdate};

/// An update that is in the document and not on disk yet.
pub(super) struct Accepted {
    /// The how-manieth accepted update of this room it is, in this life of the room.
    pub(super) index: u64,
    /// Who sent it; `None` for the server's own.
    pub(super) from: Option<ConnectionId>,
    pub(super) update: NewUpdate,
    /// The message that the others get.
    pub(super) frame: Bytes,
    /// What its receivers had before.
    pub(super) since: Vec<(ClientId, u32)>,
}

/// What somebody asked for and gets when everything in it is on disk.
pub(super) struct Answer {
    pub(super) to: ConnectionId,
    /// What they have.
    pub(super) vector: StateVector,
    /// The step 2 for them.
    pub(super) frame: Bytes,
}

/// Updates that are written together.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) updates: Vec<Accepted>,
    /// Clients that made operations in these updates for the first time.
    pub(super) clients: Vec<(ClientId, MemberId)>,
    /// What these updates did, for the history.
    pub(super) changes: BTreeMap<ChangeId, ChangeRow>,
    /// For each connection, how many of its updates are settled when this batch is on disk.
    pub(super) acks: HashMap<ConnectionId, u64>,
    pub(super) answers: Vec<Answer>,
    /// Who is told that what they said is on disk, and when it was said.
    pub(super) replies: Vec<(ReplyId, Timestamp)>,
}

/// Up to how many bytes updates are merged for those who get them.
const MAX_MERGED: usize = 1_024 * 1_024;

impl Batch {
    /// What the others are sent of it: as few messages as possible, each with the number of its
    /// last update, and whose connection need not get it.
    pub(super) fn relays(&self) -> Vec<(u64, Option<ConnectionId>, Relay)> {
        let bytes: usize = self.updates.iter().map(|one| one.update.bytes.len()).sum();
        if self.updates.len() > 1
            && bytes <= MAX_MERGED
            && let Some(merged) = self.merged()
        {
            return vec![merged];
        }
        let each = self.updates.iter().map(|one| {
            let relay = Relay {
                frame: one.frame.clone(),
                since: Arc::from(one.since.as_slice()),
            };
            (one.index, one.from, relay)
        });
        each.collect()
    }

    fn merged(&self) -> Option<(u64, Option<ConnectionId>, Relay)> {
        let (first, last) = (self.updates.first()?, self.updates.last()?);
        let updates: Vec<&Bytes> = self.updates.iter().map(|one| &one.update.bytes).collect();
        let merged = document::merge(&updates)
            .inspect_err(|error| tracing::error!(%error, "a batch could not be merged"))
            .ok()?;
        let mut since = Since::default();
        for one in &self.updates {
            since.widen(&one.since);
        }
        let relay = Relay {
            frame: Frame::Update(&merged).encode().into(),
            since: since.into_iter().collect(),
        };
        let is_one_persons = self.updates.iter().all(|one| one.from == first.from);
        Some((last.index, first.from.filter(|_| is_one_persons), relay))
    }
}
