//! The plan page around its sections: bar, outline, people, notices.

use tandem_plan::language::{Language, Text};

use super::language;

pub(crate) const SECTIONS: Text = Text::new("Sections", "Abschnitte");
pub(crate) const WHO_IS_HERE: Text = Text::new("Who is here", "Wer hier ist");
pub(crate) const TO_PLAN: Text = Text::new("To the plan", "Zum Plan");
pub(crate) const MORE: Text = Text::new("More", "Mehr");
pub(crate) const STATE: Text = Text::new("State of the plan", "Stand des Plans");
pub(crate) const NO_STATE: Text = Text::new("No state", "Kein Stand");
pub(crate) const UNDO: Text = Text::new("Undo", "Rückgängig");
pub(crate) const REDO: Text = Text::new("Redo", "Wiederholen");
pub(crate) const NOTHING_TO_UNDO: Text = Text::new(
    "There is nothing of yours to undo.",
    "Es gibt nichts Eigenes, das rückgängig zu machen wäre.",
);
pub(crate) const NOTHING_TO_REDO: Text = Text::new(
    "There is nothing to redo.",
    "Es gibt nichts zu wiederholen.",
);
pub(crate) const BEFORE_AND_BEHIND: Text = Text::new(
    "Sections before and behind",
    "Abschnitte davor und dahinter",
);
pub(crate) const STOP_FOLLOWING: Text = Text::new("Stop following", "Nicht mehr folgen");

/// How complete a section is, for who does not see the ring.
pub(crate) fn complete(percent: usize) -> String {
    match language() {
        Language::English => format!("{percent} % filled in"),
        Language::German => format!("zu {percent} % ausgefüllt"),
    }
}

/// How much the checks have found.
pub(crate) fn to_mend(count: usize) -> String {
    match (language(), count) {
        (Language::English, 1) => "1 thing to mend".to_owned(),
        (Language::English, _) => format!("{count} things to mend"),
        (Language::German, 1) => "1 Hinweis".to_owned(),
        (Language::German, _) => format!("{count} Hinweise"),
    }
}

/// What pressing somebody's avatar does.
pub(crate) fn follow(name: &str) -> String {
    match language() {
        Language::English => format!("Follow {name}"),
        Language::German => format!("{name} folgen"),
    }
}

/// Whose way the page follows.
pub(crate) fn following(name: &str) -> String {
    match language() {
        Language::English => format!("You follow {name} through the plan."),
        Language::German => format!("Diese Seite folgt {name} durch den Plan."),
    }
}

/// Somebody's side, if it is who reads it.
pub(crate) fn you(side: &str) -> String {
    match language() {
        Language::English => format!("{side} (you)"),
        Language::German => format!("{side} (das sind Sie)"),
    }
}

/// How many more people are here.
pub(crate) fn more_people(count: usize) -> String {
    match language() {
        Language::English => format!("{count} more people"),
        Language::German => format!("{count} weitere Personen"),
    }
}
