//! People, a room, a network and a disk, in any order of events that chance can think of:
//! connections break, messages come twice or in the wrong order, people do not keep up, commits
//! fail, the server dies before or after a commit. Whatever happens, what was acknowledged is on
//! disk, nobody is sent what they cannot read, and in the end all have the same plan.
//!
//! Every run has a seed, which a failure names: `TANDEM_SEED=… cargo test simulation` plays it
//! alone.

mod parts;
mod script;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use proptest::collection::SizeRange;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use tandem_plan::address::FieldAddress;
use tandem_plan::document::{Ledger, PlanDoc, Replica, StateVector};
use tandem_plan::history::{Content, byte_at};
use tandem_plan::ids::MemberId;
use tandem_plan::schema::SCHEMA;
use tandem_protocol::frame::Frame;
use tandem_protocol::member::Member;
use tandem_server::clock::Timestamp;
use tandem_server::history::Replay;
use tandem_server::rooms::room::{
    CommitFailure, ConnectionId, Dialect, Effect, MemberList, Opening, Room, RoomEvent, Visitor,
};
use tandem_server::rooms::settings::{RoomLimits, Settings};
use tandem_server::store::{Author, ChangeRow, LoggedUpdate, RoomWrite, Spot};

use self::parts::{Connection, Disk, Waiting};
use self::script::{Step, calm_step, step};
use crate::editing::{Intent, act, client, editor};
use crate::harness::{KEY, member, session_of, stored};

const PEOPLE: usize = 5;
/// Members of both sides who may write.
const WRITERS: [u128; PEOPLE] = [1, 2, 3, 4, 6];
/// The state of the plan is kept after every so many updates.
const STRIDE: usize = 100;

fn people() -> Vec<Member> {
    WRITERS.into_iter().map(member).collect()
}

/// Somebody at a keyboard, with the connection that they may have.
struct Person {
    member: u128,
    replica: Replica,
    connection: Option<Connection>,
}

struct World {
    disk: Disk,
    /// With how many updates behind the last snapshot the next one is made.
    snapshot_rows: usize,
    room: Room,
    writing: Option<RoomWrite>,
    people: Vec<Person>,
    connections: u64,
    now: Timestamp,
}

fn open(disk: &Disk, snapshot_rows: usize, now: Timestamp) -> Room {
    let limits = RoomLimits {
        messages_per_second: 1_000_000,
        bytes_per_second: 1_000_000_000,
        snapshot_rows,
        ..RoomLimits::default()
    };
    let opening = Opening {
        key: KEY,
        settings: Settings::new(limits),
        epoch: "first".to_owned(),
        members: people(),
        workshop: None,
        stored: disk.load(),
    };
    Room::open(opening, now).unwrap()
}

impl World {
    fn new(snapshot_rows: usize) -> Self {
        let log = stored().tail;
        let document = PlanDoc::new(&SCHEMA, client(99));
        document.apply(&log[0]).unwrap();
        let disk = Disk {
            log,
            document,
            snapshot: None,
            clients: BTreeMap::new(),
            updates: Vec::new(),
            changes: BTreeMap::new(),
            states: Vec::new(),
        };
        let now = Timestamp::from_millis(1_790_000_000_000);
        // Everybody has seen the plan before.
        let people = (0..PEOPLE).map(|number| {
            let mut replica = editor(10 + number as u64);
            replica.apply(&disk.log[0]).unwrap();
            replica.drain();
            Person {
                member: WRITERS[number],
                replica,
                connection: None,
            }
        });
        let people = people.collect();
        Self {
            room: open(&disk, snapshot_rows, now),
            snapshot_rows,
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
            Step::Repeat(who) => self.repeat(who.index(PEOPLE)),
            Step::Swap(who) => self.swap(who.index(PEOPLE)),
            Step::Overflow(who) => {
                if let Some(connection) = &mut self.people[who.index(PEOPLE)].connection {
                    connection.overflow();
                }
            }
            Step::MakeUp(who) => self.make_up(who.index(PEOPLE)),
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
            Step::Wait => self.wait(1_000),
            Step::Rest => self.wait(61_000),
        }
    }

    fn wait(&mut self, millis: i64) {
        self.now = Timestamp::from_millis(self.now.millis() + millis);
        self.event(RoomEvent::Tick);
    }

