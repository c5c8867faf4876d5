//! The section of who does what until when, and along which strategy.

use super::choices::STRATEGY;
use super::{Field, FieldType, Kind, Section, Shape, Tier, Unit};

const STRATEGY_FIELDS: &[Field] = &[
    Field::new(
        "approach",
        "Kind",
        FieldType::Choice(STRATEGY),
        "Which lever it pulls.",
    ),
    Field::new(
        "narrative",
        "How it works",
        FieldType::Prose,
        "Why these actions will move those objectives.",
    ),
    Field::new(
        "objectives",
        "Serves",
        FieldType::Links(&["objective"]),
        "The objectives it moves.",
    ),
];

const ACTION: &[Field] = &[
    Field::new(
        "strategy",
        "Part of",
        FieldType::Link(&["strategy"]),
        "The strategy it belongs to.",
    ),
    Field::new(
        "accountable",
        "Accountable",
        FieldType::Person,
        "Exactly one person answers for it.",
    ),
    Field::new(
        "contributors",
        "Contributors",
        FieldType::People,
        "Who helps.",
    ),
    Field::new("start", "Start", FieldType::Date, "The first day of work."),
    Field::new("due", "Due", FieldType::Date, "The day it is done."),
    Field::new(
        "effort",
        "Effort",
        FieldType::Number(Unit::Fixed("hours")),
        "Hours of work, both sides together.",
    )
    .from_tier(Tier::Standard),
    Field::new(
        "progress",
        "Progress",
        FieldType::Percent,
        "How much of it is done.",
    ),
    Field::new(
        "depends_on",
        "Waits for",
        FieldType::Links(&["action"]),
        "Actions that come first.",
    )
    .from_tier(Tier::Standard),
    Field::new(
        "done_when",
        "Done when",
        FieldType::Prose,
        "What one can see when it is finished.",
    ),
];

pub(super) const SECTION: Section = Section {
    key: "actions",
    label: "Strategies and actions",
    summary: "How you get there: few strategies, and actions that one person each answers for.",
    tier: Tier::Essential,
    shape: Shape::Items(&[
        Kind {
            key: "strategy",
            label: "Strategy",
            plural: "Strategies",
            empty: "A strategy says why a group of actions will move your objectives. Start with one per lever: marketing, sales, product, enablement, co-sell.",
            fields: STRATEGY_FIELDS,
        },
        Kind {
            key: "action",
            label: "Action",
            plural: "Actions",
            empty: "An action has one accountable person and a day. What nobody owns does not happen.",
            fields: ACTION,
        },
    ]),
    document: None,
};
