//! One cell: what stands in it, what may be chosen for it, and what a typed text means in it.
//!
//! Choices, sides, persons and items are read by the words that are shown for them.

use leptos::prelude::*;
use tandem_plan::address::FieldAddress;
use tandem_plan::edit::Edit;
use tandem_plan::schema::FieldType;
use tandem_plan::splice::{Splice, minimal_splice, utf16_len};
use tandem_plan::value::{Party, Value, ValueError};
use tandem_protocol::role::Side;

use crate::editor::Editor;
use crate::texts::{language, tr};

/// Whether a table shows fields of this type. Long texts, sets and tables stay in the cards.
pub(crate) const fn is_cell(ty: &FieldType) -> bool {
    !matches!(
        ty,
        FieldType::Prose
            | FieldType::Tags(_)
            | FieldType::People
            | FieldType::Links(_)
            | FieldType::Rows(_)
    )
}

/// What stands in a cell, as a text that [`read`] understands; follows the plan.
pub(super) fn shown(editor: Editor, at: FieldAddress, ty: &FieldType) -> String {
    if ty.is_text() {
        return editor.store.text(at).get();
    }
    let value = editor.store.value(at).get();
    let Ok(Some(value)) = value else {
        return String::new();
    };
    match (&value, ty) {
        (Value::Choice(key), FieldType::Choice(choices)) => {
            let choice = choices.iter().find(|choice| choice.key == *key);
            choice.map_or("", |choice| tr(choice.label)).to_owned()
        }
        (Value::Person(id), _) => editor
            .member(*id)
            .map_or_else(String::new, |member| member.name),
        (Value::Side(party), _) => party_name(editor, *party),
        (Value::Link(item), FieldType::Link(kinds)) => editor.target(*item, kinds).title,
        _ => editor.display(&value),
    }
}

fn party_name(editor: Editor, party: Party) -> String {
    match party {
        Party::Vendor => editor.side_name(Side::Vendor),
        Party::Partner => editor.side_name(Side::Partner),
        Party::Both => tr(crate::texts::table::BOTH).to_owned(),
    }
}

/// What may be chosen for a field of this type, with the words for it; `None` where people type.
pub(super) fn options(editor: Editor, ty: &FieldType) -> Option<Vec<(Value, String)>> {
    let options: Vec<(Value, String)> = match ty {
        FieldType::Choice(choices) => choices
            .iter()
            .map(|choice| (Value::Choice(choice.key), tr(choice.label).to_owned()))
            .collect(),
        FieldType::Side => Party::ALL
            .into_iter()
            .map(|party| (Value::Side(party), party_name(editor, party)))
            .collect(),
        FieldType::Score => (1..=5)
            .map(|score| (Value::Score(score), score.to_string()))
            .collect(),
        FieldType::Person => editor.members.with(|members| {
            let options = members
                .iter()
                .map(|member| (Value::Person(member.id), member.name.clone()));
            options.collect()
        }),
        FieldType::Link(kinds) => editor
            .offers(kinds, |_| false)
            .into_iter()
            .filter_map(|offer| Some((Value::Link(offer.key.parse().ok()?), offer.label)))
            .collect(),
        _ => return None,
    };
    Some(options)
}

/// The edit that puts a typed text into a field; `None` if nothing is to be done. `base` is what
/// stood there when the typing began.
///
/// # Errors
/// A sentence that says what is wrong and what is expected.
pub(super) fn read(
    editor: Editor,
    at: FieldAddress,
    ty: &FieldType,
    typed: &str,
    base: &str,
) -> Result<Option<Edit>, String> {
    if typed.trim() == base.trim() {
        return Ok(None);
    }
    if ty.is_text() {
        let splice = rebased(base, typed.trim(), &editor.store.read_text(at));
        return Ok(splice.map(|splice| Edit::Splice { at, splice }));
    }
    let typed = typed.trim();
    let value = match options(editor, ty) {
        Some(_) if typed.is_empty() => None,
        Some(options) => {
            let small = crate::browser::screen::small_letters;
            let wanted = small(typed);
            let named = options.into_iter().find(|(_, name)| small(name) == wanted);
            match named {
                Some((value, _)) => Some(value),
                None => Value::parse(typed, ty, editor.input())
                    .map_err(|error| unnamed(error, typed).sentence(language()))?,
            }
        }
        None => {
            Value::parse(typed, ty, editor.input()).map_err(|error| error.sentence(language()))?
        }
    };
    Ok(Some(Edit::SetValue { at, value }))
}

/// Names were asked for, not ids.
fn unnamed(error: ValueError, typed: &str) -> ValueError {
    match error {
        ValueError::Id(_) | ValueError::Choice(_) => ValueError::Choice(typed.to_owned()),
        error => error,
    }
}

/// What was typed over `base`, as a change of the text as it is now: what others wrote elsewhere in
/// it meanwhile stays.
fn rebased(base: &str, typed: &str, now: &str) -> Option<Splice> {
    let mut mine = minimal_splice(base, typed, None)?;
    let Some(theirs) = minimal_splice(base, now, None) else {
        return Some(mine);
    };
    if theirs.at + theirs.delete <= mine.at {
        mine.at = mine.at + utf16_len(&theirs.insert) - theirs.delete;
        Some(mine)
    } else if mine.at + mine.delete <= theirs.at {
        Some(mine)
    } else {
        minimal_splice(now, typed, None)
    }
}

#[cfg(test)]
mod tests {
    use tandem_plan::splice::apply_splice;

    use super::*;

    #[test]
    fn what_others_write_elsewhere_in_a_text_stays() {
        let cases = [
            ("a b c", "a b C", "A b c", "A b C"),
            ("a b c", "A b c", "a b c d", "A b c d"),
            ("a b c", "a b c d", "x a b c", "x a b c d"),
            ("grow", "shrink", "grow fast", "shrink fast"),
            ("", "mine", "theirs", "theirsmine"),
            ("a", "b", "c", "b"),
        ];
        for (base, typed, now, expected) in cases {
            let splice = rebased(base, typed, now).unwrap();
            let result = apply_splice(now, &splice);
            assert_eq!(result.as_deref(), Some(expected), "{base} {typed} {now}");
        }
        assert_eq!(rebased("a", "a", "b"), None);
    }
}
