//! Who may do what in a room, how much, and what is shown of whom.

use tandem_plan::document::StateVector;
use tandem_protocol::close;
use tandem_protocol::frame::Frame;
use tandem_protocol::member::Member;
use tandem_protocol::role::Role;
use tandem_server::clock::Timestamp;
use tandem_server::rooms::room::{Dialect, MemberList, RoomEvent};
use tandem_server::rooms::settings::RoomLimits;
use tandem_server::store::StoredRoom;

use crate::editing::{NAME, append, client, editor, seed};
use crate::harness::{Table, everybody, first_list, member, stored};

const NOTHING: [&str; 0] = [];

#[test]
fn what_was_written_offline_carries_the_time_that_its_author_says() {
    let mut table = Table::new();
    let mut ann = editor(10);
    table.enter(1, 1, &mut ann);
    let mut claims = Vec::new();
    // An hour, what is as good as now, ninety days and a moment, far before there were computers, and now.
    for ago in [3_600_000, 59_999, 7_776_000_001, u64::MAX, 0] {
        table.send(1, &Frame::Written { ago });
        table.update(1, &append(&mut ann, "x"));
        let write = table.commit();
        let changes: Vec<_> = write.changes.iter().map(|row| row.claimed_at).collect();
        assert_eq!(changes, [write.updates[0].claimed_at]);
        assert_eq!(write.updates[0].at, table.now);
        claims.push(write.updates[0].claimed_at);
    }
    let hour_ago = Timestamp::from_millis(table.now.millis() - 3_600_000);
    assert_eq!(claims, [Some(hour_ago), None, None, None, None]);

    // Clients of y-protocols do not say so.
    table.join_as(2, member(2), Dialect::Stock);
    table.send(2, &Frame::Written { ago: 0 });
    assert_eq!(table.closed.get(&2), Some(&close::BAD_DATA));
}

#[test]
fn readers_may_send_what_is_known_and_nothing_else() {
    let mut table = Table::new();
    let (mut ann, mut rob) = (editor(10), editor(50));
    table.enter(1, 1, &mut ann);
    let splice = |delete, insert: &str| tandem_plan::edit::Edit::Splice {
        at: NAME,
        splice: tandem_plan::splice::Splice {
            at: 0,
            delete,
            insert: insert.to_owned(),
        },
    };
    ann.edit(&splice(0, "abc")).unwrap();
    ann.edit(&splice(2, "x")).unwrap();
    for update in ann.drain().updates {
        table.update(1, &update);
    }
    table.commit();
    table.commit();
    // The handshake of a reader tells what was deleted, which is known.
    table.join(5, 5);
    table.step_1(5, &StateVector::default());
    assert_eq!(table.read(5, &mut rob)[..3], ["hello", "step 1", "step 2"]);
    let known = rob.state();
    table.update(5, &known);
    assert_eq!(table.heard(5), ["ack 2 at 3"]);

    let update = append(&mut rob, "!");
    table.update(5, &update);
    assert_eq!(table.heard(5), ["rejected 3"]);
    rob = editor(51);
    rob.apply(&known).unwrap();
    rob.edit(&splice(1, "")).unwrap();
    let deletion = rob.drain().updates.concat();
    table.update(5, &deletion);
    assert_eq!(table.heard(5), ["rejected 4"]);
    assert!(table.writing.is_none());

    table.join_as(6, member(5), Dialect::Stock);
    table.update(6, &deletion);
    assert_eq!(
        table.heard(6),
        ["step 1", "denied: you may read this plan, not change it"]
    );
}

#[test]
fn nobody_writes_under_anothers_id() {
    let mut table = Table::new();
    let (mut ann, mut bob) = (editor(10), editor(10));
    table.enter(1, 1, &mut ann);
    table.enter(2, 2, &mut bob);
    // Ann shows herself, and so the id is hers.
    table.show(1, 10, 1, Some("{}"));
    table.heard(2);
    let update = append(&mut bob, "b");
    table.update(2, &update);
    assert_eq!(table.heard(2), ["rejected 2"]);
    let update = append(&mut ann, "a");
    table.update(1, &update);
    table.commit();
    assert_eq!(table.visible().text(NAME), "a");

    // It stays hers when she has gone, and when the room is loaded again.
    table.leave(1);
    table.heard(2);
    let mut bob = editor(10);
    bob.apply(&table.visible().state()).unwrap();
    let update = append(&mut bob, "b");
    table.update(2, &update);
    assert_eq!(table.heard(2), ["rejected 3"]);
    let reloaded = StoredRoom {
        head_seq: 1,
        tail: vec![table.visible().state()],
        clients: vec![(client(10), member(1).id)],
        ..stored()
    };
    let mut table = Table::open(reloaded, RoomLimits::default());
    table.join(2, 2);
    table.update(2, &update);
    assert_eq!(table.heard(2), ["hello", "step 1", "rejected 1"]);

    // Nobody is the server either: it made the first content as client 1.
    let mut eve = editor(1);
    eve.apply(&table.visible().state()).unwrap();
    let update = append(&mut eve, "!");
    table.update(2, &update);
    assert_eq!(table.heard(2), ["rejected 2"]);
}

