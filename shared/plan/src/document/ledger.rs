//! What a document holds, noted down, so that one can tell what an update has changed and what was
//! there before.
//!
//! A transaction of the CRDT knows which maps and texts it touched, but not where they lie in the
//! plan, and what they held is gone by then. So a ledger knows both: where every container lies, by
//! the id that the CRDT gives it, and what was in every field when it was last looked at.
//!
//! It never decides who did something, and it tells nothing of items of a kind that this version does
//! not know.

use std::collections::{BTreeSet, HashMap};
use std::fmt;

use yrs::branch::{Branch, BranchID};
use yrs::{Any, GetString, Map, MapRef, Out, ReadTxn, Text, TextRef, Transact};

use super::layout::maps_in;
use super::read::{is_deleted, string_entry};
use super::{ApplyError, PlanDoc, codec, comments};
use crate::address::{FieldAddress, Holder};
use crate::comment::Comment;
use crate::history::{Alteration, Content};
use crate::ids::{CommentId, ItemId};
use crate::schema::{Field, FieldType, Kind, Schema, Section, Shape, structure};

/// Where the containers of one document lie, and what was in its fields.
pub struct Ledger {
    schema: &'static Schema,
    spots: HashMap<BranchID, Spot>,
    contents: HashMap<FieldAddress, Content>,
    comments: HashMap<CommentId, Comment>,
    /// How many entries a list, a table or the comments had.
    lengths: HashMap<BranchID, u32>,
}

