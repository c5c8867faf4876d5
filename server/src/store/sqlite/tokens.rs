//! Tokens for programs.

use tandem_plan::ids::PlanId;
use tandem_protocol::member::Member;

use super::codec::{self, Id as _};
use super::{SqliteStore, failed, members};
use crate::store::{NewToken, StoreError, TokenHash};

pub(super) async fn create(store: &SqliteStore, new: &NewToken) -> Result<(), StoreError> {
    const DOING: &str = "keep a token";
    let mut txn = store.write(DOING).await?;
    members::insert(&mut txn, new.plan, &new.member, new.at).await?;
    sqlx::query("INSERT INTO api_token (token_hash, member, created_at) VALUES (?, ?, ?)")
        .bind(new.token.0.to_vec())
        .bind(new.member.id.blob())
        .bind(new.at.millis())
        .execute(&mut *txn)
        .await
        .map_err(failed(DOING))?;
    txn.commit().await.map_err(failed(DOING))
}

pub(super) async fn member(
    store: &SqliteStore,
    token: &TokenHash,
) -> Result<Option<(PlanId, Member)>, StoreError> {
    let row = sqlx::query(
        "SELECT member.plan AS plan, member.id AS member_id, member.name AS member_name, side, role
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
