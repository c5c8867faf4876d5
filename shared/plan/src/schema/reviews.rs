//! The section of when the plan is looked at again, and of what it takes for granted.

use super::choices::{CADENCE, TRIPS_WHEN};
use super::figures::{AS_OF, BY_SOURCE, SOURCE};
use super::{Field, FieldType, Kind, Section, Shape, Tier, Unit};
use crate::language::Text;

const UNIT: Unit = Unit::Field("unit");

const SCORES: &[Field] = &[
    Field::new(
        "objective",
        Text::new("Objective", "Ziel"),
        FieldType::Link(&["objective"]),
        Text::new("What is judged.", "Was beurteilt wird."),
    ),
    Field::new(
        "score",
        Text::new("Score", "Bewertung"),
        FieldType::Score,
        Text::new("1: missed, 5: exceeded.", "1: verfehlt, 5: übertroffen."),
    ),
    Field::new(
        "note",
        Text::new("Because", "Weil"),
        FieldType::Line,
        Text::new("One sentence.", "Ein Satz."),
    ),
];

const REVIEW: &[Field] = &[
    Field::new(
        "date",
        Text::new("Date", "Termin"),
        FieldType::Date,
        Text::new("The day you meet.", "Der Tag des Treffens."),
    ),
    Field::new(
        "cadence",
        Text::new("Cadence", "Rhythmus"),
        FieldType::Choice(CADENCE),
        Text::new(
            "How often such a review is held.",
            "Wie oft so geprüft wird.",
        ),
    ),
    Field::new(
        "attendees",
        Text::new("Attendees", "Teilnehmende"),
        FieldType::People,
        Text::new(
            "Somebody of each side who may decide.",
            "Von jeder Seite jemand, der entscheiden darf.",
        ),
    )
    .from_tier(Tier::Standard),
    Field::new(
        "decisions",
        Text::new("Decisions", "Entscheidungen"),
        FieldType::Prose,
        Text::new("What you change, and why.", "Was geändert wird, und warum."),
    ),
    Field::new(
        "next",
        Text::new("Next review", "Nächste Überprüfung"),
        FieldType::Date,
        Text::new(
            "Agree on it before you part.",
            "Vereinbaren, bevor man auseinandergeht.",
        ),
    ),
    Field::new(
        "carry_overs",
        Text::new("Carried over", "Mitgenommen"),
        FieldType::Links(&[]),
        Text::new(
            "What was not finished and stays on the list.",
            "Was nicht fertig wurde und auf der Liste bleibt.",
        ),
    )
    .from_tier(Tier::Standard),
    Field::new(
        "scores",
        Text::new("Scores", "Bewertungen"),
        FieldType::Rows(SCORES),
        Text::new(
            "How both sides judge each objective.",
            "Wie beide Seiten jedes Ziel beurteilen.",
        ),
    )
    .from_tier(Tier::Standard),
];

const ASSUMPTION: &[Field] = &[
    Field::new(
        "statement",
        Text::new("We assume that", "Angenommen wird"),
        FieldType::Prose,
        Text::new(
            "What must stay true for the plan to hold.",
            "Was gelten muss, damit der Plan hält.",
        ),
    ),
    Field::new(
        "current_value",
        Text::new("Current value", "Aktueller Wert"),
        FieldType::Number(UNIT),
        Text::new("How it stands today.", "Wie es heute steht."),
    )
    .sourced_by(BY_SOURCE),
    Field::new(
        "trips_when",
        Text::new("Trips when", "Kippt, wenn"),
        FieldType::Choice(TRIPS_WHEN),
        Text::new(
            "On which side of the trip value the plan must change.",
            "Auf welcher Seite der Schwelle der Plan zu ändern ist.",
        ),
    ),
    Field::new(
        "trip_value",
        Text::new("Trip value", "Schwelle"),
        FieldType::Number(UNIT),
        Text::new(
            "The value at which you talk about the plan anew.",
            "Der Wert, bei dem neu über den Plan gesprochen wird.",
        ),
    ),
    Field::new(
        "unit",
        Text::new("Unit", "Einheit"),
        FieldType::Line,
        Text::new(
            "%, USD/t, weeks, competitors …",
            "%, EUR/t, Wochen, Wettbewerber …",
        ),
    ),
    Field::new(
        "check_date",
        Text::new("Check on", "Prüfen am"),
        FieldType::Date,
        Text::new(
            "The next day somebody looks.",
            "Der nächste Tag, an dem jemand hinsieht.",
        ),
    ),
    SOURCE.from_tier(Tier::Standard),
    AS_OF.from_tier(Tier::Standard),
];

pub(super) const SECTION: Section = Section {
    key: "reviews",
    label: Text::new("Reviews", "Überprüfungen"),
    summary: Text::new(
        "When you look at the plan again, and what you take for granted until then.",
        "Wann der Plan wieder geprüft wird, und was bis dahin als gegeben gilt.",
    ),
    tier: Tier::Essential,
    shape: Shape::Items(&[
        Kind {
            key: "review",
            label: Text::new("Review", "Überprüfung"),
            plural: Text::new("Reviews", "Überprüfungen"),
            empty: Text::new(
                "Plans die of silence. Put the first review into the calendar before you write anything else.",
                "Pläne sterben an Stille. Die erste Überprüfung in den Kalender setzen, bevor alles andere geschrieben wird.",
            ),
            fields: REVIEW,
        },
        Kind {
            key: "assumption",
            label: Text::new("Assumption", "Annahme"),
            plural: Text::new("Assumptions", "Annahmen"),
            empty: Text::new(
                "What would make this plan wrong? Note the figure, the value at which you talk again, and who looks when.",
                "Was würde diesen Plan falsch machen? Die Zahl notieren, die Schwelle, und wer wann hinsieht.",
            ),
            fields: ASSUMPTION,
        },
    ]),
    document: None,
};
