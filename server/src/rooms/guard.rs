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
//!   roots that the schema does not have, letters outside of texts, anything else in them, and
//!   what is nested deeper than the layout;
//! - letters between two that never stood side by side: replicas could come to read the text
//!   differently;
//! - what takes a map or a text away: putting something else under its key, or deleting it;
//! - what only the server writes, and more items or rows than a plan has.
//!
//! What it needs to know of the document it keeps itself, as a [`Territory`]. It never names yrs,
//! never looks at what is written, and never decides who may write: it only tells whose operations
//! an update holds.

mod blocks;
mod input;
mod order;
mod places;
mod territory;
mod values;

use std::ops::Range;

use tandem_plan::document::TextId;
use tandem_plan::ids::ClientId;

use input::Input;
use order::Chain;
use places::{Made, Run};
pub use territory::Territory;

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
#[derive(Debug, Default)]
pub struct Scan {
    /// The operations it brings, one range a client. Some may be known already.
    pub inserts: Vec<Operations>,
    /// The operations it deletes. Some may be deleted already.
    pub deletes: Vec<Operations>,
    /// Those among the deleted operations that nobody may delete. If they are deleted already, the
    /// update only repeats it.
    pub protected: Vec<Operations>,
    /// Letters that texts gain, in UTF-16 units; what it deletes is not subtracted.
    pub growth: Vec<(TextId, u32)>,
    runs: Vec<Run>,
    chains: Vec<Chain>,
    makes: Vec<Made>,
}

impl Scan {
    /// Whether the update says nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.inserts.is_empty() && self.deletes.is_empty()
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
    /// It brings more of something than a plan holds.
    #[error("there may be at most {1} {0}")]
    TooMany(&'static str, usize),
}

/// Whether an update comes from the disk, where only what was accepted lies, or from a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trust {
    Full,
    None,
}

/// Reads an update of a document that has `territory`.
fn read(territory: &Territory, update: &[u8], trust: Trust) -> Result<Scan, Violation> {
    let mut input = Input::new(update);
    let blocks = blocks::read(&mut input, territory, trust)?;
    let inserts = &blocks.inserts;
    let has = |client: ClientId, clock: u32| {
        // In descending order of clients, as they were read.
        let brought = inserts.binary_search_by(|operations| client.cmp(&operations.client));
        clock < territory.clock(client) || brought.is_ok_and(|at| clock < inserts[at].clocks.end)
    };
    if !blocks
        .references
        .iter()
        .all(|&(client, clock)| has(client, clock))
    {
        return Err(Violation::Gap);
    }
    let deletes = read_deletes(&mut input)?;
    input.finish()?;
    if !deletes
        .iter()
        .all(|operations| has(operations.client, operations.clocks.end - 1))
    {
        return Err(Violation::Gap);
    }
    let additions = places::place(&blocks, territory, trust)?;
    let protected = match trust {
        Trust::Full => Vec::new(),
        Trust::None => protected(territory, &additions.makes, &deletes)?,
    };
    Ok(Scan {
        inserts: blocks.inserts,
        deletes,
        protected,
        growth: additions.growth,
        runs: additions.runs,
        chains: additions.chains,
        makes: additions.makes,
    })
}

/// Which of the operations that an update deletes nobody may delete.
fn protected(
    territory: &Territory,
    makes: &[Made],
    deletes: &[Operations],
) -> Result<Vec<Operations>, Violation> {
    let mut new: Vec<_> = makes.iter().map(|made| made.made_by).collect();
    new.sort_unstable();
    let dies_at_once = deletes.iter().any(|deleted| {
        let from = (deleted.client, deleted.clocks.start);
        let next = new.get(new.partition_point(|made| *made < from));
        next.is_some_and(|made| *made < (deleted.client, deleted.clocks.end))
    });
    if dies_at_once {
        return Err(Violation::Foreign("maps and texts that are deleted"));
    }
    Ok(deletes
        .iter()
        .flat_map(|deleted| territory.protected(deleted))
        .collect())
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
