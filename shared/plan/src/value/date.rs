//! Days of the Gregorian calendar, from year 1 to year 9999.
//!
//! The browser client needs just this of calendars, so it is spelled out here; a date library
//! made the client noticeably larger. Days are counted as in Howard Hinnant's "chrono-compatible
//! low-level date algorithms"; a property test compares them with a library.

mod typed;

use std::fmt;
use std::str::FromStr;

/// A day of the Gregorian calendar. Later days are greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    year: i16,
    month: u8,
    day: u8,
}

/// A text that is not `year-month-day`, or names a day that the calendar does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a day as year-month-day, such as 2026-09-30")]
pub struct InvalidDate;

impl Date {
    /// This day, if the calendar has it.
    #[must_use]
    pub const fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        let is_valid = 1 <= year
            && year <= 9_999
            && 1 <= month
            && month <= 12
            && 1 <= day
            && day <= days_in(year, month);
        if is_valid {
            Some(Self { year, month, day })
        } else {
            None
        }
    }

    /// This day, which the caller knows to be one.
    ///
    /// # Panics
    /// If the calendar does not have it.
    #[must_use]
    pub const fn constant(year: i16, month: u8, day: u8) -> Self {
        Self::new(year, month, day).expect("a day of the calendar")
    }

    /// The day so many days after 1 January 1970.
    #[must_use]
    pub fn from_unix_day(days: i64) -> Option<Self> {
        // Years begin in March here, so that the leap day is a year's last.
        let days = days.checked_add(719_468)?;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 {
            month_from_march + 3
        } else {
            month_from_march - 9
        };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self::new(
            i16::try_from(year).ok()?,
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        )
    }

    /// How many days lie between 1 January 1970 and this day; negative before.
    #[must_use]
    pub fn unix_day(self) -> i64 {
        let month = i64::from(self.month);
        let year = i64::from(self.year) - i64::from(month <= 2);
        let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let month_from_march = if month > 2 { month - 3 } else { month + 9 };
        let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub const fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The day so many months later, or earlier if negative; the month's last day where the month
    /// is too short. `None` outside of the calendar.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Option<Self> {
        let months = (i32::from(self.year) * 12 + i32::from(self.month) - 1).checked_add(months)?;
        let year = i16::try_from(months.div_euclid(12)).ok()?;
        let month = u8::try_from(months.rem_euclid(12)).ok()? + 1;
        Self::new(year, month, self.day.min(days_in(year, month)))
    }

    /// The day so many days later, or earlier if negative. `None` outside of the calendar.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Option<Self> {
        Self::from_unix_day(self.unix_day() + i64::from(days))
    }
}

/// How many days a month has.
const fn days_in(year: i16, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl FromStr for Date {
    type Err = InvalidDate;

    /// Reads exactly `YYYY-MM-DD`.
    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let is_digits = |part: &str, length: usize| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts[..] else {
            return Err(InvalidDate);
        };
        if !(is_digits(year, 4) && is_digits(month, 2) && is_digits(day, 2)) {
            return Err(InvalidDate);
        }
        let read = || Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        read().ok_or(InvalidDate)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use proptest::prelude::*;

    use super::*;

    fn theirs(date: Date) -> jiff::civil::Date {
        let narrow = |number: u8| i8::try_from(number).unwrap();
        jiff::civil::date(date.year, narrow(date.month), narrow(date.day))
    }

    #[test]
    fn only_days_of_the_calendar_are_read() {
        assert_eq!("2028-02-29".parse(), Ok(Date::constant(2028, 2, 29)));
        for text in [
            "",
            "2026",
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-01",
            "2026-01-00",
            "2026-1-1",
            "26-01-01",
            "0000-01-01",
            "+2026-01-01",
            "2026-01-01T00:00",
            "2026-01-01-",
        ] {
            assert_eq!(text.parse::<Date>(), Err(InvalidDate), "{text}");
        }
    }

    proptest! {
        #[test]
        fn days_are_those_of_the_calendar(day in -719_162i64..2_932_896, months in -2_000i32..2_000) {
            let date = Date::from_unix_day(day).unwrap();
            prop_assert_eq!(date.unix_day(), day);
            let expected = jiff::civil::date(1970, 1, 1).checked_add(day.days()).unwrap();
            prop_assert_eq!(theirs(date), expected);
            prop_assert_eq!(date.to_string(), expected.to_string());
            prop_assert_eq!(date.to_string().parse(), Ok(date));
            let later = expected.checked_add(months.months()).ok().filter(|date| date.year() >= 1);
            prop_assert_eq!(date.plus_months(months).map(theirs), later);
        }

        #[test]
        fn later_days_are_greater(a in 0i64..100_000, b in 0i64..100_000) {
            let date = |day| Date::from_unix_day(day).unwrap();
            prop_assert_eq!(a.cmp(&b), date(a).cmp(&date(b)));
        }
    }
}
