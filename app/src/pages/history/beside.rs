//! What happened to the field, item or section that somebody looks at, beside the plan.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use tandem_plan::address::Holder;
use tandem_plan::comment::About;
use tandem_plan::schema::SCHEMA;
use tandem_protocol::http::{Authorship, Contributor, History, PlanChange, WrittenBy};
use tandem_protocol::workshop::Touching;

use super::book::Book;
use super::change::{Where, line};
use super::conflict::ConflictWindow;
use crate::browser::{Alarm, get_json, screen};
use crate::components::{Avatar, Button, NotLoaded, Skeletons, Weight, list_of, live};
use crate::editor::{Editor, Since};
use crate::pages::plan::name_of_part;
use crate::route::Route;
use crate::texts::{history as texts, tr};

/// The panel in which this stands; its tab has the focus when there is nothing more to press.
const PANEL: &str = "rail-history";
/// So many changes are shown.
const MOST: usize = 30;
/// So long after somebody changed something it is asked what happened, in milliseconds.
const CALM: u64 = 1_500;

/// The panel.
#[wasm_split(history, wasm_split_path = leptos::wasm_split, fallible)]
pub(crate) fn beside(editor: Editor) -> Result<AnyView, NotLoaded> {
    let book = Book::beside(editor);
    let about = editor.talk.about;
    let found = RwSignal::new(None::<(About, Vec<PlanChange>)>);
    let ask = move || {
        let Some(wanted) = about.try_get_untracked() else {
            return;
        };
        let path = book.path(&format!("history?limit={MOST}&{}", query(wanted)));
        book.wait(
            async move { get_json::<History>(&path).await },
            move |page: History| {
                if about.try_get_untracked() == Some(wanted) {
                    found.set(Some((wanted, page.changes)));
                }
            },
        );
    };
    Effect::new(move |_| {
        about.track();
        book.edition.track();
        ask();
    });
    let told = editor.store.workshop();
    let alarm = Alarm::new(ask);
    let revision = editor.store.revision();
    Effect::new(move |before: Option<u64>| {
        let now = revision.get();
        if before.is_some_and(|before| before != now) {
            alarm.set(CALM);
        }
        now
    });
    let changes = move || {
        let about = about.get();
        found.with(|found| {
            let found = found.as_ref().filter(|(of, _)| *of == about);
            found.map(|(_, changes)| changes.clone())
        })
    };
    let state = move || match changes() {
        None => view! { <Skeletons label=tr(texts::COMES) cards=2 /> }.into_any(),
        Some(changes) if changes.is_empty() => {
            view! { <p class="talk-empty">{tr(texts::NOTHING_HERE)}</p> }.into_any()
        }
        Some(_) => ().into_any(),
    };
    let words = RwSignal::new(None::<(About, Vec<WrittenBy>)>);
    let newest = Memo::new(move |_| {
        found.with(|found| {
            let (of, changes) = found.as_ref()?;
            changes.first().map(|change| (*of, change.until_seq))
        })
    });
    Effect::new(move |_| {
        let wanted = about.get();
        // Whoever wrote in it since has made a change of it.
        newest.track();
        let About::Field(at) = wanted else { return };
        if !at.describe(&SCHEMA).is_some_and(|field| field.ty.is_text()) {
            return;
        }
        let path = book.path(&format!("authorship?field={at}"));
        book.wait(
            async move { get_json::<Authorship>(&path).await },
            move |Authorship { runs }| {
                if about.try_get_untracked() == Some(wanted) {
                    words.set(Some((wanted, runs)));
                }
            },
        );
    });
    let written = move || {
        let about = about.get();
        words.with(|words| {
            let words = words.as_ref().filter(|(of, _)| *of == about);
            let runs = words.map(|(_, runs)| runs.clone()).unwrap_or_default();
            (!runs.is_empty()).then(|| written_by(book, runs))
        })
    };
    let touching = RwSignal::new(None::<(About, Touching)>);
    let ask_touching = move || {
        let Some(wanted) = about.try_get_untracked() else {
            return;
        };
        let path = book.path(&format!("workshop/touching?about={wanted}"));
        book.wait(
            async move { get_json::<Touching>(&path).await },
            move |found| {
                if about.try_get_untracked() == Some(wanted) {
                    touching.set(Some((wanted, found)));
                }
            },
        );
    };
    Effect::new(move |_| {
        about.track();
        book.edition.track();
        ask_touching();
    });
    let touched = Alarm::new(ask_touching);
    Effect::new(move |before: Option<()>| {
        told.track();
        if before.is_some() {
            touched.set(CALM);
        }
    });
    let decided = move || {
        let about = about.get();
        touching.with(|found| {
            let found = found.as_ref().filter(|(of, _)| *of == about);
            found.and_then(|(_, found)| decided(found))
        })
    };
    let title = move || {
        let about = about.get();
        view! { <p class="beside-title">{untrack(|| name_of_part(editor, about))}</p> }
    };
    let news = move || {
        let (count, seen) = editor.news.with(|since| (since.parts.len(), since.seen));
        (count > 0).then(|| news(book, editor, seen))
    };
    let all = Route::to_history(editor.plan);
    Ok(view! {
        <div class="talk beside">
            {live(news)} {live(title)} {live(decided)} {live(written)} {live(state)}
            <ol class="changes">
                {list_of(
                    move || changes().unwrap_or_default(),
                    super::timeline::key,
                    move |change| line(book, change, Where::Beside),
                )}
            </ol>
            <a class="button" data-kind="plain" href=all>
                {tr(texts::WHOLE_HISTORY)}
            </a>
            <ConflictWindow book />
        </div>
    }
    .into_any())
}

