//! The steps of a test run, in their order.
//!
//! Clippy and the Rust tests share one profile and the same features, so that nothing is compiled
//! twice; optimised builds are only made of what is handed out.

use std::fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, io};

use anyhow::{Context, Result};

use super::count::{self, Count};
use super::report::Report;
use crate::setup::{self, WASM_TARGET};
use crate::workspace::Workspace;
use crate::{build, process};

/// Everything that needs no browser.
pub(super) fn code(workspace: &Workspace, report: &mut Report) {
    report.check("set-up", || {
        setup::wasm_target().and_then(|()| setup::components())
    });
    report.check("format", || {
        process::run(process::cargo(workspace).args(["fmt", "--all", "--check"]))
    });
    report.check("clippy", || {
        clippy(workspace, &["--workspace", "--all-targets"])
    });
    report.check("clippy of the client for wasm", || {
        let target = format!("--target={WASM_TARGET}");
        clippy(workspace, &["--package=tandem-app", "--lib", &target])
    });
    report.tests("Rust tests", || rust_tests(workspace));
    report.tests("examples in the documentation", || {
        cargo_test(workspace, &["--doc"])
    });
}

/// Everything that needs the finished program and a browser.
pub(super) fn browser(workspace: &Workspace, report: &mut Report) {
    const JOURNEYS: &str = "stock clients and journeys in Chromium";
    let mut weight = None;
    let built = report.check("build", || {
        weight = Some(build::build(workspace)?);
        Ok(())
    });
    if let Some(weight) = weight {
        report.check("weight of the client", || weight.check());
    }
    let installed = report.check("npm packages", || setup::npm_packages(workspace));
    let mut chromium = None;
    let mut ready = built && installed;
    if installed {
        report.check("types of the journeys", || {
            setup::npx(workspace, "tsc", &["--noEmit"]).and_then(|mut tsc| process::run(&mut tsc))
        });
        ready &= report.check("Chromium", || {
            chromium = setup::chromium(workspace)?;
            Ok(())
        });
    }
    if ready {
        report.tests(JOURNEYS, || journeys(workspace, chromium.as_deref()));
    } else {
        report.left_out(JOURNEYS);
    }
}

fn clippy(workspace: &Workspace, what: &[&str]) -> Result<()> {
    let mut clippy = process::cargo(workspace);
    process::run(
        clippy
            .arg("clippy")
            .args(what)
            .args(["--", "-D", "warnings"]),
    )
}

fn rust_tests(workspace: &Workspace) -> Result<(bool, Count)> {
    if !process::succeeds(Command::new("cargo-nextest").args(["nextest", "--version"])) {
        return cargo_test(workspace, &["--workspace", "--all-targets"]);
    }
    let mut nextest = process::cargo(workspace);
    coloured(nextest.args(["nextest", "run", "--workspace", "--no-fail-fast"]));
    let recorded = process::record(&mut nextest)?;
    Ok((
        recorded.status.success(),
        count::of_nextest(&recorded.text)?,
    ))
}

fn cargo_test(workspace: &Workspace, what: &[&str]) -> Result<(bool, Count)> {
    let mut tests = process::cargo(workspace);
    coloured(tests.args(["test", "--no-fail-fast"]).args(what));
    let recorded = process::record(&mut tests)?;
    Ok((
        recorded.status.success(),
        count::of_cargo_test(&recorded.text)?,
    ))
}

/// Our listening in must not cost the reader the colours.
fn coloured(command: &mut Command) {
    if io::stdout().is_terminal() && env::var_os("CARGO_TERM_COLOR").is_none() {
        command.env("CARGO_TERM_COLOR", "always");
    }
}

fn journeys(workspace: &Workspace, chromium: Option<&Path>) -> Result<(bool, Count)> {
    let results = results(workspace);
    // The report of an earlier run must not be taken for this one's.
    if results.exists() {
        fs::remove_file(&results)
            .with_context(|| format!("cannot remove {}", results.display()))?;
    }
    let mut playwright = setup::npx(workspace, "playwright", &["test", "--reporter=list,json"])?;
    playwright
        .env("TANDEM_BIN", workspace.distributed_binary())
        .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &results);
    if let Some(chromium) = chromium {
        playwright.env("TANDEM_CHROMIUM", chromium);
    }
    let failure = process::run(&mut playwright).err();
    let written = fs::read_to_string(&results).context("Playwright wrote no report")?;
    Ok((failure.is_none(), count::of_playwright(&written)?))
}

fn results(workspace: &Workspace) -> PathBuf {
    workspace.target().join("journeys.json")
}
