//! What a document has, as far as the guard needs to know: how many operations of each client, in
//! which map or text each of them lies, which keys hold maps and texts, and where chains of letters
//! begin.
//!
//! It is made from updates alone and grows with every update that is taken. The operations of one
//! client that lie in the same place and follow each other are one entry, so that it stays small
//! beside the document.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};
use std::ops::Range;

use tandem_plan::document::TextId;
use tandem_plan::ids::ClientId;
use tandem_plan::schema::{Schema, Shape, structure};

use super::blocks::{Operation, Place};
use super::order::Chain;
use super::{Operations, Scan, Trust, Violation, read};

/// One map or text, by its number in the territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct ContainerId(u32);

/// The two shared types that a plan is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Map,
    Text,
}

/// Who may write somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Realm {
    People,
    Server,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Container {
    pub(super) kind: Kind,
    pub(super) realm: Realm,
    /// How deep it lies below its root; 0 for a root.
    pub(super) depth: u8,
    /// Whether it is the root of a section whose entries are items.
    pub(super) is_list: bool,
    /// How many maps and texts lie in it.
    pub(super) holds: u32,
    /// What the document calls it, if it is a text.
    pub(super) text: Option<TextId>,
}

/// What a document has. See the module's documentation.
#[derive(Debug)]
pub struct Territory {
    lands: Vec<Land>,
    /// Where in `lands` the operations of a client are.
    clients: HashMap<ClientId, u32>,
    containers: Vec<Container>,
    roots: BTreeMap<&'static str, ContainerId>,
    /// Keys of maps that hold a map or a text, as a keyed hash.
    held: HashSet<(ContainerId, u64)>,
    hasher: RandomState,
    /// How many items there are.
    items: u32,
}

/// The operations of one client.
#[derive(Debug)]
struct Land {
    client: ClientId,
    /// How many there are.
    clock: u32,
    /// From which operation on they lie where; in order.
    runs: Vec<(u32, Option<ContainerId>)>,
    /// Where chains of letters begin; in order.
    chains: Vec<Beginning>,
    /// Operations that made a map or a text; in order.
    made: Vec<(u32, ContainerId)>,
}

/// The beginning of a chain of letters. There may be as many as letters, so it is kept small.
#[derive(Debug)]
struct Beginning {
    clock: u32,
    left: Neighbour,
    right: Neighbour,
}

/// The number of a land and a clock in it; `u32::MAX` stands for no neighbour.
#[derive(Debug, Clone, Copy)]
struct Neighbour(u32, u32);

impl Territory {
    /// An empty document of this schema.
    #[must_use]
    pub fn new(schema: &'static Schema) -> Self {
        let mut territory = Self {
            lands: Vec::new(),
            clients: HashMap::new(),
            containers: Vec::new(),
            roots: BTreeMap::new(),
            held: HashSet::new(),
            hasher: RandomState::new(),
            items: 0,
        };
        for section in schema.sections {
            let is_list = matches!(section.shape, Shape::Items(_));
            territory.add_root(section.key, Kind::Map, Realm::People, is_list);
        }
        for field in schema.documents() {
            territory.add_root(field.key, Kind::Text, Realm::People, false);
        }
        territory.add_root(structure::COMMENTS, Kind::Map, Realm::Server, false);
        territory
    }

    /// Takes in an update that is trusted: it is on disk.
    ///
    /// # Errors
    /// If it is no update, or does not continue what is here.
    pub fn learn(&mut self, update: &[u8]) -> Result<(), Violation> {
        let scan = read(self, update, Trust::Full)?;
        self.take(scan);
        Ok(())
    }

