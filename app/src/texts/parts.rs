//! The parts that pages are made of.

use tandem_plan::language::Text;
use tandem_plan::naming;
use tandem_protocol::role::Side;

use super::{fill, language, tr};

pub(crate) const CLOSE: Text = Text::new("Close", "Schließen");
pub(crate) const CLOSE_MESSAGE: Text = Text::new("Close message", "Meldung schließen");
pub(crate) const NOTHING_FOUND: Text = Text::new("Nothing found.", "Nichts gefunden.");
pub(crate) const COLOURS: Text = Text::new("Colours", "Farben");
pub(crate) const AS_SYSTEM: Text = Text::new("As the system", "Wie das System");
pub(crate) const LIGHT: Text = Text::new("Light", "Hell");
pub(crate) const DARK: Text = Text::new("Dark", "Dunkel");
pub(crate) const NOT_LOADED: Text = Text::new(
    "This part of the page could not be loaded. Check the connection, then close it and open it again.",
    "Dieser Teil der Seite konnte nicht geladen werden. Bitte die Verbindung prüfen, ihn schließen und wieder öffnen.",
);
pub(crate) const ITEM: Text = Text::new("Item", "Eintrag");
pub(crate) const DELETED_ITEM: Text = Text::new("Deleted item", "Gelöschter Eintrag");
pub(crate) const ADD_ROW: Text = Text::new("Add row", "Zeile hinzufügen");

pub(crate) const LANGUAGE: Text = Text::new("Language", "Sprache");
pub(crate) const UNTITLED_PLAN: Text = Text::new("Untitled plan", "Plan ohne Namen");

pub(crate) const SOMEBODY: Text = Text::new("Somebody", "Jemand");
pub(crate) const NO_NUMBER: Text = Text::new("Enter a number.", "Bitte eine Zahl eintragen.");
pub(crate) const VENDOR: Text = Text::new("Vendor", "Hersteller");
pub(crate) const PARTNER: Text = Text::new("Partner", "Partner");
pub(crate) const NEWS: Text = Text::new(
    "Changed since your last visit",
    "Geändert seit dem letzten Besuch",
);
pub(crate) const NEUTRAL: Text = Text::new("Neutral", "Neutral");

/// What a side is called: its company's name, if it has one.
pub(crate) fn company(side: Side, vendor: &str, partner: &str) -> String {
    let (name, unnamed) = match side {
        Side::Vendor => (vendor, VENDOR),
        Side::Partner => (partner, PARTNER),
        Side::Neutral => ("", NEUTRAL),
    };
    match name.trim() {
        "" => tr(unnamed).to_owned(),
        _ => name.to_owned(),
    }
}

/// The side as people call it, in the middle of a sentence.
pub(crate) const fn side(side: Side) -> Text {
    match side {
        Side::Vendor => Text::new("vendor", "Hersteller"),
        Side::Partner => Text::new("partner", "Partner"),
        Side::Neutral => Text::new("neutral", "neutral"),
    }
}

/// The name of a plan as it is shown where there may be none yet.
pub(crate) fn plan_name(name: String) -> String {
    match name.trim() {
        "" => tr(UNTITLED_PLAN).to_owned(),
        _ => name,
    }
}

/// What adds a row to the table with this label.
pub(crate) fn add_row_to(table: &str) -> String {
    fill(
        Text::new("Add row to {table}", "Zeile zu {table} hinzufügen"),
        &[("table", &table)],
    )
}

/// A title as it is shown where there may be none yet.
pub(crate) fn title_or(title: String, kind: Text) -> String {
    if !title.trim().is_empty() {
        return title;
    }
    naming::untitled(kind, language())
}

/// What may stand in a sentence, as one of its own: with a capital and a full stop.
pub(crate) fn as_sentence(part: &str) -> String {
    let mut sentence = part.to_owned();
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    if !sentence.is_empty() && !sentence.ends_with(['.', '!', '?']) {
        sentence.push('.');
    }
    sentence
}

/// A label inside a sentence, see [`naming::in_sentence`].
pub(crate) fn in_sentence(label: &str) -> String {
    naming::in_sentence(label, language())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_sentences_stand_alone() {
        assert_eq!(as_sentence("there is no row"), "There is no row.");
        assert_eq!(as_sentence("ö!"), "ö!");
        assert_eq!(as_sentence(""), "");
    }

    #[test]
    fn labels_fit_into_sentences() {
        assert_eq!(in_sentence("Parked point"), "parked point");
        assert_eq!(in_sentence("KPI"), "KPI");
        let kpi = Text::new("KPI", "KPI");
        assert_eq!(title_or(" ".to_owned(), kpi), "Untitled KPI");
    }
}
