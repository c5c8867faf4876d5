//! Typed reads. A value of the wrong type reads as [`IllTyped`], never as something else, and a
//! map that is no item of this schema is passed over.

use std::collections::BTreeSet;
use std::str::FromStr;

use yrs::{Any, GetString, Map, MapRef, Out, ReadTxn, Text, TextRef, Transact};

use super::layout::maps_in;
use super::{PlanDoc, codec};
use crate::address::{FieldAddress, Holder};
use crate::edit::TableAddress;
use crate::ids::{ItemId, RowId};
use crate::order::{OrderKey, Ranked};
use crate::schema::{Kind, structure};
use crate::sorted::sorted;
use crate::value::Value;

/// The document holds something in a field that the field's type does not allow. It came from
/// another program; shown as absent, it is replaced by the next edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the stored value is not of the field's type")]
pub struct IllTyped;

/// What is known of an item without reading its fields.
#[derive(Debug, Clone, Copy)]
pub struct ItemHead {
    /// Its id.
    pub id: ItemId,
    /// Its kind.
    pub kind: &'static Kind,
    /// Whether it lies in the trash.
    pub deleted: bool,
}

impl PartialEq for ItemHead {
    fn eq(&self, other: &Self) -> bool {
        (self.id, self.kind.key, self.deleted) == (other.id, other.kind.key, other.deleted)
    }
}

/// What is known of a row without reading its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowHead {
    /// Its id.
    pub id: RowId,
    /// Whether it lies in the trash.
    pub deleted: bool,
}

impl PlanDoc {
    /// The items of a section in their order, those in the trash included. Items of a kind that
    /// this version does not know are told by [`PlanDoc::unknown_items`].
    #[must_use]
    pub fn items(&self, section: &str) -> Vec<ItemHead> {
        let (Some(root), Some(section)) = (self.maps.get(section), self.schema.section(section))
        else {
            return Vec::new();
        };
        let txn = self.doc.transact();
        members(&txn, root)
            .into_iter()
            .filter_map(|(Ranked { id, .. }, map)| {
                let kind = section.kind(&string_entry(&txn, &map, structure::KIND)?)?;
                let deleted = is_deleted(&txn, &map);
                Some(ItemHead { id, kind, deleted })
            })
            .collect()
    }

    /// By which key an item stands in its place, if it says one.
    #[must_use]
    pub fn item_order(&self, section: &str, item: ItemId) -> Option<OrderKey> {
        let txn = self.doc.transact();
        let map = self.item(&txn, section, item)?;
        OrderKey::read(&string_entry(&txn, &map, structure::ORDER)?)
    }

    /// By which key a row stands in its place, if it says one.
    #[must_use]
    pub fn row_order(&self, table: TableAddress, row: RowId) -> Option<OrderKey> {
        let txn = self.doc.transact();
        let map = map_entry(&txn, &self.table(&txn, table)?, &row.to_string())?;
        OrderKey::read(&string_entry(&txn, &map, structure::ORDER)?)
    }

    /// The rows of a table in their order, those in the trash included.
    #[must_use]
    pub fn rows(&self, table: TableAddress) -> Vec<RowHead> {
        let txn = self.doc.transact();
        let Some(map) = self.table(&txn, table) else {
            return Vec::new();
        };
        members(&txn, &map)
            .into_iter()
            .map(|(Ranked { id, .. }, map)| {
                let deleted = is_deleted(&txn, &map);
                RowHead { id, deleted }
            })
            .collect()
    }

    /// The text of a text field; empty where there is none.
    #[must_use]
    pub fn text(&self, at: FieldAddress) -> String {
        let txn = self.doc.transact();
        self.text_ref(&txn, at)
            .map(|text| text.get_string(&txn))
            .unwrap_or_default()
    }

    /// The length of a text field in UTF-16 units.
    #[must_use]
    pub fn text_len(&self, at: FieldAddress) -> u32 {
        let txn = self.doc.transact();
        self.text_ref(&txn, at).map_or(0, |text| text.len(&txn))
    }

