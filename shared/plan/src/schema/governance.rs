//! The section of how the partnership is run: channels, feedback, decisions, parked points, and
//! the minutes of the workshop.

use super::choices::CADENCE;
use super::{Field, FieldType, Kind, Section, Shape, Tier};

const CHANNEL: &[Field] = &[
    Field::new(
        "purpose",
        "Purpose",
        FieldType::Prose,
        "What is settled here and nowhere else.",
    ),
    Field::new(
        "cadence",
        "Cadence",
        FieldType::Choice(CADENCE),
        "How often it meets.",
    ),
    Field::new(
        "escalation",
        "Escalation",
        FieldType::Prose,
        "Where it goes when it is stuck.",
    ),
];

const FEEDBACK: &[Field] = &[
    Field::new("from", "From", FieldType::Person, "Who says it."),
    Field::new("about", "About", FieldType::Link(&[]), "What it is about."),
    Field::new(
        "text",
        "Feedback",
        FieldType::Prose,
        "What works, what does not.",
    ),
    Field::new(
        "answer",
        "Answer",
        FieldType::Prose,
        "Every feedback deserves one.",
    ),
];

const DECISION: &[Field] = &[
    Field::new(
        "text",
        "Decision",
        FieldType::Prose,
        "What was decided, and why.",
    ),
    Field::new(
        "made_at",
        "Made on",
        FieldType::Date,
        "The day it was made.",
    ),
    Field::new(
        "agenda_step",
        "Agenda step",
        FieldType::Line,
        "Where in the workshop it was made.",
    ),
];

const PARKED: &[Field] = &[Field::new(
    "text",
    "What it is about",
    FieldType::Prose,
    "Enough to pick it up again later.",
)];

pub(super) const SECTION: Section = Section {
    key: "governance",
    label: "Governance",
    summary: "How you keep the plan alive: who meets when, what was decided, what is parked.",
    tier: Tier::Standard,
    shape: Shape::Items(&[
        Kind {
            key: "channel",
            label: "Channel",
            plural: "Channels",
            empty: "A channel is a meeting or a place with a purpose and a cadence. Two are enough to begin with.",
            fields: CHANNEL,
        },
        Kind {
            key: "decision",
            label: "Decision",
            plural: "Decisions",
            empty: "Write a decision down when it is made; later nobody remembers why.",
            fields: DECISION,
        },
        Kind {
            key: "feedback",
            label: "Feedback",
            plural: "Feedback",
            empty: "What works and what does not, said to the other side, with an answer.",
            fields: FEEDBACK,
        },
        Kind {
            key: "parked",
            label: "Parked point",
            plural: "Parking lot",
            empty: "Points that matter but not now. Parked is not forgotten.",
            fields: PARKED,
        },
    ]),
    document: Some(Field::new(
        "notes",
        "Workshop notes",
        FieldType::Prose,
        "One text that everybody writes in at the same time.",
    )),
};
