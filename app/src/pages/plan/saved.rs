//! The saved indicator: the truth about what was written here, in a few words.

use leptos::prelude::*;
use tandem_plan::language::Text;

use crate::components::{Glyph, Icon, Tone, follow, live};
use crate::editor::Editor;
use crate::sync::{Keeping, SaveState};
use crate::texts::{parts, saving as texts, tr};

/// The indicator.
#[component]
pub(super) fn Saved() -> impl IntoView {
    let editor = Editor::of_page();
    let state = editor.save_state();
    let keeping = editor.keeping();
    let shown = Memo::new(move |_| {
        // Whoever writes need not see that every letter is saved, or kept.
        let is_writing = editor.writing.is_going_on();
        let keeping = match keeping.get() {
            Keeping::Kept if is_writing => Keeping::Under,
            keeping => keeping,
        };
        state.with(|state| match state {
            SaveState::Saved if is_writing => look(&SaveState::Saving, keeping),
            state => look(state, keeping),
        })
    });
    let trouble = Memo::new(move |before: Option<&Option<Text>>| {
        state.with(|state| trouble(state, before.copied().flatten()))
    });
    Effect::new(move |before: Option<Option<Text>>| {
        let trouble = trouble.get();
        if before.is_some_and(|before| before != trouble) {
            editor
                .toasts
                .announce(tr(trouble.unwrap_or(texts::ALL_SAVED)));
        }
        trouble
    });
    view! {
        <span
            class="saved"
            role="group"
            aria-label=tr(texts::INDICATOR)
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
fn trouble(state: &SaveState, before: Option<Text>) -> Option<Text> {
    match state {
        SaveState::Connecting | SaveState::Saving => before,
        SaveState::Saved => None,
        SaveState::Offline { .. } => Some(texts::HEAR_OFFLINE),
        SaveState::NotAccepted { .. } => Some(texts::HEAR_NOT_ACCEPTED),
        SaveState::CannotSave => Some(texts::HEAR_CANNOT_SAVE),
        SaveState::Stopped { .. } => Some(texts::HEAR_STOPPED),
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Look {
    words: String,
    explanation: String,
    tone: Tone,
    glyph: Glyph,
}

fn look(state: &SaveState, keeping: Keeping) -> Look {
    let is_kept = keeping != Keeping::Not;
    let (words, explanation, tone, glyph) = match state {
        SaveState::Connecting => (
            tr(texts::CONNECTING).to_owned(),
            texts::PLAN_COMES,
            Tone::Calm,
            Glyph::Saving,
        ),
        SaveState::Saved => (
            tr(texts::SAVED).to_owned(),
            texts::ON_DISK,
            Tone::Calm,
            Glyph::Saved,
        ),
        SaveState::Saving => (
            tr(texts::SAVING).to_owned(),
            texts::ON_ITS_WAY,
            Tone::Calm,
            Glyph::Saving,
        ),
        SaveState::Offline { changes: 0 } => (
            tr(texts::OFFLINE).to_owned(),
            texts::WRITE_ON,
            Tone::Warn,
            Glyph::Offline,
        ),
        SaveState::Offline { changes } if keeping == Keeping::Under => (
            texts::offline_under(*changes),
            texts::BEING_KEPT,
            Tone::Warn,
            Glyph::Offline,
        ),
        SaveState::Offline { changes } if is_kept => (
            texts::offline_with(*changes),
            texts::KEPT_HERE,
            Tone::Warn,
            Glyph::Offline,
        ),
        SaveState::Offline { changes } => (
            texts::offline_without(*changes),
            texts::LEAVE_OPEN,
            Tone::Bad,
            Glyph::Offline,
        ),
        SaveState::NotAccepted { reason, rest } => {
            return Look {
                words: texts::not_accepted_and(&rest_words(rest, keeping)),
                explanation: texts::refused_because(reason),
                tone: Tone::Bad,
                glyph: Glyph::Warning,
            };
        }
        SaveState::CannotSave => (
            tr(texts::CANNOT_SAVE).to_owned(),
            if is_kept {
                texts::STAYS_HERE
            } else {
                texts::STAYS_IN_TAB
            },
            Tone::Bad,
            Glyph::Warning,
        ),
        SaveState::Stopped { reason, .. } => (
            reason.clone(),
            texts::NOTHING_SENT,
            Tone::Bad,
            Glyph::Warning,
        ),
    };
    Look {
        words,
        explanation: tr(explanation).to_owned(),
        tone,
        glyph,
    }
}

/// How it stands with all that was not refused.
fn rest_words(rest: &SaveState, keeping: Keeping) -> String {
    match rest {
        SaveState::Saved => tr(texts::REST_SAVED).to_owned(),
        SaveState::Connecting | SaveState::Saving | SaveState::NotAccepted { .. } => {
            tr(texts::REST_SAVING).to_owned()
        }
        SaveState::Offline { .. } | SaveState::CannotSave | SaveState::Stopped { .. } => {
            parts::in_sentence(&look(rest, keeping).words)
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
        let words = |state: SaveState| look(&state, Keeping::Kept).words;
        let refused = |rest| {
            words(SaveState::NotAccepted {
                reason: "it is too long".to_owned(),
                rest: Box::new(rest),
            })
        };
        assert_eq!(words(SaveState::Saved), "Saved");
        assert_eq!(
            words(SaveState::Offline { changes: 3 }),
            "Offline: 3 changes kept on this device"
        );
        let under = look(&SaveState::Offline { changes: 3 }, Keeping::Under);
        assert!(!under.words.contains("kept"));
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
            "Not accepted · offline: 1 change kept on this device"
        );
    }
}
