//! Days, in the browser's own date input. A whole date is taken as soon as it is there; a half
//! date is refused when the person leaves the field.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use tandem_plan::value::{Date, Value};

use super::frame::{Frame, Labels};
use crate::components::{follow, invalid};
use crate::editor::Editor;
use crate::texts::edits::sentence;
use crate::texts::fields::WHOLE_DATE;
use crate::texts::tr;

/// While a year is being typed the browser reports the years 2, 20 and 202 on the way to 2026.
const EARLIEST_YEAR: i16 = 1900;

pub(super) fn view(frame: Frame) -> AnyView {
    let editor = Editor::of_page();
    let at = frame.at;
    let stored = editor.store.value(at);
    let error = RwSignal::new(None::<String>);
    let input = NodeRef::<html::Input>::new();
    let shown = Memo::new({
        let stored = stored.clone();
        move |_| match stored.get() {
            Ok(Some(Value::Date(date))) => date.to_string(),
            _ => String::new(),
        }
    });
    let set = move |date: Option<Date>| {
        let value = date.map(Value::Date);
        let is_same = stored.with_untracked(|stored| stored.as_ref() == Ok(&value));
        let edited = if is_same {
            Ok(())
        } else {
            editor.store.set_value(at, value)
        };
        error.set(edited.err().map(|error| sentence(&error)));
    };
    let on_input = {
        let set = set.clone();
        move |event: ev::Event| {
            if let Ok(date) = event_target_value(&event).parse::<Date>()
                && date.year() >= EARLIEST_YEAR
            {
                set(Some(date));
            }
        }
    };
    let on_blur = move |_: ev::FocusEvent| {
        // An input that is taken off the page loses the focus after its signals are gone.
        let Some(Some(input)) = input.try_get_untracked() else {
            return;
        };
        let is_whole = !input.validity().bad_input();
        if is_whole && input.value() == shown.get_untracked() {
            // Who only passes through changes nothing, not even what this page cannot show.
            error.set(None);
            return;
        }
        match input.value().parse::<Date>() {
            Ok(date) if date.year() >= EARLIEST_YEAR => set(Some(date)),
            Err(_) if is_whole => set(None),
            _ => error.set(Some(tr(WHOLE_DATE).to_owned())),
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape"
            && let Some(input) = input.get_untracked()
        {
            input.set_value(&shown.get_untracked());
            error.set(None);
        }
    };
    let control = view! {
        <div class="field-box">
            <input
                class="input"
                type="date"
                id=frame.id()
                node_ref=input
                aria-describedby=frame.described_by()
                aria-invalid=invalid(error.into())
                data-empty=follow(move || shown.with(String::is_empty))
                readonly=editor.is_read_only
                prop:value=shown
                on:input=on_input
                on:blur=on_blur
                on:keydown=on_key
            />
        </div>
    }
    .into_any();
    frame.view(Labels::Control, error.into(), control)
}
