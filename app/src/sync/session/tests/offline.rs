//! What was written offline says how long ago that was.

use super::*;
use crate::sync::device::{Keep, Stored, Unsent};

const MINUTE_MS: u64 = 60_000;

/// Somebody who went offline.
fn offline() -> Talk {
    let mut talk = Talk::synced();
    talk.happen(Event::Closed { code: 1006 });
    talk
}

/// Comes back after this time and answers what the server asks.
fn comes_back_after(talk: &mut Talk, ms: u64) -> Vec<Effect> {
    talk.ms += ms;
    talk.happen(Event::Returned);
    talk.happen(Event::Opened);
    talk.server(&Frame::SyncStep2(&[0, 0]));
    talk.server(&Frame::SyncStep1(&[0]))
}

fn agos(effects: &[Effect]) -> Vec<u64> {
    let frames = effects.iter().filter_map(|effect| match effect {
        Effect::Send(bytes) => Some(Frame::decode(bytes).unwrap()),
        _ => None,
    });
    let agos = frames.filter_map(|frame| match frame {
        Frame::Written { ago } => Some(ago),
        _ => None,
    });
    agos.collect()
}

#[test]
fn long_offline_work_says_when_it_began_until_it_is_saved() {
    let mut talk = offline();
    talk.write("first");
    talk.ms += MINUTE_MS;
    talk.write("second");
    let effects = comes_back_after(&mut talk, MINUTE_MS);
    assert_eq!(sent(&effects), ["long ago", "step 2", "now"]);
    assert_eq!(agos(&effects), [2 * MINUTE_MS, 0]);
    // Nobody has heard of it: it is older when it travels again.
    talk.happen(Event::Closed { code: 1006 });
    let effects = comes_back_after(&mut talk, MINUTE_MS);
    assert_eq!(agos(&effects), [3 * MINUTE_MS, 0]);
    talk.server(&Frame::Ack { count: 1, seq: 1 });
    assert_eq!(talk.session.saving(), SaveState::Saved);
    assert_eq!(sent(&talk.write("third")), ["update"]);
    talk.server(&Frame::Ack { count: 2, seq: 2 });
    talk.happen(Event::Closed { code: 1006 });
    assert_eq!(
        sent(&comes_back_after(&mut talk, 5 * MINUTE_MS)),
        ["step 2"]
    );
}

#[test]
fn who_was_away_for_a_moment_says_nothing() {
    let mut talk = offline();
    talk.ms += 9 * MINUTE_MS;
    talk.write("just now");
    let effects = comes_back_after(&mut talk, MINUTE_MS - 1);
    assert_eq!(sent(&effects), ["step 2"]);
}

#[test]
fn the_next_page_says_it_for_the_one_that_ended() {
    let me = MemberId::from_u128(7);
    let mut talk = Talk::new();
    talk.session = talk.session.with_device(me);
    talk.happen(Event::Start);
    talk.happen(Event::Stored(Stored::default()));
    let effects = talk.write("before the page was closed");
    let kept = effects.iter().find_map(|effect| match effect {
        Effect::Keep(_, Keep::Update { update, tab }) => Some((update.clone(), tab.clone()?)),
        _ => None,
    });
    let (update, tab) = kept.unwrap();

    let mut next = Talk::new();
    next.ms = talk.ms + 90 * MINUTE_MS;
    next.session = next.session.with_device(me);
    next.happen(Event::Start);
    let (client, unsent) = tab;
    let unsent = Unsent::read(&unsent.to_bytes());
    next.happen(Event::Stored(Stored {
        updates: vec![update],
        tabs: vec![(client, unsent)],
        ..Stored::default()
    }));
    next.happen(Event::Opened);
    next.server(&Frame::SyncStep2(&[0, 0]));
    let effects = next.server(&Frame::SyncStep1(&[0]));
    assert_eq!(agos(&effects), [90 * MINUTE_MS, 0]);
}

#[test]
fn what_was_written_into_a_dead_socket_is_as_old_as_it_is() {
    let mut talk = Talk::synced();
    assert_eq!(sent(&talk.write("in a tunnel")), ["update"]);
    talk.happen(Event::Closed { code: 1006 });
    let effects = comes_back_after(&mut talk, 8 * 60 * MINUTE_MS);
    assert_eq!(agos(&effects), [8 * 60 * MINUTE_MS, 0]);
}

#[test]
fn what_is_on_disk_makes_nothing_newer_old() {
    let mut talk = offline();
    talk.write("first");
    comes_back_after(&mut talk, 2 * MINUTE_MS);
    talk.write("just now");
    // Only the first is on disk when the connection ends.
    talk.server(&Frame::Ack { count: 1, seq: 1 });
    talk.happen(Event::Closed { code: 1006 });
    assert_eq!(sent(&comes_back_after(&mut talk, 1_000)), ["step 2"]);
}
