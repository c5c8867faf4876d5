//! What is done, with what, and by people who learn what.

use super::super::seed::Seed::{Day, Is, Item, Items, People, Person, Quarter, Tags, Year};
use super::super::seed::{SeedItem, SeedSection};

pub(super) const ACTIONS: SeedSection = SeedSection {
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
                ("accountable", Person("marco")),
                ("contributors", People(&["lotte"])),
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
                ("accountable", Person("pedro")),
                ("contributors", People(&["ingrid", "lotte"])),
                ("pillars", Tags(&["market"])),
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
                ("accountable", Person("lotte")),
                ("pillars", Tags(&["enable"])),
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
        SeedItem {
            name: "crews-strategy",
            kind: "strategy",
            fields: &[
                ("title", Is("Repair where it stands")),
                ("approach", Is("enablement")),
                (
                    "narrative",
                    Is(
                        "Certify local technicians first, sell second: the first repair decides about the second order.",
                    ),
                ),
                ("objectives", Items(&["technicians", "launch"])),
                ("pillars", Tags(&["onboard"])),
            ],
        },
        SeedItem {
            name: "tenders-action",
            kind: "action",
            fields: &[
                ("title", Is("Bid together for the two spring tenders")),
                ("accountable", Person("ingrid")),
                ("contributors", People(&["pedro"])),
                ("strategy", Item("energy")),
                ("start", Day(0, 10)),
                ("due", Day(2, 20)),
                ("effort", Is("140")),
                ("progress", Is("15 %")),
                ("status", Is("on_track")),
                ("priority", Is("1")),
                ("pillars", Tags(&["sell", "strategize"])),
                (
                    "done_when",
                    Is("Both bids are in, with one energy guarantee signed by both companies."),
                ),
            ],
        },
        SeedItem {
            name: "price-list",
            kind: "action",
            fields: &[
                (
                    "title",
                    Is("Price list of the compact series in four languages"),
                ),
                ("strategy", Item("crews-strategy")),
                ("start", Day(2, 0)),
                ("due", Day(4, 0)),
                ("effort", Is("40")),
                ("progress", Is("0 %")),
                ("status", Is("not_started")),
                ("priority", Is("2")),
                ("depends_on", Items(&["tenders-action"])),
                (
                    "done_when",
                    Is("It stands in the ordering systems of all four regions."),
                ),
            ],
        },
    ],
};

pub(super) const RESOURCES: SeedSection = SeedSection {
    key: "resources",
    fields: &[],
    items: &[
        SeedItem {
            name: "launch-budget",
            kind: "resource",
            fields: &[
                ("title", Is("Launch budget")),
                ("category", Is("financial")),
                ("side", Is("both")),
                ("unit", Is("money")),
                ("period", Year),
                ("requested", Is("78,000")),
                ("committed", Is("78,000")),
                ("used", Is("9,500")),
                ("source", Is("Finance of both companies")),
                ("as_of", Day(0, 0)),
                ("approver", Person("elena")),
            ],
        },
        SeedItem {
            name: "crew-hours",
            kind: "resource",
            fields: &[
                ("title", Is("Service lead for training and commissioning")),
                ("category", Is("human")),
                ("side", Is("partner")),
                ("person", Person("lotte")),
                ("unit", Is("hours")),
                ("period", Year),
                ("requested", Is("520")),
                ("committed", Is("520")),
                ("approver", Person("hugo")),
            ],
        },
        SeedItem {
            name: "supply-hours",
            kind: "resource",
            fields: &[
                ("title", Is("Supply planner for the joint forecast")),
                ("category", Is("human")),
                ("side", Is("vendor")),
                ("person", Person("marco")),
                ("unit", Is("hours")),
                ("period", Year),
                ("requested", Is("300")),
                ("committed", Is("240")),
                ("approver", Person("elena")),
                ("status", Is("at_risk")),
            ],
        },
        SeedItem {
            name: "technicians-fte",
            kind: "resource",
            fields: &[
                ("title", Is("Technicians for the new series")),
                ("category", Is("human")),
                ("side", Is("partner")),
                ("unit", Is("fte")),
                ("period", Year),
                ("requested", Is("4")),
                ("committed", Is("4")),
                ("approver", Person("hugo")),
            ],
        },
        SeedItem {
            name: "planning-licences",
            kind: "resource",
            fields: &[
                ("title", Is("Seats in the planning system")),
                ("category", Is("technological")),
                ("side", Is("vendor")),
                ("unit", Is("licences")),
                ("period", Year),
                ("requested", Is("6")),
                ("committed", Is("6")),
                ("approver", Person("marco")),
            ],
        },
        SeedItem {
            name: "launch-fund",
            kind: "fund",
            fields: &[
                ("title", Is("Launch fund, compact series")),
                ("side", Is("vendor")),
                ("amount", Is("47,000 USD")),
                ("claimed", Is("9,500 USD")),
                ("claim_deadline", Day(11, -1)),
                (
                    "activity",
                    Is("Fairs, articles and demo drives for the compact series. Not: discounts."),
                ),
                (
                    "proof",
                    Is(
                        "- Invoice\n- Copy of the article or picture of the stand\n- List of contacts with consent",
                    ),
                ),
                ("owner", Person("ingrid")),
            ],
        },
    ],
};

