//! What happened to a plan, in the plan's own terms: what a field held before and after.
//!
//! The server tells it of every update with a [`crate::document::Ledger`], keeps it, and gives it to
//! whoever reads the history. Nothing here knows who did something, or when.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::address::FieldAddress;
use crate::comment::Comment;
use crate::ids::CommentId;
use crate::language::Language;
use crate::schema::{FieldType, structure};
use crate::splice::{units_of, utf16_len, utf16_units};
use crate::value::{Currency, Date, Decimal, Money, Party, Value, find_choice, plain};

/// What a field holds, or what else lies in the map of an item: its place, its kind, whether it is in
/// the trash. As JSON it has the shape that it has in an export, a number without its unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum Content {
    /// Whether something lies in the trash.
    Flag(bool),
    /// One to five.
    Score(u8),
    /// A text as it was written; or a day, a period, the key of a choice, side or kind, the id of a
    /// member or item, the key by which something is put in its place.
    Text(String),
    /// An amount of money.
    Money {
        /// In the currency, as a decimal number.
        amount: String,
        /// In the currency's smallest unit.
        minor: i64,
        /// Its ISO 4217 code.
        currency: String,
    },
    /// A share.
    Percent {
        /// As a decimal number of hundredths.
        percent: String,
        /// In hundredths of a hundredth.
        basis_points: i32,
    },
    /// A number.
    Number {
        /// As a decimal number.
        value: String,
    },
    /// What has changed of a long text; what stands around it stayed.
    Stretch {
        /// Where it begins, in UTF-16 units from the start of the text.
        at: u32,
        /// What stands there; it may be nothing.
        text: String,
    },
    /// Keys of tags, or ids of members or items, in alphabetical order.
    Set(BTreeSet<String>),
}

impl Content {
    /// The value of a scalar field of this type; `None` if no such field may hold it.
    #[must_use]
    pub fn value(&self, ty: &FieldType) -> Option<Value> {
        match (self, ty) {
            (
                Self::Money {
                    minor, currency, ..
                },
                FieldType::Money,
            ) => Some(Value::Money(Money {
                minor: *minor,
                currency: Currency::from_code(currency)?,
            })),
            (Self::Number { value }, FieldType::Number(_)) => {
                Decimal::parse(value, Language::English)
                    .ok()
                    .map(Value::Number)
            }
            (Self::Percent { basis_points, .. }, FieldType::Percent) => {
                Some(Value::Percent(*basis_points))
            }
            (Self::Score(score), FieldType::Score) => {
                (1..=5).contains(score).then_some(Value::Score(*score))
            }
            (Self::Text(text), ty) => match ty {
                FieldType::Date => text.parse::<Date>().ok().map(Value::Date),
                FieldType::Period => text.parse().ok().map(Value::Period),
                FieldType::Choice(choices) => {
                    find_choice(choices, text).map(|choice| Value::Choice(choice.key))
                }
                FieldType::Person => text.parse().ok().map(Value::Person),
                FieldType::Side => Party::from_key(text).map(Value::Side),
                FieldType::Link(_) => text.parse().ok().map(Value::Link),
                _ => None,
            },
            _ => None,
        }
    }

    /// The text, if it is one, or what has changed of it.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Stretch { text, .. } => Some(text),
            _ => None,
        }
    }
}

/// A text before and after something happened to it: both whole if they are short, else only what
/// differs.
#[must_use]
pub fn difference(before: &str, after: &str) -> (Option<Content>, Option<Content>) {
    let whole = |text: &str| (!text.is_empty()).then(|| Content::Text(text.to_owned()));
    if before.len().max(after.len()) <= LONG_TEXT {
        return (whole(before), whole(after));
    }
    let start = common_start(before, after);
    let end = common_end(&before[start..], &after[start..]);
    let at = utf16_len(&before[..start]);
    let cut = |text: &str| {
        Some(Content::Stretch {
            at,
            text: text[start..text.len() - end].to_owned(),
        })
    };
    (cut(before), cut(after))
}

