//! The store in one SQLite file: write-ahead log, every commit flushed to the disk before it
//! counts.
//!
//! One connection writes, so that writers queue in the program instead of failing in the
//! database; a few others read. Another process may write at the same time (the command line
//! does); SQLite's own lock and the busy timeout settle who goes first.

mod audit;
mod baselines;
mod chunks;
mod codec;
mod deletion;
#[cfg(test)]
mod fixture;
mod history;
mod inspect;
mod invites;
mod log;
mod marks;
mod members;
mod plans;
mod rooms;
mod sessions;
mod tokens;
mod transaction;
mod visits;
mod workshops;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Sqlite, Transaction};
use tandem_plan::ids::{ClientId, ItemId, MemberId, PlanId, TokenId};
use tandem_protocol::http::TokenRow;
use tandem_protocol::layer::Layer;
use tandem_protocol::member::Member;
use tandem_protocol::role::Side;

use self::log::Logs;
use self::transaction::WriteTransaction;
use super::{
    Agreed, AuditPage, Baseline, Bearer, ChangeCount, ChangeFilter, ChangeId, ChangeRow,
    Credential, Invite, Join, Joined, LoggedUpdate, NewAudit, NewPlan, People, PeopleChange, Plan,
    RoomHead, RoomKey, RoomWrite, Session, SessionId, Spot, Stay, StoredRoom, StoredSnapshot,
    StoredWorkshop, TokenHash,
};
use super::{JoinError, Store, StoreError};
use crate::clock::Timestamp;

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// How long a statement waits for another process to finish writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const READERS: u32 = 4;

/// The store in one SQLite file.
#[derive(Debug, Clone)]
pub struct SqliteStore {
    /// Exactly one connection.
    writer: SqlitePool,
    readers: SqlitePool,
    logs: Arc<Mutex<Logs>>,
}

/// The right to write, held and not used: see [`SqliteStore::hold`].
#[derive(Debug)]
pub struct Held {
    _txn: WriteTransaction,
}

impl SqliteStore {
    /// Opens the database in this file, makes it if it is not there, and brings its tables up to
    /// date. Another process may do the same at the same time.
    ///
    /// # Errors
    /// If the file cannot be used, or a newer version of the program wrote it.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_with(path, IfMissing::Make).await
    }

    /// The same, of a database that must be there.
    ///
    /// # Errors
    /// If it is not there, and as with [`Self::open`].
    pub async fn open_existing(path: &Path) -> Result<Self, StoreError> {
        // Nothing is made, not even the lock.
        if let Err(error) = std::fs::metadata(path) {
            return Err(cannot_open(path, error));
        }
        Self::open_with(path, IfMissing::Refuse).await
    }

    /// Copies everything, as it is at this moment, into a file that must not be there yet. Others
    /// may read and write meanwhile.
    ///
    /// # Errors
    /// If the file is there, or cannot be written.
    pub async fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        inspect::copy_to(self, path).await
    }

    /// Begins another life: see [`Store::epoch`].
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn renew_epoch(&self) -> Result<(), StoreError> {
        inspect::renew_epoch(self).await
    }

    /// Keeps everybody else from writing, in this program and in others, until the answer is
    /// dropped. Others wait, and fail when it takes too long.
    ///
    /// # Errors
    /// If somebody else keeps on writing, or the database cannot be written.
    pub async fn hold(&self) -> Result<Held, StoreError> {
        let txn = self.write("keep others from writing").await?;
        Ok(Held { _txn: txn })
    }

    async fn open_with(path: &Path, if_missing: IfMissing) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(if_missing == IfMissing::Make)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // What is deleted is overwritten: a plan that is gone lies in no free page of the file.
            .pragma("secure_delete", "on")
            .busy_timeout(BUSY_TIMEOUT);
        let _turn = Turn::take(path).await?;
        let writer = SqlitePoolOptions::new()
            .min_connections(1)
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .connect_with(options.clone())
            .await
            .map_err(|error| cannot_open(path, error))?;
        if if_missing == IfMissing::Refuse {
            let made = sqlx::query("SELECT 1 FROM sqlite_master WHERE name = '_sqlx_migrations'")
                .fetch_optional(&writer)
                .await
                .map_err(|error| cannot_open(path, error))?;
            if made.is_none() {
                return Err(cannot_open(path, "it is not a database of tandem"));
            }
        }
        MIGRATIONS.run(&writer).await.map_err(|error| match error {
            MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => {
                StoreError::Newer {
                    path: path.to_owned(),
                }
            }
            error => cannot_open(path, error),
        })?;
        let logs = async {
            let mut connection = writer.acquire().await?;
            Logs::count(&mut connection).await
        };
        let logs = logs.await.map_err(|error| cannot_open(path, error))?;
        let readers = SqlitePoolOptions::new()
            .min_connections(READERS)
            .max_connections(READERS)
            .test_before_acquire(false)
            .connect_with(options.create_if_missing(false).pragma("query_only", "on"))
            .await
            .map_err(|error| cannot_open(path, error))?;
        Ok(Self {
            writer,
            readers,
            logs: Arc::new(Mutex::new(logs)),
        })
    }

    fn logs(&self) -> MutexGuard<'_, Logs> {
        self.logs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn write(&self, doing: &'static str) -> Result<WriteTransaction, StoreError> {
        let begun = WriteTransaction::begin(&self.writer).await;
        begun.map_err(failed(doing))
    }

    /// A transaction that sees one moment of the database.
    async fn read(&self, doing: &'static str) -> Result<Transaction<'static, Sqlite>, StoreError> {
        self.readers.begin().await.map_err(failed(doing))
    }
}

