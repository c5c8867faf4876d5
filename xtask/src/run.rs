//! `cargo xtask run`: from a fresh clone to two links that open the same plan.
//!
//! The server itself makes the demo plan and prints the links; this command builds it and becomes
//! it, so that Ctrl+C and the exit code are the server's own.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{build, process};

pub(crate) fn start(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    build::build(workspace)?;
    let mut server = Command::new(workspace.distributed_binary());
    process::become_program(server.args(serve(workspace, arguments)))
}

/// The server's arguments: a demo plan in `./data`, unless told otherwise.
pub(crate) fn serve(workspace: &Workspace, arguments: &[String]) -> Vec<OsString> {
    let mut serve: Vec<OsString> = vec!["serve".into(), "--demo".into()];
    // Cargo hands on the `--` that separates the options of xtask from those of the server.
    let options = arguments
        .strip_prefix(&["--".to_owned()])
        .unwrap_or(arguments);
    let is_data = |option: &str| option == "--data" || option.starts_with("--data=");
    let named = options.iter().any(|option| is_data(option));
    if !named && env::var_os("TANDEM_DATA").is_none() {
        serve.extend(["--data".into(), data(workspace).into_os_string()]);
    }
    serve.extend(options.iter().map(OsString::from));
    serve
}

/// The data folder as it is shortest to read, whatever folder the command was started in.
fn data(workspace: &Workspace) -> PathBuf {
    let here = env::current_dir();
    if here.is_ok_and(|here| here == workspace.root()) {
        PathBuf::from("./data")
    } else {
        workspace.data()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serve_with(arguments: &[&str]) -> Vec<String> {
        let arguments: Vec<String> = arguments.iter().map(|&word| word.to_owned()).collect();
        serve(&Workspace::of_this_repository(), &arguments)
            .into_iter()
            .map(|word| word.into_string().unwrap())
            .collect()
    }

    #[test]
    fn the_demo_lies_in_the_repository() {
        let words = serve_with(&["--", "--listen", "127.0.0.1:4000"]);
        assert_eq!(words[..3], ["serve", "--demo", "--data"]);
        assert!(words[3].ends_with("data"), "{words:?}");
        assert_eq!(words[4..], ["--listen", "127.0.0.1:4000"]);
    }

    #[test]
    fn another_data_folder_is_passed_on_alone() {
        assert_eq!(
            serve_with(&["--data", "elsewhere"]),
            ["serve", "--demo", "--data", "elsewhere"]
        );
        assert_eq!(
            serve_with(&["--data=elsewhere"]),
            ["serve", "--demo", "--data=elsewhere"]
        );
    }
}