/// The same of something that has happened since, told together with what happened before: `earlier`
/// led to `now`, which has become `later`. `None` if `earlier` did not lead to `now`, and where both
/// happened far from each other in a long text.
#[must_use]
pub fn joined(
    earlier: (Option<&Content>, Option<&Content>),
    now: &str,
    later: &str,
) -> Option<(Option<Content>, Option<Content>)> {
    let (Some(Content::Stretch { at, text: was }), Some(Content::Stretch { text: is, .. })) =
        earlier
    else {
        let before = earlier.0.and_then(Content::text).unwrap_or_default();
        return Some(difference(before, later));
    };
    let first = byte_at(now, *at);
    if !now[first..].starts_with(is.as_str()) {
        return None;
    }
    let start = common_start(now, later);
    let end = common_end(&now[start..], &later[start..]);
    // In the text between both: from where to where anything has happened.
    let from = first.min(start);
    let behind = (now.len() - (first + is.len()).min(now.len())).min(end);
    let to = now.len() - behind;
    let before = [&now[from..first], was, &now[(first + is.len()).min(to)..to]];
    let after = &later[from..later.len() - behind];
    let length = before.iter().map(|part| part.len()).sum::<usize>();
    if length.max(after.len()) > LONG_STRETCH {
        return None;
    }
    let at = utf16_len(&now[..from]);
    let stretch = |text: String| Some(Content::Stretch { at, text });
    Some((stretch(before.concat()), stretch(after.to_owned())))
}

/// Up to so many bytes a text is told whole.
const LONG_TEXT: usize = 1_024;
/// Up to so many bytes what happened in two places of a long text is told as one.
const LONG_STRETCH: usize = 4_096;
/// So many bytes are compared or counted at once.
const CHUNK: usize = 64;

fn common_start(one: &str, other: &str) -> usize {
    let chunks = one.as_bytes().chunks_exact(CHUNK);
    let chunks = chunks.zip(other.as_bytes().chunks_exact(CHUNK));
    let whole = CHUNK * chunks.take_while(|(a, b)| a == b).count();
    let pairs = one.as_bytes()[whole..].iter();
    let pairs = pairs.zip(&other.as_bytes()[whole..]);
    let mut same = whole + pairs.take_while(|(a, b)| a == b).count();
    while !(one.is_char_boundary(same) && other.is_char_boundary(same)) {
        same -= 1;
    }
    same
}

fn common_end(one: &str, other: &str) -> usize {
    let chunks = one.as_bytes().rchunks_exact(CHUNK);
    let chunks = chunks.zip(other.as_bytes().rchunks_exact(CHUNK));
    let whole = CHUNK * chunks.take_while(|(a, b)| a == b).count();
    let pairs = one.bytes().rev().zip(other.bytes().rev()).skip(whole);
    let mut same = whole + pairs.take_while(|(a, b)| a == b).count();
    let is_between = |text: &str, end: usize| text.is_char_boundary(text.len() - end);
    while !(is_between(one, same) && is_between(other, same)) {
        same -= 1;
    }
    same
}

/// How many bytes stand in front of this place, given in UTF-16 units.
#[must_use]
pub fn byte_at(text: &str, at: u32) -> usize {
    let (mut units, mut from) = (0, 0);
    for chunk in text.as_bytes().chunks(CHUNK) {
        let more = utf16_units(chunk);
        if units + more > at {
            break;
        }
        units += more;
        from += chunk.len();
    }
    for (byte, more) in text.as_bytes()[from..].iter().map(units_of).enumerate() {
        if more > 0 && units >= at {
            return from + byte;
        }
        units += more;
    }
    text.len()
}

impl From<Value> for Content {
    fn from(value: Value) -> Self {
        match value {
            Value::Money(Money { minor, currency }) => Self::Money {
                amount: plain(minor, currency.digits()),
                minor,
                currency: currency.code().to_owned(),
            },
            Value::Number(number) => Self::Number {
                value: number.plain(),
            },
            Value::Percent(basis_points) => Self::Percent {
                percent: Decimal::new(basis_points.into(), 2).plain(),
                basis_points,
            },
            Value::Score(score) => Self::Score(score),
            Value::Date(date) => Self::Text(date.to_string()),
            Value::Period(period) => Self::Text(period.to_string()),
            Value::Choice(key) => Self::Text(key.to_owned()),
            Value::Person(member) => Self::Text(member.to_string()),
            Value::Side(party) => Self::Text(party.key().to_owned()),
            Value::Link(item) => Self::Text(item.to_string()),
        }
    }
}

