//! One's own way in from elsewhere: a link for another device, tokens for programs.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use tandem_protocol::http::{CreateToken, MadeToken, TokenRow, Tokens};

use super::circle::{Ask, Circle};
use super::side::{make_continue, sessions_of};
use crate::browser::{Change, get_json, screen};
use crate::components::{Alert, Button, TextInput, Weight, live};
use crate::texts::{people as texts, tr};

/// The most characters of what a token is for.
const LONGEST: usize = 80;

/// Both, for everybody.
#[component]
pub(super) fn Devices(circle: Circle) -> impl IntoView {
    // Counts how often the tokens may have been withdrawn.
    let ended = RwSignal::new(0_u32);
    let go_on = move |_| {
        let id = untrack(|| circle.me().id);
        make_continue(circle, id, tr(texts::CONTINUE_HINT).to_owned());
    };
    let sign_out = move |_| {
        let act = move || {
            let path = sessions_of(untrack(|| circle.me().id));
            circle.send_nothing(Change::Delete, &path, move |()| {
                circle
                    .toasts
                    .show(tr(texts::SIGNED_OUT_ELSEWHERE).to_owned());
                ended.update(|count| *count += 1);
            });
        };
        let ask = Ask::Confirm {
            text: tr(texts::SIGN_OUT_ELSEWHERE_EXPLAINED).to_owned(),
            label: texts::SIGN_OUT_ELSEWHERE,
            act: Arc::new(act),
        };
        circle.ask(texts::SIGN_OUT_ELSEWHERE_TITLE, ask);
    };
    view! {
        <section class="card" aria-labelledby="devices">
            <h2 id="devices">{tr(texts::MY_DEVICES)}</h2>
            <p class="hint">{tr(texts::CONTINUE_HINT)}</p>
            <Button
                label=tr(texts::CONTINUE).to_owned()
                weight=Weight::Plain
                on_press=go_on
            />
            <Button
                label=tr(texts::SIGN_OUT_ELSEWHERE).to_owned()
                weight=Weight::Plain
                on_press=sign_out
            />
            <details class="more">
                <summary>{tr(texts::TOKENS)}</summary>
                <TokenList circle ended />
            </details>
        </section>
    }
    .into_any()
}

#[component]
fn TokenList(circle: Circle, ended: RwSignal<u32>) -> impl IntoView {
    let tokens = RwSignal::new(None::<Vec<TokenRow>>);
    let reload = move || {
        let path = circle.path("tokens");
        circle.wait(
            async move { get_json::<Tokens>(&path).await },
            move |found: Tokens| {
                let _ = tokens.try_set(Some(found.tokens));
            },
        );
    };
    Effect::new(move |_| {
        ended.track();
        reload();
    });
    let name = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let typed = name.get_untracked().trim().to_owned();
        if !(1..=LONGEST).contains(&typed.chars().count()) {
            problem.set(Some(tr(texts::NO_TOKEN_NAME).to_owned()));
            screen::focus("token-name");
            return;
        }
        problem.set(None);
        let request = CreateToken { name: typed };
        circle.send(Change::Post, "tokens", request, move |made: MadeToken| {
            let _ = name.try_set(String::new());
            circle.ask(texts::TOKEN_MADE, Ask::Token(made.token));
            reload();
        });
    };
    let rows = move || {
        let tokens = tokens.get()?;
        let is_empty = tokens.is_empty();
        let rows = tokens.into_iter().map(|token| row(circle, token, reload));
        Some(view! {
            <ul class="rows">{rows.collect_view()}</ul>
            {is_empty.then(|| view! { <p class="hint">{tr(texts::NO_TOKENS)}</p> })}
        })
    };
    view! {
        <div class="stack">
            <p class="hint">{tr(texts::TOKENS_HINT)}</p>
            <form class="stack" on:submit=submit novalidate>
                <TextInput
                    id="token-name"
                    label=tr(texts::TOKEN_FOR)
                    autocomplete="off"
                    value=name
                    problem
                />
                <Alert text=problem />
                <Button label=tr(texts::MAKE_TOKEN).to_owned() weight=Weight::Plain submits=true />
            </form>
            {live(rows)}
        </div>
    }
    .into_any()
}

fn row(
    circle: Circle,
    token: TokenRow,
    reload: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let TokenRow {
        id,
        name,
        created_at,
    } = token;
    let label = texts::revoke(&name);
    let act = move || {
        let path = format!("tokens/{id}");
        circle.send_nothing(Change::Delete, &path, move |()| reload());
    };
    let act = Arc::new(act);
    let open = move |_| {
        let ask = Ask::Confirm {
            text: tr(texts::TOKEN_REVOKED).to_owned(),
            label: texts::REVOKE,
            act: act.clone(),
        };
        circle.ask(texts::TOKEN_REVOKE_TITLE, ask);
    };
    view! {
        <li class="row-line">
            <span class="row-words">
                <span>{name}</span>
                <span class="hint">{texts::made_on(created_at)}</span>
            </span>
            <Button
                label=tr(texts::REVOKE).to_owned()
                name=label
                weight=Weight::Plain
                on_press=open
            />
        </li>
    }
    .into_any()
}
