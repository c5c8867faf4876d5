//! Which changes are wanted. Every choice says how many changes it leaves, given the other choices.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use tandem_plan::history::ChangeKind;
use tandem_plan::language::Text;
use tandem_plan::schema::{PRIVATE_SCHEMA, SCHEMA};
use tandem_protocol::http::{HistoryCount, HistoryCounts, Visit};
use tandem_protocol::role::Side;

use super::book::Book;
use super::picker::picker;
use super::wanted::PERIOD;
use crate::browser::{self, get_json};
use crate::components::{Button, Weight, live};
use crate::texts::{history as texts, tr};

/// The filters that are counted.
const COUNTED: [&str; 5] = ["side", "member", "section", "kind", "step"];

/// What may be chosen, and how many changes each leaves.
type Options = Vec<(String, String, u64)>;

#[component]
pub(super) fn Filters(book: Book) -> impl IntoView {
    let visit = RwSignal::new(None::<Visit>);
    Effect::new(move |_| {
        book.edition.track();
        let layer = book.layer();
        let path = book.path(&format!("visit?layer={}", layer.key()));
        book.wait(async move { get_json::<Visit>(&path).await }, move |seen| {
            let _ = visit.try_set(Some(seen));
        });
    });
    Effect::new(move |_| {
        book.edition.track();
        // Of the filters only the layer and the period decide what is counted here.
        let layer = book.layer();
        let since = book.wanted.since(browser::now());
        let since = since
            .map(|from| format!("&from={from}"))
            .unwrap_or_default();
        let path = book.path(&format!("history/counts?layer={}{since}", layer.key()));
        book.wait(
            async move { get_json::<HistoryCounts>(&path).await },
            move |counts| {
                let _ = book.counts.try_set(Some(counts));
            },
        );
    });
    let periods = || {
        [
            ("today", texts::TODAY),
            ("yesterday", texts::SINCE_YESTERDAY),
            ("week", texts::LAST_WEEK),
            ("month", texts::LAST_MONTH),
        ]
        .map(|(key, label)| (key.to_owned(), tr(label).to_owned(), None))
        .to_vec()
    };
    let layers = move || {
        let own = book.own_layer();
        own.map(|own| {
            let options = vec![(own.key().to_owned(), tr(texts::OF_OWN).to_owned(), None)];
            filter(book, "layer", texts::LAYER, texts::OF_BOTH, move || {
                options.clone()
            })
        })
    };
    let counted = move |key: &'static str, label: Text| {
        filter(book, key, label, texts::ALL, move || {
            let options = options(book, key).into_iter();
            options
                .map(|(key, label, count)| (key, label, Some(count)))
                .collect()
        })
    };
    let has_steps = Memo::new(move |_| {
        book.counts.with(|counts| {
            let counts = counts.iter().flat_map(|counts| &counts.counts);
            counts.into_iter().any(|count| !count.step.is_empty())
        })
    });
    let steps = move || has_steps.get().then(|| counted("step", texts::STEP));
    view! {
        <section class="card history-filters" aria-label=tr(texts::FILTERS)>
            <div class="filter-grid">
                {layers()} {counted("side", texts::SIDE)} {counted("member", texts::MEMBER)}
                {counted("section", texts::SECTION)} {counted("kind", texts::KIND)} {live(steps)}
                {filter(book, PERIOD, texts::PERIOD, texts::ANY_TIME, periods)}
            </div>
            {live(move || narrowed(book))}
            {live(move || visit.with(|seen| news(book, seen.as_ref()?)))}
        </section>
    }
    .into_any()
}

/// What the filters below the lists leave, and the way to all changes.
fn narrowed(book: Book) -> Option<AnyView> {
    if !book.wanted.is_narrow() {
        return None;
    }
    let only = match (book.wanted.get("field"), book.wanted.get("item")) {
        (Some(_), _) => Some(texts::ONE_FIELD),
        (None, Some(_)) => Some(texts::ONE_ITEM),
        (None, None) => None,
    };
    Some(
        view! {
            <div class="history-line">
                {only.map(|only| view! { <span class="hint">{tr(only)}</span> })}
                <Button
                    label=tr(texts::CLEAR).to_owned()
                    weight=Weight::Quiet
                    on_press=move |_| book.wanted.clear()
                />
            </div>
        }
        .into_any(),
    )
}

