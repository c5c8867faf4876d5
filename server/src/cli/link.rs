//! `tandem link create`: makes a link for a member who has lost the way in, or for somebody new where
//! no lead can make one. It works on the data folder, whether a server runs on it or not, and is
//! written down where both sides read it.

use std::io::{self, Write as _};

use clap::{Args, Subcommand};
use serde::Serialize;
use tandem_plan::ids::{MemberId, PlanId};
use tandem_protocol::member::{Member, Standing};
use tandem_protocol::role::{Role, Side};

use super::token::{role, side};
use super::{DataArguments, Failure, open_existing_store, plan_of, public_url};
use crate::access::{self, INVITE_LIFE, LinkTerms};
use crate::clock::{Clock as _, SystemClock};
use crate::config::PublicUrl;
use crate::store::Store as _;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a link that works once: for a member, who goes on with it on another device, or for
    /// somebody new.
    Create(Create),
}

#[derive(Debug, Args)]
pub(super) struct Create {
    /// The plan's id, as `tandem plan create` printed it.
    #[arg(long, value_name = "ID")]
    plan: PlanId,
    #[command(flatten)]
    whom: Whom,
    /// What somebody new may do: lead, facilitator, editor, commenter or viewer.
    #[arg(long, value_parser = role, default_value = "lead", conflicts_with = "member")]
    role: Role,
    #[command(flatten)]
    data: DataArguments,
    /// Where browsers find the server [default: where the server of the data folder says].
    #[arg(long, env = "TANDEM_PUBLIC_URL", value_name = "URL")]
    public_url: Option<PublicUrl>,
    /// Print JSON: {"member": ID, "link": URL}; without the member for somebody new.
    #[arg(long)]
    json: bool,
}

/// Whom the link is for.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Whom {
    /// The member's id. With a wrong one the members are listed.
    #[arg(long, value_name = "ID")]
    member: Option<MemberId>,
    /// Somebody new of this side: vendor, partner or neutral.
    #[arg(long, value_parser = side)]
    side: Option<Side>,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Created {
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<MemberId>,
    link: String,
}

pub(super) async fn run(command: Command) -> Result<(), Failure> {
    let Command::Create(arguments) = command;
    let folder = arguments.data.folder();
    let public_url = public_url(&folder, arguments.public_url)?;
    let store = open_existing_store(&folder).await?;
    let plan = plan_of(&store, arguments.plan).await?;
    let (terms, member) = match (arguments.whom.member, arguments.whom.side) {
        (None, Some(side)) => (somebody_new(side, arguments.role)?, None),
        (id, _) => {
            let mut members = store.members(plan).await?;
            members.retain(|member| member.standing == Standing::Active);
            let mut known = members.iter();
            let found = known.find(|member| Some(member.id) == id);
            let member = found.ok_or_else(|| unknown(id, &members))?.clone();
            (LinkTerms::Continue(member.clone()), Some(member))
        }
    };
    let link = access::link(&store, plan, terms, None, SystemClock.now()).await?;
    store.close().await;

    let created = Created {
        member: member.as_ref().map(|member| member.id),
        link: public_url.join_link(&link.token),
    };
    let mut out = io::stdout().lock();
    if arguments.json {
        let json = serde_json::to_string(&created).map_err(io::Error::from)?;
        writeln!(out, "{json}")?;
        return Ok(());
    }
    let whom = member.map_or_else(|| "somebody new".to_owned(), |member| member.name);
    writeln!(out, "Link for {whom}: {}", created.link)?;
    writeln!(out)?;
    let (who, days) = match created.member {
        Some(_) => (format!("Whoever opens it first is {whom} from then on."), 3),
        None => ("Whoever opens it first joins the plan.".to_owned(), 14),
    };
    writeln!(
        out,
        "{who} It works once, within {days} days; the leads of both sides read in the log that it \
         was made."
    )?;
    Ok(())
}

/// A link for somebody new.
fn somebody_new(side: Side, role: Role) -> Result<LinkTerms, Failure> {
    if (side, role) == (Side::Neutral, Role::Lead) {
        let problem = "only people of the vendor or the partner lead a side: choose another role";
        return Err(Failure::User(problem.into()));
    }
    Ok(LinkTerms::Invite {
        side,
        role,
        life: INVITE_LIFE,
        max_uses: Some(1),
    })
}

fn unknown(id: Option<MemberId>, members: &[Member]) -> Failure {
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
        [] => "nobody has joined this plan yet: make a link for somebody new with --side".into(),
        _ => format!(
            "nobody who comes to this plan has the id {}; those who do are {}",
            id.map(|id| id.to_string()).unwrap_or_default(),
            known.join(", ")
        ),
    })
}
