//! How large things are, without reading them.

use yrs::branch::BranchID;
use yrs::{ID, Text, TextRef, Transact};

use super::PlanDoc;
use crate::ids::ClientId;

/// The deepest that a map or text of the layout lies below its root: the text of a row of a table
/// of an item.
pub const MAX_NESTING: u8 = 4;

/// One text of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextId {
    /// The root with this name.
    Root(&'static str),
    /// The one that this operation made: its client and clock.
    MadeBy(ClientId, u32),
}

impl PlanDoc {
    /// How long a text is, in UTF-16 units; `None` if there is no such text.
    #[must_use]
    pub fn text_length(&self, text: TextId) -> Option<u32> {
        let txn = self.doc.transact();
        let text = match text {
            TextId::Root(name) => self.texts.get(name)?.clone(),
            TextId::MadeBy(client, clock) => {
                let id = ID::new(yrs::block::ClientID::new(client.get()), clock);
                TextRef::from(BranchID::Nested(id).get_branch(&txn)?)
            }
        };
        Some(text.len(&txn))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Holder;
    use crate::edit::Edit;
    use crate::schema::SCHEMA;
    use crate::splice::Splice;

    #[test]
    fn a_text_has_a_length_in_utf16_units() {
        let doc = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
        doc.complete();
        let type_into = |at| {
            let splice = Splice {
                at: 0,
                delete: 0,
                insert: "é😀".to_owned(),
            };
            doc.edit(&Edit::Splice { at, splice }).unwrap();
        };
        type_into(Holder::Document.field("notes"));
        assert_eq!(doc.text_length(TextId::Root("notes")), Some(3));
        assert_eq!(doc.text_length(TextId::Root("plan")), None);
        type_into(Holder::Section("plan").field("name"));
        let lengths: Vec<u32> = (0..doc.state_vector().clock(doc.client()))
            .filter_map(|clock| doc.text_length(TextId::MadeBy(doc.client(), clock)))
            .filter(|length| *length > 0)
            .collect();
        assert_eq!(lengths, [3]);
    }
}
