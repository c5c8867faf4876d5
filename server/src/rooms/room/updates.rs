//! What happens to an update: from the message to the open batch, or back with a reason.

use bytes::Bytes;
use tandem_plan::document::ApplyError;
use tandem_plan::history::Alteration;
use tandem_plan::ids::ClientId;
use tandem_protocol::close;
use tandem_protocol::event::Event;
use tandem_protocol::frame::Frame;

use super::batch::{Accepted, Batch};
use super::document::{Refused, Unreadable};
use super::refusal::Refusal;
use super::{
    BAD_DATA, ConnectionId, Dialect, Effect, Note, Room, Standing, TOO_MUCH, event_frame, send,
};
use crate::clock::Timestamp;
use crate::history::Origin;
use crate::rooms::guard::{Scan, Violation};
use crate::store::{Author, NewUpdate};

/// Which message an update came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Carrier {
    /// The answer to our step 1: everything that the client has and the room lacks.
    Step2,
    /// One edit, or several merged; also a step 2 that nobody asked for.
    Update,
}

impl Room {
    pub(super) fn update(
        &mut self,
        connection: ConnectionId,
        carrier: Carrier,
        update: &[u8],
        now: Timestamp,
        out: &mut Vec<Effect>,
    ) {
        let Some(peer) = self.peers.get_mut(&connection) else {
            return;
        };
        peer.count += 1;
        if carrier == Carrier::Step2 {
            peer.asked = peer.asked.saturating_sub(1);
        }
        if peer.standing != Standing::InStep {
            let is_old = carrier == Carrier::Update || peer.asked > 0;
            // Asked before the room lost what it could not save, a client leaves just that out: its
            // answer proves nothing.
            if self.is_waiting() {
                if !self.says_nothing_new(update) {
                    self.fall_behind(connection, Standing::Unsaved, out);
                }
                return;
            }
            if is_old {
                return;
            }
            if let Some(peer) = self.peers.get_mut(&connection) {
                peer.standing = Standing::InStep;
            }
        }
        let limit = match carrier {
            Carrier::Step2 => self.settings.limits.step2_bytes,
            Carrier::Update => self.settings.limits.update_bytes,
        };
        if update.len() > limit {
            self.reject(connection, Refusal::TooLarge, out);
            return;
        }
        match self.document.scan(update) {
            Ok(scan) => self.scanned(connection, carrier, update, scan, now, out),
            Err(Violation::Gap) => self.resync(connection, carrier, out),
            Err(Violation::TooMany(..)) => self.reject(connection, Refusal::TooMany, out),
            Err(Violation::Foreign(_) | Violation::Malformed(_)) => {
                self.expel(connection, now, out);
            }
        }
    }

    fn says_nothing_new(&self, update: &[u8]) -> bool {
        let scan = self.document.scan(update);
        scan.is_ok_and(|scan| self.document.holds(&scan))
    }

