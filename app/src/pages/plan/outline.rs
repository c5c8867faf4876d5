//! The sections of the plan: how many items each holds, and who is there.

use leptos::prelude::*;
use tandem_plan::schema::Section;

use crate::components::{AvatarStack, Someone, follow, live};
use crate::editor::Editor;
use crate::format;

/// The list of the sections.
#[component]
pub(super) fn Outline(section: Memo<&'static Section>) -> impl IntoView {
    let editor = Editor::of_page();
    let entries = move || {
        editor
            .sections()
            .map(|entry| view! { <li>{link(editor, entry, section)}</li> })
            .collect_view()
    };
    view! {
        <nav class="outline" aria-label="Sections">
            <ul>{live(entries)}</ul>
        </nav>
    }
    .into_any()
}

fn link(editor: Editor, entry: &'static Section, section: Memo<&'static Section>) -> AnyView {
    let items = (!entry.kinds().is_empty()).then(|| editor.store.items(entry.key));
    let count = items.map(|items| {
        move || {
            let count = items.with(Vec::len);
            (count > 0).then(|| {
                view! {
                    <span class="count">
                        {count} <span class="only-heard">" items"</span>
                    </span>
                }
            })
        }
    });
    let people = editor.store.people();
    let others = Memo::new(move |_| {
        people.with(|people| {
            let here = people
                .iter()
                .filter(|person| !person.is_me && person.section.as_deref() == Some(entry.key));
            here.map(|person| Someone {
                name: person.name.clone(),
                side: person.side,
                note: format::side(person.side).to_owned(),
            })
            .collect::<Vec<_>>()
        })
    });
    let others = move || {
        let people = others.get();
        (!people.is_empty()).then(|| view! { <AvatarStack people most=3 is_small=true /> })
    };
    view! {
        <a
            class="outline-link"
            href=format!("#{}", entry.key)
            aria-current=follow(move || (section.get().key == entry.key).then_some("true"))
        >
            <span>{entry.label}</span>
            {live(others)}
            {count.map(live)}
        </a>
    }
    .into_any()
}
