//! A database in memory, and tests of what is kept in one: what a transaction writes, and who wins.

use proptest::prelude::*;
use tandem_plan::edit::Edit;
use tandem_plan::splice::Splice;

use super::*;

/// A database as a browser has it, with transactions that happen at once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Database {
    pub(crate) contents: Contents,
    next: f64,
}

impl Database {
    pub(crate) fn keep(&mut self, generation: u32, keep: &Keep) -> Outcome {
        let outcomes = self.keep_all(&[(generation, keep.clone())]);
        outcomes.into_iter().next().unwrap()
    }

    fn keep_all(&mut self, all: &[(u32, Keep)]) -> Vec<Outcome> {
        let (writes, outcomes) = decide_all(&self.contents.notes, all);
        self.write(writes);
        outcomes
    }

    /// What a new tab finds; where there is much, it is folded first.
    pub(crate) fn load(&mut self) -> Stored {
        let contents = self.contents.clone();
        self.write(fold(&self.contents.rows).into_iter().collect());
        Stored::read(contents)
    }

    fn write(&mut self, writes: Vec<Write>) {
        for write in writes {
            match write {
                Write::Add(row) => {
                    self.next += 1.0;
                    self.contents.rows.push((self.next, row));
                }
                Write::Note(name, Some(note)) => {
                    self.contents.notes.insert(name, note);
                }
                Write::Note(name, None) => {
                    self.contents.notes.remove(&name);
                }
                Write::Fold { through, row } => {
                    self.contents.rows.retain(|(number, _)| *number > through);
                    self.contents.rows.insert(0, (through, row));
                }
                Write::Clear => self.contents.rows.clear(),
            }
        }
    }
}

const NOTES: FieldAddress = Holder::Document.field("notes");

fn client(number: u64) -> ClientId {
    ClientId::try_from(number).unwrap()
}

fn update(number: u64, changes: usize) -> Keep {
    let unsent = Unsent {
        changes,
        clock: 1,
        since: None,
        fields: vec![NOTES],
    };
    Keep::Update {
        update: vec![0, 0],
        tab: Some((client(number), unsent)),
    }
}

fn replacement() -> Keep {
    Keep::Replace(Replacement {
        state: vec![0, 0],
        done: [(client(1), 7)].into_iter().collect(),
        epoch: Some("second".to_owned()),
        tab: (client(3), Unsent::default()),
    })
}

fn anything() -> impl Strategy<Value = Keep> {
    let saved = (1..4u64, 0..3usize).prop_map(|(tab, changes)| {
        let Keep::Update { tab: other, .. } = update(tab % 3 + 1, changes) else {
            unreachable!("it is an update")
        };
        Keep::Saved {
            tab: client(tab),
            inherited: other.into_iter().collect(),
        }
    });
    prop_oneof![
        4 => (1..4u64, 0..3usize).prop_map(|(tab, changes)| update(tab, changes)),
        4 => saved,
        1 => Just(replacement()),
        1 => "[ab]".prop_map(Keep::Epoch),
        1 => Just(Keep::Look),
        1 => Just(Keep::Forget),
        1 => ("[ab]", prop::option::of("[ab]"))
            .prop_map(|(key, kept)| Keep::Refused { key, kept }),
    ]
}

proptest! {
    #[test]
    fn what_is_kept_together_is_kept_as_one_after_the_other(
        all in prop::collection::vec((0..3u32, anything()), 0..12),
    ) {
        let (mut together, mut apart) = (Database::default(), Database::default());
        let outcomes: Vec<Outcome> = all
            .iter()
            .map(|(generation, keep)| {
                let (writes, outcome) = decide(&apart.contents.notes, *generation, keep);
                apart.write(writes);
                outcome
            })
            .collect();
        prop_assert_eq!(together.keep_all(&all), outcomes);
        prop_assert_eq!(together.contents.notes, apart.contents.notes);
        prop_assert_eq!(together.contents.rows, apart.contents.rows);
    }
}

#[test]
fn what_is_saved_before_it_is_kept_leaves_no_note() {
    let saved = || Keep::Saved {
        tab: client(1),
        inherited: Vec::new(),
    };
    let mut database = Database::default();
    database.keep_all(&[(0, update(1, 1)), (0, saved())]);
    let all = [(0, update(1, 1)), (0, update(1, 2)), (0, saved())];
    let (writes, _) = decide_all(&database.contents.notes, &all);
    assert_eq!(writes, [Write::Add(vec![0, 0]), Write::Add(vec![0, 0])]);
}

