//! What the steps came to: a heading for each while it runs, a table and the sum at the end.

use std::fmt;
use std::time::Duration;

use anyhow::Result;

use super::count::Count;

/// The steps in the order in which they ran.
#[derive(Debug, Default)]
pub(super) struct Report {
    steps: Vec<Step>,
}

#[derive(Debug)]
struct Step {
    name: &'static str,
    end: End,
}

#[derive(Debug)]
enum End {
    Ran {
        good: bool,
        count: Count,
        took: Duration,
    },
    /// What it needs had failed before.
    LeftOut,
}

impl Report {
    /// Runs a step that checks something and counts nothing. Returns whether it was good.
    pub(super) fn check(&mut self, name: &'static str, step: impl FnOnce() -> Result<()>) -> bool {
        self.tests(name, || step().map(|()| (true, Count::default())))
    }

    /// Runs a step that counts tests; it also tells whether its runner was content. A step that
    /// fails without a failed test counts as one. Returns whether it was good.
    pub(super) fn tests(
        &mut self,
        name: &'static str,
        step: impl FnOnce() -> Result<(bool, Count)>,
    ) -> bool {
        println!("\n── {name} ──");
        let (result, took) = timed(step);
        let (good, mut count) = result.unwrap_or_else(|error| {
            eprintln!("{name}: {error:#}");
            (false, Count::default())
        });
        let good = good && count.failed == 0;
        if !good {
            count.failed = count.failed.max(1);
        }
        self.steps.push(Step {
            name,
            end: End::Ran { good, count, took },
        });
        good
    }

    /// Notes a step that could not run because of one before it.
    pub(super) fn left_out(&mut self, name: &'static str) {
        self.steps.push(Step {
            name,
            end: End::LeftOut,
        });
    }

    pub(super) fn is_good(&self) -> bool {
        self.sum().failed == 0
    }

    fn sum(&self) -> Count {
        let counts = self.steps.iter().map(|step| match &step.end {
            End::Ran { count, .. } => *count,
            End::LeftOut => Count::default(),
        });
        counts.sum()
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long a step really took is the question"
)]
fn timed<T>(step: impl FnOnce() -> T) -> (T, Duration) {
    let start = std::time::Instant::now();
    let result = step();
    (result, start.elapsed())
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self
            .steps
            .iter()
            .map(|step| step.name.chars().count())
            .max()
            .unwrap_or(0);
        for Step { name, end } in &self.steps {
            match end {
                End::Ran { good, count, took } => {
                    let verdict = if *good { "ok" } else { "FAILED" };
                    write!(
                        f,
                        "{name:width$}  {verdict:<8} {:>7.1} s",
                        took.as_secs_f64()
                    )?;
                    if *count != Count::default() {
                        write!(f, "  {count}")?;
                    }
                    writeln!(f)?;
                }
                End::LeftOut => writeln!(f, "{name:width$}  left out, a step before it failed")?,
            }
        }
        // A line of its own in exactly this form: other programs read it.
        write!(f, "\n{}", self.sum())
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} passed, {} failed, {} skipped",
            self.passed, self.failed, self.skipped
        )
    }
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    const PASSED: Count = Count {
        passed: 3,
        failed: 0,
        skipped: 1,
    };

    fn last_line(report: &Report) -> String {
        report.to_string().lines().last().unwrap().to_owned()
    }

    #[test]
    fn the_last_line_is_the_sum() {
        let mut report = Report::default();
        assert!(report.check("format", || Ok(())));
        assert!(report.tests("rust", || Ok((true, PASSED))));
        assert!(report.tests("journeys", || Ok((true, PASSED))));
        assert_eq!(last_line(&report), "6 passed, 0 failed, 2 skipped");
        assert!(report.is_good());
    }

    #[test]
    fn a_check_that_fails_counts_as_one_failure() {
        let mut report = Report::default();
        assert!(!report.check("format", || bail!("not formatted")));
        report.left_out("journeys");
        assert_eq!(last_line(&report), "0 passed, 1 failed, 0 skipped");
        assert!(!report.is_good());
        assert!(
            report.to_string().contains("journeys  left out"),
            "{report}"
        );
    }

    #[test]
    fn a_runner_that_fails_without_a_failed_test_counts_as_one_failure() {
        let mut report = Report::default();
        assert!(!report.tests("journeys", || Ok((false, PASSED))));
        assert_eq!(last_line(&report), "3 passed, 1 failed, 1 skipped");
    }

    #[test]
    fn failed_tests_are_counted_as_they_are() {
        let mut report = Report::default();
        let count = Count {
            failed: 2,
            ..PASSED
        };
        assert!(!report.tests("rust", || Ok((false, count))));
        assert_eq!(last_line(&report), "3 passed, 2 failed, 1 skipped");
    }
}
