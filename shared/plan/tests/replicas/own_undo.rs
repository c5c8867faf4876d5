//! Undo and redo are about one's own edits: whatever several people do, and in whatever order it
//! reaches them, nobody's undo takes away or brings back what somebody else wrote or removed.
//! And the places that people show each other stay with their letters.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use proptest::prelude::*;
use proptest::sample::Index;
use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::document::{Anchor, PlanDoc, Replica};
use tandem_plan::edit::Edit;
use tandem_plan::ids::ClientId;
use tandem_plan::schema::SCHEMA;
use tandem_plan::splice::{Splice, utf16_len};

const FIELDS: [FieldAddress; 2] = [
    Holder::Section("plan").field("name"),
    Holder::Section("vision").field("thesis"),
];

#[derive(Debug, Clone)]
enum Step {
    /// Replaces up to `delete` letters by `insert` new ones.
    Type {
        field: usize,
        at: Index,
        delete: usize,
        insert: usize,
    },
    Undo,
    Redo,
    /// What is typed next is undone apart from what was typed before.
    Pause,
    /// So many of this person's updates reach the server.
    Send(usize),
    /// So many of the updates that the server has reach this person.
    Receive(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0..FIELDS.len(), any::<Index>(), 0usize..4, 0usize..4)
            .prop_map(|(field, at, delete, insert)| Step::Type { field, at, delete, insert }),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
        1 => Just(Step::Pause),
        3 => (1usize..6).prop_map(Step::Send),
        3 => (1usize..12).prop_map(Step::Receive),
    ]
}

/// No letter is ever typed twice, so every letter tells who wrote it. Half of them take two units.
fn letter(number: usize) -> char {
    let number = u32::try_from(number).unwrap();
    let first = if number.is_multiple_of(2) {
        0x4e00
    } else {
        0x2_0000
    };
    char::from_u32(first + number).unwrap()
}

/// The state of a plan in which nothing has been written yet.
fn empty() -> Vec<u8> {
    let server = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
    server.complete();
    server.state()
}

struct Editor {
    replica: Replica,
    sent: Vec<Vec<u8>>,
    /// How many of them the server has.
    at_server: usize,
    /// How many of the server's updates have come here.
    received: usize,
    clock: Arc<AtomicU64>,
    shown: BTreeMap<char, usize>,
    /// What this person typed or removed, ever.
    touched: BTreeSet<char>,
    /// What this person removed, ever, and how many times.
    removed: BTreeMap<char, usize>,
}

impl Editor {
    fn new(client: u64, seed: &[u8]) -> Self {
        let clock = Arc::new(AtomicU64::new(1_000));
        let time = Arc::clone(&clock);
        let client = ClientId::try_from(client).unwrap();
        let now = Arc::new(move || time.load(Ordering::Relaxed));
        let mut replica = Replica::new(&SCHEMA, client, now);
        replica.apply(seed).unwrap();
        replica.drain();
        Self {
            replica,
            sent: Vec::new(),
            at_server: 0,
            received: 0,
            clock,
            shown: BTreeMap::new(),
            touched: BTreeSet::new(),
            removed: BTreeMap::new(),
        }
    }

    /// How often every letter stands here. Two people who remove a letter at once can both bring
    /// it back.
    fn letters(&self) -> BTreeMap<char, usize> {
        let mut letters = BTreeMap::new();
        for letter in FIELDS.map(|at| self.replica.text(at)).concat().chars() {
            *letters.entry(letter).or_default() += 1;
        }
        letters
    }

    /// Does something, and returns what came and what went by it.
    fn watch(&mut self, act: impl FnOnce(&mut Replica)) -> (Vec<char>, BTreeMap<char, usize>) {
        act(&mut self.replica);
        self.sent.extend(self.replica.drain().updates);
        let now = self.letters();
        let more =
            |a: &BTreeMap<char, usize>, b: &BTreeMap<char, usize>| -> BTreeMap<char, usize> {
                let times = a.iter().map(|(letter, n)| {
                    let before = b.get(letter).copied().unwrap_or(0);
                    (*letter, n.saturating_sub(before))
                });
                times.filter(|(_, times)| *times > 0).collect()
            };
        let came = more(&now, &self.shown).into_keys().collect();
        let went = more(&self.shown, &now);
        self.shown = now;
        (came, went)
    }

