//! Pointers to other items: one, or several. Items are shown by their titles; one that lies in the
//! trash or is gone is shown as such, and the pointer stays.

use leptos::prelude::*;
use tandem_plan::ids::ItemId;
use tandem_plan::value::Value;

use super::frame::{Frame, Labels, never_wrong};
use crate::browser::screen;
use crate::components::{Combobox, Glyph, IconButton, Offer, follow, live};
use crate::editor::{Editor, Target, TargetState};

/// A field that holds one item.
pub(super) fn link_view(frame: Frame, kinds: &'static [&'static str]) -> AnyView {
    let editor = Editor::of_page();
    let at = frame.at;
    let stored = editor.store.value(at);
    let item = Memo::new(move |_| match stored.get() {
        Ok(Some(Value::Link(item))) => Some(item),
        _ => None,
    });
    let text = Memo::new(move |_| match item.get() {
        Some(item) => shown(&editor.target(item, kinds)),
        None => String::new(),
    });
    let offers = Callback::new(move |()| {
        let chosen = item.get_untracked();
        let is_taken = |id| Some(id) == chosen || is_own(frame, id);
        let offer = |key: String, label: String| Offer {
            key,
            label,
            hint: String::new(),
            side: None,
        };
        // What is chosen comes first: whoever opens the list and confirms changes nothing.
        let chosen = chosen.map(|id| {
            let target = untrack(|| editor.target(id, kinds));
            let kept = offer(id.to_string(), shown(&target));
            [kept, offer(String::new(), "None".to_owned())]
        });
        let others = editor.offers(kinds, is_taken);
        chosen.into_iter().flatten().chain(others).collect()
    });
    let pick = Callback::new(move |id: String| {
        let picked = id.parse().ok();
        if picked != item.get_untracked() {
            editor.accept(editor.store.set_value(at, picked.map(Value::Link)));
        }
    });
    let control = view! {
        <div class="field-box">
            <Combobox
                id=frame.id()
                text
                placeholder="–"
                disabled=editor.is_read_only
                offers
                on_pick=pick
            />
        </div>
    }
    .into_any();
    frame.view(Labels::Control, never_wrong(), control)
}

/// A field that holds several items.
pub(super) fn links_view(frame: Frame, kinds: &'static [&'static str]) -> AnyView {
    let editor = Editor::of_page();
    let at = frame.at;
    let entries = editor.store.entries(at);
    let ids = {
        let entries = entries.clone();
        move || {
            let ids = entries.get();
            let ids = ids.into_iter().filter_map(|id| id.parse::<ItemId>().ok());
            ids.collect::<Vec<_>>()
        }
    };
    let offers = Callback::new(move |()| {
        let taken = entries.get_untracked();
        editor.offers(kinds, |id| {
            taken.contains(&id.to_string()) || is_own(frame, id)
        })
    });
    let add = Callback::new(move |id| {
        editor.accept(editor.store.set_entry(at, id, true));
    });
    let control = view! {
        <div class="chips">
            <For each=ids key=|id| *id children=move |id| chip(editor, frame, kinds, id) />
            <div class="field-box">
                <Combobox
                    id=frame.id()
                    text=String::new()
                    placeholder="Add an item"
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

fn chip(editor: Editor, frame: Frame, kinds: &'static [&'static str], id: ItemId) -> AnyView {
    let target = Memo::new(move |_| editor.target(id, kinds));
    let remove = move |_| {
        let edited = editor.store.set_entry(frame.at, id.to_string(), false);
        if editor.accept(edited).is_some() {
            screen::focus(&frame.id());
        }
    };
    let name = move || {
        let target = target.get();
        let text = shown(&target);
        match target.state {
            TargetState::Live => {
                view! { <a href=format!("#{}", target.anchor)>{text}</a> }.into_any()
            }
            TargetState::Trashed | TargetState::Unknown => view! { <span>{text}</span> }.into_any(),
        }
    };
    view! {
        <span class="chip" data-gone=follow(move || {
            target.with(|target| target.state != TargetState::Live)
        })>
            {live(name)}
            <IconButton
                label=Signal::derive(move || format!("Take {} out", target.get().title))
                glyph=Glyph::Close
                is_small=true
                disabled=editor.is_read_only
                on_press=remove
            />
        </span>
    }
    .into_any()
}

fn shown(target: &Target) -> String {
    match target.state {
        TargetState::Live | TargetState::Unknown => target.title.clone(),
        TargetState::Trashed => format!("{} (in the trash)", target.title),
    }
}

/// An item that points at itself says nothing.
fn is_own(frame: Frame, id: ItemId) -> bool {
    frame.at.holder.item() == Some(id)
}
