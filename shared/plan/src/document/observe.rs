//! From events of the CRDT to what changed in the plan.
//!
//! Observers run inside a transaction and only note addresses and text steps; whoever is
//! interested reads the values afterwards. A second transaction inside an observer would
//! dead-lock, so nothing here opens one.

use std::sync::{Arc, Mutex, PoisonError};

use yrs::types::text::TextEvent;
use yrs::types::{Delta, Event, Path, PathSegment};
use yrs::{DeepObservable, Observable, Out, TransactionMut};

use super::PlanDoc;
use super::sync::REMOTE;
use super::write::LOCAL;
use crate::address::{FieldAddress, Holder};
use crate::edit::TableAddress;
use crate::schema::{Schema, Section, structure};
use crate::splice::TextDelta;

/// Something that changed in a replica. What it changed to is read from the replica.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Items of this section came, went, or moved.
    Items {
        /// The section's key.
        section: &'static str,
    },
    /// Rows of this table came, went, or moved.
    Rows {
        /// The table.
        table: TableAddress,
    },
    /// A scalar or a set has other content.
    Field {
        /// The field.
        at: FieldAddress,
    },
    /// A text changed. The delta leads from what the text was before; who did not have the text,
    /// because its item is new, reads it instead.
    Text {
        /// The field.
        at: FieldAddress,
        /// What was kept, inserted and deleted, in UTF-16 units.
        delta: Vec<TextDelta>,
        /// Whether this replica's own user did it by typing; undo and other people do not count.
        typed_here: bool,
    },
    /// Comments came or changed.
    Comments,
}

/// What observers noted since it was last taken.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) changes: Vec<Change>,
    /// Updates made by this replica, in order, ready to be sent.
    pub(super) updates: Vec<Vec<u8>>,
}

/// The notes, shared between the observers and the replica. Never held across a transaction.
pub(super) type SharedNotes = Arc<Mutex<Notes>>;

/// The notes, for a moment.
pub(super) fn with_notes<R>(notes: &SharedNotes, f: impl FnOnce(&mut Notes) -> R) -> R {
    f(&mut notes.lock().unwrap_or_else(PoisonError::into_inner))
}

impl PlanDoc {
    /// Starts to note what changes.
    pub(super) fn observe(&self) -> SharedNotes {
        let notes = SharedNotes::default();
        let schema = self.schema;
        for section in schema.sections {
            let notes = Arc::clone(&notes);
            self.maps[section.key].observe_deep("notes", move |txn, events| {
                let changes: Vec<Change> = events
                    .iter()
                    .flat_map(|event| changes_of(txn, event, section, schema))
                    .collect();
                with_notes(&notes, |notes| notes.changes.extend(changes));
            });
        }
        let comments = Arc::clone(&notes);
        self.maps[structure::COMMENTS].observe_deep("notes", move |_, _| {
            with_notes(&comments, |notes| notes.changes.push(Change::Comments));
        });
        for (key, text) in self.texts.iter() {
            let at = Holder::Document.field(key);
            let notes = Arc::clone(&notes);
            text.observe("notes", move |txn, event| {
                let change = text_change(txn, event, at);
                with_notes(&notes, |notes| notes.changes.push(change));
            });
        }
        let updates = Arc::clone(&notes);
        self.doc
            .observe_update_v1("notes", move |txn, event| {
                if !is_from(txn, REMOTE) {
                    with_notes(&updates, |notes| notes.updates.push(event.update.clone()));
                }
            })
            .expect("no transaction is open on a document that was just made");
        notes
    }
}

fn is_from(txn: &TransactionMut, origin: &str) -> bool {
    txn.origin()
        .is_some_and(|found| found.as_ref() == origin.as_bytes())
}

fn changes_of(
    txn: &TransactionMut,
    event: &Event,
    section: &'static Section,
    schema: &Schema,
) -> Vec<Change> {
    let path = event.path();
    match event {
        Event::Map(event) => {
            let keys = event.keys(txn).keys().map(AsRef::as_ref);
            map_changes(&path, keys, section, schema)
        }
        Event::Text(event) => {
            let Some(PathSegment::Key(field)) = path.back() else {
                return Vec::new();
            };
            let holder = holder_of(&path, path.len() - 1, section, schema);
            let at = holder.and_then(|holder| address(holder, field, schema));
            at.map(|at| text_change(txn, event, at))
                .into_iter()
                .collect()
        }
        // Nothing of the layout is of another type.
        _ => Vec::new(),
    }
}