    fn send(&mut self, count: usize, server: &mut Vec<Vec<u8>>) {
        let waiting = &self.sent[self.at_server..];
        let count = count.min(waiting.len());
        server.extend_from_slice(&waiting[..count]);
        self.at_server += count;
    }

    fn receive_from(&mut self, count: usize, server: &[Vec<u8>]) {
        let news = &server[self.received..];
        let count = count.min(news.len());
        self.received += count;
        // One's own come back too, and change nothing.
        self.receive(&news[..count]);
    }

    fn receive(&mut self, updates: &[Vec<u8>]) {
        self.watch(|replica| {
            for update in updates {
                replica.apply(update).unwrap();
            }
        });
    }

    fn write(&mut self, field: usize, at: Index, delete: usize, insert: &[char]) {
        let text: Vec<char> = self.replica.text(FIELDS[field]).chars().collect();
        let start = at.index(text.len() + 1);
        let end = (start + delete).min(text.len());
        let units = |letters: &[char]| utf16_len(&letters.iter().collect::<String>());
        let splice = Splice {
            at: units(&text[..start]),
            delete: units(&text[start..end]),
            insert: insert.iter().collect(),
        };
        let edit = Edit::Splice {
            at: FIELDS[field],
            splice,
        };
        let (came, went) = self.watch(|replica| replica.edit(&edit).unwrap());
        self.touched.extend(came.iter().chain(went.keys()));
        self.count_removed(went);
    }

    /// Undo or redo, held to what it may do.
    fn go_back(&mut self, act: impl FnOnce(&mut Replica)) -> Result<(), TestCaseError> {
        let (came, went) = self.watch(act);
        for letter in went.keys() {
            prop_assert!(
                self.touched.contains(letter),
                "{letter} was somebody else's"
            );
        }
        for letter in &came {
            let is_own = self.removed.contains_key(letter);
            prop_assert!(is_own, "only others had removed {letter}");
        }
        self.count_removed(went);
        Ok(())
    }