#[test]
fn what_no_client_sends_ends_the_connection() {
    let frames: [Vec<u8>; 5] = [
        vec![],
        vec![77],
        Frame::Update(&[1, 1]).encode(),
        Frame::Ack { count: 1, seq: 1 }.encode(),
        Frame::SyncStep1(&[9]).encode(),
    ];
    for frame in frames {
        let mut table = Table::new();
        table.join(1, 1);
        table.send_bytes(1, frame.clone());
        assert_eq!(table.closed.get(&1), Some(&close::BAD_DATA), "{frame:?}");
        assert_eq!(table.room.connections(), 0);
    }
}

#[test]
fn limits_hold() {
    let limits = RoomLimits {
        update_bytes: 100,
        connections: 3,
        connections_per_member: 2,
        ..RoomLimits::default()
    };
    let mut table = Table::open(stored(), limits);
    let mut ann = editor(10);
    table.enter(1, 1, &mut ann);
    let update = append(&mut ann, &"long ".repeat(30));
    table.update(1, &update);
    assert_eq!(table.heard(1), ["rejected 2"]);
    table.join(2, 1);
    table.join(3, 1);
    assert_eq!(table.closed.get(&3), Some(&close::TOO_MUCH));
    table.join(4, 2);
    table.join(5, 3);
    assert_eq!(table.closed.get(&5), Some(&close::TOO_MUCH));
    for _ in 0..1_000 {
        table.send(4, &Frame::QueryAwareness);
    }
    assert_eq!(table.closed.get(&4), Some(&close::TOO_MUCH));
    assert_eq!(table.room.connections(), 2);
}

/// An update of client 21 that makes maps inside each other, from operation `from` on.
fn nested_maps(from: u8, count: u8) -> Vec<u8> {
    const KEYED_TYPE: u8 = 0x27;
    const MAP: u8 = 1;
    let mut bytes = vec![1, count, 21, from];
    for clock in from..from + count {
        bytes.push(KEYED_TYPE);
        match clock.checked_sub(1) {
            None => bytes.extend(b"\x01\x04plan"),
            Some(outer) => bytes.extend([0, 21, outer]),
        }
        bytes.extend(b"\x01x");
        bytes.push(MAP);
    }
    bytes.push(0);
    bytes
}

#[test]
fn nothing_is_nested_deeper_than_a_plan_is() {
    // What the room has counts as well.
    for (first, then) in [(0, 100), (0, 5), (3, 2), (4, 1)] {
        let mut table = Table::new();
        table.join(2, 2);
        if first > 0 {
            table.update(2, &nested_maps(0, first));
            table.commit();
        }
        table.heard(2);
        table.update(2, &nested_maps(first, then));
        let count = if first > 0 { 2 } else { 1 };
        assert_eq!(
            table.heard(2),
            [format!("rejected {count}"), "closing".to_owned()]
        );
        assert_eq!(table.closed[&2], close::BAD_DATA);
    }
    let mut table = Table::new();
    table.join(2, 2);
    for clock in 0..4 {
        table.update(2, &nested_maps(clock, 1));
        table.commit();
    }
    assert_eq!(table.heard(2).last().unwrap(), "ack 4 at 5");
}

#[test]
fn a_step_2_that_nobody_asked_for_is_an_update() {
    let limits = RoomLimits {
        update_bytes: 100,
        bytes_per_second: 100,
        ..RoomLimits::default()
    };
    let mut table = Table::open(stored(), limits);
    let mut ann = editor(10);
    ann.apply(&seed()).unwrap();
    append(&mut ann, &"long ".repeat(1_000));
    // What was written offline is asked for, and may be long.
    table.enter(1, 1, &mut ann);
    table.commit();
    assert_eq!(table.heard(1), ["ack 1 at 2"]);
    let update = append(&mut ann, &"long ".repeat(30));
    table.send(1, &Frame::SyncStep2(&update));
    assert_eq!(table.heard(1), ["rejected 2"]);
    table.send(1, &Frame::SyncStep2(&[0; 10_000]));
    assert_eq!(table.closed.get(&1), Some(&close::TOO_MUCH));
}

