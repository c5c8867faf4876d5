//! One room as a pure state machine: events in, effects out.
//!
//! [`Room::handle`] decides everything that happens between the people of a room: who is let in,
//! which updates are taken, when they are acknowledged and passed on. It has no sockets, no
//! store, no clock and no tasks; the loop around it (see [`super::task`]) feeds it events and
//! does what the effects say. Its promises:
//!
//! - **Nobody sees an edit that can still be lost.** An update is applied, written with its
//!   batch, and only after [`RoomEvent::Committed`] acknowledged to its author and relayed to the
//!   others. What is made from the document (a step 2) waits for the commit of all it contains.
//! - One batch is written at a time; what comes meanwhile makes up the next. When a batch is
//!   handed in is not decided here: the loop knows how busy the writer is.
//! - An update is taken whole or not at all, and a refused one touches nobody else.
//! - Sending something again does no harm: what holds nothing new is acknowledged and forgotten.
//!
//! Numbers of a connection's updates ("count") run over its step 2 and update messages from 1.

mod batch;
mod comments;
mod deeds;
mod document;
mod owners;
mod peer;
mod people;
mod presence;
mod rate;
mod refusal;
mod saving;
mod updates;
mod workshop;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tandem_plan::document::StateVector;
use tandem_plan::ids::{ClientId, MemberId};
use tandem_protocol::close;
use tandem_protocol::event::Event;
use tandem_protocol::frame::Frame;
use tandem_protocol::member::Member;

use self::batch::{Answer, Batch};
pub use self::comments::Saying;
use self::deeds::Hand;
pub use self::deeds::{Deed, NotDone};
use self::document::Document;
pub use self::document::Unreadable;
use self::owners::Owners;
use self::peer::{Peer, Standing};
pub use self::people::{Ended, MemberList};
use self::presence::Presences;
pub use self::refusal::Refusal;
use self::saving::Trouble;
use self::updates::Carrier;
use super::compaction::Compaction;
use super::outbox::{Relay, Since};
use super::settings::Settings;
use crate::clock::Timestamp;
use crate::history::{self, Chronicle};
use crate::store::{Credential, RoomKey, RoomWrite, Stay, StoredRoom};
use crate::workshop::Workshop;

/// One request to a room that is answered once. Never used twice in the life of a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReplyId(pub u64);

/// One connection to one room. Never used twice while the server runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConnectionId(pub u64);

/// What a client understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// The messages of y-protocols.
    Stock,
    /// Those, acknowledgements and events.
    Extended,
}

/// Somebody who connects.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// Who they are.
    pub member: Member,
    /// With what they came in.
    pub credential: Credential,
    /// What their client understands.
    pub dialect: Dialect,
    /// Which build of the web client the server would give them now.
    pub build: String,
}

/// Something that happened.
#[derive(Debug)]
pub enum RoomEvent {
    /// Somebody connected. Whether they may read the plan was checked.
    Join {
        /// The new connection.
        connection: ConnectionId,
        /// Who they are.
        visitor: Visitor,
        /// Everybody who belongs to the plan.
        members: MemberList,
    },
    /// A message came.
    Frame {
        /// From whom.
        connection: ConnectionId,
        /// The whole message.
        bytes: Bytes,
    },
    /// A connection has gone.
    Leave {
        /// Which.
        connection: ConnectionId,
    },
    /// The last [`Effect::Commit`] is on disk.
    Committed,
    /// The last [`Effect::Commit`] is not on disk.
    CommitFailed {
        /// Why.
        failure: CommitFailure,
    },
    /// The last [`Effect::Compact`] is done.
    Compacted {
        /// The last update in the new snapshot, and the snapshot, if there is one.
        snapshot: Option<(u64, Bytes)>,
    },
    /// Who belongs to the plan.
    Members(MemberList),
    /// Somebody wants the server to write something in their name. That they may is checked here.
    Deed {
        /// Names the answer.
        reply: ReplyId,
        /// Who.
        by: MemberId,
        /// Everybody who belongs to the plan.
        members: MemberList,
        /// What.
        deed: Deed,
    },
    /// A session or token has ended, or stands for somebody else.
    Ended(Ended),
    /// The workshop is on disk as it is now; `None` if none is under way any more.
    Workshop(Option<Arc<Workshop>>),
    /// The plan has been deleted.
    Gone,
    /// The writer takes a batch, if there is one: see [`Room::wants_to_write`].
    Write,
    /// A connection has been sent everything but some updates, which were thrown away.
    Resync {
        /// Which.
        connection: ConnectionId,
        /// What it has at least of the clients in those updates.
        since: Since,
    },
    /// The moment that [`Room::wakes_at`] named has come.
    Tick,
    /// The server stops.
    Shutdown,
}

