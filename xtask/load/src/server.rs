//! The server that is measured: its plans, starting it on a copy of them, stopping it.
//!
//! It is the finished program, asked through its command line as anybody would.

use std::ffi::OsStr;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

/// How long the server may take to start or to stop.
const PATIENCE: Duration = Duration::from_secs(60);
/// All people of a room share a token, all come from one address at the same time, and the plan
/// of the cold load is written as fast as the server takes it.
const LIMITS: &[&str] = &[
    "--limit-connections=1000",
    "--limit-connections-per-member=1000",
    "--limit-failed-tries=10000",
    "--limit-messages-per-second=1000000",
    "--limit-bytes-per-second=1000000000",
];

/// One plan and what it takes to write in it.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    id: String,
    token: String,
}

impl Plan {
    /// The path of the joint layer, with what follows it.
    pub(crate) fn path(&self, query: &str) -> String {
        let Self { id, token } = self;
        format!("/sync/{id}/joint?token={token}{query}")
    }
}

/// A data folder with plans that nobody has opened yet. Servers run on copies of it.
#[derive(Debug)]
pub(crate) struct Plans {
    binary: PathBuf,
    /// Where copies are made.
    place: PathBuf,
    folder: TempDir,
    pub(crate) plans: Vec<Plan>,
}

#[derive(Deserialize)]
struct CreatedPlan {
    plan: String,
}

#[derive(Deserialize)]
struct CreatedToken {
    token: String,
}

impl Plans {
    /// Makes so many plans, each with a member who may write, below `place`.
    pub(crate) async fn prepare(binary: &Path, place: &Path, count: usize) -> Result<Self> {
        let folder = tempfile::tempdir_in(place)?;
        let data = folder.path();
        // The first one makes the database; two at a time keep two processors busy.
        let first = plan(binary, data, 0).await?;
        let rest = stream::iter(1..count)
            .map(|number| plan(binary, data, number))
            .buffered(2);
        let mut plans = vec![first];
        plans.extend(rest.try_collect::<Vec<_>>().await?);
        Ok(Self {
            binary: binary.to_owned(),
            place: place.to_owned(),
            folder,
            plans,
        })
    }

    /// A fresh copy of the folder.
    pub(crate) fn copy(&self) -> Result<TempDir> {
        let copy = tempfile::tempdir_in(&self.place)?;
        for entry in fs::read_dir(self.folder.path())? {
            let entry = entry?;
            fs::copy(entry.path(), copy.path().join(entry.file_name()))
                .with_context(|| format!("cannot copy {}", entry.path().display()))?;
        }
        Ok(copy)
    }

    /// Starts the server on this folder.
    pub(crate) async fn serve(&self, data: &Path) -> Result<Server> {
        Server::start(&self.binary, data).await
    }
}

async fn plan(binary: &Path, data: &Path, number: usize) -> Result<Plan> {
    let name = format!("Load {number}");
    let make_plan = ["plan", "create", "--preset=blank", "--name", &name];
    let url = "--public-url=http://127.0.0.1:3000";
    let CreatedPlan { plan: id } = ask(binary, data, &[&make_plan[..], &[url]].concat()).await?;
    let make_token = [
        "token",
        "create",
        "--side=vendor",
        "--role=editor",
        "--name=Ann",
    ];
    let CreatedToken { token } =
        ask(binary, data, &[&make_token[..], &["--plan", &id]].concat()).await?;
    Ok(Plan { id, token })
}

/// What a command of the server answers in JSON.
async fn ask<T: DeserializeOwned>(binary: &Path, data: &Path, arguments: &[&str]) -> Result<T> {
    let mut command = Command::new(binary);
    command.args(arguments).args(data_and_json(data));
    command.stderr(Stdio::inherit()).kill_on_drop(true);
    let output = command
        .output()
        .await
        .with_context(|| format!("cannot start {}", binary.display()))?;
    let what = || format!("`tandem {}`", arguments.join(" "));
    ensure!(output.status.success(), "{} failed", what());
    serde_json::from_slice(&output.stdout)
        .with_context(|| format!("cannot read what {} says", what()))
}

fn data_and_json(data: &Path) -> [&OsStr; 3] {
    ["--json".as_ref(), "--data".as_ref(), data.as_os_str()]
}

/// A server that runs.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
}

impl Server {
    async fn start(binary: &Path, data: &Path) -> Result<Self> {
        let mut command = Command::new(binary);
        command
            .args(["serve", "--listen=127.0.0.1:0", "--log=warn", "--data"])
            .arg(data)
            .args(LIMITS)
            .stdout(Stdio::piped())
            .kill_on_drop(true);
        let mut child = command
            .spawn()
            .with_context(|| format!("cannot start {}", binary.display()))?;
        let output = child.stdout.take().expect("the standard output is piped");
        let mut lines = BufReader::new(output).lines();
        let line = timeout(PATIENCE, lines.next_line())
            .await
            .context("the server does not say where it is")??
            .context("the server has ended at once")?;
        let address = address(&line).with_context(|| format!("no address in {line:?}"))?;
        Ok(Self { child, address })
    }

    /// The process, to read its time and memory.
    pub(crate) fn process(&self) -> Result<u32> {
        self.child.id().context("the server has ended")
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("ws://{}{path}", self.address)
    }

    /// Asks it to stop and waits until it has.
    pub(crate) async fn stop(mut self) -> Result<()> {
        #[cfg(unix)]
        {
            use rustix::process::{Pid, Signal, kill_process};
            let process = i32::try_from(self.process()?).ok().and_then(Pid::from_raw);
            kill_process(process.context("no process")?, Signal::TERM)
                .context("cannot stop the server")?;
        }
        #[cfg(not(unix))]
        self.child.start_kill()?;
        let status = timeout(PATIENCE, self.child.wait())
            .await
            .context("the server does not stop")??;
        if cfg!(unix) && !status.success() {
            bail!("the server did not stop cleanly: {status}");
        }
        Ok(())
    }
}

/// The address in "Tandem 1.2.3 is at http://127.0.0.1:4567".
fn address(line: &str) -> Option<SocketAddr> {
    let (_, address) = line.trim().rsplit_once("http://")?;
    address.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_says_where_it_is() {
        let line = "Tandem 0.1.0 is at http://127.0.0.1:41234\n";
        assert_eq!(
            address(line),
            Some(SocketAddr::from(([127, 0, 0, 1], 41_234)))
        );
        assert_eq!(
            address("Tandem 0.1.0 is at https://plans.example.com"),
            None
        );
    }
}