#[test]
fn people_see_each_other_as_the_server_knows_them() {
    let mut table = Table::new();
    let (mut ann, mut bob) = (editor(10), editor(20));
    table.enter(1, 1, &mut ann);
    table.enter(2, 2, &mut bob);
    table.heard(1);
    table.heard(2);
    let state = r#"{"user":{"name":"The boss"},"section":"plan","cursor":[1]}"#;
    table.show(1, 10, 1, Some(state));
    // The sender hears it too: stock clients live on it.
    assert_eq!(table.heard(1), ["10 is here"]);
    let frames = table.frames(2);
    let Ok(Frame::Awareness(entries)) = Frame::decode(&frames[0]) else {
        panic!("no presence");
    };
    let shown: serde_json::Value =
        serde_json::from_str(entries[0].state.as_ref().unwrap()).unwrap();
    assert_eq!(shown["user"]["name"], "Member 1");
    assert_eq!(shown["user"]["side"], "vendor");
    assert_eq!(shown["user"]["color"], "#2457c5");
    assert_eq!(shown["user"]["id"], member(1).id.to_string());
    assert_eq!(
        (&shown["section"], &shown["cursor"][0]),
        (&"plan".into(), &1.into())
    );

    // Entries of others, old ones, long ones and ones that are no object are passed over.
    table.show(2, 10, 9, Some("{}"));
    table.show(2, 10, 9, None);
    table.show(1, 10, 1, Some("{}"));
    table.show(
        1,
        10,
        2,
        Some(&format!(r#"{{"x":"{}"}}"#, "x".repeat(9_000))),
    );
    table.show(1, 10, 2, Some("[]"));
    table.show(1, 1, 2, Some("{}"));
    table.show(2, 77, 1, None);
    assert_eq!(table.heard(1), NOTHING);
    assert_eq!(table.heard(2), NOTHING);

    // Changes are told ten times a second at most.
    table.show(2, 20, 1, Some("{}"));
    assert_eq!(table.heard(1), NOTHING);
    let due = table.room.wakes_at().unwrap();
    assert_eq!(due.millis() - table.now.millis(), 100);
    table.wait(100);
    table.send(1, &Frame::QueryAwareness);
    assert_eq!(table.heard(1), ["20 is here", "10 is here, 20 is here"]);
    table.join(3, 3);
    assert_eq!(
        table.heard(3),
        ["hello", "step 1", "10 is here, 20 is here"]
    );
    // A new connection of the same client takes over, so the end of the old one says nothing.
    table.join(4, 1);
    table.show(4, 10, 1, Some("{}"));
    table.leave(1);
    table.wait(100);
    assert_eq!(table.heard(3), ["10 is here"]);
    table.leave(4);
    table.show(2, 20, 2, None);
    table.wait(100);
    assert_eq!(table.heard(3), ["10 is gone, 20 is gone"]);
}

#[test]
fn who_is_not_heard_of_any_more_is_gone() {
    let mut table = Table::new();
    table.join(1, 1);
    table.join(2, 2);
    table.heard(2);
    table.show(1, 10, 1, Some("{}"));
    table.wait(20_000);
    // The same again is a sign of life.
    table.show(1, 10, 2, Some("{}"));
    assert_eq!(table.heard(2), ["10 is here", "10 is here"]);
    table.wait(29_999);
    assert_eq!(table.heard(2), NOTHING);
    let due = table.room.wakes_at().unwrap();
    assert_eq!(due.millis() - table.now.millis(), 1);
    table.wait(1);
    assert_eq!(table.heard(2), ["10 is gone"]);
}

#[test]
fn a_connection_shows_a_few_clients_and_no_crowd() {
    let mut table = Table::new();
    table.join(1, 1);
    table.heard(1);
    for number in 100..200 {
        table.show(1, number, 1, Some("{}"));
    }
    table.wait(100);
    let heard = table.heard(1).join(", ");
    assert_eq!(heard.matches("is here").count(), 4, "{heard}");
}

#[test]
fn changed_rights_count_at_once() {
    let mut table = Table::new();
    let (mut ann, mut bob) = (editor(10), editor(20));
    table.enter(1, 1, &mut ann);
    table.enter(2, 2, &mut bob);
    table.heard(1);
    table.heard(2);
    let mut members: Vec<Member> = everybody();
    members[0].role = Role::Viewer;
    members.remove(1);
    let second = MemberList { asked: 2, members };
    table.event(RoomEvent::Members(second.clone()));
    assert_eq!(table.heard(1), ["4 members"]);
    assert_eq!(table.heard(2), ["closing"]);
    assert_eq!(table.closed[&2], close::FORBIDDEN);
    // What Ann sent before she heard of it is taken, for a moment.
    let update = append(&mut ann, "a");
    table.wait(499);
    table.update(1, &update);
    table.commit();
    assert_eq!(table.heard(1), ["ack 2 at 2"]);
    let update = append(&mut ann, "b");
    table.wait(2);
    table.update(1, &update);
    assert_eq!(table.heard(1), ["rejected 3"]);
    // Nothing changed, nothing is said.
    table.event(RoomEvent::Members(second));
    assert_eq!(table.heard(1), NOTHING);
}

#[test]
fn a_list_of_members_that_comes_late_puts_nobody_out() {
    let mut table = Table::new();
    let mut before_bob = first_list();
    before_bob.members.remove(1);
    let with_bob = MemberList {
        asked: 2,
        ..first_list()
    };
    table.event(RoomEvent::Members(with_bob));
    table.join(2, 2);
    table.heard(2);
    table.event(RoomEvent::Members(before_bob));
    assert_eq!(table.closed.get(&2), None);
    assert_eq!(table.heard(2), NOTHING);

    // Nor does it let anybody in who was put out meanwhile.
    let without_eve = MemberList {
        asked: 3,
        members: everybody()
            .into_iter()
            .filter(|one| *one != member(3))
            .collect(),
    };
    table.event(RoomEvent::Members(without_eve));
    table.join(3, 3);
    assert_eq!(table.closed.get(&3), Some(&close::FORBIDDEN));
}
