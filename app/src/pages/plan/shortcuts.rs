//! The keys of the page: what they do, and the list that `?` opens.

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use tandem_plan::check::At;
use tandem_plan::language::Text;
use tandem_plan::schema::Section;

use super::commands;
use super::panels::Panels;
use crate::browser::screen;
use crate::components::{Dialog, NotLoaded, later};
use crate::editor::Editor;
use crate::sync::SaveState;
use crate::texts::{items, palette as texts, talk, tr, workshop};

/// What keys do, and which they are.
type Keys = &'static [(Text, &'static [Text])];

/// All keys, by where they work.
const KEYS: &[(Text, Keys)] = &[
    (
        texts::ANYWHERE,
        &[
            (texts::FIND, &[texts::CTRL, texts::key("K")]),
            (texts::UNDO, &[texts::CTRL, texts::key("Z")]),
            (texts::REDO, &[texts::CTRL, texts::SHIFT, texts::key("Z")]),
            (texts::PREVIOUS_SECTION, &[texts::ALT, texts::PAGE_UP]),
            (texts::NEXT_SECTION, &[texts::ALT, texts::PAGE_DOWN]),
            (talk::COMMENT, &[texts::CTRL, texts::ALT, texts::key("M")]),
            (texts::PRINT, &[texts::CTRL, texts::key("P")]),
            (texts::ESCAPE, &[texts::ESC]),
            (texts::KEYS, &[texts::key("?")]),
        ],
    ),
    (
        texts::IN_TEXTS,
        &[
            (texts::BOLD, &[texts::CTRL, texts::key("B")]),
            (texts::ITALIC, &[texts::CTRL, texts::key("I")]),
            (texts::ENTER, &[texts::ENTER_KEY]),
        ],
    ),
    (
        texts::IN_LISTS,
        &[
            (texts::MOVE, &[texts::ALT, texts::key("↑ ↓")]),
            (
                items::DUPLICATE_ITEM,
                &[texts::ALT, texts::SHIFT, texts::key("D")],
            ),
            (texts::CELLS, &[texts::key("← ↑ → ↓")]),
            (texts::EDIT_CELL, &[texts::ENTER_KEY]),
            (texts::COPY_CELLS, &[texts::CTRL, texts::key("C / V")]),
        ],
    ),
    (
        texts::IN_WORKSHOP,
        &[
            (
                workshop::READY,
                &[texts::ALT, texts::SHIFT, texts::key("R")],
            ),
            (
                workshop::HAND_UP,
                &[texts::ALT, texts::SHIFT, texts::key("H")],
            ),
            (workshop::PARK, &[texts::ALT, texts::SHIFT, texts::key("P")]),
            (
                workshop::DECIDE,
                &[texts::ALT, texts::SHIFT, texts::key("C")],
            ),
        ],
    ),
];

/// Listens to the keys and shows their list.
#[component]
pub(super) fn Shortcuts(section: Memo<&'static Section>, panels: Panels) -> impl IntoView {
    let editor = Editor::of_page();
    let is_open = panels.keys;
    let listener = window_event_listener(ev::keydown, move |event| {
        let is_covered = is_open.get_untracked() || panels.palette.get_untracked();
        if !event.default_prevented() && !is_covered && act(editor, panels, section, &event) {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
    view! {
        <Dialog id="shortcuts" title=tr(texts::KEYS) is_open>
            {later(list())}
        </Dialog>
    }
    .into_any()
}

/// Does what a key stands for. Returns whether it stands for anything.
fn act(
    editor: Editor,
    panels: Panels,
    section: Memo<&'static Section>,
    event: &ev::KeyboardEvent,
) -> bool {
    let has_command = event.ctrl_key() || event.meta_key();
    let key = event.key();
    // These mean nothing in a text, so they work in one as well.
    match (key.as_str(), has_command, event.alt_key()) {
        ("k" | "K", true, false) => {
            panels.palette.set(true);
            return true;
        }
        ("p" | "P", true, false) => return print_all(editor),
        (_, true, true) if event.code() == "KeyM" => {
            editor.comment_on(editor.talk.about.get_untracked());
            return true;
        }
        ("PageUp", false, true) => return step(editor, section, -1),
        ("PageDown", false, true) => return step(editor, section, 1),
        _ => {}
    }
    if screen::is_writing() {
        return false;
    }
    match (key.as_str(), has_command, event.shift_key()) {
        ("?", false, _) => panels.keys.set(true),
        ("z" | "Z" | "y" | "Y", true, _) if editor.is_read_only.get_untracked() => return false,
        ("z" | "Z", true, false) => editor.undo(),
        ("z" | "Z", true, true) | ("y" | "Y", true, false) => editor.redo(),
        _ => return false,
    }
    true
}

/// Prints the plan as it is on the server, all of it. Where that is not yet what is on this page,
/// the browser prints the page.
fn print_all(editor: Editor) -> bool {
    let saving = editor.store.save_state();
    let is_there = saving.with_untracked(|saving| *saving == SaveState::Saved);
    if is_there {
        commands::print();
    }
    is_there
}

/// Goes to the section before or behind.
fn step(editor: Editor, section: Memo<&'static Section>, by: isize) -> bool {
    let sections: Vec<&Section> = untrack(|| editor.sections().collect());
    let here = section.get_untracked().key;
    let here = sections.iter().position(|section| section.key == here);
    let next = here.and_then(|here| here.checked_add_signed(by));
    if let Some(next) = next.and_then(|next| sections.get(next)) {
        editor.shown.go(At::Section(next.key));
    }
    true
}

#[wasm_split(tools, wasm_split_path = leptos::wasm_split, fallible)]
fn list() -> Result<AnyView, NotLoaded> {
    let groups = KEYS.iter().map(|(place, keys)| {
        let keys = keys.iter().map(|(what, keys)| {
            let keys = keys.iter().map(|key| view! { <kbd>{tr(*key)}</kbd> });
            view! {
                <dt>{tr(*what)}</dt>
                <dd>{keys.collect_view()}</dd>
            }
        });
        view! {
            <h3>{tr(*place)}</h3>
            <dl class="shortcuts">{keys.collect_view()}</dl>
        }
    });
    Ok(groups.collect_view().into_any())
}
