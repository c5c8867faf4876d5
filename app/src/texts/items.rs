//! Items: their commands, their trash, and what is said when they have moved.

use tandem_plan::language::Text;

use super::fill;

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
    fill(
        Text::new("Move {title}", "{title} verschieben"),
        &[("title", &title)],
    )
}

/// What opens the menu of an item.
pub(crate) fn commands(title: &str) -> String {
    fill(
        Text::new("Commands for {title}", "Befehle für {title}"),
        &[("title", &title)],
    )
}

/// Where an item is now.
pub(crate) fn moved(title: &str, position: usize, of: usize) -> String {
    fill(
        Text::new(
            "{title} moved to position {position} of {of}.",
            "{title} steht jetzt an Stelle {position} von {of}.",
        ),
        &[("title", &title), ("position", &position), ("of", &of)],
    )
}

/// What happened to an item that was removed.
pub(crate) fn trashed(title: &str) -> String {
    fill(
        Text::new(
            "“{title}” is in the trash.",
            "„{title}“ liegt im Papierkorb.",
        ),
        &[("title", &title)],
    )
}

/// What opens the trash.
pub(crate) fn trash(count: usize) -> String {
    fill(
        Text::new("Trash ({count})", "Papierkorb ({count})"),
        &[("count", &count)],
    )
}

/// What takes an item back.
pub(crate) fn restore(title: &str) -> String {
    fill(
        Text::new("Restore {title}", "{title} wiederherstellen"),
        &[("title", &title)],
    )
}

/// What happened to an item that was taken back.
pub(crate) fn restored(title: &str) -> String {
    fill(
        Text::new("“{title}” is back.", "„{title}“ ist wieder da."),
        &[("title", &title)],
    )
}

/// An item that lies in the trash, where others point at it.
pub(crate) fn in_trash(title: &str) -> String {
    fill(
        Text::new("{title} (in the trash)", "{title} (im Papierkorb)"),
        &[("title", &title)],
    )
}

/// There is a copy of an item.
pub(crate) fn duplicated(title: &str) -> String {
    fill(
        Text::new(
            "“{title}” was added below.",
            "„{title}“ wurde darunter eingefügt.",
        ),
        &[("title", &title)],
    )
}

/// The title of a copy.
pub(crate) fn copy_of(title: &str) -> String {
    if title.trim().is_empty() {
        return String::new();
    }
    fill(
        Text::new("{title} (copy)", "{title} (Kopie)"),
        &[("title", &title)],
    )
}
