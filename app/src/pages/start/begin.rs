//! Starting a plan: what is asked for, and the link for the other side when the plan is there.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tandem_plan::language::Text;
use tandem_protocol::http::{StartPlan, Started};
use tandem_protocol::role::Side;

use crate::browser::{RequestError, post_json, screen};
use crate::components::{
    Alert, Button, Segment, Segmented, SelectInput, TextInput, Weight, follow, live,
};
use crate::pages::link::made_link;
use crate::route::Route;
use crate::texts::{join, requests, start as texts, tr};

/// The longest name of a person or a company.
const LONGEST_NAME: usize = 80;
/// The longest name of a plan.
const LONGEST_PLAN_NAME: usize = 120;

/// The form, and what follows from it. Whoever shows it is told when it is left.
#[component]
pub(super) fn BeginPlan(on_leave: Callback<()>) -> impl IntoView {
    let started = RwSignal::new(None::<(Started, String)>);
    let content = move || match started.get() {
        None => view! { <BeginForm started on_leave /> }.into_any(),
        Some((started, other)) => ready(started, &other),
    };
    live(content)
}

/// What was typed.
#[derive(Clone, Copy)]
struct Typed {
    vendor: RwSignal<String>,
    partner: RwSignal<String>,
    me: RwSignal<String>,
    side: RwSignal<Option<&'static str>>,
    preset: RwSignal<&'static str>,
    plan: RwSignal<String>,
    depth: RwSignal<&'static str>,
    first: RwSignal<String>,
    last: RwSignal<String>,
}

impl Typed {
    fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            vendor: empty(),
            partner: empty(),
            me: empty(),
            side: RwSignal::new(Some(Side::Vendor.key())),
            preset: RwSignal::new(texts::presets()[0].0),
            plan: empty(),
            depth: RwSignal::new(""),
            first: empty(),
            last: empty(),
        }
    }

    fn request(self) -> StartPlan {
        let line = |typed: RwSignal<String>| typed.get_untracked().trim().to_owned();
        let side = self.side.get_untracked().and_then(Side::from_key);
        StartPlan {
            name: line(self.plan),
            vendor_name: line(self.vendor),
            partner_name: line(self.partner),
            preset: self.preset.get_untracked().to_owned(),
            tier: self.depth.get_untracked().to_owned(),
            start: line(self.first),
            end: line(self.last),
            my_name: line(self.me),
            my_side: side.unwrap_or(Side::Vendor),
        }
    }
}

