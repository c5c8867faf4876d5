//! What time it is. Code that needs the time is given a [`Clock`]; only [`SystemClock`] asks the
//! machine.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tandem_plan::value::Date;

/// A moment: milliseconds since 1970, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

const DAY_IN_MILLIS: i64 = 24 * 60 * 60 * 1_000;

impl Timestamp {
    /// The moment so many milliseconds after the start of 1970.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the start of 1970.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The moment so much later.
    #[must_use]
    pub fn after(self, duration: Duration) -> Self {
        let millis = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        Self(self.0.saturating_add(millis))
    }

    /// The moment so much earlier, but not before 1970.
    #[must_use]
    pub fn before(self, duration: Duration) -> Self {
        let millis = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        Self(self.0.saturating_sub(millis).max(0))
    }

    /// How long after `earlier` this is; zero if it is not.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        let millis = u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0);
        Duration::from_millis(millis)
    }

    /// The beginning of a day in UTC, counted from 1970.
    #[must_use]
    pub const fn of_unix_day(day: i64) -> Self {
        Self(day.saturating_mul(DAY_IN_MILLIS))
    }

    /// Which day it is in UTC, counted from 1970.
    #[must_use]
    pub const fn unix_day(self) -> i64 {
        self.0.div_euclid(DAY_IN_MILLIS)
    }

    /// The day it is in UTC.
    #[must_use]
    pub fn date(self) -> Date {
        Date::from_unix_day(self.unix_day()).unwrap_or(Date::constant(9_999, 12, 31))
    }
}

/// Tells the time.
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// A clock that many share.
pub type SharedClock = Arc<dyn Clock>;

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the clock that is passed in"
        )]
        let now = SystemTime::now();
        // A machine whose clock stands before 1970 gets 1970.
        let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(0).after(since)
    }
}

/// A clock that stands still until it is moved, for tests and replays.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock that shows this moment.
    #[must_use]
    pub const fn at(now: Timestamp) -> Self {
        Self(AtomicI64::new(now.0))
    }

    /// Moves the clock on.
    pub fn advance(&self, by: Duration) {
        let millis = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_a_day() {
        let leap_day = Timestamp::from_millis(1_709_251_199_999);
        assert_eq!(leap_day.date().to_string(), "2024-02-29");
        let next = leap_day.after(Duration::from_millis(1));
        assert_eq!(next.date().to_string(), "2024-03-01");
        assert_eq!(next.since(leap_day), Duration::from_millis(1));
        assert_eq!(leap_day.since(next), Duration::ZERO);
    }

    #[test]
    fn a_manual_clock_moves_when_told() {
        let clock = ManualClock::at(Timestamp::from_millis(5));
        assert_eq!(clock.now().millis(), 5);
        clock.advance(Duration::from_secs(1));
        assert_eq!(clock.now().millis(), 1_005);
    }
}
