//! Bars below the top: a newer version, a plan that is closed or only read.

use leptos::prelude::*;

use super::presence::FollowingNotice;
use crate::browser::reload;
use crate::components::{Button, Notice, Tone, Weight, live};
use crate::editor::Editor;
use crate::sync::{Keeping, SaveState};
use crate::texts::{saving as texts, tr};

/// All notices of the page.
#[component]
pub(super) fn Notices() -> impl IntoView {
    let editor = Editor::of_page();
    let store = editor.store;
    let newer = store.newer_build();
    let keeping = store.keeping();
    let keeps_nothing = Memo::new(move |_| keeping.get() == Keeping::Not);
    let saving = store.save_state();
    let stopped = Memo::new(move |_| {
        saving.with(|state| match state {
            SaveState::Stopped { reason, .. } => Some(reason.clone()),
            _ => None,
        })
    });
    view! {
        <div class="workspace-notices">
            <FollowingNotice />
            {live(move || stopped.get().map(|reason| closed(&reason)))}
            {live(move || keeps_nothing.get().then(cannot_keep))}
            {live(move || newer.get().then(newer_version))}
            {live(move || {
                let is_closed = stopped.with(Option::is_some);
                (editor.is_read_only.get() && !is_closed).then(read_only)
            })}
        </div>
    }
    .into_any()
}

fn closed(reason: &str) -> AnyView {
    view! {
        <Notice tone=Tone::Bad text=reason.to_owned()>
            <Button
                label=tr(texts::RELOAD).to_owned()
                weight=Weight::Plain
                on_press=move |_| reload()
            />
        </Notice>
    }
    .into_any()
}

fn cannot_keep() -> AnyView {
    view! { <Notice tone=Tone::Warn text=tr(texts::CANNOT_KEEP) /> }.into_any()
}

fn newer_version() -> AnyView {
    view! {
        <Notice tone=Tone::Calm text=tr(texts::NEW_VERSION)>
            <Button
                label=tr(texts::RELOAD).to_owned()
                weight=Weight::Plain
                on_press=move |_| reload()
            />
        </Notice>
    }
    .into_any()
}

fn read_only() -> AnyView {
    view! {
        <Notice tone=Tone::Calm text=tr(texts::READ_ONLY) />
    }
    .into_any()
}
