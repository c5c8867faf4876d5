//! The operations of an update: for each client a run of blocks with consecutive clocks. Reading
//! only; what the blocks mean is worked out in [`super::places`].

use tandem_plan::ids::ClientId;

use super::input::Input;
use super::territory::{ContainerId, Kind, Territory};
use super::values::skip_value;
use super::{Operations, Trust, Violation, advance};

/// The low bits of a block's first byte: what it holds.
const CONTENT: u8 = 0x0f;
const GARBAGE: u8 = 0;
const DELETED: u8 = 1;
const TEXT: u8 = 4;
const FORMAT: u8 = 6;
const TYPE: u8 = 7;
const VALUES: u8 = 8;
const SKIP: u8 = 10;

/// The high bits: which references come first.
const HAS_LEFT: u8 = 0x80;
const HAS_RIGHT: u8 = 0x40;
const HAS_KEY: u8 = 0x20;
/// Without a meaning: yrs passes it over, Yjs reads it as content.
const UNUSED: u8 = 0x10;

const TYPE_MAP: u8 = 1;
const TYPE_TEXT: u8 = 2;

/// One operation: whose, and which.
pub(super) type Operation = (ClientId, u32);

/// A map or text: one of the document, or one that the update makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Place {
    Known(ContainerId),
    New(u32),
}

/// Operations that belong together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    pub(super) start: Operation,
    pub(super) length: u32,
    pub(super) content: Content,
    pub(super) at: At,
    /// Whether it says of itself that it lies under a key.
    pub(super) is_entry: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Garbage,
    Deleted,
    Text,
    Values,
    Type(Kind),
}

/// What a block says of where it lies.
#[derive(Debug, Clone, Copy)]
pub(super) enum At {
    Nowhere,
    /// In a root.
    Root {
        root: ContainerId,
        key: Option<u64>,
    },
    /// In what an operation made.
    Inside {
        maker: Operation,
        key: Option<u64>,
    },
    /// Where its neighbours lie.
    Beside {
        left: Option<Operation>,
        right: Option<Operation>,
    },
}

/// Everything that an update brings, before anybody asked what it means.
pub(super) struct Blocks {
    /// One range a client, in descending order of clients: the order in which every
    /// implementation writes them.
    pub(super) inserts: Vec<Operations>,
    /// In the same order.
    pub(super) blocks: Vec<Block>,
    /// Where the blocks of each of `inserts` begin.
    pub(super) sections: Vec<usize>,
    /// Operations that must come in this update, since the room does not have them.
    pub(super) references: Vec<Operation>,
}

/// Reads all blocks of an update.
pub(super) fn read(
    input: &mut Input<'_>,
    territory: &Territory,
    trust: Trust,
) -> Result<Blocks, Violation> {
    let mut found = Blocks {
        inserts: Vec::new(),
        blocks: Vec::new(),
        sections: Vec::new(),
        references: Vec::new(),
    };
    let mut reader = Reader {
        territory,
        trust,
        references: Vec::new(),
    };
    // A client takes at least five bytes: three numbers and one block of two.
    for _ in 0..input.count(5)? {
        let blocks = input.count(2)?;
        let client = input.client()?;
        let start = input.clock()?;
        if blocks == 0 {
            return Err(Violation::Malformed("something is empty"));
        }
        if found
            .inserts
            .last()
            .is_some_and(|last| last.client <= client)
        {
            return Err(Violation::Malformed("clients are out of order"));
        }
        if start > territory.clock(client) {
            return Err(Violation::Gap);
        }
        found.sections.push(found.blocks.len());
        let mut clock = start;
        for _ in 0..blocks {
            let block = reader.block(input, (client, clock))?;
            clock = advance(clock, block.length)?;
            found.blocks.push(block);
        }
        found.inserts.push(Operations {
            client,
            clocks: start..clock,
        });
    }
    found.references = reader.references;
    Ok(found)
}

