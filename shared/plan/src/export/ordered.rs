//! An object whose members keep their order.

use serde::{Serialize, Serializer};

/// Values by key, in the order of the tables; written as a JSON object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordered<T, Key = &'static str>(Vec<(Key, T)>);

impl<T, Key> Ordered<T, Key> {
    /// Whether nothing is in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of it, in its order.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &T)> {
        self.0.iter().map(|(key, value)| (key, value))
    }
}

impl<T, Key: AsRef<str>> Ordered<T, Key> {
    /// The value with this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&T> {
        let mut all = self.iter();
        all.find(|(candidate, _)| candidate.as_ref() == key)
            .map(|(_, value)| value)
    }
}

impl<T, Key> FromIterator<(Key, T)> for Ordered<T, Key> {
    fn from_iter<I: IntoIterator<Item = (Key, T)>>(members: I) -> Self {
        Self(members.into_iter().collect())
    }
}

impl<T: Serialize, Key: Serialize> Serialize for Ordered<T, Key> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}
