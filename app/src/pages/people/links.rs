//! The links by which people come: making one, those that are open, withdrawing one.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use tandem_plan::language::Text;
use tandem_protocol::http::{CreateInvite, InviteRow, MadeLink};
use tandem_protocol::role::{Action, Role, Side};

use super::circle::{Ask, Circle};
use crate::browser::{self, Change};
use crate::components::{Button, SelectInput, SideMark, Weight, live};
use crate::texts::{people as texts, tr};

/// How long a link may be asked to open the plan, in days.
const DAYS: [(&str, u32); 4] = [("14", 14), ("1", 1), ("30", 30), ("90", 90)];

/// How many people may be let in by it.
const USES: [(&str, Option<u32>); 4] = [
    ("", None),
    ("1", Some(1)),
    ("10", Some(10)),
    ("50", Some(50)),
];

/// The form and the lists, for leads.
#[component]
pub(super) fn Links(circle: Circle) -> impl IntoView {
    circle.reload_invites();
    let lists = move || {
        let invites = circle.invites.get()?;
        let now = browser::now();
        let (open, closed): (Vec<_>, Vec<_>) = invites
            .into_iter()
            .partition(|invite| closed_because(invite, now).is_none());
        Some(untrack(|| lists(circle, open, closed, now)))
    };
    view! {
        <section class="card" aria-labelledby="links">
            <h2 id="links">{tr(texts::LINKS)}</h2>
            <p class="hint">{tr(texts::LINKS_LEAD)}</p>
            <LinkForm circle />
            {live(lists)}
        </section>
    }
    .into_any()
}

#[component]
fn LinkForm(circle: Circle) -> impl IntoView {
    let mine = untrack(|| circle.me().side);
    let sides = [mine, Side::Neutral].map(|side| (side.key(), circle.company(side)));
    let roles = [
        Role::Editor,
        Role::Lead,
        Role::Facilitator,
        Role::Commenter,
        Role::Viewer,
    ];
    let roles = roles.map(|role| {
        let label = format!("{}: {}", tr(texts::role(role)), tr(texts::role_hint(role)));
        (role.key(), label)
    });
    let days = DAYS.map(|(key, count)| (key, texts::days(count)));
    let uses = USES.map(|(key, count)| (key, texts::people(count)));
    let side = RwSignal::new(mine.key());
    let role = RwSignal::new(Role::Editor.key());
    let chosen_days = RwSignal::new(DAYS[0].0);
    let chosen_uses = RwSignal::new(USES[0].0);
    let is_going_on = RwSignal::new(false);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let side = Side::from_key(side.get_untracked()).unwrap_or(mine);
        let role = Role::from_key(role.get_untracked()).unwrap_or(Role::Editor);
        let request = CreateInvite {
            side,
            role,
            days: chosen_days.get_untracked().parse().ok(),
            max_uses: chosen_uses.get_untracked().parse().ok(),
        };
        is_going_on.set(true);
        let whom = texts::link_for(&circle.company(side), tr(texts::role(role)));
        circle.send(Change::Post, "invites", request, move |made: MadeLink| {
            circle.ask(texts::LINK_MADE, Ask::Link(made, whom));
            circle.reload_invites();
        });
        is_going_on.set(false);
    };
    view! {
        <form class="link-form" on:submit=submit novalidate>
            <SelectInput
                id="link-side"
                label=tr(texts::FOR_SIDE)
                choices=sides.to_vec()
                value=side
            />
            <SelectInput id="link-role" label=tr(texts::ROLE) choices=roles.to_vec() value=role />
            <SelectInput
                id="link-days"
                label=tr(texts::OPENS_FOR)
                choices=days.to_vec()
                value=chosen_days
            />
            <SelectInput
                id="link-uses"
                label=tr(texts::MAY_BE_USED)
                choices=uses.to_vec()
                value=chosen_uses
            />
            <Button
                label=tr(texts::MAKE_LINK).to_owned()
                weight=Weight::Primary
                submits=true
                disabled=is_going_on
            />
        </form>
    }
    .into_any()
}

