//! Pointers to other items: one, or several. Items are shown by their titles; one that lies in the
//! trash or is gone is shown as such, and the pointer stays.

use leptos::prelude::*;
use tandem_plan::ids::ItemId;
use tandem_plan::value::Value;

use super::chips::{chip_view, chips_view};
use super::frame::{Frame, Labels, never_wrong};
use crate::components::{Combobox, Offer, live};
use crate::editor::{Editor, Target, TargetState};
use crate::texts::{fields as texts, items, tr};

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
            [kept, offer(String::new(), tr(texts::NONE).to_owned())]
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
    let entries = editor.store.entries(frame.at);
    let offers = Callback::new(move |()| {
        let taken = entries.get_untracked();
        editor.offers(kinds, |id| {
            taken.contains(&id.to_string()) || is_own(frame, id)
        })
    });
    chips_view(frame, tr(texts::ADD_ITEM), offers, move |id| {
        let id = ItemId::from_u128(id);
        chip(editor, frame, kinds, id)
    })
}

fn chip(editor: Editor, frame: Frame, kinds: &'static [&'static str], id: ItemId) -> AnyView {
    let target = Memo::new(move |_| editor.target(id, kinds));
    let is_gone = move || target.with(|target| target.state != TargetState::Live);
    let link = move || {
        let target = target.get();
        let text = shown(&target);
        match target.state {
            TargetState::Live => {
                view! { <a href=format!("#{}", target.anchor)>{text}</a> }.into_any()
            }
            TargetState::Trashed | TargetState::Unknown => view! { <span>{text}</span> }.into_any(),
        }
    };
    let name = move || target.get().title;
    chip_view(frame, id, is_gone, name, live(link).into_any())
}

fn shown(target: &Target) -> String {
    match target.state {
        TargetState::Live | TargetState::Unknown => target.title.clone(),
        TargetState::Trashed => items::in_trash(&target.title),
    }
}

/// An item that points at itself says nothing.
fn is_own(frame: Frame, id: ItemId) -> bool {
    frame.at.holder.item() == Some(id)
}
