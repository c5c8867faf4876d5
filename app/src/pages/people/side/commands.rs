//! What can be done about one person by who looks at the page.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use tandem_plan::ids::MemberId;
use tandem_plan::language::Text;
use tandem_protocol::http::{ChangeMember, HandOver, MadeLink, Members};
use tandem_protocol::member::{Member, Standing};
use tandem_protocol::role::{Action, Role, Side};

use crate::browser::{self, Change};
use crate::components::{Glyph, MenuItem, MenuLine};
use crate::known;
use crate::pages::people::circle::{Ask, Circle};
use crate::texts::{people as texts, tr};

/// The lines of their menu; none where nothing can be done.
pub(super) fn commands(circle: Circle, member: Member) -> Vec<MenuLine> {
    let manages = circle.may(Action::ManagePeople(member.side));
    let is_me = circle.is_me(member.id);
    let groups = match member.standing {
        Standing::Removed => Vec::new(),
        Standing::Named => vec![of_named(circle, &member)],
        Standing::Active if is_me => vec![of_me(circle, &member)],
        Standing::Active if manages => vec![
            roles(circle, &member),
            of_others(circle, &member),
            vec![remove(circle, &member)],
        ],
        Standing::Active => Vec::new(),
    };
    let mut lines: Vec<MenuLine> = Vec::new();
    for group in groups.into_iter().filter(|group| !group.is_empty()) {
        if !lines.is_empty() {
            lines.push(MenuLine::Rule);
        }
        lines.extend(group.into_iter().map(MenuLine::Item));
    }
    lines
}

fn item(label: Text, glyph: Glyph, act: impl Fn() + Send + Sync + 'static) -> MenuItem {
    MenuItem::new(tr(label), glyph, Callback::new(move |()| act()))
}

fn rename(circle: Circle, member: &Member) -> MenuItem {
    let member = member.clone();
    item(texts::RENAME, Glyph::Edit, move || {
        circle.ask(texts::RENAME, Ask::Rename(member.clone()));
    })
}

fn of_named(circle: Circle, member: &Member) -> Vec<MenuItem> {
    let mut items = Vec::new();
    if circle.may(Action::NamePeople(member.side)) {
        items.push(rename(circle, member));
    }
    if circle.may(Action::ManagePeople(member.side)) {
        items.push(remove(circle, member));
    }
    items
}

fn of_me(circle: Circle, member: &Member) -> Vec<MenuItem> {
    let mut items = vec![rename(circle, member)];
    if member.role == Role::Lead && member.side != Side::Neutral {
        items.push(facilitation(circle, member));
    }
    // Who leads a side alone hands over first.
    if !circle.is_last_lead(member) {
        items.push(leave(circle));
    }
    items
}

/// The roles, as alternatives.
fn roles(circle: Circle, member: &Member) -> Vec<MenuItem> {
    let id = member.id;
    let may_lead = member.side != Side::Neutral;
    let offered = Role::ALL
        .into_iter()
        .filter(|role| may_lead || *role != Role::Lead);
    let choice = |role: Role| {
        let label = format!("{}: {}", tr(texts::role(role)), tr(texts::role_hint(role)));
        let choose = Callback::new(move |()| {
            let change = ChangeMember {
                role: Some(role),
                ..ChangeMember::default()
            };
            change_member(circle, id, change);
        });
        MenuItem::new(label, Glyph::Person, choose)
            .chosen(member.role == role)
            .in_group(tr(texts::ROLE))
    };
    offered.map(choice).collect()
}

fn change_member(circle: Circle, id: MemberId, change: ChangeMember) {
    let path = format!("members/{id}");
    circle.send(Change::Patch, &path, change, move |changed: Member| {
        let role = tr(texts::role(changed.role));
        circle
            .toasts
            .announce(texts::role_changed(&changed.name, role));
        circle.put(changed);
    });
}