#[test]
fn what_is_not_saved_is_known_after_a_reload() {
    let mut database = Database::default();
    database.keep(0, &update(1, 1));
    database.keep(0, &update(1, 2));
    let stored = database.load();
    assert_eq!(stored.updates.len(), 2);
    let (tab, unsent) = &stored.tabs[0];
    assert_eq!(
        (*tab, unsent.changes, &*unsent.fields),
        (client(1), 2, &[NOTES][..])
    );
}

#[test]
fn a_tab_clears_what_it_inherited_and_not_what_was_written_since() {
    let mut database = Database::default();
    database.keep(0, &update(1, 1));
    let inherited = database.load().tabs;
    database.keep(0, &update(2, 1));
    let saved = Keep::Saved {
        tab: client(2),
        inherited: inherited.clone(),
    };
    database.keep(0, &saved);
    assert!(
        database
            .load()
            .tabs
            .iter()
            .all(|(_, unsent)| unsent.changes == 0)
    );
    // The first tab lives, and has written more.
    database.keep(0, &update(1, 2));
    database.keep(0, &saved);
    assert_eq!(database.load().tabs[0].1.changes, 2);
}

#[test]
fn one_generation_wins_and_the_others_learn_of_it() {
    let mut database = Database::default();
    database.keep(0, &update(1, 1));
    assert_eq!(database.keep(0, &replacement()), Outcome::Replaced);
    let superseded = Outcome::Superseded {
        generation: 1,
        done: [(client(1), 7)].into_iter().collect(),
    };
    for late in [replacement(), update(2, 1), Keep::Look] {
        assert_eq!(database.keep(0, &late), superseded);
    }
    let stored = database.load();
    assert_eq!((stored.generation, stored.updates.len()), (1, 1));
    assert_eq!(stored.epoch.as_deref(), Some("second"));
    assert!(stored.tabs.iter().all(|(_, unsent)| unsent.changes == 0));
    assert_eq!(database.keep(1, &update(2, 1)), Outcome::Kept);
}

#[test]
fn nothing_is_replaced_that_the_replacement_does_not_know() {
    let mut database = Database::default();
    database.keep(0, &update(5, 1));
    assert_eq!(database.keep(0, &replacement()), Outcome::Behind);
    assert_eq!(database.load().updates.len(), 1);
}

#[test]
fn what_was_refused_comes_back_until_it_is_put_aside() {
    let kept = Kept {
        subject: Subject::Field(NOTES),
        title: None,
        reason: "long".to_owned(),
        text: "all".to_owned(),
    };
    let mut database = Database::default();
    let refused = |kept| Keep::Refused {
        key: "1".to_owned(),
        kept,
    };
    database.keep(0, &refused(Some(write_kept(&kept))));
    database.keep(0, &replacement());
    assert_eq!(database.load().refused, [("1".to_owned(), kept)]);
    database.keep(1, &refused(None));
    assert!(database.load().refused.is_empty());
}

#[test]
fn nothing_is_left_of_what_is_forgotten_and_nothing_comes_back() {
    let mut database = Database::default();
    database.keep(0, &update(1, 1));
    database.keep(0, &Keep::Forget);
    assert_ne!(database.keep(0, &update(1, 2)), Outcome::Kept);
    let stored = database.load();
    assert!(stored.updates.is_empty() && stored.tabs.is_empty());
}

#[test]
fn many_rows_become_one_that_says_the_same() {
    let document = PlanDoc::new(&SCHEMA, client(9));
    let mut database = Database::default();
    for _ in 0..MANY_ROWS {
        assert_eq!(fold(&database.contents.rows), None);
        let known = document.state_vector();
        let splice = Splice {
            at: 0,
            delete: 0,
            insert: "x".to_owned(),
        };
        document.edit(&Edit::Splice { at: NOTES, splice }).unwrap();
        let update = document.diff(&known);
        database.keep(0, &Keep::Update { update, tab: None });
    }
    assert_eq!(database.load().updates.len(), MANY_ROWS);
    let folded = database.load().updates;
    assert_eq!(folded.len(), 1);
    let read = PlanDoc::new(&SCHEMA, client(10));
    read.apply(&folded[0]).unwrap();
    assert_eq!(read.text(NOTES), document.text(NOTES));
}

#[test]
fn a_note_of_before_loses_no_field() {
    let unsent = Unsent {
        changes: 2,
        clock: 7,
        since: Some(9),
        fields: vec![NOTES],
    };
    assert_eq!(Unsent::read(&unsent.to_bytes()), unsent);
    let old = Unsent::read(format!("2\n7\n{NOTES}").as_bytes());
    assert_eq!(
        old,
        Unsent {
            since: None,
            ..unsent
        }
    );
}
