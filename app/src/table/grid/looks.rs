//! How the rows of a table are seen: what of them has the focus, is edited, is selected. A row is
//! told only when that changes for it: there may be hundreds, and a key moves the focus from one to
//! the next.

use std::collections::{HashMap, HashSet};

use leptos::prelude::*;
use tandem_plan::address::{FieldAddress, Holder};

use super::{Block, Grid};

/// What of a row has the focus, is edited, is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    pub(super) current: Option<&'static str>,
    pub(super) editing: Option<&'static str>,
    /// The first and last selected column, where more than one cell is selected.
    pub(super) selected: Option<(usize, usize)>,
}

/// The looks of the rows that are on the page.
pub(super) type Looks = StoredValue<HashMap<Holder, RwSignal<Look>>>;

impl Grid {
    /// The look of a row that comes onto the page, for as long as the owner of this call is there.
    pub(super) fn look_of(self, row: Holder) -> RwSignal<Look> {
        let look = RwSignal::new(untrack(|| self.look(row)));
        self.looks.update_value(|looks| {
            looks.insert(row, look);
        });
        on_cleanup(move || {
            // The table may be gone with its row, and the row may be back already.
            let _ = self.looks.try_update_value(|looks| {
                if looks.get(&row) == Some(&look) {
                    looks.remove(&row);
                }
            });
        });
        look
    }

    /// Tells the rows from now on whose looks change.
    pub(super) fn keep_looks(self) {
        Effect::new(move |before: Option<HashSet<Holder>>| {
            let marked = self.marked();
            let before = before.unwrap_or_default();
            for row in before.union(&marked) {
                let look = self.looks.with_value(|looks| looks.get(row).copied());
                let now = untrack(|| self.look(*row));
                if let Some(look) = look
                    && look.get_untracked() != now
                {
                    look.set(now);
                }
            }
            marked
        });
    }

    /// The rows that do not look like all others.
    fn marked(self) -> HashSet<Holder> {
        let holder = |at: FieldAddress| at.holder;
        let current = self.current.get().map(holder);
        let editing = self.editing.get().map(holder);
        let mut marked: HashSet<Holder> = current.into_iter().chain(editing).collect();
        if let Some(Block { rows, .. }) = self.selected_block() {
            self.of
                .rows
                .with(|all| marked.extend(all.get(rows.0..=rows.1).unwrap_or_default()));
        }
        marked
    }

    fn look(self, row: Holder) -> Look {
        let of = |at: Option<FieldAddress>| at.filter(|at| at.holder == row).map(|at| at.field);
        let selected = self.selected_block().filter(|Block { rows, .. }| {
            self.positions.with(|positions| {
                let here = positions.get(&row);
                here.is_some_and(|here| (rows.0..=rows.1).contains(here))
            })
        });
        Look {
            current: of(self.current.get()),
            editing: of(self.editing.get()),
            selected: selected.map(|block| block.columns),
        }
    }

    /// What is selected, where that is more than one cell.
    fn selected_block(self) -> Option<Block> {
        self.selected.get().filter(|block| block.count() > 1)
    }
}