/// Why a batch is not on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommitFailure {
    /// The disk, or the database, did not take it. It may later.
    Unwritable,
    /// The log on disk is not where this room thinks it is: the room must be loaded again.
    Stale,
}

/// So long ago at most was written what comes now.
const LONGEST_CLAIM: Duration = Duration::from_secs(90 * 24 * 60 * 60);

/// Something to do.
#[derive(Debug)]
pub enum Effect {
    /// Send a message.
    Send {
        /// To whom.
        to: ConnectionId,
        /// The whole message. Receivers share it.
        frame: Bytes,
    },
    /// Send an update to several. Who does not keep up may get it later, see
    /// [`RoomEvent::Resync`].
    Relay {
        /// To whom.
        to: Vec<ConnectionId>,
        /// The message.
        relay: Relay,
    },
    /// Close a connection after what was sent to it. There comes no [`RoomEvent::Leave`].
    Close {
        /// Which.
        connection: ConnectionId,
        /// The close code.
        code: u16,
        /// Why, for people.
        reason: &'static str,
    },
    /// Write these updates, then say [`RoomEvent::Committed`] or [`RoomEvent::CommitFailed`].
    Commit(RoomWrite),
    /// Make and keep a snapshot, then say [`RoomEvent::Compacted`].
    Compact(Compaction),
    /// Answer a [`RoomEvent::Deed`].
    Reply {
        /// Which.
        to: ReplyId,
        /// When the server took it, if it is on disk.
        answer: Result<Timestamp, NotDone>,
    },
    /// Note that somebody was here; whether that gets to the disk changes nothing.
    WasHere(Stay),
    /// Count this.
    Note(Note),
    /// Forget this room: nobody is in it and everything is on disk, or it must be loaded again.
    Stop,
}

/// Something that those who run the server want to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// An update was not taken.
    Refused(Refusal),
    /// The CRDT library panicked on an update.
    PanicCaught,
    /// A batch is on disk; its oldest update came so long ago.
    Acknowledged(Duration),
    /// A connection that did not keep up is given what it lacks.
    Resynchronised,
}

/// One room.
pub struct Room {
    key: RoomKey,
    settings: Settings,
    /// Which life of the store this is.
    epoch: String,
    members: Vec<Member>,
    /// Which list of them the room took last.
    members_asked: u64,
    document: Document,
    /// What the history says of the last minute.
    chronicle: Chronicle,
    owners: Owners,
    /// Under which ids the server writes in somebody's name, in this life of the room.
    hands: BTreeMap<MemberId, Hand>,
    presences: Presences,
    /// The workshop that is under way.
    workshop: Option<Arc<Workshop>>,
    peers: BTreeMap<ConnectionId, Peer>,
    /// The last update that is on disk.
    head_seq: u64,
    /// How many updates were accepted in this life of the room.
    accepted: u64,
    /// Accepted updates that are not being written yet.
    open: Batch,
    /// The batch that is being written.
    writing: Option<Batch>,
    /// Set while nothing can be saved.
    trouble: Option<Trouble>,
    is_compacting: bool,
    /// With how many rows behind the snapshot the next one is due.
    compact_at: usize,
    /// Since when nobody is here.
    idle_since: Option<Timestamp>,
    /// When something was saved last, unless a snapshot has been made since.
    written_at: Option<Timestamp>,
    is_stopping: bool,
    is_stopped: bool,
}

/// What a room is made of when it is loaded.
#[derive(Debug)]
pub struct Opening {
    /// Which room.
    pub key: RoomKey,
    /// What all rooms have in common.
    pub settings: Settings,
    /// Which life of the store this is.
    pub epoch: String,
    /// Who belongs to the plan.
    pub members: Vec<Member>,
    /// The workshop that is under way.
    pub workshop: Option<Workshop>,
    /// What is on disk.
    pub stored: StoredRoom,
}

