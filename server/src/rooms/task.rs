//! The loop around one room: takes what comes, asks the [`Room`] what follows, and does it.
//!
//! It decides nothing. Whatever happens to it, every connection is told to come back: outboxes
//! that are dropped say so.

use std::collections::HashMap;
use std::future::pending;
use std::pin::pin;
use std::sync::Arc;

use bytes::Bytes;
use tandem_plan::ids::MemberId;
use tandem_protocol::layer::Layer;
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until};

use super::compaction::Compaction;
use super::outbox::{End, Outbox};
use super::room::{
    CommitFailure, ConnectionId, Deed, Effect, Ended, MemberList, NotDone, Note, Opening, ReplyId,
    Room, RoomEvent, Visitor,
};
use super::settings::Settings;
use super::writer::{Done, Writer};
use crate::clock::{SharedClock, Timestamp};
use crate::metrics::Metrics;
use crate::store::{RoomKey, Store, StoreError};
use crate::workshop::{self, Workshop};

/// How many messages are read behind each other before anything else gets its turn.
const MAIL_AT_ONCE: usize = 64;

/// What is said to a room.
#[derive(Debug)]
pub(super) enum Mail {
    Join(Box<Arrival>),
    Frame {
        connection: ConnectionId,
        bytes: Bytes,
        /// The room that the message takes in the mailbox.
        _space: OwnedSemaphorePermit,
    },
    /// A connection has sent everything but what was thrown away.
    Resync {
        connection: ConnectionId,
    },
    Leave {
        connection: ConnectionId,
    },
    Members(MemberList),
    /// A session or token has ended, or stands for somebody else.
    Ended(Ended),
    /// Somebody wants the server to write something in their name, and waits until it is on disk.
    Deed {
        by: MemberId,
        /// Everybody who belongs to the plan.
        members: MemberList,
        deed: Deed,
        answer: oneshot::Sender<Result<Timestamp, NotDone>>,
    },
    /// Somebody wants to know who is here, and since when.
    WhoIsHere {
        answer: oneshot::Sender<Vec<(MemberId, Timestamp)>>,
    },
    /// The workshop of the plan is on disk as it is now.
    Workshop(Option<Arc<Workshop>>),
    /// The plan has been deleted.
    Gone,
    Shutdown,
}

/// Somebody at the door.
#[derive(Debug)]
pub(super) struct Arrival {
    pub(super) connection: ConnectionId,
    pub(super) visitor: Visitor,
    /// Everybody who belongs to the plan.
    pub(super) members: MemberList,
    pub(super) outbox: Outbox,
    pub(super) joined: oneshot::Sender<Result<(), NotOpened>>,
}

/// Why there is no room to join.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotOpened {
    /// There is no such plan or layer.
    NotFound,
    /// It could not be loaded. The log says why.
    Unreadable,
}

/// What a room's task works with.
#[derive(Debug)]
pub(super) struct Surroundings<S> {
    pub(super) key: RoomKey,
    pub(super) settings: Settings,
    pub(super) store: S,
    pub(super) clock: SharedClock,
    pub(super) writer: Writer,
    pub(super) metrics: Metrics,
}

/// Loads a room and lets it live until it stops.
pub(super) async fn run<S: Store>(around: Surroundings<S>, mailbox: &mut mpsc::Receiver<Mail>) {
    match open(&around).await {
        Ok(room) => {
            let task = RoomTask {
                room,
                around,
                outboxes: HashMap::new(),
                replies: HashMap::new(),
                last_reply: 0,
                commit: None,
                write_at: None,
                compaction: None,
                counted: Counted::default(),
            };
            task.run(mailbox).await;
        }
        Err(why) => {
            mailbox.close();
            while let Some(mail) = mailbox.recv().await {
                if let Mail::Join(arrival) = mail {
                    // Whoever does not wait any more does not want to know.
                    let _ = arrival.joined.send(Err(why));
                }
            }
        }
    }
}

