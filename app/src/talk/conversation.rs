//! The talk of one open page: reads it from the stores, says what people say to the server, keeps
//! what cannot be said now on this device, and knows how far this person has read.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use gloo_events::EventListener;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tandem_plan::comment::About;
use tandem_plan::ids::{CommentId, MemberId};
use tandem_protocol::http::{ChangeComment, CommentPosted, PostComment, ReadMark, ReadMarks};
use tandem_protocol::layer::Layer;

use super::outbox::{Delivery, Entry, Outbox, Request};
use super::threads::{Thread, Unread, open_by_part, threads, unread};
use super::{KEPT_AS, Talk};
use crate::browser::{self, Alarm, Change, RequestError, get_json, send_json};
use crate::editor::Editor;
use crate::store::{PlanStore, set_if_new};
use crate::sync::SaveState;
use crate::texts::{requests, talk, tr};

/// How long the first wait is after a request that could not be sent, in milliseconds.
const FIRST_WAIT_MS: u64 = 2_000;
const LONGEST_WAIT_MS: u64 = 60_000;

/// The talk of the page. Copies are the same.
#[derive(Clone, Copy)]
pub(crate) struct Conversation(StoredValue<Rc<Inner>, LocalStorage>);

struct Inner {
    editor: Editor,
    talk: Talk,
    me: MemberId,
    joint: Side,
    private: Option<Side>,
    outbox: RefCell<Outbox>,
    /// Up to when this person has read; `None` until the server has said.
    marks: RefCell<Option<HashMap<Layer, i64>>>,
    wait_ms: Cell<u64>,
    alarm: RefCell<Option<Alarm>>,
    returns: RefCell<Vec<EventListener>>,
}

/// One layer of the talk.
struct Side {
    layer: Layer,
    threads: ArcRwSignal<Vec<Thread>>,
}

impl Conversation {
    /// Follows the talk from now on, as long as the page is there.
    pub(crate) fn begin(editor: Editor) -> Self {
        let talk = editor.talk;
        let me = editor.me;
        let side = |layer| Side {
            layer,
            threads: ArcRwSignal::default(),
        };
        let own_layer = editor.own_layer();
        let inner = Rc::new(Inner {
            editor,
            talk,
            me,
            joint: side(Layer::Joint),
            private: own_layer.map(side),
            outbox: RefCell::new(Outbox::kept(kept(editor, me))),
            marks: RefCell::new(None),
            wait_ms: Cell::new(FIRST_WAIT_MS),
            alarm: RefCell::default(),
            returns: RefCell::default(),
        });
        let again = {
            let inner = Rc::downgrade(&inner);
            move || {
                if let Some(inner) = inner.upgrade() {
                    inner.wait_ms.set(FIRST_WAIT_MS);
                    inner.go_on();
                }
            }
        };
        let ring = again.clone();
        inner.alarm.replace(Some(Alarm::new({
            let inner = Rc::downgrade(&inner);
            move || {
                if let Some(inner) = inner.upgrade() {
                    inner.go_on();
                }
            }
        })));
        inner.returns.replace(browser::on_return(again));
        inner.follow_private();
        inner.follow(editor.store, Layer::Joint);
        // A connection that is there again is the best moment to say what waits.
        let saving = editor.store.save_state();
        Effect::new(move |before: Option<bool>| {
            let is_there =
                saving.with(|saving| matches!(saving, SaveState::Saved | SaveState::Saving));
            if is_there && before == Some(false) {
                ring();
            }
            is_there
        });
        inner.go_on();
        Self(StoredValue::new_local(inner))
    }

    fn inner(self) -> Rc<Inner> {
        self.0.get_value()
    }

    /// The threads of a layer, the one first in which something was said last.
    pub(crate) fn threads(self, layer: Layer) -> ArcReadSignal<Vec<Thread>> {
        let inner = self.inner();
        let side = inner.side(layer).unwrap_or(&inner.joint);
        side.threads.read_only()
    }

    /// Says something. Returns its id.
    pub(crate) fn say(
        self,
        layer: Layer,
        about: About,
        thread: Option<CommentId>,
        text: String,
    ) -> CommentId {
        let id = CommentId::random();
        let inner = self.inner();
        inner.add(Request::Post(PostComment {
            id,
            author: Some(inner.me),
            layer,
            about: about.to_string(),
            thread,
            text,
        }));
        id
    }

    /// Other words for what this person has said.
    pub(crate) fn reword(self, layer: Layer, comment: CommentId, text: String) {
        self.change(
            comment,
            ChangeComment {
                text: Some(text),
                ..nothing(layer)
            },
        );
    }

    /// Settles a thread, or opens it again.
    pub(crate) fn settle(self, layer: Layer, comment: CommentId, resolved: bool) {
        self.change(
            comment,
            ChangeComment {
                resolved: Some(resolved),
                ..nothing(layer)
            },
        );
    }

