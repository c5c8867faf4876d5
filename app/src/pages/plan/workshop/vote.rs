//! Dot votes: hidden until they are closed, then with the dots of each side beside the sum.

use std::collections::BTreeMap;

use leptos::prelude::*;
use tandem_plan::address::Holder;
use tandem_plan::schema::Section;
use tandem_protocol::role::Side;
use tandem_protocol::workshop::{Ballot, Body, Command, MAX_DOTS, Tally, VoteOption};

use super::desk::Desk;
use crate::components::{Button, Glyph, IconButton, SideMark, Weight, follow, live};
use crate::texts::{tr, workshop as texts};

/// How many dots people have if nobody says otherwise.
const DOTS: u32 = 3;
/// So many letters of a card are enough to know which it is.
const LONGEST: usize = 200;

fn on_items(desk: Desk, section: &'static Section) -> Vec<VoteOption> {
    let items = desk
        .editor
        .store
        .items(section.key)
        .get_untracked()
        .into_iter();
    let options = items.map(|item| VoteOption {
        key: item.id.to_string(),
        label: desk.place(&Holder::Item(section.key, item.id).to_string()),
    });
    options.collect()
}

fn on_cards(desk: Desk) -> Vec<VoteOption> {
    let cards = desk.read(|view| {
        let mut activities = view.activities.iter().rev();
        activities.find_map(|activity| match &activity.body {
            Body::Writing {
                revealed: true,
                cards,
                ..
            } => Some(cards.clone()),
            _ => None,
        })
    });
    let cards = cards.flatten().unwrap_or_default().into_iter();
    let options = cards.map(|card| VoteOption {
        key: card.id.to_string(),
        label: card.text.chars().take(LONGEST).collect(),
    });
    options.collect()
}

pub(super) fn begin(desk: Desk) -> AnyView {
    let title = RwSignal::new(tr(texts::DEFAULT_VOTE).to_owned());
    let dots = RwSignal::new(DOTS.to_string());
    let cards = on_cards(desk);
    let has_cards = !cards.is_empty();
    let takes_cards = RwSignal::new(has_cards);
    let is_empty = RwSignal::new(false);
    let open = move |_| {
        let section = desk.section();
        let options = if takes_cards.get_untracked() {
            on_cards(desk)
        } else {
            section
                .map(|section| on_items(desk, section))
                .unwrap_or_default()
        };
        is_empty.set(options.is_empty());
        if options.is_empty() {
            return;
        }
        desk.tell(Command::OpenVote {
            step: desk.step_number(),
            title: title.get_untracked(),
            options,
            dots: dots.get_untracked().parse().unwrap_or(0),
        });
    };
    let source = has_cards.then(|| {
        view! {
            <select
                class="input"
                aria-label=tr(texts::VOTE_ON)
                on:change=move |event| takes_cards.set(event_target_value(&event) == "cards")
            >
                <option value="cards">{tr(texts::ON_CARDS)}</option>
                <option value="items">{tr(texts::ON_ITEMS)}</option>
            </select>
        }
    });
    view! {
        <div class="stack">
            <input
                class="input"
                aria-label=tr(texts::VOTE_TITLE)
                prop:value=title
                on:input=move |event| title.set(event_target_value(&event))
            />
            <div class="workshop-line">
                {source}
                <label class="workshop-check">
                    {tr(texts::DOTS)}
                    <input
                        class="input workshop-small"
                        type="number"
                        min="1"
                        max=MAX_DOTS.to_string()
                        prop:value=dots
                        on:input=move |event| dots.set(event_target_value(&event))
                    />
                </label>
                <Button label=tr(texts::OPEN_VOTE).to_owned() weight=Weight::Plain on_press=open />
            </div>
            <div role="alert">
                {live(move || {
                    is_empty.get().then(|| view! { <p class="hint">{tr(texts::NO_OPTIONS)}</p> })
                })}
            </div>
        </div>
    }
    .into_any()
}

pub(super) fn view(desk: Desk, number: u32, is_open: bool) -> AnyView {
    let activity = desk.activity(number);
    let Some(Body::Vote {
        title,
        options,
        dots,
        mine,
        result,
        abstained,
        ..
    }) = activity.get_untracked().map(|activity| activity.body)
    else {
        return ().into_any();
    };
    let counts = Memo::new(move |_| {
        activity.with(|activity| match activity.as_ref().map(|one| &one.body) {
            Some(Body::Vote {
                voted,
                electorate,
                quorum,
                mine,
                ..
            }) => (*voted, *electorate, *quorum, mine.is_some()),
            _ => (0, 0, 0, false),
        })
    });
    let count = move || {
        let (voted, of, quorum, _) = counts.get();
        texts::voted(voted, of, quorum)
    };
    let lead = is_open.then(|| {
        live(move || {
            desk.runs().then(|| {
                desk.button(texts::COUNT_VOTES, Weight::Primary, move || {
                    Command::Close { activity: number }
                })
            })
        })
    });
    let has_voted = move || counts.get().3 && is_open;
    let body = match result {
        Some(result) => counted(desk, options, result, abstained),
        None if is_open && untrack(|| desk.takes_part()) => {
            ballot(desk, number, options, dots, mine)
        }
        None => ().into_any(),
    };
    view! {
        <h4>{title}</h4>
        {body}
        {live(move || has_voted().then(|| view! { <p class="hint">{tr(texts::VOTED)}</p> }))}
        <p class="workshop-count" role="status">{follow(count)}</p>
        {lead}
    }
    .into_any()
}

