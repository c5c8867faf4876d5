//! What one edit does and what is refused, through the public boundary of the document.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up shall fail"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::document::{Change, PlanDoc, Replica};
use tandem_plan::edit::{Edit, EditError, MAX_ROWS, MAX_TEXT, Place, TableAddress};
use tandem_plan::ids::{ClientId, ItemId, RowId};
use tandem_plan::schema::{Field, SCHEMA};
use tandem_plan::splice::Splice;
use tandem_plan::value::{Decimal, Value};

const NAME: FieldAddress = Holder::Section("plan").field("name");

fn client(number: u64) -> ClientId {
    ClientId::try_from(number).unwrap()
}

/// Two editors of one new plan, and their clock.
fn two_editors() -> (Replica, Replica, Arc<AtomicU64>) {
    let server = PlanDoc::new(&SCHEMA, client(1));
    assert!(server.complete());
    let time = Arc::new(AtomicU64::new(1_000_000));
    let mut editors = [2, 3].map(|number| {
        let time = Arc::clone(&time);
        let clock = Arc::new(move || time.load(Ordering::Relaxed));
        let mut replica = Replica::new(&SCHEMA, client(number), clock);
        replica.apply(&server.state()).unwrap();
        replica.drain();
        replica
    });
    let second = std::mem::replace(
        &mut editors[1],
        Replica::new(&SCHEMA, client(4), Arc::new(|| 0)),
    );
    let [first, _] = editors;
    (first, second, time)
}

fn exchange(a: &mut Replica, b: &mut Replica) {
    let (from_a, from_b) = (a.drain().updates, b.drain().updates);
    for update in from_a {
        b.apply(&update).unwrap();
    }
    for update in from_b {
        a.apply(&update).unwrap();
    }
    a.drain();
    b.drain();
}

fn write(at: FieldAddress, position: u32, text: &str) -> Edit {
    Edit::Splice {
        at,
        splice: Splice {
            at: position,
            delete: 0,
            insert: text.to_owned(),
        },
    }
}

fn add_objective(item: ItemId) -> Edit {
    Edit::AddItem {
        section: "objectives",
        kind: "objective",
        item,
        place: Place::Last,
    }
}

fn shown(doc: &PlanDoc, section: &str) -> Vec<ItemId> {
    doc.items(section)
        .iter()
        .filter(|item| !item.deleted)
        .map(|item| item.id)
        .collect()
}

#[test]
fn undo_takes_back_only_what_one_did_oneself() {
    let (mut ann, mut ben, time) = two_editors();
    ann.edit(&write(NAME, 0, "Ann")).unwrap();
    exchange(&mut ann, &mut ben);
    time.store(2_000_000, Ordering::Relaxed);
    ben.edit(&write(NAME, 3, " and Ben")).unwrap();
    exchange(&mut ann, &mut ben);

    assert!(ann.undo());
    exchange(&mut ann, &mut ben);
    assert_eq!(ann.text(NAME), " and Ben");
    assert_eq!(ben.text(NAME), " and Ben");
    assert!(!ann.undo(), "Ben's words are not Ann's to undo");

    assert!(ann.redo());
    exchange(&mut ann, &mut ben);
    assert_eq!(ben.text(NAME), "Ann and Ben");
}

#[test]
fn edits_further_apart_than_a_burst_are_undone_one_by_one() {
    let (mut ann, _, time) = two_editors();
    ann.edit(&write(NAME, 0, "a")).unwrap();
    ann.edit(&write(NAME, 1, "b")).unwrap();
    time.store(2_000_000, Ordering::Relaxed);
    ann.edit(&write(NAME, 2, "c")).unwrap();
    ann.undo();
    assert_eq!(ann.text(NAME), "ab");
    ann.undo();
    assert_eq!(ann.text(NAME), "");
}

