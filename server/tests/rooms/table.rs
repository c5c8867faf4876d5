//! The room's promises, one by one: who hears what, and when.

use std::collections::HashSet;

use bytes::Bytes;
use tandem_plan::document::{PlanDoc, Replica, StateVector};
use tandem_plan::schema::SCHEMA;
use tandem_protocol::close;
use tandem_protocol::event::Event;
use tandem_protocol::frame::Frame;
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
fn what_both_wrote_without_a_connection_is_everybodys_own_in_the_history() {
    let mut table = Table::new();
    let (mut ann, mut bob) = (editor(10), editor(20));
    for (who, replica) in [(1, &mut ann), (2, &mut bob)] {
        table.enter(who, u128::from(who), replica);
        table.leave(who);
    }
    // Both write in the same place, many times, and know nothing of each other.
    let work = |replica: &mut Replica, word: &str| {
        let updates = (0..20).map(|_| append(replica, word));
        updates.collect::<Vec<_>>()
    };
    let written = [work(&mut ann, "hers "), work(&mut bob, "his ")];

    let (mut log, mut known) = (Vec::new(), Vec::new());
    for (who, replica, updates) in [(1, &mut ann, &written[0]), (2, &mut bob, &written[1])] {
        table.enter(who, u128::from(who), replica);
        updates.iter().for_each(|update| table.update(who, update));
    }
    while table.is_writing() {
        let write = table.commit();
        known.extend(owners(&write));
        log.extend(write.updates);
    }
    table.read(1, &mut ann);
    table.read(2, &mut bob);
    assert_eq!(ann.text(NAME), bob.text(NAME));
    for word in ["hers ", "his "] {
        assert_eq!(ann.text(NAME).matches(word).count(), 20, "{word}");
    }
    assert_eq!(
        known,
        [(client(10), member(1).id), (client(20), member(2).id)]
    );
    for update in &log {
        let of = match update.client {
            Some(id) if id == client(10) => member(1).id,
            Some(id) if id == client(20) => member(2).id,
            other => panic!("nobody wrote as {other:?}"),
        };
        assert_eq!(update.author, Author::Member(of));
    }
    let both = log
        .iter()
        .map(|update| update.client)
        .collect::<HashSet<_>>();
    assert_eq!(both.len(), 2);
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
fn who_asks_again_while_a_write_is_slow_is_answered_once() {
    let mut table = Table::new();
    let (mut ann, mut bob) = (editor(10), editor(20));
    table.enter(1, 1, &mut ann);
    let update = append(&mut ann, "a");
    table.update(1, &update);
    table.join(2, 2);
    for _ in 0..3 {
        table.step_1(2, &StateVector::default());
    }
    assert_eq!(table.heard(2), ["hello", "step 1"]);
    table.commit();
    assert_eq!(table.read(2, &mut bob), ["step 2"]);
    assert_eq!(bob.text(NAME), "a");
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
    // What Bob has to say was asked for by a room that knew more: it is asked for again.
    assert_eq!(table.read(2, &mut bob), HANDSHAKE[..3]);
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
    // Two operations that wait for each other.
    let mut circle = vec![2];
    circle.extend([1, 22, 0, 0x84, 21, 0, 1, b'x']);
    circle.extend([1, 21, 0, 0x84, 22, 0, 1, b'x']);
    circle.push(0);
    table.update(2, &circle);
    assert_eq!(table.heard(2), ["rejected 2", "closing"]);
    assert_eq!(table.closed[&2], close::BAD_DATA);
    table.commit();
    table.commit();
    assert_eq!(table.heard(1), ["ack 2 at 2", "ack 3 at 3"]);
    assert_eq!(table.visible().text(NAME), "ab");
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

#[test]
fn a_log_that_outweighs_its_snapshot_becomes_another_one() {
    let mut table = Table::new();
    let mut ann = editor(10);
    table.enter(1, 1, &mut ann);
    let update = append(&mut ann, &"x".repeat(60_000));
    table.update(1, &update);
    table.commit();
    assert!(table.compacting.is_none());
    let notes = tandem_plan::address::Holder::Document.field("notes");
    let splice = tandem_plan::splice::Splice {
        at: 0,
        delete: 0,
        insert: "y".repeat(10_000),
    };
    let edit = tandem_plan::edit::Edit::Splice { at: notes, splice };
    ann.edit(&edit).unwrap();
    table.update(1, &ann.drain().updates.concat());
    table.commit();
    assert!(table.compacting.is_some());
}
