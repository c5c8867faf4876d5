//! The section of how the partnership is run: channels, feedback, decisions, parked points, and
//! the minutes of the workshop.

use super::choices::CADENCE;
use super::{Field, FieldType, Kind, Section, Shape, Tier};
use crate::language::Text;

const CHANNEL: &[Field] = &[
    Field::new(
        "purpose",
        Text::new("Purpose", "Zweck"),
        FieldType::Prose,
        Text::new(
            "What is settled here and nowhere else.",
            "Was hier und nirgends sonst geklärt wird.",
        ),
    ),
    Field::new(
        "cadence",
        Text::new("Cadence", "Rhythmus"),
        FieldType::Choice(CADENCE),
        Text::new("How often it meets.", "Wie oft man sich trifft."),
    ),
    Field::new(
        "escalation",
        Text::new("Escalation", "Eskalation"),
        FieldType::Prose,
        Text::new(
            "Where it goes when it is stuck.",
            "Wohin es geht, wenn es stockt.",
        ),
    ),
];

const FEEDBACK: &[Field] = &[
    Field::new(
        "from",
        Text::new("From", "Von"),
        FieldType::Person,
        Text::new("Who says it.", "Wer es sagt."),
    ),
    Field::new(
        "about",
        Text::new("About", "Worüber"),
        FieldType::Link(&[]),
        Text::new("What it is about.", "Worum es geht."),
    ),
    Field::new(
        "text",
        Text::new("Feedback", "Rückmeldung"),
        FieldType::Prose,
        Text::new("What works, what does not.", "Was gelingt und was nicht."),
    ),
    Field::new(
        "answer",
        Text::new("Answer", "Antwort"),
        FieldType::Prose,
        Text::new(
            "Every feedback deserves one.",
            "Jede Rückmeldung verdient eine.",
        ),
    ),
];

const DECISION: &[Field] = &[
    Field::new(
        "text",
        Text::new("Decision", "Entscheidung"),
        FieldType::Prose,
        Text::new(
            "What was decided, and why.",
            "Was entschieden wurde, und warum.",
        ),
    ),
    Field::new(
        "made_at",
        Text::new("Made on", "Getroffen am"),
        FieldType::Date,
        Text::new(
            "The day it was made.",
            "Der Tag, an dem sie getroffen wurde.",
        ),
    ),
    Field::new(
        "agenda_step",
        Text::new("Agenda step", "Agendapunkt"),
        FieldType::Line,
        Text::new(
            "Where in the workshop it was made.",
            "Wo im Workshop sie getroffen wurde.",
        ),
    ),
];

const PARKED: &[Field] = &[Field::new(
    "text",
    Text::new("What it is about", "Worum es geht"),
    FieldType::Prose,
    Text::new(
        "Enough to pick it up again later.",
        "Genug, um es später wieder aufzunehmen.",
    ),
)];

pub(super) const SECTION: Section = Section {
    key: "governance",
    label: Text::new("Governance", "Steuerung"),
    summary: Text::new(
        "How you keep the plan alive: who meets when, what was decided, what is parked.",
        "Wie der Plan lebendig bleibt: wer sich wann trifft, was entschieden und was geparkt ist.",
    ),
    tier: Tier::Standard,
    shape: Shape::Items(&[
        Kind {
            key: "channel",
            label: Text::new("Channel", "Kanal"),
            plural: Text::new("Channels", "Kanäle"),
            empty: Text::new(
                "A channel is a meeting or a place with a purpose and a cadence. Two are enough to begin with.",
                "Ein Kanal ist ein Treffen oder ein Ort mit Zweck und Rhythmus. Zwei genügen für den Anfang.",
            ),
            fields: CHANNEL,
        },
        Kind {
            key: "decision",
            label: Text::new("Decision", "Entscheidung"),
            plural: Text::new("Decisions", "Entscheidungen"),
            empty: Text::new(
                "Write a decision down when it is made; later nobody remembers why.",
                "Eine Entscheidung gleich aufschreiben; später weiß niemand mehr, warum.",
            ),
            fields: DECISION,
        },
        Kind {
            key: "feedback",
            label: Text::new("Feedback", "Rückmeldung"),
            plural: Text::new("Feedback", "Rückmeldung"),
            empty: Text::new(
                "What works and what does not, said to the other side, with an answer.",
                "Was gelingt und was nicht, der anderen Seite gesagt, mit einer Antwort.",
            ),
            fields: FEEDBACK,
        },
        Kind {
            key: "parked",
            label: Text::new("Parked point", "Geparkter Punkt"),
            plural: Text::new("Parking lot", "Parkplatz"),
            empty: Text::new(
                "Points that matter but not now. Parked is not forgotten.",
                "Punkte, die zählen, aber nicht jetzt. Geparkt ist nicht vergessen.",
            ),
            fields: PARKED,
        },
    ]),
    document: Some(Field::new(
        "notes",
        Text::new("Workshop notes", "Workshop-Notizen"),
        FieldType::Prose,
        Text::new(
            "One text that everybody writes in at the same time.",
            "Ein Text, in dem alle gleichzeitig schreiben.",
        ),
    )),
};
