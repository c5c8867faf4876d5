//! Updates on their way to the disk, and who waits for them.

use std::collections::HashMap;

use bytes::Bytes;
use tandem_plan::document::StateVector;
use tandem_plan::ids::{ClientId, MemberId};

use super::ConnectionId;
use crate::store::NewUpdate;

/// An update that is in the document and not on disk yet.
pub(super) struct Accepted {
    /// The how-manieth accepted update of this room it is, in this life of the room.
    pub(super) index: u64,
    /// Who sent it; `None` for the server's own.
    pub(super) from: Option<ConnectionId>,
    pub(super) update: NewUpdate,
    /// The message that the others get.
    pub(super) frame: Bytes,
}

/// What somebody asked for and gets when everything in it is on disk.
pub(super) struct Answer {
    pub(super) to: ConnectionId,
    /// What they have.
    pub(super) vector: StateVector,
    /// The step 2 for them.
    pub(super) frame: Bytes,
}

/// Updates that are written together.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) updates: Vec<Accepted>,
    /// Clients that made operations in these updates for the first time.
    pub(super) clients: Vec<(ClientId, MemberId)>,
    /// For each connection, how many of its updates are settled when this batch is on disk.
    pub(super) acks: HashMap<ConnectionId, u64>,
    pub(super) answers: Vec<Answer>,
}
