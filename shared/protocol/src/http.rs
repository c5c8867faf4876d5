//! The bodies of HTTP requests and answers. All JSON, all under `/api`.

use serde::{Deserialize, Serialize};
use tandem_plan::ids::PlanId;

use crate::event::Member;
use crate::role::{Role, Side};

/// `GET /api/plans`: the plans that this browser's session has a member in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyPlans {
    /// The newest first.
    pub plans: Vec<PlanCard>,
}

/// One plan in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
pub struct Contributions {
    /// By members of the vendor.
    pub vendor: u64,
    /// By members of the partner.
    pub partner: u64,
}

/// `GET /api/invites/{token}`: what a link leads to. Asking consumes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InviteView {
    /// The plan it leads to.
    pub plan: PlanId,
    /// The plan's name.
    pub plan_name: String,
    /// The vendor's name.
    pub vendor_name: String,
    /// The partner's name.
    pub partner_name: String,
    /// The side one joins.
    pub side: Side,
    /// The role one gets.
    pub role: Role,
    /// Who this browser already is in the plan, if anybody: one may stay that person.
    pub already: Option<Member>,
}

/// `POST /api/invites/{token}/join`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinRequest {
    /// How one wants to be called, 1 to 80 characters.
    pub name: String,
}

/// The answer to [`JoinRequest`]; the session cookie is set beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// The plan that was joined.
    pub plan: PlanId,
    /// Who one is in it now.
    pub me: Member,
}

/// The body of every answer with a status of 400 or above.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// A stable key for programs, such as `invite_expired`.
    pub error: String,
    /// A sentence for people: what is wrong and what to do.
    pub message: String,
}
