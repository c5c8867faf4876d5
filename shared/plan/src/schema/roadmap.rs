//! The section of what is built together.

use super::choices::{ROADMAP, STAGE};
use super::{Field, FieldType, Kind, Section, Shape, Tier};
use crate::language::Text;

const ITEM: &[Field] = &[
    Field::new(
        "category",
        Text::new("Kind", "Art"),
        FieldType::Choice(ROADMAP),
        Text::new("What is built.", "Was gebaut wird."),
    ),
    Field::new(
        "customer_evidence",
        Text::new("Customers who ask for it", "Kunden, die es verlangen"),
        FieldType::Prose,
        Text::new(
            "Names and what they would pay; without them it is a wish.",
            "Namen, und was sie zahlen würden; ohne sie ist es ein Wunsch.",
        ),
    ),
    Field::new(
        "stage",
        Text::new("Stage", "Stufe"),
        FieldType::Choice(STAGE),
        Text::new("How far it is.", "Wie weit es ist."),
    ),
    Field::new(
        "target_quarter",
        Text::new("Target quarter", "Zielquartal"),
        FieldType::Period,
        Text::new(
            "When customers can have it.",
            "Wann Kunden es haben können.",
        ),
    ),
    Field::new(
        "exit_criterion",
        Text::new("Stop when", "Abbruch, wenn"),
        FieldType::Prose,
        Text::new(
            "What would make you give it up, agreed while nobody is in love with it.",
            "Was zum Abbruch führt, vereinbart, solange niemand daran hängt.",
        ),
    ),
    Field::new(
        "ip_note",
        Text::new("Who owns it", "Wem es gehört"),
        FieldType::Prose,
        Text::new(
            "Code, data and name: whose they are, and what the other may do with them.",
            "Code, Daten und Name: wem sie gehören, und was der andere damit darf.",
        ),
    ),
];

pub(super) const SECTION: Section = Section {
    key: "roadmap",
    label: Text::new("Roadmap", "Roadmap"),
    summary: Text::new(
        "What you build together, for whom, and until which quarter.",
        "Was gemeinsam gebaut wird, für wen, und bis zu welchem Quartal.",
    ),
    tier: Tier::Strategic,
    shape: Shape::Items(&[Kind {
        key: "roadmap_item",
        label: Text::new("Roadmap item", "Vorhaben"),
        plural: Text::new("Roadmap items", "Vorhaben"),
        empty: Text::new(
            "Features, integrations, launches, joint solutions: each with the customers who ask for it and a reason to stop.",
            "Funktionen, Integrationen, Markteinführungen, gemeinsame Lösungen: je mit den Kunden, die sie verlangen, und einem Grund aufzuhören.",
        ),
        fields: ITEM,
    }]),
    document: None,
};
