//! Links, and joining by one.

use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;
use tandem_plan::ids::{InviteId, PlanId};
use tandem_protocol::http::AuditAction;
use tandem_protocol::member::{Member, Standing};

use super::codec::{self, Id as _};
use super::{SqliteStore, audit, failed, members, sessions};
use crate::clock::Timestamp;
use crate::store::{
    Invite, InviteProblem, Join, JoinError, Joined, NewAudit, NewInvite, StoreError, TokenHash,
};

/// Keeps a link, inside a transaction that writes.
pub(super) async fn put(txn: &mut SqliteConnection, invite: &NewInvite) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO invite (token_hash, id, plan, side, role, created_at, expires_at, max_uses,
             member, created_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(invite.token.0.to_vec())
    .bind(invite.id.blob())
    .bind(invite.plan.blob())
    .bind(invite.side.key())
    .bind(invite.role.key())
    .bind(invite.created_at.millis())
    .bind(invite.expires_at.millis())
    .bind(invite.max_uses)
    .bind(invite.continues.map(|member| member.blob()))
    .bind(invite.created_by.map(|member| member.blob()))
    .execute(txn)
    .await
    .map_err(failed("keep a link"))?;
    Ok(())
}

pub(super) async fn get(
    store: &SqliteStore,
    token: &TokenHash,
) -> Result<Option<Invite>, StoreError> {
    let mut reader = store.readers.acquire().await.map_err(failed(FIND))?;
    find(&mut reader, token).await
}

pub(super) async fn of_plan(store: &SqliteStore, plan: PlanId) -> Result<Vec<Invite>, StoreError> {
    let mut reader = store.readers.acquire().await.map_err(failed(LIST))?;
    list(&mut reader, plan).await
}

const LIST: &str = "list the links of a plan";

pub(super) async fn list(
    connection: &mut SqliteConnection,
    plan: PlanId,
) -> Result<Vec<Invite>, StoreError> {
    let rows = sqlx::query("SELECT * FROM invite WHERE plan = ? ORDER BY created_at DESC, id")
        .bind(plan.blob())
        .fetch_all(connection)
        .await
        .map_err(failed(LIST))?;
    rows.iter().map(from_row).collect()
}

/// Withdraws a link, inside a transaction that writes.
pub(super) async fn revoke(
    txn: &mut SqliteConnection,
    invite: InviteId,
    at: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE invite SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?")
        .bind(at.millis())
        .bind(invite.blob())
        .execute(txn)
        .await
        .map_err(failed("withdraw a link"))?;
    Ok(())
}

pub(super) async fn join(store: &SqliteStore, join: &Join) -> Result<Joined, JoinError> {
    const DOING: &str = "let somebody join";
    let mut txn = store.write(DOING).await?;
    // Asked again under the write lock: the last use of a link is given out once.
    let invite = find(&mut txn, &join.invite)
        .await?
        .ok_or(InviteProblem::Unknown)?;
    invite.check(join.at)?;
    sqlx::query("UPDATE invite SET uses = uses + 1 WHERE token_hash = ?")
        .bind(join.invite.0.to_vec())
        .execute(&mut *txn)
        .await
        .map_err(failed(DOING))?;
    let present = members::list(&mut txn, invite.plan).await?;
    let (member, action) = who(&invite, join, present)?;
    if action != AuditAction::Continued {
        members::put(&mut txn, invite.plan, &member, join.at).await?;
        members::note_way(&mut txn, member.id, invite.id).await?;
    }
    sessions::join(
        &mut txn,
        join.session,
        (invite.plan, member.id),
        (join.at, join.session_expires_at),
    )
    .await?;
    let entry = NewAudit::of(invite.plan, join.at, action, Some(member.id)).to(&member);
    audit::write(&mut txn, &entry).await?;
    txn.commit().await.map_err(failed(DOING))?;
    Ok(Joined {
        plan: invite.plan,
        member,
    })
}

/// Who somebody is who comes by a link, and what that is called.
fn who(
    invite: &Invite,
    join: &Join,
    present: Vec<Member>,
) -> Result<(Member, AuditAction), InviteProblem> {
    let wanted = |id, standing| {
        let mut present = present.into_iter();
        present.find(|member| member.id == id && member.standing == standing)
    };
    if let Some(id) = invite.continues {
        let member = wanted(id, Standing::Active).ok_or(InviteProblem::Revoked)?;
        return Ok((member, AuditAction::Continued));
    }
    let Some(id) = join.claim else {
        let member = Member::new(join.member, join.name.clone(), invite.side, invite.role);
        return Ok((member, AuditAction::Joined));
    };
    let named = wanted(id, Standing::Named);
    let named = named.filter(|member| member.can_be_claimed(invite.plan, invite.side));
    let member = Member {
        role: invite.role,
        standing: Standing::Active,
        ..named.ok_or(InviteProblem::NotNamed)?
    };
    Ok((member, AuditAction::Claimed))
}

const FIND: &str = "find a link";

async fn find(
    connection: &mut SqliteConnection,
    token: &TokenHash,
) -> Result<Option<Invite>, StoreError> {
    let row = sqlx::query("SELECT * FROM invite WHERE token_hash = ?")
        .bind(token.0.to_vec())
        .fetch_optional(connection)
        .await
        .map_err(failed(FIND))?;
    row.as_ref().map(from_row).transpose()
}

fn from_row(row: &SqliteRow) -> Result<Invite, StoreError> {
    Ok(Invite {
        id: codec::id(row, "id")?,
        continues: codec::maybe_id(row, "member")?,
        created_by: codec::maybe_id(row, "created_by")?,
        created_at: codec::moment(row, "created_at")?,
        plan: codec::id(row, "plan")?,
        side: codec::side(row)?,
        role: codec::role(row)?,
        expires_at: codec::moment(row, "expires_at")?,
        revoked_at: codec::maybe_moment(row, "revoked_at")?,
        max_uses: codec::get(row, "max_uses")?,
        uses: codec::get(row, "uses")?,
    })
}
