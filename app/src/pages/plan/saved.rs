//! The saved indicator: the truth about what was written here, in a few words.

use leptos::prelude::*;

use crate::components::{Glyph, Icon, Tone, follow, live};
use crate::editor::Editor;
use crate::format;
use crate::sync::SaveState;

/// The indicator.
#[component]
pub(super) fn Saved() -> impl IntoView {
    let state = Editor::of_page().store.save_state();
    let shown = Memo::new(move |_| state.with(look));
    view! {
        <span
            class="saved"
            role="status"
            data-tone=follow(move || shown.with(|shown| shown.tone.key()))
            title=follow(move || shown.with(|shown| shown.explanation))
        >
            {live(move || shown.with(|shown| view! { <Icon glyph=shown.glyph /> }))}
            <span>{follow(move || shown.with(|shown| shown.words.clone()))}</span>
        </span>
    }
    .into_any()
}

#[derive(Debug, PartialEq, Eq)]
struct Look {
    words: String,
    explanation: &'static str,
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
        SaveState::NotAccepted { reason } => (
            format!("Not accepted: {reason}"),
            "The server refused what you wrote. It is kept below the bar, to be copied.",
            Tone::Bad,
            Glyph::Warning,
        ),
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
        explanation,
        tone,
        glyph,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_on_the_disk_is_called_saved() {
        let words = |state: SaveState| look(&state).words;
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
            assert!(!words(state).contains("Saved"));
        }
    }
}
