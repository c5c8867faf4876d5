//! Letters between any neighbours: the guard lets in what somebody could have written, all of it
//! and nothing else, and replicas that get it in different orders read the same.

use std::collections::HashSet;

use proptest::prelude::*;
use proptest::sample::Index;
use tandem_plan::document::{PlanDoc, Replica};
use tandem_plan::edit::Edit;
use tandem_plan::schema::SCHEMA;
use tandem_plan::splice::{Splice, utf16_len};
use tandem_protocol::frame::write_number;
use tandem_server::rooms::guard::Territory;

use crate::editing::{NOTES, client, editor, seed};

/// The first of the letters that are written; each is another.
const ALPHABET: u32 = 0x4e00;

/// A client's letters between two neighbours that need not ever have met.
#[derive(Debug, Clone)]
struct Attempt {
    client: u64,
    letters: usize,
    /// Among the places of the text.
    at: Index,
    /// How far the right neighbour is from the place behind the left one.
    reach: usize,
    /// The neighbours change places.
    swapped: bool,
}

fn attempt() -> impl Strategy<Value = Attempt> {
    let reach = prop_oneof![4 => Just(0), 3 => Just(1), 2 => 2_usize..4, 1 => 4_usize..20];
    let swapped = prop::bool::weighted(0.05);
    (10_u64..14, 1_usize..4, any::<Index>(), reach, swapped).prop_map(
        |(client, letters, at, reach, swapped)| Attempt {
            client,
            letters,
            at,
            reach,
            swapped,
        },
    )
}

/// One letter as it was written, by the numbers of letters.
#[derive(Debug, Clone)]
struct Letter {
    client: u64,
    clock: u64,
    /// Everything that it leans on, directly or not.
    leans_on: HashSet<usize>,
}

/// A block of letters and which it needs to be there.
struct Block {
    update: Vec<u8>,
    client: u64,
    letters: usize,
    needs: Vec<usize>,
}

/// A text and all that is known of its letters.
struct Text {
    territory: Territory,
    doc: PlanDoc,
    letters: Vec<Letter>,
    blocks: Vec<Block>,
}

impl Text {
    fn new() -> Self {
        let mut territory = Territory::new(&SCHEMA);
        territory.learn(&seed()).unwrap();
        Self {
            territory,
            doc: empty(2),
            letters: Vec::new(),
            blocks: Vec::new(),
        }
    }

    /// The numbers of the letters as they stand.
    fn order(&self) -> Vec<usize> {
        let written = self.doc.text(NOTES);
        let numbers = written.chars().map(|letter| u32::from(letter) - ALPHABET);
        numbers.map(|number| number as usize).collect()
    }

    /// Sends it to the guard, which must take it if somebody could have written it.
    fn attempt(&mut self, attempt: &Attempt) {
        let order = self.order();
        let at = attempt.at.index(order.len() + 1);
        let mut left = at.checked_sub(1).map(|before| order[before]);
        let mut right = order.get(at + attempt.reach).copied();
        if attempt.swapped {
            (left, right) = (right, left);
        }
        let leans_on: HashSet<usize> = [left, right]
            .into_iter()
            .flatten()
            .flat_map(|letter| {
                let closure = self.letters[letter].leans_on.iter().copied();
                closure.chain([letter]).collect::<Vec<_>>()
            })
            .collect();
        // What was there for whoever knows nothing else.
        let seen: Vec<usize> = order
            .into_iter()
            .filter(|it| leans_on.contains(it))
            .collect();
        let stands = |letter: usize| seen.iter().position(|it| *it == letter).unwrap();
        let behind = left.map_or(0, |left| stands(left) + 1);
        let could_be = behind == right.map_or(seen.len(), stands);

        let update = self.update(attempt, left, right);
        let scan = match self.territory.scan(&update) {
            Ok(scan) if could_be => scan,
            Err(_) if !could_be => return,
            answer => panic!("between {left:?} and {right:?} of {seen:?}: {answer:?}"),
        };
        self.territory.take(scan);
        self.doc.apply(&update).unwrap();
        let clock = self.clock(attempt.client);
        let first = self.letters.len();
        let mut leans_on = leans_on;
        for step in 0..attempt.letters {
            self.letters.push(Letter {
                client: attempt.client,
                clock: clock + step as u64,
                leans_on: leans_on.clone(),
            });
            leans_on.insert(first + step);
        }
        self.blocks.push(Block {
            update,
            client: attempt.client,
            letters: attempt.letters,
            needs: [left, right].into_iter().flatten().collect(),
        });
    }

    fn clock(&self, client: u64) -> u64 {
        let own = self.letters.iter().filter(|letter| letter.client == client);
        own.map(|letter| letter.clock + 1).max().unwrap_or(0)
    }

