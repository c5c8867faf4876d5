//! How much a room takes of whom, and what it takes of nobody: maps and texts that disappear, and
//! anything in what only the server writes.

use tandem_plan::document::{Replica, TextId};
use tandem_plan::edit::{Edit, MAX_ITEMS, MAX_ROWS, Place, TableAddress};
use tandem_plan::ids::{ItemId, RowId};
use tandem_plan::schema::SCHEMA;
use tandem_plan::splice::Splice;
use tandem_protocol::close;
use tandem_protocol::frame::write_number;
use tandem_server::rooms::guard::Territory;
use tandem_server::rooms::room::{Note, Refusal};
use tandem_server::rooms::settings::RoomLimits;
use tandem_server::store::StoredRoom;

use crate::editing::{NAME, NOTES, append, append_to, client, editor, seed};
use crate::harness::{Table, stored};

/// Why updates were refused.
fn refusals(table: &Table) -> Vec<Refusal> {
    let refusal = |note: &Note| match note {
        Note::Refused(refusal) => Some(*refusal),
        _ => None,
    };
    table.notes.iter().filter_map(refusal).collect()
}

fn replace_all(replica: &mut Replica, text: &str) -> Vec<u8> {
    let splice = Splice {
        at: 0,
        delete: replica.text_len(NOTES),
        insert: text.to_owned(),
    };
    replica.edit(&Edit::Splice { at: NOTES, splice }).unwrap();
    replica.drain().updates.concat()
}

#[test]
fn a_document_is_as_large_as_it_is_and_not_as_its_history() {
    let limits = RoomLimits {
        document_bytes: 40_000,
        ..RoomLimits::default()
    };
    let mut table = Table::open(stored(), limits);
    let mut ann = editor(10);
    table.enter(1, 1, &mut ann);
    for _ in 0..10 {
        let update = replace_all(&mut ann, &"x".repeat(10_000));
        table.wait(100);
        table.update(1, &update);
        table.commit();
    }
    assert_eq!(refusals(&table), []);
    table.heard(1);
    let update = append_to(&mut ann, NOTES, &"x".repeat(30_000));
    table.update(1, &update);
    assert_eq!(refusals(&table), [Refusal::DocumentTooLarge]);
    assert_eq!(table.heard(1), ["rejected 12"]);
    assert_eq!(table.visible().text(NOTES).len(), 10_000);
}

#[test]
fn two_people_cannot_make_a_text_longer_than_a_text_is() {
    let mut table = Table::new();
    let (mut ann, mut bob) = (editor(10), editor(20));
    table.enter(1, 1, &mut ann);
    table.enter(2, 2, &mut bob);
    let half = "x".repeat(40_000);
    let (first, second) = (append(&mut ann, &half), append(&mut bob, &half));
    table.update(1, &first);
    table.update(2, &second);
    assert_eq!(refusals(&table), [Refusal::TextTooLong]);
    assert_eq!(table.heard(2), ["rejected 2"]);
    table.commit();
    assert_eq!(table.visible().text(NAME), half);

    // A page has more room.
    let mut eve = editor_of(&table.visible().state(), 30);
    table.join(3, 3);
    for (connection, replica) in [(1, &mut ann), (3, &mut eve)] {
        let update = append_to(replica, NOTES, &half);
        table.update(connection, &update);
    }
    assert_eq!(refusals(&table).len(), 1);
}

/// Somebody who has this state.
fn editor_of(state: &[u8], number: u64) -> Replica {
    let mut replica = editor(number);
    replica.apply(state).unwrap();
    replica.drain();
    replica
}

/// An update of a client that makes so many items, from number `from` on.
fn items(who: u64, from: usize, count: usize) -> Vec<u8> {
    let mut bytes = vec![1];
    write_number(&mut bytes, count as u64);
    write_number(&mut bytes, who);
    write_number(&mut bytes, from as u64);
    for number in from..from + count {
        bytes.extend(b"\x27\x01\x07actions");
        let key = ItemId::from_u128(1_000 + number as u128).to_string();
        write_number(&mut bytes, key.len() as u64);
        bytes.extend(key.as_bytes());
        bytes.push(1);
    }
    bytes.push(0);
    bytes
}

#[test]
fn a_plan_has_so_many_items_and_no_more() {
    let mut table = Table::new();
    table.join(1, 1);
    // The seed has two.
    let room = MAX_ITEMS - 2;
    table.update(1, &items(21, 0, room + 1));
    assert_eq!(refusals(&table), [Refusal::TooMany]);
    table.update(1, &items(21, 0, room));
    assert_eq!(table.commit().updates.len(), 1);
    table.wait(5_000);
    table.update(1, &items(21, room, 1));
    assert_eq!(refusals(&table), [Refusal::TooMany; 2]);
    assert!(table.closed.is_empty());
}

