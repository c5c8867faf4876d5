//! From cell to cell of a small table with the keys of a spreadsheet, and pasting several cells at
//! once.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tandem_plan::address::FieldAddress;
use tandem_plan::edit::{Edit, Place};
use tandem_plan::ids::RowId;
use tandem_plan::schema::{Field, SCHEMA};

use super::Table;
use crate::browser::{clipboard, screen};
use crate::fields::control_id;
use crate::table::{Target, is_cell, paste};
use crate::texts::parts::NOT_LOADED;
use crate::texts::tr;

impl Table {
    /// Enter and the arrow keys go up and down in a column of texts.
    pub(super) fn key(self, event: &ev::KeyboardEvent) {
        // A list that is open in a cell has used the key already.
        if event.default_prevented() || event.alt_key() || event.ctrl_key() || event.meta_key() {
            return;
        }
        let by: isize = match (event.key().as_str(), event.shift_key()) {
            ("Enter" | "ArrowDown", false) => 1,
            ("Enter", true) | ("ArrowUp", false) => -1,
            _ => return,
        };
        let next = self.control(event).and_then(|at| {
            let (row, _) = self.spot(at)?;
            let row = self.ids().get(row.checked_add_signed(by)?).copied()?;
            Some(self.holder(row).field(at.field))
        });
        if next.is_some_and(|at| screen::focus(&control_id(at))) {
            event.prevent_default();
        }
    }

    /// Several cells go into the table from the one on that has the focus. One goes into its text,
    /// as everywhere.
    pub(super) fn paste(self, event: &ev::Event) {
        let Some(at) = self.control(event) else {
            return;
        };
        let is_block = |text: &str| text.trim_end_matches(['\r', '\n']).contains(['\t', '\n']);
        let (Some(first), Some(text)) = (self.spot(at), clipboard::take_if(event, is_block)) else {
            return;
        };
        let rows = self.ids().into_iter().map(|row| self.holder(row)).collect();
        let add = Callback::new(move |()| {
            let row = RowId::random();
            let add = Edit::AddRow {
                table: self.at,
                row,
                place: Place::Last,
            };
            (add, self.holder(row))
        });
        let target = Target {
            editor: self.editor,
            rows,
            columns: self.cells(),
            first,
            add,
        };
        let (toasts, left) = (self.editor.toasts, self.left);
        spawn_local(async move {
            if paste(target, text, left).await.is_err() {
                toasts.show(tr(NOT_LOADED));
            }
        });
    }

    /// The columns that hold one short text each.
    fn cells(self) -> Vec<&'static Field> {
        let columns = untrack(|| self.shown_columns().collect::<Vec<_>>());
        columns
            .into_iter()
            .filter(|column| is_cell(&column.ty))
            .collect()
    }

    /// The cell whose text an event happened in.
    fn control(self, event: &ev::Event) -> Option<FieldAddress> {
        let id = clipboard::cell_around(event, "td input.input")?;
        FieldAddress::parse(id.strip_prefix("f-")?, &SCHEMA)
    }

    /// The row and column of a cell.
    fn spot(self, at: FieldAddress) -> Option<(usize, usize)> {
        let row = self
            .ids()
            .into_iter()
            .position(|row| self.holder(row) == at.holder)?;
        let column = self
            .cells()
            .into_iter()
            .position(|column| column.key == at.field)?;
        Some((row, column))
    }
}
