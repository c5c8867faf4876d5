//! The section of what both companies put in: money, people, technology, and funds with their
//! rules.

use super::choices::{RESOURCE, RESOURCE_UNIT};
use super::figures::{AS_OF, BY_SOURCE, SOURCE};
use super::{Field, FieldType, Kind, Section, Shape, Tier, Unit};
use crate::language::Text;

const UNIT: Unit = Unit::Field("unit");

const RESOURCE_FIELDS: &[Field] = &[
    Field::new(
        "category",
        Text::new("Kind", "Art"),
        FieldType::Choice(RESOURCE),
        Text::new(
            "Money, people or technology.",
            "Geld, Menschen oder Technik.",
        ),
    ),
    Field::new(
        "side",
        Text::new("From", "Von"),
        FieldType::Side,
        Text::new("Which company gives it.", "Welches Unternehmen sie gibt."),
    ),
    Field::new(
        "person",
        Text::new("Whose time", "Wessen Zeit"),
        FieldType::Person,
        Text::new(
            "For hours of one person: the actions they answer for are held against it.",
            "Bei Stunden einer Person: Die Maßnahmen, für die sie einsteht, werden daran gemessen.",
        ),
    )
    .from_tier(Tier::Standard),
    Field::new(
        "unit",
        Text::new("Unit", "Einheit"),
        FieldType::Choice(RESOURCE_UNIT),
        Text::new("What is counted.", "Was gezählt wird."),
    ),
    Field::new(
        "period",
        Text::new("Period", "Zeitraum"),
        FieldType::Period,
        Text::new("When it is needed.", "Wann sie gebraucht wird."),
    )
    .from_tier(Tier::Standard),
    Field::new(
        "requested",
        Text::new("Requested", "Angefragt"),
        FieldType::Number(UNIT),
        Text::new("What the plan needs.", "Was der Plan braucht."),
    ),
    Field::new(
        "committed",
        Text::new("Committed", "Zugesagt"),
        FieldType::Number(UNIT),
        Text::new(
            "What somebody who may has promised.",
            "Was jemand zugesagt hat, der es darf.",
        ),
    ),
    Field::new(
        "used",
        Text::new("Used", "Verbraucht"),
        FieldType::Number(UNIT),
        Text::new("What is spent so far.", "Was bisher verbraucht ist."),
    )
    .sourced_by(BY_SOURCE)
    .from_tier(Tier::Standard),
    Field::new(
        "approver",
        Text::new("Approved by", "Freigegeben von"),
        FieldType::Person,
        Text::new("Who can promise it.", "Wer sie zusagen kann."),
    )
    .from_tier(Tier::Standard),
    SOURCE.from_tier(Tier::Standard),
    AS_OF.from_tier(Tier::Standard),
];

const FUND: &[Field] = &[
    Field::new(
        "side",
        Text::new("From", "Von"),
        FieldType::Side,
        Text::new("Whose fund it is.", "Wessen Fonds das ist."),
    ),
    Field::new(
        "activity",
        Text::new("Eligible activity", "Was gefördert wird"),
        FieldType::Prose,
        Text::new(
            "What may be paid from it, and what may not.",
            "Was daraus bezahlt werden darf, und was nicht.",
        ),
    ),
    Field::new(
        "amount",
        Text::new("Amount", "Betrag"),
        FieldType::Money,
        Text::new("What there is.", "Was da ist."),
    ),
    Field::new(
        "claimed",
        Text::new("Claimed", "Abgerechnet"),
        FieldType::Money,
        Text::new("What was claimed so far.", "Was bisher abgerechnet ist."),
    ),
    Field::new(
        "claim_deadline",
        Text::new("Claim until", "Abrechnen bis"),
        FieldType::Date,
        Text::new(
            "Money that is not claimed by then is lost.",
            "Was bis dahin nicht abgerechnet ist, verfällt.",
        ),
    ),
    Field::new(
        "proof",
        Text::new("Proof needed", "Nötiger Nachweis"),
        FieldType::Prose,
        Text::new(
            "Invoices, pictures, lists of those who came: collect them while it happens.",
            "Rechnungen, Bilder, Teilnehmerlisten: sammeln, solange es läuft.",
        ),
    )
    .from_tier(Tier::Standard),
];

pub(super) const SECTION: Section = Section {
    key: "resources",
    label: Text::new("Resources", "Mittel"),
    summary: Text::new(
        "What each side puts in: requested, committed, used.",
        "Was jede Seite einbringt: angefragt, zugesagt, verbraucht.",
    ),
    tier: Tier::Standard,
    shape: Shape::Items(&[
        Kind {
            key: "resource",
            label: Text::new("Resource", "Mittel"),
            plural: Text::new("Resources", "Mittel"),
            empty: Text::new(
                "What is only hoped for is not there. Write what you need, and let the one who may promise it do so here.",
                "Was nur erhofft ist, ist nicht da. Aufschreiben, was gebraucht wird, und hier zusagen lassen, wer es zusagen darf.",
            ),
            fields: RESOURCE_FIELDS,
        },
        Kind {
            key: "fund",
            label: Text::new("Fund", "Fonds"),
            plural: Text::new("Funds", "Fonds"),
            empty: Text::new(
                "Market development funds lapse unclaimed more often than they are refused. Note the proof and the deadline first.",
                "Marketingfonds verfallen öfter, als dass sie abgelehnt werden. Zuerst Nachweis und Frist notieren.",
            ),
            fields: FUND,
        },
    ]),
    document: None,
};
