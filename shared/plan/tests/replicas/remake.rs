//! Work that is made again in a fresh replica: the plan reads as if the CRDT had merged both.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::document::{PlanDoc, Replica, Subject, Touched, Unit, Whose};
use tandem_plan::edit::{Edit, MAX_TEXT, Place};
use tandem_plan::ids::{ClientId, ItemId};
use tandem_plan::schema::SCHEMA;
use tandem_plan::splice::Splice;

use crate::intents::{Intent, content, edit_for, intent, seed, text_fields};

const NOTES: FieldAddress = Holder::Document.field("notes");

/// One person and where they touched the plan.
struct Person {
    replica: Replica,
    touched: Touched,
}

impl Person {
    fn new(client: u64, state: &[u8]) -> Self {
        let client = ClientId::try_from(client).unwrap();
        let mut replica = Replica::new(&SCHEMA, client, Arc::new(|| 0));
        replica.apply(state).unwrap();
        replica.drain();
        Self {
            replica,
            touched: Touched::default(),
        }
    }

    fn act(&mut self, intent: &Intent) {
        match intent {
            Intent::Undo => {
                self.replica.undo();
            }
            Intent::Redo => {
                self.replica.redo();
            }
            intent => {
                if let Some(edit) = edit_for(&self.replica, intent) {
                    self.edit(&edit);
                }
            }
        }
        self.touched.note(&self.replica.drain().changes);
    }

    fn edit(&mut self, edit: &Edit) {
        self.replica.edit(edit).unwrap();
        self.touched.note(&self.replica.drain().changes);
    }

    fn hear(&mut self, other: &Self) {
        self.replica.apply(&other.replica.state()).unwrap();
        self.replica.drain();
    }

    /// What this person has to make again in `fresh`, of what is theirs alone.
    fn own_units(&self, fresh: &PlanDoc) -> Vec<Unit> {
        let clients = [self.replica.client()];
        let whose = Whose::Own {
            clients: &clients,
            touched: &self.touched,
        };
        fresh.to_remake(&self.replica, whose).unwrap()
    }
}

fn doc(client: u64, state: &[u8]) -> PlanDoc {
    let doc = PlanDoc::new(&SCHEMA, ClientId::try_from(client).unwrap());
    doc.apply(state).unwrap();
    doc
}

fn make(fresh: &PlanDoc, units: &[Unit]) {
    for edit in units.iter().flat_map(|unit| &unit.edits) {
        fresh
            .edit(edit)
            .unwrap_or_else(|error| panic!("{edit:?}: {error}"));
    }
}

fn typed(at: FieldAddress, position: u32, delete: u32, insert: &str) -> Edit {
    Edit::Splice {
        at,
        splice: Splice {
            at: position,
            delete,
            insert: insert.to_owned(),
        },
    }
}

fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters
}

fn script(length: usize) -> impl Strategy<Value = Vec<Intent>> {
    prop::collection::vec(intent(), 1..length)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn work_made_again_reads_as_if_it_had_been_merged(
        before in script(20),
        mine in script(40),
        theirs in script(40),
    ) {
        let mut first = Person::new(9, &seed());
        before.iter().for_each(|intent| first.act(intent));
        let state = first.replica.state();
        let (mut me, mut they) = (Person::new(10, &state), Person::new(11, &state));
        mine.iter().for_each(|intent| me.act(intent));
        theirs.iter().for_each(|intent| they.act(intent));

        let fresh = doc(12, &they.replica.state());
        make(&fresh, &fresh.to_remake(&me.replica, Whose::Everybodys).unwrap());

        let merged = doc(13, &they.replica.state());
        merged.apply(&me.replica.state()).unwrap();
        prop_assert_eq!(content(&fresh), content(&merged));
        // Nothing is left to be made again.
        let again = doc(14, &fresh.state());
        prop_assert_eq!(again.to_remake(&fresh, Whose::Everybodys).unwrap(), Vec::new());
    }

    #[test]
    fn after_a_backup_everybody_brings_their_own_and_nothing_is_there_twice(
        turns in prop::collection::vec((any::<bool>(), any::<bool>(), intent()), 1..60),
    ) {
        let seed = seed();
        let mut people = [Person::new(10, &seed), Person::new(11, &seed)];
        for (who, hears, intent) in &turns {
            let [first, second] = &mut people;
            let (one, other) = if *who { (first, second) } else { (second, first) };
            if *hears {
                one.hear(other);
            }
            one.act(intent);
        }
        let [mut first, mut second] = people;
        first.hear(&second);
        second.hear(&first);

        // The server has the plan as it was before any of this.
        let server = doc(12, &seed);
        for (person, client) in [(&first, 20), (&second, 21)] {
            let fresh = doc(client, &server.state());
            for unit in person.own_units(&fresh) {
                // What lies in an item of somebody who has not come back yet cannot be made.
                let _ = unit.edits.iter().try_for_each(|edit| fresh.edit(edit));
            }
            server.apply(&fresh.state()).unwrap();
        }

        let texts = text_fields(&doc(13, &seed));
        for at in texts.keys() {
            let (lost, back) = (first.replica.text(*at), server.text(*at));
            prop_assert_eq!(letters(&back), letters(&lost), "{}: {} is {}", at, lost, back);
        }
        let items = |doc: &PlanDoc| -> BTreeSet<ItemId> {
            SCHEMA.sections.iter().flat_map(|section| doc.items(section.key)).map(|head| head.id).collect()
        };
        prop_assert_eq!(items(&server), items(&first.replica));
    }
}

