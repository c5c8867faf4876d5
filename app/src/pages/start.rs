//! The first page: what Tandem is, the plans that this browser is in, starting one, the way into
//! another, and out of all of them.

mod begin;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tandem_plan::naming;
use tandem_protocol::http::{MyPlans, PlanCard};

use self::begin::BeginPlan;
use super::answer_of;
use crate::browser::{self, Change, RequestError, get_json, screen, send_nothing};
use crate::components::{
    Alert, Button, Dialog, Empty, Glyph, Page, SideMark, Skeletons, TextInput, Weight, live,
};
use crate::known;
use crate::route::Route;
use crate::texts::{parts, requests, start as texts, tr};

/// The page at `/`.
#[component]
pub(crate) fn StartPage() -> impl IntoView {
    screen::set_title("Tandem");
    let plans = answer_of(get_json::<MyPlans>("/api/plans"));
    let is_beginning = RwSignal::new(false);
    let begin = Callback::new(move |()| is_beginning.set(true));
    let leave = Callback::new(move |()| is_beginning.set(false));
    let content = move || match plans.get() {
        None => view! { <Skeletons label=tr(texts::PLANS_COME) cards=2 /> }.into_any(),
        Some(plans) => plans_view(plans, begin),
    };
    let first = move || {
        view! {
            <div class="hero">
                <h1>{tr(texts::CLAIM)}</h1>
                <p>{tr(texts::WHAT_IT_IS)}</p>
            </div>
            <div class="page-columns">
                <section class="page-section" aria-labelledby="plans">
                    <h2 id="plans">{tr(texts::MY_PLANS)}</h2>
                    {live(content)}
                </section>
                <section class="page-section" aria-labelledby="join">
                    <h2 id="join">{tr(texts::JOIN)}</h2>
                    <LinkForm />
                </section>
            </div>
        }
    };
    let shown = move || {
        if is_beginning.get() {
            view! { <BeginPlan on_leave=leave /> }.into_any()
        } else {
            first().into_any()
        }
    };
    view! { <Page>{live(shown)}</Page> }.into_any()
}

fn plans_view(plans: Result<MyPlans, RequestError>, begin: Callback<()>) -> AnyView {
    match plans {
        Ok(MyPlans { plans, may_start }) => {
            let is_signed_in = !plans.is_empty();
            let shown = match plans.is_empty() {
                true => no_plans(may_start),
                false => cards(plans),
            };
            view! {
                {shown}
                <div class="plans-foot">
                    {may_start
                        .then(|| {
                            view! {
                                <Button
                                    label=tr(texts::START).to_owned()
                                    weight=Weight::Primary
                                    glyph=Glyph::Plus
                                    on_press=move |_| begin.run(())
                                />
                            }
                        })} {is_signed_in.then(|| view! { <SignOut /> })}
                </div>
            }
            .into_any()
        }
        Err(RequestError::Unreachable) if !known::all().is_empty() => cards(known::all()),
        // Who has never joined a plan has no session, and that is no error here.
        Err(error) if error.status() == Some(401) => no_plans(false),
        Err(error) => view! { <Alert text=Some(requests::sentence(&error)) /> }.into_any(),
    }
}

fn cards(plans: Vec<PlanCard>) -> AnyView {
    view! {
        <ul class="plan-cards">
            {plans
                .into_iter()
                .map(|plan| view! { <li>{card(plan)}</li> })
                .collect_view()}
        </ul>
    }
    .into_any()
}

fn no_plans(may_start: bool) -> AnyView {
    let text = if may_start {
        texts::NO_PLANS_YET
    } else {
        texts::NO_PLANS
    };
    view! {
        <Empty text=tr(text)>
            <p>{tr(texts::TRY_IT)}</p>
        </Empty>
    }
    .into_any()
}

/// The way out of all plans: this browser keeps nothing of them afterwards.
#[component]
fn SignOut() -> impl IntoView {
    let is_open = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let leave = move |_| {
        problem.set(None);
        spawn_local(async move {
            match send_nothing::<()>(Change::Delete, "/api/session").await {
                Ok(()) => {
                    known::wipe_all().await;
                    browser::go("/");
                }
                Err(error) => problem.set(Some(requests::sentence(&error))),
            }
        });
    };
    let content = move || {
        view! {
            <div class="stack">
                <p>{tr(texts::SIGN_OUT_EXPLAINED)}</p>
                <Alert text=problem />
                <Button
                    label=tr(texts::SIGN_OUT_NOW).to_owned()
                    weight=Weight::Primary
                    on_press=leave
                />
            </div>
        }
    };
    view! {
        <Button
            label=tr(texts::SIGN_OUT).to_owned()
            weight=Weight::Quiet
            on_press=move |_| is_open.set(true)
        />
        <Dialog id="sign-out" title=tr(texts::SIGN_OUT_TITLE) is_open>
            {content()}
        </Dialog>
    }
    .into_any()
}

fn card(plan: PlanCard) -> AnyView {
    let side = plan.me.side;
    let parties = naming::parties(&plan.name, &plan.vendor_name, &plan.partner_name);
    view! {
        <a class="plan-card" href=Route::to_plan(plan.id)>
            <h3>{parts::plan_name(plan.name)}</h3>
            {parties.map(|parties| view! { <span class="parties">{parties}</span> })}
            <span class="me">
                <SideMark side=side.key() />
                {format!("{}, {}", plan.me.name, tr(parts::side(side)))}
            </span>
        </a>
    }
    .into_any()
}

/// The field for a link that somebody sent.
#[component]
fn LinkForm() -> impl IntoView {
    let link = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        match token_in(&link.get_untracked()) {
            Some(token) => browser::go(&Route::to_join(token)),
            None => problem.set(Some(tr(texts::NO_LINK).to_owned())),
        }
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            <TextInput
                id="link"
                label=tr(texts::LINK)
                hint=tr(texts::LINK_HINT)
                placeholder="https://…/join/…"
                autocomplete="off"
                value=link
                problem
            />
            <Alert text=problem />
            <Button label=tr(texts::OPEN).to_owned() weight=Weight::Plain submits=true />
        </form>
    }
    .into_any()
}

/// The token at the end of a join link, or a token alone.
fn token_in(link: &str) -> Option<&str> {
    let link = link.trim().trim_end_matches('/');
    let token = match link.rsplit_once("/join/") {
        Some((_, token)) => token,
        None => link,
    };
    let token = token.split(['?', '#']).next()?;
    let is_token = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    (token.len() >= 16 && token.chars().all(is_token)).then_some(token)
}

#[cfg(test)]
mod tests {
    use super::token_in;

    #[test]
    fn a_token_is_found_in_whatever_was_pasted() {
        let token = "k3J9-x_2mQ8vT5aB7cD1eF";
        for pasted in [
            token.to_owned(),
            format!(" https://plans.example/join/{token}\n"),
            format!("plans.example/join/{token}/"),
            format!("https://plans.example/join/{token}?from=mail#top"),
        ] {
            assert_eq!(token_in(&pasted), Some(token), "{pasted}");
        }
    }

    #[test]
    fn what_is_no_link_is_not_followed() {
        for pasted in [
            "",
            "hello",
            "https://plans.example/",
            "https://plans.example/plan/a b c d e f g h i",
        ] {
            assert_eq!(token_in(pasted), None, "{pasted}");
        }
    }
}
