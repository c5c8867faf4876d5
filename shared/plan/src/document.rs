//! How a plan lies in the CRDT. The only code of the project that names yrs.
//!
//! Layout of the layer `joint`, which cannot change once plans exist:
//!
//! - A section that is one form keeps its fields directly in its own root map.
//! - Every other section is a root map of item id → map of fields: `kind` first, then `order` (a
//!   fractional index), `deleted`, and the fields.
//! - Text fields are nested texts. Scalars are plain values: integers, strings, and for money and
//!   numbers an array of two (amount, currency code; mantissa, scale). Sets (tags, people, links)
//!   are nested maps of key → `true`; tables are nested maps of row id → map of fields.
//! - A prose text for the whole plan (`notes`) and the comments are roots of their own.
//! - **Every text, set and table is made with its item in one transaction**: two people who make
//!   the same text lazily lose one person's words. Only the server adds missing ones, with
//!   [`PlanDoc::complete`], when it loads a room.
//! - Nothing is removed: `deleted` hides an item, and the trash shows it again.
//!
//! A [`PlanDoc`] is one replica without observers, which is what the server keeps. A [`Replica`]
//! adds what an editor needs: what changed, what to send, and undo of one's own edits.
//!
//! This module never decides who may edit, and never sees a socket.

mod codec;
mod layout;
mod observe;
mod read;
mod replica;
mod sync;
mod write;

use std::collections::BTreeMap;
use std::fmt;

use yrs::block::ClientID;
use yrs::{Doc, MapRef, OffsetKind, Options, TextRef};

pub use observe::Change;
pub use read::{IllTyped, ItemHead, RowHead};
pub use replica::{Clock, Drained, Replica};
pub use sync::{ApplyError, InvalidStateVector, StateVector};

use crate::ids::ClientId;
use crate::schema::{FieldType, Schema, structure};

/// One replica of the joint layer of a plan.
pub struct PlanDoc {
    doc: Doc,
    schema: &'static Schema,
    client: ClientId,
    maps: BTreeMap<&'static str, MapRef>,
    texts: BTreeMap<&'static str, TextRef>,
}

impl PlanDoc {
    /// An empty replica. All roots exist, nothing is in them; content comes from the server, or
    /// from [`crate::preset`] when a plan begins.
    #[must_use]
    pub fn new(schema: &'static Schema, client: ClientId) -> Self {
        let mut options = Options::with_client_id(ClientID::new(client.get()));
        // The unit of browsers; with bytes, valid non-ASCII updates underflow inside yrs.
        options.offset_kind = OffsetKind::Utf16;
        let doc = Doc::with_options(options);
        let maps = schema
            .sections
            .iter()
            .map(|section| section.key)
            .chain([structure::COMMENTS])
            .map(|key| (key, doc.get_or_insert_map(key)))
            .collect();
        let texts = schema
            .documents()
            .map(|field| (field.key, doc.get_or_insert_text(field.key)))
            .collect();
        Self {
            doc,
            schema,
            client,
            maps,
            texts,
        }
    }

    /// The tables that this replica reads and writes by.
    #[must_use]
    pub const fn schema(&self) -> &'static Schema {
        self.schema
    }

    /// Under which id this replica writes.
    #[must_use]
    pub const fn client(&self) -> ClientId {
        self.client
    }
}

impl fmt::Debug for PlanDoc {
    /// Names the replica, never the content of the plan.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PlanDoc")
            .field("client", &self.client)
            .finish_non_exhaustive()
    }
}

/// What a field of this type is called in an error.
const fn type_name(ty: &FieldType) -> &'static str {
    match ty {
        FieldType::Line | FieldType::Prose => "text",
        FieldType::Money => "money",
        FieldType::Number(_) => "number",
        FieldType::Percent => "percent",
        FieldType::Date => "date",
        FieldType::Period => "period",
        FieldType::Choice(_) => "choice",
        FieldType::Person => "person",
        FieldType::Side => "side",
        FieldType::Score => "score",
        FieldType::Link(_) => "link",
        FieldType::Tags(_) => "tags",
        FieldType::People => "people",
        FieldType::Links(_) => "links",
        FieldType::Rows(_) => "table",
    }
}
