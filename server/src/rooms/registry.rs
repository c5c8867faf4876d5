//! The rooms that are open: finds or loads the one that somebody wants to join.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::convert::Infallible;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use bytes::Bytes;
use tandem_plan::ids::{MemberId, PlanId};
use tokio::sync::{Semaphore, mpsc, oneshot};

use super::outbox::{OutboxLimits, Outgoings, outbox};
use super::room::{ConnectionId, Deed, Ended, MemberList, NotDone, Visitor};
use super::settings::{RoomLimits, Settings};
use super::task::{self, Arrival, Mail, NotOpened, Surroundings};
use super::writer::Writer;
use crate::clock::{SharedClock, Timestamp};
use crate::metrics::Metrics;
use crate::store::{RoomKey, Store, StoreError};
use crate::workshop::Workshop;

/// How many messages may wait for a room before those who send have to wait.
const MAILBOX: usize = 256;
/// How many kilobytes they may be together.
const SPACE: u32 = 16 * 1_024;
/// How often a room that does not answer is loaded again before a visitor is told so.
const ROUNDS: usize = 10;
/// How long nobody asks again for members that could not be read.
const AGAIN: Duration = Duration::from_millis(200);
/// How often it is looked whether the command line has changed something.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// The rooms that are open. A clone is another handle to the same rooms.
#[derive(Clone)]
pub struct Rooms<S>(Arc<Inner<S>>);

struct Inner<S> {
    store: S,
    clock: SharedClock,
    settings: Settings,
    writer: Writer,
    metrics: Metrics,
    next_connection: AtomicU64,
    /// How often the members of a plan were read.
    members_asked: AtomicU64,
    open: Mutex<Open>,
}

struct Open {
    rooms: HashMap<RoomKey, Door>,
    /// Cloned into every task and every connection; when all are dropped, nothing runs any more.
    /// `None` from the moment on when the server stops.
    running: Option<mpsc::Sender<Infallible>>,
    all_gone: Option<mpsc::Receiver<Infallible>>,
}

/// Where a room takes its mail.
#[derive(Debug, Clone)]
struct Door {
    mailbox: mpsc::Sender<Mail>,
    /// Kilobytes that there is room for in the mailbox.
    space: Arc<Semaphore>,
}

