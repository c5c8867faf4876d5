//! The people of plans.

use sqlx::SqliteConnection;
use tandem_plan::ids::PlanId;
use tandem_protocol::member::Member;
use tandem_protocol::role::Side;

use super::codec::{self, Id as _};
use super::{SqliteStore, failed};
use crate::clock::Timestamp;
use crate::store::StoreError;
use tandem_protocol::layer::Layer;

/// Lets somebody belong to a plan, inside a transaction that writes.
pub(super) async fn insert(
    txn: &mut SqliteConnection,
    plan: PlanId,
    member: &Member,
    at: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO member (id, plan, name, side, role, created_at) VALUES (?, ?, ?, ?, ?, ?)",
    )
    .bind(member.id.blob())
    .bind(plan.blob())
    .bind(member.name.as_str())
    .bind(member.side.key())
    .bind(member.role.key())
    .bind(at.millis())
    .execute(txn)
    .await
    .map_err(failed("keep a member"))?;
    Ok(())
}

pub(super) async fn of_plan(store: &SqliteStore, plan: PlanId) -> Result<Vec<Member>, StoreError> {
    let rows = sqlx::query(
        "SELECT id AS member_id, name AS member_name, side, role
         FROM member WHERE plan = ? ORDER BY number",
    )
    .bind(plan.blob())
    .fetch_all(&store.readers)
    .await
    .map_err(failed("list the members of a plan"))?;
    rows.iter().map(codec::member).collect()
}

pub(super) async fn contributions(
    store: &SqliteStore,
    plan: PlanId,
) -> Result<Vec<(Side, u64)>, StoreError> {
    let rows = sqlx::query(
        "WITH wrote AS (
             SELECT room, member, bytes FROM room_update
             UNION ALL
             SELECT room, member, bytes FROM room_update_recent)
         SELECT member.side AS side, sum(length(wrote.bytes)) AS bytes
         FROM wrote JOIN member ON member.id = wrote.member
         WHERE wrote.room = (SELECT id FROM room WHERE plan = ?1 AND layer = ?2)
         GROUP BY member.side",
    )
    .bind(plan.blob())
    .bind(Layer::Joint.key())
    .fetch_all(&store.readers)
    .await
    .map_err(failed("count what each side has written"))?;
    rows.iter()
        .map(|row| {
            let side = Side::from_key(codec::get(row, "side")?);
            let side = side.ok_or_else(|| codec::damaged("side"))?;
            Ok((side, codec::count(row, "bytes")?))
        })
        .collect()
}