/// What a container is.
#[derive(Debug, Clone, Copy)]
enum Spot {
    /// The root of a section.
    Section(&'static Section),
    /// The map of an item.
    Item(Holder, &'static Kind),
    /// The map of something that may become an item of this section, once it says of which kind.
    Odd(&'static Section, ItemId),
    Text(FieldAddress),
    Set(FieldAddress),
    Table(FieldAddress, &'static [Field]),
    Row(Holder, &'static [Field]),
    Comments,
    Comment(CommentId),
}

impl Ledger {
    /// All that a document holds now.
    #[must_use]
    pub fn of(document: &PlanDoc) -> Self {
        let mut ledger = Self {
            schema: document.schema,
            spots: HashMap::new(),
            contents: HashMap::new(),
            comments: HashMap::new(),
            lengths: HashMap::new(),
        };
        let txn = document.doc.transact();
        let mut look = Look {
            txn: &txn,
            ledger: &mut ledger,
            found: Vec::new(),
        };
        for section in document.schema.sections {
            let root = &document.maps[section.key];
            look.meet(root.as_ref(), Spot::Section(section));
        }
        for (key, text) in document.texts.iter() {
            look.meet(text.as_ref(), Spot::Text(Holder::Document.field(key)));
        }
        let comments = &document.maps[structure::COMMENTS];
        look.meet(comments.as_ref(), Spot::Comments);
        ledger
    }

    /// Takes an update into the document and tells what it has changed, in the order of the
    /// addresses; nothing if it held nothing new.
    ///
    /// # Errors
    /// As [`PlanDoc::apply`]; the ledger is as spoilt as the document then.
    pub fn apply(
        &mut self,
        document: &PlanDoc,
        update: &[u8],
    ) -> Result<Option<Vec<Alteration>>, ApplyError> {
        document.take_in(update, |txn| {
            let mut touched: Vec<BranchID> = txn
                .changed_parent_types()
                .iter()
                .map(|branch| branch.id())
                .collect();
            touched.sort_unstable();
            touched.dedup();
            let mut look = Look {
                txn,
                ledger: self,
                found: Vec::new(),
            };
            for container in &touched {
                look.again(container);
            }
            let mut found = look.found;
            found.sort_by_key(place);
            found
        })
    }

    /// What differs in a later state of the same document, in the order of the addresses. Comments are
    /// left out, and so is where something stands that was not there before.
    #[must_use]
    pub fn changes_to(&self, later: &Self) -> Vec<Alteration> {
        let mut found = Vec::new();
        let mut note = |at: FieldAddress, before: Option<&Content>, after: Option<&Content>| {
            let is_new = || {
                !self
                    .contents
                    .contains_key(&at.holder.field(structure::KIND))
            };
            let is_place = at.field == structure::ORDER && matches!(at.holder, Holder::Item(..));
            if before != after && !(is_place && is_new()) {
                found.push(Alteration::Field {
                    at,
                    is_text: is_text(at, self.schema),
                    before: before.cloned(),
                    after: after.cloned(),
                });
            }
        };
        for (at, after) in &later.contents {
            note(*at, self.contents.get(at), Some(after));
        }
        for (at, before) in &self.contents {
            if !later.contents.contains_key(at) {
                note(*at, Some(before), None);
            }
        }
        found.sort_by_key(place);
        found
    }

    /// What a field held when it was last looked at.
    #[must_use]
    pub fn content(&self, at: FieldAddress) -> Option<&Content> {
        self.contents.get(&at)
    }
}

impl fmt::Debug for Ledger {
    /// Shows sizes, never the content of the plan.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ledger")
            .field("containers", &self.spots.len())
            .field("fields", &self.contents.len())
            .finish_non_exhaustive()
    }
}

/// Whether this is a text, which several people write at once.
fn is_text(at: FieldAddress, schema: &Schema) -> bool {
    at.describe(schema).is_some_and(|field| field.ty.is_text())
}

/// Where an alteration stands among others of the same update.
fn place(alteration: &Alteration) -> (Option<FieldAddress>, Option<CommentId>) {
    match alteration {
        Alteration::Field { at, .. } => (Some(*at), None),
        Alteration::Comment { after, .. } => (None, Some(after.id)),
    }
}

/// One look at the document.
struct Look<'a, T> {
    txn: &'a T,
    ledger: &'a mut Ledger,
    found: Vec<Alteration>,
}

impl<T: ReadTxn> Look<'_, T> {
    /// Notes where a container lies, and looks into it, unless it is known.
    fn meet(&mut self, branch: &Branch, spot: Spot) {
        let id = branch.id();
        if !self.ledger.spots.contains_key(&id) {
            self.ledger.spots.insert(id.clone(), spot);
            self.look(&id, spot);
        }
    }

    /// Looks into a container, if it is known.
    fn again(&mut self, container: &BranchID) {
        if let Some(spot) = self.ledger.spots.get(container).copied() {
            self.look(container, spot);
        }
    }

    fn look(&mut self, container: &BranchID, spot: Spot) {
        let Some(branch) = container.get_branch(self.txn) else {
            return;
        };
        match spot {
            Spot::Text(at) => {
                let text = TextRef::from(branch);
                let is_empty = text.len(self.txn) == 0;
                let content = (!is_empty).then(|| Content::Text(text.get_string(self.txn)));
                self.note(at, content);
            }
            Spot::Set(at) => {
                let set = MapRef::from(branch);
                let entries: BTreeSet<String> = set
                    .iter(self.txn)
                    .filter(|(_, value)| matches!(value, Out::Any(Any::Bool(true))))
                    .map(|(key, _)| key.to_owned())
                    .collect();
                let content = (!entries.is_empty()).then_some(Content::Set(entries));
                self.note(at, content);
            }
            Spot::Section(section) => {
                let root = MapRef::from(branch);
                match section.shape {
                    Shape::One(fields) => {
                        self.fields(Holder::Section(section.key), &root, fields.iter());
                    }
                    Shape::Items(_) => self.items(container, &root, section),
                }
            }
            Spot::Odd(section, id) => self.item(container, &MapRef::from(branch), section, id),
            Spot::Item(holder, kind) => {
                let map = MapRef::from(branch);
                self.entry(holder, &map);
                self.fields(holder, &map, kind.all_fields());
            }
            Spot::Table(at, columns) => {
                let table = MapRef::from(branch);
                let Holder::Item(section, item) = at.holder else {
                    return;
                };
                if self.has_grown(container, &table) {
                    for (key, map) in maps_in(self.txn, &table) {
                        if let Ok(row) = key.parse() {
                            let holder = Holder::Row(section, item, at.field, row);
                            self.meet(map.as_ref(), Spot::Row(holder, columns));
                        }
                    }
                }
            }
            Spot::Row(holder, columns) => {
                let map = MapRef::from(branch);
                self.entry(holder, &map);
                self.fields(holder, &map, columns.iter());
            }
            Spot::Comments => {
                let comments = MapRef::from(branch);
                if self.has_grown(container, &comments) {
                    for (key, map) in maps_in(self.txn, &comments) {
                        if let Ok(id) = key.parse() {
                            self.meet(map.as_ref(), Spot::Comment(id));
                        }
                    }
                }
            }
            Spot::Comment(id) => self.comment(id, &MapRef::from(branch)),
        }
    }

    /// Whether a list has other entries than before; nothing is ever taken out of one.
    fn has_grown(&mut self, container: &BranchID, list: &MapRef) -> bool {
        let length = list.len(self.txn);
        let known = self.ledger.lengths.insert(container.clone(), length);
        known != Some(length)
    }

    fn items(&mut self, container: &BranchID, root: &MapRef, section: &'static Section) {
        if self.has_grown(container, root) {
            for (key, map) in maps_in(self.txn, root) {
                if let Ok(id) = key.parse() {
                    self.meet(map.as_ref(), Spot::Odd(section, id));
                }
            }
        }
    }

    /// Something that is an item from now on, if it says of which kind.
    fn item(&mut self, container: &BranchID, map: &MapRef, section: &'static Section, id: ItemId) {
        let kind = string_entry(self.txn, map, structure::KIND);
        if let Some(kind) = kind.and_then(|kind| section.kind(&kind)) {
            let holder = Holder::Item(section.key, id);
            let spot = Spot::Item(holder, kind);
            self.ledger.spots.insert(container.clone(), spot);
            let name = Content::Text(kind.key.to_owned());
            self.note(holder.field(structure::KIND), Some(name));
            self.look(container, spot);
        }
    }

    /// Where an item or row stands, and whether it is there.
    fn entry(&mut self, holder: Holder, map: &MapRef) {
        let order = string_entry(self.txn, map, structure::ORDER).map(Content::Text);
        let at = holder.field(structure::ORDER);
        let is_new_item = matches!(holder, Holder::Item(..)) && !self.holds(at);
        if is_new_item {
            // That it came is told by its kind.
            self.ledger.contents.extend(order.map(|order| (at, order)));
        } else {
            self.note(at, order);
        }
        let deleted = is_deleted(self.txn, map).then_some(Content::Flag(true));
        self.note(holder.field(structure::DELETED), deleted);
    }

    fn holds(&self, at: FieldAddress) -> bool {
        self.ledger.contents.contains_key(&at)
    }

    fn fields(
        &mut self,
        holder: Holder,
        map: &MapRef,
        fields: impl Iterator<Item = &'static Field>,
    ) {
        for field in fields {
            if field.ty.is_computed() {
                continue;
            }
            let at = holder.field(field.key);
            let stored = map.get(self.txn, field.key);
            match (&field.ty, stored) {
                (FieldType::Line | FieldType::Prose, Some(Out::YText(text))) => {
                    self.meet(text.as_ref(), Spot::Text(at));
                }
                (
                    FieldType::Tags(_) | FieldType::People | FieldType::Links(_),
                    Some(Out::YMap(set)),
                ) => {
                    self.meet(set.as_ref(), Spot::Set(at));
                }
                (FieldType::Rows(columns), Some(Out::YMap(table))) => {
                    self.meet(table.as_ref(), Spot::Table(at, columns));
                }
                (ty, stored) if ty.is_scalar() => {
                    let value = codec::decode(stored.as_ref(), ty).ok().flatten();
                    self.note(at, value.map(Content::from));
                }
                _ => {}
            }
        }
    }

    fn comment(&mut self, id: CommentId, map: &MapRef) {
        let Some(after) = comments::read(self.txn, id, map) else {
            return;
        };
        let before = self.ledger.comments.insert(id, after.clone());
        if before.as_ref() != Some(&after) {
            self.found.push(Alteration::Comment {
                before: before.map(Box::new),
                after: Box::new(after),
            });
        }
    }

    /// What a field holds now.
    fn note(&mut self, at: FieldAddress, after: Option<Content>) {
        let contents = &mut self.ledger.contents;
        if contents.get(&at) == after.as_ref() {
            return;
        }
        let before = match &after {
            Some(content) => contents.insert(at, content.clone()),
            None => contents.remove(&at),
        };
        self.found.push(Alteration::Field {
            at,
            is_text: is_text(at, self.ledger.schema),
            before,
            after,
        });
    }
}