#[test]
fn every_field_is_a_unit_and_a_new_item_comes_before_its_fields() {
    let state = seed();
    let (mut me, fresh) = (Person::new(10, &state), doc(11, &state));
    let item = ItemId::random();
    let title = Holder::Item("objectives", item).field("title");
    me.edit(&Edit::AddItem {
        section: "objectives",
        kind: "objective",
        item,
        place: Place::Last,
    });
    me.edit(&typed(title, 0, 0, "Grow 😀"));
    me.edit(&typed(NOTES, 0, 0, "one"));
    me.edit(&typed(NOTES, 1, 0, "two"));
    let units = fresh.to_remake(&me.replica, Whose::Everybodys).unwrap();
    let subjects: Vec<Subject> = units.iter().map(|unit| unit.subject).collect();
    let new = Subject::Item("objectives", item);
    assert_eq!(
        subjects,
        [new, Subject::Field(title), Subject::Field(NOTES)]
    );
    assert!(units[0].makes_holder() && units[1].lies_in(&units[0]));
    assert!(!units[2].lies_in(&units[0]));
    assert_eq!(units[2].edits, [typed(NOTES, 0, 0, "otwone")]);
}

#[test]
fn what_others_wrote_meanwhile_stays_theirs() {
    let mut first = Person::new(9, &seed());
    first.edit(&typed(NOTES, 0, 0, "begin end"));
    let state = first.replica.state();
    let (mut me, mut they) = (Person::new(10, &state), Person::new(11, &state));
    me.edit(&typed(NOTES, 9, 0, "!"));
    me.edit(&typed(NOTES, 0, 5, "Start"));
    they.edit(&typed(NOTES, 5, 0, " middle"));
    let fresh = doc(12, &they.replica.state());
    let units = fresh.to_remake(&me.replica, Whose::Everybodys).unwrap();
    // The other person's words are neither deleted nor written again.
    assert_eq!(
        units[0].edits,
        [
            typed(NOTES, 0, 5, ""),
            typed(NOTES, 0, 0, "Start"),
            typed(NOTES, 16, 0, "!"),
        ]
    );
    make(&fresh, &units);
    assert_eq!(fresh.text(NOTES), "Start middle end!");
}

#[test]
fn a_text_that_got_too_long_is_refused_whole() {
    let mut first = Person::new(9, &seed());
    let at = Holder::Section("vision").field("thesis");
    first.edit(&typed(at, 0, 0, "ab"));
    let state = first.replica.state();
    let (mut me, mut they) = (Person::new(10, &state), Person::new(11, &state));
    let half = "x".repeat(MAX_TEXT as usize / 2);
    me.edit(&typed(at, 0, 1, &half));
    me.edit(&typed(at, me.replica.text_len(at), 0, "end"));
    they.edit(&typed(at, 2, 0, &half));
    let fresh = doc(12, &they.replica.state());
    let before = fresh.text(at);
    let units = fresh.to_remake(&me.replica, Whose::Everybodys).unwrap();
    assert!(units[0].edits.iter().all(|edit| fresh.edit(edit).is_err()));
    assert_eq!(fresh.text(at), before);
}