    /// Reads an update from the network.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn scan(&self, update: &[u8]) -> Result<Scan, Violation> {
        read(self, update, Trust::None)
    }

    /// Takes in what was scanned against this very territory.
    pub fn take(&mut self, scan: Scan) {
        let offset = u32::try_from(self.containers.len()).expect("containers are counted in u32");
        let id = |place: Place| match place {
            Place::Known(id) => id,
            Place::New(index) => ContainerId(offset + index),
        };
        // All of them first: what lies inside another may be named before it.
        for made in &scan.makes {
            let new = self.add(made.container);
            let (client, clock) = made.made_by;
            self.land_mut(client).made.push((clock, new));
        }
        for made in &scan.makes {
            let Some(inside) = made.inside.map(id) else {
                continue;
            };
            let outer = &mut self.containers[inside.index()];
            outer.holds += 1;
            self.items += u32::from(outer.is_list);
            if let Some(key) = made.key {
                self.held.insert((inside, key));
            }
        }
        for run in &scan.runs {
            let inside = run.place.map(id);
            let land = self.land_mut(run.client);
            if land.runs.last().is_none_or(|(_, last)| *last != inside) {
                land.runs.push((run.start, inside));
            }
        }
        for chain in &scan.chains {
            let [left, right] = [chain.left, chain.right].map(|neighbour| self.keep(neighbour));
            let (client, clock) = chain.first;
            let beginning = Beginning { clock, left, right };
            self.land_mut(client).chains.push(beginning);
        }
        for inserted in &scan.inserts {
            let land = self.land_mut(inserted.client);
            land.clock = land.clock.max(inserted.clocks.end);
        }
    }

    /// How many operations of a client there are.
    #[must_use]
    pub fn clock(&self, client: ClientId) -> u32 {
        self.land(client).map_or(0, |land| land.clock)
    }

    /// All clients and how many operations of each there are.
    pub fn clocks(&self) -> impl Iterator<Item = (ClientId, u32)> {
        self.lands.iter().map(|land| (land.client, land.clock))
    }

    /// How many items the plan has, the trash included.
    pub(super) const fn items(&self) -> u32 {
        self.items
    }

    /// How deep the deepest map or text lies below its root.
    #[must_use]
    pub fn depth(&self) -> u8 {
        let depths = self.containers.iter().map(|container| container.depth);
        depths.max().unwrap_or(0)
    }

    pub(super) fn root(&self, name: &str) -> Option<ContainerId> {
        self.roots.get(name).copied()
    }

    pub(super) fn container(&self, id: ContainerId) -> &Container {
        &self.containers[id.index()]
    }

    /// Where an operation lies: not at all, if it is not here or is nothing but garbage.
    pub(super) fn place_of(&self, (client, clock): Operation) -> Option<ContainerId> {
        let land = self.land(client)?;
        let behind = land.runs.partition_point(|(start, _)| *start <= clock);
        land.runs[..behind].last()?.1
    }

    /// The chain that a letter belongs to, if it is one.
    pub(super) fn chain(&self, (client, clock): Operation) -> Option<Chain> {
        let chains = &self.land(client)?.chains;
        let behind = chains.partition_point(|beginning| beginning.clock <= clock);
        let beginning = chains[..behind].last()?;
        Some(Chain {
            first: (client, beginning.clock),
            left: self.kept(beginning.left),
            right: self.kept(beginning.right),
        })
    }

    /// The map or text that an operation made.
    pub(super) fn made_by(&self, (client, clock): Operation) -> Option<ContainerId> {
        let made = &self.land(client)?.made;
        let at = made
            .binary_search_by_key(&clock, |(clock, _)| *clock)
            .ok()?;
        Some(made[at].1)
    }

    /// Whether a map holds a map or a text under a key.
    pub(super) fn is_held(&self, map: ContainerId, key: u64) -> bool {
        self.held.contains(&(map, key))
    }

    /// A key as it is kept here.
    pub(super) fn key(&self, key: &str) -> u64 {
        self.hasher.hash_one(key)
    }

    /// Which of these operations made a map or a text, or lie where only the server writes.
    pub(super) fn protected<'a>(
        &'a self,
        operations: &'a Operations,
    ) -> impl Iterator<Item = Operations> + 'a {
        let land = self.land(operations.client);
        let made = land.into_iter().flat_map(|land| {
            let range = within(&land.made, &operations.clocks, |(clock, _)| *clock);
            range.iter().map(|(clock, _)| *clock..*clock + 1)
        });
        let servers = land.into_iter().flat_map(move |land| {
            // The run that the first of them lies in began before them.
            let behind = |clock| land.runs.partition_point(|(start, _)| *start < clock);
            let from = behind(operations.clocks.start + 1).saturating_sub(1);
            let runs = &land.runs[from..behind(operations.clocks.end).max(from)];
            runs.iter()
                .enumerate()
                .filter_map(move |(at, (start, inside))| {
                    let realm = self.container((*inside)?).realm;
                    let end = runs
                        .get(at + 1)
                        .map_or(operations.clocks.end, |next| next.0);
                    (realm == Realm::Server).then_some(
                        operations.clocks.start.max(*start)..operations.clocks.end.min(end),
                    )
                })
        });
        made.chain(servers).map(|clocks| Operations {
            client: operations.client,
            clocks,
        })
    }

    fn land(&self, client: ClientId) -> Option<&Land> {
        let at = *self.clients.get(&client)?;
        Some(&self.lands[at as usize])
    }

    fn land_mut(&mut self, client: ClientId) -> &mut Land {
        let at = self.land_number(client);
        &mut self.lands[at as usize]
    }

    fn land_number(&mut self, client: ClientId) -> u32 {
        let next = u32::try_from(self.lands.len()).expect("clients are counted in u32");
        let at = *self.clients.entry(client).or_insert(next);
        if at == next {
            self.lands.push(Land {
                client,
                clock: 0,
                runs: Vec::new(),
                chains: Vec::new(),
                made: Vec::new(),
            });
        }
        at
    }

    fn keep(&mut self, neighbour: Option<Operation>) -> Neighbour {
        neighbour.map_or(Neighbour(u32::MAX, 0), |(client, clock)| {
            Neighbour(self.land_number(client), clock)
        })
    }

    fn kept(&self, Neighbour(land, clock): Neighbour) -> Option<Operation> {
        let land = self.lands.get(land as usize)?;
        Some((land.client, clock))
    }

    fn add_root(&mut self, name: &'static str, kind: Kind, realm: Realm, is_list: bool) {
        let id = self.add(Container {
            kind,
            realm,
            depth: 0,
            is_list,
            holds: 0,
            text: (kind == Kind::Text).then_some(TextId::Root(name)),
        });
        self.roots.insert(name, id);
    }

    fn add(&mut self, container: Container) -> ContainerId {
        let id = u32::try_from(self.containers.len()).expect("containers are counted in u32");
        self.containers.push(container);
        ContainerId(id)
    }
}

impl ContainerId {
    const fn index(self) -> usize {
        self.0 as usize
    }
}

/// The part of an ordered list whose clocks lie in a range.
fn within<'a, T>(list: &'a [T], clocks: &Range<u32>, clock: impl Fn(&T) -> u32) -> &'a [T] {
    let from = list.partition_point(|entry| clock(entry) < clocks.start);
    let to = list.partition_point(|entry| clock(entry) < clocks.end);
    &list[from..to.max(from)]
}
