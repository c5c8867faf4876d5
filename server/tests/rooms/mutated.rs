//! Updates that were honest once, changed in many ways and sent into a room in which two people
//! type: whatever comes of them, the room goes on, and nobody else's words are lost.
//!
//! `TANDEM_MUTATIONS` says how many are sent, `TANDEM_SEED` which; a failure names its seed.

use std::collections::BTreeMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use tandem_plan::document::{PlanDoc, Replica};
use tandem_plan::edit::Edit;
use tandem_plan::schema::SCHEMA;
use tandem_plan::splice::{Splice, utf16_len};
use tandem_protocol::frame::{Frame, write_number};
use tandem_server::rooms::guard::Territory;
use tandem_server::rooms::room::{Note, RoomEvent};

use crate::editing::{NAME, client, editor, intent, seed, try_act};
use crate::fuzzed::read_everything;
use crate::harness::Table;
use crate::server::from_environment;

/// How many are sent when nobody says how many.
const MUTATIONS: usize = 3_000;
/// After so many the plan begins anew, so that it stays small.
const A_ROUND: usize = 500;

/// No round makes a document of so many bytes.
const LARGE: usize = 1 << 20;

const ANN: u64 = 1;
const BOB: u64 = 2;

/// What came of the updates.
#[derive(Debug, Default)]
struct Tally {
    sent: usize,
    /// Written to the log.
    accepted: usize,
    /// Answered as if they held nothing new.
    known: usize,
    /// Asked for again because they build on what is not there.
    gaps: usize,
    panics: usize,
    /// The document's size at the end of a round, in bytes: the largest.
    largest: usize,
    refused: BTreeMap<&'static str, usize>,
}

/// One of the honest people: types letters that nobody else has at the end of the plan's name.
struct Typist {
    connection: u64,
    client: u64,
    replica: Replica,
    typed: Vec<char>,
    /// The first of the letters and how many there are.
    alphabet: (u32, u32),
}

impl Typist {
    fn new(table: &mut Table, connection: u64, alphabet: (u32, u32)) -> Self {
        let client = connection * 10;
        let mut replica = editor(client);
        table.enter(connection, u128::from(connection), &mut replica);
        Self {
            connection,
            client,
            replica,
            typed: Vec::new(),
            alphabet,
        }
    }

    fn type_on(&mut self, table: &mut Table) {
        table.read(self.connection, &mut self.replica);
        let (first, count) = self.alphabet;
        let number = u32::try_from(self.typed.len()).unwrap();
        let letter = char::from_u32(first + number % count).unwrap();
        self.typed.push(letter);
        let splice = Splice {
            at: utf16_len(&self.replica.text(NAME)),
            delete: 0,
            insert: letter.to_string(),
        };
        self.replica
            .edit(&Edit::Splice { at: NAME, splice })
            .unwrap();
        let update = self.replica.drain().updates.concat();
        table.update(self.connection, &update);
    }

    /// Everything that was typed and that nobody deleted is there, in its order. Every letter was
    /// one operation.
    fn assert_intact(&self, text: &str, deleted: &[(u64, Range<u32>)]) {
        let mut rest = text.chars();
        for (clock, letter) in (0_u32..).zip(&self.typed) {
            let is_deleted = deleted
                .iter()
                .any(|(client, clocks)| *client == self.client && clocks.contains(&clock));
            assert!(
                is_deleted || rest.any(|other| other == *letter),
                "the letter {clock} of client {} is lost",
                self.client
            );
        }
    }
}

/// Somebody whose updates arrive changed.
struct Stranger {
    connection: u64,
    replica: Replica,
    /// What the replica made since the room last had all of it.
    made: Vec<Vec<u8>>,
}

/// What became of an update.
enum Fate {
    /// It came to nothing.
    Nothing,
    /// It came to nothing, and the connection is closed or waits for an answer.
    Offended,
    /// It is in the plan: operations that the replica would make differently.
    Taken,
}

/// A plan with its people from its beginning on.
struct Round {
    table: Table,
    ann: Typist,
    bob: Typist,
    /// What the guard would know if it had read the log.
    territory: Territory,
    /// What was written to the disk.
    log: Vec<bytes::Bytes>,
    /// What was deleted.
    deleted: Vec<(u64, Range<u32>)>,
    connections: u64,
    notes: usize,
}

impl Round {
    fn new() -> Self {
        let mut table = Table::new();
        let ann = Typist::new(&mut table, ANN, (0x4e00, 20_000));
        let bob = Typist::new(&mut table, BOB, (0xac00, 11_000));
        let mut territory = Territory::new(&SCHEMA);
        territory.learn(&seed()).unwrap();
        Self {
            table,
            ann,
            bob,
            territory,
            log: vec![seed().into()],
            deleted: Vec::new(),
            connections: 10,
            notes: 0,
        }
    }

