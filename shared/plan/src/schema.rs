//! The plan as tables: sections, the kinds of items in them, and their fields.
//!
//! Forms, labels, checks, history and exports are driven by these tables, so that adding a field
//! is one row here. A key, once released, never changes its meaning or type: it is the name under
//! which the field lies in every stored document.
//!
//! The tables never hold behaviour; what a value may be is in [`crate::value`], how it is stored
//! in [`crate::document`].

mod choices;
mod field;
mod section;

mod actions;
mod campaigns;
mod common;
mod current;
mod customers;
mod enablement;
mod entry;
mod figures;
mod governance;
mod incentives;
mod inventory;
mod kpis;
mod objectives;
mod opportunities;
mod plan;
mod private;
mod resources;
mod reviews;
mod risks;
mod roadmap;
mod vision;

pub use choices::Choice;
pub use field::{Field, FieldType, Formula, Tier, Unit};
pub use section::{Kind, Schema, Section, Shape};

pub use common::COMMON;

/// The version of the layout that this program writes into a new document.
pub const SCHEMA_VERSION: i64 = 2;

/// The schema of this program: every section, in the order in which it is shown.
pub static SCHEMA: Schema = Schema {
    sections: &[
        plan::SECTION,
        current::SECTION,
        vision::SECTION,
        objectives::SECTION,
        kpis::SECTION,
        opportunities::SECTION,
        actions::SECTION,
        campaigns::SECTION,
        resources::SECTION,
        enablement::SECTION,
        roadmap::SECTION,
        entry::SECTION,
        customers::SECTION,
        incentives::SECTION,
        inventory::SECTION,
        risks::SECTION,
        reviews::SECTION,
        governance::SECTION,
    ],
};

/// The schema of what one side keeps to itself: its notes, and drafts of what it may say.
pub static PRIVATE_SCHEMA: Schema = Schema {
    sections: &[private::SECTION],
};

/// Keys of an item's or row's map that are not fields: its kind, its place, whether it lies in
/// the trash. No field may have one of these names.
pub mod structure {
    /// The key of the [`Kind`](super::Kind) of an item.
    pub const KIND: &str = "kind";
    /// A fractional index, see [`crate::order`].
    pub const ORDER: &str = "order";
    /// `true` while the item or row lies in the trash.
    pub const DELETED: &str = "deleted";
    /// In the root `plan`: the version of the layout, see [`SCHEMA_VERSION`](super::SCHEMA_VERSION).
    pub const SCHEMA: &str = "schema";
    /// Roots that are not sections and not fields: comments are written by the server only.
    pub const COMMENTS: &str = "comments";
}
