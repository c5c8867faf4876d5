//! What the store takes and gives: plain data, and the one rule about links that has to be asked
//! inside a transaction.

use std::fmt;

use bytes::Bytes;
use tandem_plan::ids::{ClientId, MemberId, PlanId};
use tandem_protocol::layer::Layer;
use tandem_protocol::member::Member;
use tandem_protocol::role::{Role, Side};

use crate::clock::Timestamp;

/// One document that people edit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RoomKey {
    /// Of which plan.
    pub plan: PlanId,
    /// Which layer of it.
    pub layer: Layer,
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

/// What the store keeps of a secret: its SHA-256. Secrets are long and random, so that a plain
/// hash is enough, and looking one up by its hash tells nothing about other secrets.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenHash(pub [u8; 32]);

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(…)")
    }
}

/// A link that is to be kept.
#[derive(Debug, Clone)]
pub struct NewInvite {
    /// The hash of its token.
    pub token: TokenHash,
    /// Which plan it leads to.
    pub plan: PlanId,
    /// The side one joins.
    pub side: Side,
    /// The role one gets.
    pub role: Role,
    /// When it was made.
    pub created_at: Timestamp,
    /// From when on it is of no use.
    pub expires_at: Timestamp,
    /// How many people may join by it, if that is limited.
    pub max_uses: Option<u32>,
}

/// A member who comes with a token, and that token.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// The hash of the token.
    pub token: TokenHash,
    /// Of which plan.
    pub plan: PlanId,
    /// The new member.
    pub member: Member,
    /// When it was made.
    pub at: Timestamp,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    /// Which plan it leads to.
    pub plan: PlanId,
    /// The side one joins.
    pub side: Side,
    /// The role one gets.
    pub role: Role,
    /// From when on it is of no use.
    pub expires_at: Timestamp,
    /// When it was made unusable, if it was.
    pub revoked_at: Option<Timestamp>,
    /// How many people may join by it, if that is limited.
    pub max_uses: Option<u32>,
    /// How many people joined by it.
    pub uses: u32,
}

/// Why a link does not open anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum InviteProblem {
    /// There is none with this token.
    #[error("This link is not known. Check that it was copied whole, or ask for a new one.")]
    Unknown,
    /// It was made unusable.
    #[error("This link was withdrawn. Ask the person who sent it for a new one.")]
    Revoked,
    /// Its time is over.
    #[error("This link has expired. Ask the person who sent it for a new one.")]
    Expired,
    /// As many people as may have joined by it.
    #[error("This link has been used up. Ask the person who sent it for a new one.")]
    UsedUp,
}

impl Invite {
    /// Whether one may join by it now.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, now: Timestamp) -> Result<(), InviteProblem> {
        if self.revoked_at.is_some() {
            Err(InviteProblem::Revoked)
        } else if self.expires_at <= now {
            Err(InviteProblem::Expired)
        } else if self.max_uses.is_some_and(|limit| self.uses >= limit) {
            Err(InviteProblem::UsedUp)
        } else {
            Ok(())
        }
    }
}

/// Somebody uses a link.
#[derive(Debug, Clone)]
pub struct Join {
    /// The hash of the link's token.
    pub invite: TokenHash,
    /// The id that the new member gets.
    pub member: MemberId,
    /// The new member's name.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// The session that is the new member from now on.
    pub session: JoinSession,
    /// Until when the session lives.
    pub session_expires_at: Timestamp,
}

/// The session of somebody who joins.
#[derive(Debug, Clone, Copy)]
pub enum JoinSession {
    /// One that the browser has already.
    Existing(SessionId),
    /// A new one with this token.
    New(TokenHash),
}

/// Somebody joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// Which plan.
    pub plan: PlanId,
    /// Who they are in it.
    pub member: Member,
}

/// Names a session inside the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionId(pub i64);

/// A browser that somebody joined with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// Its name in the store.
    pub id: SessionId,
    /// When it was last noted that it was used.
    pub used_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_refused_for_the_first_reason_that_holds() {
        let now = Timestamp::from_millis(1_000);
        let good = Invite {
            plan: PlanId::from_u128(1),
            side: Side::Partner,
            role: Role::Lead,
            expires_at: Timestamp::from_millis(1_001),
            revoked_at: None,
            max_uses: Some(2),
            uses: 1,
        };
        let cases = [
            (good.clone(), Ok(())),
            (
                Invite {
                    expires_at: now,
                    ..good.clone()
                },
                Err(InviteProblem::Expired),
            ),
            (
                Invite {
                    uses: 2,
                    ..good.clone()
                },
                Err(InviteProblem::UsedUp),
            ),
            (
                Invite {
                    max_uses: None,
                    uses: 9_999,
                    ..good.clone()
                },
                Ok(()),
            ),
            (
                Invite {
                    revoked_at: Some(now),
                    expires_at: now,
                    ..good
                },
                Err(InviteProblem::Revoked),
            ),
        ];
        for (invite, expected) in cases {
            assert_eq!(invite.check(now), expected, "{invite:?}");
        }
    }
}
