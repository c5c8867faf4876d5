//! Where the operations of an update lie, and whether they may lie there.
//!
//! A block says where it lies either itself or by its neighbours, which may lie beside others in
//! turn, in this update or in the document. Followed with a stack of its own, never by recursion.

use std::collections::{HashMap, HashSet};

use tandem_plan::document::{MAX_NESTING, TextId};
use tandem_plan::edit::{MAX_ITEMS, MAX_ROWS};
use tandem_plan::ids::ClientId;

use super::blocks::{At, Block, Blocks, Content, Operation, Place};
use super::order::{Chain, Letters, Unclear, stood_side_by_side};
use super::territory::{Container, Kind, Realm, Territory};
use super::{Trust, Violation};

/// How many references are followed to find out how letters stand, whatever an update brings ...
const FREE_STEPS: usize = 1 << 14;
/// ... and for each of its blocks. Neighbours of which one names the other take at most three; where
/// several people wrote in one place without knowing of each other, some for each of their chains.
const STEPS_OF_A_BLOCK: usize = 16;

/// Operations of one client, from `start` on, that lie in the same place.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) client: ClientId,
    pub(super) start: u32,
    /// `None` for garbage.
    pub(super) place: Option<Place>,
}

/// A map or text that the update makes.
#[derive(Debug, Clone)]
pub(super) struct Made {
    pub(super) made_by: Operation,
    /// Where it lies; `None` if that is garbage.
    pub(super) inside: Option<Place>,
    /// Under which key, if it says so.
    pub(super) key: Option<u64>,
    pub(super) container: Container,
}

/// What an update adds to a document.
#[derive(Debug, Default)]
pub(super) struct Additions {
    pub(super) runs: Vec<Run>,
    /// Where chains of letters begin.
    pub(super) chains: Vec<Chain>,
    pub(super) makes: Vec<Made>,
    /// Letters that texts of the document gain, in UTF-16 units.
    pub(super) growth: Vec<(TextId, u32)>,
}

/// Works out where everything lies.
pub(super) fn place(
    found: &Blocks,
    territory: &Territory,
    trust: Trust,
) -> Result<Additions, Violation> {
    let mut places = Places::new(found, territory);
    for index in 0..found.blocks.len() {
        places.settle(index)?;
    }
    let makes = places.makes(trust)?;
    let mut additions = Additions {
        runs: places.runs(),
        chains: places.chains().collect(),
        makes,
        growth: Vec::new(),
    };
    if trust == Trust::None {
        let check = Check {
            places: &places,
            makes: &additions.makes,
        };
        additions.growth = check.run()?;
    }
    Ok(additions)
}

#[derive(Debug, Clone, Copy)]
enum Settled {
    Not,
    /// It waits for a neighbour.
    Waits,
    At(Option<Place>),
}

struct Places<'a> {
    found: &'a Blocks,
    territory: &'a Territory,
    settled: Vec<Settled>,
    /// Maps and texts that the update makes, by the operations that make them.
    new: HashMap<Operation, u32>,
}

impl<'a> Places<'a> {
    fn new(found: &'a Blocks, territory: &'a Territory) -> Self {
        let types = found.blocks.iter().filter(|block| {
            let is_new = block.start.1 >= territory.clock(block.start.0);
            is_new && matches!(block.content, Content::Type(_))
        });
        Self {
            found,
            territory,
            settled: vec![Settled::Not; found.blocks.len()],
            new: (0..)
                .zip(types)
                .map(|(index, block)| (block.start, index))
                .collect(),
        }
    }

    /// Finds the place of a block, and of those it leans on first.
    fn settle(&mut self, block: usize) -> Result<(), Violation> {
        let mut stack = vec![block];
        while let Some(&index) = stack.last() {
            if let Settled::At(_) = self.settled[index] {
                stack.pop();
                continue;
            }
            let place = match self.found.blocks[index].at {
                At::Nowhere => None,
                At::Root { root, .. } => Some(Place::Known(root)),
                At::Inside { maker, .. } => self.made_by(maker),
                At::Beside { left, right } => {
                    if let Some(other) = self.unsettled([left, right])? {
                        self.settled[index] = Settled::Waits;
                        stack.push(other);
                        continue;
                    }
                    self.lies_in(left.or(right).expect("a block beside nothing has a parent"))?
                }
            };
            self.settled[index] = Settled::At(place);
            stack.pop();
        }
        Ok(())
    }