/// The way to all that others have changed since an update, and to having seen it.
fn news(book: Book, editor: Editor, seen: u64) -> AnyView {
    let all = format!("{}#after={seen}", Route::to_history(editor.plan));
    let mark = move |_| {
        let head = editor.news.with(|since| since.head);
        book.mark_read(head, move || {
            editor.news.set(Since::default());
            // The button that had the focus is gone.
            screen::focus(PANEL);
        });
    };
    view! {
        <div class="history-line">
            <a class="button" data-kind="plain" href=all>
                {tr(texts::SINCE_VISIT)}
            </a>
            <Button label=tr(texts::MARK_READ).to_owned() weight=Weight::Quiet on_press=mark />
        </div>
    }
    .into_any()
}

/// What workshops have decided and voted about it.
fn decided(touching: &Touching) -> Option<AnyView> {
    if *touching == Touching::default() {
        return None;
    }
    let decisions = touching.decisions.iter().map(|one| {
        view! {
            <li>
                <p>{one.text.clone()}</p>
                <span class="hint">{texts::kept_by(&one.by, one.at)}</span>
            </li>
        }
    });
    let votes = touching.votes.iter().map(|one| {
        let dots = texts::dots(one.dots.sum(), one.dots.vendor, one.dots.partner);
        view! {
            <li>
                <p>{one.title.clone()}</p>
                <span class="hint">{dots}</span>
            </li>
        }
    });
    Some(
        view! {
            <details class="more" open>
                <summary>{tr(texts::DECIDED)}</summary>
                <ul class="beside-decided">{decisions.collect_view()} {votes.collect_view()}</ul>
            </details>
        }
        .into_any(),
    )
}

/// A text with its authors: the colours of their sides, and their names where one points.
fn written_by(book: Book, runs: Vec<WrittenBy>) -> AnyView {
    let mut people: Vec<Contributor> = Vec::new();
    for member in runs.iter().filter_map(|run| run.member.as_ref()) {
        if !people.contains(member) {
            people.push(member.clone());
        }
    }
    let people = people.into_iter().map(|member| {
        let someone = book.someone(&member);
        view! { <Avatar someone is_small=true /> }
    });
    let pieces = runs.into_iter().map(|WrittenBy { text, member }| {
        let side = member.as_ref().map(|member| member.side.key());
        let name = member.map_or_else(|| tr(texts::BEGINNING).to_owned(), |member| member.name);
        view! {
            <span class="authored" data-side=side title=name>
                {text}
            </span>
        }
    });
    view! {
        <details class="more" open>
            <summary>{tr(texts::WHO_WROTE)}</summary>
            <p class="avatars">{people.collect_view()}</p>
            <p class="authored-text">{pieces.collect_view()}</p>
        </details>
    }
    .into_any()
}

/// The filters that leave what happened to a part of the plan.
fn query(about: About) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(
        about
            .section(&SCHEMA)
            .map(|section| format!("section={section}")),
    );
    parts.extend(about.item().map(|item| format!("item={item}")));
    if let About::Field(at) = about {
        match at.holder {
            Holder::Row(_, _, table, row) => parts.push(format!("field={table}&row={row}")),
            _ => parts.push(format!("field={}", at.field)),
        }
    }
    parts.join("&")
}
