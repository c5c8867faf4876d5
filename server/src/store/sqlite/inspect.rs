//! What lies in the database, for those who look after it: every room, its log, its snapshots, and
//! a copy of all of it.

use std::path::Path;

use sha2::{Digest, Sha256};
use tandem_plan::ids::ClientId;

use super::codec::{self, Id as _, integer};
use super::{SqliteStore, failed, history, log};
use crate::store::{Author, LoggedUpdate, RoomHead, RoomKey, StoreError, StoredSnapshot};
use tandem_protocol::layer::Layer;

pub(super) async fn rooms(store: &SqliteStore) -> Result<Vec<RoomHead>, StoreError> {
    let rows = sqlx::query(
        "SELECT plan, layer, max(head_seq, coalesce(recent.seq, 0)) AS head_seq
         FROM room LEFT JOIN
              (SELECT room, max(seq) AS seq FROM room_update_recent GROUP BY room) AS recent
              ON recent.room = room.id
         ORDER BY id",
    )
    .fetch_all(&store.readers)
    .await
    .map_err(failed("list the rooms"))?;
    rows.iter()
        .map(|row| {
            let layer = Layer::from_key(codec::get(row, "layer")?);
            Ok(RoomHead {
                room: RoomKey {
                    plan: codec::id(row, "plan")?,
                    layer: layer.ok_or_else(|| codec::damaged("layer"))?,
                },
                seq: codec::count(row, "head_seq")?,
            })
        })
        .collect()
}

pub(super) async fn read_log(
    store: &SqliteStore,
    room: RoomKey,
    after: u64,
    limit: u32,
) -> Result<Vec<LoggedUpdate>, StoreError> {
    let rows = sqlx::query(
        "SELECT seq, bytes, author, member, client, at, claimed_at, cause, step FROM room_update
         WHERE room = (SELECT id FROM room WHERE plan = ?1 AND layer = ?2) AND seq > ?3
         UNION ALL
         SELECT seq, bytes, author, member, client, at, claimed_at, cause, step FROM room_update_recent
         WHERE room = (SELECT id FROM room WHERE plan = ?1 AND layer = ?2) AND seq > ?3
         ORDER BY seq LIMIT ?4",
    )
    .bind(room.plan.blob())
    .bind(room.layer.key())
    .bind(integer(after))
    .bind(limit)
    .fetch_all(&store.readers)
    .await
    .map_err(failed("read a log"))?;
    rows.iter()
        .map(|row| {
            let author = match codec::get(row, "author")? {
                "member" => Author::Member(codec::id(row, "member")?),
                "template" => Author::Template,
                _ => return Err(codec::damaged("author")),
            };
            let client: Option<i64> = codec::get(row, "client")?;
            let client = client
                .map(|client| {
                    u64::try_from(client)
                        .ok()
                        .and_then(|id| ClientId::try_from(id).ok())
                })
                .map(|client| client.ok_or_else(|| codec::damaged("client")))
                .transpose()?;
            Ok(LoggedUpdate {
                seq: codec::count(row, "seq")?,
                bytes: codec::get(row, "bytes")?,
                author,
                client,
                at: codec::moment(row, "at")?,
                claimed_at: codec::maybe_moment(row, "claimed_at")?,
                cause: history::cause(row)?,
                step: codec::get(row, "step")?,
            })
        })
        .collect()
}

pub(super) async fn snapshots(
    store: &SqliteStore,
    room: RoomKey,
) -> Result<Vec<StoredSnapshot>, StoreError> {
    const DOING: &str = "read the snapshots";
    let mut reader = store.readers.acquire().await.map_err(failed(DOING))?;
    let Some((id, _)) = log::head(&mut reader, room).await? else {
        return Ok(Vec::new());
    };
    let rows =
        sqlx::query("SELECT seq, state, sha256 FROM room_snapshot WHERE room = ? ORDER BY seq")
            .bind(id)
            .fetch_all(&mut *reader)
            .await
            .map_err(failed(DOING))?;
    rows.iter()
        .map(|row| {
            let state: Vec<u8> = codec::get(row, "state")?;
            let sha256: &[u8] = codec::get(row, "sha256")?;
            Ok(StoredSnapshot {
                seq: codec::count(row, "seq")?,
                is_intact: Sha256::digest(&state).as_slice() == sha256,
                state,
            })
        })
        .collect()
}

pub(super) async fn copy_to(store: &SqliteStore, path: &Path) -> Result<(), StoreError> {
    // The name is bound, not pasted, and SQLite refuses a file that is not empty.
    sqlx::query("VACUUM INTO ?")
        .bind(path.to_string_lossy().into_owned())
        // Those who read may not write anything, not even elsewhere.
        .execute(&store.writer)
        .await
        .map_err(failed("copy itself"))?;
    Ok(())
}

pub(super) async fn examine(store: &SqliteStore) -> Result<Vec<String>, StoreError> {
    let told: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_all(&store.readers)
        .await
        .map_err(failed("examine itself"))?;
    let mut findings: Vec<String> = told.into_iter().filter(|line| line != "ok").collect();
    // The newest updates have no other that would tell that they are gone.
    let lost: Option<i64> = sqlx::query_scalar(
        "SELECT sqlite_sequence.seq - max(id) FROM room_update_recent, sqlite_sequence
         WHERE sqlite_sequence.name = 'room_update_recent'",
    )
    .fetch_one(&store.readers)
    .await
    .map_err(failed("examine itself"))?;
    if let Some(lost) = lost.filter(|lost| *lost > 0) {
        findings.push(format!("the newest {lost} updates are missing"));
    }
    Ok(findings)
}

pub(super) async fn renew_epoch(store: &SqliteStore) -> Result<(), StoreError> {
    sqlx::query("UPDATE meta SET value = lower(hex(randomblob(16))) WHERE key = 'epoch'")
        .execute(&store.writer)
        .await
        .map_err(failed("begin another life"))?;
    Ok(())
}
