//! Amounts of money: minor units and a currency, never a float.

use super::{Decimal, NumberStyle, ValueError};

/// An amount in minor units (cents, yen, fils) of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    /// The amount in the currency's smallest unit.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

/// One currency of the table below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(usize);

/// ISO 4217 codes in alphabetical order, with their number of decimal places.
const TABLE: &[(&str, u8)] = &[
    ("AED", 2),
    ("AUD", 2),
    ("BRL", 2),
    ("CAD", 2),
    ("CHF", 2),
    ("CNY", 2),
    ("CZK", 2),
    ("DKK", 2),
    ("EUR", 2),
    ("GBP", 2),
    ("HKD", 2),
    ("HUF", 2),
    ("ILS", 2),
    ("INR", 2),
    ("JPY", 0),
    ("KRW", 0),
    ("KWD", 3),
    ("MXN", 2),
    ("NOK", 2),
    ("NZD", 2),
    ("PLN", 2),
    ("SAR", 2),
    ("SEK", 2),
    ("SGD", 2),
    ("THB", 2),
    ("TRY", 2),
    ("USD", 2),
    ("ZAR", 2),
];

impl Currency {
    /// The euro.
    pub const EUR: Self = Self::constant("EUR");
    /// The US dollar.
    pub const USD: Self = Self::constant("USD");

    const fn constant(code: &str) -> Self {
        let mut index = 0;
        while index < TABLE.len() {
            let (candidate, wanted) = (TABLE[index].0.as_bytes(), code.as_bytes());
            if candidate[0] == wanted[0] && candidate[1] == wanted[1] && candidate[2] == wanted[2] {
                return Self(index);
            }
            index += 1;
        }
        panic!("a currency of the table");
    }

    /// All currencies, in alphabetical order of their codes.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..TABLE.len()).map(Self)
    }

    /// The currency with this ISO 4217 code, in capitals.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        TABLE
            .binary_search_by_key(&code, |(code, _)| code)
            .ok()
            .map(Self)
    }

    /// Its ISO 4217 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        TABLE[self.0].0
    }

    /// How many decimal places its amounts have.
    #[must_use]
    pub fn digits(self) -> u8 {
        TABLE[self.0].1
    }
}

impl Money {
    /// Reads an amount with or without the three letters of its currency before or behind it.
    ///
    /// # Errors
    /// If it is no number, names no known currency, or is finer than the currency's smallest unit.
    pub fn parse(text: &str, style: NumberStyle, default: Currency) -> Result<Self, ValueError> {
        let text = text.trim();
        let is_letter = |c: char| c.is_alphabetic();
        let before = text.trim_start_matches(is_letter);
        let behind = text.trim_end_matches(is_letter);
        let (amount, code) = if before.len() < text.len() {
            (before, &text[..text.len() - before.len()])
        } else {
            (behind, &text[behind.len()..])
        };
        let currency = if code.is_empty() {
            default
        } else if amount.trim().is_empty() {
            // Letters and nothing else: it is the number that is missing.
            return Err(
                Decimal::parse(text, style).map_or_else(ValueError::from, |_| {
                    ValueError::UnknownCurrency(code.to_owned())
                }),
            );
        } else {
            Currency::from_code(&code.to_ascii_uppercase())
                .ok_or_else(|| ValueError::UnknownCurrency(code.to_owned()))?
        };
        let digits = currency.digits();
        let minor =
            Decimal::parse(amount, style)?
                .scaled_to(digits)
                .ok_or(ValueError::TooPrecise {
                    currency: currency.code(),
                    digits,
                })?;
        Ok(Self { minor, currency })
    }

    /// Writes the amount with all its decimal places, then the currency's code.
    #[must_use]
    pub fn display(self, style: NumberStyle) -> String {
        let digits = self.currency.digits();
        let amount = Decimal::new(self.minor, digits).display_fixed(digits, style);
        format!("{amount} {}", self.currency.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_name_their_currency_before_or_behind_or_not_at_all() {
        let cases = [
            ("1,250,000", 125_000_000, "USD"),
            ("1,250.5 EUR", 125_050, "EUR"),
            ("eur 1250.50", 125_050, "EUR"),
            ("5000 JPY", 5_000, "JPY"),
            ("1.234KWD", 1_234, "KWD"),
            ("-3", -300, "USD"),
        ];
        for (text, minor, code) in cases {
            let money = Money::parse(text, NumberStyle::ENGLISH, Currency::USD).unwrap();
            assert_eq!(
                (money.minor, money.currency.code()),
                (minor, code),
                "{text}"
            );
        }
    }

    #[test]
    fn an_amount_shows_the_places_of_its_currency() {
        let money = Money {
            minor: 125_000_000,
            currency: Currency::EUR,
        };
        assert_eq!(money.display(NumberStyle::ENGLISH), "1,250,000.00 EUR");
        assert_eq!(money.display(NumberStyle::GERMAN), "1.250.000,00 EUR");
    }
}
