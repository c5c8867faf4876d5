//! Objectives that are not specific, measurable, achievable, relevant and time-bound, or that serve
//! one side only.

use std::cmp::Ordering;

use super::look::{Item, Look};
use super::{About, Spot};
use crate::value::{Decimal, Party};

type Tell<'a> = &'a mut dyn FnMut(Spot);

fn open<'a>(look: &'a Look<'a>) -> impl Iterator<Item = Item<'a>> {
    look.items("objective").filter(|item| !item.is_over())
}

fn lacking(look: &Look<'_>, fields: &[&'static str], tell: Tell<'_>) {
    for item in open(look) {
        for field in fields {
            if item.lacks(field) {
                tell(Spot::field(item.at(field)));
            }
        }
    }
}

pub(super) fn vague(look: &Look<'_>, tell: Tell<'_>) {
    lacking(look, &["specific", "metric"], tell);
}

pub(super) fn unmeasurable(look: &Look<'_>, tell: Tell<'_>) {
    lacking(look, &["baseline", "target", "unit"], tell);
}

pub(super) fn unreasoned(look: &Look<'_>, tell: Tell<'_>) {
    lacking(look, &["achievable"], tell);
}

pub(super) fn irrelevant(look: &Look<'_>, tell: Tell<'_>) {
    lacking(look, &["relevance"], tell);
}

pub(super) fn undated(look: &Look<'_>, tell: Tell<'_>) {
    lacking(look, &["due"], tell);
}

/// A stretch target that asks for less than the target does, whichever way is good.
pub(super) fn slack(look: &Look<'_>, tell: Tell<'_>) {
    for item in open(look) {
        let (Some(target), Some(stretch)) = (item.number("target"), item.number("stretch")) else {
            continue;
        };
        let easier = match item.choice("direction") {
            Some("down") => Ordering::Greater,
            Some("hold") => continue,
            _ => falling(item, target).unwrap_or(Ordering::Less),
        };
        if item.asks("stretch") && stretch.cmp(&target) == easier {
            tell(Spot::field(item.at("stretch")));
        }
    }
}

/// Which way is easier where nobody said which way is good: the baseline tells.
fn falling(item: Item<'_>, target: Decimal) -> Option<Ordering> {
    let is_unsaid = item.choice("direction").is_none();
    let baseline = item.number("baseline").filter(|_| is_unsaid)?;
    Some(match target.cmp(&baseline) {
        Ordering::Less => Ordering::Greater,
        Ordering::Equal | Ordering::Greater => Ordering::Less,
    })
}

pub(super) fn outside(look: &Look<'_>, tell: Tell<'_>) {
    let start = look.date_of("plan", "start");
    let end = look.date_of("plan", "end");
    for item in open(look) {
        let Some(due) = item.date("due") else {
            continue;
        };
        if start.is_some_and(|start| due < start) || end.is_some_and(|end| due > end) {
            tell(Spot::field(item.at("due")));
        }
    }
}

/// What a side gains may be said in words or in money.
pub(super) fn one_sided(look: &Look<'_>, tell: Tell<'_>) {
    let sides = [
        ("value_vendor", "value_vendor_money", Party::Vendor),
        ("value_partner", "value_partner_money", Party::Partner),
    ];
    for item in open(look) {
        for (words, money, party) in sides {
            if item.lacks(words) && item.money(money).is_none() {
                tell(Spot::field(item.at(words)).about(About::Party(party)));
            }
        }
    }
}
