//! Comparing replicas: what one holds already, and whether two hold the same.
//!
//! Nothing here writes, and nothing here recurses: how deep a document is nested is up to those
//! who wrote it.

use std::ops::Range;

use yrs::{GetString, Map, MapRef, Out, ReadTxn, Transact};

use super::PlanDoc;
use crate::ids::ClientId;

impl PlanDoc {
    /// Whether all of these operations are deleted here. Takes time in proportion to the document.
    pub fn has_deleted(&self, ranges: impl IntoIterator<Item = (ClientId, Range<u32>)>) -> bool {
        let deleted = self.doc.transact().snapshot().delete_set;
        ranges.into_iter().all(|(client, clocks)| {
            let Some(of_client) = deleted.get(&yrs::block::ClientID::new(client.get())) else {
                return clocks.is_empty();
            };
            let covered = of_client
                .ranges()
                .find(|range| range.contains(&clocks.start));
            clocks.is_empty() || covered.is_some_and(|range| clocks.end <= range.end)
        })
    }

    /// Whether the other replica has the same operations, deleted the same of them, and reads the
    /// same everywhere. Takes time in proportion to the document.
    #[must_use]
    pub fn is_same_as(&self, other: &Self) -> bool {
        let (here, there) = (self.doc.transact(), other.doc.transact());
        if here.snapshot() != there.snapshot() {
            return false;
        }
        let texts_agree = self.texts.iter().all(|(key, text)| {
            other
                .texts
                .get(key)
                .is_some_and(|theirs| text.get_string(&here) == theirs.get_string(&there))
        });
        let mut maps: Vec<(MapRef, MapRef)> = Vec::new();
        for (key, map) in self.maps.iter() {
            match other.maps.get(key) {
                Some(theirs) => maps.push((map.clone(), theirs.clone())),
                None => return false,
            }
        }
        while let Some((ours, theirs)) = maps.pop() {
            if ours.len(&here) != theirs.len(&there) {
                return false;
            }
            for (key, value) in ours.iter(&here) {
                let agree = match (value, theirs.get(&there, key)) {
                    (Out::YMap(ours), Some(Out::YMap(theirs))) => {
                        maps.push((ours, theirs));
                        true
                    }
                    (Out::YText(ours), Some(Out::YText(theirs))) => {
                        ours.get_string(&here) == theirs.get_string(&there)
                    }
                    (Out::Any(ours), Some(Out::Any(theirs))) => ours == theirs,
                    _ => false,
                };
                if !agree {
                    return false;
                }
            }
        }
        texts_agree
    }
}

#[cfg(test)]
mod tests {
    use crate::address::Holder;
    use crate::document::PlanDoc;
    use crate::edit::Edit;
    use crate::ids::ClientId;
    use crate::schema::SCHEMA;
    use crate::splice::Splice;

    fn doc(client: u64) -> PlanDoc {
        PlanDoc::new(&SCHEMA, ClientId::try_from(client).unwrap())
    }

    fn splice(at: u32, delete: u32, insert: &str) -> Edit {
        Edit::Splice {
            at: Holder::Section("plan").field("name"),
            splice: Splice {
                at,
                delete,
                insert: insert.to_owned(),
            },
        }
    }

    #[test]
    fn replicas_are_the_same_once_they_have_exchanged_everything() {
        let (ours, theirs) = (doc(1), doc(2));
        ours.complete();
        ours.edit(&splice(0, 0, "one name")).unwrap();
        assert!(!ours.is_same_as(&theirs));
        theirs.apply(&ours.state()).unwrap();
        assert!(ours.is_same_as(&theirs));
        theirs.edit(&splice(0, 3, "a")).unwrap();
        assert!(!ours.is_same_as(&theirs));
        ours.apply(&theirs.diff(&ours.state_vector())).unwrap();
        assert!(ours.is_same_as(&theirs));
    }

    #[test]
    fn a_replica_knows_what_it_has_deleted() {
        let replica = doc(1);
        replica.complete();
        let writer = replica.client();
        let before = replica.state_vector().clock(writer);
        replica.edit(&splice(0, 0, "abcdef")).unwrap();
        assert!(!replica.has_deleted([(writer, before..before + 1)]));
        replica.edit(&splice(1, 3, "")).unwrap();
        assert!(replica.has_deleted([(writer, before + 1..before + 4)]));
        assert!(replica.has_deleted([(writer, before + 2..before + 3)]));
        assert!(!replica.has_deleted([(writer, before..before + 4)]));
        assert!(!replica.has_deleted([(ClientId::try_from(9).unwrap(), 0..1)]));
        assert!(replica.has_deleted([]));
    }
}
