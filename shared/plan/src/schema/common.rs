//! The fields that every item has.

use super::choices::{PILLARS, PRIORITY, STATUS};
use super::{Field, FieldType, Tier};

const EVIDENCE: &[Field] = &[
    Field::new("text", "What it shows", FieldType::Line, "One sentence."),
    Field::new(
        "url",
        "Address",
        FieldType::Line,
        "Where to find it: https, http or mailto.",
    ),
    Field::new(
        "as_of",
        "As of",
        FieldType::Date,
        "The day the evidence speaks of.",
    ),
];

/// The fields that every item has, whatever its kind.
pub static COMMON: &[Field] = &[
    Field::new(
        "title",
        "Title",
        FieldType::Line,
        "A name that both companies use.",
    ),
    Field::new("owner", "Owner", FieldType::Person, "Who keeps it alive."),
    Field::new(
        "status",
        "Status",
        FieldType::Choice(STATUS),
        "How it stands today.",
    ),
    Field::new(
        "priority",
        "Priority",
        FieldType::Choice(PRIORITY),
        "What gives way first.",
    ),
    Field::new(
        "pillars",
        "Lifecycle pillars",
        FieldType::Tags(PILLARS),
        "Which parts of the partnership's life it serves.",
    )
    .from_tier(Tier::Standard),
    Field::new(
        "confidence",
        "Confidence",
        FieldType::Score,
        "1: a guess, 5: we would bet on it.",
    )
    .from_tier(Tier::Standard),
    Field::new(
        "links",
        "Related",
        FieldType::Links(&[]),
        "Other items that it leans on.",
    )
    .from_tier(Tier::Standard),
    Field::new(
        "evidence",
        "Evidence",
        FieldType::Rows(EVIDENCE),
        "What it rests on, with its date.",
    )
    .from_tier(Tier::Standard),
];