    /// Takes back what this person has said.
    pub(crate) fn take_back(self, layer: Layer, comment: CommentId) {
        self.change(
            comment,
            ChangeComment {
                deleted: Some(true),
                ..nothing(layer)
            },
        );
    }

    fn change(self, comment: CommentId, change: ChangeComment) {
        let inner = self.inner();
        let change = ChangeComment {
            author: Some(inner.me),
            ..change
        };
        inner.add(Request::Change { comment, change });
    }

    /// Tries again what was refused.
    pub(crate) fn try_again(self, request: CommentId) {
        let inner = self.inner();
        inner.outbox.borrow_mut().set(request, Delivery::Waits);
        inner.changed();
        inner.go_on();
    }

    /// Does without what was refused.
    pub(crate) fn put_aside(self, request: CommentId) {
        let inner = self.inner();
        inner.outbox.borrow_mut().remove(request);
        inner.forget(request);
        inner.changed();
    }

    /// Up to when this person has read a layer, in milliseconds since 1970. Nothing is new as long
    /// as the server has not said.
    pub(crate) fn read_until(self, layer: Layer) -> i64 {
        self.inner().mark(layer)
    }

    /// This person has read all of a layer that is here.
    pub(crate) fn read(self, layer: Layer) {
        self.inner().read(layer);
    }
}

const fn nothing(layer: Layer) -> ChangeComment {
    ChangeComment {
        author: None,
        layer,
        text: None,
        resolved: None,
        deleted: None,
    }
}

impl Inner {
    fn side(&self, layer: Layer) -> Option<&Side> {
        let sides = [Some(&self.joint), self.private.as_ref()];
        sides.into_iter().flatten().find(|side| side.layer == layer)
    }

    /// The store of a layer, while there is one.
    fn store(&self, layer: Layer) -> Option<PlanStore> {
        match layer {
            Layer::Joint => Some(self.editor.store),
            Layer::Vendor | Layer::Partner => self.talk.private.try_get_untracked().flatten(),
        }
    }

    /// Reads a layer now and whenever something was said in it.
    fn follow(self: &Rc<Self>, store: PlanStore, layer: Layer) {
        let said = store.said();
        let inner = Rc::clone(self);
        Effect::new(move |_| {
            said.track();
            inner.outbox.borrow_mut().shown(layer);
            untrack(|| inner.show(layer));
        });
    }

    /// Opens what the own side keeps to itself while this person may read it.
    fn follow_private(self: &Rc<Self>) {
        let Some(layer) = self.private.as_ref().map(|side| side.layer) else {
            return;
        };
        let (editor, talk, me) = (self.editor, self.talk, self.me);
        let may_read = Memo::new(move |_| editor.may(layer.reading()));
        Effect::new(move |_| {
            let open = may_read
                .get()
                .then(|| PlanStore::open(editor.plan, layer, me, None));
            if let Some(before) = talk.private.get_untracked() {
                before.lose();
            }
            talk.private.set(open);
        });
        let inner = Rc::clone(self);
        let private = talk.private;
        Effect::new(move |_| match private.get() {
            Some(store) => inner.follow(store, layer),
            None => inner.show(layer),
        });
        on_cleanup(move || {
            if let Some(store) = private.try_get_untracked().flatten() {
                store.close();
            }
        });
    }

    /// Shows what there is of a layer.
    fn show(&self, layer: Layer) {
        let Some(side) = self.side(layer) else { return };
        let comments = self.store(layer).map(PlanStore::comments);
        let outbox = self.outbox.borrow();
        let found = threads(
            comments.unwrap_or_default(),
            outbox.entries(),
            layer,
            self.me,
        );
        if layer == Layer::Joint {
            self.talk.count(open_by_part(&found));
        }
        set_if_new(&side.threads, found);
        drop(outbox);
        self.count_unread();
    }

    fn count_unread(&self) {
        let sides = [Some(&self.joint), self.private.as_ref()];
        let mut all = Unread::default();
        for side in sides.into_iter().flatten() {
            let comments = self.store(side.layer).map(PlanStore::comments);
            let of_side = unread(
                &comments.unwrap_or_default(),
                self.me,
                self.mark(side.layer),
            );
            all.count += of_side.count;
            all.mentions += of_side.mentions;
            if side.layer != Layer::Joint {
                all.private = of_side.count;
            }
        }
        if self.talk.unread.try_get_untracked() != Some(all) {
            self.talk.unread.try_set(all);
        }
    }

    fn mark(&self, layer: Layer) -> i64 {
        match &*self.marks.borrow() {
            Some(marks) => marks.get(&layer).copied().unwrap_or_default(),
            None => i64::MAX,
        }
    }

