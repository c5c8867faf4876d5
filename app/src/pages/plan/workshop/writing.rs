//! Private writing: cards that nobody else sees, and what becomes of them when all are shown.

use std::collections::BTreeSet;

use leptos::prelude::*;
use tandem_plan::ids::{CardId, CommandId};
use tandem_protocol::workshop::{Body, Card, Command};

use super::activity::close;
use super::desk::Desk;
use crate::browser::screen;
use crate::components::{Avatar, Button, Glyph, IconButton, Someone, Weight, follow, live};
use crate::texts::{tr, workshop as texts};

/// The control in which a card is written.
const FIELD: &str = "workshop-card";

pub(super) fn begin(desk: Desk) -> AnyView {
    let anonymous = RwSignal::new(true);
    view! {
        <div class="workshop-line">
            {desk
                .button(
                    texts::OPEN_WRITING,
                    Weight::Plain,
                    move || Command::OpenWriting {
                        step: desk.step_number(),
                        anonymous: anonymous.get_untracked(),
                    },
                )}
            <label class="workshop-check">
                <input
                    type="checkbox"
                    prop:checked=anonymous
                    on:change=move |event| anonymous.set(event_target_checked(&event))
                />
                {tr(texts::ANONYMOUS)}
            </label>
        </div>
    }
    .into_any()
}

fn cards(desk: Desk, number: u32) -> Memo<Vec<Card>> {
    let activity = desk.activity(number);
    Memo::new(move |_| {
        activity.with(|activity| match activity.as_ref().map(|one| &one.body) {
            Some(Body::Writing { cards, .. }) => cards.clone(),
            _ => Vec::new(),
        })
    })
}

/// While it is written.
pub(super) fn written(desk: Desk, number: u32, anonymous: bool) -> AnyView {
    let activity = desk.activity(number);
    let count = Memo::new(move |_| {
        activity.with(|activity| match activity.as_ref().map(|one| &one.body) {
            Some(Body::Writing { count, .. }) => *count,
            _ => 0,
        })
    });
    let own = cards(desk, number);
    let promise = if anonymous {
        texts::NOBODY_EVER
    } else {
        texts::ONLY_YOU
    };
    let lead = move || {
        desk.runs().then(|| {
            view! {
                <div class="workshop-line">
                    {desk
                        .button(
                            texts::REVEAL_CARDS,
                            Weight::Primary,
                            move || Command::Reveal {
                                activity: number,
                            },
                        )}
                </div>
            }
        })
    };
    let own = move || {
        let own = own.get().into_iter().map(|card| {
            let id = card.id;
            let remove = move |_| {
                desk.tell(Command::RemoveCard {
                    activity: number,
                    card: id,
                });
            };
            view! {
                <li class="workshop-card" data-own="true">
                    <p>{card.text}</p>
                    <IconButton
                        label=tr(texts::REMOVE_CARD).to_owned()
                        glyph=Glyph::Trash
                        is_small=true
                        on_press=remove
                    />
                </li>
            }
        });
        own.collect_view()
    };
    view! {
        <p class="hint">{tr(promise)}</p>
        {live(move || desk.takes_part().then(|| untrack(|| composer(desk, number))))}
        <ul class="workshop-cards">{live(own)}</ul>
        <p class="workshop-count" role="status">{follow(move || texts::cards(count.get()))}</p>
        {live(lead)}
    }
    .into_any()
}

fn composer(desk: Desk, number: u32) -> AnyView {
    let words = desk.draft(number, "card", "");
    let add = move || {
        let text = words.get_untracked();
        words.set(String::new());
        screen::focus(FIELD);
        if text.trim().is_empty() {
            return;
        }
        let command = Command::WriteCard {
            activity: number,
            card: CardId::random(),
            text: text.clone(),
        };
        // What was not taken is there again, unless something else is being written already.
        let otherwise = move || {
            if words.try_with_untracked(String::is_empty) == Some(true) {
                words.set(text);
            }
        };
        desk.tell_as(CommandId::random(), command, || (), otherwise);
    };
    view! {
        <div class="stack">
            <label for=FIELD class="only-heard">
                {tr(texts::WRITE_CARD)}
            </label>
            <textarea
                id=FIELD
                class="input"
                rows="3"
                dir="auto"
                placeholder=tr(texts::WRITE_CARD)
                prop:value=words
                on:input=move |event| words.set(event_target_value(&event))
                on:keydown=move |event| {
                    if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
                        event.prevent_default();
                        add();
                    }
                }
            ></textarea>
            <Button
                label=tr(texts::ADD_CARD).to_owned()
                weight=Weight::Plain
                on_press=move |_| add()
            />
        </div>
    }
    .into_any()
}

