//! The edits that bring something back: what one change has altered, or all that a plan said.
//!
//! They are edits like anybody's: what others have changed elsewhere stays, and they can be taken
//! back themselves.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::Hash;

use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::document::{ItemHead, PlanDoc, RowHead};
use tandem_plan::edit::{Edit, Place, TableAddress};
use tandem_plan::history::{ChangeKind, Content, byte_at};
use tandem_plan::order::OrderKey;
use tandem_plan::schema::{Field, FieldType, Schema, Shape};
use tandem_plan::splice::{Splice, minimal_splice, utf16_len};

use crate::store::{ChangeRow, Spot};

/// Why a change is not taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotReverted {
    /// What was before stands there already.
    NothingToDo,
    /// Somebody has changed it since.
    Changed {
        /// What stands there now.
        now: Option<Content>,
        /// What would stand there.
        before: Option<Content>,
    },
    /// It is of a long text, and what it left there cannot be found any more.
    MovedOn,
    /// It is a comment, or of a part that this version does not know.
    Irrevocable,
}

/// The edits that take one change back. `is_last` says whether nothing has changed the same spot since.
///
/// # Errors
/// If there is nothing to do, it cannot be done, or somebody has changed it since and `even_if_changed`
/// is not said.
pub fn revert(
    plan: &PlanDoc,
    change: &ChangeRow,
    is_last: bool,
    even_if_changed: bool,
) -> Result<Vec<Edit>, NotReverted> {
    let holder = holder(&change.spot, plan.schema()).ok_or(NotReverted::Irrevocable)?;
    let edits = match change.kind {
        ChangeKind::Added | ChangeKind::Restored => trash(plan, holder, true),
        ChangeKind::Deleted => trash(plan, holder, false),
        ChangeKind::Moved => {
            let before = change.before.as_ref().and_then(Content::text);
            let before = before.and_then(OrderKey::read);
            put(plan, holder, before.ok_or(NotReverted::Irrevocable)?)
        }
        ChangeKind::Set | ChangeKind::Edited => {
            let at = address(&change.spot, plan.schema()).ok_or(NotReverted::Irrevocable)?;
            return field_back(plan, at, change, is_last, even_if_changed);
        }
        ChangeKind::Commented
        | ChangeKind::Reworded
        | ChangeKind::Resolved
        | ChangeKind::Reopened
        | ChangeKind::TakenBack => return Err(NotReverted::Irrevocable),
    };
    if edits.is_empty() {
        Err(NotReverted::NothingToDo)
    } else {
        Ok(edits)
    }
}

fn field_back(
    plan: &PlanDoc,
    at: FieldAddress,
    change: &ChangeRow,
    is_last: bool,
    even_if_changed: bool,
) -> Result<Vec<Edit>, NotReverted> {
    let field = at.describe(plan.schema()).ok_or(NotReverted::Irrevocable)?;
    let now = content(plan, at, field);
    let (before, after) = (change.before.as_ref(), change.after.as_ref());
    if now.as_ref() == before {
        return Err(NotReverted::NothingToDo);
    }
    if let (
        Some(Content::Stretch {
            at: place,
            text: was,
        }),
        Some(Content::Stretch { text: is, .. }),
    ) = (before, after)
    {
        let text = plan.text(at);
        let from = find(&text, *place, is, is_last).ok_or(NotReverted::MovedOn)?;
        let splice = Splice {
            at: utf16_len(&text[..from]),
            delete: utf16_len(is),
            insert: was.clone(),
        };
        return if was == is {
            Err(NotReverted::NothingToDo)
        } else {
            Ok(vec![Edit::Splice { at, splice }])
        };
    }
    if field.ty.is_set() {
        // Entries are taken back one by one: others may have put in and taken out their own.
        let (before, after) = (entries(before), entries(after));
        let mut wanted = entries(now.as_ref());
        for entry in after.difference(&before) {
            wanted.remove(entry);
        }
        wanted.extend(before.difference(&after).cloned());
        let edits = set(plan, at, field, Some(&Content::Set(wanted)));
        return if edits.is_empty() {
            Err(NotReverted::NothingToDo)
        } else {
            Ok(edits)
        };
    }
    if now.as_ref() != after && !even_if_changed {
        return Err(NotReverted::Changed {
            now,
            before: before.cloned(),
        });
    }
    Ok(set(plan, at, field, before))
}

/// Where a stretch of a text stands now: where it stood if nothing has happened to the text since, else
/// where it is found, if it is long enough to be sure and stands there once.
fn find(text: &str, place: u32, stretch: &str, is_last: bool) -> Option<usize> {
    const SURE: usize = 12;
    if is_last {
        let from = byte_at(text, place);
        return text[from..].starts_with(stretch).then_some(from);
    }
    let mut places = text.match_indices(stretch).map(|(from, _)| from);
    let only = places.next().filter(|_| stretch.len() >= SURE)?;
    places.next().is_none().then_some(only)
}

