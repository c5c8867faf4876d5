//! What only facilitators do: call, lock, split up, switch off, end. And how others take over.

use std::collections::BTreeMap;

use leptos::ev;
use leptos::prelude::*;
use tandem_plan::address::Holder;
use tandem_plan::ids::MemberId;
use tandem_plan::schema::Section;
use tandem_protocol::role::Role;
use tandem_protocol::workshop::{Breakout, Command, MAX_MINUTES, TimerChange};

use super::calls;
use super::desk::Desk;
use crate::browser;
use crate::components::{Button, Dialog, SideMark, TextInput, Weight, follow, live};
use crate::route::Route;
use crate::texts::{history, language, tr, workshop as texts};

/// For how long people are split up if nobody says otherwise, in minutes.
const MINUTES: &str = "10";

pub(super) fn view(desk: Desk, section: Memo<&'static Section>) -> AnyView {
    let host = desk.follow(|view| view.host);
    let hosted = move || host.get().map(|host| texts::hosted_by(&desk.name(host)));
    let tools = move || {
        desk.runs().then(|| {
            untrack(|| {
                view! {
                    {place(desk, section)}
                    {timer(desk)}
                    {options(desk)}
                    {breakouts(desk)}
                    {ending(desk)}
                }
            })
        })
    };
    view! {
        <div class="stack">
            <p>{follow(hosted)}</p>
            {live(move || taking_over(desk))}
            {live(tools)}
        </div>
    }
    .into_any()
}

/// Taking over, for who may.
fn taking_over(desk: Desk) -> Option<AnyView> {
    let me = desk.editor.me;
    let view = desk.view.get()?;
    if view.host == me {
        return None;
    }
    let take = || desk.button(texts::TAKE_OVER, Weight::Plain, || Command::TakeOver {});
    if desk.runs() {
        return Some(take());
    }
    let is_lead = desk
        .editor
        .member(me)
        .is_some_and(|me| me.role == Role::Lead);
    if !is_lead {
        return None;
    }
    let asking = view.asking.iter().filter(|id| **id != me);
    let asking = asking.map(|id| view! { <p>{texts::asks_to_take_over(&desk.name(*id))}</p> });
    let asking = asking.collect_view();
    let content = if view.asking.contains(&me) {
        view! {
            <p class="hint">{tr(texts::ASKED_TO_TAKE_OVER)}</p>
            {desk.button(texts::KEEP_SEAT, Weight::Plain, || Command::KeepSeat {})}
        }
        .into_any()
    } else {
        view! {
            {asking}
            <p class="hint">{tr(texts::TAKE_OVER_TOGETHER)}</p>
            {take()}
        }
        .into_any()
    };
    Some(content)
}

/// What is done with the section that is shown.
fn place(desk: Desk, section: Memo<&'static Section>) -> AnyView {
    let locked = desk.follow(|view| view.locked.clone());
    let locked = move || locked.get().unwrap_or_default();
    let is_locked = move || locked().iter().any(|key| *key == section.get().key);
    let lock = move || {
        let (label, locked) = if is_locked() {
            (texts::UNLOCK_SECTION, false)
        } else {
            (texts::LOCK_SECTION, true)
        };
        desk.button(label, Weight::Plain, move || Command::Lock {
            section: section.get_untracked().key.to_owned(),
            locked,
        })
    };
    let names = move || {
        let names: Vec<String> = locked().iter().map(|key| desk.place(key)).collect();
        (!names.is_empty()).then(|| format!("{}: {}", tr(texts::LOCKED_SECTIONS), names.join(", ")))
    };
    view! {
        <div class="workshop-line">
            {desk
                .button(
                    texts::SUMMON,
                    Weight::Plain,
                    move || {
                        let section = section.get_untracked();
                        let item = untrack(|| desk.editor.shown.item());
                        let holder = item.map(|item| Holder::Item(section.key, item));
                        Command::Summon {
                            target: holder.map_or_else(|| section.key.to_owned(), |at| at.to_string()),
                        }
                    },
                )} {live(lock)}
        </div>
        <p class="hint">{follow(names)}</p>
    }
    .into_any()
}

/// A timer of any length.
fn timer(desk: Desk) -> AnyView {
    let minutes = RwSignal::new(MINUTES.to_owned());
    let start = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let minutes = minutes.get_untracked().parse().unwrap_or(0);
        desk.tell(Command::SetTimer {
            change: TimerChange::Start(minutes),
        });
    };
    view! {
        <form class="workshop-line" on:submit=start novalidate>
            <input
                class="input workshop-small"
                type="number"
                min="1"
                max=MAX_MINUTES.to_string()
                aria-label=tr(texts::MINUTES)
                prop:value=minutes
                on:input=move |event| minutes.set(event_target_value(&event))
            />
            <Button label=tr(texts::SET_TIMER).to_owned() weight=Weight::Plain submits=true />
        </form>
    }
    .into_any()
}

