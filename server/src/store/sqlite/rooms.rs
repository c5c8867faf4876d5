//! Rooms: loading them, and their snapshots.

use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;
use tandem_plan::ids::{ClientId, MemberId};
use tandem_protocol::layer::Layer;

use super::codec::{self, Id as _, integer};
use super::{SqliteStore, failed, history, log, plans};
use crate::store::{RoomKey, StoreError, StoredRoom};

/// How many snapshots of a room are kept: the newest, and the one before in case of damage.
const SNAPSHOTS: i64 = 2;
/// Beside those, the last of so many updates: from there the states between are made again.
const MILESTONE: i64 = 10_000;

/// The number of the last update of a room.
pub(super) async fn head(store: &SqliteStore, room: RoomKey) -> Result<u64, StoreError> {
    let mut txn = store.read("find the end of a log").await?;
    Ok(log::head(&mut txn, room).await?.map_or(0, |(_, seq)| seq))
}

pub(super) async fn load_at(
    store: &SqliteStore,
    room: RoomKey,
    seq: u64,
) -> Result<Option<Vec<Vec<u8>>>, StoreError> {
    let mut txn = store.read("load a room as it was").await?;
    let Some((id, _)) = log::head(&mut txn, room)
        .await?
        .filter(|(_, head)| seq <= *head)
    else {
        return Ok(None);
    };
    let snapshot = newest_snapshot(&mut txn, room, id, seq).await?;
    let snapshot_seq = snapshot.as_ref().map_or(0, |(seq, _)| *seq);
    let tail = tail(&mut txn, room, id, (snapshot_seq, seq)).await?;
    let state = snapshot.map(|(_, state)| state);
    Ok(Some(state.into_iter().chain(tail).collect()))
}

/// The updates of a room behind the first of these numbers, up to the second.
async fn tail(
    txn: &mut SqliteConnection,
    room: RoomKey,
    id: i64,
    (after, until): (u64, u64),
) -> Result<Vec<Vec<u8>>, StoreError> {
    let rows = sqlx::query(
        "SELECT seq, bytes FROM room_update WHERE room = ?1 AND seq > ?2 AND seq <= ?3
             UNION ALL
             SELECT seq, bytes FROM room_update_recent WHERE room = ?1 AND seq > ?2 AND seq <= ?3
             ORDER BY seq",
    )
    .bind(id)
    .bind(integer(after))
    .bind(integer(until))
    .fetch_all(txn)
    .await
    .map_err(failed("load a room"))?;
    let mut tail = Vec::with_capacity(rows.len());
    let mut last = after;
    for row in &rows {
        let seq = codec::count(row, "seq")?;
        if seq != last + 1 {
            return Err(gap(room, last + 1));
        }
        last = seq;
        tail.push(codec::get(row, "bytes")?);
    }
    if last == until {
        Ok(tail)
    } else {
        Err(gap(room, last + 1))
    }
}

pub(super) async fn load(
    store: &SqliteStore,
    room: RoomKey,
) -> Result<Option<StoredRoom>, StoreError> {
    const DOING: &str = "load a room";
    let mut txn = store.read(DOING).await?;
    let Some((id, head_seq)) = log::head(&mut txn, room).await? else {
        // A side's own layer has a room from its first update on.
        let is_empty =
            room.layer != Layer::Joint && plans::find(&mut txn, room.plan).await?.is_some();
        return Ok(is_empty.then(StoredRoom::empty));
    };
    let (snapshot, snapshot_seq) = match newest_snapshot(&mut txn, room, id, head_seq).await? {
        Some((seq, state)) => (Some(state), seq),
        None => (None, 0),
    };

    let tail = tail(&mut txn, room, id, (snapshot_seq, head_seq)).await?;
    let clients = clients(&mut txn, id).await?;
    let recent = history::open(&mut txn, id).await?;
    Ok(Some(StoredRoom {
        head_seq,
        snapshot,
        snapshot_seq,
        tail,
        clients,
        recent,
    }))
}

