//! A table that is used like a spreadsheet: which cell has the focus, what is selected, and what is
//! being typed where.
//!
//! Cells are named by the addresses of their fields, so that the focus and the selection stay with
//! what they are on when others add, move or remove rows.

mod looks;
mod view;

use std::collections::HashMap;

use leptos::ev;
use leptos::prelude::*;
use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::edit::Edit;
use tandem_plan::schema::Field;

use self::looks::Looks;
use super::cell;
use super::keys::{Act, End, Extends, Mode, Press, act, step};
use super::paste::{Left, Target, cells_of};
use super::tsv;
use crate::browser::{clipboard, screen};
use crate::editor::Editor;
use crate::texts::edits::sentence;
use crate::texts::{table as texts, tr};

/// What a table shows and where its new rows come from.
#[derive(Clone, Copy)]
pub(crate) struct Rows {
    /// The holders of the rows' fields, in order.
    pub(crate) rows: Memo<Vec<Holder>>,
    /// The columns; the first one names its row.
    pub(crate) columns: Memo<Vec<&'static Field>>,
    /// The edit that adds a row at the end, and what it adds.
    pub(crate) add: Callback<(), (Edit, Holder)>,
    /// The row is about to be used: it is built from now on.
    pub(crate) build: Callback<Holder>,
}

/// A table on the page.
#[derive(Clone, Copy)]
pub(crate) struct Grid {
    editor: Editor,
    of: Rows,
    positions: Memo<HashMap<Holder, usize>>,
    /// Where the focus is or was last.
    active: RwSignal<Option<FieldAddress>>,
    /// Where the selection begins that ends at the active cell.
    anchor: RwSignal<Option<FieldAddress>>,
    /// The active cell, or the one that the focus comes to first.
    current: Memo<Option<FieldAddress>>,
    selected: Memo<Option<Block>>,
    looks: Looks,
    /// In which cell somebody types.
    editing: RwSignal<Option<FieldAddress>>,
    typed: RwSignal<String>,
    /// What stood there when the typing began.
    base: StoredValue<String>,
    error: RwSignal<Option<String>>,
    /// What was typed or pasted and not taken.
    left: RwSignal<Vec<Left>>,
}

/// Rows and columns from the first to the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Block {
    rows: (usize, usize),
    columns: (usize, usize),
}

impl Block {
    const fn count(self) -> usize {
        (self.rows.1 - self.rows.0 + 1) * (self.columns.1 - self.columns.0 + 1)
    }
}

impl Grid {
    /// A table of these rows in which nothing is done yet.
    pub(crate) fn new(editor: Editor, of: Rows) -> Self {
        let positions = Memo::new(move |_| {
            of.rows
                .with(|rows| rows.iter().copied().zip(0..).collect::<HashMap<_, _>>())
        });
        let active = RwSignal::new(None::<FieldAddress>);
        let anchor = RwSignal::new(None);
        let spot = move |at: FieldAddress| {
            let row = positions.with(|positions| positions.get(&at.holder).copied())?;
            let column = of
                .columns
                .with(|columns| columns.iter().position(|column| column.key == at.field))?;
            Some((row, column))
        };
        let current = Memo::new(move |_| {
            let kept = active.get().filter(|at| spot(*at).is_some());
            kept.or_else(|| {
                let row = of.rows.with(|rows| rows.first().copied())?;
                let column = of.columns.with(|columns| columns.first().copied())?;
                Some(row.field(column.key))
            })
        });
        let selected = Memo::new(move |_| {
            let (row, column) = spot(active.get()?)?;
            let (from_row, from_column) = anchor.get().and_then(spot).unwrap_or((row, column));
            Some(Block {
                rows: (row.min(from_row), row.max(from_row)),
                columns: (column.min(from_column), column.max(from_column)),
            })
        });
        let grid = Self {
            editor,
            of,
            positions,
            active,
            anchor,
            current,
            selected,
            looks: Looks::default(),
            editing: RwSignal::new(None),
            typed: RwSignal::default(),
            base: StoredValue::default(),
            error: RwSignal::new(None),
            left: RwSignal::default(),
        };
        grid.keep_looks();
        // Somebody else has put the row away in which somebody types here.
        Effect::new(move |_| {
            let editing = grid.editing.get();
            if editing.is_some_and(|at| spot(at).is_none()) {
                grid.leave_draft(tr(texts::ROW_GONE).to_owned());
            }
        });
        // A table that is taken off the page keeps nothing in its cells.
        on_cleanup(move || {
            grid.commit();
        });
        grid
    }

    fn spot(self, at: FieldAddress) -> Option<(usize, usize)> {
        let row = self
            .positions
            .with_untracked(|positions| positions.get(&at.holder).copied())?;
        let column = self.of.columns.with_untracked(|columns| {
            let mut columns = columns.iter();
            columns.position(|column| column.key == at.field)
        })?;
        Some((row, column))
    }

