//! A Chromium for the browser journeys: the one that is there, or the one that the machine's
//! packages or Playwright bring.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, iter};

use anyhow::{Context, Result, bail};

use super::announce;
use crate::process;
use crate::workspace::Workspace;

/// Names another browser than the one that would be found.
const VARIABLE: &str = "TANDEM_CHROMIUM";

const NAMES: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Fonts come along only as recommendations, and a page without fonts cannot be judged.
const PACKAGES: &[&str] = &["chromium", "fonts-liberation"];

/// Makes sure that there is a browser. `None`: Playwright has its own. Needs the npm packages.
pub(crate) fn chromium(workspace: &Workspace) -> Result<Option<PathBuf>> {
    if let Some(named) = env::var_os(VARIABLE) {
        let named = PathBuf::from(named);
        if !works(&named) {
            bail!("{VARIABLE} names {}, which does not start", named.display());
        }
        return Ok(Some(named));
    }
    if let Some(found) = installed() {
        return Ok(Some(found));
    }
    match packages_with(&fs::read_to_string("/etc/os-release").unwrap_or_default()) {
        Some(prefix) => {
            install_packages(&prefix)?;
            let found = installed();
            found
                .context("the package chromium is installed, but no chromium starts")
                .map(Some)
        }
        None => {
            install_through_playwright(workspace)?;
            Ok(None)
        }
    }
}

/// A browser on the `PATH` that starts; some systems have a file there that only says where to get
/// the browser.
fn installed() -> Option<PathBuf> {
    NAMES
        .iter()
        .filter_map(|name| process::find(&[name]))
        .find(|program| works(program))
}

fn works(program: &Path) -> bool {
    process::succeeds(Command::new(program).arg("--version"))
}

/// What to put before `apt-get`, if the system has a package of Chromium and we may install it.
fn packages_with(os_release: &str) -> Option<Vec<&'static str>> {
    if has_package(os_release) && process::find(&["apt-get"]).is_some() {
        as_root()
    } else {
        None
    }
}

/// What to put before a command to run it as root without being asked for a password; nothing for
/// root itself. `None` if that cannot be.
fn as_root() -> Option<Vec<&'static str>> {
    let user = process::read(Command::new("id").arg("-u")).unwrap_or_default();
    if user.trim() == "0" {
        Some(Vec::new())
    } else if process::succeeds(Command::new("sudo").args(["-n", "true"])) {
        Some(vec!["sudo", "-n"])
    } else {
        None
    }
}

/// Debian and what is made from it have the package; Ubuntu's only points to another store.
fn has_package(os_release: &str) -> bool {
    let family = os_release.lines().filter_map(|line| {
        let (key, value) = line.split_once('=')?;
        matches!(key, "ID" | "ID_LIKE").then_some(value.trim_matches('"'))
    });
    let family: Vec<&str> = family.flat_map(str::split_whitespace).collect();
    family.contains(&"debian") && !family.contains(&"ubuntu")
}

fn install_packages(prefix: &[&str]) -> Result<()> {
    let apt = |arguments: &[&str]| {
        let words = [
            prefix,
            &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"],
            arguments,
        ];
        let words = words.concat();
        let mut command = Command::new(words[0]);
        command.args(&words[1..]);
        command
    };
    let install: Vec<&str> = iter::once("install")
        .chain(["-y", "--no-install-recommends"])
        .chain(PACKAGES.iter().copied())
        .collect();
    let (mut update, mut install) = (apt(&["update"]), apt(&install));
    announce(
        "Chromium as a package of this system",
        &process::line_of(&install),
    );
    // A source of packages that is not reachable is no matter if another one has the browser.
    let updated = process::run(&mut update);
    process::run(&mut install)
        .or_else(|error| updated.and(Err(error)))
        .context("the browser journeys need a Chromium and none could be installed")
}

fn install_through_playwright(workspace: &Workspace) -> Result<()> {
    let mut command = Command::new("npx");
    command
        .args(["playwright", "install", "chromium"])
        .current_dir(workspace.end2end());
    // The browser needs libraries of the system, which Playwright installs as root where it
    // knows the packages; it calls sudo by itself.
    if process::find(&["apt-get"]).is_some() && as_root().is_some() {
        command.arg("--with-deps");
    }
    announce(
        "Playwright's Chromium in your user's cache folder",
        &process::line_of(&command),
    );
    process::run(&mut command).with_context(|| {
        format!(
            "the browser journeys need a Chromium: install one so that it is on the PATH, \
             or name one in {VARIABLE}"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debian_and_its_children_have_the_package() {
        assert!(has_package("NAME=\"Debian GNU/Linux\"\nID=debian\n"));
        assert!(has_package("ID=raspbian\nID_LIKE=\"debian\"\n"));
    }

    #[test]
    fn others_do_not() {
        assert!(!has_package("ID=ubuntu\nID_LIKE=debian\n"));
        assert!(!has_package("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"));
        assert!(!has_package("ID=fedora\n"));
        assert!(!has_package(""));
    }
}
