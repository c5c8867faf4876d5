//! What waits to be sent to one connection: bounded, because a client that does not read must
//! not make the server keep the plan's whole traffic for it.
//!
//! Updates that wait behind each other leave as one. When the bound is reached, those that wait
//! are thrown away and what the connection lacks is noted instead; when everything else has left,
//! the room makes one update of it. So an update is never dropped silently, and a slow client gets
//! bigger messages, not more.

#[cfg(test)]
mod tests;

use std::collections::{HashMap, VecDeque};
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tandem_plan::document;
use tandem_plan::ids::ClientId;
use tandem_protocol::close;
use tandem_protocol::frame::Frame;
use tokio::sync::Notify;

use crate::metrics::Metrics;

/// From so many updates behind each other on they leave as one.
const MERGED_FROM: usize = 4;

/// Why a connection is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// The close code.
    pub code: u16,
    /// Why, for people.
    pub reason: &'static str,
}

/// What comes next for a connection.
#[derive(Debug, PartialEq, Eq)]
pub enum Outgoing {
    /// Send these messages.
    Frames(VecDeque<Bytes>),
    /// Everything has left, and updates were thrown away meanwhile: ask the room for what is
    /// lacking.
    Resync,
    /// Close; nothing comes any more.
    End(End),
}

/// An update for everybody in a room.
#[derive(Debug, Clone)]
pub struct Relay {
    /// The whole message. Receivers share it.
    pub frame: Bytes,
    /// How many operations of the clients in it its receivers had before.
    pub since: Arc<[(ClientId, u32)]>,
}

/// What a connection has of some clients: less than the room has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Since(HashMap<ClientId, u32>);

impl Since {
    /// So little is there of these clients, if not even less.
    pub fn widen(&mut self, since: &[(ClientId, u32)]) {
        for (client, clock) in since {
            let had = self.0.entry(*client).or_insert(*clock);
            *had = (*had).min(*clock);
        }
    }
}

impl IntoIterator for Since {
    type Item = (ClientId, u32);
    type IntoIter = std::collections::hash_map::IntoIter<ClientId, u32>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// The connection cannot be sent anything any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Closed;

/// The room's end of what waits for a connection. Dropped without a word, it lets the client
/// come back and synchronise.
#[derive(Debug)]
pub(super) struct Outbox(Arc<Shared>);

/// The connection's end.
#[derive(Debug)]
pub struct Outgoings(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    metrics: Metrics,
    limits: OutboxLimits,
    waiting: Mutex<Waiting>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct Waiting {
    messages: VecDeque<Message>,
    /// Of all of them, as far as they count.
    bytes: usize,
    /// What was thrown away.
    lacks: Option<Since>,
    /// Whether the connection was told to ask for it.
    has_asked: bool,
    end: Option<End>,
    reader_is_gone: bool,
}

#[derive(Debug)]
enum Message {
    Relay(Relay),
    Other(Bytes),
}

/// How much waits for one connection at most.
#[derive(Debug, Clone, Copy)]
pub(super) struct OutboxLimits {
    pub(super) messages: usize,
    pub(super) bytes: usize,
}

impl OutboxLimits {
    /// What a message counts: a whole document may be longer than all that may wait, and yet what
    /// is relayed behind it must find room.
    fn counted(self, message: &Message) -> usize {
        let (Message::Relay(Relay { frame, .. }) | Message::Other(frame)) = message;
        frame.len().min(self.bytes / 2)
    }
}

/// Both ends of a new outbox.
pub(super) fn outbox(limits: OutboxLimits, metrics: Metrics) -> (Outbox, Outgoings) {
    let shared = Arc::new(Shared {
        metrics,
        limits,
        waiting: Mutex::default(),
        changed: Notify::new(),
    });
    (Outbox(Arc::clone(&shared)), Outgoings(shared))
}

/// How an update found its way into an outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relayed {
    /// It waits.
    Waits,
    /// With it the connection began to lack something.
    Overflowed,
    /// The connection lacks something already, and now this too.
    Lacking,
}

impl Outbox {
    /// Lets a message wait.
    pub(super) fn push(&self, frame: Bytes) -> Result<(), Closed> {
        let mut waiting = self.0.lock();
        waiting.check()?;
        let message = Message::Other(frame);
        let limits = self.0.limits;
        if waiting.is_full_for(&message, limits) {
            waiting.throw_relays_away(limits);
        }
        if waiting.is_full_for(&message, limits) {
            waiting.messages.clear();
            waiting.bytes = 0;
            waiting.end = Some(End {
                code: close::TOO_SLOW,
                reason: "the client did not read for too long",
            });
            drop(waiting);
            self.0.changed.notify_one();
            return Err(Closed);
        }
        waiting.push(message, limits);
        drop(waiting);
        self.0.changed.notify_one();
        Ok(())
    }

    /// Lets an update wait, or notes that it is lacking.
    pub(super) fn relay(&self, relay: &Relay) -> Result<Relayed, Closed> {
        let mut waiting = self.0.lock();
        waiting.check()?;
        if let Some(lacks) = &mut waiting.lacks {
            lacks.widen(&relay.since);
            return Ok(Relayed::Lacking);
        }
        let message = Message::Relay(relay.clone());
        let limits = self.0.limits;
        let overflows = waiting.is_full_for(&message, limits);
        if overflows {
            waiting.throw_relays_away(limits);
            waiting.lacks.get_or_insert_default().widen(&relay.since);
        } else {
            waiting.push(message, limits);
        }
        drop(waiting);
        self.0.changed.notify_one();
        Ok(if overflows {
            Relayed::Overflowed
        } else {
            Relayed::Waits
        })
    }

