//! Editors that do anything that a person can do, chosen by a property test.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::Index;
use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::document::{PlanDoc, Replica};
use tandem_plan::edit::{Edit, EditError, Place, TableAddress};
use tandem_plan::ids::{ClientId, ItemId, RowId};
use tandem_plan::schema::{Field, FieldType, SCHEMA};
use tandem_plan::splice::{Splice, minimal_splice};
use tandem_plan::value::{Decimal, Money, Value};

pub(crate) use crate::fuzzed::seed;

pub(crate) const NAME: FieldAddress = Holder::Section("plan").field("name");
pub(crate) const NOTES: FieldAddress = Holder::Document.field("notes");

pub(crate) fn client(number: u64) -> ClientId {
    ClientId::try_from(number).unwrap()
}

pub(crate) fn editor(number: u64) -> Replica {
    Replica::new(&SCHEMA, client(number), Arc::new(|| 0))
}

/// Writes something at the end of the plan's name and returns the update.
pub(crate) fn append(replica: &mut Replica, text: &str) -> Vec<u8> {
    append_to(replica, NAME, text)
}

/// Writes something at the end of a text and returns the update.
pub(crate) fn append_to(replica: &mut Replica, at: FieldAddress, text: &str) -> Vec<u8> {
    let splice = Splice {
        at: replica.text_len(at),
        delete: 0,
        insert: text.to_owned(),
    };
    replica.edit(&Edit::Splice { at, splice }).unwrap();
    replica.drain().updates.concat()
}

/// What somebody means to do; what it hits depends on what is there then.
#[derive(Debug, Clone)]
pub(crate) struct Intent {
    act: Act,
    which: Index,
    place: Index,
    text: String,
}

#[derive(Debug, Clone, Copy)]
enum Act {
    Type,
    Set,
    Enter,
    Add,
    Duplicate,
    Move,
    Trash,
    AddRow,
    Undo,
    Redo,
}

pub(crate) fn intent() -> impl Strategy<Value = Intent> {
    let act = prop_oneof![
        6 => Just(Act::Type),
        3 => Just(Act::Set),
        1 => Just(Act::Enter),
        2 => Just(Act::Add),
        1 => Just(Act::Duplicate),
        1 => Just(Act::Move),
        1 => Just(Act::Trash),
        1 => Just(Act::AddRow),
        1 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ];
    (act, any::<Index>(), any::<Index>(), "[a-c😀é\n]{0,4}").prop_map(
        |(act, which, place, text)| Intent {
            act,
            which,
            place,
            text,
        },
    )
}

/// Does what is meant, if there is anything to do it to.
pub(crate) fn act(replica: &mut Replica, intent: &Intent) {
    try_act(replica, intent).unwrap();
}

/// The same in a plan that other programs may have written into: what they made need not have
/// every field.
pub(crate) fn try_act(replica: &mut Replica, intent: &Intent) -> Result<(), EditError> {
    match intent.act {
        Act::Undo => {
            replica.undo();
        }
        Act::Redo => {
            replica.redo();
        }
        _ => {
            if let Some(edit) = edit(replica, intent) {
                return replica.edit(&edit);
            }
        }
    }
    Ok(())
}

