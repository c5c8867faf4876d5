//! Which kinds of items are shown as tables; kept on this device.

use leptos::prelude::*;
use tandem_plan::schema::{Kind, SCHEMA};

use crate::browser::{local, set_local};

const KEPT_AS: &str = "tandem.tables";

/// The kinds that are shown as tables; all others are shown as cards.
#[derive(Clone, Copy)]
pub(crate) struct Views {
    tables: RwSignal<Vec<&'static str>>,
}

impl Views {
    /// As they were last on this device.
    pub(super) fn kept() -> Self {
        let kept = local(KEPT_AS).unwrap_or_default();
        let known = kept.split(',').filter_map(|key| SCHEMA.kind(key));
        Self {
            tables: RwSignal::new(known.map(|(_, kind)| kind.key).collect()),
        }
    }

    /// Whether this kind is shown as a table.
    pub(crate) fn is_table(self, kind: &Kind) -> bool {
        self.tables.with(|tables| tables.contains(&kind.key))
    }

    /// Shows this kind as a table, or as cards.
    pub(crate) fn set_table(self, kind: &Kind, is_table: bool) {
        let key = kind.key;
        self.tables.update(|tables| {
            tables.retain(|other| *other != key);
            if is_table {
                tables.push(key);
            }
        });
        let kept = self.tables.with_untracked(|tables| tables.join(","));
        set_local(KEPT_AS, (!kept.is_empty()).then_some(kept.as_str()));
    }
}
