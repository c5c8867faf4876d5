//! Plans that one side has written, and parts of the partnership's life that the plan forgets.

use std::collections::BTreeSet;

use super::look::Look;
use super::{About, Spot};
use crate::schema::FieldType;
use crate::value::Party;

type Tell<'a> = &'a mut dyn FnMut(Spot);

/// The share of what was written, in percent, above which a plan counts as one side's.
pub const LARGEST_SHARE: u64 = 85;

/// A side that has written nothing while the other has.
pub(super) fn silent(look: &Look<'_>, tell: Tell<'_>) {
    let Some(written) = look.circumstances.contributions else {
        return;
    };
    let silent = match (written.vendor, written.partner) {
        (0, 1..) => Party::Vendor,
        (1.., 0) => Party::Partner,
        _ => return,
    };
    tell(Spot::section("plan").about(About::Party(silent)));
}

/// A side that has written nearly everything.
pub(super) fn dominated(look: &Look<'_>, tell: Tell<'_>) {
    let Some(written) = look.circumstances.contributions else {
        return;
    };
    let all = u128::from(written.vendor) + u128::from(written.partner);
    let is_dominant =
        |share: u64| share < u64::MAX && u128::from(share) * 100 > all * u128::from(LARGEST_SHARE);
    let party = if written.vendor == 0 || written.partner == 0 {
        return;
    } else if is_dominant(written.vendor) {
        Party::Vendor
    } else if is_dominant(written.partner) {
        Party::Partner
    } else {
        return;
    };
    tell(Spot::section("plan").about(About::Party(party)));
}

/// Lifecycle pillars that no item names, once any item names one: a plan that does not use them is
/// not blamed for it eight times.
pub(super) fn uncovered(look: &Look<'_>, tell: Tell<'_>) {
    let mut named: BTreeSet<String> = BTreeSet::new();
    let mut pillars = None;
    for (_, items) in look.sections() {
        for item in items {
            if let Some(FieldType::Tags(choices)) = item.kind.field("pillars").map(|field| field.ty)
            {
                pillars = pillars.or_else(|| item.asks("pillars").then_some(choices));
            }
            named.extend(item.entries("pillars"));
        }
    }
    if named.is_empty() {
        return;
    }
    for pillar in pillars.into_iter().flatten() {
        if !named.contains(pillar.key) {
            tell(Spot::section("plan").about(About::Word(pillar.label)));
        }
    }
}
