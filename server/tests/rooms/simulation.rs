//! People, a room, a network and a disk, in any order of events that a property test can think
//! of: connections break, commits fail, the server dies before or after a commit. Whatever
//! happens, what was acknowledged is on disk, nobody is sent what they cannot read, and in the
//! end all have the same plan.

use std::collections::{BTreeMap, VecDeque};

use bytes::Bytes;
use proptest::prelude::*;
use proptest::sample::Index;
use tandem_plan::document::{PlanDoc, Replica, StateVector};
use tandem_plan::ids::{ClientId, MemberId};
use tandem_plan::schema::SCHEMA;
use tandem_protocol::frame::Frame;
use tandem_server::clock::Timestamp;
use tandem_server::rooms::room::{
    CommitFailure, ConnectionId, Dialect, Effect, Opening, Room, RoomEvent, Visitor,
};
use tandem_server::rooms::settings::{RoomLimits, Settings};
use tandem_server::store::{RoomWrite, StoredRoom};

use crate::editing::{Intent, act, client, editor, intent};
use crate::harness::{KEY, everybody, first_list, member, stored};

const PEOPLE: usize = 3;

#[derive(Debug, Clone)]
enum Step {
    Edit(Index, Intent),
    Connect(Index),
    Drop(Index),
    /// Some messages of a person reach the room.
    ToRoom(Index, u8),
    /// Some messages reach a person.
    ToPerson(Index, u8),
    Commit,
    /// The disk refuses.
    CommitFails,
    /// It is on disk, and the room is told that it is not.
    CommitSeemsToFail,
    /// The server dies; what is being written may or may not have got to the disk.
    Crash {
        written: bool,
    },
    Wait,
}

fn step() -> impl Strategy<Value = Step> {
    let index = any::<Index>;
    prop_oneof![
        8 => (index(), intent()).prop_map(|(who, intent)| Step::Edit(who, intent)),
        3 => index().prop_map(Step::Connect),
        1 => index().prop_map(Step::Drop),
        8 => (index(), 1..6u8).prop_map(|(who, count)| Step::ToRoom(who, count)),
        8 => (index(), 1..6u8).prop_map(|(who, count)| Step::ToPerson(who, count)),
        8 => Just(Step::Commit),
        2 => Just(Step::CommitFails),
        1 => Just(Step::CommitSeemsToFail),
        1 => any::<bool>().prop_map(|written| Step::Crash { written }),
        3 => Just(Step::Wait),
    ]
}

/// Somebody at a keyboard, with the connection that they may have.
struct Person {
    member: u128,
    replica: Replica,
    connection: Option<Connection>,
}

struct Connection {
    id: ConnectionId,
    to_room: VecDeque<Vec<u8>>,
    to_person: VecDeque<Bytes>,
    /// The updates of this connection, in the order of their numbers.
    sent: Vec<Vec<u8>>,
}

/// What survives a crash.
struct Disk {
    log: Vec<Vec<u8>>,
    /// What the log comes to.
    document: PlanDoc,
    snapshot: Option<(u64, Vec<u8>)>,
    clients: BTreeMap<ClientId, MemberId>,
}

impl Disk {
    fn load(&self) -> StoredRoom {
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
        }
    }

    fn commit(&mut self, write: &RoomWrite) -> Result<(), CommitFailure> {
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
        }
        Ok(())
    }

    /// Whether everything in an update is on disk.
    fn holds(&self, update: &[u8]) -> bool {
        self.document.apply(update) == Ok(false)
    }
}

struct World {
    disk: Disk,
    room: Room,
    writing: Option<RoomWrite>,
    people: Vec<Person>,
    connections: u64,
    now: Timestamp,
}

fn open(disk: &Disk, now: Timestamp) -> Room {
    let limits = RoomLimits {
        messages_per_second: 1_000_000,
        bytes_per_second: 1_000_000_000,
        snapshot_rows: 5,
        ..RoomLimits::default()
    };
    let opening = Opening {
        key: KEY,
        settings: Settings::new(limits),
        epoch: "first".to_owned(),
        members: everybody(),
        stored: disk.load(),
    };
    Room::open(opening, now).unwrap()
}