async fn open<S: Store>(around: &Surroundings<S>) -> Result<Room, NotOpened> {
    let key = around.key;
    let load = async {
        let Some(stored) = around.store.load_room(key).await? else {
            return Ok(None);
        };
        let members = around.store.members(key.plan).await?;
        let epoch = around.store.epoch().await?;
        let workshop = match key.layer {
            Layer::Joint => workshop::under_way(&around.store, key.plan).await?,
            Layer::Vendor | Layer::Partner => None,
        };
        Ok::<_, StoreError>(Some(Opening {
            key,
            settings: around.settings,
            epoch,
            members,
            workshop,
            stored,
        }))
    };
    match load.await {
        Ok(Some(opening)) => Room::open(opening, around.clock.now()).map_err(|error| {
            tracing::error!(room = %key, %error, "the stored updates of a room do not fit");
            NotOpened::Unreadable
        }),
        Ok(None) => Err(NotOpened::NotFound),
        Err(error) => {
            tracing::error!(room = %key, %error, "a room could not be loaded");
            Err(NotOpened::Unreadable)
        }
    }
}

struct RoomTask<S> {
    room: Room,
    around: Surroundings<S>,
    outboxes: HashMap<ConnectionId, Outbox>,
    /// Who waits for an answer.
    replies: HashMap<ReplyId, oneshot::Sender<Result<Timestamp, NotDone>>>,
    last_reply: u64,
    /// The batch that is being written.
    commit: Option<Done>,
    /// When the next batch is handed in, if the writer is too busy to take it at once.
    write_at: Option<Instant>,
    /// The snapshot that is being made.
    compaction: Option<JoinHandle<Option<(u64, Bytes)>>>,
    counted: Counted,
}

/// What this room has told the gauges.
#[derive(Debug, Default)]
struct Counted {
    connections: usize,
    document_bytes: usize,
}

/// Whether a room goes on.
#[derive(PartialEq, Eq)]
enum Life {
    GoesOn,
    Ends,
}

impl<S: Store> RoomTask<S> {
    async fn run(mut self, mailbox: &mut mpsc::Receiver<Mail>) {
        // One timer for the whole life of the room, set again only when another moment is next.
        let mut timer = pin!(sleep_until(Instant::now()));
        let mut set_for = (None, None);
        loop {
            let wanted = (self.room.wakes_at(), self.write_at);
            if wanted != set_for {
                set_for = wanted;
                if let Some(next) = self.next_deadline() {
                    timer.as_mut().reset(next);
                }
            }
            let is_set = set_for != (None, None);
            let life = tokio::select! {
                mail = mailbox.recv() => match mail {
                    Some(mail) => self.read_mail(mail, mailbox).await,
                    // Nobody can come any more: the server is gone.
                    None => self.handle(RoomEvent::Shutdown).await,
                },
                result = finished(&mut self.commit) => {
                    self.commit = None;
                    self.handle(committed(result)).await
                }
                snapshot = made(&mut self.compaction) => {
                    self.compaction = None;
                    self.handle(RoomEvent::Compacted { snapshot }).await
                }
                () = timer.as_mut(), if is_set => {
                    // It has gone off: it is set again, even for the same moment.
                    set_for = (None, None);
                    let is_due = self.write_at.is_some_and(|at| at <= Instant::now());
                    let event = if is_due {
                        self.write_at = None;
                        RoomEvent::Write
                    } else {
                        RoomEvent::Tick
                    };
                    self.handle(event).await
                }
            };
            if life == Life::Ends || self.hand_in().await == Life::Ends {
                break;
            }
            self.count(Counted {
                connections: self.room.connections(),
                document_bytes: self.room.document_bytes(),
            });
        }
        self.count(Counted::default());
        // Whoever loads the room next must find everything that is on its way.
        if self.commit.is_some() {
            let _ = finished(&mut self.commit).await;
        }
        if self.compaction.is_some() {
            let _ = made(&mut self.compaction).await;
        }
    }