    /// Goes on with an update that passed the guard.
    fn scanned(
        &mut self,
        connection: ConnectionId,
        carrier: Carrier,
        update: &[u8],
        scan: Scan,
        now: Timestamp,
        out: &mut Vec<Effect>,
    ) {
        let Some(peer) = self.peers.get(&connection) else {
            return;
        };
        let (author, claimed_at) = (peer.member.id, peer.written_at);
        let may_write = peer.member.may(self.key.layer.writing())
            || peer.writes_until.is_some_and(|until| now <= until);
        let takes_nothing = !may_write || self.is_waiting();
        if scan.is_empty() || (takes_nothing && self.document.holds(&scan)) {
            self.acknowledge(connection, out);
            return;
        }
        if !may_write {
            self.reject(connection, Refusal::ReadOnly, out);
            return;
        }
        if self.is_waiting() {
            self.fall_behind(connection, Standing::Unsaved, out);
            return;
        }
        let writers: Vec<_> = scan
            .inserts
            .iter()
            .filter(|inserted| self.document.is_new(inserted))
            .map(|inserted| inserted.client)
            .collect();
        let are_own = writers
            .iter()
            .all(|client| match self.owners.owner(*client) {
                Some(owner) => owner == author,
                // An id that has written and belongs to nobody is the server's.
                None => self.document.clock(*client) == 0,
            });
        if !are_own {
            self.reject(connection, Refusal::NotYours, out);
            return;
        }
        if !self.document.has_deleted(&scan.protected) {
            self.expel(connection, now, out);
            return;
        }
        let since: Vec<_> = scan
            .inserts
            .iter()
            .map(|inserted| (inserted.client, self.document.clock(inserted.client)))
            .collect();
        // What was here before is not believed again, and nobody is told it once more: not all
        // may have it yet, and it need not be what it was.
        let repeats = scan
            .inserts
            .iter()
            .any(|inserted| inserted.clocks.start < self.document.clock(inserted.client));
        let before = repeats.then(|| self.document.state_vector());
        match self.document.apply(update, scan) {
            Ok(None) => self.acknowledge(connection, out),
            Ok(Some(altered)) if self.alters_locked(author, &altered) => {
                self.rebuild(now, out);
                self.reject(connection, Refusal::Locked, out);
                self.charge(connection, now, out);
            }
            Ok(Some(altered)) => {
                for client in &writers {
                    if self.owners.use_id(*client, author) {
                        self.open.clients.push((*client, author));
                    }
                }
                let (frame, bytes) = match before {
                    Some(before) => relayed(&self.document.diff(&before)),
                    None => relayed(update),
                };
                let update = NewUpdate {
                    bytes,
                    author: Author::Member(author),
                    client: writers.first().copied(),
                    at: now,
                    claimed_at,
                    cause: None,
                    step: self.step(),
                };
                self.accept(Some(connection), update, altered, frame, since);
                self.acknowledge(connection, out);
            }
            Err(Refused::DocumentTooLarge) => {
                self.reject(connection, Refusal::DocumentTooLarge, out);
                self.charge(connection, now, out);
            }
            Err(Refused::TextTooLong) => {
                self.rebuild(now, out);
                self.reject(connection, Refusal::TextTooLong, out);
                self.charge(connection, now, out);
            }
            Err(Refused::Spoilt(error)) => {
                tracing::warn!(room = %self.key, member = %author, %error, "an update that passed the guard did not fit");
                self.rebuild(now, out);
                if error == ApplyError::Panic {
                    out.push(Effect::Note(Note::PanicCaught));
                }
                match error {
                    ApplyError::Gap => {
                        self.resync(connection, carrier, out);
                        self.charge(connection, now, out);
                    }
                    ApplyError::Decode(_) | ApplyError::Unfit(_) | ApplyError::Panic => {
                        self.expel(connection, now, out);
                    }
                }
            }
        }
    }

    /// A connection sent what no client of a plan sends: it is told and sent away for good.
    fn expel(&mut self, connection: ConnectionId, now: Timestamp, out: &mut Vec<Effect>) {
        self.reject(connection, Refusal::Violation, out);
        self.close(connection, BAD_DATA, now, out);
    }

    /// What was refused has cost the room time: who does it again and again is sent away for a
    /// while.
    fn charge(&mut self, connection: ConnectionId, now: Timestamp, out: &mut Vec<Effect>) {
        let peer = self.peers.get_mut(&connection);
        if peer.is_some_and(|peer| !peer.rate.pay_for_trouble(now)) {
            self.close(connection, TOO_MUCH, now, out);
        }
    }

    /// Puts an update that is in the document into the open batch, with what it has altered.
    pub(super) fn accept(
        &mut self,
        from: Option<ConnectionId>,
        update: NewUpdate,
        altered: Vec<Alteration>,
        frame: Bytes,
        since: Vec<(ClientId, u32)>,
    ) {
        if let (Author::Member(member), Some(ledger)) = (update.author, self.document.ledger()) {
            let writing = self.writing.as_ref();
            let before = writing.map_or(0, |batch| batch.updates.len()) + self.open.updates.len();
            let origin = Origin {
                seq: self.head_seq + before as u64 + 1,
                member,
                at: update.at,
                claimed_at: update.claimed_at,
                cause: update.cause,
                step: update.step.clone(),
            };
            let told = self.chronicle.tell(&origin, ledger, altered);
            let told = told.into_iter().map(|row| (row.id, row));
            self.open.changes.extend(told);
        }
        self.accepted += 1;
        self.open.updates.push(Accepted {
            index: self.accepted,
            from,
            update,
            frame,
            since,
        });
    }

