//! Changes, page by page, the newest first, under the days on which they were made.

use leptos::prelude::*;
use tandem_protocol::http::{History, PlanChange};

use super::book::Book;
use super::change::{Where, line};
use crate::browser::{self, Near, get_json};
use crate::components::{Button, Skeletons, Weight, list_of, live};
use crate::texts::{history as texts, tr};

/// So many changes are asked for at once.
const PAGE: usize = 50;

/// A change, and whether it is the first of its day in the list.
#[derive(Debug, Clone)]
struct Entry {
    change: PlanChange,
    day: Option<String>,
}

#[component]
pub(super) fn Timeline(book: Book) -> impl IntoView {
    let entries = RwSignal::new(None::<Vec<Entry>>);
    let next = RwSignal::new(None::<String>);
    let asked = StoredValue::new(0_u32);
    let is_asking = RwSignal::new(false);
    let ask = move |cursor: Option<String>| {
        let query = untrack(|| book.wanted.query(browser::now()));
        let cursor_part = cursor.as_ref().map(|cursor| format!("&cursor={cursor}"));
        let path = format!(
            "history?limit={PAGE}&{query}{}",
            cursor_part.unwrap_or_default()
        );
        let path = book.path(&path);
        asked.update_value(|asked| *asked += 1);
        let number = asked.get_value();
        is_asking.set(true);
        book.wait(
            async move { get_json::<History>(&path).await },
            move |page: History| {
                // What was asked for before the filters changed is of no use any more.
                if asked.try_get_value() != Some(number) {
                    return;
                }
                is_asking.set(false);
                next.set(page.next);
                entries.update(|entries| {
                    let entries = entries.get_or_insert_default();
                    if cursor.is_none() {
                        entries.clear();
                    }
                    for change in page.changes {
                        let day = texts::day(change.at);
                        let last = entries.last().map(|entry| texts::day(entry.change.at));
                        let day = (last.as_ref() != Some(&day)).then_some(day);
                        entries.push(Entry { change, day });
                    }
                });
            },
        );
    };
    Effect::new(move |_| {
        book.edition.track();
        let _ = book.wanted.query(0);
        ask(None);
    });
    let more = move || {
        if let Some(cursor) = next.get_untracked().filter(|_| !is_asking.get_untracked()) {
            ask(Some(cursor));
        }
    };
    let nothing = move || {
        let is_empty = entries.with(|entries| entries.as_ref().is_some_and(Vec::is_empty));
        let text = match book.wanted.is_narrow() {
            true => texts::NOTHING,
            false => texts::NOTHING_YET,
        };
        is_empty.then(|| view! { <p class="hint">{tr(text)}</p> })
    };
    let waits = move || {
        let waits = entries.with(Option::is_none);
        waits.then(|| view! { <Skeletons label=tr(texts::COMES) cards=2 /> })
    };
    let near = StoredValue::new_local(Near::new(move |_| more()));
    on_cleanup(move || near.dispose());
    let foot = move || {
        next.get().map(|_| {
            Effect::new(move |_| {
                // Whoever comes near the end gets what follows without asking.
                near.with_value(|near| {
                    if let Some(near) = near {
                        near.watch("history-foot", "#history-more");
                    }
                });
            });
            view! {
                <Button
                    id="history-more"
                    label=tr(texts::OLDER).to_owned()
                    weight=Weight::Plain
                    on_press=move |_| more()
                />
            }
        })
    };
    let files = move || {
        let query = book.wanted.query(browser::now());
        let link = |ending: &str, label: &'static str| {
            let href = book.path(&format!("history.{ending}?{query}"));
            view! {
                <a class="button" data-kind="quiet" href=href download>
                    {label}
                </a>
            }
        };
        view! {
            {link("csv", tr(texts::AS_CSV))}
            {link("json", tr(texts::AS_JSON))}
        }
    };
    view! {
        <section class="card history-timeline" aria-label=tr(texts::TIMELINE)>
            {live(waits)}
            <ol class="changes">
                {list_of(
                    move || entries.get().unwrap_or_default(),
                    |entry: &Entry| key(&entry.change),
                    move |entry| {
                        view! {
                            {entry
                                .day
                                .map(|day| {
                                    view! {
                                        <li class="changes-day">
                                            <h2>{day}</h2>
                                        </li>
                                    }
                                })}
                            {line(book, entry.change, Where::Page)}
                        }
                            .into_any()
                    },
                )}
            </ol>
            {live(nothing)}
            <div id="history-foot">{live(foot)}</div>
            <div class="history-line">{live(files)}</div>
        </section>
    }
    .into_any()
}

/// What tells one state of a change from others: it goes on while somebody types.
pub(super) fn key(change: &PlanChange) -> u128 {
    let (seq, part) = change.id.split_once('.').unwrap_or_default();
    let number = |text: &str| text.parse::<u128>().unwrap_or_default();
    number(seq) << 80 | number(part) << 48 | u128::from(change.until_seq)
}