pub(super) const ENABLEMENT: SeedSection = SeedSection {
    key: "enablement",
    fields: &[],
    items: &[
        SeedItem {
            name: "compact-course",
            kind: "training",
            fields: &[
                ("title", Is("Compact series, service certificate")),
                ("role", Is("Technicians")),
                ("course", Is("Compact Service, four days")),
                ("seats", Is("10")),
                ("certified_required", Is("8")),
                ("certified_now", Is("0")),
                ("source", Is("List of the training centre")),
                ("as_of", Day(0, 0)),
                ("date", Day(3, 5)),
                ("cost", Is("24,000 USD")),
                ("vendor_share", Is("60 %")),
                ("owner", Person("lotte")),
                ("links", Items(&["technicians"])),
                ("pillars", Tags(&["enable"])),
            ],
        },
        SeedItem {
            name: "energy-course",
            kind: "training",
            fields: &[
                ("title", Is("Selling by energy saved")),
                ("role", Is("Sales")),
                ("course", Is("Measuring week, one day")),
                ("seats", Is("16")),
                ("certified_required", Is("12")),
                ("certified_now", Is("5")),
                ("source", Is("List of the training centre")),
                ("as_of", Day(0, 0)),
                ("date", Day(1, 10)),
                ("cost", Is("6,400 USD")),
                ("vendor_share", Is("50 %")),
                ("owner", Person("ingrid")),
                ("pillars", Tags(&["enable", "sell"])),
            ],
        },
        SeedItem {
            name: "apprentices",
            kind: "talent",
            fields: &[
                ("title", Is("Shared apprenticeship in drives")),
                ("side", Is("both")),
                ("headcount", Is("4")),
                ("due", Day(8, 0)),
                ("cost", Is("38,000 USD")),
                (
                    "purpose",
                    Is(
                        "Two years in the factory and two in a regional workshop. Who learned here stays here.",
                    ),
                ),
                ("owner", Person("hugo")),
            ],
        },
    ],
};

