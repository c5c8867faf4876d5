//! How long to wait before connecting again: at most half a second at first, doubled with every
//! attempt up to half a minute, and any part of that ("full jitter"), so that a thousand tabs do
//! not return to a restarted server in the same moment.

const FIRST_MS: u64 = 500;
const LONGEST_MS: u64 = 30_000;
/// A connection that lasted this long was a good one: the next wait is short again.
const GOOD_MS: u64 = 10_000;

/// The waits of one session.
#[derive(Debug, Default)]
pub(super) struct Backoff {
    attempts: u32,
}

impl Backoff {
    /// How long to wait now; `chance` is a number from 0 up to 1.
    pub(super) fn next(&mut self, chance: f64) -> u64 {
        let longest = FIRST_MS
            .saturating_mul(1 << self.attempts.min(16))
            .min(LONGEST_MS);
        self.attempts = self.attempts.saturating_add(1);
        (longest as f64 * chance) as u64
    }

    /// A connection that lasted so long has ended.
    pub(super) const fn lasted(&mut self, milliseconds: u64) {
        if milliseconds >= GOOD_MS {
            self.attempts = 0;
        }
    }

    /// The server asked to come back later.
    pub(super) fn slow_down(&mut self) {
        self.attempts = self.attempts.max(4);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALMOST_ONE: f64 = 0.999_999;

    #[test]
    fn waits_double_up_to_half_a_minute() {
        let mut backoff = Backoff::default();
        let waits: Vec<u64> = (0..9).map(|_| backoff.next(ALMOST_ONE)).collect();
        assert_eq!(
            waits,
            [
                499, 999, 1_999, 3_999, 7_999, 15_999, 29_999, 29_999, 29_999
            ]
        );
    }

    #[test]
    fn only_a_good_connection_makes_the_wait_short_again() {
        let mut backoff = Backoff::default();
        backoff.slow_down();
        backoff.lasted(GOOD_MS - 1);
        assert!(backoff.next(ALMOST_ONE) > 5_000);
        backoff.lasted(GOOD_MS);
        assert!(backoff.next(ALMOST_ONE) < FIRST_MS);
        assert_eq!(backoff.next(0.0), 0);
    }
}
