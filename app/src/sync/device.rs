//! What a tab keeps on this device, and how it lies in the device's database: pure decisions over
//! what a transaction has read. Native tests and the simulation run the same code as a browser.
//!
//! One database holds one plan's layer as one member sees it. Every tab of theirs writes into it:
//!
//! - **Rows** are updates, local and remote, in the order in which they came. Applied in that order
//!   they have no gap, whoever wrote them.
//! - **Notes** are small named values: the store's `epoch`; what is not saved of each tab, as
//!   `tab/<client id>`; what was refused, as `refused/<key>`; and the `generation`.
//!
//! The generation grows when rows are replaced after a refusal. Who writes names the generation
//! that they know, and learns if it is over: no refused operation comes back through another tab,
//! and of several tabs that make the same work again, one wins.

#[cfg(test)]
pub(super) mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::document::{PlanDoc, StateVector, Subject};
use tandem_plan::ids::ClientId;
use tandem_plan::schema::SCHEMA;

use super::kept::Kept;

const GENERATION: &str = "generation";
const EPOCH: &str = "epoch";
const DONE: &str = "done";
const TAB: &str = "tab/";
const REFUSED: &str = "refused/";

/// With so many rows they become one.
const MANY_ROWS: usize = 200;
/// So many bytes of rows may gather behind the first, however short that is.
const FEW_BYTES: usize = 64 * 1_024;

/// What a transaction reads.
#[derive(Debug, Clone, Default)]
pub(crate) struct Contents {
    pub(crate) notes: BTreeMap<String, Vec<u8>>,
    /// By their numbers, the lowest first.
    pub(crate) rows: Vec<(f64, Vec<u8>)>,
}

/// What a transaction writes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Write {
    /// Another row, behind all others.
    Add(Vec<u8>),
    /// A note, or no note under this name any more.
    Note(String, Option<Vec<u8>>),
    /// One row instead of all up to this number.
    Fold { through: f64, row: Vec<u8> },
    /// No rows.
    Clear,
}

/// Something to be kept.
#[derive(Debug, Clone)]
pub(crate) enum Keep {
    /// An update, and how it stands with this tab if it was made here.
    Update {
        update: Vec<u8>,
        tab: Option<(ClientId, Unsent)>,
    },
    /// Everything that this tab knows is on the server's disk: its own work, and what these tabs
    /// had left behind when this one began.
    Saved {
        tab: ClientId,
        inherited: Vec<(ClientId, Unsent)>,
    },
    /// To which life of the server's store the rows belong.
    Epoch(String),
    /// The rows of a new generation, under which a tab goes on.
    Replace(Replacement),
    /// Something that was refused, or that nobody needs any more.
    Refused { key: String, kept: Option<String> },
    /// Only whether the generation is over.
    Look,
    /// Nothing: this person may not have the plan any more.
    Forget,
}

/// The rows of a new generation.
#[derive(Debug, Clone)]
pub(crate) struct Replacement {
    pub(crate) state: Vec<u8>,
    /// What the replica had whose work was made again.
    pub(crate) done: StateVector,
    pub(crate) epoch: Option<String>,
    pub(crate) tab: (ClientId, Unsent),
}

/// What is not saved of one tab.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Unsent {
    /// How many changes.
    pub(crate) changes: usize,
    /// How many operations its client id stands for, the saved ones included.
    pub(crate) clock: u32,
    /// When the oldest of them was made, in milliseconds since 1970, if that is known.
    pub(crate) since: Option<u64>,
    /// In which fields.
    pub(crate) fields: Vec<FieldAddress>,
}

/// What became of something that was to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It is on the device.
    Kept,
    /// The new generation is on the device.
    Replaced,
    /// The device has unsaved work of a tab that ended before the others heard of it: it is to be
    /// read again, and nothing was replaced.
    Behind,
    /// Another tab has begun another generation, and has taken care of all that a replica had with
    /// this state vector.
    Superseded { generation: u32, done: StateVector },
}

/// What was found on the device.
#[derive(Debug, Default)]
pub(crate) struct Stored {
    pub(crate) generation: u32,
    pub(crate) epoch: Option<String>,
    pub(crate) updates: Vec<Vec<u8>>,
    /// How it stood with every tab that has written here.
    pub(crate) tabs: Vec<(ClientId, Unsent)>,
    pub(crate) refused: Vec<(String, Kept)>,
}

