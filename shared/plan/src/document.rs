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

mod anchor;
mod authorship;
mod codec;
mod comments;
mod compare;
mod duplicate;
mod layout;
mod ledger;
mod observe;
mod read;
mod remake;
mod replica;
mod roots;
mod size;
mod sync;
mod unknown;
mod write;

use std::fmt;

use yrs::block::ClientID;
use yrs::{Doc, MapRef, OffsetKind, Options, TextRef};

pub use anchor::{Anchor, InvalidAnchor};
pub use authorship::Run;
pub use ledger::Ledger;
pub use observe::Change;
pub use read::{IllTyped, ItemHead, RowHead};
pub use remake::{Subject, Touched, Unit, Whose};
pub use replica::{Clock, Drained, Replica};
use roots::Roots;
pub use size::{MAX_NESTING, TextId};
pub use sync::{ApplyError, InvalidStateVector, StateVector, merge};
pub use unknown::UnknownItem;

use crate::ids::ClientId;
use crate::schema::{Schema, structure};

/// One replica of the joint layer of a plan.
pub struct PlanDoc {
    doc: Doc,
    schema: &'static Schema,
    client: ClientId,
    maps: Roots<MapRef>,
    texts: Roots<TextRef>,
}

impl PlanDoc {
    /// An empty replica. All roots exist, nothing is in them; content comes from the server, or
    /// from [`crate::preset`] when a plan begins.
    #[must_use]
    pub fn new(schema: &'static Schema, client: ClientId) -> Self {
        Self::with_options(schema, client, |_| {})
    }

    fn with_options(
        schema: &'static Schema,
        client: ClientId,
        choose: impl FnOnce(&mut Options),
    ) -> Self {
        let mut options = Options::with_client_id(ClientID::new(client.get()));
        // The unit of browsers; with bytes, valid non-ASCII updates underflow inside yrs.
        options.offset_kind = OffsetKind::Utf16;
        choose(&mut options);
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

    /// The same under an id that nobody writes under, for a replica that is only read.
    #[must_use]
    pub fn reader(schema: &'static Schema) -> Self {
        Self::new(schema, ClientId::READER)
    }

    /// The same, and what was deleted stays in it. It must be given all updates as they came: states
    /// that other replicas tell hold nothing of that.
    #[must_use]
    pub fn keeper(schema: &'static Schema) -> Self {
        Self::with_options(schema, ClientId::READER, |options| options.skip_gc = true)
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

#[cfg(test)]
mod tests {
    use yrs::{Any, Map, Out, ReadTxn, Transact};

    use super::*;
    use crate::address::Holder;
    use crate::edit::{Edit, Place, TableAddress};
    use crate::ids::{ItemId, RowId};
    use crate::schema::SCHEMA;
    use crate::value::{Currency, Decimal, Money, Value};

    const ITEM: ItemId = ItemId::from_u128(7);
    const ROW: RowId = RowId::from_u128(9);

    fn doc_with_an_objective() -> PlanDoc {
        let doc = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
        doc.complete();
        let table = TableAddress {
            section: "objectives",
            item: ITEM,
            field: "targets",
        };
        let money = Money {
            minor: 125_050,
            currency: Currency::EUR,
        };
        for edit in [
            Edit::AddItem {
                section: "objectives",
                kind: "objective",
                item: ITEM,
                place: Place::Last,
            },
            Edit::AddRow {
                table,
                row: ROW,
                place: Place::Last,
            },
            Edit::SetValue {
                at: Holder::Item("objectives", ITEM).field("value_vendor_money"),
                value: Some(Value::Money(money)),
            },
            Edit::SetValue {
                at: Holder::Item("objectives", ITEM).field("target"),
                value: Some(Value::Number(Decimal::new(15, 1))),
            },
            Edit::SetEntry {
                at: Holder::Item("objectives", ITEM).field("pillars"),
                entry: "sell".to_owned(),
                present: true,
            },
        ] {
            doc.edit(&edit).unwrap();
        }
        doc
    }

    fn describe<T: ReadTxn>(txn: &T, value: &Out) -> String {
        match value {
            Out::Any(any) => any.to_string(),
            Out::YText(_) => "text".to_owned(),
            Out::YMap(map) => {
                let mut entries: Vec<String> = map
                    .iter(txn)
                    .map(|(key, value)| format!("{key}: {}", describe(txn, &value)))
                    .collect();
                entries.sort();
                format!("{{{}}}", entries.join(", "))
            }
            other => format!("{other:?}"),
        }
    }

    /// The layout is what every stored plan has: this test fails when it changes.
    #[test]
    fn the_layout_is_the_one_that_stored_plans_have() {
        let doc = doc_with_an_objective();
        let txn = doc.doc.transact();
        let roots: Vec<String> = txn.root_refs().map(|(name, _)| name.to_owned()).collect();
        let sections = SCHEMA.sections.iter().map(|section| section.key);
        for root in sections.chain(["notes", "comments"]) {
            assert!(roots.iter().any(|name| name == root), "no root {root}");
        }
        let item = doc.maps["objectives"].get(&txn, &ITEM.to_string()).unwrap();
        let Out::YMap(map) = &item else {
            panic!("an item is a map")
        };
        let text = describe(&txn, &item);
        for part in [
            "kind: objective",
            "order: 80",
            "deleted: false",
            "title: text",
            "specific: text",
            "links: {}",
            "evidence: {}",
            "pillars: {sell: true}",
            "value_vendor_money: [125050, EUR]",
            "target: [15, 1]",
            &format!(
                "targets: {{{ROW}: {{account: text, deleted: false, order: 80, product: text, \
                 region: text}}}}"
            ),
        ] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
        assert!(map.get(&txn, "due").is_none(), "an unset scalar is absent");
        let plan = &doc.maps["plan"];
        assert_eq!(describe(&txn, &plan.get(&txn, "schema").unwrap()), "2");
        assert_eq!(describe(&txn, &plan.get(&txn, "name").unwrap()), "text");
    }

    #[test]
    fn what_other_programs_wrote_wrongly_reads_as_ill_typed_and_is_kept() {
        let doc = doc_with_an_objective();
        let map = {
            let txn = doc.doc.transact();
            doc.item(&txn, "objectives", ITEM).unwrap()
        };
        {
            let mut txn = doc.doc.transact_mut();
            map.insert(&mut txn, "target", "a lot");
            map.insert(&mut txn, "category", "no such category");
            map.insert(&mut txn, "confidence", 5.0);
            map.insert(&mut txn, "due", Any::Null);
            doc.maps["objectives"].insert(&mut txn, "not an id", true);
        }
        let at = |field| Holder::Item("objectives", ITEM).field(field);
        assert_eq!(doc.value(at("target")), Err(IllTyped));
        assert_eq!(doc.value(at("category")), Err(IllTyped));
        assert_eq!(doc.value(at("confidence")), Ok(Some(Value::Score(5))));
        assert_eq!(doc.value(at("due")), Ok(None));
        assert_eq!(doc.items("objectives").len(), 1);
    }
}