impl World {
    fn new() -> Self {
        let log = stored().tail;
        let document = PlanDoc::new(&SCHEMA, client(99));
        document.apply(&log[0]).unwrap();
        let disk = Disk {
            log,
            document,
            snapshot: None,
            clients: BTreeMap::new(),
        };
        let now = Timestamp::from_millis(1_790_000_000_000);
        // Everybody has seen the plan before.
        let people = (0..PEOPLE).map(|number| {
            let mut replica = editor(10 + number as u64);
            replica.apply(&disk.log[0]).unwrap();
            replica.drain();
            Person {
                member: number as u128 + 1,
                replica,
                connection: None,
            }
        });
        let people = people.collect();
        Self {
            room: open(&disk, now),
            writing: None,
            people,
            connections: 0,
            now,
            disk,
        }
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Edit(who, intent) => self.edit(who.index(PEOPLE), intent),
            Step::Connect(who) => self.connect(who.index(PEOPLE)),
            Step::Drop(who) => self.hang_up(who.index(PEOPLE)),
            Step::ToRoom(who, count) => {
                for _ in 0..*count {
                    self.room_hears(who.index(PEOPLE));
                }
            }
            Step::ToPerson(who, count) => {
                for _ in 0..*count {
                    self.person_hears(who.index(PEOPLE));
                }
            }
            Step::Commit => self.commit(),
            Step::CommitFails => {
                if self.writing.take().is_some() {
                    let failure = CommitFailure::Unwritable;
                    self.event(RoomEvent::CommitFailed { failure });
                }
            }
            Step::CommitSeemsToFail => {
                if let Some(write) = self.writing.take() {
                    let failure = match self.disk.commit(&write) {
                        Ok(()) => CommitFailure::Unwritable,
                        Err(failure) => failure,
                    };
                    self.event(RoomEvent::CommitFailed { failure });
                }
            }
            Step::Crash { written } => {
                if let Some(write) = self.writing.take()
                    && *written
                {
                    // A room that is behind its log has nothing to lose here.
                    let _ = self.disk.commit(&write);
                }
                self.restart();
            }
            Step::Wait => {
                self.now = Timestamp::from_millis(self.now.millis() + 1_000);
                self.event(RoomEvent::Tick);
            }
        }
    }

    /// The room is gone with all its connections, and is loaded again.
    fn restart(&mut self) {
        for person in &mut self.people {
            person.connection = None;
        }
        self.writing = None;
        self.room = open(&self.disk, self.now);
    }

    fn commit(&mut self) {
        if let Some(write) = self.writing.take() {
            let event = match self.disk.commit(&write) {
                Ok(()) => RoomEvent::Committed,
                Err(failure) => RoomEvent::CommitFailed { failure },
            };
            self.event(event);
        }
    }

    fn event(&mut self, event: RoomEvent) {
        let mut events = vec![event];
        while let Some(event) = events.pop() {
            let mut effects = self.room.handle(event, self.now);
            if self.room.wants_to_write() {
                effects.extend(self.room.handle(RoomEvent::Write, self.now));
            }
            for effect in effects {
                match effect {
                    Effect::Send { to, frame } => {
                        if let Some(connection) = self.connection(to) {
                            connection.to_person.push_back(frame);
                        }
                    }
                    Effect::Relay { to, relay } => {
                        for to in to {
                            if let Some(connection) = self.connection(to) {
                                connection.to_person.push_back(relay.frame.clone());
                            }
                        }
                    }
                    Effect::Close { connection, .. } => {
                        let of = |person: &&mut Person| {
                            person
                                .connection
                                .as_ref()
                                .is_some_and(|c| c.id == connection)
                        };
                        if let Some(person) = self.people.iter_mut().find(of) {
                            person.connection = None;
                        }
                    }
                    Effect::Commit(write) => self.writing = Some(write),
                    Effect::Compact(compaction) => {
                        let (seq, state) = (compaction.seq(), compaction.run().unwrap());
                        self.disk.snapshot = Some((seq, state.clone()));
                        let snapshot = Some((seq, state.into()));
                        events.push(RoomEvent::Compacted { snapshot });
                    }
                    Effect::Stop => return self.restart(),
                }
            }
        }
    }

    fn connection(&mut self, id: ConnectionId) -> Option<&mut Connection> {
        let connections = self
            .people
            .iter_mut()
            .filter_map(|person| person.connection.as_mut());
        connections
            .into_iter()
            .find(|connection| connection.id == id)
    }

    fn connect(&mut self, who: usize) {
        if self.people[who].connection.is_some() {
            return;
        }
        self.connections += 1;
        let id = ConnectionId(self.connections);
        let person = &mut self.people[who];
        let vector = person.replica.state_vector().encode();
        person.connection = Some(Connection {
            id,
            to_room: VecDeque::from([Frame::SyncStep1(&vector).encode()]),
            to_person: VecDeque::new(),
            sent: Vec::new(),
        });
        let visitor = Visitor {
            member: member(person.member),
            dialect: Dialect::Extended,
            build: String::new(),
        };
        self.event(RoomEvent::Join {
            connection: id,
            visitor,
            members: first_list(),
        });
    }

    fn hang_up(&mut self, who: usize) {
        if let Some(connection) = self.people[who].connection.take() {
            self.event(RoomEvent::Leave {
                connection: connection.id,
            });
        }
    }

    fn edit(&mut self, who: usize, intent: &Intent) {
        let person = &mut self.people[who];
        act(&mut person.replica, intent);
        for update in person.replica.drain().updates {
            if let Some(connection) = &mut person.connection {
                connection
                    .to_room
                    .push_back(Frame::Update(&update).encode());
                connection.sent.push(update);
            }
        }
    }

    fn room_hears(&mut self, who: usize) {
        let Some(connection) = &mut self.people[who].connection else {
            return;
        };
        if let Some(bytes) = connection.to_room.pop_front() {
            let connection = connection.id;
            self.event(RoomEvent::Frame {
                connection,
                bytes: bytes.into(),
            });
        }
    }

    fn person_hears(&mut self, who: usize) {
        let Person {
            replica,
            connection: Some(connection),
            ..
        } = &mut self.people[who]
        else {
            return;
        };
        let Some(frame) = connection.to_person.pop_front() else {
            return;
        };
        match Frame::decode(&frame).unwrap() {
            Frame::SyncStep1(vector) => {
                let missing = replica.diff(&StateVector::decode(vector).unwrap());
                connection
                    .to_room
                    .push_back(Frame::SyncStep2(&missing).encode());
                connection.sent.push(missing);
            }
            Frame::SyncStep2(update) | Frame::Update(update) => {
                assert!(self.disk.holds(update), "shown and not on disk");
                replica
                    .apply(update)
                    .expect("what is sent can be read by whom it is sent to");
                replica.drain();
            }
            Frame::Ack { count, seq } => {
                assert!(seq <= self.disk.log.len() as u64);
                for update in &connection.sent[..usize::try_from(count).unwrap()] {
                    assert!(self.disk.holds(update), "acknowledged and not on disk");
                }
            }
            Frame::Event(json) => assert!(!json.contains("rejected"), "{json}"),
            other => panic!("nobody sent {other:?}"),
        }
    }

    /// Everybody comes back, everything arrives, the disk works again.
    fn settle(&mut self) {
        for _ in 0..50 {
            self.step(&Step::Wait);
            for who in 0..PEOPLE {
                self.connect(who);
                for _ in 0..1_000 {
                    self.room_hears(who);
                }
            }
            for _ in 0..1_000 {
                self.commit();
            }
            for who in 0..PEOPLE {
                for _ in 0..1_000 {
                    self.person_hears(who);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_was_acknowledged_is_kept_and_all_converge(
        script in prop::collection::vec(step(), 1..200),
    ) {
        let mut world = World::new();
        for step in &script {
            world.step(step);
        }
        world.settle();
        let on_disk = &world.disk.document;
        for person in &world.people {
            prop_assert!(on_disk.is_same_as(&person.replica), "{} differs", person.member);
        }
        // The next server finds the same, by the snapshot or by the log.
        let reloaded = world.disk.load();
        let doc = PlanDoc::new(&SCHEMA, client(98));
        for update in reloaded.snapshot.iter().chain(&reloaded.tail) {
            doc.apply(update).unwrap();
        }
        prop_assert!(on_disk.is_same_as(&doc));
    }
}