/// What to write so that all of this is kept, each by a tab that knows its generation, and what
/// becomes of each. Of notes that change several times only the last is written, and none that
/// stays as it is.
pub(crate) fn decide_all(
    notes: &BTreeMap<String, Vec<u8>>,
    all: &[(u32, Keep)],
) -> (Vec<Write>, Vec<Outcome>) {
    let (mut writes, mut outcomes) = (Vec::new(), Vec::new());
    let mut after = notes.clone();
    for (generation, keep) in all {
        let (of_one, outcome) = decide(&after, *generation, keep);
        outcomes.push(outcome);
        for write in of_one {
            match write {
                Write::Note(name, Some(note)) => {
                    after.insert(name, note);
                }
                Write::Note(name, None) => {
                    after.remove(&name);
                }
                Write::Add(_) | Write::Fold { .. } | Write::Clear => writes.push(write),
            }
        }
    }
    let gone = notes.keys().filter(|name| !after.contains_key(*name));
    writes.extend(gone.map(|name| Write::Note(name.clone(), None)));
    let is_new = |(name, note): &(String, Vec<u8>)| notes.get(name) != Some(note);
    let new = after.into_iter().filter(is_new);
    writes.extend(new.map(|(name, note)| Write::Note(name, Some(note))));
    (writes, outcomes)
}

/// What to write so that something is kept by a tab that knows this generation.
fn decide(
    notes: &BTreeMap<String, Vec<u8>>,
    generation: u32,
    keep: &Keep,
) -> (Vec<Write>, Outcome) {
    let now = generation_of(notes);
    if now != generation && !matches!(keep, Keep::Refused { .. } | Keep::Forget) {
        let generation = now;
        let done = done_of(notes);
        return (Vec::new(), Outcome::Superseded { generation, done });
    }
    match keep {
        Keep::Update { update, tab } => {
            let note = tab.as_ref().map(|(tab, unsent)| tab_note(*tab, unsent));
            let row = Write::Add(update.clone());
            ([row].into_iter().chain(note).collect(), Outcome::Kept)
        }
        Keep::Saved { tab, inherited } => {
            let still = |(tab, unsent): &&(ClientId, Unsent)| {
                notes.get(&tab_name(*tab)) == Some(&unsent.to_bytes())
            };
            let tabs = inherited.iter().filter(still).map(|(tab, _)| *tab);
            let none = Unsent::default();
            let tabs = tabs.chain([*tab]).map(|tab| tab_note(tab, &none));
            (tabs.collect(), Outcome::Kept)
        }
        Keep::Epoch(epoch) => (vec![text_note(EPOCH, epoch)], Outcome::Kept),
        Keep::Replace(new) if is_behind(notes, &new.done) => (Vec::new(), Outcome::Behind),
        Keep::Replace(new) => (replace(notes, new), Outcome::Replaced),
        Keep::Refused { key, kept } => {
            let kept = kept.as_ref().map(|kept| kept.clone().into_bytes());
            let note = Write::Note(format!("{REFUSED}{key}"), kept);
            (vec![note], Outcome::Kept)
        }
        Keep::Look => (Vec::new(), Outcome::Kept),
        Keep::Forget => {
            let names = notes.keys().map(|name| Write::Note(name.clone(), None));
            let generation = text_note(GENERATION, &(now + 1).to_string());
            let writes = [Write::Clear].into_iter().chain(names).chain([generation]);
            (writes.collect(), Outcome::Kept)
        }
    }
}

/// Whether some unsaved work was written by a tab and is not known to who has `done`.
fn is_behind(notes: &BTreeMap<String, Vec<u8>>, done: &StateVector) -> bool {
    notes.iter().any(|(name, note)| {
        let unsent = Unsent::read(note);
        tab_of(name).is_some_and(|tab| unsent.changes > 0 && unsent.clock > done.clock(tab))
    })
}

fn replace(notes: &BTreeMap<String, Vec<u8>>, new: &Replacement) -> Vec<Write> {
    let mut done = done_of(notes);
    done.join(&new.done);
    let none = Unsent::default();
    let tabs = notes.keys().filter_map(|name| tab_of(name));
    let mut writes = vec![Write::Clear, Write::Add(new.state.clone())];
    writes.extend(tabs.map(|tab| tab_note(tab, &none)));
    writes.push(tab_note(new.tab.0, &new.tab.1));
    writes.push(text_note(
        GENERATION,
        &(generation_of(notes) + 1).to_string(),
    ));
    writes.push(Write::Note(DONE.to_owned(), Some(done.encode())));
    writes.extend(new.epoch.as_ref().map(|epoch| text_note(EPOCH, epoch)));
    writes
}

