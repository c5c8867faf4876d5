//! The guard: everything that honest editors make passes, everything else stays outside.

use proptest::prelude::*;
use proptest::sample::Index;
use tandem_plan::document::{PlanDoc, Replica, merge};
use tandem_plan::edit::{Edit, Place};
use tandem_plan::ids::{ClientId, ItemId};
use tandem_plan::schema::SCHEMA;
use tandem_server::rooms::guard::{Operations, Scan, Territory, Violation};

use crate::editing::{Intent, NAME, act, client, editor, intent, seed};

pub(crate) fn scan_for(room: &PlanDoc, update: &[u8]) -> Result<Scan, Violation> {
    territory(room).scan(update)
}

/// What the guard knows of a room.
fn territory(room: &PlanDoc) -> Territory {
    let mut territory = Territory::new(&SCHEMA);
    territory.learn(&room.state()).unwrap();
    territory
}

/// A room as the server keeps it, and three editors who have its content.
pub(crate) fn workshop() -> (PlanDoc, Vec<Replica>) {
    let seed = seed();
    let room = PlanDoc::new(&SCHEMA, client(2));
    room.apply(&seed).unwrap();
    let editors = (10..13)
        .map(|number| {
            let mut replica = editor(number);
            replica.apply(&seed).unwrap();
            replica.drain();
            replica
        })
        .collect();
    (room, editors)
}

/// Lets editors work and exchange everything through the room now and then. Returns all updates
/// in the order in which the room took them.
fn work(room: &PlanDoc, editors: &mut [Replica], script: &[(Index, Intent, bool)]) -> Vec<Vec<u8>> {
    let mut taken = Vec::new();
    for (who, intent, exchange) in script {
        act(&mut editors[who.index(3)], intent);
        if !exchange {
            continue;
        }
        for from in 0..editors.len() {
            let updates = editors[from].drain().updates;
            if !updates.is_empty() {
                // Whoever wrote several may send them as one.
                assert_accepted(room, &merge(&updates).unwrap());
            }
            for update in updates {
                assert_accepted(room, &update);
                room.apply(&update).unwrap();
                for (to, replica) in editors.iter_mut().enumerate() {
                    if to != from {
                        replica.apply(&update).unwrap();
                    }
                }
                taken.push(update);
            }
        }
        for replica in editors.iter_mut() {
            replica.drain();
        }
    }
    taken
}

fn assert_accepted(room: &PlanDoc, update: &[u8]) -> Scan {
    scan_for(room, update)
        .unwrap_or_else(|violation| panic!("an honest update is refused: {violation}\n{update:?}"))
}

/// What the guard says an update holds is what a replica finds in it.
fn assert_scan_is_true(room: &PlanDoc, update: &[u8]) {
    let scanned = assert_accepted(room, update);
    let (before, copy) = (room.state_vector(), PlanDoc::new(&SCHEMA, client(3)));
    copy.apply(&room.state()).unwrap();
    copy.apply(update).unwrap();
    for (client, clock) in copy.state_vector().iter() {
        let brought = scanned
            .inserts
            .iter()
            .find(|inserted| inserted.client == client);
        let end = brought.map_or(0, |inserted| inserted.clocks.end);
        assert_eq!(clock, end.max(before.clock(client)));
    }
    let deletes = scanned.deletes.into_iter();
    assert!(copy.has_deleted(deletes.map(|deleted| (deleted.client, deleted.clocks))));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn whatever_editors_make_is_accepted(
        script in prop::collection::vec((any::<Index>(), intent(), any::<bool>()), 1..40),
        offline in prop::collection::vec(intent(), 0..20),
    ) {
        let (room, mut editors) = workshop();
        let taken = work(&room, &mut editors, &script);

        // Work done offline comes as one difference, or as a whole state.
        for intent in &offline {
            act(&mut editors[0], intent);
        }
        assert_scan_is_true(&room, &editors[0].diff(&room.state_vector()));
        assert_scan_is_true(&room, &editors[0].state());

        // A room that is loaded reads states and its own log.
        let empty = PlanDoc::new(&SCHEMA, client(4));
        assert_accepted(&empty, &room.state());
        empty.apply(&seed()).unwrap();
        for update in &taken {
            assert_accepted(&empty, update);
            empty.apply(update).unwrap();
        }
        // And again: everything is known.
        for update in &taken {
            assert_accepted(&empty, update);
        }
    }

    #[test]
    fn changed_bytes_are_refused_or_harmless(
        script in prop::collection::vec((any::<Index>(), intent(), any::<bool>()), 1..12),
        last in intent(),
        changes in prop::collection::vec((any::<Index>(), any::<u8>()), 1..4),
    ) {
        let (room, mut editors) = workshop();
        work(&room, &mut editors, &script);
        editors[0].apply(&room.state()).unwrap();
        act(&mut editors[0], &last);
        let mut update = editors[0].diff(&room.state_vector());
        for (at, value) in &changes {
            let at = at.index(update.len());
            update[at] = *value;
        }
        // What passes reaches yrs, which may refuse it but must survive it.
        if scan_for(&room, &update).is_ok() {
            let _ = room.apply(&update);
        }
    }

    #[test]
    fn random_bytes_are_refused_or_harmless(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let (room, _) = workshop();
        if scan_for(&room, &bytes).is_ok() {
            let _ = room.apply(&bytes);
        }
    }
}

#[test]
fn a_scan_tells_whose_operations_an_update_holds() {
    let (room, mut editors) = workshop();
    let before = room.state_vector();
    let update = crate::editing::append(&mut editors[1], "é😀");
    let scanned = scan_for(&room, &update).unwrap();
    let operations = Operations {
        client: client(11),
        clocks: 0..3,
    };
    assert_eq!(scanned.inserts, [operations]);
    assert_eq!(scanned.deletes, []);
    room.apply(&update).unwrap();
    assert!(room.text(NAME).ends_with("é😀"));
    assert_eq!(before.clock(ClientId::try_from(11).unwrap()), 0);
    assert!(scan_for(&room, &[0, 0]).unwrap().is_empty());
}

#[test]
fn updates_that_their_writer_has_merged_pass() {
    let (room, mut editors) = workshop();
    // It is made and then shown: the second update leans on the first.
    let add = Edit::AddItem {
        section: "objectives",
        kind: "objective",
        item: ItemId::from_u128(77),
        place: Place::Last,
    };
    editors[0].edit(&add).unwrap();
    let updates = editors[0].drain().updates;
    assert_eq!(updates.len(), 2);
    assert_accepted(&room, &merge(&updates).unwrap());
}

#[test]
fn a_whole_state_may_repeat_a_value_and_go_on_with_the_next() {
    let (room, mut editors) = workshop();
    let editor = &mut editors[0];
    let item = ItemId::from_u128(77);
    let add = Edit::AddItem {
        section: "objectives",
        kind: "objective",
        item,
        place: Place::Last,
    };
    editor.edit(&add).unwrap();
    for update in editor.drain().updates {
        assert_accepted(&room, &update);
        room.apply(&update).unwrap();
    }
    // What was undone is kept, and the values that an entry had become one block.
    assert!(editor.undo());
    let back = Edit::TrashItem {
        section: "objectives",
        item,
        deleted: false,
    };
    editor.edit(&back).unwrap();
    assert_scan_is_true(&room, &editor.diff(&room.state_vector()));
    assert_scan_is_true(&room, &editor.state());
}
