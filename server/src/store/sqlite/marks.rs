//! Up to when people have read the comments of a layer.

use tandem_plan::ids::MemberId;
use tandem_protocol::layer::Layer;

use super::codec::{self, Id as _};
use super::{SqliteStore, failed};
use crate::clock::Timestamp;
use crate::store::StoreError;

pub(super) async fn of_member(
    store: &SqliteStore,
    member: MemberId,
) -> Result<Vec<(Layer, Timestamp)>, StoreError> {
    let rows = sqlx::query("SELECT layer, at FROM read_mark WHERE member = ? ORDER BY layer")
        .bind(member.blob())
        .fetch_all(&store.readers)
        .await
        .map_err(failed("find what somebody has read"))?;
    rows.iter()
        .map(|row| Ok((codec::layer(row)?, codec::moment(row, "at")?)))
        .collect()
}

pub(super) async fn set(
    store: &SqliteStore,
    member: MemberId,
    layer: Layer,
    until: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO read_mark (member, layer, at) VALUES (?, ?, ?)
         ON CONFLICT (member, layer) DO UPDATE SET at = max(at, excluded.at)",
    )
    .bind(member.blob())
    .bind(layer.key())
    .bind(until.millis())
    .execute(&store.writer)
    .await
    .map_err(failed("keep what somebody has read"))?;
    Ok(())
}