    fn count_removed(&mut self, went: BTreeMap<char, usize>) {
        for (letter, times) in went {
            *self.removed.entry(letter).or_default() += times;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn undo_is_about_ones_own_edits(
        script in prop::collection::vec((0usize..3, step()), 1..80),
    ) {
        let seed = empty();
        // The server relays in one order; when it gets something and who has got how much of it is
        // left to chance.
        let mut server: Vec<Vec<u8>> = Vec::new();
        let mut editors: Vec<Editor> = (0..3).map(|n| Editor::new(10 + n, &seed)).collect();
        let mut typed = 0;
        for (who, step) in script {
            match step {
                Step::Type { field, at, delete, insert } => {
                    let letters: Vec<char> = (typed..typed + insert).map(letter).collect();
                    typed += insert;
                    editors[who].write(field, at, delete, &letters);
                }
                Step::Undo => editors[who].go_back(|replica| { replica.undo(); })?,
                Step::Redo => editors[who].go_back(|replica| { replica.redo(); })?,
                Step::Pause => {
                    editors[who].clock.fetch_add(1_000, Ordering::Relaxed);
                }
                Step::Send(count) => editors[who].send(count, &mut server),
                Step::Receive(count) => editors[who].receive_from(count, &server),
            }
        }

        // Everything reaches everybody.
        for editor in &mut editors {
            editor.send(usize::MAX, &mut server);
        }
        for editor in &mut editors {
            editor.receive_from(usize::MAX, &server);
        }
        let texts = |editor: &Editor| FIELDS.map(|at| editor.replica.text(at));
        prop_assert_eq!(texts(&editors[0]), texts(&editors[1]));
        prop_assert_eq!(texts(&editors[1]), texts(&editors[2]));
        // A letter is there twice only if it was removed twice, and both times brought back: by two
        // people, or by one who also removed what another's redo had made of it.
        for (letter, n) in editors[0].letters() {
            let removed = editors.iter().filter_map(|editor| editor.removed.get(&letter));
            prop_assert!(n <= removed.sum::<usize>().max(1), "{letter} stands {n} times");
        }
    }

    #[test]
    fn a_place_stays_with_its_letter(
        edits in prop::collection::vec((0usize..2, any::<Index>(), 0usize..4, 0usize..5), 0..24),
        later in prop::collection::vec((0usize..2, any::<Index>(), 0usize..4, 0usize..5), 0..24),
        offset in any::<Index>(),
    ) {
        let seed = empty();
        let mut editors: Vec<Editor> = (0..2).map(|n| Editor::new(10 + n, &seed)).collect();
        let mut typed = 0;
        let mut write = |editors: &mut [Editor], edits: &[(usize, Index, usize, usize)]| {
            for (who, at, delete, insert) in edits {
                let letters: Vec<char> = (typed..typed + insert).map(letter).collect();
                typed += insert;
                let before = editors[*who].sent.len();
                editors[*who].write(0, *at, *delete, &letters);
                let sent = editors[*who].sent[before..].to_vec();
                editors[1 - who].receive(&sent);
            }
        };
        write(&mut editors, &edits);
        let at = FIELDS[0];
        let before = editors[0].replica.text(at);
        let offset = offset.index(before.encode_utf16().count() + 1);
        let offset = u32::try_from(offset).unwrap();
        let anchor = editors[0].replica.anchor(at, offset).unwrap();
        prop_assert_eq!(anchor.to_string().parse(), Ok(anchor));
        prop_assert_eq!(editors[0].replica.resolve(at, anchor), Some(offset));
        prop_assert_eq!(editors[1].replica.resolve(at, anchor), Some(offset));
        prop_assert_eq!(editors[1].replica.resolve(FIELDS[1], anchor), match anchor {
            Anchor::End => Some(0),
            Anchor::Before(..) => None,
        });

        write(&mut editors, &later);
        let now = editors[1].replica.resolve(at, anchor).unwrap();
        prop_assert_eq!(editors[0].replica.resolve(at, anchor), Some(now));
        let after = editors[1].replica.text(at);
        let units = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
        match units(&before).get(offset as usize) {
            None => prop_assert_eq!(now, utf16_len(&after)),
            Some(unit) => if let Some(there) = units(&after).get(now as usize) {
                // Half of a letter may be found elsewhere; a whole one stands once.
                let whole = char::from_u32(u32::from(*unit));
                if let Some(whole) = whole.filter(|whole| after.contains(*whole)) {
                    prop_assert_eq!(char::from_u32(u32::from(*there)), Some(whole));
                }
            }
        }
    }
}

#[test]
fn who_types_is_followed_by_their_letters_alone() {
    let at = FIELDS[0];
    let mut editor = Editor::new(10, &empty());
    let write = |editor: &mut Editor, position, insert: &str| {
        let splice = Splice {
            at: position,
            delete: 0,
            insert: insert.to_owned(),
        };
        editor.replica.edit(&Edit::Splice { at, splice }).unwrap();
    };
    write(&mut editor, 0, "ac");
    let anchor = |offset| editor.replica.anchor(at, offset).unwrap();
    let (middle, end) = (anchor(1), anchor(2));
    write(&mut editor, 1, "b");
    assert_eq!(editor.replica.resolve(at, middle), Some(2));
    assert_eq!(editor.replica.resolve(at, end), Some(3));
}

#[test]
fn what_others_say_of_places_is_never_an_error() {
    let server = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
    server.complete();
    let max = ClientId::try_from((1 << 53) - 1).unwrap();
    for anchor in [
        Anchor::Before(max, 0),
        Anchor::Before(max, u32::MAX),
        Anchor::Before(ClientId::try_from(1).unwrap(), 0),
        Anchor::Before(ClientId::try_from(1).unwrap(), u32::MAX),
    ] {
        for at in FIELDS {
            assert_eq!(server.resolve(at, anchor), None);
        }
        assert_eq!(anchor.to_string().parse(), Ok(anchor));
    }
    for clock in 0..2_000 {
        let anchor = Anchor::Before(ClientId::try_from(1).unwrap(), clock);
        assert_eq!(server.resolve(FIELDS[0], anchor), None);
    }
    for text in [
        "",
        "end ",
        "1",
        "1:",
        ":1",
        "1:4294967296",
        "9007199254740992:1",
        "-1:1",
        "1:1:1",
    ] {
        assert!(text.parse::<Anchor>().is_err(), "{text:?}");
    }
}
