//! Appending to the logs of rooms.
//!
//! New rows go to the end of one table for all rooms, so that a round of many rooms costs a few
//! pages and a few statements; the texts of these are few, so that each is prepared once. When there
//! is time, the oldest of them move into the rooms' own parts.

use std::collections::HashMap;
use std::sync::LazyLock;

use sqlx::SqliteConnection;
use tandem_plan::ids::PlanId;
use tandem_protocol::layer::Layer;

use super::chunks::Statements;
use super::codec::{self, Id as _, integer};
use super::history::recent;
use super::{SqliteStore, failed, rooms};
use crate::clock::Timestamp;
use crate::store::{Author, ChangeRow, NewUpdate, RoomKey, RoomWrite, StoreError};

const DOING: &str = "save an edit";

/// So many recent rows may stay: fewer would touch as many pages for less.
const FEW: usize = 4_096;
/// From so many recent rows on they are moved even while everybody writes: reading them all is what
/// opening a room costs.
const TOO_MANY: usize = 262_144;
/// How many are moved at once: more would keep those who save waiting.
const MOVED_AT_ONCE: usize = 2_048;

static APPEND: LazyLock<Statements> = LazyLock::new(|| {
    Statements::new(
        "INSERT INTO room_update_recent (room, seq, bytes, author, member, client, at, claimed_at, cause, step)",
        10,
        "",
    )
});

/// What this process knows of the logs that it writes. Nobody else appends to them while it runs.
#[derive(Debug, Default)]
pub(super) struct Logs {
    rooms: HashMap<RoomKey, Log>,
    /// How many recent rows there are.
    recent: usize,
    /// How many recent changes there are at most.
    changes: usize,
}

#[derive(Debug, Clone, Copy)]
struct Log {
    /// The room's number.
    id: i64,
    /// The number of its last update.
    head: u64,
}

impl Logs {
    /// Counts the recent rows that are there when the database is opened.
    pub(super) async fn count(connection: &mut SqliteConnection) -> Result<Self, sqlx::Error> {
        let (recent, changes): (u32, u32) = sqlx::query_as(
            "SELECT (SELECT count(*) FROM room_update_recent), (SELECT count(*) FROM change_recent)",
        )
        .fetch_one(connection)
        .await?;
        Ok(Self {
            rooms: HashMap::new(),
            recent: recent as usize,
            changes: changes as usize,
        })
    }

    /// This is on disk now.
    pub(super) fn appended(&mut self, appended: &Appended) {
        for (room, log, rows) in &appended.rooms {
            self.rooms.insert(*room, *log);
            self.recent += rows;
        }
        self.changes += appended.changes;
    }

    /// How many recent changes there are at most: one that has gone on counts more than once.
    pub(super) const fn changes(&self) -> usize {
        self.changes
    }

    /// So many recent changes are left.
    pub(super) const fn set_changes(&mut self, left: usize) {
        self.changes = left;
    }
}

/// What an append comes to when it is committed.
#[derive(Debug)]
pub(super) struct Appended {
    rooms: Vec<(RoomKey, Log, usize)>,
    changes: usize,
}

pub(super) async fn commit(store: &SqliteStore, writes: &[RoomWrite]) -> Result<(), StoreError> {
    let mut txn = store.write(DOING).await?;
    let appended = async {
        let appended = append(store, &mut txn, writes).await?;
        txn.commit().await.map_err(failed(DOING))?;
        Ok(appended)
    };
    match appended.await {
        Ok(appended) => store.logs().appended(&appended),
        Err(error) => {
            // What is on disk now is not certain: it is read again before the next write.
            let mut logs = store.logs();
            for write in writes {
                logs.rooms.remove(&write.room);
            }
            return Err(error);
        }
    }
    // They are safe where they are.
    if store.logs().recent > TOO_MANY
        && let Err(error) = move_oldest(store, MOVED_AT_ONCE).await
    {
        tracing::error!(%error, "recent updates could not be moved to their rooms");
    }
    if let Err(error) = recent::relieve(store).await {
        tracing::error!(%error, "recent changes could not be moved to their rooms");
    }
    Ok(())
}

