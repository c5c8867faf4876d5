//! What the store takes and gives about plans and their rooms: plain data.

use std::fmt;

use bytes::Bytes;
use tandem_plan::ids::{ClientId, MemberId, PlanId, WorkshopId};
use tandem_protocol::layer::Layer;
use tandem_protocol::member::Member;

use super::{Cause, ChangeRow, JoinSession};
use crate::clock::Timestamp;

/// One document that people edit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RoomKey {
    /// Of which plan.
    pub plan: PlanId,
    /// Which layer of it.
    pub layer: Layer,
}

impl RoomKey {
    /// What both sides write of a plan.
    #[must_use]
    pub const fn joint(plan: PlanId) -> Self {
        Self {
            plan,
            layer: Layer::Joint,
        }
    }
}

impl fmt::Display for RoomKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "room {}/{}", self.plan, self.layer.key())
    }
}

/// A room as it was last committed.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredRoom {
    /// The number of the last update; they are counted from 1.
    pub head_seq: u64,
    /// The document after update `snapshot_seq`, if there is a snapshot.
    pub snapshot: Option<Vec<u8>>,
    /// The last update that the snapshot contains; 0 without a snapshot.
    pub snapshot_seq: u64,
    /// The updates `snapshot_seq + 1 ..= head_seq`.
    pub tail: Vec<Vec<u8>>,
    /// Which client id belongs to whom.
    pub clients: Vec<(ClientId, MemberId)>,
    /// The changes that ended less than [`crate::history::PAUSE`] before the last one, the older ones
    /// first.
    pub recent: Vec<ChangeRow>,
}

impl StoredRoom {
    /// A room in which nothing was written.
    #[must_use]
    pub const fn empty() -> Self {
        Self {
            head_seq: 0,
            snapshot: None,
            snapshot_seq: 0,
            tail: Vec::new(),
            clients: Vec::new(),
            recent: Vec::new(),
        }
    }
}

impl fmt::Debug for StoredRoom {
    /// Shows sizes, never the content of the plan.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredRoom")
            .field("head_seq", &self.head_seq)
            .field("snapshot_seq", &self.snapshot_seq)
            .field("tail", &self.tail.len())
            .field("clients", &self.clients.len())
            .finish_non_exhaustive()
    }
}

/// A room, and how far its log goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoomHead {
    /// Which room.
    pub room: RoomKey,
    /// The number of the last update.
    pub seq: u64,
}

/// One update of a log.
#[derive(Clone, PartialEq, Eq)]
pub struct LoggedUpdate {
    /// Its number.
    pub seq: u64,
    /// The update, as it was relayed.
    pub bytes: Vec<u8>,
    /// Who wrote it.
    pub author: Author,
    /// The connection's client id, if it is known.
    pub client: Option<ClientId>,
    /// When the server accepted it.
    pub at: Timestamp,
    /// When its author says that it was written, if that was long before.
    pub claimed_at: Option<Timestamp>,
    /// Why the server wrote it in its author's name, if it did and there was a reason.
    pub cause: Option<Cause>,
    /// The step of a workshop's agenda in which it was written.
    pub step: Option<String>,
}

impl fmt::Debug for LoggedUpdate {
    /// Shows the size, never the content of the plan.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LoggedUpdate")
            .field("seq", &self.seq)
            .field("bytes", &self.bytes.len())
            .field("author", &self.author)
            .field("client", &self.client)
            .field("at", &self.at)
            .finish()
    }
}

/// A snapshot as it lies in the store.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredSnapshot {
    /// The last update in it.
    pub seq: u64,
    /// The document.
    pub state: Vec<u8>,
    /// Whether it has the checksum that it was saved with.
    pub is_intact: bool,
}

impl fmt::Debug for StoredSnapshot {
    /// Shows the size, never the content of the plan.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredSnapshot")
            .field("seq", &self.seq)
            .field("bytes", &self.state.len())
            .field("is_intact", &self.is_intact)
            .finish()
    }
}

/// Updates that are appended to one room's log.
#[derive(Debug, Clone)]
pub struct RoomWrite {
    /// Which room.
    pub room: RoomKey,
    /// The number of the first update: one more than the room's last.
    pub first_seq: u64,
    /// The updates, in order.
    pub updates: Vec<NewUpdate>,
    /// Client ids that are owned from now on.
    pub clients: Vec<(ClientId, MemberId)>,
    /// What these updates did, for the history: changes that begin, and how those are now that go on.
    pub changes: Vec<ChangeRow>,
}

/// One update of a room's log.
#[derive(Clone)]
pub struct NewUpdate {
    /// The update, as it is relayed.
    pub bytes: Bytes,
    /// Who is said to have written it.
    pub author: Author,
    /// The connection's client id, if it is known.
    pub client: Option<ClientId>,
    /// When the server accepted it.
    pub at: Timestamp,
    /// When its author says that it was written, if that was long before.
    pub claimed_at: Option<Timestamp>,
    /// Why the server wrote it in its author's name, if it did and there was a reason.
    pub cause: Option<Cause>,
    /// The step of a workshop's agenda in which it was written.
    pub step: Option<String>,
}

impl fmt::Debug for NewUpdate {
    /// Shows the size, never the content of the plan.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewUpdate")
            .field("bytes", &self.bytes.len())
            .field("author", &self.author)
            .field("client", &self.client)
            .field("at", &self.at)
            .finish()
    }
}

/// Who wrote an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Author {
    /// A person.
    Member(MemberId),
    /// The server, with what a plan begins with.
    Template,
}

/// What a plan is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Work.
    Work,
    /// Showing the program; the store remembers the last one.
    Demo,
}

/// One plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Its id.
    pub id: PlanId,
    /// Its name when it was made.
    pub name: String,
    /// The vendor's name.
    pub vendor_name: String,
    /// The partner's name.
    pub partner_name: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A plan that is to be made.
#[derive(Clone)]
pub struct NewPlan {
    /// What it is called.
    pub plan: Plan,
    /// The key of the preset it begins with.
    pub preset: &'static str,
    /// What for.
    pub purpose: Purpose,
    /// Who is named in it from the beginning, without ever having come.
    pub members: Vec<Member>,
    /// Its first content: update 1 of the joint room, by [`Author::Template`].
    pub seed: Bytes,
    /// Who starts it, if somebody does: a member, and the session that is them from now on.
    pub founder: Option<Founder>,
}

/// Somebody who starts a plan.
#[derive(Debug, Clone)]
pub struct Founder {
    /// Who they are in it.
    pub member: Member,
    /// The session that is them.
    pub session: JoinSession,
    /// Until when the session lives.
    pub session_expires_at: Timestamp,
}

impl fmt::Debug for NewPlan {
    /// Names the plan, never its content.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewPlan")
            .field("id", &self.plan.id)
            .field("preset", &self.preset)
            .field("purpose", &self.purpose)
            .finish_non_exhaustive()
    }
}

/// A workshop of a plan.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredWorkshop {
    /// Its id.
    pub id: WorkshopId,
    /// The how-manieth of the plan it is.
    pub number: u32,
    /// Grows with everything that happens in it.
    pub revision: u64,
    /// When it ended, if it has.
    pub ended_at: Option<Timestamp>,
    /// What it is, as JSON.
    pub state: String,
    /// What came of it, as JSON, once it has ended.
    pub recap: Option<String>,
}

impl fmt::Debug for StoredWorkshop {
    /// Names the workshop, never what people write in it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredWorkshop")
            .field("id", &self.id)
            .field("number", &self.number)
            .field("revision", &self.revision)
            .finish_non_exhaustive()
    }
}
