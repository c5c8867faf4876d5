//! One item: its title as a heading, how it stands, the essential fields, and the rest on demand.

mod actions;

use leptos::prelude::*;
use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::comment::About;
use tandem_plan::document::ItemHead;
use tandem_plan::ids::ItemId;
use tandem_plan::schema::{Field, FieldType, Kind, Section, Tier};
use tandem_plan::value::Value;

use super::form::{Lead, fields_view};
use crate::browser::screen;
use crate::components::{
    Edge, Glyph, Handle, Icon, Menu, PillSelect, Reorder, follow, live, truth,
};
use crate::editor::Editor;
use crate::fields::{Look, choice_value, control_id, field_view, news_mark, open_threads};
use crate::table::cell_id;
use crate::texts::{items as texts, parts, tr};

/// The id of an item's card.
pub(super) fn item_id(item: ItemId) -> String {
    format!("item-{item}")
}

/// The item whose card has this id.
pub(super) fn item_of(card: &str) -> Option<ItemId> {
    card.strip_prefix("item-")?.parse().ok()
}

/// The id of the menu of the card with this id.
fn menu_id(card: &str) -> String {
    format!("{card}-menu")
}

/// The card of one item.
#[component]
pub(super) fn ItemCard(
    section: &'static Section,
    kind: &'static Kind,
    item: ItemId,
    /// The items of the same kind, in their order.
    group: Memo<Vec<ItemHead>>,
    reorder: Reorder,
    /// Whether it is among those that are seen first; others are built when they come near.
    is_near: bool,
) -> impl IntoView {
    let card = Card {
        editor: Editor::of_page(),
        section,
        item,
        kind,
        group,
    };
    let id = item_id(item);
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
    let is_built = card.editor.built.put(item, is_near);
    let is_light = {
        let is_built = is_built.clone();
        follow(move || !is_built.get())
    };
    let heading_class = {
        let is_built = is_built.clone();
        follow(move || {
            if is_built.get() {
                "only-heard"
            } else {
                "item-name"
            }
        })
    };
    let inside = move || {
        is_built
            .get()
            .then(|| untrack(|| card.inside(title, reorder)))
    };
    view! {
        <article
            class="item"
            id=id.clone()
            aria-labelledby=heading.clone()
            data-light=is_light
            data-dragged=follow(is_dragged)
            data-drop=follow(edge)
            on:keydown=move |event| card.key(&event)
        >
            <h4 class=heading_class id=heading.clone()>
                {title}
            </h4>
            {live(inside)}
        </article>
    }
    .into_any()
}

/// The menu of an item that is a row of a table.
#[component]
pub(super) fn RowMenu(
    section: &'static Section,
    kind: &'static Kind,
    item: ItemId,
    /// The items of the same kind, in their order.
    group: Memo<Vec<ItemHead>>,
) -> impl IntoView {
    let card = Card {
        editor: Editor::of_page(),
        section,
        item,
        kind,
        group,
    };
    let title = card.title();
    view! {
        <Menu
            id=menu_id(&item_id(item))
            label=Signal::derive(move || texts::commands(&title.get()))
            glyph=Glyph::More
            lines=Callback::new(move |()| card.row_commands())
        />
    }
    .into_any()
}

/// Gives the title of an item the focus once it is on the page: in its card or its row.
pub(super) fn focus_title(section: &'static Section, item: ItemId) {
    let title = Holder::Item(section.key, item).field("title");
    screen::retry(move || screen::focus(&control_id(title)) || screen::focus(&cell_id(title)));
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

    const fn at(self, field: &'static str) -> FieldAddress {
        self.holder().field(field)
    }

    fn field(self, key: &str) -> Option<&'static Field> {
        self.kind.field(key)
    }

    /// The title, or what stands for it. While it is being written here it stays what it was.
    fn title(self) -> Memo<String> {
        let at = self.at("title");
        let text = self.editor.store.text(at);
        let Self { editor, kind, .. } = self;
        Memo::new(move |before: Option<&String>| match before {
            Some(before) if editor.writing.is_in(at) => before.clone(),
            _ => parts::title_or(text.get(), kind.label),
        })
    }

    /// All of the card but its heading.
    fn inside(self, title: Memo<String>, reorder: Reorder) -> AnyView {
        let id = item_id(self.item);
        let lines = Callback::new(move |()| self.commands());
        view! {
            <div class="item-head">
                <Handle
                    reorder
                    id=id.clone()
                    label=Signal::derive(move || texts::move_it(&title.get()))
                    disabled=self.editor.is_read_only
                    ids=Callback::new(move |()| self.ids().into_iter().map(item_id).collect())
                    on_drop=Callback::new(move |(over, edge): (String, Edge)| {
                        self.land(&over, edge);
                    })
                    on_step=Callback::new(move |by| self.step(by))
                />
                {self.field("title").map(|field| field_view(self.at("title"), field, Look::Bare))}
                {self.status()}
                {news_mark(self.editor, About::from(self.holder()))}
                {open_threads(self.editor, About::from(self.holder()))}
                <Menu
                    id=menu_id(&id)
                    label=Signal::derive(move || texts::commands(&title.get()))
                    glyph=Glyph::More
                    lines
                />
            </div>
            {self.body()}
        }
        .into_any()
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
                            let text = if is_expanded.get() {
                                texts::FEWER_FIELDS
                            } else {
                                texts::ALL_FIELDS
                            };
                            tr(text)
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
}
