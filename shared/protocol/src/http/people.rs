//! Who belongs to a plan, and who may what.

use serde::{Deserialize, Serialize};
use tandem_plan::ids::MemberId;

use crate::member::Member;
use crate::role::{Role, Side};

/// `GET /api/plans/{plan}/members`: everybody, also who is only named and who was removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Members {
    /// In the order in which they came.
    pub members: Vec<Member>,
}

/// `POST /api/plans/{plan}/members`: names somebody who does not log in, so that things can be
/// theirs. Answered with the new [`Member`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NameMember {
    /// Their name, 1 to 80 characters.
    pub name: String,
    /// Their side.
    pub side: Side,
}

/// `PATCH /api/plans/{plan}/members/{member}`: what is to change of somebody; what is left out
/// stays. Answered with the changed [`Member`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeMember {
    /// Another name, 1 to 80 characters. One's own, or that of somebody who is only named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Another role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Whether they run workshops beside their role, which must be lead or editor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facilitates: Option<bool>,
}

/// `POST /api/plans/{plan}/handover`: makes somebody of the own side its lead instead of oneself,
/// who is an editor from then on. Answered with the changed [`Members`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandOver {
    /// Who takes over.
    pub to: MemberId,
}
