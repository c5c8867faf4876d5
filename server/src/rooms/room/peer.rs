//! One connection, as the room sees it.

use tandem_protocol::member::Member;

use super::rate::Rate;
use super::{Dialect, Visitor};
use crate::clock::Timestamp;
use crate::rooms::settings::RoomLimits;
use crate::store::Credential;

/// Whether the room has everything that a connection was not told to be rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It does: the next update may be taken.
    InStep,
    /// It may not: an update of this connection was dropped. A later one must not be taken
    /// before the client has sent everything again, because an acknowledgement speaks for all
    /// updates before it.
    Behind,
    /// The same, because it could not be saved; the client was told so.
    Unsaved,
}

pub(super) struct Peer {
    pub(super) member: Member,
    pub(super) credential: Credential,
    /// Since when they are here.
    pub(super) since: Timestamp,
    pub(super) dialect: Dialect,
    pub(super) rate: Rate,
    /// How many step 2 and update messages have come.
    pub(super) count: u64,
    /// How many of our step 1 messages are not answered. Answers come in order, so the one that
    /// brings this to zero was made after the client had seen our last question.
    pub(super) asked: u32,
    pub(super) standing: Standing,
    /// Accepted updates behind this number are relayed; the ones before are in the step 2.
    /// `None` until the client has asked for it.
    pub(super) relay_after: Option<u64>,
    /// When they say that they began to write what they send now, if that was long ago.
    pub(super) written_at: Option<Timestamp>,
    /// Until when edits are taken that were sent before this person heard that they may not write
    /// any more.
    pub(super) writes_until: Option<Timestamp>,
}

impl Peer {
    pub(super) fn new(visitor: &Visitor, limits: &RoomLimits, now: Timestamp) -> Self {
        Self {
            member: visitor.member.clone(),
            credential: visitor.credential,
            since: now,
            dialect: visitor.dialect,
            rate: Rate::new(limits, now),
            count: 0,
            asked: 0,
            standing: Standing::InStep,
            relay_after: None,
            written_at: None,
            writes_until: None,
        }
    }
}