    /// Everything that is being written gets to the disk.
    fn commit(&mut self) {
        while self.table.writing.is_some() {
            for update in self.table.commit().updates {
                let scan = self.territory.scan(&update.bytes).unwrap();
                let deletes = scan.deletes.iter();
                self.deleted
                    .extend(deletes.map(|gone| (gone.client.get(), gone.clocks.clone())));
                self.territory.take(scan);
                self.log.push(update.bytes);
            }
            if let Some(compaction) = self.table.compacting.take() {
                let snapshot = Some((compaction.seq(), compaction.run().unwrap().into()));
                self.table.event(RoomEvent::Compacted { snapshot });
            }
        }
    }

    /// Somebody comes with an id that was never used, and with what is on disk.
    fn stranger(&mut self) -> Stranger {
        self.commit();
        self.connections += 1;
        let connection = self.connections;
        let mut replica = editor(1_000 + connection);
        self.table.enter(connection, 3, &mut replica);
        Stranger {
            connection,
            replica,
            made: Vec::new(),
        }
    }

    /// The same person comes again.
    fn come_again(&mut self, stranger: &mut Stranger) {
        self.table.leave(stranger.connection);
        self.connections += 1;
        stranger.connection = self.connections;
        self.table.join(stranger.connection, 3);
        // The answer to the room's question: nothing that it lacks.
        self.table
            .send(stranger.connection, &Frame::SyncStep2(&[0, 0]));
    }

    /// Sends what the stranger made as it is.
    fn send_honestly(&mut self, stranger: &mut Stranger) {
        for update in stranger.made.drain(..) {
            self.table.update(stranger.connection, &update);
        }
        self.notes = self.table.notes.len();
        let connection = stranger.connection;
        assert!(!self.table.closed.contains_key(&connection));
    }

    /// Sends a changed update.
    fn send(&mut self, stranger: &Stranger, update: &[u8], tally: &mut Tally) -> Fate {
        let connection = stranger.connection;
        self.table.heard(connection);
        self.table.now = self.table.now.after(std::time::Duration::from_millis(200));
        let before = self.table.room.document_bytes();
        self.table.send(connection, &Frame::Update(update));
        tally.sent += 1;
        let notes = self.table.notes[self.notes..].iter();
        let mut was_refused = false;
        for note in notes {
            match note {
                Note::Refused(refusal) => {
                    was_refused = true;
                    *tally.refused.entry(refusal.key()).or_default() += 1;
                }
                Note::PanicCaught => tally.panics += 1,
                Note::Acknowledged(_) | Note::Resynchronised => {}
            }
        }
        self.notes = self.table.notes.len();
        let asks = |frame: &bytes::Bytes| matches!(Frame::decode(frame), Ok(Frame::SyncStep1(_)));
        if was_refused {
            return match self.table.closed.contains_key(&connection) {
                true => Fate::Offended,
                false => Fate::Nothing,
            };
        }
        if self.table.frames(connection).iter().any(asks) {
            tally.gaps += 1;
            return Fate::Offended;
        }
        if self.table.room.document_bytes() == before {
            tally.known += 1;
            return Fate::Nothing;
        }
        tally.accepted += 1;
        Fate::Taken
    }

    /// Everybody has everything, and everything can be read.
    fn finish(mut self, tally: &mut Tally) {
        self.commit();
        for typist in [&mut self.ann, &mut self.bob] {
            self.table.read(typist.connection, &mut typist.replica);
        }
        let plan = self.table.visible();
        assert!(plan.is_same_as(&self.ann.replica) && plan.is_same_as(&self.bob.replica));
        assert!(!self.table.closed.contains_key(&ANN) && !self.table.closed.contains_key(&BOB));
        let text = plan.text(NAME);
        self.ann.assert_intact(&text, &self.deleted);
        self.bob.assert_intact(&text, &self.deleted);
        read_everything(&plan);
        let written = self.log.iter().map(bytes::Bytes::len).sum();
        assert!(self.table.room.document_bytes() < LARGE);
        assert!(plan.state().len() <= written);
        // Nor does it matter how it is read from the disk: update by update, or as a whole.
        let [loaded, copy] = [3, 4].map(|number| PlanDoc::new(&SCHEMA, client(number)));
        for update in &self.log {
            loaded.apply(update).unwrap();
        }
        copy.apply(&loaded.state()).unwrap();
        assert!(loaded.is_same_as(&plan) && copy.is_same_as(&plan));
        tally.largest = tally.largest.max(plan.state().len());
    }
}

/// Numbers at which something might change its mind.
const EDGES: [u64; 8] = [
    0,
    127,
    128,
    (1 << 31) - 1,
    1 << 31,
    u32::MAX as u64,
    1 << 53,
    u64::MAX,
];