#[test]
fn a_table_has_so_many_rows_and_no_more() {
    let targets = TableAddress {
        section: "objectives",
        item: ItemId::from_u128(0),
        field: "targets",
    };
    let rows = |who: u64, count: usize| {
        let mut replica = editor_of(&seed(), who);
        let begun = replica.state_vector();
        for number in 0..count {
            let row = RowId::from_u128(u128::from(who) << 64 | number as u128);
            let place = Place::Last;
            let edit = Edit::AddRow {
                table: targets,
                row,
                place,
            };
            replica.edit(&edit).unwrap();
        }
        replica.diff(&begun)
    };
    let mut table = Table::new();
    let half = MAX_ROWS / 2;
    for (connection, count) in [(1, half), (2, half + 1), (3, half), (4, 1)] {
        table.join(connection, u128::from(connection));
        let update = rows(connection * 10, count);
        table.update(connection, &update);
    }
    assert_eq!(refusals(&table), [Refusal::TooMany; 2]);
    while table.writing.is_some() {
        table.commit();
    }
    assert_eq!(table.visible().rows(targets).len(), MAX_ROWS);
}

#[test]
fn an_item_of_every_kind_with_a_row_in_every_table_passes() {
    let mut table = Table::new();
    let mut ann = editor(10);
    table.enter(1, 1, &mut ann);
    let kinds = SCHEMA.sections.iter().flat_map(|section| {
        let kinds = section.kinds().iter();
        kinds.map(move |kind| (section.key, kind))
    });
    for (number, (section, kind)) in kinds.clone().enumerate() {
        let item = ItemId::from_u128(1_000 + number as u128);
        let place = Place::Last;
        ann.edit(&Edit::AddItem {
            section,
            kind: kind.key,
            item,
            place,
        })
        .unwrap();
        for field in kind.all_fields().filter(|field| field.ty.is_rows()) {
            let table = TableAddress {
                section,
                item,
                field: field.key,
            };
            let row = RowId::random();
            let place = Place::Last;
            ann.edit(&Edit::AddRow { table, row, place }).unwrap();
        }
        for update in ann.drain().updates {
            table.update(1, &update);
        }
        table.wait(1_000);
    }
    assert_eq!(refusals(&table), []);
    while table.writing.is_some() {
        table.commit();
    }
    let plan = table.visible();
    for (section, kind) in kinds {
        let items = plan.items(section);
        assert!(
            items.iter().any(|item| item.kind.key == kind.key),
            "{}",
            kind.key
        );
    }
    assert!(!plan.complete(), "an editor makes items whole");
}

/// An update of client 21 with one value under a key, where `place` says.
fn value(place: &[u8]) -> Vec<u8> {
    [&[1, 1, 21, 0][..], place, &[1, 126, 0]].concat()
}

/// An update that deletes one operation of a client.
fn deletion(who: u8, clock: u32) -> Vec<u8> {
    let mut bytes = vec![0, 1, who, 1];
    write_number(&mut bytes, clock.into());
    bytes.push(1);
    bytes
}

/// That one update of somebody who may edit ends their connection and changes nothing.
fn assert_expelled(table: &mut Table, what: &str, update: &[u8]) {
    let before = table.visible();
    table.join(7, 3);
    table.notes.clear();
    table.update(7, update);
    assert_eq!(refusals(table), [Refusal::Violation], "{what}");
    assert_eq!(table.closed.remove(&7), Some(close::BAD_DATA), "{what}");
    assert!(table.writing.is_none(), "{what}");
    assert!(table.visible().is_same_as(&before), "{what}");
}

#[test]
fn nothing_takes_the_place_of_a_map_or_a_text() {
    let mut territory = Territory::new(&SCHEMA);
    territory.learn(&seed()).unwrap();
    let makers: Vec<u32> = (0..territory.clock(client(1)))
        .filter(|clock| {
            !territory
                .scan(&deletion(1, *clock))
                .unwrap()
                .protected
                .is_empty()
        })
        .collect();
    assert!(makers.len() > 20, "a plan consists of maps and texts");
    let mut table = Table::new();
    for maker in makers {
        assert_expelled(&mut table, "a deletion", &deletion(1, maker));
        // What is written behind an entry takes its place.
        let mut left = vec![0x88, 1];
        write_number(&mut left, maker.into());
        assert_expelled(&mut table, "an entry behind it", &value(&left));
    }
    // So does what somebody writes under the same key who has not seen it.
    let item = ItemId::from_u128(0).to_string();
    let key = |root: &[u8], key: &[u8]| {
        let lengths = [root.len(), key.len()].map(|length| u8::try_from(length).unwrap());
        [&[0x28, 1, lengths[0]], root, &[lengths[1]], key].concat()
    };
    for place in [key(b"objectives", item.as_bytes()), key(b"plan", b"name")] {
        assert_expelled(&mut table, "an entry beside it", &value(&place));
    }
    let is_text = matches!(
        territory.scan(&{
            let mut replica = editor_of(&seed(), 22);
            append(&mut replica, "a")
        }),
        Ok(scan) if matches!(scan.growth[..], [(TextId::MadeBy(..), 1)])
    );
    assert!(is_text, "the name is still a text");
}

