//! What a field may hold, exactly.
//!
//! Amounts are integers, never floats. An unset field is absent, it is not zero. What people type
//! is read by [`Value::parse`] into a value of the field's type or refused with a sentence that
//! says what is expected; what is shown is written by [`Value::display`]. How a value lies in the
//! document is not this module's business.

mod date;
mod decimal;
mod money;
mod period;

pub use date::{Date, InvalidDate};
pub use decimal::{Decimal, DecimalError, NumberStyle};
pub use money::{Currency, Money};
pub use period::Period;

use crate::ids::{ItemId, MemberId};
use crate::schema::{Choice, FieldType};

/// Which company something concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Party {
    /// The vendor.
    Vendor,
    /// The partner.
    Partner,
    /// Both together.
    Both,
}

impl Party {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Vendor, Self::Partner, Self::Both];

    /// The key that the document holds.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Vendor => "vendor",
            Self::Partner => "partner",
            Self::Both => "both",
        }
    }

    /// The party with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|party| party.key() == key)
    }
}

/// The value of a scalar field.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// An amount of money.
    Money(Money),
    /// An exact decimal number.
    Number(Decimal),
    /// Basis points: 1 % is 100.
    Percent(i32),
    /// A day.
    Date(Date),
    /// A year, half-year or quarter.
    Period(Period),
    /// A key of the field's fixed set.
    Choice(&'static str),
    /// A member.
    Person(MemberId),
    /// A company, or both.
    Side(Party),
    /// One to five.
    Score(u8),
    /// An item.
    Link(ItemId),
}

/// Why a typed text is not a value of the field's type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// Not a number.
    #[error(transparent)]
    Decimal(#[from] DecimalError),
    /// An amount with more digits than the currency has.
    #[error("{currency} has {digits} decimal places: write the amount with no more than that")]
    TooPrecise {
        /// The currency's code.
        currency: &'static str,
        /// Its number of decimal places.
        digits: u8,
    },
    /// A currency code that is not in the table.
    #[error("{0:?} is no currency known here: write its three letters, such as USD or EUR")]
    UnknownCurrency(String),
    /// Percentages are kept to a hundredth.
    #[error("A percentage is kept to two decimal places and below 10,000,000 %")]
    Percent,
    /// Not a day of the calendar.
    #[error("{0:?} is no date: write year-month-day, such as 2026-09-30")]
    Date(String),
    /// Not a period.
    #[error(
        "{0:?} is no period: write a year, half-year or quarter, such as 2026, 2026-H1 or 2026-Q3"
    )]
    Period(String),
    /// Not a key of the fixed set.
    #[error("{0:?} is not one of the choices")]
    Choice(String),
    /// Not an id.
    #[error("{0:?} is not an id")]
    Id(String),
    /// Not one to five.
    #[error("A score is a whole number from 1 to 5")]
    Score,
    /// Texts, sets and tables are edited in place, not set as a whole.
    #[error("this field is not set as one value")]
    NotScalar,
}

/// What a typed text is read against.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// How people here write numbers.
    pub style: NumberStyle,
    /// The currency of an amount that names none.
    pub currency: Currency,
}

impl Value {
    /// Reads what somebody typed into a field of type `ty`. Empty text is no value.
    ///
    /// # Errors
    /// A sentence that says what is wrong and what is expected.
    pub fn parse(text: &str, ty: &FieldType, input: Input) -> Result<Option<Self>, ValueError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let owned = || text.to_owned();
        Ok(Some(match ty {
            FieldType::Money => Self::Money(Money::parse(text, input.style, input.currency)?),
            FieldType::Number(_) => Self::Number(Decimal::parse(text, input.style)?),
            FieldType::Percent => {
                let number = Decimal::parse(text.trim_end_matches('%').trim_end(), input.style)?;
                let points = number
                    .scaled_to(2)
                    .and_then(|points| i32::try_from(points).ok());
                Self::Percent(points.ok_or(ValueError::Percent)?)
            }
            FieldType::Date => Self::Date(
                text.parse::<Date>()
                    .map_err(|_| ValueError::Date(owned()))?,
            ),
            FieldType::Period => {
                Self::Period(text.parse().map_err(|()| ValueError::Period(owned()))?)
            }
            FieldType::Choice(choices) => Self::Choice(
                find_choice(choices, text)
                    .ok_or_else(|| ValueError::Choice(owned()))?
                    .key,
            ),
            FieldType::Person => Self::Person(text.parse().map_err(|_| ValueError::Id(owned()))?),
            FieldType::Side => {
                Self::Side(Party::from_key(text).ok_or_else(|| ValueError::Choice(owned()))?)
            }
            FieldType::Score => match text.parse::<u8>() {
                Ok(score @ 1..=5) => Self::Score(score),
                _ => return Err(ValueError::Score),
            },
            FieldType::Link(_) => Self::Link(text.parse().map_err(|_| ValueError::Id(owned()))?),
            FieldType::Line
            | FieldType::Prose
            | FieldType::Tags(_)
            | FieldType::People
            | FieldType::Links(_)
            | FieldType::Rows(_) => return Err(ValueError::NotScalar),
        }))
    }

    /// Writes the value so that [`Value::parse`] with the same type and input reads it back as
    /// the same value. Choices, persons and links are written as keys and ids: their labels and
    /// titles are looked up where they are shown.
    #[must_use]
    pub fn display(&self, style: NumberStyle) -> String {
        match self {
            Self::Money(money) => money.display(style),
            Self::Number(number) => number.display(style),
            Self::Percent(points) => {
                format!("{} %", Decimal::new(i64::from(*points), 2).display(style))
            }
            Self::Date(date) => date.to_string(),
            Self::Period(period) => period.to_string(),
            Self::Choice(key) => (*key).to_owned(),
            Self::Person(member) => member.to_string(),
            Self::Side(party) => party.key().to_owned(),
            Self::Score(score) => score.to_string(),
            Self::Link(item) => item.to_string(),
        }
    }

    /// Whether a field of type `ty` may hold this value.
    #[must_use]
    pub fn fits(&self, ty: &FieldType) -> bool {
        match (self, ty) {
            (Self::Choice(key), FieldType::Choice(choices)) => find_choice(choices, key).is_some(),
            (Self::Score(score), FieldType::Score) => (1..=5).contains(score),
            (Self::Money(_), FieldType::Money)
            | (Self::Number(_), FieldType::Number(_))
            | (Self::Percent(_), FieldType::Percent)
            | (Self::Date(_), FieldType::Date)
            | (Self::Period(_), FieldType::Period)
            | (Self::Person(_), FieldType::Person)
            | (Self::Side(_), FieldType::Side)
            | (Self::Link(_), FieldType::Link(_)) => true,
            _ => false,
        }
    }
}

