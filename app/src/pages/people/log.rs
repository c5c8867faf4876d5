//! What has happened to who gets in, for leads; page by page, the newest first.

use leptos::prelude::*;
use tandem_protocol::http::{Audit, AuditEntry};

use super::circle::Circle;
use crate::browser::get_json;
use crate::components::{Button, Weight, follow, list_of, live};
use crate::texts::{audit as texts, tr};

/// So many entries are asked for at once.
const PAGE: usize = 30;

/// The log; nothing of it is asked for before it is wanted.
#[component]
pub(super) fn Log(circle: Circle) -> impl IntoView {
    let entries = RwSignal::new(None::<Vec<AuditEntry>>);
    let next = RwSignal::new(None::<u64>);
    let ask = move || {
        let before = next.get_untracked();
        let before = before.map(|number| format!("&before={number}"));
        let path = circle.path(&format!("audit?limit={PAGE}{}", before.unwrap_or_default()));
        circle.wait(
            async move { get_json::<Audit>(&path).await },
            move |page: Audit| {
                next.set(page.next);
                entries.update(|entries| {
                    entries.get_or_insert_default().extend(page.entries);
                });
            },
        );
    };
    let label = follow(move || {
        let label = match entries.with(Option::is_some) {
            true => texts::OLDER,
            false => texts::SHOW_LOG,
        };
        tr(label).to_owned()
    });
    let has_more = Memo::new(move |_| entries.with(Option::is_none) || next.get().is_some());
    let more = move || {
        has_more.get().then(|| {
            view! { <Button label weight=Weight::Plain on_press=move |_| ask() /> }
        })
    };
    let nothing = move || {
        let is_empty = entries.with(|entries| entries.as_ref().is_some_and(Vec::is_empty));
        is_empty.then(|| view! { <p class="hint">{tr(texts::NOTHING)}</p> })
    };
    view! {
        <section class="card" aria-labelledby="log">
            <h2 id="log">{tr(texts::LOG)}</h2>
            <p class="hint">{tr(texts::LOG_LEAD)}</p>
            <ol class="log">
                {list_of(
                    move || entries.get().unwrap_or_default(),
                    |entry: &AuditEntry| u128::from(entry.number),
                    move |entry| row(circle, &entry),
                )}
            </ol>
            {live(nothing)}
            {live(more)}
        </section>
    }
    .into_any()
}

fn row(circle: Circle, entry: &AuditEntry) -> AnyView {
    let name = |member: Option<_>| member.and_then(|member| untrack(|| circle.name(member)));
    let company = entry.side.map(|side| circle.company(side));
    let sentence = texts::sentence(
        entry,
        name(entry.actor),
        name(entry.subject),
        &company.unwrap_or_default(),
    );
    view! {
        <li>
            <span class="hint">{texts::when(entry.at)}</span>
            <span>{sentence}</span>
        </li>
    }
    .into_any()
}
