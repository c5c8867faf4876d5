//! The words of a comment: as they are typed, with names, and as they travel, with ids.

use tandem_plan::comment::{Piece, pieces};
use tandem_plan::ids::MemberId;

/// A stretch of a comment as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stretch {
    /// Words.
    Words(String),
    /// An address of the web.
    Link(String),
    /// Somebody is mentioned.
    Mention(MemberId),
}

/// Somebody who can be mentioned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) id: MemberId,
    pub(crate) name: String,
}

/// A mention that is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Where its sign stands, in bytes.
    pub(crate) from: usize,
    /// Where the caret stands, in bytes.
    pub(crate) to: usize,
    /// What stands between them.
    pub(crate) letters: String,
}

/// A name is not asked for with more letters than this.
const LONGEST: usize = 40;

/// The text of a comment as it is shown.
pub(crate) fn stretches(text: &str) -> Vec<Stretch> {
    let mut shown = Vec::new();
    for piece in pieces(text) {
        match piece {
            Piece::Mention(member) => shown.push(Stretch::Mention(member)),
            Piece::Words(words) => with_links(words, &mut shown),
        }
    }
    shown
}

fn with_links(words: &str, shown: &mut Vec<Stretch>) {
    let mut from = 0;
    for (at, word) in places(words) {
        let begins = word.starts_with("https://") || word.starts_with("http://");
        let link = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\'']);
        if !begins || link.ends_with("//") {
            continue;
        }
        if at > from {
            shown.push(Stretch::Words(words[from..at].to_owned()));
        }
        shown.push(Stretch::Link(link.to_owned()));
        from = at + link.len();
    }
    if from < words.len() {
        shown.push(Stretch::Words(words[from..].to_owned()));
    }
}

/// What stands between spaces, and where it begins.
fn places(words: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = words.as_ptr() as usize;
    words
        .split_whitespace()
        .map(move |word| (word.as_ptr() as usize - start, word))
}

/// What was typed as it travels: `@` with a whole name becomes `@` with the id. Of those who have
/// the same name the first is meant.
pub(crate) fn to_text(words: &str, people: &[Named]) -> String {
    let mut text = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(sign) = rest.find('@') {
        let (before, after) = rest.split_at(sign);
        text.push_str(before);
        text.push('@');
        let after = &after[1..];
        let meant = people
            .iter()
            .filter(|named| is_name(after, &named.name))
            .reduce(|one, other| {
                if other.name.len() > one.name.len() {
                    other
                } else {
                    one
                }
            });
        rest = match meant {
            Some(Named { id, name }) => {
                text.push_str(&id.to_string());
                &after[name.len()..]
            }
            None => after,
        };
    }
    text.push_str(rest);
    text
}

/// Whether a text begins with this name, and not with a longer word.
fn is_name(text: &str, name: &str) -> bool {
    let rest = (!name.is_empty())
        .then(|| text.strip_prefix(name))
        .flatten();
    rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
}

/// A text as it is typed: ids become names.
pub(crate) fn to_words(text: &str, name: impl Fn(MemberId) -> Option<String>) -> String {
    let mut words = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Words(piece) => words.push_str(piece),
            Piece::Mention(member) => {
                words.push('@');
                words.push_str(&name(member).unwrap_or_else(|| member.to_string()));
            }
        }
    }
    words
}

/// The mention that is being typed where the caret is: an `@` at the beginning of a word, and the
/// letters behind it. `caret` is in UTF-16 units.
pub(crate) fn asked(words: &str, caret: u32) -> Option<Asked> {
    let to = byte_of(words, caret)?;
    let before = &words[..to];
    let from = before.rfind('@')?;
    let letters = &before[from + 1..];
    let begins = before[..from].chars().next_back();
    let is_word = begins.is_none_or(|before| !before.is_alphanumeric());
    let is_short = letters.chars().count() <= LONGEST && !letters.contains('\n');
    (is_word && is_short).then(|| Asked {
        from,
        to,
        letters: letters.to_owned(),
    })
}

/// The place in bytes of a place in UTF-16 units.
fn byte_of(text: &str, units: u32) -> Option<usize> {
    let mut seen = 0;
    for (at, c) in text.char_indices() {
        if seen >= units {
            return Some(at);
        }
        seen += c.len_utf16() as u32;
    }
    (seen >= units).then_some(text.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn named(id: u128, name: &str) -> Named {
        Named {
            id: MemberId::from_u128(id),
            name: name.to_owned(),
        }
    }

    fn people() -> [Named; 3] {
        [named(1, "Ann"), named(2, "Ann Weber"), named(3, "Jürgen")]
    }

    fn name_of(id: MemberId) -> Option<String> {
        let people = people();
        let found = people.iter().find(|named| named.id == id);
        found.map(|named| named.name.clone())
    }

    #[test]
    fn whole_names_become_ids_and_the_longest_is_meant() {
        let id = |id| MemberId::from_u128(id);
        for (words, expected) in [
            ("no one", "no one".to_owned()),
            ("@Ann", format!("@{}", id(1))),
            ("@Ann Weber: ok?", format!("@{}: ok?", id(2))),
            ("@Annette", "@Annette".to_owned()),
            ("@@Jürgen, @", format!("@@{}, @", id(3))),
        ] {
            let text = to_text(words, &people());
            assert_eq!(text, expected);
            assert_eq!(to_words(&text, name_of), words);
        }
    }

    #[test]
    fn a_mention_is_asked_for_at_the_beginning_of_a_word() {
        let letters = |words: &str, caret| asked(words, caret).map(|asked| asked.letters);
        assert_eq!(letters("hi @An", 6).as_deref(), Some("An"));
        assert_eq!(letters("hi @An", 4).as_deref(), Some(""));
        assert_eq!(letters("ü @Jü x", 5).as_deref(), Some("Jü"));
        assert_eq!(letters("(@A", 3).as_deref(), Some("A"));
        assert_eq!(letters("ann@example", 11), None);
        assert_eq!(letters("@a\nb", 4), None);
        assert_eq!(letters("none", 4), None);
    }

    #[test]
    fn links_are_found_and_what_is_around_them_stays() {
        let words = |words: &str| Stretch::Words(words.to_owned());
        let link = |link: &str| Stretch::Link(link.to_owned());
        assert_eq!(
            stretches("see https://a.example/x, (http://b.example) and https://"),
            [
                words("see "),
                link("https://a.example/x"),
                words(", (http://b.example) and https://"),
            ]
        );
        assert_eq!(
            stretches("javascript:alert(1)"),
            [words("javascript:alert(1)")]
        );
    }

    proptest! {
        #[test]
        fn nothing_of_a_comment_is_lost(text in "[a@ :/.h\nü😀tps]{0,40}") {
            let shown = stretches(&text).into_iter().map(|stretch| match stretch {
                Stretch::Words(words) | Stretch::Link(words) => words,
                Stretch::Mention(member) => format!("@{member}"),
            });
            prop_assert_eq!(shown.collect::<String>(), text.clone());
            prop_assert_eq!(to_words(&to_text(&text, &people()), name_of), text.clone());
            for caret in 0..=text.encode_utf16().count() as u32 {
                if let Some(asked) = asked(&text, caret) {
                    prop_assert_eq!(&text[asked.from..=asked.from], "@");
                    prop_assert_eq!(&text[asked.from + 1..asked.to], asked.letters);
                }
            }
        }
    }
}
