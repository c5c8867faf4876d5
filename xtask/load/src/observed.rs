//! The server from outside while a load runs: how much it works, and what it counts of itself.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Result;
use tokio::time::Instant;

use crate::machine;
use crate::metrics::{self, Histogram};

/// Begins to watch who works.
#[derive(Debug)]
pub(crate) struct Watch {
    begin: Instant,
    process: u32,
    before: Times,
}

/// Processor times.
#[derive(Debug, Clone, Copy)]
struct Times {
    server: Duration,
    people: Duration,
    all: Duration,
}

/// Who has worked how much for a while.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Work {
    /// The processor time of the server.
    pub(crate) server: Duration,
    /// How many processors it has kept busy, and how many the people, and everything else.
    pub(crate) processors: [f64; 3],
}

impl Watch {
    /// Over the server with this process.
    ///
    /// # Errors
    /// If the system does not tell.
    pub(crate) fn begin(process: u32) -> Result<Self> {
        Ok(Self {
            before: Times::read(process)?,
            begin: Instant::now(),
            process,
        })
    }

    /// What was done since.
    ///
    /// # Errors
    /// If the system does not tell.
    pub(crate) fn end(self) -> Result<Work> {
        let length = self.begin.elapsed().as_secs_f64();
        let after = Times::read(self.process)?;
        let server = after.server.saturating_sub(self.before.server);
        let people = after.people.saturating_sub(self.before.people);
        let all = after.all.saturating_sub(self.before.all);
        let others = all.saturating_sub(server + people);
        Ok(Work {
            server,
            processors: [server, people, others].map(|time| time.as_secs_f64() / length),
        })
    }
}

impl Times {
    fn read(process: u32) -> Result<Self> {
        Ok(Self {
            server: machine::processor_time(process)?,
            people: machine::processor_time(std::process::id())?,
            all: machine::processor_time_of_all()?,
        })
    }
}

/// The server's histograms as they were before the load.
#[derive(Debug)]
pub(crate) struct Pages([Option<Histogram>; 2]);

const HISTOGRAMS: [&str; 2] = ["tandem_commit_updates", "tandem_commit_seconds"];

impl Pages {
    pub(crate) async fn before(server: Option<SocketAddr>) -> Self {
        Self(read(server).await)
    }

    /// What came since.
    pub(crate) async fn after(self, server: Option<SocketAddr>) -> [Option<Histogram>; 2] {
        let [updates, seconds] = read(server).await;
        let [updates_before, seconds_before] = self.0;
        let since = |after: Option<Histogram>, before: Option<Histogram>| {
            Some(after?.since(before.as_ref()))
        };
        [
            since(updates, updates_before),
            since(seconds, seconds_before),
        ]
    }
}

async fn read(server: Option<SocketAddr>) -> [Option<Histogram>; 2] {
    let page = match server {
        Some(server) => metrics::scrape(server).await.unwrap_or_default(),
        None => String::new(),
    };
    HISTOGRAMS.map(|name| Histogram::find(&page, name))
}
