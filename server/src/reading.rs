//! A plan as it is on disk, for those who read it and do not take part.
//!
//! It is made from the store and never from a room: what a room holds may still be lost, and nobody
//! sees an edit before it is saved. Making one takes a processor for some milliseconds, so only a
//! few are made at a time.

use std::future::Future;
use std::sync::Arc;

use tandem_plan::document::{ApplyError, PlanDoc};
use tandem_plan::ids::PlanId;
use tandem_plan::schema::Schema;
use tokio::sync::Semaphore;
use tokio::task::{JoinError, spawn_blocking};

use crate::store::{RoomKey, Store, StoreError};

/// How many plans are read at the same time.
const AT_ONCE: usize = 4;
/// How many updates are asked for at once.
const PAGE: u32 = 1_000;
/// Longer logs are not replayed into a document that keeps everything, in bytes.
const LONG_LOG: usize = 64 * 1_024 * 1_024;

/// Reads plans. A clone reads from the same store, in the same turns.
#[derive(Debug, Clone)]
pub struct Readings<S> {
    store: S,
    turns: Arc<Semaphore>,
    /// The turns of those who read all that ever was.
    long_turns: Arc<Semaphore>,
}

/// Why a plan cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What is stored does not fit together.
    #[error("the stored updates of a plan do not fit")]
    Unfit(#[from] ApplyError),
    /// Reading panicked.
    #[error("reading a plan was cut short")]
    Cut(#[from] JoinError),
}

impl<S: Store> Readings<S> {
    /// Reads from this store.
    #[must_use]
    pub fn new(store: S) -> Self {
        Self {
            store,
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            long_turns: Arc::new(Semaphore::new(1)),
        }
    }

    /// What `read` makes of what both sides see of a plan, as it is on disk; `None` if there is no
    /// such plan. That somebody may see it was checked before.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn read<T: Send + 'static>(
        &self,
        plan: PlanId,
        read: impl FnOnce(&PlanDoc) -> T + Send + 'static,
    ) -> Result<Option<T>, ReadError> {
        self.read_layer(RoomKey::joint(plan), read).await
    }

    /// What `read` makes of a document as it was after the update with this number; `None` if there is
    /// no such room, or it has not come that far.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn read_at<T: Send + 'static>(
        &self,
        key: RoomKey,
        seq: u64,
        read: impl FnOnce(&PlanDoc) -> T + Send + 'static,
    ) -> Result<Option<T>, ReadError> {
        let updates = async { self.store.load_room_at(key, seq).await };
        self.made(key, PlanDoc::reader, updates, read).await
    }

    /// What `read` makes of any layer, as it is on disk; `None` if there is none.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn read_layer<T: Send + 'static>(
        &self,
        key: RoomKey,
        read: impl FnOnce(&PlanDoc) -> T + Send + 'static,
    ) -> Result<Option<T>, ReadError> {
        let updates = async {
            let stored = self.store.load_room(key).await?;
            Ok(stored.map(|stored| stored.snapshot.into_iter().chain(stored.tail).collect()))
        };
        self.made(key, PlanDoc::reader, updates, read).await
    }

    /// The same, with all that was ever deleted still in the document, unless the log is very long.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn read_whole<T: Send + 'static>(
        &self,
        key: RoomKey,
        read: impl FnOnce(&PlanDoc) -> T + Send + 'static,
    ) -> Result<Option<T>, ReadError> {
        // Nobody closes it.
        let _turn = self.long_turns.acquire().await.ok();
        let (mut updates, mut last, mut bytes) = (Vec::new(), 0, 0);
        while let page = self.store.read_log(key, last, PAGE).await?
            && let Some(newest) = page.last()
        {
            last = newest.seq;
            bytes += page.iter().map(|update| update.bytes.len()).sum::<usize>();
            if bytes > LONG_LOG {
                return self.read_layer(key, read).await;
            }
            updates.extend(page.into_iter().map(|update| update.bytes));
        }
        let updates = async { Ok(Some(updates)) };
        self.made(key, PlanDoc::keeper, updates, read).await
    }

    /// What `read` makes of the document that these updates come to, when it is its turn.
    async fn made<T: Send + 'static>(
        &self,
        key: RoomKey,
        fresh: impl FnOnce(&'static Schema) -> PlanDoc + Send + 'static,
        updates: impl Future<Output = Result<Option<Vec<Vec<u8>>>, StoreError>>,
        read: impl FnOnce(&PlanDoc) -> T + Send + 'static,
    ) -> Result<Option<T>, ReadError> {
        // Nobody closes it; without a turn the plan is read all the same.
        let turn = Arc::clone(&self.turns).acquire_owned().await.ok();
        let Some(updates) = updates.await? else {
            return Ok(None);
        };
        let work = spawn_blocking(move || {
            let document = fresh(key.layer.schema());
            document.apply_all(&updates)?;
            let made = read(&document);
            drop(turn);
            Ok::<T, ApplyError>(made)
        });
        Ok(Some(work.await??))
    }
}
