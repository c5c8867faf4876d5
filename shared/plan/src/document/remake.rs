//! What one replica holds and another lacks, as edits that can be made again.
//!
//! When a server refuses an update, the replica that made it is of no use any more: every later
//! update of it builds on what was refused. Its work is made again in a fresh replica under
//! another client id, in units small enough that the server can refuse one of them alone.
//!
//! The comparison lets the CRDT merge both replicas in a third one and reads what that changed, so
//! texts come as splices that fit the fresh text, whatever others wrote there meanwhile. Nothing
//! here changes either replica.

mod lists;
mod texts;

use std::collections::HashSet;

use yrs::{ReadTxn, Snapshot, Transact};

use self::lists::{Step, steps};
use super::observe::with_notes;
use super::{ApplyError, Change, PlanDoc};
use crate::address::{FieldAddress, Holder};
use crate::edit::{Edit, Place, TableAddress};
use crate::ids::{ClientId, ItemId, RowId};
use crate::schema::Field;
use crate::sorted::sorted;
use crate::splice::TextDelta;

/// What a unit of work is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// That an item is there, where it stands, and whether it lies in the trash.
    Item(&'static str, ItemId),
    /// The same of a row of a table.
    Row(TableAddress, RowId),
    /// The content of one field.
    Field(FieldAddress),
}

/// The smallest part of somebody's work that can be taken or refused alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What it is about.
    pub subject: Subject,
    /// What to do, in this order. If the first is taken, all are.
    pub edits: Vec<Edit>,
}

/// Where somebody has changed anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    fields: HashSet<FieldAddress>,
    sections: Vec<&'static str>,
    tables: Vec<TableAddress>,
}

/// Whose work is made again.
#[derive(Debug, Clone, Copy)]
pub enum Whose<'a> {
    /// Everybody's: all that the fresh replica lacks.
    Everybodys,
    /// One person's, of a replica that holds work of others too: what was written under these
    /// client ids, and what else was changed where they touched the plan. Who deleted a character
    /// is not known to the CRDT; in texts that they touched, all deletions are made again.
    Own {
        /// The ids under which they wrote.
        clients: &'a [ClientId],
        /// Where they changed anything.
        touched: &'a Touched,
    },
}

impl Subject {
    /// The item that it lies in, or is.
    #[must_use]
    pub const fn item(&self) -> Option<ItemId> {
        match self {
            Self::Item(_, item) => Some(*item),
            Self::Row(table, _) => Some(table.item),
            Self::Field(at) => at.holder.item(),
        }
    }
}

impl Unit {
    /// Whether it makes an item or a row, without which nothing in it can be made.
    #[must_use]
    pub fn makes_holder(&self) -> bool {
        matches!(
            self.edits.first(),
            Some(Edit::AddItem { .. } | Edit::AddRow { .. })
        )
    }

    /// Whether it is about something in the item or row that `maker` makes.
    #[must_use]
    pub fn lies_in(&self, maker: &Self) -> bool {
        match (maker.subject, self.subject) {
            (Subject::Item(_, made), subject) => subject.item() == Some(made),
            (Subject::Row(_, made), Subject::Field(at)) => {
                matches!(at.holder, Holder::Row(_, _, _, row) if row == made)
            }
            _ => false,
        }
    }
}

impl Touched {
    /// These changes were made by them.
    pub fn note(&mut self, changes: &[Change]) {
        for change in changes {
            match change {
                Change::Items { section } => push_new(&mut self.sections, *section),
                Change::Rows { table } => push_new(&mut self.tables, *table),
                Change::Field { at } | Change::Text { at, .. } => {
                    self.fields.insert(*at);
                }
                Change::Comments => {}
            }
        }
    }
}

impl PlanDoc {
    /// What `old` holds and this replica lacks, as units to be made in this order.
    ///
    /// # Errors
    /// If the two cannot be merged.
    pub fn to_remake(&self, old: &Self, whose: Whose<'_>) -> Result<Vec<Unit>, ApplyError> {
        let merged = Self::new(self.schema, ClientId::random());
        merged.apply(&self.state())?;
        let notes = merged.observe();
        merged.apply(&old.state())?;
        let changes = with_notes(&notes, |notes| std::mem::take(&mut notes.changes));
        let comparison = Comparison {
            fresh: self,
            snapshots: [self, &merged].map(|doc| doc.doc.transact().snapshot()),
            merged: &merged,
            whose,
            units: Vec::new(),
        };
        Ok(comparison.read(changes))
    }
}

fn push_new<T: PartialEq>(all: &mut Vec<T>, one: T) {
    if !all.contains(&one) {
        all.push(one);
    }
}

/// Two replicas that are being compared.
struct Comparison<'a> {
    fresh: &'a PlanDoc,
    merged: &'a PlanDoc,
    /// Of the two: which operations they have.
    snapshots: [Snapshot; 2],
    whose: Whose<'a>,
    units: Vec<Unit>,
}

