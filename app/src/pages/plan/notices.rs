//! Bars below the top: a newer version, edits that the server refused, a plan that is closed.

use leptos::prelude::*;
use tandem_plan::schema::SCHEMA;

use crate::browser::reload;
use crate::components::{Button, Notice, Tone, Weight};
use crate::editor::{Editor, sentence};
use crate::sync::{Kept, SaveState};

/// All notices of the page.
#[component]
pub(super) fn Notices() -> impl IntoView {
    let editor = Editor::of_page();
    let store = editor.store;
    let newer = store.newer_build();
    let refused = store.refused();
    let saving = store.save_state();
    let stopped = Memo::new(move |_| {
        saving.with(|state| match state {
            SaveState::Stopped { reason } => Some(reason.clone()),
            _ => None,
        })
    });
    view! {
        <div class="workspace-notices">
            {move || stopped.get().map(|reason| closed(&reason))}
            {move || newer.get().then(newer_version)}
            {move || refused.with(|kept| (!kept.is_empty()).then(|| refusal(editor, kept)))}
            {move || editor.is_read_only.get().then(read_only)}
        </div>
    }
    .into_any()
}

fn closed(reason: &str) -> AnyView {
    view! {
        <Notice tone=Tone::Bad text=sentence(&reason)>
            <Button
                label="Reload".to_owned()
                weight=Weight::Plain
                on_press=move |_| reload()
            />
        </Notice>
    }
    .into_any()
}

fn newer_version() -> AnyView {
    view! {
        <Notice tone=Tone::Calm text="A new version of Tandem is there.">
            <Button
                label="Reload".to_owned()
                weight=Weight::Plain
                on_press=move |_| reload()
            />
        </Notice>
    }
    .into_any()
}

fn read_only() -> AnyView {
    view! {
        <Notice tone=Tone::Calm text="You read this plan; your role does not change it.">
            ""
        </Notice>
    }
    .into_any()
}

/// What the server refused, so that it can be copied before it is forgotten.
fn refusal(editor: Editor, kept: &[Kept]) -> AnyView {
    let texts: Vec<_> = kept
        .iter()
        .map(|kept| {
            let field = kept.at.describe(&SCHEMA);
            let label = field.map_or(kept.at.field, |field| field.label);
            view! {
                <dt>{label}</dt>
                <dd>{kept.text.clone()}</dd>
            }
        })
        .collect();
    view! {
        <Notice
            tone=Tone::Bad
            text="The server did not take what you wrote in these fields. Copy it from here, then write it anew."
        >
            <dl class="refused">{texts}</dl>
            <Button
                label="I have it".to_owned()
                weight=Weight::Plain
                on_press=move |_| editor.store.forget_refused()
            />
        </Notice>
    }
    .into_any()
}
