//! The section that says whose plan it is.

use super::choices::{CURRENCY, MONTH, PARTNER_TYPE, PRESET, STATE, TIER};
use super::{Field, FieldType, Section, Shape, Tier};

const FIELDS: &[Field] = &[
    Field::new(
        "name",
        "Plan name",
        FieldType::Line,
        "How both companies call this plan.",
    ),
    Field::new(
        "vendor_name",
        "Vendor",
        FieldType::Line,
        "The company whose products are sold.",
    ),
    Field::new(
        "partner_name",
        "Partner",
        FieldType::Line,
        "The company that brings them to customers.",
    ),
    Field::new(
        "partner_type",
        "Partner type",
        FieldType::Choice(PARTNER_TYPE),
        "How the partner earns its share.",
    ),
    Field::new(
        "tier",
        "Depth",
        FieldType::Choice(TIER),
        "Essential hides sections, it never deletes them.",
    ),
    Field::new(
        "preset",
        "Started from",
        FieldType::Choice(PRESET),
        "The template this plan began with.",
    )
    .from_tier(Tier::Strategic),
    Field::new(
        "currency",
        "Currency",
        FieldType::Choice(CURRENCY),
        "Of every amount that names no other.",
    ),
    Field::new(
        "fiscal_start_month",
        "Fiscal year starts",
        FieldType::Choice(MONTH),
        "Quarters count from here.",
    ),
    Field::new(
        "period",
        "Period",
        FieldType::Period,
        "A year, half-year or quarter: 2026, 2026-H1, 2026-Q3.",
    ),
    Field::new(
        "start",
        "From",
        FieldType::Date,
        "The first day of the plan.",
    ),
    Field::new("end", "Until", FieldType::Date, "The last day of the plan."),
    Field::new(
        "state",
        "State",
        FieldType::Choice(STATE),
        "Draft until both sides propose and agree.",
    ),
    Field::new(
        "vendor_owner",
        "Owner at the vendor",
        FieldType::Person,
        "Runs the plan day by day.",
    ),
    Field::new(
        "partner_owner",
        "Owner at the partner",
        FieldType::Person,
        "Runs the plan day by day.",
    ),
    Field::new(
        "vendor_sponsor",
        "Sponsor at the vendor",
        FieldType::Person,
        "Clears the way when it is stuck.",
    )
    .from_tier(Tier::Standard),
    Field::new(
        "partner_sponsor",
        "Sponsor at the partner",
        FieldType::Person,
        "Clears the way when it is stuck.",
    )
    .from_tier(Tier::Standard),
    Field::new(
        "better_together",
        "Better together",
        FieldType::Prose,
        "Why customers are better served by both of you than by either.",
    ),
    Field::new(
        "communication",
        "How we communicate",
        FieldType::Prose,
        "Who meets whom, how often, and where questions go.",
    )
    .from_tier(Tier::Standard),
];

pub(super) const SECTION: Section = Section {
    key: "plan",
    label: "Plan",
    summary: "Whose plan this is, for which period, and who stands behind it.",
    tier: Tier::Essential,
    shape: Shape::One(FIELDS),
    document: None,
};
