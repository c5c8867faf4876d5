//! How edits get onto the wire: at once, later and as one where the socket is crowded, or one by
//! one in the server's measure where each of many must be able to fail alone.

use tandem_plan::document::StateVector;
use tandem_protocol::frame::Frame;

use super::{Connection, Effect, Now, Phase, Session};
use crate::sync::saving::About;

/// With more than this waiting in the socket, edits are kept back and sent as one later.
const CROWDED_BYTES: u32 = 256 * 1_024;
/// How soon a crowded socket is looked at again.
const CROWDED_MS: u64 = 250;
/// So many messages of a queue go at once. The server takes sixty a second over a longer time.
const AT_ONCE: usize = 20;
/// How soon the next ones follow.
const PACE_MS: u64 = 500;
/// So many bytes of a queue go in a second, a little less than the server takes.
const BYTES_PER_SECOND: u64 = 192 * 1_024;

/// What was written before that is said to be old when it is sent.
const LONG_AGO_MS: u64 = 60_000;

/// Edits are kept back until the socket has room.
#[derive(Debug)]
pub(super) struct Crowded {
    /// When to look again.
    pub(super) until: u64,
    /// What this tab had before the first edit that was kept back.
    known: StateVector,
}

/// A message that waits for its turn.
#[derive(Debug)]
pub(super) struct Queued {
    pub(super) about: About,
    /// When it was written, in milliseconds since 1970, if that was before it was made again.
    pub(super) since: Option<u64>,
    pub(super) update: Vec<u8>,
}

/// How long ago this was, if it was long ago.
pub(super) fn ago(since: u64, now: Now) -> u64 {
    let ago = now.unix_ms.saturating_sub(since);
    if ago >= LONG_AGO_MS { ago } else { 0 }
}

/// Says how long ago the messages from here on were written, unless that was said last.
pub(super) fn say(said: u64, ago: u64, effects: &mut Vec<Effect>) -> u64 {
    if said != ago {
        effects.push(Effect::Send(Frame::Written { ago }.encode()));
    }
    ago
}

impl Session {
    /// Edits are kept back from now on if the socket has more than enough to send.
    pub(super) fn look_for_room(&mut self, now: Now) {
        if let Phase::Open(connection) = &mut self.phase
            && connection.is_answered
            && connection.crowded.is_none()
            && self.recovery.is_none()
            && self.queue.is_empty()
            && self.device.claim.is_none()
            && now.unsent_bytes > CROWDED_BYTES
        {
            connection.crowded = Some(Crowded {
                until: now.ms + CROWDED_MS,
                known: self.replica.state_vector(),
            });
        }
    }

    pub(super) fn send_update(&mut self, update: Vec<u8>, about: About, effects: &mut Vec<Effect>) {
        let Phase::Open(connection) = &self.phase else {
            return;
        };
        // Before the server has told what it lacks there is nothing to do: the edit is in the
        // replica, and the answer to the server will hold it. While a fresh replica is on its way,
        // the edit is made again in that one.
        if !connection.is_answered || connection.crowded.is_some() || self.recovery.is_some() {
            return;
        }
        if self.queue.is_empty() && self.device.claim.is_none() {
            effects.push(Effect::Send(Frame::Update(&update).encode()));
            self.ledger.sent_all();
        } else {
            // It may build on what waits.
            self.queue.push_back(Queued {
                about,
                since: None,
                update,
            });
        }
    }

    /// Sends the edits that were kept back, as one, when the socket has room again.
    pub(super) fn catch_up(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let Phase::Open(connection) = &mut self.phase else {
            return;
        };
        let Some(mut crowded) = connection.crowded.take() else {
            return;
        };
        if now.unsent_bytes > CROWDED_BYTES {
            crowded.until = now.ms + CROWDED_MS;
            connection.crowded = Some(crowded);
        } else if self.ledger.has_unsent() {
            let update = self.replica.diff(&crowded.known);
            effects.push(Effect::Send(Frame::Update(&update).encode()));
            self.ledger.sent_all();
        }
    }

    /// Whether messages wait for nothing but their time.
    pub(super) fn has_queued(&self) -> bool {
        !self.queue.is_empty() && self.device.claim.is_none()
    }

    /// Sends the next messages of the queue.
    pub(super) fn send_queued(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let is_held = self.device.claim.is_some();
        let Phase::Open(Connection {
            queue_at,
            is_answered: true,
            ..
        }) = &mut self.phase
        else {
            return;
        };
        if is_held {
            return;
        }
        if now.unsent_bytes > CROWDED_BYTES {
            *queue_at = now.ms + CROWDED_MS;
            return;
        }
        let (mut bytes, mut said) = (0, 0);
        for _ in 0..AT_ONCE {
            let is_enough = bytes * 1_000 > BYTES_PER_SECOND * PACE_MS;
            let Some(queued) = self.queue.pop_front_if(|_| !is_enough) else {
                break;
            };
            let frame = Frame::Update(&queued.update).encode();
            bytes += frame.len() as u64;
            said = say(
                said,
                queued.since.map_or(0, |since| ago(since, now)),
                effects,
            );
            effects.push(Effect::Send(frame));
            self.ledger.sent_one(queued.about);
        }
        *queue_at = now.ms + PACE_MS.max(bytes * 1_000 / BYTES_PER_SECOND);
        say(said, 0, effects);
    }
}
