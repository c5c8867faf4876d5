//! What is on disk, behind one trait.
//!
//! [`Store`] is everything that the server ever asks of a database. [`sqlite`] keeps it in one
//! file of the data folder; another database implements the same trait and passes the same
//! contract tests. Nothing here decides who may do what, and nothing here looks into a document:
//! updates and snapshots are bytes.

mod history;
mod people;
mod records;
pub mod sqlite;

use std::error::Error;
use std::future::Future;
use std::path::PathBuf;

use tandem_plan::ids::{ClientId, ItemId, MemberId, PlanId, TokenId};
use tandem_protocol::http::TokenRow;
use tandem_protocol::layer::Layer;
use tandem_protocol::member::Member;
use tandem_protocol::role::Side;

pub use history::{
    Baseline, Cause, ChangeCount, ChangeFilter, ChangeId, ChangeRow, InvalidChangeId, Spot, Stay,
};
pub use people::{
    Agreed, AuditPage, Bearer, Credential, Invite, InviteProblem, Join, JoinSession, Joined,
    NewAudit, NewInvite, NewToken, People, PeopleChange, Session, SessionId, TokenHash,
};
pub use records::{
    Author, Founder, LoggedUpdate, NewPlan, NewUpdate, Plan, Purpose, RoomHead, RoomKey, RoomWrite,
    StoredRoom, StoredSnapshot, StoredWorkshop,
};

use crate::clock::Timestamp;

/// The database that this program runs on.
pub type Database = sqlite::SqliteStore;