impl Store for SqliteStore {
    async fn load_room(&self, room: RoomKey) -> Result<Option<StoredRoom>, StoreError> {
        rooms::load(self, room).await
    }

    async fn load_room_at(
        &self,
        room: RoomKey,
        seq: u64,
    ) -> Result<Option<Vec<Vec<u8>>>, StoreError> {
        rooms::load_at(self, room, seq).await
    }

    async fn head(&self, room: RoomKey) -> Result<u64, StoreError> {
        rooms::head(self, room).await
    }

    async fn commit(&self, writes: &[RoomWrite]) -> Result<(), StoreError> {
        log::commit(self, writes).await
    }

    async fn tidy_up(&self) -> Result<usize, StoreError> {
        let left = log::tidy_up(self).await;
        // Whoever closes the store does not wait for this; what has not moved is safe where it is.
        if self.writer.is_closed() {
            return Ok(0);
        }
        left
    }

    async fn save_snapshot(
        &self,
        room: RoomKey,
        seq: u64,
        state: Vec<u8>,
    ) -> Result<(), StoreError> {
        rooms::save_snapshot(self, room, seq, state).await
    }

    async fn rooms(&self) -> Result<Vec<RoomHead>, StoreError> {
        inspect::rooms(self).await
    }

    async fn read_log(
        &self,
        room: RoomKey,
        after: u64,
        limit: u32,
    ) -> Result<Vec<LoggedUpdate>, StoreError> {
        inspect::read_log(self, room, after, limit).await
    }

    async fn changes(
        &self,
        room: RoomKey,
        filter: &ChangeFilter,
        before: Option<ChangeId>,
        limit: u32,
    ) -> Result<Vec<ChangeRow>, StoreError> {
        history::page(self, room, filter, before, limit).await
    }

    async fn count_changes(
        &self,
        room: RoomKey,
        filter: &ChangeFilter,
    ) -> Result<Vec<ChangeCount>, StoreError> {
        history::counts(self, room, filter).await
    }

    async fn changed_by(
        &self,
        room: RoomKey,
        after: u64,
        until: u64,
    ) -> Result<Vec<(Spot, MemberId)>, StoreError> {
        history::changed_by(self, room, after, until).await
    }

    async fn news(
        &self,
        room: RoomKey,
        member: MemberId,
        after: u64,
        at: Timestamp,
    ) -> Result<Vec<(String, Option<ItemId>)>, StoreError> {
        history::news(self, room, member, after, at).await
    }

    async fn owners(&self, room: RoomKey) -> Result<Vec<(ClientId, MemberId)>, StoreError> {
        rooms::owners(self, room).await
    }

    async fn change(
        &self,
        room: RoomKey,
        change: ChangeId,
    ) -> Result<Option<ChangeRow>, StoreError> {
        history::one(self, room, change).await
    }

    async fn replace_changes(
        &self,
        room: RoomKey,
        head_seq: u64,
        rows: &[ChangeRow],
    ) -> Result<(), StoreError> {
        history::recent::replace(self, room, head_seq, rows).await
    }

    async fn note_stay(&self, room: RoomKey, stay: &Stay) -> Result<(), StoreError> {
        visits::note_stay(self, room, stay).await
    }

    async fn who_was_here(
        &self,
        room: RoomKey,
        at: Timestamp,
    ) -> Result<Vec<MemberId>, StoreError> {
        visits::who_was_here(self, room, at).await
    }

    async fn baselines(&self, room: RoomKey) -> Result<Vec<Baseline>, StoreError> {
        baselines::of_room(self, room).await
    }

    async fn keep_baseline(&self, room: RoomKey, baseline: &Baseline) -> Result<(), StoreError> {
        baselines::keep(self, room, baseline).await
    }

    async fn workshops(&self, plan: PlanId) -> Result<Vec<StoredWorkshop>, StoreError> {
        workshops::of_plan(self, plan).await
    }

