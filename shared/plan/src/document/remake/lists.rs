//! Items of a section and rows of a table: which came, moved, or went to the trash.

use std::str::FromStr;

use yrs::branch::{Branch, BranchID};
use yrs::{MapRef, Transact};

use crate::document::PlanDoc;
use crate::document::read::{is_deleted, members};
use crate::edit::{Edit, Place};
use crate::ids::ClientId;
use crate::order::{OrderKey, Ranked};

/// One member of a list.
pub(super) struct Entry<Id> {
    id: Id,
    key: Option<OrderKey>,
    is_deleted: bool,
    /// Under which id it was made.
    pub(super) made_by: Option<ClientId>,
}

/// What one member needs to be as it is in the merged list.
pub(super) struct Step<Id> {
    pub(super) id: Id,
    pub(super) is_new: bool,
    place: Option<Place<Id>>,
    deleted: Option<bool>,
}

impl PlanDoc {
    /// The members of a list in their order.
    pub(super) fn entries_of<Id: Ord + FromStr>(&self, list: Option<MapRef>) -> Vec<Entry<Id>> {
        let Some(list) = list else { return Vec::new() };
        let txn = self.doc.transact();
        members(&txn, &list)
            .into_iter()
            .map(|(Ranked { key, id }, map)| Entry {
                id,
                key,
                is_deleted: is_deleted(&txn, &map),
                made_by: maker(map.as_ref()),
            })
            .collect()
    }
}

fn maker(branch: &Branch) -> Option<ClientId> {
    match branch.id() {
        BranchID::Nested(id) => ClientId::try_from(id.client.get()).ok(),
        BranchID::Root(_) => None,
    }
}

/// The steps from the first list to the second, which has all members of the first. Members that
/// only the second has are left out unless they are own.
pub(super) fn steps<Id: Copy + Eq>(
    [fresh, merged]: [Vec<Entry<Id>>; 2],
    may_rearrange: bool,
    is_own: impl Fn(&Entry<Id>) -> bool,
) -> Vec<Step<Id>> {
    let mut steps = Vec::new();
    let mut before = None;
    for entry in merged {
        let known = fresh.iter().find(|known| known.id == entry.id);
        if known.is_none() && !is_own(&entry) {
            continue;
        }
        let moves = known.is_none_or(|known| may_rearrange && known.key != entry.key);
        let was_deleted = known.is_some_and(|known| known.is_deleted);
        let may_trash = known.is_none() || may_rearrange;
        let step = Step {
            id: entry.id,
            is_new: known.is_none(),
            place: moves.then(|| before.map_or(Place::First, Place::After)),
            deleted: (may_trash && was_deleted != entry.is_deleted).then_some(entry.is_deleted),
        };
        if step.place.is_some() || step.deleted.is_some() {
            steps.push(step);
        }
        before = Some(entry.id);
    }
    steps
}

impl<Id: Copy> Step<Id> {
    /// The step as edits.
    pub(super) fn edits(
        &self,
        add: impl Fn(Place<Id>) -> Edit,
        put: impl Fn(Place<Id>) -> Edit,
        trash: impl Fn(bool) -> Edit,
    ) -> Vec<Edit> {
        let place = self
            .place
            .map(|place| if self.is_new { add(place) } else { put(place) });
        place.into_iter().chain(self.deleted.map(trash)).collect()
    }
}
