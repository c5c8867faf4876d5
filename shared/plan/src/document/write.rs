//! Typed edits. Everything is checked before anything is written, so that a refused edit changes
//! nothing.

use yrs::{Any, Map, MapRef, Out, Text, Transact, TransactionMut};

use super::layout::{UNTRACKED, make_item, make_row, maps_in};
use super::read::{members, string_entry};
use super::{PlanDoc, codec};
use crate::address::{FieldAddress, Holder};
use crate::edit::{Edit, EditError, MAX_ITEMS, MAX_ROWS, Place, TableAddress, max_text};
use crate::ids::{ItemId, MemberId};
use crate::order::{self, OrderKey, Ranked};
use crate::schema::{Field, FieldType, Kind, structure};
use crate::splice::{Splice, apply_splice, single_line, utf16_len};
use crate::value::find_choice;

/// The origin of transactions that undo tracks.
pub(super) const LOCAL: &str = "local";

impl PlanDoc {
    /// Does what `edit` says, or refuses it and changes nothing.
    ///
    /// # Errors
    /// If the schema, the document or a bound does not allow the edit.
    pub fn edit(&self, edit: &Edit) -> Result<(), EditError> {
        match edit {
            Edit::SetValue { at, value } => {
                let field = self.describe(*at)?;
                let fits = match value {
                    None => field.ty.is_scalar(),
                    Some(value) => value.fits(&field.ty),
                };
                if !fits {
                    return Err(wrong_type(*at, field));
                }
                let map = self.map_of(at.holder)?;
                let mut txn = self.doc.transact_mut_with(LOCAL);
                match value {
                    Some(value) => {
                        map.insert(&mut txn, at.field, codec::encode(value));
                    }
                    None => {
                        map.remove(&mut txn, at.field);
                    }
                }
                Ok(())
            }
            Edit::Splice { at, splice } => self.splice(*at, splice),
            Edit::SetEntry { at, entry, present } => self.set_entry(*at, entry, *present),
            Edit::AddItem {
                section,
                kind,
                item,
                place,
            } => self.add_item(section, kind, *item, *place, |_, _| {}),
            Edit::DuplicateItem {
                section,
                item,
                copy,
                title,
            } => self.duplicate_item(section, *item, *copy, title),
            Edit::MoveItem {
                section,
                item,
                place,
            } => {
                let root = self.root(section)?;
                self.entry_map(root, item, "item")?;
                self.move_entry(root, *item, *place);
                Ok(())
            }
            Edit::TrashItem {
                section,
                item,
                deleted,
            } => {
                let map = self.entry_map(self.root(section)?, item, "item")?;
                self.set_deleted(&map, *deleted);
                Ok(())
            }
            Edit::AddRow { table, row, place } => {
                let (map, field) = self.table_map(*table)?;
                let mut txn = self.doc.transact_mut_with(UNTRACKED);
                if map.get(&txn, &row.to_string()).is_some() {
                    return Err(EditError::Exists(format!("row {row}")));
                }
                if maps_in(&txn, &map).len() >= MAX_ROWS {
                    return Err(EditError::TooMany {
                        what: "a table",
                        limit: MAX_ROWS,
                    });
                }
                let key = placement(&mut txn, &map, *row, *place);
                make_row(&mut txn, &map, row.to_string(), &key, field.columns());
                drop(txn);
                let map = self.entry_map(&map, row, "row")?;
                self.set_deleted(&map, false);
                Ok(())
            }
            Edit::MoveRow { table, row, place } => {
                let (map, _) = self.table_map(*table)?;
                self.entry_map(&map, row, "row")?;
                self.move_entry(&map, *row, *place);
                Ok(())
            }
            Edit::TrashRow {
                table,
                row,
                deleted,
            } => {
                let (map, _) = self.table_map(*table)?;
                let map = self.entry_map(&map, row, "row")?;
                self.set_deleted(&map, *deleted);
                Ok(())
            }
        }
    }

