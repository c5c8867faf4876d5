//! What waits to be sent to one connection: bounded, because a client that does not read must
//! not make the server keep the plan's whole traffic for it.
//!
//! When the bound is reached everything that waits is thrown away and the connection is closed,
//! so that the client comes back and synchronises: an update is never dropped silently.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tandem_protocol::close;
use tokio::sync::Notify;

/// The most messages that wait for one connection.
const MAX_MESSAGES: usize = 256;
/// The most bytes that wait for one connection.
const MAX_BYTES: usize = 4 * 1_024 * 1_024;
/// What one message counts at most. A whole document may be longer than all that may wait, and
/// yet what is relayed behind it must find room.
const MAX_COUNTED: usize = MAX_BYTES / 2;

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
    /// Close; nothing comes any more.
    End(End),
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
    waiting: Mutex<Waiting>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct Waiting {
    frames: VecDeque<Bytes>,
    /// Of all of them, as far as they count.
    bytes: usize,
    end: Option<End>,
    reader_is_gone: bool,
}

/// Both ends of a new outbox.
pub(super) fn outbox() -> (Outbox, Outgoings) {
    let shared = Arc::new(Shared {
        waiting: Mutex::default(),
        changed: Notify::new(),
    });
    (Outbox(Arc::clone(&shared)), Outgoings(shared))
}

impl Outbox {
    /// Lets a message wait.
    pub(super) fn push(&self, frame: Bytes) -> Result<(), Closed> {
        let mut waiting = self.0.lock();
        if waiting.reader_is_gone || waiting.end.is_some() {
            return Err(Closed);
        }
        let bytes = waiting.bytes + frame.len().min(MAX_COUNTED);
        let is_full = waiting.frames.len() >= MAX_MESSAGES || bytes > MAX_BYTES;
        if is_full {
            waiting.frames.clear();
            waiting.bytes = 0;
            waiting.end = Some(End {
                code: close::TOO_SLOW,
                reason: "the client did not read for too long",
            });
        } else {
            waiting.bytes = bytes;
            waiting.frames.push_back(frame);
        }
        drop(waiting);
        self.0.changed.notify_one();
        if is_full { Err(Closed) } else { Ok(()) }
    }

    /// Closes the connection after what waits.
    pub(super) fn close(self, end: End) {
        self.0.lock().end.get_or_insert(end);
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
                if !waiting.frames.is_empty() {
                    waiting.bytes = 0;
                    return Outgoing::Frames(std::mem::take(&mut waiting.frames));
                }
                if let Some(end) = waiting.end {
                    return Outgoing::End(end);
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
        waiting.frames.clear();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(length: usize) -> Bytes {
        vec![7; length].into()
    }

    #[tokio::test]
    async fn what_waits_comes_at_once_and_then_the_end() {
        let (outbox, mut outgoings) = outbox();
        outbox.push(frame(1)).unwrap();
        outbox.push(frame(2)).unwrap();
        let end = End {
            code: close::RESTARTING,
            reason: "bye",
        };
        outbox.close(end);
        let frames = VecDeque::from([frame(1), frame(2)]);
        assert_eq!(outgoings.next().await, Outgoing::Frames(frames));
        assert_eq!(outgoings.next().await, Outgoing::End(end));
        assert_eq!(outgoings.next().await, Outgoing::End(end));
    }

    #[tokio::test]
    async fn a_client_that_does_not_read_is_closed_and_comes_back() {
        let cases: &[(usize, usize)] = &[(1, MAX_MESSAGES), (MAX_BYTES / 4, 4), (2 * MAX_BYTES, 2)];
        for &(length, fits) in cases {
            let (outbox, mut outgoings) = outbox();
            for _ in 0..fits {
                assert_eq!(outbox.push(frame(length)), Ok(()));
            }
            assert_eq!(outbox.push(frame(length)), Err(Closed));
            let Outgoing::End(end) = outgoings.next().await else {
                panic!("frames were left of {fits} × {length}");
            };
            assert_eq!(end.code, close::TOO_SLOW);
        }
    }

    #[test]
    fn what_is_relayed_behind_a_long_document_finds_room() {
        let (outbox, _outgoings) = outbox();
        for length in [4 * MAX_BYTES, 100, 100] {
            assert_eq!(outbox.push(frame(length)), Ok(()), "{length}");
        }
    }

    #[tokio::test]
    async fn an_outbox_that_is_lost_sends_the_client_back() {
        let (outbox, mut outgoings) = outbox();
        let waits = tokio::spawn(async move { outgoings.next().await });
        drop(outbox);
        assert!(matches!(waits.await.unwrap(), Outgoing::End(end) if end.code == close::RESYNC));
    }

    #[test]
    fn nothing_waits_for_a_reader_that_is_gone() {
        let (outbox, outgoings) = outbox();
        drop(outgoings);
        assert_eq!(outbox.push(frame(1)), Err(Closed));
    }
}
