//! What came of a workshop. Names stand in it as they were at its end: it is read long after.

use serde::{Deserialize, Serialize};
use tandem_plan::ids::{BaselineId, ItemId, WorkshopId};

use super::{StanceGiven, Tally};

/// A workshop that has ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PastWorkshop {
    /// Its id.
    pub id: WorkshopId,
    /// The how-manieth workshop of the plan it was.
    pub number: u32,
    /// When it began, in milliseconds since 1970.
    pub started_at: i64,
    /// When it ended.
    pub ended_at: i64,
}

/// `GET /api/plans/{plan}/workshop/recap`: what came of a workshop, or has come so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Recap {
    /// Of which workshop.
    pub id: WorkshopId,
    /// The how-manieth of the plan it was.
    pub number: u32,
    /// What the plan is called.
    pub plan: String,
    /// What the vendor is called.
    pub vendor: String,
    /// What the partner is called.
    pub partner: String,
    /// When it began, in milliseconds since 1970.
    pub started_at: i64,
    /// When it ended; `None` while it goes on.
    pub ended_at: Option<i64>,
    /// The plan as it was at the end, if it got a name.
    pub baseline: Option<(BaselineId, String)>,
    /// Who took part, with their side as a key.
    pub attendees: Vec<(String, String)>,
    /// The steps of the agenda, with what happened in each.
    pub steps: Vec<RecapStep>,
    /// Actions of the plan that are not done.
    pub actions: Vec<RecapAction>,
    /// How much each side has had its part in it: the vendor, the partner, neutral people.
    pub balance: [BalanceOfSide; 3],
    /// How much was changed where.
    pub changes: Vec<RecapChange>,
}

/// What happened in one step; the last one may be what happened outside of all steps.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecapStep {
    /// What it is called; empty for what happened outside of all steps.
    pub title: String,
    /// How many minutes it was to take.
    pub planned: u32,
    /// For how many milliseconds it was under way.
    pub spent: i64,
    /// What was decided, and who wrote it down.
    pub decisions: Vec<(String, String)>,
    /// What nobody decided because somebody could not go along, with what everybody said.
    pub blocked: Vec<(String, Vec<(String, StanceGiven)>)>,
    /// Numbers that were agreed on, or only compared.
    pub numbers: Vec<RecapNumber>,
    /// Votes.
    pub votes: Vec<RecapVote>,
    /// What was parked, and by whom.
    pub parked: Vec<(String, String)>,
    /// What was said in a round, and by whom.
    pub said: Vec<(String, String)>,
}

impl RecapStep {
    /// Whether nothing came of it.
    #[must_use]
    pub fn came_to_nothing(&self) -> bool {
        let bare = Self {
            title: self.title.clone(),
            planned: self.planned,
            spent: self.spent,
            ..Self::default()
        };
        *self == bare
    }
}

/// A number that was entered by many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecapNumber {
    /// Of what.
    pub label: String,
    /// The vendor's.
    pub vendor: Option<String>,
    /// The partner's.
    pub partner: Option<String>,
    /// How far they lay apart.
    pub gap: Option<String>,
    /// The lowest of all.
    pub low: String,
    /// The highest of all.
    pub high: String,
    /// What was agreed on.
    pub agreed: Option<String>,
}

/// A vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecapVote {
    /// About what.
    pub title: String,
    /// What got how many dots, the most first.
    pub options: Vec<(String, Tally)>,
    /// How many people have voted.
    pub voted: u32,
    /// How many it took.
    pub quorum: u32,
}

/// An action that somebody is to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecapAction {
    /// Which item of the plan.
    pub item: ItemId,
    /// What is to be done.
    pub title: String,
    /// Who answers for it; empty for nobody.
    pub owner: String,
    /// Until when, as `2026-12-31`; empty if that is open.
    pub due: String,
}

/// The part that one side has had.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BalanceOfSide {
    /// Changes of the plan.
    pub contributions: u64,
    /// How often its people were given the word.
    pub turns: u32,
    /// Actions that its people answer for, and resources that it brings.
    pub commitments: u32,
    /// Amounts and numbers that its people have filled in.
    pub values: u32,
}

/// How much was changed in one section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecapChange {
    /// The key of the section.
    pub section: String,
    /// Changes by each side.
    pub changes: Tally,
}

/// `GET /api/plans/{plan}/workshop/touching?about=`: what workshops have decided and voted about one
/// part of the plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Touching {
    /// The decisions, the newest first.
    pub decisions: Vec<TouchingDecision>,
    /// The votes.
    pub votes: Vec<TouchingVote>,
}

/// A decision about a part of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TouchingDecision {
    /// What was decided.
    pub text: String,
    /// Who wrote it down.
    pub by: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

/// What an item got in a vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TouchingVote {
    /// What was voted about.
    pub title: String,
    /// The dots it got.
    pub dots: Tally,
}
