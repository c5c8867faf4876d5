//! What people show of themselves while they are in a plan: the JSON state of awareness frames.

use serde::{Deserialize, Serialize};
use tandem_plan::ids::MemberId;

use crate::role::Side;

/// The longest awareness state that is passed on, in bytes.
pub const MAX_STATE: usize = 8 * 1_024;

/// The state of one client. The server overwrites `user` with what it knows; the rest is the
/// client's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// Who it is; filled in by the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<PresentUser>,
    /// The section that is on the screen: its key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The field that has the focus: the text form of its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What is selected in that field, where it is a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caret: Option<Caret>,
}

/// A caret or a selection in a text. Both places are the text form of an anchor in the document:
/// they stay with their letters while others write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caret {
    /// Where the selection begins.
    pub from: String,
    /// Where it ends; the same where there is only a caret.
    pub to: String,
}

/// The part of a presence that the server vouches for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresentUser {
    /// Their id.
    pub id: MemberId,
    /// Their name.
    pub name: String,
    /// Their side.
    pub side: Side,
    /// Their side's colour as `#rrggbb`, for stock editors that paint carets with it.
    pub color: String,
}
