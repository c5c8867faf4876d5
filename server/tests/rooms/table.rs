//! The room's promises, one by one: who hears what, and when.

use bytes::Bytes;
use tandem_plan::document::{PlanDoc, StateVector};
use tandem_plan::schema::SCHEMA;
use tandem_protocol::close;
use tandem_protocol::event::{Event, Member};
use tandem_protocol::frame::Frame;
use tandem_protocol::role::Role;
use tandem_server::rooms::room::{CommitFailure, Dialect, RoomEvent};
use tandem_server::rooms::settings::RoomLimits;
use tandem_server::store::{Author, StoredRoom};

use crate::editing::{NAME, append, client, editor};
use crate::harness::{Table, everybody, member, owners, stored};

const NOTHING: [&str; 0] = [];
const HANDSHAKE: [&str; 4] = ["hello", "step 1", "step 2", "ack 1 at 1"];

#[test]
fn a_handshake_asks_answers_and_greets_those_who_understand() {
    let mut table = Table::new();
    table.join(1, 1);
    let frames = table.frames(1);
    let Frame::Event(json) = Frame::decode(&frames[0]).unwrap() else {
        panic!("no greeting");
    };
    let Event::Hello(hello) = serde_json::from_str(json).unwrap() else {
        panic!("no greeting: {json}");
    };
    assert_eq!(hello.member, member(1));
    assert_eq!(hello.members, everybody());
    assert_eq!(
        (hello.epoch.as_str(), hello.build.as_str()),
        ("first", "b1")
    );
    assert_eq!(hello.time, table.now.millis());
    assert!(matches!(Frame::decode(&frames[1]), Ok(Frame::SyncStep1(_))));
    assert_eq!(frames.len(), 2);

    table.join_as(2, member(2), Dialect::Stock);
    assert_eq!(table.heard(2), ["step 1"]);
    table.step_1(2, &StateVector::default());
    assert_eq!(table.heard(2), ["step 2"]);
}

#[test]
fn an_update_is_acknowledged_and_relayed_when_it_is_on_disk_and_not_before() {
    let mut table = Table::new();
    let (mut ann, mut bob) = (editor(10), editor(20));
    table.enter(1, 1, &mut ann);
    table.enter(2, 2, &mut bob);
    let update = append(&mut ann, "hello");
    table.update(1, &update);
    assert_eq!(table.heard(1), NOTHING);
    assert_eq!(table.heard(2), NOTHING);

    let write = table.commit();
    assert_eq!(write.first_seq, 2);
    assert_eq!(write.updates.len(), 1);
    assert_eq!(write.updates[0].bytes, update);
    assert_eq!(write.updates[0].author, Author::Member(member(1).id));
    assert_eq!(write.updates[0].client, Some(client(10)));
    assert_eq!(write.updates[0].at, table.now);
    assert_eq!(owners(&write), [(client(10), member(1).id)]);
    // Its step 2 of the handshake was the first.
    assert_eq!(table.heard(1), ["ack 2 at 2"]);
    assert_eq!(table.read(2, &mut bob), ["update"]);
    assert_eq!(bob.text(NAME), "hello");
}

#[test]
fn what_comes_while_one_batch_is_written_makes_up_the_next() {
    let mut table = Table::new();
    let mut ann = editor(10);
    table.enter(1, 1, &mut ann);
    for letter in ["a", "b", "c"] {
        let update = append(&mut ann, letter);
        table.update(1, &update);
    }
    assert_eq!(table.commit().updates.len(), 1);
    assert_eq!(table.heard(1), ["ack 2 at 2"]);
    let second = table.commit();
    assert_eq!((second.first_seq, second.updates.len()), (3, 2));
    assert_eq!(owners(&second), []);
    // One acknowledgement speaks for both.
    assert_eq!(table.heard(1), ["ack 4 at 4"]);
    assert!(table.writing.is_none());
}

#[test]
fn a_newcomer_sees_nothing_that_can_still_be_lost() {
    let mut table = Table::new();
    let (mut ann, mut bob) = (editor(10), editor(20));
    table.enter(1, 1, &mut ann);
    let update = append(&mut ann, "a");
    table.update(1, &update);
    // This one goes into the next batch, so the answer waits for both.
    let update = append(&mut ann, "b");
    table.update(1, &update);
    table.join(2, 2);
    table.step_1(2, &bob.state_vector());
    assert_eq!(table.heard(2), ["hello", "step 1"]);
    let update = append(&mut ann, "c");
    table.update(1, &update);
    table.commit();
    assert_eq!(table.heard(2), NOTHING);
    table.commit();
    // The first two are in the step 2, the third is relayed behind it.
    assert_eq!(table.read(2, &mut bob), ["step 2", "update"]);
    assert_eq!(bob.text(NAME), "abc");
}

