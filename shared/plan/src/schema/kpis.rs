//! The section of how progress is measured.

use super::choices::{CADENCE, INDICATOR};
use super::{Field, FieldType, Kind, Section, Shape, Tier, Unit};

const UNIT: Unit = Unit::Field("unit");

const MEASUREMENTS: &[Field] = &[
    Field::new(
        "period",
        "Period",
        FieldType::Period,
        "2026, 2026-H1 or 2026-Q3.",
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
        "What was measured.",
    ),
    Field::new(
        "forecast",
        "Forecast",
        FieldType::Number(UNIT),
        "What you expect today.",
    ),
    Field::new(
        "source",
        "Source",
        FieldType::Line,
        "Where the figure comes from.",
    ),
    Field::new(
        "as_of",
        "As of",
        FieldType::Date,
        "The day the figure was read.",
    ),
];

const KPI: &[Field] = &[
    Field::new(
        "objective",
        "Objective",
        FieldType::Link(&["objective"]),
        "Which objective it tells about.",
    ),
    Field::new(
        "formula",
        "How it is computed",
        FieldType::Prose,
        "So that both sides get the same figure.",
    ),
    Field::new("unit", "Unit", FieldType::Line, "USD, %, leads, days …"),
    Field::new(
        "indicator",
        "Leading or lagging",
        FieldType::Choice(INDICATOR),
        "Leading ones warn in time.",
    ),
    Field::new(
        "frequency",
        "Measured",
        FieldType::Choice(CADENCE),
        "How often a new figure comes.",
    ),
    Field::new(
        "amber",
        "Amber below",
        FieldType::Percent,
        "Share of the target under which to talk.",
    ),
    Field::new(
        "red",
        "Red below",
        FieldType::Percent,
        "Share of the target under which to act.",
    ),
    Field::new(
        "measurements",
        "Measurements",
        FieldType::Rows(MEASUREMENTS),
        "Target and actual by period.",
    ),
];

pub(super) const SECTION: Section = Section {
    key: "kpis",
    label: "KPIs",
    summary: "How you notice early whether an objective will be reached.",
    tier: Tier::Standard,
    shape: Shape::Items(&[Kind {
        key: "kpi",
        label: "KPI",
        plural: "KPIs",
        empty: "A KPI tells in time whether an objective will be reached. Give each objective one leading figure.",
        fields: KPI,
    }]),
    document: None,
};
