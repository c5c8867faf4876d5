//! The plan as it was: a slider over its updates, change by change, at several speeds. Nothing can be
//! edited, and what has just changed lights up.

use leptos::prelude::*;
use serde_json::{Map, Value as Json};
use tandem_plan::history::Content;
use tandem_plan::ids::ItemId;
use tandem_plan::schema::{Field, FieldType, Kind, SCHEMA, Section};
use tandem_protocol::http::{Contributor, History, PlanChange, Visit, WasHere};

use super::book::Book;
use super::change::sentence;
use super::words::Place;
use crate::browser::{Alarm, get_json, screen};
use crate::components::{Avatar, Button, Glyph, IconButton, Skeletons, Weight, follow, live};
use crate::texts::{history as texts, tr};

/// So many changes can be stepped through; the slider reaches what is older.
const STEPS: usize = 2_000;
/// How many of them are asked for at once.
const PAGE: usize = 200;
/// How long a change is looked at, at least and at most, in milliseconds.
const SHORTEST: i64 = 150;
const LONGEST: i64 = 1_500;
/// How much faster than they happened changes are shown.
const SPEEDS: [u16; 4] = [1, 4, 16, 64];

/// The plan at one moment.
#[derive(Debug, Clone)]
struct Moment {
    seq: u64,
    plan: Json,
}

#[component]
pub(super) fn Replay(book: Book) -> impl IntoView {
    let head = RwSignal::new(0_u64);
    let steps = RwSignal::new(Vec::<PlanChange>::new());
    let shown = RwSignal::new(None::<Moment>);
    let is_playing = RwSignal::new(false);
    let speed = RwSignal::new(SPEEDS[1]);
    let seq = Memo::new(move |_| {
        let wanted = book.wanted.get("at").and_then(|at| at.parse().ok());
        let head = head.get();
        wanted.unwrap_or(head).clamp(1.min(head), head.max(1))
    });
    // What can be stepped through, the oldest first.
    let path = book.path("visit");
    book.wait(
        async move { get_json::<Visit>(&path).await },
        move |visit| {
            let _ = head.try_set(visit.head);
        },
    );
    load_steps(book, steps, None);

    let asked = StoredValue::new(0_u64);
    Effect::new(move |_| {
        let wanted = seq.get();
        if head.get() == 0 {
            return;
        }
        asked.set_value(wanted);
        let path = book.path(&format!("at/{wanted}"));
        book.wait(async move { get_json::<Json>(&path).await }, move |plan| {
            // Whoever moves on fast sees where they are, not where they were.
            if asked.try_get_value() == Some(wanted) {
                shown.set(Some(Moment { seq: wanted, plan }));
            }
        });
    });

    let go = move |seq: u64| book.wanted.set(&[("at", Some(seq.to_string()))]);
    let step = move |on: bool| {
        let now = seq.get_untracked();
        let next = steps.with_untracked(|steps| {
            let mut ends = steps.iter().map(|change| change.until_seq);
            if on {
                ends.find(|end| *end > now)
            } else {
                steps
                    .iter()
                    .map(|change| change.until_seq)
                    .filter(|end| *end < now)
                    .max()
                    .or((now > 1).then_some(1))
            }
        });
        if let Some(next) = next {
            go(next);
        }
        next.is_some()
    };
    let alarm = StoredValue::new_local(Alarm::new(move || {
        if is_playing.try_get_untracked() == Some(true) && !step(true) {
            is_playing.set(false);
        }
    }));
    // After each moment that is shown, the next one waits for as long as it took then.
    Effect::new(move |_| {
        let is_there =
            shown.with(|shown| shown.as_ref().map(|moment| moment.seq)) == Some(seq.get());
        if !(is_playing.get() && is_there) {
            return;
        }
        let wait =
            steps.with_untracked(|steps| pause(steps, seq.get_untracked(), speed.get_untracked()));
        alarm.with_value(|alarm| alarm.set(wait));
    });
    on_cleanup(move || alarm.dispose());

    let play = move |_| {
        let is_at_end = seq.get_untracked() >= head.get_untracked();
        if !is_playing.get_untracked() && is_at_end {
            let first = steps.with_untracked(|steps| steps.first().map(|change| change.seq));
            go(first.map_or(1, |seq| seq.saturating_sub(1).max(1)));
        }
        is_playing.update(|is_playing| *is_playing = !*is_playing);
    };
    let current = move || {
        let seq = seq.get();
        steps.with(|steps| at(steps, seq).cloned())
    };
    let said = move || {
        current().map(|change| {
            view! {
                <p class="change-said">
                    <span class="hint">{texts::when(change.until)}</span>
                    " "
                    <strong>{change.member.name.clone()}</strong>
                    " "
                    {sentence(book, &change)}
                </p>
            }
        })
    };
    let present = RwSignal::new((0_i64, Vec::<Contributor>::new()));
    Effect::new(move |_| {
        let Some(at) = current().map(|change| change.until) else {
            return;
        };
        let path = book.path(&format!("presence?at={at}"));
        book.wait(
            async move { get_json::<WasHere>(&path).await },
            move |WasHere { members }| {
                let _ = present.try_set((at, members));
            },
        );
    });
    let here = move || {
        let at = current().map(|change| change.until);
        let (of, people) = present.get();
        let people = people.into_iter().filter(|_| at == Some(of));
        let people: Vec<AnyView> = people
            .map(|member| {
                let someone = book.someone(&member);
                view! { <Avatar someone is_small=true /> }.into_any()
            })
            .collect();
        (!people.is_empty()).then(|| {
            view! {
                <p class="history-line">
                    <span class="hint">{tr(texts::WERE_HERE)}</span>
                    <span class="avatars">{people}</span>
                </p>
            }
        })
    };
    let plan = move || match shown.get() {
        None => view! { <Skeletons label=tr(texts::COMES) cards=2 /> }.into_any(),
        Some(moment) => {
            let lit = steps.with_untracked(|steps| {
                at(steps, moment.seq)
                    .filter(|change| change.until_seq == moment.seq)
                    .cloned()
            });
            whole(book, &moment.plan, lit.as_ref())
        }
    };
    let label = follow(move || {
        let label = if is_playing.get() {
            texts::PAUSE
        } else {
            texts::PLAY
        };
        tr(label).to_owned()
    });
    let speeds = SPEEDS.map(|times| {
        view! {
            <option value=times.to_string() prop:selected=follow(move || speed.get() == times)>
                {format!("{times}×")}
            </option>
        }
    });
    let choose_speed = move |event| {
        if let Ok(times) = event_target_value(&event).parse() {
            speed.set(times);
        }
    };
    Effect::new(move |_| {
        // What lights up comes into view.
        if shown.with(Option::is_some) {
            screen::reveal("lit");
        }
    });
    view! {
        <section class="card replay" aria-label=tr(texts::REPLAY)>
            <p class="hint">{tr(texts::REPLAY_LEAD)}</p>
            <div class="replay-bar">
                <Button label weight=Weight::Primary on_press=play />
                <IconButton
                    label=tr(texts::EARLIER).to_owned()
                    glyph=Glyph::ChevronLeft
                    on_press=move |_| {
                        is_playing.set(false);
                        step(false);
                    }
                />
                <input
                    type="range"
                    class="replay-slider"
                    aria-label=tr(texts::MOMENT)
                    min="1"
                    max=follow(move || head.get().to_string())
                    prop:value=follow(move || seq.get().to_string())
                    on:input=move |event| {
                        is_playing.set(false);
                        if let Ok(seq) = event_target_value(&event).parse() {
                            go(seq);
                        }
                    }
                />
                <IconButton
                    label=tr(texts::LATER).to_owned()
                    glyph=Glyph::ChevronRight
                    on_press=move |_| {
                        is_playing.set(false);
                        step(true);
                    }
                />
                <label class="replay-speed">
                    {tr(texts::SPEED)}
                    <select class="input" on:change=choose_speed>{speeds.into_iter().collect_view()}</select>
                </label>
            </div>
            <div aria-live="polite">{live(said)}</div>
            {live(here)}
            <div class="replay-plan">{live(plan)}</div>
        </section>
    }
    .into_any()
}

