//! Actions that nobody answers for, that come too late, that wait for each other, and people who
//! were given more than they can do.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::look::{Item, Look};
use super::{About, Spot, resources};
use crate::ids::{ItemId, MemberId};
use crate::value::Date;

type Tell<'a> = &'a mut dyn FnMut(Spot);

/// Hours a week that somebody is expected to have for a plan beside everything else: half of a
/// week of 40 hours.
pub const WEEKLY_CAPACITY: i64 = 20;

fn open<'a>(look: &'a Look<'a>) -> impl Iterator<Item = Item<'a>> {
    look.items("action").filter(|item| !item.is_over())
}

pub(super) fn unowned(look: &Look<'_>, tell: Tell<'_>) {
    for item in open(look) {
        if item.lacks("accountable") {
            tell(Spot::field(item.at("accountable")));
        }
    }
}

pub(super) fn undated(look: &Look<'_>, tell: Tell<'_>) {
    for item in open(look) {
        if item.lacks("due") {
            tell(Spot::field(item.at("due")));
        }
    }
}

/// Due after the earliest of the objectives that its strategy serves.
pub(super) fn late(look: &Look<'_>, tell: Tell<'_>) {
    for item in open(look) {
        let (Some(due), Some(strategy)) = (item.date("due"), item.link("strategy")) else {
            continue;
        };
        let Some(strategy) = look.find(strategy) else {
            continue;
        };
        let objectives = strategy.links("objectives");
        let objectives = objectives.filter_map(|objective| look.find(objective));
        let missed = objectives
            .filter_map(|objective| Some((objective.date("due")?, objective)))
            .filter(|(end, _)| due > *end)
            .min_by_key(|(end, _)| *end);
        if let Some((_, objective)) = missed {
            tell(Spot::field(item.at("due")).about(About::Quote(objective.title())));
        }
    }
}

/// People whose open actions take more hours than they have: those that are committed for them
/// among the resources, or else [`WEEKLY_CAPACITY`] until the plan ends.
pub(super) fn overload(look: &Look<'_>, tell: Tell<'_>) {
    let committed = resources::hours(look);
    let today = look.circumstances.today;
    let start = look.date_of("plan", "start");
    let from = start.map_or(today, |start| start.max(today));
    let end = look.date_of("plan", "end");
    let usual = end.map(|end| i128::from(hours_between(from, end)) * 100);

    let mut efforts: BTreeMap<MemberId, i128> = BTreeMap::new();
    for item in open(look) {
        let hours = item.number("effort").filter(|_| item.asks("effort"));
        if let (Some(person), Some(hours)) = (item.person("accountable"), hours) {
            *efforts.entry(person).or_default() += resources::hundredths(hours);
        }
    }
    for (person, effort) in efforts {
        let capacity = committed.get(&person).copied().or(usual);
        if capacity.is_some_and(|capacity| effort > capacity) {
            tell(Spot::section("actions").about(About::Member(person)));
        }
    }
}

/// What one person can do from one day to another, in hours; every week that has begun counts.
fn hours_between(from: Date, until: Date) -> i64 {
    let days = (until.unix_day() - from.unix_day() + 1).max(0);
    (days + 6) / 7 * WEEKLY_CAPACITY
}

/// Actions that wait for themselves, each once.
pub(super) fn circular(look: &Look<'_>, tell: Tell<'_>) {
    let actions: Vec<Item<'_>> = look.items("action").collect();
    let waits: HashMap<ItemId, Vec<ItemId>> = actions
        .iter()
        .map(|item| (item.id, item.links("depends_on").collect()))
        .collect();
    for item in &actions {
        if item.asks("depends_on") && is_reachable(item.id, &waits) {
            tell(Spot::field(item.at("depends_on")));
        }
    }
}

/// Whether one comes from an item back to it along what it waits for.
fn is_reachable(start: ItemId, waits: &HashMap<ItemId, Vec<ItemId>>) -> bool {
    let next = |item: ItemId| waits.get(&item).into_iter().flatten().copied();
    let mut seen: HashSet<ItemId> = HashSet::new();
    let mut open: Vec<ItemId> = next(start).collect();
    while let Some(item) = open.pop() {
        if item == start {
            return true;
        }
        if seen.insert(item) {
            open.extend(next(item));
        }
    }
    false
}
