//! All items of one kind, as cards or as a table, and the way to add another.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use tandem_plan::address::Holder;
use tandem_plan::document::ItemHead;
use tandem_plan::edit::{Edit, Place};
use tandem_plan::ids::ItemId;
use tandem_plan::schema::{Field, Kind, Section};

use super::item::{ItemCard, RowMenu, focus_title, item_of};
use crate::browser::Near;
use crate::components::{
    Button, Empty, Glyph, NotLoaded, Reorder, Segment, Segmented, Weight, follow, later, list, live,
};
use crate::editor::Editor;
use crate::table::{Grid, Rows, is_cell};
use crate::texts::{palette, table, tr};

/// So many items of a list are built before the browser has said which of them are near.
const FIRST: usize = 3;

/// Of a list of up to so many items all are built, for who reads or searches the whole page.
const SHORT: usize = 40;

/// The items of one kind.
#[derive(Clone, Copy)]
struct Group {
    editor: Editor,
    section: &'static Section,
    kind: &'static Kind,
    items: Memo<Vec<ItemHead>>,
    reorder: Reorder,
}

/// All items of one kind.
pub(super) fn group(
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
    let group = Group {
        editor,
        section,
        kind,
        items,
        reorder,
    };
    let is_empty = Memo::new(move |_| items.with(Vec::is_empty));
    let is_table = Memo::new(move |_| editor.views.is_table(kind));
    let content = move || match (is_empty.get(), is_table.get()) {
        (true, _) => untrack(|| group.empty()),
        (false, false) => untrack(|| group.cards()),
        (false, true) => untrack(|| later(table_of(group))),
    };
    let switch = move || (!is_empty.get()).then(|| untrack(|| group.switch()));
    let heading = group.heading();
    if section.kinds().len() == 1 {
        // The section's own heading says it already; the items still need one between it and theirs.
        return view! {
            <div class="group">
                <div class="group-head" data-only="true">
                    <h3 class="only-heard" id=heading>
                        {tr(kind.plural)}
                    </h3>
                    {live(switch)}
                </div>
                {live(content)}
            </div>
        }
        .into_any();
    }
    let count = move || {
        let count = items.with(Vec::len);
        (count > 0).then_some(count)
    };
    view! {
        <section class="group" aria-labelledby=heading.clone()>
            <div class="group-head">
                <h3 id=heading.clone()>{tr(kind.plural)}</h3>
                <span class="count">{follow(count)}</span>
                {live(switch)}
            </div>
            {live(content)}
        </section>
    }
    .into_any()
}

impl Group {
    fn heading(self) -> String {
        format!("kind-{}", self.kind.key)
    }

    fn add(self) {
        add_item(self.editor, self.section, self.kind, Place::Last);
    }

    fn add_button(self, weight: Weight) -> AnyView {
        view! {
            <Button
                label=palette::add(self.kind.label)
                weight
                glyph=Glyph::Plus
                disabled=self.editor.is_read_only
                on_press=move |_| self.add()
            />
        }
        .into_any()
    }

    fn empty(self) -> AnyView {
        view! { <Empty text=tr(self.kind.empty)>{self.add_button(Weight::Plain)}</Empty> }
            .into_any()
    }

    /// Cards or table.
    fn switch(self) -> AnyView {
        let Self { editor, kind, .. } = self;
        let segment = |key, label| Segment {
            key,
            label: tr(label).to_owned(),
            side: None,
        };
        let segments = vec![
            segment("cards", table::CARDS),
            segment("table", table::TABLE),
        ];
        let value = follow(move || {
            let key = if editor.views.is_table(kind) {
                "table"
            } else {
                "cards"
            };
            Some(key)
        });
        let label = format!("view-{}", kind.key);
        view! {
            <div class="view-switch">
                <span class="only-heard" id=label.clone()>
                    {format!("{}: {}", tr(kind.plural), tr(table::VIEW))}
                </span>
                <Segmented
                    name=label.clone()
                    labelled_by=label.clone()
                    segments
                    value
                    disabled=follow(|| false)
                    on_choose=Callback::new(move |key| editor.views.set_table(kind, key == "table"))
                />
            </div>
        }
        .into_any()
    }

