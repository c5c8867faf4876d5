//! Keeps on this device what a session wants kept, and carries messages between the tabs of one
//! person. What is kept meanwhile goes into one transaction with what waits.
//!
//! A transaction costs the page more than the key that it is for. So what the server is told in the
//! same moment waits a little for company; what has only this device goes there at once.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo_events::EventListener;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent};

use super::device::{self, Contents, Keep, Outcome, Stored, Write};
use crate::browser::{Alarm, Database, Put, Read, ask_to_persist};

/// When so much was kept the rows are looked at, whether they should become one. Every new page does
/// that as well; on a page in which somebody writes it is felt.
const LOOK_AT_ROWS_AFTER: usize = 2_000;

/// So long something may wait for what else is to be kept, in milliseconds.
const GATHER_MS: u64 = 250;

/// When something is to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Haste {
    /// At once.
    Now,
    /// Within a moment, with what comes until then.
    Soon,
}

/// Something that happens to what is kept.
pub(super) enum KeeperEvent {
    /// What is there.
    Loaded(Stored),
    /// What became of the next that was to be kept, in their order.
    Done(Outcome),
    /// Nothing can be kept from now on.
    Failed,
    /// Another tab says something.
    FromTab(Vec<u8>),
}

/// The device's store of one plan.
pub(super) struct Keeper(Rc<Inner>);

struct Inner {
    happened: Box<dyn Fn(KeeperEvent)>,
    state: RefCell<State>,
    /// Rings when what waits has waited long enough.
    gathered: Alarm,
    channel: Option<(BroadcastChannel, EventListener)>,
}

#[derive(Default)]
struct State {
    database: Option<Rc<Database>>,
    is_busy: bool,
    waiting: Vec<(u32, Keep)>,
    /// Whether something of that is to be kept at once.
    is_urgent: bool,
    /// How much was kept since the rows were looked at.
    unseen: usize,
    has_asked_to_persist: bool,
}

impl State {
    fn is_due(&self) -> bool {
        self.is_urgent && !self.waiting.is_empty()
    }
}

impl Keeper {
    /// Opens the store of this name and reads what is in it.
    pub(super) fn open(name: &str, happened: impl Fn(KeeperEvent) + 'static) -> Self {
        let happened = Rc::new(happened);
        let channel = BroadcastChannel::new(name).ok().map(|channel| {
            let happened = Rc::clone(&happened);
            let listener = EventListener::new(&channel, "message", move |event| {
                let message: &MessageEvent = event.unchecked_ref();
                if let Ok(bytes) = message.data().dyn_into::<Uint8Array>() {
                    happened(KeeperEvent::FromTab(bytes.to_vec()));
                }
            });
            (channel, listener)
        });
        let inner = Rc::new_cyclic(|inner: &Weak<Inner>| {
            let inner = inner.clone();
            Inner {
                happened: Box::new(move |event| happened(event)),
                state: RefCell::default(),
                gathered: Alarm::new(move || {
                    if let Some(inner) = inner.upgrade() {
                        inner.state.borrow_mut().is_urgent = true;
                        go_on(&inner);
                    }
                }),
                channel,
            }
        });
        let opened = Rc::clone(&inner);
        Database::open(name, move |database| match database {
            Some(database) => {
                opened.state.borrow_mut().database = Some(Rc::new(database));
                load(&opened);
            }
            None => (opened.happened)(KeeperEvent::Failed),
        });
        Self(inner)
    }

    /// Keeps something, by a tab that knows this generation.
    pub(super) fn keep(&self, generation: u32, keep: Keep, haste: Haste) {
        {
            let mut state = self.0.state.borrow_mut();
            if state.waiting.is_empty() {
                self.0.gathered.set(GATHER_MS);
            }
            state.waiting.push((generation, keep));
            state.is_urgent |= haste == Haste::Now;
        }
        go_on(&self.0);
    }

    /// Says something to the other tabs.
    pub(super) fn say(&self, message: &[u8]) {
        if let Some((channel, _)) = &self.0.channel {
            // Without other tabs nothing is missing.
            let _ = channel.post_message(&Uint8Array::from(message));
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        if let Some((channel, _)) = &self.0.channel {
            channel.close();
        }
    }
}

/// Begins a transaction if there is a database and none runs.
fn begin(inner: &Rc<Inner>) -> Option<Rc<Database>> {
    let mut state = inner.state.borrow_mut();
    let database = state.database.clone().filter(|_| !state.is_busy)?;
    state.is_busy = true;
    Some(database)
}

fn load(inner: &Rc<Inner>) {
    let Some(database) = begin(inner) else { return };
    let found = Rc::new(RefCell::new(Stored::default()));
    let read = Rc::clone(&found);
    let decide = move |contents: Read| {
        let contents = of(contents);
        let folded = device::fold(&contents.rows);
        read.replace(Stored::read(contents));
        folded.into_iter().flat_map(puts).collect()
    };
    let done = Rc::clone(inner);
    database.transact(true, decide, move |is_kept| {
        end(&done, is_kept, || vec![KeeperEvent::Loaded(found.take())]);
    });
}

fn go_on(inner: &Rc<Inner>) {
    if !inner.state.borrow().is_due() {
        return;
    }
    let Some(database) = begin(inner) else { return };
    inner.gathered.clear();
    let (batch, looks_at_rows) = {
        let mut state = inner.state.borrow_mut();
        state.is_urgent = false;
        if !std::mem::replace(&mut state.has_asked_to_persist, true) {
            ask_to_persist();
        }
        state.unseen += state.waiting.len();
        let looks = state.unseen >= LOOK_AT_ROWS_AFTER;
        if looks {
            state.unseen = 0;
        }
        (std::mem::take(&mut state.waiting), looks)
    };
    let outcomes = Rc::new(RefCell::new(Vec::new()));
    let decided = Rc::clone(&outcomes);
    let decide = move |contents: Read| {
        let Contents { notes, rows } = of(contents);
        let (writes, outcomes) = device::decide_all(&notes, &batch);
        decided.replace(outcomes);
        let folded = device::fold(&rows);
        folded.into_iter().chain(writes).flat_map(puts).collect()
    };
    let done = Rc::clone(inner);
    database.transact(looks_at_rows, decide, move |is_kept| {
        end(&done, is_kept, || {
            let outcomes = outcomes.take().into_iter();
            outcomes.map(KeeperEvent::Done).collect()
        });
    });
}

/// Tells what came of a transaction, and begins the next.
fn end(inner: &Rc<Inner>, is_kept: bool, events: impl FnOnce() -> Vec<KeeperEvent>) {
    {
        let mut state = inner.state.borrow_mut();
        state.is_busy = false;
        if !is_kept {
            *state = State::default();
        }
    }
    if is_kept {
        for event in events() {
            (inner.happened)(event);
        }
        go_on(inner);
    } else {
        (inner.happened)(KeeperEvent::Failed);
    }
}

fn of(read: Read) -> Contents {
    Contents {
        notes: read.notes.into_iter().collect(),
        rows: read.rows,
    }
}

fn puts(write: Write) -> Vec<Put> {
    match write {
        Write::Add(row) => vec![Put::Row(None, row)],
        Write::Note(name, Some(note)) => vec![Put::Note(name, note)],
        Write::Note(name, None) => vec![Put::NoNote(name)],
        Write::Fold { through, row } => {
            vec![Put::NoRows { through }, Put::Row(Some(through), row)]
        }
        Write::Clear => vec![Put::NoRow],
    }
}
