//! Links that let people in, and tokens for programs. Secrets are shown once, when they are made.

use serde::{Deserialize, Serialize};
use tandem_plan::ids::{InviteId, MemberId, PlanId, TokenId};

use crate::member::Member;
use crate::role::{Role, Side};

/// `GET /api/invites/{token}`: what a link leads to. Asking consumes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
    /// Who one is when one opens it: a link with which somebody goes on on another device.
    pub continues: Option<Member>,
    /// People of that side who are named in the plan and have not come: one may be one of them.
    #[serde(default)]
    pub named: Vec<NamedPerson>,
}

/// Somebody who is named in a plan and has not come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NamedPerson {
    /// Their id.
    pub id: MemberId,
    /// Their name.
    pub name: String,
}

/// `POST /api/invites/{token}/join`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JoinRequest {
    /// How one wants to be called, 1 to 80 characters. Not needed where one goes on as somebody.
    #[serde(default)]
    pub name: String,
    /// Which of the named people one is, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<MemberId>,
}

/// The answer to [`JoinRequest`]; the session cookie is set beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Joined {
    /// The plan that was joined.
    pub plan: PlanId,
    /// Who one is in it now.
    pub me: Member,
}

/// `POST /api/plans/{plan}/invites`: makes a link. Answered with [`MadeLink`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateInvite {
    /// The side one joins by it.
    pub side: Side,
    /// The role one gets.
    pub role: Role,
    /// How many days it opens the plan, 1 to 90; 14 if it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// How many people may join by it, 1 to 1,000; as many as like if it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_uses: Option<u32>,
}

/// A link that was just made. It is never shown again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MadeLink {
    /// By which it is withdrawn.
    pub id: InviteId,
    /// The whole address.
    pub url: String,
    /// The same for a camera.
    pub qr: QrCode,
    /// Until when it opens the plan: milliseconds since 1970.
    pub expires_at: i64,
}

/// A QR code as a drawing of squares of size 1, without the quiet zone of 4 around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QrCode {
    /// How many squares wide and high it is.
    pub size: u32,
    /// The dark squares, as the data of an SVG path.
    pub path: String,
}

/// `GET /api/plans/{plan}/invites`: the links of the own side and those of neutral people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invites {
    /// The newest first, those of no use any more too.
    pub invites: Vec<InviteRow>,
}

/// One link, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InviteRow {
    /// By which it is withdrawn.
    pub id: InviteId,
    /// The side one joins by it.
    pub side: Side,
    /// The role one gets.
    pub role: Role,
    /// Who goes on by it on another device; `None` for a link that lets new people in.
    pub continues: Option<MemberId>,
    /// Who made it; `None` if the operator did.
    pub created_by: Option<MemberId>,
    /// When, in milliseconds since 1970.
    pub created_at: i64,
    /// Until when it opens the plan.
    pub expires_at: i64,
    /// When it was withdrawn, if it was.
    pub revoked_at: Option<i64>,
    /// How many people may join by it, if that is limited.
    pub max_uses: Option<u32>,
    /// How many have.
    pub uses: u32,
}

/// `GET /api/plans/{plan}/tokens`: one's own tokens that are of use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tokens {
    /// The newest first.
    pub tokens: Vec<TokenRow>,
}

/// One token of a program, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenRow {
    /// By which it is withdrawn.
    pub id: TokenId,
    /// What it is for.
    pub name: String,
    /// When it was made, in milliseconds since 1970.
    pub created_at: i64,
}

/// `POST /api/plans/{plan}/tokens`: makes a token with one's own rights, for a program that sends
/// it as `Authorization: Bearer TOKEN`. Answered with [`MadeToken`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateToken {
    /// What it is for, 1 to 80 characters.
    pub name: String,
}

/// A token that was just made. It is never shown again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MadeToken {
    /// By which it is withdrawn.
    pub id: TokenId,
    /// The secret.
    pub token: String,
}
