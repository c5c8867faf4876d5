//! What some keys do to the Markdown of prose: bold and italic around what is selected, and lists
//! that go on. Pure functions from a text and its selection to those after the key.
//!
//! All positions are in UTF-16 units.

use tandem_plan::markdown::lines::marker;

use super::binding::Selection;

/// What a control is to hold and to have selected.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Typed {
    pub(super) text: String,
    pub(super) selection: Selection,
}

/// A text in three parts: before, in and behind what is selected.
fn parts(text: &str, selection: Selection) -> (&str, &str, &str) {
    let start = byte_at(text, selection.start);
    let end = byte_at(text, selection.end).max(start);
    (&text[..start], &text[start..end], &text[end..])
}

fn byte_at(text: &str, units: u32) -> usize {
    let mut seen = 0;
    for (byte, letter) in text.char_indices() {
        if seen >= units {
            return byte;
        }
        seen += if letter.len_utf16() == 2 { 2 } else { 1 };
    }
    text.len()
}

/// Puts `mark` around what is selected, or takes it away where it is already.
pub(super) fn toggle(text: &str, selection: Selection, mark: &str) -> Typed {
    let (before, selected, behind) = parts(text, selection);
    let width = u32::try_from(mark.len()).expect("markers are short");
    // `*` also ends `**`, which is another mark.
    let is_outside = runs_of(before.bytes().rev(), mark) && runs_of(behind.bytes(), mark);
    if is_outside {
        let before = &before[..before.len() - mark.len()];
        let behind = &behind[mark.len()..];
        return Typed {
            text: [before, selected, behind].concat(),
            selection: Selection {
                start: selection.start - width,
                end: selection.end - width,
            },
        };
    }
    // White space at the ends is not marked: markers beside it would be text.
    let inner = selected.trim();
    let lead = selected.len() - selected.trim_start().len();
    let (lead, trail) = (&selected[..lead], &selected[lead + inner.len()..]);
    let length = |text: &str| tandem_plan::splice::utf16_len(text);
    let start = selection.start + length(lead) + width;
    Typed {
        text: [before, lead, mark, inner, mark, trail, behind].concat(),
        selection: Selection {
            start,
            end: start + length(inner),
        },
    }
}

/// Whether there stand so many markers that `mark` is among them.
fn runs_of(bytes: impl Iterator<Item = u8>, mark: &str) -> bool {
    let star = mark.as_bytes()[0];
    let run = bytes.take_while(|byte| *byte == star).count();
    run == 3 || run == mark.len()
}

/// What Enter does in a list: the next item, or, in an empty item, the end of the list. `None`
/// where it does what it does everywhere.
pub(super) fn enter(text: &str, selection: Selection) -> Option<Typed> {
    let (before, _, behind) = parts(text, selection);
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let (above, line) = before.split_at(line);
    let marker = marker(line)?;
    let rest = behind.split('\n').next().unwrap_or_default();
    let is_empty = line.len() == marker.typed.len() && rest.trim().is_empty();
    let before = if is_empty {
        above.to_owned()
    } else {
        format!("{before}\n{}", marker.next())
    };
    let caret = tandem_plan::splice::utf16_len(&before);
    Some(Typed {
        text: before + behind,
        selection: Selection::caret(caret),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text with its selection between `<` and `>`, or a caret at `|`.
    fn read(text: &str) -> (String, Selection) {
        let plain = text.replace(['<', '>', '|'], "");
        let at = |mark| {
            let before = text
                .split(mark)
                .next()
                .unwrap()
                .replace(['<', '>', '|'], "");
            tandem_plan::splice::utf16_len(&before)
        };
        let selection = if text.contains('|') {
            Selection::caret(at('|'))
        } else {
            Selection {
                start: at('<'),
                end: at('>'),
            }
        };
        (plain, selection)
    }

    #[track_caller]
    fn check_toggle(before: &str, mark: &str, after: &str) {
        let (text, selection) = read(before);
        let (expected, selected) = read(after);
        let typed = toggle(&text, selection, mark);
        assert_eq!((typed.text, typed.selection), (expected, selected));
    }

    #[test]
    fn bold_and_italic_come_and_go() {
        check_toggle("a <b> c", "**", "a **<b>** c");
        check_toggle("a **<b>** c", "**", "a <b> c");
        check_toggle("a **<b>** c", "*", "a ***<b>*** c");
        check_toggle("a ***<b>*** c", "*", "a **<b>** c");
        check_toggle("a ***<b>*** c", "**", "a *<b>* c");
        check_toggle("a *<b>* c", "**", "a ***<b>*** c");
        check_toggle("a< b >c", "*", "a *<b>* c");
        check_toggle("😀|", "**", "😀**|**");
        check_toggle("😀**|**", "**", "😀|");
    }

    #[track_caller]
    fn check_enter(before: &str, after: Option<&str>) {
        let (text, selection) = read(before);
        let typed = enter(&text, selection).map(|typed| (typed.text, typed.selection));
        assert_eq!(typed, after.map(read), "{before:?}");
    }

    #[test]
    fn a_list_goes_on_and_ends() {
        check_enter("- a|", Some("- a\n- |"));
        check_enter("x\n9. a|b", Some("x\n9. a\n10. |b"));
        check_enter("- a\n- |", Some("- a\n|"));
        check_enter("  - 😀|\nx", Some("  - 😀\n  - |\nx"));
        check_enter("- |a", Some("- \n- |a"));
        check_enter("- a<b>c", Some("- a\n- |c"));
        check_enter("a|", None);
        check_enter("|- a", None);
        check_enter("-|", None);
    }
}
