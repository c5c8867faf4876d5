//! What was removed from a section, to be taken back. Nothing is ever removed for good here.

use leptos::prelude::*;
use tandem_plan::document::ItemHead;
use tandem_plan::schema::Section;

use crate::components::{Button, Glyph, Icon, Weight, follow, live, truth};
use crate::editor::Editor;
use crate::format;

/// The trash of a section; it shows when there is something in it.
#[component]
pub(super) fn Trash(section: &'static Section) -> impl IntoView {
    let editor = Editor::of_page();
    let trash = editor.store.trash(section.key);
    let is_open = RwSignal::new(false);
    let count = Memo::new({
        let trash = trash.clone();
        move |_| trash.with(Vec::len)
    });
    let list = move || {
        let trash = trash.clone();
        is_open.get().then(|| {
            view! {
                <ul class="trash-list">
                    <For
                        each=move || trash.get()
                        key=|head| head.id
                        children=move |head| view! { <li>{entry(editor, section, head)}</li> }
                    />
                </ul>
            }
        })
    };
    let content = move || {
        let list = list.clone();
        (count.get() > 0).then(|| {
            view! {
                <section class="group" aria-label="Trash">
                    <button
                        class="item-more"
                        type="button"
                        aria-expanded=truth(move || is_open.get())
                        on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
                    >
                        <Icon glyph=Glyph::ChevronRight />
                        {follow(move || format!("Trash ({})", count.get()))}
                    </button>
                    {live(list)}
                </section>
            }
        })
    };
    live(content)
}

fn entry(editor: Editor, section: &'static Section, head: ItemHead) -> AnyView {
    let restore = move |_| {
        if editor
            .step(|store| store.restore_item(section.key, head.id))
            .is_some()
        {
            let title = untrack(|| editor.title(section, head));
            editor.toasts.show(format!("“{title}” is back."));
        }
    };
    let title = move || editor.title(section, head);
    view! {
        <span>{follow(title)}</span>
        <span class="kind">{format::lower_first(head.kind.label)}</span>
        <Button
            label=Signal::derive(move || format!("Restore {}", title()))
            weight=Weight::Quiet
            glyph=Glyph::Undo
            disabled=editor.is_read_only
            on_press=restore
        />
    }
    .into_any()
}
