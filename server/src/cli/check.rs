//! `tandem check`: reads everything in the data folder and says whether it is sound. A server may
//! run on it.

use std::io::{self, Write as _};

use clap::Args;

use super::{DataArguments, Failure, open_existing_store};
use crate::check;
use crate::store::Store as _;

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    data: DataArguments,
}

pub(super) async fn run(arguments: CheckArguments) -> Result<(), Failure> {
    let store = open_existing_store(&arguments.data.folder()).await?;
    let report = check::check(&store).await?;
    store.close().await;
    let mut out = io::stdout().lock();
    for finding in &report.findings {
        match finding.room {
            Some(room) => writeln!(out, "{room}: {}", finding.what)?,
            None => writeln!(out, "{}", finding.what)?,
        }
    }
    writeln!(
        out,
        "{} rooms, {} updates and {} snapshots were read: {}",
        report.rooms,
        report.updates,
        report.snapshots,
        match report.findings.len() {
            0 => "all of them are sound".to_owned(),
            1 => "1 finding".to_owned(),
            findings => format!("{findings} findings"),
        }
    )?;
    if report.findings.is_empty() {
        Ok(())
    } else {
        Err(Failure::Unsound)
    }
}
