//! The fields that every item has.

use super::choices::{PILLARS, PRIORITY, STATUS};
use super::{Field, FieldType, Tier};
use crate::language::Text;

const EVIDENCE: &[Field] = &[
    Field::new(
        "text",
        Text::new("What it shows", "Was es zeigt"),
        FieldType::Line,
        Text::new("One sentence.", "Ein Satz."),
    ),
    Field::new(
        "url",
        Text::new("Address", "Adresse"),
        FieldType::Line,
        Text::new(
            "Where to find it: https, http or mailto.",
            "Wo es zu finden ist: https, http oder mailto.",
        ),
    ),
    Field::new(
        "as_of",
        Text::new("As of", "Stand"),
        FieldType::Date,
        Text::new(
            "The day the evidence speaks of.",
            "Der Tag, von dem der Beleg spricht.",
        ),
    ),
];

/// The fields that every item has, whatever its kind.
pub static COMMON: &[Field] = &[
    Field::new(
        "title",
        Text::new("Title", "Titel"),
        FieldType::Line,
        Text::new(
            "A name that both companies use.",
            "Ein Name, den beide Unternehmen verwenden.",
        ),
    ),
    Field::new(
        "owner",
        Text::new("Owner", "Zuständig"),
        FieldType::Person,
        Text::new("Who keeps it alive.", "Wer es am Leben hält."),
    ),
    Field::new(
        "status",
        Text::new("Status", "Status"),
        FieldType::Choice(STATUS),
        Text::new("How it stands today.", "Wie es heute steht."),
    ),
    Field::new(
        "priority",
        Text::new("Priority", "Priorität"),
        FieldType::Choice(PRIORITY),
        Text::new("What gives way first.", "Was zuerst zurücksteht."),
    )
    .from_tier(Tier::Standard),
    Field::new(
        "pillars",
        Text::new("Lifecycle pillars", "Säulen der Partnerschaft"),
        FieldType::Tags(PILLARS),
        Text::new(
            "Which parts of the partnership's life it serves.",
            "Welchen Säulen der Partnerschaft es dient.",
        ),
    )
    .from_tier(Tier::Standard),
    Field::new(
        "confidence",
        Text::new("Confidence", "Zuversicht"),
        FieldType::Score,
        Text::new(
            "1: a guess, 5: we would bet on it.",
            "1: geraten, 5: wir würden darauf wetten.",
        ),
    )
    .from_tier(Tier::Standard),
    Field::new(
        "links",
        Text::new("Related", "Verwandt"),
        FieldType::Links(&[]),
        Text::new(
            "Other items that it leans on.",
            "Andere Einträge, auf die es sich stützt.",
        ),
    )
    .from_tier(Tier::Standard),
    Field::new(
        "evidence",
        Text::new("Evidence", "Belege"),
        FieldType::Rows(EVIDENCE),
        Text::new(
            "What it rests on, with its date.",
            "Worauf es beruht, mit Datum.",
        ),
    )
    .from_tier(Tier::Standard),
];