#[test]
fn who_has_not_asked_for_the_plan_is_not_sent_pieces_of_it() {
    let mut table = Table::new();
    let mut ann = editor(10);
    table.enter(1, 1, &mut ann);
    table.join(2, 2);
    let update = append(&mut ann, "a");
    table.update(1, &update);
    table.commit();
    assert_eq!(table.heard(2), ["hello", "step 1"]);
}

#[test]
fn what_cannot_be_saved_is_taken_back_and_asked_for_again() {
    let mut table = Table::new();
    let (mut ann, mut bob, mut eve) = (editor(10), editor(20), editor(30));
    table.enter(1, 1, &mut ann);
    table.enter(2, 2, &mut bob);
    table.enter(3, 3, &mut eve);
    let update = append(&mut ann, "a");
    table.update(1, &update);
    let update = append(&mut bob, "b");
    table.update(2, &update);
    table.fail(CommitFailure::Unwritable);
    assert_eq!(table.heard(1), ["cannot save"]);
    assert_eq!(table.heard(2), ["cannot save"]);
    assert_eq!(table.heard(3), NOTHING);
    assert_eq!(table.visible().text(NAME), "");

    // What is sent meanwhile is not taken, and it is told once.
    let update = append(&mut eve, "c");
    table.update(3, &update);
    let update = append(&mut eve, "d");
    table.update(3, &update);
    assert_eq!(table.heard(3), ["cannot save"]);
    assert!(table.writing.is_none());

    // It fails once more, and the pause gets longer.
    table.wait(1_000);
    assert_eq!(table.read(1, &mut ann), ["step 1"]);
    table.fail(CommitFailure::Unwritable);
    table.wait(1_000);
    assert!(table.writing.is_none());
    table.wait(1_000);
    assert_eq!(table.read(1, &mut ann), ["cannot save", "step 1"]);
    assert_eq!(table.commit().updates.len(), 1);
    // Updates 1 (handshake), 2, and the two answers.
    assert_eq!(table.read(1, &mut ann), ["ack 4 at 2"]);
    assert_eq!(table.read(2, &mut bob), ["step 1", "step 1", "update"]);
    table.commit();
    assert_eq!(table.read(2, &mut bob), ["ack 4 at 3"]);
    table.read(3, &mut eve);
    table.commit();
    assert_eq!(table.visible().text(NAME).len(), 4);
}

#[test]
fn after_a_loss_nothing_is_acknowledged_before_everything_was_sent_again() {
    let mut table = Table::new();
    let mut ann = editor(10);
    table.enter(1, 1, &mut ann);
    let update = append(&mut ann, "abc");
    table.update(1, &update);
    table.commit();
    table.read(1, &mut ann);
    // A deletion leaves no gap by which a later update could be told from one that fits.
    let splice = tandem_plan::splice::Splice {
        at: 0,
        delete: 1,
        insert: String::new(),
    };
    let edit = tandem_plan::edit::Edit::Splice { at: NAME, splice };
    ann.edit(&edit).unwrap();
    let deletion = ann.drain().updates.concat();
    table.update(1, &deletion);
    table.fail(CommitFailure::Unwritable);
    table.wait(1_000);
    let update = append(&mut ann, "d");
    table.update(1, &update);
    assert!(table.writing.is_none());
    assert_eq!(table.read(1, &mut ann), ["cannot save", "step 1"]);
    table.commit();
    assert_eq!(table.heard(1), ["ack 5 at 3"]);
    assert_eq!(table.visible().text(NAME), "bcd");
}

#[test]
fn answers_that_waited_for_a_failed_write_are_given_without_it() {
    let mut table = Table::new();
    let (mut ann, mut bob) = (editor(10), editor(20));
    table.enter(1, 1, &mut ann);
    let update = append(&mut ann, "lost?");
    table.update(1, &update);
    table.join(2, 2);
    table.step_1(2, &StateVector::default());
    table.fail(CommitFailure::Unwritable);
    assert_eq!(table.read(2, &mut bob), HANDSHAKE);
    assert_eq!(bob.text(NAME), "");
    table.wait(1_000);
    table.read(1, &mut ann);
    table.commit();
    assert!(table.read(2, &mut bob).contains(&"update".to_owned()));
    assert_eq!(bob.text(NAME), "lost?");
}

#[test]
fn a_room_that_is_not_what_is_on_disk_is_loaded_again() {
    let mut table = Table::new();
    let mut ann = editor(10);
    table.enter(1, 1, &mut ann);
    let update = append(&mut ann, "a");
    table.update(1, &update);
    table.fail(CommitFailure::Stale);
    assert_eq!(table.heard(1), ["closing"]);
    assert_eq!(table.closed[&1], close::RESYNC);
    assert!(table.is_stopped);
}

