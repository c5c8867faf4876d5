//! Who is here: avatars grouped by side. Somebody with several tabs is shown once.

use leptos::prelude::*;
use tandem_plan::schema::SCHEMA;
use tandem_protocol::role::Side;

use crate::components::{AvatarStack, Someone, live};
use crate::editor::Editor;
use crate::format;
use crate::sync::Person;

/// So many of each side are shown; the others are counted.
const MOST: usize = 4;

/// The people of the page.
#[component]
pub(super) fn Presence() -> impl IntoView {
    let editor = Editor::of_page();
    let people = editor.store.people();
    let groups = move || {
        let people = people.get();
        let groups = Side::ALL.into_iter().filter_map(|side| {
            let people = of_side(&people, side, |person| note(editor, person));
            (!people.is_empty()).then(|| view! { <AvatarStack people most=MOST /> })
        });
        groups.collect_view()
    };
    view! {
        <div class="presence" role="group" aria-label="Who is here">
            {live(groups)}
        </div>
    }
    .into_any()
}

/// The people of one side, each once.
fn of_side(people: &[Person], side: Side, note: impl Fn(&Person) -> String) -> Vec<Someone> {
    let mut members = Vec::new();
    let mut shown = Vec::new();
    for person in people.iter().filter(|person| person.side == side) {
        if members.contains(&person.member) {
            continue;
        }
        members.push(person.member);
        let tabs = people.iter().filter(|tab| tab.member == person.member);
        let latest = tabs.max_by_key(|tab| (tab.is_me, tab.active_ms));
        let active = latest.unwrap_or(person);
        shown.push(Someone {
            name: person.name.clone(),
            side,
            note: note(active),
        });
    }
    shown
}

fn note(editor: Editor, person: &Person) -> String {
    let side = match person.side {
        Side::Neutral => format::side(Side::Neutral).to_owned(),
        side => editor.side_name(side),
    };
    let place = person
        .section
        .as_deref()
        .and_then(|key| SCHEMA.section(key));
    match (person.is_me, place) {
        (true, _) => format!("{side} (you)"),
        (false, Some(section)) => format!("{side}, in {}", section.label),
        (false, None) => side,
    }
}
