//! Comments, and how far one has read them. They lie in the plan's documents, where everybody who
//! may read the layer finds them; only the server writes them there.

use serde::{Deserialize, Serialize};
use tandem_plan::ids::{CommentId, MemberId};

use crate::layer::Layer;

/// `POST /api/plans/{plan}/comments`: says something about a part of the plan. To be sent again
/// with the same id where no answer came: it is written once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PostComment {
    /// A new random id.
    pub id: CommentId,
    /// Who it is from, as the writer knows: it is refused if the request comes from another. A page
    /// sends it, as somebody else may have joined in its browser since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<MemberId>,
    /// Who may read it.
    pub layer: Layer,
    /// What it is about, as text: empty for the plan, `objectives`, `objectives/ID`, or a field
    /// such as `objectives/ID.title`. An answer has what the first comment of its thread has.
    pub about: String,
    /// The first comment of the thread that it answers in, if it is an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<CommentId>,
    /// What is said, 1 to 4,000 characters. `@` with the id of a member mentions them.
    pub text: String,
}

/// `PATCH /api/plans/{plan}/comments/{comment}`: what is to change; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeComment {
    /// Who changes it, as in [`PostComment::author`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<MemberId>,
    /// In which layer it lies.
    pub layer: Layer,
    /// Other words, of one's own comment only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Whether its thread is settled. Only first comments are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved: Option<bool>,
    /// `true` takes one's own comment back: its words are removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<bool>,
}

/// The answer to both, when the comment is on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CommentPosted {
    /// Which comment.
    pub id: CommentId,
    /// When the server took it: milliseconds since 1970.
    pub at: i64,
}

/// `GET /api/plans/{plan}/read-marks`: up to when one has read the comments of each layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReadMarks {
    /// One for every layer in which one has read any.
    pub marks: Vec<ReadMark>,
}

/// `PUT /api/plans/{plan}/read-marks`: comments up to this moment were read. Never goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReadMark {
    /// In which layer.
    pub layer: Layer,
    /// Until when, in milliseconds since 1970.
    pub at: i64,
}
