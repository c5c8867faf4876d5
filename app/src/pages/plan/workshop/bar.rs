//! The bar below the top: which step it is, how much time is left, and what everybody does at any time:
//! be ready, raise a hand, react, park a point, write a decision down.

use leptos::ev;
use leptos::prelude::*;
use tandem_plan::language::Text;
use tandem_protocol::role::{Role, Side};
use tandem_protocol::workshop::{Command, Gesture, REACTION_MS, TimerChange};

use super::desk::Desk;
use super::notes::Noting;
use super::{calls, clock, signs};
use crate::browser::Alarm;
use crate::components::{
    Button, Glyph, IconButton, Menu, MenuItem, MenuLine, SideMark, Weight, follow, live,
};
use crate::editor::Tab;
use crate::texts::{tr, workshop as texts};

pub(super) fn view(desk: Desk) -> AnyView {
    let noting = Noting::new(desk);
    keys(desk, noting);
    desk.measure();
    let is_on = Memo::new(move |_| desk.view.with(Option::is_some));
    live(move || is_on.get().then(|| untrack(|| bar(desk, noting))))
}

fn bar(desk: Desk, noting: Noting) -> AnyView {
    let step = desk.step();
    let place = desk.follow(|view| {
        let step = view.step?;
        let place = view.agenda.iter().position(|one| one.number == step)?;
        Some((place + 1, view.agenda.len()))
    });
    let title = move || match step.get() {
        Some(step) => step.title,
        None => tr(texts::NOT_BEGUN).to_owned(),
    };
    let where_ = move || {
        let (place, count) = place.get().flatten()?;
        let tool = step.get().map(|step| tr(texts::tool(step.tool)));
        Some(format!("{} · {}", texts::step_of(place, count), tool?))
    };
    let rail = desk.editor.rail;
    let open = move |_| rail.show(Tab::Workshop);
    let waiting = desk.waiting();
    let waits = move || waiting.get().is_some() && rail.tab() != Some(Tab::Workshop);
    view! {
        <section class="workshop-bar" aria-label=tr(crate::texts::palette::WORKSHOP)>
            <button
                class="workshop-step"
                type="button"
                data-tooltip=tr(texts::OPEN_PANEL)
                data-waits=follow(move || waits().then_some(""))
                on:click=open
            >
                <span class="workshop-title">{follow(title)}</span>
                <span class="workshop-where">{follow(where_)}</span>
            </button>
            {clock::clock(desk)}
            {live(move || desk.runs().then(|| steering(desk)))}
            {sides(desk)}
            {live(move || desk.takes_part().then(|| taking_part(desk, noting)))}
            {prompts(desk)}
            {calls::notice(desk)}
        </section>
        {reactions(desk)}
        {noting.window()}
    }
    .into_any()
}

/// What a facilitator does all the time.
fn steering(desk: Desk) -> AnyView {
    let is_first = desk.follow(|view| {
        view.step
            .is_none_or(|step| view.agenda.first().map(|one| one.number) == Some(step))
    });
    let is_last = desk.follow(|view| {
        let last = view.agenda.last().map(|step| step.number);
        view.step.is_some() && view.step == last
    });
    let back = move |_| {
        desk.tell(Command::Back {
            from: desk.step_number(),
        });
    };
    let next = move |_| {
        let from = desk.read(|view| view.step).flatten();
        desk.tell(Command::Next { from });
    };
    let next_label = follow(move || {
        let has_begun = desk
            .view
            .with(|view| view.as_ref().is_some_and(|view| view.step.is_some()));
        let label = if has_begun { texts::NEXT } else { texts::BEGIN };
        tr(label).to_owned()
    });
    view! {
        <div class="workshop-steering">
            {timer_menu(desk)}
            <IconButton
                label=tr(texts::BACK).to_owned()
                glyph=Glyph::ChevronLeft
                disabled=follow(move || is_first.get() != Some(false))
                on_press=back
            />
            <Button
                label=next_label
                weight=Weight::Primary
                disabled=follow(move || is_last.get() == Some(true))
                on_press=next
            />
        </div>
    }
    .into_any()
}

