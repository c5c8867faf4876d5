//! Deleting a plan for good, when those who may have agreed.

use std::time::Duration;

use sqlx::SqliteConnection;
use tandem_plan::ids::{MemberId, PlanId};
use tandem_protocol::http::AuditAction;
use tandem_protocol::member::{Member, has_come};
use tandem_protocol::role::Side;

use super::codec::{self, Id as _};
use super::{SqliteStore, audit, failed, log, members, plans};
use crate::clock::Timestamp;
use crate::store::{Agreed, NewAudit, StoreError};

const DOING: &str = "delete a plan";

/// How often it is tried to empty the journal, and how long it is waited in between.
const TRIES: u32 = 20;
const AGAIN: Duration = Duration::from_millis(50);

/// Everything of a plan, in an order in which nothing refers to what is gone.
const EVERYTHING: [&str; 20] = [
    "DELETE FROM deletion WHERE plan = ?",
    "DELETE FROM read_mark WHERE member IN (SELECT id FROM member WHERE plan = ?)",
    "DELETE FROM change WHERE room IN (SELECT id FROM room WHERE plan = ?)",
    "DELETE FROM change_recent WHERE room IN (SELECT id FROM room WHERE plan = ?)",
    "DELETE FROM change_count WHERE room IN (SELECT id FROM room WHERE plan = ?)",
    "DELETE FROM baseline WHERE room IN (SELECT id FROM room WHERE plan = ?)",
    "DELETE FROM visit WHERE room IN (SELECT id FROM room WHERE plan = ?)",
    "DELETE FROM presence WHERE room IN (SELECT id FROM room WHERE plan = ?)",
    "DELETE FROM workshop WHERE plan = ?",
    "DELETE FROM room_snapshot WHERE room IN (SELECT id FROM room WHERE plan = ?)",
    "DELETE FROM room_client WHERE room IN (SELECT id FROM room WHERE plan = ?)",
    "DELETE FROM room_update WHERE room IN (SELECT id FROM room WHERE plan = ?)",
    "DELETE FROM room_update_recent WHERE room IN (SELECT id FROM room WHERE plan = ?)",
    "DELETE FROM room WHERE plan = ?",
    "DELETE FROM session_member WHERE plan = ?",
    "DELETE FROM api_token WHERE member IN (SELECT id FROM member WHERE plan = ?)",
    "DELETE FROM invite WHERE plan = ?",
    "DELETE FROM member WHERE plan = ?",
    "DELETE FROM audit WHERE plan = ?",
    "DELETE FROM plan WHERE id = ?",
];

pub(super) async fn of_plan(store: &SqliteStore, plan: PlanId) -> Result<Agreed, StoreError> {
    let reader = store.readers.acquire().await;
    let mut reader = reader.map_err(failed("find who has agreed to delete a plan"))?;
    agreed(&mut reader, plan).await
}

pub(super) async fn agree(
    store: &SqliteStore,
    plan: PlanId,
    lead: &Member,
    at: Timestamp,
) -> Result<Agreed, StoreError> {
    let mut txn = store.write(DOING).await?;
    // Asked again under the write lock: whoever leads no more agrees to nothing.
    let inserted = sqlx::query(
        "INSERT INTO deletion (plan, side, member, at)
         SELECT plan, side, id, ? FROM member
         WHERE plan = ? AND id = ? AND role = 'lead' AND standing = 'active'
         ON CONFLICT (plan, side) DO NOTHING",
    )
    .bind(at.millis())
    .bind(plan.blob())
    .bind(lead.id.blob())
    .execute(&mut *txn)
    .await
    .map_err(failed(DOING))?;
    let is_news = inserted.rows_affected() > 0;
    let mut agreed = agreed(&mut txn, plan).await?;
    agreed.done = is_news && (agreed.alone || agreed.agreed.len() == 2);
    if agreed.done {
        log::forget(store, &mut txn, plan).await?;
        plans::forget_demo(&mut txn, plan).await?;
        for statement in EVERYTHING {
            sqlx::query(statement)
                .bind(plan.blob())
                .execute(&mut *txn)
                .await
                .map_err(failed(DOING))?;
        }
        let entry = NewAudit {
            plan: None,
            detail: plan.to_string(),
            ..NewAudit::of(plan, at, AuditAction::PlanDeleted, Some(lead.id))
        };
        audit::write(&mut txn, &entry).await?;
    } else if is_news {
        let entry = NewAudit::of(plan, at, AuditAction::DeletionAgreed, Some(lead.id)).to(lead);
        audit::write(&mut txn, &entry).await?;
    }
    txn.commit().await.map_err(failed(DOING))?;
    if agreed.done {
        leave_no_trace(store).await;
    }
    Ok(agreed)
}

/// Empties the journal, in which what was deleted may still lie. In the database itself everything
/// that is deleted is overwritten. Where that fails it is gone for everybody all the same; only bytes of
/// it may lie on the disk a little longer.
pub(super) async fn leave_no_trace(store: &SqliteStore) {
    for _ in 0..TRIES {
        let busy: Result<i64, _> = sqlx::query_scalar("PRAGMA wal_checkpoint(truncate)")
            .fetch_one(&store.writer)
            .await;
        match busy {
            Ok(0) => return,
            // Somebody reads what was there before; they are done soon.
            Ok(_) => tokio::time::sleep(AGAIN).await,
            Err(error) => {
                tracing::warn!(%error, "the database's journal could not be emptied");
                return;
            }
        }
    }
    tracing::warn!("the database's journal is read all the time and could not be emptied");
}

pub(super) async fn withdraw(
    store: &SqliteStore,
    plan: PlanId,
    lead: &Member,
    at: Timestamp,
) -> Result<bool, StoreError> {
    const DOING: &str = "keep a plan that was to be deleted";
    let mut txn = store.write(DOING).await?;
    let withdrawn = sqlx::query("DELETE FROM deletion WHERE plan = ? AND side = ?")
        .bind(plan.blob())
        .bind(lead.side.key())
        .execute(&mut *txn)
        .await
        .map_err(failed(DOING))?;
    let was_there = withdrawn.rows_affected() > 0;
    if was_there {
        let entry = NewAudit::of(plan, at, AuditAction::DeletionWithdrawn, Some(lead.id)).to(lead);
        audit::write(&mut txn, &entry).await?;
    }
    txn.commit().await.map_err(failed(DOING))?;
    Ok(was_there)
}

/// Whoever leads no more has agreed to nothing.
pub(super) async fn forget(txn: &mut SqliteConnection, member: &Member) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM deletion WHERE member = ?")
        .bind(member.id.blob())
        .execute(txn)
        .await
        .map_err(failed("forget who has agreed to delete a plan"))?;
    Ok(())
}

async fn agreed(connection: &mut SqliteConnection, plan: PlanId) -> Result<Agreed, StoreError> {
    let rows = sqlx::query("SELECT side, member FROM deletion WHERE plan = ? ORDER BY side")
        .bind(plan.blob())
        .fetch_all(&mut *connection)
        .await
        .map_err(failed("find who has agreed to delete a plan"))?;
    let agreed = rows
        .iter()
        .map(|row| Ok((codec::side(row)?, codec::id::<MemberId>(row, "member")?)))
        .collect::<Result<Vec<_>, StoreError>>()?;
    let members = members::list(connection, plan).await?;
    Ok(Agreed {
        agreed,
        alone: !(has_come(&members, Side::Vendor) && has_come(&members, Side::Partner)),
        done: false,
    })
}
