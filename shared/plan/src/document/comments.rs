//! Comments, in a root of their own: comment id → map of plain values. Written by the server alone.

use yrs::{Any, Map, MapPrelim, MapRef, Out, ReadTxn, Transact};

use super::PlanDoc;
use super::layout::{UNTRACKED, maps_in};
use super::read::string_entry;
use crate::comment::Comment;
use crate::ids::CommentId;
use crate::schema::structure;
use crate::sorted::sorted;

const THREAD: &str = "thread";
const ABOUT: &str = "about";
const AUTHOR: &str = "author";
const AT: &str = "at";
const EDITED_AT: &str = "edited_at";
const TEXT: &str = "text";
const RESOLVED_BY: &str = "resolved_by";
const RESOLVED_AT: &str = "resolved_at";

impl PlanDoc {
    /// Writes a comment, or what has changed of one, and returns that as an update; nothing if it
    /// is the comment that is there. **Only the server calls this.**
    pub fn write_comment(&self, comment: &Comment) -> Option<Vec<u8>> {
        let root = &self.maps[structure::COMMENTS];
        let mut txn = self.doc.transact_mut_with(UNTRACKED);
        let key = comment.id.to_string();
        let map = match root.get(&txn, &key) {
            Some(Out::YMap(map)) => map,
            _ => root.insert(&mut txn, key, MapPrelim::default()),
        };
        let text = |text: &str| Some(Any::from(text.to_owned()));
        let (by, settled) = comment.resolved.unzip();
        let values = [
            (THREAD, comment.thread.and_then(|id| text(&id.to_string()))),
            (ABOUT, text(&comment.about)),
            (AUTHOR, text(&comment.author.to_string())),
            (AT, Some(Any::from(comment.at))),
            (EDITED_AT, comment.edited_at.map(Any::from)),
            (TEXT, text(&comment.text)),
            (RESOLVED_BY, by.and_then(|by| text(&by.to_string()))),
            (RESOLVED_AT, settled.map(Any::from)),
            (structure::DELETED, comment.deleted.then(|| true.into())),
        ];
        let mut changed = false;
        for (key, value) in values {
            let before = match map.get(&txn, key) {
                Some(Out::Any(any)) => Some(any),
                _ => None,
            };
            if value == before {
                continue;
            }
            changed = true;
            match value {
                Some(value) => {
                    map.insert(&mut txn, key, value);
                }
                None => {
                    map.remove(&mut txn, key);
                }
            }
        }
        txn.commit();
        changed.then(|| txn.encode_update_v1())
    }

    /// The comment with this id.
    #[must_use]
    pub fn comment(&self, id: CommentId) -> Option<Comment> {
        let txn = self.doc.transact();
        match self.maps[structure::COMMENTS].get(&txn, &id.to_string()) {
            Some(Out::YMap(map)) => read(&txn, id, &map),
            _ => None,
        }
    }

    /// How many comments there are, those taken back included.
    #[must_use]
    pub fn count_comments(&self) -> usize {
        let txn = self.doc.transact();
        self.maps[structure::COMMENTS].len(&txn) as usize
    }

    /// All comments, those taken back too, the oldest first.
    #[must_use]
    pub fn comments(&self) -> Vec<Comment> {
        let txn = self.doc.transact();
        let comments = maps_in(&txn, &self.maps[structure::COMMENTS])
            .into_iter()
            .filter_map(|(key, map)| read(&txn, key.parse().ok()?, &map));
        sorted(comments, |one: &Comment, other| {
            (one.at, one.id).cmp(&(other.at, other.id))
        })
    }
}

pub(super) fn read<T: ReadTxn>(txn: &T, id: CommentId, map: &MapRef) -> Option<Comment> {
    let string = |key| string_entry(txn, map, key);
    let moment = |key| match map.get(txn, key) {
        Some(Out::Any(Any::Number(number))) => number.as_i64(),
        _ => None,
    };
    let by = string(RESOLVED_BY).and_then(|by| by.parse().ok());
    Some(Comment {
        id,
        thread: string(THREAD).and_then(|thread| thread.parse().ok()),
        about: string(ABOUT)?,
        author: string(AUTHOR)?.parse().ok()?,
        at: moment(AT)?,
        edited_at: moment(EDITED_AT),
        text: string(TEXT)?,
        resolved: by.zip(moment(RESOLVED_AT)),
        deleted: super::read::is_deleted(txn, map),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Change, Replica};
    use crate::ids::{ClientId, MemberId};
    use crate::schema::{PRIVATE_SCHEMA, SCHEMA};

    const ANN: MemberId = MemberId::from_u128(1);
    const BEN: MemberId = MemberId::from_u128(2);

    fn comment(id: u128, at: i64) -> Comment {
        Comment {
            id: CommentId::from_u128(id),
            thread: None,
            about: "vision.thesis".into(),
            author: ANN,
            at,
            edited_at: None,
            text: "Too vague.".into(),
            resolved: None,
            deleted: false,
        }
    }

    #[test]
    fn a_comment_is_read_as_it_was_written_in_every_state() {
        let doc = PlanDoc::new(&PRIVATE_SCHEMA, ClientId::try_from(1).unwrap());
        let first = comment(8, 1_000);
        let answer = Comment {
            thread: Some(first.id),
            ..comment(7, 2_000)
        };
        let settled = Comment {
            resolved: Some((BEN, 3_000)),
            edited_at: Some(2_500),
            ..first.clone()
        };
        let gone = Comment {
            text: String::new(),
            deleted: true,
            ..answer.clone()
        };
        for (write, expected) in [
            (&first, vec![first.clone()]),
            (&answer, vec![first.clone(), answer.clone()]),
            (&settled, vec![settled.clone(), answer.clone()]),
            (&first, vec![first.clone(), answer.clone()]),
            (&gone, vec![first.clone(), gone.clone()]),
        ] {
            assert!(doc.write_comment(write).is_some());
            assert_eq!(doc.comments(), expected);
        }
        assert_eq!(doc.count_comments(), 2);
        assert_eq!(doc.comment(answer.id), Some(gone));
        assert_eq!(doc.comment(CommentId::from_u128(9)), None);
    }

    #[test]
    fn an_editor_hears_of_comments_and_cannot_undo_them() {
        let server = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
        server.write_comment(&comment(7, 1)).unwrap();
        let clock = std::sync::Arc::new(|| 1);
        let mut replica = Replica::new(&SCHEMA, ClientId::try_from(2).unwrap(), clock);
        replica.apply(&server.state()).unwrap();
        assert!(replica.drain().changes.contains(&Change::Comments));
        assert!(!replica.undo());
        assert_eq!(replica.comments(), server.comments());
    }

    #[test]
    fn what_was_written_is_an_update_for_others() {
        let server = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
        let other = PlanDoc::new(&SCHEMA, ClientId::try_from(2).unwrap());
        let said = comment(7, 1);
        let gone = Comment {
            deleted: true,
            text: String::new(),
            ..said.clone()
        };
        for comment in [said, gone] {
            other
                .apply(&server.write_comment(&comment).unwrap())
                .unwrap();
            assert_eq!(other.comments(), [comment]);
        }
        assert!(other.is_same_as(&server));
    }

    #[test]
    fn writing_nothing_new_writes_nothing() {
        let doc = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
        doc.write_comment(&comment(7, 1)).unwrap();
        let before = doc.state_vector();
        assert_eq!(doc.write_comment(&comment(7, 1)), None);
        assert_eq!(doc.state_vector(), before);
    }
}