    /// What was thrown away; from now on updates wait again.
    pub(super) fn take_lacks(&self) -> Option<Since> {
        let mut waiting = self.0.lock();
        waiting.has_asked = false;
        waiting.lacks.take()
    }

    /// Closes the connection after what waits.
    pub(super) fn close(self, end: End) {
        self.0.lock().end.get_or_insert(end);
    }
}

impl Waiting {
    fn check(&self) -> Result<(), Closed> {
        if self.reader_is_gone || self.end.is_some() {
            Err(Closed)
        } else {
            Ok(())
        }
    }

    fn is_full_for(&self, message: &Message, limits: OutboxLimits) -> bool {
        self.messages.len() >= limits.messages
            || self.bytes + limits.counted(message) > limits.bytes
    }

    fn push(&mut self, message: Message, limits: OutboxLimits) {
        self.bytes += limits.counted(&message);
        self.messages.push_back(message);
    }

    fn throw_relays_away(&mut self, limits: OutboxLimits) {
        let lacks = self.lacks.get_or_insert_default();
        self.messages.retain(|message| match message {
            Message::Relay(relay) => {
                lacks.widen(&relay.since);
                false
            }
            Message::Other(_) => true,
        });
        let counted = self.messages.iter().map(|message| limits.counted(message));
        self.bytes = counted.sum();
    }

    /// Everything that waits, as few messages as possible.
    fn take(&mut self) -> VecDeque<Bytes> {
        self.bytes = 0;
        if self.messages.len() < MERGED_FROM {
            let frames = self.messages.drain(..).map(|message| match message {
                Message::Relay(Relay { frame, .. }) | Message::Other(frame) => frame,
            });
            return frames.collect();
        }
        let mut frames = VecDeque::with_capacity(self.messages.len());
        let mut relays: Vec<Bytes> = Vec::new();
        for message in self.messages.drain(..) {
            match message {
                Message::Relay(relay) => relays.push(relay.frame),
                Message::Other(frame) => {
                    leave(&mut relays, &mut frames);
                    frames.push_back(frame);
                }
            }
        }
        leave(&mut relays, &mut frames);
        frames
    }
}

/// Lets updates leave, as one if they are many.
fn leave(relays: &mut Vec<Bytes>, frames: &mut VecDeque<Bytes>) {
    if relays.len() >= MERGED_FROM
        && let Some(merged) = merge(relays)
    {
        relays.clear();
        frames.push_back(merged);
    }
    frames.extend(relays.drain(..));
}

/// One message for several updates.
fn merge(frames: &[Bytes]) -> Option<Bytes> {
    let updates: Option<Vec<&[u8]>> = frames
        .iter()
        .map(|frame| match Frame::decode(frame) {
            Ok(Frame::Update(update)) => Some(update),
            _ => None,
        })
        .collect();
    let merged = document::merge(&updates?).ok()?;
    Some(Frame::Update(&merged).encode().into())
}

/// What waits, for a moment; the gauge is told what became of it.
struct Guard<'a> {
    metrics: &'a Metrics,
    before: usize,
    waiting: MutexGuard<'a, Waiting>,
}

impl Deref for Guard<'_> {
    type Target = Waiting;

    fn deref(&self) -> &Waiting {
        &self.waiting
    }
}

impl DerefMut for Guard<'_> {
    fn deref_mut(&mut self) -> &mut Waiting {
        &mut self.waiting
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        if self.waiting.bytes != self.before {
            self.metrics
                .waiting_changed(self.before, self.waiting.bytes);
        }
    }
}

impl Drop for Outbox {
    fn drop(&mut self) {
        self.0.lock().end.get_or_insert(End {
            code: close::RESYNC,
            reason: "the plan has to be loaded again",
        });
        self.0.changed.notify_one();
    }
}

impl Outgoings {
    /// Waits for what comes next. After the end comes the end again.
    pub async fn next(&mut self) -> Outgoing {
        loop {
            {
                let mut waiting = self.0.lock();
                if !waiting.messages.is_empty() {
                    return Outgoing::Frames(waiting.take());
                }
                if let Some(end) = waiting.end {
                    return Outgoing::End(end);
                }
                if waiting.lacks.is_some() && !waiting.has_asked {
                    waiting.has_asked = true;
                    return Outgoing::Resync;
                }
            }
            self.0.changed.notified().await;
        }
    }
}

impl Drop for Outgoings {
    fn drop(&mut self) {
        let mut waiting = self.0.lock();
        waiting.reader_is_gone = true;
        waiting.messages.clear();
        waiting.bytes = 0;
    }
}

impl Shared {
    fn lock(&self) -> Guard<'_> {
        let waiting = self.waiting.lock();
        let waiting = waiting.unwrap_or_else(PoisonError::into_inner);
        Guard {
            metrics: &self.metrics,
            before: waiting.bytes,
            waiting,
        }
    }
}
