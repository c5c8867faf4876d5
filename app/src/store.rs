//! The plan as signals, and everything people do to it as methods.
//!
//! A [`PlanStore`] is a handle that can be copied into any closure; views find it in the page's
//! [`crate::editor::Editor`]. Reading methods hand out signals that follow the document; they belong
//! to the store and outlive every view. Editing methods change the document at once, whether
//! there is a connection or not; a refused edit changes nothing and says why.
//!
//! This module never decides how anything looks and never names the socket or yrs.

mod edits;
mod refusals;
mod registry;
mod spot;
#[cfg(test)]
mod tests;
mod visitors;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use leptos::prelude::*;
use tandem_plan::address::FieldAddress;
use tandem_plan::check::{Circumstances, Survey, survey};
use tandem_plan::comment::Comment;
use tandem_plan::computed::computed;
use tandem_plan::document::{
    Anchor, Change, IllTyped, ItemHead, PlanDoc, Replica, RowHead, UnknownItem,
};
use tandem_plan::edit::{Edit, TableAddress};
use tandem_plan::ids::{ClientId, MemberId, PlanId, RowId};
use tandem_plan::search::{Hit, search};
use tandem_plan::split::{Amount, row_into_quarters, target_into_quarters, total};
use tandem_plan::value::{Period, Value};
use tandem_protocol::event::Hello;
use tandem_protocol::layer::Layer;
use tandem_protocol::member::Member;
use tandem_protocol::presence::{Caret, Presence};

use crate::browser;
use crate::known;
use crate::sync::{Keeping, Link, Notice, Person, Places, SaveState, Senses, write_kept};
pub(crate) use refusals::Refusal;
use refusals::Refusals;
pub(crate) use registry::TextEvent;
pub(crate) use registry::set_if_new;
use registry::{Registry, Watcher};
pub(crate) use spot::Spot;
pub(crate) use visitors::Visitor;
use visitors::Visitors;

/// One open layer of a plan. Copies are the same.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PlanStore(StoredValue<Rc<Inner>, LocalStorage>);

struct Inner {
    /// `None` in tests, and for what one side keeps to itself: without that there is still the plan.
    plan: Option<PlanId>,
    link: Rc<Link>,
    registry: RefCell<Registry>,
    visitors: RefCell<Visitors>,
    signals: Signals,
    refusals: RefCell<Refusals>,
    looks: RefCell<Looks>,
    next_watcher: Cell<u64>,
    /// How often the server has said hello.
    connections: Cell<u32>,
    /// Where the step that is being undone or redone has changed something.
    spot: Cell<Option<Spot>>,
    /// Owns the handle's place in the arena. Nothing owns the owner: events of the page may reach
    /// a handle after the views that used it are gone.
    _home: Owner,
}

/// What a page brings along, so that the plan need not be asked for.
#[derive(Debug, Clone)]
pub(crate) struct Brought {
    /// Everybody who belongs to the plan.
    pub(crate) members: Vec<Member>,
    /// Which life of the server's store the document belongs to.
    pub(crate) epoch: String,
    /// The document as one update.
    pub(crate) document: Vec<u8>,
}

/// An event about the workshop as it came, when that was on the clock of the page, and by the how-manieth
/// connection.
pub(crate) type Told = (Arc<str>, u64, u32);

/// What this person looks at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Looks {
    section: Option<&'static str>,
    field: Option<FieldAddress>,
    /// What is selected in that field.
    selected: Option<(Anchor, Anchor)>,
}

#[derive(Debug, Clone)]
struct Signals {
    loaded: ArcRwSignal<bool>,
    /// Grows with every change of the plan.
    revision: ArcRwSignal<u64>,
    /// Grows when anybody has said something.
    said: ArcRwSignal<u64>,
    saving: ArcRwSignal<SaveState>,
    is_over: ArcRwSignal<bool>,
    keeping: ArcRwSignal<Keeping>,
    refused: ArcRwSignal<Vec<Refusal>>,
    people: ArcRwSignal<Vec<Person>>,
    members: ArcRwSignal<Vec<Member>>,
    me: ArcRwSignal<Option<Member>>,
    workshop: ArcRwSignal<Option<Told>>,
    /// The build of the client that the server serves now, if it is not this one.
    newer_build: ArcRwSignal<bool>,
}

