//! What is to be reached: vision, objectives, how they are measured, and what is paid for it.

use super::super::seed::Seed::{Day, Is, Item, Person, Quarter, Rows, Tags, Year};
use super::super::seed::{SeedItem, SeedSection};

pub(super) const VISION: SeedSection = SeedSection {
    key: "vision",
    fields: &[
        (
            "thesis",
            Is(
                "In five years no plant in our regions waits more than a day for a drive, and every second \
                replacement is an efficient one.",
            ),
        ),
        (
            "neither_alone",
            Is(
                "The maker cannot hold stock or service crews in every region. The distributor cannot \
                build drives, nor give the energy guarantee that wins the tenders.",
            ),
        ),
        ("horizon", Is("5")),
        (
            "vendor_goals",
            Is(
                "- Market share in Iberia and the Nordics\n- A forecast that the factory can build to\n\
                - Launch of the compact series in four regions",
            ),
        ),
        (
            "partner_goals",
            Is(
                "- Fewer parts on stock for the same availability\n- Service contracts with a margin above 30 %\n\
                - Exclusive access to the compact series for six months",
            ),
        ),
    ],
    items: &[],
};

pub(super) const OBJECTIVES: SeedSection = SeedSection {
    key: "objectives",
    fields: &[],
    items: &[
        SeedItem {
            name: "revenue",
            kind: "objective",
            fields: &[
                ("title", Is("Joint revenue in four regions")),
                ("owner", Person("pedro")),
                ("category", Is("revenue")),
                (
                    "specific",
                    Is(
                        "Invoiced sales of drives and service contracts to end customers, by region.",
                    ),
                ),
                ("metric", Is("Invoiced revenue")),
                ("direction", Is("up")),
                ("unit", Is("USD")),
                ("baseline", Is("8,200,000")),
                ("target", Is("10,500,000")),
                ("stretch", Is("11,400,000")),
                ("due", Day(12, -1)),
                ("weight", Is("35 %")),
                (
                    "achievable",
                    Is(
                        "Two tenders worth 1.1 million USD are decided in spring; prices rise by 3 %.",
                    ),
                ),
                (
                    "relevance",
                    Is("Growth pays for the regional stock and the service crews."),
                ),
                ("value_vendor", Is("Factory load for the third shift.")),
                ("value_vendor_money", Is("3,100,000 USD")),
                (
                    "value_partner",
                    Is("Distribution margin and service contracts."),
                ),
                ("value_partner_money", Is("2,200,000 USD")),
                ("status", Is("on_track")),
                ("priority", Is("1")),
                ("confidence", Is("4")),
                ("pillars", Tags(&["sell", "accelerate"])),
                (
                    "targets",
                    Rows(&[
                        &[
                            ("period", Quarter(0)),
                            ("region", Is("Iberia")),
                            ("target", Is("500,000")),
                        ],
                        &[
                            ("period", Quarter(3)),
                            ("region", Is("Iberia")),
                            ("target", Is("600,000")),
                        ],
                        &[
                            ("period", Quarter(6)),
                            ("region", Is("Iberia")),
                            ("target", Is("500,000")),
                        ],
                        &[
                            ("period", Quarter(9)),
                            ("region", Is("Iberia")),
                            ("target", Is("600,000")),
                        ],
                        &[
                            ("period", Quarter(0)),
                            ("region", Is("Nordics")),
                            ("target", Is("650,000")),
                        ],
                        &[
                            ("period", Quarter(3)),
                            ("region", Is("Nordics")),
                            ("target", Is("700,000")),
                        ],
                        &[
                            ("period", Quarter(6)),
                            ("region", Is("Nordics")),
                            ("target", Is("650,000")),
                        ],
                        &[
                            ("period", Quarter(9)),
                            ("region", Is("Nordics")),
                            ("target", Is("750,000")),
                        ],
                        &[
                            ("period", Year),
                            ("region", Is("Benelux")),
                            ("target", Is("2,600,000")),
                        ],
                        &[
                            ("period", Year),
                            ("region", Is("Alps")),
                            ("target", Is("2,950,000")),
                        ],
                    ]),
                ),
            ],
        },
        SeedItem {
            name: "launch",
            kind: "objective",
            fields: &[
                ("title", Is("Launch of the compact series")),
                ("owner", Person("ingrid")),
                (
                    "achievable",
                    Is(
                        "Two pilot plants run it since autumn without a fault; tooling for 400 units a month is paid.",
                    ),
                ),
                ("category", Is("market")),
                (
                    "specific",
                    Is("The compact series is sold, stocked and serviced in all four regions."),
                ),
                ("metric", Is("Regions with first invoiced sale")),
                ("direction", Is("up")),
                ("unit", Is("regions")),
                ("baseline", Is("0")),
                ("target", Is("4")),
                ("due", Day(9, -1)),
                ("weight", Is("25 %")),
                (
                    "relevance",
                    Is("Half of all replacements fit the compact housing."),
                ),
                (
                    "value_vendor",
                    Is("Volume that brings the unit cost to plan."),
                ),
                ("value_partner", Is("Six months of exclusive access.")),
                ("status", Is("not_started")),
                ("priority", Is("1")),
                ("confidence", Is("3")),
                ("pillars", Tags(&["market", "onboard"])),
            ],
        },
        SeedItem {
            name: "availability",
            kind: "objective",
            fields: &[
                ("title", Is("Key parts within one day")),
                ("owner", Person("marco")),
                ("current", Is("89")),
                ("source", Is("Warehouse system, all four stores")),
                ("as_of", Day(0, 0)),
                ("category", Is("customer")),
                (
                    "specific",
                    Is(
                        "Share of orders for the twelve key parts that leave a regional store the same day.",
                    ),
                ),
                ("metric", Is("Same-day availability")),
                ("direction", Is("up")),
                ("unit", Is("%")),
                ("baseline", Is("88")),
                ("target", Is("96")),
                ("stretch", Is("98")),
                ("due", Day(6, -1)),
                ("weight", Is("25 %")),
                ("achievable", Is("Nine of twelve parts already reach 95 %.")),
                (
                    "relevance",
                    Is("Downtime is why plants change their supplier."),
                ),
                (
                    "value_vendor",
                    Is("Fewer express shipments from the factory."),
                ),
                ("value_vendor_money", Is("140,000 USD")),
                ("value_partner", Is("Renewed service contracts.")),
                ("status", Is("at_risk")),
                ("priority", Is("1")),
                ("confidence", Is("3")),
                ("pillars", Tags(&["enable"])),
            ],
        },
        SeedItem {
            name: "technicians",
            kind: "objective",
            fields: &[
                (
                    "title",
                    Is("Eight technicians certified for the compact series"),
                ),
                ("owner", Person("lotte")),
                ("category", Is("knowledge")),
                (
                    "specific",
                    Is(
                        "Two of the distributor's technicians in each region hold the certificate and have commissioned one drive under supervision.",
                    ),
                ),
                ("metric", Is("Technicians certified and supervised once")),
                ("direction", Is("up")),
                ("unit", Is("technicians")),
                ("baseline", Is("0")),
                ("target", Is("8")),
                ("stretch", Is("10")),
                ("due", Day(6, -1)),
                ("weight", Is("15 %")),
                (
                    "relevance",
                    Is("Nobody buys a drive that nobody nearby can repair."),
                ),
                ("value_vendor", Is("No crews of its own in four regions.")),
                ("value_vendor_money", Is("210,000 USD")),
                (
                    "value_partner",
                    Is("Service contracts for the new series from the first day."),
                ),
                ("value_partner_money", Is("260,000 USD")),
                ("status", Is("not_started")),
                ("priority", Is("1")),
                ("confidence", Is("4")),
                ("pillars", Tags(&["enable", "recruit"])),
                (
                    "evidence",
                    Rows(&[&[
                        ("text", Is("Downtime by distance to the next technician")),
                        ("url", Is("https://service.example/downtime")),
                        ("as_of", Day(0, -30)),
                    ]]),
                ),
            ],
        },
    ],
};

