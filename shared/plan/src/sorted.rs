//! Sorting for lists of all types that is compiled once.
//!
//! The sort of the standard library is made for speed and is compiled anew for every type and
//! comparison, which is a good part of a small program. These lists are short.

use std::cmp::Ordering;

/// The items in the order of `compare`; those that it finds equal stay as they were.
pub fn sorted<T>(
    items: impl IntoIterator<Item = T>,
    compare: impl Fn(&T, &T) -> Ordering,
) -> Vec<T> {
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    let places = places(items.len(), &|a, b| match (&items[a], &items[b]) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let taken = places.into_iter().map(|place| items[place].take());
    taken.flatten().collect()
}

/// The places of `len` items in the order of `compare`.
fn places(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..len).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(items: Vec<(u8, u8)>) {
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(sorted(items, |(a, _), (b, _)| a.cmp(b)), expected);
        }
    }
}
