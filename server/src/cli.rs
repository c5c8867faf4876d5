//! The command line; one file per command.
//!
//! What the user can mend is one sentence on the standard error output and exit code 2, whatever
//! else goes wrong is exit code 1.

mod audit;
mod backup;
mod check;
mod limits;
mod link;
mod plan;
mod rebuild_history;
mod schema;
mod serve;
mod token;

use std::error::Error;
use std::io;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use tandem_plan::ids::PlanId;
use tokio::runtime::Runtime;

use crate::config::PublicUrl;
use crate::data::{DataError, DataFolder};
use crate::history::RebuildError;
use crate::plans::CreateError;
use crate::store::sqlite::SqliteStore;
use crate::store::{Store as _, StoreError};

/// How long work that ignores the end of the program may hold it up.
const LINGER: Duration = Duration::from_secs(1);

/// Partner business plans, written together, live.
#[derive(Debug, Parser)]
#[command(name = "tandem", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server.
    Serve(Box<serve::Arguments>),
    /// Make plans.
    #[command(subcommand)]
    Plan(plan::Command),
    /// Print the tables that plans are made of: sections, kinds, fields.
    Schema(schema::Arguments),
    /// Let programs take part in plans.
    #[command(subcommand)]
    Token(token::Command),
    /// Let somebody in again who has lost the way.
    #[command(subcommand)]
    Link(link::Command),
    /// Print who got in, who let them in, and what was refused.
    Audit(audit::Arguments),
    /// Read everything in the data folder and say whether it is sound; also while a server runs.
    Check(check::CheckArguments),
    /// Make the history again from the logs, where it differs from what is stored.
    RebuildHistory(rebuild_history::RebuildArguments),
    /// Copy everything into one file; also while a server runs.
    Backup(backup::Backup),
    /// Bring a backup back. What is there now is kept under another name.
    Restore(backup::Restore),
}

/// Where everything is kept.
#[derive(Debug, Args)]
struct DataArguments {
    /// The folder that holds everything; it is made if it is not there.
    #[arg(
        long,
        env = "TANDEM_DATA",
        value_name = "FOLDER",
        default_value = "./data"
    )]
    data: PathBuf,
}

impl DataArguments {
    fn folder(&self) -> DataFolder {
        DataFolder::at(&self.data)
    }
}

/// Why a command failed.
#[derive(Debug)]
enum Failure {
    /// Something that the user can mend, in one sentence.
    User(String),
    /// What was looked at is not sound; it has been told how.
    Unsound,
    /// Anything else.
    Internal(Box<dyn Error>),
}

/// Reads the command line, does what it says, and tells how it went.
#[must_use]
pub fn main() -> ExitCode {
    // Help, the version and bad flags end the program here: 0 for the first two, else 2.
    let cli = Cli::parse();
    let runtime = match runtime(cli.command.workers()) {
        Ok(runtime) => runtime,
        Err(error) => return Failure::from(error).tell(),
    };
    let done = runtime.block_on(async {
        match cli.command {
            Command::Serve(arguments) => serve::run(*arguments).await,
            Command::Plan(command) => plan::run(command).await,
            Command::Schema(arguments) => schema::run(&arguments),
            Command::Token(command) => token::run(command).await,
            Command::Link(command) => link::run(command).await,
            Command::Audit(arguments) => audit::run(arguments).await,
            Command::Check(arguments) => check::run(arguments).await,
            Command::RebuildHistory(arguments) => rebuild_history::run(arguments).await,
            Command::Backup(arguments) => backup::backup(arguments).await,
            Command::Restore(arguments) => backup::restore(arguments).await,
        }
    });
    runtime.shutdown_timeout(LINGER);
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}

impl Command {
    /// On how many threads the command works.
    fn workers(&self) -> NonZeroUsize {
        match self {
            Self::Serve(arguments) => arguments.workers(),
            _ => NonZeroUsize::MIN,
        }
    }
}

fn runtime(workers: NonZeroUsize) -> io::Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(workers.get())
        .enable_all()
        .build()
}

/// A plan that is there.
async fn plan_of(store: &SqliteStore, plan: PlanId) -> Result<PlanId, Failure> {
    match store.plan(plan).await? {
        Some(_) => Ok(plan),
        None => Err(Failure::User(format!(
            "there is no plan {plan} in this data folder: check --plan and --data"
        ))),
    }
}

/// Where browsers find the server: as it was said, or as the server of the data folder says.
fn public_url(folder: &DataFolder, said: Option<PublicUrl>) -> Result<PublicUrl, Failure> {
    let known = match said {
        Some(url) => Some(url),
        None => folder.public_url()?,
    };
    known.ok_or_else(|| {
        Failure::User(
            "no server has run on this data folder yet, so that its address is not known: \
             start one with `tandem serve`, or say the address with --public-url"
                .to_owned(),
        )
    })
}

/// The database of a data folder, which is made if it is not there.
async fn open_store(folder: &DataFolder) -> Result<SqliteStore, Failure> {
    SqliteStore::open(&folder.database())
        .await
        .map_err(open_failure)
}

/// The database of a data folder that a server has run on.
async fn open_existing_store(folder: &DataFolder) -> Result<SqliteStore, Failure> {
    SqliteStore::open_existing(&folder.database())
        .await
        .map_err(open_failure)
}

fn open_failure(error: StoreError) -> Failure {
    match error {
        // The folder, its files and the program's version are the user's.
        StoreError::Open { .. } | StoreError::Newer { .. } => Failure::User(sentence(&error)),
        error => Failure::Internal(Box::new(error)),
    }
}

impl Failure {
    fn tell(&self) -> ExitCode {
        match self {
            Self::User(message) => {
                eprintln!("tandem: {message}");
                ExitCode::from(2)
            }
            Self::Unsound => ExitCode::FAILURE,
            Self::Internal(error) => {
                eprintln!("tandem: {}", sentence(error.as_ref()));
                ExitCode::FAILURE
            }
        }
    }
}

/// An error and its causes on one line.
fn sentence(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        // Some errors repeat their cause in their own words.
        if !text.contains(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        source = cause.source();
    }
    text
}

impl From<DataError> for Failure {
    fn from(error: DataError) -> Self {
        Self::User(sentence(&error))
    }
}

impl From<CreateError> for Failure {
    fn from(error: CreateError) -> Self {
        match error {
            CreateError::Seed { .. } | CreateError::NoLastPlan(_) => Self::User(sentence(&error)),
            CreateError::Read(error) => Self::Internal(Box::new(error)),
            CreateError::Store(error) => error.into(),
        }
    }
}

impl From<RebuildError> for Failure {
    fn from(error: RebuildError) -> Self {
        match error {
            RebuildError::Store(error) => error.into(),
            error @ RebuildError::Unfit { .. } => Self::User(sentence(&error)),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Internal(Box::new(error))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Internal(Box::new(error))
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
