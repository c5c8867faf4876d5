//! What was removed from a section, to be taken back. Nothing is ever removed for good here.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use tandem_plan::address::Holder;
use tandem_plan::document::ItemHead;
use tandem_plan::schema::Section;

use crate::browser::screen;
use crate::components::{
    Button, Glyph, Icon, NotLoaded, Weight, follow, later, list_of, live, truth,
};
use crate::editor::Editor;
use crate::fields::control_id;
use crate::texts::{items as texts, parts, tr};

/// The id of the button that opens the trash.
const TOGGLE: &str = "trash";

/// The trash of a section; it shows when there is something in it.
#[component]
pub(super) fn Trash(section: &'static Section) -> impl IntoView {
    let editor = Editor::of_page();
    let trash = editor.store.trash(section.key);
    let is_open = RwSignal::new(false);
    let count = Memo::new(move |_| trash.with(Vec::len));
    let list = move || is_open.get().then(|| later(list(section)));
    let is_empty = Memo::new(move |_| count.get() == 0);
    let content = move || {
        (!is_empty.get()).then(|| {
            view! {
                <section class="group" aria-label=tr(texts::TRASH)>
                    <button
                        class="item-more"
                        type="button"
                        id=TOGGLE
                        aria-expanded=truth(move || is_open.get())
                        on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
                    >
                        <Icon glyph=Glyph::ChevronRight />
                        {follow(move || texts::trash(count.get()))}
                    </button>
                    {live(list)}
                </section>
            }
        })
    };
    live(content)
}

#[wasm_split(aside, wasm_split_path = leptos::wasm_split, fallible)]
fn list(section: &'static Section) -> Result<AnyView, NotLoaded> {
    let editor = Editor::of_page();
    let trash = editor.store.trash(section.key);
    let line = move |head| view! { <li>{entry(editor, section, head)}</li> }.into_any();
    let lines = list_of(move || trash.get(), |head| head.id.as_u128(), line);
    let list = view! { <ul class="trash-list">{lines}</ul> };
    Ok(list.into_any())
}

fn entry(editor: Editor, section: &'static Section, head: ItemHead) -> AnyView {
    let restore = move |_| {
        if editor
            .step(|store| store.restore_item(section.key, head.id))
            .is_some()
        {
            let title = untrack(|| editor.title(section, head));
            editor.toasts.show(texts::restored(&title));
            request_animation_frame(move || {
                // The button that was pressed is gone.
                if !screen::focus(TOGGLE) {
                    let title = Holder::Item(section.key, head.id).field("title");
                    screen::focus(&control_id(title));
                }
            });
        }
    };
    let title = move || editor.title(section, head);
    view! {
        <span>{follow(title)}</span>
        <span class="kind">{parts::in_sentence(tr(head.kind.label))}</span>
        <Button
            label=Signal::derive(move || texts::restore(&title()))
            weight=Weight::Quiet
            glyph=Glyph::Undo
            disabled=editor.is_read_only
            on_press=restore
        />
    }
    .into_any()
}
