//! What people do to a plan. Every method changes the document at once, tells the signals, and
//! sends the edit on its way; a refused edit changes nothing.

use tandem_plan::address::FieldAddress;
use tandem_plan::document::Replica;
use tandem_plan::edit::{Edit, EditError, Place, TableAddress};
use tandem_plan::ids::{ItemId, RowId};
use tandem_plan::schema::SCHEMA;
use tandem_plan::splice::Splice;
use tandem_plan::value::Value;

use super::refusals::Refusals;
use super::{PlanStore, Spot};

/// Every edit ends in the same two ways.
pub(crate) type Edited<T = ()> = Result<T, EditError>;

impl PlanStore {
    fn edit(self, edit: &Edit) -> Edited {
        self.inner().link.edit(|replica| replica.edit(edit))
    }

    /// Makes several edits, all that can be made, as one message.
    ///
    /// # Errors
    /// The first reason why one of them was refused.
    pub(crate) fn edit_all(self, edits: &[Edit]) -> Edited {
        self.inner().link.edit(|replica| {
            let made = edits.iter().map(|edit| replica.edit(edit));
            // All of them are tried, whatever becomes of one.
            let made: Vec<Edited> = made.collect();
            made.into_iter().collect()
        })
    }

    /// Sets a scalar field, or empties it.
    pub(crate) fn set_value(self, at: FieldAddress, value: Option<Value>) -> Edited {
        self.edit(&Edit::SetValue { at, value })
    }

    /// Changes a text.
    pub(crate) fn splice(self, at: FieldAddress, splice: Splice) -> Edited {
        self.edit(&Edit::Splice { at, splice })
    }

    /// Puts a tag's key or an id into a set, or takes it out.
    pub(crate) fn set_entry(self, at: FieldAddress, entry: String, present: bool) -> Edited {
        self.edit(&Edit::SetEntry { at, entry, present })
    }

    /// Adds an empty item of this kind to the kind's section.
    pub(crate) fn add_item(self, kind: &'static str, place: Place<ItemId>) -> Edited<ItemId> {
        let (section, kind) = SCHEMA
            .kind(kind)
            .ok_or_else(|| EditError::NotInSchema(format!("kind {kind}")))?;
        let item = ItemId::random();
        self.edit(&Edit::AddItem {
            section: section.key,
            kind: kind.key,
            item,
            place,
        })?;
        Ok(item)
    }

    /// Adds a copy of an item behind it, with this title.
    pub(crate) fn duplicate_item(
        self,
        section: &'static str,
        item: ItemId,
        title: String,
    ) -> Edited<ItemId> {
        let copy = ItemId::random();
        self.edit(&Edit::DuplicateItem {
            section,
            item,
            copy,
            title,
        })?;
        Ok(copy)
    }

    /// Moves an item inside its section.
    pub(crate) fn move_item(
        self,
        section: &'static str,
        item: ItemId,
        place: Place<ItemId>,
    ) -> Edited {
        self.edit(&Edit::MoveItem {
            section,
            item,
            place,
        })
    }

    /// Moves an item to the trash.
    pub(crate) fn trash_item(self, section: &'static str, item: ItemId) -> Edited {
        self.edit(&Edit::TrashItem {
            section,
            item,
            deleted: true,
        })
    }

    /// Moves an item out of the trash.
    pub(crate) fn restore_item(self, section: &'static str, item: ItemId) -> Edited {
        self.edit(&Edit::TrashItem {
            section,
            item,
            deleted: false,
        })
    }

    /// Adds an empty row to a table.
    pub(crate) fn add_row(self, table: TableAddress, place: Place<RowId>) -> Edited<RowId> {
        let row = RowId::random();
        self.edit(&Edit::AddRow { table, row, place })?;
        Ok(row)
    }

    /// Moves a row inside its table.
    pub(crate) fn move_row(self, table: TableAddress, row: RowId, place: Place<RowId>) -> Edited {
        self.edit(&Edit::MoveRow { table, row, place })
    }

    /// Moves a row to the trash.
    pub(crate) fn trash_row(self, table: TableAddress, row: RowId) -> Edited {
        self.edit(&Edit::TrashRow {
            table,
            row,
            deleted: true,
        })
    }

    /// Moves a row out of the trash.
    pub(crate) fn restore_row(self, table: TableAddress, row: RowId) -> Edited {
        self.edit(&Edit::TrashRow {
            table,
            row,
            deleted: false,
        })
    }

    /// Takes back this person's last burst of edits, never anybody else's. Returns where, or `None`
    /// if there was nothing to take back.
    pub(crate) fn undo(self) -> Option<Spot> {
        self.go_back(Replica::undo)
    }

    /// Does again what was undone last. Returns where, or `None` if there was nothing.
    pub(crate) fn redo(self) -> Option<Spot> {
        self.go_back(Replica::redo)
    }

    fn go_back(self, step: fn(&mut Replica) -> bool) -> Option<Spot> {
        let inner = self.inner();
        inner.spot.take();
        let is_done = inner.link.edit(step);
        inner.spot.take().filter(|_| is_done)
    }

    /// The next edit starts a new burst: undo will stop before it.
    pub(crate) fn end_burst(self) {
        self.inner().link.edit(|replica| replica.end_burst());
    }

    /// Tells others which section is on the screen.
    pub(crate) fn set_section(self, section: Option<&'static str>) {
        self.inner().look(|looks| looks.section = section);
    }

    /// Tells others which field has the focus here.
    pub(crate) fn set_focus(self, field: Option<FieldAddress>) {
        self.inner().look(|looks| {
            looks.field = field;
            looks.selected = None;
        });
    }

    /// Tells others what is selected in the text that has the focus here, in UTF-16 units from its
    /// start.
    pub(crate) fn set_selection(self, at: FieldAddress, from: u32, to: u32) {
        let inner = self.inner();
        let selected = inner.link.read(|document| {
            let from = document.anchor(at, from)?;
            Some((from, document.anchor(at, to)?))
        });
        inner.look(|looks| {
            if looks.field == Some(at) {
                looks.selected = selected;
            }
        });
    }

    /// The person has a copy of what the server did not accept under this number.
    pub(crate) fn refusal_copied(self, number: u32) {
        self.change_refusals(|refusals| refusals.copied(number));
    }

    /// The person does not need what the server did not accept under this number.
    pub(crate) fn put_refusal_aside(self, number: u32) {
        self.change_refusals(|refusals| refusals.put_aside(number));
    }

    fn change_refusals(self, change: impl FnOnce(&mut Refusals)) {
        let inner = self.inner();
        if inner.change_refusals(change) {
            inner.link.refusal_seen();
        }
    }
}
