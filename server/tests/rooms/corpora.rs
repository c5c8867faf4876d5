//! The corpora that the fuzz targets begin with, replayed as tests: honest updates of every kind,
//! and one file for everything that the guard refuses by name.
//!
//! What the first letters of a file's name promise is what must come of it: `honest-`, `accepted-`
//! and `refused-`; a file that a fuzzer has found has another name and must only be survived.

use std::fs;
use std::path::{Path, PathBuf};

use tandem_plan::address::Holder;
use tandem_plan::document::{PlanDoc, Replica, StateVector};
use tandem_plan::edit::{Edit, Place, TableAddress};
use tandem_plan::ids::{ItemId, RowId};
use tandem_plan::schema::SCHEMA;
use tandem_plan::splice::Splice;
use tandem_plan::value::{Decimal, Value};
use tandem_protocol::frame::write_number;
use tandem_server::rooms::guard::Territory;

use crate::editing::{NAME, client, editor, seed};
use crate::fuzzed;
use crate::guard_cases::cases;

/// The objective that [`seed`] makes, and its table.
const OBJECTIVE: ItemId = ItemId::from_u128(0);
const TARGETS: TableAddress = TableAddress {
    section: "objectives",
    item: OBJECTIVE,
    field: "targets",
};

fn corpus(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../fuzz/corpus")
        .join(target)
}

/// The files of a corpus: name and content.
fn files(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = corpus(target);
    let files: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect();
    assert!(files.len() >= 24, "{} is no corpus", folder.display());
    files
}

const MADE_ANEW: &str = "when the plan's first content has changed, make the corpora anew: \
                         cargo test -p tandem-server --test rooms write_the_corpora -- --ignored";

#[test]
fn the_corpus_of_the_guard_is_answered_as_its_names_say() {
    for (name, bytes) in files("guard") {
        let answer = fuzzed::guard(&bytes);
        match name.split('-').next() {
            Some("honest" | "accepted") => assert_eq!(answer, Ok(()), "{name}; {MADE_ANEW}"),
            Some("refused") => assert!(answer.is_err(), "{name} is accepted; {MADE_ANEW}"),
            _ => {}
        }
    }
}

#[test]
fn the_corpus_of_the_pair_is_survived_as_its_names_say() {
    for (name, bytes) in files("guard_then_yrs") {
        let outcome = fuzzed::guard_then_yrs(&bytes);
        let nothing_is_wrong = outcome.refused.is_empty() && outcome.protected == 0;
        match name.split('-').next() {
            Some("honest") => assert!(
                nothing_is_wrong && outcome.spoilt.is_none() && outcome.applied > 0,
                "{name}: {outcome:?}; {MADE_ANEW}"
            ),
            Some("accepted") => assert!(nothing_is_wrong, "{name}: {outcome:?}; {MADE_ANEW}"),
            Some("refused") => assert_eq!(outcome.applied, 0, "{name}: {outcome:?}; {MADE_ANEW}"),
            _ => {}
        }
    }
}

