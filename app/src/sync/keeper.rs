//! Keeps on this device what a session wants kept, and carries messages between the tabs of one
//! person. What is kept meanwhile goes into one transaction with what waits.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent};

use super::device::{self, Contents, Keep, Outcome, Stored, Write};
use crate::browser::{Database, Put, Read, ask_to_persist};

/// After so many transactions the rows are looked at, whether they should become one.
const LOOK_AT_ROWS_AFTER: u32 = 300;

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
    channel: Option<(BroadcastChannel, EventListener)>,
}

#[derive(Default)]
struct State {
    database: Option<Rc<Database>>,
    is_busy: bool,
    waiting: Vec<(u32, Keep)>,
    transactions: u32,
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
        let inner = Rc::new(Inner {
            happened: Box::new(move |event| happened(event)),
            state: RefCell::default(),
            channel,
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
    pub(super) fn keep(&self, generation: u32, keep: Keep) {
        self.0.state.borrow_mut().waiting.push((generation, keep));
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
    state.transactions += 1;
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
    if inner.state.borrow().waiting.is_empty() {
        return;
    }
    let Some(database) = begin(inner) else { return };
    let (batch, looks_at_rows) = {
        let mut state = inner.state.borrow_mut();
        let looks = state.transactions.is_multiple_of(LOOK_AT_ROWS_AFTER);
        if state.transactions == 2 {
            ask_to_persist();
        }
        (std::mem::take(&mut state.waiting), looks)
    };
    let outcomes = Rc::new(RefCell::new(Vec::new()));
    let decided = Rc::clone(&outcomes);
    let decide = move |contents: Read| {
        let Contents { mut notes, rows } = of(contents);
        let mut all: Vec<Put> = device::fold(&rows).into_iter().flat_map(puts).collect();
        for (generation, keep) in batch {
            let (writes, outcome) = device::decide(&notes, generation, &keep);
            for write in &writes {
                take(&mut notes, write);
            }
            all.extend(writes.into_iter().flat_map(puts));
            decided.borrow_mut().push(KeeperEvent::Done(outcome));
        }
        all
    };
    let done = Rc::clone(inner);
    database.transact(looks_at_rows, decide, move |is_kept| {
        end(&done, is_kept, || outcomes.take());
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

fn take(notes: &mut BTreeMap<String, Vec<u8>>, write: &Write) {
    match write {
        Write::Note(name, Some(note)) => {
            notes.insert(name.clone(), note.clone());
        }
        Write::Note(name, None) => {
            notes.remove(name);
        }
        Write::Add(_) | Write::Fold { .. } | Write::Clear => {}
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