pub(super) const ROADMAP: SeedSection = SeedSection {
    key: "roadmap",
    fields: &[],
    items: &[
        SeedItem {
            name: "compact-launch",
            kind: "roadmap_item",
            fields: &[
                ("title", Is("Compact series in four regions")),
                ("category", Is("launch")),
                ("stage", Is("pilot")),
                ("target_quarter", Quarter(3)),
                (
                    "customer_evidence",
                    Is("Two pilot plants; eleven plants have asked for a quotation."),
                ),
                (
                    "exit_criterion",
                    Is("More than two faults in a hundred units of the first delivery."),
                ),
                (
                    "ip_note",
                    Is("Product and name: the maker. Application notes: whoever writes them."),
                ),
                ("owner", Person("ingrid")),
                ("links", Items(&["launch"])),
            ],
        },
        SeedItem {
            name: "measuring-kit",
            kind: "roadmap_item",
            fields: &[
                ("title", Is("Measuring kit for plants")),
                ("category", Is("solution")),
                ("stage", Is("development")),
                ("target_quarter", Quarter(0)),
                (
                    "customer_evidence",
                    Is("Every plant that was measured asked for an offer, nine of nine."),
                ),
                (
                    "exit_criterion",
                    Is("A measuring week costs more than 2,500 USD to run."),
                ),
                (
                    "ip_note",
                    Is(
                        "Hardware: the maker. Evaluation and data: the distributor, the customer may have a copy.",
                    ),
                ),
                ("owner", Person("marco")),
            ],
        },
        SeedItem {
            name: "stock-interface",
            kind: "roadmap_item",
            fields: &[
                ("title", Is("Stock levels between both ERP systems")),
                ("category", Is("integration")),
                ("stage", Is("validation")),
                ("target_quarter", Quarter(6)),
                (
                    "customer_evidence",
                    Is("Twelve key parts, 1,400 orders a year."),
                ),
                (
                    "exit_criterion",
                    Is("The two systems cannot be kept within a day of each other."),
                ),
                (
                    "ip_note",
                    Is("Each keeps its own side; the format is open."),
                ),
                ("owner", Person("marco")),
                ("links", Items(&["availability"])),
            ],
        },
    ],
};

pub(super) const INVENTORY: SeedSection = SeedSection {
    key: "inventory",
    fields: &[],
    items: &[
        SeedItem {
            name: "module-iberia",
            kind: "stock",
            fields: &[
                ("title", Is("Drive module, Iberia")),
                ("part", Is("DM-40")),
                ("region", Is("Iberia, Zaragoza")),
                ("forecast", Is("120")),
                ("minimum", Is("100")),
                ("target", Is("180")),
                ("maximum", Is("260")),
                ("cover", Is("45")),
                ("lead_time", Is("35")),
                ("safety_stock", Is("60")),
                ("review_date", Day(3, 0)),
                ("owner", Person("marco")),
                ("status", Is("on_track")),
            ],
        },
        SeedItem {
            name: "module-nordics",
            kind: "stock",
            fields: &[
                ("title", Is("Drive module, Nordics")),
                ("part", Is("DM-40")),
                ("region", Is("Nordics, Örebro")),
                ("forecast", Is("80")),
                ("minimum", Is("70")),
                ("target", Is("120")),
                ("maximum", Is("180")),
                ("cover", Is("45")),
                ("lead_time", Is("42")),
                ("safety_stock", Is("40")),
                ("review_date", Day(3, 0)),
                ("owner", Person("marco")),
                ("status", Is("on_track")),
            ],
        },
        SeedItem {
            name: "board-benelux",
            kind: "stock",
            fields: &[
                ("title", Is("Control board, Benelux")),
                ("part", Is("CB-7")),
                ("region", Is("Benelux, Venlo")),
                ("forecast", Is("200")),
                ("minimum", Is("150")),
                ("target", Is("300")),
                ("maximum", Is("420")),
                ("cover", Is("45")),
                ("lead_time", Is("60")),
                ("safety_stock", Is("120")),
                ("review_date", Day(1, 15)),
                ("owner", Person("lotte")),
                ("status", Is("at_risk")),
                ("links", Items(&["board-risk"])),
            ],
        },
        SeedItem {
            name: "fan-alps",
            kind: "stock",
            fields: &[
                ("title", Is("Fan set, Alps")),
                ("part", Is("FS-12")),
                ("region", Is("Alps, Graz")),
                ("forecast", Is("60")),
                ("minimum", Is("40")),
                ("target", Is("80")),
                ("maximum", Is("120")),
                ("cover", Is("40")),
                ("lead_time", Is("21")),
                ("safety_stock", Is("20")),
                ("review_date", Day(3, 0)),
                ("owner", Person("lotte")),
                ("status", Is("on_track")),
            ],
        },
    ],
};
