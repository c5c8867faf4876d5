//! How the fields of one holder stand in a form: short values in a grid, then texts, then sets and
//! tables.
//!
//! The client's form and the page that is there before the client both follow it, so that nothing
//! jumps when one takes the place of the other. It knows the tables and never a value.

use crate::schema::{Field, FieldType, Unit};
use crate::value::Party;

/// Where a field stands in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Among the short values.
    Grid,
    /// Among the texts.
    Text,
    /// Among what holds several entries.
    Set,
    /// Among the tables.
    Table,
}

impl Place {
    /// The place of fields of this type.
    #[must_use]
    pub const fn of(ty: &FieldType) -> Self {
        match ty {
            FieldType::Prose => Self::Text,
            FieldType::Tags(_) | FieldType::Links(_) | FieldType::People => Self::Set,
            FieldType::Rows(_) => Self::Table,
            _ => Self::Grid,
        }
    }
}

/// Whether a short value wants the room of two among all the fields of its form: titles and lines
/// of text do, unless it is a unit, and so does the switch between the sides.
#[must_use]
pub fn is_wide(field: &Field, all: &[&Field]) -> bool {
    let is_unit = |other: &Field| matches!(other.ty, FieldType::Number(Unit::Field(unit)) if unit == field.key);
    let has_unit = |other: &&Field| is_unit(other) || other.columns().iter().any(is_unit);
    match field.ty {
        FieldType::Line => !all.iter().any(has_unit),
        FieldType::Link(_) | FieldType::Side => true,
        _ => false,
    }
}

/// Which of these texts take half of the width: the vendor's and the partner's, next to each other.
#[must_use]
pub fn halves(texts: &[&Field]) -> Vec<bool> {
    let sides: Vec<Option<Party>> = texts.iter().map(|field| side_of(field.key)).collect();
    let is_pair = |index: usize| {
        let pair = (sides.get(index), sides.get(index + 1));
        pair == (Some(&Some(Party::Vendor)), Some(&Some(Party::Partner)))
    };
    (0..texts.len())
        .map(|index| is_pair(index) || index.checked_sub(1).is_some_and(is_pair))
        .collect()
}

/// Which side a field speaks of, if its key says so: `vendor_goals`, `value_partner_money`.
#[must_use]
pub fn side_of(key: &str) -> Option<Party> {
    key.split('_').find_map(|word| match word {
        "vendor" => Some(Party::Vendor),
        "partner" => Some(Party::Partner),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::SCHEMA;

    #[test]
    fn a_field_names_its_side_in_its_key() {
        assert_eq!(side_of("value_partner_money"), Some(Party::Partner));
        assert_eq!(side_of("vendor_goals"), Some(Party::Vendor));
        assert_eq!(side_of("owner"), None);
    }

    #[test]
    fn a_line_of_text_gets_room_and_a_unit_does_not() {
        let (_, kind) = SCHEMA.kind("objective").unwrap();
        let fields: Vec<&Field> = kind.all_fields().collect();
        let is_wide = |key| is_wide(kind.field(key).unwrap(), &fields);
        assert!(is_wide("metric"));
        assert!(!is_wide("unit"));
        assert!(!is_wide("target"));

        let (_, kind) = SCHEMA.kind("kpi").unwrap();
        let fields: Vec<&Field> = kind.all_fields().collect();
        assert!(!super::is_wide(kind.field("unit").unwrap(), &fields));

        let (_, kind) = SCHEMA.kind("incentive").unwrap();
        let fields: Vec<&Field> = kind.all_fields().collect();
        let names_the_unit = kind.field("kpi").unwrap();
        assert!(super::is_wide(names_the_unit, &fields));
    }

    #[test]
    fn what_each_side_gains_stands_side_by_side() {
        let (_, kind) = SCHEMA.kind("objective").unwrap();
        let proses: Vec<&Field> = kind
            .all_fields()
            .filter(|field| matches!(field.ty, FieldType::Prose))
            .collect();
        let halves = halves(&proses);
        let half: Vec<&str> = proses
            .iter()
            .zip(halves)
            .filter_map(|(field, is_half)| is_half.then_some(field.key))
            .collect();
        assert_eq!(half, ["value_vendor", "value_partner"]);
    }
}
