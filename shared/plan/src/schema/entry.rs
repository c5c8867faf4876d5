//! The section of markets that both companies enter together.

use super::choices::GATE;
use super::{Field, FieldType, Kind, Section, Shape, Tier};
use crate::language::Text;

const GATES: &[Field] = &[
    Field::new(
        "gate",
        Text::new("What must be true", "Was gelten muss"),
        FieldType::Line,
        Text::new(
            "One fact that can be checked.",
            "Eine Tatsache, die man prüfen kann.",
        ),
    ),
    Field::new(
        "due",
        Text::new("Until", "Bis"),
        FieldType::Date,
        Text::new("The day it is checked.", "Der Tag, an dem geprüft wird."),
    ),
    Field::new(
        "state",
        Text::new("State", "Stand"),
        FieldType::Choice(GATE),
        Text::new("Whether it is true by now.", "Ob es inzwischen gilt."),
    ),
];

const ENTRY: &[Field] = &[
    Field::new(
        "region",
        Text::new("Region or vertical", "Region oder Branche"),
        FieldType::Line,
        Text::new("Where you begin.", "Wo es losgeht."),
    ),
    Field::new(
        "investment",
        Text::new("Investment", "Investition"),
        FieldType::Money,
        Text::new(
            "What both sides put in before the first sale.",
            "Was beide vor dem ersten Verkauf einsetzen.",
        ),
    ),
    Field::new(
        "first_sale",
        Text::new("First sale", "Erster Verkauf"),
        FieldType::Date,
        Text::new(
            "The day the first customer pays.",
            "Der Tag, an dem der erste Kunde zahlt.",
        ),
    ),
    Field::new(
        "local_requirement",
        Text::new("What the place asks for", "Was vor Ort verlangt wird"),
        FieldType::Prose,
        Text::new(
            "Approvals, language, local service, a company on the spot.",
            "Zulassungen, Sprache, Service vor Ort, eine eigene Niederlassung.",
        ),
    ),
    Field::new(
        "gates",
        Text::new("Readiness gates", "Voraussetzungen"),
        FieldType::Rows(GATES),
        Text::new(
            "What must be true before the next money is spent.",
            "Was gelten muss, bevor weiteres Geld fließt.",
        ),
    ),
];

pub(super) const SECTION: Section = Section {
    key: "entry",
    label: Text::new("Market entry", "Markteintritt"),
    summary: Text::new(
        "New regions and industries, and what must be true before you spend on them.",
        "Neue Regionen und Branchen, und was gelten muss, bevor Geld fließt.",
    ),
    tier: Tier::Strategic,
    shape: Shape::Items(&[Kind {
        key: "market_entry",
        label: Text::new("Market entry", "Markteintritt"),
        plural: Text::new("Market entries", "Markteintritte"),
        empty: Text::new(
            "Enter a market in steps: gates that are met one after the other cost less than one great launch.",
            "Einen Markt in Schritten betreten: Voraussetzungen, die nacheinander erfüllt werden, kosten weniger als ein großer Start.",
        ),
        fields: ENTRY,
    }]),
    document: None,
};