fn timer_menu(desk: Desk) -> AnyView {
    let lines = Callback::new(move |()| {
        let timer = desk.read(|view| view.timer).flatten();
        let line = |label: Text, glyph, change| {
            MenuLine::Item(MenuItem::new(
                tr(label),
                glyph,
                Callback::new(move |()| desk.tell(Command::SetTimer { change })),
            ))
        };
        let mut lines = Vec::new();
        if let Some(timer) = timer {
            lines.push(line(texts::ONE_MORE, Glyph::Plus, TimerChange::Add(1)));
            lines.push(line(texts::FIVE_MORE, Glyph::Plus, TimerChange::Add(5)));
            lines.push(match timer.ends_at {
                Some(_) => line(texts::PAUSE, Glyph::Moon, TimerChange::Pause),
                None => line(texts::RESUME, Glyph::Sun, TimerChange::Resume),
            });
            lines.push(line(texts::STOP_TIMER, Glyph::Close, TimerChange::Stop));
            lines.push(MenuLine::Rule);
        }
        for minutes in [5, 10, 15, 30] {
            let set = Callback::new(move |()| {
                desk.tell(Command::SetTimer {
                    change: TimerChange::Start(minutes),
                });
            });
            let label = format!("{}: {}", tr(texts::SET_TIMER), texts::minutes(minutes));
            lines.push(MenuItem::new(label, Glyph::Saving, set).into());
        }
        lines
    });
    view! {
        <Menu
            id="workshop-timer".to_owned()
            label=tr(texts::TIME_LEFT).to_owned()
            glyph=Glyph::Saving
            lines
        />
    }
    .into_any()
}

/// How many of each side are here, ready, or have a hand up.
fn sides(desk: Desk) -> AnyView {
    let people = desk.editor.store.people();
    let counts = Memo::new(move |_| {
        let here: Vec<_> =
            people.with(|people| people.iter().map(|one| (one.member, one.side)).collect());
        desk.view.with(|view| {
            let view = view.as_ref();
            Side::ALL.map(|side| {
                let mut members: Vec<_> = here
                    .iter()
                    .filter(|(_, of)| *of == side)
                    .map(|(id, _)| *id)
                    .collect();
                members.sort_unstable();
                members.dedup();
                let ready = view.map_or(0, |view| {
                    members.iter().filter(|id| view.ready.contains(id)).count()
                });
                let hands = view.map_or(0, |view| {
                    let hands = view.hands.iter().map(|hand| hand.member);
                    hands.filter(|id| members.contains(id)).count()
                });
                (members.len(), ready, hands)
            })
        })
    });
    let shown = move || {
        let counts = counts.get();
        let sides = Side::ALL
            .into_iter()
            .zip(counts)
            .filter(|(_, (people, ..))| *people > 0);
        let sides = sides.map(|(side, (people, ready, hands))| {
            let name = desk.editor.side_name(side);
            let label = format!("{name}: {}", texts::ready(ready, people));
            view! {
                <span class="workshop-side" data-side=side.key() role="img" aria-label=label.clone() data-tooltip=label>
                    <SideMark side=side.key() />
                    {ready}
                    "/"
                    {people}
                    {(hands > 0).then(|| view! { <span class="workshop-hand" aria-hidden="true">{signs::sign(signs::HAND)}{hands}</span> })}
                </span>
            }
        });
        sides.collect_view()
    };
    view! { <div class="workshop-sides">{live(shown)}</div> }.into_any()
}