    fn read(self: &Rc<Self>, layer: Layer) {
        let Some(side) = self.side(layer) else { return };
        let latest = side.threads.with_untracked(|threads| {
            let said = threads.iter().flat_map(Thread::all);
            let on_disk = said.filter(|said| said.pending.is_none());
            on_disk.map(|said| said.comment.at).max()
        });
        let Some(at) = latest.filter(|at| *at > self.mark(layer)) else {
            return;
        };
        if let Some(marks) = &mut *self.marks.borrow_mut() {
            marks.insert(layer, at);
        }
        self.count_unread();
        let path = format!("/api/plans/{}/read-marks", self.editor.plan);
        spawn_local(async move {
            // What was not noted is shown as new once more and harms nobody.
            let _: Result<(), RequestError> =
                send_json(Change::Put, &path, &ReadMark { layer, at }).await;
        });
    }

    fn add(self: &Rc<Self>, request: Request) {
        let entry = Entry {
            key: CommentId::random(),
            at: browser::now(),
            request,
            delivery: Delivery::Waits,
        };
        // Plain data is always JSON.
        if let Ok(json) = serde_json::to_string(&entry) {
            browser::set_local(&self.kept_as(entry.key), Some(&json));
        }
        self.outbox.borrow_mut().add(entry);
        self.changed();
        self.go_on();
    }

    /// The outbox has changed.
    fn changed(&self) {
        self.show(Layer::Joint);
        if let Some(side) = &self.private {
            self.show(side.layer);
        }
    }

    fn kept_as(&self, request: CommentId) -> String {
        format!("{}{request}", prefix(self.editor, self.me))
    }

    fn forget(&self, request: CommentId) {
        browser::set_local(&self.kept_as(request), None);
    }

    /// Says what waits, one thing after another, and asks how far this person has read.
    fn go_on(self: &Rc<Self>) {
        if self.marks.borrow().is_none() {
            self.ask_marks();
        }
        let Some(entry) = self.outbox.borrow_mut().next() else {
            return;
        };
        self.changed();
        let inner = Rc::clone(self);
        spawn_local(async move {
            let plan = inner.editor.plan;
            let answer: Result<CommentPosted, RequestError> = match &entry.request {
                Request::Post(post) => {
                    send_json(Change::Post, &format!("/api/plans/{plan}/comments"), post).await
                }
                Request::Change { comment, change } => {
                    let path = format!("/api/plans/{plan}/comments/{comment}");
                    send_json(Change::Patch, &path, change).await
                }
            };
            inner.answered(&entry, answer);
        });
    }

    fn answered(self: &Rc<Self>, entry: &Entry, answer: Result<CommentPosted, RequestError>) {
        let key = entry.key;
        match answer {
            Ok(_) => {
                self.wait_ms.set(FIRST_WAIT_MS);
                self.outbox.borrow_mut().set(key, Delivery::Done);
                self.forget(key);
                if matches!(entry.request, Request::Post(_)) {
                    self.editor.toasts.announce(tr(talk::HEAR_SAVED));
                }
            }
            Err(error) if is_passing(&error) => {
                self.outbox.borrow_mut().set(key, Delivery::Waits);
                self.changed();
                let wait = self.wait_ms.get();
                self.wait_ms.set((wait * 2).min(LONGEST_WAIT_MS));
                if let Some(alarm) = &*self.alarm.borrow() {
                    alarm.set(wait);
                }
                return;
            }
            Err(error) => {
                let refused = Delivery::Refused(requests::sentence(&error));
                self.outbox.borrow_mut().set(key, refused);
            }
        }
        self.changed();
        self.go_on();
    }

    fn ask_marks(self: &Rc<Self>) {
        let inner = Rc::clone(self);
        spawn_local(async move {
            let path = format!("/api/plans/{}/read-marks", inner.editor.plan);
            let Ok(ReadMarks { marks }) = get_json(&path).await else {
                return;
            };
            let marks = marks.into_iter().map(|mark| (mark.layer, mark.at));
            inner.marks.replace(Some(marks.collect()));
            inner.count_unread();
        });
    }
}

/// Whether the same request may be taken later.
fn is_passing(error: &RequestError) -> bool {
    const TOO_MANY: u16 = 429;
    match error.status() {
        None => true,
        Some(status) => status >= 500 || status == TOO_MANY,
    }
}

fn prefix(editor: Editor, me: MemberId) -> String {
    format!("{KEPT_AS}{}.{me}.", editor.plan)
}

/// What an earlier page of this member has left behind.
fn kept(editor: Editor, me: MemberId) -> Vec<Entry> {
    let prefix = prefix(editor, me);
    let keys = browser::local_keys().into_iter();
    let keys = keys.filter(|key| key.starts_with(&prefix));
    keys.filter_map(|key| serde_json::from_str(&browser::local(&key)?).ok())
        .collect()
}