/// Everything that people do, each as the edits of one person in a plan that has just begun.
fn honest() -> Vec<(&'static str, Vec<Edit>)> {
    let title = Holder::Item("objectives", OBJECTIVE).field("title");
    let target = Holder::Item("objectives", OBJECTIVE).field("target");
    let pillars = Holder::Item("objectives", OBJECTIVE).field("pillars");
    let row = RowId::from_u128(3);
    let account = Holder::Row("objectives", OBJECTIVE, "targets", row).field("account");
    let splice = |at, offset, delete, insert: &str| Edit::Splice {
        at,
        splice: Splice {
            at: offset,
            delete,
            insert: insert.to_owned(),
        },
    };
    let set = |value| Edit::SetValue { at: target, value };
    let entry = |present| Edit::SetEntry {
        at: pillars,
        entry: "sell".to_owned(),
        present,
    };
    let add = |number, place| Edit::AddItem {
        section: "objectives",
        kind: "objective",
        item: ItemId::from_u128(number),
        place,
    };
    let trash = |deleted| Edit::TrashItem {
        section: "objectives",
        item: OBJECTIVE,
        deleted,
    };
    let number = |cents| Decimal::from_parts(cents, 2).map(Value::Number);
    vec![
        ("a-letter", vec![splice(NAME, 0, 0, "a")]),
        ("a-word", vec![splice(NAME, 0, 0, "Growing")]),
        ("emoji", vec![splice(title, 0, 0, "é😀漢")]),
        (
            "a-change-in-the-middle",
            vec![splice(NAME, 0, 0, "abcdef"), splice(NAME, 2, 2, "X")],
        ),
        (
            "a-deletion",
            vec![splice(title, 0, 0, "abc"), splice(title, 0, 3, "")],
        ),
        (
            "a-page",
            vec![splice(
                Holder::Document.field("notes"),
                0,
                0,
                &"line\n".repeat(40),
            )],
        ),
        ("a-number", vec![set(number(125))]),
        (
            "a-number-changed",
            vec![set(number(125)), set(number(-9_007))],
        ),
        ("a-number-removed", vec![set(number(125)), set(None)]),
        ("a-tag", vec![entry(true)]),
        ("a-tag-removed", vec![entry(true), entry(false)]),
        ("an-item", vec![add(7, Place::Last)]),
        ("two-items", vec![add(7, Place::First), add(8, Place::Last)]),
        (
            "an-item-moved",
            vec![
                add(7, Place::Last),
                Edit::MoveItem {
                    section: "objectives",
                    item: OBJECTIVE,
                    place: Place::Last,
                },
            ],
        ),
        ("an-item-in-the-trash", vec![trash(true)]),
        ("an-item-back", vec![trash(true), trash(false)]),
        (
            "a-row-with-text",
            vec![
                Edit::AddRow {
                    table: TARGETS,
                    row,
                    place: Place::Last,
                },
                splice(account, 0, 0, "Contoso"),
            ],
        ),
    ]
}

/// Somebody who has the seed.
fn beginner() -> (Replica, StateVector) {
    let mut replica = editor(10);
    replica.apply(&seed()).unwrap();
    replica.drain();
    let vector = replica.state_vector();
    (replica, vector)
}

/// What the server would refuse only after it has looked at the document.
fn deletion_of_a_container() -> Vec<u8> {
    let mut territory = Territory::new(&SCHEMA);
    territory.learn(&seed()).unwrap();
    let deletion = |clock: u64| {
        let mut bytes = vec![0, 1, 1, 1];
        write_number(&mut bytes, clock);
        bytes.push(1);
        bytes
    };
    let is_protected = |bytes: &Vec<u8>| !territory.scan(bytes).unwrap().protected.is_empty();
    (0..).map(deletion).find(is_protected).unwrap()
}

fn list(updates: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for update in updates {
        write_number(&mut bytes, update.len() as u64);
        bytes.extend_from_slice(update);
    }
    bytes
}

#[test]
#[ignore = "writes into the repository"]
fn write_the_corpora() {
    let write = |target: &str, name: &str, bytes: &[u8]| {
        let name = name.replace([' ', ','], "-");
        fs::create_dir_all(corpus(target)).unwrap();
        fs::write(corpus(target).join(name), bytes).unwrap();
    };
    for (name, edits) in honest() {
        let (mut replica, begun) = beginner();
        let mut updates = Vec::new();
        for edit in &edits {
            replica.edit(edit).unwrap();
            updates.extend(replica.drain().updates);
        }
        let name = format!("honest-{name}");
        write("guard", &name, &replica.diff(&begun));
        write("guard_then_yrs", &name, &list(&updates));
    }
    let (mut replica, begun) = beginner();
    for (_, edits) in honest() {
        for edit in &edits {
            // Some of them are there already.
            let _ = replica.edit(edit);
        }
    }
    let offline = replica.diff(&begun);
    write("guard", "honest-work-done-offline", &offline);
    write("guard", "honest-a-whole-state", &replica.state());
    write(
        "guard_then_yrs",
        "honest-work-done-offline",
        &list(&[offline]),
    );
    write(
        "guard_then_yrs",
        "honest-a-whole-state",
        &list(&[replica.state()]),
    );
    let twice = PlanDoc::new(&SCHEMA, client(11));
    twice.apply(&seed()).unwrap();
    write(
        "guard_then_yrs",
        "honest-the-seed-twice",
        &list(&[seed(), twice.state()]),
    );
    for (name, bytes, answer) in cases() {
        let promise = if answer.is_ok() {
            "accepted"
        } else {
            "refused"
        };
        let name = format!("{promise}-{name}");
        write("guard", &name, &bytes);
        write("guard_then_yrs", &name, &list(&[bytes]));
    }
    write(
        "guard_then_yrs",
        "refused-the-deletion-of-a-container",
        &list(&[deletion_of_a_container()]),
    );
}
