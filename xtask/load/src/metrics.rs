//! What the server says about itself at `/metrics`: histograms in the text format of Prometheus.
//!
//! A server without that page, or without a histogram, is measured all the same: what cannot be
//! found is `None`.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(5);

/// The page, if the server has one.
pub(crate) async fn scrape(server: SocketAddr) -> Option<String> {
    let answer = timeout(PATIENCE, get(server)).await.ok()?.ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    head.split(' ').nth(1)?.eq("200").then(|| body.to_owned())
}

async fn get(server: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(server).await?;
    // Version 1.0: the answer comes in one piece and ends with the connection.
    let request = format!("GET /metrics HTTP/1.0\r\nHost: {server}\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}

/// How values were distributed.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Histogram {
    /// Upper bounds that rise, each with how many values are not above it.
    buckets: Vec<(f64, f64)>,
    sum: f64,
    pub(crate) count: f64,
}

impl Histogram {
    /// The histogram of this name on a page; without labels of its own.
    pub(crate) fn find(page: &str, name: &str) -> Option<Self> {
        let mut found = Self::default();
        let mut is_there = false;
        for line in page.lines() {
            let Some(rest) = line.trim_start().strip_prefix(name) else {
                continue;
            };
            // A sample is `name_part{labels} value`, perhaps with a time behind it.
            let value = |rest: &str| rest.split_whitespace().next()?.parse::<f64>().ok();
            if let Some(rest) = rest.strip_prefix("_bucket{le=\"") {
                let (bound, rest) = rest.split_once("\"}")?;
                found.buckets.push((bound.parse().ok()?, value(rest)?));
            } else if let Some(rest) = rest.strip_prefix("_sum ") {
                found.sum = value(rest)?;
            } else if let Some(rest) = rest.strip_prefix("_count ") {
                found.count = value(rest)?;
                is_there = true;
            }
        }
        is_there.then_some(found)
    }

    /// What came since the page was asked before. A histogram that was empty then may not have
    /// been on it.
    pub(crate) fn since(mut self, before: Option<&Self>) -> Self {
        let Some(before) = before else {
            return self;
        };
        for ((_, count), (_, earlier)) in self.buckets.iter_mut().zip(&before.buckets) {
            *count -= earlier;
        }
        self.sum -= before.sum;
        self.count -= before.count;
        self
    }

    pub(crate) fn mean(&self) -> Option<f64> {
        (self.count > 0.0).then(|| self.sum / self.count)
    }

    /// The smallest bound that this share of the values is not above; infinite if they are above
    /// the last bound.
    pub(crate) fn bound(&self, share: f64) -> Option<f64> {
        let enough = self.count * share;
        let bucket = self.buckets.iter().find(|(_, count)| *count >= enough);
        (self.count > 0.0).then(|| bucket.map_or(f64::INFINITY, |(bound, _)| *bound))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"
# HELP tandem_commit_updates Updates of one transaction.
# TYPE tandem_commit_updates histogram
tandem_commit_updates_bucket{le="1"} 10
tandem_commit_updates_bucket{le="8"} 90
tandem_commit_updates_bucket{le="+Inf"} 100
tandem_commit_updates_sum 400
tandem_commit_updates_count 100
tandem_commit_updates_waiting 7
tandem_connections{room="a"} 4
"#;

    #[test]
    fn a_histogram_is_found_among_other_lines() {
        let found = Histogram::find(PAGE, "tandem_commit_updates").unwrap();
        assert_eq!(found.count, 100.0);
        assert_eq!(found.mean(), Some(4.0));
        assert_eq!(found.bound(0.1), Some(1.0));
        assert_eq!(found.bound(0.5), Some(8.0));
        assert_eq!(found.bound(0.95), Some(f64::INFINITY));
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        for name in [
            "tandem_commit_seconds",
            "tandem_commit",
            "tandem_connections",
        ] {
            assert_eq!(Histogram::find(PAGE, name), None, "{name}");
        }
        assert_eq!(Histogram::find("", "tandem_commit_updates"), None);
    }

    #[test]
    fn only_what_came_in_between_counts() {
        let before = Histogram::find(PAGE, "tandem_commit_updates").unwrap();
        let page = PAGE
            .replace("} 90", "} 120")
            .replace("} 100", "} 140")
            .replace("count 100", "count 140")
            .replace("sum 400", "sum 600");
        let after = Histogram::find(&page, "tandem_commit_updates").unwrap();
        let between = after.clone().since(Some(&before));
        assert_eq!(between.mean(), Some(5.0));
        assert_eq!(between.bound(0.75), Some(8.0));
        assert_eq!(between.bound(0.76), Some(f64::INFINITY));
        assert_eq!(after.clone().since(None), after);
        assert_eq!(before.clone().since(Some(&before)).mean(), None);
        assert_eq!(before.clone().since(Some(&before)).bound(0.5), None);
    }
}
