//! Reviews that nobody planned or held, and assumptions that nobody looked at again.

use super::Spot;
use super::look::Look;

type Tell<'a> = &'a mut dyn FnMut(Spot);

/// No review lies ahead while the plan still runs.
pub(super) fn unplanned(look: &Look<'_>, tell: Tell<'_>) {
    let today = look.circumstances.today;
    let is_over = look.date_of("plan", "end").is_some_and(|end| end < today);
    if is_over || !look.shows("reviews") {
        return;
    }
    let lies_ahead = look
        .items("review")
        .any(|review| !review.is_over() && review.date("date").is_some_and(|date| date >= today));
    if !lies_ahead {
        tell(Spot::section("reviews"));
    }
}

pub(super) fn overdue(look: &Look<'_>, tell: Tell<'_>) {
    let today = look.circumstances.today;
    for review in look.items("review") {
        if !review.is_over() && review.date("date").is_some_and(|date| date < today) {
            tell(Spot::field(review.at("date")));
        }
    }
}

pub(super) fn stale(look: &Look<'_>, tell: Tell<'_>) {
    let today = look.circumstances.today;
    for assumption in look.items("assumption") {
        let check = assumption.date("check_date");
        if !assumption.is_over() && check.is_some_and(|date| date < today) {
            tell(Spot::field(assumption.at("check_date")));
        }
    }
}

/// The value has gone past the one at which the plan was to be changed.
pub(super) fn tripped(look: &Look<'_>, tell: Tell<'_>) {
    for assumption in look.items("assumption") {
        let current = assumption.number("current_value");
        let trip = assumption.number("trip_value");
        let (Some(current), Some(trip)) = (current, trip) else {
            continue;
        };
        let is_tripped = match assumption.choice("trips_when") {
            Some("above") => current >= trip,
            _ => current <= trip,
        };
        if is_tripped && !assumption.is_over() {
            tell(Spot::field(assumption.at("current_value")));
        }
    }
}
