//! Where both stand, where the business is to come from, and how demand is made.

use super::super::seed::Seed::{Day, Is, Item, Items, Person, Quarter, Tags};
use super::super::seed::{SeedItem, SeedSection};

pub(super) const CURRENT: SeedSection = SeedSection {
    key: "current",
    fields: &[],
    items: &[
        SeedItem {
            name: "joint-bookings",
            kind: "metric",
            fields: &[
                ("title", Is("Bookings through the partner")),
                ("side", Is("both")),
                ("period", Quarter(-3)),
                ("value", Is("210,000")),
                ("unit", Is("USD")),
                ("source", Is("CRM, closed deals by partner")),
                ("as_of", Day(0, -1)),
            ],
        },
        SeedItem {
            name: "win-rate",
            kind: "metric",
            fields: &[
                ("title", Is("Win rate of joint deals")),
                ("side", Is("both")),
                ("period", Quarter(-3)),
                ("value", Is("31")),
                ("unit", Is("%")),
                ("source", Is("CRM, won ÷ decided")),
                ("as_of", Day(0, -1)),
            ],
        },
        SeedItem {
            name: "recurring",
            kind: "metric",
            fields: &[
                ("title", Is("Recurring share of the partner's revenue")),
                ("side", Is("partner")),
                ("period", Quarter(-3)),
                ("value", Is("33")),
                ("unit", Is("%")),
                ("source", Is("Partner's controlling, by telephone")),
                ("as_of", Day(0, -12)),
            ],
        },
        SeedItem {
            name: "relationships",
            kind: "swot",
            fields: &[
                ("title", Is("180 customers who trust the partner")),
                ("quadrant", Is("strength")),
                ("side", Is("partner")),
                (
                    "text",
                    Is("Half of them run the ERP systems that we connect to: start there."),
                ),
            ],
        },
        SeedItem {
            name: "one-person",
            kind: "swot",
            fields: &[
                ("title", Is("Delivery hangs on one consultant")),
                ("quadrant", Is("weakness")),
                ("side", Is("partner")),
                (
                    "text",
                    Is(
                        "A second rollout at the same time is not possible before others are certified.",
                    ),
                ),
            ],
        },
        SeedItem {
            name: "direct-sales",
            kind: "swot",
            fields: &[
                ("title", Is("Direct sales quotes the same accounts")),
                ("quadrant", Is("weakness")),
                ("side", Is("vendor")),
                (
                    "text",
                    Is(
                        "Registered deals must be visible to every seller on the day they are registered.",
                    ),
                ),
            ],
        },
        SeedItem {
            name: "supplier-law",
            kind: "swot",
            fields: &[
                ("title", Is("New duty to report on suppliers")),
                ("quadrant", Is("opportunity")),
                ("side", Is("both")),
                (
                    "text",
                    Is(
                        "Mid-market companies look for a tool for the first time; be there with the webinar.",
                    ),
                ),
            ],
        },
        SeedItem {
            name: "suite",
            kind: "swot",
            fields: &[
                ("title", Is("ERP makers bundle a connector")),
                ("quadrant", Is("threat")),
                ("side", Is("both")),
                (
                    "text",
                    Is("It covers one system only. Sell the second one first."),
                ),
            ],
        },
        SeedItem {
            name: "delivery",
            kind: "capability",
            fields: &[
                ("title", Is("Implementation without the vendor")),
                ("area", Is("delivery")),
                ("side", Is("partner")),
                ("score", Is("2")),
                (
                    "gap",
                    Is("One certified consultant of the four that the pipeline needs."),
                ),
                ("links", Items(&["certified"])),
            ],
        },
        SeedItem {
            name: "demo",
            kind: "capability",
            fields: &[
                ("title", Is("A demonstration in the first meeting")),
                ("area", Is("presales")),
                ("side", Is("both")),
                ("score", Is("3")),
                ("gap", Is("The partner has no demo system of its own.")),
            ],
        },
        SeedItem {
            name: "consolidation",
            kind: "trend",
            fields: &[
                ("title", Is("Fewer systems, more connections")),
                (
                    "text",
                    Is(
                        "Mid-market companies keep their ERP and connect what is around it: 62 % plan a project this year.",
                    ),
                ),
                ("direction", Is("tailwind")),
                ("source", Is("Analyst survey of 400 companies")),
                ("as_of", Day(0, -40)),
            ],
        },
        SeedItem {
            name: "budgets",
            kind: "trend",
            fields: &[
                ("title", Is("Projects are approved one quarter later")),
                (
                    "text",
                    Is("Purchasing asks for a third signature above 100,000 USD."),
                ),
                ("direction", Is("headwind")),
                ("source", Is("Lost and late deals of the last two quarters")),
                ("as_of", Day(0, -5)),
            ],
        },
    ],
};

