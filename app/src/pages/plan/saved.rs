//! The saved indicator: the truth about what was written here, in a few words.

use leptos::prelude::*;

use crate::components::{Glyph, Icon, Tone, follow, live};
use crate::editor::Editor;
use crate::format;
use crate::sync::SaveState;
use crate::texts::parts;

/// The indicator.
#[component]
pub(super) fn Saved() -> impl IntoView {
    let editor = Editor::of_page();
    let state = editor.store.save_state();
    let shown = Memo::new({
        let state = state.clone();
        move |_| state.with(look)
    });
    let trouble = Memo::new(move |before: Option<&Option<&'static str>>| {
        state.with(|state| trouble(state, before.copied().flatten()))
    });
    Effect::new(move |before: Option<Option<&'static str>>| {
        let trouble = trouble.get();
        if before.is_some_and(|before| before != trouble) {
            editor.toasts.announce(trouble.unwrap_or("Saved."));
        }
        trouble
    });
    view! {
        <span
            class="saved"
            role="group"
            aria-label="Saved indicator"
            data-tone=follow(move || shown.with(|shown| shown.tone.key()))
            title=follow(move || shown.with(|shown| shown.explanation.clone()))
        >
            {live(move || shown.with(|shown| view! { <Icon glyph=shown.glyph /> }))}
            <span>{follow(move || shown.with(|shown| shown.words.clone()))}</span>
        </span>
    }
    .into_any()
}

/// What screen readers are told of: not that every edit is on its way and then saved, only that
/// edits are not saved for a while, and that they are again.
fn trouble(state: &SaveState, before: Option<&'static str>) -> Option<&'static str> {
    match state {
        SaveState::Connecting | SaveState::Saving => before,
        SaveState::Saved => None,
        SaveState::Offline { .. } => Some("Offline. What you write is kept in this tab."),
        SaveState::NotAccepted { .. } => Some(
            "The server did not accept all that you wrote. It is kept below the plan, to be copied.",
        ),
        SaveState::CannotSave => Some("The server cannot save at present."),
        SaveState::Stopped { .. } => Some("The connection ended. Nothing is sent any more."),
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Look {
    words: String,
    explanation: String,
    tone: Tone,
    glyph: Glyph,
}

fn look(state: &SaveState) -> Look {
    let (words, explanation, tone, glyph) = match state {
        SaveState::Connecting => (
            "Connecting…".to_owned(),
            "The plan is on its way.",
            Tone::Calm,
            Glyph::Saving,
        ),
        SaveState::Saved => (
            "Saved".to_owned(),
            "Everything you wrote is on the server's disk.",
            Tone::Calm,
            Glyph::Saved,
        ),
        SaveState::Saving => (
            "Saving…".to_owned(),
            "What you wrote is on its way to the server.",
            Tone::Calm,
            Glyph::Saving,
        ),
        SaveState::Offline { changes: 0 } => (
            "Offline".to_owned(),
            "There is no connection to the server. You can write on; it is sent when the connection is back.",
            Tone::Warn,
            Glyph::Offline,
        ),
        SaveState::Offline { changes } => (
            format!(
                "Offline: {} kept in this tab",
                format::count(*changes, "change", "changes")
            ),
            "There is no connection to the server. Leave this tab open: what you wrote is sent when the connection is back.",
            Tone::Warn,
            Glyph::Offline,
        ),
        SaveState::NotAccepted { reason, rest } => {
            return Look {
                words: format!("Not accepted · {}", rest_words(rest)),
                explanation: format!(
                    "The server refused something that you wrote: {reason}. It is kept below the plan, to be copied."
                ),
                tone: Tone::Bad,
                glyph: Glyph::Warning,
            };
        }
        SaveState::CannotSave => (
            "Cannot save: the server's disk is full or broken".to_owned(),
            "What you write stays in this tab until the server can write again. Leave the tab open.",
            Tone::Bad,
            Glyph::Warning,
        ),
        SaveState::Stopped { reason, .. } => (
            reason.clone(),
            "Nothing that you write now is sent.",
            Tone::Bad,
            Glyph::Warning,
        ),
    };
    Look {
        words,
        explanation: explanation.to_owned(),
        tone,
        glyph,
    }
}

/// How it stands with all that was not refused.
fn rest_words(rest: &SaveState) -> String {
    match rest {
        SaveState::Saved => "the rest is saved".to_owned(),
        SaveState::Connecting | SaveState::Saving | SaveState::NotAccepted { .. } => {
            "saving the rest…".to_owned()
        }
        SaveState::Offline { .. } | SaveState::CannotSave | SaveState::Stopped { .. } => {
            parts::in_sentence(&look(rest).words)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_lasts_until_everything_is_saved() {
        let offline = trouble(&SaveState::Offline { changes: 1 }, None);
        assert!(offline.is_some());
        assert_eq!(trouble(&SaveState::Saving, offline), offline);
        assert_eq!(trouble(&SaveState::Saved, offline), None);
        assert_eq!(trouble(&SaveState::Saving, None), None);
    }

    #[test]
    fn only_what_is_on_the_disk_is_called_saved() {
        let words = |state: SaveState| look(&state).words;
        let refused = |rest| {
            words(SaveState::NotAccepted {
                reason: "it is too long".to_owned(),
                rest: Box::new(rest),
            })
        };
        assert_eq!(words(SaveState::Saved), "Saved");
        assert_eq!(
            words(SaveState::Offline { changes: 3 }),
            "Offline: 3 changes kept in this tab"
        );
        for state in [
            SaveState::Connecting,
            SaveState::Saving,
            SaveState::Offline { changes: 1 },
            SaveState::CannotSave,
        ] {
            assert!(!words(state.clone()).to_lowercase().contains("saved"));
            let besides = refused(state);
            assert!(besides.contains("Not accepted") && !besides.contains("saved"));
        }
        assert_eq!(
            refused(SaveState::Saved),
            "Not accepted · the rest is saved"
        );
        assert_eq!(
            refused(SaveState::Offline { changes: 1 }),
            "Not accepted · offline: 1 change kept in this tab"
        );
    }
}