#[test]
fn undoing_add_moves_the_item_to_the_trash_with_what_others_wrote() {
    let (mut ann, mut ben, time) = two_editors();
    let item = ItemId::random();
    let title = Holder::Item("objectives", item).field("title");
    ann.edit(&add_objective(item)).unwrap();
    exchange(&mut ann, &mut ben);
    time.store(2_000_000, Ordering::Relaxed);
    ben.edit(&write(title, 0, "Bookings")).unwrap();
    exchange(&mut ann, &mut ben);

    ann.undo();
    exchange(&mut ann, &mut ben);
    assert_eq!(shown(&ben, "objectives"), []);
    assert_eq!(ben.text(title), "Bookings");

    let restore = Edit::TrashItem {
        section: "objectives",
        item,
        deleted: false,
    };
    ben.edit(&restore).unwrap();
    assert_eq!(shown(&ben, "objectives"), [item]);
}

#[test]
fn text_written_into_an_item_while_it_is_trashed_survives() {
    let (mut ann, mut ben, _) = two_editors();
    let item = ItemId::random();
    let title = Holder::Item("objectives", item).field("title");
    ann.edit(&add_objective(item)).unwrap();
    exchange(&mut ann, &mut ben);

    ann.edit(&Edit::TrashItem {
        section: "objectives",
        item,
        deleted: true,
    })
    .unwrap();
    ben.edit(&write(title, 0, "Still here")).unwrap();
    exchange(&mut ann, &mut ben);
    assert_eq!(shown(&ann, "objectives"), []);
    assert_eq!(ann.text(title), "Still here");
}

#[test]
fn two_items_added_at_one_place_at_once_can_be_separated() {
    let (mut ann, mut ben, _) = two_editors();
    let (first, second, between) = (ItemId::random(), ItemId::random(), ItemId::random());
    ann.edit(&add_objective(first)).unwrap();
    ben.edit(&add_objective(second)).unwrap();
    exchange(&mut ann, &mut ben);
    let order = shown(&ann, "objectives");
    assert_eq!(order, shown(&ben, "objectives"));

    ann.edit(&Edit::AddItem {
        section: "objectives",
        kind: "objective",
        item: between,
        place: Place::After(order[0]),
    })
    .unwrap();
    exchange(&mut ann, &mut ben);
    assert_eq!(shown(&ben, "objectives"), [order[0], between, order[1]]);
}

#[test]
fn a_change_says_where_and_a_text_change_says_what() {
    let (mut ann, mut ben, _) = two_editors();
    ann.edit(&write(NAME, 0, "Plan")).unwrap();
    let at = Holder::Section("vision").field("horizon");
    let value = Some(Value::Number(Decimal::new(3, 0)));
    ann.edit(&Edit::SetValue {
        at,
        value: value.clone(),
    })
    .unwrap();
    let typed = |change: &Change| {
        matches!(
            change,
            Change::Text {
                typed_here: true,
                ..
            }
        )
    };
    let drained = ann.drain();
    assert_eq!(
        drained
            .changes
            .iter()
            .filter(|change| typed(change))
            .count(),
        1
    );
    for update in drained.updates {
        ben.apply(&update).unwrap();
    }
    let changes = ben.drain().changes;
    assert!(changes.contains(&Change::Field { at }), "{changes:?}");
    assert!(
        !changes.iter().any(typed),
        "what came from elsewhere was not typed here"
    );
    assert_eq!(ben.value(at), Ok(value));
}

#[test]
fn a_line_stays_one_line() {
    let (mut ann, ..) = two_editors();
    ann.edit(&write(NAME, 0, "two\r\nlines")).unwrap();
    assert_eq!(ann.text(NAME), "two lines");
}

