//! How a plan begins: with the content of a preset, made by the server, before anybody opens it.

use tandem_plan::document::PlanDoc;
use tandem_plan::ids::{ClientId, PlanId};
use tandem_plan::preset::{Named, Preset, SeedError, Setup};
use tandem_plan::schema::SCHEMA;
use tandem_plan::value::{Date, Party};
use tandem_protocol::event::Member;
use tandem_protocol::role::{Role, Side};

use crate::access::{self, Token};
use crate::clock::Timestamp;
use crate::store::{NewPlan, Plan, Purpose, Store, StoreError};

/// A plan that somebody wants.
#[derive(Debug, Clone)]
pub struct Wish {
    /// What it begins with.
    pub preset: &'static Preset,
    /// Its name.
    pub name: String,
    /// The vendor's name.
    pub vendor_name: String,
    /// The partner's name.
    pub partner_name: String,
    /// Its first day; the first day of the present quarter or year, as the preset is, if it is not
    /// said.
    pub start: Option<Date>,
    /// What for.
    pub purpose: Purpose,
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
    /// The preset does not fit the plan.
    #[error("cannot begin a plan with the preset {preset}: {source}")]
    Seed {
        /// Its key.
        preset: &'static str,
        /// Why.
        source: SeedError,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes a plan.
///
/// # Errors
/// If the preset does not fit the wish, or the store fails.
pub async fn create(store: &impl Store, wish: Wish, now: Timestamp) -> Result<PlanId, CreateError> {
    let Wish {
        preset,
        name,
        vendor_name,
        partner_name,
        start,
        purpose,
    } = wish;
    let doc = PlanDoc::new(&SCHEMA, ClientId::random());
    let setup = Setup {
        name: &name,
        vendor_name: &vendor_name,
        partner_name: &partner_name,
        start: start.unwrap_or_else(|| preset.first_day(now.date())),
    };
    let named = preset
        .seed(&doc, &setup)
        .map_err(|source| CreateError::Seed {
            preset: preset.key,
            source,
        })?;
    let id = PlanId::random();
    let new = NewPlan {
        plan: Plan {
            id,
            name,
            vendor_name,
            partner_name,
            created_at: now,
        },
        preset: preset.key,
        purpose,
        members: named.into_iter().map(member).collect(),
        seed: doc.state().into(),
    };
    store.create_plan(&new).await?;
    Ok(id)
}

/// Somebody who is named in a plan and has not come yet.
fn member(named: Named) -> Member {
    Member {
        id: named.id,
        name: named.name,
        side: match named.party {
            Party::Vendor => Side::Vendor,
            Party::Partner => Side::Partner,
            Party::Both => Side::Neutral,
        },
        role: Role::Editor,
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
    Ok(LeadLinks {
        vendor: access::invite(store, plan, (Side::Vendor, Role::Lead), now).await?,
        partner: access::invite(store, plan, (Side::Partner, Role::Lead), now).await?,
    })
}
