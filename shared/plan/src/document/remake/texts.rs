//! A changed text as splices.

use yrs::types::text::{ChangeKind, YChange};
use yrs::{Any, Out, Text, Transact};

use super::{Comparison, Whose};
use crate::address::FieldAddress;
use crate::edit::{Edit, max_text};
use crate::ids::ClientId;
use crate::splice::{Splice, TextDelta, apply_delta, minimal_splice, utf16_len};

impl Comparison<'_> {
    /// The edits that make a change of a text again.
    pub(super) fn text_edits(&self, at: FieldAddress, delta: Vec<TextDelta>) -> Vec<Edit> {
        let delta = match self.whose {
            Whose::Everybodys => delta,
            Whose::Own { .. } => self.own_part(at, delta),
        };
        let splices = splices(&delta);
        let fresh = self.fresh.text(at);
        let grows = splices.iter().any(|splice| !splice.insert.is_empty());
        let whole = apply_delta(&fresh, &delta)
            .filter(|text| grows && utf16_len(text) > max_text(at.holder))
            .and_then(|text| minimal_splice(&fresh, &text, None));
        // Too long in the end: as one splice it is refused whole, and no part of it stays.
        let splices = whole.map_or(splices, |whole| vec![whole]);
        splices
            .into_iter()
            .map(|splice| Edit::Splice { at, splice })
            .collect()
    }

    /// The change without what others inserted.
    fn own_part(&self, at: FieldAddress, delta: Vec<TextDelta>) -> Vec<TextDelta> {
        let is_own = self.own_units(at);
        let mut position = 0;
        delta
            .into_iter()
            .map(|step| match step {
                TextDelta::Keep(units) => {
                    position += units as usize;
                    TextDelta::Keep(units)
                }
                TextDelta::Insert(text) => {
                    let units: Vec<u16> = text.encode_utf16().collect();
                    let own = units
                        .iter()
                        .zip(is_own.iter().skip(position))
                        .filter_map(|(unit, is_own)| is_own.then_some(*unit))
                        .collect::<Vec<u16>>();
                    position += units.len();
                    // Nobody writes half a pair; a half that is there is not made again.
                    TextDelta::Insert(String::from_utf16_lossy(&own))
                }
                TextDelta::Delete(units) => TextDelta::Delete(units),
            })
            .collect()
    }

    /// Of every unit of the merged text: whether it is new and own.
    fn own_units(&self, at: FieldAddress) -> Vec<bool> {
        let [fresh, merged] = &self.snapshots;
        let mut txn = self.merged.doc.transact_mut();
        let Some(text) = self.merged.text_ref(&txn, at) else {
            return Vec::new();
        };
        let mut units = Vec::new();
        for chunk in text.diff_range(&mut txn, Some(merged), Some(fresh), YChange::identity) {
            let is_own = match chunk.ychange {
                Some(change) if change.kind == ChangeKind::Removed => continue,
                Some(change) => self.is_own(ClientId::try_from(change.id.client.get()).ok()),
                None => false,
            };
            let length = match chunk.insert {
                Out::Any(Any::String(text)) => utf16_len(&text),
                _ => 1,
            };
            units.extend(std::iter::repeat_n(is_own, length as usize));
        }
        units
    }
}

/// The splices of a change, deletions first, so that a text does not grow above its bound on the
/// way to its end.
fn splices(delta: &[TextDelta]) -> Vec<Splice> {
    let (mut deletions, mut insertions) = (Vec::new(), Vec::new());
    // Where the change is in the text without what it deletes, and in its result.
    let (mut kept, mut position) = (0, 0);
    for step in delta {
        match step {
            TextDelta::Keep(units) => {
                kept += units;
                position += units;
            }
            TextDelta::Delete(units) => deletions.push(Splice {
                at: kept,
                delete: *units,
                insert: String::new(),
            }),
            TextDelta::Insert(text) if text.is_empty() => {}
            TextDelta::Insert(text) => {
                insertions.push(Splice {
                    at: position,
                    delete: 0,
                    insert: text.clone(),
                });
                position += utf16_len(text);
            }
        }
    }
    deletions.extend(insertions);
    deletions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::splice::apply_splice;

    #[test]
    fn deletions_come_first_and_the_result_is_the_same() {
        let delta = [
            TextDelta::Keep(1),
            TextDelta::Insert("😀".to_owned()),
            TextDelta::Delete(2),
            TextDelta::Keep(1),
            TextDelta::Delete(1),
            TextDelta::Insert("xy".to_owned()),
            TextDelta::Keep(1),
            TextDelta::Insert("z".to_owned()),
        ];
        let splices = splices(&delta);
        assert_eq!(splices.len(), 5);
        assert!(splices[..2].iter().all(|splice| splice.insert.is_empty()));
        let result = splices
            .iter()
            .try_fold("abcdef".to_owned(), |text, splice| {
                apply_splice(&text, splice)
            });
        assert_eq!(result, apply_delta("abcdef", &delta));
        assert_eq!(result.as_deref(), Some("a😀dxyfz"));
    }
}
