//! The box that finds everything, and the keys.

use tandem_plan::language::Text;

use super::parts::in_sentence;
use super::{fill, tr};

pub(crate) const FIND: Text = Text::new("Search and commands", "Suche und Befehle");
pub(crate) const PLACEHOLDER: Text = Text::new(
    "Find words, items, sections, people, commands",
    "Wörter, Einträge, Abschnitte, Personen, Befehle finden",
);
pub(crate) const NOTHING: Text = Text::new(
    "Nothing found. All words must stand in the same text.",
    "Nichts gefunden. Alle Wörter müssen im selben Text stehen.",
);
pub(crate) const COMMANDS: Text = Text::new("Commands", "Befehle");
pub(crate) const SECTIONS: Text = Text::new("Sections", "Abschnitte");
pub(crate) const IN_PLAN: Text = Text::new("In the plan", "Im Plan");

pub(crate) const UNDO: Text = Text::new(
    "Undo your last step",
    "Letzten eigenen Schritt rückgängig machen",
);
pub(crate) const REDO: Text = Text::new("Redo it", "Wiederholen");
pub(crate) const KEYS: Text = Text::new("Keyboard shortcuts", "Tastenkürzel");
pub(crate) const PRINT: Text = Text::new("Print the plan", "Plan drucken");
pub(crate) const PRINT_KEYS: Text = Text::new("Ctrl P", "Strg P");
pub(crate) const COMMENT_KEYS: Text = Text::new("Ctrl Alt M", "Strg Alt M");
pub(crate) const IN_WORKSHOP: Text = Text::new("In a workshop", "Im Workshop");
pub(crate) const WORKSHOP: Text = Text::new("Workshop", "Workshop");
pub(crate) const PEOPLE: Text = Text::new("People", "Personen");
pub(crate) const MY_PLANS: Text = Text::new("My plans", "Meine Pläne");
pub(crate) const NEXT_SECTION: Text = Text::new("Next section", "Nächster Abschnitt");
pub(crate) const PREVIOUS_SECTION: Text = Text::new("Previous section", "Voriger Abschnitt");
pub(crate) const MOVE: Text = Text::new(
    "Move the item or row whose handle has the focus",
    "Eintrag oder Zeile am fokussierten Griff verschieben",
);
pub(crate) const ENTER: Text = Text::new(
    "Take what was typed into a field",
    "Eingabe in einem Feld übernehmen",
);
pub(crate) const ESCAPE: Text = Text::new(
    "Take back what is not entered yet; close what is open",
    "Nicht übernommene Eingabe verwerfen; Offenes schließen",
);
pub(crate) const ANYWHERE: Text = Text::new("Anywhere", "Überall");
pub(crate) const IN_TEXTS: Text = Text::new("In texts", "In Texten");
pub(crate) const IN_LISTS: Text = Text::new("In lists and tables", "In Listen und Tabellen");
pub(crate) const BOLD: Text = Text::new("Bold", "Fett");
pub(crate) const ITALIC: Text = Text::new("Italic", "Kursiv");
pub(crate) const CELLS: Text = Text::new("Go from cell to cell", "Von Zelle zu Zelle gehen");
pub(crate) const EDIT_CELL: Text = Text::new("Edit the cell", "Zelle bearbeiten");
pub(crate) const COPY_CELLS: Text = Text::new(
    "Copy and paste cells, also from a spreadsheet",
    "Zellen kopieren und einfügen, auch aus einer Tabellenkalkulation",
);

pub(crate) const UNDO_KEYS: Text = Text::new("Ctrl Z", "Strg Z");
pub(crate) const REDO_KEYS: Text = Text::new("Ctrl Shift Z", "Strg Umschalt Z");
pub(crate) const FIND_KEYS: Text = Text::new("Ctrl K", "Strg K");
pub(crate) const CTRL: Text = Text::new("Ctrl", "Strg");
pub(crate) const SHIFT: Text = Text::new("Shift", "Umschalt");
pub(crate) const ALT: Text = Text::new("Alt", "Alt");
pub(crate) const PAGE_UP: Text = Text::new("Page ↑", "Bild ↑");
pub(crate) const PAGE_DOWN: Text = Text::new("Page ↓", "Bild ↓");
pub(crate) const ESC: Text = Text::new("Esc", "Esc");
pub(crate) const ENTER_KEY: Text = Text::new("Enter", "Enter");

/// A key with the same sign in every language.
pub(crate) const fn key(sign: &'static str) -> Text {
    Text::same(sign)
}

/// The command that adds an item of this kind.
pub(crate) fn add(kind: Text) -> String {
    let kind = in_sentence(tr(kind));
    fill(
        Text::new("Add {kind}", "{kind} hinzufügen"),
        &[("kind", &kind)],
    )
}

/// How much was found.
pub(crate) fn found(count: usize) -> String {
    let text = if count == 1 {
        Text::new("1 result", "1 Ergebnis")
    } else {
        Text::new("{count} results", "{count} Ergebnisse")
    };
    fill(text, &[("count", &count)])
}
