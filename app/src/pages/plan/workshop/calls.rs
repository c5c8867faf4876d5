//! Brings people to where a facilitator calls them, and to the section of their group. Whoever writes is
//! asked and never moved.

use leptos::prelude::*;
use tandem_plan::comment::About;
use tandem_plan::ids::MemberId;
use tandem_plan::schema::SCHEMA;
use tandem_protocol::workshop::{BreakoutRoom, WorkshopView};

use super::desk::Desk;
use crate::browser::screen;
use crate::components::{Button, Notice, Tone, Weight, live};
use crate::editor::Tab;
use crate::pages::plan::place_of_part;
use crate::texts::{tr, workshop as texts};

/// Whoever comes later than this is not called any more, in milliseconds.
const STALE_MS: i64 = 60_000;
/// From this width on the panel stands beside the plan, in pixels.
const WIDE: i32 = 1_280;

/// Where somebody is wanted, and what they are told of it.
#[derive(Clone, PartialEq, Eq)]
struct Call {
    target: String,
    said: String,
}

/// Follows the calls. What is asked stands in the notices of the bar.
pub(super) fn answer(desk: Desk) {
    let asked = RwSignal::new(None::<Call>);
    provide_context(Asked(asked));
    let summons = desk.follow(|view| view.summons.clone());
    Effect::new(move |last: Option<u32>| {
        let Some(summons) = summons.get().flatten() else {
            return 0;
        };
        let is_stale = desk.now() - summons.at > STALE_MS;
        let is_news = last.map_or(!is_stale, |last| summons.number > last);
        if is_news {
            let said =
                untrack(|| texts::summoned(&desk.name(summons.by), &desk.place(&summons.target)));
            go(
                desk,
                asked,
                Call {
                    target: summons.target,
                    said,
                },
            );
        }
        summons.number
    });
    let me = desk.editor.me;
    let group = desk.follow(move |view| {
        let (room, until) = room_of(view, me)?;
        Some((room.section.clone(), until))
    });
    Effect::new(move |_| {
        if let Some((target, _)) = group.get().flatten() {
            let said = untrack(|| in_words(desk)).unwrap_or_default();
            untrack(|| go(desk, asked, Call { target, said }));
        }
    });
}

/// Opens the panel when there is something to do in it, where it does not cover the plan.
pub(super) fn open_panel(desk: Desk) {
    let rail = desk.editor.rail;
    let waiting = desk.waiting();
    Effect::new(move |last: Option<Option<u32>>| {
        let waiting = waiting.get();
        let is_news = waiting.is_some() && last.flatten() != waiting;
        let (width, _) = screen::size();
        if is_news && width >= WIDE && untrack(|| rail.tab().is_none()) {
            rail.show(Tab::Workshop);
        }
        waiting
    });
}

#[derive(Clone, Copy)]
struct Asked(RwSignal<Option<Call>>);

/// The room of a person's group, and until when it works there.
fn room_of(view: &WorkshopView, member: MemberId) -> Option<(&BreakoutRoom, i64)> {
    let breakouts = view.breakouts.as_ref()?;
    let mut rooms = breakouts.rooms.iter();
    let room = rooms.find(|room| room.members.contains(&member))?;
    Some((room, breakouts.ends_at))
}

/// Where one's own group works, and who is in it.
pub(super) fn in_words(desk: Desk) -> Option<String> {
    let me = desk.editor.me;
    let room = desk.read(|view| room_of(view, me).map(|(room, _)| room.clone()));
    let BreakoutRoom { section, members } = room.flatten()?;
    let names: Vec<String> = members
        .into_iter()
        .map(|member| desk.name(member))
        .collect();
    Some(texts::in_group(&desk.place(&section), &names.join(", ")))
}

fn go(desk: Desk, asked: RwSignal<Option<Call>>, call: Call) {
    if screen::is_writing() {
        asked.set(Some(call));
    } else {
        asked.set(None);
        look(desk, &call.target);
    }
}

fn look(desk: Desk, target: &str) {
    if let Some(at) = About::parse(target, &SCHEMA).and_then(place_of_part) {
        desk.editor.following.stop();
        desk.editor.shown.look(at);
    }
}

/// The question to whoever was writing when they were called.
pub(super) fn notice(desk: Desk) -> AnyView {
    let Asked(asked) = expect_context();
    live(move || {
        let call = asked.get()?;
        let target = call.target;
        Some(view! {
            <Notice tone=Tone::Calm text=call.said>
                <Button
                    label=tr(texts::GO_THERE).to_owned()
                    weight=Weight::Plain
                    on_press=move |_| {
                        asked.set(None);
                        look(desk, &target);
                    }
                />
                <Button
                    label=tr(texts::DISMISS).to_owned()
                    weight=Weight::Quiet
                    on_press=move |_| asked.set(None)
                />
            </Notice>
        })
    })
}
