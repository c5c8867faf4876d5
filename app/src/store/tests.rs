//! The store without a connection: what signals show after edits, and after another replica's
//! document arrives.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::document::Anchor;
use tandem_plan::edit::{EditError, MAX_TEXT, Place, TableAddress};
use tandem_plan::ids::{ClientId, ItemId, MemberId};
use tandem_plan::splice::{Splice, TextDelta};
use tandem_plan::value::Value;
use tandem_protocol::layer::Layer;
use tandem_protocol::presence::Caret;
use tandem_protocol::role::Side;

use super::{PlanStore, Spot, TextEvent};
use crate::sync::{Notice, Person, Places, SaveState, Senses};

fn store() -> PlanStore {
    let senses = Senses {
        now_ms: || 0,
        unix_ms: || 0,
        chance: || 0.5,
    };
    let places = Places {
        layer: Layer::Joint,
        url: None,
        device: None,
    };
    PlanStore::new(None, places, senses)
}

fn typed(at: u32, text: &str) -> Splice {
    Splice {
        at,
        delete: 0,
        insert: text.to_owned(),
    }
}

fn ids(store: PlanStore) -> Vec<ItemId> {
    let items = store.items("objectives").get_untracked();
    items.iter().map(|head| head.id).collect()
}

#[test]
fn items_come_move_and_go_to_the_trash() {
    let store = store();
    let live = store.items("objectives");
    let first = store.add_item("objective", Place::Last).unwrap();
    let second = store.add_item("objective", Place::Last).unwrap();
    assert_eq!(ids(store), [first, second]);
    let place = Place::Before(first);
    store.move_item("objectives", second, place).unwrap();
    assert_eq!(ids(store), [second, first]);
    store.trash_item("objectives", second).unwrap();
    assert_eq!(ids(store), [first]);
    let trash = store.trash("objectives");
    assert_eq!(trash.get_untracked()[0].id, second);
    store.restore_item("objectives", second).unwrap();
    assert_eq!(live.get_untracked().len(), 2);
    assert!(trash.get_untracked().is_empty());
}

#[test]
fn rows_and_entries_and_values_follow_edits() {
    let store = store();
    let item = store.add_item("objective", Place::Last).unwrap();
    let holder = Holder::Item("objectives", item);
    let table = TableAddress {
        section: "objectives",
        item,
        field: "evidence",
    };
    let rows = store.rows(table);
    let row = store.add_row(table, Place::Last).unwrap();
    assert_eq!(rows.get_untracked()[0].id, row);
    store.trash_row(table, row).unwrap();
    assert!(rows.get_untracked().is_empty());

    let confidence = store.value(holder.field("confidence"));
    let set = store.set_value(holder.field("confidence"), Some(Value::Score(4)));
    assert_eq!(set, Ok(()));
    assert_eq!(confidence.get_untracked(), Ok(Some(Value::Score(4))));

    let links = store.entries(holder.field("links"));
    let entry = item.to_string();
    let set = store.set_entry(holder.field("links"), entry.clone(), true);
    assert_eq!(set, Ok(()));
    assert!(links.get_untracked().contains(&entry));
}

#[test]
fn a_refused_edit_changes_nothing_and_says_why() {
    let store = store();
    let item = store.add_item("objective", Place::Last).unwrap();
    let title = Holder::Item("objectives", item).field("title");
    let too_long = "x".repeat(MAX_TEXT as usize + 1);
    let refused = store.splice(title, typed(0, &too_long));
    assert!(matches!(refused, Err(EditError::TextTooLong { .. })));
    assert_eq!(store.text(title).get_untracked(), "");
    let unknown = store.add_item("no such kind", Place::Last);
    assert!(matches!(unknown, Err(EditError::NotInSchema(_))));
}

#[test]
fn a_watch_hears_every_step_until_it_is_dropped() {
    let store = store();
    let notes = Holder::Document.field("notes");
    let heard = Rc::new(RefCell::new(Vec::new()));
    let watch = {
        let heard = Rc::clone(&heard);
        store.watch_text(notes, move |event| heard.borrow_mut().push(event.clone()))
    };
    store.splice(notes, typed(0, "ac")).unwrap();
    store.splice(notes, typed(1, "b")).unwrap();
    let expected = [
        TextEvent::Delta(vec![TextDelta::Insert("ac".to_owned())]),
        TextEvent::Delta(vec![TextDelta::Keep(1), TextDelta::Insert("b".to_owned())]),
    ];
    assert_eq!(*heard.borrow(), expected);
    drop(watch);
    store.splice(notes, typed(0, "x")).unwrap();
    assert_eq!(heard.borrow().len(), 2);
}

