//! One section of the plan: its heading, its form or its groups of items, its trash, and the way to
//! the sections before and behind it.

use std::cell::Cell;

use leptos::prelude::*;
use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::ids::ItemId;
use tandem_plan::schema::{Field, FieldType, SCHEMA, Section, Shape, Tier};

use super::form::{Lead, fields_view};
use super::group::group;
use super::item::item_id;
use super::trash::Trash;
use super::unknown::unknown_items;
use crate::browser::screen;
use crate::components::{Glyph, Icon, Reorder, live};
use crate::editor::Editor;
use crate::fields::{Look, control_id, field_view, label_id};
use crate::table::{cell_id, is_cell};
use crate::texts::{plan, tr};

/// A section.
#[component]
pub(super) fn SectionView(section: &'static Section) -> impl IntoView {
    let editor = Editor::of_page().in_section(section.key);
    provide_context(editor);
    let shown = editor.shown;
    if shown.item().is_none() {
        screen::scroll_to_top();
    }
    Effect::new(move |_| arrive(editor, section, shown.item(), shown.field()));
    let content = match section.shape {
        Shape::One(fields) => form(editor, section, fields),
        Shape::Items(kinds) => {
            let reorder = Reorder::new();
            kinds
                .iter()
                .map(|kind| group(editor, section, kind, reorder))
                .collect_view()
                .into_any()
        }
    };
    let unknown = (!section.kinds().is_empty()).then(|| unknown_items(editor, section));
    let document = section.document.as_ref().map(minutes);
    let trash = (!section.kinds().is_empty()).then(|| view! { <Trash section /> });
    view! {
        <section aria-labelledby="section-title">
            <div class="section-head">
                <div>
                    <h2 id="section-title">{tr(section.label)}</h2>
                    <p>{tr(section.summary)}</p>
                </div>
            </div>
            {content}
            {unknown}
            {document}
            {trash}
            {foot(editor, section)}
        </section>
    }
    .into_any()
}

/// After so many frames a list stands still that was scrolled to a far card.
const SETTLED: u32 = 20;

/// Brings what the address names into view and gives it the focus: a field, or an item's title.
fn arrive(
    editor: Editor,
    section: &'static Section,
    item: Option<ItemId>,
    field: Option<FieldAddress>,
) {
    let Some(at) = field.or_else(|| {
        let title = |item| Holder::Item(section.key, item).field("title");
        item.map(title)
    }) else {
        return;
    };
    let is_deep = at
        .describe(&SCHEMA)
        .is_some_and(|field| field.tier > Tier::Essential);
    if let Some(item) = item {
        editor.built.build(item);
        if is_deep {
            editor.expanded.set(item, true);
        }
        show_in_cards(editor, section, item, at);
    }
    if let Some(item) = item {
        // Cards above it are built now that they are near, and move it down.
        let frames = Cell::new(0);
        screen::retry(move || {
            let _ = screen::reveal(&control_id(at))
                || screen::reveal(&cell_id(at))
                || screen::reveal(&item_id(item));
            frames.replace(frames.get() + 1) == SETTLED
        });
    }
    screen::retry(move || {
        if let Some(item) = item {
            screen::reveal(&item_id(item));
        }
        // Groups of controls have no control of their own to focus.
        screen::focus(&control_id(at))
            || screen::focus(&cell_id(at))
            || screen::reveal(&label_id(at))
    });
}

/// Shows the items of this one's kind as cards if its table has no column for the field.
fn show_in_cards(editor: Editor, section: &'static Section, item: ItemId, at: FieldAddress) {
    let is_column = matches!(at.holder, Holder::Item(..))
        && at.describe(&SCHEMA).is_some_and(|field| is_cell(&field.ty));
    let kind = editor.store.items(section.key).with_untracked(|items| {
        let mut items = items.iter();
        items.find(|head| head.id == item).map(|head| head.kind)
    });
    if let Some(kind) = kind.filter(|kind| !is_column && untrack(|| editor.views.is_table(kind))) {
        editor.views.set_table(kind, false);
    }
}

fn form(editor: Editor, section: &'static Section, fields: &'static [Field]) -> AnyView {
    // A section that begins with a text is read from that text on.
    let lead = match fields.first().map(|field| field.ty) {
        Some(FieldType::Prose) => Lead::Text,
        _ => Lead::Values,
    };
    let fields: Vec<&Field> = fields.iter().collect();
    let fields = fields_view(editor, Holder::Section(section.key), &fields, lead);
    view! { <div class="form">{fields}</div> }.into_any()
}

/// A text for the whole plan that is shown in this section.
fn minutes(field: &'static Field) -> AnyView {
    let at = Holder::Document.field(field.key);
    view! {
        <section class="group" aria-labelledby="minutes">
            <div class="group-head">
                <h3 id="minutes">{tr(field.label)}</h3>
            </div>
            <div class="form">{field_view(at, field, Look::Bare)}</div>
        </section>
    }
    .into_any()
}

/// The way on.
fn foot(editor: Editor, section: &'static Section) -> AnyView {
    let neighbours = move || {
        let sections: Vec<&Section> = editor.sections().collect();
        let here = sections.iter().position(|other| other.key == section.key);
        let before = here
            .and_then(|here| here.checked_sub(1))
            .and_then(|index| sections.get(index).copied());
        let behind = here.and_then(|here| sections.get(here + 1).copied());
        (
            before.map(|section| {
                view! {
                    <a href=format!("#{}", section.key)>
                        <Icon glyph=Glyph::ChevronLeft />
                        {tr(section.label)}
                    </a>
                }
            }),
            behind.map(|section| {
                view! {
                    <a href=format!("#{}", section.key)>
                        {tr(section.label)}
                        <Icon glyph=Glyph::ChevronRight />
                    </a>
                }
            }),
        )
    };
    view! {
        <nav class="section-foot" aria-label=tr(plan::BEFORE_AND_BEHIND)>
            {live(neighbours)}
        </nav>
    }
    .into_any()
}
