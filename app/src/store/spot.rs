//! Where in the plan undo or redo did something, so that people see what they took back.

use tandem_plan::address::FieldAddress;
use tandem_plan::document::Change;
use tandem_plan::splice::{TextDelta, utf16_len};

/// A place in the plan that a step has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spot {
    /// A text, and where in it the change ends, in UTF-16 units.
    Text(FieldAddress, u32),
    /// Another field.
    Field(FieldAddress),
    /// Items or rows that came, went or moved.
    Lists,
}

impl Spot {
    /// The place of the last change that has one.
    pub(super) fn of(changes: &[Change]) -> Self {
        let field = changes.iter().rev().find_map(|change| match change {
            Change::Text { at, delta, .. } => Some(Self::Text(*at, end_of(delta))),
            Change::Field { at } => Some(Self::Field(*at)),
            Change::Items { .. } | Change::Rows { .. } | Change::Comments => None,
        });
        field.unwrap_or(Self::Lists)
    }
}

/// Where a change ends in the new text.
fn end_of(delta: &[TextDelta]) -> u32 {
    let (mut position, mut end) = (0, 0);
    for step in delta {
        match step {
            TextDelta::Keep(units) => position += units,
            TextDelta::Insert(text) => {
                position += utf16_len(text);
                end = position;
            }
            TextDelta::Delete(_) => end = position,
        }
    }
    end
}
