//! Who was in which room when, and up to where they have seen its history.

use tandem_plan::ids::MemberId;

use super::codec::{self, Id as _, integer};
use super::{SqliteStore, failed};
use crate::clock::Timestamp;
use crate::store::{RoomKey, Stay, StoreError};

/// Up to which update, and when, somebody has seen the history of a room.
pub(super) async fn visit(
    store: &SqliteStore,
    room: RoomKey,
    member: MemberId,
) -> Result<Option<(u64, Timestamp)>, StoreError> {
    let mut reader = store.read("find a last visit").await?;
    let row = sqlx::query(
        "SELECT seq, at FROM visit WHERE member = ? AND room =
             (SELECT id FROM room WHERE plan = ? AND layer = ?)",
    )
    .bind(member.blob())
    .bind(room.plan.blob())
    .bind(room.layer.key())
    .fetch_optional(&mut *reader)
    .await
    .map_err(failed("find a last visit"))?;
    row.map(|row| Ok((codec::count(&row, "seq")?, codec::moment(&row, "at")?)))
        .transpose()
}

/// Somebody has seen the history of a room up to this update. It never goes back.
pub(super) async fn set_visit(
    store: &SqliteStore,
    room: RoomKey,
    member: MemberId,
    seq: u64,
    at: Timestamp,
) -> Result<(), StoreError> {
    const DOING: &str = "note a visit";
    let mut txn = store.write(DOING).await?;
    sqlx::query(
        "INSERT INTO visit (member, room, seq, at)
         SELECT ?, id, ?, ? FROM room WHERE plan = ? AND layer = ?
         ON CONFLICT (member, room) DO UPDATE SET seq = excluded.seq, at = excluded.at
         WHERE seq < excluded.seq",
    )
    .bind(member.blob())
    .bind(integer(seq))
    .bind(at.millis())
    .bind(room.plan.blob())
    .bind(room.layer.key())
    .execute(&mut *txn)
    .await
    .map_err(failed(DOING))?;
    txn.commit().await.map_err(failed(DOING))
}

pub(super) async fn note_stay(
    store: &SqliteStore,
    room: RoomKey,
    stay: &Stay,
) -> Result<(), StoreError> {
    const DOING: &str = "note who was here";
    let mut txn = store.write(DOING).await?;
    sqlx::query(
        "INSERT INTO presence (room, member, since, until)
         SELECT room.id, member.id, ?, ? FROM room JOIN member ON member.plan = room.plan
         WHERE room.plan = ? AND room.layer = ? AND member.id = ?",
    )
    .bind(stay.since.millis())
    .bind(stay.until.millis())
    .bind(room.plan.blob())
    .bind(room.layer.key())
    .bind(stay.member.blob())
    .execute(&mut *txn)
    .await
    .map_err(failed(DOING))?;
    txn.commit().await.map_err(failed(DOING))
}

pub(super) async fn who_was_here(
    store: &SqliteStore,
    room: RoomKey,
    at: Timestamp,
) -> Result<Vec<MemberId>, StoreError> {
    let mut reader = store.read("find who was here").await?;
    let rows = sqlx::query(
        "SELECT DISTINCT member FROM presence
         WHERE room = (SELECT id FROM room WHERE plan = ? AND layer = ?) AND since <= ? AND until >= ?",
    )
    .bind(room.plan.blob())
    .bind(room.layer.key())
    .bind(at.millis())
    .bind(at.millis())
    .fetch_all(&mut *reader)
    .await
    .map_err(failed("find who was here"))?;
    rows.iter().map(|row| codec::id(row, "member")).collect()
}
