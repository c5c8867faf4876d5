//! Tokens for programs.

use sqlx::SqliteConnection;
use tandem_plan::ids::{MemberId, PlanId, TokenId};
use tandem_protocol::http::TokenRow;

use super::codec::{self, Id as _};
use super::{SqliteStore, audit, failed};
use crate::store::{Bearer, NewAudit, NewToken, StoreError, TokenHash};

/// Keeps a token, inside a transaction that writes.
pub(super) async fn put(txn: &mut SqliteConnection, new: &NewToken) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO api_token (token_hash, id, name, member, created_at) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(new.token.0.to_vec())
    .bind(new.id.blob())
    .bind(new.name.as_str())
    .bind(new.member.blob())
    .bind(new.at.millis())
    .execute(txn)
    .await
    .map_err(failed("keep a token"))?;
    Ok(())
}

pub(super) async fn bearer(
    store: &SqliteStore,
    token: &TokenHash,
) -> Result<Option<Bearer>, StoreError> {
    let row = sqlx::query(
        "SELECT api_token.id AS token, member.plan AS plan, member.id AS member_id,
             member.name AS member_name, side, role, facilitates, standing
         FROM api_token JOIN member ON member.id = api_token.member
         WHERE token_hash = ? AND revoked_at IS NULL AND standing = 'active'",
    )
    .bind(token.0.to_vec())
    .fetch_optional(&store.readers)
    .await
    .map_err(failed("find a token"))?;
    row.map(|row| {
        Ok(Bearer {
            token: codec::id(&row, "token")?,
            plan: codec::id(&row, "plan")?,
            member: codec::member(&row)?,
        })
    })
    .transpose()
}

/// Whether a token is usable and stands for this member.
pub(super) async fn is(
    store: &SqliteStore,
    token: TokenId,
    member: MemberId,
) -> Result<bool, StoreError> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM api_token JOIN member ON member.id = api_token.member
         WHERE api_token.id = ? AND member.id = ? AND revoked_at IS NULL AND standing = 'active')",
    )
    .bind(token.blob())
    .bind(member.blob())
    .fetch_one(&store.readers)
    .await
    .map_err(failed("find a token"))
}

/// Whom each usable token of a plan stands for.
pub(super) async fn bearers(
    connection: &mut SqliteConnection,
    plan: PlanId,
) -> Result<Vec<MemberId>, StoreError> {
    let rows = sqlx::query(
        "SELECT member.id AS member FROM api_token JOIN member ON member.id = api_token.member
         WHERE plan = ? AND revoked_at IS NULL",
    )
    .bind(plan.blob())
    .fetch_all(connection)
    .await
    .map_err(failed("list the tokens of a plan"))?;
    rows.iter().map(|row| codec::id(row, "member")).collect()
}

pub(super) async fn of_member(
    store: &SqliteStore,
    member: MemberId,
) -> Result<Vec<TokenRow>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, name, created_at FROM api_token
         WHERE member = ? AND revoked_at IS NULL ORDER BY created_at DESC, id",
    )
    .bind(member.blob())
    .fetch_all(&store.readers)
    .await
    .map_err(failed("list the tokens of a member"))?;
    rows.iter()
        .map(|row| {
            Ok(TokenRow {
                id: codec::id(row, "id")?,
                name: codec::get(row, "name")?,
                created_at: codec::moment(row, "created_at")?.millis(),
            })
        })
        .collect()
}

pub(super) async fn revoke(
    store: &SqliteStore,
    member: MemberId,
    token: TokenId,
    entry: &NewAudit,
) -> Result<bool, StoreError> {
    const DOING: &str = "withdraw a token";
    let mut txn = store.write(DOING).await?;
    let revoked_at: Option<Option<i64>> =
        sqlx::query_scalar("SELECT revoked_at FROM api_token WHERE id = ? AND member = ?")
            .bind(token.blob())
            .bind(member.blob())
            .fetch_optional(&mut *txn)
            .await
            .map_err(failed(DOING))?;
    if revoked_at == Some(None) {
        sqlx::query("UPDATE api_token SET revoked_at = ? WHERE id = ?")
            .bind(entry.at.millis())
            .bind(token.blob())
            .execute(&mut *txn)
            .await
            .map_err(failed(DOING))?;
        audit::write(&mut txn, entry).await?;
        txn.commit().await.map_err(failed(DOING))?;
    }
    Ok(revoked_at.is_some())
}
