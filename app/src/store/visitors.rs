//! Who else is in which field, and where in its text, as one signal for each field: a caret that
//! moves concerns its own field only.

use std::collections::HashMap;

use leptos::prelude::*;
use tandem_plan::address::FieldAddress;
use tandem_plan::document::Anchor;
use tandem_plan::ids::ClientId;
use tandem_plan::schema::SCHEMA;
use tandem_protocol::presence::Caret;
use tandem_protocol::role::Side;

use super::set_if_new;
use crate::sync::Person;

/// Somebody else who is in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Visitor {
    /// Their tab.
    pub(crate) client: ClientId,
    /// Their name.
    pub(crate) name: String,
    /// Their side.
    pub(crate) side: Side,
    /// Where what they have selected begins and ends, in a text.
    pub(crate) selected: Option<(Anchor, Anchor)>,
    /// How often that has changed.
    pub(crate) moves: u32,
}

/// The visitors of all fields.
#[derive(Default)]
pub(super) struct Visitors {
    here: HashMap<FieldAddress, Vec<Visitor>>,
    signals: HashMap<FieldAddress, ArcRwSignal<Vec<Visitor>>>,
}

impl Visitors {
    /// The visitors of one field, now and later.
    pub(super) fn of(&mut self, at: FieldAddress) -> ArcReadSignal<Vec<Visitor>> {
        let here = &self.here;
        let signal = self.signals.entry(at);
        signal
            .or_insert_with(|| ArcRwSignal::new(here.get(&at).cloned().unwrap_or_default()))
            .read_only()
    }

    /// Takes in who is where now.
    pub(super) fn arrive(&mut self, people: &[Person]) {
        let mut now: HashMap<FieldAddress, Vec<Visitor>> = HashMap::new();
        for person in people.iter().filter(|person| !person.is_me) {
            let field = person.field.as_deref();
            let Some(at) = field.and_then(|field| FieldAddress::parse(field, &SCHEMA)) else {
                continue;
            };
            let before = self.here.get(&at).into_iter().flatten();
            let mut before = before.filter(|visitor| visitor.client == person.client);
            let visitor = visitor(person, before.next());
            now.entry(at).or_default().push(visitor);
        }
        let left = std::mem::replace(&mut self.here, now);
        for at in left.keys().filter(|at| !self.here.contains_key(at)) {
            self.tell(*at, Vec::new());
        }
        for (at, visitors) in &self.here {
            self.tell(*at, visitors.clone());
        }
    }

    fn tell(&self, at: FieldAddress, visitors: Vec<Visitor>) {
        if let Some(signal) = self.signals.get(&at) {
            set_if_new(signal, visitors);
        }
    }
}

fn visitor(person: &Person, before: Option<&Visitor>) -> Visitor {
    let selected = person.caret.as_ref().and_then(|Caret { from, to }| {
        // What another program says in its own way is no place.
        Some((from.parse().ok()?, to.parse().ok()?))
    });
    let moves = match before {
        Some(before) if before.selected == selected => before.moves,
        Some(before) => before.moves.wrapping_add(1),
        None => 0,
    };
    Visitor {
        client: person.client,
        name: person.name.clone(),
        side: person.side,
        selected,
        moves,
    }
}
