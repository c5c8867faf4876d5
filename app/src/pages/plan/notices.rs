//! Bars below the top: a newer version, edits that the server refused, a plan that is closed.

use leptos::prelude::*;
use tandem_plan::schema::SCHEMA;

use crate::browser::reload;
use crate::components::{Button, Notice, Tone, Weight, live};
use crate::editor::{Editor, sentence};
use crate::sync::{Kept, SaveState};

/// All notices of the page.
#[component]
pub(super) fn Notices() -> impl IntoView {
    let editor = Editor::of_page();
    let store = editor.store;
    let newer = store.newer_build();
    let refused = store.refused();
    let reason_of = move |pick: fn(&SaveState) -> Option<&String>| {
        let saving = store.save_state();
        Memo::new(move |_| saving.with(|state| pick(state).cloned()))
    };
    let stopped = reason_of(|state| match state {
        SaveState::Stopped { reason, .. } => Some(reason),
        _ => None,
    });
    let not_accepted = reason_of(|state| match state {
        SaveState::NotAccepted { reason } => Some(reason),
        _ => None,
    });
    view! {
        <div class="workspace-notices">
            {live(move || stopped.get().map(|reason| closed(&reason)))}
            {live(move || newer.get().then(newer_version))}
            {live(move || {
                let reason = not_accepted.get();
                refused.with(|kept| {
                    let is_told = reason.is_some() || !kept.is_empty();
                    is_told.then(|| refusal(editor, reason.as_deref(), kept))
                })
            })}
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
        <Notice tone=Tone::Calm text="You read this plan; your role does not change it." />
    }
    .into_any()
}

/// What the server refused, so that it can be copied before it is forgotten.
fn refusal(editor: Editor, reason: Option<&str>, kept: &[Kept]) -> AnyView {
    let what = if kept.is_empty() {
        "The server did not take your last changes; the plan shows what everybody has"
    } else {
        "The server did not take what you wrote in these fields; copy it, then write it anew"
    };
    let text = match reason {
        Some(reason) => format!("{what}. The reason: {reason}."),
        None => format!("{what}."),
    };
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
            text=text
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
