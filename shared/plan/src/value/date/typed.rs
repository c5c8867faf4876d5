//! Days as people write them. A day that may be its month is refused, never guessed.

use super::Date;
use crate::language::Language;
use crate::value::ValueError;
use crate::value::words::{Part, parts, year};

/// English names, of which the first three letters are written.
const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Names and short forms that German has beside the English ones, with their months.
const GERMAN: [(&str, u8); 10] = [
    ("Januar", 1),
    ("Februar", 2),
    ("März", 3),
    ("Maerz", 3),
    ("Mrz", 3),
    ("Mai", 5),
    ("Juni", 6),
    ("Juli", 7),
    ("Oktober", 10),
    ("Dezember", 12),
];

impl Date {
    /// Reads a day as people write it: `Nov 24, 2026`, `24. November 2026`, `24.11.2026`,
    /// `24.11.26`, `2026-11-24`, and `11/24/2026` where no other day can be meant.
    ///
    /// # Errors
    /// If it is no day, lacks the year, or may be read in two ways.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        let typed = || text.to_owned();
        let no_date = || ValueError::Date(typed());
        let parts = parts(text, &['.', ',', '/', '-']).ok_or_else(no_date)?;
        let (day, month, year_of) = match parts[..] {
            [Part::Number(year), Part::Number(month), Part::Number(day)] if year.len() == 4 => {
                (number(day), number(month), year)
            }
            [
                Part::Number(first),
                Part::Number(second),
                Part::Number(year),
            ] => {
                let (first, second) = (number(first), number(second));
                let (day, month) = if text.contains('.') {
                    (first, second)
                } else {
                    in_any_order(first, second).ok_or_else(|| ValueError::AmbiguousDate(typed()))?
                };
                (day, month, year)
            }
            [Part::Number(day), Part::Word(month), Part::Number(year)]
            | [Part::Word(month), Part::Number(day), Part::Number(year)] => {
                let month = month_of(month).ok_or_else(no_date)?;
                (number(day), Some(month), year)
            }
            [Part::Number(day), Part::Number(month)]
                if text.contains('.') && number(day).and(number(month)).is_some() =>
            {
                return Err(ValueError::DateWithoutYear(typed()));
            }
            [Part::Number(day), Part::Word(month)] | [Part::Word(month), Part::Number(day)]
                if number(day).is_some() && month_of(month).is_some() =>
            {
                return Err(ValueError::DateWithoutYear(typed()));
            }
            _ => return Err(no_date()),
        };
        let (Some(day), Some(month), Some(year)) = (day, month, year(year_of)) else {
            return Err(no_date());
        };
        Self::new(year, month, day).ok_or_else(|| ValueError::NoSuchDay(typed()))
    }

    /// Writes the day as people write it in `language`: `Nov 24, 2026`, `24.11.2026`.
    #[must_use]
    pub fn display(self, language: Language) -> String {
        let Self { year, month, day } = self;
        match language {
            Language::English => {
                let month = &ENGLISH[usize::from(month) - 1][..3];
                format!("{month} {day}, {year:04}")
            }
            Language::German => format!("{day:02}.{month:02}.{year:04}"),
        }
    }
}

/// One or two digits.
fn number(digits: &str) -> Option<u8> {
    (digits.len() <= 2).then(|| digits.parse().ok()).flatten()
}

/// Day and month, where only one of both orders is possible or both are the same day.
fn in_any_order(first: Option<u8>, second: Option<u8>) -> Option<(Option<u8>, Option<u8>)> {
    match (first, second) {
        (Some(first), Some(second)) if first <= 12 && second <= 12 && first != second => None,
        (Some(first), Some(second)) if second > 12 => Some((Some(second), Some(first))),
        both => Some(both),
    }
}

/// The month of a name, or of its first three or more letters.
fn month_of(word: &str) -> Option<u8> {
    let begins = |name: &str| {
        word.chars().count() >= 3
            && name
                .get(..word.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    let english = ENGLISH.into_iter().zip(1..);
    english
        .chain(GERMAN)
        .find_map(|(name, month)| begins(name).then_some(month))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let day = Date::constant(2026, 11, 24);
        for text in [
            "2026-11-24",
            "2026/11/24",
            "Nov 24, 2026",
            "nov. 24 2026",
            "November 24, 2026",
            "24 Nov 2026",
            "24-Nov-2026",
            "24.11.2026",
            "24. 11. 26",
            "24. November 2026",
            "11/24/2026",
            "24/11/2026",
            "11-24-2026",
        ] {
            assert_eq!(Date::parse(text), Ok(day), "{text}");
        }
        for (text, month, day) in [
            ("1. März 2026", 3, 1),
            ("1. mrz 26", 3, 1),
            ("5. Mai 2026", 5, 5),
            ("3. Okt. 2026", 10, 3),
            ("31. Dezember 2026", 12, 31),
            ("5/5/2026", 5, 5),
            ("1.3.2026", 3, 1),
        ] {
            let expected = Date::constant(2026, month, day);
            assert_eq!(Date::parse(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_or_two_days_is_refused_for_its_own_reason() {
        let owned = |text: &str| text.to_owned();
        for text in [
            "",
            "soon",
            "2026",
            "1.2.3.4",
            "24.11.202",
            "24. Nix 2026",
            "24:11:2026",
        ] {
            assert_eq!(
                Date::parse(text),
                Err(ValueError::Date(owned(text))),
                "{text}"
            );
        }
        for text in ["3/4/2026", "03-04-26"] {
            assert_eq!(
                Date::parse(text),
                Err(ValueError::AmbiguousDate(owned(text)))
            );
        }
        for text in ["24.11.", "Nov 24", "24. November"] {
            assert_eq!(
                Date::parse(text),
                Err(ValueError::DateWithoutYear(owned(text)))
            );
        }
        for text in ["30.2.2026", "2026-13-01", "31 April 2026", "29.02.2027"] {
            assert_eq!(Date::parse(text), Err(ValueError::NoSuchDay(owned(text))));
        }
    }

    proptest! {
        #[test]
        fn a_day_that_is_shown_is_read_as_the_same_day(day in -719_162i64..2_932_896, german in any::<bool>()) {
            let date = Date::from_unix_day(day).unwrap();
            let language = if german { Language::German } else { Language::English };
            prop_assert_eq!(Date::parse(&date.display(language)), Ok(date));
            prop_assert_eq!(Date::parse(&date.to_string()), Ok(date));
        }
    }
}