/// The edits that bring all fields, items and rows of a plan back to how they are in another state of
/// it. What came since goes to the trash.
#[must_use]
pub fn restore(plan: &PlanDoc, then: &PlanDoc) -> Vec<Edit> {
    let mut edits = Vec::new();
    for section in plan.schema().sections {
        if let Some(field) = &section.document {
            let at = Holder::Document.field(field.key);
            edits.extend(as_then(plan, then, at, field));
        }
        match section.shape {
            Shape::One(fields) => {
                let holder = Holder::Section(section.key);
                for field in fields {
                    edits.extend(as_then(plan, then, holder.field(field.key), field));
                }
            }
            Shape::Items(_) => items_as_then(plan, then, section.key, &mut edits),
        }
    }
    edits
}

fn items_as_then(plan: &PlanDoc, then: &PlanDoc, section: &'static str, edits: &mut Vec<Edit>) {
    let (now, before) = (plan.items(section), then.items(section));
    let heads = |heads: &[ItemHead]| heads.iter().map(|head| (head.id, head.deleted)).collect();
    let list = List {
        now: heads(&now),
        before: heads(&before),
    };
    edits.extend(list.trashed().map(|(item, deleted)| Edit::TrashItem {
        section,
        item,
        deleted,
    }));
    for head in &before {
        let holder = Holder::Item(section, head.id);
        for field in head.kind.all_fields() {
            if let FieldType::Rows(columns) = field.ty {
                let table = TableAddress {
                    section,
                    item: head.id,
                    field: field.key,
                };
                rows_as_then(plan, then, table, columns, edits);
            } else {
                edits.extend(as_then(plan, then, holder.field(field.key), field));
            }
        }
    }
    edits.extend(
        list.moved()
            .into_iter()
            .map(|(item, place)| Edit::MoveItem {
                section,
                item,
                place,
            }),
    );
}

fn rows_as_then(
    plan: &PlanDoc,
    then: &PlanDoc,
    table: TableAddress,
    columns: &'static [Field],
    edits: &mut Vec<Edit>,
) {
    let (now, before) = (plan.rows(table), then.rows(table));
    let heads = |heads: &[RowHead]| heads.iter().map(|head| (head.id, head.deleted)).collect();
    let list = List {
        now: heads(&now),
        before: heads(&before),
    };
    edits.extend(list.trashed().map(|(row, deleted)| Edit::TrashRow {
        table,
        row,
        deleted,
    }));
    for head in &before {
        let holder = Holder::Row(table.section, table.item, table.field, head.id);
        for column in columns {
            edits.extend(as_then(plan, then, holder.field(column.key), column));
        }
    }
    edits.extend(
        list.moved()
            .into_iter()
            .map(|(row, place)| Edit::MoveRow { table, row, place }),
    );
}

/// Items of a section or rows of a table as they are and as they were, in their order: their ids, and
/// whether they lie in the trash. Nothing is ever taken out of a list.
struct List<Id> {
    now: Vec<(Id, bool)>,
    before: Vec<(Id, bool)>,
}

impl<Id: Copy + Eq + Hash> List<Id> {
    /// What goes to the trash or comes out of it. What came since goes there.
    fn trashed(&self) -> impl Iterator<Item = (Id, bool)> {
        let before: HashMap<Id, bool> = self.before.iter().copied().collect();
        self.now.iter().filter_map(move |(id, deleted)| {
            let was = before.get(id).copied().unwrap_or(true);
            (was != *deleted).then_some((*id, was))
        })
    }

    /// What moves, and where to.
    fn moved(&self) -> Vec<(Id, Place<Id>)> {
        let ids = |heads: &[(Id, bool)]| heads.iter().map(|(id, _)| *id).collect::<Vec<Id>>();
        moved(&ids(&self.now), &ids(&self.before))
    }
}

/// The moves that make one order of another with the same members, as few as there can be: what already
/// stands in order stays.
fn moved<Id: Copy + Eq + Hash>(now: &[Id], wanted: &[Id]) -> Vec<(Id, Place<Id>)> {
    let places: HashMap<Id, usize> = now
        .iter()
        .enumerate()
        .map(|(place, id)| (*id, place))
        .collect();
    let (wanted, numbers): (Vec<Id>, Vec<usize>) = wanted
        .iter()
        .filter_map(|id| Some((*id, *places.get(id)?)))
        .unzip();
    let stays = longest_rise(&numbers);
    let mut moves = Vec::new();
    for (index, id) in wanted.iter().enumerate() {
        if !stays.contains(&index) {
            let before = index.checked_sub(1).map(|before| wanted[before]);
            moves.push((*id, before.map_or(Place::First, Place::After)));
        }
    }
    moves
}

