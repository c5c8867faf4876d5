//! Where a link leads: whose plan it is, on which side one joins, and the name to join with.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tandem_plan::ids::PlanId;
use tandem_protocol::event::Member;
use tandem_protocol::http::{InviteView, JoinRequest, Joined};
use tandem_protocol::role::{Role, Side};

use super::answer_of;
use crate::browser::{self, RequestError, get_json, post_json, screen};
use crate::components::{Alert, Button, Page, SideMark, Skeletons, TextInput, Weight, live};
use crate::format;
use crate::route::Route;

/// The page at `/join/{token}`.
#[component]
pub(crate) fn JoinPage(
    /// What the link carries.
    token: String,
) -> impl IntoView {
    screen::set_title("Join a plan · Tandem");
    let path = format!("/api/invites/{token}");
    let invite = answer_of(async move { get_json::<InviteView>(&path).await });
    let content = move || match invite.get() {
        None => view! { <Skeletons label="The link is being looked up." cards=1 /> }.into_any(),
        Some(Ok(invite)) => view! { <JoinCard invite token=token.clone() /> }.into_any(),
        Some(Err(error)) => refused(&error),
    };
    view! { <Page is_narrow=true>{live(content)}</Page> }.into_any()
}

/// A link that leads nowhere (any more).
fn refused(error: &RequestError) -> AnyView {
    let advice = match error.status() {
        Some(400..=499) => {
            "Links last for a limited time and can be withdrawn. Ask whoever sent it to you for a new one. If you joined before, your plans are still there."
        }
        _ => "",
    };
    view! {
        <div class="join-card">
            <div>
                <h1>"This link does not open a plan"</h1>
                <p class="lead">{error.to_string()}</p>
            </div>
            {(!advice.is_empty()).then(|| view! { <p>{advice}</p> })}
            <div class="stack">
                <a class="button" data-kind="plain" href="/">
                    "To my plans"
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
    } = invite;
    let (company, what) = match side {
        Side::Vendor => (vendor_name.clone(), "the vendor"),
        Side::Partner => (partner_name.clone(), "the partner"),
        Side::Neutral => (String::new(), "neither company"),
    };
    let is_known = already.is_some();
    let name = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let is_sending = RwSignal::new(false);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let request = JoinRequest {
            name: name.get_untracked().trim().to_owned(),
        };
        if let Some(sentence) = refused_name(&request.name) {
            problem.set(Some(sentence.to_owned()));
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
                Err(error) => problem.set(Some(error.to_string())),
            }
            // Also when it went well: the browser may bring this very page back later.
            is_sending.set(false);
        });
    };
    let heading = if plan_name.is_empty() {
        "Untitled plan".to_owned()
    } else {
        plan_name
    };
    let parties = format::parties(&heading, &vendor_name, &partner_name);
    let label = if is_known {
        format!("Join as somebody else ({})", format::side(side))
    } else {
        "Join".to_owned()
    };
    let weight = if is_known {
        Weight::Plain
    } else {
        Weight::Primary
    };
    view! {
        <div class="join-card" data-me=side.key()>
            <div>
                <p class="lead">"You are invited to write"</p>
                <h1>{heading}</h1>
                {parties.map(|parties| view! { <p class="lead">{parties}</p> })}
            </div>
            {already.map(|member| view! { <StayAs plan member /> })}
            <form class="stack" on:submit=submit novalidate>
                <div class="side-banner" data-side=side.key()>
                    <SideMark side=side.key() />
                    <span>
                        "You join for " <strong>{if company.is_empty() { what.to_owned() } else { company.clone() }}</strong>
                        {(!company.is_empty()).then(|| format!(", {what}"))} ". "
                        {rights(role)}
                    </span>
                </div>
                <TextInput
                    id="name"
                    label="Your name"
                    hint="As your colleagues and the other company know you. There is no password."
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
    let label = format!("Stay as {} ({})", member.name, format::side(member.side));
    view! {
        <div class="stack">
            <p>
                <SideMark side=member.side.key() />
                {format!(" This browser is already in the plan as {}.", member.name)}
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
            <p class="or">"or"</p>
        </div>
    }
    .into_any()
}

/// What is wrong with a name, if anything is.
fn refused_name(name: &str) -> Option<&'static str> {
    const LONGEST: usize = 80;
    match name.chars().count() {
        0 => Some("Write your name, so that the others see who is writing."),
        1..=LONGEST => None,
        _ => Some("A name has at most 80 characters: shorten it."),
    }
}

const fn rights(role: Role) -> &'static str {
    match role {
        Role::Lead => "You write, invite your colleagues and sign for your side.",
        Role::Facilitator => "You write and run the workshop.",
        Role::Editor => "You write like everybody else.",
        Role::Commenter => "You read and comment.",
        Role::Viewer => "You read.",
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