/// One row that takes the place of all, if there are so many that it is worth the work; to be
/// written in the transaction that has read them.
pub(crate) fn fold(rows: &[(f64, Vec<u8>)]) -> Option<Write> {
    let (first, rest) = rows.split_first()?;
    let (through, _) = rest.last()?;
    let bytes: usize = rest.iter().map(|(_, row)| row.len()).sum();
    if rows.len() < MANY_ROWS && bytes <= FEW_BYTES.max(2 * first.1.len()) {
        return None;
    }
    // Of whatever layer: a document keeps what it does not know.
    let document = PlanDoc::new(&SCHEMA, ClientId::random());
    let is_whole = rows.iter().all(|(_, row)| document.apply(row).is_ok());
    is_whole.then(|| Write::Fold {
        through: *through,
        row: document.state(),
    })
}

impl Stored {
    /// What these contents mean.
    pub(crate) fn read(contents: Contents) -> Self {
        let Contents { notes, rows } = contents;
        let tabs = notes.iter().filter_map(|(name, note)| {
            let tab = tab_of(name)?;
            Some((tab, Unsent::read(note)))
        });
        let refused = notes.iter().filter_map(|(name, note)| {
            let key = name.strip_prefix(REFUSED)?;
            Some((key.to_owned(), read_kept(note)?))
        });
        Self {
            generation: generation_of(&notes),
            epoch: notes.get(EPOCH).and_then(|note| text(note)),
            tabs: tabs.collect(),
            refused: refused.collect(),
            updates: rows.into_iter().map(|(_, row)| row).collect(),
        }
    }
}

impl Unsent {
    /// The number of changes, the clock, since when and the fields, each on a line.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let fields = self.fields.iter().map(|at| format!("\n{at}"));
        let since = self.since.unwrap_or_default();
        let text: String = [format!("{}\n{}\n{since}", self.changes, self.clock)]
            .into_iter()
            .chain(fields)
            .collect();
        text.into_bytes()
    }

    pub(super) fn read(note: &[u8]) -> Self {
        let note = text(note).unwrap_or_default();
        let mut lines = note.lines();
        let changes = lines.next().and_then(|line| line.parse().ok());
        let clock = lines.next().and_then(|line| line.parse().ok());
        // Pages of before did not write it.
        let mut rest = lines.clone();
        let since = rest.next().and_then(|line| line.parse().ok());
        if since.is_some() {
            lines = rest;
        }
        Self {
            changes: changes.unwrap_or_default(),
            clock: clock.unwrap_or_default(),
            since: since.filter(|since| *since > 0),
            // A field that this version does not know is in the plan all the same.
            fields: lines
                .filter_map(|at| FieldAddress::parse(at, &SCHEMA))
                .collect(),
        }
    }
}

/// What was refused, as it is kept.
#[derive(Serialize, Deserialize)]
struct StoredKept {
    at: String,
    title: Option<String>,
    reason: String,
    text: String,
}

/// A refusal as a note. Of an item or a row only a field of it is named.
pub(crate) fn write_kept(kept: &Kept) -> String {
    let at = match kept.subject {
        Subject::Field(at) => at,
        Subject::Item(section, item) => Holder::Item(section, item).field("title"),
        Subject::Row(table, _) => Holder::Item(table.section, table.item).field(table.field),
    };
    let stored = StoredKept {
        at: at.to_string(),
        title: kept.title.clone(),
        reason: kept.reason.clone(),
        text: kept.text.clone(),
    };
    serde_json::to_string(&stored).expect("a structure of texts is always JSON")
}

fn read_kept(note: &[u8]) -> Option<Kept> {
    let stored: StoredKept = serde_json::from_str(&text(note)?).ok()?;
    Some(Kept {
        subject: Subject::Field(FieldAddress::parse(&stored.at, &SCHEMA)?),
        title: stored.title,
        reason: stored.reason,
        text: stored.text,
    })
}

fn generation_of(notes: &BTreeMap<String, Vec<u8>>) -> u32 {
    let note = notes.get(GENERATION).and_then(|note| text(note));
    note.and_then(|note| note.parse().ok()).unwrap_or_default()
}

fn done_of(notes: &BTreeMap<String, Vec<u8>>) -> StateVector {
    let done = notes.get(DONE).map(|done| StateVector::decode(done));
    done.and_then(Result::ok).unwrap_or_default()
}

fn tab_name(tab: ClientId) -> String {
    format!("{TAB}{}", tab.get())
}

fn tab_of(name: &str) -> Option<ClientId> {
    let number: u64 = name.strip_prefix(TAB)?.parse().ok()?;
    ClientId::try_from(number).ok()
}

fn tab_note(tab: ClientId, unsent: &Unsent) -> Write {
    Write::Note(tab_name(tab), Some(unsent.to_bytes()))
}

fn text_note(name: &str, text: &str) -> Write {
    Write::Note(name.to_owned(), Some(text.as_bytes().to_vec()))
}

fn text(note: &[u8]) -> Option<String> {
    String::from_utf8(note.to_vec()).ok()
}