/// An update that is not what it was. `other` is another one of the same person.
fn mutate(random: &mut StdRng, update: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = update.to_vec();
    for _ in 0..random.random_range(1..4) {
        let length = bytes.len();
        if length == 0 {
            return bytes;
        }
        let at = random.random_range(0..length);
        let end = random.random_range(at..length.min(at + 12)) + 1;
        match random.random_range(0..9) {
            0 => bytes[at] = random.random(),
            1 => bytes[at] ^= 1 << random.random_range(0..8),
            2 => bytes[at] = bytes[at].wrapping_add(1),
            3 => bytes[at] = bytes[at].wrapping_sub(1),
            4 => {
                let range = bytes[at..end].to_vec();
                let to = random.random_range(0..=length);
                bytes.splice(to..to, range);
            }
            5 => drop(bytes.drain(at..end)),
            6 => {
                let new: Vec<u8> = (at..end).map(|_| random.random()).collect();
                bytes.splice(at..at, new);
            }
            7 => {
                // A whole number gives way to another.
                let from = bytes[..at].iter().rposition(|byte| byte & 0x80 == 0);
                let from = from.map_or(0, |before| before + 1);
                let last = bytes[from..].iter().position(|byte| byte & 0x80 == 0);
                let to = last.map_or(length, |last| from + last + 1);
                let mut number = Vec::new();
                write_number(&mut number, EDGES[random.random_range(0..EDGES.len())]);
                bytes.splice(from..to, number);
            }
            _ => {
                bytes.truncate(at);
                let from = random.random_range(0..=other.len());
                bytes.extend_from_slice(&other[from..]);
            }
        }
    }
    bytes
}

/// Tells what was played when the test fails.
struct Told {
    seed: u64,
    update: Vec<u8>,
}

impl Drop for Told {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let Self { seed, update } = self;
            eprintln!("TANDEM_SEED={seed}, after the update {update:?}");
        }
    }
}

/// Plays one round.
fn play(seed: u64, mutations: usize, tally: &mut Tally) {
    let mut told = Told {
        seed,
        update: Vec::new(),
    };
    let mut random = StdRng::seed_from_u64(seed);
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &random.random::<[u8; 32]>());
    let mut intents = TestRunner::new_with_rng(Config::default(), rng);
    let mut round = Round::new();
    let mut stranger = round.stranger();
    let until = tally.sent + mutations;
    while tally.sent < until {
        if random.random_ratio(1, 8) {
            round.ann.type_on(&mut round.table);
        }
        if random.random_ratio(1, 8) {
            round.bob.type_on(&mut round.table);
        }
        if random.random_ratio(1, 2) {
            round.commit();
        }
        if stranger.made.is_empty() || random.random_ratio(1, 4) {
            if random.random() {
                round.send_honestly(&mut stranger);
            }
            let meant = intent().new_tree(&mut intents).unwrap().current();
            // An earlier update may have made an item that lacks the field.
            let _ = try_act(&mut stranger.replica, &meant);
            stranger.made.extend(stranger.replica.drain().updates);
            continue;
        }
        let made = &stranger.made;
        let update = match random.random_range(0..6) {
            0 => stranger.replica.state(),
            1 => made[random.random_range(0..made.len())].clone(),
            _ => made[0].clone(),
        };
        let other = &made[random.random_range(0..made.len())];
        let update = mutate(&mut random, &update, other);
        told.update.clone_from(&update);
        match round.send(&stranger, &update, tally) {
            Fate::Nothing => {}
            Fate::Offended => round.come_again(&mut stranger),
            Fate::Taken => {
                round.table.leave(stranger.connection);
                stranger = round.stranger();
            }
        }
    }
    round.finish(tally);
}

#[test]
fn mutated_updates_disturb_nobody() {
    let mutations = from_environment("TANDEM_MUTATIONS").unwrap_or(MUTATIONS);
    let mut tally = Tally::default();
    let first = from_environment("TANDEM_SEED").unwrap_or(0_u64);
    let mut failed = Vec::new();
    // All of them, so that a long run tells how often something happens.
    for seed in first.. {
        let left = mutations.saturating_sub(tally.sent);
        if left == 0 {
            break;
        }
        let round = AssertUnwindSafe(|| play(seed, left.min(A_ROUND), &mut tally));
        if catch_unwind(round).is_err() {
            failed.push(seed);
            // It may have failed before it sent anything.
            tally.sent += 1;
        }
    }
    eprintln!("{tally:?}");
    assert!(
        failed.is_empty(),
        "rounds failed: TANDEM_SEED plays each of {failed:?}"
    );
    // It has seen both sides of the guard, else it has proved nothing.
    assert!(tally.accepted > 0 && tally.refused.contains_key("violation"));
}
