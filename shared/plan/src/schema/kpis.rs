//! The section of how progress is measured.

use super::choices::{CADENCE, INDICATOR};
use super::figures::{AS_OF, BY_SOURCE, SOURCE};
use super::{Field, FieldType, Kind, Section, Shape, Tier, Unit};
use crate::language::Text;

const UNIT: Unit = Unit::Field("unit");

const MEASUREMENTS: &[Field] = &[
    Field::new(
        "period",
        Text::new("Period", "Zeitraum"),
        FieldType::Period,
        Text::new("2026, 2026-H1 or 2026-Q3.", "2026, 2026-H1 oder 2026-Q3."),
    ),
    Field::new(
        "target",
        Text::new("Target", "Zielwert"),
        FieldType::Number(UNIT),
        Text::new("What both agreed on.", "Worauf sich beide geeinigt haben."),
    ),
    Field::new(
        "actual",
        Text::new("Actual", "Istwert"),
        FieldType::Number(UNIT),
        Text::new("What was measured.", "Was gemessen wurde."),
    )
    .sourced_by(BY_SOURCE),
    Field::new(
        "forecast",
        Text::new("Forecast", "Prognose"),
        FieldType::Number(UNIT),
        Text::new("What you expect today.", "Was heute erwartet wird."),
    ),
    SOURCE,
    AS_OF,
];

const KPI: &[Field] = &[
    Field::new(
        "objective",
        Text::new("Objective", "Ziel"),
        FieldType::Link(&["objective"]),
        Text::new(
            "Which objective it tells about.",
            "Über welches Ziel sie etwas sagt.",
        ),
    ),
    Field::new(
        "formula",
        Text::new("How it is computed", "Berechnung"),
        FieldType::Prose,
        Text::new(
            "So that both sides get the same figure.",
            "Damit beide Seiten dieselbe Zahl erhalten.",
        ),
    ),
    Field::new(
        "unit",
        Text::new("Unit", "Einheit"),
        FieldType::Line,
        Text::new("USD, %, leads, days …", "EUR, %, Leads, Tage …"),
    ),
    Field::new(
        "indicator",
        Text::new("Leading or lagging", "Früh- oder Spätindikator"),
        FieldType::Choice(INDICATOR),
        Text::new(
            "Leading ones warn in time.",
            "Frühindikatoren warnen rechtzeitig.",
        ),
    ),
    Field::new(
        "frequency",
        Text::new("Measured", "Gemessen"),
        FieldType::Choice(CADENCE),
        Text::new(
            "How often a new figure comes.",
            "Wie oft eine neue Zahl kommt.",
        ),
    ),
    Field::new(
        "amber",
        Text::new("Amber below", "Gelb unter"),
        FieldType::Percent,
        Text::new(
            "Share of the target under which to talk.",
            "Anteil am Zielwert, unter dem man spricht.",
        ),
    ),
    Field::new(
        "red",
        Text::new("Red below", "Rot unter"),
        FieldType::Percent,
        Text::new(
            "Share of the target under which to act.",
            "Anteil am Zielwert, unter dem man handelt.",
        ),
    ),
    Field::new(
        "measurements",
        Text::new("Measurements", "Messwerte"),
        FieldType::Rows(MEASUREMENTS),
        Text::new(
            "Target and actual by period.",
            "Ziel- und Istwert je Zeitraum.",
        ),
    ),
];

pub(super) const SECTION: Section = Section {
    key: "kpis",
    label: Text::new("KPIs", "KPIs"),
    summary: Text::new(
        "How you notice early whether an objective will be reached.",
        "Woran man früh merkt, ob ein Ziel erreicht wird.",
    ),
    tier: Tier::Standard,
    shape: Shape::Items(&[Kind {
        key: "kpi",
        label: Text::new("KPI", "KPI"),
        plural: Text::new("KPIs", "KPIs"),
        empty: Text::new(
            "A KPI tells in time whether an objective will be reached. Give each objective one leading figure.",
            "Ein KPI sagt rechtzeitig, ob ein Ziel erreicht wird. Jedes Ziel braucht einen Frühindikator.",
        ),
        fields: KPI,
    }]),
    document: None,
};
