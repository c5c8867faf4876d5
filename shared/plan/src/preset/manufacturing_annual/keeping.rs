//! How the plan stays alive: risks, reviews, governance.

use super::super::seed::Seed::{Day, Is, Item, Items, People, Person, Rows};
use super::super::seed::{SeedItem, SeedSection};

pub(super) const RISKS: SeedSection = SeedSection {
    key: "risks",
    fields: &[],
    items: &[
        SeedItem {
            name: "board-risk",
            kind: "risk",
            fields: &[
                ("title", Is("Control boards run out")),
                ("category", Is("supply")),
                ("probability", Is("3")),
                ("impact", Is("4")),
                ("exposure", Is("350,000 USD")),
                (
                    "trigger",
                    Is("The stock in Venlo falls below 150 before the review."),
                ),
                (
                    "mitigation",
                    Is(
                        "Order 200 boards ahead; qualify the second supplier by the middle of the year.",
                    ),
                ),
                (
                    "contingency",
                    Is(
                        "Repair boards from returned drives; customers with service contracts first.",
                    ),
                ),
                ("owner", Person("marco")),
                ("links", Items(&["availability"])),
            ],
        },
        SeedItem {
            name: "grants-end",
            kind: "risk",
            fields: &[
                ("title", Is("A country stops its grant")),
                ("category", Is("regulatory")),
                ("probability", Is("2")),
                ("impact", Is("3")),
                ("exposure", Is("400,000 USD")),
                ("trigger", Is("The budget of the ministry for next year.")),
                ("mitigation", Is("Sell on payback without the grant.")),
                (
                    "contingency",
                    Is("Move the campaign to another region within a month."),
                ),
                ("owner", Person("ingrid")),
            ],
        },
        SeedItem {
            name: "technician-shortage",
            kind: "risk",
            fields: &[
                ("title", Is("No technicians to be found in the Nordics")),
                ("category", Is("people")),
                ("probability", Is("4")),
                ("impact", Is("4")),
                ("exposure", Is("260,000 USD")),
                (
                    "trigger",
                    Is("No application four weeks after the advertisement."),
                ),
                (
                    "mitigation",
                    Is("Train two fitters of the distributor's own workshop."),
                ),
                (
                    "contingency",
                    Is("Fly in from Benelux for the first six months."),
                ),
                ("owner", Person("lotte")),
                ("links", Items(&["technicians"])),
            ],
        },
    ],
};

pub(super) const REVIEWS: SeedSection = SeedSection {
    key: "reviews",
    fields: &[],
    items: &[
        SeedItem {
            name: "q1-review",
            kind: "review",
            fields: &[
                ("title", Is("First quarterly review, in Zaragoza")),
                ("date", Day(3, 7)),
                ("cadence", Is("quarterly")),
                ("attendees", People(&["ingrid", "pedro", "marco", "lotte"])),
                ("next", Day(6, 7)),
                ("owner", Person("ingrid")),
            ],
        },
        SeedItem {
            name: "q2-review",
            kind: "review",
            fields: &[
                ("title", Is("Second quarterly review, at the factory")),
                ("date", Day(6, 7)),
                ("cadence", Is("quarterly")),
                ("attendees", People(&["ingrid", "pedro", "marco", "lotte"])),
                ("next", Day(9, 7)),
                ("owner", Person("pedro")),
                ("carry_overs", Items(&["repair-centre"])),
            ],
        },
        SeedItem {
            name: "year-review",
            kind: "review",
            fields: &[
                ("title", Is("Annual review with both sponsors")),
                ("date", Day(12, -10)),
                ("cadence", Is("yearly")),
                ("attendees", People(&["elena", "hugo", "ingrid", "pedro"])),
                (
                    "scores",
                    Rows(&[
                        &[("objective", Item("revenue"))],
                        &[("objective", Item("launch"))],
                        &[("objective", Item("availability"))],
                        &[("objective", Item("technicians"))],
                    ]),
                ),
                ("owner", Person("ingrid")),
            ],
        },
        SeedItem {
            name: "energy-assumption",
            kind: "assumption",
            fields: &[
                ("title", Is("Electricity stays expensive")),
                (
                    "statement",
                    Is(
                        "The saving pays for a drive within two years as long as industrial electricity costs enough.",
                    ),
                ),
                ("unit", Is("USD/MWh")),
                ("current_value", Is("148")),
                ("trips_when", Is("below")),
                ("trip_value", Is("95")),
                ("check_date", Day(3, 0)),
                ("source", Is("Exchange, yearly contracts")),
                ("as_of", Day(0, -4)),
                ("owner", Person("ingrid")),
            ],
        },
        SeedItem {
            name: "copper-assumption",
            kind: "assumption",
            fields: &[
                ("title", Is("Copper stays below the price list's limit")),
                (
                    "statement",
                    Is("Prices hold for the whole year as long as copper does not pass the limit."),
                ),
                ("unit", Is("USD/t")),
                ("current_value", Is("9,350")),
                ("trips_when", Is("above")),
                ("trip_value", Is("11,000")),
                ("check_date", Day(2, 0)),
                ("source", Is("Metal exchange, three months")),
                ("as_of", Day(0, -2)),
                ("owner", Person("marco")),
            ],
        },
    ],
};

pub(super) const GOVERNANCE: SeedSection = SeedSection {
    key: "governance",
    fields: &[(
        "notes",
        Is("Workshop notes\n\nAgenda: last year · vision · regions · stock · launch · reviews\n\n"),
    )],
    items: &[
        SeedItem {
            name: "forecast-call",
            kind: "channel",
            fields: &[
                ("title", Is("Forecast call")),
                (
                    "purpose",
                    Is("Orders, stock and forecast of the key parts, by region."),
                ),
                ("cadence", Is("biweekly")),
                (
                    "escalation",
                    Is("A part under its minimum: both supply managers the same day."),
                ),
            ],
        },
        SeedItem {
            name: "review",
            kind: "channel",
            fields: &[
                ("title", Is("Quarterly business review")),
                (
                    "purpose",
                    Is("Objectives, launches, money; on site, in turn."),
                ),
                ("cadence", Is("quarterly")),
                ("escalation", Is("To the two managing directors.")),
            ],
        },
        SeedItem {
            name: "exclusive",
            kind: "decision",
            fields: &[
                (
                    "title",
                    Is("Six months of exclusive access to the compact series"),
                ),
                (
                    "text",
                    Is("Counted from the first delivery in each region."),
                ),
                ("made_at", Day(0, 0)),
                ("agenda_step", Is("Launch")),
            ],
        },
        SeedItem {
            name: "packaging",
            kind: "feedback",
            fields: &[
                ("title", Is("Packaging that survives the last mile")),
                ("from", Person("lotte")),
                ("about", Item("availability")),
                (
                    "text",
                    Is("One in forty housings arrived damaged last year."),
                ),
                ("answer", Is("New inlays from the second quarter on.")),
            ],
        },
        SeedItem {
            name: "repair-centre",
            kind: "parked",
            fields: &[
                ("title", Is("A joint repair centre in the Nordics")),
                (
                    "text",
                    Is("Needs a business case; look at it in the second review."),
                ),
            ],
        },
    ],
};
