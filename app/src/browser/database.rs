//! A database of this device with two stores: numbered rows and named notes, both bytes.
//!
//! One transaction at a time: it reads, one function decides in the same moment what follows from
//! that, and all of it is written before the browser could end the transaction. This layer knows
//! nothing of what the bytes mean.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    IdbDatabase, IdbKeyRange, IdbObjectStore, IdbObjectStoreParameters, IdbRequest, IdbTransaction,
};

const ROWS: &str = "rows";
const NOTES: &str = "notes";

/// What a transaction has read: keys and values of both stores, in the order of the keys.
pub(crate) struct Read {
    pub(crate) notes: Vec<(String, Vec<u8>)>,
    /// Empty if they were not asked for.
    pub(crate) rows: Vec<(f64, Vec<u8>)>,
}

/// One thing to write.
pub(crate) enum Put {
    /// A row under the next number, or instead of the row with this one.
    Row(Option<f64>, Vec<u8>),
    /// A note.
    Note(String, Vec<u8>),
    /// No note under this name.
    NoNote(String),
    /// No rows up to this number.
    NoRows { through: f64 },
    /// No rows at all.
    NoRow,
}

/// An open database.
pub(crate) struct Database {
    database: IdbDatabase,
    /// Of the transaction that runs, or ran last.
    listeners: RefCell<Vec<EventListener>>,
    _change: EventListener,
}

impl Database {
    /// Opens the database of this name, and makes it if there is none; tells `done` of it at once
    /// or later, or of `None` if the browser does not let this page keep anything.
    pub(crate) fn open(name: &str, done: impl FnOnce(Option<Self>) + 'static) {
        let done = Rc::new(RefCell::new(Some(done)));
        let tell = move |database| {
            if let Some(done) = done.borrow_mut().take() {
                done(database);
            }
        };
        // Where access is forbidden even asking throws.
        let factory = web_sys::window().and_then(|window| window.indexed_db().ok().flatten());
        let Some(request) = factory.and_then(|factory| factory.open_with_u32(name, 1).ok()) else {
            tell(None);
            return;
        };
        let result = |request: &IdbRequest| -> Option<IdbDatabase> {
            request.result().ok()?.dyn_into().ok()
        };
        let opened = {
            let request: IdbRequest = request.clone().unchecked_into();
            let tell = tell.clone();
            EventListener::once(&request.clone(), "success", move |_| {
                tell(result(&request).map(Self::new));
            })
        };
        let failed = EventListener::once(&request, "error", move |_| tell(None));
        let made = {
            let request: IdbRequest = request.clone().unchecked_into();
            EventListener::once(&request.clone(), "upgradeneeded", move |_| {
                if let Some(database) = result(&request) {
                    // What fails here fails the request, and that is told.
                    let parameters = IdbObjectStoreParameters::new();
                    parameters.set_auto_increment(true);
                    let _ =
                        database.create_object_store_with_optional_parameters(ROWS, &parameters);
                    let _ = database.create_object_store(NOTES);
                }
            })
        };
        // They end with the page at the latest; a database is opened once.
        for listener in [opened, failed, made] {
            listener.forget();
        }
    }

    fn new(database: IdbDatabase) -> Self {
        let change = {
            let closing = database.clone();
            // Somebody deletes it: do not stand in the way.
            EventListener::once(&database, "versionchange", move |_| closing.close())
        };
        Self {
            database,
            listeners: RefCell::default(),
            _change: change,
        }
    }

