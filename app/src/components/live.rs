//! Parts of views that change, compiled once for each type of value.
//!
//! A closure in a view is a type of its own, and the framework compiles its whole machinery anew
//! for it. Behind these functions all closures look alike: the client is a good part smaller.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::screen;

/// A part of the page that is made anew whenever a signal changes that it read.
pub(crate) fn live<V: IntoAny>(part: impl Fn() -> V + Send + 'static) -> AnyView {
    let part: Box<dyn FnMut() -> AnyView + Send> = Box::new(move || part().into_any());
    part.into_any()
}

/// A list of what ids stand for: parts come and go and move with their ids, and stay what they are
/// meanwhile, with the focus and with what is being typed.
pub(crate) fn list(
    ids: impl Fn() -> Vec<u128> + Send + Sync + 'static,
    part: impl Fn(u128) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let ids: Arc<dyn Fn() -> Vec<u128> + Send + Sync> = Arc::new(ids);
    let part: Arc<dyn Fn(u128) -> AnyView + Send + Sync> = Arc::new(part);
    let each = move || {
        screen::keep_focus();
        ids()
    };
    view! { <For each=each key=|id| *id children=move |id| part(id) /> }.into_any()
}

/// A list of things by their ids; each is shown as it was when it came.
pub(crate) fn list_of<T: 'static>(
    things: impl Fn() -> Vec<T> + Clone + Send + Sync + 'static,
    id: fn(&T) -> u128,
    part: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let all = things.clone();
    let part_of = move |wanted| {
        let found = untrack(&all).into_iter().find(|thing| id(thing) == wanted);
        found.map(&part).into_any()
    };
    list(move || things().iter().map(id).collect(), part_of)
}

/// An attribute or text that follows what it reads.
pub(crate) fn follow<T: Send + Sync + 'static>(
    value: impl Fn() -> T + Send + Sync + 'static,
) -> Signal<T> {
    Signal::derive(value)
}

/// The value of an ARIA attribute that is `true` or `false`.
pub(crate) fn truth(value: impl Fn() -> bool + Send + Sync + 'static) -> Signal<&'static str> {
    follow(move || if value() { "true" } else { "false" })
}

/// The value of `aria-invalid` of a control about which there is something to say.
pub(crate) fn invalid(problem: Signal<Option<String>>) -> Signal<Option<&'static str>> {
    follow(move || problem.with(Option::is_some).then_some("true"))
}
