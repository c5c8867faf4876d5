//! How scalars are stored: integers and strings, and arrays of two for money and numbers.
//!
//! Reading is by the field's type: what does not fit is ill-typed, whoever wrote it.

use yrs::{Any, Out};

use super::IllTyped;
use crate::schema::FieldType;
use crate::value::{Currency, Date, Decimal, Money, Party, Value, find_choice};

/// The stored form of a value.
pub(super) fn encode(value: &Value) -> Any {
    match value {
        Value::Money(money) => pair(money.minor, money.currency.code().into()),
        Value::Number(number) => pair(number.mantissa(), i64::from(number.scale()).into()),
        Value::Percent(points) => (*points).into(),
        Value::Date(date) => date.to_string().into(),
        Value::Period(period) => period.to_string().into(),
        Value::Choice(key) => (*key).into(),
        Value::Person(member) => member.to_string().into(),
        Value::Side(party) => party.key().into(),
        Value::Score(score) => i64::from(*score).into(),
        Value::Link(item) => item.to_string().into(),
    }
}

fn pair(first: i64, second: Any) -> Any {
    Any::Array([Any::from(first), second].into())
}

/// Reads what a field of type `ty` stores. Absent and null are no value.
pub(super) fn decode(stored: Option<&Out>, ty: &FieldType) -> Result<Option<Value>, IllTyped> {
    let any = match stored {
        None | Some(Out::Any(Any::Null | Any::Undefined)) => return Ok(None),
        Some(Out::Any(any)) => any,
        Some(_) => return Err(IllTyped),
    };
    let value = match ty {
        FieldType::Money => read_pair(any).and_then(|(minor, code)| {
            Some(Value::Money(Money {
                minor,
                currency: Currency::from_code(string(code)?)?,
            }))
        }),
        FieldType::Number(_) => read_pair(any).and_then(|(mantissa, scale)| {
            Decimal::from_parts(mantissa, integer(scale)?).map(Value::Number)
        }),
        FieldType::Percent => integer(any)
            .and_then(|points| i32::try_from(points).ok())
            .map(Value::Percent),
        FieldType::Date => string(any)
            .and_then(|text| text.parse::<Date>().ok())
            .map(Value::Date),
        FieldType::Period => string(any)
            .and_then(|text| text.parse().ok())
            .map(Value::Period),
        FieldType::Choice(choices) => string(any)
            .and_then(|key| find_choice(choices, key))
            .map(|choice| Value::Choice(choice.key)),
        FieldType::Person => string(any)
            .and_then(|id| id.parse().ok())
            .map(Value::Person),
        FieldType::Side => string(any).and_then(Party::from_key).map(Value::Side),
        FieldType::Score => integer(any)
            .and_then(|score| u8::try_from(score).ok())
            .filter(|score| (1..=5).contains(score))
            .map(Value::Score),
        FieldType::Link(_) => string(any).and_then(|id| id.parse().ok()).map(Value::Link),
        FieldType::Line
        | FieldType::Prose
        | FieldType::Tags(_)
        | FieldType::People
        | FieldType::Links(_)
        | FieldType::Rows(_)
        | FieldType::Computed(_) => None,
    };
    value.map(Some).ok_or(IllTyped)
}

fn read_pair(any: &Any) -> Option<(i64, &Any)> {
    match any {
        Any::Array(items) => match items.as_ref() {
            [first, second] => Some((integer(first)?, second)),
            _ => None,
        },
        _ => None,
    }
}

/// An integer, also when a JavaScript client stored it as a float.
fn integer(any: &Any) -> Option<i64> {
    match any {
        Any::Number(number) => number.as_i64(),
        _ => None,
    }
}

fn string(any: &Any) -> Option<&str> {
    match any {
        Any::String(text) => Some(text),
        _ => None,
    }
}
