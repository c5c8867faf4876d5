//! The section that says whose plan it is.

use super::choices::{CURRENCY, MONTH, PARTNER_TYPE, PRESET, STATE, TIER};
use super::{Field, FieldType, Section, Shape, Tier};
use crate::language::Text;

const FIELDS: &[Field] = &[
    Field::new(
        "name",
        Text::new("Plan name", "Name des Plans"),
        FieldType::Line,
        Text::new(
            "How both companies call this plan.",
            "Wie beide Unternehmen diesen Plan nennen.",
        ),
    ),
    Field::new(
        "vendor_name",
        Text::new("Vendor", "Hersteller"),
        FieldType::Line,
        Text::new(
            "The company whose products are sold.",
            "Das Unternehmen, dessen Produkte verkauft werden.",
        ),
    ),
    Field::new(
        "partner_name",
        Text::new("Partner", "Partner"),
        FieldType::Line,
        Text::new(
            "The company that brings them to customers.",
            "Das Unternehmen, das sie zu den Kunden bringt.",
        ),
    ),
    Field::new(
        "partner_type",
        Text::new("Partner type", "Art des Partners"),
        FieldType::Choice(PARTNER_TYPE),
        Text::new(
            "How the partner earns its share.",
            "Womit der Partner seinen Anteil verdient.",
        ),
    ),
    Field::new(
        "tier",
        Text::new("Depth", "Tiefe"),
        FieldType::Choice(TIER),
        Text::new(
            "Essential hides sections, it never deletes them.",
            "„Wesentlich“ blendet Abschnitte aus, löscht sie aber nie.",
        ),
    ),
    Field::new(
        "preset",
        Text::new("Started from", "Begonnen mit"),
        FieldType::Choice(PRESET),
        Text::new(
            "The template this plan began with.",
            "Die Vorlage, mit der dieser Plan begann.",
        ),
    )
    .from_tier(Tier::Strategic),
    Field::new(
        "currency",
        Text::new("Currency", "Währung"),
        FieldType::Choice(CURRENCY),
        Text::new(
            "Of every amount that names no other.",
            "Aller Beträge, die keine andere nennen.",
        ),
    ),
    Field::new(
        "fiscal_start_month",
        Text::new("Fiscal year starts", "Geschäftsjahr beginnt"),
        FieldType::Choice(MONTH),
        Text::new("Quarters count from here.", "Ab hier zählen die Quartale."),
    ),
    Field::new(
        "period",
        Text::new("Period", "Zeitraum"),
        FieldType::Period,
        Text::new(
            "A year, half-year or quarter: 2026, 2026-H1, 2026-Q3.",
            "Jahr, Halbjahr oder Quartal: 2026, 2026-H1, 2026-Q3.",
        ),
    ),
    Field::new(
        "start",
        Text::new("From", "Von"),
        FieldType::Date,
        Text::new("The first day of the plan.", "Der erste Tag des Plans."),
    ),
    Field::new(
        "end",
        Text::new("Until", "Bis"),
        FieldType::Date,
        Text::new("The last day of the plan.", "Der letzte Tag des Plans."),
    ),
    Field::new(
        "state",
        Text::new("State", "Stand"),
        FieldType::Choice(STATE),
        Text::new(
            "Draft until both sides propose and agree.",
            "Entwurf, bis beide Seiten vorschlagen und zustimmen.",
        ),
    ),
    Field::new(
        "vendor_owner",
        Text::new("Owner at the vendor", "Zuständig beim Hersteller"),
        FieldType::Person,
        Text::new("Runs the plan day by day.", "Führt den Plan im Alltag."),
    ),
    Field::new(
        "partner_owner",
        Text::new("Owner at the partner", "Zuständig beim Partner"),
        FieldType::Person,
        Text::new("Runs the plan day by day.", "Führt den Plan im Alltag."),
    ),
    Field::new(
        "vendor_sponsor",
        Text::new("Sponsor at the vendor", "Förderer beim Hersteller"),
        FieldType::Person,
        Text::new(
            "Clears the way when it is stuck.",
            "Räumt den Weg frei, wenn es stockt.",
        ),
    )
    .from_tier(Tier::Standard),
    Field::new(
        "partner_sponsor",
        Text::new("Sponsor at the partner", "Förderer beim Partner"),
        FieldType::Person,
        Text::new(
            "Clears the way when it is stuck.",
            "Räumt den Weg frei, wenn es stockt.",
        ),
    )
    .from_tier(Tier::Standard),
    Field::new(
        "better_together",
        Text::new("Better together", "Gemeinsam besser"),
        FieldType::Prose,
        Text::new(
            "Why customers are better served by both of you than by either.",
            "Warum Kunden mit beiden besser bedient sind als mit einem allein.",
        ),
    ),
    Field::new(
        "communication",
        Text::new("How we communicate", "Wie wir uns austauschen"),
        FieldType::Prose,
        Text::new(
            "Who meets whom, how often, and where questions go.",
            "Wer wen wie oft trifft, und wohin Fragen gehen.",
        ),
    )
    .from_tier(Tier::Standard),
];

pub(super) const SECTION: Section = Section {
    key: "plan",
    label: Text::new("Plan", "Plan"),
    summary: Text::new(
        "Whose plan this is, for which period, and who stands behind it.",
        "Wessen Plan das ist, für welchen Zeitraum, und wer dahintersteht.",
    ),
    tier: Tier::Essential,
    shape: Shape::One(FIELDS),
    document: None,
};
