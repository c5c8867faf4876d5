//! The browser's own calendar beside a field in which a day is typed.

use leptos::html;
use leptos::prelude::*;
use tandem_plan::value::{Date, Value};

use super::frame::Frame;
use crate::components::{Glyph, Icon};
use crate::editor::Editor;
use crate::texts::{fields, tr};

/// The button that opens the calendar. A day that is chosen there is set at once and handed to
/// `chosen`, so that what was typed gives way to it.
pub(super) fn picker(frame: Frame, chosen: impl Fn() + Copy + 'static) -> AnyView {
    let editor = Editor::of_page();
    let at = frame.at;
    let stored = editor.store.value(at);
    let calendar = NodeRef::<html::Input>::new();
    let open = move |_| {
        let Some(calendar) = calendar.get_untracked() else {
            return;
        };
        let day = match stored.get_untracked() {
            Ok(Some(Value::Date(day))) => day.to_string(),
            _ => String::new(),
        };
        calendar.set_value(&day);
        // A browser that has no calendar leaves typing.
        let _ = calendar.show_picker();
    };
    let choose = move |event| {
        if let Ok(day) = event_target_value(&event).parse::<Date>() {
            editor.step(|store| store.set_value(at, Some(Value::Date(day))));
            chosen();
        }
    };
    view! {
        <span class="date-picker">
            <input type="date" tabindex="-1" aria-hidden="true" node_ref=calendar on:change=choose />
            <button
                class="icon-button"
                type="button"
                data-size="small"
                aria-label=format!("{}: {}", tr(frame.field.label), tr(fields::CHOOSE_DAY))
                disabled=editor.is_read_only
                on:click=open
            >
                <Icon glyph=Glyph::Calendar />
            </button>
        </span>
    }
    .into_any()
}