fn lists(circle: Circle, open: Vec<InviteRow>, closed: Vec<InviteRow>, now: i64) -> AnyView {
    let is_empty = open.is_empty();
    let has_closed = !closed.is_empty();
    let rows = |invites: Vec<InviteRow>| {
        let rows = invites.into_iter();
        rows.map(|invite| row(circle, &invite, now)).collect_view()
    };
    view! {
        <ul class="rows">{rows(open)}</ul>
        {is_empty.then(|| view! { <p class="hint">{tr(texts::NO_LINKS)}</p> })}
        {has_closed
            .then(|| {
                view! {
                    <details class="more">
                        <summary>{tr(texts::OLD_LINKS)}</summary>
                        <ul class="rows">{rows(closed)}</ul>
                    </details>
                }
            })}
    }
    .into_any()
}

fn row(circle: Circle, invite: &InviteRow, now: i64) -> AnyView {
    let company = circle.company(invite.side);
    let what = match invite.continues {
        Some(member) => texts::continues(&circle.name(member).unwrap_or_default()),
        None => format!("{company}, {}", tr(texts::role(invite.role))),
    };
    let maker = invite.created_by.and_then(|member| circle.name(member));
    let made = texts::made_by(maker.as_deref(), invite.created_at);
    let used = texts::used(invite.uses, invite.max_uses);
    let closed = closed_because(invite, now);
    let state = match closed {
        Some(reason) => tr(reason).to_owned(),
        None => texts::until(invite.expires_at),
    };
    let revoke = closed.is_none().then(|| {
        let id = invite.id;
        let name = texts::revoke(&what);
        let act = move || {
            let path = format!("invites/{id}");
            circle.send_nothing(Change::Delete, &path, move |()| circle.reload_invites());
        };
        let act = Arc::new(act);
        let open = move |_| {
            let ask = Ask::Confirm {
                text: tr(texts::REVOKE_EXPLAINED).to_owned(),
                label: texts::REVOKE,
                act: act.clone(),
            };
            circle.ask(texts::REVOKE_TITLE, ask);
        };
        view! {
            <Button label=tr(texts::REVOKE).to_owned() name weight=Weight::Plain on_press=open />
        }
    });
    view! {
        <li class="row-line">
            <SideMark side=invite.side.key() />
            <span class="row-words">
                <span>{what}</span>
                <span class="hint">{state} " · " {used} " · " {made}</span>
            </span>
            {revoke}
        </li>
    }
    .into_any()
}

/// Why a link opens nothing any more.
fn closed_because(invite: &InviteRow, now: i64) -> Option<Text> {
    let is_used_up = invite.max_uses.is_some_and(|most| invite.uses >= most);
    if invite.revoked_at.is_some() {
        Some(texts::WITHDRAWN)
    } else if is_used_up {
        Some(texts::USED_UP)
    } else {
        (invite.expires_at <= now).then_some(texts::EXPIRED)
    }
}

/// Whether who looks at the page makes links for anybody.
pub(super) fn makes_links(circle: Circle) -> bool {
    Side::ALL
        .into_iter()
        .any(|side| circle.may(Action::ManagePeople(side)))
}

#[cfg(test)]
mod tests {
    use tandem_plan::ids::InviteId;

    use super::*;

    #[test]
    fn a_link_says_why_it_opens_nothing() {
        let open = InviteRow {
            id: InviteId::from_u128(1),
            side: Side::Vendor,
            role: Role::Editor,
            continues: None,
            created_by: None,
            created_at: 0,
            expires_at: 100,
            revoked_at: None,
            max_uses: Some(2),
            uses: 1,
        };
        assert_eq!(closed_because(&open, 99), None);
        assert_eq!(closed_because(&open, 100), Some(texts::EXPIRED));
        let used = InviteRow { uses: 2, ..open };
        assert_eq!(closed_because(&used, 0), Some(texts::USED_UP));
        let revoked = InviteRow {
            revoked_at: Some(5),
            ..used
        };
        assert_eq!(closed_because(&revoked, 0), Some(texts::WITHDRAWN));
    }
}