fn edit(doc: &PlanDoc, intent: &Intent) -> Option<Edit> {
    let choose = |wanted: fn(&FieldType) -> bool| {
        let all: Vec<_> = fields(doc)
            .into_iter()
            .filter(|(_, field)| wanted(&field.ty))
            .collect();
        (!all.is_empty()).then(|| *intent.which.get(&all))
    };
    let some_item = || {
        let all = items(doc);
        (!all.is_empty()).then(|| *intent.which.get(&all))
    };
    match intent.act {
        Act::Type => {
            let (at, _) = choose(FieldType::is_text)?;
            let old = doc.text(at);
            let chars: Vec<char> = old.chars().collect();
            let start = intent.place.index(chars.len() + 1);
            let end = (start + intent.text.len() % 3).min(chars.len());
            let new: String = chars[..start]
                .iter()
                .copied()
                .chain(intent.text.chars())
                .chain(chars[end..].iter().copied())
                .collect();
            let splice = minimal_splice(&old, &new, None)?;
            Some(Edit::Splice { at, splice })
        }
        Act::Set => {
            let (at, field) = choose(FieldType::is_scalar)?;
            let value = some_value(&field.ty, intent.place.index(1_000));
            Some(Edit::SetValue { at, value })
        }
        Act::Enter => {
            let (at, field) = choose(|ty| matches!(ty, FieldType::Tags(_)))?;
            let FieldType::Tags(choices) = field.ty else {
                return None;
            };
            Some(Edit::SetEntry {
                at,
                entry: intent.place.get(choices).key.to_owned(),
                present: !intent.text.len().is_multiple_of(3),
            })
        }
        Act::Add => {
            let kinds: Vec<_> = SCHEMA
                .sections
                .iter()
                .flat_map(|section| section.kinds().iter().map(|kind| (section.key, kind.key)))
                .collect();
            let (section, kind) = *intent.which.get(&kinds);
            let item = ItemId::from_u128(some_number(intent));
            let is_new = items(doc).iter().all(|(_, other)| *other != item);
            is_new.then_some(Edit::AddItem {
                section,
                kind,
                item,
                place: Place::First,
            })
        }
        Act::Duplicate => {
            let (section, item) = some_item()?;
            let copy = ItemId::from_u128(some_number(intent));
            let is_new = items(doc).iter().all(|(_, other)| *other != copy);
            is_new.then(|| Edit::DuplicateItem {
                section,
                item,
                copy,
                title: intent.text.clone(),
            })
        }
        Act::Move => some_item().map(|(section, item)| Edit::MoveItem {
            section,
            item,
            place: Place::Last,
        }),
        Act::Trash => some_item().map(|(section, item)| Edit::TrashItem {
            section,
            item,
            deleted: intent.text.is_empty(),
        }),
        Act::AddRow => {
            let all = tables(doc);
            let table = (!all.is_empty()).then(|| *intent.which.get(&all))?;
            let row = RowId::from_u128(some_number(intent));
            let is_new = doc.rows(table).iter().all(|other| other.id != row);
            is_new.then_some(Edit::AddRow {
                table,
                row,
                place: Place::Last,
            })
        }
        Act::Undo | Act::Redo => None,
    }
}

/// A number that hardly any other intent has.
fn some_number(intent: &Intent) -> u128 {
    let [high, low] = [intent.which, intent.place].map(|index| index.index(usize::MAX) as u128);
    (high << 64) | low
}

fn some_value(ty: &FieldType, number: usize) -> Option<Value> {
    let number = i32::try_from(number).unwrap();
    match ty {
        _ if number.rem_euclid(5) == 0 => None,
        FieldType::Percent => Some(Value::Percent(number)),
        FieldType::Number(_) => Decimal::from_parts(i64::from(number) << 33, 2).map(Value::Number),
        FieldType::Money => Some(Value::Money(Money {
            minor: i64::from(number) << 40,
            currency: tandem_plan::value::Currency::from_code("EUR").unwrap(),
        })),
        FieldType::Choice(choices) => {
            let choice = &choices[usize::try_from(number).unwrap() % choices.len()];
            Some(Value::Choice(choice.key))
        }
        FieldType::Score => Some(Value::Score(3)),
        _ => None,
    }
}

fn items(doc: &PlanDoc) -> Vec<(&'static str, ItemId)> {
    let sections = SCHEMA.sections.iter();
    sections
        .flat_map(|section| {
            let items = doc.items(section.key).into_iter();
            items.map(|item| (section.key, item.id))
        })
        .collect()
}

fn tables(doc: &PlanDoc) -> Vec<TableAddress> {
    let mut tables = Vec::new();
    for section in SCHEMA.sections {
        for item in doc.items(section.key) {
            let rows = item.kind.all_fields().filter(|field| field.ty.is_rows());
            tables.extend(rows.map(|field| TableAddress {
                section: section.key,
                item: item.id,
                field: field.key,
            }));
        }
    }
    tables
}

/// Every field that is there.
fn fields(doc: &PlanDoc) -> Vec<(FieldAddress, &'static Field)> {
    let mut all: Vec<(FieldAddress, &'static Field)> = SCHEMA
        .documents()
        .map(|field| (Holder::Document.field(field.key), field))
        .collect();
    for section in SCHEMA.sections {
        let form = section.fields().iter();
        all.extend(form.map(|field| (Holder::Section(section.key).field(field.key), field)));
        for item in doc.items(section.key) {
            let holder = Holder::Item(section.key, item.id);
            all.extend(
                item.kind
                    .all_fields()
                    .map(|field| (holder.field(field.key), field)),
            );
        }
    }
    for table in tables(doc) {
        let columns = Holder::Item(table.section, table.item)
            .field(table.field)
            .describe(&SCHEMA)
            .unwrap()
            .columns();
        for row in doc.rows(table) {
            let holder = Holder::Row(table.section, table.item, table.field, row.id);
            all.extend(
                columns
                    .iter()
                    .map(|column| (holder.field(column.key), column)),
            );
        }
    }
    all
}
