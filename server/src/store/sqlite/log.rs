//! Appending to the logs of rooms. A round of many rooms costs few statements: their rows go in by
//! the dozen, with statements whose texts are few, so that each is prepared once.

use std::collections::HashSet;
use std::sync::LazyLock;

use sqlx::SqliteConnection;

use super::codec::{Id as _, integer};
use super::{SqliteStore, failed, rooms};
use crate::store::{Author, NewUpdate, RoomKey, RoomWrite, StoreError};

const DOING: &str = "save an edit";

/// How many rows one statement takes. Every number of rows is a sum of these.
const CHUNKS: [usize; 4] = [64, 16, 4, 1];

/// The statements that insert rows, one for each of [`CHUNKS`].
static INSERTS: LazyLock<[String; CHUNKS.len()]> = LazyLock::new(|| {
    CHUNKS.map(|rows| {
        let values = vec!["(?, ?, ?, ?, ?, ?, ?)"; rows].join(", ");
        format!(
            "INSERT INTO room_update (room, seq, bytes, author, member, client, at) VALUES {values}"
        )
    })
});

/// The statements that move the heads of rooms from where a write expects them.
static HEADS: LazyLock<[String; CHUNKS.len()]> = LazyLock::new(|| {
    CHUNKS.map(|rows| {
        let values = vec!["(?, ?, ?)"; rows].join(", ");
        format!(
            "UPDATE room SET head_seq = new.column3 FROM (VALUES {values}) AS new
             WHERE room.id = new.column1 AND room.head_seq = new.column2"
        )
    })
});

pub(super) async fn commit(store: &SqliteStore, writes: &[RoomWrite]) -> Result<(), StoreError> {
    let mut txn = store.write(DOING).await?;
    let mut ids = Vec::with_capacity(writes.len());
    for write in writes {
        ids.push(store.room_id(&mut txn, write).await?);
    }
    append(&mut txn, writes, &ids).await?;
    txn.commit().await.map_err(failed(DOING))
}

/// Appends to the logs of rooms with these ids, inside a transaction that writes.
pub(super) async fn append(
    txn: &mut SqliteConnection,
    writes: &[RoomWrite],
    ids: &[i64],
) -> Result<(), StoreError> {
    move_heads(txn, writes, ids).await?;
    let rows: Vec<(i64, u64, &NewUpdate)> = writes
        .iter()
        .zip(ids)
        .flat_map(|(write, id)| {
            let numbered = (write.first_seq..).zip(&write.updates);
            numbered.map(|(seq, update)| (*id, seq, update))
        })
        .collect();
    for (rows, sql) in chunks(&rows, &INSERTS) {
        insert(txn, rows, sql).await?;
    }
    for (write, id) in writes.iter().zip(ids) {
        own_clients(txn, write, *id).await?;
    }
    Ok(())
}

/// Cuts a list into pieces, each with the statement for its length.
fn chunks<'a, T>(
    mut list: &'a [T],
    statements: &'static [String; CHUNKS.len()],
) -> impl Iterator<Item = (&'a [T], &'static str)> {
    std::iter::from_fn(move || {
        let at = CHUNKS.iter().position(|length| *length <= list.len())?;
        let (piece, rest) = list.split_at(CHUNKS[at]);
        list = rest;
        Some((piece, statements[at].as_str()))
    })
}

async fn move_heads(
    txn: &mut SqliteConnection,
    writes: &[RoomWrite],
    ids: &[i64],
) -> Result<(), StoreError> {
    let all: Vec<(&RoomWrite, i64)> = writes.iter().zip(ids.iter().copied()).collect();
    if ids.iter().collect::<HashSet<_>>().len() < ids.len() {
        // A room that is written to twice moves twice.
        for one in &all {
            move_some(txn, std::slice::from_ref(one), &HEADS[CHUNKS.len() - 1]).await?;
        }
        return Ok(());
    }
    for (some, sql) in chunks(&all, &HEADS) {
        move_some(txn, some, sql).await?;
    }
    Ok(())
}

async fn move_some(
    txn: &mut SqliteConnection,
    writes: &[(&RoomWrite, i64)],
    sql: &'static str,
) -> Result<(), StoreError> {
    let mut query = sqlx::query(sql);
    for (write, id) in writes {
        let before = write.first_seq.checked_sub(1);
        let before = before.ok_or_else(|| conflict(write))?;
        query = query
            .bind(*id)
            .bind(integer(before))
            .bind(integer(before + write.updates.len() as u64));
    }
    let moved = query.execute(&mut *txn).await.map_err(failed(DOING))?;
    if moved.rows_affected() == writes.len() as u64 {
        return Ok(());
    }
    // One of them is not where it was thought to be; the others may have moved by now. If all
    // stand where they were to go, one of them stood there before.
    let mut blamed = &writes[0];
    for one in writes {
        let expected = one.0.first_seq + one.0.updates.len() as u64 - 1;
        let head = rooms::head(txn, one.0.room).await?;
        if head.is_none_or(|(_, head)| head != expected) {
            blamed = one;
            break;
        }
    }
    Err(conflict(blamed.0))
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
            .bind(update.at.millis());
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

fn conflict(write: &RoomWrite) -> StoreError {
    StoreError::Conflict {
        room: write.room,
        first_seq: write.first_seq,
    }
}

impl SqliteStore {
    /// A room's number, which it keeps for ever.
    async fn room_id(
        &self,
        txn: &mut SqliteConnection,
        write: &RoomWrite,
    ) -> Result<i64, StoreError> {
        let known = |room: &RoomKey| self.room_ids().get(room).copied();
        if let Some(id) = known(&write.room) {
            return Ok(id);
        }
        let head = rooms::head(txn, write.room).await?;
        let (id, _) = head.ok_or_else(|| conflict(write))?;
        self.room_ids().insert(write.room, id);
        Ok(id)
    }
}