    /// Tells the gauges what has changed since they were told last.
    fn count(&mut self, now: Counted) {
        let metrics = &self.around.metrics;
        let before = std::mem::replace(&mut self.counted, now);
        if before.connections != self.counted.connections {
            metrics.connections_changed(before.connections, self.counted.connections);
        }
        if before.document_bytes != self.counted.document_bytes {
            metrics.documents_changed(before.document_bytes, self.counted.document_bytes);
        }
    }

    fn note(&self, note: Note) {
        let metrics = &self.around.metrics;
        match note {
            Note::Refused(refusal) => metrics.refused(refusal),
            Note::PanicCaught => metrics.panic_caught(),
            Note::Acknowledged(after) => metrics.acknowledged(after),
            Note::Resynchronised => metrics.resynchronised(),
        }
    }

    /// When something is to be done if nothing happens before.
    fn next_deadline(&self) -> Option<Instant> {
        let wakes_at = self
            .room
            .wakes_at()
            .map(|at| Instant::now() + at.since(self.around.clock.now()));
        [wakes_at, self.write_at].into_iter().flatten().min()
    }

    /// Reads what has come, but not for so long that nothing else gets its turn.
    async fn read_mail(&mut self, first: Mail, mailbox: &mut mpsc::Receiver<Mail>) -> Life {
        let mut next = Some(first);
        let mut left = MAIL_AT_ONCE;
        while let Some(mail) = next {
            if let Some(event) = self.receive(mail)
                && self.handle(event).await == Life::Ends
            {
                return Life::Ends;
            }
            left -= 1;
            // What is taken out is read: nothing is taken that has to wait.
            next = match left {
                0 => None,
                _ => mailbox.try_recv().ok(),
            };
        }
        Life::GoesOn
    }

    /// Hands in the batch that waits, at once or when it is this room's turn.
    async fn hand_in(&mut self) -> Life {
        if self.write_at.is_some() || !self.room.wants_to_write() {
            return Life::GoesOn;
        }
        match self.around.writer.turn() {
            None => self.handle(RoomEvent::Write).await,
            Some(turn) => {
                self.write_at = Some(turn);
                Life::GoesOn
            }
        }
    }

    /// What mail means to the room.
    fn receive(&mut self, mail: Mail) -> Option<RoomEvent> {
        let event = match mail {
            Mail::Join(arrival) => {
                let Arrival {
                    connection,
                    visitor,
                    members,
                    outbox,
                    joined,
                } = *arrival;
                self.outboxes.insert(connection, outbox);
                // If the connection has gone meanwhile, its outbox will tell.
                let _ = joined.send(Ok(()));
                RoomEvent::Join {
                    connection,
                    visitor,
                    members,
                }
            }
            Mail::Frame {
                connection, bytes, ..
            } => RoomEvent::Frame { connection, bytes },
            Mail::Resync { connection } => {
                let since = self.outboxes.get(&connection)?.take_lacks()?;
                RoomEvent::Resync { connection, since }
            }
            Mail::Leave { connection } => {
                self.outboxes.remove(&connection);
                RoomEvent::Leave { connection }
            }
            Mail::Members(members) => RoomEvent::Members(members),
            Mail::Ended(ended) => RoomEvent::Ended(ended),
            Mail::Deed {
                by,
                members,
                deed,
                answer,
            } => {
                self.last_reply += 1;
                let reply = ReplyId(self.last_reply);
                self.replies.insert(reply, answer);
                RoomEvent::Deed {
                    reply,
                    by,
                    members,
                    deed,
                }
            }
            Mail::WhoIsHere { answer } => {
                // Whoever does not wait any more does not want to know.
                let _ = answer.send(self.room.who_is_here().collect());
                return None;
            }
            Mail::Workshop(workshop) => RoomEvent::Workshop(workshop),
            Mail::Gone => RoomEvent::Gone,
            Mail::Shutdown => RoomEvent::Shutdown,
        };
        Some(event)
    }