    fn at(self, row: usize, column: usize) -> Option<FieldAddress> {
        let row = self.of.rows.with_untracked(|rows| rows.get(row).copied())?;
        let column = self
            .of
            .columns
            .with_untracked(|columns| columns.get(column).copied())?;
        Some(row.field(column.key))
    }

    fn column(self, key: &str) -> Option<&'static Field> {
        self.of.columns.with_untracked(|columns| {
            let mut columns = columns.iter();
            columns.find(|column| column.key == key).copied()
        })
    }

    fn size(self) -> (usize, usize) {
        let rows = self.of.rows.with_untracked(Vec::len);
        (rows, self.of.columns.with_untracked(Vec::len))
    }

    /// Gives a cell the focus.
    fn go(self, at: FieldAddress, extends: Extends) {
        if extends == Extends::No || self.anchor.get_untracked().is_none() {
            let from = self.active.get_untracked();
            self.anchor.set(match extends {
                Extends::No => Some(at),
                Extends::Yes => from,
            });
        }
        self.active.set(Some(at));
        self.focus(at);
    }

    /// Gives a cell the focus, and leaves the selection as it is.
    fn focus(self, at: FieldAddress) {
        self.of.build.run(at.holder);
        let id = cell_id(at);
        if !screen::focus(&id) {
            screen::retry(move || screen::focus(&id));
        }
    }

    fn mode(self) -> Mode {
        match self.editing.get_untracked() {
            None => Mode::Cell,
            Some(at) => match self.column(at.field) {
                Some(column) if self.is_choice(column) => Mode::Choice,
                _ => Mode::Text,
            },
        }
    }

    fn is_choice(self, column: &Field) -> bool {
        untrack(|| cell::options(self.editor, &column.ty)).is_some()
    }

    /// Does what a key stands for.
    fn key(self, event: &ev::KeyboardEvent) {
        let Some(at) = self.current.get_untracked() else {
            return;
        };
        let key = event.key();
        let press = Press {
            key: &key,
            command: event.ctrl_key() || event.meta_key(),
            shift: event.shift_key(),
            alt: event.alt_key(),
        };
        if self.mode() == Mode::Text && clipboard::is_on(event, ".grid-cell") {
            // Whoever types fast is ahead of the input, which gets the focus in a moment.
            self.type_ahead(event, &key, press.command || press.alt);
        }
        // What an input method composes is its own.
        let act = act(self.mode(), press).filter(|_| !event.is_composing());
        if act.is_some_and(|act| self.act(at, act, &key)) {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    fn type_ahead(self, event: &ev::KeyboardEvent, key: &str, has_command: bool) {
        if !has_command && key.chars().count() == 1 {
            self.typed.update(|typed| typed.push_str(key));
            event.prevent_default();
        }
    }

    /// Returns whether that was done; if not, it is the browser's.
    fn act(self, at: FieldAddress, act: Act, key: &str) -> bool {
        let Some((row, column)) = self.spot(at) else {
            return false;
        };
        let (rows, columns) = self.size();
        match act {
            Act::Go {
                rows: down,
                columns: right,
                extends,
            } => {
                let next = (step(row, down, rows), step(column, right, columns));
                if next == (row, column) && key == "Tab" {
                    // Behind the last cell of a row the focus goes on in the page.
                    return false;
                }
                if let Some(at) = self.at(next.0, next.1) {
                    self.go(at, extends);
                }
            }
            Act::GoTo {
                row: to_row,
                column: to_column,
                extends,
            } => {
                let place = |end: Option<End>, here: usize, count: usize| match end {
                    None => here,
                    Some(End::First) => 0,
                    Some(End::Last) => count.saturating_sub(1),
                };
                let next = (place(to_row, row, rows), place(to_column, column, columns));
                if let Some(at) = self.at(next.0, next.1) {
                    self.go(at, extends);
                }
            }
            Act::Edit => self.begin(at, None),
            Act::Type => self.begin(at, Some(key)),
            Act::Clear => self.clear(),
            Act::SelectAll => {
                self.anchor.set(self.at(0, 0));
                self.active
                    .set(self.at(rows.saturating_sub(1), columns.saturating_sub(1)));
            }
            Act::Enter {
                rows: down,
                columns: right,
            } => {
                if self.commit() {
                    let next = (step(row, down, rows), step(column, right, columns));
                    if let Some(at) = self.at(next.0, next.1) {
                        self.go(at, Extends::No);
                    }
                }
            }
            Act::Cancel => {
                self.close();
                self.focus(at);
            }
        }
        true
    }

    /// Begins to edit a cell: with what is there, or with the letter that was typed.
    fn begin(self, at: FieldAddress, letter: Option<&str>) {
        let Some(column) = self.column(at.field) else {
            return;
        };
        if self.editor.is_read_only.get_untracked() {
            self.editor.toasts.show(tr(texts::LOCKED));
            return;
        }
        if !self.commit() {
            let why = self.error.get_untracked();
            self.leave_draft(why.unwrap_or_default());
        }
        let base = untrack(|| cell::shown(self.editor, at, &column.ty));
        self.typed.set(match letter {
            Some(letter) if !self.is_choice(column) => letter.to_owned(),
            _ => base.clone(),
        });
        self.base.set_value(base);
        self.anchor.set(Some(at));
        self.active.set(Some(at));
        self.editing.set(Some(at));
    }

    fn close(self) {
        self.editing.set(None);
        self.error.set(None);
    }

    /// Takes what was typed. If it is refused, it stays in its cell with a sentence, and the
    /// answer is `false`.
    fn commit(self) -> bool {
        // Controls that are taken off the page lose the focus after the signals are gone.
        let Some(Some(at)) = self.editing.try_get_untracked() else {
            return true;
        };
        let Some(column) = self.column(at.field) else {
            return true;
        };
        let editor = self.editor;
        let typed = self.typed.get_untracked();
        let base = self.base.get_value();
        match untrack(|| cell::read(editor, at, &column.ty, &typed, &base)) {
            Ok(edit) => {
                let edited = edit.map_or(Ok(()), |edit| {
                    editor.store.end_burst();
                    editor.store.edit_all(&[edit])
                });
                editor.store.end_burst();
                match edited {
                    Ok(()) => self.close(),
                    Err(error) => self.leave_draft(sentence(&error)),
                }
                true
            }
            Err(why) => {
                self.error.set(Some(why));
                false
            }
        }
    }

    /// Puts what was typed among what was not taken, where it is kept, and ends the editing.
    fn leave_draft(self, why: String) {
        let Some(at) = self.editing.get_untracked() else {
            return;
        };
        let left = Left {
            place: self.place(at),
            typed: self.typed.get_untracked(),
            why,
        };
        self.left.update(|all| all.push(left));
        self.close();
    }

    /// Where a cell lies, in words.
    fn place(self, at: FieldAddress) -> String {
        let row = self.spot(at).map(|(row, _)| row + 1);
        let label = self.column(at.field).map_or("", |column| tr(column.label));
        texts::place(row, label)
    }

    /// Empties the selected cells, in one step.
    fn clear(self) {
        let edits: Vec<Edit> = self
            .cells()
            .into_iter()
            .flatten()
            .filter_map(|(at, column)| {
                let base = untrack(|| cell::shown(self.editor, at, &column.ty));
                let edit = untrack(|| cell::read(self.editor, at, &column.ty, "", &base));
                edit.ok().flatten()
            })
            .collect();
        if !edits.is_empty() {
            self.editor.step(|store| store.edit_all(&edits));
        }
    }

    /// The selected cells, by rows.
    fn cells(self) -> Vec<Vec<(FieldAddress, &'static Field)>> {
        let Some(Block { rows, columns }) = self.selected.get_untracked() else {
            return Vec::new();
        };
        let row = |row| {
            let cells = (columns.0..=columns.1).filter_map(|column| {
                let at = self.at(row, column)?;
                Some((at, self.column(at.field)?))
            });
            cells.collect()
        };
        (rows.0..=rows.1).map(row).collect()
    }

    /// The selected cells as a spreadsheet reads them, and their number.
    fn copied(self) -> Option<(String, usize)> {
        let rows: Vec<Vec<String>> = self
            .cells()
            .into_iter()
            .map(|row| {
                let cells = row.into_iter();
                let shown = |(at, column): (_, &Field)| {
                    untrack(|| cell::shown(self.editor, at, &column.ty))
                };
                cells.map(shown).collect()
            })
            .collect();
        let count = rows.iter().map(Vec::len).sum();
        (count > 0).then(|| (tsv::write(&rows), count))
    }

    /// Pastes cells from the first selected one on. One text goes into all selected cells.
    fn paste(self, text: &str) {
        let (Some(block), Some(mut cells)) =
            (self.selected.get_untracked(), cells_of(self.editor, text))
        else {
            return;
        };
        if let [row] = &cells[..]
            && let [only] = &row[..]
        {
            let width = block.columns.1 - block.columns.0 + 1;
            let height = block.rows.1 - block.rows.0 + 1;
            cells = vec![vec![only.clone(); width]; height];
        }
        let target = Target {
            editor: self.editor,
            rows: self.of.rows.get_untracked(),
            columns: self.of.columns.get_untracked(),
            first: (block.rows.0, block.columns.0),
            add: self.of.add,
        };
        target.paste(&cells, self.left);
    }
}

/// The id of the element of a cell.
pub(crate) fn cell_id(at: FieldAddress) -> String {
    format!("cell-{at}")
}
