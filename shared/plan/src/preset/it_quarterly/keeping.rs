//! How the plan stays alive: risks, reviews, governance.

use super::super::seed::Seed::{Day, Is, Item, Items, People, Person, Rows};
use super::super::seed::{SeedItem, SeedSection};

pub(super) const RISKS: SeedSection = SeedSection {
    key: "risks",
    fields: &[],
    items: &[
        SeedItem {
            name: "consultant-leaves",
            kind: "risk",
            fields: &[
                ("title", Is("The certified consultant leaves")),
                ("category", Is("people")),
                ("probability", Is("2")),
                ("impact", Is("5")),
                ("exposure", Is("180,000 USD")),
                (
                    "trigger",
                    Is("A second rollout is put on the same person's calendar."),
                ),
                (
                    "mitigation",
                    Is(
                        "Certify three more by the middle of the third month; nobody leads two rollouts at once.",
                    ),
                ),
                (
                    "contingency",
                    Is("The vendor lends a consultant for four weeks, at the partner's day rate."),
                ),
                ("owner", Person("priya")),
                ("links", Items(&["certified"])),
            ],
        },
        SeedItem {
            name: "bundled",
            kind: "risk",
            fields: &[
                ("title", Is("The ERP maker gives its connector away")),
                ("category", Is("competitor")),
                ("probability", Is("3")),
                ("impact", Is("4")),
                ("exposure", Is("120,000 USD")),
                ("trigger", Is("It appears in a quotation that we see.")),
                (
                    "mitigation",
                    Is("Lead with customers who run two systems; show Insights first."),
                ),
                (
                    "contingency",
                    Is("Price of the base module falls to services only, for named accounts."),
                ),
                ("owner", Person("deniz")),
            ],
        },
        SeedItem {
            name: "approval",
            kind: "risk",
            fields: &[
                ("title", Is("Deals slip into the next quarter")),
                ("category", Is("financial")),
                ("probability", Is("4")),
                ("impact", Is("3")),
                ("exposure", Is("100,000 USD")),
                (
                    "trigger",
                    Is("No date with the third signatory two weeks before the closing date."),
                ),
                (
                    "mitigation",
                    Is("Ask for the third signatory in the second meeting."),
                ),
                (
                    "contingency",
                    Is("Offer a start with one plant below the limit."),
                ),
                ("owner", Person("jonas")),
            ],
        },
    ],
};

pub(super) const REVIEWS: SeedSection = SeedSection {
    key: "reviews",
    fields: &[],
    items: &[
        SeedItem {
            name: "first-review",
            kind: "review",
            fields: &[
                ("title", Is("Review of the first month")),
                ("date", Day(1, 4)),
                ("cadence", Is("monthly")),
                ("attendees", People(&["mara", "jonas", "priya"])),
                ("next", Day(2, 3)),
                ("owner", Person("mara")),
            ],
        },
        SeedItem {
            name: "second-review",
            kind: "review",
            fields: &[
                ("title", Is("Review of the second month")),
                ("date", Day(2, 3)),
                ("cadence", Is("monthly")),
                ("attendees", People(&["mara", "jonas", "priya"])),
                ("next", Day(3, -4)),
                ("owner", Person("jonas")),
            ],
        },
        SeedItem {
            name: "closing-review",
            kind: "review",
            fields: &[
                ("title", Is("Quarterly business review with both sponsors")),
                ("date", Day(3, -4)),
                ("cadence", Is("quarterly")),
                ("attendees", People(&["helen", "tomas", "mara", "jonas"])),
                ("carry_overs", Items(&["mdf"])),
                (
                    "scores",
                    Rows(&[
                        &[("objective", Item("bookings"))],
                        &[("objective", Item("certified"))],
                        &[("objective", Item("pipeline"))],
                        &[("objective", Item("add-on"))],
                    ]),
                ),
                ("owner", Person("mara")),
            ],
        },
        SeedItem {
            name: "projects-go-on",
            kind: "assumption",
            fields: &[
                ("title", Is("Projects of this size go on being approved")),
                (
                    "statement",
                    Is(
                        "Decided deals take no longer than a quarter from the first meeting to the signature.",
                    ),
                ),
                ("unit", Is("days")),
                ("current_value", Is("78")),
                ("trips_when", Is("above")),
                ("trip_value", Is("95")),
                ("check_date", Day(1, 14)),
                ("source", Is("CRM, median of decided deals")),
                ("as_of", Day(0, -1)),
                ("owner", Person("mara")),
            ],
        },
        SeedItem {
            name: "connector-price",
            kind: "assumption",
            fields: &[
                (
                    "title",
                    Is("The ERP maker keeps charging for its connector"),
                ),
                (
                    "statement",
                    Is(
                        "As long as it costs something, customers compare; for nothing, they take it.",
                    ),
                ),
                ("unit", Is("USD/month")),
                ("current_value", Is("250")),
                ("trips_when", Is("below")),
                ("trip_value", Is("100")),
                ("check_date", Day(1, 14)),
                ("source", Is("The maker's public price list")),
                ("as_of", Day(0, -3)),
                ("owner", Person("deniz")),
            ],
        },
    ],
};

pub(super) const GOVERNANCE: SeedSection = SeedSection {
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
                ("agenda_step", Is("Actions")),
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
                ("from", Person("jonas")),
                ("about", Item("bookings")),
                (
                    "text",
                    Is("Special prices took nine days on average last quarter."),
                ),
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
};
