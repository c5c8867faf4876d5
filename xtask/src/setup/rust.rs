//! The wasm target, the source of the standard library, clippy and rustfmt.
//!
//! `rust-toolchain.toml` names all of them, but rustup installs what it names only when automatic
//! installs are on, and then only together with a new toolchain.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::announce;
use crate::process;

/// The target that the client is compiled for.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Makes sure that the client can be compiled.
pub(crate) fn wasm_target() -> Result<()> {
    if wasm_library_is_there()? {
        return Ok(());
    }
    rustup(
        &["target", "add", WASM_TARGET],
        &format!("Rust's target {WASM_TARGET}"),
    )?;
    if !wasm_library_is_there()? {
        bail!("rustup says it added {WASM_TARGET}, but the compiler in use does not have it");
    }
    Ok(())
}

fn wasm_library_is_there() -> Result<bool> {
    Ok(libraries()?.join(WASM_TARGET).join("lib").is_dir())
}

/// Makes sure that the standard library can be compiled with the client.
pub(crate) fn library_source() -> Result<()> {
    let is_there = || Ok::<_, anyhow::Error>(libraries()?.join("src/rust/library").is_dir());
    if is_there()? {
        return Ok(());
    }
    rustup(
        &["component", "add", "rust-src"],
        "the source of Rust's standard library",
    )?;
    if !is_there()? {
        bail!("rustup says it added rust-src, but the compiler in use does not have it");
    }
    Ok(())
}

/// The folder of what the compiler in use brings along.
fn libraries() -> Result<PathBuf> {
    let sysroot = process::read(Command::new("rustc").args(["--print", "sysroot"]))
        .context("cannot ask the compiler where its libraries are")?;
    Ok(Path::new(sysroot.trim()).join("lib/rustlib"))
}

/// Makes sure that clippy and rustfmt are there.
pub(crate) fn components() -> Result<()> {
    for (component, program) in [("clippy", "cargo-clippy"), ("rustfmt", "rustfmt")] {
        if !process::succeeds(Command::new(program).arg("--version")) {
            rustup(
                &["component", "add", component],
                &format!("Rust's component {component}"),
            )?;
        }
    }
    Ok(())
}

fn rustup(arguments: &[&str], what: &str) -> Result<()> {
    let Some(program) = process::find(&["rustup"]) else {
        bail!(
            "{what} is missing and there is no rustup to add it: install Rust through rustup, \
             or see docs/CONTRIBUTING.md for compilers from other packages"
        );
    };
    let mut command = Command::new(program);
    command.args(arguments);
    announce(what, &process::line_of(&command));
    process::run(&mut command).with_context(|| format!("{what} is missing"))
}
