//! What the server did not take, as people can copy it and put it aside.

use tandem_plan::address::Holder;
use tandem_plan::document::{PlanDoc, Subject, Unit};
use tandem_plan::edit::{Edit, max_text};
use tandem_plan::schema::FieldType;
use tandem_plan::value::{Currency, Input};

use crate::texts::language;

/// One piece of somebody's work that did not get into the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    /// What it is about.
    pub(crate) subject: Subject,
    /// The title that its item had, if it belongs to one.
    pub(crate) title: Option<String>,
    /// Why it was not taken, as the middle of a sentence.
    pub(crate) reason: String,
    /// What stood there, as text; empty where nothing was written that could be copied.
    pub(crate) text: String,
}

impl Kept {
    /// What `document` holds of this.
    pub(super) fn of(document: &PlanDoc, subject: Subject, reason: &str) -> Self {
        let holder = match subject {
            Subject::Item(section, item) => Some(Holder::Item(section, item)),
            Subject::Row(table, _) => Some(Holder::Item(table.section, table.item)),
            Subject::Field(at) => match at.holder {
                Holder::Item(section, item) | Holder::Row(section, item, ..) => {
                    Some(Holder::Item(section, item))
                }
                Holder::Section(_) | Holder::Document => None,
            },
        };
        Self {
            subject,
            title: holder.map(|holder| document.text(holder.field("title"))),
            reason: reason.to_owned(),
            text: content(document, subject),
        }
    }

    /// What `document` holds of a unit that was not made again.
    pub(super) fn of_unit(document: &PlanDoc, unit: &Unit, reason: &str) -> Self {
        let mut kept = Self::of(document, unit.subject, reason);
        // Nobody can write a text that is too long: it holds what others wrote meanwhile.
        if let (Subject::Field(at), [Edit::Splice { splice, .. }]) = (unit.subject, &*unit.edits)
            && document.text_len(at) > max_text(at.holder)
        {
            kept.text.clone_from(&splice.insert);
        }
        kept
    }
}

/// People and items are picked and not written: their ids would tell nobody anything.
const fn is_pointer(ty: &FieldType) -> bool {
    matches!(
        ty,
        FieldType::Person | FieldType::People | FieldType::Link(_) | FieldType::Links(_)
    )
}

fn content(document: &PlanDoc, subject: Subject) -> String {
    let Subject::Field(at) = subject else {
        return String::new();
    };
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
        Ok(Some(value)) => value.display(Input {
            language: language(),
            // An amount names its own currency, whatever the plan's is.
            currency: Currency::USD,
        }),
        Ok(None) | Err(_) => String::new(),
    }
}
