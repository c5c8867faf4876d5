//! From the lines of a block to its text, bold, italic and links.
//!
//! One pass makes tokens and pairs markers, another builds the tree from them. Of every kind of
//! marker at most one is open at a time, which bounds both the depth and the time.

use std::ops::Range;

use super::{Inline, Text};
use crate::splice::utf16_len;

/// Reads block after block of one text, in its order.
pub(super) struct Reader<'a> {
    text: &'a str,
    /// A place in the text, in bytes and in UTF-16 units, behind which all that is still to be
    /// read lies.
    reached: (usize, u32),
    /// Where the last piece ended, in bytes.
    ended: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bold(u8),
    Italic(u8),
    Link,
}

#[derive(Debug, Clone)]
enum Role {
    Text,
    Break,
    Open(Kind),
    /// Ends the part; a link's token holds its address.
    Close(Kind, Option<Range<usize>>),
    /// An address that was typed as such.
    Address,
}

#[derive(Debug, Clone)]
struct Token {
    range: Range<usize>,
    role: Role,
}

/// Markers that are open, each with its token; at most one of a kind.
#[derive(Default)]
struct OpenMarkers(Vec<(Kind, usize)>);

impl<'a> Reader<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self {
            text,
            reached: (0, 0),
            ended: 0,
        }
    }

    /// Reads these lines as one block.
    pub(super) fn read(&mut self, lines: &[Range<usize>]) -> Vec<Inline<'a>> {
        let tokens = self.tokens(lines);
        self.build(tokens)
    }

    fn tokens(&self, lines: &[Range<usize>]) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut open = OpenMarkers::default();
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                let range = line.start..line.start;
                let role = Role::Break;
                tokens.push(Token { range, role });
            }
            self.tokens_of_line(line.clone(), &mut tokens, &mut open);
        }
        for (_, left) in open.0 {
            tokens[left].role = Role::Text;
        }
        tokens
    }

    fn tokens_of_line(&self, line: Range<usize>, tokens: &mut Vec<Token>, open: &mut OpenMarkers) {
        let bytes = &self.text.as_bytes()[..line.end];
        let mut at = line.start;
        // What lies between the last token and `at` is text.
        let mut text = at;
        let push_text = |tokens: &mut Vec<Token>, range: Range<usize>| {
            if !range.is_empty() {
                let role = Role::Text;
                tokens.push(Token { range, role });
            }
        };
        while at < line.end {
            match bytes[at] {
                b'\\' if matches!(bytes.get(at + 1), Some(b'*' | b'_' | b'[')) => {
                    push_text(tokens, text..at);
                    text = at + 1;
                    at += 2;
                }
                mark @ (b'*' | b'_') => {
                    push_text(tokens, text..at);
                    let run = bytes[at..].iter().take_while(|byte| **byte == mark).count();
                    self.markers(mark, at..at + run, &line, tokens, open);
                    at += run;
                    text = at;
                }
                b'[' => {
                    push_text(tokens, text..at);
                    open.open(Kind::Link, at..at + 1, tokens);
                    at += 1;
                    text = at;
                }
                b']' if open.has(Kind::Link) => match link_end(&self.text[at..line.end]) {
                    Some(length) => {
                        push_text(tokens, text..at);
                        let address = at + 2..at + length - 1;
                        open.close(Kind::Link, at..at + length, Some(address), tokens);
                        at += length;
                        text = at;
                    }
                    None => at += 1,
                },
                b'h' | b'H' if !is_in_word(bytes, line.start, at) => {
                    match address_length(&self.text[at..line.end]) {
                        Some(length) => {
                            push_text(tokens, text..at);
                            let range = at..at + length;
                            let role = Role::Address;
                            tokens.push(Token { range, role });
                            at += length;
                            text = at;
                        }
                        None => at += 1,
                    }
                }
                _ => at += 1,
            }
        }
        push_text(tokens, text..line.end);
    }

    /// A run of one, two or three equal markers; longer ones are text.
    fn markers(
        &self,
        mark: u8,
        run: Range<usize>,
        line: &Range<usize>,
        tokens: &mut Vec<Token>,
        open: &mut OpenMarkers,
    ) {
        let before = self.text[line.start..run.start].chars().next_back();
        let behind = self.text[run.end..line.end].chars().next();
        let joins = |neighbour: Option<char>| match (mark, neighbour) {
            (b'_', Some(other)) => other.is_ascii_alphanumeric(),
            // So that products of numbers are not italic.
            (_, Some(other)) => run.len() == 1 && other.is_ascii_digit(),
            (_, None) => false,
        };
        let is_blank = |neighbour: Option<char>| neighbour.is_none_or(char::is_whitespace);
        let may_open = !is_blank(behind) && !joins(before);
        let may_close = !is_blank(before) && !joins(behind);
        let kinds: &[Kind] = match run.len() {
            1 => &[Kind::Italic(mark)],
            2 => &[Kind::Bold(mark)],
            3 if may_close && open.is_above(Kind::Bold(mark), Kind::Italic(mark)) => {
                &[Kind::Bold(mark), Kind::Italic(mark)]
            }
            3 if may_close => &[Kind::Italic(mark), Kind::Bold(mark)],
            3 => &[Kind::Bold(mark), Kind::Italic(mark)],
            _ => &[],
        };
        let mut at = run.start;
        for kind in kinds {
            let length = match kind {
                Kind::Bold(_) => 2,
                Kind::Italic(_) | Kind::Link => 1,
            };
            let range = at..at + length;
            at += length;
            if may_close && open.has(*kind) {
                open.close(*kind, range, None, tokens);
            } else if may_open {
                open.open(*kind, range, tokens);
            } else {
                let role = Role::Text;
                tokens.push(Token { range, role });
            }
        }
        if kinds.is_empty() {
            let (range, role) = (run, Role::Text);
            tokens.push(Token { range, role });
        }
    }

    fn build(&mut self, tokens: Vec<Token>) -> Vec<Inline<'a>> {
        let mut done: Vec<Inline<'a>> = Vec::new();
        // The parts around what is being read, without what is being read.
        let mut around: Vec<(Kind, Vec<Inline<'a>>)> = Vec::new();
        for Token { range, role } in tokens {
            match role {
                Role::Break => done.push(Inline::Break),
                Role::Text => self.push_text(&mut done, range),
                Role::Address => {
                    let to = &self.text[range.clone()];
                    let is_in_link = around.iter().any(|(kind, _)| *kind == Kind::Link);
                    if is_in_link {
                        self.push_text(&mut done, range);
                    } else {
                        let content = vec![Inline::Text(self.slice(range))];
                        done.push(Inline::Link { to, content });
                    }
                }
                Role::Open(kind) => around.push((kind, std::mem::take(&mut done))),
                Role::Close(kind, address) => {
                    let (_, outer) = around.pop().expect("every end has its beginning");
                    let mut content = std::mem::replace(&mut done, outer);
                    done.push(match kind {
                        Kind::Bold(_) => Inline::Bold(content),
                        Kind::Italic(_) => Inline::Italic(content),
                        Kind::Link => {
                            let address = address.expect("the end of a link has its address");
                            let to = &self.text[address.clone()];
                            if content.is_empty() {
                                content.push(Inline::Text(self.slice(address)));
                            }
                            Inline::Link { to, content }
                        }
                    });
                }
            }
        }
        done
    }

    /// Adds a piece, as one with what it follows.
    fn push_text(&mut self, to: &mut Vec<Inline<'a>>, range: Range<usize>) {
        match to.last_mut() {
            Some(Inline::Text(last)) if self.ended == range.start => {
                self.ended = range.end;
                last.text = &self.text[range.start - last.text.len()..range.end];
            }
            _ => {
                let piece = self.slice(range);
                to.push(Inline::Text(piece));
            }
        }
    }

    /// A piece with its place. Pieces are asked for in their order.
    fn slice(&mut self, range: Range<usize>) -> Text<'a> {
        let (byte, units) = self.reached;
        let at = units + utf16_len(&self.text[byte..range.start]);
        self.reached = (range.start, at);
        self.ended = range.end;
        let text = &self.text[range];
        Text { at, text }
    }
}