#[test]
fn sending_again_does_no_harm() {
    let mut table = Table::new();
    let mut ann = editor(10);
    table.enter(1, 1, &mut ann);
    let update = append(&mut ann, "a");
    table.update(1, &update);
    // The connection breaks, and the client cannot know whether the update arrived.
    table.leave(1);
    table.enter(2, 1, &mut ann);
    table.update(2, &update);
    // It did, but it is not on disk: that must be waited for.
    assert_eq!(table.heard(2), NOTHING);
    assert_eq!(table.commit().updates.len(), 1);
    assert_eq!(table.heard(2), ["step 2", "ack 2 at 2"]);
    table.update(2, &update);
    assert_eq!(table.heard(2), ["ack 3 at 2"]);
    assert!(table.writing.is_none());
    assert_eq!(table.visible().text(NAME), "a");
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
    assert_eq!(table.read(5, &mut rob)[..3], HANDSHAKE[..3]);
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
fn a_gap_is_filled_or_given_up() {
    let mut table = Table::new();
    let mut ann = editor(10);
    table.enter(1, 1, &mut ann);
    append(&mut ann, "never sent");
    let update = append(&mut ann, "!");
    table.update(1, &update);
    assert_eq!(table.read(1, &mut ann), ["step 1"]);
    table.commit();
    assert_eq!(table.heard(1), ["ack 3 at 2"]);
    assert_eq!(table.visible().text(NAME), "never sent!");

    // A client that answers and still leaves the gap has lost something.
    append(&mut ann, "lost");
    let update = append(&mut ann, "?");
    table.update(1, &update);
    assert_eq!(table.heard(1), ["step 1"]);
    table.send(1, &Frame::SyncStep2(&update));
    assert_eq!(table.heard(1), ["rejected 5"]);
    assert!(table.writing.is_none());
}

#[test]
fn one_persons_broken_update_disturbs_nobody() {
    let mut table = Table::new();
    let (mut ann, mut bob) = (editor(10), editor(20));
    table.enter(1, 1, &mut ann);
    table.enter(2, 2, &mut bob);
    let update = append(&mut ann, "a");
    table.update(1, &update);
    let update = append(&mut ann, "b");
    table.update(1, &update);
    // Two operations that wait for each other: the guard sees that both are there, and the
    // replica is spoilt by them. It is made again, with everything that is on its way.
    let mut circle = vec![2];
    circle.extend([1, 22, 0, 0x84, 21, 0, 1, b'x']);
    circle.extend([1, 21, 0, 0x84, 22, 0, 1, b'x']);
    circle.push(0);
    table.update(2, &circle);
    assert_eq!(table.heard(2), ["step 1"]);
    table.commit();
    table.commit();
    assert_eq!(table.heard(1), ["ack 2 at 2", "ack 3 at 3"]);
    assert_eq!(table.visible().text(NAME), "ab");
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

    table.show(2, 20, 1, Some("{}"));
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
    table.heard(3);
    table.leave(4);
    assert_eq!(table.heard(3), ["10 is gone"]);
    table.show(2, 20, 2, None);
    assert_eq!(table.heard(3), ["20 is gone"]);
}

#[test]
fn a_connection_shows_a_few_clients_and_no_crowd() {
    let mut table = Table::new();
    table.join(1, 1);
    table.heard(1);
    for number in 100..200 {
        table.show(1, number, 1, Some("{}"));
    }
    assert_eq!(table.heard(1).len(), 4);
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
    table.event(RoomEvent::Members(members.clone()));
    assert_eq!(table.heard(1), ["4 members"]);
    assert_eq!(table.heard(2), ["closing"]);
    assert_eq!(table.closed[&2], close::FORBIDDEN);
    let update = append(&mut ann, "a");
    table.update(1, &update);
    assert_eq!(table.heard(1), ["rejected 2"]);
    // Nothing changed, nothing is said.
    table.event(RoomEvent::Members(members));
    assert_eq!(table.heard(1), NOTHING);
}

#[test]
fn what_a_document_lacks_is_added_and_saved_before_anybody_sees_it() {
    let nearly_empty = PlanDoc::new(&SCHEMA, client(1)).state();
    let stored = StoredRoom {
        tail: vec![nearly_empty],
        ..stored()
    };
    let mut table = Table::open(stored, RoomLimits::default());
    let mut ann = editor(10);
    table.join(1, 1);
    table.step_1(1, &StateVector::default());
    assert_eq!(table.heard(1), ["hello", "step 1"]);
    let write = table.commit();
    assert_eq!(write.updates[0].author, Author::Template);
    assert_eq!(owners(&write), []);
    assert_eq!(table.read(1, &mut ann), ["step 2"]);
    let update = append(&mut ann, "a name");
    table.update(1, &update);
    table.commit();
    assert!(table.visible().is_same_as(&ann));
}

#[test]
fn a_long_log_becomes_a_snapshot_that_the_room_goes_on_from() {
    let limits = RoomLimits {
        snapshot_rows: 4,
        ..RoomLimits::default()
    };
    let mut table = Table::open(stored(), limits);
    let mut ann = editor(10);
    table.enter(1, 1, &mut ann);
    for letter in ["a", "b", "c"] {
        assert!(table.compacting.is_none());
        let update = append(&mut ann, letter);
        table.update(1, &update);
        table.commit();
    }
    let update = append(&mut ann, "d");
    table.update(1, &update);
    let compaction = table.compacting.take().expect("the log is long");
    assert_eq!(compaction.seq(), 4);
    let state = Bytes::from(compaction.run().unwrap());
    // The update that was on its way is not in it.
    let read = PlanDoc::new(&SCHEMA, client(99));
    read.apply(&state).unwrap();
    assert_eq!(read.text(NAME), "abc");
    table.event(RoomEvent::Compacted {
        snapshot: Some((4, state)),
    });
    // When the write fails the document is made again, from the snapshot now.
    table.fail(CommitFailure::Unwritable);
    assert_eq!(table.visible().text(NAME), "abc");
    assert!(table.compacting.is_none());
    table.wait(1_000);
    table.read(1, &mut ann);
    assert_eq!(table.commit().first_seq, 5);
    assert_eq!(table.visible().text(NAME), "abcd");
}

#[test]
fn a_room_that_nobody_is_in_leaves_memory() {
    let limits = RoomLimits {
        snapshot_rows_when_idle: 2,
        ..RoomLimits::default()
    };
    let mut table = Table::open(stored(), limits);
    let mut ann = editor(10);
    table.enter(1, 1, &mut ann);
    let update = append(&mut ann, "a");
    table.update(1, &update);
    table.leave(1);
    assert_eq!(table.room.wakes_at(), None, "a write is under way");
    table.wait(60_000);
    assert!(!table.is_stopped);
    table.commit();
    // Its log is shortened first, so that it opens quickly.
    let compaction = table.compacting.take().expect("the log is long enough");
    let snapshot = Some((compaction.seq(), compaction.run().unwrap().into()));
    table.event(RoomEvent::Compacted { snapshot });
    assert!(table.is_stopped);

    let mut table = Table::new();
    table.join(1, 1);
    table.leave(1);
    let wakes_at = table.room.wakes_at().unwrap();
    assert_eq!(wakes_at.millis() - table.now.millis(), 60_000);
    table.wait(59_999);
    table.join(2, 1);
    table.wait(60_000);
    assert!(!table.is_stopped);
    table.leave(2);
    table.wait(60_000);
    assert!(table.is_stopped);
}

#[test]
fn a_server_that_stops_saves_first() {
    let mut table = Table::new();
    let mut ann = editor(10);
    table.enter(1, 1, &mut ann);
    table.heard(1);
    for letter in ["a", "b"] {
        let update = append(&mut ann, letter);
        table.update(1, &update);
    }
    table.event(RoomEvent::Shutdown);
    let update = append(&mut ann, "too late");
    table.update(1, &update);
    table.join(2, 2);
    assert_eq!(table.closed.get(&2), Some(&close::RESTARTING));
    assert!(!table.closed.contains_key(&1));
    table.commit();
    table.commit();
    assert_eq!(table.heard(1), ["ack 2 at 2", "ack 3 at 3", "closing"]);
    assert_eq!(table.closed.get(&1), Some(&close::RESTARTING));
    assert!(table.is_stopped);
}

#[test]
fn two_people_who_type_at_once_end_with_the_same_text() {
    let mut table = Table::new();
    let (mut ann, mut bob) = (editor(10), editor(20));
    table.enter(1, 1, &mut ann);
    table.enter(2, 2, &mut bob);
    for round in 0..20 {
        let update = append(&mut ann, "a");
        table.update(1, &update);
        let update = append(&mut bob, "b");
        table.update(2, &update);
        if round % 3 == 0 {
            table.commit();
            table.read(1, &mut ann);
            table.read(2, &mut bob);
        }
    }
    while table.writing.is_some() {
        table.commit();
    }
    table.read(1, &mut ann);
    table.read(2, &mut bob);
    let text = ann.text(NAME);
    assert_eq!(text, bob.text(NAME));
    assert_eq!(text.matches('a').count(), 20);
    assert_eq!(text.matches('b').count(), 20);
    assert!(table.visible().is_same_as(&ann));
}
