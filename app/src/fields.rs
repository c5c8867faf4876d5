//! Fields of the plan as people see and edit them: one module for each way of editing.
//!
//! [`field_view`] picks the way by the field's type. What a value may be is the schema's business,
//! how it is stored and sent the store's; here it is only shown and asked for.

mod chips;
mod choice;
mod computed;
mod date;
mod frame;
mod links;
mod people;
mod rows;
mod score;
mod side;
mod tags;
#[expect(
    unreachable_pub,
    reason = "the component macro writes public structures"
)]
pub(crate) mod text;
mod typed;
mod writing;

use leptos::prelude::*;
use tandem_plan::address::FieldAddress;
use tandem_plan::schema::{Field, FieldType, Tier};

pub(crate) use choice::choice_value;
pub(crate) use frame::{Look, changed_mark, control_id, label_id, news_mark, open_threads};
pub(crate) use rows::{beside, neighbour};

use crate::components::live;
use crate::editor::Editor;
use frame::Frame;

/// A part of the page that belongs to a field and shows while the plan's depth asks for it.
///
/// It depends on nothing else: when the depth changes, the parts of other fields stay the very
/// elements that they were, with the focus and with what is being typed.
pub(crate) fn while_asked(
    editor: Editor,
    field: &'static Field,
    part: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    if field.tier == Tier::Essential {
        return part();
    }
    let asks = Memo::new(move |_| editor.asks_for(field));
    live(move || asks.get().then(|| untrack(&part)))
}

/// A field with its label, of whatever type it is.
pub(crate) fn field_view(at: FieldAddress, field: &'static Field, look: Look) -> AnyView {
    let frame = Frame { at, field, look };
    match field.ty {
        FieldType::Line | FieldType::Prose => writing::view(frame),
        FieldType::Money
        | FieldType::Number(_)
        | FieldType::Percent
        | FieldType::Date
        | FieldType::Period => typed::view(frame),
        FieldType::Choice(choices) => choice::view(frame, choices),
        FieldType::Person => people::person_view(frame),
        FieldType::People => people::people_view(frame),
        FieldType::Side => side::view(frame),
        FieldType::Score => score::view(frame),
        FieldType::Link(kinds) => links::link_view(frame, kinds),
        FieldType::Links(kinds) => links::links_view(frame, kinds),
        FieldType::Tags(choices) => tags::view(frame, choices),
        FieldType::Rows(columns) => rows::view(frame, columns),
        FieldType::Computed(_) => computed::view(frame),
    }
}