/// When all are shown.
pub(super) fn revealed(desk: Desk, number: u32, is_open: bool) -> AnyView {
    let cards = cards(desk, number);
    let chosen = RwSignal::new(BTreeSet::<CardId>::new());
    let groups = move || {
        let mut names: Vec<String> = Vec::new();
        let all = cards.get();
        for card in &all {
            if !names.contains(&card.group) {
                names.push(card.group.clone());
            }
        }
        // Cards without a group come last.
        names.sort_by_key(String::is_empty);
        let groups = names.into_iter().map(|name| {
            let of_group = all.iter().filter(|card| card.group == name).cloned();
            let of_group = of_group.map(|card| shown(desk, card, is_open, chosen));
            view! {
                {(!name.is_empty()).then(|| view! { <h4>{name.clone()}</h4> })}
                <ul class="workshop-cards">{of_group.collect_view()}</ul>
            }
        });
        groups.collect_view()
    };
    let tools = is_open.then(|| {
        view! {
            {live(move || desk.takes_part().then(|| untrack(|| grouping(desk, number, cards, chosen))))}
            {live(move || desk.runs().then(|| untrack(|| turning(desk, number, cards, chosen))))}
            {close(desk, number)}
        }
    });
    view! {
        {live(groups)}
        {tools}
    }
    .into_any()
}

fn shown(desk: Desk, card: Card, is_open: bool, chosen: RwSignal<BTreeSet<CardId>>) -> AnyView {
    let id = card.id;
    let author = card.author.map(|author| {
        let someone = Someone {
            name: desk.name(author),
            side: desk.side(author),
            note: desk.editor.side_name(desk.side(author)),
        };
        view! { <Avatar someone is_small=true /> }
    });
    let check = (is_open && card.item.is_none()).then(|| {
        let choose = move |event| {
            let is_on = event_target_checked(&event);
            chosen.update(|chosen| {
                if is_on {
                    chosen.insert(id);
                } else {
                    chosen.remove(&id);
                }
            });
        };
        let label = format!("{}: {}", tr(texts::SELECT_CARD), card.text);
        view! {
            <input
                type="checkbox"
                aria-label=label
                prop:checked=follow(move || chosen.with(|chosen| chosen.contains(&id)))
                on:change=choose
            />
        }
    });
    let in_plan = card.item.is_some().then(|| {
        view! { <span class="badge">{tr(texts::IN_PLAN)}</span> }
    });
    view! {
        <li class="workshop-card">
            {check} <p>{card.text}</p> {in_plan} {author}
        </li>
    }
    .into_any()
}

/// The chosen cards that are no items yet.
fn chosen_of(cards: Memo<Vec<Card>>, chosen: RwSignal<BTreeSet<CardId>>) -> Vec<CardId> {
    let cards = cards.get_untracked().into_iter();
    let cards = cards.filter(|card| card.item.is_none()).map(|card| card.id);
    chosen.with_untracked(|chosen| cards.filter(|id| chosen.contains(id)).collect())
}

fn grouping(
    desk: Desk,
    number: u32,
    all: Memo<Vec<Card>>,
    chosen: RwSignal<BTreeSet<CardId>>,
) -> AnyView {
    let name = RwSignal::new(String::new());
    let is_empty = follow(move || chosen.with(BTreeSet::is_empty));
    let group = move |_| {
        let command = Command::GroupCards {
            activity: number,
            cards: chosen_of(all, chosen),
            group: name.get_untracked(),
        };
        desk.tell_and(command, move || {
            chosen.set(BTreeSet::new());
            name.set(String::new());
        });
    };
    view! {
        <div class="workshop-line">
            <input
                class="input"
                aria-label=tr(texts::GROUP_NAME)
                placeholder=tr(texts::GROUP_NAME)
                prop:value=name
                on:input=move |event| name.set(event_target_value(&event))
            />
            <Button
                label=tr(texts::GROUP).to_owned()
                weight=Weight::Plain
                disabled=is_empty
                on_press=group
            />
        </div>
    }
    .into_any()
}

fn turning(
    desk: Desk,
    number: u32,
    all: Memo<Vec<Card>>,
    chosen: RwSignal<BTreeSet<CardId>>,
) -> AnyView {
    let section = desk.section();
    let sections = desk
        .editor
        .sections()
        .filter(|one| section.is_none_or(|of| of.key == one.key));
    let kinds =
        sections.flat_map(|section| section.kinds().iter().map(move |kind| (section, kind)));
    let kinds: Vec<_> = kinds.collect();
    let first = kinds.first().map(|(_, kind)| kind.key).unwrap_or_default();
    if first.is_empty() {
        return ().into_any();
    }
    let wanted = RwSignal::new(first.to_owned());
    let is_empty = follow(move || chosen.with(BTreeSet::is_empty));
    let options = kinds
        .iter()
        .map(|(_, kind)| view! { <option value=kind.key>{tr(kind.label)}</option> });
    let options = options.collect_view();
    let turn = move |_| {
        let wanted = wanted.get_untracked();
        let Some((section, kind)) = kinds.iter().find(|(_, kind)| kind.key == wanted) else {
            return;
        };
        let command = Command::TurnIntoItems {
            activity: number,
            cards: chosen_of(all, chosen),
            section: section.key.to_owned(),
            kind: kind.key.to_owned(),
        };
        desk.tell_and(command, move || chosen.set(BTreeSet::new()));
    };
    view! {
        <div class="workshop-line">
            <select
                class="input"
                aria-label=tr(texts::AS_WHAT)
                on:change=move |event| wanted.set(event_target_value(&event))
            >
                {options}
            </select>
            <Button
                label=tr(texts::INTO_ITEMS).to_owned()
                weight=Weight::Primary
                disabled=is_empty
                on_press=turn
            />
        </div>
    }
    .into_any()
}
