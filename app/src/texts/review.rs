//! What the checks have found, and how it is told.

use tandem_plan::language::Text;

use super::fill;

pub(crate) const CHECKS: Text = Text::new("Checks", "Prüfung");
pub(crate) const SCOPE: Text = Text::new("What is checked", "Was geprüft wird");
pub(crate) const HERE: Text = Text::new("This section", "Dieser Abschnitt");
pub(crate) const EVERYWHERE: Text = Text::new("Whole plan", "Ganzer Plan");
pub(crate) const NOTHING: Text = Text::new(
    "Nothing to mend here. The checks look at clear goals, owners, dates, resources, reviews and balance while you write.",
    "Hier gibt es keine Hinweise. Geprüft wird beim Schreiben auf klare Ziele, Verantwortliche, Termine, Mittel, Überprüfungen und Ausgewogenheit.",
);
pub(crate) const ADVICE: Text = Text::new(
    "Advice, not rules: nothing here keeps you from writing.",
    "Hinweise, keine Regeln: Nichts davon hindert am Schreiben.",
);

/// Further places of the same finding.
pub(crate) fn more_places(count: usize) -> String {
    fill(
        Text::new("{count} more", "{count} weitere"),
        &[("count", &count)],
    )
}
