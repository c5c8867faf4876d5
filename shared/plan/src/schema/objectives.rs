//! The section of what both companies want to reach, each objective specific and measurable.

use super::choices::{DIRECTION, OBJECTIVE_CATEGORY};
use super::{Field, FieldType, Kind, Section, Shape, Tier, Unit};

const UNIT: Unit = Unit::Field("unit");

const TARGETS: &[Field] = &[
    Field::new(
        "period",
        "Period",
        FieldType::Period,
        "2026, 2026-H1 or 2026-Q3.",
    ),
    Field::new("region", "Region", FieldType::Line, "Empty: all regions."),
    Field::new(
        "product",
        "Product",
        FieldType::Line,
        "Empty: all products.",
    ),
    Field::new(
        "account",
        "Account",
        FieldType::Line,
        "Empty: all accounts.",
    ),
    Field::new(
        "target",
        "Target",
        FieldType::Number(UNIT),
        "What both agreed on.",
    ),
    Field::new(
        "actual",
        "Actual",
        FieldType::Number(UNIT),
        "What came true.",
    ),
    Field::new(
        "forecast",
        "Forecast",
        FieldType::Number(UNIT),
        "What you expect today.",
    ),
];

const OBJECTIVE: &[Field] = &[
    Field::new(
        "category",
        "Category",
        FieldType::Choice(OBJECTIVE_CATEGORY),
        "What it moves.",
    ),
    Field::new(
        "specific",
        "What exactly",
        FieldType::Prose,
        "One outcome, so clear that both sides would judge it alike.",
    ),
    Field::new("metric", "Metric", FieldType::Line, "What is counted."),
    Field::new(
        "direction",
        "Direction",
        FieldType::Choice(DIRECTION),
        "Which way is good.",
    ),
    Field::new(
        "unit",
        "Unit",
        FieldType::Line,
        "USD, units/month, leads, seats, days …",
    ),
    Field::new(
        "baseline",
        "Baseline",
        FieldType::Number(UNIT),
        "Where it stands today.",
    ),
    Field::new(
        "target",
        "Target",
        FieldType::Number(UNIT),
        "Where it shall stand at the end.",
    ),
    Field::new(
        "stretch",
        "Stretch",
        FieldType::Number(UNIT),
        "What an excellent period would bring.",
    )
    .from_tier(Tier::Standard),
    Field::new(
        "current",
        "Current",
        FieldType::Number(UNIT),
        "The latest reading.",
    ),
    Field::new("due", "Due", FieldType::Date, "The day it is judged."),
    Field::new(
        "weight",
        "Weight",
        FieldType::Percent,
        "Its share of the whole plan.",
    )
    .from_tier(Tier::Standard),
    Field::new(
        "achievable",
        "Achievable because",
        FieldType::Prose,
        "The facts that make the target believable.",
    )
    .from_tier(Tier::Standard),
    Field::new(
        "relevance",
        "Relevant because",
        FieldType::Prose,
        "How it serves the vision.",
    )
    .from_tier(Tier::Standard),
    Field::new(
        "value_vendor",
        "Value to the vendor",
        FieldType::Prose,
        "What the vendor gains.",
    ),
    Field::new(
        "value_vendor_money",
        "Worth to the vendor",
        FieldType::Money,
        "In money, if it can be said.",
    ),
    Field::new(
        "value_partner",
        "Value to the partner",
        FieldType::Prose,
        "What the partner gains.",
    ),
    Field::new(
        "value_partner_money",
        "Worth to the partner",
        FieldType::Money,
        "In money, if it can be said.",
    ),
    Field::new(
        "targets",
        "Targets by period",
        FieldType::Rows(TARGETS),
        "The target split over periods, regions, products or accounts.",
    ),
];

pub(super) const SECTION: Section = Section {
    key: "objectives",
    label: "Objectives",
    summary: "What you want to reach together: specific, measurable, of value to both.",
    tier: Tier::Essential,
    shape: Shape::Items(&[Kind {
        key: "objective",
        label: "Objective",
        plural: "Objectives",
        empty: "An objective is one outcome that both companies would judge alike. Three good ones beat ten vague ones.",
        fields: OBJECTIVE,
    }]),
    document: None,
};
