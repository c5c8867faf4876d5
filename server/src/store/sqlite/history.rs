//! The history of rooms: rows that say who did what, and how many there are of which sort.
//!
//! New rows go to the end of one table for all rooms, as updates do, and move to where they are found
//! when there is time or somebody looks for them.

pub(super) mod recent;

use std::sync::LazyLock;

use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection, Transaction};
use tandem_plan::history::{ChangeKind, Content};
use tandem_plan::ids::{ItemId, MemberId};

use super::codec::{self, Id as _, integer};
use super::{SqliteStore, failed, log};
use crate::clock::Timestamp;
use crate::history::PAUSE;
use crate::store::{
    Cause, ChangeCount, ChangeFilter, ChangeId, ChangeRow, RoomKey, Spot, StoreError,
};

const READING: &str = "read the history";
/// Longer than anybody writes without a pause, in milliseconds.
const LONGEST: i64 = Timestamp::of_unix_day(1).millis();
/// So many changes are looked through for what is new.
const MOST_NEWS: u32 = 10_000;
/// By how much a clock that was set back may disturb the order of moments, in milliseconds.
const SLACK: i64 = 60 * 60 * 1_000;

const COLUMNS: &str = "seq, part, until_seq, at, until, claimed_at, member, kind, section, item, \
     field, table_row, column_key, comment, title, value_before, value_after, words, step, cause";

/// The rows of a room that may still go on, the older ones first.
pub(super) async fn open(
    txn: &mut SqliteConnection,
    room: i64,
) -> Result<Vec<ChangeRow>, StoreError> {
    static SQL: LazyLock<String> = LazyLock::new(|| {
        format!(
            "WITH last (until) AS (
                 SELECT max(coalesce((SELECT max(until) FROM change WHERE room = ?1), 0),
                            coalesce((SELECT max(until) FROM change_recent WHERE room = ?1), 0)))
             SELECT {COLUMNS} FROM change_recent WHERE room = ?1 AND until > (SELECT until FROM last) - ?2
             UNION ALL
             SELECT {COLUMNS} FROM change WHERE room = ?1 AND until > (SELECT until FROM last) - ?2
             AND (seq, part) NOT IN (SELECT seq, part FROM change_recent WHERE room = ?1)
             ORDER BY until_seq, seq, part"
        )
    });
    let pause = i64::try_from(PAUSE.as_millis()).unwrap_or(i64::MAX);
    let rows = sqlx::query(SQL.as_str())
        .bind(room)
        .bind(pause)
        .fetch_all(txn)
        .await
        .map_err(failed(READING))?;
    rows.iter().map(read).collect()
}

/// Whoever reads the history of a room finds all of it in one place.
async fn reader(
    store: &SqliteStore,
    room: RoomKey,
) -> Result<Option<(Transaction<'static, Sqlite>, i64)>, StoreError> {
    // Without it the newest are missing, until something can be written again.
    if let Err(error) = recent::gather(store, room).await {
        tracing::error!(%room, %error, "recent changes could not be moved to where they are read");
    }
    let mut reader = store.read(READING).await?;
    let head = log::head(&mut reader, room).await?;
    Ok(head.map(|(id, _)| (reader, id)))
}

/// The changes of a room that pass a filter, the newest first, before `before`.
pub(super) async fn page(
    store: &SqliteStore,
    room: RoomKey,
    filter: &ChangeFilter,
    before: Option<ChangeId>,
    limit: u32,
) -> Result<Vec<ChangeRow>, StoreError> {
    let Some((mut reader, id)) = reader(store, room).await? else {
        return Ok(Vec::new());
    };
    let mut query = QueryBuilder::<Sqlite>::new("SELECT ");
    query.push(COLUMNS).push(" FROM change");
    if let Some(index) = index(filter) {
        query.push(" INDEXED BY ").push(index);
    }
    query.push(" WHERE room = ").push_bind(id);
    narrow(&mut query, id, filter);
    if let Some(before) = before {
        query
            .push(" AND (seq, part) < (")
            .push_bind(integer(before.seq))
            .push(", ")
            .push_bind(before.part)
            .push(")");
    }
    query
        .push(" ORDER BY seq DESC, part DESC LIMIT ")
        .push_bind(limit);
    let rows = query.build().fetch_all(&mut *reader).await;
    rows.map_err(failed(READING))?.iter().map(read).collect()
}

/// By which index the changes that pass a filter are found in their order; `None` where reading all in
/// their order is better: when much passes, or much would be looked up for little. The database would
/// always read all.
fn index(filter: &ChangeFilter) -> Option<&'static str> {
    let kind = match filter.kinds.as_slice() {
        [kind] => Some(*kind),
        _ => None,
    };
    let is_rare = kind.is_some_and(|kind| !matches!(kind, ChangeKind::Set | ChangeKind::Edited));
    if filter.item.is_some() {
        return Some("change_of_item");
    }
    if is_rare {
        return Some("change_of_kind");
    }
    let by = [
        (filter.members.len() == 1, "change_of_member"),
        (filter.section.is_some(), "change_of_section"),
        (filter.field.is_some(), "change_of_field"),
        (kind.is_some(), "change_of_kind"),
    ];
    let mut asked = by
        .into_iter()
        .filter_map(|(is_asked, name)| is_asked.then_some(name));
    // With several, one index leaves rows that the others throw away one by one.
    asked.next().filter(|_| asked.next().is_none())
}

