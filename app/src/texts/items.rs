//! Items: their commands, their trash, and what is said when they have moved.

use tandem_plan::language::{Language, Text};

use super::language;

pub(crate) const NO_STATUS: Text = Text::new("No status", "Kein Status");
pub(crate) const ALL_FIELDS: Text = Text::new("All fields", "Alle Felder");
pub(crate) const FEWER_FIELDS: Text = Text::new("Fewer fields", "Weniger Felder");
pub(crate) const MOVE_UP: Text = Text::new("Move up", "Nach oben");
pub(crate) const MOVE_DOWN: Text = Text::new("Move down", "Nach unten");
pub(crate) const TO_TOP: Text = Text::new("Move to the top", "Ganz nach oben");
pub(crate) const TO_BOTTOM: Text = Text::new("Move to the bottom", "Ganz nach unten");
pub(crate) const TO_TRASH: Text = Text::new("Move to the trash", "In den Papierkorb");
pub(crate) const DUPLICATE_KEYS: Text = Text::new("Alt Shift D", "Alt Umschalt D");
pub(crate) const TRASH: Text = Text::new("Trash", "Papierkorb");
pub(crate) const DUPLICATE: Text = Text::new("Duplicate", "Duplizieren");
pub(crate) const DUPLICATE_ITEM: Text = Text::new("Duplicate the item", "Eintrag duplizieren");
pub(crate) const UNKNOWN: Text = Text::new("Of another version", "Aus einer anderen Version");
pub(crate) const UNKNOWN_WHY: Text = Text::new(
    "These items are of kinds that this version of the program does not know. They are kept as they are and can be read here, not changed.",
    "Diese Einträge sind von einer Art, die diese Programmversion nicht kennt. Sie bleiben, wie sie sind, und lassen sich hier lesen, aber nicht ändern.",
);
pub(crate) const UNDO: Text = Text::new("Undo", "Rückgängig");

/// What moves an item.
pub(crate) fn move_it(title: &str) -> String {
    match language() {
        Language::English => format!("Move {title}"),
        Language::German => format!("{title} verschieben"),
    }
}

/// What opens the menu of an item.
pub(crate) fn commands(title: &str) -> String {
    match language() {
        Language::English => format!("Commands for {title}"),
        Language::German => format!("Befehle für {title}"),
    }
}

/// Where an item is now.
pub(crate) fn moved(title: &str, position: usize, of: usize) -> String {
    match language() {
        Language::English => format!("{title} moved to position {position} of {of}."),
        Language::German => format!("{title} steht jetzt an Stelle {position} von {of}."),
    }
}

/// What happened to an item that was removed.
pub(crate) fn trashed(title: &str) -> String {
    match language() {
        Language::English => format!("“{title}” is in the trash."),
        Language::German => format!("„{title}“ liegt im Papierkorb."),
    }
}

/// What opens the trash.
pub(crate) fn trash(count: usize) -> String {
    match language() {
        Language::English => format!("Trash ({count})"),
        Language::German => format!("Papierkorb ({count})"),
    }
}

/// What takes an item back.
pub(crate) fn restore(title: &str) -> String {
    match language() {
        Language::English => format!("Restore {title}"),
        Language::German => format!("{title} wiederherstellen"),
    }
}

/// What happened to an item that was taken back.
pub(crate) fn restored(title: &str) -> String {
    match language() {
        Language::English => format!("“{title}” is back."),
        Language::German => format!("„{title}“ ist wieder da."),
    }
}

/// An item that lies in the trash, where others point at it.
pub(crate) fn in_trash(title: &str) -> String {
    match language() {
        Language::English => format!("{title} (in the trash)"),
        Language::German => format!("{title} (im Papierkorb)"),
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
