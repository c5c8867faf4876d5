//! `tandem audit`: what was written down of who got in, who let them in, and what was refused. It
//! reads the data folder, whether a server runs on it or not.

use std::io::{self, Write as _};

use clap::Args;
use serde::Serialize;
use tandem_plan::ids::PlanId;
use tandem_protocol::http::AuditEntry;

use super::{DataArguments, Failure, open_existing_store, plan_of};
use crate::store::Store as _;

/// So many entries are read at once.
const PAGE: u32 = 500;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Only what happened in this plan: its id. What happened in none, and in plans that were
    /// deleted, is listed without it.
    #[arg(long, value_name = "ID")]
    plan: Option<PlanId>,
    #[command(flatten)]
    data: DataArguments,
}

/// What a line says.
#[derive(Serialize)]
struct Line<'a> {
    plan: &'a Option<PlanId>,
    #[serde(flatten)]
    entry: &'a AuditEntry,
}

/// Prints one JSON object a line, the newest first.
pub(super) async fn run(arguments: Arguments) -> Result<(), Failure> {
    let folder = arguments.data.folder();
    let store = open_existing_store(&folder).await?;
    if let Some(plan) = arguments.plan {
        plan_of(&store, plan).await?;
    }
    let mut out = io::stdout().lock();
    let mut before = None;
    loop {
        let page = store.audit(arguments.plan, before, PAGE).await?;
        for (plan, entry) in &page.entries {
            let line = Line { plan, entry };
            let json = serde_json::to_string(&line).map_err(io::Error::from)?;
            match writeln!(out, "{json}") {
                // Whoever reads has read enough.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
                written => written?,
            }
        }
        before = page.entries.last().map(|(_, entry)| entry.number);
        if !page.has_more {
            break;
        }
    }
    store.close().await;
    Ok(())
}