    async fn keep_workshop(
        &self,
        plan: PlanId,
        workshop: &StoredWorkshop,
        without_trace: bool,
    ) -> Result<bool, StoreError> {
        workshops::keep(self, plan, workshop, without_trace).await
    }

    async fn visit(
        &self,
        room: RoomKey,
        member: MemberId,
    ) -> Result<Option<(u64, Timestamp)>, StoreError> {
        visits::visit(self, room, member).await
    }

    async fn set_visit(
        &self,
        room: RoomKey,
        member: MemberId,
        seq: u64,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        visits::set_visit(self, room, member, seq, at).await
    }

    async fn snapshots(&self, room: RoomKey) -> Result<Vec<StoredSnapshot>, StoreError> {
        inspect::snapshots(self, room).await
    }

    async fn examine(&self) -> Result<Vec<String>, StoreError> {
        inspect::examine(self).await
    }

    async fn create_plan(&self, plan: &NewPlan) -> Result<(), StoreError> {
        plans::create(self, plan).await
    }

    async fn plan(&self, plan: PlanId) -> Result<Option<Plan>, StoreError> {
        plans::get(self, plan).await
    }

    async fn demo_plan(&self) -> Result<Option<PlanId>, StoreError> {
        plans::demo(self).await
    }

    async fn members(&self, plan: PlanId) -> Result<Vec<Member>, StoreError> {
        members::of_plan(self, plan).await
    }

    async fn change_people<E: Send>(
        &self,
        plan: PlanId,
        at: Timestamp,
        decide: impl FnOnce(&People) -> Result<PeopleChange, E> + Send,
    ) -> Result<Result<PeopleChange, E>, StoreError> {
        members::change(self, plan, at, decide).await
    }

    async fn contributions(&self, plan: PlanId) -> Result<Vec<(Side, u64)>, StoreError> {
        members::contributions(self, plan).await
    }

    async fn invites(&self, plan: PlanId) -> Result<Vec<Invite>, StoreError> {
        invites::of_plan(self, plan).await
    }

    async fn invite(&self, token: &TokenHash) -> Result<Option<Invite>, StoreError> {
        invites::get(self, token).await
    }

    async fn tokens(&self, member: MemberId) -> Result<Vec<TokenRow>, StoreError> {
        tokens::of_member(self, member).await
    }

    async fn revoke_token(
        &self,
        member: MemberId,
        token: TokenId,
        audit: &NewAudit,
    ) -> Result<bool, StoreError> {
        tokens::revoke(self, member, token, audit).await
    }

    async fn token_bearer(&self, token: &TokenHash) -> Result<Option<Bearer>, StoreError> {
        tokens::bearer(self, token).await
    }

    async fn comes_with(
        &self,
        credential: Credential,
        plan: PlanId,
        member: MemberId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        match credential {
            Credential::Session(session) => sessions::is(self, session, (plan, member), now).await,
            Credential::Token(token) => tokens::is(self, token, member).await,
        }
    }

    async fn join(&self, join: &Join) -> Result<Joined, JoinError> {
        invites::join(self, join).await
    }

