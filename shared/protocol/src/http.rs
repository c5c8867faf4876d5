//! The bodies of HTTP requests and answers. All JSON, all under `/api`.
//!
//! | module | answers |
//! | --- | --- |
//! | `plans` | what plans there are, starting and deleting one |
//! | `people` | who belongs to a plan, and who may what |
//! | `links` | links that let people in, and tokens for programs |
//! | `comments` | comments, and how far one has read them |
//! | `history` | who did what to a plan, and states of it that keep a name |
//! | `audit` | who got in, who was let in by whom, what was refused |

mod audit;
mod comments;
mod history;
mod links;
mod people;
mod plans;

use serde::{Deserialize, Serialize};

pub use audit::{Audit, AuditAction, AuditEntry};
pub use comments::{ChangeComment, CommentPosted, PostComment, ReadMark, ReadMarks};
pub use history::{
    Authorship, BaselineRow, Baselines, Comparison, Contributor, Difference, History, HistoryCount,
    HistoryCounts, NameBaseline, PlanChange, Restored, Revert, Reverted, SeenUntil, Visit, WasHere,
    WrittenBy,
};
pub use links::{
    CreateInvite, CreateToken, InviteRow, InviteView, Invites, JoinRequest, Joined, MadeLink,
    MadeToken, NamedPerson, QrCode, TokenRow, Tokens,
};
pub use people::{ChangeMember, HandOver, Members, NameMember};
pub use plans::{
    Contributions, Deletion, MyPlans, Opening, PlanCard, PlanView, StartPlan, Started,
};

/// The body of every answer with a status of 400 or above.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ErrorBody {
    /// A stable key for programs, such as `invite_expired`.
    pub error: String,
    /// A sentence for people: what is wrong and what to do.
    pub message: String,
}