struct Reader<'a> {
    territory: &'a Territory,
    trust: Trust,
    references: Vec<Operation>,
}

impl Reader<'_> {
    fn block(&mut self, input: &mut Input<'_>, start: Operation) -> Result<Block, Violation> {
        let info = input.byte()?;
        match info {
            GARBAGE => {
                return Ok(Block {
                    start,
                    length: input.length()?,
                    content: Content::Garbage,
                    at: At::Nowhere,
                    is_entry: false,
                });
            }
            // A hole between operations: what is behind it cannot be placed.
            SKIP => return Err(Violation::Gap),
            _ if info & UNUSED != 0 => return Err(Violation::Malformed("a bit without a meaning")),
            _ => {}
        }
        let is_entry = info & HAS_KEY != 0;
        let mut neighbour = |bit| match info & bit {
            0 => Ok(None),
            _ => self.reference(input, start).map(Some),
        };
        let (left, right) = (neighbour(HAS_LEFT)?, neighbour(HAS_RIGHT)?);
        let at = if left.is_some() || right.is_some() {
            At::Beside { left, right }
        } else {
            self.parent(input, start, is_entry)?
        };
        let (content, length) = match info & CONTENT {
            DELETED => (Content::Deleted, input.length()?),
            TEXT => (Content::Text, utf16_length(input.text()?)?),
            TYPE => match input.byte()? {
                TYPE_MAP => (Content::Type(Kind::Map), 1),
                TYPE_TEXT => (Content::Type(Kind::Text), 1),
                _ => return Err(Violation::Foreign("types other than maps and texts")),
            },
            VALUES => (Content::Values, values(input)?),
            FORMAT => return Err(Violation::Foreign("formatting")),
            _ => return Err(Violation::Foreign("content of this kind")),
        };
        Ok(Block {
            start,
            length,
            content,
            at,
            is_entry,
        })
    }

    /// Where a block without neighbours lies: in a root, or in what an earlier operation made.
    fn parent(
        &mut self,
        input: &mut Input<'_>,
        start: Operation,
        is_entry: bool,
    ) -> Result<At, Violation> {
        let root = if input.flag()? {
            Some(self.territory.root(input.text()?))
        } else {
            None
        };
        let maker = match root {
            Some(_) => None,
            None => Some(self.reference(input, start)?),
        };
        let key = match is_entry {
            true => Some(self.territory.key(input.text()?)),
            false => None,
        };
        Ok(match (root, maker) {
            (Some(Some(root)), _) => At::Root { root, key },
            (None, Some(maker)) => At::Inside { maker, key },
            // A newer version may have written roots that this one does not know.
            _ if self.trust == Trust::Full => At::Nowhere,
            _ => return Err(Violation::Foreign("such a root")),
        })
    }

    /// A reference from an operation to another one, which must be there before it.
    fn reference(
        &mut self,
        input: &mut Input<'_>,
        (client, clock): Operation,
    ) -> Result<Operation, Violation> {
        let (to, at) = (input.client()?, input.clock()?);
        if to == client && at >= clock {
            return Err(Violation::Malformed("an operation leans on a later one"));
        }
        if to != client && at >= self.territory.clock(to) {
            self.references.push((to, at));
        }
        Ok((to, at))
    }
}

/// Passes over plain values and returns how many they are.
fn values(input: &mut Input<'_>) -> Result<u32, Violation> {
    let values = input.count(1)?;
    for _ in 0..values {
        skip_value(input)?;
    }
    u32::try_from(values)
        .ok()
        .filter(|values| *values > 0)
        .ok_or(Violation::Malformed("something is empty"))
}

/// Operations are counted in UTF-16 units.
fn utf16_length(text: &str) -> Result<u32, Violation> {
    let units: usize = text.chars().map(char::len_utf16).sum();
    u32::try_from(units)
        .ok()
        .filter(|units| *units > 0)
        .ok_or(Violation::Malformed("something is empty"))
}