impl Comparison<'_> {
    /// The units that these changes come to, which lead from the fresh replica to the merged one.
    fn read(mut self, changes: Vec<Change>) -> Vec<Unit> {
        let (mut sections, mut tables) = (Vec::new(), Vec::new());
        let mut fields: Vec<(FieldAddress, Option<Vec<TextDelta>>)> = Vec::new();
        for change in changes {
            match change {
                Change::Items { section } => push_new(&mut sections, section),
                Change::Rows { table } => push_new(&mut tables, table),
                Change::Field { at } => fields.push((at, None)),
                Change::Text { at, delta, .. } => fields.push((at, Some(delta))),
                // Nobody but the server makes these.
                Change::Comments => {}
            }
        }
        // What is in a new item or row is read with it.
        tables.retain(|table| self.is_old(Holder::Item(table.section, table.item)));
        fields.retain(|(at, _)| self.is_old(at.holder));
        let mut fields = sorted(fields, |(a, a_delta), (b, b_delta)| {
            (a, a_delta.is_none()).cmp(&(b, b_delta.is_none()))
        });
        fields.dedup_by_key(|(at, _)| *at);
        for section in sections {
            self.section(section);
        }
        for table in tables {
            self.table(table);
        }
        for (at, delta) in fields {
            self.field(at, delta);
        }
        self.units
    }

    fn is_old(&self, holder: Holder) -> bool {
        let is_there = |doc: &PlanDoc| doc.holder(&doc.doc.transact(), holder).is_some();
        holder == Holder::Document || is_there(self.fresh)
    }

    fn section(&mut self, section: &'static str) {
        let (fresh, merged) = (self.fresh, self.merged);
        let lists = [fresh, merged].map(|doc| doc.entries_of(doc.maps.get(section).cloned()));
        let may_rearrange = self.has_touched(|touched| touched.sections.contains(&section));
        let heads = merged.items(section);
        for step in steps(lists, may_rearrange, |entry| self.is_own(entry.made_by)) {
            let Step { id: item, .. } = step;
            // An item of a kind that this version does not know: another version makes it again.
            let Some(head) = heads.iter().find(|head| head.id == item) else {
                continue;
            };
            let edits = step.edits(
                |place| Edit::AddItem {
                    section,
                    kind: head.kind.key,
                    item,
                    place,
                },
                |place| Edit::MoveItem {
                    section,
                    item,
                    place,
                },
                |deleted| Edit::TrashItem {
                    section,
                    item,
                    deleted,
                },
            );
            self.push(Subject::Item(section, item), edits);
            if step.is_new {
                self.all_fields(Holder::Item(section, item), head.kind.all_fields());
            }
        }
    }

    fn table(&mut self, table: TableAddress) {
        let lists = [self.fresh, self.merged].map(|doc| {
            let map = doc.table(&doc.doc.transact(), table);
            doc.entries_of(map)
        });
        let may_rearrange = self.has_touched(|touched| touched.tables.contains(&table));
        for step in steps(lists, may_rearrange, |entry| self.is_own(entry.made_by)) {
            let Step { id: row, .. } = step;
            let edits = step.edits(
                |place: Place<RowId>| Edit::AddRow { table, row, place },
                |place| Edit::MoveRow { table, row, place },
                |deleted| Edit::TrashRow {
                    table,
                    row,
                    deleted,
                },
            );
            self.push(Subject::Row(table, row), edits);
            if step.is_new {
                let of_item = Holder::Item(table.section, table.item).field(table.field);
                let columns = of_item.describe(self.fresh.schema).map(Field::columns);
                let holder = Holder::Row(table.section, table.item, table.field, row);
                self.all_fields(holder, columns.into_iter().flatten());
            }
        }
    }

    /// Everything in an item or row that the fresh replica does not have at all.
    fn all_fields(&mut self, holder: Holder, fields: impl Iterator<Item = &'static Field>) {
        for field in fields {
            match holder {
                Holder::Item(section, item) if field.ty.is_rows() => self.table(TableAddress {
                    section,
                    item,
                    field: field.key,
                }),
                _ => {
                    let at = holder.field(field.key);
                    let text = self.merged.text(at);
                    let is_filled = field.ty.is_text() && !text.is_empty();
                    self.field(at, is_filled.then(|| vec![TextDelta::Insert(text)]));
                }
            }
        }
    }

    fn field(&mut self, at: FieldAddress, delta: Option<Vec<TextDelta>>) {
        let Some(field) = at.describe(self.fresh.schema) else {
            return;
        };
        if !self.has_touched(|touched| touched.fields.contains(&at)) {
            return;
        }
        let edits = if field.ty.is_text() {
            delta.map_or_else(Vec::new, |delta| self.text_edits(at, delta))
        } else if field.ty.is_set() {
            self.set_edits(at)
        } else {
            self.scalar_edits(at)
        };
        self.push(Subject::Field(at), edits);
    }

    fn scalar_edits(&self, at: FieldAddress) -> Vec<Edit> {
        let merged = self.merged.value(at);
        match merged {
            Ok(value) if self.fresh.value(at) != merged => vec![Edit::SetValue { at, value }],
            // What another program wrote wrongly is not made again.
            Ok(_) | Err(_) => Vec::new(),
        }
    }

    fn set_edits(&self, at: FieldAddress) -> Vec<Edit> {
        let (fresh, merged) = (self.fresh.entries(at), self.merged.entries(at));
        let differ = fresh.symmetric_difference(&merged);
        differ
            .map(|entry| Edit::SetEntry {
                at,
                entry: entry.clone(),
                present: merged.contains(entry),
            })
            .collect()
    }

    fn push(&mut self, subject: Subject, edits: Vec<Edit>) {
        if !edits.is_empty() {
            self.units.push(Unit { subject, edits });
        }
    }

    fn has_touched(&self, has: impl FnOnce(&Touched) -> bool) -> bool {
        match self.whose {
            Whose::Everybodys => true,
            Whose::Own { touched, .. } => has(touched),
        }
    }

    fn is_own(&self, made_by: Option<ClientId>) -> bool {
        match self.whose {
            Whose::Everybodys => true,
            Whose::Own { clients, .. } => made_by.is_some_and(|client| clients.contains(&client)),
        }
    }
}
