//! Fields in the order in which a document is read: short values in a grid, then texts, then sets
//! and tables. Two texts of which one speaks of the vendor and the next of the partner stand
//! beside each other. Each field comes and goes by itself when the plan's depth changes.

use std::sync::Arc;

use leptos::prelude::*;
use tandem_plan::address::Holder;
use tandem_plan::form::{Place, halves, is_wide};
use tandem_plan::schema::Field;

use crate::components::live;
use crate::editor::Editor;
use crate::fields::{Look, field_view, while_asked};

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