fn taking_part(desk: Desk, noting: Noting) -> AnyView {
    let me = desk.editor.me;
    let is_ready = desk.follow(move |view| view.ready.contains(&me));
    let is_up = desk.follow(move |view| view.hands.iter().any(|hand| hand.member == me));
    let has_step = desk.follow(|view| view.step.is_some());
    let hands_on = desk.follow(|view| view.hands_on);
    let reactions_on = desk.follow(|view| view.reactions_on);
    let ready = move || {
        let is_ready = is_ready.get() == Some(true);
        toggle(
            texts::READY,
            signs::CHECK,
            is_ready,
            Callback::new(move |()| set_ready(desk)),
        )
    };
    let hand = move || {
        let is_up = is_up.get() == Some(true);
        toggle(
            texts::HAND_UP,
            signs::HAND,
            is_up,
            Callback::new(move |()| set_hand(desk)),
        )
    };
    view! {
        <div class="workshop-doing">
            {live(move || (has_step.get() == Some(true)).then(ready))}
            {live(move || (hands_on.get() == Some(true)).then(hand))}
            {live(move || (reactions_on.get() == Some(true)).then(|| gestures(desk)))}
            {sound()}
            <IconButton
                label=tr(texts::PARK).to_owned()
                glyph=Glyph::Down
                on_press=move |_| noting.park()
            />
            <IconButton
                label=tr(texts::DECIDE).to_owned()
                glyph=Glyph::Saved
                disabled=follow(move || !noting.may_decide())
                on_press=move |_| noting.decide()
            />
        </div>
    }
    .into_any()
}

/// What one is to know now: which step it is and what is open in it, who is asked something, where one's
/// own group works.
fn prompts(desk: Desk) -> AnyView {
    let me = desk.editor.me;
    let now = Memo::new(move |_| {
        let view = desk.view.get()?;
        let step = view.current()?;
        let open = view.activity().filter(|activity| activity.open);
        Some(match open {
            Some(_) => texts::opened(&step.title, tr(texts::tool(step.tool))),
            None => step.title.clone(),
        })
    });
    let is_asked = desk.follow(move |view| view.ready_asked && !view.ready.contains(&me));
    let group = desk.follow(|view| view.breakouts.clone());
    let asking = desk.follow(|view| view.asking.clone());
    let may_answer = move || {
        let me = desk.editor.member(me);
        me.is_some_and(|me| me.role == Role::Lead)
    };
    let section = desk.editor.shown.section(desk.editor);
    let seen = move || {
        let mut said: Vec<String> = Vec::new();
        if desk.editor.is_locked(section.get().key) {
            said.push(tr(texts::LOCKED).to_owned());
        }
        if is_asked.get() == Some(true) && desk.takes_part() {
            said.push(tr(texts::ARE_YOU_READY).to_owned());
        }
        if group.get().flatten().is_some() {
            said.extend(untrack(|| calls::in_words(desk)));
        }
        if may_answer() {
            let asking = asking.get().unwrap_or_default().into_iter();
            let asking = asking.filter(|id| *id != me);
            said.extend(asking.map(|id| texts::asks_to_take_over(&desk.name(id))));
        }
        (!said.is_empty()).then(|| view! { <p class="workshop-prompt">{said.join(" ")}</p> })
    };
    view! {
        <div role="status" class="workshop-prompts">
            <span class="only-heard">{now}</span>
            {live(seen)}
        </div>
    }
    .into_any()
}

/// Whether the end of the time is heard on this device.
fn sound() -> AnyView {
    let is_muted = RwSignal::new(clock::is_muted());
    let label = follow(move || {
        let label = if is_muted.get() {
            texts::UNMUTE
        } else {
            texts::MUTE
        };
        tr(label)
    });
    let press = move |_| {
        is_muted.update(|muted| *muted = !*muted);
        clock::set_muted(is_muted.get_untracked());
    };
    view! {
        <button
            class="icon-button workshop-sound"
            type="button"
            aria-label=label
            data-tooltip=label
            on:click=press
        >
            {live(move || {
                signs::sign(if is_muted.get() { signs::MUTED } else { signs::SOUND })
            })}
        </button>
    }
    .into_any()
}

