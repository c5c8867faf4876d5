//! The section that says why the two companies do this together.

use super::{Field, FieldType, Section, Shape, Tier, Unit};

const FIELDS: &[Field] = &[
    Field::new(
        "thesis",
        "Our thesis",
        FieldType::Prose,
        "What will be true for customers at the horizon that is not true today.",
    ),
    Field::new(
        "neither_alone",
        "Why neither alone",
        FieldType::Prose,
        "What each brings that the other cannot build or buy in time.",
    ),
    Field::new(
        "horizon",
        "Horizon",
        FieldType::Number(Unit::Fixed("years")),
        "How far this looks ahead.",
    ),
    Field::new(
        "vendor_goals",
        "The vendor's own goals",
        FieldType::Prose,
        "Said openly, so that the partner can help to reach them.",
    ),
    Field::new(
        "partner_goals",
        "The partner's own goals",
        FieldType::Prose,
        "Said openly, so that the vendor can help to reach them.",
    ),
];

pub(super) const SECTION: Section = Section {
    key: "vision",
    label: "Vision",
    summary: "Why both companies do this together, and what each wants for itself.",
    tier: Tier::Essential,
    shape: Shape::One(FIELDS),
    document: None,
};
