//! One person or several of the plan's members. Both sides are offered, each under its name. Who was
//! removed is not offered, and keeps the name where they were chosen.

use leptos::prelude::*;
use tandem_plan::ids::MemberId;
use tandem_plan::value::Value;
use tandem_protocol::member::{Member, Standing};
use tandem_protocol::role::Side;

use super::chips::{chip_view, chips_view};
use super::frame::{Frame, Labels, never_wrong};
use crate::components::{Avatar, Offer, Someone, follow, live};
use crate::editor::Editor;
use crate::texts::{fields as texts, parts, tr};

/// A field that holds one person.
pub(super) fn person_view(frame: Frame) -> AnyView {
    let editor = Editor::of_page();
    let at = frame.at;
    let stored = editor.store.value(at);
    let person = Memo::new(move |_| match stored.get() {
        Ok(Some(Value::Person(member))) => Some(member),
        _ => None,
    });
    let members = editor.members;
    let options = move || {
        let chosen = person.get();
        let members = members.get();
        let is_known = chosen.is_none_or(|id| members.iter().any(|member| member.id == id));
        let groups = Side::ALL.map(|side| group(editor, side, &members, chosen));
        view! {
            <option value="" prop:selected=chosen.is_none()>
                "–"
            </option>
            {(!is_known)
                .then(|| {
                    view! {
                        <option value="unknown" prop:selected=true disabled>
                            {tr(texts::GONE)}
                        </option>
                    }
                })}
            {groups.into_iter().flatten().collect_view()}
        }
    };
    let on_change = move |event| {
        let member = event_target_value(&event).parse().ok();
        let edited = editor.store.set_value(at, member.map(Value::Person));
        editor.accept(edited);
    };
    let avatar = move || person.get().and_then(|id| editor.member(id)).map(avatar);
    let control = view! {
        <div class="field-box" >
            {live(avatar)}
            <select
                class="input"
                id=frame.id()
                aria-describedby=frame.described_by()
                data-empty=follow(move || person.with(Option::is_none))
                disabled=editor.is_read_only
                on:change=on_change
            >
                {live(options)}
            </select>
        </div>
    }
    .into_any();
    frame.view(Labels::Control, never_wrong(), control)
}

fn group(
    editor: Editor,
    side: Side,
    members: &[Member],
    chosen: Option<MemberId>,
) -> Option<AnyView> {
    let mut members = members
        .iter()
        .filter(|member| member.side == side && (is_offered(member) || chosen == Some(member.id)))
        .peekable();
    members.peek()?;
    let options = members.map(|member| {
        view! {
            <option value=member.id.to_string() prop:selected=chosen == Some(member.id)>
                {member.name.clone()}
            </option>
        }
    });
    let group =
        view! { <optgroup label=editor.side_name(side)>{options.collect_view()}</optgroup> };
    Some(group.into_any())
}

/// Whether somebody may be chosen from now on.
fn is_offered(member: &Member) -> bool {
    member.standing != Standing::Removed
}

fn avatar(member: Member) -> AnyView {
    let someone = Someone {
        name: member.name,
        side: member.side,
        note: tr(parts::side(member.side)).to_owned(),
    };
    view! {
        <span aria-hidden="true">
            <Avatar someone is_small=true />
        </span>
    }
    .into_any()
}

/// A field that holds several people.
pub(super) fn people_view(frame: Frame) -> AnyView {
    let editor = Editor::of_page();
    let entries = editor.store.entries(frame.at);
    let offers = Callback::new(move |()| {
        let taken = entries.get_untracked();
        let members = editor.members.get_untracked();
        let free = members
            .into_iter()
            .filter(|member| is_offered(member) && !taken.contains(&member.id.to_string()));
        free.map(|member| Offer {
            key: member.id.to_string(),
            label: member.name,
            hint: untrack(|| editor.side_name(member.side)),
            side: Some(member.side.key()),
        })
        .collect()
    });
    chips_view(frame, tr(texts::ADD_PERSON), offers, move |id| {
        let id = MemberId::from_u128(id);
        chip(editor, frame, id)
    })
}

fn chip(editor: Editor, frame: Frame, id: MemberId) -> AnyView {
    let member = Memo::new(move |_| editor.member(id));
    let is_gone = move || member.with(Option::is_none);
    let name = Memo::new(move |_| {
        member.with(|member| {
            let name = member.as_ref().map(|member| member.name.as_str());
            name.unwrap_or(tr(texts::GONE)).to_owned()
        })
    });
    let shown = view! {
        {live(move || member.get().map(avatar))}
        <span>{name}</span>
    };
    chip_view(frame, id, is_gone, move || name.get(), shown.into_any())
}
