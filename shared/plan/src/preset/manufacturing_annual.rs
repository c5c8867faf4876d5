//! *Manufacturing, annual*: an equipment maker and its distributor plan one year of regions,
//! launches, stock of key parts and joint sales.

mod goals;
mod keeping;
mod market;
mod work;

use super::seed::Seed::{Is, Person};
use super::seed::{SeedPerson, SeedSection};
use crate::value::Party;

pub(super) const PEOPLE: &[SeedPerson] = &[
    SeedPerson::new("ingrid", "Ingrid Solberg", Party::Vendor),
    SeedPerson::new("marco", "Marco Ferri", Party::Vendor),
    SeedPerson::new("elena", "Elena Vogt", Party::Vendor),
    SeedPerson::new("pedro", "Pedro Almeida", Party::Partner),
    SeedPerson::new("lotte", "Lotte Jansen", Party::Partner),
    SeedPerson::new("hugo", "Hugo Martín", Party::Partner),
];

pub(super) const SECTIONS: &[SeedSection] = &[
    PLAN,
    market::CURRENT,
    goals::VISION,
    goals::OBJECTIVES,
    goals::KPIS,
    market::OPPORTUNITIES,
    work::ACTIONS,
    market::CAMPAIGNS,
    work::RESOURCES,
    work::ENABLEMENT,
    work::ROADMAP,
    market::ENTRY,
    market::CUSTOMERS,
    goals::INCENTIVES,
    work::INVENTORY,
    keeping::RISKS,
    keeping::REVIEWS,
    keeping::GOVERNANCE,
];

const PLAN: SeedSection = SeedSection {
    key: "plan",
    fields: &[
        ("partner_type", Is("distributor")),
        ("vendor_owner", Person("ingrid")),
        ("partner_owner", Person("pedro")),
        ("vendor_sponsor", Person("elena")),
        ("partner_sponsor", Person("hugo")),
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
};
