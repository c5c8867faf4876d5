//! What is written down of who got in and what was refused.

use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;
use tandem_plan::ids::PlanId;
use tandem_protocol::http::{AuditAction, AuditEntry};
use tandem_protocol::role::{Role, Side};

use super::codec::{self, Id as _, integer};
use super::{SqliteStore, failed};
use crate::store::{AuditPage, NewAudit, StoreError};

/// Writes something down, inside the transaction that does it.
pub(super) async fn write(
    connection: &mut SqliteConnection,
    entry: &NewAudit,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO audit (plan, at, action, actor, subject, side, role, detail)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(entry.plan.map(|plan| plan.blob()))
    .bind(entry.at.millis())
    .bind(entry.action.key())
    .bind(entry.actor.map(|actor| actor.blob()))
    .bind(entry.subject.map(|subject| subject.blob()))
    .bind(entry.side.map(Side::key))
    .bind(entry.role.map(Role::key))
    .bind(entry.detail.as_str())
    .execute(connection)
    .await
    .map_err(failed("write the audit log"))?;
    Ok(())
}

pub(super) async fn note(store: &SqliteStore, entry: &NewAudit) -> Result<(), StoreError> {
    let writer = store.writer.acquire().await;
    let mut writer = writer.map_err(failed("write the audit log"))?;
    write(&mut writer, entry).await
}

pub(super) async fn page(
    store: &SqliteStore,
    plan: Option<PlanId>,
    before: Option<u64>,
    limit: u32,
) -> Result<AuditPage, StoreError> {
    let before = before.map_or(i64::MAX, integer);
    // One more than asked for, to know whether there is more.
    let most = i64::from(limit) + 1;
    let rows = match plan {
        Some(plan) => {
            const SQL: &str = "SELECT * FROM audit WHERE plan = ? AND number < ?
                 ORDER BY number DESC LIMIT ?";
            let query = sqlx::query(SQL).bind(plan.blob());
            query
                .bind(before)
                .bind(most)
                .fetch_all(&store.readers)
                .await
        }
        None => {
            const SQL: &str = "SELECT * FROM audit WHERE number < ? ORDER BY number DESC LIMIT ?";
            let query = sqlx::query(SQL).bind(before).bind(most);
            query.fetch_all(&store.readers).await
        }
    };
    let rows = rows.map_err(failed("read the audit log"))?;
    let has_more = rows.len() > limit as usize;
    let entries = rows.iter().take(limit as usize).map(entry);
    Ok(AuditPage {
        entries: entries.collect::<Result<_, _>>()?,
        has_more,
    })
}

fn entry(row: &SqliteRow) -> Result<(Option<PlanId>, AuditEntry), StoreError> {
    let side: Option<&str> = codec::get(row, "side")?;
    let role: Option<&str> = codec::get(row, "role")?;
    let action = AuditAction::from_key(codec::get(row, "action")?);
    let entry = AuditEntry {
        number: codec::count(row, "number")?,
        at: codec::moment(row, "at")?.millis(),
        action: action.ok_or_else(|| codec::damaged("action"))?,
        actor: codec::maybe_id(row, "actor")?,
        subject: codec::maybe_id(row, "subject")?,
        side: side.and_then(Side::from_key),
        role: role.and_then(Role::from_key),
        detail: codec::get(row, "detail")?,
    };
    Ok((codec::maybe_id(row, "plan")?, entry))
}
