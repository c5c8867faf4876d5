//! Making what an item, a row or a section consists of, in one transaction.

use yrs::{Map, MapPrelim, MapRef, Out, ReadTxn, TextPrelim, Transact, TransactionMut};

use super::PlanDoc;
use crate::ids::ItemId;
use crate::order::OrderKey;
use crate::schema::{Field, FieldType, SCHEMA_VERSION, Shape, structure};

/// The origin of transactions that undo does not track.
pub(super) const UNTRACKED: &str = "untracked";

/// Puts a new, hidden item into its section, with every container that its kind has.
pub(super) fn make_item(
    txn: &mut TransactionMut,
    root: &MapRef,
    key: String,
    kind: &str,
    order: &OrderKey,
    fields: impl Iterator<Item = &'static Field>,
) -> MapRef {
    let map = root.insert(txn, key, MapPrelim::default());
    map.insert(txn, structure::KIND, kind);
    finish_entry(txn, &map, order, fields);
    map
}

/// Puts a new, hidden row into its table, with every text that its columns have.
pub(super) fn make_row(
    txn: &mut TransactionMut,
    table: &MapRef,
    key: String,
    order: &OrderKey,
    columns: &'static [Field],
) -> MapRef {
    let map = table.insert(txn, key, MapPrelim::default());
    finish_entry(txn, &map, order, columns.iter());
    map
}

fn finish_entry(
    txn: &mut TransactionMut,
    map: &MapRef,
    order: &OrderKey,
    fields: impl Iterator<Item = &'static Field>,
) {
    map.insert(txn, structure::ORDER, order.text());
    map.insert(txn, structure::DELETED, true);
    for field in fields {
        make_container(txn, map, field);
    }
}

/// Makes the text, set or table of a field if it is not there. Scalars and computed values need
/// nothing.
fn make_container(txn: &mut TransactionMut, map: &MapRef, field: &Field) -> bool {
    if field.ty.is_scalar() || field.ty.is_computed() {
        return false;
    }
    let is_there = match (map.get(txn, field.key), &field.ty) {
        (Some(Out::YText(_)), ty) => ty.is_text(),
        (Some(Out::YMap(_)), ty) => !ty.is_text(),
        // A plain value in the place of a container: never overwritten here, the field reads as
        // ill-typed.
        (Some(_), _) => true,
        (None, _) => false,
    };
    if is_there {
        return false;
    }
    match field.ty {
        FieldType::Line | FieldType::Prose => {
            map.insert(txn, field.key, TextPrelim::new(""));
        }
        _ => {
            map.insert(txn, field.key, MapPrelim::default());
        }
    }
    true
}

impl PlanDoc {
    /// Makes every text, set and table that the schema has and the document lacks, and writes the
    /// schema's version. Returns whether anything was missing.
    ///
    /// **Only the server calls this**, on a new document and when it loads a room: two replicas
    /// that each make the same container lose what was written into one of them.
    pub fn complete(&self) -> bool {
        let mut txn = self.doc.transact_mut_with(UNTRACKED);
        let mut changed = false;
        for section in self.schema.sections {
            let root = &self.maps[section.key];
            match section.shape {
                Shape::One(fields) => {
                    for field in fields {
                        changed |= make_container(&mut txn, root, field);
                    }
                }
                Shape::Items(_) => {
                    for (key, map) in maps_in(&txn, root) {
                        // An item of another version's kind is kept as it is.
                        let kind = super::read::string_entry(&txn, &map, structure::KIND)
                            .and_then(|kind| section.kind(&kind));
                        let (Ok(_), Some(kind)) = (key.parse::<ItemId>(), kind) else {
                            continue;
                        };
                        for field in kind.all_fields() {
                            changed |= make_container(&mut txn, &map, field);
                            changed |= complete_rows(&mut txn, &map, field);
                        }
                    }
                }
            }
        }
        if let Some(plan) = self.maps.get("plan") {
            let written = matches!(
                plan.get(&txn, structure::SCHEMA),
                Some(Out::Any(yrs::Any::Number(version)))
                    if version.as_i64().is_some_and(|version| version >= SCHEMA_VERSION)
            );
            if !written {
                plan.insert(&mut txn, structure::SCHEMA, SCHEMA_VERSION);
                changed = true;
            }
        }
        changed
    }
}

fn complete_rows(txn: &mut TransactionMut, item: &MapRef, field: &Field) -> bool {
    let Some(Out::YMap(table)) = item.get(txn, field.key) else {
        return false;
    };
    let mut changed = false;
    if let FieldType::Rows(columns) = field.ty {
        for (_, row) in maps_in(txn, &table) {
            for column in columns {
                changed |= make_container(txn, &row, column);
            }
        }
    }
    changed
}

/// The maps among the entries of a map, with their keys.
pub(super) fn maps_in<T: ReadTxn>(txn: &T, map: &MapRef) -> Vec<(String, MapRef)> {
    map.iter(txn)
        .filter_map(|(key, value)| match value {
            Out::YMap(map) => Some((key.to_owned(), map)),
            _ => None,
        })
        .collect()
}