#[test]
fn undo_stops_where_a_burst_ended() {
    let store = store();
    let notes = Holder::Document.field("notes");
    store.splice(notes, typed(0, "kept")).unwrap();
    store.end_burst();
    store.splice(notes, typed(4, " and undone")).unwrap();
    assert_eq!(store.undo(), Some(Spot::Text(notes, 4)));
    assert_eq!(store.read_text(notes), "kept");
    assert_eq!(store.redo(), Some(Spot::Text(notes, 15)));
    assert_eq!(store.redo(), None);
    assert_eq!(store.text(notes).get_untracked(), "kept and undone");
}

#[test]
fn what_was_asked_for_before_its_item_came_is_shown_when_it_comes() {
    let store = store();
    let item = store.add_item("objective", Place::Last).unwrap();
    let title = Holder::Item("objectives", item).field("title");
    store.splice(title, typed(0, "Grow together")).unwrap();
    let state = store.inner().link.read(|document| document.state());

    let other = self::store();
    let shown = other.text(title);
    let events = Rc::new(RefCell::new(Vec::new()));
    let _watch = {
        let events = Rc::clone(&events);
        other.watch_text(title, move |event| events.borrow_mut().push(event.clone()))
    };
    let applied = other.inner().link.edit(|replica| replica.apply(&state));
    assert_eq!(applied, Ok(true));
    assert_eq!(shown.get_untracked(), "Grow together");
    let expected = [TextEvent::Reset("Grow together".to_owned())];
    assert_eq!(*events.borrow(), expected);
}

#[test]
fn nothing_is_called_saved_without_a_server() {
    let store = store();
    assert_eq!(store.save_state().get_untracked(), SaveState::Connecting);
    store.add_item("objective", Place::Last).unwrap();
    let SaveState::Offline { changes } = store.save_state().get_untracked() else {
        panic!("edits without a connection are offline");
    };
    assert!(changes > 0);
    assert!(!store.loaded().get_untracked());
}

#[test]
fn the_handle_outlives_the_view_that_opened_the_plan() {
    let view = Owner::default();
    let store = view.with(store);
    let items = store.items("objectives");
    view.cleanup();
    drop(view);
    store.add_item("objective", Place::Last).unwrap();
    assert_eq!(items.get_untracked().len(), 1);
}

fn person(number: u64, field: Option<FieldAddress>, caret: Option<(&str, &str)>) -> Person {
    Person {
        client: ClientId::try_from(number).unwrap(),
        member: MemberId::from_u128(u128::from(number)),
        name: "Ben".to_owned(),
        side: Side::Partner,
        section: None,
        field: field.map(|at| at.to_string()),
        caret: caret.map(|(from, to)| Caret {
            from: from.to_owned(),
            to: to.to_owned(),
        }),
        is_me: number == 1,
        active_ms: 0,
    }
}

#[test]
fn a_caret_that_moves_concerns_its_field_only() {
    let store = store();
    let notes = Holder::Document.field("notes");
    let thesis = Holder::Section("vision").field("thesis");
    let arrive = |people| store.inner().hear(Notice::People(people));
    let at_end = person(2, Some(notes), Some(("end", "end")));
    arrive(vec![person(1, Some(thesis), None), at_end]);
    assert!(
        store.visitors(thesis).get_untracked().is_empty(),
        "that is me"
    );
    let here = store.visitors(notes);
    let ben = here.get_untracked().remove(0);
    assert_eq!(
        (ben.selected, ben.moves),
        (Some((Anchor::End, Anchor::End)), 0)
    );
    let people = store.people().get_untracked();

    arrive(vec![
        person(1, Some(thesis), None),
        person(2, Some(notes), Some(("7:1", "end"))),
    ]);
    assert_eq!(here.get_untracked()[0].moves, 1);
    assert_eq!(store.people().get_untracked(), people);

    arrive(vec![person(2, Some(notes), Some(("nonsense", "end")))]);
    assert_eq!(here.get_untracked()[0].selected, None);
    arrive(vec![person(2, Some(thesis), None)]);
    assert!(here.get_untracked().is_empty());
    assert_eq!(store.visitors(thesis).get_untracked().len(), 1);
}
