//! The people of one side: who they are, what they may, and what can be done about each.

mod commands;

use leptos::ev;
use leptos::prelude::*;
use tandem_plan::ids::MemberId;
use tandem_protocol::http::{CreateInvite, MadeLink, NameMember};
use tandem_protocol::member::{Member, Standing, has_come};
use tandem_protocol::role::{Action, Role, Side};

use self::commands::commands;
pub(super) use self::commands::{make_continue, sessions_of};
use super::circle::{Ask, Circle};
use crate::browser::{Change, screen};
use crate::components::{
    Alert, Avatar, Button, Glyph, Menu, SideMark, Someone, TextInput, Weight, follow, list, live,
};
use crate::texts::{join, parts, people as texts, tr};

/// One side as a card.
#[component]
pub(super) fn SideCard(circle: Circle, side: Side) -> impl IntoView {
    let heading = match side {
        Side::Neutral => tr(texts::NEUTRAL_PEOPLE).to_owned(),
        Side::Vendor | Side::Partner => circle.company(side),
    };
    let people = Memo::new(move |_| {
        let people = circle.of_side(side).into_iter();
        people.map(|member| member.id.as_u128()).collect::<Vec<_>>()
    });
    let nobody = move || {
        let is_empty = people.with(Vec::is_empty);
        is_empty.then(|| view! { <p class="hint">{tr(texts::NOBODY)}</p> })
    };
    let calls_lead = Memo::new(move |_| {
        let mine = circle.me().side;
        side != Side::Neutral
            && side != mine
            && circle.may(Action::ManagePeople(mine))
            && !circle.members.with(|members| has_come(members, side))
    });
    let who_invites = move || {
        if calls_lead.get() {
            return Some(untrack(|| call_lead(circle, side)));
        }
        let explains = side != Side::Neutral && !circle.may(Action::ManagePeople(side));
        explains.then(|| {
            let sentence = texts::who_invites(&circle.leads(side), &circle.company(side));
            view! { <p class="hint">{sentence}</p> }.into_any()
        })
    };
    let names = move || {
        let may = circle.may(Action::NamePeople(side));
        may.then(|| untrack(|| view! { <NameForm circle side /> }))
    };
    let id = format!("side-{}", side.key());
    let labelled_by = id.clone();
    view! {
        <section class="card side-card" data-side=side.key() aria-labelledby=labelled_by>
            <h2 id=id>
                <SideMark side=side.key() />
                {heading}
            </h2>
            {(side == Side::Neutral)
                .then(|| view! { <p class="hint">{tr(texts::NEUTRAL_HINT)}</p> })}
            <ul class="members">
                {list(
                    move || people.get(),
                    move |id| row(circle, MemberId::from_u128(id)),
                )}
            </ul>
            {live(nobody)}
            {live(who_invites)}
            {live(names)}
        </section>
    }
    .into_any()
}

/// Makes a link for the first lead of a side of which nobody has come.
fn call_lead(circle: Circle, side: Side) -> AnyView {
    let company = circle.company(side);
    let whom = texts::link_for(&company, tr(texts::role(Role::Lead)));
    let make = move |_| {
        let request = CreateInvite {
            side,
            role: Role::Lead,
            days: None,
            max_uses: None,
        };
        let whom = whom.clone();
        circle.send(Change::Post, "invites", request, move |made: MadeLink| {
            circle.ask(texts::LINK_MADE, Ask::Link(made, whom));
        });
    };
    view! {
        <div class="stack">
            <p class="hint">{texts::nobody_came(&company)}</p>
            <Button label=tr(texts::CALL_LEAD).to_owned() weight=Weight::Plain on_press=make />
        </div>
    }
    .into_any()
}

fn row(circle: Circle, id: MemberId) -> AnyView {
    let member = Memo::new(move |_| circle.member(id));
    let lines = Callback::new(move |()| {
        let member = member.get_untracked();
        member
            .map(|member| commands(circle, member))
            .unwrap_or_default()
    });
    let menu = move || {
        let member = member.get()?;
        let has_commands = !commands(circle, member.clone()).is_empty();
        has_commands.then(|| {
            let label = texts::commands_for(&member.name);
            view! { <Menu id=format!("member-{id}") label glyph=Glyph::More lines /> }
        })
    };
    // The button keeps the focus when only what is said of somebody changes.
    let has_menu = Memo::new(move |_| {
        let member = member.get();
        member.is_some_and(|member| !commands(circle, member).is_empty())
    });
    let menu = move || has_menu.get().then(|| untrack(menu));
    view! {
        <li class="member">
            {live(move || member.get().map(|member| face(circle, member)))} {live(menu)}
        </li>
    }
    .into_any()
}

/// Who somebody is and what they are here.
fn face(circle: Circle, member: Member) -> AnyView {
    let is_named = member.standing == Standing::Named;
    let what = if is_named {
        tr(texts::NAMED_ONLY).to_owned()
    } else {
        tr(texts::role(member.role)).to_owned()
    };
    let facilitates = (member.facilitates && member.role != Role::Facilitator)
        .then(|| view! { <span class="badge">{tr(texts::FACILITATES)}</span> });
    let you = circle
        .is_me(member.id)
        .then(|| view! { <span class="you">"("{tr(texts::YOU)}")"</span> });
    let someone = Someone {
        name: member.name.clone(),
        side: member.side,
        note: tr(parts::side(member.side)).to_owned(),
    };
    view! {
        <span class="member-face" data-named=is_named aria-hidden="true">
            <Avatar someone />
        </span>
        <span class="member-name">
            <span>{member.name} " " {you}</span>
            <span class="hint">{what}</span>
        </span>
        {facilitates}
    }
    .into_any()
}

/// Names somebody who does not log in.
#[component]
fn NameForm(circle: Circle, side: Side) -> impl IntoView {
    let id = match side {
        Side::Vendor => "name-vendor",
        Side::Partner => "name-partner",
        Side::Neutral => "name-neutral",
    };
    let name = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() {
            problem.set(Some(tr(join::NO_NAME).to_owned()));
            screen::focus(id);
            return;
        }
        problem.set(None);
        let named = NameMember { name: typed, side };
        circle.send(Change::Post, "members", named, move |member: Member| {
            circle.put(member);
            let _ = name.try_set(String::new());
        });
    };
    view! {
        <details class="more">
            <summary>{tr(texts::NAME_SOMEBODY)}</summary>
            <form class="stack" on:submit=submit novalidate>
                <TextInput
                    id
                    label=tr(texts::THEIR_NAME)
                    hint=tr(texts::NAME_HINT)
                    autocomplete="off"
                    value=name
                    problem
                />
                <Alert text=problem />
                <Button label=tr(texts::ADD).to_owned() weight=Weight::Plain submits=true />
            </form>
        </details>
    }
    .into_any()
}

/// Who was removed or has left; what they did stays theirs.
pub(super) fn former(circle: Circle) -> AnyView {
    let names = Memo::new(move |_| {
        circle.members.with(|members| {
            let gone = members
                .iter()
                .filter(|member| member.standing == Standing::Removed);
            let names: Vec<&str> = gone.map(|member| member.name.as_str()).collect();
            names.join(", ")
        })
    });
    let has_any = Memo::new(move |_| names.with(|names| !names.is_empty()));
    live(move || {
        has_any.get().then(|| {
            view! {
                <p class="hint">{tr(texts::REMOVED_PEOPLE)} ": " {follow(move || names.get())}</p>
            }
        })
    })
}
