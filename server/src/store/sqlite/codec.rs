//! How ids, keys and moments lie in columns, and back. A column that does not hold what it must
//! is damage, and named as such.

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use tandem_plan::ids::{
    BaselineId, CommentId, InviteId, ItemId, MemberId, PlanId, RowId, TokenId, WorkshopId,
};
use tandem_protocol::layer::Layer;
use tandem_protocol::member::{Member, Standing};
use tandem_protocol::role::{Role, Side};

use super::super::StoreError;
use crate::clock::Timestamp;

/// An id as 16 bytes.
pub(super) trait Id: Sized {
    fn bits(&self) -> u128;
    fn from_bits(bits: u128) -> Self;

    fn blob(&self) -> Vec<u8> {
        self.bits().to_be_bytes().to_vec()
    }
}

macro_rules! ids {
    ($($id:ty),*) => {$(
        impl Id for $id {
            fn bits(&self) -> u128 {
                self.as_u128()
            }

            fn from_bits(bits: u128) -> Self {
                Self::from_u128(bits)
            }
        }
    )*};
}

ids!(
    PlanId, MemberId, InviteId, TokenId, ItemId, RowId, CommentId, BaselineId, WorkshopId
);

/// A count as SQLite keeps it. Counts of rows and uses never come near 2⁶³.
pub(super) fn integer(count: u64) -> i64 {
    i64::try_from(count).expect("a count stays below 2^63")
}

pub(super) fn id<T: Id>(row: &SqliteRow, column: &str) -> Result<T, StoreError> {
    let bytes: &[u8] = get(row, column)?;
    let bytes = bytes.try_into().map_err(|_| damaged(column))?;
    Ok(T::from_bits(u128::from_be_bytes(bytes)))
}

/// An id that may be absent.
pub(super) fn maybe_id<T: Id>(row: &SqliteRow, column: &str) -> Result<Option<T>, StoreError> {
    let is_there: Option<&[u8]> = get(row, column)?;
    is_there.map(|_| id(row, column)).transpose()
}

pub(super) fn count(row: &SqliteRow, column: &str) -> Result<u64, StoreError> {
    let number: i64 = get(row, column)?;
    u64::try_from(number).map_err(|_| damaged(column))
}

pub(super) fn moment(row: &SqliteRow, column: &str) -> Result<Timestamp, StoreError> {
    get(row, column).map(Timestamp::from_millis)
}

/// A moment that may be absent.
pub(super) fn maybe_moment(row: &SqliteRow, column: &str) -> Result<Option<Timestamp>, StoreError> {
    let millis: Option<i64> = get(row, column)?;
    Ok(millis.map(Timestamp::from_millis))
}

pub(super) fn side(row: &SqliteRow) -> Result<Side, StoreError> {
    Side::from_key(get(row, "side")?).ok_or_else(|| damaged("side"))
}

pub(super) fn role(row: &SqliteRow) -> Result<Role, StoreError> {
    Role::from_key(get(row, "role")?).ok_or_else(|| damaged("role"))
}

pub(super) fn layer(row: &SqliteRow) -> Result<Layer, StoreError> {
    Layer::from_key(get(row, "layer")?).ok_or_else(|| damaged("layer"))
}

/// A row with the columns `member_id`, `member_name`, `side`, `role`, `facilitates` and `standing`.
pub(super) fn member(row: &SqliteRow) -> Result<Member, StoreError> {
    let standing = Standing::from_key(get(row, "standing")?);
    Ok(Member {
        id: id(row, "member_id")?,
        name: get(row, "member_name")?,
        side: side(row)?,
        role: role(row)?,
        facilitates: get(row, "facilitates")?,
        standing: standing.ok_or_else(|| damaged("standing"))?,
    })
}

pub(super) fn get<'r, T>(row: &'r SqliteRow, column: &str) -> Result<T, StoreError>
where
    T: sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
{
    row.try_get(column).map_err(|_| damaged(column))
}

pub(super) fn damaged(column: &str) -> StoreError {
    StoreError::Damaged {
        what: format!("the column {column} holds what it never should"),
    }
}
