//! How much each side did in each section, as bars and as the numbers beside them. Sides, never a
//! ranking of persons.

use leptos::prelude::*;
use tandem_plan::schema::SCHEMA;
use tandem_protocol::http::{HistoryCount, HistoryCounts};
use tandem_protocol::role::Side;

use super::book::Book;
use crate::browser::get_json;
use crate::components::{SideMark, Skeletons, live};
use crate::texts::{history as texts, tr};

/// What the sides did in one section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Share {
    changes: u64,
    words: i64,
}

#[component]
pub(super) fn Contributions(book: Book) -> impl IntoView {
    let counts = RwSignal::new(None::<HistoryCounts>);
    Effect::new(move |_| {
        book.edition.track();
        let path = book.path("history/counts");
        book.wait(
            async move { get_json::<HistoryCounts>(&path).await },
            move |found| {
                let _ = counts.try_set(Some(found));
            },
        );
    });
    let table = move || match counts.get() {
        None => view! { <Skeletons label=tr(texts::COMES) cards=1 /> }.into_any(),
        Some(HistoryCounts { counts, .. }) if counts.is_empty() => {
            view! { <p class="hint">{tr(texts::NOTHING_YET)}</p> }.into_any()
        }
        Some(HistoryCounts { counts, .. }) => shown(book, &counts),
    };
    view! {
        <section class="card" aria-labelledby="contributions">
            <h2 id="contributions">{tr(texts::CONTRIBUTIONS)}</h2>
            <p class="hint">{tr(texts::CONTRIBUTIONS_LEAD)}</p>
            {live(table)}
        </section>
    }
    .into_any()
}

fn share<'a>(counts: impl Iterator<Item = &'a HistoryCount>) -> Share {
    counts.fold(Share::default(), |sum, count| Share {
        changes: sum.changes + count.changes,
        words: sum.words + count.words,
    })
}

fn shown(book: Book, counts: &[HistoryCount]) -> AnyView {
    let has = |side: &Side| counts.iter().any(|count| count.member.side == *side);
    let sides: Vec<Side> = Side::ALL.into_iter().filter(has).collect();
    let of = |section: Option<&str>, side: Side| {
        share(counts.iter().filter(|count| {
            count.member.side == side && section.is_none_or(|key| count.section == key)
        }))
    };
    let keys = SCHEMA.sections.iter().map(|section| section.key);
    let keys: Vec<&str> = keys
        .chain([""])
        .filter(|key| counts.iter().any(|count| count.section == *key))
        .collect();
    let most = keys
        .iter()
        .flat_map(|key| sides.iter().map(|side| of(Some(key), *side).changes))
        .max()
        .unwrap_or(1)
        .max(1);
    let head = sides.iter().map(|side| {
        view! {
            <th scope="col">
                <SideMark side=side.key() />
                {book.company(*side)}
            </th>
        }
    });
    let cell = |share: Share, side: Side, most: u64| {
        let width = format!("{}%", share.changes * 100 / most);
        view! {
            <td data-side=side.key()>
                <span class="share-bar" style:inline-size=width aria-hidden="true"></span>
                <span>{texts::changes(share.changes)}</span>
                {(share.words > 0)
                    .then(|| {
                        view! {
                            <span class="hint">
                                {format!("+{} {}", share.words, tr(texts::WORDS_ADDED))}
                            </span>
                        }
                    })}
            </td>
        }
    };
    let rows = keys.iter().map(|key| {
        let label = book.names.with_value(|names| names.section(Some(key)));
        let cells = sides
            .iter()
            .map(|side| cell(of(Some(key), *side), *side, most));
        view! {
            <tr>
                <th scope="row">{label}</th>
                {cells.collect_view()}
            </tr>
        }
    });
    let all = sides.iter().map(|side| of(None, *side).changes).max();
    let all = all.unwrap_or(1).max(1);
    let total = sides.iter().map(|side| cell(of(None, *side), *side, all));
    view! {
        <div
            class="table-scroll"
            role="region"
            tabindex="0"
            aria-labelledby="contributions"
        >
            <table class="shares">
                <thead>
                    <tr>
                        <th scope="col">{tr(texts::SECTION)}</th>
                        {head.collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{tr(texts::TOTAL)}</th>
                        {total.collect_view()}
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}
