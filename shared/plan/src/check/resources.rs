//! Resources of which less was committed than was asked for, and the hours that people have.

use std::collections::BTreeMap;

use super::Spot;
use super::look::Look;
use crate::ids::MemberId;
use crate::value::Decimal;

/// What was requested and not committed, in number or in money.
pub(super) fn short(look: &Look<'_>, tell: &mut dyn FnMut(Spot)) {
    for item in look.items("resource") {
        if item.is_over() {
            continue;
        }
        let requested = item.number("requested");
        let committed = item.number("committed").unwrap_or(Decimal::new(0, 0));
        if requested.is_some_and(|requested| committed < requested) {
            tell(Spot::field(item.at("committed")));
        }
    }
}

/// The hours that are committed for people, in hundredths: what is requested where nothing is
/// committed yet.
pub(super) fn hours(look: &Look<'_>) -> BTreeMap<MemberId, i128> {
    let mut hours: BTreeMap<MemberId, i128> = BTreeMap::new();
    for item in look.items("resource") {
        let is_time = item.choice("category") == Some("human")
            && item.choice("unit") == Some("hours")
            && item.asks("person");
        let committed = item.number("committed").or(item.number("requested"));
        if let (true, Some(person), Some(committed)) = (is_time, item.person("person"), committed) {
            *hours.entry(person).or_default() += hundredths(committed);
        }
    }
    hours
}

/// Hours in hundredths; what is finer than that is cut off.
pub(super) fn hundredths(hours: Decimal) -> i128 {
    let finer = 10_i128.pow(u32::from(hours.scale()));
    i128::from(hours.mantissa()) * 100 / finer
}
