//! Where this tab has changed the plan: since everything was saved last, and ever. Nothing that
//! the server may not have vanishes without being told.

use std::collections::BTreeSet;

use tandem_plan::address::FieldAddress;
use tandem_plan::document::{Change, PlanDoc, Subject, Touched};

use super::kept::Kept;

/// What was edited here.
#[derive(Debug, Default)]
pub(super) struct Unsaved {
    /// Fields, since everything was saved last.
    fields: BTreeSet<FieldAddress>,
    ever: Touched,
}

impl Unsaved {
    /// These changes were made here.
    pub(super) fn note(&mut self, changes: &[Change]) {
        self.ever.note(changes);
        for change in changes {
            match change {
                Change::Field { at } | Change::Text { at, .. } => {
                    self.fields.insert(*at);
                }
                // Where something stands is no content that could be lost.
                Change::Items { .. } | Change::Rows { .. } => {}
            }
        }
    }

    /// Everything is on the server.
    pub(super) fn saved(&mut self) {
        self.fields.clear();
    }

    /// Everything that was edited here, saved or not.
    pub(super) const fn ever(&self) -> &Touched {
        &self.ever
    }

    /// What stands in the unsaved fields of `document`; they count as told.
    pub(super) fn take(&mut self, document: &PlanDoc, reason: &str) -> Vec<Kept> {
        let fields = std::mem::take(&mut self.fields);
        fields
            .into_iter()
            .map(|at| Kept::of(document, Subject::Field(at), reason))
            .filter(|kept| !kept.text.is_empty())
            .collect()
    }
}
