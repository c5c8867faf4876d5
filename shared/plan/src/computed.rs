//! Values that nobody enters: worked out from other fields of the plan wherever they are shown.
//!
//! Nothing here is stored, and nothing here guesses: where something is missing that a value
//! depends on, there is no value.

use crate::address::{FieldAddress, Holder};
use crate::document::PlanDoc;
use crate::edit::TableAddress;
use crate::ids::ItemId;
use crate::schema::{FieldType, Formula};
use crate::value::{Currency, Decimal, Money, Period, Value};

/// The value of a computed field; `None` for every other field, and where something is missing.
#[must_use]
pub fn computed(plan: &PlanDoc, at: FieldAddress) -> Option<Value> {
    match at.describe(plan.schema())?.ty {
        FieldType::Computed(Formula::PayoutEarned) => {
            payout_earned(plan, at.holder).map(Value::Money)
        }
        _ => None,
    }
}

/// What an incentive has earned: once the KPI's actual value has reached the threshold, the fixed
/// payout and the share of the actual value, together at most the cap. The share needs a KPI
/// whose unit is a currency. Amounts in different currencies are not added.
fn payout_earned(plan: &PlanDoc, incentive: Holder) -> Option<Money> {
    let value = |field| plan.value(incentive.field(field)).ok().flatten();
    let Some(Value::Link(kpi)) = value("kpi") else {
        return None;
    };
    let window = match value("window") {
        Some(Value::Period(period)) => Some(period),
        _ => None,
    };
    let Some(Value::Number(threshold)) = value("threshold") else {
        return None;
    };
    let fixed = money(value("payout"));
    let rate = match value("payout_rate") {
        Some(Value::Percent(points)) => Some(points),
        _ => None,
    };
    let cap = money(value("cap"));
    let actual = actual(plan, kpi, window)?;
    let unit = plan.text(Holder::Item("kpis", kpi).field("unit"));
    let unit = Currency::from_code(unit.trim());
    let currency = fixed.map(|money| money.currency).or(unit)?;
    if fixed.is_none() && rate.is_none() {
        return None;
    }
    if !is_reached(plan, kpi, actual, threshold) {
        return Some(Money { minor: 0, currency });
    }
    let shared = match rate {
        None => 0,
        Some(points) => share(actual, points, unit.filter(|unit| *unit == currency)?)?,
    };
    let minor = fixed.map_or(0, |money| money.minor).checked_add(shared)?;
    let minor = match cap {
        Some(cap) if cap.currency != currency => return None,
        Some(cap) => minor.min(cap.minor),
        None => minor,
    };
    Some(Money { minor, currency })
}

const fn money(value: Option<Value>) -> Option<Money> {
    match value {
        Some(Value::Money(money)) => Some(money),
        _ => None,
    }
}

/// The last actual value that the KPI's table has, of the period that counts if there is one.
fn actual(plan: &PlanDoc, kpi: ItemId, window: Option<Period>) -> Option<Decimal> {
    let table = TableAddress {
        section: "kpis",
        item: kpi,
        field: "measurements",
    };
    let rows = plan.rows(table).into_iter().rev();
    rows.filter(|row| !row.deleted).find_map(|row| {
        let row = Holder::Row(table.section, kpi, table.field, row.id);
        let value = |column| plan.value(row.field(column)).ok().flatten();
        let counts = window.is_none_or(|window| value("period") == Some(Value::Period(window)));
        match value("actual") {
            Some(Value::Number(actual)) if counts => Some(actual),
            _ => None,
        }
    })
}

/// Whether the value is as good as the threshold, whichever way is good for the KPI's objective.
fn is_reached(plan: &PlanDoc, kpi: ItemId, actual: Decimal, threshold: Decimal) -> bool {
    let objective = plan.value(Holder::Item("kpis", kpi).field("objective"));
    let direction = match objective {
        Ok(Some(Value::Link(objective))) => {
            let at = Holder::Item("objectives", objective).field("direction");
            plan.value(at).ok().flatten()
        }
        _ => None,
    };
    match direction {
        Some(Value::Choice("down")) => actual <= threshold,
        _ => actual >= threshold,
    }
}

/// A share in basis points of an amount, in minor units, rounded down.
fn share(amount: Decimal, points: i32, currency: Currency) -> Option<i64> {
    let minor = i128::from(amount.mantissa()) * 10_i128.pow(u32::from(currency.digits()));
    let divisor = 10_i128.pow(u32::from(amount.scale())) * 10_000;
    i64::try_from((minor * i128::from(points)).div_euclid(divisor)).ok()
}
