//! The section of what people must learn, and how good people are won and kept.

use super::figures::{AS_OF, BY_SOURCE, SOURCE};
use super::{Field, FieldType, Kind, Section, Shape, Tier, Unit};
use crate::language::Text;

const PEOPLE: Unit = Unit::Fixed(Text::new("people", "Personen"));

const COST: Field = Field::new(
    "cost",
    Text::new("Cost", "Kosten"),
    FieldType::Money,
    Text::new("For everybody together.", "Für alle zusammen."),
);

const TRAINING: &[Field] = &[
    Field::new(
        "role",
        Text::new("For", "Für"),
        FieldType::Line,
        Text::new(
            "The role that needs it: sales, presales, technician.",
            "Die Rolle, die es braucht: Vertrieb, Beratung, Technik.",
        ),
    ),
    Field::new(
        "course",
        Text::new("Course", "Kurs"),
        FieldType::Line,
        Text::new("Its name in the catalogue.", "Sein Name im Katalog."),
    ),
    Field::new(
        "seats",
        Text::new("Seats", "Plätze"),
        FieldType::Number(Unit::Fixed(Text::new("seats", "Plätze"))),
        Text::new("How many are booked.", "Wie viele gebucht sind."),
    ),
    Field::new(
        "certified_required",
        Text::new("Certified, needed", "Zertifiziert, nötig"),
        FieldType::Number(PEOPLE),
        Text::new(
            "How many the objectives ask for.",
            "Wie viele die Ziele verlangen.",
        ),
    ),
    Field::new(
        "certified_now",
        Text::new("Certified, now", "Zertifiziert, heute"),
        FieldType::Number(PEOPLE),
        Text::new(
            "How many hold it and are still there.",
            "Wie viele es haben und noch da sind.",
        ),
    )
    .sourced_by(BY_SOURCE),
    Field::new(
        "date",
        Text::new("Date", "Termin"),
        FieldType::Date,
        Text::new("The first day of the course.", "Der erste Tag des Kurses."),
    ),
    COST.from_tier(Tier::Standard),
    Field::new(
        "vendor_share",
        Text::new("The vendor pays", "Hersteller zahlt"),
        FieldType::Percent,
        Text::new(
            "The vendor's share of the cost; the partner pays the rest.",
            "Anteil des Herstellers an den Kosten; den Rest zahlt der Partner.",
        ),
    )
    .from_tier(Tier::Standard),
    SOURCE.from_tier(Tier::Standard),
    AS_OF.from_tier(Tier::Standard),
];

const TALENT: &[Field] = &[
    Field::new(
        "side",
        Text::new("Side", "Seite"),
        FieldType::Side,
        Text::new("Who runs it.", "Wer es durchführt."),
    ),
    Field::new(
        "purpose",
        Text::new("What for", "Wozu"),
        FieldType::Prose,
        Text::new(
            "Whom it wins or keeps, and why they would come or stay.",
            "Wen es gewinnt oder hält, und warum sie kommen oder bleiben.",
        ),
    ),
    Field::new(
        "headcount",
        Text::new("People", "Personen"),
        FieldType::Number(PEOPLE),
        Text::new("How many it is about.", "Um wie viele es geht."),
    ),
    Field::new(
        "due",
        Text::new("Until", "Bis"),
        FieldType::Date,
        Text::new("The day they are there.", "Der Tag, an dem sie da sind."),
    ),
    COST.from_tier(Tier::Standard),
];

pub(super) const SECTION: Section = Section {
    key: "enablement",
    label: Text::new("Enablement", "Befähigung"),
    summary: Text::new(
        "Who must be able to do what by when, and how they get there.",
        "Wer bis wann was können muss, und wie es gelingt.",
    ),
    tier: Tier::Standard,
    shape: Shape::Items(&[
        Kind {
            key: "training",
            label: Text::new("Training", "Schulung"),
            plural: Text::new("Trainings", "Schulungen"),
            empty: Text::new(
                "Count the certified people you need against those you have; the difference is what to book.",
                "Zertifizierte, die nötig sind, gegen die zählen, die da sind; die Differenz ist zu buchen.",
            ),
            fields: TRAINING,
        },
        Kind {
            key: "talent",
            label: Text::new("Talent initiative", "Talentinitiative"),
            plural: Text::new("Talent initiatives", "Talentinitiativen"),
            empty: Text::new(
                "A practice grows with its people: shadowing, exchange, a shared graduate programme.",
                "Ein Geschäft wächst mit seinen Menschen: Mitlaufen, Austausch, ein gemeinsames Nachwuchsprogramm.",
            ),
            fields: TALENT,
        },
    ]),
    document: None,
};
