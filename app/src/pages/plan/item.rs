//! One item: its title as a heading, how it stands, the essential fields, and the rest on demand.

use leptos::prelude::*;
use tandem_plan::address::Holder;
use tandem_plan::document::ItemHead;
use tandem_plan::edit::Place;
use tandem_plan::ids::ItemId;
use tandem_plan::schema::{Field, FieldType, Kind, Section, Tier};
use tandem_plan::value::Value;

use super::form::{Lead, fields_view};
use crate::browser::screen;
use crate::components::{
    Edge, Glyph, Handle, Icon, Menu, MenuItem, MenuLine, PillSelect, Reorder, follow, live, truth,
};
use crate::editor::Editor;
use crate::fields::{Look, beside, choice_value, field_view, neighbour};
use crate::texts::{items as texts, parts, tr};

/// The id of an item's card.
pub(super) fn item_id(item: ItemId) -> String {
    format!("item-{item}")
}

/// The id of the menu of the card with this id.
fn menu_id(card: &str) -> String {
    format!("{card}-menu")
}

/// The card of one item.
#[component]
pub(super) fn ItemCard(
    section: &'static Section,
    head: ItemHead,
    /// The items of the same kind, in their order.
    group: Memo<Vec<ItemHead>>,
    reorder: Reorder,
) -> impl IntoView {
    let card = Card {
        editor: Editor::of_page(),
        section,
        item: head.id,
        kind: head.kind,
        group,
    };
    let id = item_id(head.id);
    let heading = format!("{id}-title");
    let is_dragged = {
        let id = id.clone();
        move || reorder.is_dragged(&id)
    };
    let edge = {
        let id = id.clone();
        move || reorder.drop_edge(&id)
    };
    let title = card.title();
    let lines = Callback::new(move |()| card.commands());
    view! {
        <article
            class="item"
            id=id.clone()
            aria-labelledby=heading.clone()
            data-dragged=follow(is_dragged)
            data-drop=follow(edge)
        >
            <h4 class="only-heard" id=heading.clone()>
                {title}
            </h4>
            <div class="item-head">
                <Handle
                    reorder
                    id=id.clone()
                    label=Signal::derive(move || texts::move_it(&title.get()))
                    disabled=card.editor.is_read_only
                    ids=Callback::new(move |()| card.ids().into_iter().map(item_id).collect())
                    on_drop=Callback::new(move |(over, edge): (String, Edge)| card.land(&over, edge))
                    on_step=Callback::new(move |by| card.step(by))
                />
                {card.field("title").map(|field| field_view(card.at("title"), field, Look::Bare))}
                {card.status()}
                <Menu
                    id=menu_id(&id)
                    label=Signal::derive(move || texts::commands(&title.get()))
                    glyph=Glyph::More
                    lines
                />
            </div>
            {card.body()}
        </article>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct Card {
    editor: Editor,
    section: &'static Section,
    item: ItemId,
    kind: &'static Kind,
    group: Memo<Vec<ItemHead>>,
}

/// Shown in the head of the card.
const IN_HEAD: [&str; 2] = ["title", "status"];

impl Card {
    const fn holder(self) -> Holder {
        Holder::Item(self.section.key, self.item)
    }

    const fn at(self, field: &'static str) -> tandem_plan::address::FieldAddress {
        self.holder().field(field)
    }

    fn field(self, key: &str) -> Option<&'static Field> {
        self.kind.field(key)
    }

    /// The title, or what stands for it.
    fn title(self) -> Memo<String> {
        let text = self.editor.store.text(self.at("title"));
        Memo::new(move |_| parts::title_or(text.get(), self.kind.label))
    }

    fn status(self) -> Option<AnyView> {
        let field = self.field("status")?;
        let FieldType::Choice(choices) = field.ty else {
            return None;
        };
        let editor = self.editor;
        let at = self.at("status");
        let choose = Callback::new(move |key: Option<&'static str>| {
            editor.step(|store| store.set_value(at, key.map(Value::Choice)));
        });
        let value = choice_value(editor, at);
        let status = view! {
            <PillSelect
                label=tr(field.label)
                choices
                value
                disabled=editor.is_read_only
                unset=tr(texts::NO_STATUS)
                on_choose=choose
            />
        };
        Some(status.into_any())
    }

    /// The fields of the essential tier first; those of deeper tiers when asked for.
    fn body(self) -> AnyView {
        let editor = self.editor;
        let rest = move || {
            let fields = self.kind.all_fields();
            fields.filter(|field| field.tier > Tier::Essential)
        };
        let has_rest = Memo::new(move |_| rest().any(|field| editor.asks_for(field)));
        let is_expanded = Memo::new(move |_| editor.expanded.has(self.item));
        let essential: Vec<&Field> = self
            .kind
            .all_fields()
            .filter(|field| field.tier == Tier::Essential && !IN_HEAD.contains(&field.key))
            .collect();
        let rest_id = format!("{}-rest", item_id(self.item));
        let controls = rest_id.clone();
        let more = move || {
            let controls = controls.clone();
            has_rest.get().then(|| {
                view! {
                    <button
                        class="item-more"
                        type="button"
                        aria-expanded=truth(move || is_expanded.get())
                        aria-controls=controls
                        on:click=move |_| {
                            editor.expanded.set(self.item, !is_expanded.get_untracked());
                        }
                    >
                        <Icon glyph=Glyph::ChevronRight />
                        {follow(move || {
                            tr(if is_expanded.get() { texts::FEWER_FIELDS } else { texts::ALL_FIELDS })
                        })}
                    </button>
                }
            })
        };
        let details = move || {
            (is_expanded.get() && has_rest.get()).then(|| {
                let fields: Vec<&Field> = rest().collect();
                let fields = untrack(|| fields_view(editor, self.holder(), &fields, Lead::Values));
                view! { <div class="item-rest">{fields}</div> }
            })
        };
        view! {
            <div>
                {fields_view(editor, self.holder(), &essential, Lead::Text)}
                {live(more)}
                <div id=rest_id>{live(details)}</div>
            </div>
        }
        .into_any()
    }

    fn commands(self) -> Vec<MenuLine> {
        let ids = self.ids();
        let is_first = ids.first() == Some(&self.item);
        let is_last = ids.last() == Some(&self.item);
        let step = |by| Callback::new(move |()| self.step(by));
        let mut lines: Vec<MenuLine> = Vec::new();
        if self.editor.is_read_only.get_untracked() {
            return lines;
        }
        if let (false, Some(first)) = (is_first, ids.first().copied()) {
            let to_top = Callback::new(move |()| self.put(Place::Before(first)));
            lines.push(
                MenuItem::new(tr(texts::MOVE_UP), Glyph::Up, step(-1))
                    .with_keys("Alt ↑")
                    .into(),
            );
            lines.push(MenuItem::new(tr(texts::TO_TOP), Glyph::Top, to_top).into());
        }
        if let (false, Some(last)) = (is_last, ids.last().copied()) {
            let to_bottom = Callback::new(move |()| self.put(Place::After(last)));
            lines.push(
                MenuItem::new(tr(texts::MOVE_DOWN), Glyph::Down, step(1))
                    .with_keys("Alt ↓")
                    .into(),
            );
            lines.push(MenuItem::new(tr(texts::TO_BOTTOM), Glyph::Bottom, to_bottom).into());
        }
        if !lines.is_empty() {
            lines.push(MenuLine::Rule);
        }
        let remove = Callback::new(move |()| self.remove());
        lines.push(
            MenuItem::new(tr(texts::TO_TRASH), Glyph::Trash, remove)
                .dangerous()
                .into(),
        );
        lines
    }

    fn ids(self) -> Vec<ItemId> {
        self.group
            .with_untracked(|group| group.iter().map(|head| head.id).collect())
    }

    fn step(self, by: i32) {
        if let Some(place) = neighbour(&self.ids(), self.item, by) {
            self.put(place);
        }
    }

    fn land(self, over: &str, edge: Edge) {
        let ids = self.ids();
        if let Some(over) = ids.into_iter().find(|other| item_id(*other) == over) {
            self.put(match edge {
                Edge::Before => Place::Before(over),
                Edge::After => Place::After(over),
            });
        }
    }

    fn put(self, place: Place<ItemId>) {
        let Self {
            editor,
            section,
            item,
            ..
        } = self;
        if editor
            .step(|store| store.move_item(section.key, item, place))
            .is_some()
        {
            let ids = self.ids();
            let position = ids.iter().position(|other| *other == item);
            let position = position.unwrap_or_default() + 1;
            let title = self.untracked_title();
            editor
                .toasts
                .announce(texts::moved(&title, position, ids.len()));
        }
    }

    fn remove(self) {
        let Self {
            editor,
            section,
            item,
            ..
        } = self;
        let title = self.untracked_title();
        let next = beside(&self.ids(), item);
        if editor
            .step(|store| store.trash_item(section.key, item))
            .is_some()
        {
            let undo = move || {
                editor.step(|store| store.restore_item(section.key, item));
            };
            editor
                .toasts
                .show_with(texts::trashed(&title), tr(texts::UNDO), undo);
            request_animation_frame(move || {
                // The menu that was used is gone.
                let menu = next.map(|next| menu_id(&item_id(next)));
                screen::focus(menu.as_deref().unwrap_or("main"));
            });
        }
    }

    fn untracked_title(self) -> String {
        let text = self.editor.store.read_text(self.at("title"));
        parts::title_or(text, self.kind.label)
    }
}
