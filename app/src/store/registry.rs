//! The signals that views follow, by what they show, and how a change of the document finds them.
//!
//! A signal is made when somebody asks for it first and lives as long as the store. It is set only
//! when its value is another one. The registry reads the document; it never changes it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use leptos::prelude::*;
use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::document::{Change, IllTyped, ItemHead, PlanDoc, RowHead};
use tandem_plan::edit::TableAddress;
use tandem_plan::ids::ItemId;
use tandem_plan::splice::TextDelta;
use tandem_plan::value::Value;

/// What happened to a text that is watched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TextEvent {
    /// It was changed.
    Delta(Vec<TextDelta>),
    /// It is another text: the document has just arrived, or was replaced.
    Reset(String),
}

/// Who wants to know what happens to a text.
#[derive(Clone)]
pub(super) struct Watcher {
    pub(super) number: u64,
    pub(super) changed: Rc<dyn Fn(&TextEvent)>,
}

/// What watchers are to be told once the document and the registry are free.
#[derive(Default)]
#[must_use]
pub(super) struct Calls {
    calls: Vec<(Watcher, TextEvent)>,
    /// Texts that were read afresh: they hold every later step of the same changes already.
    reset: HashSet<FieldAddress>,
}

impl Calls {
    /// Tells them.
    pub(super) fn make(self) {
        for (watcher, event) in self.calls {
            (watcher.changed)(&event);
        }
    }
}

/// A list, and what of it lies in the trash.
struct List<Head> {
    live: ArcRwSignal<Vec<Head>>,
    trash: ArcRwSignal<Vec<Head>>,
}

/// All signals of one plan.
#[derive(Default)]
pub(super) struct Registry {
    items: HashMap<&'static str, List<ItemHead>>,
    /// The items that each section was last seen with: the fields of a new one arrive with it and
    /// are not told of one by one.
    seen: HashMap<&'static str, HashSet<ItemId>>,
    rows: HashMap<TableAddress, List<RowHead>>,
    values: HashMap<FieldAddress, ArcRwSignal<Result<Option<Value>, IllTyped>>>,
    entries: HashMap<FieldAddress, ArcRwSignal<BTreeSet<String>>>,
    texts: HashMap<FieldAddress, ArcRwSignal<String>>,
    watchers: HashMap<FieldAddress, Vec<Watcher>>,
}

impl Registry {
    pub(super) fn items(
        &mut self,
        section: &'static str,
        document: &PlanDoc,
    ) -> ArcRwSignal<Vec<ItemHead>> {
        self.item_list(section, document).live.clone()
    }

    pub(super) fn trash(
        &mut self,
        section: &'static str,
        document: &PlanDoc,
    ) -> ArcRwSignal<Vec<ItemHead>> {
        self.item_list(section, document).trash.clone()
    }

    fn item_list(&mut self, section: &'static str, document: &PlanDoc) -> &List<ItemHead> {
        self.items
            .entry(section)
            .or_insert_with(|| List::new(document.items(section), |head| head.deleted))
    }

    pub(super) fn rows(
        &mut self,
        table: TableAddress,
        document: &PlanDoc,
    ) -> ArcRwSignal<Vec<RowHead>> {
        let list = self
            .rows
            .entry(table)
            .or_insert_with(|| List::new(document.rows(table), |head| head.deleted));
        list.live.clone()
    }

    pub(super) fn value(
        &mut self,
        at: FieldAddress,
        document: &PlanDoc,
    ) -> ArcRwSignal<Result<Option<Value>, IllTyped>> {
        let signal = self.values.entry(at);
        signal
            .or_insert_with(|| ArcRwSignal::new(document.value(at)))
            .clone()
    }

    pub(super) fn entries(
        &mut self,
        at: FieldAddress,
        document: &PlanDoc,
    ) -> ArcRwSignal<BTreeSet<String>> {
        let signal = self.entries.entry(at);
        signal
            .or_insert_with(|| ArcRwSignal::new(document.entries(at)))
            .clone()
    }

    pub(super) fn text(&mut self, at: FieldAddress, document: &PlanDoc) -> ArcRwSignal<String> {
        let signal = self.texts.entry(at);
        signal
            .or_insert_with(|| ArcRwSignal::new(document.text(at)))
            .clone()
    }

    pub(super) fn watch(&mut self, at: FieldAddress, watcher: Watcher) {
        self.watchers.entry(at).or_default().push(watcher);
    }

    pub(super) fn unwatch(&mut self, at: FieldAddress, number: u64) {
        if let Some(watchers) = self.watchers.get_mut(&at) {
            watchers.retain(|watcher| watcher.number != number);
            if watchers.is_empty() {
                self.watchers.remove(&at);
            }
        }
    }

