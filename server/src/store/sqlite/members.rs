//! The people of plans.

use sqlx::SqliteConnection;
use tandem_plan::ids::{InviteId, MemberId, PlanId};
use tandem_protocol::layer::Layer;
use tandem_protocol::member::{Member, Standing};
use tandem_protocol::role::{Role, Side};

use super::codec::{self, Id as _};
use super::{SqliteStore, audit, deletion, failed, invites, tokens};
use crate::clock::Timestamp;
use crate::store::{Credential, People, PeopleChange, StoreError};

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

/// The people of a plan and what lets people in.
async fn people(txn: &mut SqliteConnection, plan: PlanId) -> Result<People, StoreError> {
    let came = sqlx::query(
        "SELECT id, invite FROM member WHERE plan = ? AND invite IS NOT NULL ORDER BY number",
    )
    .bind(plan.blob())
    .fetch_all(&mut *txn)
    .await
    .map_err(failed(LIST))?;
    let came = came
        .iter()
        .map(|row| Ok((codec::id(row, "id")?, codec::id(row, "invite")?)));
    Ok(People {
        came_by: came.collect::<Result<_, StoreError>>()?,
        members: list(txn, plan).await?,
        invites: invites::list(txn, plan).await?,
        tokens: tokens::bearers(txn, plan).await?,
    })
}

pub(super) async fn change<E>(
    store: &SqliteStore,
    plan: PlanId,
    at: Timestamp,
    decide: impl FnOnce(&People) -> Result<PeopleChange, E> + Send,
) -> Result<Result<PeopleChange, E>, StoreError> {
    const DOING: &str = "change the members of a plan";
    let mut txn = store.write(DOING).await?;
    let change = match decide(&people(&mut txn, plan).await?) {
        Ok(change) => change,
        Err(refused) => return Ok(Err(refused)),
    };
    for member in &change.changed {
        put(&mut txn, plan, member, at).await?;
        if member.standing != Standing::Active || member.role != Role::Lead {
            deletion::forget(&mut txn, member).await?;
        }
    }
    for (member, but) in &change.signed_out {
        sign_out(&mut txn, *member, *but, at).await?;
    }
    for invite in &change.withdrawn {
        invites::revoke(&mut txn, *invite, at).await?;
    }
    for invite in &change.invites {
        invites::put(&mut txn, invite).await?;
    }
    for token in &change.tokens {
        tokens::put(&mut txn, token).await?;
    }
    for entry in &change.audit {
        audit::write(&mut txn, entry).await?;
    }
    txn.commit().await.map_err(failed(DOING))?;
    Ok(Ok(change))
}

/// Takes everything away with which somebody comes into their plan, but this.
async fn sign_out(
    txn: &mut SqliteConnection,
    member: MemberId,
    but: Option<Credential>,
    at: Timestamp,
) -> Result<(), StoreError> {
    const DOING: &str = "sign somebody out";
    let (session, token) = match but {
        Some(Credential::Session(session)) => (Some(session.0), None),
        Some(Credential::Token(token)) => (None, Some(token.blob())),
        None => (None, None),
    };
    sqlx::query("DELETE FROM session_member WHERE member = ? AND session IS NOT ?")
        .bind(member.blob())
        .bind(session)
        .execute(&mut *txn)
        .await
        .map_err(failed(DOING))?;
    sqlx::query(
        "UPDATE api_token SET revoked_at = coalesce(revoked_at, ?)
         WHERE member = ? AND id IS NOT ?",
    )
    .bind(at.millis())
    .bind(member.blob())
    .bind(token)
    .execute(&mut *txn)
    .await
    .map_err(failed(DOING))?;
    sqlx::query("UPDATE invite SET revoked_at = coalesce(revoked_at, ?) WHERE member = ?")
        .bind(at.millis())
        .bind(member.blob())
        .execute(&mut *txn)
        .await
        .map_err(failed(DOING))?;
    Ok(())
}

/// Notes by which link somebody came, inside a transaction that writes.
pub(super) async fn note_way(
    txn: &mut SqliteConnection,
    member: MemberId,
    invite: InviteId,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE member SET invite = ? WHERE id = ?")
        .bind(invite.blob())
        .bind(member.blob())
        .execute(txn)
        .await
        .map_err(failed("note how somebody came"))?;
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
