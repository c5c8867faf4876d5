//! `cargo xtask`: everything one does with this repository, from set-up to the complete test run.
//!
//! This file lists the commands and starts the one that was asked for. What a command does is in
//! the module of its name; no other module knows the command line.
#![expect(
    clippy::print_stdout,
    reason = "a command line tool speaks on its output"
)]

mod bench;
mod build;
mod dev;
mod fuzz;
mod help;
mod process;
mod run;
mod setup;
mod test;
mod web;
mod workspace;

use std::env;
use std::process::ExitCode;

use crate::workspace::Workspace;

/// One command of `cargo xtask`.
struct Task {
    name: &'static str,
    /// What may follow the name, as the help shows it.
    arguments: &'static str,
    summary: &'static str,
    start: fn(&Workspace, &[String]) -> anyhow::Result<ExitCode>,
}

const TASKS: &[Task] = &[
    Task {
        name: "run",
        arguments: "[-- OPTION…]",
        summary: "set up what is missing, build, serve a demo plan and print its links; \
                  options go to `tandem serve`, e.g. --listen, --data",
        start: run::start,
    },
    Task {
        name: "test",
        arguments: "[--fast]",
        summary: "run everything there is to check; --fast leaves the browser out",
        start: test::start,
    },
    Task {
        name: "build",
        arguments: "",
        summary: "build client and server into one self-contained file, target/dist/tandem",
        start: build::start,
    },
    Task {
        name: "dev",
        arguments: "[-- OPTION…]",
        summary: "serve a debug build; rebuild, restart and reload on every change",
        start: dev::start,
    },
    Task {
        name: "bench",
        arguments: "[--quick] [OPTION…]",
        summary: "measure the server under four loads with up to 4,000 people, and how fast a \
                  large plan opens; --browser: what the client costs in Chromium; --help shows \
                  the options",
        start: bench::start,
    },
    Task {
        name: "fuzz",
        arguments: "[TARGET] [--seconds N]",
        summary: "try bytes that nobody would send on the guard, or on the guard and the CRDT \
                  behind it; needs cargo-fuzz and a nightly compiler",
        start: fuzz::start,
    },
    Task {
        name: "help",
        arguments: "",
        summary: "show this table",
        start: help::start,
    },
];

/// The exit code for a command line that cannot be understood.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (name, rest) = match arguments.split_first() {
        None => ("help", &arguments[..]),
        Some((flag, rest)) if matches!(flag.as_str(), "--help" | "-h") => ("help", rest),
        Some((name, rest)) => (name.as_str(), rest),
    };
    let Some(task) = TASKS.iter().find(|task| task.name == name) else {
        eprintln!("There is no command `{name}`.\n\n{}", help::table(TASKS));
        return ExitCode::from(USAGE);
    };
    match (task.start)(&Workspace::of_this_repository(), rest) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nxtask {name}: {error:#}");
            ExitCode::from(if error.is::<help::Misused>() {
                USAGE
            } else {
                1
            })
        }
    }
}
