//! What differs between two moments of the plan, section by section, and who has changed it.

use leptos::prelude::*;
use tandem_plan::language::Text;
use tandem_plan::schema::SCHEMA;
use tandem_protocol::http::{Comparison, Difference, Visit};

use super::book::Book;
use super::difference::difference;
use super::picker::picker;
use super::words::Place;
use crate::browser::get_json;
use crate::components::{Avatar, Skeletons, live};
use crate::texts::{history as texts, tr};

/// Stands in the address for the plan as it is.
pub(super) const NOW: &str = "now";
/// The plan as it began: what the server wrote into it.
const BEGINNING: &str = "1";

#[component]
pub(super) fn Compare(book: Book) -> impl IntoView {
    let found = RwSignal::new(None::<Comparison>);
    let from = Memo::new(move |_| {
        let newest = || {
            let baselines = book.baselines.get();
            let newest = baselines.and_then(|baselines| Some(baselines.first()?.seq.to_string()));
            newest.unwrap_or_else(|| BEGINNING.to_owned())
        };
        book.wanted.get("from").unwrap_or_else(newest)
    });
    let to = Memo::new(move |_| book.wanted.get("to").unwrap_or_else(|| NOW.to_owned()));
    Effect::new(move |_| {
        book.edition.track();
        let (first, second) = (from.get(), to.get());
        let (visit, compare) = (book.path("visit"), book.path("compare"));
        let is_wanted = (first.clone(), second.clone());
        found.set(None);
        book.wait(
            async move {
                let head = get_json::<Visit>(&visit).await?.head.to_string();
                let moment = |text: &str| {
                    if text == NOW {
                        head.clone()
                    } else {
                        text.to_owned()
                    }
                };
                let path = format!("{compare}?from={}&to={}", moment(&first), moment(&second));
                get_json::<Comparison>(&path).await
            },
            move |comparison| {
                // Whoever chose other moments meanwhile sees those.
                let wanted = (from.try_get_untracked(), to.try_get_untracked());
                let is_current = wanted == (Some(is_wanted.0), Some(is_wanted.1));
                if is_current {
                    let _ = found.try_set(Some(comparison));
                }
            },
        );
    });
    let sections = move || match found.get() {
        None => view! { <Skeletons label=tr(texts::COMES) cards=2 /> }.into_any(),
        Some(Comparison { differences }) if differences.is_empty() => {
            view! { <p class="hint">{tr(texts::SAME)}</p> }.into_any()
        }
        Some(Comparison { differences }) => by_section(book, &differences),
    };
    view! {
        <section class="card" aria-label=tr(texts::COMPARE)>
            <div class="filter-grid">
                {moment(book, "from", texts::FROM, from)}
                {moment(book, "to", texts::TO, to)}
            </div>
            {live(sections)}
        </section>
    }
    .into_any()
}

/// A list of moments to choose from.
fn moment(book: Book, key: &'static str, label: Text, chosen: Memo<String>) -> AnyView {
    let options = move || {
        let chosen = chosen.get();
        let mut options = vec![(NOW.to_owned(), tr(texts::NOW).to_owned())];
        for baseline in book.baselines.get().unwrap_or_default() {
            let label = format!("{} ({})", baseline.name, texts::when(baseline.at));
            options.push((baseline.seq.to_string(), label));
        }
        options.push((BEGINNING.to_owned(), tr(texts::BEGINNING).to_owned()));
        if !options.iter().any(|(key, _)| *key == chosen) {
            let label = format!("{} {chosen}", tr(texts::MOMENT));
            options.push((chosen, label));
        }
        options
    };
    picker(book, key, format!("compare-{key}"), label, options, chosen)
}

fn by_section(book: Book, differences: &[Difference]) -> AnyView {
    let keys = SCHEMA.sections.iter().map(|section| Some(section.key));
    let sections = keys.chain([None]).filter_map(|key| {
        let of_section: Vec<AnyView> = differences
            .iter()
            .filter(|difference| difference.section.as_deref() == key)
            .map(|found| line(book, found))
            .collect();
        (!of_section.is_empty()).then(|| {
            let title = book.names.with_value(|names| names.section(key));
            view! {
                <h3>{title}</h3>
                <ul class="changes">{of_section}</ul>
            }
        })
    });
    view! { <div class="stack">{sections.collect_view()}</div> }.into_any()
}

fn line(book: Book, found: &Difference) -> AnyView {
    let place = Place {
        section: found.section.as_deref(),
        item: found.item,
        title: &found.title,
        field: found.field.as_deref(),
        column: found.column.as_deref(),
    };
    let what = book.names.with_value(|names| names.place(&place));
    let people = found.members.iter().map(|member| {
        let someone = book.someone(member);
        view! { <Avatar someone is_small=true /> }
    });
    view! {
        <li class="change">
            <span class="avatars">{people.collect_view()}</span>
            <div class="change-body">
                <p class="change-said">
                    <strong>{what}</strong>
                    " "
                    <span class="hint">{texts::kind(found.kind)}</span>
                </p>
                {difference(book, place, found.before.clone(), found.after.clone())}
            </div>
        </li>
    }
    .into_any()
}
