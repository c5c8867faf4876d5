//! A state in a word, with a tone that repeats it in colour and in the shape of its dot.

use leptos::prelude::*;
use tandem_plan::schema::Choice;
use wasm_bindgen::JsCast;

use super::icon::{Glyph, Icon};
use super::live::{follow, live};
use crate::texts::tr;

/// How a state feels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Nothing to say.
    Calm,
    /// As it should be.
    Good,
    /// Look at it.
    Warn,
    /// Act on it.
    Bad,
}

impl Tone {
    /// The name that the style sheet knows.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }

    /// The tone of a choice of the status and state fields; calm for all others.
    pub(crate) fn of_choice(key: &str) -> Self {
        match key {
            "on_track" | "done" | "agreed" => Self::Good,
            "at_risk" | "proposed" | "amended" => Self::Warn,
            "off_track" => Self::Bad,
            _ => Self::Calm,
        }
    }
}

/// A choice shown as a pill. The browser's own list opens when it is pressed.
#[component]
pub(crate) fn PillSelect(
    label: &'static str,
    choices: &'static [Choice],
    #[prop(into)] value: Signal<Option<&'static str>>,
    #[prop(into)] disabled: Signal<bool>,
    /// What is said when nothing is chosen.
    unset: &'static str,
    /// What was chosen; `None` takes the choice away.
    on_choose: Callback<Option<&'static str>>,
) -> impl IntoView {
    let find = move |key: &str| choices.iter().find(|choice| choice.key == key);
    let shown = Signal::derive(move || {
        let choice = value.get().and_then(find);
        choice.map_or(unset, |choice| tr(choice.label)).to_owned()
    });
    let tone = Signal::derive(move || value.get().map_or(Tone::Calm, Tone::of_choice));
    let options = move || {
        let chosen = value.get();
        let options = choices.iter().map(|choice| {
            let is_chosen = chosen == Some(choice.key);
            view! {
                <option value=choice.key prop:selected=is_chosen>
                    {tr(choice.label)}
                </option>
            }
        });
        view! {
            <option value="" prop:selected=chosen.is_none()>
                {unset}
            </option>
            {options.collect_view()}
        }
    };
    view! {
        <span class="pill-select">
            <span class="pill" data-tone=follow(move || tone.get().key()) aria-hidden="true">
                <span class="dot"></span>
                {shown}
                <Icon glyph=Glyph::ChevronDown />
            </span>
            <select
                aria-label=label
                disabled=disabled
                on:change=move |event| {
                    let chosen = find(&event_target_value(&event)).map(|choice| choice.key);
                    on_choose.run(chosen);
                    restore(&event, value.get_untracked());
                }
            >
                {live(options)}
            </select>
        </span>
    }
    .into_any()
}

/// Shows in a list what is really chosen, also when the choice was refused.
fn restore(event: &leptos::ev::Event, value: Option<&str>) {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<leptos::web_sys::HtmlSelectElement>().ok());
    if let Some(select) = target {
        select.set_value(value.unwrap_or_default());
    }
}
