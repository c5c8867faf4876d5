//! From the open batch to the disk, and what follows when it is there, or is not.

use bytes::Bytes;
use tandem_protocol::close;
use tandem_protocol::event::Event;
use tandem_protocol::frame::Frame;

use super::peer::Standing;
use super::{CommitFailure, ConnectionId, Dialect, Effect, NotDone, Note, Room, event_frame, send};
use crate::clock::Timestamp;
use crate::store::RoomWrite;

/// How often the waiting time is doubled at most.
const MAX_DOUBLINGS: u32 = 5;

/// A log behind the snapshot that is so short, in bytes, is read in no time, however small the
/// snapshot is.
const SMALL_TAIL: usize = 64 * 1_024;

/// Nothing can be saved.
#[derive(Debug)]
pub(super) struct Trouble {
    /// When it is tried again; `None` while it is being tried.
    retry_at: Option<Timestamp>,
    failures: u32,
}

impl Trouble {
    pub(super) const fn retry_at(&self) -> Option<Timestamp> {
        self.retry_at
    }
}

impl Room {
    /// Whether it is too early to try to save again: no update is taken meanwhile.
    pub(super) fn is_waiting(&self) -> bool {
        self.trouble
            .as_ref()
            .is_some_and(|trouble| trouble.retry_at.is_some())
    }

    /// Whether there is a batch for the writer.
    #[must_use]
    pub fn wants_to_write(&self) -> bool {
        let has_work = self.writing.is_none() && !self.open.updates.is_empty();
        has_work && !self.is_stopped && !self.is_waiting()
    }

    /// Hands the open batch to the writer.
    pub(super) fn write(&mut self, out: &mut Vec<Effect>) {
        if !self.wants_to_write() {
            return;
        }
        let batch = std::mem::take(&mut self.open);
        out.push(Effect::Commit(RoomWrite {
            room: self.key,
            first_seq: self.head_seq + 1,
            updates: batch
                .updates
                .iter()
                .map(|accepted| accepted.update.clone())
                .collect(),
            clients: batch.clients.clone(),
            changes: batch.changes.values().cloned().collect(),
        }));
        self.chronicle.handed_in();
        self.writing = Some(batch);
    }

    /// The batch is on disk: now it may be seen.
    pub(super) fn committed(&mut self, now: Timestamp, out: &mut Vec<Effect>) {
        let Some(mut batch) = self.writing.take() else {
            return;
        };
        self.trouble = None;
        self.written_at = Some(now);
        if let Some(oldest) = batch.updates.first() {
            let lag = now.since(oldest.update.at);
            out.push(Effect::Note(Note::Acknowledged(lag)));
        }
        self.head_seq += batch.updates.len() as u64;
        self.document.committed(
            batch
                .updates
                .iter()
                .map(|accepted| accepted.update.bytes.clone()),
        );
        self.owners.committed(&batch.clients);
        self.chronicle.committed();
        // Answers first: what is relayed behind them builds on them.
        for answer in std::mem::take(&mut batch.answers) {
            if self.peers.contains_key(&answer.to) {
                send(out, answer.to, answer.frame);
            }
        }
        for (index, from, relay) in batch.relays() {
            let to = self.peers.iter().filter(|(to, peer)| {
                Some(**to) != from && peer.relay_after.is_some_and(|after| index > after)
            });
            let to: Vec<ConnectionId> = to.map(|(to, _)| *to).collect();
            if !to.is_empty() {
                out.push(Effect::Relay { to, relay });
            }
        }
        for (to, at) in batch.replies {
            out.push(Effect::Reply { to, answer: Ok(at) });
        }
        let seq = self.head_seq;
        for (to, count) in batch.acks {
            let is_extended = |peer: &super::Peer| peer.dialect == Dialect::Extended;
            if self.peers.get(&to).is_some_and(is_extended) {
                send(out, to, Frame::Ack { count, seq }.encode().into());
            }
        }
    }

    /// The batch is not on disk: forgets it and what came behind it, and lets everybody send
    /// again what they have, a little later.
    pub(super) fn commit_failed(
        &mut self,
        failure: CommitFailure,
        now: Timestamp,
        out: &mut Vec<Effect>,
    ) {
        let Some(writing) = self.writing.take() else {
            return;
        };
        let open = std::mem::take(&mut self.open);
        for batch in [&writing, &open] {
            self.owners.failed(&batch.clients);
            for (to, _) in &batch.replies {
                let answer = Err(NotDone::Unsaved);
                out.push(Effect::Reply { to: *to, answer });
            }
        }
        self.chronicle.failed();
        // What they had written may be known to nobody: no id is used again for something else.
        self.hands.clear();
        if failure == CommitFailure::Stale || self.document.rebuild(&[]).is_err() {
            self.give_up(now, out);
            return;
        }
        let failures = self.trouble.take().map_or(0, |trouble| trouble.failures) + 1;
        let wait = self.settings.limits.retry * 2_u32.pow((failures - 1).min(MAX_DOUBLINGS));
        self.trouble = Some(Trouble {
            retry_at: Some(now.after(wait)),
            failures,
        });
        let connections: Vec<ConnectionId> = self.peers.keys().copied().collect();
        for connection in connections {
            // Whoever waits for an acknowledgement has something in there.
            let has_lost = [&writing, &open]
                .iter()
                .any(|batch| batch.acks.contains_key(&connection));
            let standing = if has_lost {
                Standing::Unsaved
            } else {
                Standing::Behind
            };
            self.fall_behind(connection, standing, out);
        }
        if self.complete(now).is_err() {
            self.give_up(now, out);
            return;
        }
        for answer in writing.answers.into_iter().chain(open.answers) {
            self.answer(answer.to, answer.vector, out);
        }
    }

