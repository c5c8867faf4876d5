//! What is done, with what, and by people who learn what.

use super::super::seed::Seed::{Day, Is, Item, Items, People, Person, Quarter, Tags};
use super::super::seed::{SeedItem, SeedSection};

pub(super) const ACTIONS: SeedSection = SeedSection {
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
                ("accountable", Person("jonas")),
                ("contributors", People(&["mara", "deniz"])),
                ("pillars", Tags(&["strategize"])),
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
                ("accountable", Person("deniz")),
                ("pillars", Tags(&["onboard"])),
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
                ("accountable", Person("priya")),
                ("contributors", People(&["deniz"])),
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
        SeedItem {
            name: "hire",
            kind: "action",
            fields: &[
                ("title", Is("Fill the second presales position")),
                ("accountable", Person("tomas")),
                ("strategy", Item("practice")),
                ("start", Day(0, 0)),
                ("due", Day(2, 0)),
                ("effort", Is("30")),
                ("progress", Is("10 %")),
                ("status", Is("at_risk")),
                ("priority", Is("2")),
                ("pillars", Tags(&["recruit"])),
                (
                    "done_when",
                    Is("The contract is signed, and the first day lies in this quarter."),
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
            name: "marketing-budget",
            kind: "resource",
            fields: &[
                ("title", Is("Marketing budget, both sides")),
                ("category", Is("financial")),
                ("side", Is("both")),
                ("unit", Is("money")),
                ("period", Quarter(0)),
                ("requested", Is("18,000")),
                ("committed", Is("18,000")),
                ("used", Is("0")),
                ("source", Is("Finance, cost centre of the partnership")),
                ("as_of", Day(0, 0)),
                ("approver", Person("helen")),
            ],
        },
        SeedItem {
            name: "specialist-hours",
            kind: "resource",
            fields: &[
                ("title", Is("Specialist for connector and demonstrations")),
                ("category", Is("human")),
                ("side", Is("vendor")),
                ("person", Person("deniz")),
                ("unit", Is("hours")),
                ("period", Quarter(0)),
                ("requested", Is("260")),
                ("committed", Is("260")),
                ("approver", Person("helen")),
            ],
        },
        SeedItem {
            name: "consultant-hours",
            kind: "resource",
            fields: &[
                ("title", Is("Consulting lead for training and shadowing")),
                ("category", Is("human")),
                ("side", Is("partner")),
                ("person", Person("priya")),
                ("unit", Is("hours")),
                ("period", Quarter(0)),
                ("requested", Is("240")),
                ("committed", Is("200")),
                ("approver", Person("tomas")),
                ("status", Is("at_risk")),
            ],
        },
        SeedItem {
            name: "demo-licences",
            kind: "resource",
            fields: &[
                ("title", Is("Demo and training licences")),
                ("category", Is("technological")),
                ("side", Is("vendor")),
                ("unit", Is("licences")),
                ("period", Quarter(0)),
                ("requested", Is("8")),
                ("committed", Is("8")),
                ("approver", Person("mara")),
                ("status", Is("done")),
            ],
        },
        SeedItem {
            name: "mdf-fund",
            kind: "fund",
            fields: &[
                ("title", Is("Market development fund")),
                ("side", Is("vendor")),
                ("amount", Is("10,500 USD")),
                ("claimed", Is("0 USD")),
                ("claim_deadline", Day(3, 14)),
                (
                    "activity",
                    Is(
                        "Joint events and webinars that name both companies. Not: catering above 40 USD a head, travel.",
                    ),
                ),
                (
                    "proof",
                    Is(
                        "- Invoices\n- List of attendees with consent\n- Two pictures with both logos",
                    ),
                ),
                ("owner", Person("mara")),
            ],
        },
    ],
};

pub(super) const ENABLEMENT: SeedSection = SeedSection {
    key: "enablement",
    fields: &[],
    items: &[
        SeedItem {
            name: "implementation-course",
            kind: "training",
            fields: &[
                ("title", Is("Implementation training")),
                ("role", Is("Consultants")),
                ("course", Is("Connect Implementation, five days")),
                ("seats", Is("6")),
                ("certified_required", Is("4")),
                ("certified_now", Is("1")),
                ("source", Is("Certification portal")),
                ("as_of", Day(0, 0)),
                ("date", Day(1, 3)),
                ("cost", Is("14,400 USD")),
                ("vendor_share", Is("50 %")),
                ("owner", Person("priya")),
                ("links", Items(&["certified"])),
                ("pillars", Tags(&["enable"])),
            ],
        },
        SeedItem {
            name: "sales-course",
            kind: "training",
            fields: &[
                ("title", Is("First meeting with Insights")),
                ("role", Is("Sales")),
                ("course", Is("Selling Insights, half a day")),
                ("seats", Is("8")),
                ("certified_required", Is("5")),
                ("certified_now", Is("0")),
                ("source", Is("Certification portal")),
                ("as_of", Day(0, 0)),
                ("date", Day(0, 20)),
                ("cost", Is("1,600 USD")),
                ("vendor_share", Is("100 %")),
                ("owner", Person("deniz")),
                ("links", Items(&["add-on"])),
                ("pillars", Tags(&["enable", "sell"])),
            ],
        },
        SeedItem {
            name: "shadowing",
            kind: "talent",
            fields: &[
                ("title", Is("Shadow a rollout, then lead one")),
                ("side", Is("both")),
                ("headcount", Is("4")),
                ("due", Day(3, -1)),
                ("cost", Is("9,000 USD")),
                (
                    "purpose",
                    Is(
                        "Consultants stay where they learn. Each goes along once with the vendor's team, and leads the next rollout.",
                    ),
                ),
                ("owner", Person("priya")),
            ],
        },
    ],
};
