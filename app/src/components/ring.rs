//! A ring that fills up.

use leptos::prelude::*;

/// The ring's length, so that its parts are counted in percent.
const LENGTH: usize = 100;

/// How much of something is there; the words for it stand beside.
#[component]
pub(crate) fn Ring(
    /// 0 to 100; `None` while it is not known.
    percent: Option<usize>,
) -> impl IntoView {
    let filled = percent.unwrap_or_default().min(LENGTH);
    view! {
        <svg class="ring" viewBox="0 0 16 16" data-full=(filled == LENGTH).then_some("") aria-hidden="true">
            <circle class="ring-track" cx="8" cy="8" r="6" />
            <circle class="ring-filled" cx="8" cy="8" r="6" pathLength=LENGTH stroke-dasharray=format!("{filled} {LENGTH}") />
        </svg>
    }
    .into_any()
}