fn of_others(circle: Circle, member: &Member) -> Vec<MenuItem> {
    let mut items = Vec::new();
    if matches!(member.role, Role::Lead | Role::Editor) {
        items.push(facilitation(circle, member));
    }
    // Whoever opens such a link is them: for people of neither side, nobody makes one.
    let is_of_my_side = untrack(|| circle.me().side) == member.side;
    if is_of_my_side && member.role != Role::Lead {
        items.push(hand_over(circle, member));
    }
    if is_of_my_side {
        let (id, name) = (member.id, member.name.clone());
        items.push(item(texts::CONTINUE_LINK, Glyph::Copy, move || {
            make_continue(circle, id, texts::continue_for(&name));
        }));
    }
    items.push(sign_out(circle, member));
    items
}

fn sign_out(circle: Circle, member: &Member) -> MenuItem {
    let (id, name) = (member.id, member.name.clone());
    item(texts::SIGN_OUT, Glyph::Lock, move || {
        let said = texts::signed_out(&name);
        let act = move || {
            let said = said.clone();
            circle.send_nothing(Change::Delete, &sessions_of(id), move |()| {
                circle.toasts.show(said);
            });
        };
        let ask = Ask::Confirm {
            text: texts::sign_out_explained(&name),
            label: texts::SIGN_OUT,
            act: Arc::new(act),
        };
        circle.ask(texts::SIGN_OUT_TITLE, ask);
    })
}

/// Where somebody's sessions are ended.
pub(crate) fn sessions_of(id: MemberId) -> String {
    format!("members/{id}/sessions")
}

/// Makes a link with which somebody goes on, and shows it.
pub(crate) fn make_continue(circle: Circle, id: MemberId, whom: String) {
    let path = format!("members/{id}/continue");
    circle.send_nothing(Change::Post, &path, move |made: MadeLink| {
        circle.ask(texts::CONTINUE_TITLE, Ask::Link(made, whom));
        if circle.invites.with_untracked(Option::is_some) {
            circle.reload_invites();
        }
    });
}

fn facilitation(circle: Circle, member: &Member) -> MenuItem {
    let (id, facilitates) = (member.id, !member.facilitates);
    let label = if facilitates {
        texts::APPOINT
    } else {
        texts::DISMISS
    };
    item(label, Glyph::Calendar, move || {
        let change = ChangeMember {
            facilitates: Some(facilitates),
            ..ChangeMember::default()
        };
        change_member(circle, id, change);
    })
}

fn hand_over(circle: Circle, member: &Member) -> MenuItem {
    let (to, text) = (member.id, texts::hand_over_explained(&member.name));
    item(texts::HAND_OVER, Glyph::Up, move || {
        let act = move || {
            let body = HandOver { to };
            let take = move |Members { members }| circle.members.set(members);
            circle.send(Change::Post, "handover", body, take);
        };
        let text = text.clone();
        let ask = Ask::Confirm {
            text,
            label: texts::HAND_OVER,
            act: Arc::new(act),
        };
        circle.ask(texts::HAND_OVER_TITLE, ask);
    })
}

fn remove(circle: Circle, member: &Member) -> MenuItem {
    let (id, name) = (member.id, member.name.clone());
    let text = match member.standing {
        Standing::Named => texts::remove_named_explained(&name),
        Standing::Active | Standing::Removed => texts::remove_explained(&name),
    };
    let open = move || {
        let name = name.clone();
        let act = move || {
            let name = name.clone();
            let path = format!("members/{id}");
            circle.send_nothing(Change::Delete, &path, move |()| {
                circle.toasts.show(texts::removed(&name));
                circle.reload();
            });
        };
        let ask = Ask::Confirm {
            text: text.clone(),
            label: texts::REMOVE,
            act: Arc::new(act),
        };
        circle.ask(texts::REMOVE_TITLE, ask);
    };
    item(texts::REMOVE, Glyph::Trash, open).dangerous()
}

fn leave(circle: Circle) -> MenuItem {
    let act = move || {
        let id = untrack(|| circle.me().id);
        circle.send_nothing(Change::Delete, &format!("members/{id}"), move |()| {
            spawn_local(async move {
                known::wipe(circle.plan).await;
                browser::go("/");
            });
        });
    };
    let act = Arc::new(act);
    let open = move || {
        let ask = Ask::Confirm {
            text: tr(texts::LEAVE_EXPLAINED).to_owned(),
            label: texts::LEAVE,
            act: act.clone(),
        };
        circle.ask(texts::LEAVE_TITLE, ask);
    };
    item(texts::LEAVE, Glyph::Trash, open).dangerous()
}