impl Room {
    /// The room as it was stored. What the schema has and the document lacks is added; it is
    /// saved with the first event and before anybody sees it.
    ///
    /// # Errors
    /// If the stored updates do not fit together.
    pub fn open(opening: Opening, now: Timestamp) -> Result<Self, Unreadable> {
        let Opening {
            key,
            settings,
            epoch,
            members,
            workshop,
            mut stored,
        } = opening;
        let settings = settings.of(key.layer);
        let head_seq = stored.head_seq;
        let clients = std::mem::take(&mut stored.clients);
        let recent = std::mem::take(&mut stored.recent);
        let mut room = Self {
            key,
            epoch,
            members,
            members_asked: 0,
            document: Document::open(settings, stored)?,
            chronicle: Chronicle::new(settings.schema, recent),
            owners: Owners::stored(clients),
            hands: BTreeMap::new(),
            presences: Presences::default(),
            workshop: workshop.map(Arc::new),
            peers: BTreeMap::new(),
            head_seq,
            accepted: 0,
            open: Batch::default(),
            writing: None,
            trouble: None,
            is_compacting: false,
            compact_at: settings.limits.snapshot_rows,
            idle_since: Some(now),
            written_at: None,
            is_stopping: false,
            is_stopped: false,
            settings,
        };
        room.complete(now)?;
        Ok(room)
    }

    /// Decides what an event leads to. Effects are to be done in their order.
    #[must_use]
    pub fn handle(&mut self, event: RoomEvent, now: Timestamp) -> Vec<Effect> {
        let mut out = Vec::new();
        if self.is_stopped {
            return out;
        }
        match event {
            RoomEvent::Join {
                connection,
                visitor,
                members,
            } => {
                self.set_members(members, now, &mut out);
                self.join(connection, visitor, now, &mut out);
            }
            RoomEvent::Frame { connection, bytes } => self.frame(connection, &bytes, now, &mut out),
            RoomEvent::Leave { connection } => self.leave(connection, now, &mut out),
            RoomEvent::Write => self.write(&mut out),
            RoomEvent::Resync { connection, since } => self.make_up(connection, since, &mut out),
            RoomEvent::Committed => self.committed(now, &mut out),
            RoomEvent::CommitFailed { failure } => self.commit_failed(failure, now, &mut out),
            RoomEvent::Compacted { snapshot } => self.compacted(snapshot),
            RoomEvent::Members(members) => self.set_members(members, now, &mut out),
            RoomEvent::Deed {
                reply,
                by,
                members,
                deed,
            } => {
                self.set_members(members, now, &mut out);
                self.act(reply, by, deed, now, &mut out);
            }
            RoomEvent::Ended(ended) => self.end(ended, now, &mut out),
            RoomEvent::Workshop(workshop) => self.set_workshop(workshop, now, &mut out),
            RoomEvent::Gone => self.vanish(now, &mut out),
            RoomEvent::Tick => self.tick(now, &mut out),
            RoomEvent::Shutdown => self.is_stopping = true,
        }
        self.compact_or_stop(now, &mut out);
        out
    }

    /// When the room wants a [`RoomEvent::Tick`], if nothing else happens before.
    #[must_use]
    pub fn wakes_at(&self) -> Option<Timestamp> {
        let retry = self.trouble.as_ref().and_then(Trouble::retry_at);
        let unload = self
            .idle_since
            .filter(|_| !self.is_compacting && self.is_settled())
            .map(|since| since.after(self.settings.limits.idle));
        let quiet = self.quiet_at().filter(|_| !self.is_compacting);
        let presence = self.presences.due_at();
        [retry, unload, quiet, presence].into_iter().flatten().min()
    }

    /// At most so many bytes the document takes when it is encoded.
    #[must_use]
    pub const fn document_bytes(&self) -> usize {
        self.document.bytes()
    }