/// Asks for changes, page by page, until all are there that can be stepped through.
fn load_steps(book: Book, steps: RwSignal<Vec<PlanChange>>, cursor: Option<String>) {
    let cursor = cursor.map(|cursor| format!("&cursor={cursor}"));
    let path = format!("history?limit={PAGE}{}", cursor.unwrap_or_default());
    let path = book.path(&path);
    book.wait(
        async move { get_json::<History>(&path).await },
        move |page: History| {
            let length = steps.try_update(|steps| {
                steps.extend(page.changes);
                steps.sort_by_key(|change| (change.until_seq, change.seq));
                steps.len()
            });
            if length.is_some_and(|length| length < STEPS) && page.next.is_some() {
                load_steps(book, steps, page.next);
            }
        },
    );
}

/// The last change that was over at this update.
fn at(steps: &[PlanChange], seq: u64) -> Option<&PlanChange> {
    let behind = steps.partition_point(|change| change.until_seq <= seq);
    steps.get(behind.checked_sub(1)?)
}

/// How long the moment after this update is looked at, in milliseconds.
fn pause(steps: &[PlanChange], seq: u64, speed: u16) -> u64 {
    let behind = steps.partition_point(|change| change.until_seq <= seq);
    let now = behind.checked_sub(1).and_then(|index| steps.get(index));
    let gap = match (now, steps.get(behind)) {
        (Some(now), Some(next)) => next.until - now.until,
        _ => 0,
    };
    let wait = (gap / i64::from(speed)).clamp(SHORTEST, LONGEST);
    wait.unsigned_abs()
}

/// The whole plan, without what is empty or in the trash.
fn whole(book: Book, plan: &Json, lit: Option<&PlanChange>) -> AnyView {
    let sections = SCHEMA.sections.iter().filter_map(|section| {
        let content = of_section(book, section, plan, lit)?;
        Some(view! {
            <h2>{tr(section.label)}</h2>
            {content}
        })
    });
    sections.collect_view().into_any()
}

