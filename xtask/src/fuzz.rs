//! `cargo xtask fuzz`: runs a fuzz target of `fuzz/` for a while.
//!
//! cargo-fuzz does the work; it and the compiler that it needs are not installed here, only asked
//! for by name. What a target finds stays in `fuzz/artifacts`, what it learns in `fuzz/corpus`.

use std::env;
use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

use crate::help::Misused;
use crate::process;
use crate::workspace::Workspace;

/// The first is run when none is named.
const TARGETS: [&str; 2] = ["guard_then_yrs", "guard"];
/// How long a target runs when nobody says how long.
const SECONDS: u32 = 60;
/// The longest input that is tried, in bytes. What the guard refuses does not get more interesting
/// by being longer.
const MAX_INPUT: u32 = 4_096;
/// After how many seconds one input counts as one that never ends.
const MAX_SECONDS_AN_INPUT: u32 = 10;

pub(crate) fn start(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    let wish = Wish::parse(arguments)?;
    if !process::succeeds(Command::new("cargo-fuzz").arg("--version")) {
        bail!("cargo-fuzz is missing: `cargo install cargo-fuzz` adds it");
    }
    let mut fuzz = compiler()?.command();
    fuzz.current_dir(workspace.root()).args([
        "fuzz",
        "run",
        wish.target,
        "--",
        &format!("-max_total_time={}", wish.seconds),
        &format!("-max_len={MAX_INPUT}"),
        &format!("-timeout={MAX_SECONDS_AN_INPUT}"),
    ]);
    process::become_program(&mut fuzz)
}

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Wish {
    target: &'static str,
    seconds: u32,
}

impl Wish {
    fn parse(arguments: &[String]) -> Result<Self, Misused> {
        let mut wish = Self {
            target: TARGETS[0],
            seconds: SECONDS,
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let target = TARGETS.iter().find(|target| *target == argument);
            let seconds = (argument == "--seconds").then(|| arguments.next()?.parse().ok());
            match (target, seconds.flatten()) {
                (Some(target), _) => wish.target = target,
                (None, Some(seconds)) => wish.seconds = seconds,
                (None, None) => return Err(Misused::with(argument)),
            }
        }
        Ok(wish)
    }
}

/// Which compiler takes the flags that only unfinished features have.
#[derive(Debug)]
enum Compiler {
    /// The one in use.
    InUse,
    /// The nightly one of rustup.
    Nightly,
}

impl Compiler {
    fn command(&self) -> Command {
        match self {
            Self::InUse => Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into())),
            Self::Nightly => {
                let mut command = Command::new("rustup");
                command.args(["run", "nightly", "cargo"]);
                command
            }
        }
    }
}

fn compiler() -> Result<Compiler> {
    let in_use = process::read(Command::new("rustc").arg("--version"))?;
    if env::var_os("RUSTC_BOOTSTRAP").is_some() || in_use.contains("nightly") {
        return Ok(Compiler::InUse);
    }
    let nightly = ["run", "nightly", "rustc", "--version"];
    if process::succeeds(Command::new("rustup").args(nightly)) {
        return Ok(Compiler::Nightly);
    }
    bail!(
        "a fuzz target needs a nightly compiler: `rustup toolchain install nightly` adds it, \
         and RUSTC_BOOTSTRAP=1 lets the one in use do as if"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Wish, String> {
        let arguments: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Wish::parse(&arguments).map_err(|misused| misused.to_string())
    }

    #[test]
    fn a_target_and_a_time_are_understood_in_any_order() {
        let wish = |target, seconds| Ok(Wish { target, seconds });
        assert_eq!(parse(""), wish("guard_then_yrs", 60));
        assert_eq!(parse("guard"), wish("guard", 60));
        assert_eq!(parse("--seconds 5 guard"), wish("guard", 5));
    }

    #[test]
    fn anything_else_is_named() {
        for (line, named) in [("attic", "`attic`"), ("--seconds", "`--seconds`")] {
            assert!(parse(line).unwrap_err().contains(named), "{line}");
        }
        assert!(parse("--seconds soon").is_err());
    }
}
