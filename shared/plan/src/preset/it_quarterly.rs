//! *IT/software, quarterly*: a software vendor and its reseller plan three months of features to
//! sell, sales goals, an integration, joint marketing and training.

mod goals;
mod keeping;
mod market;
mod work;

use super::seed::Seed::{Is, Person};
use super::seed::{SeedPerson, SeedSection};
use crate::value::Party;

pub(super) const PEOPLE: &[SeedPerson] = &[
    SeedPerson::new("mara", "Mara Lindqvist", Party::Vendor),
    SeedPerson::new("deniz", "Deniz Aydin", Party::Vendor),
    SeedPerson::new("helen", "Helen Brandt", Party::Vendor),
    SeedPerson::new("jonas", "Jonas Weber", Party::Partner),
    SeedPerson::new("priya", "Priya Nair", Party::Partner),
    SeedPerson::new("tomas", "Tomas Novak", Party::Partner),
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
    market::ROADMAP,
    keeping::RISKS,
    keeping::REVIEWS,
    keeping::GOVERNANCE,
];

const PLAN: SeedSection = SeedSection {
    key: "plan",
    fields: &[
        ("partner_type", Is("reseller")),
        ("vendor_owner", Person("mara")),
        ("partner_owner", Person("jonas")),
        ("vendor_sponsor", Person("helen")),
        ("partner_sponsor", Person("tomas")),
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
};
