//! One of a few, as a switch: radio buttons that the arrow keys move between.

use leptos::prelude::*;

use super::icon::SideMark;
use super::live::follow;

/// One position of the switch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Segment {
    /// What is handed back.
    pub(crate) key: &'static str,
    /// What is read.
    pub(crate) label: String,
    /// The side or party whose mark stands before the word.
    pub(crate) side: Option<&'static str>,
}

/// A switch of several positions.
#[component]
pub(crate) fn Segmented(
    /// Unique on the page; ties the radio buttons together.
    name: String,
    /// The id of the element that names the switch.
    labelled_by: String,
    segments: Vec<Segment>,
    #[prop(into)] value: Signal<Option<&'static str>>,
    #[prop(into)] disabled: Signal<bool>,
    on_choose: Callback<&'static str>,
) -> impl IntoView {
    let segments = segments.into_iter().map(|segment| {
        let key = segment.key;
        let is_on = follow(move || value.get() == Some(key));
        view! {
            <label data-on=is_on>
                <input
                    type="radio"
                    name=name.clone()
                    value=key
                    prop:checked=is_on
                    disabled=disabled
                    on:change=move |_| on_choose.run(key)
                />
                {segment.side.map(|side| view! { <SideMark side /> })}
                {segment.label}
            </label>
        }
    });
    view! {
        <div class="segmented" role="radiogroup" aria-labelledby=labelled_by>
            {segments.collect_view()}
        </div>
    }
    .into_any()
}
