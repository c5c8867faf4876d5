//! What people say about the plan: comments, their answers, and whom they mention.
//!
//! Comments lie in the document, where all who may read it find them. **Only the server writes
//! them there** ([`crate::document::PlanDoc::write_comment`]): who said something is what the server
//! saw, never a claim.

use std::fmt;

use crate::address::{FieldAddress, Holder};
use crate::ids::{CommentId, ItemId, MemberId};
use crate::schema::{Schema, Section};

/// The most characters of one comment.
pub const MAX_COMMENT: usize = 4_000;
/// The most comments of one document, answers and those taken back included.
pub const MAX_COMMENTS: usize = 5_000;

/// One comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// The first comment of the thread that it answers in; `None` if it is the first.
    pub thread: Option<CommentId>,
    /// The text form of the [`About`] that it is about.
    pub about: String,
    /// Who said it.
    pub author: MemberId,
    /// When the server took it: milliseconds since 1970.
    pub at: i64,
    /// When its words were changed last, if they were.
    pub edited_at: Option<i64>,
    /// What was said; see [`pieces`]. Empty if it was taken back.
    pub text: String,
    /// Who settled its thread, and when.
    pub resolved: Option<(MemberId, i64)>,
    /// Whether its author took it back.
    pub deleted: bool,
}

/// A part of the plan that a comment can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum About {
    /// The plan as a whole.
    Plan,
    /// A section.
    Section(&'static str),
    /// An item of a section.
    Item(&'static str, ItemId),
    /// One field.
    Field(FieldAddress),
}

impl About {
    /// The part of the plan that this text names in this schema; `None` if it names nothing that
    /// the schema knows. Whether the item exists is the document's business.
    #[must_use]
    pub fn parse(text: &str, schema: &Schema) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::Plan);
        }
        if let Some(at) = FieldAddress::parse(text, schema) {
            return Some(Self::Field(at));
        }
        let key = |section: &Section| section.key;
        match text.split_once('/') {
            None => schema.section(text).map(key).map(Self::Section),
            Some((section, item)) => {
                let section = schema.section(section)?;
                Some(Self::Item(section.key, item.parse().ok()?))
            }
        }
    }

    /// The section that it lies in; `None` for the plan as a whole.
    #[must_use]
    pub fn section(&self, schema: &Schema) -> Option<&'static str> {
        match self {
            Self::Plan => None,
            Self::Section(section) | Self::Item(section, _) => Some(section),
            Self::Field(at) => at.holder.section().or_else(|| {
                let mut sections = schema.sections.iter();
                let shows = |section: &&'static Section| {
                    section.document.is_some_and(|field| field.key == at.field)
                };
                sections.find(shows).map(|section| section.key)
            }),
        }
    }

    /// The item that it is or lies in.
    #[must_use]
    pub const fn item(&self) -> Option<ItemId> {
        match self {
            Self::Plan | Self::Section(_) => None,
            Self::Item(_, item) => Some(*item),
            Self::Field(at) => at.holder.item(),
        }
    }
}

impl From<Holder> for About {
    fn from(holder: Holder) -> Self {
        match holder {
            Holder::Section(section) => Self::Section(section),
            Holder::Item(section, item) | Holder::Row(section, item, ..) => {
                Self::Item(section, item)
            }
            Holder::Document => Self::Plan,
        }
    }
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plan => Ok(()),
            Self::Section(section) => f.write_str(section),
            Self::Item(section, item) => write!(f, "{section}/{item}"),
            Self::Field(at) => at.fmt(f),
        }
    }
}

/// A stretch of a comment's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words.
    Words(&'a str),
    /// Somebody is mentioned.
    Mention(MemberId),
}

/// The length of an id as text.
const ID: usize = 36;

/// The text of a comment, taken apart: `@` with the id of a member mentions them, all else is
/// words.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut words, mut from) = (0, 0);
    while let Some(found) = text[from..].find('@') {
        let sign = from + found;
        let id = text.get(sign + 1..sign + 1 + ID);
        from = sign + 1;
        if let Some(member) = id.and_then(|id| id.parse().ok()) {
            if sign > words {
                pieces.push(Piece::Words(&text[words..sign]));
            }
            pieces.push(Piece::Mention(member));
            from = sign + 1 + ID;
            words = from;
        }
    }
    if words < text.len() {
        pieces.push(Piece::Words(&text[words..]));
    }
    pieces
}

/// Whom a text mentions, as often as it does.
pub fn mentions(text: &str) -> impl Iterator<Item = MemberId> {
    pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Mention(member) => Some(member),
        Piece::Words(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::SCHEMA;

    const ANN: MemberId = MemberId::from_u128(0x67e5_5044_10b1_426f_9247_bb68_0e5f_e0c8);

    #[test]
    fn a_text_is_taken_apart_and_nothing_is_lost() {
        let (words, mention) = (Piece::Words, Piece::Mention(ANN));
        for (text, expected) in [
            (String::new(), vec![]),
            ("ann@example.com".to_owned(), vec![words("ann@example.com")]),
            (format!("@{ANN}"), vec![mention]),
            (
                format!("Ask @{ANN}, not @ben"),
                vec![words("Ask "), mention, words(", not @ben")],
            ),
            (format!("@@{ANN}ü"), vec![words("@"), mention, words("ü")]),
            (
                "@äöü äöü äöü äöü äöü äöü".to_owned(),
                vec![words("@äöü äöü äöü äöü äöü äöü")],
            ),
        ] {
            assert_eq!(pieces(&text), expected, "{text}");
        }
    }

    #[test]
    fn what_a_comment_is_about_comes_back_from_its_text() {
        let item = ItemId::from_u128(7);
        let objective = Holder::Item("objectives", item);
        for about in [
            About::Plan,
            About::Section("vision"),
            About::Item("objectives", item),
            About::Field(objective.field("title")),
            About::Field(Holder::Section("vision").field("thesis")),
            About::Field(Holder::Document.field("notes")),
        ] {
            assert_eq!(About::parse(&about.to_string(), &SCHEMA), Some(about));
        }
        for text in [
            "nothing",
            "objectives/7",
            "objectives/x.title",
            "vision/",
            "/",
        ] {
            assert_eq!(About::parse(text, &SCHEMA), None, "{text}");
        }
    }

    #[test]
    fn the_notes_belong_to_the_section_that_shows_them() {
        let notes = About::Field(Holder::Document.field("notes"));
        assert_eq!(notes.section(&SCHEMA), Some("governance"));
    }
}
