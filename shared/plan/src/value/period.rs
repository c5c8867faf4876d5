//! Periods of a plan: years, half-years and quarters of a fiscal year, and what they are made of.
//!
//! A fiscal year that does not begin in January is named after the calendar year in which it
//! ends: where it begins in April, 2026 is April 2025 to March 2026.

mod typed;

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::Date;

/// A year, a half-year (1 or 2) or a quarter (1 to 4). Earlier periods are smaller; of those that
/// begin together, the one that holds the other is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// `2026`
    Year(i16),
    /// `2026-H1`
    Half(i16, u8),
    /// `2026-Q3`
    Quarter(i16, u8),
}

/// In which month the fiscal year begins, 1 to 12.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FiscalStart(u8);

impl FiscalStart {
    /// The fiscal year is the calendar year.
    pub const JANUARY: Self = Self(1);

    /// The fiscal year begins with this month, if there is such a month.
    #[must_use]
    pub const fn month(month: u8) -> Option<Self> {
        if 1 <= month && month <= 12 {
            Some(Self(month))
        } else {
            None
        }
    }

    /// As the choice field `fiscal_start_month` of the section `plan` names it.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::month(key.parse().ok()?)
    }
}

impl Period {
    /// The fiscal year that it is or lies in.
    #[must_use]
    pub const fn year(self) -> i16 {
        match self {
            Self::Year(year) | Self::Half(year, _) | Self::Quarter(year, _) => year,
        }
    }

    /// How many quarters it has: four, two or one.
    #[must_use]
    pub const fn length(self) -> u8 {
        match self {
            Self::Year(_) => 4,
            Self::Half(..) => 2,
            Self::Quarter(..) => 1,
        }
    }

    /// Its first quarter as a number that grows by one with every quarter.
    const fn first_quarter(self) -> i32 {
        let (year, before) = match self {
            Self::Year(year) => (year, 0),
            Self::Half(year, half) => (year, (half as i32 - 1) * 2),
            Self::Quarter(year, quarter) => (year, quarter as i32 - 1),
        };
        year as i32 * 4 + before
    }

    /// The period with so many quarters whose first one has this number.
    fn from_first(first: i32, length: u8) -> Option<Self> {
        let year = i16::try_from(first.div_euclid(4)).ok()?;
        let quarter = u8::try_from(first.rem_euclid(4)).ok()?;
        if !(1..=9_999).contains(&year) {
            return None;
        }
        Some(match length {
            4 => Self::Year(year),
            2 => Self::Half(year, quarter / 2 + 1),
            _ => Self::Quarter(year, quarter + 1),
        })
    }

    /// Its quarters, in order. A quarter is its own only one.
    pub fn quarters(self) -> impl ExactSizeIterator<Item = Self> + use<> {
        let before = u8::try_from(self.first_quarter().rem_euclid(4)).expect("below four");
        (1..=self.length()).map(move |quarter| Self::Quarter(self.year(), before + quarter))
    }

    /// Whether all of `other` lies in it. Every period contains itself.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        let (first, others) = (self.first_quarter(), other.first_quarter());
        first <= others && others + other.length() as i32 <= first + self.length() as i32
    }

    /// The period of the same length that follows; `None` at the end of the calendar.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::from_first(
            self.first_quarter() + i32::from(self.length()),
            self.length(),
        )
    }

    /// The period of the same length that comes before; `None` at the beginning of the calendar.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        Self::from_first(
            self.first_quarter() - i32::from(self.length()),
            self.length(),
        )
    }

    /// The quarter that a day lies in; `None` at the end of the calendar.
    #[must_use]
    pub fn quarter_of(day: Date, start: FiscalStart) -> Option<Self> {
        let months = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 - start.shift();
        Self::from_first(months.div_euclid(3), 1)
    }

    /// Its first day; `None` outside of the calendar.
    #[must_use]
    pub fn first_day(self, start: FiscalStart) -> Option<Date> {
        let months = self.first_quarter() * 3 + start.shift();
        let year = i16::try_from(months.div_euclid(12)).ok()?;
        let month = u8::try_from(months.rem_euclid(12)).ok()? + 1;
        Date::new(year, month, 1)
    }

    /// Its last day; `None` outside of the calendar.
    #[must_use]
    pub fn last_day(self, start: FiscalStart) -> Option<Date> {
        let months = i32::from(self.length()) * 3;
        // From the last day but one month of the calendar there is no later first day.
        let last_month = self.first_day(start)?.plus_months(months - 1)?;
        match last_month.plus_months(1) {
            Some(next) => next.plus_days(-1),
            None => last_month.plus_days(30),
        }
    }
}

