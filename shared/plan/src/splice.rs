//! How a changed text field becomes a minimal edit, and where a caret goes.
//!
//! Browsers report the new value of a text field, not what was done to it. The difference is
//! taken here as one splice in UTF-16 units, the unit of browsers and of the CRDT. Pure functions.

/// One replacement inside a text, in UTF-16 units: at `at`, remove `delete` units, insert `insert`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// Where, from the start of the text.
    pub at: u32,
    /// How many units are removed.
    pub delete: u32,
    /// What is put there.
    pub insert: String,
}

/// One step of a change made to a text, read from its start, in UTF-16 units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextDelta {
    /// So many units stay.
    Keep(u32),
    /// This is put here.
    Insert(String),
    /// So many units go.
    Delete(u32),
}

/// The length of a text in UTF-16 units.
#[must_use]
pub fn utf16_len(text: &str) -> u32 {
    utf16_units(text.as_bytes())
}

/// How many UTF-16 units begin in these bytes of a text.
pub(crate) fn utf16_units(bytes: &[u8]) -> u32 {
    bytes.iter().map(units_of).sum()
}

/// How many UTF-16 units begin with this byte of a text.
pub(crate) fn units_of(byte: &u8) -> u32 {
    let begins = byte & 0b1100_0000 != 0b1000_0000;
    u32::from(begins) + u32::from(*byte >= 0b1111_0000)
}

/// The smallest splice that makes `new` of `old`, or `None` if they are equal.
///
/// Where the difference is ambiguous (a third `a` typed into `aa`), `caret`, the caret's position
/// in `new` after the change in UTF-16 units, decides: what was typed ends at the caret. A
/// surrogate pair is never cut, and neither is the line break `\r\n`.
#[must_use]
pub fn minimal_splice(old: &str, new: &str, caret: Option<u32>) -> Option<Splice> {
    if old == new {
        return None;
    }
    let old_units: Vec<u16> = old.encode_utf16().collect();
    let new_units: Vec<u16> = new.encode_utf16().collect();
    let shorter = old_units.len().min(new_units.len());

    // What stands behind the caret was not typed: take it as the common end first.
    let behind_caret = caret
        .map_or(0, |caret| new_units.len().saturating_sub(caret as usize))
        .min(shorter);
    let common_end = |limit: usize| {
        let (old_end, new_end) = (old_units.iter().rev(), new_units.iter().rev());
        old_end
            .zip(new_end)
            .take(limit)
            .take_while(|(a, b)| a == b)
            .count()
    };
    // Nothing ends between two units that are one.
    let cuts_pair =
        |units: &[u16], at: usize| at > 0 && at < units.len() && is_pair(units[at - 1], units[at]);
    let behind = common_end(behind_caret);
    let mut start = old_units
        .iter()
        .zip(&new_units)
        .take(shorter - behind)
        .take_while(|(a, b)| a == b)
        .count();
    if cuts_pair(&old_units, start) || cuts_pair(&new_units, start) {
        start -= 1;
    }
    let mut end = common_end(shorter - start);
    if cuts_pair(&old_units, old_units.len() - end) || cuts_pair(&new_units, new_units.len() - end)
    {
        end -= 1;
    }

    let insert = String::from_utf16(&new_units[start..new_units.len() - end])
        .expect("pairs of a valid text are not cut");
    let delete = old_units.len() - end - start;
    Some(Splice {
        at: u32::try_from(start).expect("texts are bounded far below 4 GiB"),
        delete: u32::try_from(delete).expect("texts are bounded far below 4 GiB"),
        insert,
    })
}

/// The text after a splice, or `None` if the splice reaches outside or cuts a surrogate pair.
#[must_use]
pub fn apply_splice(text: &str, splice: &Splice) -> Option<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let (start, end) = (
        splice.at as usize,
        (splice.at as usize).checked_add(splice.delete as usize)?,
    );
    let head = String::from_utf16(units.get(..start)?).ok()?;
    let tail = String::from_utf16(units.get(end..)?).ok()?;
    Some(head + &splice.insert + &tail)
}

/// Where a caret at `caret` stands after somebody else's change. Text inserted exactly at the
/// caret pushes nothing: the caret stays before it, so that two people who type at one place do
/// not interleave letter by letter.
#[must_use]
pub fn shift_caret(caret: u32, delta: &[TextDelta]) -> u32 {
    let mut caret = caret;
    let mut position = 0;
    for step in delta {
        match step {
            TextDelta::Keep(units) => position += units,
            TextDelta::Insert(text) => {
                let length = utf16_len(text);
                if position < caret {
                    caret += length;
                }
                position += length;
            }
            TextDelta::Delete(units) => {
                if position < caret {
                    caret -= (*units).min(caret - position);
                }
            }
        }
        if position >= caret {
            break;
        }
    }
    caret
}

