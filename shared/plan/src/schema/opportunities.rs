//! The section of where the business is to come from: segments of the market, and named accounts.

use super::figures::{AS_OF, BY_SOURCE, SOURCE};
use super::{Field, FieldType, Kind, Section, Shape, Tier};
use crate::language::Text;

const SEGMENT: &[Field] = &[
    Field::new(
        "industry",
        Text::new("Industry", "Branche"),
        FieldType::Line,
        Text::new("Who these customers are.", "Wer diese Kunden sind."),
    ),
    Field::new(
        "region",
        Text::new("Region", "Region"),
        FieldType::Line,
        Text::new("Where they are.", "Wo sie sind."),
    ),
    Field::new(
        "product",
        Text::new("Product", "Produkt"),
        FieldType::Line,
        Text::new("What they would buy.", "Was sie kaufen würden."),
    ),
    Field::new(
        "size",
        Text::new("Size", "Größe"),
        FieldType::Money,
        Text::new(
            "What the whole segment spends on it in a year.",
            "Was das ganze Segment dafür im Jahr ausgibt.",
        ),
    )
    .sourced_by(BY_SOURCE),
    Field::new(
        "reachable",
        Text::new("Reachable", "Erreichbar"),
        FieldType::Money,
        Text::new(
            "The part that the two of you can serve.",
            "Der Teil, den beide zusammen bedienen können.",
        ),
    ),
    Field::new(
        "win_probability",
        Text::new("Win probability", "Gewinnchance"),
        FieldType::Percent,
        Text::new(
            "How often you won there before.",
            "Wie oft dort bisher gewonnen wurde.",
        ),
    ),
    Field::new(
        "competitor",
        Text::new("Competitor", "Wettbewerber"),
        FieldType::Line,
        Text::new("Who is there already.", "Wer schon dort ist."),
    )
    .from_tier(Tier::Standard),
    Field::new(
        "entry_date",
        Text::new("Entry", "Eintritt"),
        FieldType::Date,
        Text::new(
            "The day you begin there.",
            "Der Tag, an dem es dort losgeht.",
        ),
    )
    .from_tier(Tier::Standard),
    SOURCE.from_tier(Tier::Standard),
    AS_OF.from_tier(Tier::Standard),
];

const ACCOUNT: &[Field] = &[
    Field::new(
        "customer",
        Text::new("Customer", "Kunde"),
        FieldType::Line,
        Text::new(
            "The company, as it is called in both CRM systems.",
            "Das Unternehmen, wie es in beiden CRM-Systemen heißt.",
        ),
    ),
    Field::new(
        "amount",
        Text::new("Amount", "Betrag"),
        FieldType::Money,
        Text::new(
            "What the deal is worth to both together.",
            "Was das Geschäft beiden zusammen wert ist.",
        ),
    ),
    Field::new(
        "vendor_role",
        Text::new("The vendor's role", "Rolle des Herstellers"),
        FieldType::Line,
        Text::new("What the vendor does.", "Was der Hersteller tut."),
    ),
    Field::new(
        "partner_role",
        Text::new("The partner's role", "Rolle des Partners"),
        FieldType::Line,
        Text::new("What the partner does.", "Was der Partner tut."),
    ),
    Field::new(
        "close_date",
        Text::new("Closes", "Abschluss"),
        FieldType::Date,
        Text::new(
            "The day the customer is expected to sign.",
            "Der Tag, an dem der Kunde voraussichtlich unterschreibt.",
        ),
    ),
];

pub(super) const SECTION: Section = Section {
    key: "opportunities",
    label: Text::new("Opportunities", "Chancen"),
    summary: Text::new(
        "Where the business is to come from: segments worth entering, customers worth a joint call.",
        "Woher das Geschäft kommen soll: lohnende Segmente, und Kunden für einen gemeinsamen Besuch.",
    ),
    tier: Tier::Standard,
    shape: Shape::Items(&[
        Kind {
            key: "segment",
            label: Text::new("Segment", "Segment"),
            plural: Text::new("Segments", "Segmente"),
            empty: Text::new(
                "A segment is one industry, region and product. Choose two that you can win, not ten that exist.",
                "Ein Segment ist eine Branche, eine Region und ein Produkt. Besser zwei wählen, die zu gewinnen sind, als zehn, die es gibt.",
            ),
            fields: SEGMENT,
        },
        Kind {
            key: "account",
            label: Text::new("Target account", "Zielkunde"),
            plural: Text::new("Target accounts", "Zielkunden"),
            empty: Text::new(
                "Name the customers that you call on together, and who does what there.",
                "Die Kunden nennen, die gemeinsam besucht werden, und wer dort was tut.",
            ),
            fields: ACCOUNT,
        },
    ]),
    document: None,
};
