//! How much one connection may send: two buckets that refill with time, one for messages and one
//! for bytes. A bucket holds some seconds' worth, so that bursts pass.

use crate::clock::Timestamp;
use crate::rooms::settings::RoomLimits;

/// Both buckets count in thousandths, because time counts in milliseconds.
const THOUSANDTHS: u64 = 1_000;

/// The two buckets of one connection.
#[derive(Debug)]
pub(super) struct Rate {
    messages: Bucket,
    bytes: Bucket,
}

/// One bucket.
#[derive(Debug)]
pub(super) struct Bucket {
    per_second: u64,
    /// What it holds, in thousandths.
    size: u64,
    /// What is left, in thousandths.
    left: u64,
    filled_at: Timestamp,
}

impl Rate {
    pub(super) fn new(limits: &RoomLimits, now: Timestamp) -> Self {
        Self {
            messages: Bucket::full(limits.messages_per_second, limits.burst, now),
            bytes: Bucket::full(limits.bytes_per_second, limits.burst, now),
        }
    }

    /// Takes as much as a second's messages for the trouble that one made. `false` when there is
    /// not enough left.
    pub(super) fn pay_for_trouble(&mut self, now: Timestamp) -> bool {
        self.messages.take(self.messages.per_second, now)
    }

    /// Takes one message of so many bytes. `false` when there is not enough left.
    pub(super) fn take(&mut self, bytes: usize, now: Timestamp) -> bool {
        let enough = self.messages.take(1, now);
        self.bytes.take(bytes as u64, now) && enough
    }
}

impl Bucket {
    /// A full bucket that holds `burst` seconds' worth.
    pub(super) fn full(per_second: u32, burst: u32, now: Timestamp) -> Self {
        let size = u64::from(per_second) * u64::from(burst) * THOUSANDTHS;
        Self {
            per_second: per_second.into(),
            size,
            left: size,
            filled_at: now,
        }
    }

    /// Takes this much. `false` when there is not enough left.
    pub(super) fn take(&mut self, amount: u64, now: Timestamp) -> bool {
        let millis = u64::try_from(now.since(self.filled_at).as_millis()).unwrap_or(u64::MAX);
        let refilled = self
            .left
            .saturating_add(millis.saturating_mul(self.per_second));
        self.left = refilled.min(self.size);
        self.filled_at = now;
        match self.left.checked_sub(amount.saturating_mul(THOUSANDTHS)) {
            Some(left) => {
                self.left = left;
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    #[test]
    fn bursts_pass_and_floods_do_not() {
        let mut bucket = Bucket::full(10, 4, at(0));
        assert!((0..40).all(|_| bucket.take(1, at(0))));
        assert!(!bucket.take(1, at(0)));
        assert!(!bucket.take(1, at(99)));
        assert!(bucket.take(1, at(100)));
        assert!(bucket.take(40, at(60_000)));
        assert!(!bucket.take(1, at(60_000)));
    }
}
