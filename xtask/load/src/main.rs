//! Drives a server with many people at once and measures it: `cargo xtask bench`.
//!
//! The people are websocket clients that speak y-protocols and write Yjs updates by themselves.
//! This program uses nothing of the server and nothing of the CRDT, so that it cannot share their
//! mistakes. It exits with 1 if an edit did not reach everybody it had to reach.
#![expect(
    clippy::print_stdout,
    reason = "a command line tool speaks on its output"
)]

mod cold;
mod connection;
mod durations;
mod load;
mod machine;
mod marker;
mod metrics;
mod observed;
mod person;
mod receipts;
mod report;
mod server;
mod wire;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use clap::Parser;

use crate::load::{LOADS, Load, Measured, Pace, Target};
use crate::report::Runs;
use crate::server::Plans;

/// Measure the server: four loads with up to 4,000 people, then the cold load of a large plan.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask bench", args_override_self = true)]
struct Arguments {
    /// One short run of everything: to see that it works, not to compare.
    #[arg(long)]
    quick: bool,
    /// How often each load is run; the run that cost the server least is shown [default: 3].
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    runs: Option<u16>,
    /// Only these loads, counted from 1; 5 is the cold load.
    #[arg(long, value_name = "NUMBER", value_delimiter = ',')]
    only: Vec<usize>,
    /// Ask for acknowledgements as the web client does, and measure when edits are saved.
    #[arg(long)]
    acks: bool,
    /// Spread the edits of every room evenly, so that there is as little to gather as can be;
    /// without it the people of a room write shortly after each other.
    #[arg(long)]
    spread: bool,
    /// Drive another server that speaks y-protocols, such as ws://127.0.0.1:1234/{room}.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// The process of that server, to measure its time and memory.
    #[arg(long, value_name = "PROCESS", requires = "url")]
    pid: Option<u32>,
    /// The program to measure.
    #[arg(long, value_name = "FILE", default_value = "target/dist/tandem")]
    server: PathBuf,
    /// Where data folders are made. It should lie on a disk, not in memory.
    #[arg(long, value_name = "FOLDER", default_value = "target/bench")]
    place: PathBuf,
}

/// The number of the cold load behind the others.
const COLD: usize = LOADS.len() + 1;

impl Arguments {
    fn runs(&self) -> usize {
        let default = if self.quick { 1 } else { 3 };
        self.runs.map_or(default, usize::from)
    }

    fn length(&self) -> Duration {
        Duration::from_secs(if self.quick { 2 } else { 10 })
    }

    fn pace(&self) -> Pace {
        if self.spread {
            Pace::Spread
        } else {
            Pace::InTurn
        }
    }

    fn cold_updates(&self) -> usize {
        if self.quick { 10_000 } else { 100_000 }
    }

    fn wants(&self, number: usize) -> bool {
        self.only.is_empty() || self.only.contains(&number)
    }

    fn loads(&self) -> impl Iterator<Item = &'static Load> {
        let numbered = LOADS.iter().zip(1..);
        numbered.filter_map(|(load, number)| self.wants(number).then_some(load))
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match start(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("bench: not every edit reached everybody");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether everything was delivered.
fn start(arguments: &Arguments) -> Result<bool> {
    machine::raise_open_files();
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        tokio::select! {
            done = bench(arguments) => done,
            // What was begun is dropped: servers are killed and their folders removed.
            _ = tokio::signal::ctrl_c() => bail!("interrupted"),
        }
    })
}

async fn bench(arguments: &Arguments) -> Result<bool> {
    let place = &arguments.place;
    fs::create_dir_all(place).with_context(|| format!("cannot make {}", place.display()))?;
    println!("{}\n", machine::describe(place)?);
    match &arguments.url {
        Some(url) => foreign(arguments, url).await,
        None => own(arguments).await,
    }
}

/// Measures our own server, on a fresh data folder for every run.
async fn own(arguments: &Arguments) -> Result<bool> {
    let rooms = arguments.loads().map(|load| load.rooms).max();
    let count = rooms.unwrap_or(1);
    eprintln!("making {count} plans …");
    let plans = Plans::prepare(&arguments.server, &arguments.place, count).await?;
    let mut all = Vec::new();
    for load in arguments.loads() {
        let mut runs = Vec::new();
        for number in 1..=arguments.runs() {
            let measured = run(&plans, load, arguments).await?;
            progress(load, number, &measured);
            runs.push(measured);
        }
        let runs = Runs { load, runs };
        println!("{}", runs.text());
        all.push(runs);
    }
    if arguments.wants(COLD) {
        let updates = arguments.cold_updates();
        eprintln!("writing a plan with {updates} updates …");
        let measured = cold::measure(&plans, updates, arguments.runs()).await?;
        println!("{}", report::cold(&measured));
    }
    Ok(finish(&all))
}

/// One run on a copy of the plans that goes with it.
async fn run(plans: &Plans, load: &Load, arguments: &Arguments) -> Result<Measured> {
    let data = plans.copy()?;
    let server = plans.serve(data.path()).await?;
    let query = if arguments.acks { "&ext=1" } else { "" };
    let paths = plans.plans.iter().map(|plan| plan.path(query));
    let target = Target {
        urls: paths.map(|path| server.url(&path)).collect(),
        process: Some(server.process()?),
        metrics: Some(server.address),
        acknowledges: arguments.acks,
    };
    let measured = load
        .run(&target, arguments.length(), arguments.pace())
        .await?;
    server.stop().await?;
    Ok(measured)
}

/// Measures a server that somebody else started. Every run has rooms of its own.
async fn foreign(arguments: &Arguments, url: &str) -> Result<bool> {
    let mut all = Vec::new();
    for (load, load_number) in arguments.loads().zip(1..) {
        let mut runs = Vec::new();
        for number in 1..=arguments.runs() {
            let name = format!("load-{}-{load_number}-{number}", std::process::id());
            let room = |room| url.replace("{room}", &format!("{name}-{room}"));
            let target = Target {
                urls: (0..load.rooms).map(room).collect(),
                process: arguments.pid,
                metrics: None,
                acknowledges: false,
            };
            let measured = load
                .run(&target, arguments.length(), arguments.pace())
                .await?;
            progress(load, number, &measured);
            runs.push(measured);
        }
        let runs = Runs { load, runs };
        println!("{}", runs.text());
        all.push(runs);
    }
    Ok(finish(&all))
}

fn progress(load: &Load, number: usize, measured: &Measured) {
    let micros = measured.micros_per_delivery.unwrap_or_default();
    let Measured {
        delivered,
        expected,
        ..
    } = measured;
    eprintln!("  {load}, run {number}: {delivered} of {expected} delivered, {micros:.2} µs each");
}

/// Prints the table of all loads. Returns whether everything was delivered.
fn finish(all: &[Runs<'_>]) -> bool {
    if !all.is_empty() {
        println!("{}", report::HEADING);
    }
    for runs in all {
        println!("{}", runs.row());
    }
    all.iter().all(Runs::is_complete)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }
}
