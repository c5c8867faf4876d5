//! Fields in the order in which a document is read: short values in a grid, then texts, then sets
//! and tables. Two texts of which one speaks of the vendor and the next of the partner stand
//! beside each other. Each field comes and goes by itself when the plan's depth changes.

use std::sync::Arc;

use leptos::prelude::*;
use tandem_plan::address::Holder;
use tandem_plan::schema::{Field, FieldType, Unit};
use tandem_protocol::role::Side;

use crate::components::live;
use crate::editor::Editor;
use crate::fields::{Look, field_view, while_asked};
use crate::format::side_of_field;

/// What stands at the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    /// The short values.
    Values,
    /// The first text: it says what the heading above it means.
    Text,
}

/// Shows those of these fields of one holder that the plan's depth asks for.
pub(super) fn fields_view(
    editor: Editor,
    holder: Holder,
    fields: &[&'static Field],
    lead: Lead,
) -> AnyView {
    let of = |place: Place| {
        let fields: Vec<_> = fields
            .iter()
            .copied()
            .filter(|field| Place::of(&field.ty) == place)
            .collect();
        fields
    };
    let show = |field: &'static Field| {
        let at = holder.field(field.key);
        while_asked(editor, field, move || field_view(at, field, Look::Labelled))
    };
    let mut proses = of(Place::Text);
    let first = (lead == Lead::Text && !proses.is_empty()).then(|| show(proses.remove(0)));
    let properties = group(editor, "properties", of(Place::Grid), {
        let fields = fields.to_vec();
        move |field| {
            let is_wide = is_wide(field, &fields);
            let field = field_view(holder.field(field.key), field, Look::Labelled);
            view! { <div data-wide=is_wide>{field}</div> }.into_any()
        }
    });
    let halves = halves(&proses);
    let texts = group(editor, "proses", proses.clone(), move |field| {
        let index = proses.iter().position(|other| other.key == field.key);
        let is_half = index.is_some_and(|index| halves[index]);
        let field = field_view(holder.field(field.key), field, Look::Labelled);
        view! { <div data-half=is_half>{field}</div> }.into_any()
    });
    let sets = group(editor, "sets", of(Place::Set), move |field| {
        field_view(holder.field(field.key), field, Look::Labelled)
    });
    let tables: Vec<AnyView> = of(Place::Table).into_iter().map(show).collect();
    view! { <div class="fields">{first} {properties} {texts} {sets} {tables}</div> }.into_any()
}

/// The fields of one place, as long as there is one to show.
fn group(
    editor: Editor,
    class: &'static str,
    fields: Vec<&'static Field>,
    show: impl Fn(&'static Field) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let shown = fields.clone();
    let is_any = Memo::new(move |_| shown.iter().any(|field| editor.asks_for(field)));
    let show: Arc<dyn Fn(&'static Field) -> AnyView + Send + Sync> = Arc::new(show);
    live(move || {
        is_any.get().then(|| {
            let parts = fields.iter().map(|&field| {
                let show = Arc::clone(&show);
                while_asked(editor, field, move || show(field))
            });
            let parts: Vec<AnyView> = untrack(|| parts.collect());
            view! { <div class=class>{parts}</div> }
        })
    })
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

/// Whether a short value wants the room of two: titles and lines of text do, unless it is a unit, and
/// so does the switch between the sides.
fn is_wide(field: &Field, all: &[&Field]) -> bool {
    let is_unit = |other: &Field| matches!(other.ty, FieldType::Number(Unit::Field(unit)) if unit == field.key);
    let has_unit = |other: &&Field| is_unit(other) || other.columns().iter().any(is_unit);
    match field.ty {
        FieldType::Line => !all.iter().any(has_unit),
        FieldType::Link(_) | FieldType::Side => true,
        _ => false,
    }
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