#[component]
fn BeginForm(
    started: RwSignal<Option<(Started, String)>>,
    on_leave: Callback<()>,
) -> impl IntoView {
    let typed = Typed::new();
    // In which input, and what.
    let problem = RwSignal::new(None::<(&'static str, String)>);
    let is_going_on = RwSignal::new(false);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if is_going_on.get_untracked() {
            return;
        }
        let request = typed.request();
        if let Some((id, sentence)) = refused(&request) {
            problem.set(Some((id, tr(sentence).to_owned())));
            screen::focus(id);
            return;
        }
        problem.set(None);
        is_going_on.set(true);
        spawn_local(async move {
            let answer: Result<Started, RequestError> = post_json("/api/plans", &request).await;
            let _ = is_going_on.try_set(false);
            match answer {
                Ok(answer) => {
                    let other = match request.my_side {
                        Side::Partner => request.vendor_name,
                        Side::Vendor | Side::Neutral => request.partner_name,
                    };
                    let _ = started.try_set(Some((answer, other)));
                    screen::scroll_to_top();
                }
                Err(error) => {
                    let _ = problem.try_set(Some(("", requests::sentence(&error))));
                }
            }
        });
    };
    let problem_of = move |id: &'static str| {
        follow(move || {
            let problem = problem.get().filter(|(at, _)| *at == id);
            problem.map(|(_, sentence)| sentence)
        })
    };
    let sentence = follow(move || problem.get().map(|(_, sentence)| sentence));
    view! {
        <form class="stack begin" on:submit=submit novalidate>
            <div>
                <h1>{tr(texts::START)}</h1>
                <p class="lead">{tr(texts::START_LEAD)}</p>
            </div>
            <div class="pair">
                <TextInput
                    id="vendor"
                    label=tr(texts::VENDOR_NAME)
                    hint=tr(texts::VENDOR_HINT)
                    autocomplete="organization"
                    takes_focus=true
                    value=typed.vendor
                    problem=problem_of("vendor")
                />
                <TextInput
                    id="partner"
                    label=tr(texts::PARTNER_NAME)
                    hint=tr(texts::PARTNER_HINT)
                    autocomplete="off"
                    value=typed.partner
                    problem=problem_of("partner")
                />
            </div>
            <div class="pair">
                <TextInput
                    id="me"
                    label=tr(join::NAME)
                    hint=tr(join::NAME_HINT)
                    autocomplete="name"
                    value=typed.me
                    problem=problem_of("me")
                />
                {my_side(typed)}
            </div>
            {presets(typed)}
            <details class="more">
                <summary>{tr(texts::MORE)}</summary>
                <div class="stack">
                    <div class="pair">
                        <TextInput
                            id="plan-name"
                            label=tr(texts::PLAN_NAME)
                            hint=tr(texts::PLAN_NAME_HINT)
                            autocomplete="off"
                            value=typed.plan
                            problem=problem_of("plan-name")
                        />
                        <SelectInput
                            id="depth"
                            label=tr(texts::DEPTH)
                            hint=tr(texts::DEPTH_HINT)
                            choices=texts::depths().map(|(key, label)| (key, tr(label).to_owned())).to_vec()
                            value=typed.depth
                        />
                    </div>
                    <div class="pair">
                        <TextInput
                            id="first-day"
                            kind="date"
                            label=tr(texts::FIRST_DAY)
                            hint=tr(texts::FIRST_DAY_HINT)
                            autocomplete="off"
                            value=typed.first
                            problem=problem_of("first-day")
                        />
                        <TextInput
                            id="last-day"
                            kind="date"
                            label=tr(texts::LAST_DAY)
                            hint=tr(texts::LAST_DAY_HINT)
                            autocomplete="off"
                            value=typed.last
                            problem=problem_of("last-day")
                        />
                    </div>
                </div>
            </details>
            <Alert text=sentence />
            <div class="begin-foot">
                <Button
                    label=tr(texts::START_IT).to_owned()
                    weight=Weight::Primary
                    submits=true
                    disabled=is_going_on
                />
                <Button
                    label=tr(texts::NOT_NOW).to_owned()
                    weight=Weight::Quiet
                    on_press=move |_| on_leave.run(())
                />
            </div>
        </form>
    }
    .into_any()
}

/// The switch between the two companies, by their names as soon as they have any.
fn my_side(typed: Typed) -> AnyView {
    let named = |name: RwSignal<String>, unnamed: Text| {
        let name = name.get();
        match name.trim() {
            "" => tr(unnamed).to_owned(),
            name => name.to_owned(),
        }
    };
    let switch = move || {
        let segment = |side: Side, label| Segment {
            key: side.key(),
            label,
            side: Some(side.key()),
        };
        let segments = vec![
            segment(Side::Vendor, named(typed.vendor, texts::VENDOR_NAME)),
            segment(Side::Partner, named(typed.partner, texts::PARTNER_NAME)),
        ];
        view! {
            <Segmented
                name="my-side".to_owned()
                labelled_by="my-side-label".to_owned()
                segments
                value=typed.side
                disabled=false
                on_choose=Callback::new(move |key| typed.side.set(Some(key)))
            />
        }
    };
    view! {
        <div class="text-input">
            <span class="label" id="my-side-label">
                {tr(texts::MY_SIDE)}
            </span>
            {live(switch)}
        </div>
    }
    .into_any()
}

