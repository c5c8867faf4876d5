//! The people of plans.

use sqlx::SqliteConnection;
use tandem_plan::ids::PlanId;
use tandem_protocol::event::Member;

use super::codec::{self, Id as _};
use super::{SqliteStore, failed};
use crate::clock::Timestamp;
use crate::store::StoreError;

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
