//! Where both stand, where the business is to come from, and how demand is made.

use super::super::seed::Seed::{Day, Is, Item, Items, Person, Quarter, Rows, Tags};
use super::super::seed::{SeedItem, SeedSection};

pub(super) const CURRENT: SeedSection = SeedSection {
    key: "current",
    fields: &[],
    items: &[
        SeedItem {
            name: "share",
            kind: "metric",
            fields: &[
                ("title", Is("Market share, Iberia")),
                ("side", Is("both")),
                ("period", Quarter(-3)),
                ("value", Is("11.5")),
                ("unit", Is("%")),
                ("source", Is("Industry association, drives up to 50 kW")),
                ("as_of", Day(0, -25)),
            ],
        },
        SeedItem {
            name: "downtime",
            kind: "metric",
            fields: &[
                ("title", Is("Downtime of a customer's line after a fault")),
                ("side", Is("both")),
                ("period", Quarter(-3)),
                ("value", Is("19")),
                ("unit", Is("hours")),
                ("source", Is("Service tickets of the distributor")),
                ("as_of", Day(0, -2)),
            ],
        },
        SeedItem {
            name: "stock-value",
            kind: "metric",
            fields: &[
                ("title", Is("Capital in regional stock")),
                ("side", Is("partner")),
                ("period", Quarter(-3)),
                ("value", Is("1,340,000")),
                ("unit", Is("USD")),
                ("source", Is("Distributor's ledger")),
                ("as_of", Day(0, -1)),
            ],
        },
        SeedItem {
            name: "efficiency",
            kind: "swot",
            fields: &[
                ("title", Is("A third less energy, measured")),
                ("quadrant", Is("strength")),
                ("side", Is("vendor")),
                (
                    "text",
                    Is(
                        "The measuring week shows it in the customer's own plant. Offer it before any price.",
                    ),
                ),
            ],
        },
        SeedItem {
            name: "forecast-habit",
            kind: "swot",
            fields: &[
                ("title", Is("Orders come in lumps")),
                ("quadrant", Is("weakness")),
                ("side", Is("partner")),
                (
                    "text",
                    Is(
                        "Three large orders a year make every forecast wrong. Split them by month and part.",
                    ),
                ),
            ],
        },
        SeedItem {
            name: "subsidies",
            kind: "swot",
            fields: &[
                ("title", Is("Grants for efficient drives")),
                ("quadrant", Is("opportunity")),
                ("side", Is("both")),
                (
                    "text",
                    Is(
                        "Four countries pay up to 30 %. The application is a service that we can sell.",
                    ),
                ),
            ],
        },
        SeedItem {
            name: "magnets",
            kind: "swot",
            fields: &[
                ("title", Is("Magnets from one country")),
                ("quadrant", Is("threat")),
                ("side", Is("vendor")),
                (
                    "text",
                    Is("A second source is qualified for two of five types only."),
                ),
            ],
        },
        SeedItem {
            name: "regional-service",
            kind: "capability",
            fields: &[
                ("title", Is("Service within a day")),
                ("area", Is("support")),
                ("side", Is("partner")),
                ("score", Is("3")),
                (
                    "gap",
                    Is("Nobody in the Nordics knows the compact series yet."),
                ),
                ("links", Items(&["technicians"])),
            ],
        },
        SeedItem {
            name: "joint-forecast",
            kind: "capability",
            fields: &[
                ("title", Is("A forecast that the factory can build to")),
                ("area", Is("supply")),
                ("side", Is("both")),
                ("score", Is("2")),
                ("gap", Is("Two spreadsheets, compared once a quarter.")),
                ("links", Items(&["availability"])),
            ],
        },
        SeedItem {
            name: "energy-prices",
            kind: "trend",
            fields: &[
                ("title", Is("Energy prices stay high")),
                (
                    "text",
                    Is(
                        "Industrial electricity costs 40 % more than five years ago; payback of an efficient drive falls below two years.",
                    ),
                ),
                ("direction", Is("tailwind")),
                ("source", Is("National statistics, four countries")),
                ("as_of", Day(0, -45)),
            ],
        },
        SeedItem {
            name: "imports",
            kind: "trend",
            fields: &[
                ("title", Is("Cheaper drives from overseas")),
                (
                    "text",
                    Is("Two new brands offer at 25 % less, without service."),
                ),
                ("direction", Is("headwind")),
                ("source", Is("Lost bids of the last year")),
                ("as_of", Day(0, -15)),
            ],
        },
    ],
};