impl OpenMarkers {
    fn has(&self, kind: Kind) -> bool {
        self.0.iter().any(|(open, _)| *open == kind)
    }

    /// Whether `above` was opened after `below`, both being open.
    fn is_above(&self, above: Kind, below: Kind) -> bool {
        let place = |kind| self.0.iter().position(|(open, _)| *open == kind);
        matches!((place(above), place(below)), (Some(above), Some(below)) if above > below)
    }

    /// Opens a part; one of its kind that is still open was only text.
    fn open(&mut self, kind: Kind, range: Range<usize>, tokens: &mut Vec<Token>) {
        if let Some(place) = self.0.iter().position(|(open, _)| *open == kind) {
            let (_, token) = self.0.remove(place);
            tokens[token].role = Role::Text;
        }
        self.0.push((kind, tokens.len()));
        let role = Role::Open(kind);
        tokens.push(Token { range, role });
    }

    /// Closes the part of this kind that is open; those opened inside it were only text.
    fn close(
        &mut self,
        kind: Kind,
        range: Range<usize>,
        address: Option<Range<usize>>,
        tokens: &mut Vec<Token>,
    ) {
        while let Some((open, token)) = self.0.pop() {
            if open == kind {
                break;
            }
            tokens[token].role = Role::Text;
        }
        let role = Role::Close(kind, address);
        tokens.push(Token { range, role });
    }
}

/// Whether the place is inside a word or a longer scheme.
fn is_in_word(bytes: &[u8], start: usize, at: usize) -> bool {
    at > start && bytes[at - 1].is_ascii_alphanumeric()
}

/// The length in bytes of `](address)` at the start of `rest`, if it is one that may be followed.
fn link_end(rest: &str) -> Option<usize> {
    let address = rest.strip_prefix("](")?;
    let length = run_of_address(address);
    let is_closed = address[length..].starts_with(')');
    let scheme = ["https://", "http://", "mailto:"]
        .into_iter()
        .find(|scheme| has_prefix(address, scheme))?;
    (is_closed && length > scheme.len()).then_some(length + 3)
}

/// The length in bytes of a web address at the start of `rest`. Punctuation at its end is the
/// sentence's.
fn address_length(rest: &str) -> Option<usize> {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| has_prefix(rest, scheme))?;
    let address = rest[..run_of_address(rest)]
        .trim_end_matches(['.', ',', ':', ';', '!', '?', '\'', '"', '*', '_']);
    (address.len() > scheme.len()).then_some(address.len())
}

/// How far an address can go: to white space, brackets, or a parenthesis that it did not open.
fn run_of_address(rest: &str) -> usize {
    let mut depth = 0_u32;
    for (at, c) in rest.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return at,
            ')' => depth -= 1,
            '[' | ']' | '<' | '>' | '"' => return at,
            c if c.is_whitespace() || c.is_control() => return at,
            _ => {}
        }
    }
    rest.len()
}

fn has_prefix(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}
