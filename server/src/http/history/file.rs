//! All changes that pass the filters as a file, written while it is read.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tandem_plan::history::Content;
use tandem_protocol::http::{ErrorBody, PlanChange};
use tandem_protocol::role::Action;

use super::super::caller::Asking;
use super::super::error::ApiError;
use super::{Look, Wanted, query, told};
use crate::app::App;
use crate::clock::Timestamp;
use crate::store::{ChangeId, StoreError};

/// How many changes are read at once.
const CHUNK: u32 = 1_000;

/// Changes that pass the filters as a file of comma-separated values, the newest first.
#[utoipa::path(get, path = "/api/plans/{plan}/history.csv", tag = "history",
    params(("plan" = String, Path), Wanted),
    responses((status = 200, body = String, content_type = "text/csv"),
        (status = "4XX", body = ErrorBody)))]
pub(in crate::http) async fn csv(
    State(app): State<Arc<App>>,
    asking: Asking,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response, ApiError> {
    file(app, asking, wanted, Format::Csv).await
}

/// Changes that pass the filters as a file of JSON, the newest first.
#[utoipa::path(get, path = "/api/plans/{plan}/history.json", tag = "history",
    params(("plan" = String, Path), Wanted),
    responses((status = 200, body = Vec<PlanChange>), (status = "4XX", body = ErrorBody)))]
pub(in crate::http) async fn json(
    State(app): State<Arc<App>>,
    asking: Asking,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response, ApiError> {
    file(app, asking, wanted, Format::Json).await
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    Json,
}

/// What a file of all changes is at.
struct Writing {
    app: Arc<App>,
    look: Look,
    format: Format,
    cursor: Option<ChangeId>,
    is_first: bool,
    is_over: bool,
}

async fn file(
    app: Arc<App>,
    asking: Asking,
    wanted: Result<Query<Wanted>, QueryRejection>,
    format: Format,
) -> Result<Response, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let look = Look::of(&app, here, &query(wanted)?).await?;
    app.whole_plans.take(look.here.me.id, app.clock.now())?;
    let (kind, ending) = match format {
        Format::Csv => ("text/csv; charset=utf-8", "csv"),
        Format::Json => ("application/json", "json"),
    };
    let name = format!(
        "attachment; filename=\"tandem-history-{}.{ending}\"",
        look.here.plan
    );
    let writing = Writing {
        app,
        look,
        format,
        cursor: None,
        is_first: true,
        is_over: false,
    };
    // What cannot be read any more ends the file before its end, which a reader sees.
    let chunks = stream::try_unfold(writing, chunk);
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, Body::from_stream(chunks)).into_response())
}

async fn chunk(mut writing: Writing) -> Result<Option<(Bytes, Writing)>, StoreError> {
    if writing.is_over {
        return Ok(None);
    }
    let rows = writing
        .look
        .page(&writing.app, writing.cursor, CHUNK)
        .await?;
    writing.is_over = rows.len() < CHUNK as usize;
    writing.cursor = rows.last().map(|row| row.id).or(writing.cursor);
    let members = Arc::clone(&writing.look.members);
    let steps = Arc::clone(&writing.look.steps);
    let changes = rows.into_iter().map(|row| told(row, &members, &steps));
    let bytes = match writing.format {
        Format::Csv => csv_rows(changes, writing.is_first),
        Format::Json => json_rows(changes, writing.is_first, writing.is_over),
    };
    writing.is_first = false;
    Ok(Some((bytes, writing)))
}

fn json_rows(changes: impl Iterator<Item = PlanChange>, is_first: bool, is_last: bool) -> Bytes {
    let mut out = Vec::new();
    let mut before: &[u8] = if is_first { b"[" } else { b",\n" };
    for change in changes {
        out.extend(before);
        let written = serde_json::to_writer(&mut out, &change);
        written.expect("texts, numbers and lists are JSON");
        before = b",\n";
    }
    if out.is_empty() && is_first {
        out.extend(b"[");
    }
    if is_last {
        out.extend(b"]\n");
    }
    out.into()
}

const CSV_HEAD: [&str; 18] = [
    "id",
    "at",
    "until",
    "claimed_at",
    "member",
    "name",
    "side",
    "section",
    "item",
    "title",
    "field",
    "row",
    "column",
    "kind",
    "before",
    "after",
    "step",
    "step_title",
];

fn csv_rows(changes: impl Iterator<Item = PlanChange>, is_first: bool) -> Bytes {
    let mut out = csv::Writer::from_writer(Vec::new());
    let in_memory = "memory takes all of it";
    if is_first {
        out.write_record(CSV_HEAD).expect(in_memory);
    }
    for change in changes {
        let PlanChange {
            id,
            at,
            until,
            claimed_at,
            member,
            section,
            item,
            title,
            field,
            row,
            column,
            kind,
            before,
            after,
            step,
            step_title,
            ..
        } = change;
        let cells = [
            id,
            time(at),
            time(until),
            claimed_at.map(time).unwrap_or_default(),
            member.id.to_string(),
            member.name,
            member.side.key().to_owned(),
            section.unwrap_or_default(),
            item.map(|item| item.to_string()).unwrap_or_default(),
            title,
            field.unwrap_or_default(),
            row.map(|row| row.to_string()).unwrap_or_default(),
            column.unwrap_or_default(),
            kind.key().to_owned(),
            before.map(plain).unwrap_or_default(),
            after.map(plain).unwrap_or_default(),
            step.unwrap_or_default(),
            step_title,
        ];
        out.write_record(cells.map(harmless)).expect(in_memory);
    }
    out.into_inner().expect(in_memory).into()
}

/// A moment as spreadsheets read it, in UTC.
fn time(millis: i64) -> String {
    let moment = Timestamp::from_millis(millis);
    let seconds = millis.div_euclid(1_000).rem_euclid(24 * 60 * 60);
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    format!(
        "{} {hours:02}:{minutes:02}:{:02}",
        moment.date(),
        seconds % 60
    )
}

/// A content as one cell.
fn plain(content: Content) -> String {
    match content {
        Content::Flag(flag) => flag.to_string(),
        Content::Score(score) => score.to_string(),
        Content::Text(text) | Content::Stretch { text, .. } => text,
        Content::Money {
            amount, currency, ..
        } => format!("{amount} {currency}"),
        Content::Percent { percent, .. } => format!("{percent} %"),
        Content::Number { value } => value,
        Content::Set(entries) => entries.into_iter().collect::<Vec<_>>().join(" "),
    }
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: String) -> String {
    let is_number = cell.parse::<f64>().is_ok();
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number {
        format!("'{cell}")
    } else {
        cell
    }
}
