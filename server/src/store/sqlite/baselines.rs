//! States of rooms that keep a name.

use super::codec::{self, Id as _, integer};
use super::{SqliteStore, failed, log};
use crate::store::{Baseline, RoomKey, StoreError};

pub(super) async fn of_room(
    store: &SqliteStore,
    room: RoomKey,
) -> Result<Vec<Baseline>, StoreError> {
    let mut reader = store.read("list the baselines").await?;
    let Some((id, _)) = log::head(&mut reader, room).await? else {
        return Ok(Vec::new());
    };
    let rows = sqlx::query(
        "SELECT id, name, seq, sha256, member, at FROM baseline WHERE room = ? ORDER BY seq DESC, at DESC",
    )
    .bind(id)
    .fetch_all(&mut *reader)
    .await
    .map_err(failed("list the baselines"))?;
    rows.iter()
        .map(|row| {
            let sha256: &[u8] = codec::get(row, "sha256")?;
            Ok(Baseline {
                id: codec::id(row, "id")?,
                name: codec::get(row, "name")?,
                seq: codec::count(row, "seq")?,
                sha256: sha256.try_into().map_err(|_| codec::damaged("sha256"))?,
                member: codec::id(row, "member")?,
                at: codec::moment(row, "at")?,
            })
        })
        .collect()
}

pub(super) async fn keep(
    store: &SqliteStore,
    room: RoomKey,
    baseline: &Baseline,
) -> Result<(), StoreError> {
    const DOING: &str = "keep a baseline";
    let mut txn = store.write(DOING).await?;
    let Some((id, _)) = log::head(&mut txn, room).await? else {
        return Err(StoreError::Conflict {
            room,
            first_seq: baseline.seq,
        });
    };
    sqlx::query(
        "INSERT INTO baseline (id, room, seq, name, sha256, member, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(baseline.id.blob())
    .bind(id)
    .bind(integer(baseline.seq))
    .bind(baseline.name.as_str())
    .bind(baseline.sha256.to_vec())
    .bind(baseline.member.blob())
    .bind(baseline.at.millis())
    .execute(&mut *txn)
    .await
    .map_err(failed(DOING))?;
    txn.commit().await.map_err(failed(DOING))
}
