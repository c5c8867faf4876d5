//! The history of a plan: who did what, how it was before, and states that keep a name.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tandem_plan::history::{ChangeKind, Content};
use tandem_plan::ids::{BaselineId, CommentId, ItemId, MemberId, RowId};

use crate::layer::Layer;
use crate::role::Side;

/// `GET /api/plans/{plan}/history`: changes that pass the filters, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct History {
    /// The changes.
    pub changes: Vec<PlanChange>,
    /// What to send as `cursor` for the next ones; absent behind the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Everything that one member did to one spot of the plan without a pause and without anybody else
/// changing it in between. Moments are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanChange {
    /// Which: the number of its first update, and which of that update's changes it is.
    pub id: String,
    /// The number of its first update.
    pub seq: u64,
    /// The number of its last update.
    pub until_seq: u64,
    /// When the server took its first update.
    pub at: i64,
    /// When the server took its last.
    pub until: i64,
    /// When its author's browser says that it was written, if that was long before it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_at: Option<i64>,
    /// Who did it, as the server saw.
    pub member: Contributor,
    /// The key of the section; absent for the plan as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// What the item was called then; empty if it had no title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The key of the field, or of the table that the row lies in; `kind`, `order` and `deleted` of
    /// an item that came, moved, or went to the trash.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The row of that table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<RowId>,
    /// The key of the column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<CommentId>,
    /// What kind of change it is.
    pub kind: ChangeKind,
    /// What was there before; null where nothing was.
    pub before: Option<Content>,
    /// What was there afterwards; null where nothing is.
    pub after: Option<Content>,
    /// How many words there are more than before.
    #[serde(default)]
    pub words: i64,
    /// The step of a workshop's agenda in which it was done: the number of the workshop and that of the
    /// step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// What that step is called.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub step_title: String,
    /// Which change it took back, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reverts: Option<String>,
    /// To which baseline it brought the plan back, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<BaselineId>,
}

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contributor {
    /// Their id.
    pub id: MemberId,
    /// Their name.
    pub name: String,
    /// Their side.
    pub side: Side,
}

/// `GET /api/plans/{plan}/history/counts`: how many changes there are of which sort. Of the filters
/// only the period counts, in days of UTC, unless an item, a field, a row or `after` is given: then
/// all of them do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HistoryCounts {
    /// One for every member, section, kind and step that has any.
    pub counts: Vec<HistoryCount>,
    /// What the steps of all workshops' agendas are called, by their key.
    #[serde(default)]
    pub steps: BTreeMap<String, String>,
    /// The number of the last update.
    pub head: u64,
}

/// How many changes there are of one sort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HistoryCount {
    /// By whom.
    pub member: Contributor,
    /// In which section; empty for the plan as a whole.
    pub section: String,
    /// Of which kind.
    pub kind: ChangeKind,
    /// In which step of the agenda; empty for none.
    pub step: String,
    /// How many.
    pub changes: u64,
    /// How many words they have made more of.
    pub words: i64,
}

/// `GET /api/plans/{plan}/compare?from=&to=`: what differs between two moments of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Comparison {
    /// By section and item.
    pub differences: Vec<Difference>,
}

/// One spot of the plan that holds something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Difference {
    /// The key of the section; absent for the plan as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// What the item is called at the second moment.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// As in a change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The row of that table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<RowId>,
    /// The key of the column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What kind of change leads from the first to the second.
    pub kind: ChangeKind,
    /// What stands there at the first moment.
    pub before: Option<Content>,
    /// What stands there at the second.
    pub after: Option<Content>,
    /// Who has changed it in between.
    pub members: Vec<Contributor>,
}

/// `POST /api/plans/{plan}/history/{change}/revert`: takes one change back, by a new change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Revert {
    /// In which layer.
    pub layer: Layer,
    /// Also if somebody has changed it since: what stands there now is replaced.
    #[serde(default)]
    pub even_if_changed: bool,
}

/// The answer, when it is on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Reverted {
    /// It was taken back.
    Done,
    /// What the change took away stands there already.
    NothingToDo,
    /// Somebody has changed it since; nothing was done.
    Changed {
        /// What stands there now.
        now: Option<Content>,
        /// What would stand there.
        before: Option<Content>,
    },
}

/// `GET /api/plans/{plan}/authorship?field=`: who wrote the words of a text, as it is on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Authorship {
    /// The text in pieces, in its order.
    pub runs: Vec<WrittenBy>,
}

/// Letters one behind the other that one member wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WrittenBy {
    /// The letters.
    pub text: String,
    /// Who wrote them; absent for what the plan began with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<Contributor>,
}

/// `GET /api/plans/{plan}/presence?at=`: who was in the plan at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WasHere {
    /// In no order.
    pub members: Vec<Contributor>,
}

/// `GET /api/plans/{plan}/visit`: up to where one has seen the history of a layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Visit {
    /// The last update that one has seen; 0 if there was no visit.
    pub seq: u64,
    /// When: milliseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<i64>,
    /// The number of the last update there is.
    pub head: u64,
    /// What others have changed since: the key of a section, or of a section and the id of an item in
    /// it, as in `objectives/6f9619ff-8b86-4d01-b42d-00cf4fc964ff`.
    pub news: Vec<String>,
}

/// `PUT /api/plans/{plan}/visit`: one has seen everything up to this update. Never goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeenUntil {
    /// Of which layer.
    pub layer: Layer,
    /// The number of the update.
    pub seq: u64,
}

/// `GET /api/plans/{plan}/baselines`: states that keep a name, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Baselines {
    /// All of them.
    pub baselines: Vec<BaselineRow>,
}

/// A state of the plan that keeps a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BaselineRow {
    /// Its id.
    pub id: BaselineId,
    /// What it is called.
    pub name: String,
    /// The number of the last update in it.
    pub seq: u64,
    /// The SHA-256 of what the plan says then, in hexadecimal digits: of the document that
    /// `GET /api/plans/{plan}/at/{seq}` answers.
    pub sha256: String,
    /// Who named it.
    pub member: Contributor,
    /// When: milliseconds since 1970.
    pub at: i64,
}

/// `POST /api/plans/{plan}/baselines`: gives the plan as it is now a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NameBaseline {
    /// 1 to 120 characters on one line.
    pub name: String,
}

/// The answer to `POST /api/plans/{plan}/baselines/{baseline}/restore`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Restored {
    /// When: milliseconds since 1970.
    pub at: i64,
}
