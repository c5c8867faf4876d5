//! The guard: reads an update from the network before the CRDT library sees it.
//!
//! yrs is not safe on hostile bytes: some make it panic, overflow the stack, loop for ever or
//! break memory. So nothing reaches it that was not scanned here. The scan reads the update
//! format of Yjs, version 1, with a loop and a small stack of its own, allocates nothing by
//! claimed lengths, and refuses
//!
//! - what is no update, or not in its one shortest spelling;
//! - what does not directly continue what the room has: gaps, and references to operations that
//!   are neither in the room nor in the update ([`Violation::Gap`]: synchronise again);
//! - what a plan never contains: other content than text, values, maps and texts, formatting,
//!   roots that the schema does not have, and the roots that only the server writes.
//!
//! How deep maps and texts are nested in what the room has cannot be seen from the bytes: the scan
//! tells which ones an update makes and where, and the room holds that against its document.
//!
//! It never names yrs, never looks at what is written, and never decides who may write: it only
//! tells whose operations an update holds.

mod blocks;
mod input;
mod values;

use std::ops::Range;

use tandem_plan::ids::ClientId;
use tandem_plan::schema::Schema;

use blocks::Blocks;
use input::Input;

/// The last operation a client may make: signed 32-bit arithmetic in the CRDT must not wrap.
const MAX_CLOCK: u32 = i32::MAX as u32;

/// How deep values may be nested in each other.
const MAX_DEPTH: usize = 64;

/// Consecutive operations of one client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operations {
    /// Whose.
    pub client: ClientId,
    /// Which.
    pub clocks: Range<u32>,
}

/// What an update consists of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scan {
    /// The operations it brings, one range a client. Some may be known already.
    pub inserts: Vec<Operations>,
    /// The operations it deletes. Some may be deleted already.
    pub deletes: Vec<Operations>,
    /// The maps and texts that it makes, by the operation that makes them.
    pub types: Vec<NewType>,
}

/// A map or text that an update makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewType {
    /// The operation that makes it.
    pub made_by: (ClientId, u32),
    /// The operation that made what it lies in; `None` for a root.
    pub inside: Option<(ClientId, u32)>,
}

impl Scan {
    /// Whether the update says nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.inserts.is_empty() && self.deletes.is_empty()
    }
}

/// What a document may contain.
#[derive(Debug)]
pub struct Rules {
    maps: Vec<&'static str>,
    texts: Vec<&'static str>,
}

impl Rules {
    /// What people may write into a document of this schema. The roots that only the server
    /// writes are not among it.
    #[must_use]
    pub fn of(schema: &'static Schema) -> Self {
        Self {
            maps: schema.sections.iter().map(|section| section.key).collect(),
            texts: schema.documents().map(|field| field.key).collect(),
        }
    }
}

/// Why an update is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// No client that speaks the protocol makes such bytes.
    #[error("the bytes are no update: {0}")]
    Malformed(&'static str),
    /// It builds on operations that the room does not have.
    #[error("the update builds on changes that the server does not have")]
    Gap,
    /// It is an update, but of a document that is no plan.
    #[error("a plan does not hold {0}")]
    Foreign(&'static str),
}

/// Reads an update. `known` tells how many operations of a client the room has.
///
/// # Errors
/// The first rule that the update breaks.
pub fn scan(
    update: &[u8],
    known: impl Fn(ClientId) -> u32,
    rules: &Rules,
) -> Result<Scan, Violation> {
    let mut input = Input::new(update);
    let mut blocks = Blocks::new(&known, rules);
    let inserts = blocks.read(&mut input)?;
    let has = |client: ClientId, clock: u32| {
        // In descending order of clients, as they were read.
        let brought = inserts.binary_search_by(|operations| client.cmp(&operations.client));
        clock < known(client) || brought.is_ok_and(|at| clock < inserts[at].clocks.end)
    };
    if !blocks
        .references()
        .iter()
        .all(|&(client, clock)| has(client, clock))
    {
        return Err(Violation::Gap);
    }
    let deletes = read_deletes(&mut input)?;
    input.finish()?;
    if deletes
        .iter()
        .all(|operations| has(operations.client, operations.clocks.end - 1))
    {
        Ok(Scan {
            inserts,
            deletes,
            types: blocks.into_types(),
        })
    } else {
        Err(Violation::Gap)
    }
}

/// Reads the set of deleted operations: ranges that are not empty, in order, none twice.
fn read_deletes(input: &mut Input<'_>) -> Result<Vec<Operations>, Violation> {
    let mut deletes = Vec::new();
    let mut clients = Vec::new();
    // A client takes at least two bytes and so does a range.
    for _ in 0..input.count(2)? {
        let client = input.client()?;
        clients.push(client);
        let mut end = 0;
        for _ in 0..input.count(2)? {
            let start = input.clock()?;
            let length = input.length()?;
            if start < end {
                return Err(Violation::Malformed("deleted ranges are out of order"));
            }
            end = advance(start, length)?;
            deletes.push(Operations {
                client,
                clocks: start..end,
            });
        }
    }
    clients.sort_unstable();
    if clients.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(Violation::Malformed("a client comes twice"));
    }
    Ok(deletes)
}

/// The clock behind `length` operations.
fn advance(clock: u32, length: u32) -> Result<u32, Violation> {
    clock
        .checked_add(length)
        .filter(|end| *end <= MAX_CLOCK)
        .ok_or(Violation::Malformed("a clock is out of range"))
}