    /// From now on a connection has to tell again what it has, and is told once that something
    /// of it could not be saved.
    pub(super) fn fall_behind(
        &mut self,
        connection: ConnectionId,
        standing: Standing,
        out: &mut Vec<Effect>,
    ) {
        let Some(peer) = self.peers.get_mut(&connection) else {
            return;
        };
        if peer.standing == Standing::Unsaved {
            return;
        }
        peer.standing = standing;
        if standing == Standing::Unsaved && peer.dialect == Dialect::Extended {
            send(out, connection, event_frame(&Event::CannotSave));
        }
    }

    pub(super) fn tick(&mut self, now: Timestamp, out: &mut Vec<Effect>) {
        self.refresh_presences(now, out);
        let is_due = |at: Timestamp| at <= now;
        if let Some(trouble) = &mut self.trouble
            && trouble.retry_at.is_some_and(is_due)
        {
            trouble.retry_at = None;
            let behind: Vec<ConnectionId> = self
                .peers
                .iter()
                .filter(|(_, peer)| peer.standing != Standing::InStep)
                .map(|(connection, _)| *connection)
                .collect();
            for connection in behind {
                self.ask(connection, out);
            }
        }
    }

    /// A snapshot is on disk, or could not be made.
    pub(super) fn compacted(&mut self, snapshot: Option<(u64, Bytes)>) {
        self.is_compacting = false;
        let limits = &self.settings.limits;
        match snapshot {
            Some((seq, state)) => {
                self.document.compacted(seq, state);
                self.written_at = None;
                self.compact_at = limits.snapshot_rows;
            }
            // Not again with every update: only when the log has grown by as much once more.
            None => self.compact_at = self.document.tail_rows() + limits.snapshot_rows,
        }
    }

    /// Whether nothing is on its way to the disk, or nothing gets there.
    pub(super) fn is_settled(&self) -> bool {
        self.writing.is_none() && (self.open.updates.is_empty() || self.trouble.is_some())
    }

    /// Whether the log behind the snapshot is long enough for another one: in rows, or beside the
    /// snapshot. When nothing happens there is time for less.
    fn is_long(&self, has_time: bool) -> bool {
        let limits = &self.settings.limits;
        let rows = self.document.tail_rows();
        let (tail, snapshot) = self.document.tail_and_snapshot_bytes();
        let is_heavy = tail > SMALL_TAIL && tail > 2 * snapshot;
        rows >= limits.snapshot_rows
            || is_heavy
            || (rows >= limits.snapshot_rows_when_idle && has_time)
    }

    /// Whether nobody has written for a long time.
    fn is_quiet(&self, now: Timestamp) -> bool {
        self.quiet_at().is_some_and(|at| at <= now)
    }

    /// When a room in which somebody wrote counts as quiet.
    pub(super) fn quiet_at(&self) -> Option<Timestamp> {
        let limits = &self.settings.limits;
        let has_enough = self.document.tail_rows() >= limits.snapshot_rows_when_idle;
        let since = self.written_at.filter(|_| has_enough && self.is_settled());
        since.map(|since| since.after(limits.quiet))
    }

    /// Shortens the log when it is long, and leaves when nobody has been here for a while.
    pub(super) fn compact_or_stop(&mut self, now: Timestamp, out: &mut Vec<Effect>) {
        let is_settled = self.is_settled();
        if self.is_stopped {
            return;
        }
        if self.is_stopping {
            if is_settled {
                let why = (close::RESTARTING, "the server is restarting");
                self.close_all(why, now, out);
                self.is_stopped = true;
                out.push(Effect::Stop);
            }
            return;
        }
        if self.is_compacting {
            return;
        }
        let is_idle = self
            .idle_since
            .is_some_and(|since| since.after(self.settings.limits.idle) <= now);
        let has_failed = self.compact_at > self.settings.limits.snapshot_rows;
        if self.is_long(is_idle || self.is_quiet(now)) && !has_failed
            || self.document.tail_rows() >= self.compact_at
        {
            self.is_compacting = true;
            out.push(Effect::Compact(self.document.compaction()));
        } else if is_idle && is_settled {
            self.is_stopped = true;
            out.push(Effect::Stop);
        }
    }
}
