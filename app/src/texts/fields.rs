//! The fields of the plan: what stands around what people write.

use tandem_plan::language::Text;

use super::fill;

pub(crate) const GONE: Text = Text::new("Not in the plan any more", "Nicht mehr im Plan");
pub(crate) const ADD_PERSON: Text = Text::new("Add a person", "Person hinzufügen");
pub(crate) const ADD_ITEM: Text = Text::new("Add an item", "Eintrag hinzufügen");
pub(crate) const NONE: Text = Text::new("None", "Keiner");
pub(crate) const BOTH: Text = Text::new("Both", "Beide");
pub(crate) const PERIOD: Text = Text::new("Q3 2026", "Q3 2026");
pub(crate) const CHOOSE_DAY: Text = Text::new("choose a day", "Tag auswählen");
pub(crate) const MOVE: Text = Text::new("Move", "Verschieben");
pub(crate) const REMOVE: Text = Text::new("Remove", "Entfernen");
pub(crate) const MOVE_ROW: Text = Text::new("Move row", "Zeile verschieben");
pub(crate) const REMOVE_ROW: Text = Text::new("Remove row", "Zeile entfernen");
pub(crate) const ROW_REMOVED: Text = Text::new("Row removed.", "Zeile entfernt.");

/// What takes an entry out of a set.
pub(crate) fn take_out(name: &str) -> String {
    fill(
        Text::new("Take {name} out", "{name} entfernen"),
        &[("name", &name)],
    )
}

/// One position of a score.
pub(crate) fn points(points: u8) -> String {
    fill(
        Text::new("{points} of 5", "{points} von 5"),
        &[("points", &points)],
    )
}

/// Where a row is now.
pub(crate) fn row_moved(position: usize, of: usize) -> String {
    fill(
        Text::new(
            "Row moved to position {position} of {of}.",
            "Die Zeile steht jetzt an Stelle {position} von {of}.",
        ),
        &[("position", &position), ("of", &of)],
    )
}
