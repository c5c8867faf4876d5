//! Taking the plan along as a file, and deleting it by a lead of each side.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use tandem_plan::ids::MemberId;
use tandem_plan::language::Text;
use tandem_protocol::http::Deletion;
use tandem_protocol::role::{Action, Side};

use super::circle::{Ask, Circle};
use crate::browser::{self, Change, get_json};
use crate::components::{Button, Weight, live};
use crate::known;
use crate::texts::{people as texts, tr};

/// Both.
#[component]
pub(super) fn Whole(circle: Circle) -> impl IntoView {
    let file = circle.path("export.json");
    let deletion = move || {
        if circle.may(Action::DeletePlan) {
            untrack(|| view! { <Delete circle /> }).into_any()
        } else {
            view! { <p class="hint">{tr(texts::LEADS_DELETE)}</p> }.into_any()
        }
    };
    view! {
        <section class="card" aria-labelledby="whole">
            <h2 id="whole">{tr(texts::WHOLE)}</h2>
            <p class="hint">{tr(texts::EXPORT_HINT)}</p>
            <a class="button" data-kind="plain" href=file download>
                {tr(texts::EXPORT)}
            </a>
            {live(deletion)}
        </section>
    }
    .into_any()
}

#[component]
fn Delete(circle: Circle) -> impl IntoView {
    let deletion = RwSignal::new(None::<Deletion>);
    let path = circle.path("deletion");
    circle.wait(
        async move { get_json::<Deletion>(&path).await },
        move |found| {
            let _ = deletion.try_set(Some(found));
        },
    );
    let take = move |answer: Deletion| {
        if answer.done {
            spawn_local(async move {
                known::wipe(circle.plan).await;
                browser::go("/");
            });
        } else {
            let _ = deletion.try_set(Some(answer));
        }
    };
    let content = move || {
        let deletion = deletion.get()?;
        Some(untrack(|| stands(circle, &deletion, take)))
    };
    live(content)
}

/// How it stands with the deletion, and what to do about it.
fn stands(
    circle: Circle,
    deletion: &Deletion,
    take: impl Fn(Deletion) + Copy + Send + Sync + 'static,
) -> AnyView {
    let mine = circle.me().side;
    let agreed = |side| match side {
        Side::Vendor => deletion.vendor,
        Side::Partner => deletion.partner,
        Side::Neutral => None,
    };
    let other = match mine {
        Side::Partner => Side::Vendor,
        Side::Vendor | Side::Neutral => Side::Partner,
    };
    let has_agreed = agreed(mine).is_some();
    let is_last = deletion.alone || agreed(other).is_some();
    let (hint, button) = if deletion.alone {
        (texts::DELETE_ALONE, texts::DELETE)
    } else if is_last {
        (texts::DELETE_HINT, texts::DELETE)
    } else {
        (texts::DELETE_HINT, texts::AGREE)
    };
    let act = if has_agreed {
        let withdraw = move |_| circle.send_nothing(Change::Delete, "deletion", take);
        view! {
            <Button
                label=tr(texts::WITHDRAW_AGREEMENT).to_owned()
                weight=Weight::Plain
                on_press=withdraw
            />
        }
    } else {
        let act = Arc::new(move || circle.send_nothing(Change::Put, "deletion", take));
        let ask = move |_| {
            let (title, text, label) = question(is_last);
            let text = tr(text).to_owned();
            let act = act.clone();
            circle.ask(title, Ask::Confirm { text, label, act });
        };
        view! { <Button label=tr(button).to_owned() weight=Weight::Plain on_press=ask /> }
    };
    let sides = [Side::Vendor, Side::Partner];
    let who = (!deletion.alone).then(|| {
        let lines = sides.map(|side| line(circle, side, agreed(side)));
        view! { <ul class="agreements">{lines.into_iter().collect_view()}</ul> }
    });
    view! {
        <p class="hint">{tr(hint)}</p>
        {who}
        {act}
    }
    .into_any()
}

fn line(circle: Circle, side: Side, agreed: Option<MemberId>) -> AnyView {
    let company = circle.company(side);
    let sentence = match agreed {
        Some(member) => {
            let name = circle.name(member).unwrap_or_default();
            texts::has_agreed(&name, &company)
        }
        None => texts::not_agreed(&company),
    };
    view! { <li>{sentence}</li> }.into_any()
}

/// What is asked before somebody agrees: the title, what follows, and what does it.
const fn question(is_last: bool) -> (Text, Text, Text) {
    if is_last {
        (
            texts::DELETE_TITLE,
            texts::DELETE_EXPLAINED,
            texts::DELETE_NOW,
        )
    } else {
        (texts::AGREE_TITLE, texts::AGREE_EXPLAINED, texts::AGREE)
    }
}