pub(super) const OPPORTUNITIES: SeedSection = SeedSection {
    key: "opportunities",
    fields: &[],
    items: &[
        SeedItem {
            name: "machine-builders",
            kind: "segment",
            fields: &[
                ("title", Is("Machine builders, north")),
                ("industry", Is("Mechanical engineering")),
                ("region", Is("North")),
                ("product", Is("Connect")),
                ("size", Is("9,400,000 USD")),
                ("reachable", Is("2,100,000 USD")),
                ("win_probability", Is("34 %")),
                ("competitor", Is("The ERP maker's own connector")),
                ("entry_date", Day(0, 0)),
                (
                    "source",
                    Is("Industry directory, companies of 200 to 2,000 people"),
                ),
                ("as_of", Day(0, -20)),
                ("links", Items(&["bookings"])),
                ("pillars", Tags(&["sell"])),
            ],
        },
        SeedItem {
            name: "logistics",
            kind: "segment",
            fields: &[
                ("title", Is("Contract logistics, south")),
                ("industry", Is("Logistics")),
                ("region", Is("South")),
                ("product", Is("Connect, Insights")),
                ("size", Is("4,800,000 USD")),
                ("reachable", Is("900,000 USD")),
                ("win_probability", Is("20 %")),
                ("competitor", Is("Two regional integrators")),
                ("entry_date", Day(1, 14)),
                ("source", Is("Chamber of commerce register")),
                ("as_of", Day(0, -20)),
            ],
        },
        SeedItem {
            name: "pump-maker",
            kind: "account",
            fields: &[
                ("title", Is("Pump maker, 14 plants")),
                ("customer", Is("Halvorsen Pumps")),
                ("amount", Is("140,000 USD")),
                ("vendor_role", Is("Specialist for the second ERP system")),
                ("partner_role", Is("Owns the relationship and the project")),
                ("close_date", Day(2, 10)),
                ("status", Is("on_track")),
                ("owner", Person("jonas")),
                ("links", Items(&["machine-builders"])),
            ],
        },
        SeedItem {
            name: "gear-maker",
            kind: "account",
            fields: &[
                ("title", Is("Gear maker with eighty suppliers")),
                ("customer", Is("Brückner Getriebe")),
                ("amount", Is("96,000 USD")),
                ("vendor_role", Is("Reference call with a customer")),
                ("partner_role", Is("Workshop on supplier data")),
                ("close_date", Day(2, 24)),
                ("status", Is("on_track")),
                ("owner", Person("jonas")),
            ],
        },
        SeedItem {
            name: "carrier",
            kind: "account",
            fields: &[
                ("title", Is("Carrier with three warehouses")),
                ("customer", Is("Südfracht Logistik")),
                ("amount", Is("58,000 USD")),
                ("vendor_role", Is("Price approval within two days")),
                ("partner_role", Is("Pilot in one warehouse")),
                ("close_date", Day(3, -5)),
                ("status", Is("at_risk")),
                ("owner", Person("mara")),
                ("links", Items(&["logistics"])),
            ],
        },
    ],
};

pub(super) const CAMPAIGNS: SeedSection = SeedSection {
    key: "campaigns",
    fields: &[],
    items: &[
        SeedItem {
            name: "webinar-campaign",
            kind: "campaign",
            fields: &[
                (
                    "title",
                    Is("Supplier data in days: webinar with a customer"),
                ),
                ("owner", Person("mara")),
                (
                    "audience",
                    Is("Heads of purchasing and IT, mechanical engineering, 200 to 2,000 people"),
                ),
                ("channel", Is("webinar")),
                ("start", Day(0, 14)),
                ("end", Day(1, 20)),
                ("budget_vendor", Is("6,000 USD")),
                ("budget_partner", Is("3,000 USD")),
                ("leads", Is("40")),
                ("pipeline", Is("480,000 USD")),
                ("fund", Item("mdf-fund")),
                ("status", Is("not_started")),
                ("pillars", Tags(&["market"])),
                ("links", Items(&["pipeline"])),
            ],
        },
        SeedItem {
            name: "breakfasts",
            kind: "campaign",
            fields: &[
                ("title", Is("Three breakfasts for purchasing managers")),
                ("owner", Person("jonas")),
                (
                    "audience",
                    Is("Purchasing managers of the forty named accounts"),
                ),
                ("channel", Is("event")),
                ("start", Day(1, 5)),
                ("end", Day(2, 5)),
                ("budget_vendor", Is("4,500 USD")),
                ("budget_partner", Is("4,500 USD")),
                ("leads", Is("24")),
                ("pipeline", Is("350,000 USD")),
                ("fund", Item("mdf-fund")),
                ("status", Is("not_started")),
                ("pillars", Tags(&["market", "sell"])),
            ],
        },
    ],
};

pub(super) const ROADMAP: SeedSection = SeedSection {
    key: "roadmap",
    fields: &[],
    items: &[
        SeedItem {
            name: "connector-release",
            kind: "roadmap_item",
            fields: &[
                ("title", Is("ERP connector in the marketplace")),
                ("category", Is("integration")),
                ("stage", Is("pilot")),
                ("target_quarter", Quarter(0)),
                (
                    "customer_evidence",
                    Is("Two pilot customers, both would pay 400 USD a month for it."),
                ),
                (
                    "exit_criterion",
                    Is(
                        "Neither pilot runs for two weeks without a critical defect by the end of the second month.",
                    ),
                ),
                (
                    "ip_note",
                    Is(
                        "Code: the partner. Certification and listing: the vendor. Both may demonstrate it.",
                    ),
                ),
                ("owner", Person("deniz")),
                ("links", Items(&["connector"])),
            ],
        },
        SeedItem {
            name: "supplier-portal",
            kind: "roadmap_item",
            fields: &[
                ("title", Is("Supplier portal in the customer's colours")),
                ("category", Is("feature")),
                ("stage", Is("validation")),
                ("target_quarter", Quarter(3)),
                (
                    "customer_evidence",
                    Is("Asked for in five of eleven open opportunities."),
                ),
                (
                    "exit_criterion",
                    Is("Fewer than three customers sign a letter of intent this quarter."),
                ),
                (
                    "ip_note",
                    Is("The vendor's product; templates made by the partner stay the partner's."),
                ),
                ("owner", Person("mara")),
            ],
        },
    ],
};