fn of_section(
    book: Book,
    section: &'static Section,
    plan: &Json,
    lit: Option<&PlanChange>,
) -> Option<AnyView> {
    let lit = lit.filter(|change| change.section.as_deref() == Some(section.key));
    let mut parts: Vec<AnyView> = Vec::new();
    let found = &plan["sections"][section.key];
    if let Some(fields) = found["fields"].as_object() {
        let lit = lit.filter(|change| change.item.is_none());
        parts.extend(of_fields(
            book,
            section.key,
            section.fields().iter(),
            fields,
            lit,
        ));
    }
    for item in found["items"].as_array().into_iter().flatten() {
        let id: Option<ItemId> = item["id"].as_str().and_then(|id| id.parse().ok());
        let of_item = lit.filter(|change| change.item.is_some() && change.item == id);
        let is_deleted = item["deleted"] == Json::Bool(true);
        // What has just gone to the trash is seen to go.
        if is_deleted && of_item.is_none() {
            continue;
        }
        let no_fields = Map::new();
        let fields = item["fields"].as_object().unwrap_or(&no_fields);
        let kind = item["kind"].as_str().and_then(|kind| section.kind(kind));
        let of_kind = kind.into_iter().flat_map(Kind::all_fields);
        let title = fields.get("title").and_then(Json::as_str);
        let title = title.unwrap_or_default();
        let title = match id {
            Some(id) if title.is_empty() => book.names.with_value(|names| names.item(id, "")),
            _ => title.to_owned(),
        };
        let is_whole = of_item.is_some_and(|change| {
            let key = change.field.as_deref();
            change.row.is_none() && matches!(key, Some("kind" | "order" | "deleted" | "title"))
        });
        parts.push(
            view! {
                <article
                    class="replay-item"
                    data-lit=is_whole.then_some("true")
                    id=is_whole.then_some("lit")
                    data-deleted=is_deleted.then_some("true")
                >
                    <h3>
                        {title}
                        {is_deleted
                            .then(|| {
                                view! { <span class="hint">{format!(" ({})", tr(texts::IN_TRASH))}</span> }
                            })}
                    </h3>
                    {of_fields(book, section.key, of_kind, fields, of_item)}
                </article>
            }
            .into_any(),
        );
    }
    if let Some(document) = &section.document
        && let Some(text) = plan[document.key].as_str()
    {
        let is_lit = lit.is_some_and(|change| change.field.as_deref() == Some(document.key));
        parts.push(
            view! {
                <p
                    class="replay-text"
                    data-lit=is_lit.then_some("true")
                    id=is_lit.then_some("lit")
                >
                    {text.to_owned()}
                </p>
            }
            .into_any(),
        );
    }
    (!parts.is_empty()).then(|| parts.collect_view().into_any())
}

/// Fields with what they hold; a table row by row.
fn of_fields(
    book: Book,
    section: &'static str,
    fields: impl Iterator<Item = &'static Field>,
    held: &Map<String, Json>,
    lit: Option<&PlanChange>,
) -> Option<AnyView> {
    let lines: Vec<AnyView> = fields
        .filter(|field| field.key != "title")
        .filter_map(|field| {
            let held = held.get(field.key)?;
            let place = Place {
                section: Some(section),
                item: None,
                title: "",
                field: Some(field.key),
                column: None,
            };
            let is_lit = lit.is_some_and(|change| change.field.as_deref() == Some(field.key));
            let shown = match &field.ty {
                FieldType::Rows(_) => rows(book, &place, held),
                _ => {
                    let content: Content = serde_json::from_value(held.clone()).ok()?;
                    let value = book
                        .names
                        .with_value(|names| names.value(Some(field), &content));
                    value.into_any()
                }
            };
            Some(
                view! {
                    <dt>{tr(field.label)}</dt>
                    <dd data-lit=is_lit.then_some("true") id=is_lit.then_some("lit")>
                        {shown}
                    </dd>
                }
                .into_any(),
            )
        })
        .collect();
    (!lines.is_empty()).then(|| view! { <dl class="replay-fields">{lines}</dl> }.into_any())
}

fn rows(book: Book, place: &Place<'_>, held: &Json) -> AnyView {
    let rows = held.as_array().into_iter().flatten();
    let rows = rows.filter(|row| row["deleted"] != Json::Bool(true));
    let lines: Vec<AnyView> = rows
        .map(|row| {
            let cells = row["fields"].as_object().into_iter().flatten();
            let cells: Vec<String> = cells
                .filter_map(|(key, held)| {
                    let column = Place {
                        column: Some(key),
                        ..*place
                    }
                    .described()?;
                    let content: Content = serde_json::from_value(held.clone()).ok()?;
                    let value = book
                        .names
                        .with_value(|names| names.value(Some(column), &content));
                    Some(format!("{}: {value}", tr(column.label)))
                })
                .collect();
            view! { <li>{cells.join(" · ")}</li> }.into_any()
        })
        .collect();
    view! { <ul>{lines}</ul> }.into_any()
}
