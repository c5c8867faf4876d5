//! The carets and selections of others in a text: where they cut it, and how they look.
//!
//! A mark is put between the letters, as an element without width, so it is wherever the browser
//! puts the letters around it. Nothing of it is heard: who is in the field, its frame tells.

use leptos::prelude::*;
use tandem_plan::address::FieldAddress;
use tandem_plan::sorted::sorted;

use crate::store::{PlanStore, Visitor};

/// What somebody has selected, in UTF-16 units from the start of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    from: u32,
    /// Where their caret is: at either end.
    to: u32,
    name: String,
    side: &'static str,
    moves: u32,
}

/// A part of a text between two marks, or a caret.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    Text {
        at: u32,
        text: &'a str,
        /// The side of whoever has selected it.
        selected: Option<&'static str>,
    },
    Caret(&'a Mark),
}

/// Cuts a text, piece after piece in its order, where the marks are. Every caret comes once.
pub(super) struct Cutter<'a> {
    marks: &'a [Mark],
    /// The carets that are still to come, the next one last.
    carets: Vec<&'a Mark>,
}

/// Where others are in the text of a field now.
pub(super) fn marks_of(store: PlanStore, at: FieldAddress, visitors: &[Visitor]) -> Vec<Mark> {
    let marks = visitors.iter().filter_map(|visitor| {
        let (from, to) = visitor.selected?;
        Some(Mark {
            from: store.resolve(at, from)?,
            to: store.resolve(at, to)?,
            name: visitor.name.clone(),
            side: visitor.side.key(),
            moves: visitor.moves,
        })
    });
    marks.collect()
}

impl<'a> Cutter<'a> {
    pub(super) fn new(marks: &'a [Mark]) -> Self {
        let carets = sorted(marks, |a, b| b.to.cmp(&a.to));
        Self { marks, carets }
    }

    /// A piece of the text that begins `at` units from its start.
    pub(super) fn views(&mut self, at: u32, text: &'a str, to: &mut Vec<AnyView>) {
        to.extend(self.cut(at, text).into_iter().map(view));
    }

    /// The carets behind everything.
    pub(super) fn rest(&mut self, to: &mut Vec<AnyView>) {
        let mut pieces = Vec::new();
        self.carets_up_to(u32::MAX, &mut pieces);
        to.extend(pieces.into_iter().map(view));
    }

    fn cut(&mut self, at: u32, text: &'a str) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        let mut start = (0, at);
        if !self.marks.is_empty() {
            let (mut units, mut width) = (at, 1);
            for (byte, letter) in text.char_indices() {
                if units > start.1 && self.cuts_in(units - width, units) {
                    self.push(start.1, &text[start.0..byte], &mut pieces);
                    start = (byte, units);
                }
                width = if letter.len_utf16() == 2 { 2 } else { 1 };
                units += width;
            }
            self.push(start.1, &text[start.0..], &mut pieces);
            self.carets_up_to(units, &mut pieces);
        } else {
            self.push(at, text, &mut pieces);
        }
        pieces
    }

    /// Whether a mark is behind `before` and not behind `units`.
    fn cuts_in(&self, before: u32, units: u32) -> bool {
        let is_here = |place: u32| before < place && place <= units;
        let mut marks = self.marks.iter();
        marks.any(|mark| is_here(mark.from) || is_here(mark.to))
    }

    fn push(&mut self, at: u32, text: &'a str, pieces: &mut Vec<Piece<'a>>) {
        self.carets_up_to(at, pieces);
        let mut marks = self.marks.iter();
        let selected =
            marks.find(|mark| mark.from.min(mark.to) <= at && at < mark.from.max(mark.to));
        let selected = selected.map(|mark| mark.side);
        pieces.push(Piece::Text { at, text, selected });
    }

    fn carets_up_to(&mut self, units: u32, pieces: &mut Vec<Piece<'a>>) {
        while let Some(mark) = self.carets.pop_if(|mark| mark.to <= units) {
            pieces.push(Piece::Caret(mark));
        }
    }
}

fn view(piece: Piece<'_>) -> AnyView {
    match piece {
        Piece::Text { at, text, selected } => view! {
            <span data-at=at data-side=selected>
                {text.to_owned()}
            </span>
        }
        .into_any(),
        Piece::Caret(mark) => {
            // The name shows anew with every move: another animation begins.
            let move_name = if mark.moves % 2 == 0 { "even" } else { "odd" };
            view! {
                <span
                    class="caret"
                    data-side=mark.side
                    data-name=mark.name.clone()
                    data-move=move_name
                    aria-hidden="true"
                ></span>
            }
            .into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(from: u32, to: u32, name: &str) -> Mark {
        Mark {
            from,
            to,
            name: name.to_owned(),
            side: "vendor",
            moves: 0,
        }
    }

    /// `|` for a caret, brackets around what is selected.
    fn show(marks: &[Mark], pieces: &[(u32, &str)]) -> String {
        let mut cutter = Cutter::new(marks);
        let mut shown = String::new();
        for (at, text) in pieces {
            for piece in cutter.cut(*at, text) {
                match piece {
                    Piece::Text {
                        text,
                        selected: None,
                        ..
                    } => shown.push_str(text),
                    Piece::Text { text, .. } => shown.push_str(&format!("[{text}]")),
                    Piece::Caret(_) => shown.push('|'),
                }
            }
            shown.push('/');
        }
        let mut left = Vec::new();
        cutter.carets_up_to(u32::MAX, &mut left);
        shown.push_str(&"|".repeat(left.len()));
        shown
    }

    #[test]
    fn a_caret_stands_between_its_letters() {
        assert_eq!(show(&[mark(1, 1, "a")], &[(0, "abc")]), "a|bc/");
        assert_eq!(show(&[mark(0, 0, "a")], &[(0, "abc")]), "|abc/");
        assert_eq!(show(&[mark(3, 3, "a")], &[(0, "abc")]), "abc|/");
        assert_eq!(
            show(&[mark(2, 2, "a"), mark(1, 1, "b")], &[(0, "abc")]),
            "a|b|c/"
        );
        assert_eq!(show(&[mark(2, 2, "a")], &[(0, "😀c")]), "😀|c/");
        assert_eq!(show(&[mark(1, 1, "a")], &[(0, "😀c")]), "😀|c/");
        assert_eq!(show(&[], &[(0, "abc")]), "abc/");
        assert_eq!(show(&[mark(0, 0, "a")], &[(0, "")]), "|/");
    }

    #[test]
    fn a_selection_is_marked_and_its_caret_is_at_either_end() {
        assert_eq!(show(&[mark(1, 2, "a")], &[(0, "abc")]), "a[b]|c/");
        assert_eq!(show(&[mark(2, 1, "a")], &[(0, "abc")]), "a|[b]c/");
        assert_eq!(
            show(&[mark(0, 9, "a")], &[(0, "abc"), (5, "d")]),
            "[abc]/[d]/|"
        );
    }

    #[test]
    fn a_caret_in_what_is_not_shown_stands_beside_it() {
        // Two letters of markup lie between the pieces.
        let pieces = [(2, "ab"), (6, "cd")];
        assert_eq!(show(&[mark(1, 1, "a")], &pieces), "|ab/cd/");
        assert_eq!(show(&[mark(4, 4, "a")], &pieces), "ab|/cd/");
        assert_eq!(show(&[mark(5, 5, "a")], &pieces), "ab/|cd/");
        assert_eq!(show(&[mark(9, 9, "a")], &pieces), "ab/cd/|");
    }
}