    fn splice(&self, at: FieldAddress, splice: &Splice) -> Result<(), EditError> {
        let field = self.describe(at)?;
        if !field.ty.is_text() {
            return Err(wrong_type(at, field));
        }
        let mut txn = self.doc.transact_mut_with(LOCAL);
        let text = self
            .text_ref(&txn, at)
            .ok_or_else(|| EditError::NotFound(format!("text {at}")))?;
        let insert = match field.ty {
            FieldType::Line => single_line(&splice.insert),
            _ => splice.insert.clone(),
        };
        let length = text.len(&txn);
        let outside = EditError::OutsideText {
            at,
            length,
            position: splice.at,
        };
        let end = splice
            .at
            .checked_add(splice.delete)
            .ok_or(outside.clone())?;
        if end > length {
            return Err(outside);
        }
        // A range that does not start and end between characters would cut a pair in two.
        let current = yrs::GetString::get_string(&text, &txn);
        apply_splice(&current, splice).ok_or(outside)?;
        let limit = max_text(at.holder);
        if length - splice.delete + utf16_len(&insert) > limit && !insert.is_empty() {
            return Err(EditError::TextTooLong { at, limit });
        }
        if splice.delete > 0 {
            text.remove_range(&mut txn, splice.at, splice.delete);
        }
        if !insert.is_empty() {
            text.insert(&mut txn, splice.at, &insert);
        }
        Ok(())
    }

    fn set_entry(&self, at: FieldAddress, entry: &str, present: bool) -> Result<(), EditError> {
        let field = self.describe(at)?;
        let allowed = match field.ty {
            FieldType::Tags(choices) => find_choice(choices, entry).is_some(),
            FieldType::People => entry.parse::<MemberId>().is_ok(),
            FieldType::Links(_) => entry.parse::<ItemId>().is_ok(),
            _ => false,
        };
        if !allowed {
            return Err(wrong_type(at, field));
        }
        let map = self.map_of(at.holder)?;
        let mut txn = self.doc.transact_mut_with(LOCAL);
        let Some(Out::YMap(set)) = map.get(&txn, at.field) else {
            return Err(EditError::NotFound(format!("set {at}")));
        };
        if present {
            set.insert(&mut txn, entry, true);
        } else {
            set.remove(&mut txn, entry);
        }
        Ok(())
    }

    /// Adds an item with whatever `fill` puts into its containers.
    pub(super) fn add_item(
        &self,
        section: &str,
        kind: &str,
        item: ItemId,
        place: Place<ItemId>,
        fill: impl FnOnce(&mut TransactionMut, &MapRef),
    ) -> Result<(), EditError> {
        let root = self.root(section)?;
        let kind = self
            .schema
            .section(section)
            .and_then(|section| section.kind(kind))
            .ok_or_else(|| EditError::NotInSchema(format!("kind {kind} in {section}")))?;
        let mut txn = self.doc.transact_mut_with(UNTRACKED);
        if root.get(&txn, &item.to_string()).is_some() {
            return Err(EditError::Exists(format!("item {item}")));
        }
        let sections = self
            .schema
            .sections
            .iter()
            .filter(|section| !section.kinds().is_empty());
        let items: usize = sections
            .map(|section| self.maps[section.key].len(&txn) as usize)
            .sum();
        if items >= MAX_ITEMS {
            return Err(EditError::TooMany {
                what: "a plan",
                limit: MAX_ITEMS,
            });
        }
        let key = placement(&mut txn, root, item, place);
        let map = make_item(
            &mut txn,
            root,
            item.to_string(),
            kind.key,
            &key,
            kind.all_fields(),
        );
        fill(&mut txn, &map);
        drop(txn);
        // Shown in a transaction of its own, so that undoing "add" moves it to the trash with
        // what others wrote in it, and destroys nothing.
        self.set_deleted(&map, false);
        Ok(())
    }

    fn set_deleted(&self, map: &MapRef, deleted: bool) {
        let mut txn = self.doc.transact_mut_with(LOCAL);
        map.insert(&mut txn, structure::DELETED, deleted);
    }

    fn move_entry<Id>(&self, list: &MapRef, id: Id, place: Place<Id>)
    where
        Id: Copy + Ord + std::str::FromStr + ToString,
    {
        let mut txn = self.doc.transact_mut_with(LOCAL);
        let key = placement(&mut txn, list, id, place);
        set_order(&mut txn, list, id, &key);
    }

