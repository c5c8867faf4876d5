//! `tandem link create`: makes a link for a member who has lost the way in. It works on the data
//! folder, whether a server runs on it or not, and is written down where both sides read it.

use std::io::{self, Write as _};

use clap::{Args, Subcommand};
use serde::Serialize;
use tandem_plan::ids::{MemberId, PlanId};
use tandem_protocol::member::{Member, Standing};

use super::{DataArguments, Failure, open_existing_store, plan_of, public_url};
use crate::access::{self, LinkTerms};
use crate::clock::{Clock as _, SystemClock};
use crate::config::PublicUrl;
use crate::store::Store as _;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a link with which a member goes on on another device; it works once, within 3 days.
    Create(Create),
}

#[derive(Debug, Args)]
pub(super) struct Create {
    /// The plan's id, as `tandem plan create` printed it.
    #[arg(long, value_name = "ID")]
    plan: PlanId,
    /// The member's id. With a wrong one the members are listed.
    #[arg(long, value_name = "ID")]
    member: MemberId,
    #[command(flatten)]
    data: DataArguments,
    /// Where browsers find the server [default: where the server of the data folder says].
    #[arg(long, env = "TANDEM_PUBLIC_URL", value_name = "URL")]
    public_url: Option<PublicUrl>,
    /// Print JSON: {"member": ID, "link": URL}.
    #[arg(long)]
    json: bool,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Created {
    member: MemberId,
    link: String,
}

pub(super) async fn run(command: Command) -> Result<(), Failure> {
    let Command::Create(arguments) = command;
    let folder = arguments.data.folder();
    let public_url = public_url(&folder, arguments.public_url)?;
    let store = open_existing_store(&folder).await?;
    let plan = plan_of(&store, arguments.plan).await?;
    let mut members = store.members(plan).await?;
    members.retain(|member| member.standing == Standing::Active);
    let member = members
        .iter()
        .find(|member| member.id == arguments.member)
        .ok_or_else(|| unknown(arguments.member, &members))?;
    let terms = LinkTerms::Continue(member.clone());
    let link = access::link(&store, plan, terms, None, SystemClock.now()).await?;
    store.close().await;

    let created = Created {
        member: member.id,
        link: public_url.join_link(&link.token),
    };
    let mut out = io::stdout().lock();
    if arguments.json {
        let json = serde_json::to_string(&created).map_err(io::Error::from)?;
        writeln!(out, "{json}")?;
    } else {
        writeln!(out, "Link for {}: {}", member.name, created.link)?;
        writeln!(out)?;
        writeln!(
            out,
            "Whoever opens it first is {} from then on. It works once, within 3 days; \
             the leads of both sides read in the log that it was made.",
            member.name
        )?;
    }
    Ok(())
}

fn unknown(member: MemberId, members: &[Member]) -> Failure {
    let known = members.iter().map(|member| {
        let Member {
            id,
            name,
            side,
            role,
            ..
        } = member;
        format!("{id} ({name}, {side} {role})")
    });
    let known: Vec<String> = known.collect();
    Failure::User(match members {
        [] => {
            "nobody has joined this plan yet: send a link that `tandem plan create` prints".into()
        }
        _ => format!(
            "nobody who comes to this plan has the id {member}; those who do are {}",
            known.join(", ")
        ),
    })
}
