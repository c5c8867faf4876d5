//! A transaction that writes.
//!
//! It begins, commits and ends by plain statements instead of the driver's own transactions:
//! when a disk is full SQLite rolls back by itself, the driver's count of open transactions then
//! stays wrong, and its connection would refuse every later write.

use std::ops::{Deref, DerefMut};

use sqlx::pool::PoolConnection;
use sqlx::{Sqlite, SqliteConnection, SqlitePool};

/// Holds the write lock from its first moment, so that what it reads stays true until it is
/// committed. Dropped without that, it closes its connection, and SQLite takes everything back.
#[derive(Debug)]
pub(super) struct WriteTransaction {
    connection: PoolConnection<Sqlite>,
    committed: bool,
}

impl WriteTransaction {
    pub(super) async fn begin(writer: &SqlitePool) -> Result<Self, sqlx::Error> {
        let mut txn = Self {
            connection: writer.acquire().await?,
            committed: false,
        };
        sqlx::query("BEGIN IMMEDIATE")
            .execute(&mut *txn.connection)
            .await?;
        Ok(txn)
    }

    /// When this returns `Ok`, everything that was written is on disk.
    pub(super) async fn commit(mut self) -> Result<(), sqlx::Error> {
        sqlx::query("COMMIT").execute(&mut *self.connection).await?;
        self.committed = true;
        Ok(())
    }
}

impl Drop for WriteTransaction {
    fn drop(&mut self) {
        if !self.committed {
            self.connection.close_on_drop();
        }
    }
}

impl Deref for WriteTransaction {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.connection
    }
}

impl DerefMut for WriteTransaction {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.connection
    }
}
