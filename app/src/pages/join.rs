//! Where a link leads: whose plan it is, on which side one joins, and the name to join with.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tandem_plan::ids::PlanId;
use tandem_plan::language::Text;
use tandem_plan::naming;
use tandem_protocol::http::{InviteView, JoinRequest, Joined};
use tandem_protocol::member::Member;
use tandem_protocol::role::Side;

use super::answer_of;
use crate::browser::{self, RequestError, get_json, post_json, screen};
use crate::components::{Alert, Button, Page, SideMark, Skeletons, TextInput, Weight, live};
use crate::route::Route;
use crate::texts::{join as texts, missing, parts, requests, tr};

/// The page at `/join/{token}`.
#[component]
pub(crate) fn JoinPage(
    /// What the link carries.
    token: String,
) -> impl IntoView {
    screen::set_title(&format!("{} · Tandem", tr(texts::TITLE)));
    let path = format!("/api/invites/{token}");
    let invite = answer_of(async move { get_json::<InviteView>(&path).await });
    let content = move || match invite.get() {
        None => view! { <Skeletons label=tr(texts::COMES) cards=1 /> }.into_any(),
        Some(Ok(invite)) => view! { <JoinCard invite token=token.clone() /> }.into_any(),
        Some(Err(error)) => refused(&error),
    };
    view! { <Page is_narrow=true>{live(content)}</Page> }.into_any()
}

/// A link that leads nowhere (any more).
fn refused(error: &RequestError) -> AnyView {
    let is_refused = matches!(error.status(), Some(400..=499));
    view! {
        <div class="join-card">
            <div>
                <h1>{tr(texts::REFUSED)}</h1>
                <p class="lead">{requests::sentence(error)}</p>
            </div>
            {is_refused.then(|| view! { <p>{tr(texts::ASK_FOR_ANOTHER)}</p> })}
            <div class="stack">
                <a class="button" data-kind="plain" href="/">
                    {tr(missing::TO_MY_PLANS)}
                </a>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn JoinCard(invite: InviteView, token: String) -> impl IntoView {
    let InviteView {
        plan,
        plan_name,
        vendor_name,
        partner_name,
        side,
        role,
        already,
        ..
    } = invite;
    let company = match side {
        Side::Vendor => vendor_name.clone(),
        Side::Partner => partner_name.clone(),
        Side::Neutral => String::new(),
    };
    let what = tr(texts::party(side));
    let is_known = already.is_some();
    let name = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let is_sending = RwSignal::new(false);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let request = JoinRequest {
            name: name.get_untracked().trim().to_owned(),
            claim: None,
        };
        if let Some(sentence) = refused_name(&request.name) {
            problem.set(Some(tr(sentence).to_owned()));
            screen::focus("name");
            return;
        }
        if is_sending.get_untracked() {
            return;
        }
        is_sending.set(true);
        problem.set(None);
        let path = format!("/api/invites/{token}/join");
        spawn_local(async move {
            match post_json::<_, Joined>(&path, &request).await {
                Ok(joined) => browser::go(&Route::to_plan(joined.plan)),
                Err(error) => problem.set(Some(requests::sentence(&error))),
            }
            // Also when it went well: the browser may bring this very page back later.
            is_sending.set(false);
        });
    };
    let heading = parts::plan_name(plan_name);
    let parties = naming::parties(&heading, &vendor_name, &partner_name);
    let label = if is_known {
        texts::as_somebody_else(side)
    } else {
        tr(texts::JOIN).to_owned()
    };
    let weight = if is_known {
        Weight::Plain
    } else {
        Weight::Primary
    };
    view! {
        <div class="join-card" data-me=side.key()>
            <div>
                <p class="lead">{tr(texts::INVITED)}</p>
                <h1>{heading}</h1>
                {parties.map(|parties| view! { <p class="lead">{parties}</p> })}
            </div>
            {already.map(|member| view! { <StayAs plan member /> })}
            <form class="stack" on:submit=submit novalidate>
                <div class="side-banner" data-side=side.key()>
                    <SideMark side=side.key() />
                    <span>
                        {tr(texts::FOR)} <strong>{if company.is_empty() { what.to_owned() } else { company.clone() }}</strong>
                        {(!company.is_empty()).then(|| format!(", {what}"))} ". "
                        {tr(texts::rights(role))}
                    </span>
                </div>
                <TextInput
                    id="name"
                    label=tr(texts::NAME)
                    hint=tr(texts::NAME_HINT)
                    autocomplete="name"
                    takes_focus=!is_known
                    value=name
                    problem
                />
                <Alert text=problem />
                <Button label weight submits=true is_large=true disabled=is_sending />
            </form>
        </div>
    }
    .into_any()
}

/// For a browser in which somebody is in the plan already.
#[component]
fn StayAs(plan: PlanId, member: Member) -> impl IntoView {
    let label = texts::stay_as(&member.name, member.side);
    view! {
        <div class="stack">
            <p>
                <SideMark side=member.side.key() />
                " " {texts::already(&member.name)}
            </p>
            <a
                class="button"
                data-kind="primary"
                data-size="large"
                data-wide="true"
                href=Route::to_plan(plan)
            >
                {label}
            </a>
            <p class="or">{tr(texts::OR)}</p>
        </div>
    }
    .into_any()
}

/// What is wrong with a name, if anything is.
fn refused_name(name: &str) -> Option<Text> {
    const LONGEST: usize = 80;
    match name.chars().count() {
        0 => Some(texts::NO_NAME),
        1..=LONGEST => None,
        _ => Some(texts::LONG_NAME),
    }
}

#[cfg(test)]
mod tests {
    use super::refused_name;

    #[test]
    fn a_name_has_one_to_eighty_characters() {
        assert!(refused_name("").is_some());
        assert!(refused_name(&"ö".repeat(80)).is_none());
        assert!(refused_name(&"ö".repeat(81)).is_some());
    }
}
