//! The section that says why the two companies do this together.

use super::{Field, FieldType, Section, Shape, Tier, Unit};
use crate::language::Text;

const FIELDS: &[Field] = &[
    Field::new(
        "thesis",
        Text::new("Our thesis", "Unsere These"),
        FieldType::Prose,
        Text::new(
            "What will be true for customers at the horizon that is not true today.",
            "Was am Horizont für Kunden gilt und heute noch nicht.",
        ),
    ),
    Field::new(
        "neither_alone",
        Text::new("Why neither alone", "Warum keiner allein"),
        FieldType::Prose,
        Text::new(
            "What each brings that the other cannot build or buy in time.",
            "Was jeder einbringt, das der andere nicht rechtzeitig bauen oder kaufen kann.",
        ),
    ),
    Field::new(
        "horizon",
        Text::new("Horizon", "Horizont"),
        FieldType::Number(Unit::Fixed(Text::new("years", "Jahre"))),
        Text::new("How far this looks ahead.", "Wie weit der Blick reicht."),
    ),
    Field::new(
        "vendor_goals",
        Text::new("The vendor's own goals", "Eigene Ziele des Herstellers"),
        FieldType::Prose,
        Text::new(
            "Said openly, so that the partner can help to reach them.",
            "Offen gesagt, damit der Partner helfen kann, sie zu erreichen.",
        ),
    ),
    Field::new(
        "partner_goals",
        Text::new("The partner's own goals", "Eigene Ziele des Partners"),
        FieldType::Prose,
        Text::new(
            "Said openly, so that the vendor can help to reach them.",
            "Offen gesagt, damit der Hersteller helfen kann, sie zu erreichen.",
        ),
    ),
];

pub(super) const SECTION: Section = Section {
    key: "vision",
    label: Text::new("Vision", "Vision"),
    summary: Text::new(
        "Why both companies do this together, and what each wants for itself.",
        "Warum beide Unternehmen das gemeinsam tun, und was jedes für sich will.",
    ),
    tier: Tier::Essential,
    shape: Shape::One(FIELDS),
    document: None,
};
