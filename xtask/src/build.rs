//! `cargo xtask build`: client and server as one self-contained program, `target/dist/tandem`.
//!
//! The web files come first, because a release build of the server embeds them.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::web::Weight;
use crate::workspace::Workspace;
use crate::{help, process, setup, web};

pub(crate) fn start(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    help::expect_no_more(arguments)?;
    build(workspace)?.check()?;
    Ok(ExitCode::SUCCESS)
}

/// Sets up what building needs, and builds. A client that is too heavy is built all the same: it
/// is for the caller to say whether that is an error.
pub(crate) fn build(workspace: &Workspace) -> Result<Weight> {
    setup::wasm_target()?;
    setup::library_source()?;
    println!("build: the client");
    let client = web::compile(workspace, web::Profile::Distribution)?;
    let weight = web::assemble_compressed(workspace, &client)?;
    println!("build: the server");
    process::run(process::cargo(workspace).args([
        "build",
        "--package=tandem-server",
        "--release",
    ]))?;
    let binary = workspace.distributed_binary();
    distribute(&workspace.target().join("release/tandem"), &binary)?;

    let length = fs::metadata(&binary)?.len();
    let length = usize::try_from(length).context("the program is too long for this machine")?;
    println!("{}", weight.table());
    println!("build: target/dist/tandem, {}", web::kilobytes(length));
    Ok(weight)
}

/// Copies beside the place and then moves: the program that is there may be running.
fn distribute(built: &Path, place: &Path) -> Result<()> {
    let folder = place.parent().expect("the program has a folder of its own");
    let unfinished = place.with_extension("unfinished");
    fs::create_dir_all(folder)
        .and_then(|()| fs::copy(built, &unfinished))
        .and_then(|_| fs::rename(&unfinished, place))
        .with_context(|| format!("cannot copy {} to {}", built.display(), place.display()))
}
