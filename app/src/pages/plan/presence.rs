//! Who is here: avatars grouped by side. Somebody with several tabs is shown once. Pressing an
//! avatar follows that person through the plan.

use leptos::prelude::*;
use tandem_plan::address::FieldAddress;
use tandem_plan::ids::MemberId;
use tandem_plan::schema::SCHEMA;
use tandem_protocol::role::Side;

use crate::components::{Avatar, Button, Notice, Someone, Tone, Weight, live, truth};
use crate::editor::Editor;
use crate::sync::Person;
use crate::texts::{plan as texts, tr};

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
            (!people.is_empty()).then(|| group(editor, people))
        });
        groups.collect_view()
    };
    view! {
        <div class="presence" role="group" aria-label=tr(texts::WHO_IS_HERE)>
            {live(groups)}
        </div>
    }
    .into_any()
}

/// Whose way the page follows.
#[component]
pub(super) fn FollowingNotice() -> impl IntoView {
    let editor = Editor::of_page();
    let name = Memo::new(move |_| editor.following.whom().map(|person| person.name));
    live(move || {
        let text = texts::following(&name.get()?);
        Some(view! {
            <Notice tone=Tone::Calm text>
                <Button
                    label=tr(texts::STOP_FOLLOWING).to_owned()
                    weight=Weight::Plain
                    on_press=move |_| editor.following.stop()
                />
            </Notice>
        })
    })
}

/// Somebody, and whether it is this very person.
struct Shown {
    member: MemberId,
    is_me: bool,
    someone: Someone,
}

fn group(editor: Editor, people: Vec<Shown>) -> AnyView {
    let hidden = people.len().saturating_sub(MOST);
    let shown = people
        .into_iter()
        .take(MOST)
        .map(|shown| one(editor, shown));
    view! {
        <span class="avatars">
            {shown.collect_view()}
            {(hidden > 0)
                .then(|| {
                    view! {
                        <span class="avatars-more">
                            <span aria-hidden="true">"+"{hidden}</span>
                            <span class="only-heard">{texts::more_people(hidden)}</span>
                        </span>
                    }
                })}
        </span>
    }
    .into_any()
}

fn one(editor: Editor, shown: Shown) -> AnyView {
    let Shown {
        member,
        is_me,
        someone,
    } = shown;
    if is_me {
        return view! { <Avatar someone /> }.into_any();
    }
    let label = texts::follow(&someone.name);
    let is_followed = move || {
        let whom = editor.following.whom();
        whom.is_some_and(|person| person.member == member)
    };
    view! {
        <button
            class="avatar-button"
            type="button"
            aria-label=label
            aria-pressed=truth(is_followed)
            // Any press ends following; this one must not end what it begins.
            on:pointerdown=|event| event.stop_propagation()
            on:keydown=|event| {
                if matches!(event.key().as_str(), "Enter" | " ") {
                    event.stop_propagation();
                }
            }
            on:click=move |_| {
                if untrack(is_followed) {
                    editor.following.stop();
                } else {
                    editor.following.start(member);
                }
            }
        >
            <Avatar someone />
        </button>
    }
    .into_any()
}

/// The people of one side, each once.
fn of_side(people: &[Person], side: Side, note: impl Fn(&Person) -> String) -> Vec<Shown> {
    let mut shown: Vec<Shown> = Vec::new();
    for person in people.iter().filter(|person| person.side == side) {
        if shown.iter().any(|other| other.member == person.member) {
            continue;
        }
        let tabs = people.iter().filter(|tab| tab.member == person.member);
        let latest = tabs.max_by_key(|tab| (tab.is_me, tab.active_ms));
        let active = latest.unwrap_or(person);
        shown.push(Shown {
            member: person.member,
            is_me: active.is_me,
            someone: Someone {
                name: person.name.clone(),
                side,
                note: note(active),
            },
        });
    }
    shown
}

/// Whose side somebody is on, and where they are.
fn note(editor: Editor, person: &Person) -> String {
    let side = editor.side_name(person.side);
    if person.is_me {
        return texts::you(&side);
    }
    let section = person.section.as_deref();
    let section = section.and_then(|key| SCHEMA.section(key));
    let field = person.field.as_deref();
    let field = field.and_then(|at| FieldAddress::parse(at, &SCHEMA)?.describe(&SCHEMA));
    match (section, field) {
        (Some(section), Some(field)) => {
            format!("{side}: {} › {}", tr(section.label), tr(field.label))
        }
        (Some(section), None) => format!("{side}: {}", tr(section.label)),
        (None, _) => side,
    }
}