/// Whose the client ids of a room are.
async fn clients(
    txn: &mut SqliteConnection,
    room: i64,
) -> Result<Vec<(ClientId, MemberId)>, StoreError> {
    let rows = sqlx::query("SELECT client, member FROM room_client WHERE room = ?")
        .bind(room)
        .fetch_all(txn)
        .await
        .map_err(failed("find whose clients are"))?;
    let mut clients = Vec::with_capacity(rows.len());
    for row in &rows {
        let client = ClientId::try_from(codec::count(row, "client")?);
        let client = client.map_err(|_| codec::damaged("client"))?;
        clients.push((client, codec::id(row, "member")?));
    }
    Ok(clients)
}

pub(super) async fn owners(
    store: &SqliteStore,
    room: RoomKey,
) -> Result<Vec<(ClientId, MemberId)>, StoreError> {
    let mut txn = store.read("find whose clients are").await?;
    match log::head(&mut txn, room).await? {
        Some((id, _)) => clients(&mut txn, id).await,
        None => Ok(Vec::new()),
    }
}

pub(super) async fn save_snapshot(
    store: &SqliteStore,
    room: RoomKey,
    seq: u64,
    state: Vec<u8>,
) -> Result<(), StoreError> {
    const DOING: &str = "save a snapshot";
    let mut txn = store.write(DOING).await?;
    let Some((id, head_seq)) = log::head(&mut txn, room).await? else {
        return Err(missing(room));
    };
    if seq > head_seq {
        return Err(StoreError::Conflict {
            room,
            first_seq: seq + 1,
        });
    }
    let sha256 = Sha256::digest(&state).to_vec();
    sqlx::query(
        "INSERT INTO room_snapshot (room, seq, state, sha256) VALUES (?, ?, ?, ?)
         ON CONFLICT (room, seq) DO UPDATE SET state = excluded.state, sha256 = excluded.sha256",
    )
    .bind(id)
    .bind(integer(seq))
    .bind(state)
    .bind(sha256)
    .execute(&mut *txn)
    .await
    .map_err(failed(DOING))?;
    sqlx::query(
        "DELETE FROM room_snapshot WHERE room = ?1 AND seq NOT IN
         (SELECT seq FROM room_snapshot WHERE room = ?1 ORDER BY seq DESC LIMIT ?2)
         AND seq NOT IN
         (SELECT max(seq) FROM room_snapshot WHERE room = ?1 GROUP BY seq / ?3)",
    )
    .bind(id)
    .bind(SNAPSHOTS)
    .bind(MILESTONE)
    .execute(&mut *txn)
    .await
    .map_err(failed(DOING))?;
    txn.commit().await.map_err(failed(DOING))
}

/// Makes an empty room if there is its plan. Returns its number.
pub(super) async fn create(
    txn: &mut SqliteConnection,
    room: RoomKey,
) -> Result<Option<i64>, StoreError> {
    sqlx::query_scalar(
        "INSERT INTO room (plan, layer, head_seq) SELECT id, ?, 0 FROM plan WHERE id = ? RETURNING id",
    )
    .bind(room.layer.key())
    .bind(room.plan.blob())
    .fetch_optional(txn)
    .await
    .map_err(failed("make a room"))
}

/// The newest snapshot up to this update that is what was saved.
async fn newest_snapshot(
    txn: &mut SqliteConnection,
    room: RoomKey,
    id: i64,
    until: u64,
) -> Result<Option<(u64, Vec<u8>)>, StoreError> {
    let rows = sqlx::query(
        "SELECT seq, state, sha256 FROM room_snapshot WHERE room = ? AND seq <= ? ORDER BY seq DESC
         LIMIT ?",
    )
    .bind(id)
    .bind(integer(until))
    .bind(SNAPSHOTS)
    .fetch_all(txn)
    .await
    .map_err(failed("load a snapshot"))?;
    for row in &rows {
        let seq = codec::count(row, "seq")?;
        let state: Vec<u8> = codec::get(row, "state")?;
        let sha256: &[u8] = codec::get(row, "sha256")?;
        if Sha256::digest(&state).as_slice() == sha256 {
            return Ok(Some((seq, state)));
        }
        tracing::error!(%room, seq, "a snapshot is damaged; the one before it and the log are used");
    }
    Ok(None)
}

