//! Why a typed text is no value of its field: what is wrong and what is expected, in the
//! language of whoever typed it.

use std::fmt;

use super::{Currency, Decimal};
use crate::language::{Language, Text};

/// Why a typed text is not a value of the field's type. The texts are as they were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueError {
    /// Letters, two points, nothing at all.
    NotANumber(String),
    /// A number, but with the marks of the other language: `1.234,5` where people write `1,234.5`.
    OtherMarks(String),
    /// More digits than are kept.
    TooLong(String),
    /// An amount with more digits than the currency has.
    TooPrecise(Currency),
    /// A currency that is not in the table.
    UnknownCurrency(String),
    /// A sign that stands for the plan's currency as well as for another one.
    AmbiguousCurrency {
        /// The sign.
        sign: &'static str,
        /// The currencies that it may mean.
        currencies: [Currency; 2],
    },
    /// Percentages are kept to a hundredth.
    Percent,
    /// No date at all.
    Date(String),
    /// A day and a month, and no year.
    DateWithoutYear(String),
    /// A date whose day may be its month.
    AmbiguousDate(String),
    /// A date that the calendar does not have.
    NoSuchDay(String),
    /// No period at all.
    Period(String),
    /// A quarter or half-year, and no year.
    PeriodWithoutYear(String),
    /// Not a key of the fixed set.
    Choice(String),
    /// Not an id.
    Id(String),
    /// Not one to five.
    Score,
    /// Texts, sets and tables are edited in place, not set as a whole.
    NotScalar,
}

impl ValueError {
    /// What is wrong and what is expected, as a sentence.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let example = Decimal::new(12_345, 1).display(language);
        let filled = |values: &[(&str, &dyn fmt::Display)]| self.text().filled(language, values);
        match self {
            Self::NotANumber(typed)
            | Self::OtherMarks(typed)
            | Self::TooLong(typed)
            | Self::UnknownCurrency(typed)
            | Self::Date(typed)
            | Self::DateWithoutYear(typed)
            | Self::AmbiguousDate(typed)
            | Self::NoSuchDay(typed)
            | Self::Period(typed)
            | Self::PeriodWithoutYear(typed)
            | Self::Choice(typed)
            | Self::Id(typed) => filled(&[("typed", typed), ("example", &example)]),
            Self::TooPrecise(currency) => filled(&[
                ("currency", &currency.code()),
                ("digits", &currency.digits()),
            ]),
            Self::AmbiguousCurrency {
                sign,
                currencies: [one, other],
            } => filled(&[
                ("sign", sign),
                ("one", &one.code()),
                ("other", &other.code()),
            ]),
            Self::Percent | Self::Score | Self::NotScalar => filled(&[]),
        }
    }

    /// The sentence, with places for what was typed and what it should look like.
    fn text(&self) -> Text {
        match self {
            Self::NotANumber(_) => Text::new(
                "“{typed}” is no number: write digits, such as {example} or 1.2m.",
                "„{typed}“ ist keine Zahl: erwartet werden Ziffern wie {example} oder 1,2 Mio.",
            ),
            Self::OtherMarks(_) => Text::new(
                "“{typed}” has the comma and the point the other way round: write it as {example}.",
                "In „{typed}“ sind Punkt und Komma vertauscht: erwartet wird die Form {example}.",
            ),
            Self::TooLong(_) => Text::new(
                "“{typed}” has more digits than a plan keeps: at most 18, 9 of them behind the point.",
                "„{typed}“ hat mehr Stellen, als ein Plan aufnimmt: höchstens 18, davon 9 hinter dem Komma.",
            ),
            Self::TooPrecise(currency) if currency.digits() == 0 => Text::new(
                "{currency} has no decimal places: write a whole amount.",
                "{currency} hat keine Nachkommastellen: erwartet wird ein ganzer Betrag.",
            ),
            Self::TooPrecise(_) => Text::new(
                "{currency} has {digits} decimal places: write the amount with no more than that.",
                "{currency} hat {digits} Nachkommastellen: genauer kann ein Betrag nicht sein.",
            ),
            Self::UnknownCurrency(_) => Text::new(
                "“{typed}” is no currency known here: write its three letters, such as USD or EUR.",
                "„{typed}“ ist keine hier bekannte Währung: erwartet werden drei Buchstaben wie EUR oder USD.",
            ),
            Self::AmbiguousCurrency { .. } => Text::new(
                "“{sign}” may be {one} or {other} here: write the three letters.",
                "„{sign}“ kann hier {one} oder {other} heißen: erwartet werden die drei Buchstaben.",
            ),
            Self::Percent => Text::new(
                "A percentage has at most two decimal places and stays below 10,000,000%.",
                "Ein Prozentsatz hat höchstens zwei Nachkommastellen und bleibt unter 10.000.000 %.",
            ),
            Self::Date(_) => Text::new(
                "“{typed}” is no date: write it as Nov 24, 2026 or 2026-11-24.",
                "„{typed}“ ist kein Datum: erwartet wird die Form 24.11.2026 oder 2026-11-24.",
            ),
            Self::DateWithoutYear(_) => Text::new(
                "“{typed}” lacks the year: write it as Nov 24, 2026 or 2026-11-24.",
                "In „{typed}“ fehlt das Jahr: erwartet wird die Form 24.11.2026.",
            ),
            Self::AmbiguousDate(_) => Text::new(
                "“{typed}” may be read in two ways: name the month, as in Nov 24, 2026, or write 2026-11-24.",
                "„{typed}“ lässt zwei Lesarten zu: erwartet wird die Form 24.11.2026 oder 2026-11-24.",
            ),
            Self::NoSuchDay(_) => Text::new(
                "The calendar has no day “{typed}”.",
                "Den Tag „{typed}“ gibt es im Kalender nicht.",
            ),
            Self::Period(_) => Text::new(
                "“{typed}” is no period: write a year, half-year or quarter, such as 2026, H1 2026 or Q3 2026.",
                "„{typed}“ ist kein Zeitraum: erwartet wird ein Jahr, Halbjahr oder Quartal wie 2026, H1 2026 oder Q3 2026.",
            ),
            Self::PeriodWithoutYear(_) => Text::new(
                "“{typed}” lacks the year: write it as Q3 2026 or H1 2026.",
                "In „{typed}“ fehlt das Jahr: erwartet wird die Form Q3 2026 oder H1 2026.",
            ),
            Self::Choice(_) => Text::new(
                "“{typed}” is not one of the choices.",
                "„{typed}“ ist keine der Auswahlmöglichkeiten.",
            ),
            Self::Id(_) => Text::new(
                "“{typed}” names nothing in this plan.",
                "„{typed}“ bezeichnet nichts in diesem Plan.",
            ),
            Self::Score => Text::new(
                "A score is a whole number from 1 to 5.",
                "Eine Bewertung ist eine ganze Zahl von 1 bis 5.",
            ),
            Self::NotScalar => Text::new(
                "This field is not written as one value.",
                "Dieses Feld wird nicht als ein Wert geschrieben.",
            ),
        }
    }
}

