//! One section of the plan: its heading, its form or its items by kind, its trash, and the way to
//! the sections before and behind it.

use leptos::prelude::*;
use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::document::ItemHead;
use tandem_plan::edit::Place;
use tandem_plan::ids::ItemId;
use tandem_plan::schema::{Field, FieldType, Kind, SCHEMA, Section, Shape, Tier};

use super::form::{Lead, fields_view};
use super::item::{ItemCard, item_id, item_of};
use super::trash::Trash;
use crate::browser::{Near, screen};
use crate::components::{Button, Empty, Glyph, Icon, Reorder, Weight, follow, live};
use crate::editor::Editor;
use crate::fields::{Look, control_id, field_view, label_id};
use crate::texts::{palette, plan, tr};

/// A section.
#[component]
pub(super) fn SectionView(section: &'static Section) -> impl IntoView {
    let editor = Editor::of_page();
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
            {document}
            {trash}
            {foot(editor, section)}
        </section>
    }
    .into_any()
}

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
    }
    screen::retry(move || {
        if let Some(item) = item {
            screen::reveal(&item_id(item));
        }
        // Groups of controls have no control of their own to focus.
        screen::focus(&control_id(at)) || screen::reveal(&label_id(at))
    });
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

/// All items of one kind.
fn group(
    editor: Editor,
    section: &'static Section,
    kind: &'static Kind,
    reorder: Reorder,
) -> AnyView {
    let all = editor.store.items(section.key);
    let items = Memo::new(move |_| {
        let is_here = |head: &&ItemHead| head.kind.key == kind.key;
        all.with(|all| all.iter().filter(is_here).copied().collect::<Vec<_>>())
    });
    let is_empty = Memo::new(move |_| items.with(Vec::is_empty));
    let add = move |_: leptos::ev::MouseEvent| add_item(editor, section, kind, Place::Last);
    let label = palette::add(kind.label);
    let heading = format!("kind-{}", kind.key);
    let list_id = format!("list-{}", kind.key);
    build_near(editor, list_id.clone(), items);
    let head_label = label.clone();
    let empty_label = label.clone();
    let list = move || {
        if is_empty.get() {
            let label = empty_label.clone();
            return view! {
                <Empty text=tr(kind.empty)>
                    <Button
                        label
                        weight=Weight::Plain
                        glyph=Glyph::Plus
                        disabled=editor.is_read_only
                        on_press=add
                    />
                </Empty>
            }
            .into_any();
        }
        let label = head_label.clone();
        view! {
            <div class="item-list" id=list_id.clone()>
                <For
                    each=move || {
                        screen::keep_focus();
                        items.get()
                    }
                    key=|head| head.id
                    children=move |head| {
                        let is_near = items
                            .with_untracked(|items| items.iter().take(FIRST).any(|one| *one == head));
                        view! { <ItemCard section head group=items reorder is_near /> }
                    }
                />
            </div>
            <div class="group-foot">
                <Button
                    label
                    weight=Weight::Quiet
                    glyph=Glyph::Plus
                    disabled=editor.is_read_only
                    on_press=add
                />
            </div>
        }
        .into_any()
    };
    let count = move || {
        let count = items.with(Vec::len);
        (count > 0).then_some(count)
    };
    if section.kinds().len() == 1 {
        // The section's own heading says it already; the items still need one between it and theirs.
        return view! {
            <div class="group">
                <h3 class="only-heard">{tr(kind.plural)}</h3>
                {live(list)}
            </div>
        }
        .into_any();
    }
    view! {
        <section class="group" aria-labelledby=heading.clone()>
            <div class="group-head">
                <h3 id=heading.clone()>{tr(kind.plural)}</h3>
                <span class="count">{follow(count)}</span>
            </div>
            {live(list)}
        </section>
    }
    .into_any()
}

/// So many items of a list are built before the browser has said which of them are near.
const FIRST: usize = 3;

/// Builds the cards of a list when they come near what is seen.
fn build_near(editor: Editor, list: String, items: Memo<Vec<ItemHead>>) {
    let near = Near::new(move |card| {
        if let Some(item) = item_of(card) {
            editor.built.build(item);
        }
    });
    let near = StoredValue::new_local(near);
    Effect::new(move |_| {
        items.track();
        let list = list.clone();
        request_animation_frame(move || {
            // The section may have been left before its first frame.
            near.try_with_value(|near| match near {
                Some(near) => near.watch(&list, ".item[data-light]"),
                None => items.with_untracked(|items| {
                    items.iter().for_each(|head| editor.built.build(head.id));
                }),
            });
        });
    });
}

/// Adds an item and gives its title the focus.
pub(super) fn add_item(
    editor: Editor,
    section: &'static Section,
    kind: &'static Kind,
    place: Place<ItemId>,
) {
    if let Some(item) = editor.step(|store| store.add_item(kind.key, place)) {
        editor.built.build(item);
        let title = Holder::Item(section.key, item).field("title");
        screen::retry(move || screen::focus(&control_id(title)));
    }
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
