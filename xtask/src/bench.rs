//! `cargo xtask bench`: measures the server as it is handed out, with the load generator beside it.
//!
//! Builds both and becomes the generator; what is measured and how is in `xtask/load`. They are
//! compiled one after the other, because together they would share features that the program
//! does not have when it is built alone.

use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{build, process};

pub(crate) fn start(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
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