/// Appends to the logs of rooms, inside a transaction that writes.
pub(super) async fn append(
    store: &SqliteStore,
    txn: &mut SqliteConnection,
    writes: &[RoomWrite],
) -> Result<Appended, StoreError> {
    let mut appended: Vec<(RoomKey, Log, usize)> = Vec::with_capacity(writes.len());
    let mut rows: Vec<(i64, u64, &NewUpdate)> = Vec::with_capacity(writes.len());
    let mut changes: Vec<(i64, &ChangeRow)> = Vec::with_capacity(writes.len());
    let mut written: HashMap<RoomKey, Log> = HashMap::with_capacity(writes.len());
    for write in writes {
        let known = written.get(&write.room).copied();
        let known = known.or_else(|| store.logs().rooms.get(&write.room).copied());
        let mut log = match known {
            Some(log) => log,
            None => {
                let mut head = head(txn, write.room).await?;
                if head.is_none() && write.room.layer != Layer::Joint {
                    let made = rooms::create(txn, write.room).await?;
                    head = made.map(|id| (id, 0));
                }
                let (id, head) = head.ok_or_else(|| conflict(write))?;
                Log { id, head }
            }
        };
        if write.first_seq != log.head + 1 {
            return Err(conflict(write));
        }
        log.head += write.updates.len() as u64;
        let numbered = (write.first_seq..).zip(&write.updates);
        rows.extend(numbered.map(|(seq, update)| (log.id, seq, update)));
        own_clients(txn, write, log.id).await?;
        changes.extend(write.changes.iter().map(|change| (log.id, change)));
        written.insert(write.room, log);
        appended.push((write.room, log, write.updates.len()));
    }
    for (statement, rows) in APPEND.split(&rows) {
        insert(txn, rows, statement).await?;
    }
    recent::append(txn, &changes).await?;
    Ok(Appended {
        rooms: appended,
        changes: changes.len(),
    })
}

async fn insert(
    txn: &mut SqliteConnection,
    rows: &[(i64, u64, &NewUpdate)],
    sql: &'static str,
) -> Result<(), StoreError> {
    let mut query = sqlx::query(sql);
    for (room, seq, update) in rows {
        let (author, member) = match update.author {
            Author::Member(member) => ("member", Some(member.blob())),
            Author::Template => ("template", None),
        };
        query = query
            .bind(*room)
            .bind(integer(*seq))
            .bind(update.bytes.to_vec())
            .bind(author)
            .bind(member)
            .bind(update.client.map(|client| integer(client.get())))
            .bind(update.at.millis())
            .bind(update.claimed_at.map(Timestamp::millis))
            .bind(update.cause.map(|cause| cause.to_string()))
            .bind(update.step.clone());
    }
    query.execute(txn).await.map_err(failed(DOING))?;
    Ok(())
}

async fn own_clients(
    txn: &mut SqliteConnection,
    write: &RoomWrite,
    room: i64,
) -> Result<(), StoreError> {
    for (client, member) in &write.clients {
        let owned = sqlx::query(
            "INSERT INTO room_client (room, client, member) VALUES (?, ?, ?)
             ON CONFLICT (room, client) DO UPDATE SET member = member
             WHERE member = excluded.member",
        )
        .bind(room)
        .bind(integer(client.get()))
        .bind(member.blob())
        .execute(&mut *txn)
        .await
        .map_err(failed(DOING))?;
        if owned.rows_affected() == 0 {
            return Err(conflict(write));
        }
    }
    Ok(())
}

/// Moves some recent rows if there are more than a few. Returns how many more there are.
pub(super) async fn tidy_up(store: &SqliteStore) -> Result<usize, StoreError> {
    let too_many = |store: &SqliteStore| store.logs().recent.saturating_sub(FEW);
    if too_many(store) > 0 {
        move_oldest(store, MOVED_AT_ONCE).await?;
    }
    Ok(too_many(store) + recent::tidy_up(store).await?)
}

/// Moves the oldest recent rows into the parts of their rooms. What stays behind of a room continues
/// what has moved.
pub(super) async fn move_oldest(store: &SqliteStore, rows: usize) -> Result<(), StoreError> {
    const DOING: &str = "move recent updates to their rooms";
    let mut txn = store.write(DOING).await?;
    let last: Option<i64> = sqlx::query_scalar(
        "SELECT max(id) FROM (SELECT id FROM room_update_recent ORDER BY id LIMIT ?)",
    )
    .bind(integer(rows as u64))
    .fetch_one(&mut *txn)
    .await
    .map_err(failed(DOING))?;
    let mut moved = 0;
    for statement in [
        "INSERT INTO room_update (room, seq, bytes, author, member, client, at, claimed_at, cause, step)
         SELECT room, seq, bytes, author, member, client, at, claimed_at, cause, step FROM room_update_recent
         WHERE id <= ? ORDER BY room, seq",
        "UPDATE room SET head_seq = moved.seq FROM
         (SELECT room, max(seq) AS seq FROM room_update_recent WHERE id <= ? GROUP BY room) AS moved
         WHERE room.id = moved.room",
        "DELETE FROM room_update_recent WHERE id <= ?",
    ] {
        let done = sqlx::query(statement).bind(last).execute(&mut *txn).await;
        moved = done.map_err(failed(DOING))?.rows_affected();
    }
    txn.commit().await.map_err(failed(DOING))?;
    let mut logs = store.logs();
    let moved = usize::try_from(moved).unwrap_or(usize::MAX);
    logs.recent = logs.recent.saturating_sub(moved);
    Ok(())
}

