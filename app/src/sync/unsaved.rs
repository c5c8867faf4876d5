//! Which fields hold edits of this tab that may not be on the server yet. When the server refuses
//! edits, what stands in these fields is handed to the person who wrote it: nothing vanishes
//! without being told.

use std::collections::BTreeSet;

use tandem_plan::address::FieldAddress;
use tandem_plan::document::{Change, PlanDoc};
use tandem_plan::schema::FieldType;
use tandem_plan::value::NumberStyle;

/// What stood in one field when the server refused the edits of this tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    /// The field.
    pub(crate) at: FieldAddress,
    /// Its content, as text.
    pub(crate) text: String,
}

/// Fields that were edited here since everything was saved last.
#[derive(Debug, Default)]
pub(super) struct Unsaved {
    fields: BTreeSet<FieldAddress>,
}

impl Unsaved {
    /// These changes were made here.
    pub(super) fn note(&mut self, changes: &[Change]) {
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

    /// What stands in these fields of `document`; they count as told.
    pub(super) fn take(&mut self, document: &PlanDoc) -> Vec<Kept> {
        let fields = std::mem::take(&mut self.fields);
        fields
            .into_iter()
            .filter_map(|at| {
                let text = content(document, at);
                (!text.is_empty()).then_some(Kept { at, text })
            })
            .collect()
    }
}

/// People and items are picked and not written: their ids would tell nobody anything.
const fn is_pointer(ty: &FieldType) -> bool {
    matches!(
        ty,
        FieldType::Person | FieldType::People | FieldType::Link(_) | FieldType::Links(_)
    )
}

fn content(document: &PlanDoc, at: FieldAddress) -> String {
    let Some(field) = at.describe(document.schema()) else {
        return String::new();
    };
    if field.ty.is_text() {
        return document.text(at);
    }
    if is_pointer(&field.ty) {
        return String::new();
    }
    if field.ty.is_set() {
        let entries: Vec<String> = document.entries(at).into_iter().collect();
        return entries.join(", ");
    }
    match document.value(at) {
        Ok(Some(value)) => value.display(NumberStyle::ENGLISH),
        Ok(None) | Err(_) => String::new(),
    }
}
