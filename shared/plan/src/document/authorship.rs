//! Which replica wrote which words of a text. Who a replica belongs to is the server's to know.
//!
//! Words that somebody else brings back, by undoing or by taking back a change, are new operations of
//! theirs, and stand near where the old ones lie deleted. A replica that keeps what was deleted
//! ([`PlanDoc::keeper`]) recognises them by that place and by their letters: they are still whose they
//! were.

use std::collections::HashSet;

use yrs::types::text::YChange;
use yrs::{Any, ID, Out, ReadTxn, Snapshot, Text, TextRef, Transact, TransactionMut};

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
    /// A text in pieces, by who wrote them first; empty where there is no text.
    #[must_use]
    pub fn authorship(&self, at: FieldAddress) -> Vec<Run> {
        let text = self.text_ref(&self.doc.transact(), at);
        let Some(text) = text else {
            return Vec::new();
        };
        let mut txn = self.doc.transact_mut_with(UNTRACKED);
        let now = txn.snapshot();
        let nothing = Snapshot::default();
        let all = Snapshot::new(now.state_map.clone(), Default::default());
        // Against an empty past all letters have come, against an empty future all have gone; so each
        // says under which id it was written.
        let shown = pieces(&text, &mut txn, &now, &nothing);
        let shown: HashSet<ID> = shown.into_iter().map(|(id, _)| id).collect();
        let written = pieces(&text, &mut txn, &nothing, &all).into_iter();
        let written = written.filter_map(|(id, text)| {
            let client = ClientId::try_from(id.client.get()).ok()?;
            Some((shown.contains(&id), Run { text, client }))
        });
        by_first_author(&written.collect::<Vec<_>>())
    }
}

/// The letters of a text that are in one of two states, by the operations that they came with.
fn pieces(
    text: &TextRef,
    txn: &mut TransactionMut,
    hi: &Snapshot,
    lo: &Snapshot,
) -> Vec<(ID, String)> {
    let found = text.diff_range(txn, Some(hi), Some(lo), YChange::identity);
    let found = found.into_iter().filter_map(|piece| {
        let Out::Any(Any::String(text)) = piece.insert else {
            return None;
        };
        Some((piece.ychange?.id, text.to_string()))
    });
    found.collect()
}

/// What is shown of all that was ever written, in its order, by whoever wrote the letters first.
fn by_first_author(written: &[(bool, Run)]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut tell = |run: &Run| match runs.last_mut() {
        Some(last) if last.client == run.client => last.text.push_str(&run.text),
        _ => runs.push(run.clone()),
    };
    for (at, (is_shown, run)) in written.iter().enumerate() {
        if !is_shown {
            continue;
        }
        let is_shown = |(is_shown, _): &(bool, Run)| *is_shown;
        let (before, behind) = (&written[..at], &written[at + 1..]);
        let begin = before.iter().rposition(is_shown).map_or(0, |last| last + 1);
        let end = behind.iter().position(is_shown).unwrap_or(behind.len());
        // What is undone stands in front of what was deleted, and what is written again somewhere behind
        // it; each time it returns, next to the last time. A few letters say little.
        let begin = if run.text.len() < TELLING { begin } else { 0 };
        let old = (0..end)
            .rev()
            .find_map(|from| beginning(&behind[from..], &run.text));
        let old = old.or_else(|| {
            let mut starts = begin..at;
            starts.find_map(|from| beginning(&before[from..], &run.text))
        });
        match old {
            Some(old) => old.iter().for_each(|(_, run)| tell(run)),
            None => tell(run),
        }
    }
    runs
}

/// So many bytes that read the same are hardly written twice.
const TELLING: usize = 8;

/// With which of these pieces, from the first, this text was written, if all of that is deleted.
fn beginning<'a>(pieces: &'a [(bool, Run)], text: &str) -> Option<&'a [(bool, Run)]> {
    let mut rest = text;
    for (count, (is_shown, piece)) in pieces.iter().enumerate() {
        if *is_shown {
            return None;
        }
        rest = rest.strip_prefix(piece.text.as_str())?;
        if rest.is_empty() {
            return Some(&pieces[..=count]);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::Replica;
    use super::*;
    use crate::address::Holder;
    use crate::edit::Edit;
    use crate::schema::SCHEMA;
    use crate::splice::Splice;

    const NOTES: FieldAddress = Holder::Document.field("notes");

    /// Several people who write one text one after the other, and somebody who keeps all of it.
    struct Table {
        people: Vec<Replica>,
        keeper: PlanDoc,
    }

    impl Table {
        fn of(people: u64) -> Self {
            let replica = |number| {
                let client = ClientId::try_from(number).unwrap();
                Replica::new(&SCHEMA, client, Arc::new(|| 0))
            };
            Self {
                people: (1..=people).map(replica).collect(),
                keeper: PlanDoc::keeper(&SCHEMA),
            }
        }

        fn act<T>(&mut self, who: u64, act: impl FnOnce(&mut Replica) -> T) {
            let number = usize::try_from(who).unwrap() - 1;
            act(&mut self.people[number]);
            self.people[number].end_burst();
            for update in self.people[number].drain().updates {
                self.keeper.apply(&update).unwrap();
                for other in &mut self.people {
                    other.apply(&update).unwrap();
                    other.drain();
                }
            }
        }

        fn splice(&mut self, who: u64, at: u32, delete: u32, insert: &str) {
            let insert = insert.to_owned();
            let splice = Splice { at, delete, insert };
            self.act(who, |replica| {
                replica.edit(&Edit::Splice { at: NOTES, splice }).unwrap();
            });
        }

        fn runs(&self) -> Vec<(String, u64)> {
            let runs = self.keeper.authorship(NOTES).into_iter();
            runs.map(|run| (run.text, run.client.get())).collect()
        }
    }

    #[test]
    fn what_returns_by_undo_is_still_whose_it_was() {
        let mut table = Table::of(2);
        table.splice(1, 0, 0, "Win twelve customers");
        table.splice(2, 4, 6, "ten");
        table.splice(2, 0, 3, "Keep");
        for _ in 0..2 {
            table.act(2, Replica::undo);
            table.act(2, Replica::undo);
            assert_eq!(table.runs(), [("Win twelve customers".to_owned(), 1)]);
            table.act(2, Replica::redo);
            table.act(2, Replica::redo);
            let ten = [("Keep", 2), (" ", 1), ("ten", 2), (" customers", 1)];
            assert_eq!(table.runs(), ten.map(|(text, who)| (text.to_owned(), who)));
        }
    }

    #[test]
    fn what_somebody_puts_back_is_still_whose_it_was() {
        let mut table = Table::of(3);
        table.splice(1, 0, 0, "Win ");
        table.splice(2, 4, 0, "twelve");
        table.splice(1, 10, 0, " customers");
        // All of it goes, and comes back as the server writes it: as one piece.
        table.splice(3, 0, 20, "");
        assert_eq!(table.runs(), []);
        table.splice(3, 0, 0, "Win twelve customers");
        table.splice(2, 0, 0, "Now: ");
        let again = [("Now: ", 2), ("Win ", 1), ("twelve", 2), (" customers", 1)];
        assert_eq!(
            table.runs(),
            again.map(|(text, who)| (text.to_owned(), who))
        );
    }

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