    fn update(&self, attempt: &Attempt, left: Option<usize>, right: Option<usize>) -> Vec<u8> {
        let mut bytes = vec![1, 1];
        write_number(&mut bytes, attempt.client);
        write_number(&mut bytes, self.clock(attempt.client));
        let bit = |neighbour: Option<usize>, bit| neighbour.map_or(0, |_| bit);
        bytes.push(4 | bit(left, 0x80) | bit(right, 0x40));
        for neighbour in [left, right].into_iter().flatten() {
            write_number(&mut bytes, self.letters[neighbour].client);
            write_number(&mut bytes, self.letters[neighbour].clock);
        }
        let write = |bytes: &mut Vec<u8>, text: &str| {
            write_number(bytes, text.len() as u64);
            bytes.extend_from_slice(text.as_bytes());
        };
        if left.is_none() && right.is_none() {
            bytes.push(1);
            write(&mut bytes, "notes");
        }
        let numbers = self.letters.len()..self.letters.len() + attempt.letters;
        let letters = numbers.map(|number| char::from_u32(ALPHABET + number as u32).unwrap());
        write(&mut bytes, &letters.collect::<String>());
        bytes.push(0);
        bytes
    }

    /// A replica that got everything in another order.
    fn shuffled(&self, order: &[Index]) -> PlanDoc {
        let doc = empty(3);
        let mut waiting: Vec<usize> = (0..self.blocks.len()).collect();
        let mut there: HashSet<usize> = HashSet::new();
        let mut choices = order.iter().cycle();
        while !waiting.is_empty() {
            let is_ready = |at: &usize| {
                let block = &self.blocks[waiting[*at]];
                let mut earlier = waiting[..*at].iter();
                earlier.all(|other| self.blocks[*other].client != block.client)
                    && block.needs.iter().all(|letter| there.contains(letter))
            };
            let ready: Vec<usize> = (0..waiting.len()).filter(is_ready).collect();
            let next = waiting.remove(*choices.next().unwrap().get(&ready));
            doc.apply(&self.blocks[next].update).unwrap();
            let before = self.blocks[..next].iter().map(|block| block.letters);
            let first: usize = before.sum();
            there.extend(first..first + self.blocks[next].letters);
        }
        doc
    }
}

fn empty(number: u64) -> PlanDoc {
    let doc = PlanDoc::new(&SCHEMA, client(number));
    doc.apply(&seed()).unwrap();
    doc
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn what_could_have_been_written_passes_and_reads_the_same_everywhere(
        attempts in prop::collection::vec(attempt(), 1..60),
        orders in prop::collection::vec(prop::collection::vec(any::<Index>(), 20), 3),
    ) {
        let mut text = Text::new();
        for attempt in &attempts {
            text.attempt(attempt);
        }
        for order in &orders {
            prop_assert!(text.shuffled(order).is_same_as(&text.doc));
        }
        let copy = PlanDoc::new(&SCHEMA, client(4));
        copy.apply(&text.doc.state()).unwrap();
        prop_assert!(copy.is_same_as(&text.doc));
    }
}

/// What one of several people does who write in one text at the same time.
#[derive(Debug, Clone)]
enum Act {
    Write(Index, usize, String),
    Undo,
    Redo,
    /// Everything that was written goes to the room.
    Send,
    /// So much of what the room has comes back.
    Hear(usize),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => (any::<Index>(), 0_usize..3, "[a-c😀]{0,3}").prop_map(|(at, cut, text)| Act::Write(at, cut, text)),
        1 => Just(Act::Undo),
        1 => Just(Act::Redo),
        3 => Just(Act::Send),
        3 => (1_usize..8).prop_map(Act::Hear),
    ]
}

struct Writer {
    replica: Replica,
    unsent: Vec<Vec<u8>>,
    heard: usize,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn what_people_write_in_one_place_at_once_is_accepted(
        script in prop::collection::vec((0_usize..4, act()), 1..120),
    ) {
        let mut territory = Territory::new(&SCHEMA);
        territory.learn(&seed()).unwrap();
        let mut writers: Vec<Writer> = (10..14)
            .map(|number| {
                let mut replica = editor(number);
                replica.apply(&seed()).unwrap();
                replica.drain();
                Writer { replica, unsent: Vec::new(), heard: 0 }
            })
            .collect();
        let mut log: Vec<Vec<u8>> = Vec::new();
        for (who, act) in script {
            let writer = &mut writers[who];
            match act {
                Act::Write(at, cut, insert) => {
                    let letters: Vec<char> = writer.replica.text(NOTES).chars().collect();
                    let start = at.index(letters.len() + 1);
                    let end = (start + cut).min(letters.len());
                    let length = |part: &[char]| utf16_len(&part.iter().collect::<String>());
                    let splice = Splice {
                        at: length(&letters[..start]),
                        delete: length(&letters[start..end]),
                        insert,
                    };
                    writer.replica.edit(&Edit::Splice { at: NOTES, splice }).unwrap();
                }
                Act::Undo => drop(writer.replica.undo()),
                Act::Redo => drop(writer.replica.redo()),
                Act::Send => {
                    for update in writer.unsent.drain(..) {
                        let scan = territory.scan(&update);
                        territory.take(scan.map_err(|violation| {
                            TestCaseError::fail(format!("{violation}: {update:?}"))
                        })?);
                        log.push(update);
                    }
                }
                Act::Hear(count) => {
                    let until = log.len().min(writer.heard + count);
                    for update in &log[writer.heard..until] {
                        writer.replica.apply(update).unwrap();
                    }
                    writer.heard = until;
                }
            }
            writer.unsent.extend(writer.replica.drain().updates);
        }
    }
}
