//! Any of a fixed set, as chips that are on or off.

use leptos::prelude::*;
use tandem_plan::schema::Choice;

use super::frame::{Frame, Labels, never_wrong};
use crate::components::truth;
use crate::editor::Editor;
use crate::texts::tr;

pub(super) fn view(frame: Frame, choices: &'static [Choice]) -> AnyView {
    let editor = Editor::of_page();
    let at = frame.at;
    let entries = editor.store.entries(at);
    let chips = choices.iter().map(|choice| {
        let entries = entries.clone();
        let is_on = Memo::new(move |_| entries.with(|entries| entries.contains(choice.key)));
        let press = move |_| {
            let present = !is_on.get_untracked();
            editor.accept(editor.store.set_entry(at, choice.key.to_owned(), present));
        };
        view! {
            <button
                class="chip chip-toggle"
                type="button"
                aria-pressed=truth(move || is_on.get())
                disabled=editor.is_read_only
                on:click=press
            >
                {tr(choice.label)}
            </button>
        }
    });
    let control = view! {
        <div
            class="chips"
            role="group"
            aria-labelledby=frame.label_id()
            aria-describedby=frame.described_by()
        >
            {chips.collect_view()}
        </div>
    }
    .into_any();
    frame.view(Labels::Group, never_wrong(), control)
}