    /// The document changed like this: sets what shows it.
    pub(super) fn change(&mut self, changes: &[Change], document: &PlanDoc) -> Calls {
        let mut calls = Calls::default();
        let mut sections: Vec<&'static str> = Vec::new();
        let mut tables: Vec<TableAddress> = Vec::new();
        for change in changes {
            match change {
                Change::Items { section } if sections.contains(section) => {}
                Change::Items { section } => {
                    sections.push(section);
                    self.section_changed(section, document, &mut calls);
                }
                Change::Rows { table } if tables.contains(table) => {}
                Change::Rows { table } => {
                    tables.push(*table);
                    self.table_changed(*table, document, &mut calls);
                }
                Change::Field { at } => self.read_field(*at, document, &mut calls),
                Change::Comments => {}
                Change::Text { at, delta, .. } => {
                    if let Some(signal) = self.texts.get(at) {
                        set_if_new(signal, document.text(*at));
                    }
                    if !calls.reset.contains(at) {
                        self.call(*at, &TextEvent::Delta(delta.clone()), &mut calls);
                    }
                }
            }
        }
        calls
    }

    /// Reads everything that is shown afresh.
    pub(super) fn read_all(&mut self, document: &PlanDoc) -> Calls {
        let mut calls = Calls::default();
        for (section, list) in &self.items {
            list.set(document.items(section), |head| head.deleted);
        }
        for (table, list) in &self.rows {
            list.set(document.rows(*table), |head| head.deleted);
        }
        for section in document.schema().sections {
            let items = document.items(section.key);
            let ids = items.iter().map(|head| head.id).collect();
            self.seen.insert(section.key, ids);
        }
        self.read_fields(|_| true, document, &mut calls);
        calls
    }

    fn section_changed(&mut self, section: &'static str, document: &PlanDoc, calls: &mut Calls) {
        let items = document.items(section);
        let ids: HashSet<ItemId> = items.iter().map(|head| head.id).collect();
        if let Some(list) = self.items.get(section) {
            list.set(items, |head| head.deleted);
        }
        let seen = self.seen.entry(section).or_default();
        let new: HashSet<ItemId> = ids.difference(seen).copied().collect();
        *seen = ids;
        if !new.is_empty() {
            let is_new = |holder: Holder| holder.item().is_some_and(|item| new.contains(&item));
            self.read_fields(is_new, document, calls);
            for (table, list) in &self.rows {
                if new.contains(&table.item) {
                    list.set(document.rows(*table), |head| head.deleted);
                }
            }
        }
    }

    fn table_changed(&mut self, table: TableAddress, document: &PlanDoc, calls: &mut Calls) {
        if let Some(list) = self.rows.get(&table) {
            list.set(document.rows(table), |head| head.deleted);
        }
        // Tables are small: what came with a new row is found by reading all that is shown of it.
        let is_in_table = |holder: Holder| {
            matches!(holder, Holder::Row(_, item, field, _)
                if item == table.item && field == table.field)
        };
        self.read_fields(is_in_table, document, calls);
    }

    /// Reads all fields whose holder is one of those meant.
    fn read_fields(
        &self,
        is_meant: impl Fn(Holder) -> bool,
        document: &PlanDoc,
        calls: &mut Calls,
    ) {
        let values = self.values.keys();
        let shown = values.chain(self.entries.keys()).chain(self.texts.keys());
        let shown: HashSet<FieldAddress> = shown
            .chain(self.watchers.keys())
            .filter(|at| is_meant(at.holder))
            .copied()
            .collect();
        for at in shown {
            self.read_field(at, document, calls);
        }
    }

    fn read_field(&self, at: FieldAddress, document: &PlanDoc, calls: &mut Calls) {
        if let Some(signal) = self.values.get(&at) {
            set_if_new(signal, document.value(at));
        }
        if let Some(signal) = self.entries.get(&at) {
            set_if_new(signal, document.entries(at));
        }
        if let Some(signal) = self.texts.get(&at) {
            set_if_new(signal, document.text(at));
        }
        if self.watchers.contains_key(&at) && calls.reset.insert(at) {
            self.call(at, &TextEvent::Reset(document.text(at)), calls);
        }
    }

    fn call(&self, at: FieldAddress, event: &TextEvent, calls: &mut Calls) {
        for watcher in self.watchers.get(&at).into_iter().flatten() {
            calls.calls.push((watcher.clone(), event.clone()));
        }
    }
}

impl<Head: PartialEq + Send + Sync + 'static> List<Head> {
    fn new(heads: Vec<Head>, is_deleted: impl Fn(&Head) -> bool) -> Self {
        let (trash, live) = heads.into_iter().partition(is_deleted);
        Self {
            live: ArcRwSignal::new(live),
            trash: ArcRwSignal::new(trash),
        }
    }

    fn set(&self, heads: Vec<Head>, is_deleted: impl Fn(&Head) -> bool) {
        let (trash, live): (Vec<Head>, Vec<Head>) = heads.into_iter().partition(is_deleted);
        set_if_new(&self.live, live);
        set_if_new(&self.trash, trash);
    }
}

/// Sets a signal, and wakes those who follow it, only if the value is another one: a page that is
/// rendered anew takes the caret away from whoever types on it.
pub(crate) fn set_if_new<T: PartialEq + Send + Sync + 'static>(signal: &ArcRwSignal<T>, value: T) {
    if signal.with_untracked(|current| *current != value) {
        signal.set(value);
    }
}
