//! One room on a table: no sockets, no disk, and a clock that is moved by hand.

use std::collections::BTreeMap;

use bytes::Bytes;
use tandem_plan::document::{PlanDoc, Replica, StateVector};
use tandem_plan::ids::{ClientId, MemberId, PlanId};
use tandem_plan::schema::SCHEMA;
use tandem_protocol::event::Event;
use tandem_protocol::frame::{AwarenessEntry, Frame};
use tandem_protocol::layer::Layer;
use tandem_protocol::member::Member;
use tandem_protocol::role::{Role, Side};
use tandem_server::clock::Timestamp;
use tandem_server::rooms::compaction::Compaction;
use tandem_server::rooms::room::{
    CommitFailure, ConnectionId, Dialect, Effect, MemberList, NotDone, Note, Opening, Room,
    RoomEvent, Visitor,
};
use tandem_server::rooms::settings::{RoomLimits, Settings};
use tandem_server::store::{Credential, RoomKey, RoomWrite, SessionId, StoredRoom};

use crate::editing::{client, seed};

pub(crate) const KEY: RoomKey = RoomKey {
    plan: PlanId::from_u128(1),
    layer: Layer::Joint,
};

/// The session of somebody.
pub(crate) fn session_of(member: &Member) -> Credential {
    let number = i64::try_from(member.id.as_u128()).unwrap();
    Credential::Session(SessionId(number))
}

/// People of the plan, by number. 5 reads only.
pub(crate) fn member(number: u128) -> Member {
    Member::new(
        MemberId::from_u128(number),
        format!("Member {number}"),
        if number.is_multiple_of(2) {
            Side::Partner
        } else {
            Side::Vendor
        },
        if number == 5 {
            Role::Viewer
        } else {
            Role::Editor
        },
    )
}

pub(crate) fn everybody() -> Vec<Member> {
    (1..=5).map(member).collect()
}

/// Everybody, as the first list says it.
pub(crate) fn first_list() -> MemberList {
    MemberList {
        asked: 1,
        members: everybody(),
    }
}

/// What is on disk when a room opens: a plan with its first content.
pub(crate) fn stored() -> StoredRoom {
    StoredRoom {
        head_seq: 1,
        snapshot: None,
        snapshot_seq: 0,
        tail: vec![seed()],
        clients: Vec::new(),
        recent: Vec::new(),
    }
}

pub(crate) struct Table {
    pub(crate) room: Room,
    pub(crate) now: Timestamp,
    /// What every connection was sent and has not read.
    inbox: BTreeMap<u64, Vec<Bytes>>,
    pub(crate) closed: BTreeMap<u64, u16>,
    /// The write that is under way.
    pub(crate) writing: Option<RoomWrite>,
    pub(crate) compacting: Option<Compaction>,
    pub(crate) notes: Vec<Note>,
    /// What was answered to which request.
    pub(crate) replies: BTreeMap<u64, Result<Timestamp, NotDone>>,
    pub(crate) is_stopped: bool,
}

impl Table {
    pub(crate) fn new() -> Self {
        Self::open(stored(), RoomLimits::default())
    }

    pub(crate) fn open(stored: StoredRoom, limits: RoomLimits) -> Self {
        let now = Timestamp::from_millis(1_790_000_000_000);
        let opening = Opening {
            key: KEY,
            settings: Settings::new(limits),
            epoch: "first".to_owned(),
            members: everybody(),
            workshop: None,
            stored,
        };
        Self {
            room: Room::open(opening, now).unwrap(),
            now,
            inbox: BTreeMap::new(),
            closed: BTreeMap::new(),
            writing: None,
            compacting: None,
            notes: Vec::new(),
            replies: BTreeMap::new(),
            is_stopped: false,
        }
    }

    /// Something happens; a writer that has nothing to do takes the next batch at once.
    pub(crate) fn event(&mut self, event: RoomEvent) {
        self.handle(event);
        if self.room.wants_to_write() {
            self.handle(RoomEvent::Write);
        }
    }

    fn handle(&mut self, event: RoomEvent) {
        for effect in self.room.handle(event, self.now) {
            match effect {
                Effect::Send { to, frame } => self.inbox.entry(to.0).or_default().push(frame),
                Effect::Relay { to, relay } => {
                    for to in to {
                        let inbox = self.inbox.entry(to.0).or_default();
                        inbox.push(relay.frame.clone());
                    }
                }
                Effect::Close {
                    connection, code, ..
                } => {
                    self.closed.insert(connection.0, code);
                }
                Effect::Commit(write) => {
                    assert!(self.writing.is_none(), "two writes at the same time");
                    self.writing = Some(write);
                }
                Effect::Compact(compaction) => self.compacting = Some(compaction),
                Effect::Reply { to, answer } => {
                    let before = self.replies.insert(to.0, answer);
                    assert_eq!(before, None, "a request is answered once");
                }
                Effect::WasHere(_) => {}
                Effect::Note(note) => self.notes.push(note),
                Effect::Stop => self.is_stopped = true,
            }
        }
    }

    pub(crate) fn join_as(&mut self, connection: u64, member: Member, dialect: Dialect) {
        self.event(RoomEvent::Join {
            connection: ConnectionId(connection),
            visitor: Visitor {
                credential: session_of(&member),
                member,
                dialect,
                build: "b1".to_owned(),
            },
            members: first_list(),
        });
    }

    pub(crate) fn join(&mut self, connection: u64, member_number: u128) {
        self.join_as(connection, member(member_number), Dialect::Extended);
    }