    fn cards(self) -> AnyView {
        let Self {
            section,
            items,
            reorder,
            ..
        } = self;
        let list_id = format!("list-{}", self.kind.key);
        self.build_near(list_id.clone(), ".item[data-light]");
        let kind = self.kind;
        let card = move |id| {
            let id = ItemId::from_u128(id);
            let is_near =
                items.with_untracked(|items| items.iter().take(FIRST).any(|head| head.id == id));
            view! { <ItemCard section kind item=id group=items reorder is_near /> }.into_any()
        };
        view! {
            <div class="item-list" id=list_id>
                {list(move || ids(items), card)}
            </div>
            <div class="group-foot">{self.add_button(Weight::Quiet)}</div>
        }
        .into_any()
    }

    /// Builds the items of a long list that come near what is seen, and all of a short one.
    fn build_near(self, list: String, light: &'static str) {
        let Self { editor, items, .. } = self;
        let near = Near::new(move |element| {
            if let Some(item) = item_of(element) {
                editor.built.build(item);
            }
        });
        let near = StoredValue::new_local(near);
        Effect::new(move |_| {
            let is_short = items.with(Vec::len) <= SHORT;
            let list = list.clone();
            request_animation_frame(move || {
                // The section may have been left before its first frame.
                near.try_with_value(|near| match near {
                    Some(near) if !is_short => near.watch(&list, light),
                    _ => self.build_all(),
                });
            });
        });
    }

    /// Builds all items, a few with every frame.
    fn build_all(self) {
        let Self { editor, items, .. } = self;
        let more = items.try_with_untracked(|items| {
            // It may have become long meanwhile.
            let is_short = items.len() <= SHORT;
            is_short && editor.built.build_some(items.iter().map(|head| head.id))
        });
        if more == Some(true) {
            request_animation_frame(move || self.build_all());
        }
    }
}

/// The items as a table, loaded when somebody wants one.
#[wasm_split(table, wasm_split_path = leptos::wasm_split, fallible)]
fn table_of(group: Group) -> Result<AnyView, NotLoaded> {
    let Group {
        editor,
        section,
        kind,
        items,
        ..
    } = group;
    let rows = Memo::new(move |_| {
        let row = |head: &ItemHead| Holder::Item(section.key, head.id);
        items.with(|items| items.iter().map(row).collect::<Vec<_>>())
    });
    let columns = Memo::new_with_compare(
        move |_| {
            let fields = kind.all_fields().filter(|field| is_cell(&field.ty));
            let asked = fields.filter(|field| editor.asks_for(field));
            asked.collect::<Vec<&'static Field>>()
        },
        |before, now| {
            let keys = |fields: Option<&Vec<&'static Field>>| {
                let fields = fields.into_iter().flatten();
                fields.map(|field| field.key).collect::<Vec<_>>()
            };
            keys(before) != keys(now)
        },
    );
    let add = Callback::new(move |()| {
        let item = ItemId::random();
        let add = Edit::AddItem {
            section: section.key,
            kind: kind.key,
            item,
            place: Place::Last,
        };
        (add, Holder::Item(section.key, item))
    });
    let build = Callback::new(move |row: Holder| {
        if let Some(item) = row.item() {
            editor.built.build(item);
        }
    });
    let grid = Grid::new(
        editor,
        Rows {
            rows,
            columns,
            add,
            build,
        },
    );
    let tail = Callback::new(move |row: Holder| {
        let item = row.item();
        item.map(|item| view! { <RowMenu section kind item group=items /> })
            .into_any()
    });
    let id = format!("table-{}", kind.key);
    group.build_near(id.clone(), "tr[data-light]");
    Ok(view! {
        {grid.view(id, group.heading(), tail)}
        <div class="group-foot">{group.add_button(Weight::Quiet)}</div>
    }
    .into_any())
}

/// The ids of these items, in their order.
fn ids(items: Memo<Vec<ItemHead>>) -> Vec<u128> {
    items.with(|items| items.iter().map(|head| head.id.as_u128()).collect())
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
        focus_title(section, item);
    }
}
