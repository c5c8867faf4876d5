//! Changes on their way into the history: where they are written with the updates they come from, and
//! how they move to where they are found.

use std::sync::LazyLock;

use sqlx::sqlite::SqliteArguments;
use sqlx::{Sqlite, SqliteConnection};

use super::super::chunks::Statements;
use super::super::codec::{Id as _, integer};
use super::super::{SqliteStore, failed, log};
use super::{COLUMNS, json};
use crate::clock::Timestamp;
use crate::store::{ChangeRow, RoomKey, StoreError};

const DOING: &str = "write the history";
/// So many may stay: fewer would touch as many pages for less.
const FEW: usize = 256;
/// From so many on they are moved even while everybody writes: whoever opens a room or reads its history
/// waits for that.
const TOO_MANY: usize = 8_192;
/// How many are moved at once: more would keep those who save waiting.
const MOVED_AT_ONCE: usize = 512;
/// The same while everybody writes: somewhat more than a round of many rooms brings.
const MOVED_MEANWHILE: usize = 128;

/// What may be different of a change that has gone on.
const GOES_ON: &str = "ON CONFLICT (room, seq, part) DO UPDATE SET until_seq = excluded.until_seq, \
     until = excluded.until, title = excluded.title, value_before = excluded.value_before, \
     value_after = excluded.value_after, words = excluded.words";

static APPEND: LazyLock<Statements> = LazyLock::new(|| {
    let columns = COLUMNS.split(", ").count() + 1;
    let before = format!("INSERT INTO change_recent (room, {COLUMNS})");
    Statements::new(&before, columns, GOES_ON)
});

/// The statements that move changes, in their order.
struct Move([String; 3]);

impl Move {
    fn new(which: &str) -> Self {
        Self([
            format!(
                "INSERT INTO change_count (room, member, section, kind, step, day, changes, words)
                 SELECT recent.room, recent.member, coalesce(recent.section, ''), recent.kind,
                        coalesce(recent.step, ''), recent.at / {DAY},
                        sum(known.room IS NULL), sum(recent.words - coalesce(known.words, 0))
                 FROM change_recent AS recent LEFT JOIN change AS known
                 ON known.room = recent.room AND known.seq = recent.seq AND known.part = recent.part
                 WHERE {which} GROUP BY 1, 2, 3, 4, 5, 6
                 ON CONFLICT (room, member, section, kind, step, day)
                 DO UPDATE SET changes = changes + excluded.changes, words = words + excluded.words"
            ),
            format!(
                "INSERT INTO change (room, {COLUMNS}) SELECT room, {COLUMNS} FROM change_recent AS recent
                 WHERE {which} ORDER BY room, seq, part {GOES_ON}"
            ),
            format!("DELETE FROM change_recent AS recent WHERE {which}"),
        ])
    }

    /// Moves those up to this number, of one room or of all. Returns how many.
    async fn run(
        &'static self,
        txn: &mut SqliteConnection,
        last: i64,
        room: Option<i64>,
    ) -> Result<usize, StoreError> {
        let mut moved = 0;
        for statement in &self.0 {
            let done = sqlx::query(statement.as_str()).bind(last).bind(room);
            let done = done.execute(&mut *txn).await.map_err(failed(DOING))?;
            moved = done.rows_affected();
        }
        Ok(usize::try_from(moved).unwrap_or(usize::MAX))
    }
}

const DAY: i64 = Timestamp::of_unix_day(1).millis();
static MOVE_OF_ROOM: LazyLock<Move> =
    LazyLock::new(|| Move::new("recent.room = ?2 AND recent.id <= ?1"));
static MOVE_OF_ALL: LazyLock<Move> = LazyLock::new(|| Move::new("recent.id <= ?1 AND ?2 IS NULL"));

/// Writes changes, each with the number of its room, inside a transaction that writes.
pub(in super::super) async fn append(
    txn: &mut SqliteConnection,
    changes: &[(i64, &ChangeRow)],
) -> Result<(), StoreError> {
    for (statement, changes) in APPEND.split(changes) {
        let mut query = sqlx::query(statement);
        for (room, row) in changes {
            query = bind(query, *room, row);
        }
        query.execute(&mut *txn).await.map_err(failed(DOING))?;
    }
    Ok(())
}

