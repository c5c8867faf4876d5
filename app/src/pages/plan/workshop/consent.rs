//! Consent: can everybody live with a proposal?

use leptos::prelude::*;
use tandem_protocol::workshop::{Body, Command, Stance, StanceGiven};

use super::desk::Desk;
use crate::browser::screen;
use crate::components::{Button, SideMark, Weight, follow, live};
use crate::texts::{tr, workshop as texts};

const REASON: &str = "workshop-reason";

pub(super) fn begin(desk: Desk) -> AnyView {
    let words = RwSignal::new(String::new());
    let is_empty = follow(move || words.with(|words| words.trim().is_empty()));
    let open = move |_| {
        let command = Command::OpenConsent {
            step: desk.step_number(),
            proposal: words.get_untracked(),
            about: desk.section().map(|section| section.key.to_owned()),
        };
        desk.tell_and(command, move || {
            let _ = words.try_set(String::new());
        });
    };
    view! {
        <div class="stack">
            <textarea
                class="input"
                rows="2"
                dir="auto"
                aria-label=tr(texts::PROPOSAL)
                placeholder=tr(texts::PROPOSAL)
                prop:value=words
                on:input=move |event| words.set(event_target_value(&event))
            ></textarea>
            <Button
                label=tr(texts::OPEN_CONSENT).to_owned()
                weight=Weight::Plain
                disabled=is_empty
                on_press=open
            />
        </div>
    }
    .into_any()
}

pub(super) fn view(desk: Desk, number: u32, is_open: bool) -> AnyView {
    let activity = desk.activity(number);
    let Some(Body::Consent {
        proposal,
        mine,
        result,
        decided,
        ..
    }) = activity.get_untracked().map(|activity| activity.body)
    else {
        return ().into_any();
    };
    let counts = Memo::new(move |_| {
        activity.with(|activity| match activity.as_ref().map(|one| &one.body) {
            Some(Body::Consent {
                answered,
                electorate,
                mine,
                ..
            }) => (*answered, *electorate, mine.is_some()),
            _ => (0, 0, false),
        })
    });
    let lead = is_open.then(|| {
        live(move || {
            desk.runs().then(|| {
                desk.button(texts::CLOSE_CONSENT, Weight::Primary, move || {
                    Command::Close { activity: number }
                })
            })
        })
    });
    let body = match result {
        Some(result) => answers(desk, result),
        None if is_open && untrack(|| desk.takes_part()) => answering(desk, number, mine),
        None => ().into_any(),
    };
    let outcome = decided.map(|decided| {
        let text = if decided {
            texts::DECIDED
        } else {
            texts::NOT_DECIDED
        };
        view! { <p><strong>{tr(text)}</strong></p> }
    });
    let has_answered = move || counts.get().2 && is_open;
    let count = move || {
        let (answered, of, _) = counts.get();
        texts::answered(answered, of)
    };
    view! {
        <blockquote class="workshop-proposal">{proposal}</blockquote>
        {outcome}
        {body}
        {live(move || has_answered().then(|| view! { <p class="hint">{tr(texts::ANSWERED)}</p> }))}
        <p class="workshop-count" role="status">{follow(count)}</p>
        {lead}
    }
    .into_any()
}

fn answering(desk: Desk, number: u32, mine: Option<StanceGiven>) -> AnyView {
    let chosen = RwSignal::new(mine.as_ref().map(|mine| mine.stance));
    let reason = desk.draft(
        number,
        "reason",
        mine.as_ref().map_or("", |mine| &mine.reason),
    );
    let lacks_reason = RwSignal::new(false);
    let stances = Stance::ALL.map(|stance| {
        view! {
            <label class="workshop-check">
                <input
                    type="radio"
                    name="workshop-stance"
                    prop:checked=follow(move || chosen.get() == Some(stance))
                    on:change=move |_| chosen.set(Some(stance))
                />
                {tr(texts::stance(stance))}
            </label>
        }
    });
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(stance) = chosen.get_untracked() else {
            return;
        };
        let reason = reason.get_untracked();
        let lacks = stance == Stance::Block && reason.trim().is_empty();
        lacks_reason.set(lacks);
        if lacks {
            screen::focus(REASON);
            return;
        }
        desk.tell(Command::Answer {
            activity: number,
            stance,
            reason,
        });
    };
    view! {
        <form class="stack" on:submit=send novalidate>
            <fieldset class="workshop-choices">
                <legend class="only-heard">{tr(texts::PROPOSAL)}</legend>
                {stances.collect_view()}
            </fieldset>
            <label for=REASON>{tr(texts::REASON)}</label>
            <input
                id=REASON
                class="input"
                autocomplete="off"
                aria-invalid=follow(move || lacks_reason.get().then_some("true"))
                prop:value=reason
                on:input=move |event| reason.set(event_target_value(&event))
            />
            <div role="alert">
                {live(move || {
                    lacks_reason
                        .get()
                        .then(|| view! { <p class="field-problem">{tr(texts::REASON_NEEDED)}</p> })
                })}
            </div>
            <Button
                label=tr(texts::SEND_ANSWER).to_owned()
                weight=Weight::Primary
                submits=true
                disabled=follow(move || chosen.get().is_none())
            />
        </form>
    }
    .into_any()
}

fn answers(desk: Desk, result: Vec<StanceGiven>) -> AnyView {
    let result = result.into_iter().map(|one| {
        view! {
            <li>
                <SideMark side=desk.side(one.member).key() />
                {desk.name(one.member)}
                <span class="workshop-value">{tr(texts::stance(one.stance))}</span>
                <span class="hint">{one.reason}</span>
            </li>
        }
    });
    view! { <ul class="workshop-each">{result.collect_view()}</ul> }.into_any()
}
