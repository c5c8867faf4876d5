//! What one line of prose begins with. Pure functions, for the parser and for typing lists.

/// What makes a line an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker<'a> {
    /// The white space in front of it.
    pub indent: &'a str,
    /// The number, with what follows it; `None` for a bullet.
    pub number: Option<Number>,
    /// The marker as it was typed, with the indent and the space behind it.
    pub typed: &'a str,
}

/// The number of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// Its value, at most 999.
    pub value: u16,
    /// `.` or `)`.
    pub end: char,
}

impl Marker<'_> {
    /// How far the item is indented, in columns; a tab counts four.
    #[must_use]
    pub fn columns(&self) -> usize {
        columns(self.indent)
    }

    /// The marker of the item that follows this one.
    #[must_use]
    pub fn next(&self) -> String {
        match self.number {
            None => self.typed.to_owned(),
            Some(Number { value, end }) => {
                let next = (value + 1).min(MAX_NUMBER);
                format!("{}{next}{end} ", self.indent)
            }
        }
    }
}

const MAX_NUMBER: u16 = 999;

/// The marker that a line begins with, if the line is an item of a list.
#[must_use]
pub fn marker(line: &str) -> Option<Marker<'_>> {
    let rest = line.trim_start_matches([' ', '\t']);
    let indent = &line[..line.len() - rest.len()];
    let (number, length) = match rest.chars().next()? {
        bullet @ ('-' | '*' | '+' | '•') => (None, bullet.len_utf8()),
        '0'..='9' => {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let value = rest[..digits].parse().ok()?;
            let end = rest[digits..].chars().next()?;
            if value > MAX_NUMBER || !matches!(end, '.' | ')') {
                return None;
            }
            (Some(Number { value, end }), digits + 1)
        }
        _ => return None,
    };
    if !rest[length..].starts_with([' ', '\t']) {
        return None;
    }
    let typed = &line[..indent.len() + length + 1];
    Some(Marker {
        indent,
        number,
        typed,
    })
}

/// How far a line is indented, in columns.
pub(super) fn indent(line: &str) -> usize {
    let rest = line.trim_start_matches([' ', '\t']);
    columns(&line[..line.len() - rest.len()])
}

fn columns(indent: &str) -> usize {
    let width = |byte| if byte == b'\t' { 4 } else { 1 };
    indent.bytes().map(width).sum()
}
