//! Splitting the target of a year or half-year into its quarters, and adding up what the parts say.
//!
//! A table can be split if it has the columns `period` and `target`. The row of the whole stays
//! as what was agreed; its quarters are rows of their own beside it, with the same region, product
//! and account. Nothing here changes a plan: a split is a list of [`Edit`]s.

#[cfg(test)]
mod tests;

use crate::address::{FieldAddress, Holder};
use crate::document::PlanDoc;
use crate::edit::{Edit, Place, TableAddress};
use crate::ids::RowId;
use crate::schema::{Field, FieldType, Schema};
use crate::splice::Splice;
use crate::value::{Decimal, Money, Period, Value};

/// What tells rows of the same period apart.
const DIMENSIONS: [&str; 3] = ["region", "product", "account"];

/// An amount that can be split: of a number or a money column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// Of a number column.
    Number(Decimal),
    /// Of a money column.
    Money(Money),
}

/// Why a row was not split. Nothing would be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SplitRefusal {
    /// It has no period, or one that is a quarter already.
    NoWhole,
    /// It has no target.
    NoTarget,
    /// Parts of it are there already.
    AlreadySplit,
    /// It is a percentage, whose parts do not add up to it.
    Percentage,
}

/// Divides a count into parts by weight. The parts add up to exactly `total`, and each is less
/// than one away from its exact share. No weight at all means equal parts.
#[must_use]
pub fn share(total: i64, weights: &[u32]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    let weight = |weight: u32| if sum == 0 { 1 } else { i128::from(weight) };
    let sum = if sum == 0 { weights.len() as i128 } else { sum };
    let (mut before, mut given) = (0, 0);
    let share = |of: &u32| {
        before += weight(*of);
        let until = (i128::from(total) * before).div_euclid(sum);
        let part = until - given;
        given = until;
        i64::try_from(part).expect("a part of a number is not larger than the number")
    };
    weights.iter().map(share).collect()
}

impl Amount {
    /// Reads one from a value, if it is one.
    #[must_use]
    pub const fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => Some(Self::Number(*number)),
            Value::Money(money) => Some(Self::Money(*money)),
            _ => None,
        }
    }

    /// As a value of its column.
    #[must_use]
    pub const fn value(self) -> Value {
        match self {
            Self::Number(number) => Value::Number(number),
            Self::Money(money) => Value::Money(money),
        }
    }

    /// Divides it by weight into amounts of the same precision that add up to it.
    #[must_use]
    pub fn share(self, weights: &[u32]) -> Vec<Self> {
        match self {
            Self::Number(number) => share(number.mantissa(), weights)
                .into_iter()
                .map(|part| Self::Number(Decimal::new(part, number.scale())))
                .collect(),
            Self::Money(Money { minor, currency }) => share(minor, weights)
                .into_iter()
                .map(|minor| Self::Money(Money { minor, currency }))
                .collect(),
        }
    }

    /// The sum, if both are of one kind and currency and it can be kept.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Number(one), Self::Number(other)) => one.plus(other).map(Self::Number),
            (Self::Money(one), Self::Money(other)) if one.currency == other.currency => {
                let minor = one.minor.checked_add(other.minor)?;
                Some(Self::Money(Money { minor, ..one }))
            }
            _ => None,
        }
    }
}

/// Whether a table with these columns can be split and added up.
#[must_use]
pub fn is_splittable(columns: &[Field]) -> bool {
    let has = |key, is_type: fn(&FieldType) -> bool| {
        let mut columns = columns.iter();
        columns.any(|column| column.key == key && is_type(&column.ty))
    };
    has("period", |ty| matches!(ty, FieldType::Period))
        && has("target", |ty| {
            matches!(ty, FieldType::Number(_) | FieldType::Money)
        })
}

/// Where the unit of a table's targets stands, if its item has one.
#[must_use]
pub fn unit_of(schema: &Schema, table: TableAddress) -> Option<FieldAddress> {
    let at = Holder::Item(table.section, table.item).field("unit");
    at.describe(schema)
        .is_some_and(|field| field.ty.is_text())
        .then_some(at)
}

/// The edits that put the quarters of a row behind it, with equal parts of its target.
///
/// # Errors
/// If the row has nothing to split, or is split already.
pub fn row_into_quarters(
    document: &PlanDoc,
    table: TableAddress,
    row: RowId,
    new_row: impl FnMut() -> RowId,
) -> Result<Vec<Edit>, SplitRefusal> {
    let rows = Rows { document, table };
    if rows.are_percentages() {
        return Err(SplitRefusal::Percentage);
    }
    let whole = rows
        .period(row)
        .filter(|period| period.length() > 1)
        .ok_or(SplitRefusal::NoWhole)?;
    let target = rows.target(row).ok_or(SplitRefusal::NoTarget)?;
    if rows.has_parts(row, whole) {
        return Err(SplitRefusal::AlreadySplit);
    }
    Ok(rows.quarters(whole, target, Place::After(row), Some(row), new_row))
}

