//! The history of a plan: who did what and how it was before, the plan as it was, what differs
//! between two moments, and who carried what. What is shown stands in the address behind the `#`.
//!
//! | module | shows |
//! | --- | --- |
//! | `book` | nothing: what all parts share, and the requests that they send |
//! | `wanted` | nothing: what stands in the address |
//! | `words` | nothing: values, places and changes in words |
//! | `picker` | a list to choose from |
//! | `filters` | which changes are wanted |
//! | `timeline` | changes, page by page |
//! | `change` | one change |
//! | `difference` | what stood before and what stands after, word by word |
//! | `conflict` | two values to choose between |
//! | `baselines` | states that keep a name |
//! | `compare` | what differs between two moments |
//! | `contributions` | how much each side did where |
//! | `beside` | what happened to one field, item or section, beside the plan |
//! | `replay` | the plan as it was, moment by moment |

mod baselines;
mod beside;
mod book;
mod change;
mod compare;
mod conflict;
mod contributions;
mod difference;
mod filters;
mod picker;
mod replay;
mod timeline;
mod wanted;
mod words;

use leptos::prelude::*;
use tandem_plan::ids::PlanId;
use tandem_protocol::http::PlanView;

use self::baselines::Baselines;
use self::book::Book;
use self::compare::Compare;
use self::conflict::ConflictWindow;
use self::contributions::Contributions;
use self::filters::Filters;
use self::replay::Replay;
use self::timeline::Timeline;
use self::wanted::View;
use super::missing::{Missing, MissingPage};
use super::{answer_of, plan_and_members};
use crate::browser::{get_bytes, screen};
use crate::components::{
    Glyph, Icon, Page, Segment, Segmented, Skeletons, ToastArea, follow, live,
};
use crate::route::Route;
use crate::texts::{history as texts, parts, people, tr};

pub(crate) use beside::beside;

/// The page at `/plan/{plan}/history`.
#[component]
pub(crate) fn HistoryPage(
    /// Which plan; `None` where the address names none.
    plan: Option<PlanId>,
) -> impl IntoView {
    screen::set_title("Tandem");
    let found = answer_of(async move {
        let (view, members) = plan_and_members(plan).await?;
        // Without the plan itself, items are called what they were called then.
        let document = get_bytes(&format!("/api/plans/{}/document", view.id)).await;
        Ok::<_, Missing>((view, members, document.ok()))
    });
    live(move || match found.get() {
        None => view! {
            <Page>
                <Skeletons label=tr(texts::COMES) cards=3 />
            </Page>
        }
        .into_any(),
        Some(Ok((view, members, document))) => {
            let book = untrack(|| Book::new(&view, members, document.as_deref()));
            shown(book, view)
        }
        Some(Err(why)) => view! { <MissingPage why /> }.into_any(),
    })
    .into_any()
}

fn shown(book: Book, view: PlanView) -> AnyView {
    let name = parts::plan_name(view.name);
    let title = texts::title(&name);
    screen::set_title(&format!("{} · Tandem", title));
    let part = move || match book.wanted.view() {
        View::Timeline => view! {
            <Filters book />
            <Timeline book />
        }
        .into_any(),
        View::Replay => view! { <Replay book /> }.into_any(),
        View::Compare => view! {
            <Compare book />
            <Baselines book />
        }
        .into_any(),
        View::Contributions => view! { <Contributions book /> }.into_any(),
    };
    let segments = View::ALL.map(|view| Segment {
        key: view.key(),
        label: tr(view.label()).to_owned(),
        side: None,
    });
    view! {
        <Page>
            <div class="people history" data-me=view.me.side.key()>
                <div class="people-head">
                    <a class="back" href=Route::to_plan(view.id)>
                        <Icon glyph=Glyph::ChevronLeft />
                        {tr(people::BACK)}
                    </a>
                    <h1>{title}</h1>
                    <p class="lead">{tr(texts::LEAD)}</p>
                </div>
                <span class="only-heard" id="history-views">
                    {tr(texts::VIEWS)}
                </span>
                <Segmented
                    name="history-view".to_owned()
                    labelled_by="history-views".to_owned()
                    segments=segments.to_vec()
                    value=follow(move || Some(book.wanted.view().key()))
                    disabled=false
                    on_choose=Callback::new(move |key| book.wanted.show(View::of(key)))
                />
                {live(move || {
                    let _ = book.wanted.view();
                    untrack(part)
                })}
            </div>
            <ConflictWindow book />
            <ToastArea toasts=book.toasts />
        </Page>
    }
    .into_any()
}
