//! A text control that is bound to one text of the plan, together with everybody else's.
//!
//! `binding` knows what the control shows and how drafts come into the document, `control` is the
//! element on the page, `bound` carries events between them and the store. Nothing here labels or
//! decorates a field.

mod binding;
mod bound;
mod control;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use tandem_plan::address::FieldAddress;

use crate::store::PlanStore;
use binding::Lines;
use bound::Bound;
use control::Control;

/// An `<input>`, or with `multiline` a `<textarea>`, bound to the text at `at`.
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
    #[prop(optional, into)]
    id: Option<String>,
    /// The class of the control.
    #[prop(optional, into)]
    class: String,
    /// Shown while the text is empty.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// The id of a text that explains the field.
    #[prop(optional, into)]
    described_by: Option<String>,
    /// May be read and not written.
    #[prop(optional, into)]
    read_only: Signal<bool>,
) -> impl IntoView {
    let store = PlanStore::of_page();
    let lines = if multiline { Lines::Many } else { Lines::One };
    let problem = RwSignal::new(None::<String>);
    let bound = Bound::new(store, at, lines, problem);
    let watch = {
        let bound = Rc::clone(&bound);
        // The watch keeps `bound` and with it the listeners of the control.
        store.watch_text(at, move |event| bound.heard(event))
    };
    on_cleanup(move || drop(watch));

    let text = bound.text();
    let problem_id = format!("problem-{at}");
    let described = {
        let problem_id = problem_id.clone();
        move || match (problem.with(Option::is_some), &described_by) {
            (true, Some(other)) => Some(format!("{problem_id} {other}")),
            (true, None) => Some(problem_id.clone()),
            (false, other) => other.clone(),
        }
    };
    let is_invalid = move || problem.with(Option::is_some).then_some("true");
    let control = if multiline {
        let element = NodeRef::<html::Textarea>::new();
        element.on_load(move |area| bound.mounted(Control::Area(area)));
        view! {
            <textarea
                node_ref=element
                id=id
                class=class
                rows="1"
                aria-describedby=described
                aria-invalid=is_invalid
                placeholder=placeholder
                readonly=move || read_only.get()
                prop:value=text
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
                class=class
                autocomplete="off"
                aria-describedby=described
                aria-invalid=is_invalid
                placeholder=placeholder
                readonly=move || read_only.get()
                prop:value=text
            />
        }
        .into_any()
    };
    let sentence = move || {
        problem.get().map(|sentence| {
            view! { <p class="field-problem" id=problem_id.clone() role="alert">{sentence}</p> }
        })
    };
    (control, sentence)
}
