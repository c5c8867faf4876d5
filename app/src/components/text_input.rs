//! Labelled inputs of a form that is sent as a whole.

use leptos::html;
use leptos::prelude::*;

use super::live::{follow, invalid};

/// An input with its label and a hint.
#[component]
pub(crate) fn TextInput(
    id: &'static str,
    label: &'static str,
    #[prop(optional)] hint: &'static str,
    #[prop(optional)] placeholder: &'static str,
    /// The browser's kind of input, such as `date`.
    #[prop(default = "text")]
    kind: &'static str,
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
                type=kind
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

/// One of a few, in the browser's own list, with its label and a hint.
#[component]
pub(crate) fn SelectInput(
    id: &'static str,
    label: &'static str,
    #[prop(optional)] hint: &'static str,
    /// What is handed back, and what is read.
    choices: Vec<(&'static str, String)>,
    value: RwSignal<&'static str>,
) -> impl IntoView {
    let keys: Vec<&'static str> = choices.iter().map(|(key, _)| *key).collect();
    let hint_id = format!("{id}-hint");
    let described_by = (!hint.is_empty()).then(|| hint_id.clone());
    let options = choices.into_iter().map(|(key, label)| {
        let is_chosen = follow(move || value.get() == key);
        view! {
            <option value=key prop:selected=is_chosen>
                {label}
            </option>
        }
    });
    let choose = move |event| {
        let chosen = event_target_value(&event);
        if let Some(key) = keys.iter().find(|key| **key == chosen) {
            value.set(key);
        }
    };
    view! {
        <div class="text-input">
            <label for=id>{label}</label>
            <select id=id aria-describedby=described_by on:change=choose>
                {options.collect_view()}
            </select>
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