pub(super) const KPIS: SeedSection = SeedSection {
    key: "kpis",
    fields: &[],
    items: &[
        SeedItem {
            name: "forecast",
            kind: "kpi",
            fields: &[
                ("title", Is("Forecast accuracy")),
                ("objective", Item("availability")),
                (
                    "formula",
                    Is("1 − |sold − forecast| ÷ forecast, by part and month, weighted by value."),
                ),
                ("unit", Is("%")),
                ("indicator", Is("leading")),
                ("frequency", Is("monthly")),
                ("amber", Is("95 %")),
                ("red", Is("85 %")),
                (
                    "measurements",
                    Rows(&[
                        &[
                            ("period", Quarter(0)),
                            ("target", Is("80")),
                            ("forecast", Is("78")),
                        ],
                        &[("period", Quarter(3)), ("target", Is("85"))],
                    ]),
                ),
            ],
        },
        SeedItem {
            name: "tenders",
            kind: "kpi",
            fields: &[
                ("title", Is("Value of open tenders")),
                ("objective", Item("revenue")),
                (
                    "formula",
                    Is("Sum of the tenders that both sides decided to bid on."),
                ),
                ("unit", Is("USD")),
                ("indicator", Is("leading")),
                ("frequency", Is("monthly")),
                (
                    "measurements",
                    Rows(&[&[("period", Quarter(0)), ("target", Is("3,000,000"))]]),
                ),
            ],
        },
        SeedItem {
            name: "invoiced",
            kind: "kpi",
            fields: &[
                ("title", Is("Invoiced revenue")),
                ("objective", Item("revenue")),
                (
                    "formula",
                    Is("Invoices to end customers, less credit notes, by quarter."),
                ),
                ("unit", Is("USD")),
                ("indicator", Is("lagging")),
                ("frequency", Is("monthly")),
                ("amber", Is("95 %")),
                ("red", Is("85 %")),
                (
                    "measurements",
                    Rows(&[
                        &[
                            ("period", Quarter(-3)),
                            ("target", Is("2,250,000")),
                            ("actual", Is("2,310,000")),
                            ("source", Is("Both ledgers, reconciled")),
                            ("as_of", Day(0, -1)),
                        ],
                        &[
                            ("period", Quarter(0)),
                            ("target", Is("2,400,000")),
                            ("forecast", Is("2,350,000")),
                        ],
                        &[("period", Quarter(3)), ("target", Is("2,650,000"))],
                        &[("period", Quarter(6)), ("target", Is("2,600,000"))],
                        &[("period", Quarter(9)), ("target", Is("2,850,000"))],
                    ]),
                ),
            ],
        },
        SeedItem {
            name: "ready-regions",
            kind: "kpi",
            fields: &[
                ("title", Is("Regions ready for the launch")),
                ("objective", Item("launch")),
                (
                    "formula",
                    Is(
                        "Regions with stock, two certified technicians and a price list in the local language.",
                    ),
                ),
                ("unit", Is("regions")),
                ("indicator", Is("leading")),
                ("frequency", Is("monthly")),
                (
                    "measurements",
                    Rows(&[
                        &[("period", Quarter(3)), ("target", Is("2"))],
                        &[("period", Quarter(6)), ("target", Is("4"))],
                    ]),
                ),
            ],
        },
        SeedItem {
            name: "certified-technicians",
            kind: "kpi",
            fields: &[
                ("title", Is("Certified technicians")),
                ("objective", Item("technicians")),
                (
                    "formula",
                    Is("People on the list of the training centre who still work in a region."),
                ),
                ("unit", Is("technicians")),
                ("indicator", Is("lagging")),
                ("frequency", Is("quarterly")),
                (
                    "measurements",
                    Rows(&[&[("period", Quarter(3)), ("target", Is("8"))]]),
                ),
            ],
        },
    ],
};

