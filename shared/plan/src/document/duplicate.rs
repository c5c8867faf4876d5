//! What a copy of an item is made of. It is made and filled in one transaction that undo does not
//! track, and then shown by one that it does, like every new item.

use yrs::{Any, GetString, Map, MapRef, Out, Text, TransactionMut};

use super::PlanDoc;
use super::layout::make_row;
use super::read::{is_deleted, members};
use crate::address::Holder;
use crate::edit::{EditError, MAX_TEXT, Place};
use crate::ids::{ItemId, RowId};
use crate::order::place;
use crate::schema::{Field, FieldType, structure};
use crate::splice::{single_line, utf16_len};

impl PlanDoc {
    /// Adds a copy of `item` behind it, with this title.
    pub(super) fn duplicate_item(
        &self,
        section: &'static str,
        item: ItemId,
        copy: ItemId,
        title: &str,
    ) -> Result<(), EditError> {
        let title = single_line(title);
        if utf16_len(&title) > MAX_TEXT {
            return Err(EditError::TextTooLong {
                at: Holder::Item(section, copy).field("title"),
                limit: MAX_TEXT,
            });
        }
        let (source, kind) = self.known_item(section, item)?;
        self.add_item(section, kind.key, copy, Place::After(item), |txn, map| {
            let of_row = |row| row_of(row, copy);
            for field in kind.all_fields().filter(|field| field.key != "title") {
                copy_field(txn, &source, map, field, &of_row);
            }
            if let Some(Out::YText(text)) = map.get(txn, "title") {
                text.insert(txn, 0, &title);
            }
        })
    }
}

/// The id of the copy of a row: new because the item's is, and the same on every try.
fn row_of(row: RowId, copy: ItemId) -> RowId {
    /// What says of which version and variant an id is.
    const FORM: u128 = 0xf000_c000_0000_0000_0000;
    let mixed = (row.as_u128() ^ copy.as_u128()) & !FORM;
    RowId::from_u128(mixed | copy.as_u128() & FORM)
}

fn copy_field(
    txn: &mut TransactionMut,
    from: &MapRef,
    to: &MapRef,
    field: &Field,
    of_row: &impl Fn(RowId) -> RowId,
) {
    match (from.get(txn, field.key), to.get(txn, field.key)) {
        (Some(Out::Any(value)), None) if field.ty.is_scalar() => {
            to.insert(txn, field.key, value);
        }
        (Some(Out::YText(from)), Some(Out::YText(to))) => {
            let text = from.get_string(txn);
            if !text.is_empty() {
                to.insert(txn, 0, &text);
            }
        }
        (Some(Out::YMap(from)), Some(Out::YMap(to))) => match field.ty {
            FieldType::Rows(columns) => copy_rows(txn, &from, &to, columns, of_row),
            _ => {
                let entries: Vec<String> = from
                    .iter(txn)
                    .filter(|(_, value)| matches!(value, Out::Any(Any::Bool(true))))
                    .map(|(key, _)| key.to_owned())
                    .collect();
                for entry in entries {
                    to.insert(txn, entry, true);
                }
            }
        },
        _ => {}
    }
}

fn copy_rows(
    txn: &mut TransactionMut,
    from: &MapRef,
    to: &MapRef,
    columns: &'static [Field],
    of_row: &impl Fn(RowId) -> RowId,
) {
    for (ranked, row) in members::<RowId, _>(txn, from) {
        if is_deleted(txn, &row) {
            continue;
        }
        let order = ranked.key.unwrap_or_else(|| place::<RowId>(&[], 0).key);
        let copy = make_row(txn, to, of_row(ranked.id).to_string(), &order, columns);
        for column in columns {
            copy_field(txn, &row, &copy, column, of_row);
        }
        copy.insert(txn, structure::DELETED, false);
    }
}