/// Adds what a filter asks for.
fn narrow(query: &mut QueryBuilder<Sqlite>, room: i64, filter: &ChangeFilter) {
    one_of(
        query,
        "member",
        filter.members.iter().map(|member| member.blob()),
    );
    let kinds = filter.kinds.iter().map(|kind| kind.key().to_owned());
    one_of(query, "kind", kinds);
    if let Some(section) = &filter.section {
        query.push(" AND section = ").push_bind(section.clone());
    }
    if let Some(item) = &filter.item {
        query.push(" AND item = ").push_bind(item.blob());
    }
    if let Some(field) = &filter.field {
        query.push(" AND field = ").push_bind(field.clone());
    }
    if let Some(row) = &filter.row {
        query.push(" AND table_row = ").push_bind(row.blob());
    }
    if let Some(from) = filter.from {
        query.push(" AND until >= ").push_bind(from.millis());
        // Nothing goes on for as long as this without a pause.
        edge(
            query,
            room,
            ">=",
            "NULL",
            from.millis().saturating_sub(LONGEST),
        );
    }
    if let Some(to) = filter.to {
        query.push(" AND at < ").push_bind(to.millis());
        edge(
            query,
            room,
            "<",
            "9223372036854775807",
            to.millis().saturating_add(SLACK),
        );
    }
    if let Some(step) = &filter.step {
        query.push(" AND step = ").push_bind(step.clone());
    }
    if let Some(after) = filter.after_seq {
        query.push(" AND seq > ").push_bind(integer(after));
    }
}

/// One of these values, if there are any.
fn one_of<'a, T>(
    query: &mut QueryBuilder<Sqlite>,
    column: &str,
    values: impl ExactSizeIterator<Item = T>,
) where
    T: sqlx::Encode<'a, Sqlite> + sqlx::Type<Sqlite> + 'a,
{
    // A list of one is no list: only then an index gives the rows in their order.
    match values.len() {
        0 => {}
        1 => {
            query.push(format_args!(" AND {column} = "));
            for value in values {
                query.push_bind(value);
            }
        }
        _ => {
            query.push(format_args!(" AND {column} IN ("));
            let mut list = query.separated(", ");
            for value in values {
                list.push_bind(value);
            }
            query.push(")");
        }
    }
}

/// Keeps to one side of the first change that began at this moment or later, so that what lies far from
/// a period is not read. `otherwise` stands for it where there is none.
fn edge(query: &mut QueryBuilder<Sqlite>, room: i64, side: &str, otherwise: &str, moment: i64) {
    query.push(format_args!(
        " AND seq {side} coalesce((SELECT seq FROM change WHERE room = "
    ));
    query.push_bind(room).push(" AND at >= ").push_bind(moment);
    query.push(format_args!(" ORDER BY at, seq LIMIT 1), {otherwise})"));
}

/// How many changes of which sort a room has. Periods are counted by days in UTC.
pub(super) async fn counts(
    store: &SqliteStore,
    room: RoomKey,
    filter: &ChangeFilter,
) -> Result<Vec<ChangeCount>, StoreError> {
    let Some((mut reader, id)) = reader(store, room).await? else {
        return Ok(Vec::new());
    };
    let is_narrow = filter.item.is_some()
        || filter.field.is_some()
        || filter.row.is_some()
        || filter.after_seq.is_some();
    let mut query = if is_narrow {
        let mut query = QueryBuilder::<Sqlite>::new(
            "SELECT member, coalesce(section, '') AS section, kind, coalesce(step, '') AS step,
                    count(*) AS changes, sum(words) AS words
             FROM change WHERE room = ",
        );
        query.push_bind(id);
        narrow(&mut query, id, filter);
        query
    } else {
        let mut query = QueryBuilder::<Sqlite>::new(
            "SELECT member, section, kind, step, sum(changes) AS changes, sum(words) AS words
             FROM change_count WHERE room = ",
        );
        query.push_bind(id);
        if let Some(from) = filter.from {
            query.push(" AND day >= ").push_bind(from.unix_day());
        }
        if let Some(to) = filter.to {
            query.push(" AND day * 86400000 < ").push_bind(to.millis());
        }
        query
    };
    query.push(" GROUP BY 1, 2, 3, 4");
    let rows = query.build().fetch_all(&mut *reader).await;
    rows.map_err(failed("count changes"))?
        .iter()
        .map(|row| {
            Ok(ChangeCount {
                member: codec::id(row, "member")?,
                section: codec::get(row, "section")?,
                kind: kind(row)?,
                step: codec::get(row, "step")?,
                changes: codec::count(row, "changes")?,
                words: codec::get(row, "words")?,
            })
        })
        .collect()
}

