//! A plan as HTML for reading: the first view of the plan page, and the page for printing.
//!
//! Driven by the schema's tables, so that a new field appears by itself. What people wrote is only
//! ever text: all of it passes `html::escape`, and markup can only be made of constants of this
//! module. Links lead to http, https and mailto and nowhere else.
//!
//! | module | writes |
//! | --- | --- |
//! | `html` | elements, attributes and escaped text |
//! | `reading` | what a field holds, in words of a language |
//! | `first` | the plan page as it looks before the client has taken over |
//! | `parts` | what both have in common |
//! | `print` | the whole plan for paper |
//! | `prose` | the Markdown of prose |
//! | `texts` | what this module says itself |
//!
//! This module never decides who may read, and the client does not contain it: it is compiled
//! with the feature `render` only.

mod first;
mod html;
mod parts;
mod print;
mod prose;
mod reading;
mod texts;

use crate::address::Holder;
use crate::document::PlanDoc;
use crate::ids::MemberId;
use crate::language::Language;
use crate::value::Party;

pub use html::escape;

/// Who a plan is rendered for.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// What labels, numbers and days are written in.
    pub language: Language,
    /// Everybody who belongs to the plan.
    pub people: &'a [Person<'a>],
}

/// Somebody who belongs to the plan.
#[derive(Debug, Clone, Copy)]
pub struct Person<'a> {
    /// What fields name them by.
    pub id: MemberId,
    /// Their name.
    pub name: &'a str,
    /// Their side; `None` for somebody of neither.
    pub side: Option<Party>,
}

/// The plan page: bar, outline and sections, of which the address behind the `#` picks one. The
/// markup has the classes and measures of the client's, so that nothing moves when that takes its
/// place; fields without a value are there, as they are in the client. `me` is the reader's side.
#[must_use]
pub fn first_view(plan: &PlanDoc, reader: &Reader<'_>, me: Option<Party>) -> String {
    first::page(&reading::Reading::new(plan, reader), me)
}

/// The body of the page for printing: a head with the plan's names, period and state, then every
/// section that shows at the plan's depth. What is empty is left out.
#[must_use]
pub fn print(plan: &PlanDoc, reader: &Reader<'_>) -> String {
    print::page(&reading::Reading::new(plan, reader))
}

/// The plan's name, or what stands for it; not escaped.
#[must_use]
pub fn title(plan: &PlanDoc, language: Language) -> String {
    let name = plan.text(Holder::Section("plan").field("name"));
    match name.trim() {
        "" => texts::UNTITLED_PLAN.in_language(language).to_owned(),
        name => name.to_owned(),
    }
}