    /// The room is gone with all its connections, and is loaded again.
    fn restart(&mut self) {
        for person in &mut self.people {
            person.connection = None;
        }
        self.writing = None;
        self.room = open(&self.disk, self.snapshot_rows, self.now);
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
                            connection.to_person.push_back(Waiting::Other(frame));
                        }
                    }
                    Effect::Relay { to, relay } => {
                        for to in to {
                            if let Some(connection) = self.connection(to) {
                                connection.relay(&relay);
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
                    Effect::Note(_) | Effect::Reply { .. } | Effect::WasHere(_) => {}
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
        // Some say that they write what they wrote long ago, some that they did a moment ago.
        let ago = self.connections % 3 * 40_000;
        person.connection = Some(Connection {
            id,
            to_room: VecDeque::from([
                Frame::SyncStep1(&vector).encode(),
                Frame::Written { ago }.encode(),
            ]),
            to_person: VecDeque::new(),
            lacks: None,
            sent: Vec::new(),
        });
        let visitor = Visitor {
            member: member(person.member),
            credential: session_of(&member(person.member)),
            dialect: Dialect::Extended,
            build: String::new(),
        };
        self.event(RoomEvent::Join {
            connection: id,
            visitor,
            members: MemberList {
                asked: 1,
                members: people(),
            },
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

    fn repeat(&mut self, who: usize) {
        if let Some(connection) = &mut self.people[who].connection
            && let Some(last) = connection.sent.last().cloned()
        {
            connection.to_room.push_back(Frame::Update(&last).encode());
            connection.sent.push(last);
        }
    }

    fn swap(&mut self, who: usize) {
        if let Some(connection) = &mut self.people[who].connection {
            let count = connection.to_room.len();
            let are_updates = connection
                .to_room
                .iter()
                .rev()
                .take(2)
                .filter(|bytes| matches!(Frame::decode(bytes), Ok(Frame::Update(_))))
                .count();
            if are_updates == 2 {
                connection.to_room.swap(count - 1, count - 2);
                let sent = connection.sent.len();
                connection.sent.swap(sent - 1, sent - 2);
            }
        }
    }

    fn make_up(&mut self, who: usize) {
        if let Some(connection) = &mut self.people[who].connection
            && let Some(since) = connection.lacks.take()
        {
            let connection = connection.id;
            self.event(RoomEvent::Resync { connection, since });
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
        let frame = match connection.to_person.pop_front() {
            Some(Waiting::Relay(relay)) => relay.frame,
            Some(Waiting::Other(frame)) => frame,
            None => return,
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
                self.make_up(who);
                for _ in 0..1_000 {
                    self.person_hears(who);
                }
            }
        }
    }
}

/// The history is what the log comes to; the rows of every field chain, and end with what it holds;
/// everything was done by whoever's replica wrote it.
fn check_history(disk: &Disk) {
    let mut replay = Replay::new(&SCHEMA);
    let stored = stored().tail;
    replay
        .take(&LoggedUpdate {
            seq: 1,
            bytes: stored[0].clone(),
            author: Author::Template,
            client: None,
            at: Timestamp::from_millis(0),
            claimed_at: None,
            cause: None,
            step: None,
        })
        .unwrap();
    let begun = Ledger::of(replay.document());
    for update in &disk.updates {
        replay.take(update).unwrap();
        if let (Author::Member(author), Some(client)) = (update.author, update.client) {
            let number = usize::try_from(client.get() - 10).unwrap();
            assert_eq!(author, member(WRITERS[number]).id);
        }
    }
    let ends = Ledger::of(&disk.document);
    let told: Vec<ChangeRow> = disk.changes.values().cloned().collect();
    let mut by_spot: BTreeMap<String, Vec<&ChangeRow>> = BTreeMap::new();
    for row in &told {
        let spot = format!("{:?}", row.spot);
        by_spot.entry(spot).or_default().push(row);
        let of_row = row.id.seq..=row.until_seq;
        let mut updates = disk.updates.iter();
        assert!(
            updates.any(|update| of_row.contains(&update.seq)
                && update.author == Author::Member(row.member)),
            "{row:?}"
        );
    }
    for rows in by_spot.values() {
        let (first, last) = (rows[0], rows[rows.len() - 1]);
        let spot = &first.spot;
        let key = spot.column.as_deref().or(spot.field.as_deref()).unwrap();
        if !["kind", "order", "deleted"].contains(&key) {
            let at = address(spot);
            let mut held = begun.content(at).cloned();
            for row in rows {
                held = after(held, row);
            }
            assert_eq!(held.as_ref(), ends.content(at), "{last:?}");
        } else {
            for pair in rows.windows(2) {
                assert_eq!(pair[0].after, pair[1].before, "{:?}", pair[1]);
            }
        }
    }
    assert_eq!(replay.into_rows(), told);

    // The log up to any update is the plan as it was then.
    for (length, state) in &disk.states {
        let (again, then) = (
            PlanDoc::new(&SCHEMA, client(97)),
            PlanDoc::new(&SCHEMA, client(96)),
        );
        again.apply_all(&disk.log[..*length]).unwrap();
        then.apply(state).unwrap();
        assert!(again.is_same_as(&then), "after update {length}");
    }
}

/// What a field holds after a change; before it, it must hold what the change says.
fn after(held: Option<Content>, row: &ChangeRow) -> Option<Content> {
    let (Some(Content::Stretch { at, text: was }), Some(Content::Stretch { text: is, .. })) =
        (&row.before, &row.after)
    else {
        assert_eq!(held, row.before, "{row:?}");
        return row.after.clone();
    };
    let Some(Content::Text(text)) = held else {
        panic!("{row:?} is of a text that is not there");
    };
    let from = byte_at(&text, *at);
    assert!(text[from..].starts_with(was.as_str()), "{row:?}");
    let text = [&text[..from], is, &text[from + was.len()..]].concat();
    (!text.is_empty()).then_some(Content::Text(text))
}

/// The field that a spot names.
fn address(spot: &Spot) -> FieldAddress {
    let section = spot.section.as_deref().unwrap();
    let field = spot.field.as_deref().unwrap();
    let text = match (spot.item, spot.row) {
        (None, _) => format!("{section}.{field}"),
        (Some(item), None) => format!("{section}/{item}.{field}"),
        (Some(item), Some(row)) => {
            let column = spot.column.as_deref().unwrap();
            format!("{section}/{item}/{field}/{row}.{column}")
        }
    };
    FieldAddress::parse(&text, &SCHEMA)
        .or_else(|| FieldAddress::parse(field, &SCHEMA))
        .unwrap()
}

/// Plays one run of so many steps of this sort, with a snapshot after so many updates.
fn play(
    seed: u64,
    steps: impl Into<SizeRange>,
    step: impl Strategy<Value = Step>,
    snapshot_rows: usize,
) -> Disk {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(ProptestConfig::default(), rng);
    let script = prop::collection::vec(step, steps);
    let script = script.new_tree(&mut runner).unwrap().current();

    let mut world = World::new(snapshot_rows);
    for step in &script {
        world.step(step);
    }
    world.settle();
    let on_disk = &world.disk.document;
    for person in &world.people {
        assert!(
            on_disk.is_same_as(&person.replica),
            "{} differs",
            person.member
        );
    }
    check_history(&world.disk);
    // The next server finds the same, by the snapshot or by the log.
    let reloaded = world.disk.load();
    let doc = PlanDoc::new(&SCHEMA, client(98));
    for update in reloaded.snapshot.iter().chain(&reloaded.tail) {
        doc.apply(update).unwrap();
    }
    assert!(on_disk.is_same_as(&doc));
    world.disk
}

/// A part of a long day of ten thousand edits by five people of both sides, with and without a
/// connection, at the same places, taken back and done again.
fn play_long(seed: u64) {
    let disk = play(seed, 12_500, calm_step(), 500);
    assert!(disk.log.len() > 500, "{}", disk.log.len());
    assert!(disk.changes.len() > 1_000, "{}", disk.changes.len());
    assert!(disk.states.len() > 5, "{}", disk.states.len());
    let members: BTreeSet<MemberId> = disk.changes.values().map(|row| row.member).collect();
    assert_eq!(members.len(), PEOPLE);
}

#[test]
fn the_history_of_a_long_day_is_whole_in_a_first_quarter() {
    play_long(2_026);
}

#[test]
fn the_history_of_a_long_day_is_whole_in_a_second_quarter() {
    play_long(2_027);
}

#[test]
fn the_history_of_a_long_day_is_whole_in_a_third_quarter() {
    play_long(2_028);
}

#[test]
fn the_history_of_a_long_day_is_whole_in_a_last_quarter() {
    play_long(2_029);
}

/// Plays all runs with these seeds, or the one that is asked for.
fn play_all(seeds: Range<u64>) {
    let asked = std::env::var("TANDEM_SEED").ok();
    let asked = asked.map(|seed| seed.parse().expect("a seed is a number"));
    for seed in seeds {
        if asked.is_some_and(|asked: u64| asked != seed) {
            continue;
        }
        let played = std::panic::catch_unwind(|| drop(play(seed, 1..200, step(), 5)));
        if let Err(panic) = played {
            eprintln!("the run with TANDEM_SEED={seed} failed");
            std::panic::resume_unwind(panic);
        }
    }
}

// As many tests as there is to do at the same time.
#[test]
fn what_was_acknowledged_is_kept_and_all_converge_in_a_first_quarter_of_runs() {
    play_all(0..256);
}

#[test]
fn what_was_acknowledged_is_kept_and_all_converge_in_a_second_quarter_of_runs() {
    play_all(256..512);
}

#[test]
fn what_was_acknowledged_is_kept_and_all_converge_in_a_third_quarter_of_runs() {
    play_all(512..768);
}

#[test]
fn what_was_acknowledged_is_kept_and_all_converge_in_a_last_quarter_of_runs() {
    play_all(768..1_024);
}