pub(super) const INCENTIVES: SeedSection = SeedSection {
    key: "incentives",
    fields: &[],
    items: &[
        SeedItem {
            name: "last-bonus",
            kind: "incentive",
            fields: &[
                ("title", Is("Bonus of the last quarter, still to be paid")),
                ("kpi", Item("invoiced")),
                ("window", Quarter(-3)),
                ("threshold", Is("2,250,000")),
                ("payout_rate", Is("1.5 %")),
                ("cap", Is("40,000 USD")),
                ("status", Is("on_track")),
                ("owner", Person("ingrid")),
                ("pillars", Tags(&["incentivize"])),
            ],
        },
        SeedItem {
            name: "first-bonus",
            kind: "incentive",
            fields: &[
                ("title", Is("Growth bonus of the first quarter")),
                ("kpi", Item("invoiced")),
                ("window", Quarter(0)),
                ("threshold", Is("2,400,000")),
                ("payout_rate", Is("1.5 %")),
                ("cap", Is("45,000 USD")),
                ("status", Is("not_started")),
                ("owner", Person("ingrid")),
            ],
        },
        SeedItem {
            name: "forecast-bonus",
            kind: "incentive",
            fields: &[
                ("title", Is("Forecast the factory can build to")),
                ("kpi", Item("forecast")),
                ("window", Quarter(3)),
                ("threshold", Is("85")),
                ("payout", Is("15,000 USD")),
                ("cap", Is("15,000 USD")),
                ("status", Is("not_started")),
                ("owner", Person("marco")),
                ("pillars", Tags(&["incentivize"])),
            ],
        },
    ],
};
