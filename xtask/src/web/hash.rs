//! Names by content: the first 10 hexadecimal digits of SHA-256. Nobody has to guess them, and
//! every one travels with the name of every part.

use sha2::{Digest, Sha256};

/// Collects bytes and turns them into a name.
#[derive(Default)]
pub(super) struct Hash(Sha256);

impl Hash {
    /// The name of these bytes.
    pub(super) fn of(bytes: &[u8]) -> String {
        let mut hash = Self::default();
        hash.0.update(bytes);
        hash.name()
    }

    /// Adds one part. Its length is added too, so that parts cannot flow into each other.
    pub(super) fn add(&mut self, part: &[u8]) {
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
    }

    pub(super) fn name(self) -> String {
        self.0
            .finalize()
            .iter()
            .take(5)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_beginning_of_sha256() {
        // FIPS 180-2, appendix B.1.
        assert_eq!(Hash::of(b"abc"), "ba7816bf8f");
    }

    #[test]
    fn where_a_part_ends_matters() {
        let name = |parts: &[&str]| {
            let mut hash = Hash::default();
            parts.iter().for_each(|part| hash.add(part.as_bytes()));
            hash.name()
        };
        assert_ne!(name(&["ab", "c"]), name(&["a", "bc"]));
    }
}
