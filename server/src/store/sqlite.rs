//! The store in one SQLite file: write-ahead log, every commit flushed to the disk before it
//! counts.
//!
//! One connection writes, so that writers queue in the program instead of failing in the
//! database; a few others read. Another process may write at the same time (the command line
//! does); SQLite's own lock and the busy timeout settle who goes first.

mod codec;
mod invites;
mod plans;
mod rooms;
mod sessions;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Sqlite, Transaction};
use tandem_plan::ids::PlanId;
use tandem_protocol::event::Member;

use super::records::{
    Invite, Join, Joined, NewInvite, NewPlan, Plan, RoomKey, RoomWrite, Session, SessionId,
    StoredRoom, TokenHash,
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
}

impl SqliteStore {
    /// Opens the database in this file, makes it if it is not there, and brings its tables up to
    /// date. Another process may do the same at the same time.
    ///
    /// # Errors
    /// If the file cannot be used, or a newer version of the program wrote it.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
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
        MIGRATIONS.run(&writer).await.map_err(|error| match error {
            MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => {
                StoreError::Newer {
                    path: path.to_owned(),
                }
            }
            error => cannot_open(path, error),
        })?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .test_before_acquire(false)
            .connect_with(options.create_if_missing(false).pragma("query_only", "on"))
            .await
            .map_err(|error| cannot_open(path, error))?;
        Ok(Self { writer, readers })
    }

    /// A transaction that holds the write lock from its first moment, so that what it reads
    /// stays true until it is committed.
    async fn write(&self, doing: &'static str) -> Result<Transaction<'static, Sqlite>, StoreError> {
        let begun = self.writer.begin_with("BEGIN IMMEDIATE").await;
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

    async fn commit(&self, writes: &[RoomWrite]) -> Result<(), StoreError> {
        rooms::commit(self, writes).await
    }

    async fn save_snapshot(
        &self,
        room: RoomKey,
        seq: u64,
        state: Vec<u8>,
    ) -> Result<(), StoreError> {
        rooms::save_snapshot(self, room, seq, state).await
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
        plans::members(self, plan).await
    }

    async fn create_invite(&self, invite: &NewInvite) -> Result<(), StoreError> {
        invites::create(self, invite).await
    }

    async fn invite(&self, token: &TokenHash) -> Result<Option<Invite>, StoreError> {
        invites::get(self, token).await
    }

    async fn revoke_invite(&self, token: &TokenHash, at: Timestamp) -> Result<bool, StoreError> {
        invites::revoke(self, token, at).await
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
