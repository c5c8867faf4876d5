//! What people do with the tool of the step, and how a facilitator begins it.

use leptos::prelude::*;
use tandem_protocol::workshop::{Activity, Body, Command, Tool};

use super::desk::Desk;
use super::{consent, number, round, vote, writing};
use crate::components::{Weight, live};
use crate::texts::{tr, workshop as texts};

/// Which activity is shown, and what of it decides how: it is made anew only when that changes, so that
/// nobody loses what they are typing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Phase {
    number: u32,
    is_open: bool,
    is_revealed: bool,
}

fn phase(activity: &Activity) -> Phase {
    Phase {
        number: activity.number,
        is_open: activity.open,
        is_revealed: match &activity.body {
            Body::Writing { revealed, .. } => *revealed,
            Body::Number { revealed, .. } => revealed.is_some(),
            Body::Vote { .. } | Body::Consent { .. } | Body::Round { .. } => false,
        },
    }
}

pub(super) fn view(desk: Desk) -> AnyView {
    let now = desk.follow(|view| view.activity().map(phase));
    let now = Memo::new(move |_| now.get().flatten());
    let step = desk.step();
    let head = move || {
        let step = step.get()?;
        let place = step.section.as_ref().map(|section| {
            let href = format!("#{section}");
            view! { <a href=href>{desk.place(section)}</a> }
        });
        Some(view! {
            <div class="workshop-head">
                <h3>{step.title}</h3>
                <p class="hint">{tr(texts::tool(step.tool))} {place.map(|place| view! { " · " {place} })}</p>
            </div>
        })
    };
    let body = move || {
        let now = now.get();
        untrack(|| match now {
            Some(phase) => shown(desk, phase),
            None => ().into_any(),
        })
    };
    let begin = move || {
        let is_busy = now.get().is_some_and(|phase| phase.is_open);
        let step = step.get();
        let step = step.filter(|_| !is_busy && desk.runs());
        step.map(|step| untrack(|| begin(desk, step.tool)))
    };
    let is_free = move || now.get().is_none();
    view! {
        <section class="workshop-now" aria-label=tr(texts::NOW)>
            {live(head)} {live(body)}
            {live(move || is_free().then(|| view! { <p class="hint">{tr(texts::NOTHING_OPEN)}</p> }))}
            {live(begin)}
        </section>
    }
    .into_any()
}

fn shown(desk: Desk, phase: Phase) -> AnyView {
    let number = phase.number;
    let activity = desk.activity(number);
    let Some(now) = activity.get_untracked() else {
        return ().into_any();
    };
    let body = match now.body {
        Body::Writing { anonymous, .. } => {
            if phase.is_revealed {
                writing::revealed(desk, number, phase.is_open)
            } else {
                writing::written(desk, number, anonymous)
            }
        }
        Body::Number { field, label, .. } => {
            number::view(desk, number, (field, label), phase.is_open)
        }
        Body::Vote { .. } => vote::view(desk, number, phase.is_open),
        Body::Consent { .. } => consent::view(desk, number, phase.is_open),
        Body::Round { .. } => round::view(desk, number, phase.is_open),
    };
    let closed = (!phase.is_open).then(|| view! { <p class="hint">{tr(texts::CLOSED)}</p> });
    view! { <div class="workshop-activity">{body} {closed}</div> }.into_any()
}

/// A button by which a facilitator ends what goes on.
pub(super) fn close(desk: Desk, activity: u32) -> AnyView {
    live(move || {
        desk.runs().then(|| {
            desk.button(texts::CLOSE_ACTIVITY, Weight::Quiet, move || {
                Command::Close { activity }
            })
        })
    })
}

/// How a facilitator begins something: the tool of the step first, the others behind it.
fn begin(desk: Desk, tool: Tool) -> AnyView {
    let of = |tool| match tool {
        Tool::PrivateWriting => writing::begin(desk),
        Tool::BlindNumber => number::begin(desk),
        Tool::Vote => vote::begin(desk),
        Tool::Consent => consent::begin(desk),
        Tool::CheckIn | Tool::CheckOut => round::begin(desk),
        Tool::Edit | Tool::Discussion => ().into_any(),
    };
    let others = [
        Tool::PrivateWriting,
        Tool::BlindNumber,
        Tool::Vote,
        Tool::Consent,
        Tool::CheckIn,
    ];
    let others = others
        .into_iter()
        .filter(|other| *other != tool && (*other, tool) != (Tool::CheckIn, Tool::CheckOut));
    let others: Vec<AnyView> = others.map(of).collect();
    view! {
        <div class="workshop-begin">
            {of(tool)}
            <details class="more">
                <summary>{tr(texts::OTHER_TOOLS)}</summary>
                <div class="stack">{others}</div>
            </details>
        </div>
    }
    .into_any()
}