/// What it means that `keys` changed in the map at `path` below the section's root.
fn map_changes<'a>(
    path: &Path,
    keys: impl Iterator<Item = &'a str>,
    section: &'static Section,
    schema: &Schema,
) -> Vec<Change> {
    let is_list = !section.kinds().is_empty();
    let items = Change::Items {
        section: section.key,
    };
    // The steps below the root: a list has item, then field, then row; a form has field.
    let depth = if is_list { path.len() } else { path.len() + 1 };
    match depth {
        0 => vec![items],
        1 | 3 => {
            let Some(holder) = holder_of(path, path.len(), section, schema) else {
                return Vec::new();
            };
            let mut changes = Vec::new();
            for key in keys {
                let change = match (key, holder) {
                    (structure::ORDER | structure::DELETED | structure::KIND, Holder::Item(..)) => {
                        Some(items.clone())
                    }
                    (
                        structure::ORDER | structure::DELETED,
                        Holder::Row(section, item, field, _),
                    ) => Some(Change::Rows {
                        table: TableAddress {
                            section,
                            item,
                            field,
                        },
                    }),
                    _ => address(holder, key, schema).map(|at| Change::Field { at }),
                };
                changes.extend(change.filter(|change| !changes.contains(change)));
            }
            changes
        }
        2 => {
            let Some(PathSegment::Key(field)) = path.back() else {
                return Vec::new();
            };
            let holder = holder_of(path, path.len() - 1, section, schema);
            let Some(at) = holder.and_then(|holder| address(holder, field, schema)) else {
                return Vec::new();
            };
            vec![container_change(at, schema)]
        }
        // The columns of a row hold texts and scalars; a set there would be one level deeper.
        4 => {
            let Some(PathSegment::Key(field)) = path.back() else {
                return Vec::new();
            };
            let holder = holder_of(path, path.len() - 1, section, schema);
            let at = holder.and_then(|holder| address(holder, field, schema));
            at.map(|at| Change::Field { at }).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn container_change(at: FieldAddress, schema: &Schema) -> Change {
    let is_rows = at.describe(schema).is_some_and(|field| field.ty.is_rows());
    match at.holder {
        Holder::Item(section, item) if is_rows => Change::Rows {
            table: TableAddress {
                section,
                item,
                field: at.field,
            },
        },
        _ => Change::Field { at },
    }
}

/// The holder that the first `length` steps of a path lead to.
fn holder_of(
    path: &Path,
    length: usize,
    section: &'static Section,
    schema: &Schema,
) -> Option<Holder> {
    let key = |index: usize| match path.get(index) {
        Some(PathSegment::Key(key)) => Some(key.as_ref()),
        _ => None,
    };
    if section.kinds().is_empty() {
        return (length == 0).then_some(Holder::Section(section.key));
    }
    let item = key(0)?.parse().ok()?;
    match length {
        1 => Some(Holder::Item(section.key, item)),
        3 => {
            let table = address(Holder::Item(section.key, item), key(1)?, schema)?;
            Some(Holder::Row(
                section.key,
                item,
                table.field,
                key(2)?.parse().ok()?,
            ))
        }
        _ => None,
    }
}

/// The address with the schema's own spelling of the key, if the schema has such a field.
fn address(holder: Holder, key: &str, schema: &Schema) -> Option<FieldAddress> {
    let text = match holder {
        Holder::Document => key.to_owned(),
        holder => format!("{holder}.{key}"),
    };
    FieldAddress::parse(&text, schema)
}

fn text_change(txn: &TransactionMut, event: &TextEvent, at: FieldAddress) -> Change {
    let delta = event
        .delta(txn)
        .iter()
        .map(|step| match step {
            Delta::Retain(units, _) => TextDelta::Keep(*units),
            Delta::Deleted(units) => TextDelta::Delete(*units),
            Delta::Inserted(Out::Any(yrs::Any::String(text)), _) => {
                TextDelta::Insert(text.to_string())
            }
            // What another program put between the letters: one unit long, and no text. The guard
            // does not look at what lies in a text.
            Delta::Inserted(..) => TextDelta::Insert("\u{fffc}".to_owned()),
        })
        .collect();
    Change::Text {
        at,
        delta,
        typed_here: is_from(txn, LOCAL),
    }
}
