//! What a partner business plan is.
//!
//! A vendor and its channel partner write one plan together. This crate defines that plan and
//! nothing else: it never opens a socket, a file or a window, and it never reads a clock.
//!
//! | module | answers |
//! | --- | --- |
//! | [`ids`] | how plans, items, rows, members and replicas are named |
//! | [`schema`] | which sections, item kinds and fields there are (tables) |
//! | [`address`] | how one field of one plan is pointed at |
//! | [`value`] | what a field may hold; parsing and exact arithmetic |
//! | [`computed`] | values that are worked out from others |
//! | [`check`] | what is missing, vague or contradictory in a plan |
//! | [`comment`] | what people say about the plan |
//! | [`document`] | how the plan lies in the CRDT; **the only code that names yrs** |
//! | `export` | the plan as typed data for other programs; with the feature of that name |
//! | [`form`] | where the fields of a form stand |
//! | [`history`] | what happened to a plan: what fields held before and after |
//! | [`naming`] | how people, companies and untitled items are named |
//! | [`edit`] | what people may do to a plan, as data |
//! | [`language`] | the languages that people read a plan in, and texts in all of them |
//! | [`markdown`] | the little Markdown of prose, as a typed tree |
//! | [`order`] | how items keep their order when several people move them |
//! | [`search`] | finding words in a plan |
//! | [`split`] | targets of a year as targets of its quarters, and their sum |
//! | [`splice`] | how a changed text field becomes a minimal edit, and where a caret goes |
//! | `render` | the plan as HTML for reading; with the feature of that name |
//! | [`preset`] | the content a new plan starts with |

#![warn(missing_docs)]

pub mod address;
pub mod check;
pub mod comment;
pub mod computed;
pub mod document;
pub mod edit;
#[cfg(feature = "export")]
pub mod export;
pub mod form;
pub mod history;
pub mod ids;
pub mod language;
pub mod markdown;
pub mod naming;
pub mod order;
pub mod preset;
#[cfg(feature = "render")]
pub mod render;
pub mod schema;
pub mod search;
pub mod sorted;
pub mod splice;
pub mod split;
pub mod value;