/// What has happened since somebody was here last.
fn news(book: Book, seen: &Visit) -> Option<AnyView> {
    let Visit { seq, at, head, .. } = *seen;
    if seq >= head {
        return None;
    }
    let shows_news = book.wanted.get("after").is_some();
    let show = move |_| book.wanted.set(&[("after", Some(seq.to_string()))]);
    let mark = move |_| {
        book.mark_read(head, move || {
            book.wanted.set(&[("after", None)]);
            book.turn_page();
        });
    };
    Some(
        view! {
            <div class="history-line">
                <Button
                    label=tr(texts::SINCE_VISIT).to_owned()
                    weight=Weight::Plain
                    disabled=shows_news
                    on_press=show
                />
                {at.map(|at| view! { <span class="hint">{texts::when(at)}</span> })}
                <Button
                    label=tr(texts::MARK_READ).to_owned()
                    weight=Weight::Quiet
                    on_press=mark
                />
            </div>
        }
        .into_any(),
    )
}

/// A list to choose from; what is chosen stands in the address.
fn filter(
    book: Book,
    key: &'static str,
    label: Text,
    all: Text,
    options: impl Fn() -> Vec<(String, String, Option<u64>)> + Send + Sync + 'static,
) -> AnyView {
    let chosen = Memo::new(move |_| book.wanted.get(key).unwrap_or_default());
    let lines = move || {
        let mut options = options();
        let chosen = chosen.get();
        // What stands in the address is offered, also where it leaves nothing.
        if !chosen.is_empty() && !options.iter().any(|(key, ..)| *key == chosen) {
            options.push((chosen.clone(), named(book, key, &chosen), Some(0)));
        }
        let options = options.into_iter().map(|(key, label, count)| {
            let label = count.map_or(label.clone(), |count| texts::counted(&label, count));
            (key, label)
        });
        let all = (String::new(), tr(all).to_owned());
        std::iter::once(all).chain(options).collect()
    };
    picker(book, key, format!("filter-{key}"), label, lines, chosen)
}

/// What may be chosen for a counted filter, given what is chosen for the others.
fn options(book: Book, filter: &str) -> Options {
    let others: Vec<(&str, String)> = COUNTED
        .into_iter()
        .filter(|key| *key != filter)
        .filter_map(|key| Some((key, book.wanted.get(key)?)))
        .collect();
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    book.counts.with(|counts| {
        let counts = counts.iter().flat_map(|counts| &counts.counts);
        for count in counts {
            let fits = |(key, wanted): &(&str, String)| value(count, key) == *wanted;
            let key = value(count, filter);
            if others.iter().all(fits) && !key.is_empty() {
                *found.entry(key).or_default() += count.changes;
            }
        }
    });
    let order: Vec<String> = match filter {
        "section" => SCHEMA
            .sections
            .iter()
            .chain(PRIVATE_SCHEMA.sections)
            .map(|section| section.key.to_owned())
            .collect(),
        "kind" => ChangeKind::ALL
            .iter()
            .map(|kind| kind.key().to_owned())
            .collect(),
        "side" => Side::ALL.iter().map(|side| side.key().to_owned()).collect(),
        _ => found
            .keys()
            .map(|key| (named(book, filter, key), key.clone()))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .map(|(_, key)| key)
            .collect(),
    };
    order
        .into_iter()
        .filter_map(|key| {
            let count = *found.get(&key)?;
            let label = named(book, filter, &key);
            Some((key, label, count))
        })
        .collect()
}

fn value(count: &HistoryCount, filter: &str) -> String {
    match filter {
        "side" => count.member.side.key().to_owned(),
        "member" => count.member.id.to_string(),
        "section" => count.section.clone(),
        "kind" => count.kind.key().to_owned(),
        _ => count.step.clone(),
    }
}

/// What a choice of a filter is called.
fn named(book: Book, filter: &str, key: &str) -> String {
    match filter {
        "side" => Side::from_key(key).map_or_else(String::new, |side| book.company(side)),
        "member" => key
            .parse()
            .map_or_else(|_| key.to_owned(), |id| book.name(id)),
        "section" => book.names.with_value(|names| names.section(Some(key))),
        "kind" => ChangeKind::from_key(key).map_or("", texts::kind).to_owned(),
        _ => book.counts.with_untracked(|counts| {
            let titles = counts.as_ref().map(|counts| &counts.steps);
            let title = titles.and_then(|titles| titles.get(key));
            title.cloned().unwrap_or_else(|| key.to_owned())
        }),
    }
}
