//! A plan as typed data for other programs, driven by the tables: a new field is in it by itself.
//!
//! [`document`] takes one document, the joint one or that of one side, whole: what lies in the
//! trash, items of kinds that only another version knows, and comments too. What is not set is not
//! there; nothing is rounded, and nothing is a float. `docs/export.md` tells the shape.
//!
//! This module never decides who may read, and the client does not contain it: it is compiled with
//! the feature `export` only.

mod fields;
mod ordered;

use serde::Serialize;

use crate::address::Holder;
use crate::comment::Comment as Said;
use crate::document::{PlanDoc, UnknownItem};
use crate::ids::{CommentId, ItemId, MemberId, RowId};
use crate::schema::{Section as Table, Shape};

pub use ordered::Ordered;

/// What the member `format` of an export says.
pub const FORMAT: &str = "tandem-plan";
/// The version of the shape: another one means that what was there has moved or gone.
pub const VERSION: u32 = 1;

/// One document of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = ExportedDocument))]
pub struct Document {
    /// Sections by key, in the order in which they are shown.
    #[serde(skip_serializing_if = "Ordered::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub sections: Ordered<Section>,
    /// Texts that belong to no section's form, such as `notes`, by key. They stand in the document
    /// itself.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub texts: Ordered<String>,
    /// Comments, those taken back too, the oldest first.
    pub comments: Vec<Comment>,
    /// The addresses of fields that hold something that their type does not allow. It came from
    /// another program and is not in the export.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ill_typed: Vec<String>,
}

/// One section: a form, or a list of items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Section {
    /// One form.
    Form {
        /// What is set in it, by key.
        fields: Ordered<Value>,
    },
    /// Items.
    List {
        /// In their order, those in the trash too.
        items: Vec<Item>,
        /// Those of kinds that this version does not know.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        unknown: Vec<Unknown>,
    },
}

/// One item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// The key of its kind.
    pub kind: &'static str,
    /// Whether it lies in the trash.
    pub deleted: bool,
    /// What is set, by key.
    pub fields: Ordered<Value>,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its id.
    pub id: RowId,
    /// Whether it lies in the trash.
    pub deleted: bool,
    /// What is set, by key.
    pub fields: Ordered<Value>,
}

/// What a field holds. Which of these it is follows from the field's type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A text as it was written; or a day, a period, the key of a choice or side, the id of a
    /// member or item.
    Text(String),
    /// An amount of money.
    Money {
        /// In the currency, as a decimal number.
        amount: String,
        /// In the currency's smallest unit.
        minor: i64,
        /// Its ISO 4217 code.
        currency: &'static str,
    },
    /// A number.
    Number {
        /// As a decimal number.
        value: String,
        /// Of what, if it says so.
        #[serde(skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
    },
    /// A share.
    Percent {
        /// As a decimal number of hundredths.
        percent: String,
        /// In hundredths of a hundredth.
        basis_points: i32,
    },
    /// One to five.
    Score(u8),
    /// Keys of tags, or ids of members or items, in alphabetical order.
    Set(Vec<String>),
    /// A table, in its order, the rows in the trash too.
    Rows(Vec<Row>),
}

/// An item of a kind that this version does not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unknown {
    /// Its id.
    pub id: ItemId,
    /// The key of its kind; empty if it says none.
    pub kind: String,
    /// Its title; empty if it has none.
    pub title: String,
    /// Whether it lies in the trash.
    pub deleted: bool,
    /// What else is in it, by key, as plain text: nothing says what it means.
    pub fields: Ordered<String, String>,
}

/// One comment. Moments are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = ExportedComment))]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// The first comment of the thread that it answers in, if it is an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thread: Option<CommentId>,
    /// What it is about: empty for the plan, `objectives`, `objectives/ID`, `objectives/ID.title`.
    pub about: String,
    /// Who said it.
    pub author: MemberId,
    /// When.
    pub at: i64,
    /// When its words were changed last, if they were.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<i64>,
    /// What was said; `@` with the id of a member mentions them. Empty if it was taken back.
    pub text: String,
    /// Who settled its thread, if somebody did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved: Option<Resolved>,
    /// Whether its author took it back.
    pub deleted: bool,
}

/// Who settled a thread, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Resolved {
    /// Who.
    pub by: MemberId,
    /// When: milliseconds since 1970.
    pub at: i64,
}

/// All of one document.
#[must_use]
pub fn document(plan: &PlanDoc) -> Document {
    let mut fields = fields::Reader::new(plan);
    let tables = plan.schema().sections.iter();
    let sections = tables
        .filter(|table| !(table.fields().is_empty() && table.kinds().is_empty()))
        .map(|table| (table.key, section(plan, table, &mut fields)))
        .collect();
    let texts = plan
        .schema()
        .documents()
        .map(|field| (field.key, plan.text(Holder::Document.field(field.key))))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    Document {
        sections,
        texts,
        comments: plan.comments().into_iter().map(Comment::from).collect(),
        ill_typed: fields.ill_typed(),
    }
}

fn section(plan: &PlanDoc, table: &'static Table, fields: &mut fields::Reader<'_>) -> Section {
    match table.shape {
        Shape::One(of_form) => Section::Form {
            fields: fields.read(Holder::Section(table.key), of_form.iter()),
        },
        Shape::Items(_) => Section::List {
            items: plan
                .items(table.key)
                .into_iter()
                .map(|head| Item {
                    id: head.id,
                    kind: head.kind.key,
                    deleted: head.deleted,
                    fields: fields.read(Holder::Item(table.key, head.id), head.kind.all_fields()),
                })
                .collect(),
            unknown: plan
                .unknown_items(table.key)
                .into_iter()
                .map(Unknown::from)
                .collect(),
        },
    }
}

impl From<UnknownItem> for Unknown {
    fn from(item: UnknownItem) -> Self {
        Self {
            id: item.id,
            kind: item.kind,
            title: item.title,
            deleted: item.deleted,
            fields: item.values.into_iter().collect(),
        }
    }
}

impl From<Said> for Comment {
    fn from(said: Said) -> Self {
        Self {
            id: said.id,
            thread: said.thread,
            about: said.about,
            author: said.author,
            at: said.at,
            edited_at: said.edited_at,
            text: said.text,
            resolved: said.resolved.map(|(by, at)| Resolved { by, at }),
            deleted: said.deleted,
        }
    }
}