fn gap(room: RoomKey, seq: u64) -> StoreError {
    StoreError::Damaged {
        what: format!("update {seq} of {room} is missing"),
    }
}

fn missing(room: RoomKey) -> StoreError {
    StoreError::Damaged {
        what: format!("{room} is missing"),
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::super::fixture;
    use super::*;
    use crate::store::Store as _;

    /// A store with one plan whose joint room has the updates "1" to "5".
    async fn a_room() -> (TempDir, SqliteStore, RoomKey) {
        let (folder, store) = fixture::a_store().await;
        let room = fixture::a_room(&store, "1", Vec::new()).await;
        let write = fixture::write(room, 2, ["2", "3", "4", "5"]);
        store.commit(&[write]).await.unwrap();
        (folder, store, room)
    }

    async fn damage(store: &SqliteStore, sql: &'static str) {
        let done = sqlx::query(sql).execute(&store.writer).await.unwrap();
        assert_eq!(done.rows_affected(), 1, "{sql}");
    }

    #[tokio::test]
    async fn a_damaged_snapshot_is_passed_over() {
        let (_folder, store, room) = a_room().await;
        for (seq, state) in [(2, "1+2"), (4, "1+2+3+4")] {
            let state = state.as_bytes().to_vec();
            store.save_snapshot(room, seq, state).await.unwrap();
        }
        damage(
            &store,
            "UPDATE room_snapshot SET state = x'00' WHERE seq = 4",
        )
        .await;
        let stored = store.load_room(room).await.unwrap().unwrap();
        assert_eq!(stored.snapshot_seq, 2);
        assert_eq!(stored.snapshot.as_deref(), Some(b"1+2".as_slice()));
        assert_eq!(stored.tail, [b"3", b"4", b"5"]);

        damage(
            &store,
            "UPDATE room_snapshot SET state = x'00' WHERE seq = 2",
        )
        .await;
        let stored = store.load_room(room).await.unwrap().unwrap();
        assert_eq!((stored.snapshot_seq, stored.snapshot), (0, None));
        assert_eq!(stored.tail.len(), 5);
    }

    #[tokio::test]
    async fn only_two_snapshots_are_kept() {
        let (_folder, store, room) = a_room().await;
        for seq in 1..=5 {
            store.save_snapshot(room, seq, vec![1]).await.unwrap();
        }
        let kept: Vec<i64> = sqlx::query_scalar("SELECT seq FROM room_snapshot ORDER BY seq")
            .fetch_all(&store.readers)
            .await
            .unwrap();
        assert_eq!(kept, [4, 5]);
    }

    #[tokio::test]
    async fn a_hole_in_the_log_is_damage_and_not_a_shorter_plan() {
        let (_folder, store, room) = a_room().await;
        damage(&store, "DELETE FROM room_update_recent WHERE seq = 3").await;
        let refused = store.load_room(room).await;
        assert!(matches!(refused, Err(StoreError::Damaged { .. })));
        for sql in [
            "DELETE FROM room_update WHERE seq = 3",
            "DELETE FROM room_update WHERE seq = 5",
        ] {
            let (_folder, store, room) = a_room().await;
            log::move_oldest(&store, 100).await.unwrap();
            damage(&store, sql).await;
            let refused = store.load_room(room).await;
            assert!(
                matches!(refused, Err(StoreError::Damaged { .. })),
                "{sql}: {refused:?}"
            );
        }
    }
}
