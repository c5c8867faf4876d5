//! Node and the npm packages of the browser journeys, in `end2end/node_modules` and nowhere else.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::announce;
use crate::process;
use crate::workspace::Workspace;

/// The oldest Node that the packages run on.
const OLDEST_NODE: u32 = 20;

/// Beside the packages: the lock file that they were installed from. `npm ci` removes it together
/// with them, so that it never outlives what it stands for.
const STAMP: &str = "node_modules/.installed-from-lock.json";

/// Makes sure that `end2end/node_modules` is what `package-lock.json` says.
pub(crate) fn install(workspace: &Workspace) -> Result<()> {
    check_node()?;
    let folder = workspace.end2end();
    let lock = fs::read(folder.join("package-lock.json"))
        .context("cannot read end2end/package-lock.json")?;
    let stamp = folder.join(STAMP);
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund"])
        .current_dir(&folder)
        // The browser is a set-up step of its own.
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    announce("npm packages in end2end/", &process::line_of(&npm));
    process::run(&mut npm).context("the packages of the browser journeys are missing")?;
    fs::write(&stamp, lock).with_context(|| format!("cannot write {}", stamp.display()))
}

fn check_node() -> Result<()> {
    let what_to_do = format!("install Node {OLDEST_NODE} or newer");
    let Ok(version) = process::read(Command::new("node").arg("--version")) else {
        bail!("the browser journeys need Node and there is none: {what_to_do}");
    };
    match major(&version) {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        _ => bail!(
            "Node {} is too old for the browser journeys: {what_to_do}",
            version.trim()
        ),
    }
}

/// The first number in `v20.1.0`.
fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

/// A program of the npm packages in `end2end`; never one that would have to be fetched first.
pub(crate) fn npx(workspace: &Workspace, program: &str, arguments: &[&str]) -> Result<Command> {
    let folder = workspace.end2end();
    let file = folder.join("node_modules/.bin").join(program);
    let file = file
        .canonicalize()
        .with_context(|| format!("{program} is not among the packages of end2end/package.json"))?;
    let mut command = Command::new("node");
    command.arg(file).args(arguments).current_dir(folder);
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_the_first_number() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("20.20.2"), None);
        assert_eq!(major(""), None);
    }
}
