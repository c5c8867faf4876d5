//! What one side keeps to itself. It lies in a document of its own.

use super::{Field, FieldType, Section, Shape, Tier};
use crate::language::Text;

/// Drafts are kept under the address of the field that they are for; whoever makes them says what
/// they are.
pub(super) const SECTION: Section = Section {
    key: "drafts",
    label: Text::new("Only for your side", "Nur für Ihre Seite"),
    summary: Text::new(
        "Notes and comments that the other side never sees.",
        "Notizen und Kommentare, die die andere Seite nie sieht.",
    ),
    tier: Tier::Essential,
    shape: Shape::One(&[]),
    document: Some(Field::new(
        "notes",
        Text::new("Private notes", "Private Notizen"),
        FieldType::Prose,
        Text::new(
            "One text that everybody of your side writes in. The other side never sees it.",
            "Ein Text, in dem alle Ihrer Seite schreiben. Die andere Seite sieht ihn nie.",
        ),
    )),
};
