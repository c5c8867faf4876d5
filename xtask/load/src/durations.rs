//! How long many things took: exact quantiles, no buckets.

use std::time::Duration;

/// Durations in microseconds. A load has some hundred thousand of them, so that all are kept.
#[derive(Debug, Default, Clone)]
pub(crate) struct Durations {
    micros: Vec<u32>,
}

impl Durations {
    /// What is longer than 71 minutes counts as 71 minutes.
    pub(crate) fn push(&mut self, micros: u64) {
        self.micros.push(u32::try_from(micros).unwrap_or(u32::MAX));
    }

    pub(crate) fn append(&mut self, mut other: Self) {
        self.micros.append(&mut other.micros);
    }

    /// The quantiles that are reported. `None` if nothing was measured.
    pub(crate) fn quantiles(mut self) -> Option<Quantiles> {
        self.micros.sort_unstable();
        let max = *self.micros.last()?;
        let at = |percent| millis(self.micros[rank(self.micros.len(), percent)]);
        Some(Quantiles {
            p50: at(50),
            p95: at(95),
            p99: at(99),
            max: millis(max),
        })
    }
}

/// In milliseconds: of 100 values, so many are not longer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Quantiles {
    pub(crate) p50: f64,
    pub(crate) p95: f64,
    pub(crate) p99: f64,
    pub(crate) max: f64,
}

/// The index of the smallest of `count` sorted values, at least one, that `percent` of them do
/// not exceed.
fn rank(count: usize, percent: usize) -> usize {
    (count * percent).div_ceil(100).saturating_sub(1)
}

fn millis(micros: u32) -> f64 {
    f64::from(micros) / 1_000.0
}

/// Milliseconds, for people.
pub(crate) fn as_millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(micros: impl IntoIterator<Item = u64>) -> Option<Quantiles> {
        let mut durations = Durations::default();
        for micros in micros {
            durations.push(micros);
        }
        durations.quantiles()
    }

    #[test]
    fn quantiles_are_values_that_were_measured() {
        // 1 to 100 ms, the longest first.
        let quantiles = of((1..=100).rev().map(|n| n * 1_000)).unwrap();
        let expected = Quantiles {
            p50: 50.0,
            p95: 95.0,
            p99: 99.0,
            max: 100.0,
        };
        assert_eq!(quantiles, expected);
    }

    #[test]
    fn few_values_have_quantiles_too() {
        assert_eq!(of([]), None);
        let one = of([1_500]).unwrap();
        assert_eq!((one.p50, one.p99, one.max), (1.5, 1.5, 1.5));
        let two = of([1_000, 3_000]).unwrap();
        assert_eq!((two.p50, two.p95, two.max), (1.0, 3.0, 3.0));
    }

    #[test]
    fn several_people_are_measured_together() {
        let mut all = Durations::default();
        for micros in [2_000, 1_000] {
            let mut one = Durations::default();
            one.push(micros);
            all.append(one);
        }
        assert_eq!(all.quantiles().unwrap().p50, 1.0);
    }
}
