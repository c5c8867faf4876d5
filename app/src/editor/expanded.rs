//! Which items show all their fields; kept on this device for each plan.

use leptos::prelude::*;
use tandem_plan::ids::{ItemId, PlanId};

use crate::browser::{local, set_local};

/// So many are remembered, the latest ones.
const MOST: usize = 200;

/// The expanded items of one plan.
#[derive(Clone, Copy)]
pub(crate) struct Expanded {
    key: StoredValue<String>,
    items: RwSignal<Vec<ItemId>>,
}

impl Expanded {
    /// As it was when this plan was last shown on this device.
    pub(super) fn kept(plan: PlanId) -> Self {
        let key = format!("tandem.expanded.{plan}");
        let kept = local(&key).unwrap_or_default();
        Self {
            items: RwSignal::new(kept.split(',').filter_map(|id| id.parse().ok()).collect()),
            key: StoredValue::new(key),
        }
    }

    /// Whether this item shows all its fields.
    pub(crate) fn has(self, item: ItemId) -> bool {
        self.items.with(|items| items.contains(&item))
    }

    /// Shows all fields of this item, or the essential ones only.
    pub(crate) fn set(self, item: ItemId, is_expanded: bool) {
        self.items.update(|items| {
            items.retain(|other| *other != item);
            if is_expanded {
                items.push(item);
            }
            let surplus = items.len().saturating_sub(MOST);
            items.drain(..surplus);
        });
        let items = self.items.get_untracked();
        let text: Vec<String> = items.iter().map(ToString::to_string).collect();
        let text = text.join(",");
        self.key
            .with_value(|key| set_local(key, (!text.is_empty()).then_some(text.as_str())));
    }
}
