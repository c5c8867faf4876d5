//! The section of what both companies want to reach, each objective specific and measurable.

use super::choices::{DIRECTION, OBJECTIVE_CATEGORY};
use super::figures::{AS_OF, BY_SOURCE, SOURCE};
use super::{Field, FieldType, Kind, Section, Shape, Tier, Unit};
use crate::language::Text;

const UNIT: Unit = Unit::Field("unit");

const TARGETS: &[Field] = &[
    Field::new(
        "period",
        Text::new("Period", "Zeitraum"),
        FieldType::Period,
        Text::new("2026, 2026-H1 or 2026-Q3.", "2026, 2026-H1 oder 2026-Q3."),
    ),
    Field::new(
        "region",
        Text::new("Region", "Region"),
        FieldType::Line,
        Text::new("Empty: all regions.", "Leer: alle Regionen."),
    ),
    Field::new(
        "product",
        Text::new("Product", "Produkt"),
        FieldType::Line,
        Text::new("Empty: all products.", "Leer: alle Produkte."),
    ),
    Field::new(
        "account",
        Text::new("Account", "Kunde"),
        FieldType::Line,
        Text::new("Empty: all accounts.", "Leer: alle Kunden."),
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
        Text::new("What came true.", "Was eingetreten ist."),
    ),
    Field::new(
        "forecast",
        Text::new("Forecast", "Prognose"),
        FieldType::Number(UNIT),
        Text::new("What you expect today.", "Was heute erwartet wird."),
    ),
];

const OBJECTIVE: &[Field] = &[
    Field::new(
        "category",
        Text::new("Category", "Kategorie"),
        FieldType::Choice(OBJECTIVE_CATEGORY),
        Text::new("What it moves.", "Was es bewegt."),
    ),
    Field::new(
        "specific",
        Text::new("What exactly", "Was genau"),
        FieldType::Prose,
        Text::new(
            "One outcome, so clear that both sides would judge it alike.",
            "Ein Ergebnis, so klar, dass beide Seiten es gleich beurteilen.",
        ),
    ),
    Field::new(
        "metric",
        Text::new("Metric", "Messgröße"),
        FieldType::Line,
        Text::new("What is counted.", "Was gezählt wird."),
    ),
    Field::new(
        "direction",
        Text::new("Direction", "Richtung"),
        FieldType::Choice(DIRECTION),
        Text::new("Which way is good.", "Welche Richtung gut ist."),
    ),
    Field::new(
        "unit",
        Text::new("Unit", "Einheit"),
        FieldType::Line,
        Text::new(
            "USD, units/month, leads, seats, days …",
            "EUR, Stück/Monat, Leads, Plätze, Tage …",
        ),
    ),
    Field::new(
        "baseline",
        Text::new("Baseline", "Ausgangswert"),
        FieldType::Number(UNIT),
        Text::new("Where it stands today.", "Wo es heute steht."),
    ),
    Field::new(
        "target",
        Text::new("Target", "Zielwert"),
        FieldType::Number(UNIT),
        Text::new(
            "Where it shall stand at the end.",
            "Wo es am Ende stehen soll.",
        ),
    ),
    Field::new(
        "stretch",
        Text::new("Stretch", "Bestwert"),
        FieldType::Number(UNIT),
        Text::new(
            "What an excellent period would bring.",
            "Was ein hervorragender Zeitraum brächte.",
        ),
    )
    .from_tier(Tier::Standard),
    Field::new(
        "current",
        Text::new("Current", "Aktuell"),
        FieldType::Number(UNIT),
        Text::new("The latest reading.", "Der letzte Stand."),
    )
    .sourced_by(BY_SOURCE),
    SOURCE.from_tier(Tier::Standard),
    AS_OF.from_tier(Tier::Standard),
    Field::new(
        "due",
        Text::new("Due", "Fällig"),
        FieldType::Date,
        Text::new("The day it is judged.", "Der Tag, an dem geurteilt wird."),
    ),
    Field::new(
        "weight",
        Text::new("Weight", "Gewicht"),
        FieldType::Percent,
        Text::new(
            "Its share of the whole plan.",
            "Sein Anteil am ganzen Plan.",
        ),
    )
    .from_tier(Tier::Standard),
    Field::new(
        "achievable",
        Text::new("Achievable because", "Erreichbar, weil"),
        FieldType::Prose,
        Text::new(
            "The facts that make the target believable.",
            "Die Tatsachen, die den Zielwert glaubhaft machen.",
        ),
    )
    .from_tier(Tier::Standard),
    Field::new(
        "relevance",
        Text::new("Relevant because", "Bedeutsam, weil"),
        FieldType::Prose,
        Text::new("How it serves the vision.", "Wie es der Vision dient."),
    )
    .from_tier(Tier::Standard),
    Field::new(
        "value_vendor",
        Text::new("Value to the vendor", "Nutzen für den Hersteller"),
        FieldType::Prose,
        Text::new("What the vendor gains.", "Was der Hersteller gewinnt."),
    ),
    Field::new(
        "value_vendor_money",
        Text::new("Worth to the vendor", "Wert für den Hersteller"),
        FieldType::Money,
        Text::new(
            "In money, if it can be said.",
            "In Geld, wenn es sich sagen lässt.",
        ),
    ),
    Field::new(
        "value_partner",
        Text::new("Value to the partner", "Nutzen für den Partner"),
        FieldType::Prose,
        Text::new("What the partner gains.", "Was der Partner gewinnt."),
    ),
    Field::new(
        "value_partner_money",
        Text::new("Worth to the partner", "Wert für den Partner"),
        FieldType::Money,
        Text::new(
            "In money, if it can be said.",
            "In Geld, wenn es sich sagen lässt.",
        ),
    ),
    Field::new(
        "targets",
        Text::new("Targets by period", "Zielwerte je Zeitraum"),
        FieldType::Rows(TARGETS),
        Text::new(
            "The target split over periods, regions, products or accounts.",
            "Der Zielwert, verteilt auf Zeiträume, Regionen, Produkte oder Kunden.",
        ),
    ),
];

pub(super) const SECTION: Section = Section {
    key: "objectives",
    label: Text::new("Objectives", "Ziele"),
    summary: Text::new(
        "What you want to reach together: specific, measurable, of value to both.",
        "Was gemeinsam erreicht werden soll: genau, messbar, für beide von Nutzen.",
    ),
    tier: Tier::Essential,
    shape: Shape::Items(&[Kind {
        key: "objective",
        label: Text::new("Objective", "Ziel"),
        plural: Text::new("Objectives", "Ziele"),
        empty: Text::new(
            "An objective is one outcome that both companies would judge alike. Three good ones beat ten vague ones.",
            "Ein Ziel ist ein Ergebnis, das beide Unternehmen gleich beurteilen. Drei gute sind besser als zehn vage.",
        ),
        fields: OBJECTIVE,
    }]),
    document: None,
};
