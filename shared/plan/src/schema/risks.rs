//! The section of what may go wrong, and what is done before and after.

use super::choices::RISK;
use super::{Field, FieldType, Kind, Section, Shape, Tier};
use crate::language::Text;

const RISK_FIELDS: &[Field] = &[
    Field::new(
        "category",
        Text::new("Type", "Art"),
        FieldType::Choice(RISK),
        Text::new("Where it comes from.", "Woher es kommt."),
    ),
    Field::new(
        "probability",
        Text::new("Probability", "Wahrscheinlichkeit"),
        FieldType::Score,
        Text::new("1: hardly, 5: nearly certain.", "1: kaum, 5: fast sicher."),
    ),
    Field::new(
        "impact",
        Text::new("Impact", "Auswirkung"),
        FieldType::Score,
        Text::new(
            "1: a nuisance, 5: the plan fails.",
            "1: lästig, 5: der Plan scheitert.",
        ),
    ),
    Field::new(
        "exposure",
        Text::new("Exposure", "Schadenshöhe"),
        FieldType::Money,
        Text::new(
            "What it would cost both of you.",
            "Was es beide kosten würde.",
        ),
    ),
    Field::new(
        "trigger",
        Text::new("First sign", "Erstes Anzeichen"),
        FieldType::Prose,
        Text::new(
            "What you would see first, and who looks.",
            "Was man zuerst sähe, und wer hinsieht.",
        ),
    ),
    Field::new(
        "mitigation",
        Text::new("Before it happens", "Vorbeugung"),
        FieldType::Prose,
        Text::new(
            "What makes it less likely or smaller.",
            "Was es unwahrscheinlicher oder kleiner macht.",
        ),
    ),
    Field::new(
        "contingency",
        Text::new("If it happens", "Im Ernstfall"),
        FieldType::Prose,
        Text::new(
            "What you do on the first day.",
            "Was am ersten Tag geschieht.",
        ),
    ),
];

pub(super) const SECTION: Section = Section {
    key: "risks",
    label: Text::new("Risks", "Risiken"),
    summary: Text::new(
        "What may go wrong, how you would notice, and what you do about it.",
        "Was schiefgehen kann, woran man es merkt, und was dagegen geschieht.",
    ),
    tier: Tier::Standard,
    shape: Shape::Items(&[Kind {
        key: "risk",
        label: Text::new("Risk", "Risiko"),
        plural: Text::new("Risks", "Risiken"),
        empty: Text::new(
            "Imagine the period is over and the plan has failed. Why? Write the three likeliest reasons down.",
            "Angenommen, der Zeitraum ist vorbei und der Plan gescheitert. Warum? Die drei wahrscheinlichsten Gründe aufschreiben.",
        ),
        fields: RISK_FIELDS,
    }]),
    document: None,
};
