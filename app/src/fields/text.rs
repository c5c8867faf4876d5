//! A text control that is bound to one text of the plan, together with everybody else's.
//!
//! `binding` knows what the control shows and how drafts come into the document, `control` is the
//! element on the page, `bound` carries events between them and the store. `typing` is what some
//! keys do to Markdown, `reading` the form in which prose is read while nobody here edits it, and
//! `marks` are the carets of others in both. Nothing here labels or decorates a field.

mod binding;
mod bound;
mod control;
mod marks;
mod reading;
#[cfg(test)]
mod tests;
mod typing;

use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use tandem_plan::address::FieldAddress;

use crate::browser::screen;
use crate::components::{follow, live};
use crate::editor::Editor;
use binding::Lines;
use bound::{Bound, Signals};
use control::Control;
use marks::{Cutter, marks_of};

/// An `<input>`, or with `multiline` a `<textarea>`, bound to the text at `at`. What a `<textarea>`
/// holds is shown as Markdown while it does not have the focus.
///
/// When the document refuses what was typed, the typed text stays, the sentence that says why
/// stands under the control, and the next change is tried again.
#[component]
pub(crate) fn TextField(
    /// The text.
    at: FieldAddress,
    /// Several lines.
    #[prop(optional)]
    multiline: bool,
    /// The id of the control, for its label.
    #[prop(into)]
    id: String,
    /// Shown while the text is empty.
    placeholder: &'static str,
    /// The id of a text that explains the field.
    #[prop(into)]
    described_by: String,
) -> impl IntoView {
    let editor = Editor::of_page();
    let store = editor.store;
    let lines = if multiline { Lines::Many } else { Lines::One };
    let signals = Signals::new();
    let Signals {
        problem,
        is_editing,
        scrolled,
    } = signals;
    let bound = Bound::new(editor, at, lines, signals);
    let watch = {
        let bound = Rc::clone(&bound);
        // The watch keeps `bound` and with it the listeners of the control.
        store.watch_text(at, move |event| bound.heard(event))
    };
    on_cleanup(move || drop(watch));

    let problem_id = format!("{id}-problem");
    let described = {
        let problem_id = problem_id.clone();
        follow(move || {
            if problem.with(Option::is_some) {
                format!("{problem_id} {described_by}")
            } else {
                described_by.clone()
            }
        })
    };
    let is_invalid = follow(move || problem.with(Option::is_some).then_some("true"));
    // What was refused is nowhere but in the control.
    let is_written = Memo::new(move |_| is_editing.get() || problem.with(Option::is_some));
    let is_read_only = editor.is_read_only;
    let control = if multiline {
        let element = NodeRef::<html::Textarea>::new();
        let pressed = Rc::clone(&bound);
        element.on_load(move |area| bound.mounted(Control::Area(area)));
        let read = reading_form(at, is_written, move |caret| pressed.focus(caret));
        view! {
            {read}
            <textarea
                node_ref=element
                id=id
                class="input"
                rows="1"
                dir="auto"
                aria-describedby=described
                aria-invalid=is_invalid
                placeholder=placeholder
                readonly=is_read_only
            ></textarea>
        }
        .into_any()
    } else {
        let element = NodeRef::<html::Input>::new();
        element.on_load(move |input| bound.mounted(Control::Line(input)));
        view! {
            <input
                type="text"
                node_ref=element
                id=id
                class="input"
                dir="auto"
                autocomplete="off"
                aria-describedby=described
                aria-invalid=is_invalid
                placeholder=placeholder
                readonly=is_read_only
            />
        }
        .into_any()
    };
    let layer = caret_layer(at, move || !multiline || is_written.get(), scrolled);
    let sentence = live(move || {
        problem.get().map(|sentence| {
            view! { <p class="field-problem" id=problem_id.clone() role="alert">{sentence}</p> }
        })
    });
    view! {
        <div class="text" data-lines=if multiline { "many" } else { "one" } data-written=is_written>
            {control}
            {layer}
        </div>
        {sentence}
    }
    .into_any()
}

/// Prose as it reads while it is not written here. A press on it hands over the place of the caret.
fn reading_form(
    at: FieldAddress,
    is_written: Memo<bool>,
    pressed: impl Fn(Option<u32>) + 'static,
) -> AnyView {
    let editor = Editor::of_page();
    let text = editor.store.text(at);
    let visitors = editor.store.visitors(at);
    let is_quiet = {
        let text = text.clone();
        follow(move || {
            // The control says the same; only what can be pressed is heard beside it.
            let has_link = text.with(|text| reading::has_link(text));
            (!has_link).then_some("true")
        })
    };
    let content = live(move || {
        (!is_written.get()).then(|| {
            text.with(|text| {
                let marks = visitors.with(|visitors| marks_of(editor.store, at, visitors));
                reading::reading(text, &marks)
            })
        })
    });
    view! {
        <div
            class="input reading"
            aria-hidden=is_quiet
            on:click=move |event| {
                let is_link = screen::is_in(&event, "a");
                if is_link || screen::has_selection() || editor.is_read_only.get_untracked() {
                    return;
                }
                pressed(screen::pressed_place(event.client_x(), event.client_y()));
            }
        >
            {content}
        </div>
    }
    .into_any()
}

/// The carets of others over a control: the same text once more, unseen, with the marks in it.
fn caret_layer(
    at: FieldAddress,
    shows: impl Fn() -> bool + Send + Sync + 'static,
    scrolled: RwSignal<i32>,
) -> AnyView {
    let store = Editor::of_page().store;
    let visitors = store.visitors(at);
    let has_carets = Memo::new(move |_| {
        shows() && visitors.with(|all| all.iter().any(|visitor| visitor.selected.is_some()))
    });
    live(move || {
        has_carets.get().then(|| {
            let visitors = store.visitors(at);
            let text = store.text(at);
            let content = live(move || {
                text.with(|text| {
                    let marks = visitors.with(|visitors| marks_of(store, at, visitors));
                    let mut cutter = Cutter::new(&marks);
                    let mut views = Vec::new();
                    cutter.views(0, text, &mut views);
                    cutter.rest(&mut views);
                    views
                })
            });
            let moved = follow(move || format!("{}px", -scrolled.get()));
            view! {
                <div class="input carets" dir="auto" aria-hidden="true">
                    <div style:translate=moved>{content}</div>
                </div>
            }
        })
    })
}
