//! Where the operations of an update lie, and whether they may lie there.
//!
//! A block says where it lies either itself or by its neighbours, which may lie beside others in
//! turn, in this update or in the document. Followed with a stack of its own, never by recursion.

use std::collections::{HashMap, HashSet};

use tandem_plan::document::{MAX_NESTING, TextId};
use tandem_plan::edit::{MAX_ITEMS, MAX_ROWS};
use tandem_plan::ids::ClientId;

use super::blocks::{At, Block, Blocks, Content, Operation, Place};
use super::territory::{Container, Kind, Realm, Territory};
use super::{Trust, Violation};

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
    /// Operations that do not follow the one before them; in order.
    pub(super) seams: Vec<Operation>,
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
    let mut seams: Vec<Operation> = places.seams().collect();
    seams.sort_unstable();
    let mut additions = Additions {
        runs: places.runs(),
        seams,
        makes,
        growth: Vec::new(),
    };
    if trust == Trust::None {
        let check = Check {
            places: &places,
            makes: &additions.makes,
            seams: &additions.seams,
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
            let neighbour = match self.found.blocks[index].at {
                At::Nowhere => Err(None),
                At::Root { root, .. } => Err(Some(Place::Known(root))),
                At::Inside { maker, .. } => Err(self.made_by(maker)),
                At::Beside { left, right } => {
                    Ok(left.or(right).expect("a block beside nothing has a parent"))
                }
            };
            let place = match neighbour {
                Err(place) => place,
                Ok((client, clock)) if clock < self.territory.clock(client) => {
                    self.territory.place_of((client, clock)).map(Place::Known)
                }
                Ok(operation) => {
                    let other = self.block_of(operation).ok_or(Violation::Gap)?;
                    match self.settled[other] {
                        Settled::At(place) => place,
                        Settled::Waits => {
                            return Err(Violation::Malformed("operations lean on each other"));
                        }
                        Settled::Not => {
                            self.settled[index] = Settled::Waits;
                            stack.push(other);
                            continue;
                        }
                    }
                }
            };
            self.settled[index] = Settled::At(place);
            stack.pop();
        }
        Ok(())
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

    /// New operations that were not written directly behind their client's operation before them.
    /// Those outside of texts need not be told: nothing in a text is written behind them.
    fn seams(&self) -> impl Iterator<Item = Operation> + '_ {
        let blocks = self.fresh().filter(|(block, _)| {
            let (client, start) = block.start;
            let goes_on = match block.at {
                At::Beside { left, .. } => left == start.checked_sub(1).map(|last| (client, last)),
                _ => false,
            };
            let is_letters = matches!(block.content, Content::Text | Content::Deleted);
            let is_new = start >= self.territory.clock(client);
            is_new && !block.is_entry && !(is_letters && goes_on)
        });
        blocks.map(|(block, _)| block.start)
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

/// The rules for what people write.
struct Check<'a> {
    places: &'a Places<'a>,
    makes: &'a [Made],
    /// In order.
    seams: &'a [Operation],
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
                At::Beside { left, right } => {
                    let (client, start) = block.start;
                    let known = territory.clock(client);
                    // The rest of something that is here stands behind that.
                    let left = if start < known {
                        Some((client, known - 1))
                    } else {
                        left
                    };
                    self.beside(place, left, right)?;
                }
                _ => {}
            }
        }
        if entries.iter().any(|entry| held.contains(entry)) {
            return Err(REPLACES);
        }
        Ok(growth.into_iter().collect())
    }

    /// Neighbours lie in the same place, and none of them is a map or a text: what stands beside
    /// one under its key takes its place.
    fn beside(
        &self,
        place: Place,
        left: Option<Operation>,
        right: Option<Operation>,
    ) -> Result<(), Violation> {
        // Where that is depends on how a replica keeps the neighbour: two would not agree.
        if left == right {
            return Err(Violation::Malformed("an operation has one neighbour twice"));
        }
        if let (Some((client, last)), Some((other, first))) = (left, right)
            && client == other
            && first < last
            && self.is_chain(client, first, last)
        {
            return Err(Violation::Malformed("neighbours are in the wrong order"));
        }
        for neighbour in [left, right].into_iter().flatten() {
            if self.places.made_by(neighbour).is_some() {
                return Err(REPLACES);
            }
            let (client, clock) = neighbour;
            let lies_in = if clock < self.places.territory.clock(client) {
                self.places.territory.place_of(neighbour).map(Place::Known)
            } else {
                let block = self.places.block_of(neighbour).ok_or(Violation::Gap)?;
                self.places.place(block)
            };
            if lies_in != Some(place) {
                return Err(Violation::Malformed("neighbours lie in different places"));
            }
        }
        Ok(())
    }

    /// Whether all operations of a client from the first to the last one were written directly
    /// behind each other, so that they stand in this order for ever.
    fn is_chain(&self, client: ClientId, first: u32, last: u32) -> bool {
        let next = self.seams.partition_point(|seam| *seam <= (client, first));
        let breaks = |seam: &Operation| *seam <= (client, last);
        let territory = self.places.territory;
        !self.seams.get(next).is_some_and(breaks)
            && !territory.has_seam(client, first + 1..last + 1)
    }

    fn container(&self, place: Place) -> &Container {
        match place {
            Place::Known(id) => self.places.territory.container(id),
            Place::New(index) => &self.makes[index as usize].container,
        }
    }
}

const REPLACES: Violation = Violation::Foreign("something in the place of a map or a text");