    /// How many connections there are.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.peers.len()
    }

    fn frame(
        &mut self,
        connection: ConnectionId,
        bytes: &Bytes,
        now: Timestamp,
        out: &mut Vec<Effect>,
    ) {
        if self.is_stopping {
            return;
        }
        let Some(peer) = self.peers.get_mut(&connection) else {
            return;
        };
        let frame = Frame::decode(bytes);
        // An answer to our question may carry long offline work: its bytes do not count. A step 2
        // that nobody asked for is an update like any other.
        let carrier = match frame {
            Ok(Frame::SyncStep2(_)) if peer.asked > 0 => Carrier::Step2,
            _ => Carrier::Update,
        };
        let counted = match carrier {
            Carrier::Step2 => 0,
            Carrier::Update => bytes.len(),
        };
        if !peer.rate.take(counted, now) {
            self.close(connection, TOO_MUCH, now, out);
            return;
        }
        match frame {
            Ok(Frame::SyncStep1(vector)) => match StateVector::decode(vector) {
                Ok(vector) => self.answer(connection, vector, out),
                Err(_) => self.close(connection, BAD_DATA, now, out),
            },
            Ok(Frame::SyncStep2(update) | Frame::Update(update)) => {
                self.update(connection, carrier, update, now, out);
            }
            Ok(Frame::Awareness(entries)) => self.show(connection, entries, now, out),
            Ok(Frame::QueryAwareness) => {
                if let Some(present) = self.presences.frame() {
                    send(out, connection, present);
                }
            }
            Ok(Frame::Written { ago }) if peer.dialect == Dialect::Extended => {
                let ago = Duration::from_millis(ago);
                // Who was offline for less has written it as it came, and for longer has a clock that
                // was set.
                let is_offline = (history::PAUSE..=LONGEST_CLAIM).contains(&ago);
                peer.written_at = is_offline.then(|| now.before(ago));
            }
            Ok(Frame::Denied(_) | Frame::Ack { .. } | Frame::Event(_) | Frame::Written { .. })
            | Err(_) => {
                self.close(connection, BAD_DATA, now, out);
            }
        }
    }

    /// Asks a client for what it has and the room lacks.
    fn ask(&mut self, connection: ConnectionId, out: &mut Vec<Effect>) {
        let Some(peer) = self.peers.get_mut(&connection) else {
            return;
        };
        peer.asked += 1;
        let vector = self.document.state_vector().encode();
        send(out, connection, Frame::SyncStep1(&vector).encode().into());
    }

    /// Gives a client what it lacks, as soon as everything in that is on disk.
    fn answer(&mut self, to: ConnectionId, vector: StateVector, out: &mut Vec<Effect>) {
        let Some(peer) = self.peers.get_mut(&to) else {
            return;
        };
        // The answer holds everything up to here; what comes later is relayed.
        peer.relay_after = Some(self.accepted);
        let diff = self.document.diff(&vector);
        let frame = Bytes::from(Frame::SyncStep2(&diff).encode());
        match self.last_batch() {
            Some(batch) => {
                // Who asks again says what they have now: the earlier question is out of date.
                batch.answers.retain(|answer| answer.to != to);
                batch.answers.push(Answer { to, vector, frame });
            }
            None => send(out, to, frame),
        }
    }

    /// Gives a connection what was thrown away on its way there.
    fn make_up(&mut self, connection: ConnectionId, mut since: Since, out: &mut Vec<Effect>) {
        let peer = self.peers.get(&connection);
        if peer.is_none_or(|peer| peer.relay_after.is_none()) {
            // It has not asked for the plan yet, and will be given all of it.
            return;
        }
        out.push(Effect::Note(Note::Resynchronised));
        // Nor has it what nobody was sent yet.
        for batch in self.writing.iter().chain([&self.open]) {
            for accepted in &batch.updates {
                since.widen(&accepted.since);
            }
        }
        let had: HashMap<ClientId, u32> = since.into_iter().collect();
        let has = self.document.state_vector();
        let has = has.iter().map(|(client, clock)| {
            let had = had.get(&client).copied().unwrap_or(clock);
            (client, clock.min(had))
        });
        self.answer(connection, has.collect(), out);
    }

    fn broadcast(&self, frame: &Bytes, out: &mut Vec<Effect>) {
        for to in self.peers.keys() {
            send(out, *to, frame.clone());
        }
    }

    /// Sends an event to those who understand events and meet a condition.
    fn tell_all(&self, event: &Event, whom: impl Fn(&Peer) -> bool, out: &mut Vec<Effect>) {
        let frame = event_frame(event);
        for (to, peer) in &self.peers {
            if peer.dialect == Dialect::Extended && whom(peer) {
                send(out, *to, frame.clone());
            }
        }
    }
}

/// For whoever looks for a plan that is not there.
const NO_PLAN: (u16, &str) = (close::NOT_FOUND, "there is no such plan any more");
const TOO_MUCH: (u16, &str) = (close::TOO_MUCH, "too many messages in a short time");
const BAD_DATA: (u16, &str) = (
    close::BAD_DATA,
    "the client sent what no client of this protocol sends",
);

fn send(out: &mut Vec<Effect>, to: ConnectionId, frame: Bytes) {
    out.push(Effect::Send { to, frame });
}

fn event_frame(event: &Event) -> Bytes {
    let json = serde_json::to_string(event).expect("events are maps with text keys");
    Frame::Event(&json).encode().into()
}

impl std::fmt::Debug for Room {
    /// Names the room, never the content of the plan.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Room")
            .field("key", &self.key)
            .field("head_seq", &self.head_seq)
            .field("connections", &self.peers.len())
            .finish_non_exhaustive()
    }
}