pub(super) async fn changed_by(
    store: &SqliteStore,
    room: RoomKey,
    after: u64,
    until: u64,
) -> Result<Vec<(Spot, MemberId)>, StoreError> {
    let Some((mut reader, id)) = reader(store, room).await? else {
        return Ok(Vec::new());
    };
    let rows = sqlx::query(
        "SELECT DISTINCT section, item, field, table_row, column_key, comment, member FROM change
         WHERE room = ? AND until_seq > ? AND seq <= ? AND comment IS NULL",
    )
    .bind(id)
    .bind(integer(after))
    .bind(integer(until))
    .fetch_all(&mut *reader)
    .await
    .map_err(failed(READING))?;
    rows.iter()
        .map(|row| Ok((spot(row)?, codec::id(row, "member")?)))
        .collect()
}

pub(super) async fn news(
    store: &SqliteStore,
    room: RoomKey,
    member: MemberId,
    after: u64,
    at: Timestamp,
) -> Result<Vec<(String, Option<ItemId>)>, StoreError> {
    let Some((mut reader, id)) = reader(store, room).await? else {
        return Ok(Vec::new());
    };
    // What went on after that moment began before it, but not long before. Who was away for very long
    // sees the newest.
    let rows = sqlx::query(
        "SELECT DISTINCT section, item FROM (
             SELECT * FROM (SELECT section, item, member, comment FROM change
                            WHERE room = ?1 AND seq > ?2 ORDER BY seq DESC, part DESC LIMIT ?5)
             UNION ALL
             SELECT section, item, member, comment FROM change INDEXED BY change_of_end
             WHERE room = ?1 AND until >= ?3 AND until_seq > ?2 AND seq <= ?2)
         WHERE member <> ?4 AND section IS NOT NULL AND comment IS NULL",
    )
    .bind(id)
    .bind(integer(after))
    .bind(at.millis().saturating_sub(LONGEST))
    .bind(member.blob())
    .bind(MOST_NEWS)
    .fetch_all(&mut *reader)
    .await
    .map_err(failed(READING))?;
    rows.iter()
        .map(|row| Ok((codec::get(row, "section")?, codec::maybe_id(row, "item")?)))
        .collect()
}

pub(super) async fn one(
    store: &SqliteStore,
    room: RoomKey,
    change: ChangeId,
) -> Result<Option<ChangeRow>, StoreError> {
    let Some((mut reader, id)) = reader(store, room).await? else {
        return Ok(None);
    };
    let sql = format!("SELECT {COLUMNS} FROM change WHERE room = ? AND seq = ? AND part = ?");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(id)
        .bind(integer(change.seq))
        .bind(change.part)
        .fetch_optional(&mut *reader)
        .await
        .map_err(failed(READING))?;
    row.as_ref().map(read).transpose()
}

fn kind(row: &SqliteRow) -> Result<ChangeKind, StoreError> {
    ChangeKind::from_key(codec::get(row, "kind")?).ok_or_else(|| codec::damaged("kind"))
}

fn spot(row: &SqliteRow) -> Result<Spot, StoreError> {
    Ok(Spot {
        section: codec::get(row, "section")?,
        item: codec::maybe_id(row, "item")?,
        field: codec::get(row, "field")?,
        row: codec::maybe_id(row, "table_row")?,
        column: codec::get(row, "column_key")?,
        comment: codec::maybe_id(row, "comment")?,
    })
}

fn read(row: &SqliteRow) -> Result<ChangeRow, StoreError> {
    Ok(ChangeRow {
        id: ChangeId {
            seq: codec::count(row, "seq")?,
            part: codec::get(row, "part")?,
        },
        until_seq: codec::count(row, "until_seq")?,
        at: codec::moment(row, "at")?,
        until: codec::moment(row, "until")?,
        claimed_at: codec::maybe_moment(row, "claimed_at")?,
        member: codec::id(row, "member")?,
        kind: kind(row)?,
        spot: spot(row)?,
        title: codec::get(row, "title")?,
        before: content(row, "value_before")?,
        after: content(row, "value_after")?,
        words: codec::get(row, "words")?,
        step: codec::get(row, "step")?,
        cause: cause(row)?,
    })
}

/// The cause in a row of a log or of the history.
pub(super) fn cause(row: &SqliteRow) -> Result<Option<Cause>, StoreError> {
    let cause: Option<&str> = codec::get(row, "cause")?;
    let cause = cause.map(str::parse).transpose();
    cause.map_err(|_| codec::damaged("cause"))
}

fn json(content: Option<&Content>) -> Option<String> {
    let content = content?;
    Some(serde_json::to_string(content).expect("texts, numbers and lists are JSON"))
}

fn content(row: &SqliteRow, column: &str) -> Result<Option<Content>, StoreError> {
    let json: Option<&str> = codec::get(row, column)?;
    let content = json.map(serde_json::from_str).transpose();
    content.map_err(|_| codec::damaged(column))
}
