//! The section of what lies where in stock, and how much is agreed on.

use super::{Field, FieldType, Kind, Section, Shape, Tier, Unit};
use crate::language::Text;

const UNITS: Unit = Unit::Fixed(Text::new("units", "Stück"));
const DAYS: Unit = Unit::Fixed(Text::new("days", "Tage"));

const STOCK: &[Field] = &[
    Field::new(
        "part",
        Text::new("Part", "Teil"),
        FieldType::Line,
        Text::new(
            "Its number, as both systems know it.",
            "Seine Nummer, wie beide Systeme sie kennen.",
        ),
    ),
    Field::new(
        "region",
        Text::new("Region or site", "Region oder Standort"),
        FieldType::Line,
        Text::new("Where it lies.", "Wo es liegt."),
    ),
    Field::new(
        "forecast",
        Text::new("Forecast", "Prognose"),
        FieldType::Number(Unit::Fixed(Text::new("units/month", "Stück/Monat"))),
        Text::new(
            "What customers will take in a month.",
            "Was Kunden im Monat abnehmen werden.",
        ),
    ),
    Field::new(
        "minimum",
        Text::new("Minimum", "Minimum"),
        FieldType::Number(UNITS),
        Text::new(
            "Below it, both sides call each other.",
            "Darunter telefonieren beide Seiten.",
        ),
    ),
    Field::new(
        "target",
        Text::new("Target stock", "Zielbestand"),
        FieldType::Number(UNITS),
        Text::new("What shall lie there.", "Was dort liegen soll."),
    ),
    Field::new(
        "maximum",
        Text::new("Maximum", "Maximum"),
        FieldType::Number(UNITS),
        Text::new(
            "Above it, capital lies idle.",
            "Darüber liegt Kapital brach.",
        ),
    ),
    Field::new(
        "cover",
        Text::new("Cover", "Reichweite"),
        FieldType::Number(DAYS),
        Text::new(
            "How long the target lasts at the forecast.",
            "Wie lange der Zielbestand bei der Prognose reicht.",
        ),
    ),
    Field::new(
        "lead_time",
        Text::new("Lead time", "Lieferzeit"),
        FieldType::Number(DAYS),
        Text::new(
            "From the order to the shelf; the cover must not be shorter.",
            "Von der Bestellung bis ins Regal; die Reichweite darf nicht kürzer sein.",
        ),
    ),
    Field::new(
        "safety_stock",
        Text::new("Safety stock", "Sicherheitsbestand"),
        FieldType::Number(UNITS),
        Text::new(
            "For months that bring more than the forecast.",
            "Für Monate, die mehr bringen als die Prognose.",
        ),
    ),
    Field::new(
        "review_date",
        Text::new("Looked at again", "Wieder prüfen"),
        FieldType::Date,
        Text::new(
            "The day the levels are agreed on anew.",
            "Der Tag, an dem die Bestände neu vereinbart werden.",
        ),
    ),
];

pub(super) const SECTION: Section = Section {
    key: "inventory",
    label: Text::new("Inventory", "Bestände"),
    summary: Text::new(
        "Which parts lie where, how many, and when the levels are looked at again.",
        "Welche Teile wo liegen, wie viele, und wann die Bestände wieder geprüft werden.",
    ),
    tier: Tier::Strategic,
    shape: Shape::Items(&[Kind {
        key: "stock",
        label: Text::new("Stock level", "Bestand"),
        plural: Text::new("Stock levels", "Bestände"),
        empty: Text::new(
            "Agree on minimum, target and maximum for the few parts that stop a customer's line.",
            "Minimum, Ziel und Maximum für die wenigen Teile vereinbaren, ohne die beim Kunden die Anlage steht.",
        ),
        fields: STOCK,
    }]),
    document: None,
};
