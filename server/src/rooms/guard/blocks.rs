//! The operations of an update: for each client a run of blocks with consecutive clocks.

use tandem_plan::ids::ClientId;

use super::input::Input;
use super::values::skip_value;
use super::{NewType, Operations, Rules, Violation, advance};

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

/// The two shared types that a plan is made of.
const TYPE_MAP: u8 = 1;
const TYPE_TEXT: u8 = 2;

pub(super) struct Blocks<'a, Known> {
    known: &'a Known,
    rules: &'a Rules,
    /// References that the room does not have: the rest of the update may.
    references: Vec<(ClientId, u32)>,
    types: Vec<NewType>,
}

impl<'a, Known: Fn(ClientId) -> u32> Blocks<'a, Known> {
    pub(super) const fn new(known: &'a Known, rules: &'a Rules) -> Self {
        Self {
            known,
            rules,
            references: Vec::new(),
            types: Vec::new(),
        }
    }

    /// The maps and texts that the update makes.
    pub(super) fn into_types(self) -> Vec<NewType> {
        self.types
    }

    /// References to operations that must come in this update, since the room does not have them.
    pub(super) fn references(&self) -> &[(ClientId, u32)] {
        &self.references
    }

    /// Reads all blocks and returns which operations they are, in descending order of clients:
    /// the order in which every implementation writes them.
    pub(super) fn read(&mut self, input: &mut Input<'_>) -> Result<Vec<Operations>, Violation> {
        // A client takes at least five bytes: three numbers and one block of two.
        let clients = input.count(5)?;
        let mut inserts: Vec<Operations> = Vec::new();
        for _ in 0..clients {
            let blocks = input.count(2)?;
            let client = input.client()?;
            let start = input.clock()?;
            if blocks == 0 {
                return Err(Violation::Malformed("something is empty"));
            }
            if inserts.last().is_some_and(|last| last.client <= client) {
                return Err(Violation::Malformed("clients are out of order"));
            }
            if start > (self.known)(client) {
                return Err(Violation::Gap);
            }
            let mut clock = start;
            for _ in 0..blocks {
                let length = self.block(input, client, clock)?;
                clock = advance(clock, length)?;
            }
            inserts.push(Operations {
                client,
                clocks: start..clock,
            });
        }
        Ok(inserts)
    }

    /// Reads one block and returns how many operations it spans.
    fn block(
        &mut self,
        input: &mut Input<'_>,
        client: ClientId,
        clock: u32,
    ) -> Result<u32, Violation> {
        let info = input.byte()?;
        match info {
            GARBAGE => return input.length(),
            // A hole between operations: what is behind it cannot be placed.
            SKIP => return Err(Violation::Gap),
            _ if info & UNUSED != 0 => return Err(Violation::Malformed("a bit without a meaning")),
            _ => {}
        }
        let has_left = info & HAS_LEFT != 0;
        let has_right = info & HAS_RIGHT != 0;
        if has_left {
            self.reference(input, client, clock)?;
        }
        if has_right {
            self.reference(input, client, clock)?;
        }
        let inside = if has_left || has_right {
            None
        } else {
            Some(self.parent(input, client, clock, info & HAS_KEY != 0)?)
        };
        match info & CONTENT {
            DELETED => input.length(),
            TEXT => utf16_length(input.text()?),
            TYPE => match input.byte()? {
                TYPE_MAP | TYPE_TEXT => {
                    let made_by = (client, clock);
                    // A map or text is made once, under a key that was never used: it has no
                    // neighbours.
                    let inside = inside.ok_or(Violation::Foreign("a type in another's place"))?;
                    self.types.push(NewType { made_by, inside });
                    Ok(1)
                }
                _ => Err(Violation::Foreign("types other than maps and texts")),
            },
            VALUES => {
                let values = input.count(1)?;
                for _ in 0..values {
                    skip_value(input)?;
                }
                u32::try_from(values)
                    .ok()
                    .filter(|values| *values > 0)
                    .ok_or(Violation::Malformed("something is empty"))
            }
            FORMAT => Err(Violation::Foreign("formatting")),
            _ => Err(Violation::Foreign("content of this kind")),
        }
    }

    /// Where a block without neighbours lies: in a root (`None`), or in what an earlier operation
    /// made.
    fn parent(
        &mut self,
        input: &mut Input<'_>,
        client: ClientId,
        clock: u32,
        has_key: bool,
    ) -> Result<Option<(ClientId, u32)>, Violation> {
        let inside = if input.flag()? {
            let root = input.text()?;
            let fits = if has_key {
                self.rules.maps.contains(&root)
            } else {
                self.rules.texts.contains(&root)
            };
            if !fits {
                return Err(Violation::Foreign("such a root"));
            }
            None
        } else {
            Some(self.reference(input, client, clock)?)
        };
        if has_key {
            input.text()?;
        }
        Ok(inside)
    }

    /// A reference from the operation `clock` of `client` to another one, which must be there
    /// before it.
    fn reference(
        &mut self,
        input: &mut Input<'_>,
        client: ClientId,
        clock: u32,
    ) -> Result<(ClientId, u32), Violation> {
        let to = input.client()?;
        let at = input.clock()?;
        if to == client {
            return if at < clock {
                Ok((to, at))
            } else {
                Err(Violation::Malformed("an operation leans on a later one"))
            };
        }
        if at >= (self.known)(to) {
            self.references.push((to, at));
        }
        Ok((to, at))
    }
}

/// Operations are counted in UTF-16 units.
fn utf16_length(text: &str) -> Result<u32, Violation> {
    let units: usize = text.chars().map(char::len_utf16).sum();
    u32::try_from(units)
        .ok()
        .filter(|units| *units > 0)
        .ok_or(Violation::Malformed("something is empty"))
}
