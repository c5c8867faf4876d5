//! *IT/software, quarterly*: a software vendor and its reseller plan three months of features to
//! sell, sales goals, an integration, joint marketing and training.

use super::seed::Seed::{Day, Is, Item, Items, Quarter, Rows, Tags};
use super::seed::{SeedItem, SeedSection};

pub(super) const SECTIONS: &[SeedSection] = &[
    SeedSection {
        key: "plan",
        fields: &[
            ("partner_type", Is("reseller")),
            (
                "better_together",
                Is(
                    "The platform removes the manual work between a customer's ERP and its \
                    suppliers; the reseller knows the mid-market customers who suffer from it and \
                    runs the rollout. Customers get one offer, one project and one number to call.",
                ),
            ),
            (
                "communication",
                Is(
                    "Weekly pipeline call on Tuesdays, monthly steering with both sponsors. Questions \
                    between meetings go to the shared channel and are answered within one working day.",
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
    },
    SeedSection {
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
                        Is(
                            "Three times next quarter's target must be in the pipeline when it begins.",
                        ),
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
        ],
    },
    SeedSection {
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
                        Is(
                            "Sum of opportunity value × probability of its stage, read every Friday.",
                        ),
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
                    ("title", Is("Exam pass rate")),
                    ("objective", Item("certified")),
                    ("formula", Is("Passed ÷ taken, at the first attempt.")),
                    ("unit", Is("%")),
                    ("indicator", Is("lagging")),
                    ("frequency", Is("quarterly")),
                    (
                        "measurements",
                        Rows(&[&[("period", Quarter(0)), ("target", Is("80"))]]),
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
                name: "co-sell",
                kind: "strategy",
                fields: &[
                    ("title", Is("Sell as one team to forty named accounts")),
                    ("approach", Is("co_sell")),
                    (
                        "narrative",
                        Is(
                            "Both account teams work one list. The partner opens the door, the vendor's \
                            specialist shows the product, the partner owns the project.",
                        ),
                    ),
                    ("objectives", Items(&["bookings", "pipeline"])),
                ],
            },
            SeedItem {
                name: "practice",
                kind: "strategy",
                fields: &[
                    ("title", Is("Build the partner's practice")),
                    ("approach", Is("enablement")),
                    (
                        "narrative",
                        Is("Train, shadow, then deliver alone: one rollout each."),
                    ),
                    ("objectives", Items(&["certified"])),
                ],
            },
            SeedItem {
                name: "list",
                kind: "action",
                fields: &[
                    ("title", Is("Agree on the list of forty accounts")),
                    ("strategy", Item("co-sell")),
                    ("start", Day(0, 0)),
                    ("due", Day(0, 13)),
                    ("effort", Is("16")),
                    ("progress", Is("0 %")),
                    ("status", Is("not_started")),
                    ("priority", Is("1")),
                    (
                        "done_when",
                        Is("Each account has one owner on both sides and a next step with a date."),
                    ),
                ],
            },
            SeedItem {
                name: "webinar",
                kind: "action",
                fields: &[
                    ("title", Is("Joint webinar with a reference customer")),
                    ("strategy", Item("co-sell")),
                    ("start", Day(0, 14)),
                    ("due", Day(1, 20)),
                    ("effort", Is("60")),
                    ("progress", Is("0 %")),
                    ("status", Is("not_started")),
                    ("priority", Is("2")),
                    ("depends_on", Items(&["list"])),
                    (
                        "done_when",
                        Is("120 people registered, 20 follow-up meetings held."),
                    ),
                ],
            },
            SeedItem {
                name: "connector",
                kind: "action",
                fields: &[
                    ("title", Is("Publish the ERP connector in the marketplace")),
                    ("strategy", Item("co-sell")),
                    ("start", Day(0, 7)),
                    ("due", Day(2, 0)),
                    ("effort", Is("240")),
                    ("progress", Is("35 %")),
                    ("status", Is("on_track")),
                    ("priority", Is("1")),
                    (
                        "done_when",
                        Is("Two pilot customers run it for two weeks without a critical defect."),
                    ),
                ],
            },
            SeedItem {
                name: "training",
                kind: "action",
                fields: &[
                    ("title", Is("Implementation training, five days")),
                    ("strategy", Item("practice")),
                    ("start", Day(1, 3)),
                    ("due", Day(1, 7)),
                    ("effort", Is("200")),
                    ("progress", Is("0 %")),
                    ("status", Is("not_started")),
                    ("priority", Is("1")),
                    (
                        "done_when",
                        Is("Six consultants attended, exam dates are booked."),
                    ),
                ],
            },
        ],
    },
    SeedSection {
        key: "governance",
        fields: &[(
            "notes",
            Is(
                "Workshop notes\n\nAgenda: where we stand · vision · objectives · actions · reviews\n\n",
            ),
        )],
        items: &[
            SeedItem {
                name: "pipeline-call",
                kind: "channel",
                fields: &[
                    ("title", Is("Pipeline call")),
                    (
                        "purpose",
                        Is("Walk through the named accounts: next step, owner, date."),
                    ),
                    ("cadence", Is("weekly")),
                    (
                        "escalation",
                        Is("Stuck for two weeks: both partner managers decide."),
                    ),
                ],
            },
            SeedItem {
                name: "steering",
                kind: "channel",
                fields: &[
                    ("title", Is("Steering")),
                    (
                        "purpose",
                        Is("Objectives, budget, and what stands in the way."),
                    ),
                    ("cadence", Is("monthly")),
                    (
                        "escalation",
                        Is("To the two sponsors, within three working days."),
                    ),
                ],
            },
            SeedItem {
                name: "registration-rule",
                kind: "decision",
                fields: &[
                    ("title", Is("Registered deals are protected for 90 days")),
                    (
                        "text",
                        Is(
                            "Direct sales does not quote a registered account; extensions need a dated next step.",
                        ),
                    ),
                    ("made_at", Day(0, 0)),
                ],
            },
            SeedItem {
                name: "slow-quotes",
                kind: "feedback",
                fields: &[
                    ("title", Is("Quotes take too long")),
                    ("about", Item("bookings")),
                    (
                        "text",
                        Is("Special prices took nine days on average last quarter."),
                    ),
                    ("answer", Is("")),
                ],
            },
            SeedItem {
                name: "mdf",
                kind: "parked",
                fields: &[
                    ("title", Is("Marketing funds for next year")),
                    (
                        "text",
                        Is("Depends on the vendor's budget round; pick up in the second steering."),
                    ),
                ],
            },
        ],
    },
];
