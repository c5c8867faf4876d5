//! Tests of splitting targets and adding them up.

use proptest::prelude::*;

use super::*;
use crate::ids::{ClientId, ItemId};
use crate::schema::SCHEMA;

const TABLE: TableAddress = TableAddress {
    section: "objectives",
    item: ItemId::from_u128(7),
    field: "targets",
};
const YEAR: RowId = RowId::from_u128(1);

const fn cell(row: RowId, column: &'static str) -> crate::address::FieldAddress {
    Holder::Row(TABLE.section, TABLE.item, TABLE.field, row).field(column)
}

/// A plan with an objective whose target of a year is 10 in the region EMEA.
fn plan() -> PlanDoc {
    let plan = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
    plan.complete();
    let add = Edit::AddItem {
        section: TABLE.section,
        kind: "objective",
        item: TABLE.item,
        place: Place::Last,
    };
    let splice = Splice {
        at: 0,
        delete: 0,
        insert: "EMEA".to_owned(),
    };
    let region = Edit::Splice {
        at: cell(YEAR, "region"),
        splice,
    };
    let row = Edit::AddRow {
        table: TABLE,
        row: YEAR,
        place: Place::Last,
    };
    for edit in [add, row, region] {
        plan.edit(&edit).unwrap();
    }
    set(&plan, YEAR, "period", Value::Period(Period::Year(2026)));
    set(&plan, YEAR, "target", number(10));
    plan
}

const fn number(number: i64) -> Value {
    Value::Number(Decimal::new(number, 0))
}

fn set(plan: &PlanDoc, row: RowId, column: &'static str, value: Value) {
    let at = cell(row, column);
    let value = Some(value);
    plan.edit(&Edit::SetValue { at, value }).unwrap();
}

fn split(plan: &PlanDoc, row: RowId) -> Result<(), SplitRefusal> {
    let mut next = 100;
    let edits = row_into_quarters(plan, TABLE, row, || {
        next += 1;
        RowId::from_u128(next)
    })?;
    for edit in edits {
        plan.edit(&edit).unwrap();
    }
    Ok(())
}

#[test]
fn a_year_is_split_into_its_quarters_which_stand_behind_it() {
    let plan = plan();
    split(&plan, YEAR).unwrap();
    let rows: Vec<String> = plan
        .rows(TABLE)
        .iter()
        .map(|row| {
            let show = |column| match plan.value(cell(row.id, column)) {
                Ok(Some(Value::Period(period))) => period.to_string(),
                Ok(Some(Value::Number(number))) => number.to_string(),
                other => panic!("{other:?}"),
            };
            let region = plan.text(cell(row.id, "region"));
            format!("{} {} {region}", show("period"), show("target"))
        })
        .collect();
    let expected = [
        "2026 10 EMEA",
        "2026-Q1 2 EMEA",
        "2026-Q2 3 EMEA",
        "2026-Q3 2 EMEA",
        "2026-Q4 3 EMEA",
    ];
    assert_eq!(rows, expected);
    assert_eq!(
        total(&plan, TABLE),
        Some(Amount::Number(Decimal::new(10, 0)))
    );
    assert_eq!(split(&plan, YEAR), Err(SplitRefusal::AlreadySplit));
    assert_eq!(
        split(&plan, RowId::from_u128(101)),
        Err(SplitRefusal::NoWhole)
    );
}

#[test]
fn the_parts_are_added_up_and_not_the_whole_again() {
    let plan = plan();
    split(&plan, YEAR).unwrap();
    set(&plan, RowId::from_u128(101), "target", number(5));
    assert_eq!(
        total(&plan, TABLE),
        Some(Amount::Number(Decimal::new(13, 0)))
    );
    let other = RowId::from_u128(50);
    let place = Place::Last;
    let (table, row) = (TABLE, other);
    plan.edit(&Edit::AddRow { table, row, place }).unwrap();
    set(&plan, other, "period", Value::Period(Period::Year(2026)));
    set(&plan, other, "target", number(100));
    // Of another region: nothing of it is counted yet.
    assert_eq!(
        total(&plan, TABLE),
        Some(Amount::Number(Decimal::new(113, 0)))
    );
}

#[test]
fn a_row_without_a_target_or_period_has_nothing_to_split() {
    let plan = plan();
    let at = cell(YEAR, "target");
    plan.edit(&Edit::SetValue { at, value: None }).unwrap();
    assert_eq!(split(&plan, YEAR), Err(SplitRefusal::NoTarget));
    let at = cell(YEAR, "period");
    plan.edit(&Edit::SetValue { at, value: None }).unwrap();
    assert_eq!(split(&plan, YEAR), Err(SplitRefusal::NoWhole));
    assert_eq!(total(&plan, TABLE), None);
}

#[test]
fn percentages_are_neither_split_nor_added_up() {
    let plan = plan();
    let splice = Splice {
        at: 0,
        delete: 0,
        insert: " % ".to_owned(),
    };
    let at = unit_of(&SCHEMA, TABLE).unwrap();
    plan.edit(&Edit::Splice { at, splice }).unwrap();
    assert_eq!(total(&plan, TABLE), None);
    assert_eq!(split(&plan, YEAR), Err(SplitRefusal::Percentage));
    let whole = (Period::Year(2027), Amount::Number(Decimal::new(40, 0)));
    let edits = target_into_quarters(&plan, TABLE, whole, RowId::random);
    assert_eq!(edits, Err(SplitRefusal::Percentage));
}

#[test]
fn the_target_of_an_item_is_split_where_no_parts_are() {
    let plan = plan();
    let target = Amount::Number(Decimal::new(45, 1));
    let of = |period| {
        let edits = target_into_quarters(&plan, TABLE, (period, target), RowId::random);
        edits.map(|edits| edits.len())
    };
    assert_eq!(of(Period::Half(2027, 1)), Ok(6));
    assert_eq!(of(Period::Year(2026)), Err(SplitRefusal::AlreadySplit));
    assert_eq!(of(Period::Quarter(2027, 1)), Err(SplitRefusal::NoWhole));
}

#[test]
fn tables_of_periods_and_targets_can_be_split() {
    let columns = |kind, field| {
        let (_, kind) = SCHEMA.kind(kind).unwrap();
        kind.field(field).unwrap().columns()
    };
    assert!(is_splittable(columns("objective", "targets")));
    assert!(is_splittable(columns("kpi", "measurements")));
    assert!(!is_splittable(columns("objective", "evidence")));
}

proptest! {
    #[test]
    fn parts_add_up_and_are_near_their_share(
        total in any::<i64>(), weights in proptest::collection::vec(any::<u32>(), 1..12)
    ) {
        let parts = share(total, &weights);
        prop_assert_eq!(parts.len(), weights.len());
        let sum: i128 = parts.iter().map(|part| i128::from(*part)).sum();
        prop_assert_eq!(sum, i128::from(total));
        let all: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        if all > 0 {
            for (part, weight) in parts.iter().zip(&weights) {
                let off = i128::from(*part) * all - i128::from(total) * i128::from(*weight);
                prop_assert!(off.abs() < all);
            }
        }
    }

    #[test]
    fn equal_parts_differ_by_at_most_one(total in any::<i64>(), parts in 1usize..12) {
        let parts = share(total, &vec![1; parts]);
        let (least, most) = (parts.iter().min().unwrap(), parts.iter().max().unwrap());
        prop_assert!(i128::from(*most) - i128::from(*least) <= 1);
    }
}
