//! What fields hold, by their types.

use super::{Ordered, Row, Value};
use crate::address::{FieldAddress, Holder};
use crate::computed::computed;
use crate::document::PlanDoc;
use crate::edit::TableAddress;
use crate::schema::{Field, FieldType, Unit};
use crate::value::{Currency, Decimal, Money, Value as Scalar, plain};

/// A plan whose fields are read, and what was found in it that no field may hold.
pub(super) struct Reader<'a> {
    plan: &'a PlanDoc,
    ill_typed: Vec<FieldAddress>,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(plan: &'a PlanDoc) -> Self {
        Self {
            plan,
            ill_typed: Vec::new(),
        }
    }

    pub(super) fn ill_typed(&self) -> Vec<String> {
        self.ill_typed.iter().map(ToString::to_string).collect()
    }

    /// What is set among these fields of one holder.
    pub(super) fn read(
        &mut self,
        holder: Holder,
        fields: impl Iterator<Item = &'static Field>,
    ) -> Ordered<Value> {
        fields
            .filter_map(|field| Some((field.key, self.value(holder.field(field.key), &field.ty)?)))
            .collect()
    }

    fn value(&mut self, at: FieldAddress, ty: &FieldType) -> Option<Value> {
        match ty {
            FieldType::Line | FieldType::Prose => {
                let text = self.plan.text(at);
                (!text.is_empty()).then_some(Value::Text(text))
            }
            FieldType::Tags(_) | FieldType::People | FieldType::Links(_) => {
                let entries = self.plan.entries(at);
                (!entries.is_empty()).then(|| Value::Set(entries.into_iter().collect()))
            }
            FieldType::Rows(columns) => {
                let rows = self.rows(at, columns);
                (!rows.is_empty()).then_some(Value::Rows(rows))
            }
            FieldType::Computed(_) => Some(self.scalar(at, ty, computed(self.plan, at)?)),
            FieldType::Money
            | FieldType::Number(_)
            | FieldType::Percent
            | FieldType::Date
            | FieldType::Period
            | FieldType::Choice(_)
            | FieldType::Person
            | FieldType::Side
            | FieldType::Score
            | FieldType::Link(_) => match self.plan.value(at) {
                Ok(value) => Some(self.scalar(at, ty, value?)),
                Err(_) => {
                    self.ill_typed.push(at);
                    None
                }
            },
        }
    }

    fn rows(&mut self, at: FieldAddress, columns: &'static [Field]) -> Vec<Row> {
        let Holder::Item(section, item) = at.holder else {
            return Vec::new();
        };
        let table = TableAddress {
            section,
            item,
            field: at.field,
        };
        let heads = self.plan.rows(table).into_iter();
        heads
            .map(|head| Row {
                id: head.id,
                deleted: head.deleted,
                fields: self.read(
                    Holder::Row(section, item, at.field, head.id),
                    columns.iter(),
                ),
            })
            .collect()
    }

    fn scalar(&self, at: FieldAddress, ty: &FieldType, value: Scalar) -> Value {
        match value {
            Scalar::Money(Money { minor, currency }) => Value::Money {
                amount: plain(minor, currency.digits()),
                minor,
                currency: currency.code(),
            },
            Scalar::Number(number) => Value::Number {
                value: number.plain(),
                unit: match ty {
                    FieldType::Number(unit) => self.unit(at, *unit),
                    _ => None,
                },
            },
            Scalar::Percent(basis_points) => Value::Percent {
                percent: Decimal::new(basis_points.into(), 2).plain(),
                basis_points,
            },
            Scalar::Date(date) => Value::Text(date.to_string()),
            Scalar::Period(period) => Value::Text(period.to_string()),
            Scalar::Choice(key) => Value::Text(key.to_owned()),
            Scalar::Person(member) => Value::Text(member.to_string()),
            Scalar::Side(party) => Value::Text(party.key().to_owned()),
            Scalar::Score(score) => Value::Score(score),
            Scalar::Link(item) => Value::Text(item.to_string()),
        }
    }

    /// What a number counts: the English word of the tables, or what another field of the item
    /// says. A choice says its key, and money the plan's currency.
    fn unit(&self, at: FieldAddress, unit: Unit) -> Option<String> {
        let key = match unit {
            Unit::Fixed(unit) => return Some(unit.en.to_owned()),
            Unit::Field(key) => key,
        };
        let said_by = match at.holder {
            Holder::Row(section, item, ..) => Holder::Item(section, item),
            holder => holder,
        }
        .field(key);
        let unit = match self.plan.value(said_by) {
            Ok(Some(Scalar::Choice("money"))) => self.currency()?.code().to_owned(),
            Ok(Some(Scalar::Choice(key))) => key.to_owned(),
            Ok(Some(Scalar::Link(item))) => {
                let ty = said_by.describe(self.plan.schema())?.ty;
                let FieldType::Link(kinds) = ty else {
                    return None;
                };
                let (section, _) = self.plan.schema().kind(kinds.first()?)?;
                self.plan
                    .text(Holder::Item(section.key, item).field("unit"))
            }
            _ => self.plan.text(said_by),
        };
        let unit = unit.trim();
        (!unit.is_empty()).then(|| unit.to_owned())
    }

    fn currency(&self) -> Option<Currency> {
        match self.plan.value(Holder::Section("plan").field("currency")) {
            Ok(Some(Scalar::Choice(code))) => Currency::from_code(code),
            _ => None,
        }
    }
}
