//! The people of plans.

use sqlx::SqliteConnection;
use tandem_plan::ids::PlanId;
use tandem_protocol::http::AuditAction;
use tandem_protocol::layer::Layer;
use tandem_protocol::member::{Member, Standing};
use tandem_protocol::role::{Role, Side};

use super::codec::{self, Id as _};
use super::{SqliteStore, audit, deletion, failed, invites};
use crate::clock::Timestamp;
use crate::store::{NewAudit, PeopleChange, StoreError};

/// Lets somebody belong to a plan as this, or changes who they are, inside a transaction that
/// writes.
pub(super) async fn put(
    txn: &mut SqliteConnection,
    plan: PlanId,
    member: &Member,
    at: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO member (id, plan, name, side, role, facilitates, standing, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, side = excluded.side,
             role = excluded.role, facilitates = excluded.facilitates,
             standing = excluded.standing",
    )
    .bind(member.id.blob())
    .bind(plan.blob())
    .bind(member.name.as_str())
    .bind(member.side.key())
    .bind(member.role.key())
    .bind(member.facilitates)
    .bind(member.standing.key())
    .bind(at.millis())
    .execute(txn)
    .await
    .map_err(failed("keep a member"))?;
    Ok(())
}

pub(super) async fn of_plan(store: &SqliteStore, plan: PlanId) -> Result<Vec<Member>, StoreError> {
    let mut reader = store.readers.acquire().await.map_err(failed(LIST))?;
    list(&mut reader, plan).await
}

const LIST: &str = "list the members of a plan";

pub(super) async fn list(
    connection: &mut SqliteConnection,
    plan: PlanId,
) -> Result<Vec<Member>, StoreError> {
    let rows = sqlx::query(
        "SELECT id AS member_id, name AS member_name, side, role, facilitates, standing
         FROM member WHERE plan = ? ORDER BY number",
    )
    .bind(plan.blob())
    .fetch_all(connection)
    .await
    .map_err(failed(LIST))?;
    rows.iter().map(codec::member).collect()
}

pub(super) async fn change<E>(
    store: &SqliteStore,
    plan: PlanId,
    at: Timestamp,
    decide: impl FnOnce(&[Member]) -> Result<PeopleChange, E> + Send,
) -> Result<Result<PeopleChange, E>, StoreError> {
    const DOING: &str = "change the members of a plan";
    let mut txn = store.write(DOING).await?;
    let members = list(&mut txn, plan).await?;
    let change = match decide(&members) {
        Ok(change) => change,
        Err(refused) => return Ok(Err(refused)),
    };
    for member in &change.changed {
        put(&mut txn, plan, member, at).await?;
        if member.standing == Standing::Removed {
            sign_out(&mut txn, member, at).await?;
        }
        if member.standing != Standing::Active || member.role != Role::Lead {
            deletion::forget(&mut txn, member).await?;
        }
    }
    for entry in &change.audit {
        audit::write(&mut txn, entry).await?;
    }
    let actor = change.audit.first().and_then(|entry| entry.actor);
    for member in &change.withdrawn {
        let blank = NewAudit::of(plan, at, AuditAction::InviteRevoked, actor);
        invites::withdraw_of(&mut txn, *member, &blank).await?;
    }
    txn.commit().await.map_err(failed(DOING))?;
    Ok(Ok(change))
}

/// Takes everything away with which somebody comes into their plan.
async fn sign_out(
    txn: &mut SqliteConnection,
    member: &Member,
    at: Timestamp,
) -> Result<(), StoreError> {
    for statement in [
        "DELETE FROM session_member WHERE member = ?1 AND ?2 IS NOT NULL",
        "UPDATE api_token SET revoked_at = coalesce(revoked_at, ?2) WHERE member = ?1",
        "UPDATE invite SET revoked_at = coalesce(revoked_at, ?2) WHERE member = ?1",
    ] {
        sqlx::query(statement)
            .bind(member.id.blob())
            .bind(at.millis())
            .execute(&mut *txn)
            .await
            .map_err(failed("sign somebody out"))?;
    }
    Ok(())
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
        .map(|row| Ok((codec::side(row)?, codec::count(row, "bytes")?)))
        .collect()
}
