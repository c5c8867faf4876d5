//! One module for each page. Which address is which page stands in `crate::route`.

mod history;
mod join;
mod link;
mod missing;
mod people;
mod plan;
mod start;

pub(crate) use history::HistoryPage;
pub(crate) use join::JoinPage;
pub(crate) use missing::MissingPage;
pub(crate) use people::PeoplePage;
pub(crate) use plan::PlanPage;
pub(crate) use start::StartPage;

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

/// What a request answers, once it has; `None` until then.
fn answer_of<T: 'static>(
    request: impl Future<Output = T> + 'static,
) -> ReadSignal<Option<T>, LocalStorage> {
    let (answer, set_answer) = signal_local(None);
    spawn_local(async move {
        // Whoever asked may have gone in the meantime.
        let _ = set_answer.try_set(Some(request.await));
    });
    answer
}
