//! The section of what is paid when something is reached.

use super::{Field, FieldType, Formula, Kind, Section, Shape, Tier, Unit};
use crate::language::Text;

const INCENTIVE: &[Field] = &[
    Field::new(
        "kpi",
        Text::new("KPI", "KPI"),
        FieldType::Link(&["kpi"]),
        Text::new(
            "The figure that decides; both sides must be able to read it.",
            "Die Zahl, die entscheidet; beide Seiten müssen sie ablesen können.",
        ),
    ),
    Field::new(
        "window",
        Text::new("Window", "Zeitraum"),
        FieldType::Period,
        Text::new(
            "The period whose actual value counts.",
            "Der Zeitraum, dessen Istwert zählt.",
        ),
    ),
    Field::new(
        "threshold",
        Text::new("From", "Von"),
        FieldType::Number(Unit::Field("kpi")),
        Text::new(
            "The value of the KPI from which it is paid.",
            "Der Wert der KPI, ab dem gezahlt wird.",
        ),
    ),
    Field::new(
        "payout",
        Text::new("Payout", "Prämie"),
        FieldType::Money,
        Text::new("A fixed amount.", "Ein fester Betrag."),
    ),
    Field::new(
        "payout_rate",
        Text::new("Payout, share", "Prämie, Anteil"),
        FieldType::Percent,
        Text::new(
            "A share of the actual value, for KPIs in money.",
            "Ein Anteil am Istwert, bei KPIs in Geld.",
        ),
    ),
    Field::new(
        "cap",
        Text::new("At most", "Höchstens"),
        FieldType::Money,
        Text::new(
            "What it can cost, so that it can be promised.",
            "Was sie kosten kann, damit man sie zusagen kann.",
        ),
    ),
    Field::new(
        "earned",
        Text::new("Earned", "Verdient"),
        FieldType::Computed(Formula::PayoutEarned),
        Text::new(
            "Worked out from the KPI's actual value, the threshold, the payout and the cap.",
            "Berechnet aus Istwert der KPI, Schwelle, Prämie und Höchstbetrag.",
        ),
    ),
];

pub(super) const SECTION: Section = Section {
    key: "incentives",
    label: Text::new("Incentives", "Anreize"),
    summary: Text::new(
        "What is paid when something is reached, by a figure that both can read.",
        "Was gezahlt wird, wenn etwas erreicht ist, nach einer Zahl, die beide ablesen können.",
    ),
    tier: Tier::Strategic,
    shape: Shape::Items(&[Kind {
        key: "incentive",
        label: Text::new("Incentive", "Anreiz"),
        plural: Text::new("Incentives", "Anreize"),
        empty: Text::new(
            "People do what is paid. Tie each incentive to a KPI that early work can move, and cap it.",
            "Menschen tun, was bezahlt wird. Jeden Anreiz an eine KPI binden, die frühe Arbeit bewegt, und begrenzen.",
        ),
        fields: INCENTIVE,
    }]),
    document: None,
};