pub(super) const OPPORTUNITIES: SeedSection = SeedSection {
    key: "opportunities",
    fields: &[],
    items: &[
        SeedItem {
            name: "water",
            kind: "segment",
            fields: &[
                ("title", Is("Water works, Iberia")),
                ("industry", Is("Water and sewage")),
                ("region", Is("Iberia")),
                ("product", Is("Compact series")),
                ("size", Is("14,000,000 USD")),
                ("reachable", Is("3,200,000 USD")),
                ("win_probability", Is("28 %")),
                ("competitor", Is("The national maker")),
                ("entry_date", Day(2, 0)),
                ("source", Is("Tender register, three years")),
                ("as_of", Day(0, -30)),
                ("links", Items(&["revenue"])),
            ],
        },
        SeedItem {
            name: "food",
            kind: "segment",
            fields: &[
                ("title", Is("Food plants, Benelux")),
                ("industry", Is("Food")),
                ("region", Is("Benelux")),
                ("product", Is("Hygienic drives")),
                ("size", Is("8,500,000 USD")),
                ("reachable", Is("2,000,000 USD")),
                ("win_probability", Is("35 %")),
                ("competitor", Is("Two overseas brands")),
                ("entry_date", Day(4, 0)),
                ("source", Is("Association of food makers")),
                ("as_of", Day(0, -30)),
            ],
        },
        SeedItem {
            name: "dairy",
            kind: "account",
            fields: &[
                ("title", Is("Dairy group, eleven plants")),
                ("customer", Is("Noorderland Zuivel")),
                ("amount", Is("620,000 USD")),
                ("vendor_role", Is("Energy guarantee")),
                ("partner_role", Is("Measuring weeks and service contract")),
                ("close_date", Day(5, 10)),
                ("status", Is("on_track")),
                ("owner", Person("pedro")),
            ],
        },
        SeedItem {
            name: "water-board",
            kind: "account",
            fields: &[
                ("title", Is("Water board, two tenders")),
                ("customer", Is("Aguas del Sur")),
                ("amount", Is("1,100,000 USD")),
                ("vendor_role", Is("Bids as guarantor")),
                ("partner_role", Is("Bids and delivers")),
                ("close_date", Day(4, 5)),
                ("status", Is("at_risk")),
                ("owner", Person("ingrid")),
                ("links", Items(&["water"])),
            ],
        },
    ],
};

pub(super) const CAMPAIGNS: SeedSection = SeedSection {
    key: "campaigns",
    fields: &[],
    items: &[
        SeedItem {
            name: "fair-campaign",
            kind: "campaign",
            fields: &[
                ("title", Is("Spring fair: the measuring week")),
                ("owner", Person("pedro")),
                (
                    "audience",
                    Is("Plant managers and energy officers, food and water"),
                ),
                ("channel", Is("fair")),
                ("start", Day(2, 0)),
                ("end", Day(3, 20)),
                ("budget_vendor", Is("35,000 USD")),
                ("budget_partner", Is("25,000 USD")),
                ("leads", Is("60")),
                ("pipeline", Is("1,800,000 USD")),
                ("fund", Item("launch-fund")),
                ("status", Is("not_started")),
                ("pillars", Tags(&["market"])),
            ],
        },
        SeedItem {
            name: "grants-campaign",
            kind: "campaign",
            fields: &[
                ("title", Is("What the grant pays: four articles")),
                ("owner", Person("ingrid")),
                (
                    "audience",
                    Is("Maintenance and purchasing, plants of 100 to 1,000 people"),
                ),
                ("channel", Is("press")),
                ("start", Day(1, 0)),
                ("end", Day(5, 0)),
                ("budget_vendor", Is("12,000 USD")),
                ("budget_partner", Is("6,000 USD")),
                ("leads", Is("90")),
                ("pipeline", Is("700,000 USD")),
                ("fund", Item("launch-fund")),
                ("status", Is("on_track")),
                ("pillars", Tags(&["market", "strategize"])),
            ],
        },
    ],
};

pub(super) const ENTRY: SeedSection = SeedSection {
    key: "entry",
    fields: &[],
    items: &[SeedItem {
        name: "poland",
        kind: "market_entry",
        fields: &[
            ("title", Is("Food plants in Poland")),
            ("region", Is("Poland, food")),
            ("investment", Is("180,000 USD")),
            ("first_sale", Day(10, 0)),
            (
                "local_requirement",
                Is(
                    "Hygiene approval for two types, documents in Polish, a technician within four hours.",
                ),
            ),
            (
                "gates",
                Rows(&[
                    &[
                        ("gate", Is("Three plants agree to a measuring week")),
                        ("due", Day(3, 0)),
                        ("state", Is("open")),
                    ],
                    &[
                        ("gate", Is("Hygiene approval is granted")),
                        ("due", Day(6, 0)),
                        ("state", Is("open")),
                    ],
                    &[
                        ("gate", Is("A local technician is certified")),
                        ("due", Day(8, 0)),
                        ("state", Is("open")),
                    ],
                ]),
            ),
            ("owner", Person("pedro")),
        ],
    }],
};

pub(super) const CUSTOMERS: SeedSection = SeedSection {
    key: "customers",
    fields: &[],
    items: &[
        SeedItem {
            name: "service-customers",
            kind: "customer_value",
            fields: &[
                ("title", Is("Plants with a service contract")),
                ("cohort", Is("With a service contract, all regions")),
                ("retention", Is("94 %")),
                ("expansion", Is("12 %")),
                ("lifetime_value", Is("310,000 USD")),
                (
                    "play",
                    Is(
                        "A yearly inspection that ends with a list of the next three drives to replace.",
                    ),
                ),
                ("source", Is("Both ledgers, five years")),
                ("as_of", Day(0, -20)),
                ("owner", Person("lotte")),
                ("pillars", Tags(&["accelerate"])),
            ],
        },
        SeedItem {
            name: "part-buyers",
            kind: "customer_value",
            fields: &[
                ("title", Is("Plants that buy parts only")),
                ("cohort", Is("Parts only, orders below 5,000 USD")),
                ("retention", Is("71 %")),
                ("expansion", Is("3 %")),
                ("lifetime_value", Is("24,000 USD")),
                ("play", Is("Offer the measuring week with the third order.")),
                ("source", Is("Distributor's ledger")),
                ("as_of", Day(0, -20)),
                ("owner", Person("pedro")),
            ],
        },
    ],
};