fn ballot(
    desk: Desk,
    number: u32,
    options: Vec<VoteOption>,
    dots: u32,
    mine: Option<Vec<Ballot>>,
) -> AnyView {
    let mine = mine.unwrap_or_default().into_iter();
    let given: BTreeMap<String, u32> = mine.map(|one| (one.key, one.dots)).collect();
    let given = RwSignal::new(given);
    let left = Memo::new(move |_| dots.saturating_sub(given.with(|given| given.values().sum())));
    let lines = options.into_iter().map(|option| {
        let (key, add_key, take_key) = (option.key.clone(), option.key.clone(), option.key);
        let count = Memo::new(move |_| given.with(|given| given.get(&key).copied().unwrap_or(0)));
        let add = move |_| {
            given.update(|given| *given.entry(add_key.clone()).or_default() += 1);
        };
        let take = move |_| {
            given.update(|given| {
                if let Some(count) = given.get_mut(&take_key) {
                    *count = count.saturating_sub(1);
                }
            });
        };
        let label = option.label;
        let more = format!("{}: {label}", tr(texts::MORE_DOTS));
        let fewer = format!("{}: {label}", tr(texts::FEWER_DOTS));
        view! {
            <li class="workshop-option">
                <span>{label}</span>
                <span class="workshop-dots" aria-hidden="true">
                    {follow(move || "●".repeat(count.get() as usize))}
                </span>
                <IconButton
                    label=fewer
                    glyph=Glyph::ChevronLeft
                    is_small=true
                    disabled=follow(move || count.get() == 0)
                    on_press=take
                />
                <span class="workshop-dot-count">{count}</span>
                <IconButton
                    label=more
                    glyph=Glyph::Plus
                    is_small=true
                    disabled=follow(move || left.get() == 0)
                    on_press=add
                />
            </li>
        }
    });
    let lines = lines.collect_view();
    let cast = move |_| {
        let given = given.get_untracked().into_iter();
        let ballot = given.filter(|(_, dots)| *dots > 0);
        let ballot = ballot.map(|(key, dots)| Ballot { key, dots });
        desk.tell(Command::Vote {
            activity: number,
            ballot: ballot.collect(),
        });
    };
    view! {
        <ul class="workshop-options">{lines}</ul>
        <p class="hint" role="status">{follow(move || texts::dots_left(left.get()))}</p>
        <div class="workshop-line">
            <Button
                label=tr(texts::CAST).to_owned()
                weight=Weight::Primary
                disabled=follow(move || left.get() == dots)
                on_press=cast
            />
            {desk
                .button(
                    texts::ABSTAIN,
                    Weight::Quiet,
                    move || Command::Vote {
                        activity: number,
                        ballot: Vec::new(),
                    },
                )}
        </div>
    }
    .into_any()
}

/// A line of a table: how much something got, and from whom.
pub(crate) fn tally_line(label: String, tally: Tally) -> AnyView {
    view! {
        <tr>
            <th scope="row">{label}</th>
            <td>
                <strong>{tally.sum()}</strong>
            </td>
            <td>{tally.vendor}</td>
            <td>{tally.partner}</td>
            <td>{tally.neutral}</td>
        </tr>
    }
    .into_any()
}

/// The result as a table: the most first.
fn counted(
    desk: Desk,
    options: Vec<VoteOption>,
    result: Vec<Tally>,
    abstained: Option<Tally>,
) -> AnyView {
    let mut lines: Vec<(VoteOption, Tally)> = options.into_iter().zip(result).collect();
    lines.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.sum()));
    let lines = lines
        .into_iter()
        .map(|(option, tally)| tally_line(option.label, tally));
    let sides = Side::ALL.map(|side| {
        view! {
            <th scope="col">
                <SideMark side=side.key() />
                <span class="only-heard">{desk.editor.side_name(side)}</span>
            </th>
        }
    });
    let abstained = abstained.map(Tally::sum).filter(|count| *count > 0);
    view! {
        <table class="workshop-table">
            <thead>
                <tr>
                    <th scope="col">{tr(texts::OPTION)}</th>
                    <th scope="col">{tr(texts::SUM)}</th>
                    {sides.collect_view()}
                </tr>
            </thead>
            <tbody>{lines.collect_view()}</tbody>
        </table>
        {abstained.map(|count| view! { <p class="hint">{texts::abstained(count)}</p> })}
    }
    .into_any()
}