/// The reactions, one press away.
fn gestures(desk: Desk) -> AnyView {
    const LIST: &str = "workshop-gestures";
    let gestures = Gesture::ALL.map(|gesture| {
        let label = tr(texts::gesture(gesture));
        view! {
            <button
                class="icon-button"
                type="button"
                aria-label=label
                data-tooltip=label
                popovertarget=LIST
                popovertargetaction="hide"
                on:click=move |_| desk.tell(Command::React { gesture })
            >
                {signs::sign(signs::of(gesture))}
            </button>
        }
    });
    view! {
        <button
            class="icon-button"
            type="button"
            aria-label=tr(texts::REACT)
            data-tooltip=tr(texts::REACT)
            popovertarget=LIST
        >
            {signs::sign(signs::FACE)}
        </button>
        <div class="workshop-gestures" id=LIST popover="auto" role="group" aria-label=tr(texts::REACT)>
            {gestures.collect_view()}
        </div>
    }
    .into_any()
}

/// A button that is on or off.
fn toggle(label: Text, sign: &'static str, is_on: bool, press: Callback<()>) -> AnyView {
    view! {
        <button
            class="workshop-toggle"
            type="button"
            aria-pressed=if is_on { "true" } else { "false" }
            data-tooltip=tr(label)
            on:click=move |_| press.run(())
        >
            {signs::sign(sign)}
            <span class="workshop-toggle-label">{tr(label)}</span>
        </button>
    }
    .into_any()
}

fn set_ready(desk: Desk) {
    let me = desk.editor.me;
    let is_ready = desk.read(|view| view.ready.contains(&me));
    desk.tell(Command::Ready {
        step: desk.step_number(),
        ready: is_ready != Some(true),
    });
}

fn set_hand(desk: Desk) {
    let me = desk.editor.me;
    let is_up = desk.read(|view| view.hands.iter().any(|hand| hand.member == me));
    desk.tell(Command::RaiseHand {
        up: is_up != Some(true),
    });
}

/// What everybody does at any time has a key that works in a text as well.
fn keys(desk: Desk, noting: Noting) {
    let listener = window_event_listener(ev::keydown, move |event| {
        let is_meant = event.alt_key() && event.shift_key() && !event.ctrl_key();
        let is_on = desk.view.try_with_untracked(Option::is_some) == Some(true);
        if !is_meant || !is_on || event.default_prevented() || !untrack(|| desk.takes_part()) {
            return;
        }
        let code = event.code();
        if code == "KeyR" {
            set_ready(desk);
        } else if code == "KeyH" {
            set_hand(desk);
        } else if code == "KeyP" {
            noting.park();
        } else if code == "KeyC" && untrack(|| noting.may_decide()) {
            noting.decide();
        } else {
            return;
        }
        event.prevent_default();
    });
    on_cleanup(move || listener.remove());
}

/// Reactions, as long as they are fresh.
fn reactions(desk: Desk) -> AnyView {
    let reactions = desk.follow(|view| view.reactions.clone());
    let beat = RwSignal::new(0_u32);
    let alarm = Alarm::new(move || {
        let _ = beat.try_update(|beat| *beat += 1);
    });
    let alarm = StoredValue::new_local(alarm);
    let shown = move || {
        beat.track();
        let now = desk.now();
        let fresh = reactions.get().unwrap_or_default().into_iter();
        let fresh: Vec<_> = fresh.filter(|one| now - one.at < REACTION_MS).collect();
        if let Some(oldest) = fresh.iter().map(|one| one.at).min() {
            let wait = u64::try_from(oldest + REACTION_MS - now).unwrap_or(0) + 20;
            alarm.with_value(|alarm| alarm.set(wait));
        }
        let fresh = fresh.into_iter().map(|one| {
            let label = format!(
                "{}: {}",
                desk.name(one.member),
                tr(texts::gesture(one.gesture))
            );
            let side = desk.side(one.member).key();
            view! {
                <span class="workshop-reaction" data-side=side>
                    {signs::sign(signs::of(one.gesture))}
                    <span class="workshop-reaction-name">{label}</span>
                </span>
            }
        });
        fresh.collect_view()
    };
    view! { <div class="workshop-reactions">{live(shown)}</div> }.into_any()
}