/// The edits that put the quarters of `whole` at the end of a table, with equal parts of `target`.
///
/// # Errors
/// If `whole` is a quarter, or the table has rows in it already.
pub fn target_into_quarters(
    document: &PlanDoc,
    table: TableAddress,
    (whole, target): (Period, Amount),
    new_row: impl FnMut() -> RowId,
) -> Result<Vec<Edit>, SplitRefusal> {
    if whole.length() == 1 {
        return Err(SplitRefusal::NoWhole);
    }
    let rows = Rows { document, table };
    if rows.are_percentages() {
        return Err(SplitRefusal::Percentage);
    }
    let mut inside = rows.live().filter_map(|row| rows.period(row));
    if inside.any(|period| whole.contains(period)) {
        return Err(SplitRefusal::AlreadySplit);
    }
    Ok(rows.quarters(whole, target, Place::Last, None, new_row))
}

/// What the targets of a table add up to. A row whose parts are in the table as well is left out.
/// `None` if there are no targets, or they cannot be added up, as percentages cannot.
#[must_use]
pub fn total(document: &PlanDoc, table: TableAddress) -> Option<Amount> {
    let rows = Rows { document, table };
    if rows.are_percentages() {
        return None;
    }
    let mut sum: Option<Amount> = None;
    for row in rows.live() {
        let Some(target) = rows.target(row) else {
            continue;
        };
        let is_whole = |period: Period| rows.has_parts(row, period);
        if rows.period(row).is_some_and(is_whole) {
            continue;
        }
        sum = Some(match sum {
            Some(sum) => sum.plus(target)?,
            None => target,
        });
    }
    sum
}

/// The rows of one table.
#[derive(Debug, Clone, Copy)]
struct Rows<'a> {
    document: &'a PlanDoc,
    table: TableAddress,
}

impl Rows<'_> {
    const fn holder(self, row: RowId) -> Holder {
        let TableAddress {
            section,
            item,
            field,
        } = self.table;
        Holder::Row(section, item, field, row)
    }

    fn are_percentages(self) -> bool {
        let unit = unit_of(self.document.schema(), self.table);
        unit.is_some_and(|at| self.document.text(at).trim() == "%")
    }

    fn live(self) -> impl Iterator<Item = RowId> {
        let rows = self.document.rows(self.table).into_iter();
        rows.filter(|row| !row.deleted).map(|row| row.id)
    }

    fn value(self, row: RowId, column: &'static str) -> Option<Value> {
        let at = self.holder(row).field(column);
        self.document.value(at).ok().flatten()
    }

    fn period(self, row: RowId) -> Option<Period> {
        match self.value(row, "period")? {
            Value::Period(period) => Some(period),
            _ => None,
        }
    }

    fn target(self, row: RowId) -> Option<Amount> {
        Amount::of(&self.value(row, "target")?)
    }

    /// The columns that tell rows of one period apart, as far as this table has them.
    fn dimensions(self) -> impl Iterator<Item = &'static Field> {
        let at = Holder::Item(self.table.section, self.table.item).field(self.table.field);
        let field = at.describe(self.document.schema());
        let columns = field.map_or(&[][..], Field::columns).iter();
        columns.filter(|column| DIMENSIONS.contains(&column.key))
    }

    fn is_same(self, one: RowId, other: RowId) -> bool {
        self.dimensions().all(|column| {
            let at = |row| self.holder(row).field(column.key);
            if column.ty.is_text() {
                self.document.text(at(one)).trim() == self.document.text(at(other)).trim()
            } else {
                self.document.value(at(one)) == self.document.value(at(other))
            }
        })
    }

    /// Whether another row is a part of this one, which is of the period `whole`.
    fn has_parts(self, row: RowId, whole: Period) -> bool {
        self.live().any(|other| {
            let is_inside = |period: Period| period != whole && whole.contains(period);
            other != row && self.period(other).is_some_and(is_inside) && self.is_same(row, other)
        })
    }

    fn quarters(
        self,
        whole: Period,
        target: Amount,
        mut place: Place<RowId>,
        like: Option<RowId>,
        mut new_row: impl FnMut() -> RowId,
    ) -> Vec<Edit> {
        let quarters = whole.quarters();
        let parts = target.share(&vec![1; quarters.len()]);
        let mut edits = Vec::new();
        for (quarter, part) in quarters.zip(parts) {
            let row = new_row();
            let table = self.table;
            edits.push(Edit::AddRow { table, row, place });
            place = Place::After(row);
            let set = |field, value| Edit::SetValue {
                at: self.holder(row).field(field),
                value: Some(value),
            };
            edits.push(set("period", Value::Period(quarter)));
            edits.push(set("target", part.value()));
            if let Some(like) = like {
                let copies = self.dimensions();
                edits.extend(copies.filter_map(|column| self.copy(column, like, row)));
            }
        }
        edits
    }

    /// The edit that gives a new, empty row what another one has in a column.
    fn copy(self, column: &Field, from: RowId, to: RowId) -> Option<Edit> {
        let at = self.holder(to).field(column.key);
        if column.ty.is_text() {
            let insert = self.document.text(self.holder(from).field(column.key));
            let splice = Splice {
                at: 0,
                delete: 0,
                insert,
            };
            return (!splice.insert.is_empty()).then_some(Edit::Splice { at, splice });
        }
        let value = self.value(from, column.key)?;
        Some(Edit::SetValue {
            at,
            value: Some(value),
        })
    }
}
