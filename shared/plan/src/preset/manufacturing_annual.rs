//! *Manufacturing, annual*: an equipment maker and its distributor plan one year of regions,
//! launches, stock of key parts and joint sales.

use super::seed::Seed::{Day, Is, Item, Items, Quarter, Rows, Tags, Year};
use super::seed::{SeedItem, SeedSection};

pub(super) const SECTIONS: &[SeedSection] = &[
    SeedSection {
        key: "plan",
        fields: &[
            ("partner_type", Is("distributor")),
            (
                "better_together",
                Is(
                    "The maker's drives use a third less energy; the distributor stocks them within a day's \
                    reach of 900 plants and repairs them there. Plants get less downtime from one hand.",
                ),
            ),
            (
                "communication",
                Is(
                    "Forecast call every second Monday, quarterly business review on site in turn. Supply \
                    alarms go by telephone, the same day.",
                ),
            ),
        ],
        items: &[],
    },
    SeedSection {
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
    },
    SeedSection {
        key: "objectives",
        fields: &[],
        items: &[
            SeedItem {
                name: "revenue",
                kind: "objective",
                fields: &[
                    ("title", Is("Joint revenue in four regions")),
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
                                ("target", Is("1,000,000")),
                            ],
                            &[
                                ("period", Quarter(3)),
                                ("region", Is("Iberia")),
                                ("target", Is("1,200,000")),
                            ],
                            &[
                                ("period", Quarter(0)),
                                ("region", Is("Nordics")),
                                ("target", Is("1,300,000")),
                            ],
                            &[
                                ("period", Quarter(3)),
                                ("region", Is("Nordics")),
                                ("target", Is("1,450,000")),
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
        ],
    },
    SeedSection {
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
                        Is(
                            "1 − |sold − forecast| ÷ forecast, by part and month, weighted by value.",
                        ),
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
        ],
    },
    SeedSection {
        key: "actions",
        fields: &[],
        items: &[
            SeedItem {
                name: "energy",
                kind: "strategy",
                fields: &[
                    ("title", Is("Sell energy saved, not drives")),
                    ("approach", Is("sales")),
                    (
                        "narrative",
                        Is(
                            "Measure a plant for a week, show the saving in money, guarantee it together.",
                        ),
                    ),
                    ("objectives", Items(&["revenue", "launch"])),
                ],
            },
            SeedItem {
                name: "stock",
                kind: "strategy",
                fields: &[
                    ("title", Is("One forecast, one stock")),
                    ("approach", Is("product")),
                    (
                        "narrative",
                        Is(
                            "The factory builds to the distributor's forecast; stock levels are agreed by part and region.",
                        ),
                    ),
                    ("objectives", Items(&["availability"])),
                ],
            },
            SeedItem {
                name: "levels",
                kind: "action",
                fields: &[
                    (
                        "title",
                        Is("Agree on minimum and maximum stock for twelve key parts"),
                    ),
                    ("strategy", Item("stock")),
                    ("start", Day(0, 0)),
                    ("due", Day(1, 14)),
                    ("effort", Is("80")),
                    ("progress", Is("20 %")),
                    ("status", Is("on_track")),
                    ("priority", Is("1")),
                    (
                        "done_when",
                        Is("Levels by part and store stand in both ERP systems."),
                    ),
                ],
            },
            SeedItem {
                name: "fair",
                kind: "action",
                fields: &[
                    ("title", Is("Joint stand at the spring fair")),
                    ("strategy", Item("energy")),
                    ("start", Day(2, 0)),
                    ("due", Day(3, 20)),
                    ("effort", Is("320")),
                    ("progress", Is("0 %")),
                    ("status", Is("not_started")),
                    ("priority", Is("2")),
                    ("done_when", Is("60 plants agreed to a measuring week.")),
                ],
            },
            SeedItem {
                name: "crews",
                kind: "action",
                fields: &[
                    (
                        "title",
                        Is("Train eight service technicians on the compact series"),
                    ),
                    ("strategy", Item("energy")),
                    ("start", Day(3, 0)),
                    ("due", Day(5, -1)),
                    ("effort", Is("400")),
                    ("progress", Is("0 %")),
                    ("status", Is("not_started")),
                    ("priority", Is("1")),
                    ("depends_on", Items(&["levels"])),
                    ("done_when", Is("Two certified technicians in each region.")),
                ],
            },
        ],
    },
    SeedSection {
        key: "governance",
        fields: &[(
            "notes",
            Is(
                "Workshop notes\n\nAgenda: last year · vision · regions · stock · launch · reviews\n\n",
            ),
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
                ],
            },
            SeedItem {
                name: "packaging",
                kind: "feedback",
                fields: &[
                    ("title", Is("Packaging that survives the last mile")),
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
    },
];