type Query = sqlx::query::Query<'static, Sqlite, SqliteArguments>;

/// In the order of [`COLUMNS`].
fn bind(query: Query, room: i64, row: &ChangeRow) -> Query {
    query
        .bind(room)
        .bind(integer(row.id.seq))
        .bind(row.id.part)
        .bind(integer(row.until_seq))
        .bind(row.at.millis())
        .bind(row.until.millis())
        .bind(row.claimed_at.map(Timestamp::millis))
        .bind(row.member.blob())
        .bind(row.kind.key())
        .bind(row.spot.section.clone())
        .bind(row.spot.item.map(|item| item.blob()))
        .bind(row.spot.field.clone())
        .bind(row.spot.row.map(|row| row.blob()))
        .bind(row.spot.column.clone())
        .bind(row.spot.comment.map(|comment| comment.blob()))
        .bind(row.title.clone())
        .bind(json(row.before.as_ref()))
        .bind(json(row.after.as_ref()))
        .bind(row.words)
        .bind(row.step.clone())
        .bind(row.cause.map(|cause| cause.to_string()))
}

/// Moves all recent changes of a room, so that its history is where it is looked for.
pub(in super::super) async fn gather(store: &SqliteStore, room: RoomKey) -> Result<(), StoreError> {
    loop {
        let mut reader = store.read(DOING).await?;
        let Some((id, _)) = log::head(&mut reader, room).await? else {
            return Ok(());
        };
        let last: Option<i64> = sqlx::query_scalar(
            "SELECT max(id) FROM (SELECT id FROM change_recent WHERE room = ? ORDER BY id LIMIT ?)",
        )
        .bind(id)
        .bind(integer(MOVED_AT_ONCE as u64))
        .fetch_one(&mut *reader)
        .await
        .map_err(failed(DOING))?;
        drop(reader);
        let Some(last) = last else {
            return Ok(());
        };
        let mut txn = store.write(DOING).await?;
        MOVE_OF_ROOM.run(&mut txn, last, Some(id)).await?;
        txn.commit().await.map_err(failed(DOING))?;
    }
}

/// Moves some recent changes if there are more than a few. Returns how many more there are.
pub(in super::super) async fn tidy_up(store: &SqliteStore) -> Result<usize, StoreError> {
    move_from(store, FEW, MOVED_AT_ONCE).await
}

/// Moves some recent changes if there are far too many.
pub(in super::super) async fn relieve(store: &SqliteStore) -> Result<(), StoreError> {
    move_from(store, TOO_MANY, MOVED_MEANWHILE)
        .await
        .map(|_| ())
}

/// Moves so many of the oldest recent changes if there are more than `many`. Returns how many more there
/// are then.
async fn move_from(store: &SqliteStore, many: usize, moved: usize) -> Result<usize, StoreError> {
    if store.logs().changes() <= many {
        return Ok(0);
    }
    let mut txn = store.write(DOING).await?;
    // What has gone on was counted more than once until now.
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM change_recent")
        .fetch_one(&mut *txn)
        .await
        .map_err(failed(DOING))?;
    let mut left = usize::try_from(left).unwrap_or_default();
    if left > many {
        let last: Option<i64> = sqlx::query_scalar(
            "SELECT max(id) FROM (SELECT id FROM change_recent ORDER BY id LIMIT ?)",
        )
        .bind(integer(moved as u64))
        .fetch_one(&mut *txn)
        .await
        .map_err(failed(DOING))?;
        left -= MOVE_OF_ALL
            .run(&mut txn, last.unwrap_or_default(), None)
            .await?;
    }
    txn.commit().await.map_err(failed(DOING))?;
    store.logs().set_changes(left);
    Ok(left.saturating_sub(many))
}

