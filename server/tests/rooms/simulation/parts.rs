//! What the simulated world is made of beside the room: connections that lose and delay, and a disk
//! that survives.

use std::collections::{BTreeMap, VecDeque};

use super::STRIDE;
use bytes::Bytes;
use tandem_plan::document::PlanDoc;
use tandem_plan::ids::{ClientId, MemberId};
use tandem_server::history::PAUSE;
use tandem_server::rooms::outbox::{Relay, Since};
use tandem_server::rooms::room::{CommitFailure, ConnectionId};
use tandem_server::store::{ChangeId, ChangeRow, LoggedUpdate, RoomWrite, StoredRoom};

pub(super) struct Connection {
    pub(super) id: ConnectionId,
    pub(super) to_room: VecDeque<Vec<u8>>,
    pub(super) to_person: VecDeque<Waiting>,
    /// What was thrown away on the way to them.
    pub(super) lacks: Option<Since>,
    /// The updates of this connection, in the order of their numbers.
    pub(super) sent: Vec<Vec<u8>>,
}

/// A message on its way to a person.
pub(super) enum Waiting {
    Relay(Relay),
    Other(Bytes),
}

/// What survives a crash.
pub(super) struct Disk {
    pub(super) log: Vec<Vec<u8>>,
    /// What the log comes to.
    pub(super) document: PlanDoc,
    pub(super) snapshot: Option<(u64, Vec<u8>)>,
    pub(super) clients: BTreeMap<ClientId, MemberId>,
    /// Who wrote what of the log, and when.
    pub(super) updates: Vec<LoggedUpdate>,
    /// The history.
    pub(super) changes: BTreeMap<ChangeId, ChangeRow>,
    /// How the document was when the log had this length.
    pub(super) states: Vec<(usize, Vec<u8>)>,
}

impl Disk {
    pub(super) fn load(&self) -> StoredRoom {
        let (snapshot_seq, snapshot) = match &self.snapshot {
            Some((seq, state)) => (*seq, Some(state.clone())),
            None => (0, None),
        };
        StoredRoom {
            head_seq: self.log.len() as u64,
            snapshot,
            snapshot_seq,
            tail: self.log[usize::try_from(snapshot_seq).unwrap()..].to_vec(),
            clients: self
                .clients
                .iter()
                .map(|(id, owner)| (*id, *owner))
                .collect(),
            recent: self.recent(),
        }
    }

    /// The changes that ended less than a pause before the last one, the older ones first.
    fn recent(&self) -> Vec<ChangeRow> {
        let last = self.changes.values().map(|row| row.until).max();
        let goes_on = |row: &&ChangeRow| last.is_some_and(|last| last.since(row.until) < PAUSE);
        let mut recent: Vec<ChangeRow> = self.changes.values().filter(goes_on).cloned().collect();
        recent.sort_by_key(|row| (row.until_seq, row.id));
        recent
    }

    pub(super) fn commit(&mut self, write: &RoomWrite) -> Result<(), CommitFailure> {
        if write.first_seq != self.log.len() as u64 + 1 {
            return Err(CommitFailure::Stale);
        }
        for (client, owner) in &write.clients {
            let before = self.clients.insert(*client, *owner);
            assert!(
                before.is_none_or(|before| before == *owner),
                "an id changed hands"
            );
        }
        for update in &write.updates {
            self.document.apply(&update.bytes).unwrap();
            self.log.push(update.bytes.to_vec());
            self.updates.push(LoggedUpdate {
                seq: self.log.len() as u64,
                bytes: update.bytes.to_vec(),
                author: update.author,
                client: update.client,
                at: update.at,
                claimed_at: update.claimed_at,
                cause: update.cause,
                step: update.step.clone(),
            });
        }
        if self.log.len() / STRIDE > (self.log.len() - write.updates.len()) / STRIDE {
            self.states.push((self.log.len(), self.document.state()));
        }
        for change in &write.changes {
            let known = self.changes.insert(change.id, change.clone());
            // Whatever goes on stays what it was.
            let begun = |row: &ChangeRow| (row.member, row.kind, row.spot.clone(), row.at);
            assert!(
                known.is_none_or(|known| begun(&known) == begun(change)),
                "{change:?}"
            );
        }
        Ok(())
    }

    /// Whether everything in an update is on disk.
    pub(super) fn holds(&self, update: &[u8]) -> bool {
        self.document.apply(update) == Ok(false)
    }
}

impl Connection {
    pub(super) fn relay(&mut self, relay: &Relay) {
        match &mut self.lacks {
            Some(lacks) => lacks.widen(&relay.since),
            None => self.to_person.push_back(Waiting::Relay(relay.clone())),
        }
    }

    pub(super) fn overflow(&mut self) {
        let lacks = self.lacks.get_or_insert_default();
        self.to_person.retain(|waiting| match waiting {
            Waiting::Relay(relay) => {
                lacks.widen(&relay.since);
                false
            }
            Waiting::Other(_) => true,
        });
    }
}
