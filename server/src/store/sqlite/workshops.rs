//! Workshops of plans.

use tandem_plan::ids::PlanId;

use super::codec::{self, Id as _, integer};
use super::{SqliteStore, deletion, failed};
use crate::clock::Timestamp;
use crate::store::{StoreError, StoredWorkshop};

pub(super) async fn of_plan(
    store: &SqliteStore,
    plan: PlanId,
) -> Result<Vec<StoredWorkshop>, StoreError> {
    const DOING: &str = "list the workshops";
    let mut reader = store.read(DOING).await?;
    let rows = sqlx::query(
        "SELECT id, number, revision, ended_at, state, recap FROM workshop WHERE plan = ?
         ORDER BY number DESC",
    )
    .bind(plan.blob())
    .fetch_all(&mut *reader)
    .await
    .map_err(failed(DOING))?;
    rows.iter()
        .map(|row| {
            let number = codec::count(row, "number")?;
            Ok(StoredWorkshop {
                id: codec::id(row, "id")?,
                number: u32::try_from(number).map_err(|_| codec::damaged("number"))?,
                revision: codec::count(row, "revision")?,
                ended_at: codec::maybe_moment(row, "ended_at")?,
                state: codec::get(row, "state")?,
                recap: codec::get(row, "recap")?,
            })
        })
        .collect()
}

pub(super) async fn keep(
    store: &SqliteStore,
    plan: PlanId,
    workshop: &StoredWorkshop,
    without_trace: bool,
) -> Result<bool, StoreError> {
    const DOING: &str = "keep a workshop";
    let mut txn = store.write(DOING).await?;
    let kept = if workshop.revision == 1 {
        sqlx::query(
            "INSERT INTO workshop (plan, id, number, revision, ended_at, state, recap)
             VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(plan.blob())
        .bind(workshop.id.blob())
        .bind(i64::from(workshop.number))
        .bind(integer(workshop.revision))
        .bind(workshop.ended_at.map(Timestamp::millis))
        .bind(workshop.state.as_str())
        .bind(workshop.recap.as_deref())
        .execute(&mut *txn)
        .await
    } else {
        sqlx::query(
            "UPDATE workshop SET revision = ?, ended_at = ?, state = ?, recap = ?
             WHERE plan = ? AND id = ? AND revision = ? AND ended_at IS NULL",
        )
        .bind(integer(workshop.revision))
        .bind(workshop.ended_at.map(Timestamp::millis))
        .bind(workshop.state.as_str())
        .bind(workshop.recap.as_deref())
        .bind(plan.blob())
        .bind(workshop.id.blob())
        .bind(integer(workshop.revision - 1))
        .execute(&mut *txn)
        .await
    };
    let is_kept = kept.map_err(failed(DOING))?.rows_affected() > 0;
    txn.commit().await.map_err(failed(DOING))?;
    if is_kept && without_trace {
        deletion::leave_no_trace(store).await;
    }
    Ok(is_kept)
}
