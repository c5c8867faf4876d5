//! How a plan begins: with the content of a preset or with what goes on of another plan, made by the
//! server, before anybody opens it.

use std::collections::BTreeMap;

use tandem_plan::address::Holder;
use tandem_plan::document::PlanDoc;
use tandem_plan::edit::Edit;
use tandem_plan::ids::{ClientId, MemberId, PlanId};
use tandem_plan::preset::{LAST_PLAN, Named, NextPlan, Preset, SeedError, Setup, carry_over};
use tandem_plan::schema::{SCHEMA, Tier};
use tandem_plan::value::{Date, Party, Value};
use tandem_protocol::member::{Member, Standing};
use tandem_protocol::role::{Role, Side};

use crate::access::{self, LinkTerms, Token};
use crate::clock::Timestamp;
use crate::reading::{ReadError, Readings};
use crate::store::{Founder, NewPlan, Plan, Purpose, Store, StoreError};

/// What a plan begins with.
#[derive(Debug, Clone, Copy)]
pub enum Beginning {
    /// The content of a preset.
    Preset(&'static Preset),
    /// What goes on of this plan.
    LastPlan(PlanId),
}

/// A plan that somebody wants.
#[derive(Debug, Clone)]
pub struct Wish {
    /// What it begins with.
    pub beginning: Beginning,
    /// Its name.
    pub name: String,
    /// The vendor's name, if it is not the last plan's.
    pub vendor_name: Option<String>,
    /// The partner's name, if it is not the last plan's.
    pub partner_name: Option<String>,
    /// Its first day. If it is not said, the first day of the present quarter or year, as the
    /// preset is; or the day after the last plan's end.
    pub start: Option<Date>,
    /// Its last day, if it is not as long as the preset is.
    pub end: Option<Date>,
    /// How deep it goes, if it is not as deep as the preset is.
    pub tier: Option<Tier>,
    /// What for.
    pub purpose: Purpose,
    /// Who starts it, if somebody does.
    pub founder: Option<Founder>,
}

impl Wish {
    /// A plan with this name that begins with this, as usual in everything else.
    #[must_use]
    pub const fn new(beginning: Beginning, name: String) -> Self {
        Self {
            beginning,
            name,
            vendor_name: None,
            partner_name: None,
            start: None,
            end: None,
            tier: None,
            purpose: Purpose::Work,
            founder: None,
        }
    }
}

/// The links with which the two sides' leads come in.
#[derive(Debug, Clone)]
pub struct LeadLinks {
    /// For the vendor's.
    pub vendor: Token,
    /// For the partner's.
    pub partner: Token,
}

/// Why no plan was made.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// What it was to begin with does not fit the plan.
    #[error("cannot begin a plan with {beginning}: {source}")]
    Seed {
        /// The preset's key, or that of the last plan.
        beginning: &'static str,
        /// Why.
        source: SeedError,
    },
    /// There is no plan to go on with.
    #[error("there is no plan {0}")]
    NoLastPlan(PlanId),
    /// The last plan cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What the document of a new plan is made of.
struct Content {
    vendor_name: String,
    partner_name: String,
    members: Vec<Member>,
    seed: Vec<u8>,
}

/// Makes a plan.
///
/// # Errors
/// If what it is to begin with is not there or does not fit, or the store fails.
pub async fn create(store: &impl Store, wish: Wish, now: Timestamp) -> Result<PlanId, CreateError> {
    let (preset, content) = match wish.beginning {
        Beginning::Preset(preset) => (preset.key, from_preset(preset, &wish, now)?),
        Beginning::LastPlan(last) => (LAST_PLAN, from_last_plan(store, last, &wish).await?),
    };
    let id = PlanId::random();
    let new = NewPlan {
        plan: Plan {
            id,
            name: wish.name,
            vendor_name: content.vendor_name,
            partner_name: content.partner_name,
            created_at: now,
        },
        preset,
        purpose: wish.purpose,
        members: content.members,
        seed: content.seed.into(),
        founder: wish.founder,
    };
    store.create_plan(&new).await?;
    Ok(id)
}

fn from_preset(
    preset: &'static Preset,
    wish: &Wish,
    now: Timestamp,
) -> Result<Content, CreateError> {
    let or = |name: &Option<String>, usual: &str| name.clone().unwrap_or_else(|| usual.to_owned());
    let vendor_name = or(&wish.vendor_name, "Vendor");
    let partner_name = or(&wish.partner_name, "Partner");
    let doc = PlanDoc::new(&SCHEMA, ClientId::random());
    let setup = Setup {
        name: &wish.name,
        vendor_name: &vendor_name,
        partner_name: &partner_name,
        start: wish.start.unwrap_or_else(|| preset.first_day(now.date())),
    };
    let named = preset
        .seed(&doc, &setup)
        .map_err(|source| CreateError::Seed {
            beginning: preset.key,
            source,
        })?;
    let of_plan = [
        ("end", wish.end.map(Value::Date)),
        ("tier", wish.tier.map(|tier| Value::Choice(tier.key()))),
    ];
    for (field, value) in of_plan {
        if value.is_some() {
            let at = Holder::Section("plan").field(field);
            doc.edit(&Edit::SetValue { at, value })
                .map_err(|error| CreateError::Seed {
                    beginning: preset.key,
                    source: error.into(),
                })?;
        }
    }
    Ok(Content {
        vendor_name,
        partner_name,
        members: named.into_iter().map(member).collect(),
        seed: doc.state(),
    })
}

/// The content of the next plan. Members of the last one who are named in it belong to it from the
/// beginning on, and come in with a link like everybody.
async fn from_last_plan(
    store: &impl Store,
    last: PlanId,
    wish: &Wish,
) -> Result<Content, CreateError> {
    let gone = || CreateError::NoLastPlan(last);
    let plan = store.plan(last).await?.ok_or_else(gone)?;
    let members = store.members(last).await?;
    let people: BTreeMap<MemberId, MemberId> = members
        .iter()
        .map(|member| (member.id, MemberId::random()))
        .collect();
    let carried = {
        let (people, wish) = (people.clone(), wish.clone());
        move |last: &PlanDoc| {
            let next = PlanDoc::new(&SCHEMA, ClientId::random());
            let plan = NextPlan {
                name: &wish.name,
                vendor_name: wish.vendor_name.as_deref(),
                partner_name: wish.partner_name.as_deref(),
                start: wish.start,
                people: &people,
            };
            carry_over(last, &next, &plan).map(|named| (named, next.state()))
        }
    };
    let read = Readings::new(store.clone()).read(last, carried).await?;
    let (named, seed) = read.ok_or_else(gone)?.map_err(|source| CreateError::Seed {
        beginning: LAST_PLAN,
        source,
    })?;
    let members = members.into_iter().filter_map(|member| {
        let id = people.get(&member.id).copied()?;
        named.contains(&id).then_some(Member {
            id,
            standing: Standing::Named,
            ..Member::new(id, member.name, member.side, Role::Editor)
        })
    });
    Ok(Content {
        vendor_name: wish.vendor_name.clone().unwrap_or(plan.vendor_name),
        partner_name: wish.partner_name.clone().unwrap_or(plan.partner_name),
        members: members.collect(),
        seed,
    })
}

/// Somebody who is named in a plan and has not come yet.
fn member(named: Named) -> Member {
    let side = match named.party {
        Party::Vendor => Side::Vendor,
        Party::Partner => Side::Partner,
        Party::Both => Side::Neutral,
    };
    Member {
        standing: Standing::Named,
        ..Member::new(named.id, named.name, side, Role::Editor)
    }
}

/// Makes a fresh link for the lead of each side.
///
/// # Errors
/// If the store fails.
pub async fn lead_links(
    store: &impl Store,
    plan: PlanId,
    now: Timestamp,
) -> Result<LeadLinks, StoreError> {
    let lead = async |side| {
        let terms = LinkTerms::usual(side, Role::Lead);
        let link = access::link(store, plan, terms, None, now).await?;
        Ok::<_, StoreError>(link.token)
    };
    Ok(LeadLinks {
        vendor: lead(Side::Vendor).await?,
        partner: lead(Side::Partner).await?,
    })
}