/// One thing that an update has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Alteration {
    /// A field holds something else; or, under a key of [`structure`], an item or row came, moved,
    /// or went to the trash and back.
    Field {
        /// Which.
        at: FieldAddress,
        /// Whether it is a text, which several people write at once.
        is_text: bool,
        /// What it held; `None` where nothing was.
        before: Option<Content>,
        /// What it holds.
        after: Option<Content>,
    },
    /// Somebody commented.
    Comment {
        /// As it was.
        before: Option<Box<Comment>>,
        /// As it is.
        after: Box<Comment>,
    },
}

/// What kind of change something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// An item or row came.
    Added,
    /// A field has another value, or none.
    Set,
    /// A text reads otherwise.
    Edited,
    /// An item or row has another place in its list.
    Moved,
    /// An item or row went to the trash.
    Deleted,
    /// It came back.
    Restored,
    /// A comment was made.
    Commented,
    /// Its words were changed.
    Reworded,
    /// Its thread was settled.
    Resolved,
    /// Its thread was opened again.
    Reopened,
    /// It was taken back.
    TakenBack,
}

impl ChangeKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 11] = [
        Self::Added,
        Self::Set,
        Self::Edited,
        Self::Moved,
        Self::Deleted,
        Self::Restored,
        Self::Commented,
        Self::Reworded,
        Self::Resolved,
        Self::Reopened,
        Self::TakenBack,
    ];

    /// The key in JSON and in the database.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Set => "set",
            Self::Edited => "edited",
            Self::Moved => "moved",
            Self::Deleted => "deleted",
            Self::Restored => "restored",
            Self::Commented => "commented",
            Self::Reworded => "reworded",
            Self::Resolved => "resolved",
            Self::Reopened => "reopened",
            Self::TakenBack => "taken_back",
        }
    }

    /// The kind with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Whether it can be taken back by a later change.
    #[must_use]
    pub const fn is_revertible(self) -> bool {
        matches!(
            self,
            Self::Added | Self::Set | Self::Edited | Self::Moved | Self::Deleted | Self::Restored
        )
    }
}

impl Alteration {
    /// What kind of change it is.
    #[must_use]
    pub fn kind(&self) -> ChangeKind {
        match self {
            Self::Field {
                at,
                is_text,
                before,
                after,
            } => match at.field {
                structure::KIND if after.is_none() => ChangeKind::Deleted,
                structure::KIND => ChangeKind::Added,
                structure::ORDER if before.is_none() => ChangeKind::Added,
                structure::ORDER => ChangeKind::Moved,
                structure::DELETED if after.is_some() => ChangeKind::Deleted,
                structure::DELETED => ChangeKind::Restored,
                _ if *is_text => ChangeKind::Edited,
                _ => ChangeKind::Set,
            },
            Self::Comment { before, after } => match before {
                None => ChangeKind::Commented,
                Some(_) if after.deleted => ChangeKind::TakenBack,
                Some(before) if before.resolved != after.resolved => match after.resolved {
                    Some(_) => ChangeKind::Resolved,
                    None => ChangeKind::Reopened,
                },
                Some(_) => ChangeKind::Reworded,
            },
        }
    }

