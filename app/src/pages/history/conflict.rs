//! Somebody has changed since what is to be taken back: both values are shown, and one is chosen.

use leptos::prelude::*;
use tandem_plan::history::Content;
use tandem_protocol::http::Reverted;

use super::book::{Book, Conflict};
use super::difference::texts_differ;
use super::words::Place;
use crate::components::{Button, Dialog, Weight, live};
use crate::texts::{history as texts, tr};

#[component]
pub(super) fn ConflictWindow(book: Book) -> impl IntoView {
    // What it showed stays until it shows something else: the browser gives the focus back from it.
    live(move || {
        book.conflict.get().map(|conflict| {
            view! {
                <Dialog id="conflict" title=tr(texts::CHANGED_SINCE) is_open=book.is_choosing>
                    {content(book, conflict.clone())}
                </Dialog>
            }
        })
    })
}

fn content(book: Book, Conflict { change, outcome }: Conflict) -> AnyView {
    let Reverted::Changed { now, before } = outcome else {
        return ().into_any();
    };
    let field = Place::of(&change).described();
    let shown = |content: &Option<Content>| match content {
        None => tr(texts::EMPTY_VALUE).to_owned(),
        Some(content) => book.names.with_value(|names| names.value(field, content)),
    };
    let (now_shown, before_shown) = (shown(&now), shown(&before));
    let is_text = field.is_some_and(|field| field.ty.is_text());
    let both = is_text.then(|| texts_differ(&now_shown, &before_shown));
    let keep = move |_| book.is_choosing.set(false);
    let put_back = move |_| {
        book.is_choosing.set(false);
        book.take_back(change.clone(), true);
    };
    view! {
        <div class="stack">
            <p>{tr(texts::CHANGED_SINCE_LEAD)}</p>
            <dl class="conflict">
                <dt>{tr(texts::STANDS_NOW)}</dt>
                <dd>{now_shown.clone()}</dd>
                <dt>{tr(texts::STOOD_BEFORE)}</dt>
                <dd>{before_shown.clone()}</dd>
            </dl>
            {both}
            <div class="history-line">
                <Button
                    label=tr(texts::PUT_BACK).to_owned()
                    weight=Weight::Primary
                    on_press=put_back
                />
                <Button label=tr(texts::KEEP_NOW).to_owned() weight=Weight::Plain on_press=keep />
            </div>
        </div>
    }
    .into_any()
}
