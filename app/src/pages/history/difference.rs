//! What stood somewhere before and what stands there after: values one beside the other, texts word by
//! word.

use leptos::prelude::*;
use similar::{ChangeTag, TextDiff};
use tandem_plan::history::Content;

use super::book::Book;
use super::words::Place;
use crate::texts::{history as texts, tr};

/// So many letters of what stayed are shown beside what changed.
const CONTEXT: usize = 60;

/// Longer texts are not compared word by word, which would take too long.
const LONGEST: usize = 20_000;

/// A piece of a text: whether it stayed, came or went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Stayed,
    Came,
    Went,
}

/// Both, if it is about a field that has values or texts.
pub(super) fn difference(
    book: Book,
    place: Place<'_>,
    before: Option<Content>,
    after: Option<Content>,
) -> Option<AnyView> {
    let field = place.described()?;
    if before == after {
        return None;
    }
    if field.ty.is_text() {
        let text = |content: &Option<Content>| {
            let text = content.as_ref().and_then(Content::text);
            text.unwrap_or_default().to_owned()
        };
        return Some(texts_differ(&text(&before), &text(&after)));
    }
    let value = |content: Option<Content>| match content {
        None => tr(texts::EMPTY_VALUE).to_owned(),
        Some(content) => book
            .names
            .with_value(|names| names.value(Some(field), &content)),
    };
    let had = before.is_some();
    let (before, after) = (value(before), value(after));
    Some(
        view! {
            <p class="change-values">
                {had
                    .then(|| {
                        view! {
                            <del>{before}</del>
                            <span aria-hidden="true">" → "</span>
                        }
                    })} <ins>{after}</ins>
            </p>
        }
        .into_any(),
    )
}

/// A text as it was and as it is, word by word.
pub(super) fn texts_differ(before: &str, after: &str) -> AnyView {
    let pieces = pieces(before, after)
        .into_iter()
        .map(|(piece, text)| match piece {
            Piece::Stayed => view! { <span>{text}</span> }.into_any(),
            Piece::Came => view! { <ins>{text}</ins> }.into_any(),
            Piece::Went => view! { <del>{text}</del> }.into_any(),
        });
    view! { <p class="change-text">{pieces.collect_view()}</p> }.into_any()
}

fn pieces(before: &str, after: &str) -> Vec<(Piece, String)> {
    if before.len() + after.len() > LONGEST {
        let whole = [(Piece::Went, before), (Piece::Came, after)];
        return whole.map(|(piece, text)| (piece, text.to_owned())).to_vec();
    }
    let diff = TextDiff::from_words(before, after);
    let mut pieces: Vec<(Piece, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        let piece = match change.tag() {
            ChangeTag::Equal => Piece::Stayed,
            ChangeTag::Insert => Piece::Came,
            ChangeTag::Delete => Piece::Went,
        };
        match pieces.last_mut() {
            Some((last, text)) if *last == piece => text.push_str(change.value()),
            _ => pieces.push((piece, change.value().to_owned())),
        }
    }
    let last = pieces.len().saturating_sub(1);
    for (index, (piece, text)) in pieces.iter_mut().enumerate() {
        if *piece == Piece::Stayed {
            *text = shortened(text, index > 0, index < last);
        }
    }
    pieces
}

/// What stayed, without what is far from any change: its end stands before one, its beginning behind
/// one.
fn shortened(text: &str, behind: bool, before: bool) -> String {
    let length = text.chars().count();
    let kept = CONTEXT * (usize::from(behind) + usize::from(before));
    if length <= kept + CONTEXT {
        return text.to_owned();
    }
    let head: String = text.chars().take(CONTEXT * usize::from(behind)).collect();
    let skipped = length - CONTEXT * usize::from(before);
    let tail: String = text.chars().skip(skipped).collect();
    format!("{head} … {tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_came_and_went_are_told_apart() {
        let found = pieces("Win ten new customers", "Win twelve new customers");
        let expected = [
            (Piece::Stayed, "Win "),
            (Piece::Went, "ten"),
            (Piece::Came, "twelve"),
            (Piece::Stayed, " new customers"),
        ];
        let found: Vec<(Piece, &str)> = found
            .iter()
            .map(|(piece, text)| (*piece, text.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn far_from_any_change_a_text_is_shortened() {
        let long = "word ".repeat(100);
        let found = pieces(&long, &format!("{long}end"));
        assert!(found[0].1.chars().count() < 2 * CONTEXT, "{found:?}");
        assert_eq!(found[1], (Piece::Came, "end".to_owned()));
    }
}
