//! A value that is worked out from others: read-only, and always as the plan is now.

use leptos::prelude::*;

use super::frame::{Frame, Labels, never_wrong};
use crate::components::follow;
use crate::editor::Editor;

pub(super) fn view(frame: Frame) -> AnyView {
    let editor = Editor::of_page();
    let at = frame.at;
    let revision = editor.store.revision();
    let value = Memo::new(move |_| {
        revision.track();
        editor.store.computed(at)
    });
    let shown = move || match value.get() {
        Some(value) => editor.display(&value),
        None => "–".to_owned(),
    };
    let control = view! {
        <output class="field-output" aria-labelledby=frame.label_id() aria-describedby=frame.described_by()>
            {follow(shown)}
        </output>
    }
    .into_any();
    frame.view(Labels::Group, never_wrong(), control)
}