    /// Joins and goes through the whole handshake with this replica.
    pub(crate) fn enter(&mut self, connection: u64, member: u128, replica: &mut Replica) {
        self.join(connection, member);
        self.step_1(connection, &replica.state_vector());
        self.read(connection, replica);
    }

    pub(crate) fn send(&mut self, connection: u64, frame: &Frame<'_>) {
        self.send_bytes(connection, frame.encode());
    }

    pub(crate) fn send_bytes(&mut self, connection: u64, bytes: Vec<u8>) {
        self.event(RoomEvent::Frame {
            connection: ConnectionId(connection),
            bytes: bytes.into(),
        });
    }

    pub(crate) fn step_1(&mut self, connection: u64, vector: &StateVector) {
        self.send(connection, &Frame::SyncStep1(&vector.encode()));
    }

    pub(crate) fn update(&mut self, connection: u64, update: &[u8]) {
        self.send(connection, &Frame::Update(update));
    }

    pub(crate) fn show(&mut self, connection: u64, who: u64, clock: u32, state: Option<&str>) {
        self.send(
            connection,
            &Frame::Awareness(vec![AwarenessEntry {
                client: client(who),
                clock,
                state: state.map(str::to_owned),
            }]),
        );
    }

    pub(crate) fn leave(&mut self, connection: u64) {
        self.event(RoomEvent::Leave {
            connection: ConnectionId(connection),
        });
    }

    pub(crate) fn is_writing(&self) -> bool {
        self.writing.is_some()
    }

    /// The write that is under way gets to the disk. Returns it.
    pub(crate) fn commit(&mut self) -> RoomWrite {
        let write = self.writing.take().expect("a write is under way");
        self.event(RoomEvent::Committed);
        write
    }

    /// The write that is under way does not get to the disk.
    pub(crate) fn fail(&mut self, failure: CommitFailure) {
        assert!(self.writing.take().is_some(), "no write is under way");
        self.event(RoomEvent::CommitFailed { failure });
    }

    pub(crate) fn wait(&mut self, millis: i64) {
        self.now = Timestamp::from_millis(self.now.millis() + millis);
        self.event(RoomEvent::Tick);
    }

    /// What a connection was sent since the last time, in short words.
    pub(crate) fn heard(&mut self, connection: u64) -> Vec<String> {
        let frames = self.frames(connection);
        frames.iter().map(|frame| describe(frame)).collect()
    }

    pub(crate) fn frames(&mut self, connection: u64) -> Vec<Bytes> {
        self.inbox.remove(&connection).unwrap_or_default()
    }

    /// Lets a replica read what its connection was sent, and answer as a client does. Returns
    /// what was heard.
    pub(crate) fn read(&mut self, connection: u64, replica: &mut Replica) -> Vec<String> {
        let mut heard = Vec::new();
        loop {
            let frames = self.frames(connection);
            if frames.is_empty() {
                return heard;
            }
            for frame in frames {
                heard.push(describe(&frame));
                match Frame::decode(&frame).unwrap() {
                    Frame::SyncStep1(vector) => {
                        let missing = replica.diff(&StateVector::decode(vector).unwrap());
                        self.send(connection, &Frame::SyncStep2(&missing));
                    }
                    Frame::SyncStep2(update) | Frame::Update(update) => {
                        replica.apply(update).unwrap();
                        replica.drain();
                    }
                    _ => {}
                }
            }
        }
    }

    /// The state that a newcomer is given.
    pub(crate) fn visible(&mut self) -> PlanDoc {
        const NEWCOMER: u64 = 9_999;
        self.join(NEWCOMER, 4);
        self.step_1(NEWCOMER, &StateVector::default());
        let doc = PlanDoc::new(&SCHEMA, client(NEWCOMER));
        for frame in self.frames(NEWCOMER) {
            if let Frame::SyncStep2(update) = Frame::decode(&frame).unwrap() {
                doc.apply(update).unwrap();
            }
        }
        self.leave(NEWCOMER);
        doc
    }
}

/// A message in short words.
fn describe(frame: &[u8]) -> String {
    match Frame::decode(frame).unwrap() {
        Frame::SyncStep1(_) => "step 1".to_owned(),
        Frame::SyncStep2(_) => "step 2".to_owned(),
        Frame::Update(_) => "update".to_owned(),
        Frame::Awareness(entries) => {
            let here = |entry: &AwarenessEntry| match entry.state {
                Some(_) => format!("{} is here", entry.client),
                None => format!("{} is gone", entry.client),
            };
            entries.iter().map(here).collect::<Vec<_>>().join(", ")
        }
        Frame::Denied(reason) => format!("denied: {reason}"),
        Frame::QueryAwareness => "who is here?".to_owned(),
        Frame::Ack { count, seq } => format!("ack {count} at {seq}"),
        Frame::Written { ago } => format!("written {ago} ms ago"),
        Frame::Event(json) => match serde_json::from_str(json).unwrap() {
            Event::Hello(_) => "hello".to_owned(),
            Event::Members { members } => format!("{} members", members.len()),
            Event::Rejected { count, .. } => format!("rejected {count}"),
            Event::CannotSave => "cannot save".to_owned(),
            Event::Closing { .. } => "closing".to_owned(),
            Event::Workshop => "workshop".to_owned(),
            Event::Unknown => "unknown".to_owned(),
        },
    }
}

/// The client ids that a write makes known.
pub(crate) fn owners(write: &RoomWrite) -> Vec<(ClientId, MemberId)> {
    write.clients.clone()
}
