//! What plans there are, starting and deleting one.

use serde::{Deserialize, Serialize};
use tandem_plan::ids::{MemberId, PlanId};

use super::MadeLink;
use crate::member::Member;
use crate::role::Side;

/// `GET /api/plans`: the plans that this browser's session has a member in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyPlans {
    /// The newest first.
    pub plans: Vec<PlanCard>,
    /// Whether everybody may start a plan here.
    #[serde(default)]
    pub may_start: bool,
}

/// One plan in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanCard {
    /// Its id.
    pub id: PlanId,
    /// Its name when it was made. Who renames the plan does so in the plan itself.
    pub name: String,
    /// The vendor's name.
    pub vendor_name: String,
    /// The partner's name.
    pub partner_name: String,
    /// Who this browser is in it.
    pub me: Member,
}

/// `GET /api/plans/{plan}`: one plan and who this browser is in it.
pub type PlanView = PlanCard;

/// `POST /api/plans`: starts a plan. Who does so becomes the lead of one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartPlan {
    /// The plan's name, up to 120 characters. Empty, it is made of the names of both companies.
    pub name: String,
    /// The vendor's name, 1 to 80 characters.
    pub vendor_name: String,
    /// The partner's name, 1 to 80 characters.
    pub partner_name: String,
    /// What the plan begins with: `it-quarterly`, `manufacturing-annual` or `blank`.
    pub preset: String,
    /// How deep it goes: `essential`, `standard` or `strategic`. Empty, as deep as the preset.
    pub tier: String,
    /// Its first day, as `2026-10-01`. Empty, the first day of the present quarter or year.
    pub start: String,
    /// Its last day. Empty, after as many months as the preset has.
    pub end: String,
    /// How the person who starts it is called, 1 to 80 characters.
    pub my_name: String,
    /// On which side they are: `vendor` or `partner`.
    pub my_side: Side,
}

/// The answer to [`StartPlan`]; the session cookie is set beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Started {
    /// The new plan.
    pub plan: PlanId,
    /// Who one is in it.
    pub me: Member,
    /// The link for the lead of the other side.
    pub invite: MadeLink,
}

/// What the page of a plan brings along, as JSON in the element with the id [`Opening::ELEMENT`]:
/// the client opens the plan with it and need not ask first.
///
/// Where the document is too long to travel in a page, it is what `GET /api/plans/{plan}/document`
/// answers with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The plan and who this browser is in it.
    pub plan: PlanView,
    /// Everybody who belongs to the plan.
    pub members: Vec<Member>,
    /// Which life of the server's store the document belongs to.
    pub epoch: String,
    /// The document as one update in base64, as it was on disk when the page was made.
    pub document: Option<String>,
}

impl Opening {
    /// The id of the element that it lies in.
    pub const ELEMENT: &str = "opening";
}

/// `GET /api/plans/{plan}/contributions`: how much each side has written into what both see, in
/// bytes of its edits. A measure of balance between companies; persons are never counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contributions {
    /// By members of the vendor.
    pub vendor: u64,
    /// By members of the partner.
    pub partner: u64,
}

/// `GET`, `PUT` and `DELETE /api/plans/{plan}/deletion`: who has agreed to delete the plan for good.
/// It is deleted at the moment when a lead of each side has, or one alone while nobody of the other
/// side ever came.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Deletion {
    /// The vendor's lead who has agreed.
    pub vendor: Option<MemberId>,
    /// The partner's lead who has agreed.
    pub partner: Option<MemberId>,
    /// Whether the agreement of one side is enough, because the other never came.
    pub alone: bool,
    /// Whether the plan has been deleted just now.
    pub done: bool,
}