fn presets(typed: Typed) -> AnyView {
    let choice = move |(key, label, description): (&'static str, Text, Text)| {
        let is_on = follow(move || typed.preset.get() == key);
        view! {
            <label class="choice" data-on=is_on>
                <input
                    type="radio"
                    name="preset"
                    prop:checked=is_on
                    on:change=move |_| typed.preset.set(key)
                />
                <span>
                    {tr(label)} <span class="hint">{tr(description)}</span>
                </span>
            </label>
        }
        .into_any()
    };
    let choices = texts::presets().map(choice);
    view! {
        <fieldset class="choices">
            <legend>{tr(texts::BEGINS_WITH)}</legend>
            {choices.into_iter().collect_view()}
        </fieldset>
    }
    .into_any()
}

/// The plan is there: the link for the other side, and the way in.
fn ready(started: Started, other: &str) -> AnyView {
    view! {
        <section class="stack begin" aria-labelledby="ready">
            <div>
                <h1 id="ready">{tr(texts::READY)}</h1>
                <p class="lead">{texts::send_to(other)}</p>
            </div>
            {made_link(started.invite)}
            <p>{tr(texts::MORE_LINKS)}</p>
            <div class="begin-foot">
                <a class="button" data-kind="primary" href=Route::to_plan(started.plan)>
                    {tr(texts::OPEN_IT)}
                </a>
            </div>
        </section>
    }
    .into_any()
}

/// What is wrong with a request, if anything is, and in which input.
fn refused(request: &StartPlan) -> Option<(&'static str, Text)> {
    for (id, name) in [
        ("vendor", &request.vendor_name),
        ("partner", &request.partner_name),
    ] {
        match name.chars().count() {
            0 => return Some((id, texts::NO_COMPANY)),
            1..=LONGEST_NAME => {}
            _ => return Some((id, texts::LONG_COMPANY)),
        }
    }
    match request.my_name.chars().count() {
        0 => return Some(("me", join::NO_NAME)),
        1..=LONGEST_NAME => {}
        _ => return Some(("me", join::LONG_NAME)),
    }
    if request.name.chars().count() > LONGEST_PLAN_NAME {
        return Some(("plan-name", texts::LONG_PLAN_NAME));
    }
    // Days in this form are in the order of their letters.
    let has_both = !request.start.is_empty() && !request.end.is_empty();
    (has_both && request.end < request.start).then_some(("last-day", texts::ENDS_BEFORE))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> StartPlan {
        StartPlan {
            name: String::new(),
            vendor_name: "Northwind".into(),
            partner_name: "Contoso".into(),
            preset: "blank".into(),
            tier: String::new(),
            start: String::new(),
            end: String::new(),
            my_name: "Ann".into(),
            my_side: Side::Vendor,
        }
    }

    fn wrong(change: impl FnOnce(&mut StartPlan)) -> Option<&'static str> {
        let mut changed = request();
        change(&mut changed);
        refused(&changed).map(|(id, _)| id)
    }

    #[test]
    fn what_is_missing_or_too_long_is_named() {
        assert_eq!(wrong(|_| {}), None);
        assert_eq!(wrong(|request| request.vendor_name.clear()), Some("vendor"));
        assert_eq!(
            wrong(|request| request.partner_name = "ö".repeat(81)),
            Some("partner")
        );
        assert_eq!(wrong(|request| request.my_name.clear()), Some("me"));
        assert_eq!(
            wrong(|request| request.name = "ö".repeat(121)),
            Some("plan-name")
        );
    }

    #[test]
    fn a_plan_does_not_end_before_it_begins() {
        let days = |start: &str, end: &str| {
            wrong(|request| {
                start.clone_into(&mut request.start);
                end.clone_into(&mut request.end);
            })
        };
        assert_eq!(days("2026-10-01", "2026-09-30"), Some("last-day"));
        assert_eq!(days("2026-10-01", "2026-12-31"), None);
        assert_eq!(days("", "2026-12-31"), None);
    }
}