/// Everything the server asks of a database. A clone is another handle to the same data.
pub trait Store: Clone + Send + Sync + 'static {
    /// A room as it was last committed: the newest snapshot whose checksum is right, and the
    /// updates behind it. `None` if there is no such plan, or it has no such layer.
    fn load_room(
        &self,
        room: RoomKey,
    ) -> impl Future<Output = Result<Option<StoredRoom>, StoreError>> + Send;

    /// What a room's document after the update with this number is made of, in order: the newest sound
    /// snapshot before it, and the updates behind that. `None` if there is no such room, or its log
    /// does not go that far.
    fn load_room_at(
        &self,
        room: RoomKey,
        seq: u64,
    ) -> impl Future<Output = Result<Option<Vec<Vec<u8>>>, StoreError>> + Send;

    /// The number of the last update of a room; 0 where nothing was written.
    fn head(&self, room: RoomKey) -> impl Future<Output = Result<u64, StoreError>> + Send;

    /// Appends updates to the logs of rooms, all of them in one transaction or none. When this
    /// returns `Ok` they are on disk: this is the durability point.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if a room's log does not end where the write expects it, or a
    /// client id belongs to somebody else.
    fn commit(&self, writes: &[RoomWrite]) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Does a little of what makes later work easier, for moments in which nobody writes. Returns how
    /// much of it is left.
    fn tidy_up(&self) -> impl Future<Output = Result<usize, StoreError>> + Send;

    /// Keeps a snapshot of a room, which must contain every update up to `seq`, and forgets all
    /// but the newest two and the last of every ten thousand updates.
    fn save_snapshot(
        &self,
        room: RoomKey,
        seq: u64,
        state: Vec<u8>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Every room, in the order in which they were made.
    fn rooms(&self) -> impl Future<Output = Result<Vec<RoomHead>, StoreError>> + Send;

    /// The updates of a room's log behind number `after`, at most `limit` of them, in order.
    fn read_log(
        &self,
        room: RoomKey,
        after: u64,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<LoggedUpdate>, StoreError>> + Send;

    /// The changes of a room that pass a filter and lie before `before`, the newest first, at most
    /// `limit` of them.
    fn changes(
        &self,
        room: RoomKey,
        filter: &ChangeFilter,
        before: Option<ChangeId>,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<ChangeRow>, StoreError>> + Send;

    /// How many changes of which sort a room has. Of the filter only the period counts, in days of
    /// UTC, unless it names an item, a field, a row or an update: then all of it does.
    fn count_changes(
        &self,
        room: RoomKey,
        filter: &ChangeFilter,
    ) -> impl Future<Output = Result<Vec<ChangeCount>, StoreError>> + Send;

    /// Who has changed which spot of a room behind the first of these updates and up to the second;
    /// comments are left out.
    fn changed_by(
        &self,
        room: RoomKey,
        after: u64,
        until: u64,
    ) -> impl Future<Output = Result<Vec<(Spot, MemberId)>, StoreError>> + Send;

    /// The sections and items that others than this member have changed after an update, which they had
    /// seen at this moment; of very many changes only the newest count. Comments do not.
    fn news(
        &self,
        room: RoomKey,
        member: MemberId,
        after: u64,
        at: Timestamp,
    ) -> impl Future<Output = Result<Vec<(String, Option<ItemId>)>, StoreError>> + Send;

    /// Whose the client ids are that have written into a room.
    fn owners(
        &self,
        room: RoomKey,
    ) -> impl Future<Output = Result<Vec<(ClientId, MemberId)>, StoreError>> + Send;

    /// One change.
    fn change(
        &self,
        room: RoomKey,
        change: ChangeId,
    ) -> impl Future<Output = Result<Option<ChangeRow>, StoreError>> + Send;

    /// Puts these changes in the place of all that a room has.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if the room's log does not end with update `head_seq`.
    fn replace_changes(
        &self,
        room: RoomKey,
        head_seq: u64,
        rows: &[ChangeRow],
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Notes that somebody was in a room.
    fn note_stay(
        &self,
        room: RoomKey,
        stay: &Stay,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Who was in a room at this moment.
    fn who_was_here(
        &self,
        room: RoomKey,
        at: Timestamp,
    ) -> impl Future<Output = Result<Vec<MemberId>, StoreError>> + Send;

    /// The baselines of a room, the newest first.
    fn baselines(
        &self,
        room: RoomKey,
    ) -> impl Future<Output = Result<Vec<Baseline>, StoreError>> + Send;

    /// Keeps a baseline of a room.
    fn keep_baseline(
        &self,
        room: RoomKey,
        baseline: &Baseline,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Up to which update somebody has seen the history of a room, and when.
    fn visit(
        &self,
        room: RoomKey,
        member: MemberId,
    ) -> impl Future<Output = Result<Option<(u64, Timestamp)>, StoreError>> + Send;

    /// Somebody has seen the history of a room up to this update. It never goes back.
    fn set_visit(
        &self,
        room: RoomKey,
        member: MemberId,
        seq: u64,
        at: Timestamp,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// The snapshots of a room, damaged ones too, the oldest first.
    fn snapshots(
        &self,
        room: RoomKey,
    ) -> impl Future<Output = Result<Vec<StoredSnapshot>, StoreError>> + Send;

    /// What the database itself finds wrong with its files, in its own words.
    fn examine(&self) -> impl Future<Output = Result<Vec<String>, StoreError>> + Send;

    /// Makes a plan and its joint room, whose first update is the plan's first content. The rooms
    /// of its other layers are made with their first update.
    fn create_plan(&self, plan: &NewPlan) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// One plan.
    fn plan(&self, plan: PlanId) -> impl Future<Output = Result<Option<Plan>, StoreError>> + Send;

    /// The plan that was made with [`Purpose::Demo`], if one ever was.
    fn demo_plan(&self) -> impl Future<Output = Result<Option<PlanId>, StoreError>> + Send;

    /// All workshops of a plan, the newest first.
    fn workshops(
        &self,
        plan: PlanId,
    ) -> impl Future<Output = Result<Vec<StoredWorkshop>, StoreError>> + Send;

    /// Keeps a workshop as it is now. `false` if it was not at the revision before that, or is not new
    /// with its first one: somebody else has kept it. With `without_trace` what it was before does not
    /// stay in the database's journal either.
    fn keep_workshop(
        &self,
        plan: PlanId,
        workshop: &StoredWorkshop,
        without_trace: bool,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Everybody who belongs to a plan, in the order in which they came.
    fn members(&self, plan: PlanId)
    -> impl Future<Output = Result<Vec<Member>, StoreError>> + Send;

    /// Changes who belongs to a plan and what lets people in, in one transaction: `decide` is told how
    /// that is, while nobody else changes it. Whoever is signed out by it is so everywhere: their
    /// sessions are nobody in this plan any more, their tokens and the links with which they go on
    /// are of no use.
    fn change_people<E: Send>(
        &self,
        plan: PlanId,
        at: Timestamp,
        decide: impl FnOnce(&People) -> Result<PeopleChange, E> + Send,
    ) -> impl Future<Output = Result<Result<PeopleChange, E>, StoreError>> + Send;

    /// How many bytes of edits the members of each side have written into a plan's joint layer;
    /// sides that have written nothing are left out.
    fn contributions(
        &self,
        plan: PlanId,
    ) -> impl Future<Output = Result<Vec<(Side, u64)>, StoreError>> + Send;

    /// All links of a plan, the newest first.
    fn invites(&self, plan: PlanId)
    -> impl Future<Output = Result<Vec<Invite>, StoreError>> + Send;

    /// The link with this token, usable or not.
    fn invite(
        &self,
        token: &TokenHash,
    ) -> impl Future<Output = Result<Option<Invite>, StoreError>> + Send;

    /// The usable tokens of a member, the newest first.
    fn tokens(
        &self,
        member: MemberId,
    ) -> impl Future<Output = Result<Vec<TokenRow>, StoreError>> + Send;

    /// Makes a token of a member unusable from now on, and writes that down if it was usable.
    /// Returns whether the member has such a token.
    fn revoke_token(
        &self,
        member: MemberId,
        token: TokenId,
        audit: &NewAudit,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Whom a token stands for, if it is usable.
    fn token_bearer(
        &self,
        token: &TokenHash,
    ) -> impl Future<Output = Result<Option<Bearer>, StoreError>> + Send;

    /// Whether somebody still comes in with this, as this member of the plan.
    fn comes_with(
        &self,
        credential: Credential,
        plan: PlanId,
        member: MemberId,
        now: Timestamp,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Uses a link: makes the member, or finds who goes on or was named, and lets the session be
    /// that member in the plan, in one transaction that also writes it down. A member whom the
    /// session was before stays in the plan.
    fn join(&self, join: &Join) -> impl Future<Output = Result<Joined, JoinError>> + Send;

    /// The session with this token, if it is neither expired nor revoked.
    fn session(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> impl Future<Output = Result<Option<Session>, StoreError>> + Send;

    /// Notes that a session was used and lets it live until `expires_at`.
    fn extend_session(
        &self,
        session: SessionId,
        used_at: Timestamp,
        expires_at: Timestamp,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Ends a session.
    fn revoke_session(
        &self,
        session: SessionId,
        at: Timestamp,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Who a session is in a plan.
    fn session_member(
        &self,
        session: SessionId,
        plan: PlanId,
    ) -> impl Future<Output = Result<Option<Member>, StoreError>> + Send;

    /// The plans that a session is somebody in, and who; the newest first.
    fn session_plans(
        &self,
        session: SessionId,
    ) -> impl Future<Output = Result<Vec<(Plan, Member)>, StoreError>> + Send;

    /// Writes something down that changed nothing.
    fn note(&self, audit: &NewAudit) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// What was written down of a plan, or of everything, before the entry with this number.
    fn audit(
        &self,
        plan: Option<PlanId>,
        before: Option<u64>,
        limit: u32,
    ) -> impl Future<Output = Result<AuditPage, StoreError>> + Send;

    /// Up to when a member has read the comments of which layer.
    fn read_marks(
        &self,
        member: MemberId,
    ) -> impl Future<Output = Result<Vec<(Layer, Timestamp)>, StoreError>> + Send;

    /// A member has read the comments of a layer up to this moment. It never goes back.
    fn set_read_mark(
        &self,
        member: MemberId,
        layer: Layer,
        until: Timestamp,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Who has agreed to delete a plan.
    fn deletion(&self, plan: PlanId) -> impl Future<Output = Result<Agreed, StoreError>> + Send;

    /// A lead agrees to delete a plan, for as long as they lead. If that is enough, everything of it is deleted in the same
    /// transaction, but that it was.
    fn agree_deletion(
        &self,
        plan: PlanId,
        lead: &Member,
        at: Timestamp,
    ) -> impl Future<Output = Result<Agreed, StoreError>> + Send;

    /// Takes back what the lead of this side has agreed to. Returns whether there was anything.
    fn withdraw_deletion(
        &self,
        plan: PlanId,
        lead: &Member,
        at: Timestamp,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Which life of the store this is: random when it is made, another one after a backup was
    /// restored.
    fn epoch(&self) -> impl Future<Output = Result<String, StoreError>> + Send;

    /// A number that changes when another process has written. It says nothing by itself.
    fn data_version(&self) -> impl Future<Output = Result<i64, StoreError>> + Send;

    /// Waits for what is under way and closes the files.
    fn close(&self) -> impl Future<Output = ()> + Send;
}

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The room's log is not where the write expects it: somebody else wrote, or it was written
    /// already.
    #[error("{room} has moved on: load it again before writing update {first_seq}")]
    Conflict {
        /// Which room.
        room: RoomKey,
        /// The number the write began with.
        first_seq: u64,
    },
    /// What lies in the database cannot be.
    #[error("the database is damaged: {what}; restore a backup")]
    Damaged {
        /// What was found where.
        what: String,
    },
    /// The database belongs to a newer version of this program.
    #[error("{} was written by a newer version of tandem: start that version", path.display())]
    Newer {
        /// Its file.
        path: PathBuf,
    },
    /// The database could not be opened.
    #[error("cannot open the database {}", path.display())]
    Open {
        /// Its file.
        path: PathBuf,
        /// Why.
        source: Box<dyn Error + Send + Sync>,
    },
    /// The database refused or failed.
    #[error("the database could not {doing}")]
    Failed {
        /// What it was asked.
        doing: &'static str,
        /// Why.
        source: Box<dyn Error + Send + Sync>,
    },
}

/// Why nobody joined.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    /// The link does not open anything, now or any more.
    #[error(transparent)]
    Refused(#[from] InviteProblem),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
