//! A typed text as a row of numbers and words, for dates and periods.

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Digits.
    Number(&'a str),
    /// Letters.
    Word(&'a str),
}

/// Cuts a text into its numbers and words. What stands between them may only be of
/// `separators`; `None` if anything else is there.
pub(super) fn parts<'a>(text: &'a str, separators: &[char]) -> Option<Vec<Part<'a>>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_digit = |c: char| c.is_ascii_digit();
        let end =
            |is_inside: fn(char) -> bool| rest.find(|c: char| !is_inside(c)).unwrap_or(rest.len());
        if is_digit(first) {
            let (number, behind) = rest.split_at(end(|c| c.is_ascii_digit()));
            parts.push(Part::Number(number));
            rest = behind;
        } else if first.is_alphabetic() {
            let (word, behind) = rest.split_at(end(char::is_alphabetic));
            parts.push(Part::Word(word));
            rest = behind;
        } else if first.is_whitespace() || separators.contains(&first) {
            rest = &rest[first.len_utf8()..];
        } else {
            return None;
        }
    }
    Some(parts)
}

/// A year of four digits, or of two, which are of this century.
pub(super) fn year(digits: &str) -> Option<i16> {
    match digits.len() {
        2 => Some(2_000 + digits.parse::<i16>().ok()?),
        4 => digits.parse().ok().filter(|year| *year > 0),
        _ => None,
    }
}
