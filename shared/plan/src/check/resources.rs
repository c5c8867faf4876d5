//! Resources of which less was committed than was asked for.

use super::Spot;
use super::look::Look;
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
