//! Links, and joining by one.

use sqlx::SqliteConnection;
use tandem_protocol::member::Member;

use super::codec::{self, Id as _};
use super::{SqliteStore, failed, members, sessions};
use crate::clock::Timestamp;
use crate::store::{
    Invite, InviteProblem, Join, JoinError, Joined, NewInvite, StoreError, TokenHash,
};

pub(super) async fn create(store: &SqliteStore, invite: &NewInvite) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO invite (token_hash, plan, side, role, created_at, expires_at, max_uses)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(invite.token.0.to_vec())
    .bind(invite.plan.blob())
    .bind(invite.side.key())
    .bind(invite.role.key())
    .bind(invite.created_at.millis())
    .bind(invite.expires_at.millis())
    .bind(invite.max_uses)
    .execute(&store.writer)
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

pub(super) async fn revoke(
    store: &SqliteStore,
    token: &TokenHash,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let revoked =
        sqlx::query("UPDATE invite SET revoked_at = coalesce(revoked_at, ?) WHERE token_hash = ?")
            .bind(at.millis())
            .bind(token.0.to_vec())
            .execute(&store.writer)
            .await
            .map_err(failed("withdraw a link"))?;
    Ok(revoked.rows_affected() > 0)
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
    let member = Member::new(join.member, join.name.clone(), invite.side, invite.role);
    members::insert(&mut txn, invite.plan, &member, join.at).await?;
    sessions::join(&mut txn, join, invite.plan).await?;
    txn.commit().await.map_err(failed(DOING))?;
    Ok(Joined {
        plan: invite.plan,
        member,
    })
}

const FIND: &str = "find a link";

async fn find(
    connection: &mut SqliteConnection,
    token: &TokenHash,
) -> Result<Option<Invite>, StoreError> {
    let row = sqlx::query(
        "SELECT plan, side, role, expires_at, revoked_at, max_uses, uses
         FROM invite WHERE token_hash = ?",
    )
    .bind(token.0.to_vec())
    .fetch_optional(connection)
    .await
    .map_err(failed(FIND))?;
    row.map(|row| {
        let revoked_at: Option<i64> = codec::get(&row, "revoked_at")?;
        Ok(Invite {
            plan: codec::id(&row, "plan")?,
            side: codec::side(&row)?,
            role: codec::role(&row)?,
            expires_at: codec::moment(&row, "expires_at")?,
            revoked_at: revoked_at.map(Timestamp::from_millis),
            max_uses: codec::get(&row, "max_uses")?,
            uses: codec::get(&row, "uses")?,
        })
    })
    .transpose()
}
