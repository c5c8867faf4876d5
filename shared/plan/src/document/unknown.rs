//! Items that another version of this program has made, of kinds that this one does not know. They
//! are kept as they are; people can read them, and nobody edits them here.
//!
//! Without the tables nothing says what a value means, so everything is shown as text. Nothing here
//! writes, and nothing here recurses: how deep a map is nested is up to those who wrote it.

use yrs::{Any, GetString, Map, MapRef, Out, ReadTxn, Transact};

use super::PlanDoc;
use super::layout::maps_in;
use super::read::{is_deleted, members, string_entry};
use crate::ids::{ItemId, RowId};
use crate::order::Ranked;
use crate::schema::structure;
use crate::sorted::sorted;

/// An item of a kind that this version does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownItem {
    /// Its id.
    pub id: ItemId,
    /// The key of its kind; empty if it says none.
    pub kind: String,
    /// Its title; empty if it has none.
    pub title: String,
    /// Whether it lies in the trash.
    pub deleted: bool,
    /// What else is in it: the keys of its fields in alphabetical order, and what they hold in
    /// plain text, a line for every row of a table. Empty fields are left out.
    pub values: Vec<(String, String)>,
}

const TITLE: &str = "title";

impl PlanDoc {
    /// Whether [`PlanDoc::unknown_items`] has any to tell of.
    #[must_use]
    pub fn has_unknown_items(&self, section: &str) -> bool {
        let (Some(root), Some(section)) = (self.maps.get(section), self.schema.section(section))
        else {
            return false;
        };
        let txn = self.doc.transact();
        let is_unknown = |map: &MapRef| {
            let kind = string_entry(&txn, map, structure::KIND);
            section.kind(&kind.unwrap_or_default()).is_none()
        };
        !section.kinds().is_empty()
            && maps_in(&txn, root)
                .iter()
                .any(|(key, map)| key.parse::<ItemId>().is_ok() && is_unknown(map))
    }

    /// The items of a section that are of a kind that this version does not know, in their order,
    /// those in the trash included. [`PlanDoc::items`] lists all others.
    #[must_use]
    pub fn unknown_items(&self, section: &str) -> Vec<UnknownItem> {
        let (Some(root), Some(section)) = (self.maps.get(section), self.schema.section(section))
        else {
            return Vec::new();
        };
        if section.kinds().is_empty() {
            return Vec::new();
        }
        let txn = self.doc.transact();
        members(&txn, root)
            .into_iter()
            .filter_map(|(Ranked { id, .. }, map)| {
                let kind = string_entry(&txn, &map, structure::KIND).unwrap_or_default();
                section
                    .kind(&kind)
                    .is_none()
                    .then(|| read(&txn, id, kind, &map))
            })
            .collect()
    }
}

fn read<T: ReadTxn>(txn: &T, id: ItemId, kind: String, map: &MapRef) -> UnknownItem {
    let title = map.get(txn, TITLE);
    let values = fields(txn, map)
        .into_iter()
        .filter(|(key, _)| key != TITLE)
        .map(|(key, value)| {
            let text = match value {
                Out::YMap(map) if has_rows(txn, &map) => table(txn, &map),
                value => plain(txn, &value),
            };
            (key, text)
        })
        .filter(|(_, text)| !text.is_empty());
    UnknownItem {
        id,
        kind,
        title: title.map(|title| plain(txn, &title)).unwrap_or_default(),
        deleted: is_deleted(txn, map),
        values: sorted(values, Ord::cmp),
    }
}

/// The entries of an item or row that are fields.
fn fields<T: ReadTxn>(txn: &T, map: &MapRef) -> Vec<(String, Out)> {
    let structure = [structure::KIND, structure::ORDER, structure::DELETED];
    map.iter(txn)
        .filter(|(key, _)| !structure.contains(key))
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}

fn has_rows<T: ReadTxn>(txn: &T, map: &MapRef) -> bool {
    map.iter(txn)
        .any(|(_, value)| matches!(value, Out::YMap(_)))
}

/// A line for each row that is not in the trash: its columns by key.
fn table<T: ReadTxn>(txn: &T, map: &MapRef) -> String {
    let rows = members::<RowId, T>(txn, map).into_iter();
    let lines = rows
        .filter(|(_, row)| !is_deleted(txn, row))
        .map(|(_, row)| {
            let columns = fields(txn, &row)
                .into_iter()
                .map(|(key, value)| (key, plain(txn, &value)))
                .filter(|(_, text)| !text.is_empty())
                .map(|(key, text)| format!("{key}: {text}"));
            sorted(columns, Ord::cmp).join(", ")
        });
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// A text, a plain value, or the entries of a set.
fn plain<T: ReadTxn>(txn: &T, value: &Out) -> String {
    match value {
        Out::YText(text) => text.get_string(txn),
        Out::YMap(map) => {
            let is_in = |value: &Out| matches!(value, Out::Any(Any::Bool(true)));
            let entries = map.iter(txn).filter(|(_, value)| is_in(value));
            sorted(entries.map(|(key, _)| key), Ord::cmp).join(", ")
        }
        Out::Any(Any::Array(parts)) => {
            let parts: Vec<String> = parts.iter().map(scalar).collect();
            parts.join(" ")
        }
        Out::Any(any) => scalar(any),
        _ => String::new(),
    }
}

fn scalar(any: &Any) -> String {
    match any {
        Any::String(text) => text.to_string(),
        Any::Number(number) => match number.as_i64() {
            Some(integer) => integer.to_string(),
            None => any.to_string(),
        },
        Any::Bool(truth) => truth.to_string(),
        _ => String::new(),
    }
}
