//! Fields in the order in which a document is read: short values in a grid, then texts, then sets
//! and tables. Two texts of which one speaks of the vendor and the next of the partner stand
//! beside each other.

use leptos::prelude::*;
use tandem_plan::address::Holder;
use tandem_plan::schema::{Field, FieldType, Unit};
use tandem_protocol::role::Side;

use crate::fields::{Look, field_view};
use crate::format::side_of_field;

/// What stands at the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    /// The short values.
    Values,
    /// The first text: it says what the heading above it means.
    Text,
}

/// Shows these fields of one holder.
pub(super) fn fields_view(holder: Holder, fields: &[&'static Field], lead: Lead) -> AnyView {
    let of = |place: Place| {
        let fields: Vec<_> = fields
            .iter()
            .copied()
            .filter(|field| Place::of(&field.ty) == place)
            .collect();
        fields
    };
    let show = |field: &'static Field| field_view(holder.field(field.key), field, Look::Labelled);
    let properties = of(Place::Grid);
    let mut proses = of(Place::Text);
    let first = (lead == Lead::Text && !proses.is_empty()).then(|| show(proses.remove(0)));
    let sets = of(Place::Set);
    let tables = of(Place::Table);
    let halves = halves(&proses);
    view! {
        <div class="fields">
            {first}
            {(!properties.is_empty())
                .then(|| {
                    view! {
                        <div class="properties">
                            {properties
                                .into_iter()
                                .map(|field| {
                                    let is_wide = is_wide(field, fields);
                                    view! { <div data-wide=is_wide>{show(field)}</div> }
                                })
                                .collect_view()}
                        </div>
                    }
                })}
            {(!proses.is_empty())
                .then(|| {
                    let proses = proses
                        .into_iter()
                        .zip(halves)
                        .map(|(field, is_half)| {
                            view! { <div data-half=is_half>{show(field)}</div> }
                        });
                    view! { <div class="proses">{proses.collect_view()}</div> }
                })}
            {(!sets.is_empty())
                .then(|| {
                    view! { <div class="sets">{sets.into_iter().map(show).collect_view()}</div> }
                })}
            {tables.into_iter().map(show).collect_view()}
        </div>
    }
    .into_any()
}

/// Where a field stands in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Grid,
    Text,
    Set,
    Table,
}

impl Place {
    const fn of(ty: &FieldType) -> Self {
        match ty {
            FieldType::Prose => Self::Text,
            FieldType::Tags(_) | FieldType::Links(_) | FieldType::People => Self::Set,
            FieldType::Rows(_) => Self::Table,
            _ => Self::Grid,
        }
    }
}

/// Whether a short value wants the room of two: titles and lines of text do, unless it is a unit.
fn is_wide(field: &Field, all: &[&Field]) -> bool {
    let is_unit = |other: &Field| matches!(other.ty, FieldType::Number(Unit::Field(unit)) if unit == field.key);
    let has_unit = |other: &&Field| is_unit(other) || other.columns().iter().any(is_unit);
    matches!(field.ty, FieldType::Line | FieldType::Link(_)) && !all.iter().any(has_unit)
}

/// Which of these texts take half of the width: the vendor's and the partner's, next to each other.
fn halves(fields: &[&Field]) -> Vec<bool> {
    let sides: Vec<Option<Side>> = fields
        .iter()
        .map(|field| side_of_field(field.key))
        .collect();
    let is_pair = |index: usize| {
        let pair = (sides.get(index), sides.get(index + 1));
        pair == (Some(&Some(Side::Vendor)), Some(&Some(Side::Partner)))
    };
    (0..fields.len())
        .map(|index| is_pair(index) || index.checked_sub(1).is_some_and(is_pair))
        .collect()
}

#[cfg(test)]
mod tests {
    use tandem_plan::schema::SCHEMA;

    use super::*;

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
