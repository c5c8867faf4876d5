//! Which plans this device can open without the server, and as whom. No secrets: who may have a
//! plan is decided by the server, whenever it can be asked.

use tandem_plan::ids::PlanId;
use tandem_protocol::http::PlanView;

use crate::{browser, talk};

const PREFIX: &str = "tandem.plan.";

/// How the names of the databases begin in which plans lie on this device.
const DATABASES: &str = "tandem/";

fn key(plan: PlanId) -> String {
    format!("{PREFIX}{plan}")
}

/// The server has said that this browser is somebody in this plan.
pub(crate) fn remember(view: &PlanView) {
    // Plain data is always JSON.
    if let Ok(json) = serde_json::to_string(view) {
        browser::set_local(&key(view.id), Some(&json));
    }
}

/// Who this browser is in this plan, as far as it was told last.
pub(crate) fn find(plan: PlanId) -> Option<PlanView> {
    serde_json::from_str(&browser::local(&key(plan))?).ok()
}

/// All of them.
pub(crate) fn all() -> Vec<PlanView> {
    let keys = browser::local_keys().into_iter();
    let keys = keys.filter(|key| key.starts_with(PREFIX));
    keys.filter_map(|key| serde_json::from_str(&browser::local(&key)?).ok())
        .collect()
}

/// This browser is nobody in any plan: nothing of any stays on this device.
pub(crate) async fn wipe_all() {
    for plan in all() {
        forget(plan.id);
    }
    talk::forget(None);
    browser::delete_databases(DATABASES).await;
}

/// This browser is nobody in this plan: nothing of it stays on this device.
pub(crate) async fn wipe(plan: PlanId) {
    forget(plan);
    talk::forget(Some(plan));
    browser::delete_databases(&format!("{DATABASES}{plan}/")).await;
}

/// This browser is nobody in this plan.
pub(crate) fn forget(plan: PlanId) {
    browser::set_local(&key(plan), None);
}