/// Ends a watch when it is dropped.
#[derive(Debug)]
pub(crate) struct Watch {
    store: PlanStore,
    at: FieldAddress,
    number: u64,
}

impl PlanStore {
    /// Opens a layer of a plan, with what the page has brought along and what this device keeps for
    /// this member, and connects to the server. The views that show it end it with
    /// [`PlanStore::close`].
    pub(crate) fn open(
        plan: PlanId,
        layer: Layer,
        me: MemberId,
        brought: Option<&Brought>,
    ) -> Self {
        let key = layer.key();
        let path = format!("/sync/{plan}/{key}?ext=1");
        let senses = Senses {
            now_ms: browser::uptime_ms,
            unix_ms: || browser::now() as u64,
            chance: browser::chance,
        };
        let places = Places {
            url: browser::socket_address(&path),
            layer,
            device: Some((format!("tandem/{plan}/{key}/{me}"), me)),
        };
        let store = Self::new((layer == Layer::Joint).then_some(plan), places, senses);
        let inner = store.inner();
        if let Some(brought) = brought {
            set_if_new(&inner.signals.members, brought.members.clone());
            inner.link.begin_with(&brought.document, &brought.epoch);
        }
        inner.link.start();
        store
    }

    /// A store that is not connected.
    fn new(plan: Option<PlanId>, places: Places, senses: Senses) -> Self {
        // Not a child of the view that opens the plan: the handle outlives the view.
        let home = Owner::default();
        home.clone().with(|| {
            let inner = Rc::new_cyclic(|inner: &Weak<Inner>| {
                let inner = inner.clone();
                let clock = senses.now_ms;
                let schema = places.layer.schema();
                let fresh =
                    move || Replica::new(schema, ClientId::random(), std::sync::Arc::new(clock));
                let link = Link::new(places, senses, fresh, move |notice| {
                    if let Some(inner) = inner.upgrade() {
                        inner.hear(notice);
                    }
                });
                Inner {
                    plan,
                    link,
                    registry: RefCell::default(),
                    visitors: RefCell::default(),
                    signals: Signals::new(),
                    refusals: RefCell::default(),
                    looks: RefCell::default(),
                    next_watcher: Cell::new(0),
                    connections: Cell::new(0),
                    spot: Cell::new(None),
                    _home: home,
                }
            });
            Self(StoredValue::new_local(inner))
        })
    }

    /// Ends the connection. The handle stays valid; edits made from now on are kept nowhere.
    pub(crate) fn close(self) {
        self.inner().link.stop();
    }

    /// This person may not read it any more: ends the connection, and leaves nothing on the device.
    pub(crate) fn lose(self) {
        self.inner().link.lose();
    }

    fn inner(self) -> Rc<Inner> {
        self.0.get_value()
    }

    /// The items of a section in their order, without those in the trash.
    pub(crate) fn items(self, section: &'static str) -> ArcReadSignal<Vec<ItemHead>> {
        self.follow(|registry, document| registry.items(section, document))
    }

    /// The items of a section that lie in the trash.
    pub(crate) fn trash(self, section: &'static str) -> ArcReadSignal<Vec<ItemHead>> {
        self.follow(|registry, document| registry.trash(section, document))
    }

    /// The rows of a table in their order, without those in the trash.
    pub(crate) fn rows(self, table: TableAddress) -> ArcReadSignal<Vec<RowHead>> {
        self.follow(|registry, document| registry.rows(table, document))
    }

    /// The value of a scalar field.
    pub(crate) fn value(self, at: FieldAddress) -> ArcReadSignal<Result<Option<Value>, IllTyped>> {
        self.follow(|registry, document| registry.value(at, document))
    }

