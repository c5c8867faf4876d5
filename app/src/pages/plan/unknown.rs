//! Items of kinds that this version does not know: they can be read, and are changed by nobody
//! here. They are looked for when the section opens and whenever its other items change.

use leptos::prelude::*;
use tandem_plan::document::UnknownItem;
use tandem_plan::schema::Section;

use crate::components::live;
use crate::editor::Editor;
use crate::texts::{items as texts, tr};

/// Those of a section, if there are any.
pub(super) fn unknown_items(editor: Editor, section: &'static Section) -> AnyView {
    let known = editor.store.items(section.key);
    let loaded = editor.store.loaded();
    let items = Memo::new(move |_| {
        loaded.track();
        known.track();
        let mut items = editor.store.unknown_items(section.key);
        items.retain(|item| !item.deleted);
        items
    });
    live(move || {
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
    })
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
