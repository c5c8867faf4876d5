//! The containers that a document begins with, by their names.

use std::ops::Index;

/// Containers of one type in the order of the schema. They are few: a name is found by looking at
/// one after the other.
#[derive(Debug, Clone)]
pub(super) struct Roots<T>(Vec<(&'static str, T)>);

impl<T> Roots<T> {
    pub(super) fn get(&self, name: &str) -> Option<&T> {
        let mut roots = self.iter();
        roots.find(|(key, _)| *key == name).map(|(_, root)| root)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static str, &T)> {
        self.0.iter().map(|(key, root)| (*key, root))
    }
}

impl<T> Index<&str> for Roots<T> {
    type Output = T;

    fn index(&self, name: &str) -> &T {
        self.get(name)
            .expect("only names of the schema are asked for")
    }
}

impl<T> FromIterator<(&'static str, T)> for Roots<T> {
    fn from_iter<I: IntoIterator<Item = (&'static str, T)>>(roots: I) -> Self {
        Self(roots.into_iter().collect())
    }
}
