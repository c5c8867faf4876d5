//! The window of the page: asks whether something is meant, takes another name, and shows what was
//! made and is never shown again.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tandem_protocol::http::ChangeMember;
use tandem_protocol::member::Member;

use super::circle::{Act, Ask, Circle};
use crate::browser::{Change, screen, send_json};
use crate::components::{Alert, Button, CopyBox, Dialog, TextInput, Weight, live};
use crate::pages::link::made_link;
use crate::texts::{join, people as texts, requests, tr};

/// The window, as the page has asked for it.
#[component]
pub(super) fn AskWindow(circle: Circle) -> impl IntoView {
    // What it showed stays until it shows something else: the browser gives the focus back from it.
    live(move || {
        circle.asked.get().map(|(title, ask)| {
            view! {
                <Dialog id="ask" title=tr(title) is_open=circle.is_asking>
                    {content(circle, ask.clone())}
                </Dialog>
            }
        })
    })
}

fn content(circle: Circle, ask: Ask) -> AnyView {
    match ask {
        Ask::Confirm { text, label, act } => confirm(circle, text, tr(label), act),
        Ask::Rename(member) => view! { <Rename circle member /> }.into_any(),
        Ask::Link(made, whom) => view! {
            <div class="stack">
                <p>{whom}</p>
                {made_link(made)}
            </div>
        }
        .into_any(),
        Ask::Token(token) => view! {
            <div class="stack">
                <CopyBox id="made-token" label=tr(texts::TOKEN) text=token />
                <p class="hint">{tr(texts::TOKEN_SHOWN_ONCE)}</p>
            </div>
        }
        .into_any(),
    }
}

fn confirm(circle: Circle, text: String, label: &'static str, act: Act) -> AnyView {
    let press = move |_| {
        act();
        circle.is_asking.set(false);
    };
    view! {
        <div class="stack">
            <p>{text}</p>
            <Button label=label.to_owned() weight=Weight::Primary on_press=press />
        </div>
    }
    .into_any()
}

#[component]
fn Rename(circle: Circle, member: Member) -> impl IntoView {
    let name = RwSignal::new(member.name.clone());
    let problem = RwSignal::new(None::<String>);
    let id = member.id;
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() {
            problem.set(Some(tr(join::NO_NAME).to_owned()));
            screen::focus("other-name");
            return;
        }
        let change = ChangeMember {
            name: Some(typed),
            ..ChangeMember::default()
        };
        let path = circle.path(&format!("members/{id}"));
        // A message at the foot of the page would lie below the window.
        spawn_local(async move {
            match send_json(Change::Patch, &path, &change).await {
                Ok(changed) => {
                    circle.put(changed);
                    circle.is_asking.set(false);
                }
                Err(error) => {
                    let _ = problem.try_set(Some(requests::sentence(&error)));
                }
            }
        });
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            <TextInput
                id="other-name"
                label=tr(texts::NEW_NAME)
                autocomplete="off"
                takes_focus=true
                value=name
                problem
            />
            <Alert text=problem />
            <Button label=tr(texts::SAVE).to_owned() weight=Weight::Primary submits=true />
        </form>
    }
    .into_any()
}
