//! A text that is to be taken along whole, such as a link, with a button that copies it.

use leptos::prelude::*;

use super::button::{Button, Weight};
use super::icon::Glyph;
use super::live::follow;
use crate::browser::screen;
use crate::texts::{copying as texts, tr};

/// The text and its button. Where the browser does not copy, the text is selected.
#[component]
pub(crate) fn CopyBox(
    /// Unique on the page.
    id: &'static str,
    /// What it is.
    label: &'static str,
    text: String,
) -> impl IntoView {
    let told = RwSignal::new(None);
    let copy = move |_| {
        let is_copied = screen::copy(id);
        told.set(Some(if is_copied {
            texts::COPIED
        } else {
            texts::SELECTED
        }));
    };
    view! {
        <div class="copy-box">
            <label for=id>{label}</label>
            <textarea id=id class="copy-text" readonly rows="2" spellcheck="false">
                {text}
            </textarea>
            <div class="copy-foot">
                <Button label=tr(texts::COPY).to_owned() weight=Weight::Primary glyph=Glyph::Copy on_press=copy />
                <span role="status">{follow(move || told.get().map(tr))}</span>
            </div>
        </div>
    }
    .into_any()
}
