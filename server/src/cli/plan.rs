//! `tandem plan create`: makes a plan and prints a link for each side's lead. It works on the data
//! folder, whether a server runs on it or not.

use std::io::{self, Write as _};

use clap::{Args, Subcommand};
use serde::Serialize;
use tandem_plan::ids::PlanId;
use tandem_plan::preset::{PRESETS, Preset};
use tandem_plan::value::Date;

use super::{DataArguments, Failure, open_store, public_url};
use crate::clock::{Clock as _, SystemClock};
use crate::config::PublicUrl;
use crate::plans::{self, Beginning, Wish};
use crate::store::Store as _;

/// The most characters of a name.
const MAX_NAME: usize = 200;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a plan and print a link for each side's lead.
    Create(Create),
}

#[derive(Debug, Args)]
pub(super) struct Create {
    /// What the plan begins with: it-quarterly, manufacturing-annual or blank.
    #[arg(long, value_name = "PRESET", required_unless_present = "from")]
    preset: Option<String>,
    /// Begin with what is not finished in this plan: its id. Dates move on by the plan's length,
    /// where objectives stood becomes their baseline, and what was measured stays behind.
    #[arg(long, value_name = "PLAN", conflicts_with = "preset")]
    from: Option<PlanId>,
    /// What the plan is called.
    #[arg(long, value_parser = name)]
    name: String,
    /// The vendor: the company whose products are sold [default: Vendor, or the last plan's].
    #[arg(long, value_name = "NAME", value_parser = name)]
    vendor_name: Option<String>,
    /// The partner: the company that brings them to customers [default: Partner, or the last
    /// plan's].
    #[arg(long, value_name = "NAME", value_parser = name)]
    partner_name: Option<String>,
    /// The plan's first day, such as 2027-01-01 [default: the first day of this quarter
    /// or year, as the preset is, or the day after the last plan's end].
    #[arg(long, value_name = "DATE")]
    start: Option<Date>,
    #[command(flatten)]
    data: DataArguments,
    /// Where browsers find the server [default: where the server of the data folder says].
    #[arg(long, env = "TANDEM_PUBLIC_URL", value_name = "URL")]
    public_url: Option<PublicUrl>,
    /// Print JSON: {"plan": ID, "links": {"vendor": URL, "partner": URL}}.
    #[arg(long)]
    json: bool,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Created {
    plan: PlanId,
    links: Links,
}

#[derive(Serialize)]
struct Links {
    vendor: String,
    partner: String,
}

pub(super) async fn run(command: Command) -> Result<(), Failure> {
    let Command::Create(arguments) = command;
    create(arguments).await
}

async fn create(arguments: Create) -> Result<(), Failure> {
    let beginning = match (arguments.from, arguments.preset) {
        (Some(last), _) => Beginning::LastPlan(last),
        (None, preset) => {
            let key = preset.unwrap_or_default();
            Beginning::Preset(Preset::from_key(&key).ok_or_else(|| unknown(&key))?)
        }
    };
    let folder = arguments.data.folder();
    let public_url = public_url(&folder, arguments.public_url)?;
    folder.prepare()?;
    let store = open_store(&folder).await?;
    let now = SystemClock.now();
    let wish = Wish {
        vendor_name: arguments.vendor_name,
        partner_name: arguments.partner_name,
        start: arguments.start,
        ..Wish::new(beginning, arguments.name.clone())
    };
    let plan = plans::create(&store, wish, now).await?;
    let links = plans::lead_links(&store, plan, now).await?;
    store.close().await;

    let created = Created {
        plan,
        links: Links {
            vendor: public_url.join_link(&links.vendor),
            partner: public_url.join_link(&links.partner),
        },
    };
    let mut out = io::stdout().lock();
    if arguments.json {
        let json = serde_json::to_string(&created).map_err(io::Error::from)?;
        writeln!(out, "{json}")?;
    } else {
        let Links { vendor, partner } = created.links;
        writeln!(out, "The plan \"{}\" is made.", arguments.name)?;
        writeln!(out)?;
        writeln!(out, "Vendor's side:  {vendor}")?;
        writeln!(out, "Partner's side: {partner}")?;
        writeln!(out)?;
        writeln!(
            out,
            "Send each link to the lead of that side; it works for 14 days."
        )?;
    }
    Ok(())
}

fn name(text: &str) -> Result<String, String> {
    let name = text.trim();
    let fits = !name.is_empty() && name.chars().count() <= MAX_NAME;
    if fits && !name.chars().any(char::is_control) {
        Ok(name.to_owned())
    } else {
        Err(format!("a name is one line of 1 to {MAX_NAME} characters"))
    }
}

fn unknown(preset: &str) -> Failure {
    let known: Vec<&str> = PRESETS.iter().map(|preset| preset.key).collect();
    Failure::User(format!(
        "there is no preset {preset:?}: choose one of {}",
        known.join(", ")
    ))
}
