//! The section of what customers are worth after they have bought.

use super::figures::{AS_OF, BY_SOURCE, SOURCE};
use super::{Field, FieldType, Kind, Section, Shape, Tier};
use crate::language::Text;

const VALUE: &[Field] = &[
    Field::new(
        "cohort",
        Text::new("Cohort", "Gruppe"),
        FieldType::Line,
        Text::new(
            "Which customers: by the year they began, by size, by product.",
            "Welche Kunden: nach Beginn, Größe oder Produkt.",
        ),
    ),
    Field::new(
        "retention",
        Text::new("Retention", "Bindung"),
        FieldType::Percent,
        Text::new(
            "How many stay for another year.",
            "Wie viele ein weiteres Jahr bleiben.",
        ),
    )
    .sourced_by(BY_SOURCE),
    Field::new(
        "expansion",
        Text::new("Expansion", "Ausbau"),
        FieldType::Percent,
        Text::new(
            "How much more those who stay buy in a year.",
            "Wie viel mehr die Bleibenden im Jahr kaufen.",
        ),
    )
    .sourced_by(BY_SOURCE),
    Field::new(
        "lifetime_value",
        Text::new("Lifetime value", "Wert über die Laufzeit"),
        FieldType::Money,
        Text::new(
            "What one customer brings both of you until it leaves.",
            "Was ein Kunde beiden einbringt, bis er geht.",
        ),
    ),
    Field::new(
        "play",
        Text::new("What you do", "Was man tut"),
        FieldType::Prose,
        Text::new(
            "What keeps them and lets them grow, and who does it.",
            "Was sie hält und wachsen lässt, und wer es tut.",
        ),
    ),
    SOURCE,
    AS_OF,
];

pub(super) const SECTION: Section = Section {
    key: "customers",
    label: Text::new("Customer value", "Kundenwert"),
    summary: Text::new(
        "Who stays, who grows, and what both of you do for it.",
        "Wer bleibt, wer wächst, und was beide dafür tun.",
    ),
    tier: Tier::Strategic,
    shape: Shape::Items(&[Kind {
        key: "customer_value",
        label: Text::new("Customer group", "Kundengruppe"),
        plural: Text::new("Customer groups", "Kundengruppen"),
        empty: Text::new(
            "A customer kept is worth more than one won. Split them into groups and say what you do for each.",
            "Ein gehaltener Kunde ist mehr wert als ein gewonnener. In Gruppen teilen und für jede sagen, was geschieht.",
        ),
        fields: VALUE,
    }]),
    document: None,
};
