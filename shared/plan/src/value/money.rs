//! Amounts of money: minor units and a currency, never a float.

use super::decimal::Typed;
use super::{Decimal, Input, ValueError};
use crate::language::Language;

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

/// Signs of currencies: which one a sign means, and which others are written with it too.
const SIGNS: &[(&str, Currency, &[Currency])] = &[
    (
        "$",
        Currency::USD,
        &[
            Currency::constant("AUD"),
            Currency::constant("CAD"),
            Currency::constant("HKD"),
            Currency::constant("MXN"),
            Currency::constant("NZD"),
            Currency::constant("SGD"),
        ],
    ),
    ("€", Currency::EUR, &[]),
    ("£", Currency::constant("GBP"), &[]),
    ("¥", Currency::constant("JPY"), &[Currency::constant("CNY")]),
    ("₹", Currency::constant("INR"), &[]),
    ("₩", Currency::constant("KRW"), &[]),
    ("₪", Currency::constant("ILS"), &[]),
    ("₺", Currency::constant("TRY"), &[]),
];

impl Money {
    /// Reads an amount with or without the sign or the three letters of its currency before or
    /// behind it: `€1,250.50`, `EUR 1.2m`, `1,5 Mio. €`, `500 TEUR`.
    ///
    /// # Errors
    /// If it is no number, names no known currency or one of two, or is finer than the currency's
    /// smallest unit.
    pub fn parse(text: &str, input: Input) -> Result<Self, ValueError> {
        let text = text.trim();
        let not_a_number = || ValueError::NotANumber(text.to_owned());
        let mut typed = Typed::cut(text, input.language).ok_or_else(not_a_number)?;
        let mut power = typed.take_power();
        let named = match (typed.before, typed.behind) {
            ("", named) | (named, "") => named,
            _ => return Err(not_a_number()),
        };
        let currency = if named.is_empty() {
            input.currency
        } else {
            match (currency_named(named, input), named.strip_prefix('T')) {
                (Err(ValueError::UnknownCurrency(_)), Some(rest)) if power == 0 => {
                    power = 3;
                    let unknown = |_| ValueError::UnknownCurrency(named.to_owned());
                    currency_named(rest.trim_start(), input).map_err(unknown)?
                }
                (currency, _) => currency?,
            }
        };
        let minor = typed
            .number(power, input.language)?
            .scaled_to(currency.digits());
        match minor {
            Some(minor) => Ok(Self { minor, currency }),
            None if typed.number(power, input.language)?.scale() > currency.digits() => {
                Err(ValueError::TooPrecise(currency))
            }
            None => Err(ValueError::TooLong(text.to_owned())),
        }
    }

    /// Writes the amount with its currency, so that [`Money::parse`] with the same input reads it
    /// back: `$1,250`, `CHF 1,250.50`, `1.250,50 €`. Places behind the point are shown if there is
    /// anything in them.
    #[must_use]
    pub fn display(self, input: Input) -> String {
        let Self { minor, currency } = self;
        let digits = currency.digits();
        let amount = Decimal::new(minor, digits);
        let places = if amount.scale() == 0 { 0 } else { digits };
        let amount = amount.display_fixed(places, input.language);
        let sign = SIGNS
            .iter()
            .find(|(_, of, others)| *of == currency && !others.contains(&input.currency));
        match (input.language, sign) {
            (Language::English, Some((sign, ..))) => match amount.strip_prefix('-') {
                Some(amount) => ["-", sign, amount].concat(),
                None => [sign, amount.as_str()].concat(),
            },
            (Language::English, None) => [currency.code(), " ", &amount].concat(),
            (Language::German, sign) => {
                let sign = sign.map_or(currency.code(), |(sign, ..)| sign);
                [&amount, " ", sign].concat()
            }
        }
    }
}

