//! Sessions, and who they are in which plan.

use sqlx::SqliteConnection;
use tandem_plan::ids::{MemberId, PlanId};
use tandem_protocol::member::Member;

use super::codec::{self, Id as _};
use super::{SqliteStore, failed, plans};
use crate::clock::Timestamp;
use crate::store::{JoinSession, Plan, Session, SessionId, StoreError, TokenHash};

pub(super) async fn get(
    store: &SqliteStore,
    token: &TokenHash,
    now: Timestamp,
) -> Result<Option<Session>, StoreError> {
    let row = sqlx::query(
        "SELECT id, used_at FROM session
         WHERE token_hash = ? AND revoked_at IS NULL AND expires_at > ?",
    )
    .bind(token.0.to_vec())
    .bind(now.millis())
    .fetch_optional(&store.readers)
    .await
    .map_err(failed("find a session"))?;
    row.map(|row| {
        Ok(Session {
            id: SessionId(codec::get(&row, "id")?),
            used_at: codec::moment(&row, "used_at")?,
        })
    })
    .transpose()
}

pub(super) async fn extend(
    store: &SqliteStore,
    session: SessionId,
    used_at: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let mut writer = store.writer.acquire().await.map_err(failed(EXTEND))?;
    note_use(&mut writer, session, used_at, expires_at).await
}

pub(super) async fn revoke(
    store: &SqliteStore,
    session: SessionId,
    at: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE session SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?")
        .bind(at.millis())
        .bind(session.0)
        .execute(&store.writer)
        .await
        .map_err(failed("end a session"))?;
    Ok(())
}

pub(super) async fn member(
    store: &SqliteStore,
    session: SessionId,
    plan: PlanId,
) -> Result<Option<Member>, StoreError> {
    let row = sqlx::query(
        "SELECT member.id AS member_id, member.name AS member_name, side, role,
             facilitates, standing
         FROM session_member JOIN member ON member.id = session_member.member
             JOIN session ON session.id = session_member.session
         WHERE session_member.session = ? AND session_member.plan = ? AND standing = 'active'
             AND session.revoked_at IS NULL",
    )
    .bind(session.0)
    .bind(plan.blob())
    .fetch_optional(&store.readers)
    .await
    .map_err(failed("find a member"))?;
    row.as_ref().map(codec::member).transpose()
}

/// Whether a session lives and is this member in this plan.
pub(super) async fn is(
    store: &SqliteStore,
    session: SessionId,
    (plan, member): (PlanId, MemberId),
    now: Timestamp,
) -> Result<bool, StoreError> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM session_member
             JOIN session ON session.id = session_member.session
             JOIN member ON member.id = session_member.member
         WHERE session.id = ? AND session_member.plan = ? AND member.id = ?
             AND revoked_at IS NULL AND expires_at > ? AND standing = 'active')",
    )
    .bind(session.0)
    .bind(plan.blob())
    .bind(member.blob())
    .bind(now.millis())
    .fetch_one(&store.readers)
    .await
    .map_err(failed("find who a session is"))
}

pub(super) async fn plans(
    store: &SqliteStore,
    session: SessionId,
) -> Result<Vec<(Plan, Member)>, StoreError> {
    let rows = sqlx::query(
        "SELECT plan.id AS plan_id, plan.name AS plan_name, vendor_name, partner_name,
                plan.created_at AS created_at,
                member.id AS member_id, member.name AS member_name, side, role,
             facilitates, standing
         FROM session_member
         JOIN plan ON plan.id = session_member.plan
         JOIN member ON member.id = session_member.member
         WHERE session_member.session = ? AND standing = 'active'
         ORDER BY plan.created_at DESC, plan.id",
    )
    .bind(session.0)
    .fetch_all(&store.readers)
    .await
    .map_err(failed("list the plans of a session"))?;
    rows.iter()
        .map(|row| Ok((plans::from_row(row)?, codec::member(row)?)))
        .collect()
}

/// Lets a session be this member in this plan, inside a transaction that writes.
pub(super) async fn join(
    txn: &mut SqliteConnection,
    session: JoinSession,
    (plan, member): (PlanId, MemberId),
    (at, expires_at): (Timestamp, Timestamp),
) -> Result<(), StoreError> {
    const DOING: &str = "let a session join";
    let session = match session {
        JoinSession::Existing(session) => {
            note_use(txn, session, at, expires_at).await?;
            session
        }
        JoinSession::New(token) => {
            let id = sqlx::query_scalar(
                "INSERT INTO session (token_hash, created_at, used_at, expires_at)
                 VALUES (?1, ?2, ?2, ?3) RETURNING id",
            )
            .bind(token.0.to_vec())
            .bind(at.millis())
            .bind(expires_at.millis())
            .fetch_one(&mut *txn)
            .await
            .map_err(failed(DOING))?;
            SessionId(id)
        }
    };
    sqlx::query(
        "INSERT INTO session_member (session, plan, member) VALUES (?, ?, ?)
         ON CONFLICT (session, plan) DO UPDATE SET member = excluded.member",
    )
    .bind(session.0)
    .bind(plan.blob())
    .bind(member.blob())
    .execute(&mut *txn)
    .await
    .map_err(failed(DOING))?;
    Ok(())
}

const EXTEND: &str = "extend a session";

async fn note_use(
    connection: &mut SqliteConnection,
    session: SessionId,
    used_at: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE session SET used_at = ?, expires_at = ? WHERE id = ? AND revoked_at IS NULL",
    )
    .bind(used_at.millis())
    .bind(expires_at.millis())
    .bind(session.0)
    .execute(connection)
    .await
    .map_err(failed(EXTEND))?;
    Ok(())
}
