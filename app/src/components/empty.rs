//! What stands where there is nothing, nothing yet, or something wrong.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use super::live::live;
use super::pill::Tone;

/// A place without content that says what belongs here; the way to begin stands inside.
#[component]
pub(crate) fn Empty(#[prop(into)] text: String, children: Children) -> impl IntoView {
    view! {
        <div class="empty">
            <p>{text}</p>
            {children()}
        </div>
    }
    .into_any()
}

/// What went wrong with what somebody just did, beside where they did it.
#[component]
pub(crate) fn Alert(#[prop(into)] text: Signal<Option<String>>) -> impl IntoView {
    view! {
        <div role="alert">
            {live(move || {
                text.get()
                    .map(|text| {
                        view! {
                            <p class="alert">
                                <Icon glyph=Glyph::Warning />
                                <span>{text}</span>
                            </p>
                        }
                    })
            })}
        </div>
    }
    .into_any()
}

/// A bar across the page that says what everybody on it must know.
#[component]
pub(crate) fn Notice(
    tone: Tone,
    #[prop(into)] text: String,
    /// What to do about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let glyph = match tone {
        Tone::Calm | Tone::Good => Glyph::Info,
        Tone::Warn | Tone::Bad => Glyph::Warning,
    };
    view! {
        <div class="notice" role="status" data-tone=tone.key()>
            <Icon glyph />
            <span>{text}</span>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}

/// The shape of a page whose content is on its way.
#[component]
pub(crate) fn Skeletons(label: &'static str, cards: usize) -> impl IntoView {
    let cards = (0..cards).map(|_| view! { <div class="skeleton" data-shape="card"></div> });
    view! {
        <div role="status">
            <span class="only-heard">{label}</span>
            <div class="skeleton" data-shape="title"></div>
            <div class="skeletons">{cards.collect_view()}</div>
        </div>
    }
    .into_any()
}