    async fn session(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Session>, StoreError> {
        sessions::get(self, token, now).await
    }

    async fn extend_session(
        &self,
        session: SessionId,
        used_at: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        sessions::extend(self, session, used_at, expires_at).await
    }

    async fn revoke_session(&self, session: SessionId, at: Timestamp) -> Result<(), StoreError> {
        sessions::revoke(self, session, at).await
    }

    async fn session_member(
        &self,
        session: SessionId,
        plan: PlanId,
    ) -> Result<Option<Member>, StoreError> {
        sessions::member(self, session, plan).await
    }

    async fn session_plans(&self, session: SessionId) -> Result<Vec<(Plan, Member)>, StoreError> {
        sessions::plans(self, session).await
    }

    async fn note(&self, audit: &NewAudit) -> Result<(), StoreError> {
        audit::note(self, audit).await
    }

    async fn audit(
        &self,
        plan: Option<PlanId>,
        before: Option<u64>,
        limit: u32,
    ) -> Result<AuditPage, StoreError> {
        audit::page(self, plan, before, limit).await
    }

    async fn read_marks(&self, member: MemberId) -> Result<Vec<(Layer, Timestamp)>, StoreError> {
        marks::of_member(self, member).await
    }

    async fn set_read_mark(
        &self,
        member: MemberId,
        layer: Layer,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        marks::set(self, member, layer, until).await
    }

    async fn deletion(&self, plan: PlanId) -> Result<Agreed, StoreError> {
        deletion::of_plan(self, plan).await
    }

    async fn agree_deletion(
        &self,
        plan: PlanId,
        lead: &Member,
        at: Timestamp,
    ) -> Result<Agreed, StoreError> {
        deletion::agree(self, plan, lead, at).await
    }

    async fn withdraw_deletion(
        &self,
        plan: PlanId,
        lead: &Member,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        deletion::withdraw(self, plan, lead, at).await
    }

    async fn epoch(&self) -> Result<String, StoreError> {
        plans::epoch(self).await
    }

    async fn data_version(&self) -> Result<i64, StoreError> {
        // Asked on the connection that writes, the number changes only when somebody else wrote.
        let version = sqlx::query_scalar("PRAGMA data_version").fetch_one(&self.writer);
        version.await.map_err(failed("tell whether it has changed"))
    }

    async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// What is done about a database that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum IfMissing {
    Make,
    Refuse,
}

/// The right to open and migrate the database, held by one process at a time: SQLite's driver
/// does not keep two processes from migrating at once.
struct Turn {
    _file: File,
}

impl Turn {
    async fn take(database: &Path) -> Result<Self, StoreError> {
        let path = database.with_extension("opening");
        let lock = |path: PathBuf| {
            let file = File::options()
                .create(true)
                .truncate(false)
                .write(true)
                .open(path)?;
            file.lock()?;
            Ok(file)
        };
        let locked = tokio::task::spawn_blocking(move || lock(path)).await;
        let locked = locked.unwrap_or_else(|error| Err(std::io::Error::other(error)));
        let file = locked.map_err(|error| cannot_open(database, error))?;
        Ok(Self { _file: file })
    }
}

fn cannot_open(
    path: &Path,
    source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> StoreError {
    StoreError::Open {
        path: path.to_owned(),
        source: source.into(),
    }
}

/// Says what the database was asked when it failed.
fn failed(doing: &'static str) -> impl Fn(sqlx::Error) -> StoreError {
    move |error| StoreError::Failed {
        doing,
        source: Box::new(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_commit_is_flushed_to_the_disk_before_it_counts() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("test.sqlite"))
            .await
            .unwrap();
        let journal: String = sqlx::query_scalar("PRAGMA journal_mode")
            .fetch_one(&store.writer)
            .await
            .unwrap();
        assert_eq!(journal, "wal");
        for (pragma, value) in [
            ("PRAGMA synchronous", 2),
            ("PRAGMA foreign_keys", 1),
            ("PRAGMA secure_delete", 1),
        ] {
            let set: i64 = sqlx::query_scalar(pragma)
                .fetch_one(&store.writer)
                .await
                .unwrap();
            assert_eq!(set, value, "{pragma}");
        }
    }

    #[tokio::test]
    async fn two_processes_may_begin_at_the_same_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.sqlite");
        let opened = tokio::join!(
            SqliteStore::open(&path),
            SqliteStore::open(&path),
            SqliteStore::open(&path)
        );
        let stores = [opened.0.unwrap(), opened.1.unwrap(), opened.2.unwrap()];
        let epoch = stores[0].epoch().await.unwrap();
        for store in &stores {
            assert_eq!(store.epoch().await.unwrap(), epoch);
        }
    }

    #[tokio::test]
    async fn a_database_of_a_newer_version_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.sqlite");
        let store = SqliteStore::open(&path).await.unwrap();
        sqlx::query(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (9999, 'of tomorrow', 1, x'00', 0)",
        )
        .execute(&store.writer)
        .await
        .unwrap();
        store.close().await;
        let refused = SqliteStore::open(&path).await;
        assert!(
            matches!(refused, Err(StoreError::Newer { .. })),
            "{refused:?}"
        );
    }

    #[tokio::test]
    async fn a_full_disk_is_an_error_and_not_a_loss() {
        let (_folder, store) = fixture::a_store().await;
        let room = fixture::a_room(&store, "seed", Vec::new()).await;
        // SQLite reports a database that may not grow like a disk that is full.
        let pages: i64 = sqlx::query_scalar("PRAGMA page_count")
            .fetch_one(&store.writer)
            .await
            .unwrap();
        let limit = format!("PRAGMA max_page_count = {pages}");
        sqlx::query(sqlx::AssertSqlSafe(limit))
            .execute(&store.writer)
            .await
            .unwrap();

        let write = |size| fixture::write(room, 2, [vec![7; size]]);
        let refused = store.commit(&[write(100_000)]).await;
        assert!(
            matches!(refused, Err(StoreError::Failed { .. })),
            "{refused:?}"
        );
        let stored = store.load_room(room).await.unwrap().unwrap();
        assert_eq!(stored.head_seq, 1);

        // The limit ended with the connection: with space again, the same edit is taken.
        store.commit(&[write(100_000)]).await.unwrap();
        let stored = store.load_room(room).await.unwrap().unwrap();
        assert_eq!((stored.head_seq, stored.tail[1].len()), (2, 100_000));
    }
}
