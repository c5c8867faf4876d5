//! The section of how both companies make demand together.

use super::choices::CAMPAIGN_CHANNEL;
use super::{Field, FieldType, Kind, Section, Shape, Tier, Unit};
use crate::language::Text;

const CAMPAIGN: &[Field] = &[
    Field::new(
        "audience",
        Text::new("Audience", "Zielgruppe"),
        FieldType::Line,
        Text::new(
            "Whom it speaks to, by role and industry.",
            "Wen sie anspricht, nach Rolle und Branche.",
        ),
    ),
    Field::new(
        "channel",
        Text::new("Channel", "Kanal"),
        FieldType::Choice(CAMPAIGN_CHANNEL),
        Text::new("How it reaches them.", "Auf welchem Weg."),
    ),
    Field::new(
        "start",
        Text::new("Start", "Beginn"),
        FieldType::Date,
        Text::new(
            "The first day it is seen.",
            "Der erste Tag, an dem man sie sieht.",
        ),
    ),
    Field::new(
        "end",
        Text::new("End", "Ende"),
        FieldType::Date,
        Text::new("The last day.", "Der letzte Tag."),
    ),
    Field::new(
        "budget_vendor",
        Text::new("The vendor pays", "Hersteller zahlt"),
        FieldType::Money,
        Text::new(
            "The vendor's share of the cost.",
            "Anteil des Herstellers an den Kosten.",
        ),
    ),
    Field::new(
        "budget_partner",
        Text::new("The partner pays", "Partner zahlt"),
        FieldType::Money,
        Text::new(
            "The partner's share of the cost.",
            "Anteil des Partners an den Kosten.",
        ),
    ),
    Field::new(
        "leads",
        Text::new("Leads", "Leads"),
        FieldType::Number(Unit::Fixed(Text::new("leads", "Leads"))),
        Text::new(
            "How many contacts sales will accept.",
            "Wie viele Kontakte der Vertrieb annehmen wird.",
        ),
    ),
    Field::new(
        "pipeline",
        Text::new("Pipeline", "Pipeline"),
        FieldType::Money,
        Text::new(
            "The value of the opportunities that come of it.",
            "Der Wert der Verkaufschancen, die daraus entstehen.",
        ),
    ),
    Field::new(
        "fund",
        Text::new("Paid from", "Bezahlt aus"),
        FieldType::Link(&["fund"]),
        Text::new(
            "The fund that it is claimed from.",
            "Der Fonds, bei dem sie abgerechnet wird.",
        ),
    )
    .from_tier(Tier::Standard),
];

pub(super) const SECTION: Section = Section {
    key: "campaigns",
    label: Text::new("Campaigns", "Kampagnen"),
    summary: Text::new(
        "How you make demand together, who pays, and what is to come of it.",
        "Wie gemeinsam Nachfrage entsteht, wer zahlt, und was dabei herauskommen soll.",
    ),
    tier: Tier::Standard,
    shape: Shape::Items(&[Kind {
        key: "campaign",
        label: Text::new("Campaign", "Kampagne"),
        plural: Text::new("Campaigns", "Kampagnen"),
        empty: Text::new(
            "A campaign has one audience, one channel and a number of leads that sales has promised to call.",
            "Eine Kampagne hat eine Zielgruppe, einen Kanal und eine Zahl von Leads, die der Vertrieb anzurufen verspricht.",
        ),
        fields: CAMPAIGN,
    }]),
    document: None,
};
