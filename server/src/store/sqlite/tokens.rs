//! Tokens for programs.

use tandem_plan::ids::{MemberId, PlanId, TokenId};
use tandem_protocol::http::TokenRow;
use tandem_protocol::member::Member;

use super::codec::{self, Id as _};
use super::{SqliteStore, audit, failed, members};
use crate::store::{Bearer, NewAudit, NewToken, StoreError, TokenHash};

pub(super) async fn create(
    store: &SqliteStore,
    new: &NewToken,
    entry: &NewAudit,
) -> Result<(), StoreError> {
    const DOING: &str = "keep a token";
    let mut txn = store.write(DOING).await?;
    let member = match &new.bearer {
        Bearer::New(member) => {
            members::put(&mut txn, new.plan, member, new.at).await?;
            member.id
        }
        Bearer::Present(member) => *member,
    };
    sqlx::query(
        "INSERT INTO api_token (token_hash, id, name, member, created_at) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(new.token.0.to_vec())
    .bind(new.id.blob())
    .bind(new.name.as_str())
    .bind(member.blob())
    .bind(new.at.millis())
    .execute(&mut *txn)
    .await
    .map_err(failed(DOING))?;
    audit::write(&mut txn, entry).await?;
    txn.commit().await.map_err(failed(DOING))
}

pub(super) async fn member(
    store: &SqliteStore,
    token: &TokenHash,
) -> Result<Option<(PlanId, Member)>, StoreError> {
    let row = sqlx::query(
        "SELECT member.plan AS plan, member.id AS member_id, member.name AS member_name, side, role,
             facilitates, standing
         FROM api_token JOIN member ON member.id = api_token.member
         WHERE token_hash = ? AND revoked_at IS NULL",
    )
    .bind(token.0.to_vec())
    .fetch_optional(&store.readers)
    .await
    .map_err(failed("find a token"))?;
    row.map(|row| Ok((codec::id(&row, "plan")?, codec::member(&row)?)))
        .transpose()
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
