//! Buttons. A button always has a name, on it or in its label.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// How much a button asks to be pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// The one thing to do here.
    Primary,
    /// One of several things.
    Plain,
    /// Something beside the text.
    Quiet,
}

impl Weight {
    const fn key(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Plain => "plain",
            Self::Quiet => "quiet",
        }
    }
}

/// A button with words.
#[component]
pub(crate) fn Button(
    #[prop(into)] label: Signal<String>,
    /// What it is called where the words alone would not say what it is for; begins with them.
    #[prop(optional, into)]
    name: Option<String>,
    /// Where something else gives it the focus.
    #[prop(optional, into)]
    id: Option<String>,
    weight: Weight,
    #[prop(optional)] glyph: Option<Glyph>,
    #[prop(optional)] submits: bool,
    #[prop(optional)] is_large: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// What happens; a button that submits a form needs none.
    #[prop(optional, into)]
    on_press: Option<Callback<MouseEvent>>,
) -> impl IntoView {
    view! {
        <button
            class="button"
            id=id
            type=if submits { "submit" } else { "button" }
            data-kind=weight.key()
            data-size=is_large.then_some("large")
            data-wide=is_large
            aria-label=name
            disabled=disabled
            on:click=move |event| {
                if let Some(on_press) = on_press {
                    on_press.run(event);
                }
            }
        >
            {glyph.map(|glyph| view! { <Icon glyph /> })}
            {label}
        </button>
    }
    .into_any()
}

/// A button that shows an icon only; its name is its label and its tooltip.
#[component]
pub(crate) fn IconButton(
    #[prop(into)] label: Signal<String>,
    glyph: Glyph,
    /// Where something else gives it the focus.
    #[prop(optional, into)]
    id: Option<String>,
    #[prop(optional)] is_small: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(into)] on_press: Callback<MouseEvent>,
) -> impl IntoView {
    view! {
        <button
            class="icon-button"
            id=id
            type="button"
            data-size=is_small.then_some("small")
            data-tooltip=label
            aria-label=label
            disabled=disabled
            on:click=move |event| on_press.run(event)
        >
            <Icon glyph />
        </button>
    }
    .into_any()
}
