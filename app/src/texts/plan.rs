//! The plan page around its sections: bar, outline, people, notices.

use tandem_plan::language::Text;

use super::fill;

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
    fill(
        Text::new("{percent} % filled in", "zu {percent} % ausgefüllt"),
        &[("percent", &percent)],
    )
}

/// How much the checks have found.
pub(crate) fn to_mend(count: usize) -> String {
    let text = if count == 1 {
        Text::new("1 thing to mend", "1 Hinweis")
    } else {
        Text::new("{count} things to mend", "{count} Hinweise")
    };
    fill(text, &[("count", &count)])
}

/// What pressing somebody's avatar does.
pub(crate) fn follow(name: &str) -> String {
    fill(
        Text::new("Follow {name}", "{name} folgen"),
        &[("name", &name)],
    )
}

/// Whose way the page follows.
pub(crate) fn following(name: &str) -> String {
    fill(
        Text::new(
            "You follow {name} through the plan.",
            "Diese Seite folgt {name} durch den Plan.",
        ),
        &[("name", &name)],
    )
}

/// Somebody's side, if it is who reads it.
pub(crate) fn you(side: &str) -> String {
    fill(
        Text::new("{side} (you)", "{side} (das sind Sie)"),
        &[("side", &side)],
    )
}

/// How many more people are here.
pub(crate) fn more_people(count: usize) -> String {
    fill(
        Text::new("{count} more people", "{count} weitere Personen"),
        &[("count", &count)],
    )
}
