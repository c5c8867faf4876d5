//! How items keep their order when several people move them at once.
//!
//! The CRDT has no move, so every item and row carries a fractional index: a text that sorts
//! between those of its neighbours (the scheme of the `fractional_index` crate, after Figma's
//! "Realtime editing of ordered sequences"). Equal keys, which two people make when they insert
//! at the same place at the same time, are ordered by id; to insert between equal keys, the run
//! of equals is given new keys in the same transaction.
//!
//! Pure functions over keys; nothing here reads or writes a document.

use fractional_index::FractionalIndex;

/// One member of an ordered list: its key as stored, if it has one that can be read, and its id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ranked<Id> {
    /// The fractional index as stored; an unreadable one counts as none and sorts first.
    pub key: Option<OrderKey>,
    /// Breaks ties.
    pub id: Id,
}

/// A key that can be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OrderKey(FractionalIndex);

impl OrderKey {
    /// The longest key that is accepted, in bytes of text; far above what honest use makes.
    const MAX_LENGTH: usize = 1_024;

    /// Reads a stored key.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > Self::MAX_LENGTH || !text.is_ascii() || !text.len().is_multiple_of(2) {
            return None;
        }
        FractionalIndex::from_string(text).ok().map(Self)
    }

    /// The text that is stored.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.to_string()
    }
}

/// New keys: one for the member that moves or arrives, and one for every neighbour that had to
/// be re-keyed to make room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement<Id> {
    /// The key of the member itself.
    pub key: OrderKey,
    /// Neighbours with their new keys.
    pub rekeyed: Vec<(Id, OrderKey)>,
}

/// Keys that put a member at `index` of `others`, which are sorted and do not contain it.
///
/// An `index` past the end means the end.
#[must_use]
pub fn place<Id: Copy>(others: &[Ranked<Id>], index: usize) -> Placement<Id> {
    let index = index.min(others.len());
    let lower = others[..index].last().and_then(|ranked| ranked.key.clone());
    // The members behind the gap that must give way: those without a readable key, and those
    // whose key is not above the lower neighbour's.
    let blocked = others[index..]
        .iter()
        .take_while(|ranked| match (&lower, &ranked.key) {
            (_, None) => true,
            (Some(lower), Some(key)) => key <= lower,
            (None, Some(_)) => false,
        })
        .count();
    let upper = others
        .get(index + blocked)
        .and_then(|ranked| ranked.key.clone());
    let mut keys = between(lower, upper, blocked + 1).into_iter();
    let key = keys
        .next()
        .expect("one key more than blocked members was asked for");
    let rekeyed = others[index..index + blocked]
        .iter()
        .map(|ranked| ranked.id)
        .zip(keys)
        .collect();
    Placement { key, rekeyed }
}

/// `count` ascending keys strictly between two keys, or from an open end.
fn between(lower: Option<OrderKey>, upper: Option<OrderKey>, count: usize) -> Vec<OrderKey> {
    let mut keys = Vec::with_capacity(count);
    let mut lower = lower.map(|key| key.0);
    let upper = upper.map(|key| key.0);
    for _ in 0..count {
        let key = match (&lower, &upper) {
            (Some(lower), Some(upper)) => halfway(lower, upper),
            (lower, upper) => FractionalIndex::new(lower.as_ref(), upper.as_ref()),
        };
        let key = key.expect("the lower key is below the upper one: equal keys were passed over");
        lower = Some(key.clone());
        keys.push(OrderKey(key));
    }
    keys
}

/// A key between two keys. What they begin with in common is left out of the calculation: the
/// library cannot count below a byte of 0 there.
fn halfway(lower: &FractionalIndex, upper: &FractionalIndex) -> Option<FractionalIndex> {
    let (lower, upper) = (lower.as_bytes(), upper.as_bytes());
    let shorter = lower.len().min(upper.len());
    let common = (0..shorter - 1)
        .take_while(|at| lower[*at] == upper[*at])
        .count();
    let rest = |bytes: &[u8]| FractionalIndex::from_bytes(bytes[common..].to_vec()).ok();
    let between = FractionalIndex::new_between(&rest(lower)?, &rest(upper)?)?;
    FractionalIndex::from_bytes([&lower[..common], between.as_bytes()].concat()).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn apply(list: &mut Vec<Ranked<u32>>, id: u32, index: usize) {
        list.retain(|ranked| ranked.id != id);
        let placement = place(list, index);
        for (id, key) in placement.rekeyed {
            let neighbour = list.iter_mut().find(|ranked| ranked.id == id).unwrap();
            neighbour.key = Some(key);
        }
        list.push(Ranked {
            key: Some(placement.key),
            id,
        });
        list.sort();
    }

    proptest! {
        #[test]
        fn a_member_lands_where_it_was_put_and_the_others_keep_their_order(
            moves in prop::collection::vec((0u32..12, 0usize..14), 1..60),
            keyless in prop::collection::btree_set(100u32..110, 0..4),
            equal in prop::collection::btree_set(200u32..210, 0..4),
        ) {
            let middle = place::<u32>(&[], 0).key;
            let mut list: Vec<Ranked<u32>> = keyless.into_iter().map(|id| Ranked { key: None, id })
                .chain(equal.into_iter().map(|id| Ranked { key: Some(middle.clone()), id }))
                .collect();
            list.sort();
            for (id, index) in moves {
                let mut expected: Vec<u32> =
                    list.iter().map(|ranked| ranked.id).filter(|other| *other != id).collect();
                expected.insert(index.min(expected.len()), id);
                apply(&mut list, id, index);
                let ids: Vec<u32> = list.iter().map(|ranked| ranked.id).collect();
                prop_assert_eq!(ids, expected);
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,40}") {
            if let Some(key) = OrderKey::read(&text) {
                prop_assert_eq!(OrderKey::read(&key.text()), Some(key));
            }
        }
    }

    #[test]
    fn keys_stay_short_when_everything_is_added_at_the_end() {
        let mut list = Vec::new();
        for id in 0..5_000 {
            let end = list.len();
            let placement = place(&list, end);
            list.push(Ranked {
                key: Some(placement.key),
                id,
            });
        }
        let longest = list
            .iter()
            .filter_map(|ranked| ranked.key.as_ref())
            .map(|key| key.text().len());
        assert!(
            longest.max() < Some(200),
            "5,000 items at the end stay below 200 characters"
        );
    }

    #[test]
    fn there_is_room_between_any_two_keys() {
        let keys = [
            "0080", "007f80", "00007f80", "00ff80", "0180", "80", "8080", "ff80", "ffff80",
        ];
        let mut keys = keys.map(|text| OrderKey::read(text).unwrap());
        keys.sort();
        for pair in keys.windows(2) {
            let made = between(Some(pair[0].clone()), Some(pair[1].clone()), 300);
            let all = [&pair[..1], &made, &pair[1..]].concat();
            assert!(all.is_sorted_by(|a, b| a < b), "{pair:?}");
        }
    }

    #[test]
    fn hundreds_that_come_first_leave_room_between_them() {
        let mut list = Vec::new();
        for id in 0..600 {
            apply(&mut list, id, 0);
        }
        for id in 600..1_200 {
            apply(&mut list, id, 1);
            assert_eq!(list[1].id, id);
        }
    }
}
