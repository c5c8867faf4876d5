//! What people do in these tests: scripts that chance writes, and reading all that came of them.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::Index;
use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::document::PlanDoc;
use tandem_plan::edit::{Edit, Place, TableAddress};
use tandem_plan::ids::{ClientId, ItemId, MemberId, RowId};
use tandem_plan::preset::{Preset, Setup};
use tandem_plan::schema::{Field, FieldType, SCHEMA};
use tandem_plan::splice::minimal_splice;
use tandem_plan::value::{Currency, Date, Decimal, Money, Party, Period, Value};

/// What somebody means to do; which item or field it hits depends on what is there then.
#[derive(Debug, Clone)]
pub(crate) enum Intent {
    Type {
        field: Index,
        at: Index,
        delete: u8,
        insert: String,
    },
    Set {
        field: Index,
        value: Index,
        clear: bool,
    },
    Enter {
        field: Index,
        entry: Index,
        present: bool,
    },
    Add {
        kind: Index,
        place: Index,
    },
    Move {
        item: Index,
        place: Index,
    },
    Trash {
        item: Index,
        deleted: bool,
    },
    AddRow {
        table: Index,
    },
    TrashRow {
        table: Index,
        row: Index,
    },
    Undo,
    Redo,
    /// Takes in some of the updates that others made, in any order, some twice.
    Receive {
        updates: Vec<Index>,
    },
}

pub(crate) fn intent() -> impl Strategy<Value = Intent> {
    let index = any::<Index>;
    prop_oneof![
        6 => (index(), index(), 0u8..4, "[a-c😀é\n]{0,4}")
            .prop_map(|(field, at, delete, insert)| Intent::Type { field, at, delete, insert }),
        3 => (index(), index(), any::<bool>())
            .prop_map(|(field, value, clear)| Intent::Set { field, value, clear }),
        2 => (index(), index(), any::<bool>())
            .prop_map(|(field, entry, present)| Intent::Enter { field, entry, present }),
        2 => (index(), index()).prop_map(|(kind, place)| Intent::Add { kind, place }),
        2 => (index(), index()).prop_map(|(item, place)| Intent::Move { item, place }),
        1 => (index(), any::<bool>()).prop_map(|(item, deleted)| Intent::Trash { item, deleted }),
        1 => index().prop_map(|table| Intent::AddRow { table }),
        1 => (index(), index()).prop_map(|(table, row)| Intent::TrashRow { table, row }),
        1 => Just(Intent::Undo),
        1 => Just(Intent::Redo),
        4 => prop::collection::vec(index(), 0..8).prop_map(|updates| Intent::Receive { updates }),
    ]
}

pub(crate) fn items(doc: &PlanDoc) -> Vec<(&'static str, ItemId, Vec<&'static Field>)> {
    let sections = SCHEMA.sections.iter();
    sections
        .flat_map(|section| {
            doc.items(section.key)
                .into_iter()
                .map(|item| (section.key, item.id, item.kind.all_fields().collect()))
        })
        .collect()
}

pub(crate) fn tables(doc: &PlanDoc) -> Vec<(TableAddress, &'static Field)> {
    items(doc)
        .into_iter()
        .flat_map(|(section, item, fields)| {
            fields
                .into_iter()
                .filter(|field| field.ty.is_rows())
                .map(move |field| {
                    (
                        TableAddress {
                            section,
                            item,
                            field: field.key,
                        },
                        field,
                    )
                })
        })
        .collect()
}