    /// The entries of a set field: tag keys or ids.
    pub(crate) fn entries(self, at: FieldAddress) -> ArcReadSignal<BTreeSet<String>> {
        self.follow(|registry, document| registry.entries(at, document))
    }

    /// The text of a text field, for titles and labels. Inputs are bound with
    /// [`crate::fields::text::TextField`].
    pub(crate) fn text(self, at: FieldAddress) -> ArcReadSignal<String> {
        self.follow(|registry, document| registry.text(at, document))
    }

    fn follow<T: Send + Sync + 'static>(
        self,
        find: impl FnOnce(&mut Registry, &PlanDoc) -> ArcRwSignal<T>,
    ) -> ArcReadSignal<T> {
        let inner = self.inner();
        let signal = inner
            .link
            .read(|document| find(&mut inner.registry.borrow_mut(), document));
        signal.read_only()
    }

    /// The text of a text field as it is now.
    pub(crate) fn read_text(self, at: FieldAddress) -> String {
        self.inner().link.read(|document| document.text(at))
    }

    /// Calls `changed` with every change of a text, from wherever it comes, until the watch is
    /// dropped. `changed` may read the store and **never edits** the plan.
    pub(crate) fn watch_text(
        self,
        at: FieldAddress,
        changed: impl Fn(&TextEvent) + 'static,
    ) -> Watch {
        let inner = self.inner();
        let number = inner.next_watcher.get();
        inner.next_watcher.set(number + 1);
        let watcher = Watcher {
            number,
            changed: Rc::new(changed),
        };
        inner.registry.borrow_mut().watch(at, watcher);
        Watch {
            store: self,
            at,
            number,
        }
    }

    /// Whether the plan has arrived. It stays `true` from then on.
    pub(crate) fn loaded(self) -> ArcReadSignal<bool> {
        self.inner().signals.loaded.read_only()
    }

    /// A number that grows whenever anything in the plan changes.
    pub(crate) fn revision(self) -> ArcReadSignal<u64> {
        self.inner().signals.revision.read_only()
    }

    /// A number that grows whenever anybody has said something.
    pub(crate) fn said(self) -> ArcReadSignal<u64> {
        self.inner().signals.said.read_only()
    }

    /// All comments as they are now, the oldest first.
    pub(crate) fn comments(self) -> Vec<Comment> {
        self.inner().link.read(PlanDoc::comments)
    }

    /// What the checks say of the plan as it is now.
    pub(crate) fn survey(self, circumstances: &Circumstances) -> Survey {
        self.inner()
            .link
            .read(|document| survey(document, circumstances))
    }

    /// The value of a computed field as the plan is now.
    pub(crate) fn computed(self, at: FieldAddress) -> Option<Value> {
        self.inner().link.read(|document| computed(document, at))
    }

    /// Whether a section has items of kinds that this version does not know.
    pub(crate) fn has_unknown_items(self, section: &'static str) -> bool {
        let inner = self.inner();
        inner
            .link
            .read(|document| document.has_unknown_items(section))
    }

    /// The items of a section that are of kinds that this version does not know, as they are now.
    pub(crate) fn unknown_items(self, section: &'static str) -> Vec<UnknownItem> {
        self.inner()
            .link
            .read(|document| document.unknown_items(section))
    }

    /// What the targets of a table add up to.
    pub(crate) fn total(self, table: TableAddress) -> Option<Amount> {
        self.inner().link.read(|document| total(document, table))
    }

    /// The edits that split a row of a table into quarters, if it can be split.
    pub(crate) fn split_row(self, table: TableAddress, row: RowId) -> Option<Vec<Edit>> {
        let split = |document: &PlanDoc| row_into_quarters(document, table, row, RowId::random);
        self.inner().link.read(split).ok()
    }

    /// The edits that put the quarters of a period into a table, if none are there.
    pub(crate) fn split_target(
        self,
        table: TableAddress,
        whole: Period,
        target: Amount,
    ) -> Option<Vec<Edit>> {
        let split = |document: &PlanDoc| {
            target_into_quarters(document, table, (whole, target), RowId::random)
        };
        self.inner().link.read(split).ok()
    }

    /// Where words stand in the plan as it is now, at most `most` places.
    pub(crate) fn search(self, words: &str, most: usize) -> Vec<Hit> {
        let fold = browser::screen::small_letters;
        self.inner()
            .link
            .read(|document| search(document, words, &fold, most))
    }

    /// Whether edits are safe.
    pub(crate) fn save_state(self) -> ArcReadSignal<SaveState> {
        self.inner().signals.saving.read_only()
    }

    /// Whether the connection has ended for good. Unlike [`PlanStore::save_state`] it does not change
    /// with every edit: every control of the page follows it.
    pub(crate) fn is_over(self) -> ArcReadSignal<bool> {
        self.inner().signals.is_over.read_only()
    }

    /// Whether what was written here would survive the end of this tab.
    pub(crate) fn keeping(self) -> ArcReadSignal<Keeping> {
        self.inner().signals.keeping.read_only()
    }

    /// What the server did not accept, the oldest first, until
    /// [`PlanStore::put_refusal_aside`].
    pub(crate) fn refused(self) -> ArcReadSignal<Vec<Refusal>> {
        self.inner().signals.refused.read_only()
    }

    /// Who else is in a field.
    pub(crate) fn visitors(self, at: FieldAddress) -> ArcReadSignal<Vec<Visitor>> {
        self.inner().visitors.borrow_mut().of(at)
    }

    /// Where a place in a text is now, in UTF-16 units from its start.
    pub(crate) fn resolve(self, at: FieldAddress, anchor: Anchor) -> Option<u32> {
        self.inner()
            .link
            .read(|document| document.resolve(at, anchor))
    }

    /// Everybody who is in the plan right now, one entry per open tab, this tab included. Where
    /// their carets are is told field by field.
    pub(crate) fn people(self) -> ArcReadSignal<Vec<Person>> {
        self.inner().signals.people.read_only()
    }

    /// Everybody who belongs to the plan.
    pub(crate) fn members(self) -> ArcReadSignal<Vec<Member>> {
        self.inner().signals.members.read_only()
    }

    /// Who this tab is in the plan, once the server has said so.
    pub(crate) fn me(self) -> ArcReadSignal<Option<Member>> {
        self.inner().signals.me.read_only()
    }

    /// What the server has told of the workshop last; `None` while there never was one.
    pub(crate) fn workshop(self) -> ArcReadSignal<Option<Told>> {
        self.inner().signals.workshop.read_only()
    }

    /// Whether the server serves another build of this client: a reload brings it.
    pub(crate) fn newer_build(self) -> ArcReadSignal<bool> {
        self.inner().signals.newer_build.read_only()
    }
}