/// Why somebody did not get into a room.
#[derive(Debug, thiserror::Error)]
pub enum NotJoined {
    /// There is no such plan or layer.
    #[error("there is no such plan")]
    NotFound,
    /// The server is about to stop.
    #[error("the server is restarting")]
    Stopping,
    /// The room could not be loaded.
    #[error("the plan could not be loaded")]
    Unreadable(#[source] Option<StoreError>),
}

/// Why what somebody wanted is not on disk.
#[derive(Debug, thiserror::Error)]
pub enum DeedError {
    /// The room did not take it.
    #[error(transparent)]
    NotDone(#[from] NotDone),
    /// There is no room, or none now.
    #[error(transparent)]
    NoRoom(#[from] NotJoined),
}

/// A place in a room: what came from a connection goes in here, what is for it comes out of
/// [`Outgoings`].
#[derive(Debug)]
pub struct Seat {
    connection: ConnectionId,
    mailbox: mpsc::Sender<Mail>,
    space: Arc<Semaphore>,
    _running: mpsc::Sender<Infallible>,
}

impl Seat {
    /// Hands a message to the room. `false` if the room is gone; the outgoings say why.
    pub async fn hand_in(&self, bytes: Bytes) -> bool {
        let kilobytes = u32::try_from(bytes.len() / 1_024 + 1).unwrap_or(u32::MAX);
        let space = Arc::clone(&self.space).acquire_many_owned(kilobytes.min(SPACE));
        let Ok(space) = space.await else {
            return false;
        };
        let mail = Mail::Frame {
            connection: self.connection,
            bytes,
            _space: space,
        };
        self.mailbox.send(mail).await.is_ok()
    }

    /// Asks the room for what was thrown away on the way to this connection.
    pub async fn resync(&self) {
        let connection = self.connection;
        // A room that is gone says so in what is left for the connection.
        let _ = self.mailbox.send(Mail::Resync { connection }).await;
    }

    /// Tells the room that the connection has gone.
    pub async fn leave(self) {
        let connection = self.connection;
        // A room that is gone need not know.
        let _ = self.mailbox.send(Mail::Leave { connection }).await;
    }
}

impl<S: Store> Rooms<S> {
    /// No room is open at first. Needs a running tokio runtime.
    #[must_use]
    pub fn start(store: S, clock: SharedClock, limits: RoomLimits, metrics: Metrics) -> Self {
        let (running, all_gone) = mpsc::channel(1);
        let inner = Arc::new(Inner {
            writer: Writer::start(store.clone(), metrics.clone()),
            metrics,
            store,
            clock,
            settings: Settings::new(limits),
            next_connection: AtomicU64::new(1),
            members_asked: AtomicU64::new(0),
            open: Mutex::new(Open {
                rooms: HashMap::new(),
                running: Some(running),
                all_gone: Some(all_gone),
            }),
        });
        tokio::spawn(watch(Arc::downgrade(&inner)));
        Self(inner)
    }

    /// Lets somebody into a room, which is loaded if it is not open. That they may read it was
    /// checked before.
    ///
    /// # Errors
    /// If there is no such room, or it cannot be had now.
    pub async fn join(
        &self,
        key: RoomKey,
        visitor: Visitor,
    ) -> Result<(Seat, Outgoings), NotJoined> {
        for _ in 0..ROUNDS {
            let members = self
                .0
                .members(key.plan)
                .await
                .map_err(|error| NotJoined::Unreadable(Some(error)))?;
            let (Door { mailbox, space }, running) = self.0.door(key).ok_or(NotJoined::Stopping)?;
            let connection = ConnectionId(self.0.next_connection.fetch_add(1, Ordering::Relaxed));
            let limits = &self.0.settings.limits;
            let limits = OutboxLimits {
                messages: limits.outbox_messages,
                bytes: limits.outbox_bytes,
            };
            let (outbox, outgoings) = outbox(limits, self.0.metrics.clone());
            let (joined, is_joined) = oneshot::channel();
            let arrival = Box::new(Arrival {
                connection,
                visitor: visitor.clone(),
                members,
                outbox,
                joined,
            });
            // A room that has just ended does not answer; the next round loads it again. Nor does
            // one whose task panicked, so there is an end to it.
            let _ = mailbox.send(Mail::Join(arrival)).await;
            match is_joined.await {
                Ok(Ok(())) => {
                    let seat = Seat {
                        connection,
                        mailbox,
                        space,
                        _running: running,
                    };
                    return Ok((seat, outgoings));
                }
                Ok(Err(NotOpened::NotFound)) => return Err(NotJoined::NotFound),
                Ok(Err(NotOpened::Unreadable)) => return Err(NotJoined::Unreadable(None)),
                Err(_) => {}
            }
        }
        tracing::error!(room = %key, "a room ends whenever it is loaded");
        Err(NotJoined::Unreadable(None))
    }

    /// Writes something in somebody's name, and returns when it is on disk. That they may is checked
    /// by the room.
    ///
    /// # Errors
    /// If it was not done, or the room cannot be had now.
    pub async fn act(
        &self,
        key: RoomKey,
        by: MemberId,
        deed: Deed,
    ) -> Result<Timestamp, DeedError> {
        for _ in 0..ROUNDS {
            let (Door { mailbox, .. }, running) = self.0.door(key).ok_or(NotJoined::Stopping)?;
            let members = self.0.members(key.plan).await;
            let members = members.map_err(|error| NotJoined::Unreadable(Some(error)))?;
            let (answer, answered) = oneshot::channel();
            let mail = Mail::Deed {
                by,
                members,
                deed: deed.clone(),
                answer,
            };
            // A room that has just ended does not answer; the next round loads it again.
            let _ = mailbox.send(mail).await;
            let answered = answered.await;
            drop(running);
            match answered {
                Ok(answer) => return Ok(answer?),
                Err(_) => match self.0.store.plan(key.plan).await {
                    Ok(Some(_)) => {}
                    Ok(None) => return Err(NotJoined::NotFound.into()),
                    Err(error) => return Err(NotJoined::Unreadable(Some(error)).into()),
                },
            }
        }
        Err(NotJoined::Unreadable(None).into())
    }

    /// Tells the joint room of a plan how its workshop is now that it is on disk.
    pub async fn show_workshop(&self, plan: PlanId, workshop: Option<Arc<Workshop>>) {
        let mailbox = {
            let open = self.0.open();
            let door = open.rooms.get(&RoomKey::joint(plan));
            door.map(|door| door.mailbox.clone())
        };
        if let Some(mailbox) = mailbox {
            // A room that is gone reads it when it is loaded again.
            let _ = mailbox.send(Mail::Workshop(workshop)).await;
        }
    }

    /// Who is in a room, and since when; who has several connections is named as often.
    pub async fn who_is_here(&self, key: RoomKey) -> Vec<(MemberId, Timestamp)> {
        let mailbox = {
            let open = self.0.open();
            open.rooms.get(&key).map(|door| door.mailbox.clone())
        };
        let Some(mailbox) = mailbox else {
            return Vec::new();
        };
        let (answer, answered) = oneshot::channel();
        // Nobody is in a room that is gone.
        let _ = mailbox.send(Mail::WhoIsHere { answer }).await;
        answered.await.unwrap_or_default()
    }

    /// Sends everybody out of the rooms of a plan that has been deleted.
    pub async fn plan_deleted(&self, plan: PlanId) {
        for mailbox in self.0.mailboxes(|of| of == plan) {
            // A room that is gone has nobody in it.
            let _ = mailbox.send(Mail::Gone).await;
        }
    }

    /// Tells a plan's rooms that its members are others now.
    pub fn members_changed(&self, plan: PlanId) {
        let inner = Arc::clone(&self.0);
        tokio::spawn(async move { inner.refresh(plan).await });
    }

    /// Tells the rooms that a session or token has ended, or stands for somebody else.
    pub fn ended(&self, ended: Ended) {
        let mailboxes = self.0.mailboxes(|plan| ended.is_about(plan));
        tokio::spawn(async move {
            for mailbox in mailboxes {
                // A room that is gone has nobody in it.
                let _ = mailbox.send(Mail::Ended(ended)).await;
            }
        });
    }

    /// Lets nobody in any more, saves what the rooms hold, closes their connections, and returns
    /// when all that is done.
    pub async fn shutdown(&self) {
        let (rooms, all_gone) = {
            let mut open = self.0.open();
            open.running = None;
            let rooms: Vec<_> = open.rooms.drain().map(|(_, door)| door.mailbox).collect();
            (rooms, open.all_gone.take())
        };
        for mailbox in rooms {
            // A room that is gone has nothing to save.
            let _ = mailbox.send(Mail::Shutdown).await;
        }
        if let Some(mut all_gone) = all_gone {
            all_gone.recv().await;
        }
    }
}

impl<S: Store> Inner<S> {
    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The door of a room, whose task is started if there is none. `None` when stopping.
    fn door(self: &Arc<Self>, key: RoomKey) -> Option<(Door, mpsc::Sender<Infallible>)> {
        let mut open = self.open();
        let running = open.running.clone()?;
        let door = match open.rooms.entry(key) {
            Entry::Occupied(entry) if !entry.get().mailbox.is_closed() => entry.get().clone(),
            entry => {
                let door = Door {
                    mailbox: self.spawn(key, running.clone()),
                    space: Arc::new(Semaphore::new(SPACE as usize)),
                };
                entry.insert_entry(door.clone());
                door
            }
        };
        Some((door, running))
    }

    fn spawn(
        self: &Arc<Self>,
        key: RoomKey,
        running: mpsc::Sender<Infallible>,
    ) -> mpsc::Sender<Mail> {
        let (sender, mut mailbox) = mpsc::channel(MAILBOX);
        let around = Surroundings {
            key,
            settings: self.settings,
            store: self.store.clone(),
            clock: Arc::clone(&self.clock),
            writer: self.writer.clone(),
            metrics: self.metrics.clone(),
        };
        let inner = Arc::downgrade(self);
        let metrics = self.metrics.clone();
        tokio::spawn(async move {
            metrics.rooms_changed(1);
            task::run(around, &mut mailbox).await;
            metrics.rooms_changed(-1);
            // Closed first: whoever looks now starts the room anew.
            mailbox.close();
            if let Some(inner) = inner.upgrade()
                && let Entry::Occupied(entry) = inner.open().rooms.entry(key)
                && entry.get().mailbox.is_closed()
            {
                entry.remove();
            }
            drop(running);
        });
        sender
    }

    /// Who belongs to a plan now. The number is taken first: see [`MemberList::asked`].
    async fn members(&self, plan: PlanId) -> Result<MemberList, StoreError> {
        let asked = self.members_asked.fetch_add(1, Ordering::AcqRel) + 1;
        let members = self.store.members(plan).await?;
        Ok(MemberList { asked, members })
    }

    /// Where the open rooms of these plans take their mail.
    fn mailboxes(&self, is_wanted: impl Fn(PlanId) -> bool) -> Vec<mpsc::Sender<Mail>> {
        let open = self.open();
        let of_plan = open.rooms.iter().filter(|(key, _)| is_wanted(key.plan));
        of_plan.map(|(_, door)| door.mailbox.clone()).collect()
    }

    /// Tells a plan's rooms who belongs to it.
    async fn refresh(&self, plan: PlanId) {
        for round in 1..=ROUNDS {
            let mailboxes = self.mailboxes(|of| of == plan);
            if mailboxes.is_empty() {
                return;
            }
            match self.members(plan).await {
                Ok(members) => {
                    for mailbox in mailboxes {
                        // A room that is gone reads them when it is loaded again.
                        let _ = mailbox.send(Mail::Members(members.clone())).await;
                    }
                    return;
                }
                Err(error) => {
                    tracing::error!(%plan, %error, round, "the members of a plan cannot be read");
                    tokio::time::sleep(AGAIN).await;
                }
            }
        }
    }
}

/// Looks now and then whether another process, the command line, has changed who belongs to the
/// plans that are open.
async fn watch<S: Store>(inner: Weak<Inner<S>>) {
    let mut last = None;
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let Some(inner) = inner.upgrade() else { return };
        let plans: Vec<PlanId> = {
            let open = inner.open();
            if open.running.is_none() {
                return;
            }
            open.rooms.keys().map(|key| key.plan).collect()
        };
        inner.metrics.tidy_up();
        match inner.store.data_version().await {
            Ok(version) => {
                if last.replace(version).is_some_and(|last| last != version) {
                    for plan in plans {
                        inner.refresh(plan).await;
                    }
                }
            }
            Err(error) => tracing::warn!(%error, "the database cannot be asked for its version"),
        }
    }
}

impl<S> fmt::Debug for Rooms<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rooms").finish_non_exhaustive()
    }
}