/// The entry of a fixed set with this key.
pub(crate) fn find_choice(choices: &'static [Choice], key: &str) -> Option<&'static Choice> {
    choices.iter().find(|choice| choice.key == key)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::language::Text;
    use crate::schema::{SCHEMA, Unit};

    const INPUT: Input = Input {
        style: NumberStyle::ENGLISH,
        currency: Currency::USD,
    };

    fn read(text: &str, ty: FieldType) -> Result<Option<Value>, ValueError> {
        Value::parse(text, &ty, INPUT)
    }

    #[test]
    fn wrong_input_is_refused_with_a_sentence() {
        let cases: &[(&str, FieldType, &str)] = &[
            (
                "twelve",
                FieldType::Number(Unit::Fixed(Text::new("x", "x"))),
                "number",
            ),
            ("2026-13-01", FieldType::Date, "year-month-day"),
            ("2026-02-30", FieldType::Date, "year-month-day"),
            ("2026-Q5", FieldType::Period, "quarter"),
            ("12 XYZ", FieldType::Money, "currency"),
            ("1.005 USD", FieldType::Money, "2 decimal places"),
            ("6", FieldType::Score, "1 to 5"),
            ("0.001 %", FieldType::Percent, "two decimal places"),
        ];
        for (text, ty, part) in cases {
            let sentence = read(text, *ty).unwrap_err().to_string();
            assert!(sentence.contains(part), "{text}: {sentence}");
        }
    }

    #[test]
    fn empty_is_absent_and_not_zero() {
        assert_eq!(read("  ", FieldType::Money), Ok(None));
        let zero = Money {
            minor: 0,
            currency: Currency::USD,
        };
        assert_eq!(read("0", FieldType::Money), Ok(Some(Value::Money(zero))));
    }

    #[test]
    fn a_currency_offered_to_people_is_a_currency_of_the_table() {
        let section = SCHEMA.section("plan").unwrap();
        let field = section
            .fields()
            .iter()
            .find(|field| field.key == "currency")
            .unwrap();
        let FieldType::Choice(choices) = field.ty else {
            panic!("currency is a choice")
        };
        let offered: Vec<_> = choices.iter().map(|choice| choice.key).collect();
        let known: Vec<_> = Currency::all().map(Currency::code).collect();
        assert_eq!(offered, known);
    }

    fn any_value() -> impl Strategy<Value = (Value, FieldType)> {
        let style_free = Unit::Fixed(Text::new("hours", "Stunden"));
        prop_oneof![
            (any::<i64>(), 0..Currency::all().count()).prop_map(|(minor, n)| {
                let currency = Currency::all().nth(n).unwrap();
                (Value::Money(Money { minor, currency }), FieldType::Money)
            }),
            (any::<i64>(), 0u8..=9).prop_map(move |(mantissa, scale)| {
                (
                    Value::Number(Decimal::new(mantissa, scale)),
                    FieldType::Number(style_free),
                )
            }),
            any::<i32>().prop_map(|points| (Value::Percent(points), FieldType::Percent)),
            (1900i16..2200, 1u8..=12, 1u8..=28)
                .prop_map(|(y, m, d)| (Value::Date(Date::constant(y, m, d)), FieldType::Date)),
            (1900i16..2200, 1u8..=4)
                .prop_map(|(y, q)| (Value::Period(Period::Quarter(y, q)), FieldType::Period)),
            (1u8..=5).prop_map(|score| (Value::Score(score), FieldType::Score)),
        ]
    }

    proptest! {
        #[test]
        fn what_is_displayed_is_read_back((value, ty) in any_value(), german in any::<bool>()) {
            let style = if german { NumberStyle::GERMAN } else { NumberStyle::ENGLISH };
            let text = value.display(style);
            let read = Value::parse(&text, &ty, Input { style, currency: Currency::EUR });
            prop_assert_eq!(read, Ok(Some(value.clone())));
            prop_assert!(value.fits(&ty));
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in ".{0,40}") {
            for section in SCHEMA.sections {
                for field in section.fields() {
                    if let Ok(Some(value)) = Value::parse(&text, &field.ty, INPUT) {
                        prop_assert!(value.fits(&field.ty));
                    }
                }
            }
        }
    }
}