/// The indices of a longest rising part of these numbers.
fn longest_rise(numbers: &[usize]) -> HashSet<usize> {
    // For every length, where the part of that length ends that ends lowest; and what is in front of
    // each.
    let mut ends: Vec<usize> = Vec::new();
    let mut fronts: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (index, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        fronts.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let last = ends.last().copied();
    std::iter::successors(last, |index| fronts[*index]).collect()
}

fn as_then(plan: &PlanDoc, then: &PlanDoc, at: FieldAddress, field: &Field) -> Vec<Edit> {
    let before = content(then, at, field);
    if content(plan, at, field) == before {
        Vec::new()
    } else {
        set(plan, at, field, before.as_ref())
    }
}

fn entries(content: Option<&Content>) -> BTreeSet<String> {
    match content {
        Some(Content::Set(entries)) => entries.clone(),
        _ => BTreeSet::new(),
    }
}

/// What a field holds now.
fn content(plan: &PlanDoc, at: FieldAddress, field: &Field) -> Option<Content> {
    if field.ty.is_text() {
        let text = plan.text(at);
        (!text.is_empty()).then_some(Content::Text(text))
    } else if field.ty.is_set() {
        let entries = plan.entries(at);
        (!entries.is_empty()).then_some(Content::Set(entries))
    } else if field.ty.is_scalar() {
        plan.value(at).ok().flatten().map(Content::from)
    } else {
        None
    }
}

/// The edits that make a field hold this.
fn set(plan: &PlanDoc, at: FieldAddress, field: &Field, wanted: Option<&Content>) -> Vec<Edit> {
    if field.ty.is_text() {
        let text = wanted.and_then(Content::text).unwrap_or_default();
        let splice = minimal_splice(&plan.text(at), text, None);
        return splice
            .map(|splice| Edit::Splice { at, splice })
            .into_iter()
            .collect();
    }
    if field.ty.is_set() {
        let (now, wanted) = (plan.entries(at), entries(wanted));
        let out = now.difference(&wanted).map(|entry| (entry, false));
        let into = wanted.difference(&now).map(|entry| (entry, true));
        return out
            .chain(into)
            .map(|(entry, present)| Edit::SetEntry {
                at,
                entry: entry.clone(),
                present,
            })
            .collect();
    }
    let value = wanted.and_then(|content| content.value(&field.ty));
    vec![Edit::SetValue { at, value }]
}

fn trash(plan: &PlanDoc, holder: Holder, deleted: bool) -> Vec<Edit> {
    match holder {
        Holder::Item(section, item) => {
            let heads = plan.items(section);
            let head = heads.iter().find(|head| head.id == item);
            let differs = head.is_some_and(|head| head.deleted != deleted);
            let edit = Edit::TrashItem {
                section,
                item,
                deleted,
            };
            differs.then_some(edit).into_iter().collect()
        }
        Holder::Row(section, item, field, row) => {
            let table = TableAddress {
                section,
                item,
                field,
            };
            let heads = plan.rows(table);
            let head = heads.iter().find(|head| head.id == row);
            let differs = head.is_some_and(|head| head.deleted != deleted);
            let edit = Edit::TrashRow {
                table,
                row,
                deleted,
            };
            differs.then_some(edit).into_iter().collect()
        }
        Holder::Section(_) | Holder::Document => Vec::new(),
    }
}

/// Puts an item or row where something with this key would stand among the others of today.
fn put(plan: &PlanDoc, holder: Holder, key: OrderKey) -> Vec<Edit> {
    match holder {
        Holder::Item(section, item) => {
            let others = plan.items(section).into_iter().map(|head| head.id);
            let before = last_before(others, item, &key, |id| plan.item_order(section, id));
            let place = before.map_or(Place::First, Place::After);
            vec![Edit::MoveItem {
                section,
                item,
                place,
            }]
        }
        Holder::Row(section, item, field, row) => {
            let table = TableAddress {
                section,
                item,
                field,
            };
            let others = plan.rows(table).into_iter().map(|head| head.id);
            let before = last_before(others, row, &key, |id| plan.row_order(table, id));
            let place = before.map_or(Place::First, Place::After);
            vec![Edit::MoveRow { table, row, place }]
        }
        Holder::Section(_) | Holder::Document => Vec::new(),
    }
}

fn last_before<Id: Copy + PartialEq>(
    others: impl Iterator<Item = Id>,
    moved: Id,
    key: &OrderKey,
    order: impl Fn(Id) -> Option<OrderKey>,
) -> Option<Id> {
    others
        .filter(|id| *id != moved)
        .take_while(|id| order(*id).is_some_and(|other| other < *key))
        .last()
}

/// The holder that a spot names in this schema.
fn holder(spot: &Spot, schema: &'static Schema) -> Option<Holder> {
    let section = schema.section(spot.section.as_deref()?)?;
    Some(match (spot.item, spot.row) {
        (None, _) => Holder::Section(section.key),
        (Some(item), None) => Holder::Item(section.key, item),
        (Some(item), Some(row)) => {
            let table = spot.field.as_deref()?;
            let kinds = section.kinds().iter();
            let mut fields = kinds.filter_map(|kind| kind.field(table));
            Holder::Row(section.key, item, fields.next()?.key, row)
        }
    })
}

/// The field that a spot names in this schema.
#[must_use]
pub fn address(spot: &Spot, schema: &'static Schema) -> Option<FieldAddress> {
    let holder = holder(spot, schema)?;
    let key = match holder {
        Holder::Row(..) => spot.column.as_deref()?,
        _ => spot.field.as_deref()?,
    };
    FieldAddress::parse(&format!("{holder}.{key}"), schema)
        .or_else(|| FieldAddress::parse(key, schema))
}
