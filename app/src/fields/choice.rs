//! One of a fixed set, in the browser's own list.

use leptos::prelude::*;
use tandem_plan::address::FieldAddress;
use tandem_plan::schema::Choice;
use tandem_plan::value::Value;

use super::frame::{Frame, Labels, never_wrong};
use crate::components::{follow, live};
use crate::editor::Editor;
use crate::texts::tr;

pub(super) fn view(frame: Frame, choices: &'static [Choice]) -> AnyView {
    let editor = Editor::of_page();
    let at = frame.at;
    let chosen = choice_value(editor, at);
    let options = move || {
        let chosen = chosen.get();
        let options = choices.iter().map(|choice| {
            view! {
                <option value=choice.key prop:selected=chosen == Some(choice.key)>
                    {tr(choice.label)}
                </option>
            }
        });
        view! {
            <option value="" prop:selected=chosen.is_none()>
                "–"
            </option>
            {options.collect_view()}
        }
    };
    let on_change = move |event| {
        let key = event_target_value(&event);
        let choice = choices.iter().find(|choice| choice.key == key);
        let value = choice.map(|choice| Value::Choice(choice.key));
        editor.accept(editor.store.set_value(at, value));
    };
    let control = view! {
        <div class="field-box">
            <select
                class="input"
                id=frame.id()
                aria-describedby=frame.described_by()
                data-empty=follow(move || chosen.with(Option::is_none))
                disabled=editor.is_read_only
                on:change=on_change
            >
                {live(options)}
            </select>
        </div>
    }
    .into_any();
    frame.view(Labels::Control, never_wrong(), control)
}

/// The key that a choice field holds.
pub(crate) fn choice_value(editor: Editor, at: FieldAddress) -> Memo<Option<&'static str>> {
    let stored = editor.store.value(at);
    Memo::new(move |_| match stored.get() {
        Ok(Some(Value::Choice(key))) => Some(key),
        _ => None,
    })
}
