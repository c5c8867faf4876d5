//! Which replica wrote which words of a text. Who a replica belongs to is the server's to know.

use yrs::types::text::YChange;
use yrs::{Any, Out, ReadTxn, Snapshot, Text, Transact};

use super::PlanDoc;
use super::layout::UNTRACKED;
use crate::address::FieldAddress;
use crate::ids::ClientId;

/// Letters one behind the other that one replica wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The letters.
    pub text: String,
    /// Under which id they were written.
    pub client: ClientId,
}

impl PlanDoc {
    /// A text in pieces, by who wrote them; empty where there is no text.
    #[must_use]
    pub fn authorship(&self, at: FieldAddress) -> Vec<Run> {
        let text = self.text_ref(&self.doc.transact(), at);
        let Some(text) = text else {
            return Vec::new();
        };
        // Against an empty past all letters have come, and each says under which id.
        let nothing = Snapshot::default();
        let mut txn = self.doc.transact_mut_with(UNTRACKED);
        let now = txn.snapshot();
        let pieces = text.diff_range(&mut txn, Some(&now), Some(&nothing), YChange::identity);
        let mut runs: Vec<Run> = Vec::new();
        for piece in pieces {
            let (Out::Any(Any::String(text)), Some(came)) = (piece.insert, piece.ychange) else {
                continue;
            };
            let Ok(client) = ClientId::try_from(came.id.client.get()) else {
                continue;
            };
            match runs.last_mut() {
                Some(last) if last.client == client => last.text.push_str(&text),
                _ => runs.push(Run {
                    text: text.to_string(),
                    client,
                }),
            }
        }
        runs
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
    fn every_letter_is_whoever_typed_it() {
        let at = Holder::Section("plan").field("name");
        let doc = |client| PlanDoc::new(&SCHEMA, ClientId::try_from(client).unwrap());
        let (ann, ben) = (doc(1), doc(2));
        ann.complete();
        let splice = |doc: &PlanDoc, at_unit, delete, insert: &str| {
            let splice = Splice {
                at: at_unit,
                delete,
                insert: insert.to_owned(),
            };
            doc.edit(&Edit::Splice { at, splice }).unwrap();
        };
        splice(&ann, 0, 0, "Win 😀 customers");
        ben.apply(&ann.state()).unwrap();
        splice(&ben, 4, 2, "twelve");
        ann.apply(&ben.state()).unwrap();
        let runs = ann.authorship(at);
        let runs: Vec<(&str, u64)> = runs
            .iter()
            .map(|run| (run.text.as_str(), run.client.get()))
            .collect();
        assert_eq!(runs, [("Win ", 1), ("twelve", 2), (" customers", 1)]);
        assert_eq!(ann.text(at), "Win twelve customers");
        assert_eq!(ann.authorship(Holder::Document.field("notes")), []);
    }
}
