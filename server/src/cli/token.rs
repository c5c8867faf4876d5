//! `tandem token create`: makes a member who comes with a token, for programs. It works on the
//! data folder, whether a server runs on it or not.

use std::io::{self, Write as _};

use clap::{Args, Subcommand};
use serde::Serialize;
use tandem_plan::ids::{MemberId, PlanId};
use tandem_protocol::role::{Role, Side};

use super::{DataArguments, Failure, open_store, plan_of};
use crate::access::{self, MemberName};
use crate::clock::{Clock as _, SystemClock};
use crate::store::Store as _;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a member of a plan who comes with a token, and print the token.
    Create(Create),
}

#[derive(Debug, Args)]
pub(super) struct Create {
    /// The plan's id, as `tandem plan create` printed it.
    #[arg(long, value_name = "ID")]
    plan: PlanId,
    /// Whose side the member is on: vendor, partner or neutral.
    #[arg(long, value_parser = side)]
    side: Side,
    /// What the member may do: lead, facilitator, editor, commenter or viewer.
    #[arg(long, value_parser = role)]
    role: Role,
    /// What the member is called.
    #[arg(long, value_parser = name)]
    name: MemberName,
    #[command(flatten)]
    data: DataArguments,
    /// Print JSON: {"member": ID, "token": TOKEN}.
    #[arg(long)]
    json: bool,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Created {
    member: MemberId,
    token: String,
}

pub(super) async fn run(command: Command) -> Result<(), Failure> {
    let Command::Create(arguments) = command;
    let folder = arguments.data.folder();
    folder.prepare()?;
    let store = open_store(&folder).await?;
    let plan = plan_of(&store, arguments.plan).await?;
    let rights = (arguments.side, arguments.role);
    let now = SystemClock.now();
    let (member, token) = access::program(&store, plan, arguments.name, rights, now).await?;
    store.close().await;

    let created = Created {
        member,
        token: token.reveal(),
    };
    let mut out = io::stdout().lock();
    if arguments.json {
        let json = serde_json::to_string(&created).map_err(io::Error::from)?;
        writeln!(out, "{json}")?;
    } else {
        writeln!(out, "Member: {}", created.member)?;
        writeln!(out, "Token:  {}", created.token)?;
        writeln!(out)?;
        writeln!(
            out,
            "Whoever has the token is this member. It is not shown again."
        )?;
    }
    Ok(())
}

pub(super) fn side(text: &str) -> Result<Side, String> {
    Side::from_key(text).ok_or_else(|| one_of(&Side::ALL.map(Side::key)))
}

pub(super) fn role(text: &str) -> Result<Role, String> {
    Role::from_key(text).ok_or_else(|| one_of(&Role::ALL.map(Role::key)))
}

fn one_of(keys: &[&str]) -> String {
    format!("choose one of {}", keys.join(", "))
}

fn name(text: &str) -> Result<MemberName, String> {
    MemberName::parse(text).map_err(|error| error.to_string())
}