    /// The value of a scalar field; `None` where it is absent.
    ///
    /// # Errors
    /// If the document holds something else there.
    pub fn value(&self, at: FieldAddress) -> Result<Option<Value>, IllTyped> {
        let Some(field) = at.describe(self.schema) else {
            return Ok(None);
        };
        let txn = self.doc.transact();
        let stored = self
            .holder(&txn, at.holder)
            .and_then(|map| map.get(&txn, at.field));
        codec::decode(stored.as_ref(), &field.ty)
    }

    /// The entries of a set field: tag keys or ids.
    #[must_use]
    pub fn entries(&self, at: FieldAddress) -> BTreeSet<String> {
        let txn = self.doc.transact();
        let set = self
            .holder(&txn, at.holder)
            .and_then(|map| map.get(&txn, at.field));
        let Some(Out::YMap(set)) = set else {
            return BTreeSet::new();
        };
        set.iter(&txn)
            .filter(|(_, value)| matches!(value, Out::Any(Any::Bool(true))))
            .map(|(key, _)| key.to_owned())
            .collect()
    }

    /// The map that a holder's fields lie in.
    pub(super) fn holder<T: ReadTxn>(&self, txn: &T, holder: Holder) -> Option<MapRef> {
        match holder {
            Holder::Section(section) => self.maps.get(section).cloned(),
            Holder::Item(section, item) => self.item(txn, section, item),
            Holder::Row(section, item, field, row) => {
                let table = self.table(
                    txn,
                    TableAddress {
                        section,
                        item,
                        field,
                    },
                )?;
                map_entry(txn, &table, &row.to_string())
            }
            Holder::Document => None,
        }
    }

    pub(super) fn item<T: ReadTxn>(&self, txn: &T, section: &str, item: ItemId) -> Option<MapRef> {
        map_entry(txn, self.maps.get(section)?, &item.to_string())
    }

    pub(super) fn table<T: ReadTxn>(&self, txn: &T, at: TableAddress) -> Option<MapRef> {
        let field = Holder::Item(at.section, at.item)
            .field(at.field)
            .describe(self.schema)?;
        if !field.ty.is_rows() {
            return None;
        }
        map_entry(txn, &self.item(txn, at.section, at.item)?, at.field)
    }

    pub(super) fn text_ref<T: ReadTxn>(&self, txn: &T, at: FieldAddress) -> Option<TextRef> {
        if at.holder == Holder::Document {
            return self.texts.get(at.field).cloned();
        }
        match self.holder(txn, at.holder)?.get(txn, at.field) {
            Some(Out::YText(text)) => Some(text),
            _ => None,
        }
    }
}

/// The items of a section or the rows of a table, in their order.
pub(super) fn members<Id, T>(txn: &T, list: &MapRef) -> Vec<(Ranked<Id>, MapRef)>
where
    Id: Ord + FromStr,
    T: ReadTxn,
{
    let members = maps_in(txn, list).into_iter().filter_map(|(key, map)| {
        let id = key.parse().ok()?;
        let key = string_entry(txn, &map, structure::ORDER);
        let key = key.and_then(|key| OrderKey::read(&key));
        Some((Ranked { key, id }, map))
    });
    sorted(members, |(a, _), (b, _)| a.cmp(b))
}

pub(super) fn string_entry<T: ReadTxn>(txn: &T, map: &MapRef, key: &str) -> Option<String> {
    match map.get(txn, key) {
        Some(Out::Any(Any::String(text))) => Some(text.to_string()),
        _ => None,
    }
}

fn map_entry<T: ReadTxn>(txn: &T, map: &MapRef, key: &str) -> Option<MapRef> {
    match map.get(txn, key) {
        Some(Out::YMap(map)) => Some(map),
        _ => None,
    }
}

pub(super) fn is_deleted<T: ReadTxn>(txn: &T, map: &MapRef) -> bool {
    matches!(
        map.get(txn, structure::DELETED),
        Some(Out::Any(Any::Bool(true)))
    )
}