    /// A block of this update that one of these neighbours belongs to and that has no place yet.
    fn unsettled(&self, neighbours: [Option<Operation>; 2]) -> Result<Option<usize>, Violation> {
        for (client, clock) in neighbours.into_iter().flatten() {
            if clock < self.territory.clock(client) {
                continue;
            }
            let other = self.block_of((client, clock)).ok_or(Violation::Gap)?;
            match self.settled[other] {
                Settled::At(_) => {}
                Settled::Waits => {
                    return Err(Violation::Malformed("operations lean on each other"));
                }
                Settled::Not => return Ok(Some(other)),
            }
        }
        Ok(None)
    }

    /// The place of an operation of the document or of a block that has one.
    fn lies_in(&self, operation: Operation) -> Result<Option<Place>, Violation> {
        if operation.1 < self.territory.clock(operation.0) {
            return Ok(self.territory.place_of(operation).map(Place::Known));
        }
        let block = self.block_of(operation).ok_or(Violation::Gap)?;
        Ok(self.place(block))
    }

    /// The block of this update that an operation belongs to.
    fn block_of(&self, (client, clock): Operation) -> Option<usize> {
        let inserts = &self.found.inserts;
        let section = inserts
            .binary_search_by(|operations| client.cmp(&operations.client))
            .ok()?;
        if !inserts[section].clocks.contains(&clock) {
            return None;
        }
        let from = self.found.sections[section];
        let to = self.found.sections.get(section + 1).copied();
        let blocks = &self.found.blocks[from..to.unwrap_or(self.found.blocks.len())];
        Some(from + blocks.partition_point(|block| block.start.1 <= clock) - 1)
    }

    fn made_by(&self, operation: Operation) -> Option<Place> {
        let known = self.territory.made_by(operation).map(Place::Known);
        known.or_else(|| self.new.get(&operation).copied().map(Place::New))
    }

    fn place(&self, index: usize) -> Option<Place> {
        match self.settled[index] {
            Settled::At(place) => place,
            Settled::Not | Settled::Waits => None,
        }
    }

    /// Blocks that bring something new, with their places.
    fn fresh(&self) -> impl Iterator<Item = (&'a Block, Option<Place>)> + '_ {
        let blocks = self.found.blocks.iter().enumerate();
        blocks.filter_map(|(index, block)| {
            let (client, start) = block.start;
            let known = self.territory.clock(client);
            if start + block.length <= known {
                return None;
            }
            let place = if start < known {
                // The rest of something that is here follows what is here.
                self.territory
                    .place_of((client, known - 1))
                    .map(Place::Known)
            } else {
                self.place(index)
            };
            Some((block, place))
        })
    }

    /// Of what begins in the document and goes on behind it, the rest makes no map or text, and
    /// follows what is there already in the place that it names: the CRDT would believe the name
    /// and still put it behind the other.
    fn check_rests(&self) -> Result<(), Violation> {
        for (index, block) in self.found.blocks.iter().enumerate() {
            let (client, start) = block.start;
            let known = self.territory.clock(client);
            if start >= known || start + block.length <= known {
                continue;
            }
            let lies_in = self.territory.place_of((client, known - 1));
            let fits = match block.content {
                Content::Garbage => true,
                // Values too: an entry that was undone and done again keeps what it was in one block.
                Content::Text | Content::Deleted | Content::Values => {
                    self.place(index) == lies_in.map(Place::Known)
                }
                Content::Type(_) => false,
            };
            if !fits {
                return Err(Violation::Malformed("an operation is not what it was"));
            }
        }
        Ok(())
    }

    fn runs(&self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for (block, place) in self.fresh() {
            let (client, start) = block.start;
            let goes_on = |last: &Run| last.client == client && last.place == place;
            if !runs.last().is_some_and(goes_on) {
                let start = start.max(self.territory.clock(client));
                runs.push(Run {
                    client,
                    start,
                    place,
                });
            }
        }
        runs
    }

    /// What of a block is new, as letters of a chain: the rest of something that is here stands
    /// behind that.
    fn stands(&self, block: &Block) -> Chain {
        let (client, start) = block.start;
        let known = self.territory.clock(client);
        let (left, right) = match block.at {
            At::Beside { left, right } => (left, right),
            At::Nowhere | At::Root { .. } | At::Inside { .. } => (None, None),
        };
        if start < known {
            return Chain {
                first: (client, known),
                left: Some((client, known - 1)),
                right,
            };
        }
        Chain {
            first: block.start,
            left,
            right,
        }
    }

    /// New letters that do not go on with the chain of their client's operation before them.
    fn chains(&self) -> impl Iterator<Item = Chain> + '_ {
        let blocks = self.fresh().filter(|(block, _)| {
            !block.is_entry && matches!(block.content, Content::Text | Content::Deleted)
        });
        let chains = blocks.map(|(block, _)| self.stands(block));
        chains.filter(|chain| {
            let (client, start) = chain.first;
            let before = start.checked_sub(1).map(|last| (client, last));
            let goes_on = before.is_some_and(|before| {
                let right = || Some(self.chain(before)?.right);
                chain.left == Some(before) && right() == Some(chain.right)
            });
            !goes_on
        })
    }