impl Inner {
    fn hear(&self, notice: Notice) {
        let signals = &self.signals;
        match notice {
            Notice::Changed(changes) => {
                self.spot.set(Some(Spot::of(&changes)));
                let calls = self
                    .link
                    .read(|document| self.registry.borrow_mut().change(&changes, document));
                calls.make();
                if changes.contains(&Change::Comments) {
                    signals.said.update(|said| *said += 1);
                }
                signals.revision.update(|revision| *revision += 1);
            }
            Notice::Loaded => {
                let calls = self
                    .link
                    .read(|document| self.registry.borrow_mut().read_all(document));
                calls.make();
                set_if_new(&signals.loaded, true);
                signals.said.update(|said| *said += 1);
                signals.revision.update(|revision| *revision += 1);
            }
            Notice::Saving(state) => {
                let is_over = matches!(state, SaveState::Stopped { .. });
                set_if_new(&signals.is_over, is_over);
                set_if_new(&signals.saving, state);
            }
            Notice::Keeping(keeping) => set_if_new(&signals.keeping, keeping),
            Notice::Forgotten => {
                if let Some(plan) = self.plan {
                    known::forget(plan);
                }
            }
            Notice::Refused(kept) => {
                let kept = kept.into_iter();
                let kept = kept.map(|kept| (ClientId::random().get().to_string(), kept));
                self.change_refusals(|refusals| refusals.add(kept.collect()));
            }
            Notice::RefusedBefore(kept) => {
                self.change_refusals(|refusals| refusals.add(kept));
            }
            Notice::Hello(hello) => self.hello(hello),
            Notice::Members(members) => {
                if let Some(me) = signals.me.get_untracked() {
                    let me = members.iter().find(|member| member.id == me.id);
                    set_if_new(&signals.me, me.cloned());
                }
                set_if_new(&signals.members, members);
            }
            Notice::People(mut people) => {
                self.visitors.borrow_mut().arrive(&people);
                for person in &mut people {
                    person.caret = None;
                }
                set_if_new(&signals.people, people);
            }
            Notice::Workshop(event) => {
                let connection = self.connections.get();
                signals
                    .workshop
                    .set(Some((event, browser::uptime_ms(), connection)));
            }
        }
    }

