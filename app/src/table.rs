//! Items as a table that is used like a spreadsheet: keys, selection, editing in cells, copy and
//! paste. One row is one item, one column is one short field.
//!
//! [`Grid`] knows rows and columns and no section; where new rows come from it is told.

mod cell;
mod grid;
mod keys;
mod paste;
mod tsv;

pub(crate) use cell::is_cell;
pub(crate) use grid::{Grid, Rows, cell_id};
pub(crate) use paste::{Left, Target, left_view, paste};