    /// Reads, decides, writes; `done` is told whether all of that is on the disk. Nothing else may
    /// be asked of the database until then.
    pub(crate) fn transact(
        &self,
        reads_rows: bool,
        decide: impl FnOnce(Read) -> Vec<Put> + 'static,
        done: impl FnOnce(bool) + 'static,
    ) {
        match self.begin(reads_rows, decide) {
            Ok((transaction, read)) => {
                let done = Rc::new(RefCell::new(Some(done)));
                let end = |kind: &'static str, is_kept: bool| {
                    let done = Rc::clone(&done);
                    EventListener::once(&transaction, kind, move |_| {
                        let done = done.borrow_mut().take();
                        if let Some(done) = done {
                            done(is_kept);
                        }
                    })
                };
                *self.listeners.borrow_mut() =
                    vec![read, end("complete", true), end("abort", false)];
            }
            // It was closed, or the browser has taken it away.
            Err(_) => done(false),
        }
    }

    fn begin(
        &self,
        reads_rows: bool,
        decide: impl FnOnce(Read) -> Vec<Put> + 'static,
    ) -> Result<(IdbTransaction, EventListener), JsValue> {
        let transaction = begin(&self.database)?;
        let rows = transaction.object_store(ROWS)?;
        let notes = transaction.object_store(NOTES)?;
        let of_rows = if reads_rows {
            Some([rows.get_all_keys()?, rows.get_all()?])
        } else {
            None
        };
        let of_notes = [notes.get_all_keys()?, notes.get_all()?];
        // Answers come in the order of the questions.
        let last = of_notes[1].clone();
        let aborts = transaction.clone();
        let listener = EventListener::once(&last, "success", move |_| {
            let puts = decide(Read {
                notes: pairs(&of_notes, |key| key.as_string()),
                rows: of_rows.map_or_else(Vec::new, |of_rows| pairs(&of_rows, |key| key.as_f64())),
            });
            if puts
                .into_iter()
                .try_for_each(|put| write(&rows, &notes, put))
                .is_err()
            {
                // It may have ended by itself; nothing of it is kept either way.
                let _ = aborts.abort();
            }
        });
        Ok((transaction, listener))
    }
}

/// A transaction that is not called complete before it is on the disk. web-sys does not know this
/// option.
fn begin(database: &IdbDatabase) -> Result<IdbTransaction, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    let transaction = Reflect::get(database, &"transaction".into())?;
    let transaction: Function = transaction.dyn_into()?;
    let stores = Array::of2(&ROWS.into(), &NOTES.into());
    let begun = transaction.call3(database, &stores, &"readwrite".into(), &options)?;
    begun.dyn_into()
}

fn pairs<K>(requests: &[IdbRequest; 2], key: impl Fn(JsValue) -> Option<K>) -> Vec<(K, Vec<u8>)> {
    let [keys, values] = requests.each_ref().map(|request| {
        let result = request.result().ok();
        result.map_or_else(Array::new, |result| Array::from(&result))
    });
    let pair = |(found, value): (JsValue, JsValue)| {
        let value: Uint8Array = value.dyn_into().ok()?;
        Some((key(found)?, value.to_vec()))
    };
    keys.iter().zip(values.iter()).filter_map(pair).collect()
}

fn write(rows: &IdbObjectStore, notes: &IdbObjectStore, put: Put) -> Result<(), JsValue> {
    match put {
        Put::Row(None, row) => rows.add(&Uint8Array::from(&*row)).map(drop),
        Put::Row(Some(number), row) => {
            let number = JsValue::from_f64(number);
            rows.put_with_key(&Uint8Array::from(&*row), &number)
                .map(drop)
        }
        Put::Note(name, note) => {
            let name = JsValue::from_str(&name);
            notes
                .put_with_key(&Uint8Array::from(&*note), &name)
                .map(drop)
        }
        Put::NoNote(name) => notes.delete(&JsValue::from_str(&name)).map(drop),
        Put::NoRows { through } => {
            let range = IdbKeyRange::upper_bound(&JsValue::from_f64(through))?;
            rows.delete(&range).map(drop)
        }
        Put::NoRow => rows.clear().map(drop),
    }
}

/// Asks the browser not to throw away what this site keeps when the device runs out of space.
pub(crate) fn ask_to_persist() {
    if let Some(window) = web_sys::window() {
        // A browser that refuses keeps it as long as it can.
        if let Ok(asked) = window.navigator().storage().persist() {
            super::page::ignore_failure(&asked);
        }
    }
}
