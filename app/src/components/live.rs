//! Parts of views that change, compiled once for each type of value.
//!
//! A closure in a view is a type of its own, and the framework compiles its whole machinery anew
//! for it. Behind these functions all closures look alike: the client is a good part smaller.

use leptos::prelude::*;

/// A part of the page that is made anew whenever a signal changes that it read.
pub(crate) fn live<V: IntoAny>(part: impl Fn() -> V + Send + 'static) -> AnyView {
    let part: Box<dyn FnMut() -> AnyView + Send> = Box::new(move || part().into_any());
    part.into_any()
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
