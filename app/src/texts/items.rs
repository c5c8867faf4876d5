//! Items of a section: their cards, and what is done with them.

use tandem_plan::language::{Language, Text};

use super::language;

pub(crate) const MOVE_UP: Text = Text::new("Move up", "Nach oben");
pub(crate) const MOVE_DOWN: Text = Text::new("Move down", "Nach unten");
pub(crate) const MOVE_TO_TOP: Text = Text::new("Move to the top", "Ganz nach oben");
pub(crate) const MOVE_TO_BOTTOM: Text = Text::new("Move to the bottom", "Ganz nach unten");
pub(crate) const DUPLICATE: Text = Text::new("Duplicate", "Duplizieren");
pub(crate) const TRASH: Text = Text::new("Move to the trash", "In den Papierkorb");
pub(crate) const ALL_FIELDS: Text = Text::new("All fields", "Alle Felder");
pub(crate) const FEWER_FIELDS: Text = Text::new("Fewer fields", "Weniger Felder");
pub(crate) const NO_STATUS: Text = Text::new("No status", "Kein Status");
pub(crate) const DUPLICATE_ITEM: Text = Text::new("Duplicate the item", "Eintrag duplizieren");

pub(crate) const CHOOSE_DAY: Text = Text::new("choose a day", "Tag auswählen");
pub(crate) const PERIOD_EXAMPLE: Text = Text::new("Q3 2026", "Q3 2026");

/// What the handle of an item does.
pub(crate) fn move_item(title: &str) -> String {
    match language() {
        Language::English => format!("Move {title}"),
        Language::German => format!("{title} verschieben"),
    }
}

/// What the menu of an item is called.
pub(crate) fn commands_for(title: &str) -> String {
    match language() {
        Language::English => format!("Commands for {title}"),
        Language::German => format!("Befehle für {title}"),
    }
}

/// Where an item has come to stand.
pub(crate) fn moved(title: &str, position: usize, count: usize) -> String {
    match language() {
        Language::English => format!("{title} moved to position {position} of {count}."),
        Language::German => format!("{title} steht jetzt an Stelle {position} von {count}."),
    }
}

/// An item is in the trash.
pub(crate) fn trashed(title: &str) -> String {
    match language() {
        Language::English => format!("“{title}” is in the trash."),
        Language::German => format!("„{title}“ liegt im Papierkorb."),
    }
}

/// There is a copy of an item.
pub(crate) fn duplicated(title: &str) -> String {
    match language() {
        Language::English => format!("“{title}” was added below."),
        Language::German => format!("„{title}“ wurde darunter eingefügt."),
    }
}

/// The title of a copy.
pub(crate) fn copy_of(title: &str) -> String {
    let word = match language() {
        Language::English => "copy",
        Language::German => "Kopie",
    };
    if title.trim().is_empty() {
        String::new()
    } else {
        format!("{title} ({word})")
    }
}