    /// What the update makes, in the order of its numbers, each with how deep it lies.
    fn makes(&self, trust: Trust) -> Result<Vec<Made>, Violation> {
        let mut makes: Vec<Made> = Vec::with_capacity(self.new.len());
        for (block, inside) in self.fresh() {
            let Content::Type(kind) = block.content else {
                continue;
            };
            let (client, clock) = block.start;
            let key = match block.at {
                At::Root { key, .. } | At::Inside { key, .. } => key,
                At::Nowhere | At::Beside { .. } => None,
            };
            makes.push(Made {
                made_by: block.start,
                inside,
                key,
                container: Container {
                    kind,
                    realm: Realm::Server,
                    depth: 0,
                    is_list: false,
                    holds: 0,
                    text: (kind == Kind::Text).then_some(TextId::MadeBy(client, clock)),
                },
            });
        }
        // What lies in something else of this update waits for it; each round goes one deeper.
        let mut open: Vec<usize> = (0..makes.len()).collect();
        loop {
            let mut settled = Vec::new();
            open.retain(|index| {
                let outer = match makes[*index].inside {
                    Some(Place::Known(id)) => *self.territory.container(id),
                    Some(Place::New(outer)) => makes[outer as usize].container,
                    None => return false,
                };
                // The first round takes what lies in the document, at whatever depth.
                let is_ready = match makes[*index].inside {
                    Some(Place::New(_)) => outer.depth > 0,
                    _ => true,
                };
                if is_ready {
                    settled.push((*index, outer));
                }
                !is_ready
            });
            if settled.is_empty() {
                break;
            }
            for (index, outer) in settled {
                let container = &mut makes[index].container;
                container.depth = outer.depth.saturating_add(1);
                container.realm = outer.realm;
                if trust == Trust::None && container.depth > MAX_NESTING {
                    return Err(Violation::Foreign("maps and texts nested so deep"));
                }
            }
        }
        if trust == Trust::None && !open.is_empty() {
            return Err(Violation::Malformed("maps and texts lie in each other"));
        }
        Ok(makes)
    }
}

impl Letters for Places<'_> {
    fn chain(&self, letter: Operation) -> Option<Chain> {
        if letter.1 < self.territory.clock(letter.0) {
            return self.territory.chain(letter);
        }
        Some(self.stands(&self.found.blocks[self.block_of(letter)?]))
    }
}

/// The rules for what people write.
struct Check<'a> {
    places: &'a Places<'a>,
    makes: &'a [Made],
}

