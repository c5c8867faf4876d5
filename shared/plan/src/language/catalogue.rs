//! The texts of one language, as a file that is loaded while the program runs.
//!
//! The build writes it (`cargo xtask build`): a line for each text, which begins with the
//! [`fingerprint`] of what it is in English, as eight hexadecimal digits, and goes on with the
//! translation; ordered by fingerprint. What is not in it is read in English.

use std::sync::OnceLock;

static LOADED: OnceLock<Vec<(u32, &'static str)>> = OnceLock::new();

/// Takes in the catalogue of the language that is read from now on, once and for all.
pub fn load(catalogue: String) {
    // It is there as long as the program runs.
    let lines = catalogue.leak().lines();
    let _ = LOADED.set(lines.filter_map(entry).collect());
}

/// What a text is in the language of the catalogue; `None` if no catalogue has it.
#[must_use]
pub fn translation(en: &str) -> Option<&'static str> {
    find(LOADED.get()?, en)
}

fn entry(line: &'static str) -> Option<(u32, &'static str)> {
    let (fingerprint, translation) = line.split_at_checked(8)?;
    Some((u32::from_str_radix(fingerprint, 16).ok()?, translation))
}

fn find(entries: &[(u32, &'static str)], en: &str) -> Option<&'static str> {
    let fingerprint = fingerprint(en);
    let place = entries.binary_search_by(|(other, _)| other.cmp(&fingerprint));
    Some(entries[place.ok()?].1)
}

/// FNV-1a with 32 bits. The build sees to it that no two texts have the same.
fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_by_what_it_is_in_english() {
        let entries: Vec<_> = ["61e6be1aNein", "b3a43630Ja", "broken"]
            .into_iter()
            .filter_map(entry)
            .collect();
        assert_eq!(find(&entries, "Yes"), Some("Ja"));
        assert_eq!(find(&entries, "No"), Some("Nein"));
        assert_eq!(find(&entries, "Maybe"), None);
    }

    /// The same texts and numbers as in the test of what writes the file.
    #[test]
    fn fingerprints_are_those_of_the_build() {
        assert_eq!(fingerprint(""), 0x811c_9dc5);
        assert_eq!(fingerprint("foobar"), 0xbf9c_f968);
    }
}