/// Puts these rows in the place of all that a room has, if its log still ends there.
pub(in super::super) async fn replace(
    store: &SqliteStore,
    room: RoomKey,
    head_seq: u64,
    rows: &[ChangeRow],
) -> Result<(), StoreError> {
    let mut txn = store.write(DOING).await?;
    let head = log::head(&mut txn, room).await?;
    let Some((id, _)) = head.filter(|(_, seq)| *seq == head_seq) else {
        return Err(StoreError::Conflict {
            room,
            first_seq: head_seq + 1,
        });
    };
    for statement in [
        "DELETE FROM change WHERE room = ?",
        "DELETE FROM change_count WHERE room = ?",
        "DELETE FROM change_recent WHERE room = ?",
    ] {
        let deleted = sqlx::query(statement).bind(id).execute(&mut *txn).await;
        deleted.map_err(failed(DOING))?;
    }
    for rows in rows.chunks(MOVED_AT_ONCE) {
        let rows: Vec<_> = rows.iter().map(|row| (id, row)).collect();
        append(&mut txn, &rows).await?;
        MOVE_OF_ROOM.run(&mut txn, i64::MAX, Some(id)).await?;
    }
    txn.commit().await.map_err(failed(DOING))
}

#[cfg(test)]
mod tests {
    use tandem_plan::history::ChangeKind;
    use tandem_plan::ids::MemberId;
    use tandem_protocol::member::Member;
    use tandem_protocol::role::{Role, Side};

    use super::super::super::fixture;
    use super::*;
    use crate::store::{ChangeFilter, ChangeId, RoomWrite, Spot, Store as _};

    const ANN: MemberId = MemberId::from_u128(1);

    async fn a_room(store: &SqliteStore) -> RoomKey {
        let ann = Member::new(ANN, "Ann".to_owned(), Side::Vendor, Role::Lead);
        fixture::a_room(store, "0", vec![ann]).await
    }

    fn changes(seqs: std::ops::Range<u64>) -> Vec<ChangeRow> {
        let at = Timestamp::from_millis(0);
        seqs.map(|seq| ChangeRow {
            id: ChangeId { seq, part: 0 },
            until_seq: seq,
            at,
            until: at,
            claimed_at: None,
            member: ANN,
            kind: ChangeKind::Set,
            spot: Spot::default(),
            title: String::new(),
            before: None,
            after: None,
            words: 1,
            step: None,
            cause: None,
        })
        .collect()
    }

    async fn commit(store: &SqliteStore, room: RoomKey, first_seq: u64, changes: Vec<ChangeRow>) {
        let update = fixture::write(room, first_seq, ["update"]);
        let write = RoomWrite { changes, ..update };
        store.commit(&[write]).await.unwrap();
    }

    async fn counted(store: &SqliteStore, room: RoomKey) -> Vec<(u64, i64)> {
        let counts = store.count_changes(room, &ChangeFilter::default()).await;
        let counts = counts.unwrap().into_iter();
        counts.map(|count| (count.changes, count.words)).collect()
    }

    #[tokio::test]
    async fn many_recent_changes_move_when_there_is_time() {
        let (folder, store) = fixture::a_store().await;
        let room = a_room(&store).await;
        let many = (FEW + MOVED_AT_ONCE) as u64 + 10;
        commit(&store, room, 2, changes(0..many)).await;
        // All of them go on: what is counted twice is counted right as soon as something moves.
        commit(&store, room, 3, changes(0..many)).await;
        assert_eq!(store.logs().changes() as u64, 2 * many);
        assert_eq!(store.tidy_up().await.unwrap(), 10);
        store.close().await;

        // Another process goes on.
        let path = folder.path().join("test.sqlite");
        let store = SqliteStore::open(&path).await.unwrap();
        assert_eq!(store.tidy_up().await.unwrap(), 0);
        assert!(store.logs().changes() <= FEW);
        commit(&store, room, 4, changes(many - 1..many + 1)).await;
        assert_eq!(counted(&store, room).await, [(many + 1, many as i64 + 1)]);
    }

    #[tokio::test]
    async fn what_goes_on_after_it_has_moved_is_counted_once() {
        let (_folder, store) = fixture::a_store().await;
        let room = a_room(&store).await;
        // Several numbers of rows for one statement.
        commit(&store, room, 2, changes(0..86)).await;
        assert_eq!(counted(&store, room).await, [(86, 86)]);
        let mut gone_on = changes(0..1);
        gone_on[0].words = 15;
        commit(&store, room, 3, gone_on.clone()).await;
        assert_eq!(counted(&store, room).await, [(86, 100)]);
        let all = ChangeFilter::default();
        let rows = store.changes(room, &all, None, 100).await.unwrap();
        assert_eq!(rows.last(), gone_on.first());
    }
}
