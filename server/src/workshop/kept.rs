//! Workshops as the store keeps them.

use std::collections::BTreeMap;

use tandem_plan::ids::PlanId;
use tandem_protocol::workshop::Recap;

use super::Workshop;
use crate::clock::Timestamp;
use crate::store::{Store, StoreError, StoredWorkshop};

/// The workshop of a plan that is under way, if one is.
///
/// # Errors
/// If it cannot be read.
pub async fn under_way<S: Store>(store: &S, plan: PlanId) -> Result<Option<Workshop>, StoreError> {
    let workshops = store.workshops(plan).await?;
    let newest = workshops.first().filter(|one| one.ended_at.is_none());
    newest.map(read).transpose()
}

/// What the steps of all agendas of a plan's workshops are called, by their key in the history.
///
/// # Errors
/// If a workshop cannot be read.
pub async fn step_titles<S: Store>(
    store: &S,
    plan: PlanId,
) -> Result<BTreeMap<String, String>, StoreError> {
    let mut titles = BTreeMap::new();
    for stored in store.workshops(plan).await? {
        let workshop = read(&stored)?;
        let of_one = workshop.step_titles();
        titles.extend(of_one.map(|(key, title)| (key, title.to_owned())));
    }
    Ok(titles)
}

/// A workshop that was kept.
///
/// # Errors
/// If it is none.
pub fn read(stored: &StoredWorkshop) -> Result<Workshop, StoreError> {
    serde_json::from_str(&stored.state).map_err(|error| damaged("workshop", &error))
}

/// What came of a workshop that has ended.
///
/// # Errors
/// If it is no recap.
pub fn read_recap(stored: &StoredWorkshop) -> Result<Option<Recap>, StoreError> {
    let recap = stored.recap.as_deref();
    let recap = recap.map(|recap| {
        serde_json::from_str(recap).map_err(|error| damaged("recap of a workshop", &error))
    });
    recap.transpose()
}

fn damaged(what: &str, error: &serde_json::Error) -> StoreError {
    // Where it is wrong, never what stands there.
    StoreError::Damaged {
        what: format!(
            "a {what} that is none, line {} column {}",
            error.line(),
            error.column()
        ),
    }
}

/// A workshop as it is kept.
#[must_use]
pub fn stored(workshop: &Workshop, recap: Option<&Recap>) -> StoredWorkshop {
    let state = serde_json::to_string(workshop);
    let recap = recap.map(serde_json::to_string);
    StoredWorkshop {
        id: workshop.id,
        number: workshop.number,
        revision: workshop.revision,
        ended_at: workshop.ended_at.map(Timestamp::from_millis),
        state: state.expect("texts, numbers and lists are JSON"),
        recap: recap.map(|recap| recap.expect("texts, numbers and lists are JSON")),
    }
}
