//! How often something may be tried by one network or one member: a bucket of tries for each, which
//! refills steadily.
//!
//! Kept in memory only; a restart forgives.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::clock::Timestamp;

const MINUTE: Duration = Duration::from_secs(60);
/// From so many buckets on, those that are full again are forgotten.
const SWEEP_AT: usize = 10_000;

/// Limits tries of each `K`.
#[derive(Debug)]
pub struct Limiter<K> {
    per_minute: u32,
    spent: Mutex<HashMap<K, Spent>>,
}

/// Who counts as one network: an IPv4 address, or the 64 bits that one IPv6 customer gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

/// Somebody tried too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("That was too often. Wait a minute, then try again.")]
pub struct TooMany {
    /// How long until the next try.
    pub retry_after: Duration,
}

/// How much of a bucket is spent: milliseconds until it is full again.
#[derive(Debug, Clone, Copy)]
struct Spent {
    at: Timestamp,
    millis: u64,
}

impl<K: Eq + Hash> Limiter<K> {
    /// Lets each try this often a minute, all at once if they like.
    #[must_use]
    pub fn per_minute(tries: u32) -> Self {
        Self {
            per_minute: tries.max(1),
            spent: Mutex::default(),
        }
    }

    /// Counts a try.
    ///
    /// # Errors
    /// If there were too many; this one is not counted then.
    pub fn take(&self, who: impl Into<K>, now: Timestamp) -> Result<(), TooMany> {
        let mut all = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= SWEEP_AT {
            all.retain(|_, spent| spent.left(now) > 0);
        }
        let spent = all.entry(who.into()).or_insert(Spent::nothing(now));
        let left = spent.left(now);
        self.room(left)?;
        *spent = Spent {
            at: now,
            millis: left + self.price(),
        };
        Ok(())
    }

    /// Whether there is room for a try in a bucket of which so much is spent.
    fn room(&self, left: u64) -> Result<(), TooMany> {
        let most = millis_of(MINUTE).saturating_sub(self.price());
        if left > most {
            return Err(TooMany {
                retry_after: Duration::from_millis(left - most),
            });
        }
        Ok(())
    }

    /// What one try costs, in milliseconds of refilling.
    fn price(&self) -> u64 {
        millis_of(MINUTE) / u64::from(self.per_minute)
    }
}

impl Spent {
    const fn nothing(now: Timestamp) -> Self {
        Self { at: now, millis: 0 }
    }

    fn left(self, now: Timestamp) -> u64 {
        self.millis.saturating_sub(millis_of(now.since(self.at)))
    }
}

fn millis_of(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(v6) => {
                let [a, b, c, d, ..] = v6.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
            v4 @ IpAddr::V4(_) => v4,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_refills() {
        let limiter = Limiter::<Network>::per_minute(30);
        let (here, there) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        let start = Timestamp::from_millis(1_000_000);
        for _ in 0..30 {
            assert_eq!(limiter.take(here, start), Ok(()));
        }
        let refused = limiter.take(here, start).unwrap_err();
        assert_eq!(refused.retry_after, Duration::from_secs(2));
        assert_eq!(limiter.take(there, start), Ok(()));
        let later = start.after(refused.retry_after);
        assert_eq!(limiter.take(here, later), Ok(()));
        assert_eq!(limiter.take(here, later), Err(refused));
    }

    #[test]
    fn neighbours_in_one_ipv6_network_share_a_bucket() {
        let limiter = Limiter::<Network>::per_minute(1);
        let take = |address: &str| {
            let now = Timestamp::from_millis(0);
            limiter
                .take(address.parse::<IpAddr>().unwrap(), now)
                .is_ok()
        };
        assert!(take("2001:db8::1"));
        assert!(!take("2001:db8::2"));
        assert!(take("2001:db8:0:1::1"));
        assert!(take("::ffff:10.0.0.1"));
        assert!(!take("10.0.0.1"));
    }
}
