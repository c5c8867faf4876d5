//! How many tests passed, failed and were skipped, read from what the test runners write.
//!
//! A runner whose output cannot be read is an error, never a silent zero.

use std::iter::Sum;
use std::ops::Add;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

/// Tests by outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) passed: u64,
    pub(super) failed: u64,
    pub(super) skipped: u64,
}

impl Add for Count {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}

impl Sum for Count {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), Add::add)
    }
}

/// Reads the line `Summary [ 1.2s] 12 tests run: 10 passed (1 slow), 2 failed, 3 skipped`.
pub(super) fn of_nextest(output: &str) -> Result<Count> {
    let output = without_colours(output);
    let line = output
        .lines()
        .rev()
        .find(|line| line.trim_start().starts_with("Summary ["))
        .context("cargo nextest wrote no summary")?;
    let (_, outcomes) = line
        .split_once("run:")
        .context("the summary of nextest has no counts")?;
    let mut count = Count::default();
    for (number, outcome) in numbers(outcomes) {
        match outcome.as_str() {
            "passed" => count.passed += number,
            "skipped" => count.skipped += number,
            // "failed", "timed out", "exec failed", and whatever else is not a success.
            _ => count.failed += number,
        }
    }
    Ok(count)
}

/// Reads every line `test result: ok. 3 passed; 0 failed; 1 ignored; …` of `cargo test`.
pub(super) fn of_cargo_test(output: &str) -> Result<Count> {
    let output = without_colours(output);
    let mut results = output
        .lines()
        .filter_map(|line| line.strip_prefix("test result: "));
    let Some(first) = results.next() else {
        bail!("cargo test wrote no result")
    };
    let one = |line: &str| {
        let mut count = Count::default();
        for (number, outcome) in numbers(line) {
            match outcome.as_str() {
                "passed" => count.passed += number,
                "failed" => count.failed += number,
                "ignored" => count.skipped += number,
                // "measured" are benchmarks, "filtered out" was not asked for.
                _ => {}
            }
        }
        count
    };
    Ok(one(first) + results.map(one).sum())
}

/// Reads the `stats` of Playwright's JSON report.
pub(super) fn of_playwright(report: &str) -> Result<Count> {
    #[derive(Deserialize)]
    struct Report {
        stats: Stats,
    }
    #[derive(Deserialize)]
    struct Stats {
        expected: u64,
        unexpected: u64,
        flaky: u64,
        skipped: u64,
    }
    let report: Report =
        serde_json::from_str(report).context("cannot read Playwright's JSON report")?;
    let Stats {
        expected,
        unexpected,
        flaky,
        skipped,
    } = report.stats;
    // Flaky journeys passed in the end; Playwright lists them by name.
    Ok(Count {
        passed: expected + flaky,
        failed: unexpected,
        skipped,
    })
}

/// The pairs of a number and the words after it: `2 failed, 3 timed out`. What stands in brackets
/// says more about the number before it and is no outcome of its own.
fn numbers(text: &str) -> Vec<(u64, String)> {
    let mut depth = 0_u32;
    let outside = |character: &char| {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && *character != ')'
    };
    let text: String = text.chars().filter(outside).collect();
    text.split([',', ';', '.'])
        .filter_map(|piece| {
            let (number, outcome) = piece.trim().split_once(' ')?;
            Some((number.parse().ok()?, outcome.trim().to_owned()))
        })
        .collect()
}

/// Leaves out terminal escapes of the form `ESC [ numbers letter`.
fn without_colours(text: &str) -> String {
    let mut pieces = text.split("\u{1b}[");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece.find(|c: char| !c.is_ascii_digit() && c != ';');
        plain.push_str(end.and_then(|end| piece.get(end + 1..)).unwrap_or_default());
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(passed: u64, failed: u64, skipped: u64) -> Count {
        Count {
            passed,
            failed,
            skipped,
        }
    }

    #[test]
    fn the_summary_of_nextest() {
        let summary = |line: &str| of_nextest(&format!("    Starting\n{line}\n  FAIL x\n"));
        assert_eq!(
            summary("     Summary [   0.025s] 7 tests run: 7 passed, 0 skipped").unwrap(),
            count(7, 0, 0)
        );
        assert_eq!(
            summary(
                "     Summary [  12.4s] 9/20 tests run: 4 passed (1 slow, 1 flaky), \
                 2 failed (1 due to being leaky), 1 timed out, 2 exec failed, 3 skipped"
            )
            .unwrap(),
            count(4, 5, 3)
        );
    }

    #[test]
    fn colours_are_not_read() {
        let line = "\u{1b}[32;1m     Summary\u{1b}[0m [   0.0s] \u{1b}[1m2\u{1b}[0m tests run: \
                    \u{1b}[1m2\u{1b}[0m \u{1b}[32;1mpassed\u{1b}[0m, \u{1b}[1m1\u{1b}[0m skipped";
        assert_eq!(of_nextest(line).unwrap(), count(2, 0, 1));
    }

    #[test]
    fn every_result_of_cargo_test_counts() {
        let output = "running 3 tests\n\
            test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 4 filtered out; \
            finished in 0.00s\n\
            test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; \
            finished in 1.25s\n";
        assert_eq!(of_cargo_test(output).unwrap(), count(3, 2, 1));
    }

    #[test]
    fn the_report_of_playwright() {
        let report = r#"{"suites": [], "errors": [], "stats": {"startTime": "", "duration": 2.5,
            "expected": 5, "skipped": 1, "unexpected": 2, "flaky": 1}}"#;
        assert_eq!(of_playwright(report).unwrap(), count(6, 2, 1));
    }

    #[test]
    fn no_result_is_an_error() {
        assert!(of_nextest("error: could not compile").is_err());
        assert!(of_cargo_test("error: could not compile").is_err());
        assert!(of_playwright("").is_err());
    }
}
