//! States of the plan that keep a name: making one, comparing with it, bringing the plan back to it.

use leptos::ev;
use leptos::prelude::*;
use tandem_plan::ids::BaselineId;
use tandem_protocol::http::{BaselineRow, NameBaseline, Restored};
use tandem_protocol::role::Action;

use super::book::Book;
use super::compare::NOW;
use crate::browser::{Change, screen, send_json, send_nothing};
use crate::components::{Alert, Button, Dialog, Glyph, TextInput, Weight, live};
use crate::texts::{history as texts, tr};

/// So many digits of a fingerprint tell states apart.
const DIGITS: usize = 12;

#[component]
pub(super) fn Baselines(book: Book) -> impl IntoView {
    Effect::new(move |_| {
        book.edition.track();
        book.ask_baselines();
    });
    let may = book.may(Action::Baseline);
    let wanted = RwSignal::new(None::<BaselineId>);
    let is_asking = RwSignal::new(false);
    let rows = move || {
        let baselines = book.baselines.get()?;
        let is_empty = baselines.is_empty();
        let rows = baselines
            .into_iter()
            .map(|baseline| row(book, may, baseline, wanted, is_asking));
        Some(view! {
            <ul class="rows">{rows.collect_view()}</ul>
            {is_empty.then(|| view! { <p class="hint">{tr(texts::NO_BASELINES)}</p> })}
        })
    };
    let restore = move |_| {
        is_asking.set(false);
        let Some(id) = wanted.get_untracked() else {
            return;
        };
        let path = book.path(&format!("baselines/{id}/restore"));
        book.wait(
            async move { send_nothing::<Restored>(Change::Post, &path).await },
            move |_| {
                book.toasts.show(tr(texts::RESTORED));
                book.turn_page();
            },
        );
    };
    view! {
        <section class="card" aria-labelledby="baselines">
            <h2 id="baselines">{tr(texts::BASELINES)}</h2>
            <p class="hint">{tr(texts::BASELINES_LEAD)}</p>
            {if may {
                view! { <Name book /> }.into_any()
            } else {
                view! { <p class="hint">{tr(texts::ONLY_LEADS)}</p> }.into_any()
            }}
            {live(rows)}
            <Dialog id="restore" title=tr(texts::RESTORE_TITLE) is_open=is_asking>
                <div class="stack">
                    <p>{tr(texts::RESTORE_LEAD)}</p>
                    <Button
                        label=tr(texts::RESTORE).to_owned()
                        weight=Weight::Primary
                        on_press=restore
                    />
                </div>
            </Dialog>
        </section>
    }
    .into_any()
}

/// Gives the plan as it is now a name.
#[component]
fn Name(book: Book) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() {
            problem.set(Some(tr(texts::NAME_MISSING).to_owned()));
            screen::focus("baseline-name");
            return;
        }
        problem.set(None);
        let path = book.path("baselines");
        let request = NameBaseline { name: typed };
        book.wait(
            async move { send_json::<_, BaselineRow>(Change::Post, &path, &request).await },
            move |kept| {
                name.set(String::new());
                book.baselines.update(|baselines| {
                    baselines.get_or_insert_default().insert(0, kept);
                });
            },
        );
    };
    view! {
        <form class="history-form" on:submit=submit novalidate>
            <TextInput
                id="baseline-name"
                label=tr(texts::NAME_BASELINE)
                autocomplete="off"
                value=name
                problem
            />
            <Button label=tr(texts::KEEP_BASELINE).to_owned() weight=Weight::Primary submits=true />
            <Alert text=problem />
        </form>
    }
    .into_any()
}

fn row(
    book: Book,
    may: bool,
    baseline: BaselineRow,
    wanted: RwSignal<Option<BaselineId>>,
    is_asking: RwSignal<bool>,
) -> AnyView {
    let (id, seq) = (baseline.id, baseline.seq);
    let digits: String = baseline.sha256.chars().take(DIGITS).collect();
    let compare = move |_| {
        book.wanted.set(&[
            ("from", Some(seq.to_string())),
            ("to", Some(NOW.to_owned())),
        ]);
        screen::focus("compare-from");
    };
    let restore = may.then(|| {
        view! {
            <Button
                label=tr(texts::RESTORE).to_owned()
                weight=Weight::Quiet
                glyph=Glyph::Undo
                on_press=move |_| {
                    wanted.set(Some(id));
                    is_asking.set(true);
                }
            />
        }
    });
    view! {
        <li class="row-line history-row">
            <span>
                <strong>{baseline.name}</strong>
                <span class="hint">{texts::kept_by(&baseline.member.name, baseline.at)}</span>
                <span class="hint" title=baseline.sha256.clone()>
                    {tr(texts::FINGERPRINT)}
                    " "
                    <code>{digits}</code>
                </span>
            </span>
            <span class="history-line">
                <Button
                    label=tr(texts::COMPARE_NOW).to_owned()
                    weight=Weight::Plain
                    on_press=compare
                /> {restore}
            </span>
        </li>
    }
    .into_any()
}