    fn hello(&self, hello: Hello) {
        set_if_new(&self.signals.me, Some(hello.member));
        set_if_new(&self.signals.members, hello.members);
        self.connections.set(self.connections.get() + 1);
        if !hello.in_workshop {
            // It may have ended while nobody could tell this page.
            set_if_new(&self.signals.workshop, None);
        }
        if browser::build().is_some_and(|mine| mine != hello.build) {
            if cfg!(debug_assertions) {
                // Whoever develops sees the new build at once.
                browser::reload_for(&hello.build);
            }
            set_if_new(&self.signals.newer_build, true);
        }
    }

    /// Returns whether all that is left has been seen.
    fn change_refusals(&self, change: impl FnOnce(&mut Refusals)) -> bool {
        let (before, after, are_seen) = {
            let mut refusals = self.refusals.borrow_mut();
            let before = refusals.all.clone();
            change(&mut refusals);
            (before, refusals.all.clone(), refusals.are_seen())
        };
        let is_in = |all: &[Refusal], key: &str| all.iter().any(|refusal| refusal.key == key);
        for refusal in after.iter().filter(|refusal| !is_in(&before, &refusal.key)) {
            let kept = write_kept(&refusal.kept);
            self.link.keep_refusal(refusal.key.clone(), Some(kept));
        }
        for refusal in before.iter().filter(|refusal| !is_in(&after, &refusal.key)) {
            self.link.keep_refusal(refusal.key.clone(), None);
        }
        set_if_new(&self.signals.refused, after);
        are_seen
    }

    fn look(&self, change: impl FnOnce(&mut Looks)) {
        let looks = {
            let mut looks = self.looks.borrow_mut();
            change(&mut looks);
            looks.clone()
        };
        let caret = looks.selected.map(|(from, to)| Caret {
            from: from.to_string(),
            to: to.to_string(),
        });
        self.link.look(Presence {
            user: None,
            section: looks.section.map(str::to_owned),
            field: looks.field.map(|at| at.to_string()),
            caret,
        });
    }
}

impl Signals {
    fn new() -> Self {
        Self {
            loaded: ArcRwSignal::new(false),
            revision: ArcRwSignal::new(0),
            said: ArcRwSignal::new(0),
            saving: ArcRwSignal::new(SaveState::Connecting),
            is_over: ArcRwSignal::new(false),
            keeping: ArcRwSignal::new(Keeping::Under),
            refused: ArcRwSignal::default(),
            people: ArcRwSignal::default(),
            members: ArcRwSignal::default(),
            me: ArcRwSignal::new(None),
            workshop: ArcRwSignal::new(None),
            newer_build: ArcRwSignal::new(false),
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let inner = self.store.inner();
        inner.registry.borrow_mut().unwatch(self.at, self.number);
    }
}
