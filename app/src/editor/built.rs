//! Which items of a long list are built on the page, and which are only named there.
//!
//! A card of an item has some hundred elements. In a list of hundreds most are far from what is
//! seen; they are built when they come near, or when something is to happen in them.

use std::collections::HashMap;

use leptos::prelude::*;
use tandem_plan::ids::ItemId;

/// What is known of the items that are on the page.
#[derive(Clone, Copy)]
pub(crate) struct Built {
    items: StoredValue<HashMap<ItemId, ArcRwSignal<bool>>>,
    /// What was asked for before it was on the page.
    wanted: StoredValue<Option<ItemId>>,
}

impl Built {
    /// Nothing is on the page.
    pub(super) fn new() -> Self {
        Self {
            items: StoredValue::default(),
            wanted: StoredValue::new(None),
        }
    }

    /// An item is put on the page: whether it is built, at once or as soon as it is asked for.
    pub(crate) fn put(self, item: ItemId, at_once: bool) -> ArcRwSignal<bool> {
        let is_wanted = self.wanted.get_value() == Some(item);
        let is_built = ArcRwSignal::new(at_once || is_wanted);
        self.items.update_value(|items| {
            items.insert(item, is_built.clone());
        });
        is_built
    }

    /// Builds the first few of these items that are not built yet. Returns whether there may be more.
    pub(crate) fn build_some(self, items: impl Iterator<Item = ItemId>) -> bool {
        /// So many fit between two frames.
        const AT_ONCE: usize = 2;
        let waiting: Vec<ArcRwSignal<bool>> = self.items.with_value(|built| {
            let signals = items.filter_map(|item| built.get(&item).cloned());
            let waiting = signals.filter(|is_built| !is_built.get_untracked());
            waiting.take(AT_ONCE).collect()
        });
        for is_built in &waiting {
            is_built.set(true);
        }
        waiting.len() == AT_ONCE
    }

    /// Builds an item: now if it is on the page, or when it is put there.
    pub(crate) fn build(self, item: ItemId) {
        self.wanted.set_value(Some(item));
        let signal = self.items.with_value(|items| items.get(&item).cloned());
        if let Some(is_built) = signal
            && !is_built.get_untracked()
        {
            is_built.set(true);
        }
    }
}
