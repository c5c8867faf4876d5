//! A labelled text input of a form that is sent as a whole.

use leptos::html;
use leptos::prelude::*;

use super::live::invalid;

/// An input with its label and a hint.
#[component]
pub(crate) fn TextInput(
    id: &'static str,
    label: &'static str,
    #[prop(optional)] hint: &'static str,
    #[prop(optional)] placeholder: &'static str,
    /// What the browser may fill in by itself, such as `name`.
    autocomplete: &'static str,
    /// Whether it has the focus when it appears.
    #[prop(optional)]
    takes_focus: bool,
    value: RwSignal<String>,
    /// What is wrong with what was typed.
    #[prop(into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    if takes_focus {
        Effect::new(move |_| {
            if let Some(input) = input.get() {
                // An input in the page takes the focus.
                let _ = input.focus();
            }
        });
    }
    let hint_id = format!("{id}-hint");
    let described_by = (!hint.is_empty()).then(|| hint_id.clone());
    view! {
        <div class="text-input">
            <label for=id>{label}</label>
            <input
                type="text"
                id=id
                node_ref=input
                placeholder=placeholder
                autocomplete=autocomplete
                aria-invalid=invalid(problem)
                aria-describedby=described_by
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
            {(!hint.is_empty())
                .then(|| {
                    view! {
                        <p class="hint" id=hint_id>
                            {hint}
                        </p>
                    }
                })}
        </div>
    }
    .into_any()
}