/// Every field that is there, with its description.
pub(crate) fn fields(doc: &PlanDoc) -> Vec<(FieldAddress, &'static Field)> {
    let mut all: Vec<(FieldAddress, &'static Field)> = Vec::new();
    for section in SCHEMA.sections {
        all.extend(
            section
                .fields()
                .iter()
                .map(|f| (Holder::Section(section.key).field(f.key), f)),
        );
    }
    all.extend(
        SCHEMA
            .documents()
            .map(|field| (Holder::Document.field(field.key), field)),
    );
    for (section, item, of_item) in items(doc) {
        all.extend(
            of_item
                .into_iter()
                .map(|f| (Holder::Item(section, item).field(f.key), f)),
        );
    }
    for (table, field) in tables(doc) {
        for row in doc.rows(table) {
            let holder = Holder::Row(table.section, table.item, table.field, row.id);
            all.extend(
                field
                    .columns()
                    .iter()
                    .map(|column| (holder.field(column.key), column)),
            );
        }
    }
    all
}

pub(crate) fn text_fields(doc: &PlanDoc) -> BTreeMap<FieldAddress, String> {
    let texts = fields(doc)
        .into_iter()
        .filter(|(_, field)| field.ty.is_text());
    texts.map(|(at, _)| (at, doc.text(at))).collect()
}

/// The edit that an intent comes to in this document, if it comes to any.
pub(crate) fn edit_for(doc: &PlanDoc, intent: &Intent) -> Option<Edit> {
    let choose = |wanted: fn(&FieldType) -> bool, index: &Index| {
        let all: Vec<_> = fields(doc)
            .into_iter()
            .filter(|(_, field)| wanted(&field.ty))
            .collect();
        (!all.is_empty()).then(|| *index.get(&all))
    };
    match intent {
        Intent::Type {
            field,
            at,
            delete,
            insert,
        } => {
            let (address, _) = choose(FieldType::is_text, field)?;
            let old = doc.text(address);
            let chars: Vec<char> = old.chars().collect();
            let start = at.index(chars.len() + 1);
            let end = (start + usize::from(*delete)).min(chars.len());
            let new: String = chars[..start]
                .iter()
                .copied()
                .chain(insert.chars())
                .chain(chars[end..].iter().copied())
                .collect();
            let splice = minimal_splice(&old, &new, None)?;
            Some(Edit::Splice {
                at: address,
                splice,
            })
        }
        Intent::Set {
            field,
            value,
            clear,
        } => {
            let (at, field) = choose(FieldType::is_scalar, field)?;
            let value = (!clear).then(|| some_value(&field.ty, value));
            Some(Edit::SetValue { at, value })
        }
        Intent::Enter {
            field,
            entry,
            present,
        } => {
            let (at, field) = choose(FieldType::is_set, field)?;
            let entry = match field.ty {
                FieldType::Tags(choices) => entry.get(choices).key.to_owned(),
                FieldType::People => MemberId::from_u128(entry.index(4) as u128).to_string(),
                _ => ItemId::from_u128(entry.index(4) as u128).to_string(),
            };
            Some(Edit::SetEntry {
                at,
                entry,
                present: *present,
            })
        }
        Intent::Add { kind, place } => {
            let kinds: Vec<_> = SCHEMA
                .sections
                .iter()
                .flat_map(|section| section.kinds().iter().map(|kind| (section.key, kind.key)))
                .collect();
            let (section, kind) = *kind.get(&kinds);
            let item = ItemId::random();
            Some(Edit::AddItem {
                section,
                kind,
                item,
                place: some_place(doc, section, place),
            })
        }
        Intent::Move { item, place } => {
            let all = items(doc);
            let (section, item, _) = (!all.is_empty()).then(|| item.get(&all))?;
            Some(Edit::MoveItem {
                section,
                item: *item,
                place: some_place(doc, section, place),
            })
        }
        Intent::Trash { item, deleted } => {
            let all = items(doc);
            let (section, item, _) = (!all.is_empty()).then(|| item.get(&all))?;
            Some(Edit::TrashItem {
                section,
                item: *item,
                deleted: *deleted,
            })
        }
        Intent::AddRow { table } => {
            let all = tables(doc);
            let (table, _) = (!all.is_empty()).then(|| *table.get(&all))?;
            Some(Edit::AddRow {
                table,
                row: RowId::random(),
                place: Place::Last,
            })
        }
        Intent::TrashRow { table, row } => {
            let all = tables(doc);
            let (table, _) = (!all.is_empty()).then(|| *table.get(&all))?;
            let rows = doc.rows(table);
            let row = (!rows.is_empty()).then(|| row.get(&rows).id)?;
            Some(Edit::TrashRow {
                table,
                row,
                deleted: true,
            })
        }
        Intent::Undo | Intent::Redo | Intent::Receive { .. } => None,
    }
}

fn some_place(doc: &PlanDoc, section: &str, index: &Index) -> Place<ItemId> {
    let items = doc.items(section);
    match index.index(4) {
        0 => Place::First,
        2 if !items.is_empty() => Place::Before(index.get(&items).id),
        3 if !items.is_empty() => Place::After(index.get(&items).id),
        _ => Place::Last,
    }
}

fn some_value(ty: &FieldType, index: &Index) -> Value {
    let number = i64::try_from(index.index(1_000_000)).unwrap();
    match ty {
        FieldType::Money => Value::Money(Money {
            minor: number,
            currency: Currency::EUR,
        }),
        FieldType::Number(_) => Value::Number(Decimal::new(number, 2)),
        FieldType::Percent => Value::Percent(i32::try_from(number).unwrap()),
        FieldType::Date => Value::Date(Date::constant(
            2026,
            1,
            1 + u8::try_from(number % 28).unwrap(),
        )),
        FieldType::Period => {
            Value::Period(Period::Quarter(2026, 1 + u8::try_from(number % 4).unwrap()))
        }
        FieldType::Choice(choices) => Value::Choice(index.get(choices).key),
        FieldType::Person => Value::Person(MemberId::from_u128(7)),
        FieldType::Side => Value::Side(*index.get(&Party::ALL)),
        FieldType::Score => Value::Score(1 + u8::try_from(number % 5).unwrap()),
        FieldType::Link(_) => Value::Link(ItemId::from_u128(7)),
        _ => unreachable!("only scalars are chosen"),
    }
}

pub(crate) fn seed() -> Vec<u8> {
    let doc = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
    let setup = Setup {
        name: "Plan",
        vendor_name: "Vendor",
        partner_name: "Partner",
        start: Date::constant(2026, 10, 1),
    };
    Preset::from_key("blank")
        .unwrap()
        .seed(&doc, &setup)
        .unwrap();
    doc.state()
}

/// Everything that can be read of a plan, as text that two replicas can be compared by.
pub(crate) fn content(doc: &PlanDoc) -> String {
    let mut lines = Vec::new();
    for section in SCHEMA.sections {
        for item in doc.items(section.key) {
            lines.push(format!(
                "{} {} {} {}",
                section.key, item.kind.key, item.id, item.deleted
            ));
        }
    }
    for (table, _) in tables(doc) {
        lines.push(format!("{table:?} {:?}", doc.rows(table)));
    }
    for (at, field) in fields(doc) {
        let read = if field.ty.is_text() {
            doc.text(at)
        } else if field.ty.is_set() {
            format!("{:?}", doc.entries(at))
        } else if field.ty.is_scalar() {
            let value = doc
                .value(at)
                .unwrap_or_else(|error| panic!("{at}: {error}"));
            assert!(
                value.as_ref().is_none_or(|value| value.fits(&field.ty)),
                "{at}: {value:?}"
            );
            format!("{value:?}")
        } else {
            continue;
        };
        lines.push(format!("{at} = {read:?}"));
    }
    lines.join("\n")
}