fn options(desk: Desk) -> AnyView {
    let options = desk.follow(|view| (view.hands_on, view.reactions_on));
    let is_on = move || options.get().unwrap_or((true, true));
    let set = move |hands, reactions| desk.tell(Command::SetOptions { hands, reactions });
    view! {
        <div class="workshop-line">
            <label class="workshop-check">
                <input
                    type="checkbox"
                    prop:checked=follow(move || is_on().0)
                    on:change=move |event| {
                        set(event_target_checked(&event), untrack(is_on).1);
                    }
                />
                {tr(texts::HANDS_ON)}
            </label>
            <label class="workshop-check">
                <input
                    type="checkbox"
                    prop:checked=follow(move || is_on().1)
                    on:change=move |event| {
                        set(untrack(is_on).0, event_target_checked(&event));
                    }
                />
                {tr(texts::REACTIONS_ON)}
            </label>
        </div>
    }
    .into_any()
}

fn breakouts(desk: Desk) -> AnyView {
    let is_split = desk.follow(|view| view.breakouts.is_some());
    let attendees = desk.follow(|view| view.attendees.len());
    live(move || match is_split.get() {
        Some(true) => {
            let mine = untrack(|| calls::in_words(desk));
            view! {
                <h4>{tr(texts::BREAKOUTS)}</h4>
                {mine.map(|mine| view! { <p class="hint">{mine}</p> })}
                {desk.button(texts::BRING_BACK, Weight::Plain, || Command::BringBack {})}
            }
            .into_any()
        }
        _ => {
            attendees.track();
            untrack(|| splitting(desk))
        }
    })
}

fn splitting(desk: Desk) -> AnyView {
    let chosen = RwSignal::new(BTreeMap::<MemberId, String>::new());
    let minutes = RwSignal::new(MINUTES.to_owned());
    let attendees = desk.read(|view| view.attendees.clone()).unwrap_or_default();
    let people = attendees.into_iter().map(|id| {
        let sections = desk.editor.sections().map(|section| {
            view! { <option value=section.key>{tr(section.label)}</option> }
        });
        let sections = sections.collect_view();
        let choose = move |event| {
            let key = event_target_value(&event);
            chosen.update(|chosen| {
                if key.is_empty() {
                    chosen.remove(&id);
                } else {
                    chosen.insert(id, key);
                }
            });
        };
        view! {
            <li class="workshop-line">
                <SideMark side=desk.side(id).key() />
                <span class="workshop-split-name">{desk.name(id)}</span>
                <select class="input" aria-label=desk.name(id) on:change=choose>
                    <option value="">{tr(texts::STAYS)}</option>
                    {sections}
                </select>
            </li>
        }
    });
    let people = people.collect_view();
    let split = move |_| {
        let mut rooms: BTreeMap<String, Vec<MemberId>> = BTreeMap::new();
        for (member, section) in chosen.get_untracked() {
            rooms.entry(section).or_default().push(member);
        }
        let rooms = rooms
            .into_iter()
            .map(|(section, members)| Breakout { section, members });
        desk.tell(Command::BreakOut {
            rooms: rooms.collect(),
            minutes: minutes.get_untracked().parse().unwrap_or(0),
        });
    };
    view! {
        <details class="more">
            <summary>{tr(texts::BREAKOUTS)}</summary>
            <div class="stack">
                <p class="hint">{tr(texts::BREAK_OUT_LEAD)}</p>
                <ul class="workshop-split">{people}</ul>
                <div class="workshop-line">
                    <input
                        class="input workshop-small"
                        type="number"
                        min="1"
                        aria-label=tr(texts::MINUTES)
                        prop:value=minutes
                        on:input=move |event| minutes.set(event_target_value(&event))
                    />
                    <Button
                        label=tr(texts::BREAK_OUT).to_owned()
                        weight=Weight::Plain
                        disabled=follow(move || chosen.with(BTreeMap::is_empty))
                        on_press=split
                    />
                </div>
            </div>
        </details>
    }
    .into_any()
}

fn ending(desk: Desk) -> AnyView {
    let is_open = RwSignal::new(false);
    let number = desk.read(|view| view.number).unwrap_or(1);
    let name = RwSignal::new(texts::baseline(number, &history::day(browser::now())));
    let problem = RwSignal::new(None::<String>);
    let end = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() {
            problem.set(Some(tr(history::NAME_MISSING).to_owned()));
            return;
        }
        let command = Command::End {
            baseline: Some(typed),
            language: language().tag().to_owned(),
        };
        let plan = desk.editor.plan;
        desk.tell_and(command, move || browser::go(&Route::to_recap(plan)));
    };
    view! {
        <Button
            label=tr(texts::END).to_owned()
            weight=Weight::Plain
            on_press=move |_| is_open.set(true)
        />
        <Dialog id="workshop-end" title=tr(texts::END) is_open>
            <form class="stack" on:submit=end novalidate>
                <p>{tr(texts::END_LEAD)}</p>
                <TextInput
                    id="workshop-baseline"
                    label=tr(texts::BASELINE_NAME)
                    autocomplete="off"
                    value=name
                    problem
                />
                {live(move || problem.get().map(|text| view! { <p class="field-problem" role="alert">{text}</p> }))}
                <Button label=tr(texts::END).to_owned() weight=Weight::Primary submits=true />
            </form>
        </Dialog>
    }
    .into_any()
}
