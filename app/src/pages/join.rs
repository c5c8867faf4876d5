//! Where a link leads: whose plan it is, on which side one joins, and the name to join with; or who
//! goes on by it on another device.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tandem_plan::ids::{MemberId, PlanId};
use tandem_plan::language::Text;
use tandem_plan::naming;
use tandem_protocol::http::{InviteView, JoinRequest, Joined, NamedPerson};
use tandem_protocol::member::Member;
use tandem_protocol::role::Side;

use super::answer_of;
use crate::browser::{self, RequestError, get_json, post_json, screen};
use crate::components::{
    Alert, Button, Page, SideMark, Skeletons, TextInput, Weight, follow, live,
};
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
    let heading = parts::plan_name(invite.plan_name.clone());
    let parties = naming::parties(&heading, &invite.vendor_name, &invite.partner_name);
    let above = match invite.continues {
        Some(_) => texts::GOING_ON,
        None => texts::INVITED,
    };
    let me = invite.continues.as_ref();
    let side = me.map_or(invite.side, |member| member.side);
    let content = match invite.continues.clone() {
        Some(member) => view! { <GoOn member invite token /> }.into_any(),
        None => {
            let plan = invite.plan;
            let already = invite.already.clone();
            view! {
                {already.map(|member| view! { <StayAs plan member /> })}
                <NameForm invite token />
            }
            .into_any()
        }
    };
    view! {
        <div class="join-card" data-me=side.key()>
            <div>
                <p class="lead">{tr(above)}</p>
                <h1>{heading}</h1>
                {parties.map(|parties| view! { <p class="lead">{parties}</p> })}
            </div>
            {content}
        </div>
    }
    .into_any()
}

/// What is being sent, and what went wrong with it.
#[derive(Clone, Copy)]
struct Sending {
    problem: RwSignal<Option<String>>,
    is_going_on: RwSignal<bool>,
}

impl Sending {
    fn new() -> Self {
        Self {
            problem: RwSignal::new(None),
            is_going_on: RwSignal::new(false),
        }
    }

    /// Joins, and leaves for the plan; once, however often it is asked for.
    fn join(self, token: &str, request: JoinRequest) {
        if self.is_going_on.get_untracked() {
            return;
        }
        self.is_going_on.set(true);
        self.problem.set(None);
        let path = format!("/api/invites/{token}/join");
        spawn_local(async move {
            match post_json::<_, Joined>(&path, &request).await {
                Ok(joined) => browser::go(&Route::to_plan(joined.plan)),
                Err(error) => self.problem.set(Some(requests::sentence(&error))),
            }
            // Also when it went well: the browser may bring this very page back later.
            self.is_going_on.set(false);
        });
    }
}

/// For a link with which somebody goes on on another device: nothing is asked.
#[component]
fn GoOn(member: Member, invite: InviteView, token: String) -> impl IntoView {
    let sending = Sending::new();
    let already = invite.already.filter(|already| already.id != member.id);
    let plan = invite.plan;
    let go_on = move |_| sending.join(&token, JoinRequest::default());
    view! {
        {already.map(|member| view! { <StayAs plan member /> })}
        <div class="stack">
            <div class="side-banner" data-side=member.side.key()>
                <SideMark side=member.side.key() />
                <span>{tr(texts::GOING_ON_HINT)}</span>
            </div>
            <Alert text=sending.problem />
            <Button
                label=texts::go_on_as(&member.name)
                weight=Weight::Primary
                is_large=true
                disabled=sending.is_going_on
                on_press=go_on
            />
        </div>
    }
    .into_any()
}

/// For a link that lets new people in.
#[component]
fn NameForm(invite: InviteView, token: String) -> impl IntoView {
    let InviteView {
        vendor_name,
        partner_name,
        side,
        role,
        already,
        named,
        ..
    } = invite;
    let company = match side {
        Side::Vendor => vendor_name,
        Side::Partner => partner_name,
        Side::Neutral => String::new(),
    };
    let what = tr(texts::party(side));
    let whom = if company.is_empty() {
        what.to_owned()
    } else {
        company.clone()
    };
    let is_known = already.is_some();
    let asks_who = !named.is_empty();
    let name = RwSignal::new(String::new());
    let claim = RwSignal::new(None::<MemberId>);
    let sending = Sending::new();
    let problem = sending.problem;
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let request = JoinRequest {
            name: name.get_untracked().trim().to_owned(),
            claim: claim.get_untracked(),
        };
        if let Some(sentence) = refused_name(&request.name) {
            problem.set(Some(tr(sentence).to_owned()));
            screen::focus("name");
            return;
        }
        sending.join(&token, request);
    };
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
        <form class="stack" on:submit=submit novalidate>
            <div class="side-banner" data-side=side.key()>
                <SideMark side=side.key() />
                <span>
                    {tr(texts::FOR)} <strong>{whom}</strong>
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
            {asks_who.then(|| who_one_is(named, name, claim))}
            <Alert text=problem />
            <Button label weight submits=true is_large=true disabled=sending.is_going_on />
        </form>
    }
    .into_any()
}

/// The people of this side who are named in the plan: one may be one of them.
fn who_one_is(
    named: Vec<NamedPerson>,
    name: RwSignal<String>,
    claim: RwSignal<Option<MemberId>>,
) -> AnyView {
    let choice = move |person: Option<NamedPerson>| {
        let id = person.as_ref().map(|person| person.id);
        let is_on = follow(move || claim.get() == id);
        let label = match &person {
            Some(person) => person.name.clone(),
            None => tr(texts::SOMEBODY_ELSE).to_owned(),
        };
        let given = person.map(|person| person.name).unwrap_or_default();
        let choose = move |_| {
            claim.set(id);
            name.set(given.clone());
        };
        view! {
            <label class="choice" data-on=is_on>
                <input type="radio" name="who" prop:checked=is_on on:change=choose />
                <span>{label}</span>
            </label>
        }
        .into_any()
    };
    let choices = named.into_iter().map(Some).chain([None]).map(choice);
    view! {
        <fieldset class="choices">
            <legend>{tr(texts::ARE_YOU)}</legend>
            <p class="hint">{tr(texts::ARE_YOU_HINT)}</p>
            {choices.collect_view()}
        </fieldset>
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