#[test]
fn what_only_the_server_writes_is_neither_written_nor_deleted_by_others() {
    let comment = [
        &[1, 1, 9, 0, 0x28, 1, 8][..],
        b"comments",
        b"\x01c\x01\x7e\x00",
    ]
    .concat();
    let stored = StoredRoom {
        head_seq: 2,
        tail: vec![seed(), comment],
        ..stored()
    };
    let mut table = Table::open(stored, RoomLimits::default());
    assert_expelled(&mut table, "a deletion", &deletion(9, 0));
    assert_expelled(&mut table, "an entry behind it", &value(&[0x88, 9, 0]));
    let beside = [&[0x28, 1, 8][..], b"comments", b"\x01d"].concat();
    assert_expelled(&mut table, "another comment", &value(&beside));
}

#[test]
fn who_types_fast_or_pastes_a_lot_is_within_the_rate() {
    const KEYSTROKES: i64 = 12 * 60;
    let mut table = Table::new();
    let mut ann = editor(10);
    table.enter(1, 1, &mut ann);
    for stroke in 0..KEYSTROKES {
        table.wait(1_000 / 12);
        let update = append(&mut ann, "a");
        table.update(1, &update);
        // Where the caret is goes with it.
        table.show(1, 10, u32::try_from(stroke).unwrap() + 1, Some("{}"));
        table.commit();
    }
    for _ in 0..4 {
        let update = append_to(&mut ann, NOTES, &"p".repeat(60_000));
        table.update(1, &update);
        table.commit();
        table.wait(250);
    }
    assert_eq!(refusals(&table), []);
    assert!(table.closed.is_empty());
    assert!(table.visible().is_same_as(&ann));
}

/// An update of client 21 with one block that begins with its first operation.
fn block(bytes: &[u8]) -> Vec<u8> {
    [&[1, 1, 21, 0][..], bytes, &[0]].concat()
}

#[test]
fn what_goes_on_behind_an_operation_goes_on_where_that_is() {
    let mut table = Table::new();
    table.join(1, 3);
    table.update(1, &block(b"\x04\x01\x05notes\x02ab"));
    table.commit();
    // The same operation once more and longer, but somewhere else.
    for (what, longer) in [
        ("in another text", &b"\x04\x00\x01\x00\x03abc"[..]),
        (
            "in the comments",
            b"\x28\x01\x08comments\x01x\x03\x7e\x7e\x7e",
        ),
        ("in a map", b"\x28\x01\x04plan\x01x\x03\x7e\x7e\x7e"),
        ("deleted in a map", b"\x21\x01\x04plan\x01x\x03"),
    ] {
        assert_expelled(&mut table, what, &block(longer));
    }
    table.update(1, &block(b"\x04\x01\x05notes\x03abc"));
    table.commit();
    assert_eq!(table.visible().text(NOTES), "abc");
    // Longer again, and the rest of it in front of what it goes on behind.
    let longer = [&[1, 1, 21, 2][..], b"\xc4\x15\x01\x15\x01\x02cd", &[0]].concat();
    assert_expelled(&mut table, "in front of itself", &longer);
}

#[test]
fn nobody_is_told_anothers_words_by_somebody_else() {
    let mut table = Table::new();
    let mut ann = editor(10);
    table.enter(1, 1, &mut ann);
    let update = append_to(&mut ann, NOTES, "agreed");
    table.update(1, &update);
    table.commit();
    table.join(2, 2);
    // Bob's own letter, and Ann's words as they never were.
    let mut forged = b"\x02\x01\x15\x00\x04\x01\x05notes\x01b".to_vec();
    forged.extend(b"\x01\x0a\x00\x04\x01\x05notes\x06denied\x00");
    table.update(2, &forged);
    let written = table.commit().updates.remove(0).bytes;
    let mut territory = Territory::new(&SCHEMA);
    territory.learn(&seed()).unwrap();
    let clients: Vec<_> = territory.scan(&written).unwrap().inserts;
    let clients: Vec<_> = clients.iter().map(|inserted| inserted.client).collect();
    assert_eq!(clients, [client(21)]);
    let text = table.visible().text(NOTES);
    assert!(text.contains("agreed") && text.contains('b'), "{text}");
}