#[test]
fn what_is_refused_changes_nothing_and_says_why() {
    let (mut ann, ..) = two_editors();
    let item = ItemId::random();
    ann.edit(&add_objective(item)).unwrap();
    ann.edit(&write(NAME, 0, "a😀")).unwrap();
    let objective = |field| Holder::Item("objectives", item).field(field);
    let before = ann.state();
    ann.drain();

    let splice = |at, position, delete, insert: &str| Edit::Splice {
        at,
        splice: Splice {
            at: position,
            delete,
            insert: insert.to_owned(),
        },
    };
    let number = Some(Value::Number(Decimal::new(1, 0)));
    let cases: Vec<(Edit, &str)> = vec![
        (splice(NAME, 4, 0, "x"), "3 characters long"),
        (splice(NAME, 2, 0, "x"), "does not fit"),
        (splice(NAME, 0, u32::MAX, ""), "does not fit"),
        (
            splice(NAME, 0, 0, &"x".repeat(MAX_TEXT as usize)),
            "longer than",
        ),
        (splice(objective("due"), 0, 0, "x"), "date field"),
        (
            Edit::SetValue {
                at: objective("due"),
                value: number.clone(),
            },
            "date field",
        ),
        (
            Edit::SetValue {
                at: objective("category"),
                value: Some(Value::Choice("nothing")),
            },
            "choice",
        ),
        (
            Edit::SetValue {
                at: objective("title"),
                value: None,
            },
            "line field",
        ),
        (
            Edit::SetValue {
                at: objective("no_such_field"),
                value: number.clone(),
            },
            "has no field objectives/",
        ),
        (
            Edit::SetValue {
                at: Holder::Item("objectives", ItemId::from_u128(1)).field("target"),
                value: number,
            },
            "there is no item",
        ),
        (
            Edit::SetEntry {
                at: objective("pillars"),
                entry: "nothing".to_owned(),
                present: true,
            },
            "tags field",
        ),
        (add_objective(item), "new id"),
        (
            Edit::AddItem {
                section: "objectives",
                kind: "kpi",
                item: ItemId::random(),
                place: Place::Last,
            },
            "no kind kpi",
        ),
        (
            Edit::MoveItem {
                section: "vision",
                item,
                place: Place::First,
            },
            "no list vision",
        ),
    ];
    for (edit, part) in cases {
        let error: EditError = ann.edit(&edit).unwrap_err();
        assert!(error.to_string().contains(part), "{edit:?}: {error}");
    }
    assert_eq!(ann.state(), before);
    assert!(ann.drain().updates.is_empty());
}

#[test]
fn a_field_of_another_kind_is_refused() {
    let (mut ann, ..) = two_editors();
    let item = ItemId::random();
    let kind = "strategy";
    ann.edit(&Edit::AddItem {
        section: "actions",
        kind,
        item,
        place: Place::Last,
    })
    .unwrap();
    // `due` is a field of actions, which lie in the same section.
    let at = Holder::Item("actions", item).field("due");
    let error = ann.edit(&Edit::SetValue { at, value: None }).unwrap_err();
    assert!(matches!(error, EditError::NotInSchema(_)), "{error}");
}

#[test]
fn a_table_has_a_bound() {
    let (mut ann, ..) = two_editors();
    let item = ItemId::random();
    ann.edit(&add_objective(item)).unwrap();
    let table = TableAddress {
        section: "objectives",
        item,
        field: "targets",
    };
    let row = || Edit::AddRow {
        table,
        row: RowId::random(),
        place: Place::Last,
    };
    for _ in 0..MAX_ROWS {
        ann.edit(&row()).unwrap();
    }
    assert!(matches!(ann.edit(&row()), Err(EditError::TooMany { .. })));
    assert_eq!(ann.rows(table).len(), MAX_ROWS);
}

