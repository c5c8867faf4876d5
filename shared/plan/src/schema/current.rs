//! The section of where both companies stand before they plan: figures, strengths and weaknesses,
//! abilities, and what the market does.

use super::choices::{CAPABILITY_AREA, QUADRANT, TREND};
use super::figures::{AS_OF, BY_SOURCE, SOURCE};
use super::{Field, FieldType, Kind, Section, Shape, Tier, Unit};
use crate::language::Text;

const METRIC: &[Field] = &[
    Field::new(
        "side",
        Text::new("Side", "Seite"),
        FieldType::Side,
        Text::new("Whose figure it is.", "Wessen Zahl das ist."),
    ),
    Field::new(
        "period",
        Text::new("Period", "Zeitraum"),
        FieldType::Period,
        Text::new(
            "The period it was measured in.",
            "Der Zeitraum, in dem gemessen wurde.",
        ),
    ),
    Field::new(
        "value",
        Text::new("Value", "Wert"),
        FieldType::Number(Unit::Field("unit")),
        Text::new(
            "What was measured, not what was hoped for.",
            "Was gemessen wurde, nicht was erhofft war.",
        ),
    )
    .sourced_by(BY_SOURCE),
    Field::new(
        "unit",
        Text::new("Unit", "Einheit"),
        FieldType::Line,
        Text::new(
            "USD, units/month, leads, seats, days …",
            "EUR, Stück/Monat, Leads, Plätze, Tage …",
        ),
    ),
    SOURCE,
    AS_OF,
];

const SWOT: &[Field] = &[
    Field::new(
        "quadrant",
        Text::new("Quadrant", "Quadrant"),
        FieldType::Choice(QUADRANT),
        Text::new(
            "Strengths and weaknesses lie within, chances and threats outside.",
            "Stärken und Schwächen liegen innen, Chancen und Gefahren außen.",
        ),
    ),
    Field::new(
        "side",
        Text::new("Side", "Seite"),
        FieldType::Side,
        Text::new("Whom it concerns.", "Wen es betrifft."),
    ),
    Field::new(
        "text",
        Text::new("What it means", "Was es bedeutet"),
        FieldType::Prose,
        Text::new(
            "What follows from it for this plan.",
            "Was daraus für diesen Plan folgt.",
        ),
    ),
];

const CAPABILITY: &[Field] = &[
    Field::new(
        "area",
        Text::new("Area", "Bereich"),
        FieldType::Choice(CAPABILITY_AREA),
        Text::new(
            "The part of the joint business that needs it.",
            "Der Teil des gemeinsamen Geschäfts, der sie braucht.",
        ),
    ),
    Field::new(
        "side",
        Text::new("Side", "Seite"),
        FieldType::Side,
        Text::new(
            "Who has it, or lacks it.",
            "Wer sie hat, oder wem sie fehlt.",
        ),
    ),
    Field::new(
        "score",
        Text::new("Today", "Heute"),
        FieldType::Score,
        Text::new(
            "1: missing, 5: others learn from it.",
            "1: fehlt, 5: andere lernen davon.",
        ),
    ),
    Field::new(
        "gap",
        Text::new("Gap", "Lücke"),
        FieldType::Prose,
        Text::new(
            "What is missing to reach the objectives.",
            "Was fehlt, um die Ziele zu erreichen.",
        ),
    ),
];

const TREND_FIELDS: &[Field] = &[
    Field::new(
        "text",
        Text::new("What happens", "Was geschieht"),
        FieldType::Prose,
        Text::new(
            "What customers, competitors or rules do, with figures where there are any.",
            "Was Kunden, Wettbewerber oder Vorschriften tun, mit Zahlen, wo es welche gibt.",
        ),
    ),
    Field::new(
        "direction",
        Text::new("For us", "Für uns"),
        FieldType::Choice(TREND),
        Text::new(
            "Whether it carries or slows the joint business.",
            "Ob es das gemeinsame Geschäft trägt oder bremst.",
        ),
    ),
    SOURCE,
    AS_OF,
];

pub(super) const SECTION: Section = Section {
    key: "current",
    label: Text::new("Current state", "Ausgangslage"),
    summary: Text::new(
        "Where both of you stand today, in facts that nobody disputes.",
        "Wo beide heute stehen, in Tatsachen, die niemand bestreitet.",
    ),
    tier: Tier::Standard,
    shape: Shape::Items(&[
        Kind {
            key: "metric",
            label: Text::new("Key figure", "Kennzahl"),
            plural: Text::new("Key figures", "Kennzahlen"),
            empty: Text::new(
                "Five figures that both sides accept are worth more than fifty that one side brings: revenue together, win rate, certified people.",
                "Fünf Zahlen, die beide anerkennen, sind mehr wert als fünfzig von einer Seite: gemeinsamer Umsatz, Gewinnquote, zertifizierte Personen.",
            ),
            fields: METRIC,
        },
        Kind {
            key: "swot",
            label: Text::new("SWOT entry", "SWOT-Eintrag"),
            plural: Text::new(
                "Strengths, weaknesses, opportunities, threats",
                "Stärken, Schwächen, Chancen, Gefahren",
            ),
            empty: Text::new(
                "Let each side write its own weaknesses first; strengths come by themselves.",
                "Jede Seite schreibt zuerst die eigenen Schwächen auf; die Stärken kommen von selbst.",
            ),
            fields: SWOT,
        },
        Kind {
            key: "capability",
            label: Text::new("Capability", "Fähigkeit"),
            plural: Text::new("Capabilities", "Fähigkeiten"),
            empty: Text::new(
                "What must the two of you be good at? Judge it together, then close the widest gap first.",
                "Worin müssen beide gut sein? Gemeinsam beurteilen und die größte Lücke zuerst schließen.",
            ),
            fields: CAPABILITY,
        },
        Kind {
            key: "trend",
            label: Text::new("Market trend", "Markttrend"),
            plural: Text::new("Market trends", "Markttrends"),
            empty: Text::new(
                "Note what moves in the market and where you read it; the plan rests on it.",
                "Festhalten, was sich im Markt bewegt und wo das steht; der Plan beruht darauf.",
            ),
            fields: TREND_FIELDS,
        },
    ]),
    document: None,
};
