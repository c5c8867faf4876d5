//! The keys of the page: what they do, and the list that `?` opens.

use leptos::ev;
use leptos::prelude::*;

use crate::browser::screen;
use crate::components::Dialog;
use crate::editor::Editor;

const KEYS: &[(&str, &[&str])] = &[
    ("Undo your last step", &["Ctrl", "Z"]),
    ("Do it again", &["Ctrl", "Shift", "Z"]),
    (
        "Move the item or row whose handle has the focus",
        &["Alt", "↑ ↓"],
    ),
    ("Take what was typed into a field", &["Enter"]),
    ("Take back a number that is not entered yet", &["Esc"]),
    ("Show these keys", &["?"]),
];

/// Listens to the keys and shows their list.
#[component]
pub(super) fn Shortcuts(is_open: RwSignal<bool>) -> impl IntoView {
    let editor = Editor::of_page();
    let listener = window_event_listener(ev::keydown, move |event| {
        let may_act = !event.default_prevented() && !screen::is_writing();
        if !may_act || is_open.get_untracked() {
            return;
        }
        let has_command = event.ctrl_key() || event.meta_key();
        match (event.key().as_str(), has_command, event.shift_key()) {
            ("?", false, _) => is_open.set(true),
            ("z" | "Z" | "y" | "Y", true, _) if editor.is_read_only.get_untracked() => return,
            ("z" | "Z", true, false) => {
                editor.store.undo();
            }
            ("z" | "Z", true, true) | ("y" | "Y", true, false) => {
                editor.store.redo();
            }
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || listener.remove());
    view! {
        <Dialog id="shortcuts" title="Keyboard shortcuts" is_open>
            <dl class="shortcuts">
                {KEYS
                    .iter()
                    .map(|(what, keys)| {
                        let keys = keys.iter().map(|key| view! { <kbd>{*key}</kbd> });
                        view! {
                            <dt>{*what}</dt>
                            <dd>{keys.collect_view()}</dd>
                        }
                    })
                    .collect_view()}
            </dl>
        </Dialog>
    }
    .into_any()
}