/// The text after a change, or `None` if the change does not fit the text.
#[must_use]
pub fn apply_delta(text: &str, delta: &[TextDelta]) -> Option<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut result: Vec<u16> = Vec::with_capacity(units.len());
    let mut position = 0_usize;
    for step in delta {
        match step {
            TextDelta::Keep(count) => {
                let end = position.checked_add(*count as usize)?;
                result.extend(units.get(position..end)?);
                position = end;
            }
            TextDelta::Insert(text) => result.extend(text.encode_utf16()),
            TextDelta::Delete(count) => position = position.checked_add(*count as usize)?,
        }
    }
    result.extend(units.get(position..)?);
    String::from_utf16(&result).ok()
}

/// Line breaks as the document keeps them: `\r\n` and lone `\r` become `\n`.
#[must_use]
pub fn normalize_breaks(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// A text for a field of one line: every line break becomes a space.
#[must_use]
pub fn single_line(text: &str) -> String {
    normalize_breaks(text).replace(['\n', '\u{2028}', '\u{2029}'], " ")
}

/// Whether two units are one: halves of a surrogate pair, or of a line break.
const fn is_pair(first: u16, second: u16) -> bool {
    (is_high(first) && is_low(second)) || (first == b'\r' as u16 && second == b'\n' as u16)
}

const fn is_high(unit: u16) -> bool {
    0xd800 <= unit && unit < 0xdc00
}

const fn is_low(unit: u16) -> bool {
    0xdc00 <= unit && unit < 0xe000
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str, caret: u32, expected: (u32, u32, &str)) {
        let splice = minimal_splice(old, new, Some(caret)).unwrap();
        assert_eq!((splice.at, splice.delete, splice.insert.as_str()), expected);
    }

    #[test]
    fn the_caret_decides_where_it_is_ambiguous() {
        check("aa", "aaa", 1, (0, 0, "a"));
        check("aa", "aaa", 2, (1, 0, "a"));
        check("aa", "aaa", 3, (2, 0, "a"));
        check("aaa", "aa", 1, (1, 1, ""));
    }

    #[test]
    fn replacing_takes_only_what_differs() {
        check("one two three", "one 2 three", 5, (4, 3, "2"));
        check("", "x", 1, (0, 0, "x"));
        check("x", "", 0, (0, 1, ""));
    }

    #[test]
    fn a_pair_is_replaced_as_a_whole() {
        // 😀 is d83d de00, 😁 is d83d de01: they share their first half.
        check("a😀b", "a😁b", 3, (1, 2, "😁"));
        // 🐀 is d83d dc00, 𐐀 is d801 dc00: they share their second half.
        check("a🐀b", "a𐐀b", 3, (1, 2, "𐐀"));
    }

    #[test]
    fn a_caret_is_pushed_by_what_comes_before_it_only() {
        let insert = |at, text: &str| [TextDelta::Keep(at), TextDelta::Insert(text.to_owned())];
        assert_eq!(shift_caret(5, &insert(2, "xy")), 7);
        assert_eq!(shift_caret(5, &insert(5, "xy")), 5);
        assert_eq!(
            shift_caret(5, &[TextDelta::Keep(3), TextDelta::Delete(10)]),
            3
        );
        assert_eq!(shift_caret(5, &[TextDelta::Delete(2)]), 3);
    }

    #[test]
    fn a_line_break_of_two_units_is_taken_as_a_whole() {
        check("a\r\nb", "a\nb", 1, (1, 2, "\n"));
        check("a\nb", "a\r\nb", 3, (1, 1, "\r\n"));
        check("a\r\nb", "a\r\n\r\nb", 5, (3, 0, "\r\n"));
    }

    fn text() -> impl Strategy<Value = String> {
        "[ab😀😁🐀é\r\n]{0,12}"
    }

    /// Emoji of several characters, flags, skin tones, combining accents, right-to-left letters.
    fn world() -> impl Strategy<Value = String> {
        let parts = prop::sample::select(vec![
            "👩‍👩‍👧",
            "👩‍👩‍👦",
            "👍🏽",
            "👍",
            "🇩🇪",
            "🇺🇸",
            "e\u{301}",
            "한",
            "日本",
            "مرحبا",
            "שלום",
            "a",
            " ",
            "\r\n",
            "\n",
        ]);
        prop::collection::vec(parts, 0..8).prop_map(|parts| parts.concat())
    }

    fn units(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    /// Steps that fit a text of so many units.
    fn delta_for(length: u32, steps: &[(u8, u32, String)]) -> Vec<TextDelta> {
        let mut left = length;
        let mut take = |count: u32| {
            let count = count.min(left);
            left -= count;
            count
        };
        let step = |(kind, count, text): &(u8, u32, String)| match kind {
            0 => TextDelta::Keep(take(*count)),
            1 => TextDelta::Insert(text.clone()),
            _ => TextDelta::Delete(take(*count)),
        };
        steps.iter().map(step).collect()
    }

    /// The same as [`shift_caret`], with the caret as a thing that stands among the letters.
    fn shift_by_model(length: u32, caret: u32, delta: &[TextDelta]) -> u32 {
        #[derive(PartialEq)]
        enum Thing {
            Letter,
            Caret,
        }
        let mut behind: std::collections::VecDeque<Thing> = (0..=length)
            .flat_map(|n| {
                (n == caret)
                    .then_some(Thing::Caret)
                    .into_iter()
                    .chain((n < length).then_some(Thing::Letter))
            })
            .collect();
        let mut before: Vec<Thing> = Vec::new();
        for step in delta {
            let (mut count, is_kept) = match step {
                TextDelta::Keep(count) => (*count, true),
                TextDelta::Delete(count) => (*count, false),
                TextDelta::Insert(text) => {
                    if !text.is_empty() && behind.front() == Some(&Thing::Caret) {
                        before.extend(behind.pop_front());
                    }
                    before.extend(units(text).iter().map(|_| Thing::Letter));
                    continue;
                }
            };
            while count > 0 {
                match behind.pop_front().unwrap() {
                    Thing::Letter => {
                        count -= 1;
                        before.extend(is_kept.then_some(Thing::Letter));
                    }
                    Thing::Caret => before.push(Thing::Caret),
                }
            }
        }
        before.extend(behind);
        let place = before
            .iter()
            .position(|thing| *thing == Thing::Caret)
            .unwrap();
        u32::try_from(place).unwrap()
    }

    proptest! {
        #[test]
        fn a_splice_makes_the_new_text(
            old in prop_oneof![text(), world()], new in prop_oneof![text(), world()], caret in 0u32..30,
        ) {
            match minimal_splice(&old, &new, Some(caret)) {
                None => prop_assert_eq!(old, new),
                Some(splice) => prop_assert_eq!(apply_splice(&old, &splice), Some(new)),
            }
        }

        #[test]
        fn a_splice_holds_nothing_that_stays(
            old in "[ab😀😁🐀é]{0,12}", new in "[ab😀😁🐀é]{0,12}", caret in 0u32..30,
        ) {
            if let Some(splice) = minimal_splice(&old, &new, Some(caret)) {
                let end = splice.at + splice.delete;
                let deleted = String::from_utf16(&units(&old)[splice.at as usize..end as usize]).unwrap();
                let (deleted, inserted) = (deleted.chars(), splice.insert.chars());
                if let (Some(a), Some(b)) = (deleted.clone().next(), inserted.clone().next()) {
                    prop_assert_ne!(a, b);
                }
                if let (Some(a), Some(b)) = (deleted.clone().next_back(), inserted.clone().next_back()) {
                    prop_assert_ne!(a, b);
                }
            }
        }

        #[test]
        fn typing_is_found_where_it_was_typed(text in world(), typed in world(), at in any::<prop::sample::Index>()) {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let at = *at.get(&places);
            // Between the halves of a line break nobody can type.
            let halves = |a: &str, b: &str| a.ends_with('\r') && b.starts_with('\n');
            prop_assume!(!halves(&text[..at], &text[at..]) && !typed.is_empty());
            let new = format!("{}{typed}{}", &text[..at], &text[at..]);
            let (start, length) = (utf16_len(&text[..at]), utf16_len(&typed));
            let splice = minimal_splice(&text, &new, Some(start + length)).unwrap();
            prop_assert_eq!(splice, Splice { at: start, delete: 0, insert: typed });
        }

        #[test]
        fn a_caret_goes_where_the_model_has_it(
            text in world(),
            caret in 0u32..40,
            steps in prop::collection::vec((0u8..3, 0u32..6, world()), 0..8),
        ) {
            let length = utf16_len(&text);
            let caret = caret.min(length);
            let delta = delta_for(length, &steps);
            prop_assert_eq!(shift_caret(caret, &delta), shift_by_model(length, caret, &delta));
        }
    }
}