/// What a plan's item holds, as text; ids of rows are left out.
fn content(plan: &PlanDoc, item: ItemId) -> Vec<String> {
    let (_, kind) = SCHEMA.kind("objective").unwrap();
    let read = |holder: Holder, field: &Field| {
        let at = holder.field(field.key);
        let (value, text) = (plan.value(at), plan.text(at));
        format!("{} {value:?} {text} {:?}", field.key, plan.entries(at))
    };
    let mut lines = Vec::new();
    for field in kind.all_fields() {
        let holder = Holder::Item("objectives", item);
        if !field.ty.is_rows() {
            lines.push(read(holder, field));
            continue;
        }
        let table = TableAddress {
            section: "objectives",
            item,
            field: field.key,
        };
        for row in plan.rows(table).into_iter().filter(|row| !row.deleted) {
            let holder = Holder::Row("objectives", item, field.key, row.id);
            lines.extend(field.columns().iter().map(|column| read(holder, column)));
        }
    }
    lines
}

#[test]
fn a_copy_has_all_of_the_item_and_undo_puts_it_into_the_trash() {
    let (mut ann, mut ben, _) = two_editors();
    let (item, copy) = (ItemId::from_u128(7), ItemId::random());
    let rows = [RowId::random(), RowId::random(), RowId::random()];
    let table = TableAddress {
        section: "objectives",
        item,
        field: "targets",
    };
    let at = |field| Holder::Item("objectives", item).field(field);
    let cell = |row, field| Holder::Row("objectives", item, "targets", row).field(field);
    let mut edits = vec![add_objective(item), add_objective(ItemId::from_u128(8))];
    edits.extend(rows.map(|row| {
        let place = Place::First;
        Edit::AddRow { table, row, place }
    }));
    edits.extend([
        write(at("title"), 0, "Grow"),
        write(at("specific"), 0, "More\nthan before"),
        write(cell(rows[1], "region"), 0, "EMEA"),
        Edit::SetValue {
            at: at("target"),
            value: Some(Value::Number(Decimal::new(15, 1))),
        },
        Edit::SetEntry {
            at: at("pillars"),
            entry: "sell".to_owned(),
            present: true,
        },
        Edit::TrashRow {
            table,
            row: rows[0],
            deleted: true,
        },
    ]);
    for edit in &edits {
        ann.edit(edit).unwrap();
    }
    ann.end_burst();
    exchange(&mut ann, &mut ben);

    let duplicate = |title: &str| Edit::DuplicateItem {
        section: "objectives",
        item,
        copy,
        title: title.to_owned(),
    };
    ann.edit(&duplicate("Grow (copy)")).unwrap();
    exchange(&mut ann, &mut ben);
    let order = shown(&ben, "objectives");
    assert_eq!(
        order,
        [item, copy, ItemId::from_u128(8)],
        "behind the first"
    );
    let expected: Vec<String> = content(&ben, item)
        .into_iter()
        .map(|line| line.replace(" Grow ", " Grow (copy) "))
        .collect();
    assert_eq!(content(&ben, copy), expected);
    let copied = ben.rows(TableAddress {
        item: copy,
        ..table
    });
    assert_eq!(copied.len(), 2, "what lies in the trash is not copied");
    assert!(copied.iter().all(|row| !rows.contains(&row.id)));

    let again = ann.edit(&duplicate("Grow"));
    assert!(matches!(again, Err(EditError::Exists(_))));
    let long = ann.edit(&Edit::DuplicateItem {
        section: "objectives",
        item,
        copy: ItemId::random(),
        title: "x".repeat(MAX_TEXT as usize + 1),
    });
    assert!(matches!(long, Err(EditError::TextTooLong { .. })));

    // What somebody wrote into the copy is kept when it is undone.
    let title = Holder::Item("objectives", copy).field("title");
    ben.edit(&write(title, 0, "Our ")).unwrap();
    exchange(&mut ann, &mut ben);
    assert!(ann.undo());
    exchange(&mut ann, &mut ben);
    assert!(!shown(&ben, "objectives").contains(&copy));
    assert_eq!(ben.text(title), "Our Grow (copy)");
    assert!(ann.redo());
    assert!(shown(&ann, "objectives").contains(&copy));
}
