//! One module for each page. Which address is which page stands in `crate::route`.

mod history;
mod join;
mod link;
mod missing;
mod people;
mod plan;
mod recap;
mod start;

pub(crate) use history::HistoryPage;
pub(crate) use join::JoinPage;
pub(crate) use missing::MissingPage;
pub(crate) use people::PeoplePage;
pub(crate) use plan::PlanPage;
pub(crate) use recap::RecapPage;
pub(crate) use start::StartPage;

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;
use tandem_plan::ids::PlanId;
use tandem_protocol::http::{Members, PlanView};
use tandem_protocol::member::Member;

use self::missing::Missing;
use crate::browser::{RequestError, get_json};
use crate::components::Toasts;
use crate::known;
use crate::texts::requests;

/// Waits for an answer and goes on with it; a refusal is shown.
fn wait<T: 'static>(
    toasts: Toasts,
    answer: impl Future<Output = Result<T, RequestError>> + 'static,
    then: impl FnOnce(T) + 'static,
) {
    spawn_local(async move {
        match answer.await {
            Ok(answer) => then(answer),
            Err(error) => toasts.show(requests::sentence(&error)),
        }
    });
}

/// A plan and everybody who belongs to it, as the server says now.
async fn plan_and_members(plan: Option<PlanId>) -> Result<(PlanView, Vec<Member>), Missing> {
    let plan = plan.ok_or(Missing::Plan)?;
    let view = get_json::<PlanView>(&format!("/api/plans/{plan}")).await;
    let view = view.map_err(|error| Missing::of_plan(&error))?;
    known::remember(&view);
    let members = get_json::<Members>(&format!("/api/plans/{plan}/members")).await;
    let members = members.map_err(|error| Missing::of_plan(&error))?;
    Ok((view, members.members))
}

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
