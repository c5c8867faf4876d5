//! What a field may hold, exactly.
//!
//! Amounts are integers, never floats. An unset field is absent, it is not zero. What people type
//! is read by [`Value::parse`] into a value of the field's type or refused with a sentence that
//! says what is wrong and what is expected ([`ValueError::sentence`]); what is shown is written by
//! [`Value::display`]. Both speak the language of whoever types and reads. How a value lies in the
//! document is not this module's business.

mod date;
mod decimal;
mod error;
mod money;
mod period;
mod words;

pub use date::{Date, InvalidDate};
pub use decimal::{Decimal, plain};
pub use error::ValueError;
pub use money::{Currency, Money};
pub use period::{FiscalStart, Period};

use crate::ids::{ItemId, MemberId};
use crate::language::Language;
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

/// What a typed text is read against.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// The language in which numbers, amounts and dates are written.
    pub language: Language,
    /// The currency of an amount that names none.
    pub currency: Currency,
}

impl Value {
    /// The value as a number: an amount in units of its currency, a share in percent; `None` if it
    /// is none.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Money(money) => Some(Decimal::new(money.minor, money.currency.digits())),
            Self::Number(number) => Some(*number),
            Self::Percent(points) => Some(Decimal::new(i64::from(*points), 2)),
            Self::Score(score) => Some(Decimal::new(i64::from(*score), 0)),
            _ => None,
        }
    }

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
            FieldType::Money => Self::Money(Money::parse(text, input)?),
            FieldType::Number(_) => Self::Number(Decimal::parse(text, input.language)?),
            FieldType::Percent => {
                let number = text.strip_suffix('%').unwrap_or(text);
                let points = Decimal::parse(number, input.language)?.scaled_to(2);
                let points = points.and_then(|points| i32::try_from(points).ok());
                Self::Percent(points.ok_or(ValueError::Percent)?)
            }
            FieldType::Date => Self::Date(Date::parse(text)?),
            FieldType::Period => Self::Period(Period::parse(text)?),
            FieldType::Choice(choices) => Self::Choice(
                choice_named(choices, text)
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
            | FieldType::Rows(_)
            | FieldType::Computed(_) => return Err(ValueError::NotScalar),
        }))
    }

    /// Writes the value so that [`Value::parse`] with the same type and input reads it back as
    /// the same value. Choices, persons and links are written as keys and ids: their labels and
    /// titles are looked up where they are shown.
    #[must_use]
    pub fn display(&self, input: Input) -> String {
        match self {
            Self::Money(money) => money.display(input),
            Self::Number(number) => number.display(input.language),
            Self::Percent(points) => {
                let number = Decimal::new(i64::from(*points), 2).display(input.language);
                number
                    + match input.language {
                        Language::English => "%",
                        Language::German => " %",
                    }
            }
            Self::Date(date) => date.display(input.language),
            Self::Period(period) => period.display(input.language),
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

/// The entry of a fixed set that has this key, or this label in any language.
fn choice_named(choices: &'static [Choice], text: &str) -> Option<&'static Choice> {
    let is_label = |choice: &&Choice| {
        let mut languages = Language::ALL.into_iter();
        languages.any(|language| {
            let label = choice.label.in_language(language);
            label.eq_ignore_ascii_case(text)
        })
    };
    find_choice(choices, text).or_else(|| choices.iter().find(is_label))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::language::Text;
    use crate::schema::{SCHEMA, Unit};

    const INPUT: Input = Input {
        language: Language::English,
        currency: Currency::USD,
    };

    fn read(text: &str, ty: FieldType) -> Result<Option<Value>, ValueError> {
        Value::parse(text, &ty, INPUT)
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
    fn a_choice_is_known_by_its_key_and_by_its_label_in_every_language() {
        let (_, kind) = SCHEMA.kind("objective").unwrap();
        let status = kind.field("status").unwrap().ty;
        for text in ["on_track", "On track", "on TRACK", "Auf Kurs"] {
            assert_eq!(read(text, status), Ok(Some(Value::Choice("on_track"))));
        }
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
            (1900i16..2200, 1u8..=2)
                .prop_map(|(y, h)| (Value::Period(Period::Half(y, h)), FieldType::Period)),
            (1900i16..2200).prop_map(|y| (Value::Period(Period::Year(y)), FieldType::Period)),
            (1u8..=5).prop_map(|score| (Value::Score(score), FieldType::Score)),
        ]
    }

    proptest! {
        #[test]
        fn what_is_displayed_is_read_back(
            (value, ty) in any_value(),
            german in any::<bool>(),
            plan in 0..Currency::all().count(),
        ) {
            let input = Input {
                language: if german { Language::German } else { Language::English },
                currency: Currency::all().nth(plan).unwrap(),
            };
            let text = value.display(input);
            let read = Value::parse(&text, &ty, input);
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