impl Check<'_> {
    /// Holds every new block against the rules. Returns how much texts of the document grow.
    fn run(&self) -> Result<Vec<(TextId, u32)>, Violation> {
        let territory = self.places.territory;
        let mut held = HashSet::new();
        let mut entries = Vec::new();
        let mut growth: HashMap<TextId, u32> = HashMap::new();
        let mut holds: HashMap<Place, usize> = HashMap::new();
        let mut items = territory.items() as usize;
        let blocks = self.places.found.blocks.len();
        let mut steps = FREE_STEPS + STEPS_OF_A_BLOCK * blocks;
        self.places.check_rests()?;
        for (block, place) in self.places.fresh() {
            if block.content == Content::Garbage {
                continue;
            }
            let place = place.ok_or(Violation::Foreign(
                "something outside of its maps and texts",
            ))?;
            let container = self.container(place);
            if container.realm == Realm::Server {
                return Err(Violation::Foreign("what only the server writes"));
            }
            let is_map = container.kind == Kind::Map;
            // Beside others Yjs leaves it out when it merges updates: the others have the key.
            let may_leave_it_out = matches!(block.at, At::Beside { .. });
            if block.is_entry != is_map && (block.is_entry || !may_leave_it_out) {
                return Err(Violation::Foreign("entries in a text or letters in a map"));
            }
            match block.content {
                Content::Text if is_map => return Err(Violation::Foreign("letters in a map")),
                Content::Text => {
                    if let Some(text) = container.text {
                        let units = growth.entry(text).or_default();
                        *units = units.saturating_add(block.length);
                    }
                }
                Content::Values | Content::Type(_) if !is_map => {
                    return Err(Violation::Foreign("something else than letters in a text"));
                }
                Content::Type(_) => {
                    let held = holds.entry(place).or_insert(container.holds as usize);
                    *held += 1;
                    items += usize::from(container.is_list);
                    if items > MAX_ITEMS {
                        return Err(Violation::TooMany("items", MAX_ITEMS));
                    }
                    if *held > MAX_ROWS && !container.is_list {
                        return Err(Violation::TooMany("rows", MAX_ROWS));
                    }
                }
                _ => {}
            }
            match block.at {
                At::Root { key: Some(key), .. } | At::Inside { key: Some(key), .. } => {
                    if let Place::Known(id) = place
                        && territory.is_held(id, key)
                    {
                        return Err(REPLACES);
                    }
                    if matches!(block.content, Content::Type(_)) {
                        if !held.insert((place, key)) {
                            return Err(REPLACES);
                        }
                    } else {
                        entries.push((place, key));
                    }
                }
                // It is made once, under a key that was never used.
                At::Beside { .. } if matches!(block.content, Content::Type(_)) => {
                    return Err(REPLACES);
                }
                At::Beside { .. } => self.beside(container.kind, place, block, &mut steps)?,
                _ => {}
            }
        }
        if entries.iter().any(|entry| held.contains(entry)) {
            return Err(REPLACES);
        }
        Ok(growth.into_iter().collect())
    }

    /// Neighbours lie in the same place, and none of them is a map or a text: what stands beside
    /// one under its key takes its place. Entries stand behind what was under their key, and
    /// letters where such neighbours once met.
    fn beside(
        &self,
        kind: Kind,
        place: Place,
        block: &Block,
        steps: &mut usize,
    ) -> Result<(), Violation> {
        let Chain { left, right, .. } = self.places.stands(block);
        for neighbour in [left, right].into_iter().flatten() {
            if self.places.made_by(neighbour).is_some() {
                return Err(REPLACES);
            }
            if self.places.lies_in(neighbour)? != Some(place) {
                return Err(Violation::Malformed("neighbours lie in different places"));
            }
        }
        let is_apart = match kind {
            Kind::Map => right.is_some(),
            Kind::Text => {
                !stood_side_by_side(self.places, left, right, steps).map_err(|Unclear| {
                    Violation::Malformed("where an operation stands cannot be worked out")
                })?
            }
        };
        match is_apart {
            true => Err(Violation::Malformed("neighbours never stood side by side")),
            false => Ok(()),
        }
    }

    fn container(&self, place: Place) -> &Container {
        match place {
            Place::Known(id) => self.places.territory.container(id),
            Place::New(index) => &self.makes[index as usize].container,
        }
    }
}

const REPLACES: Violation = Violation::Foreign("something in the place of a map or a text");
