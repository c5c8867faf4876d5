//! The cold load: a plan with many updates is written, the server is started anew, and the time
//! is taken until the first client has the plan.
//!
//! Several people type letter by letter, and every tenth time they take back the letter before.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use futures_util::future::try_join_all;
use tokio::time::{Instant, timeout};

use crate::connection::{Connection, PATIENCE};
use crate::durations::as_millis;
use crate::person::TEXT;
use crate::server::{Plan, Plans, Server};
use crate::wire::{self, NOTHING, Pen, Said};

/// So many write the plan.
const WRITERS: usize = 10;
/// So many messages of each are under way at the same time.
const WINDOW: u64 = 200;
/// Every so many-th update takes the letter before it back.
const TAKE_BACK_EVERY: usize = 10;
/// What is typed, over and over.
const LETTERS: &str = "the quick brown fox jumps over the lazy dog, ";

/// What the plan weighs and how fast it was there.
#[derive(Debug)]
pub(crate) struct Cold {
    pub(crate) updates: usize,
    /// All updates together, without their frames.
    pub(crate) update_bytes: usize,
    /// What the first client was sent.
    pub(crate) step2_bytes: usize,
    /// How long writing took.
    pub(crate) written_in: Duration,
    /// One per start of the server.
    pub(crate) starts: Vec<Start>,
}

/// One start of the server.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Start {
    /// From starting the process until it listens.
    pub(crate) listening: Duration,
    /// From connecting until the server's first message: the plan is loaded.
    pub(crate) joined: Duration,
    /// From the client's step 1 until its step 2 is there.
    pub(crate) step_2: Duration,
    /// Both for a second client, who finds the plan loaded.
    pub(crate) second_client: Duration,
}

impl Start {
    /// From connecting until the plan is there.
    pub(crate) fn total(&self) -> Duration {
        self.joined + self.step_2
    }
}

impl Cold {
    /// The fastest start.
    pub(crate) fn best(&self) -> Option<&Start> {
        self.starts.iter().min_by_key(|start| start.total())
    }
}

/// Writes the plan, then starts the server so many times.
///
/// # Errors
/// If the server refuses an update, or cannot be started.
pub(crate) async fn measure(plans: &Plans, updates: usize, runs: usize) -> Result<Cold> {
    let data = plans.copy()?;
    let plan = plans.plans.first().context("there is no plan")?;
    let server = plans.serve(data.path()).await?;
    let begin = Instant::now();
    let writers = (0..WRITERS).map(|writer| write(&server, plan, writer, updates / WRITERS));
    let update_bytes: usize = try_join_all(writers).await?.into_iter().sum();
    let written_in = begin.elapsed();
    server.stop().await?;

    let mut starts = Vec::new();
    let mut sizes = BTreeSet::new();
    for _ in 0..runs {
        let begin = Instant::now();
        let server = plans.serve(data.path()).await?;
        let listening = begin.elapsed();
        let first = fetch(&server, plan).await?;
        let second = fetch(&server, plan).await?;
        sizes.extend([first.bytes, second.bytes]);
        starts.push(Start {
            listening,
            joined: first.joined,
            step_2: first.step_2,
            second_client: second.joined + second.step_2,
        });
        eprintln!(
            "  start: listening after {:.0} ms, joined after {:.0} ms, step 2 after {:.0} ms more",
            as_millis(listening),
            as_millis(first.joined),
            as_millis(first.step_2)
        );
        server.stop().await?;
    }
    ensure!(
        sizes.len() == 1,
        "the plan differs from client to client: {sizes:?} bytes"
    );
    Ok(Cold {
        updates: updates / WRITERS * WRITERS,
        update_bytes,
        step2_bytes: sizes.first().copied().unwrap_or_default(),
        written_in,
        starts,
    })
}

/// Writes so many updates and waits until all are on disk. Returns how many bytes they had.
async fn write(server: &Server, plan: &Plan, writer: usize, updates: usize) -> Result<usize> {
    let mut connection = Connection::open(&server.url(&plan.path("&ext=1"))).await?;
    // From the server's step 1 on it acknowledges what it gets; the answer to it is the first.
    while wire::read(&connection.receive().await?) != Said::Step1 {}
    connection.send(wire::step_2(NOTHING)).await?;
    let (mut sent, mut acked, mut bytes) = (1, 0, 0);
    let mut pen = Pen::new(TEXT, 1 + writer as u64);
    let mut letters = (0..LETTERS.len()).map(|at| &LETTERS[at..=at]).cycle();
    for number in 1..=updates {
        let update = if number % TAKE_BACK_EVERY == 0 {
            pen.take_back()
        } else {
            pen.write(letters.next().expect("a cycle never ends"))
        };
        bytes += update.len();
        connection.send(wire::update(&update)).await?;
        sent += 1;
        while sent - acked >= WINDOW {
            acked = more_acknowledged(&mut connection).await?;
        }
    }
    while acked < sent {
        acked = more_acknowledged(&mut connection).await?;
    }
    Ok(bytes)
}

/// Waits until more is on disk. Returns how many messages of this connection are.
async fn more_acknowledged(connection: &mut Connection) -> Result<u64> {
    loop {
        let message = timeout(PATIENCE, connection.receive())
            .await
            .context("the server acknowledges nothing")??;
        match wire::read(&message) {
            Said::Ack(count) => return Ok(count),
            Said::Rejected => bail!("the server rejected an update"),
            _ => {}
        }
    }
}

/// How one client got the plan.
struct Fetched {
    joined: Duration,
    step_2: Duration,
    bytes: usize,
}

async fn fetch(server: &Server, plan: &Plan) -> Result<Fetched> {
    let begin = Instant::now();
    let mut connection = Connection::open(&server.url(&plan.path(""))).await?;
    // The room speaks first, as soon as it is loaded.
    while wire::read(&connection.receive().await?) != Said::Step1 {}
    let joined = begin.elapsed();
    let asked = Instant::now();
    let first = wire::step_1_of_an_empty_replica();
    connection.send(first).await?;
    let bytes = timeout(PATIENCE, step_2_bytes(&mut connection))
        .await
        .context("the server sends no step 2")??;
    let step_2 = asked.elapsed();
    Ok(Fetched {
        joined,
        step_2,
        bytes,
    })
}

/// Waits for the step 2. Returns how much was in it.
async fn step_2_bytes(connection: &mut Connection) -> Result<usize> {
    loop {
        if let Said::Step2(content) = wire::read(&connection.receive().await?) {
            return Ok(content.len());
        }
    }
}
