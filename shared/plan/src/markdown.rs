//! The little Markdown of prose: bold, italic, lists and links, read into a typed tree.
//!
//! There is no HTML in it, neither read nor written: whoever renders the tree decides on elements,
//! and user text is only ever text. What is no Markdown is shown as it was typed. Only markers and
//! the addresses of links are left out of the tree.
//!
//! | typed | becomes |
//! | --- | --- |
//! | `**bold**`, `__bold__` | [`Inline::Bold`] |
//! | `*italic*`, `_italic_` | [`Inline::Italic`] |
//! | `[text](https://…)`, `https://…` | [`Inline::Link`]; also `http://` and `mailto:`, nothing else |
//! | `- item`, `* item`, `+ item`, `• item` | [`List`]; two spaces before the marker nest it |
//! | `1. item`, `1) item` | [`List`] whose items keep their own numbers, up to 999 |
//! | a new line | [`Inline::Break`]; an empty line ends the paragraph |
//! | `\*`, `\_`, `\[` | the character itself |
//!
//! Time and memory are linear in the text, whatever it holds, and the tree has a bounded depth.

mod blocks;
mod inlines;
pub mod lines;
#[cfg(test)]
mod tests;

/// How deep lists are nested at most; what is typed deeper lies on this level.
pub const MAX_LIST_DEPTH: usize = 4;

/// A part of a text with space around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block<'a> {
    /// Running text.
    Paragraph(Vec<Inline<'a>>),
    /// A list.
    List(List<'a>),
}

/// A list; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List<'a> {
    /// Whether its items have numbers or bullets.
    pub is_numbered: bool,
    /// Its items.
    pub items: Vec<Item<'a>>,
}

/// One item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item<'a> {
    /// The number that it was given, in a numbered list.
    pub number: Option<u16>,
    /// Its own text.
    pub content: Vec<Inline<'a>>,
    /// The lists inside it.
    pub lists: Vec<List<'a>>,
}

/// A part of running text. One kind never lies inside itself, so the depth is bounded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline<'a> {
    /// Text as it was typed.
    Text(Text<'a>),
    /// A new line.
    Break,
    /// Bold.
    Bold(Vec<Inline<'a>>),
    /// Italic.
    Italic(Vec<Inline<'a>>),
    /// A link; never without content.
    Link {
        /// Where it leads: an address that begins with `https://`, `http://` or `mailto:` in
        /// whatever case, without white space and control characters.
        to: &'a str,
        /// What is shown.
        content: Vec<Inline<'a>>,
    },
}

/// A piece of the text that was parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text<'a> {
    /// Where it stands in that text, in UTF-16 units.
    pub at: u32,
    /// The piece.
    pub text: &'a str,
}

/// Reads a text. Every [`Text`] of the tree is a slice of it, and they are in its order.
#[must_use]
pub fn parse(text: &str) -> Vec<Block<'_>> {
    blocks::parse(text)
}
