//! `tandem rebuild-history`: makes the history again from the logs, where it differs from what is
//! stored. It works on the data folder, whether a server runs on it or not.

use std::io::{self, Write as _};

use clap::Args;
use tandem_plan::ids::PlanId;

use super::{DataArguments, Failure, open_existing_store};
use crate::history;
use crate::store::{ChangeFilter, Store as _, StoreError};

/// How often a room is tried again that somebody writes in meanwhile.
const TRIES: usize = 5;

#[derive(Debug, Args)]
pub(super) struct RebuildArguments {
    #[command(flatten)]
    data: DataArguments,
    /// Only this plan.
    #[arg(long, value_name = "ID")]
    plan: Option<PlanId>,
    /// Say what differs and change nothing; the exit code is 1 if anything does.
    #[arg(long)]
    dry_run: bool,
}

pub(super) async fn run(arguments: RebuildArguments) -> Result<(), Failure> {
    let store = open_existing_store(&arguments.data.folder()).await?;
    let mut out = io::stdout().lock();
    let (mut rooms, mut changes, mut differing) = (0_usize, 0_usize, 0_usize);
    for head in store.rooms().await? {
        let room = head.room;
        if arguments.plan.is_some_and(|plan| plan != room.plan) {
            continue;
        }
        rooms += 1;
        for tries in 1.. {
            let (seq, rows) = history::rebuild(&store, room).await?;
            let all = ChangeFilter::default();
            let mut stored = store.changes(room, &all, None, u32::MAX).await?;
            // What was written since belongs to no row that was made here.
            stored.retain(|row| row.until_seq <= seq);
            stored.reverse();
            if rows != stored {
                // Somebody writes meanwhile.
                if store.head(room).await? != seq && tries < TRIES {
                    continue;
                }
                if arguments.dry_run {
                    writeln!(
                        out,
                        "{room}: the history differs from what the log comes to"
                    )?;
                } else {
                    match store.replace_changes(room, seq, &rows).await {
                        Ok(()) => writeln!(out, "{room}: {} changes were made again", rows.len())?,
                        Err(StoreError::Conflict { .. }) if tries < TRIES => continue,
                        Err(error) => return Err(error.into()),
                    }
                }
                differing += 1;
            }
            changes += rows.len();
            break;
        }
    }
    store.close().await;
    let verdict = match (differing, arguments.dry_run) {
        (0, _) => "all of them are as the logs say".to_owned(),
        (rooms, true) => format!("{rooms} rooms differ"),
        (rooms, false) => format!("{rooms} rooms were mended"),
    };
    writeln!(out, "{changes} changes of {rooms} rooms: {verdict}")?;
    if differing > 0 && arguments.dry_run {
        Err(Failure::Unsound)
    } else {
        Ok(())
    }
}
