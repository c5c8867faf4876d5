//! Periods as people write them.

use super::Period;
use crate::language::Language;
use crate::value::ValueError;
use crate::value::words::{Part, parts, year};

/// What a word in a period means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Fiscal,
    Half,
    Quarter,
}

const WORDS: &[(&str, Meaning)] = &[
    ("FY", Meaning::Fiscal),
    ("GJ", Meaning::Fiscal),
    ("Geschäftsjahr", Meaning::Fiscal),
    ("H", Meaning::Half),
    ("HJ", Meaning::Half),
    ("half", Meaning::Half),
    ("Halbjahr", Meaning::Half),
    ("Q", Meaning::Quarter),
    ("quarter", Meaning::Quarter),
    ("Quartal", Meaning::Quarter),
];

impl Period {
    /// Reads a period as people write it: `Q3 2026`, `2026-Q3`, `Q3/26`, `3. Quartal 2026`,
    /// `H1 2026`, `2026`, `FY2026`, `FY26 Q3`, and `2025/26` for the fiscal year that ends in 2026.
    ///
    /// # Errors
    /// If it is no period or lacks the year.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        let no_period = || ValueError::Period(text.to_owned());
        let parts = parts(text, &['-', '/', '.', ',', '\'', '’']).ok_or_else(no_period)?;
        let mut is_fiscal = false;
        let mut part = None;
        let mut numbers: Vec<&str> = Vec::new();
        for piece in parts {
            match piece {
                Part::Number(digits) => numbers.push(digits),
                Part::Word(word) => match meaning(word).ok_or_else(no_period)? {
                    Meaning::Fiscal => is_fiscal = true,
                    of if part.is_none() => part = Some(of),
                    _ => return Err(no_period()),
                },
            }
        }
        let Some(of) = part else {
            let year = match numbers[..] {
                [only] if only.len() == 4 || is_fiscal => year(only),
                [first, second] if first.len() == 4 && second.len() == 2 => {
                    year(first).and_then(|first| {
                        let second = second.parse::<i16>().ok()?;
                        let ends = first.checked_add(1)?;
                        (ends % 100 == second).then_some(ends)
                    })
                }
                _ => None,
            };
            return year.map(Self::Year).ok_or_else(no_period);
        };
        let (digit, year_of) = match numbers[..] {
            [digit] if digit.len() == 1 => {
                return Err(ValueError::PeriodWithoutYear(text.to_owned()));
            }
            // The year has more digits, before or behind.
            [first, second] if first.len() == 1 => (first, second),
            [first, second] if second.len() == 1 => (second, first),
            _ => return Err(no_period()),
        };
        let digit: u8 = digit.parse().map_err(|_| no_period())?;
        let year = year(year_of).ok_or_else(no_period)?;
        match (of, digit) {
            (Meaning::Half, 1..=2) => Ok(Self::Half(year, digit)),
            (Meaning::Quarter, 1..=4) => Ok(Self::Quarter(year, digit)),
            _ => Err(no_period()),
        }
    }

    /// Writes the period as people write it: `2026`, `H1 2026`, `Q3 2026`.
    #[must_use]
    pub fn display(self, language: Language) -> String {
        // Both languages write it alike; the next one may not.
        let (Language::English | Language::German) = language;
        match self {
            Self::Year(year) => format!("{year:04}"),
            Self::Half(year, half) => format!("H{half} {year:04}"),
            Self::Quarter(year, quarter) => format!("Q{quarter} {year:04}"),
        }
    }
}

fn meaning(word: &str) -> Option<Meaning> {
    WORDS
        .iter()
        .find_map(|(name, meaning)| name.eq_ignore_ascii_case(word).then_some(*meaning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_people_write_them() {
        let q3 = Period::Quarter(2026, 3);
        let h1 = Period::Half(2026, 1);
        let year = Period::Year(2026);
        let cases = [
            ("Q3 2026", q3),
            ("q3 2026", q3),
            ("2026-Q3", q3),
            ("2026Q3", q3),
            ("2026 Q3", q3),
            ("Q3/2026", q3),
            ("Q3-26", q3),
            ("Q3 '26", q3),
            ("FY26 Q3", q3),
            ("Q3 FY2026", q3),
            ("3. Quartal 2026", q3),
            ("2026, 3. Quartal", q3),
            ("H1 2026", h1),
            ("2026-H1", h1),
            ("1. Halbjahr 2026", h1),
            ("HJ1 2026", h1),
            ("1. HJ 26", h1),
            ("2026", year),
            ("FY2026", year),
            ("FY 26", year),
            ("GJ 2026", year),
            ("2025/26", year),
        ];
        for (text, period) in cases {
            assert_eq!(Period::parse(text), Ok(period), "{text}");
        }
    }

    #[test]
    fn what_is_no_period_is_refused_for_its_own_reason() {
        for text in [
            "",
            "soon",
            "26",
            "Q5 2026",
            "Q0 2026",
            "H3 2026",
            "Q3 H1 2026",
            "Q33 2026",
            "2025/27",
            "Q3 202",
            "Q3 0",
            "2026 2027",
            "Q 2026",
            "32026",
            "Q3 2026 4",
        ] {
            let expected = ValueError::Period(text.to_owned());
            assert_eq!(Period::parse(text), Err(expected), "{text}");
        }
        for text in ["Q3", "H1", "3. Quartal"] {
            let expected = ValueError::PeriodWithoutYear(text.to_owned());
            assert_eq!(Period::parse(text), Err(expected), "{text}");
        }
    }
}
