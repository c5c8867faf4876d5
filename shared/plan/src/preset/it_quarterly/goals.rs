//! What is to be reached: vision, objectives, and how they are measured.

use super::super::seed::Seed::{Day, Is, Item, Person, Quarter, Rows, Tags};
use super::super::seed::{SeedItem, SeedSection};

pub(super) const VISION: SeedSection = SeedSection {
    key: "vision",
    fields: &[
        (
            "thesis",
            Is(
                "In three years a mid-market manufacturer connects its suppliers in days instead of \
                months, and buys that from a local expert who can also run it.",
            ),
        ),
        (
            "neither_alone",
            Is(
                "The vendor has the product and the roadmap but nobody in the regions. The partner has \
                180 customer relationships and six consultants but no product of its own to grow with.",
            ),
        ),
        ("horizon", Is("3")),
        (
            "vendor_goals",
            Is(
                "- 25 % of new bookings through partners\n- Three reference customers in manufacturing\n\
                - A partner who can deliver without our consultants",
            ),
        ),
        (
            "partner_goals",
            Is(
                "- Recurring revenue above 40 % of the total\n- Services days at full rate\n\
                - A practice that attracts good people",
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
            name: "bookings",
            kind: "objective",
            fields: &[
                ("title", Is("New bookings through the partner")),
                ("category", Is("revenue")),
                (
                    "specific",
                    Is(
                        "Signed first-year subscription value of new customers, sourced or closed by the \
                        partner, in manufacturing and logistics.",
                    ),
                ),
                ("metric", Is("First-year contract value, new customers")),
                ("direction", Is("up")),
                ("unit", Is("USD")),
                ("baseline", Is("210,000")),
                ("target", Is("400,000")),
                ("stretch", Is("550,000")),
                ("current", Is("0")),
                ("source", Is("CRM, closed deals of the quarter")),
                ("as_of", Day(0, 0)),
                ("owner", Person("jonas")),
                ("due", Day(3, -1)),
                ("weight", Is("40 %")),
                (
                    "achievable",
                    Is(
                        "Eleven qualified opportunities worth 1.3 million USD are in the pipeline; last \
                        quarter's win rate was 31 %.",
                    ),
                ),
                (
                    "relevance",
                    Is("Without bookings neither side keeps investing in the practice."),
                ),
                (
                    "value_vendor",
                    Is("Growth in a segment that direct sales does not reach."),
                ),
                ("value_vendor_money", Is("280,000 USD")),
                (
                    "value_partner",
                    Is("Resale margin, and about 90 services days that follow the licences."),
                ),
                ("value_partner_money", Is("196,000 USD")),
                ("status", Is("on_track")),
                ("priority", Is("1")),
                ("confidence", Is("4")),
                ("pillars", Tags(&["sell", "accelerate"])),
                (
                    "targets",
                    Rows(&[
                        &[
                            ("period", Quarter(0)),
                            ("region", Is("North")),
                            ("product", Is("Connect")),
                            ("target", Is("250,000")),
                            ("forecast", Is("230,000")),
                        ],
                        &[
                            ("period", Quarter(0)),
                            ("region", Is("South")),
                            ("product", Is("Connect")),
                            ("target", Is("100,000")),
                            ("forecast", Is("120,000")),
                        ],
                        &[
                            ("period", Quarter(0)),
                            ("product", Is("Insights add-on")),
                            ("target", Is("50,000")),
                            ("forecast", Is("40,000")),
                        ],
                    ]),
                ),
            ],
        },
        SeedItem {
            name: "certified",
            kind: "objective",
            fields: &[
                ("title", Is("Four certified consultants")),
                ("owner", Person("priya")),
                ("category", Is("knowledge")),
                (
                    "specific",
                    Is(
                        "Four of the partner's consultants pass the implementation exam and have each \
                        shadowed one rollout, so that the partner delivers alone from next quarter.",
                    ),
                ),
                ("metric", Is("Consultants certified and shadowed")),
                ("direction", Is("up")),
                ("unit", Is("consultants")),
                ("baseline", Is("1")),
                ("target", Is("4")),
                ("stretch", Is("6")),
                ("due", Day(2, 14)),
                ("weight", Is("20 %")),
                (
                    "achievable",
                    Is("Six seats are booked; two rollouts start this quarter."),
                ),
                (
                    "relevance",
                    Is("Certified people are what lets the partner grow on its own."),
                ),
                (
                    "value_vendor",
                    Is("Rollouts no longer wait for the vendor's own consultants."),
                ),
                ("value_partner", Is("Services revenue stays in the house.")),
                ("value_partner_money", Is("120,000 USD")),
                ("status", Is("not_started")),
                ("priority", Is("1")),
                ("confidence", Is("4")),
                ("pillars", Tags(&["enable", "onboard"])),
            ],
        },
        SeedItem {
            name: "pipeline",
            kind: "objective",
            fields: &[
                ("title", Is("Joint pipeline for the next quarter")),
                ("owner", Person("mara")),
                ("category", Is("market")),
                (
                    "specific",
                    Is(
                        "Qualified opportunities that both account teams accepted, created by joint \
                        marketing this quarter.",
                    ),
                ),
                ("metric", Is("Value of accepted opportunities")),
                ("direction", Is("up")),
                ("unit", Is("USD")),
                ("baseline", Is("600,000")),
                ("target", Is("1,500,000")),
                ("due", Day(3, -1)),
                ("weight", Is("25 %")),
                (
                    "relevance",
                    Is("Three times next quarter's target must be in the pipeline when it begins."),
                ),
                ("value_vendor", Is("Predictable bookings.")),
                (
                    "value_partner",
                    Is("Work for the sales team that was hired this year."),
                ),
                ("status", Is("at_risk")),
                ("priority", Is("2")),
                ("confidence", Is("3")),
                ("pillars", Tags(&["market"])),
            ],
        },
        SeedItem {
            name: "add-on",
            kind: "objective",
            fields: &[
                ("title", Is("Insights add-on in every second deal")),
                ("owner", Person("deniz")),
                ("category", Is("growth")),
                (
                    "specific",
                    Is(
                        "Share of new contracts signed this quarter that include the Insights add-on from the first day.",
                    ),
                ),
                ("metric", Is("New contracts with the add-on")),
                ("direction", Is("up")),
                ("unit", Is("%")),
                ("baseline", Is("22")),
                ("target", Is("50")),
                ("stretch", Is("60")),
                ("current", Is("24")),
                ("source", Is("Order system, last 30 days")),
                ("as_of", Day(0, 0)),
                ("due", Day(3, -1)),
                ("weight", Is("15 %")),
                (
                    "achievable",
                    Is("Where the add-on was shown in the first meeting, 54 % bought it."),
                ),
                (
                    "relevance",
                    Is("Customers who use Insights renew more often, and call less."),
                ),
                (
                    "value_vendor",
                    Is("Renewals are four points higher with the add-on."),
                ),
                ("value_vendor_money", Is("60,000 USD")),
                (
                    "value_partner",
                    Is("Three paid workshop days with every add-on."),
                ),
                ("value_partner_money", Is("45,000 USD")),
                ("status", Is("on_track")),
                ("priority", Is("2")),
                ("confidence", Is("4")),
                ("pillars", Tags(&["sell", "incentivize"])),
                (
                    "evidence",
                    Rows(&[&[
                        (
                            "text",
                            Is("Win rates with and without the add-on, last four quarters"),
                        ),
                        ("url", Is("https://crm.example/reports/add-on")),
                        ("as_of", Day(0, -1)),
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
            name: "weighted",
            kind: "kpi",
            fields: &[
                ("title", Is("Weighted pipeline")),
                ("objective", Item("bookings")),
                (
                    "formula",
                    Is("Sum of opportunity value × probability of its stage, read every Friday."),
                ),
                ("unit", Is("USD")),
                ("indicator", Is("leading")),
                ("frequency", Is("weekly")),
                ("amber", Is("90 %")),
                ("red", Is("75 %")),
                ("status", Is("on_track")),
                (
                    "measurements",
                    Rows(&[
                        &[
                            ("period", Quarter(-3)),
                            ("target", Is("420,000")),
                            ("actual", Is("405,000")),
                            ("source", Is("CRM report, joint pipeline")),
                            ("as_of", Day(0, -1)),
                        ],
                        &[
                            ("period", Quarter(0)),
                            ("target", Is("520,000")),
                            ("forecast", Is("500,000")),
                        ],
                    ]),
                ),
            ],
        },
        SeedItem {
            name: "registrations",
            kind: "kpi",
            fields: &[
                ("title", Is("Deal registrations per month")),
                ("objective", Item("pipeline")),
                ("formula", Is("Registrations accepted in the month.")),
                ("unit", Is("registrations")),
                ("indicator", Is("leading")),
                ("frequency", Is("monthly")),
                ("amber", Is("85 %")),
                ("red", Is("60 %")),
                (
                    "measurements",
                    Rows(&[&[
                        ("period", Quarter(0)),
                        ("target", Is("24")),
                        ("forecast", Is("20")),
                    ]]),
                ),
            ],
        },
        SeedItem {
            name: "exam",
            kind: "kpi",
            fields: &[
                ("title", Is("Consultants certified")),
                ("objective", Item("certified")),
                (
                    "formula",
                    Is("People who hold the certificate and are still with the partner."),
                ),
                ("unit", Is("consultants")),
                ("indicator", Is("lagging")),
                ("frequency", Is("quarterly")),
                (
                    "measurements",
                    Rows(&[&[
                        ("period", Quarter(0)),
                        ("target", Is("4")),
                        ("actual", Is("1")),
                        ("source", Is("Certification portal")),
                        ("as_of", Day(0, 0)),
                    ]]),
                ),
            ],
        },
        SeedItem {
            name: "attach",
            kind: "kpi",
            fields: &[
                ("title", Is("Add-on shown in the first meeting")),
                ("objective", Item("add-on")),
                (
                    "formula",
                    Is("First meetings with a demonstration of Insights ÷ all first meetings."),
                ),
                ("unit", Is("%")),
                ("indicator", Is("leading")),
                ("frequency", Is("weekly")),
                ("amber", Is("90 %")),
                ("red", Is("70 %")),
                (
                    "measurements",
                    Rows(&[&[
                        ("period", Quarter(0)),
                        ("target", Is("80")),
                        ("forecast", Is("70")),
                    ]]),
                ),
            ],
        },
    ],
};
