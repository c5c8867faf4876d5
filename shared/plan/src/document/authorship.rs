//! Which replica wrote which words of a text. Who a replica belongs to is the server's to know.
//!
//! Words that somebody else brings back, by undoing or by taking back a change, are new operations of
//! theirs, and stand near where the old ones lie deleted. A replica that keeps what was deleted
//! ([`PlanDoc::keeper`]) recognises them by that place and by their letters, and longer stretches by
//! their letters alone: they are still whose they were.

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
    let deleted = Deleted::of(written);
    let mut effort = EFFORT;
    let mut runs: Vec<Run> = Vec::new();
    let mut tell = |text: &str, client: ClientId| match runs.last_mut() {
        Some(last) if last.client == client => last.text.push_str(text),
        _ => runs.push(Run {
            text: text.to_owned(),
            client,
        }),
    };
    let shown = written.iter().filter(|(is_shown, _)| *is_shown);
    for (gap, (_, run)) in (1..).zip(shown) {
        match deleted.first_authors(run, gap, &mut effort) {
            Some(pieces) => pieces.for_each(|(text, client)| tell(text, client)),
            None => tell(&run.text, run.client),
        }
    }
    runs
}

/// So many letters that read the same in the same place were hardly written twice.
const FEW: usize = 3;
/// So many letters that read the same anywhere in a text were hardly written twice.
const MANY: usize = 12;
/// So many bytes are looked through for one text; what is left then counts as written where it stands.
const EFFORT: usize = 64 * 1_024 * 1_024;

/// All that was deleted of a text, in its place.
struct Deleted {
    /// The letters, with [`GAP`] where something is shown between them.
    text: String,
    /// Where each author begins.
    authors: Vec<(usize, ClientId)>,
    /// Where each stretch without anything shown in it begins and ends; one more than shown runs.
    gaps: Vec<(usize, usize)>,
}

const GAP: char = '\0';

impl Deleted {
    fn of(written: &[(bool, Run)]) -> Self {
        let mut deleted = Self {
            text: String::new(),
            authors: Vec::new(),
            gaps: Vec::new(),
        };
        let mut begin = 0;
        for (is_shown, run) in written {
            if *is_shown {
                deleted.gaps.push((begin, deleted.text.len()));
                deleted.text.push(GAP);
                begin = deleted.text.len();
            } else {
                deleted.authors.push((deleted.text.len(), run.client));
                deleted.text.push_str(&run.text);
            }
        }
        deleted.gaps.push((begin, deleted.text.len()));
        deleted
    }

    /// Who wrote the letters of a run that stands in front of this gap, if they were deleted and have
    /// returned.
    fn first_authors<'a>(
        &'a self,
        run: &Run,
        gap: usize,
        effort: &mut usize,
    ) -> Option<impl Iterator<Item = (&'a str, ClientId)>> {
        let letters = run.text.chars().take(MANY).count();
        if letters < FEW || run.text.contains(GAP) {
            return None;
        }
        // What is written again stands behind what was deleted, and what is undone in front of it.
        // What was written in between may be shown still.
        let last = self.gaps.len() - 1;
        let near = (
            self.gaps[gap.saturating_sub(2)].0,
            self.gaps[(gap + 1).min(last)].1,
        );
        let far = (0, self.text.len());
        let places = [Some(near), (letters == MANY).then_some(far)];
        let found = places.into_iter().flatten().find_map(|(begin, end)| {
            *effort = effort.checked_sub(end - begin)?;
            let mut found = self.text[begin..end].match_indices(run.text.as_str());
            // What one has deleted oneself says nothing of who was first.
            found.find_map(|(at, _)| {
                let place = (begin + at, begin + at + run.text.len());
                let is_others = self.pieces(place).any(|(_, client)| client != run.client);
                is_others.then_some(place)
            })
        });
        found.map(|place| self.pieces(place))
    }

    /// The letters of a place, by author.
    fn pieces(&self, (begin, end): (usize, usize)) -> impl Iterator<Item = (&str, ClientId)> {
        let first = self.authors.partition_point(|(at, _)| *at <= begin) - 1;
        let authors = self.authors[first..].iter();
        let ends = self.authors[first + 1..].iter().map(|(at, _)| *at);
        let pieces = authors.zip(ends.chain([self.text.len()]));
        let pieces = pieces.take_while(move |((at, _), _)| *at < end);
        pieces.map(move |((at, client), until)| {
            (&self.text[(*at).max(begin)..until.min(end)], *client)
        })
    }
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

        #[track_caller]
        fn reads(&self, expected: &[(&str, u64)]) {
            let runs = self.keeper.authorship(NOTES);
            let runs = runs.iter().map(|run| (&*run.text, run.client.get()));
            assert_eq!(runs.collect::<Vec<_>>(), expected);
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
            table.reads(&[("Win twelve customers", 1)]);
            table.act(2, Replica::redo);
            table.act(2, Replica::redo);
            table.reads(&[("Keep", 2), (" ", 1), ("ten", 2), (" customers", 1)]);
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
        table.reads(&[]);
        table.splice(3, 0, 0, "Win twelve customers");
        table.splice(2, 0, 0, "Now: ");
        table.reads(&[("Now: ", 2), ("Win ", 1), ("twelve", 2), (" customers", 1)]);
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

    #[test]
    fn what_returns_in_another_way_is_still_whose_it_was() {
        let mut table = Table::of(3);
        table.splice(1, 0, 0, "twelve");
        table.splice(3, 0, 6, "");
        table.splice(3, 0, 0, "twelve");
        table.splice(2, 0, 6, "");
        table.act(2, Replica::undo);
        table.reads(&[("twelve", 1)]);
    }

    #[test]
    fn a_part_that_returns_is_still_whose_it_was() {
        let mut table = Table::of(3);
        table.splice(1, 0, 0, "Win twelve customers");
        table.splice(2, 4, 6, "ten");
        // As little as possible is written to read as before.
        table.splice(3, 5, 2, "welve");
        table.reads(&[("Win ", 1), ("t", 2), ("welve customers", 1)]);
    }

    #[test]
    fn a_text_of_very_many_pieces_takes_no_longer_than_any() {
        let run = |client, text: &str| Run {
            text: text.to_owned(),
            client: ClientId::try_from(client).unwrap(),
        };
        let mut written = vec![(false, run(1, "a")); 200_000];
        for _ in 0..2_000 {
            written.push((true, run(2, "aaaaaaaaaaaaaaab")));
            written.push((false, run(1, "a")));
        }
        let runs = by_first_author(&written);
        assert_eq!(runs.len(), 1);
        assert_eq!(runs[0].text.len(), 32_000);
    }
}
