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
        } else if !is_visible(name) {
            Err(InvalidName::Invisible)
        } else if name.chars().count() > Self::MAX {
            Err(InvalidName::TooLong)
        } else {
            Ok(Self(name.to_owned()))
        }
    }
}

/// Whether everything in a name is seen, so that no two names look alike and differ. What joins or
/// separates letters, or chooses how an emoji looks, belongs to the character before it.
fn is_visible(name: &str) -> bool {
    let mut before = None;
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        let is_fine = match c {
            // Persian and Indic words and many emoji need these between two characters.
            '\u{200c}' | '\u{200d}' => {
                let joins = |c: char| !c.is_ascii() && !is_ignorable(c) && !c.is_whitespace();
                before.is_some_and(|c| joins(c) || c == '\u{fe0f}')
                    && chars.peek().copied().is_some_and(joins)
            }
            '\u{fe0e}' | '\u{fe0f}' => {
                before.is_some_and(|c: char| !c.is_alphabetic() && !is_ignorable(c))
            }
            _ => !c.is_control() && !is_ignorable(c),
        };
        if !is_fine {
            return false;
        }
        before = Some(c);
    }
    true
}

/// Characters that show nothing by themselves: line separators, the marks of Unicode's bidirectional
/// algorithm, and what Unicode (`DerivedCoreProperties`) calls default ignorable.
const fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
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
            ("An\u{200b}n", Err(InvalidName::Invisible)),
            ("An\u{200d}n", Err(InvalidName::Invisible)),
            ("Ann\u{fe0f}", Err(InvalidName::Invisible)),
            ("\u{3164}", Err(InvalidName::Invisible)),
            ("Ann\u{e0041}", Err(InvalidName::Invisible)),
            ("می\u{200c}نا", Ok("می\u{200c}نا")),
            ("Zoë ❤\u{fe0f}\u{200d}🔥", Ok("Zoë ❤\u{fe0f}\u{200d}🔥")),
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
