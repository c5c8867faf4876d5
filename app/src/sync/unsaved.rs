//! Where this tab has changed the plan: since everything was saved last, and ever. Nothing that
//! the server may not have vanishes without being told.

use tandem_plan::address::FieldAddress;
use tandem_plan::document::{Change, PlanDoc, Subject, Touched};

use super::kept::Kept;

/// What was edited here.
#[derive(Debug, Default)]
pub(super) struct Unsaved {
    /// Fields, since everything was saved last, each once, in the order of their first edits.
    fields: Vec<FieldAddress>,
    /// How many edits, since then.
    edits: usize,
    ever: Touched,
}

impl Unsaved {
    /// These changes were made here, by so many edits.
    pub(super) fn note(&mut self, changes: &[Change], edits: usize) {
        self.edits += edits;
        self.ever.note(changes);
        for change in changes {
            match change {
                Change::Field { at } | Change::Text { at, .. } => self.add(*at),
                // Where something stands is no content that could be lost.
                Change::Items { .. } | Change::Rows { .. } | Change::Comments => {}
            }
        }
    }

    /// Everything is on the server.
    pub(super) fn saved(&mut self) {
        self.fields.clear();
        self.edits = 0;
    }

    /// These fields were edited by a tab that may have ended.
    pub(super) fn inherit(&mut self, fields: &[FieldAddress]) {
        fields.iter().for_each(|at| self.add(*at));
    }

    /// The same fields as that one as well.
    pub(super) fn join(&mut self, other: &Self) {
        self.inherit(&other.fields);
    }

    /// How many edits are not saved.
    pub(super) const fn edits(&self) -> usize {
        self.edits
    }

    /// In which fields.
    pub(super) fn fields(&self) -> Vec<FieldAddress> {
        self.fields.clone()
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

    fn add(&mut self, at: FieldAddress) {
        if !self.fields.contains(&at) {
            self.fields.push(at);
        }
    }
}