impl fmt::Display for ValueError {
    /// In English, for errors of programs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for ValueError {}

#[cfg(test)]
mod tests {
    use crate::language::{Language, Text};
    use crate::schema::{FieldType, Unit};
    use crate::value::{Currency, Input, Value};

    #[test]
    fn what_is_refused_says_what_is_wrong_and_what_is_expected() {
        use Language::{English, German};
        let number = FieldType::Number(Unit::Fixed(Text::new("x", "x")));
        let cases: &[(&str, FieldType, Language, &str)] = &[
            ("twelve", number, English, "“twelve” is no number"),
            ("twelve", number, German, "„twelve“ ist keine Zahl"),
            ("1,5", number, English, "the other way round"),
            ("1.5", number, German, "vertauscht"),
            ("1.234,56", number, English, "1,234.5"),
            ("9999999999999999999", number, German, "höchstens 18"),
            (
                "2026-13-01",
                FieldType::Date,
                English,
                "calendar has no day",
            ),
            ("30.2.2026", FieldType::Date, German, "Kalender"),
            ("soon", FieldType::Date, German, "24.11.2026"),
            ("24.11.", FieldType::Date, German, "fehlt das Jahr"),
            ("Nov 24", FieldType::Date, English, "lacks the year"),
            ("03/04/2026", FieldType::Date, English, "two ways"),
            ("Q5 2026", FieldType::Period, English, "no period"),
            ("Q3", FieldType::Period, German, "fehlt das Jahr"),
            ("12 XYZ", FieldType::Money, English, "three letters"),
            ("1.005 USD", FieldType::Money, English, "2 decimal places"),
            ("1.5 JPY", FieldType::Money, English, "no decimal places"),
            (
                "1,5 JPY",
                FieldType::Money,
                German,
                "keine Nachkommastellen",
            ),
            ("6", FieldType::Score, German, "1 bis 5"),
            ("0.001 %", FieldType::Percent, English, "two decimal places"),
        ];
        for (text, ty, language, part) in cases {
            let input = Input {
                language: *language,
                currency: Currency::USD,
            };
            let error = Value::parse(text, ty, input).unwrap_err();
            let sentence = error.sentence(*language);
            assert!(sentence.contains(part), "{text}: {sentence}");
            assert!(sentence.ends_with('.'), "{sentence}");
        }
    }
}
