//! What a paste does: cells that a spreadsheet has copied become edits, and those that a field does
//! not take are kept with the reason.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use tandem_plan::address::Holder;
use tandem_plan::edit::Edit;
use tandem_plan::schema::Field;

use super::{cell, tsv};
use crate::components::{Glyph, IconButton, NotLoaded, live};
use crate::editor::Editor;
use crate::texts::{parts, table as texts, tr};

/// A text that was not taken into a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Left {
    /// Where it was meant for.
    pub(super) place: String,
    pub(super) typed: String,
    /// Why it was not taken.
    pub(super) why: String,
}

/// Where cells are pasted.
pub(crate) struct Target {
    pub(crate) editor: Editor,
    pub(crate) rows: Vec<Holder>,
    pub(crate) columns: Vec<&'static Field>,
    /// The row and column of the first cell.
    pub(crate) first: (usize, usize),
    /// The edit that adds a row at the end, and what it adds.
    pub(crate) add: Callback<(), (Edit, Holder)>,
}

/// Pastes the cells of a copied text; the code for it is loaded when it is wanted.
#[wasm_split(table, wasm_split_path = leptos::wasm_split, fallible)]
pub(crate) fn paste(
    target: Target,
    text: String,
    left: RwSignal<Vec<Left>>,
) -> Result<(), NotLoaded> {
    if let Some(cells) = cells_of(target.editor, &text) {
        target.paste(&cells, left);
    }
    Ok(())
}

/// The cells of a copied text, if they are not too many; that is told.
pub(super) fn cells_of(editor: Editor, text: &str) -> Option<Vec<Vec<String>>> {
    if editor.is_read_only.try_get_untracked().unwrap_or(true) {
        editor.toasts.show(tr(texts::LOCKED));
        return None;
    }
    let cells = tsv::read(text);
    if cells.iter().map(Vec::len).sum::<usize>() > tsv::MOST_CELLS {
        editor.toasts.show(tr(texts::TOO_LARGE));
        return None;
    }
    Some(cells)
}

impl Target {
    /// Pastes these cells as one step for undo: all that can be taken goes in, the rest is added to
    /// `left`.
    pub(super) fn paste(&self, cells: &[Vec<String>], left: RwSignal<Vec<Left>>) {
        let editor = self.editor;
        let (edits, mut refused, count) = untrack(|| self.plan(cells));
        if !edits.is_empty() && editor.step(|store| store.edit_all(&edits)).is_none() {
            // What was refused as a whole is told already.
            return;
        }
        if !refused.is_empty() {
            left.update(|all| all.append(&mut refused));
        }
        if count > 0 {
            editor.toasts.announce(texts::pasted(count));
        }
    }

    /// Its edits, what is left, and how many cells it fills.
    fn plan(&self, cells: &[Vec<String>]) -> (Vec<Edit>, Vec<Left>, usize) {
        let editor = self.editor;
        let (mut edits, mut left, mut count) = (Vec::new(), Vec::new(), 0);
        for (down, row) in cells.iter().enumerate() {
            let number = self.first.0 + down;
            let holder = match self.rows.get(number) {
                Some(holder) => *holder,
                // An empty line at the end of what was copied makes no row.
                None if row.iter().all(|cell| cell.trim().is_empty()) => continue,
                None => {
                    let (add, holder) = self.add.run(());
                    edits.push(add);
                    holder
                }
            };
            for (right, typed) in row.iter().enumerate() {
                let column = self.columns.get(self.first.1 + right);
                let read = match column {
                    Some(column) => {
                        let at = holder.field(column.key);
                        let base = cell::shown(editor, at, &column.ty);
                        cell::read(editor, at, &column.ty, typed, &base)
                    }
                    None if typed.trim().is_empty() => continue,
                    None => Err(tr(texts::BEYOND).to_owned()),
                };
                match read {
                    Ok(edit) => {
                        edits.extend(edit);
                        count += 1;
                    }
                    Err(why) => left.push(Left {
                        place: texts::place(
                            Some(number + 1),
                            column.map_or("", |column| tr(column.label)),
                        ),
                        typed: typed.clone(),
                        why,
                    }),
                }
            }
        }
        (edits, left, count)
    }
}

/// What was typed or pasted and not taken, until it is put aside.
pub(crate) fn left_view(left: RwSignal<Vec<Left>>) -> AnyView {
    let list = move || {
        let lines = left.get();
        if lines.is_empty() {
            return None;
        }
        let lines = lines.into_iter().map(|Left { place, typed, why }| {
            // The sentence may name what was typed already.
            let typed = (!why.contains(&typed)).then(|| texts::typed(&typed) + ". ");
            view! {
                <li>
                    <strong>{place}</strong>
                    {typed}
                    {why}
                </li>
            }
        });
        let list = view! {
            <div class="grid-left" role="alert">
                <div class="grid-left-head">
                    <strong>{tr(texts::NOT_TAKEN)}</strong>
                    <IconButton
                        label=tr(parts::CLOSE).to_owned()
                        glyph=Glyph::Close
                        is_small=true
                        on_press=move |_| left.set(Vec::new())
                    />
                </div>
                <ul>{lines.collect_view()}</ul>
            </div>
        };
        Some(list)
    };
    live(list)
}
