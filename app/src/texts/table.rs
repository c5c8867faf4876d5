//! Items as a table.

use tandem_plan::language::Text;

use super::fill;

pub(crate) const VIEW: Text = Text::new("View", "Ansicht");
pub(crate) const CARDS: Text = Text::new("Cards", "Karten");
pub(crate) const TABLE: Text = Text::new("Table", "Tabelle");
pub(crate) const BOTH: Text = Text::new("Both", "Beide");
pub(crate) const COMMANDS: Text = Text::new("Commands", "Befehle");
pub(crate) const OPEN_CARD: Text = Text::new("Open as a card", "Als Karte öffnen");
pub(crate) const HINT: Text = Text::new(
    "Arrow keys go from cell to cell, Enter edits, Escape takes back. Cells can be pasted from a spreadsheet.",
    "Pfeiltasten gehen von Zelle zu Zelle, Enter bearbeitet, Escape verwirft. Zellen lassen sich aus einer Tabellenkalkulation einfügen.",
);
pub(crate) const NOT_TAKEN: Text = Text::new("Not taken", "Nicht übernommen");
pub(crate) const LOCKED: Text = Text::new(
    "This plan cannot be changed from here.",
    "Dieser Plan lässt sich von hier aus nicht ändern.",
);
pub(crate) const TOO_LARGE: Text = Text::new(
    "That are more than 10,000 cells: paste fewer at a time.",
    "Das sind mehr als 10.000 Zellen: bitte weniger auf einmal einfügen.",
);
pub(crate) const BEYOND: Text = Text::new(
    "There is no column for this cell here.",
    "Für diese Zelle gibt es hier keine Spalte.",
);

pub(crate) const ROW_GONE: Text = Text::new(
    "The row is not in the table any more.",
    "Die Zeile ist nicht mehr in der Tabelle.",
);

/// Where a cell lies, for who reads of it elsewhere; without a row the table has lost it.
pub(crate) fn place(row: Option<usize>, column: &str) -> String {
    let row = row.map(|row| fill(Text::new("Row {row}", "Zeile {row}"), &[("row", &row)]));
    match (row, column) {
        (Some(row), "") => format!("{row}: "),
        (Some(row), column) => format!("{row}, {column}: "),
        (None, column) => format!("{column}: "),
    }
}

/// A text that was typed and not taken.
pub(crate) fn typed(text: &str) -> String {
    fill(Text::new("“{text}”", "„{text}“"), &[("text", &text)])
}

pub(crate) const SPLIT: Text = Text::new("Split into quarters", "In Quartale aufteilen");
pub(crate) const SPLIT_TARGET: Text = Text::new(
    "Split the target into quarters",
    "Zielwert in Quartale aufteilen",
);

/// What the targets of a table add up to.
pub(crate) fn sum(amount: &str) -> String {
    fill(
        Text::new("Sum of targets: {amount}", "Summe der Ziele: {amount}"),
        &[("amount", &amount)],
    )
}

/// The sum is not the target of the item.
pub(crate) fn differs(target: &str) -> String {
    fill(
        Text::new("not the target of {target}", "nicht der Zielwert {target}"),
        &[("target", &target)],
    )
}

/// How many cells were taken.
pub(crate) fn pasted(count: usize) -> String {
    let text = if count == 1 {
        Text::new("1 cell pasted.", "1 Zelle eingefügt.")
    } else {
        Text::new("{count} cells pasted.", "{count} Zellen eingefügt.")
    };
    fill(text, &[("count", &count)])
}

/// How many cells were copied.
pub(crate) fn copied(count: usize) -> String {
    let text = if count == 1 {
        Text::new("1 cell copied.", "1 Zelle kopiert.")
    } else {
        Text::new("{count} cells copied.", "{count} Zellen kopiert.")
    };
    fill(text, &[("count", &count)])
}
