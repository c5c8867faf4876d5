//! One to five, as radio buttons. Pressing the chosen one again takes the score away.

use leptos::prelude::*;
use tandem_plan::value::Value;

use super::frame::{Frame, Labels, never_wrong};
use crate::components::follow;
use crate::editor::Editor;
use crate::texts::fields::points;

pub(super) fn view(frame: Frame) -> AnyView {
    let editor = Editor::of_page();
    let at = frame.at;
    let stored = editor.store.value(at);
    let score = Memo::new(move |_| match stored.get() {
        Ok(Some(Value::Score(score))) => Some(score),
        _ => None,
    });
    let press = move |pressed: u8| {
        let value = (score.get_untracked() != Some(pressed)).then_some(Value::Score(pressed));
        editor.accept(editor.store.set_value(at, value));
    };
    let radios = (1..=5_u8).map(|value| {
        let is_chosen = move || score.get() == Some(value);
        view! {
            <label data-on=follow(move || score.get().is_some_and(|score| value <= score))>
                <input
                    type="radio"
                    name=frame.id()
                    aria-label=points(value)
                    prop:checked=follow(is_chosen)
                    disabled=editor.is_read_only
                    on:click=move |_| press(value)
                />
            </label>
        }
    });
    let control = view! {
        <div
            class="score"
            role="radiogroup"
            aria-labelledby=frame.label_id()
            aria-describedby=frame.described_by()
        >
            {radios.collect_view()}
            <output>{follow(move || score.get().map(|score| format!("{score}/5")))}</output>
        </div>
    }
    .into_any();
    frame.view(Labels::Group, never_wrong(), control)
}
