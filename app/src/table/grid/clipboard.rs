//! Copying the selected cells and pasting what a spreadsheet has copied.
//!
//! A paste is one step for undo. What its cells do not take is listed with the reason, and the
//! rest goes in.

use leptos::prelude::*;
use tandem_plan::edit::Edit;

use super::{Grid, Left};
use crate::table::{cell, tsv};
use crate::texts::{table as texts, tr};

impl Grid {
    /// The selected cells as a spreadsheet reads them, and their number.
    pub(super) fn copied(self) -> Option<(String, usize)> {
        let rows: Vec<Vec<String>> = self
            .cells()
            .into_iter()
            .map(|row| {
                let cells = row.into_iter();
                let shown = |(at, column): (_, &tandem_plan::schema::Field)| {
                    untrack(|| cell::shown(self.editor, at, &column.ty))
                };
                cells.map(shown).collect()
            })
            .collect();
        let count = rows.iter().map(Vec::len).sum();
        (count > 0).then(|| (tsv::write(&rows), count))
    }

    /// Pastes cells from the first selected one on. One text goes into all selected cells.
    pub(super) fn paste(self, text: &str) {
        let editor = self.editor;
        if editor.is_read_only.get_untracked() {
            editor.toasts.show(tr(texts::LOCKED));
            return;
        }
        let Some(block) = self.selected.get_untracked() else {
            return;
        };
        let mut cells = tsv::read(text);
        if cells.iter().map(Vec::len).sum::<usize>() > tsv::MOST_CELLS {
            editor.toasts.show(tr(texts::TOO_LARGE));
            return;
        }
        if let [row] = &cells[..]
            && let [only] = &row[..]
        {
            let width = block.columns.1 - block.columns.0 + 1;
            let height = block.rows.1 - block.rows.0 + 1;
            cells = vec![vec![only.clone(); width]; height];
        }
        let (edits, mut left, count) =
            untrack(|| self.pasted(block.rows.0, block.columns.0, &cells));
        if !edits.is_empty() && editor.step(|store| store.edit_all(&edits)).is_none() {
            // What was refused as a whole is told already.
            return;
        }
        self.left.update(|all| all.append(&mut left));
        if count > 0 {
            editor.toasts.announce(texts::pasted(count));
        }
    }

    /// What a paste does: its edits, what is left, and how many cells it fills.
    fn pasted(
        self,
        first_row: usize,
        first_column: usize,
        cells: &[Vec<String>],
    ) -> (Vec<Edit>, Vec<Left>, usize) {
        let editor = self.editor;
        let columns = self.of.columns.get_untracked();
        let rows = self.of.rows.get_untracked();
        let (mut edits, mut left, mut count) = (Vec::new(), Vec::new(), 0);
        for (down, row) in cells.iter().enumerate() {
            let number = first_row + down;
            let holder = match rows.get(number) {
                Some(holder) => *holder,
                // An empty line at the end of what was copied makes no row.
                None if row.iter().all(|cell| cell.trim().is_empty()) => continue,
                None => {
                    let (add, holder) = self.of.add.run(());
                    edits.push(add);
                    holder
                }
            };
            for (right, typed) in row.iter().enumerate() {
                let Some(column) = columns.get(first_column + right) else {
                    if !typed.trim().is_empty() {
                        left.push(Left {
                            place: texts::place(Some(number + 1), ""),
                            typed: typed.clone(),
                            why: tr(texts::BEYOND).to_owned(),
                        });
                    }
                    continue;
                };
                let at = holder.field(column.key);
                let base = cell::shown(editor, at, &column.ty);
                match cell::read(editor, at, &column.ty, typed, &base) {
                    Ok(edit) => {
                        edits.extend(edit);
                        count += 1;
                    }
                    Err(why) => left.push(Left {
                        place: texts::place(Some(number + 1), tr(column.label)),
                        typed: typed.clone(),
                        why,
                    }),
                }
            }
        }
        (edits, left, count)
    }
}