impl FiscalStart {
    /// How many months the fiscal year begins after the calendar year of its name.
    const fn shift(self) -> i32 {
        match self.0 {
            1 => 0,
            month => month as i32 - 13,
        }
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        let first = self.first_quarter().cmp(&other.first_quarter());
        first.then(other.length().cmp(&self.length()))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Period {
    type Err = ();

    /// Reads exactly what [`fmt::Display`] writes, which is what documents hold.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (year, part) = match text.split_once('-') {
            Some((year, part)) => (year, Some(part)),
            None => (text, None),
        };
        if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(());
        }
        let year = year.parse().map_err(|_| ())?;
        match part.map(str::as_bytes) {
            None => Ok(Self::Year(year)),
            Some([b'H' | b'h', half @ b'1'..=b'2']) => Ok(Self::Half(year, half - b'0')),
            Some([b'Q' | b'q', quarter @ b'1'..=b'4']) => Ok(Self::Quarter(year, quarter - b'0')),
            Some(_) => Err(()),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Half(year, half) => write!(f, "{year:04}-H{half}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_period() -> impl Strategy<Value = Period> {
        let year = 1900i16..2200;
        prop_oneof![
            year.clone().prop_map(Period::Year),
            (year.clone(), 1u8..=2).prop_map(|(year, half)| Period::Half(year, half)),
            (year, 1u8..=4).prop_map(|(year, quarter)| Period::Quarter(year, quarter)),
        ]
    }

    fn any_start() -> impl Strategy<Value = FiscalStart> {
        (1u8..=12).prop_map(|month| FiscalStart::month(month).unwrap())
    }

    #[test]
    fn a_fiscal_year_is_named_after_the_calendar_year_in_which_it_ends() {
        let april = FiscalStart::from_key("4").unwrap();
        let days = |period: Period, start| {
            let day = |day: Option<Date>| day.unwrap().to_string();
            (day(period.first_day(start)), day(period.last_day(start)))
        };
        let cases = [
            (Period::Year(2026), april, "2025-04-01", "2026-03-31"),
            (Period::Quarter(2026, 4), april, "2026-01-01", "2026-03-31"),
            (
                Period::Half(2026, 2),
                FiscalStart::JANUARY,
                "2026-07-01",
                "2026-12-31",
            ),
            (
                Period::Year(9999),
                FiscalStart::JANUARY,
                "9999-01-01",
                "9999-12-31",
            ),
        ];
        for (period, start, first, last) in cases {
            assert_eq!(
                days(period, start),
                (first.to_owned(), last.to_owned()),
                "{period}"
            );
        }
        assert_eq!(FiscalStart::from_key("13"), None);
    }

    proptest! {
        #[test]
        fn quarters_are_the_whole_period_and_nothing_twice(whole in any_period(), start in any_start()) {
            let quarters: Vec<Period> = whole.quarters().collect();
            prop_assert_eq!(quarters.len(), usize::from(whole.length()));
            prop_assert_eq!(quarters[0].first_day(start), whole.first_day(start));
            prop_assert_eq!(quarters[quarters.len() - 1].last_day(start), whole.last_day(start));
            for pair in quarters.windows(2) {
                prop_assert_eq!(pair[0].next(), Some(pair[1]));
                prop_assert_eq!(pair[1].previous(), Some(pair[0]));
                let day_after = pair[0].last_day(start).and_then(|day| day.plus_days(1));
                prop_assert_eq!(day_after, pair[1].first_day(start));
            }
            prop_assert!(quarters.iter().all(|quarter| whole.contains(*quarter)));
            prop_assert!(quarters.iter().all(|quarter| *quarter >= whole));
        }

        #[test]
        fn a_day_lies_in_exactly_one_quarter(day in 0i64..80_000, start in any_start()) {
            let day = Date::from_unix_day(day).unwrap();
            let quarter = Period::quarter_of(day, start).unwrap();
            prop_assert!(quarter.first_day(start).unwrap() <= day);
            prop_assert!(day <= quarter.last_day(start).unwrap());
        }

        #[test]
        fn order_and_containment_are_those_of_the_days(
            a in any_period(), b in any_period(), start in any_start()
        ) {
            let days = |period: Period| {
                (period.first_day(start).unwrap(), period.last_day(start).unwrap())
            };
            let (a_days, b_days) = (days(a), days(b));
            let order = a_days.0.cmp(&b_days.0).then(b_days.1.cmp(&a_days.1));
            prop_assert_eq!(a.cmp(&b), order);
            prop_assert_eq!(a.contains(b), a_days.0 <= b_days.0 && b_days.1 <= a_days.1);
        }
    }
}
