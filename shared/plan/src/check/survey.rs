//! One look at the whole plan: everything that the checks find, and how complete each section is.

use super::look::{Item, Look};
use super::{CHECKS, Circumstances, Finding};
use crate::address::Holder;
use crate::document::PlanDoc;
use crate::schema::{Section, Tier};

/// How much of what is asked for is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Completeness {
    /// Fields that are filled.
    pub filled: usize,
    /// Fields that are asked for.
    pub asked: usize,
}

impl Completeness {
    /// In whole percent, rounded down, so that only what is complete is 100; nothing asked is 100.
    #[must_use]
    pub const fn percent(self) -> usize {
        match (self.filled * 100).checked_div(self.asked) {
            Some(percent) => percent,
            None => 100,
        }
    }
}

/// One section of a survey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SectionState {
    /// The section's key.
    pub section: &'static str,
    /// How much of it is there.
    pub completeness: Completeness,
}

/// What one look at a plan has shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Survey {
    /// What to mend, in the order of the checks and then of the plan.
    pub findings: Vec<Finding>,
    /// The sections that show at the plan's depth, in their order.
    pub sections: Vec<SectionState>,
}

/// Looks at a plan. It takes time in proportion to the number of items; a plan of 2,000 items is
/// some ten thousand reads.
#[must_use]
pub fn survey(plan: &PlanDoc, circumstances: &Circumstances) -> Survey {
    let look = Look::new(plan, circumstances);
    let mut findings = Vec::new();
    for check in CHECKS {
        (check.find)(&look, &mut |spot| {
            findings.push(Finding {
                check,
                at: spot.at,
                about: spot.about,
            });
        });
    }
    let sections = look.sections().map(|(section, items)| SectionState {
        section: section.key,
        completeness: completeness(&look, section, items),
    });
    Survey {
        findings,
        sections: sections.collect(),
    }
}

/// Of a form, all fields that the plan's depth asks for; of items, the title and the kind's own
/// fields of the essential tier: the others refine. A section without an item has nothing of one thing that was asked for.
fn completeness<'a>(
    look: &Look<'a>,
    section: &'static Section,
    items: impl Iterator<Item = Item<'a>>,
) -> Completeness {
    let mut state = Completeness::default();
    let mut count = |is_filled: bool| {
        state.asked += 1;
        state.filled += usize::from(is_filled);
    };
    for field in section.fields() {
        if field.tier <= look.tier && !field.ty.is_computed() {
            let at = Holder::Section(section.key).field(field.key);
            count(look.is_filled(at, field));
        }
    }
    let mut is_empty = true;
    for item in items {
        is_empty = false;
        for (at, field) in item.fields() {
            let is_own =
                field.key == "title" || item.kind.fields.iter().any(|own| own.key == field.key);
            if is_own && field.tier == Tier::Essential && !field.ty.is_computed() {
                count(look.is_filled(at, field));
            }
        }
    }
    if is_empty && !section.kinds().is_empty() {
        count(false);
    }
    state
}
