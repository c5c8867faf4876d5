//! What people may be called.

/// The name of a member: 1 to 80 characters on one line, no blanks around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberName(String);

/// Why a text is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidName {
    /// Nothing but blanks.
    #[error("Please give your name.")]
    Empty,
    /// Longer than [`MemberName::MAX`].
    #[error("A name has at most 80 characters.")]
    TooLong,
    /// Line breaks, or characters that nobody sees and that change how a text reads.
    #[error("A name is one line of visible characters.")]
    Invisible,
}

impl MemberName {
    /// The most characters of a name.
    pub const MAX: usize = 80;

    /// Reads a name; blanks around it are dropped.
    ///
    /// # Errors
    /// If it is no name.
    pub fn parse(text: &str) -> Result<Self, InvalidName> {
        let name = text.trim();
        if name.is_empty() {
            Err(InvalidName::Empty)
        } else if name.chars().any(|c| c.is_control() || reorders(c)) {
            Err(InvalidName::Invisible)
        } else if name.chars().count() > Self::MAX {
            Err(InvalidName::TooLong)
        } else {
            Ok(Self(name.to_owned()))
        }
    }
}

/// Line separators and the explicit marks of Unicode's bidirectional algorithm, with which one
/// name could be made to look like another.
const fn reorders(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl From<MemberName> for String {
    fn from(name: MemberName) -> Self {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_visible_line() {
        let longest = "é".repeat(MemberName::MAX);
        let cases = [
            ("Ann", Ok("Ann")),
            ("  Zoë van Dijk\u{a0}", Ok("Zoë van Dijk")),
            (&longest, Ok(longest.as_str())),
            (" \t ", Err(InvalidName::Empty)),
            ("a\nb", Err(InvalidName::Invisible)),
            ("a\u{202e}b", Err(InvalidName::Invisible)),
            (&format!("{longest}x"), Err(InvalidName::TooLong)),
        ];
        for (text, expected) in cases {
            let name = MemberName::parse(text).map(String::from);
            assert_eq!(
                name.as_deref().map_err(|error| *error),
                expected,
                "{text:?}"
            );
        }
    }
}