    /// The comment it is about, if it is about one.
    #[must_use]
    pub fn comment(&self) -> Option<CommentId> {
        match self {
            Self::Field { .. } => None,
            Self::Comment { after, .. } => Some(after.id),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A text with a change in it.
    fn changed(text: &str, (before, after): (&Option<Content>, &Option<Content>)) -> String {
        match (before, after) {
            (Some(Content::Stretch { at, text: was }), Some(Content::Stretch { text: is, .. })) => {
                let from = byte_at(text, *at);
                assert!(text[from..].starts_with(was.as_str()));
                [&text[..from], is, &text[from + was.len()..]].concat()
            }
            _ => {
                let of = |content: &Option<Content>| {
                    let text = content.as_ref().and_then(Content::text);
                    text.unwrap_or_default().to_owned()
                };
                assert_eq!(of(before), text);
                of(after)
            }
        }
    }

    fn edited(text: &str, (at, delete, insert): (usize, usize, String)) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        let at = at % (letters.len() + 1);
        let end = (at + delete).min(letters.len());
        letters.splice(at..end, insert.chars());
        letters.into_iter().collect()
    }

    #[test]
    fn what_happens_far_from_each_other_in_a_long_text_is_two_things() {
        let first = "a".repeat(3 * LONG_STRETCH);
        let second = format!("b{first}");
        let earlier = difference(&first, &second);
        let pair = (earlier.0.as_ref(), earlier.1.as_ref());
        assert_eq!(joined(pair, &second, &format!("{second}c")), None);
        let near = format!("b{}c{}", &first[..900], &first[900..]);
        let (before, after) = joined(pair, &second, &near).unwrap();
        let lengths = [before, after].map(|content| content.unwrap().text().unwrap().len());
        assert_eq!(lengths, [900, 902]);
    }

    proptest! {
        #[test]
        fn places_are_found_and_counted_in_texts_of_every_length(
            text in "[a\u{e9}\u{20ac}\u{1f600}]{0,200}", at in 0..300_u32,
        ) {
            let units = |text: &str| text.encode_utf16().count() as u32;
            prop_assert_eq!(utf16_len(&text), units(&text));
            let ends = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
            let found = ends.into_iter().find(|byte| units(&text[..*byte]) >= at);
            prop_assert_eq!(byte_at(&text, at), found.unwrap_or(text.len()));
        }

        #[test]
        fn ends_that_are_the_same_are_found_as_far_as_they_go(
            parts in prop::array::uniform4("[a\u{e9}\u{1f600}]{0,120}"),
        ) {
            let [start, one, other, end] = parts;
            let (one, other) = ([&*start, &*one, &*end].concat(), [&*start, &*other, &*end].concat());
            let common = |pairs: &mut dyn Iterator<Item = (char, char)>| {
                let same = pairs.take_while(|(a, b)| a == b);
                same.map(|(letter, _)| letter.len_utf8()).sum::<usize>()
            };
            let starts = common(&mut one.chars().zip(other.chars()));
            prop_assert_eq!(common_start(&one, &other), starts);
            let ends = common(&mut one.chars().rev().zip(other.chars().rev()));
            prop_assert_eq!(common_end(&one, &other), ends);
        }

        #[test]
        fn what_happened_leads_from_one_text_to_the_other(
            around in prop_oneof![Just(0_usize), Just(1_020), Just(2_000)],
            edits in prop::collection::vec((0..3_000_usize, 0..6_usize, "[ab😀é]{0,4}"), 1..6),
        ) {
            let first = "aé😀b".repeat(around / 4);
            let (mut now, mut told) = (first.clone(), None);
            for edit in edits {
                let later = edited(&now, edit);
                let pair = match &told {
                    None => difference(&now, &later),
                    Some((before, after)) => {
                        let earlier: (&Option<Content>, &Option<Content>) = (before, after);
                        joined((earlier.0.as_ref(), earlier.1.as_ref()), &now, &later).unwrap()
                    }
                };
                prop_assert_eq!(&changed(&first, (&pair.0, &pair.1)), &later);
                told = Some(pair);
                now = later;
            }
        }
    }

    #[test]
    fn a_long_text_is_told_by_what_has_changed() {
        let text = "word ".repeat(400);
        let (before, after) = difference(&text, &format!("{text}end"));
        let stretch = |text: &str| {
            Some(Content::Stretch {
                at: 2_000,
                text: text.to_owned(),
            })
        };
        assert_eq!((before, after), (stretch(""), stretch("end")));
    }
}
