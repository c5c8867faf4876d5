//! A set of people or items as chips: each with a button that takes it out, behind them an input
//! that offers more. What a chip says is up to the field.

use std::fmt::Display;

use leptos::prelude::*;
use tandem_plan::ids::ItemId;

use super::frame::{Frame, Labels, never_wrong};
use crate::browser::screen;
use crate::components::{Combobox, Glyph, IconButton, Offer, follow, list};
use crate::editor::Editor;
use crate::texts::fields::take_out;

/// The field: `chip` shows one entry, `placeholder` says what the input is for.
pub(super) fn chips_view(
    frame: Frame,
    placeholder: &'static str,
    offers: Callback<(), Vec<Offer>>,
    chip: impl Fn(u128) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let editor = Editor::of_page();
    let at = frame.at;
    let entries = editor.store.entries(at);
    let ids = move || {
        let ids = entries.get();
        // Items and people alike: what they are matters to nobody here.
        let ids = ids.into_iter().filter_map(|id| id.parse::<ItemId>().ok());
        ids.map(ItemId::as_u128).collect()
    };
    let add = Callback::new(move |id| {
        editor.accept(editor.store.set_entry(at, id, true));
    });
    let control = view! {
        <div class="chips">
            {list(ids, chip)}
            <div class="field-box">
                <Combobox
                    id=frame.id()
                    text=String::new()
                    placeholder
                    disabled=editor.is_read_only
                    offers
                    on_pick=add
                />
            </div>
        </div>
    }
    .into_any();
    frame.view(Labels::Control, never_wrong(), control)
}

/// One entry: what is `shown` of it, its name, and the button that takes it out and leaves the
/// focus in the input.
pub(super) fn chip_view(
    frame: Frame,
    id: impl Display,
    is_gone: impl Fn() -> bool + Send + Sync + 'static,
    name: impl Fn() -> String + Send + Sync + 'static,
    shown: AnyView,
) -> AnyView {
    let editor = Editor::of_page();
    let id = id.to_string();
    let remove = move |_| {
        let edited = editor.store.set_entry(frame.at, id.clone(), false);
        if editor.accept(edited).is_some() {
            screen::focus(&frame.id());
        }
    };
    view! {
        <span class="chip" data-gone=follow(is_gone)>
            {shown}
            <IconButton
                label=Signal::derive(move || take_out(&name()))
                glyph=Glyph::Close
                is_small=true
                disabled=editor.is_read_only
                on_press=remove
            />
        </span>
    }
    .into_any()
}
