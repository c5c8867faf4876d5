//! Items of kinds that this version does not know: they can be read, and are changed by nobody
//! here. They are looked for when the section opens and whenever its other items change.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use tandem_plan::document::UnknownItem;
use tandem_plan::schema::Section;

use crate::components::{NotLoaded, later, live};
use crate::editor::Editor;
use crate::texts::{items as texts, tr};

/// Those of a section, if there are any.
pub(super) fn unknown_items(editor: Editor, section: &'static Section) -> AnyView {
    let changes = changes(editor, section);
    let are_there = Memo::new(move |_| {
        changes();
        editor.store.has_unknown_items(section.key)
    });
    live(move || are_there.get().then(|| later(list(section))))
}

/// What tells that there may be others now.
fn changes(editor: Editor, section: &'static Section) -> impl Fn() + Send + Sync {
    let known = editor.store.items(section.key);
    let loaded = editor.store.loaded();
    move || {
        loaded.track();
        known.track();
    }
}

#[wasm_split(aside, wasm_split_path = leptos::wasm_split, fallible)]
fn list(section: &'static Section) -> Result<AnyView, NotLoaded> {
    let editor = Editor::of_page();
    let changes = changes(editor, section);
    let items = Memo::new(move |_| {
        changes();
        let mut items = editor.store.unknown_items(section.key);
        items.retain(|item| !item.deleted);
        items
    });
    Ok(live(move || {
        let items = items.get();
        (!items.is_empty()).then(|| {
            view! {
                <section class="group" aria-labelledby="unknown-items">
                    <div class="group-head">
                        <h3 id="unknown-items">{tr(texts::UNKNOWN)}</h3>
                    </div>
                    <p class="unknown-why">{tr(texts::UNKNOWN_WHY)}</p>
                    <div class="item-list">{items.into_iter().map(card).collect_view()}</div>
                </section>
            }
        })
    }))
}

fn card(item: UnknownItem) -> AnyView {
    let title = match item.title.trim() {
        "" => item.kind,
        title => title.to_owned(),
    };
    let heading = format!("item-{}-title", item.id);
    let values = item.values.into_iter().map(|(key, value)| {
        view! {
            <dt>{key}</dt>
            <dd>{value}</dd>
        }
    });
    view! {
        <article class="item" id=format!("item-{}", item.id) aria-labelledby=heading.clone()>
            <h4 class="item-name" id=heading.clone()>
                {title}
            </h4>
            <dl class="unknown-values">{values.collect_view()}</dl>
        </article>
    }
    .into_any()
}