    /// Adds what the schema has and the document lacks, as an update of the server's own. It has
    /// operations of one client, whom nobody knew before.
    pub(super) fn complete(&mut self, now: Timestamp) -> Result<(), Unreadable> {
        if let Some(missing) = self.document.complete()? {
            let (frame, bytes) = relayed(&missing);
            let update = NewUpdate {
                bytes,
                author: Author::Template,
                client: None,
                at: now,
                claimed_at: None,
                cause: None,
                step: None,
            };
            let since = vec![(self.document.client(), 0)];
            self.accept(None, update, Vec::new(), frame, since);
        }
        Ok(())
    }

    /// The newest batch on its way to the disk, if there is one: who must not hear of anything
    /// that can still be lost waits for it.
    pub(super) fn last_batch(&mut self) -> Option<&mut Batch> {
        if self.open.updates.is_empty() {
            self.writing.as_mut()
        } else {
            Some(&mut self.open)
        }
    }

    /// Says that a connection's updates so far are on disk, as soon as they are.
    fn acknowledge(&mut self, connection: ConnectionId, out: &mut Vec<Effect>) {
        let Some(peer) = self.peers.get(&connection) else {
            return;
        };
        let (count, dialect) = (peer.count, peer.dialect);
        let seq = self.head_seq;
        match self.last_batch() {
            Some(batch) => {
                batch.acks.insert(connection, count);
            }
            None if dialect == Dialect::Extended => {
                send(out, connection, Frame::Ack { count, seq }.encode().into());
            }
            None => {}
        }
    }

    fn reject(&self, connection: ConnectionId, refusal: Refusal, out: &mut Vec<Effect>) {
        let Some(peer) = self.peers.get(&connection) else {
            return;
        };
        let reason = refusal.reason();
        out.push(Effect::Note(Note::Refused(refusal)));
        let frame = match peer.dialect {
            Dialect::Extended => event_frame(&Event::Rejected {
                count: peer.count,
                key: refusal.key().to_owned(),
                reason: reason.to_owned(),
            }),
            Dialect::Stock => Frame::Denied(reason).encode().into(),
        };
        send(out, connection, frame);
    }

    /// A client builds on something that the room does not have: asks for everything it has. If
    /// it has just told everything, that something is lost, and it must give up on this change.
    fn resync(&mut self, connection: ConnectionId, carrier: Carrier, out: &mut Vec<Effect>) {
        let Some(peer) = self.peers.get_mut(&connection) else {
            return;
        };
        if carrier == Carrier::Step2 && peer.asked == 0 {
            self.reject(connection, Refusal::Incomplete, out);
        } else {
            peer.standing = Standing::Behind;
            if peer.asked == 0 {
                self.ask(connection, out);
            }
        }
    }

    /// Makes the replica again without what has just spoilt it.
    fn rebuild(&mut self, now: Timestamp, out: &mut Vec<Effect>) {
        let accepted: Vec<Bytes> = self
            .writing
            .iter()
            .chain([&self.open])
            .flat_map(|batch| &batch.updates)
            .map(|accepted| accepted.update.bytes.clone())
            .collect();
        if self.document.rebuild(&accepted).is_err() {
            self.give_up(now, out);
        }
    }

    /// Lets everybody start over with the room as it is on disk.
    pub(super) fn give_up(&mut self, now: Timestamp, out: &mut Vec<Effect>) {
        let why = (close::RESYNC, "the plan has to be loaded again");
        self.close_all(why, now, out);
        self.is_stopped = true;
        out.push(Effect::Stop);
    }
}

/// The message that passes an update on, and the update inside it. They share their memory, and
/// none with the message that came: that one may lie in a large read buffer.
pub(super) fn relayed(update: &[u8]) -> (Bytes, Bytes) {
    let frame = Bytes::from(Frame::Update(update).encode());
    let bytes = frame.slice(frame.len() - update.len()..);
    (frame, bytes)
}