/// The rooms of a plan are about to be deleted, inside a transaction that writes.
pub(super) async fn forget(
    store: &SqliteStore,
    txn: &mut SqliteConnection,
    plan: PlanId,
) -> Result<(), StoreError> {
    let gone: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM room_update_recent WHERE room IN (SELECT id FROM room WHERE plan = ?)",
    )
    .bind(plan.blob())
    .fetch_one(txn)
    .await
    .map_err(failed("count the updates of a plan"))?;
    let mut logs = store.logs();
    logs.rooms.retain(|room, _| room.plan != plan);
    logs.recent = logs
        .recent
        .saturating_sub(usize::try_from(gone).unwrap_or(0));
    Ok(())
}

/// The room's number and the number of its last update.
pub(super) async fn head(
    txn: &mut SqliteConnection,
    room: RoomKey,
) -> Result<Option<(i64, u64)>, StoreError> {
    let row = sqlx::query(
        "SELECT id, max(head_seq, coalesce(
             (SELECT max(seq) FROM room_update_recent WHERE room_update_recent.room = room.id), 0)) AS head_seq
         FROM room WHERE plan = ? AND layer = ?",
    )
    .bind(room.plan.blob())
    .bind(room.layer.key())
    .fetch_optional(txn)
    .await
    .map_err(failed("find a room"))?;
    row.map(|row| Ok((codec::get(&row, "id")?, codec::count(&row, "head_seq")?)))
        .transpose()
}

fn conflict(write: &RoomWrite) -> StoreError {
    StoreError::Conflict {
        room: write.room,
        first_seq: write.first_seq,
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::super::fixture;
    use super::*;
    use crate::store::Store as _;

    async fn a_room(store: &SqliteStore) -> RoomKey {
        fixture::a_room(store, "0", Vec::new()).await
    }

    fn write(room: RoomKey, first_seq: u64, numbers: Range<u32>) -> RoomWrite {
        fixture::write(room, first_seq, numbers.map(|number| number.to_string()))
    }

    async fn texts(store: &SqliteStore, room: RoomKey) -> Vec<String> {
        let stored = store.load_room(room).await.unwrap().unwrap();
        assert_eq!(stored.head_seq, stored.tail.len() as u64);
        let texts = stored.tail.into_iter().map(String::from_utf8);
        texts.collect::<Result<_, _>>().unwrap()
    }

    #[tokio::test]
    async fn many_recent_updates_move_when_there_is_time() {
        let (_folder, store) = fixture::a_store().await;
        let room = a_room(&store).await;
        let many = u32::try_from(FEW + MOVED_AT_ONCE).unwrap() + 10;
        store.commit(&[write(room, 2, 1..many)]).await.unwrap();
        assert_eq!(store.tidy_up().await.unwrap(), 10);
        assert_eq!(store.tidy_up().await.unwrap(), 0);
        assert_eq!(texts(&store, room).await.len(), many as usize);
    }

    #[tokio::test]
    async fn a_log_is_the_same_wherever_its_updates_lie() {
        let (folder, store) = fixture::a_store().await;
        let (full, calm) = (a_room(&store).await, a_room(&store).await);
        // Chunks of every length.
        store
            .commit(&[write(full, 2, 1..200), write(calm, 2, 1..3)])
            .await
            .unwrap();
        let all: Vec<String> = (0..200).map(|number| number.to_string()).collect();
        assert_eq!(texts(&store, full).await, all);
        // The oldest go first, in the middle of a room's log, too.
        move_oldest(&store, 100).await.unwrap();
        let left = |store: &SqliteStore| store.logs().recent;
        assert_eq!(left(&store), 103);
        assert_eq!(texts(&store, full).await, all);
        store.commit(&[write(full, 201, 200..201)]).await.unwrap();
        assert_eq!(texts(&store, full).await.len(), 201);
        assert_eq!(texts(&store, calm).await, ["0", "1", "2"]);
        store.close().await;

        // Another process finds the same, and goes on.
        let path = folder.path().join("test.sqlite");
        let store = SqliteStore::open(&path).await.unwrap();
        assert_eq!(left(&store), 104);
        let heads = store.rooms().await.unwrap();
        assert_eq!(
            heads.iter().map(|head| head.seq).collect::<Vec<_>>(),
            [201, 3]
        );
        let page = store.read_log(full, 198, 10).await.unwrap();
        assert_eq!(
            page.iter().map(|update| update.seq).collect::<Vec<_>>(),
            [199, 200, 201]
        );
        store.commit(&[write(calm, 4, 3..4)]).await.unwrap();
        let stale = store.commit(&[write(calm, 4, 9..10)]).await;
        assert!(
            matches!(stale, Err(StoreError::Conflict { .. })),
            "{stale:?}"
        );
        assert_eq!(store.tidy_up().await.unwrap(), 0, "a few may stay");
        move_oldest(&store, 1_000).await.unwrap();
        assert_eq!(left(&store), 0);
        assert_eq!(texts(&store, calm).await, ["0", "1", "2", "3"]);
        assert_eq!(store.examine().await.unwrap(), [""; 0]);
    }
}
