//! Who got in, who was let in by whom, and what was refused.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use tandem_protocol::http::{Audit, ErrorBody};
use tandem_protocol::role::Action;

use super::caller::Asking;
use super::error::ApiError;
use crate::app::App;
use crate::store::Store as _;

/// The most entries of one page.
const MOST: u32 = 200;
const USUAL: u32 = 50;

/// Which part of it is wanted.
#[derive(Debug, Deserialize)]
pub(super) struct Page {
    before: Option<u64>,
    limit: Option<u32>,
}

/// What was written down, the newest first.
#[utoipa::path(get, path = "/api/plans/{plan}/audit", tag = "audit",
    params(("plan" = String, Path), ("before" = Option<u64>, Query), ("limit" = Option<u32>, Query)),
    responses((status = 200, body = Audit), (status = "4XX", body = ErrorBody)))]
pub(super) async fn list(
    State(app): State<Arc<App>>,
    asking: Asking,
    Query(page): Query<Page>,
) -> Result<Json<Audit>, ApiError> {
    let here = asking.permit(Action::ReadAudit).await?;
    let limit = page.limit.unwrap_or(USUAL).clamp(1, MOST);
    let found = app.store.audit(Some(here.plan), page.before, limit).await?;
    let entries: Vec<_> = found.entries.into_iter().map(|(_, entry)| entry).collect();
    let last = entries.last().map(|entry| entry.number);
    Ok(Json(Audit {
        entries,
        next: last.filter(|_| found.has_more),
    }))
}
