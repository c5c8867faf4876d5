//! `cargo xtask bench`: measures what is handed out: the server with the load generator beside it, or
//! with `--browser` the client in a browser.
//!
//! Builds both and becomes the generator; what is measured and how is in `xtask/load`. They are
//! compiled one after the other, because together they would share features that the program
//! does not have when it is built alone. What is measured in a browser is in `end2end/budgets`.

use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::help::expect_no_more;
use crate::workspace::Workspace;
use crate::{build, process, setup};

pub(crate) fn start(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    match arguments.split_first() {
        Some((first, rest)) if first == "--browser" => {
            expect_no_more(rest)?;
            browser(workspace)
        }
        _ => server(workspace, arguments),
    }
}

fn server(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    build::build(workspace)?;
    println!("build: the load generator");
    process::run(process::cargo(workspace).args(["build", "--package=tandem-load", "--release"]))?;
    let mut generator = Command::new(workspace.target().join("release/tandem-load"));
    generator
        .arg("--server")
        .arg(workspace.distributed_binary())
        .arg("--place")
        .arg(workspace.target().join("bench"))
        .args(arguments);
    process::become_program(&mut generator)
}

/// Measures the budgets of the client, and writes the figures into `docs/benchmarks.md`.
fn browser(workspace: &Workspace) -> Result<ExitCode> {
    build::build(workspace)?;
    setup::npm_packages(workspace)?;
    let chromium = setup::chromium(workspace)?;
    let arguments = ["test", "--config=budgets.config.ts"];
    let mut playwright = setup::npx(workspace, "playwright", &arguments)?;
    playwright.env("TANDEM_BIN", workspace.distributed_binary());
    if let Some(chromium) = chromium {
        playwright.env("TANDEM_CHROMIUM", chromium);
    }
    process::run(&mut playwright)?;
    Ok(ExitCode::SUCCESS)
}
