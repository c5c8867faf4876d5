//! What may happen next, and how often.

use proptest::prelude::*;
use proptest::sample::Index;

use crate::editing::{Intent, intent};

#[derive(Debug, Clone)]
pub(super) enum Step {
    Edit(Index, Intent),
    Connect(Index),
    Drop(Index),
    /// A person sends their last update again.
    Repeat(Index),
    /// Two updates that are on their way to the room overtake each other.
    Swap(Index),
    /// More waits for a person than is kept for them.
    Overflow(Index),
    /// Everything else has left for that person.
    MakeUp(Index),
    /// Some messages of a person reach the room.
    ToRoom(Index, u8),
    /// Some messages reach a person.
    ToPerson(Index, u8),
    Commit,
    /// The disk refuses.
    CommitFails,
    /// It is on disk, and the room is told that it is not.
    CommitSeemsToFail,
    /// The server dies; what is being written may or may not have got to the disk.
    Crash {
        written: bool,
    },
    Wait,
    /// Longer than what one does without a pause.
    Rest,
}

pub(super) fn step() -> impl Strategy<Value = Step> {
    let index = any::<Index>;
    prop_oneof![
        8 => (index(), intent()).prop_map(|(who, intent)| Step::Edit(who, intent)),
        3 => index().prop_map(Step::Connect),
        1 => index().prop_map(Step::Drop),
        1 => index().prop_map(Step::Repeat),
        1 => index().prop_map(Step::Swap),
        1 => index().prop_map(Step::Overflow),
        2 => index().prop_map(Step::MakeUp),
        8 => (index(), 1..6u8).prop_map(|(who, count)| Step::ToRoom(who, count)),
        8 => (index(), 1..6u8).prop_map(|(who, count)| Step::ToPerson(who, count)),
        8 => Just(Step::Commit),
        2 => Just(Step::CommitFails),
        1 => Just(Step::CommitSeemsToFail),
        1 => any::<bool>().prop_map(|written| Step::Crash { written }),
        3 => Just(Step::Wait),
        1 => Just(Step::Rest),
    ]
}

/// What happens on a long day on which nothing breaks but connections.
pub(super) fn calm_step() -> impl Strategy<Value = Step> {
    let index = any::<Index>;
    prop_oneof![
        10 => (index(), intent()).prop_map(|(who, intent)| Step::Edit(who, intent)),
        3 => index().prop_map(Step::Connect),
        1 => index().prop_map(Step::Drop),
        12 => (index(), 1..6u8).prop_map(|(who, count)| Step::ToRoom(who, count)),
        12 => (index(), 1..6u8).prop_map(|(who, count)| Step::ToPerson(who, count)),
        10 => Just(Step::Commit),
        1 => Just(Step::Wait),
        1 => Just(Step::Rest),
    ]
}
