//! The section of who does what until when, and along which strategy.

use super::choices::STRATEGY;
use super::{Field, FieldType, Kind, Section, Shape, Tier, Unit};
use crate::language::Text;

const STRATEGY_FIELDS: &[Field] = &[
    Field::new(
        "approach",
        Text::new("Kind", "Art"),
        FieldType::Choice(STRATEGY),
        Text::new("Which lever it pulls.", "An welchem Hebel sie ansetzt."),
    ),
    Field::new(
        "narrative",
        Text::new("How it works", "Wie sie wirkt"),
        FieldType::Prose,
        Text::new(
            "Why these actions will move those objectives.",
            "Warum diese Maßnahmen jene Ziele bewegen.",
        ),
    ),
    Field::new(
        "objectives",
        Text::new("Serves", "Dient"),
        FieldType::Links(&["objective"]),
        Text::new("The objectives it moves.", "Die Ziele, die sie bewegt."),
    ),
];

const ACTION: &[Field] = &[
    Field::new(
        "strategy",
        Text::new("Part of", "Teil von"),
        FieldType::Link(&["strategy"]),
        Text::new(
            "The strategy it belongs to.",
            "Die Strategie, zu der sie gehört.",
        ),
    ),
    Field::new(
        "accountable",
        Text::new("Accountable", "Verantwortlich"),
        FieldType::Person,
        Text::new(
            "Exactly one person answers for it.",
            "Genau eine Person steht dafür ein.",
        ),
    ),
    Field::new(
        "contributors",
        Text::new("Contributors", "Mitwirkende"),
        FieldType::People,
        Text::new("Who helps.", "Wer mithilft."),
    ),
    Field::new(
        "start",
        Text::new("Start", "Beginn"),
        FieldType::Date,
        Text::new("The first day of work.", "Der erste Arbeitstag."),
    ),
    Field::new(
        "due",
        Text::new("Due", "Fällig"),
        FieldType::Date,
        Text::new("The day it is done.", "Der Tag, an dem sie erledigt ist."),
    ),
    Field::new(
        "effort",
        Text::new("Effort", "Aufwand"),
        FieldType::Number(Unit::Fixed(Text::new("hours", "Stunden"))),
        Text::new(
            "Hours of work, both sides together.",
            "Arbeitsstunden beider Seiten zusammen.",
        ),
    )
    .from_tier(Tier::Standard),
    Field::new(
        "progress",
        Text::new("Progress", "Fortschritt"),
        FieldType::Percent,
        Text::new("How much of it is done.", "Wie viel davon erledigt ist."),
    ),
    Field::new(
        "depends_on",
        Text::new("Waits for", "Wartet auf"),
        FieldType::Links(&["action"]),
        Text::new("Actions that come first.", "Maßnahmen, die vorher kommen."),
    )
    .from_tier(Tier::Standard),
    Field::new(
        "done_when",
        Text::new("Done when", "Erledigt, wenn"),
        FieldType::Prose,
        Text::new(
            "What one can see when it is finished.",
            "Was man sieht, wenn sie fertig ist.",
        ),
    ),
];

pub(super) const SECTION: Section = Section {
    key: "actions",
    label: Text::new("Strategies and actions", "Strategien und Maßnahmen"),
    summary: Text::new(
        "How you get there: few strategies, and actions that one person each answers for.",
        "Der Weg dorthin: wenige Strategien, und Maßnahmen, für die je eine Person einsteht.",
    ),
    tier: Tier::Essential,
    shape: Shape::Items(&[
        Kind {
            key: "strategy",
            label: Text::new("Strategy", "Strategie"),
            plural: Text::new("Strategies", "Strategien"),
            empty: Text::new(
                "A strategy says why a group of actions will move your objectives. Start with one per lever: marketing, sales, product, enablement, co-sell.",
                "Eine Strategie sagt, warum eine Gruppe von Maßnahmen die Ziele bewegt. Für den Anfang genügt eine je Hebel: Marketing, Vertrieb, Produkt, Befähigung, gemeinsamer Verkauf.",
            ),
            fields: STRATEGY_FIELDS,
        },
        Kind {
            key: "action",
            label: Text::new("Action", "Maßnahme"),
            plural: Text::new("Actions", "Maßnahmen"),
            empty: Text::new(
                "An action has one accountable person and a day. What nobody owns does not happen.",
                "Eine Maßnahme hat eine verantwortliche Person und einen Tag. Was niemandem gehört, geschieht nicht.",
            ),
            fields: ACTION,
        },
    ]),
    document: None,
};
