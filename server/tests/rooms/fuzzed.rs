//! What is fuzzed, once: the targets in `fuzz/fuzz_targets` and the tests that replay their
//! corpora both call these functions.
//!
//! Uses nothing of the other tests, because the targets include this file.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::document::{ApplyError, PlanDoc};
use tandem_plan::edit::{Edit, Place, TableAddress};
use tandem_plan::ids::{ClientId, ItemId};
use tandem_plan::schema::{Field, SCHEMA};
use tandem_server::rooms::guard::{Territory, Violation};

/// The content a plan begins with, as the server makes it. Always the same.
pub(crate) fn seed() -> Vec<u8> {
    let doc = PlanDoc::new(&SCHEMA, client(1));
    doc.complete();
    for (number, kind) in ["objective", "action"].into_iter().enumerate() {
        let (section, kind) = SCHEMA.kind(kind).expect("the schema has this kind");
        doc.edit(&Edit::AddItem {
            section: section.key,
            kind: kind.key,
            item: ItemId::from_u128(number as u128),
            place: Place::Last,
        })
        .expect("an item can be added to an empty section");
    }
    doc.state()
}

static SEED: LazyLock<Vec<u8>> = LazyLock::new(seed);

/// What the guard knows of a plan that has just begun.
fn territory() -> Territory {
    let mut territory = Territory::new(&SCHEMA);
    territory.learn(&SEED).expect("a seed is an update");
    territory
}

/// The target `guard`: any bytes are read, and what is accepted stays acceptable.
pub(crate) fn guard(bytes: &[u8]) -> Result<(), Violation> {
    let mut territory = territory();
    let scan = territory.scan(bytes)?;
    territory.take(scan);
    territory
        .scan(bytes)
        .expect("what was taken in is acceptable once more");
    Ok(())
}

/// What became of a list of updates.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// How many were taken in.
    pub(crate) applied: usize,
    /// Why the guard refused others.
    pub(crate) refused: Vec<Violation>,
    /// How many delete what nobody may delete.
    pub(crate) protected: usize,
    /// What the CRDT said to one that passed the guard. Nothing behind it is looked at.
    pub(crate) spoilt: Option<ApplyError>,
}

/// The target `guard_then_yrs`: a list of updates, each written as on the wire, its length first.
/// What the guard accepts is taken in by a plan, which stays readable.
pub(crate) fn guard_then_yrs(bytes: &[u8]) -> Outcome {
    let mut territory = territory();
    let doc = PlanDoc::new(&SCHEMA, client(2));
    doc.apply(&SEED).expect("a seed fits an empty document");
    let mut outcome = Outcome::default();
    for update in updates(bytes) {
        let scan = match territory.scan(update) {
            Ok(scan) => scan,
            Err(violation) => {
                outcome.refused.push(violation);
                continue;
            }
        };
        let protected = scan.protected.iter();
        if !doc.has_deleted(protected.map(|deleted| (deleted.client, deleted.clocks.clone()))) {
            outcome.protected += 1;
            continue;
        }
        if let Err(error) = doc.apply(update) {
            outcome.spoilt = Some(error);
            return outcome;
        }
        territory.take(scan);
        outcome.applied += 1;
        assert_eq!(
            territory.clocks().collect::<BTreeMap<_, _>>(),
            doc.state_vector().iter().collect(),
            "the guard knows something else than the document has"
        );
    }
    if outcome.applied > 0 {
        read_everything(&doc);
        let copy = PlanDoc::new(&SCHEMA, client(3));
        copy.apply(&doc.state())
            .expect("a state fits an empty document");
        assert!(copy.is_same_as(&doc), "a copy differs");
        Territory::new(&SCHEMA)
            .learn(&doc.state())
            .expect("the guard reads a state");
    }
    outcome
}

/// Cuts a list of updates into them. What claims to be longer than what is left is the last.
fn updates(mut bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let mut length = 0_usize;
        for shift in [0, 7, 14] {
            let (first, rest) = bytes.split_first()?;
            bytes = rest;
            length |= usize::from(first & 0x7f) << shift;
            if first & 0x80 == 0 {
                break;
            }
        }
        let (update, rest) = bytes.split_at(length.min(bytes.len()));
        bytes = rest;
        Some(update)
    })
}

/// Asks a plan for all it has.
pub(crate) fn read_everything(doc: &PlanDoc) {
    for field in SCHEMA.documents() {
        read(doc, Holder::Document, field);
    }
    for section in SCHEMA.sections {
        for field in section.fields() {
            read(doc, Holder::Section(section.key), field);
        }
        for item in doc.items(section.key) {
            for field in item.kind.all_fields() {
                let at = read(doc, Holder::Item(section.key, item.id), field);
                let rows = doc.rows(TableAddress {
                    section: section.key,
                    item: item.id,
                    field: field.key,
                });
                for row in rows {
                    let holder = Holder::Row(section.key, item.id, field.key, row.id);
                    for column in at.describe(&SCHEMA).map_or(&[][..], Field::columns) {
                        read(doc, holder, column);
                    }
                }
            }
        }
    }
}

/// Asks for a field as if it were of every type: what lies there is up to those who wrote it.
fn read(doc: &PlanDoc, holder: Holder, field: &'static Field) -> FieldAddress {
    let at = holder.field(field.key);
    let text = doc.text(at);
    assert_eq!(
        u32::try_from(text.encode_utf16().count()).ok(),
        Some(doc.text_len(at)),
        "a text is not as long as it says"
    );
    // Another program may have put anything there: only the reading counts.
    let _ = doc.value(at);
    let _ = doc.entries(at);
    at
}

fn client(number: u64) -> ClientId {
    ClientId::try_from(number).expect("below 2^53")
}
