//! What people may do to a plan, as data.
//!
//! An [`Edit`] names one thing that one person does. It is checked against the schema and the
//! document when it is applied (see [`crate::document::PlanDoc::edit`]); a refused edit changes
//! nothing and says why.

use crate::address::{FieldAddress, Holder};
use crate::ids::{ItemId, RowId};
use crate::splice::Splice;
use crate::value::Value;

/// The longest text of one field, in UTF-16 units.
pub const MAX_TEXT: u32 = 64 * 1_024;
/// The longest text that lies in a root of its own, in UTF-16 units.
pub const MAX_DOCUMENT_TEXT: u32 = 1_024 * 1_024;
/// The most items of a plan, trash included.
pub const MAX_ITEMS: usize = 5_000;
/// The most rows of one table, trash included.
pub const MAX_ROWS: usize = 200;

/// How long a text of this holder may get, in UTF-16 units.
#[must_use]
pub const fn max_text(holder: Holder) -> u32 {
    match holder {
        Holder::Document => MAX_DOCUMENT_TEXT,
        Holder::Section(_) | Holder::Item(..) | Holder::Row(..) => MAX_TEXT,
    }
}

/// Where in its list an item or row is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<Id> {
    /// Before all others.
    First,
    /// Behind all others.
    Last,
    /// Directly before this one.
    Before(Id),
    /// Directly behind this one.
    After(Id),
}

/// One table of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TableAddress {
    /// The key of the item's section.
    pub section: &'static str,
    /// The item.
    pub item: ItemId,
    /// The key of the table field.
    pub field: &'static str,
}

/// One thing that one person does to a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Sets a scalar field, or empties it.
    SetValue {
        /// Which field.
        at: FieldAddress,
        /// The value; `None` makes it absent.
        value: Option<Value>,
    },
    /// Changes a text.
    Splice {
        /// Which text field.
        at: FieldAddress,
        /// What is replaced by what.
        splice: Splice,
    },
    /// Puts a key into a set, or takes it out: a tag, a person, a linked item.
    SetEntry {
        /// Which set field.
        at: FieldAddress,
        /// The tag's key, or the id in its canonical form.
        entry: String,
        /// In or out.
        present: bool,
    },
    /// Adds an empty item.
    AddItem {
        /// The section's key.
        section: &'static str,
        /// The kind's key.
        kind: &'static str,
        /// Its id, new and random.
        item: ItemId,
        /// Where in the section.
        place: Place<ItemId>,
    },
    /// Adds a copy of an item directly behind it: its fields, texts, sets, and rows with ids of
    /// their own. What lies in the trash is not copied.
    DuplicateItem {
        /// The section's key.
        section: &'static str,
        /// Which item.
        item: ItemId,
        /// The id of the copy, new and random.
        copy: ItemId,
        /// The title of the copy.
        title: String,
    },
    /// Moves an item inside its section.
    MoveItem {
        /// The section's key.
        section: &'static str,
        /// Which item.
        item: ItemId,
        /// Where to.
        place: Place<ItemId>,
    },
    /// Moves an item to the trash, or out of it.
    TrashItem {
        /// The section's key.
        section: &'static str,
        /// Which item.
        item: ItemId,
        /// Into the trash, or out of it.
        deleted: bool,
    },
    /// Adds an empty row to a table.
    AddRow {
        /// Which table.
        table: TableAddress,
        /// Its id, new and random.
        row: RowId,
        /// Where in the table.
        place: Place<RowId>,
    },
    /// Moves a row inside its table.
    MoveRow {
        /// Which table.
        table: TableAddress,
        /// Which row.
        row: RowId,
        /// Where to.
        place: Place<RowId>,
    },
    /// Moves a row to the trash, or out of it.
    TrashRow {
        /// Which table.
        table: TableAddress,
        /// Which row.
        row: RowId,
        /// Into the trash, or out of it.
        deleted: bool,
    },
}

/// Why an edit was refused. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The schema has no such section, kind or field.
    #[error("this version of the plan has no {0}")]
    NotInSchema(String),
    /// The item or row is not in the document.
    #[error("there is no {0} in this plan")]
    NotFound(String),
    /// An item or row with this id is there already.
    #[error("{0} is there already: a new item needs a new id")]
    Exists(String),
    /// The field holds something else.
    #[error("{at} cannot hold that: it is a {expected} field")]
    WrongType {
        /// Which field.
        at: FieldAddress,
        /// What it holds.
        expected: &'static str,
    },
    /// A splice that reaches outside of the text or cuts a character in two.
    #[error("{at} is {length} characters long: the change at {position} does not fit")]
    OutsideText {
        /// Which field.
        at: FieldAddress,
        /// Its length in UTF-16 units.
        length: u32,
        /// Where the splice begins.
        position: u32,
    },
    /// A text that would grow too long.
    #[error(
        "{at} would get longer than {limit} characters: shorten it, or split it into two items"
    )]
    TextTooLong {
        /// Which field.
        at: FieldAddress,
        /// The limit in UTF-16 units.
        limit: u32,
    },
    /// Too many items or rows.
    #[error("{what} holds at most {limit}: remove some, or start another plan")]
    TooMany {
        /// A plan or a table.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
}
