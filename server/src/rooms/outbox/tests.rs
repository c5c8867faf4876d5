//! What waits, what is thrown away, and what is made up for.

use tandem_plan::document::PlanDoc;
use tandem_plan::edit::Edit;
use tandem_plan::schema::SCHEMA;
use tandem_plan::splice::Splice;

use super::*;

const MAX_MESSAGES: usize = 256;
const MAX_BYTES: usize = 4 * 1_024 * 1_024;

fn new_outbox() -> (Outbox, Outgoings) {
    let limits = OutboxLimits {
        messages: MAX_MESSAGES,
        bytes: MAX_BYTES,
    };
    outbox(limits, Metrics::new())
}

fn frame(length: usize) -> Bytes {
    vec![7; length].into()
}

fn relay(client: u64, clock: u32, length: usize) -> Relay {
    let client = ClientId::try_from(client).unwrap();
    Relay {
        frame: frame(length),
        since: Arc::new([(client, clock)]),
    }
}

#[tokio::test]
async fn what_waits_comes_at_once_and_then_the_end() {
    let (outbox, mut outgoings) = new_outbox();
    outbox.push(frame(1)).unwrap();
    outbox.push(frame(2)).unwrap();
    let end = End {
        code: close::RESTARTING,
        reason: "bye",
    };
    outbox.close(end);
    let frames = VecDeque::from([frame(1), frame(2)]);
    assert_eq!(outgoings.next().await, Outgoing::Frames(frames));
    assert_eq!(outgoings.next().await, Outgoing::End(end));
    assert_eq!(outgoings.next().await, Outgoing::End(end));
}

#[tokio::test]
async fn updates_that_do_not_fit_are_made_up_for_when_the_rest_has_left() {
    let cases: &[(usize, u32)] = &[(1, MAX_MESSAGES as u32 - 1), (MAX_BYTES / 4, 3)];
    for &(length, fits) in cases {
        let (outbox, mut outgoings) = new_outbox();
        outbox.push(frame(length)).unwrap();
        for clock in 0..fits {
            let relayed = outbox.relay(&relay(7, 10 + clock, length));
            assert_eq!(relayed, Ok(Relayed::Waits));
        }
        let too_much = relay(8, 3, length);
        assert_eq!(outbox.relay(&too_much), Ok(Relayed::Overflowed));
        assert_eq!(outbox.relay(&relay(9, 5, 1)), Ok(Relayed::Lacking));
        // What is no update stays, and new words find room.
        outbox.push(frame(2)).unwrap();
        let frames = VecDeque::from([frame(length), frame(2)]);
        assert_eq!(outgoings.next().await, Outgoing::Frames(frames));
        assert_eq!(outgoings.next().await, Outgoing::Resync);
        let mut lacks: Vec<(u64, u32)> = outbox
            .take_lacks()
            .unwrap()
            .into_iter()
            .map(|(client, clock)| (client.get(), clock))
            .collect();
        lacks.sort_unstable();
        assert_eq!(lacks, [(7, 10), (8, 3), (9, 5)]);
        assert_eq!(outbox.relay(&relay(7, 99, 1)), Ok(Relayed::Waits));
        let frames = VecDeque::from([frame(1)]);
        assert_eq!(outgoings.next().await, Outgoing::Frames(frames));
    }
}

#[tokio::test]
async fn a_client_that_reads_nothing_of_what_it_asked_for_is_closed_and_comes_back() {
    let (outbox, mut outgoings) = new_outbox();
    for _ in 0..MAX_MESSAGES {
        assert_eq!(outbox.push(frame(1)), Ok(()));
    }
    assert_eq!(outbox.push(frame(1)), Err(Closed));
    let Outgoing::End(end) = outgoings.next().await else {
        panic!("frames were left");
    };
    assert_eq!(end.code, close::TOO_SLOW);
}

#[tokio::test]
async fn updates_that_wait_behind_each_other_leave_as_one() {
    let client = ClientId::try_from(1).unwrap();
    let doc = PlanDoc::new(&SCHEMA, client);
    let (outbox, mut outgoings) = new_outbox();
    let at = tandem_plan::address::Holder::Document.field("notes");
    for clock in 0..10 {
        let before = doc.state_vector();
        let splice = Splice {
            at: clock,
            delete: 0,
            insert: "x".to_owned(),
        };
        doc.edit(&Edit::Splice { at, splice }).unwrap();
        let update = doc.diff(&before);
        let relay = Relay {
            frame: Frame::Update(&update).encode().into(),
            since: Arc::new([(client, clock)]),
        };
        outbox.relay(&relay).unwrap();
    }
    let Outgoing::Frames(frames) = outgoings.next().await else {
        panic!("nothing waits");
    };
    assert_eq!(frames.len(), 1);
    let Ok(Frame::Update(update)) = Frame::decode(&frames[0]) else {
        panic!("it is no update");
    };
    let copy = PlanDoc::new(&SCHEMA, ClientId::try_from(2).unwrap());
    copy.apply(update).unwrap();
    assert_eq!(copy.text(at), "x".repeat(10));
}

#[test]
fn what_is_relayed_behind_a_long_document_finds_room() {
    let (outbox, _outgoings) = new_outbox();
    for length in [4 * MAX_BYTES, 100, 100] {
        assert_eq!(outbox.push(frame(length)), Ok(()), "{length}");
    }
}

#[tokio::test]
async fn an_outbox_that_is_lost_sends_the_client_back() {
    let (outbox, mut outgoings) = new_outbox();
    let waits = tokio::spawn(async move { outgoings.next().await });
    drop(outbox);
    assert!(matches!(waits.await.unwrap(), Outgoing::End(end) if end.code == close::RESYNC));
}

#[test]
fn nothing_waits_for_a_reader_that_is_gone() {
    let (outbox, outgoings) = new_outbox();
    drop(outgoings);
    assert_eq!(outbox.push(frame(1)), Err(Closed));
}