/// The currency with this sign or these three letters.
fn currency_named(name: &str, input: Input) -> Result<Currency, ValueError> {
    if let Some((sign, currency, others)) = SIGNS.iter().find(|(sign, ..)| *sign == name) {
        return if others.contains(&input.currency) {
            Err(ValueError::AmbiguousCurrency {
                sign,
                currencies: [input.currency, *currency],
            })
        } else {
            Ok(*currency)
        };
    }
    if name == "US$" {
        return Ok(Currency::USD);
    }
    Currency::from_code(&name.to_ascii_uppercase())
        .ok_or_else(|| ValueError::UnknownCurrency(name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn input(language: Language, currency: Currency) -> Input {
        Input { language, currency }
    }

    #[test]
    fn amounts_name_their_currency_before_or_behind_or_not_at_all() {
        use Language::{English as en, German as de};
        let cases = [
            ("1,250,000", en, 125_000_000, "USD"),
            ("1,250.5 EUR", en, 125_050, "EUR"),
            ("eur 1250.50", en, 125_050, "EUR"),
            ("€1,250", en, 125_000, "EUR"),
            ("-€1,250", en, -125_000, "EUR"),
            ("€-1,250", en, -125_000, "EUR"),
            ("$ 5", en, 500, "USD"),
            ("US$5", en, 500, "USD"),
            ("£0.99", en, 99, "GBP"),
            ("EUR 1.2m", en, 120_000_000, "EUR"),
            ("$1.5bn", en, 150_000_000_000, "USD"),
            ("20k", en, 2_000_000, "USD"),
            ("CHF 1'250.50", en, 125_050, "CHF"),
            ("5000 JPY", en, 5_000, "JPY"),
            ("¥5000", en, 5_000, "JPY"),
            ("1.234KWD", en, 1_234, "KWD"),
            ("-3", en, -300, "USD"),
            ("1,5 Mio. €", de, 150_000_000, "EUR"),
            ("1.250,50 €", de, 125_050, "EUR"),
            ("1.250,- €", de, 125_000, "EUR"),
            ("500 TEUR", de, 50_000_000, "EUR"),
            ("T€ 500", de, 50_000_000, "EUR"),
            ("1 250,00 CHF", de, 125_000, "CHF"),
            ("5 THB", de, 500, "THB"),
        ];
        for (text, language, minor, code) in cases {
            let money = Money::parse(text, input(language, Currency::USD));
            let currency = Currency::from_code(code).unwrap();
            assert_eq!(money, Ok(Money { minor, currency }), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused_for_its_own_reason() {
        let owned = |text: &str| text.to_owned();
        let read = |text| Money::parse(text, input(Language::English, Currency::USD)).unwrap_err();
        assert_eq!(read("EUR"), ValueError::NotANumber(owned("EUR")));
        assert_eq!(read("$5 EUR"), ValueError::NotANumber(owned("$5 EUR")));
        assert_eq!(read("5 XYZ"), ValueError::UnknownCurrency(owned("XYZ")));
        assert_eq!(read("5 kilos"), ValueError::UnknownCurrency(owned("kilos")));
        assert_eq!(read("5 TXYZ"), ValueError::UnknownCurrency(owned("TXYZ")));
        assert_eq!(read("0.005"), ValueError::TooPrecise(Currency::USD));
        let long = "999999999999999999";
        assert_eq!(read(long), ValueError::TooLong(owned(long)));
    }

    #[test]
    fn a_sign_of_several_currencies_is_not_guessed() {
        let cad = Currency::from_code("CAD").unwrap();
        let canadian = input(Language::English, cad);
        let refused = ValueError::AmbiguousCurrency {
            sign: "$",
            currencies: [cad, Currency::USD],
        };
        assert_eq!(Money::parse("$5", canadian), Err(refused));
        let dollars = Money {
            minor: 500,
            currency: Currency::USD,
        };
        assert_eq!(dollars.display(canadian), "USD 5");
    }

    #[test]
    fn an_amount_is_shown_as_people_write_it() {
        let show = |minor, code, language| {
            let currency = Currency::from_code(code).unwrap();
            Money { minor, currency }.display(input(language, Currency::EUR))
        };
        use Language::{English, German};
        assert_eq!(show(125_000_000, "EUR", English), "€1,250,000");
        assert_eq!(show(125_000_050, "EUR", English), "€1,250,000.50");
        assert_eq!(show(-125_000, "USD", English), "-$1,250");
        assert_eq!(show(-125_000, "CHF", English), "CHF -1,250");
        assert_eq!(show(125_050, "EUR", German), "1.250,50 €");
        assert_eq!(show(125_000, "CHF", German), "1.250 CHF");
        assert_eq!(show(1_234, "KWD", German), "1,234 KWD");
        assert_eq!(show(5_000, "JPY", English), "¥5,000");
    }
}
