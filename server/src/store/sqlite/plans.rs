//! Plans, the people in them, and what the store remembers about itself.

use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;
use tandem_plan::ids::PlanId;
use tandem_protocol::http::AuditAction;

use super::codec::{self, Id as _};
use super::{SqliteStore, audit, failed, log, members, rooms, sessions};
use crate::store::{
    Author, NewAudit, NewPlan, NewUpdate, Plan, Purpose, RoomKey, RoomWrite, StoreError,
};

const DEMO_PLAN: &str = "demo_plan";
const EPOCH: &str = "epoch";

pub(super) async fn create(store: &SqliteStore, new: &NewPlan) -> Result<(), StoreError> {
    const DOING: &str = "make a plan";
    let mut txn = store.write(DOING).await?;
    let plan = &new.plan;
    sqlx::query(
        "INSERT INTO plan (id, name, vendor_name, partner_name, preset, created_at)
         VALUES (?, ?, ?, ?, ?, ?)",
    )
    .bind(plan.id.blob())
    .bind(plan.name.as_str())
    .bind(plan.vendor_name.as_str())
    .bind(plan.partner_name.as_str())
    .bind(new.preset)
    .bind(plan.created_at.millis())
    .execute(&mut *txn)
    .await
    .map_err(failed(DOING))?;

    for member in &new.members {
        members::put(&mut txn, plan.id, member, plan.created_at).await?;
    }
    let founder = new.founder.as_ref();
    if let Some(founder) = founder {
        members::put(&mut txn, plan.id, &founder.member, plan.created_at).await?;
        sessions::join(
            &mut txn,
            founder.session,
            (plan.id, founder.member.id),
            (plan.created_at, founder.session_expires_at),
        )
        .await?;
    }
    let actor = founder.map(|founder| founder.member.id);
    let entry = NewAudit::of(plan.id, plan.created_at, AuditAction::PlanStarted, actor);
    audit::write(&mut txn, &entry).await?;

    let room = RoomKey::joint(plan.id);
    rooms::create(&mut txn, room).await?;
    let seed = RoomWrite {
        room,
        first_seq: 1,
        updates: vec![NewUpdate {
            bytes: new.seed.clone(),
            author: Author::Template,
            client: None,
            at: plan.created_at,
            claimed_at: None,
            cause: None,
            step: None,
        }],
        clients: Vec::new(),
        changes: Vec::new(),
    };
    let appended = log::append(store, &mut txn, &[seed]).await?;

    if new.purpose == Purpose::Demo {
        sqlx::query(
            "INSERT INTO meta (key, value) VALUES (?, ?)
             ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        )
        .bind(DEMO_PLAN)
        .bind(plan.id.to_string())
        .execute(&mut *txn)
        .await
        .map_err(failed(DOING))?;
    }
    txn.commit().await.map_err(failed(DOING))?;
    store.logs().appended(&appended);
    Ok(())
}

pub(super) async fn get(store: &SqliteStore, plan: PlanId) -> Result<Option<Plan>, StoreError> {
    let reader = store.readers.acquire().await;
    find(&mut *reader.map_err(failed("find a plan"))?, plan).await
}

pub(super) async fn find(
    connection: &mut SqliteConnection,
    plan: PlanId,
) -> Result<Option<Plan>, StoreError> {
    let row = sqlx::query(
        "SELECT id AS plan_id, name AS plan_name, vendor_name, partner_name, created_at
         FROM plan WHERE id = ?",
    )
    .bind(plan.blob())
    .fetch_optional(connection)
    .await
    .map_err(failed("find a plan"))?;
    row.as_ref().map(from_row).transpose()
}

pub(super) async fn demo(store: &SqliteStore) -> Result<Option<PlanId>, StoreError> {
    let id = meta(store, DEMO_PLAN).await?;
    id.map(|id| id.parse().map_err(|_| codec::damaged(DEMO_PLAN)))
        .transpose()
}

/// If it is the plan that shows the program, there is none any more.
pub(super) async fn forget_demo(
    txn: &mut SqliteConnection,
    plan: PlanId,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM meta WHERE key = ? AND value = ?")
        .bind(DEMO_PLAN)
        .bind(plan.to_string())
        .execute(txn)
        .await
        .map_err(failed("forget a plan"))?;
    Ok(())
}

pub(super) async fn epoch(store: &SqliteStore) -> Result<String, StoreError> {
    meta(store, EPOCH)
        .await?
        .ok_or_else(|| codec::damaged(EPOCH))
}

/// A row with the columns `plan_id`, `plan_name`, `vendor_name`, `partner_name` and `created_at`.
pub(super) fn from_row(row: &SqliteRow) -> Result<Plan, StoreError> {
    Ok(Plan {
        id: codec::id(row, "plan_id")?,
        name: codec::get(row, "plan_name")?,
        vendor_name: codec::get(row, "vendor_name")?,
        partner_name: codec::get(row, "partner_name")?,
        created_at: codec::moment(row, "created_at")?,
    })
}

async fn meta(store: &SqliteStore, key: &'static str) -> Result<Option<String>, StoreError> {
    sqlx::query_scalar("SELECT value FROM meta WHERE key = ?")
        .bind(key)
        .fetch_optional(&store.readers)
        .await
        .map_err(failed("read what it knows of itself"))
}
