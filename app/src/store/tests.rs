//! The store without a connection: what signals show after edits, and after another replica's
//! document arrives.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use tandem_plan::address::Holder;
use tandem_plan::edit::{EditError, MAX_TEXT, Place, TableAddress};
use tandem_plan::ids::ItemId;
use tandem_plan::splice::{Splice, TextDelta};
use tandem_plan::value::Value;

use super::{PlanStore, TextEvent};
use crate::sync::{Places, SaveState, Senses};

fn store() -> PlanStore {
    let senses = Senses {
        now_ms: || 0,
        chance: || 0.5,
    };
    PlanStore::new(None, Places::default(), senses)
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
    assert!(store.undo());
    assert_eq!(store.read_text(notes), "kept");
    assert!(store.redo());
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