    /// Does what follows from an event, and what follows from that.
    async fn handle(&mut self, event: RoomEvent) -> Life {
        let mut events = vec![event];
        while let Some(event) = events.pop() {
            for effect in self.room.handle(event, self.around.clock.now()) {
                match effect {
                    Effect::Send { to, frame } => {
                        let is_closed = self
                            .outboxes
                            .get(&to)
                            .is_some_and(|outbox| outbox.push(frame).is_err());
                        if is_closed {
                            self.outboxes.remove(&to);
                            events.push(RoomEvent::Leave { connection: to });
                        }
                    }
                    Effect::Relay { to, relay } => {
                        for connection in to {
                            let outbox = self.outboxes.get(&connection);
                            if outbox.is_some_and(|outbox| outbox.relay(&relay).is_err()) {
                                self.outboxes.remove(&connection);
                                events.push(RoomEvent::Leave { connection });
                            }
                        }
                    }
                    Effect::Close {
                        connection,
                        code,
                        reason,
                    } => {
                        if let Some(outbox) = self.outboxes.remove(&connection) {
                            outbox.close(End { code, reason });
                        }
                    }
                    Effect::Commit(write) => {
                        self.commit = Some(self.around.writer.hand_in(write).await);
                    }
                    Effect::Compact(compaction) => {
                        let (store, key) = (self.around.store.clone(), self.around.key);
                        let metrics = self.around.metrics.clone();
                        let compaction = compact(store, key, metrics, compaction);
                        self.compaction = Some(tokio::spawn(compaction));
                    }
                    Effect::WasHere(stay) => {
                        let (store, room) = (self.around.store.clone(), self.around.key);
                        tokio::spawn(async move {
                            if let Err(error) = store.note_stay(room, &stay).await {
                                tracing::debug!(%room, %error, "who was here could not be noted");
                            }
                        });
                    }
                    Effect::Reply { to, answer } => {
                        if let Some(waiting) = self.replies.remove(&to) {
                            // Whoever does not wait any more asks again.
                            let _ = waiting.send(answer);
                        }
                    }
                    Effect::Note(note) => self.note(note),
                    Effect::Stop => return Life::Ends,
                }
            }
        }
        Life::GoesOn
    }
}

/// Makes a snapshot and keeps it. Without one the log simply stays longer.
async fn compact<S: Store>(
    store: S,
    key: RoomKey,
    metrics: Metrics,
    compaction: Compaction,
) -> Option<(u64, Bytes)> {
    let seq = compaction.seq();
    let made = tokio::task::spawn_blocking(move || compaction.run()).await;
    let state = match made {
        Ok(Ok(state)) => state,
        Ok(Err(error)) => {
            tracing::error!(room = %key, seq, %error, "no snapshot was made");
            return None;
        }
        Err(error) => {
            tracing::error!(room = %key, seq, %error, "no snapshot was made");
            return None;
        }
    };
    match store.save_snapshot(key, seq, state.clone()).await {
        Ok(()) => {
            metrics.snapshot_made();
            Some((seq, state.into()))
        }
        Err(error) => {
            tracing::error!(room = %key, seq, %error, "a snapshot was not kept");
            None
        }
    }
}

fn committed(result: Result<(), CommitFailure>) -> RoomEvent {
    match result {
        Ok(()) => RoomEvent::Committed,
        Err(failure) => RoomEvent::CommitFailed { failure },
    }
}

/// The result of the write that is under way; never, if there is none.
async fn finished(commit: &mut Option<Done>) -> Result<(), CommitFailure> {
    match commit {
        // A writer that died said nothing: what is on disk must be looked up.
        Some(done) => done.await.unwrap_or(Err(CommitFailure::Stale)),
        None => pending().await,
    }
}

/// The snapshot that is being made; never, if there is none.
async fn made(compaction: &mut Option<JoinHandle<Option<(u64, Bytes)>>>) -> Option<(u64, Bytes)> {
    match compaction {
        Some(handle) => handle.await.unwrap_or_default(),
        None => pending().await,
    }
}
