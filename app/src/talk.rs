//! What people say about the plan: comments in both of its layers that this person may read.
//!
//! | module | does |
//! | --- | --- |
//! | `threads` | comments as people follow them |
//! | `outbox` | what was said here and is not on the server's disk yet |
//! | `words` | the words of a comment, with names and with ids |
//! | `conversation` | ties them to the stores, the server and this device |
//!
//! [`Talk`] is what every part of the page may ask; the rest is loaded when the page has shown the
//! plan. Nothing here knows how anything looks, and nothing writes into a document: comments are the
//! server's to write.

mod conversation;
mod outbox;
mod threads;
mod words;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use leptos::prelude::*;
use tandem_plan::comment::About;
use tandem_plan::ids::PlanId;

use crate::browser;
use crate::store::{PlanStore, set_if_new};

pub(crate) use conversation::Conversation;
pub(crate) use outbox::Delivery;
pub(crate) use threads::{Said, Thread, Unread};
pub(crate) use words::{Asked, Named, Stretch, asked, stretches, to_text, to_words};

/// How the names begin under which what was said waits on this device.
const KEPT_AS: &str = "tandem.said.";

/// What the whole page knows of the talk. Copies are the same page.
#[derive(Clone, Copy)]
pub(crate) struct Talk {
    /// What a new comment is about.
    pub(crate) about: RwSignal<About>,
    /// A new comment for both sides that is being written.
    pub(crate) draft: RwSignal<String>,
    /// The same for the own side.
    pub(crate) private_draft: RwSignal<String>,
    /// What this person has not read.
    pub(crate) unread: RwSignal<Unread>,
    /// What the own side keeps to itself, while this person may read it.
    pub(crate) private: RwSignal<Option<PlanStore>>,
    parts: StoredValue<Rc<RefCell<Parts>>, LocalStorage>,
}

/// How many open threads there are about each part, and who wants to know.
#[derive(Default)]
struct Parts {
    counts: HashMap<About, usize>,
    signals: HashMap<About, ArcRwSignal<usize>>,
}

impl Talk {
    /// Nothing was said yet, as far as is known.
    pub(crate) fn new() -> Self {
        Self {
            about: RwSignal::new(About::Plan),
            draft: RwSignal::new(String::new()),
            private_draft: RwSignal::new(String::new()),
            unread: RwSignal::new(Unread::default()),
            private: RwSignal::new(None),
            parts: StoredValue::new_local(Rc::default()),
        }
    }

    /// This person looks at a part of the plan: a new comment would be about it. One that is being
    /// written stays about what it was.
    pub(crate) fn look_at(self, about: About) {
        let is_writing = |draft: RwSignal<String>| draft.with_untracked(|words| !words.is_empty());
        if !is_writing(self.draft) && !is_writing(self.private_draft) {
            self.about.set(about);
        }
    }

    /// How many open threads there are about a part of the plan.
    pub(crate) fn open_at(self, about: About) -> ArcReadSignal<usize> {
        let parts = self.parts.get_value();
        let mut parts = parts.borrow_mut();
        let Parts { counts, signals } = &mut *parts;
        let count = counts.get(&about).copied().unwrap_or_default();
        let signal = signals.entry(about);
        signal
            .or_insert_with(|| ArcRwSignal::new(count))
            .read_only()
    }

    /// So many there are now.
    fn count(self, counts: HashMap<About, usize>) {
        // The page may be gone.
        let Some(parts) = self.parts.try_get_value() else {
            return;
        };
        parts.borrow_mut().counts = counts;
        let parts = parts.borrow();
        for (about, signal) in &parts.signals {
            set_if_new(signal, parts.counts.get(about).copied().unwrap_or_default());
        }
    }
}

/// Forgets what was said in a plan from this device and could not be sent; in all plans, if none is
/// named.
pub(crate) fn forget(plan: Option<PlanId>) {
    let prefix = plan.map_or_else(|| KEPT_AS.to_owned(), |plan| format!("{KEPT_AS}{plan}."));
    let keys = browser::local_keys().into_iter();
    for key in keys.filter(|key| key.starts_with(&prefix)) {
        browser::set_local(&key, None);
    }
}