    /// The field that an edit speaks of: one that the schema has, for the item's own kind.
    fn describe(&self, at: FieldAddress) -> Result<&'static Field, EditError> {
        let unknown = || EditError::NotInSchema(format!("field {at}"));
        let field = at.describe(self.schema).ok_or_else(unknown)?;
        let (Some(section), Some(item)) = (at.holder.section(), at.holder.item()) else {
            return Ok(field);
        };
        let (_, kind) = self.known_item(section, item)?;
        let of_item = match at.holder {
            Holder::Row(_, _, table, _) => table,
            _ => at.field,
        };
        kind.field(of_item).map(|_| field).ok_or_else(unknown)
    }

    /// An item and its kind, which this version knows.
    pub(super) fn known_item(
        &self,
        section: &str,
        item: ItemId,
    ) -> Result<(MapRef, &'static Kind), EditError> {
        let txn = self.doc.transact();
        let map = self
            .item(&txn, section, item)
            .ok_or_else(|| EditError::NotFound(format!("item {item}")))?;
        let kind = string_entry(&txn, &map, structure::KIND).unwrap_or_default();
        let known = self.schema.section(section);
        let known = known.and_then(|section| section.kind(&kind));
        let known = known.ok_or_else(|| EditError::NotInSchema(format!("kind {kind}")))?;
        Ok((map, known))
    }

    fn root(&self, section: &str) -> Result<&MapRef, EditError> {
        self.schema
            .section(section)
            .filter(|section| !section.kinds().is_empty())
            .and_then(|section| self.maps.get(section.key))
            .ok_or_else(|| EditError::NotInSchema(format!("list {section}")))
    }

    fn map_of(&self, holder: Holder) -> Result<MapRef, EditError> {
        let txn = self.doc.transact();
        self.holder(&txn, holder)
            .ok_or_else(|| EditError::NotFound(holder.to_string()))
    }

    fn entry_map(
        &self,
        list: &MapRef,
        id: &impl ToString,
        what: &str,
    ) -> Result<MapRef, EditError> {
        let txn = self.doc.transact();
        match list.get(&txn, &id.to_string()) {
            Some(Out::YMap(map)) => Ok(map),
            _ => Err(EditError::NotFound(format!("{what} {}", id.to_string()))),
        }
    }

    fn table_map(&self, at: TableAddress) -> Result<(MapRef, &'static Field), EditError> {
        let address = Holder::Item(at.section, at.item).field(at.field);
        let field = self.describe(address)?;
        if !field.ty.is_rows() {
            return Err(wrong_type(address, field));
        }
        let txn = self.doc.transact();
        let table = self.table(&txn, at);
        Ok((
            table.ok_or_else(|| EditError::NotFound(format!("table {address}")))?,
            field,
        ))
    }
}

fn wrong_type(at: FieldAddress, field: &Field) -> EditError {
    EditError::WrongType {
        at,
        expected: field.ty.name(),
    }
}

/// The key for `id` at `place`, after giving new keys to the neighbours that must make room. A
/// neighbour that is gone means the end.
fn placement<Id>(txn: &mut TransactionMut, list: &MapRef, id: Id, place: Place<Id>) -> OrderKey
where
    Id: Copy + Ord + std::str::FromStr + ToString,
{
    let others: Vec<Ranked<Id>> = members(txn, list)
        .into_iter()
        .map(|(ranked, _)| ranked)
        .filter(|ranked| ranked.id != id)
        .collect();
    let position = |other: Id| others.iter().position(|ranked| ranked.id == other);
    let index = match place {
        Place::First => 0,
        Place::Last => others.len(),
        Place::Before(other) => position(other).unwrap_or(others.len()),
        Place::After(other) => position(other).map_or(others.len(), |index| index + 1),
    };
    let placement = order::place(&others, index);
    for (neighbour, key) in placement.rekeyed {
        set_order(txn, list, neighbour, &key);
    }
    placement.key
}

fn set_order(txn: &mut TransactionMut, list: &MapRef, id: impl ToString, key: &OrderKey) {
    if let Some(Out::YMap(map)) = list.get(txn, &id.to_string()) {
        map.insert(txn, structure::ORDER, Any::from(key.text()));
    }
}
