//! How often an address may try something: a bucket of tries per address that refills steadily.
//!
//! Kept in memory only; a restart forgives.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::clock::Timestamp;

const MINUTE: Duration = Duration::from_secs(60);
/// From so many addresses on, those whose bucket is full again are forgotten.
const SWEEP_AT: usize = 10_000;

/// Limits tries per address.
#[derive(Debug)]
pub struct Limiter {
    per_minute: u32,
    spent: Mutex<HashMap<IpAddr, Spent>>,
}

/// An address tried too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Too many tries from your network. Wait a minute, then try again.")]
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

impl Limiter {
    /// Lets every address try this often a minute, all at once if it likes.
    #[must_use]
    pub fn per_minute(tries: u32) -> Self {
        Self {
            per_minute: tries.max(1),
            spent: Mutex::default(),
        }
    }

    /// Whether this address may try now. Nothing is counted.
    ///
    /// # Errors
    /// If it tried too often.
    pub fn check(&self, address: IpAddr, now: Timestamp) -> Result<(), TooMany> {
        let all = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        let spent = all.get(&network(address));
        self.room(spent.map_or(0, |spent| spent.left(now)))
    }

    /// Counts a try of this address.
    ///
    /// # Errors
    /// If it tried too often; this try is not counted then.
    pub fn take(&self, address: IpAddr, now: Timestamp) -> Result<(), TooMany> {
        let mut all = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= SWEEP_AT {
            all.retain(|_, spent| spent.left(now) > 0);
        }
        let spent = all.entry(network(address)).or_insert(Spent::nothing(now));
        let left = spent.left(now);
        self.room(left)?;
        *spent = Spent {
            at: now,
            millis: left + self.price(),
        };
        Ok(())
    }

    /// Takes a try out of the count again: it turned out to be none of those that are limited.
    pub fn give_back(&self, address: IpAddr, now: Timestamp) {
        let mut all = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(spent) = all.get_mut(&network(address)) {
            let millis = spent.left(now).saturating_sub(self.price());
            *spent = Spent { at: now, millis };
        }
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

/// Who counts as one: an IPv4 address, or the network of 64 bits that one IPv6 customer gets.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_refills() {
        let limiter = Limiter::per_minute(30);
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
    fn a_try_that_is_given_back_costs_nothing() {
        let limiter = Limiter::per_minute(1);
        let here = IpAddr::from([10, 0, 0, 1]);
        let now = Timestamp::from_millis(0);
        for _ in 0..5 {
            assert_eq!(limiter.take(here, now), Ok(()));
            limiter.give_back(here, now);
        }
        assert_eq!(limiter.take(here, now), Ok(()));
        assert!(limiter.take(here, now).is_err());
    }

    #[test]
    fn neighbours_in_one_ipv6_network_share_a_bucket() {
        let limiter = Limiter::per_minute(1);
        let take = |address: &str| {
            let now = Timestamp::from_millis(0);
            limiter.take(address.parse().unwrap(), now).is_ok()
        };
        assert!(take("2001:db8::1"));
        assert!(!take("2001:db8::2"));
        assert!(take("2001:db8:0:1::1"));
        assert!(take("::ffff:10.0.0.1"));
        assert!(!take("10.0.0.1"));
    }
}
