//! The people of a plan: who belongs to it, who may what, by which links others come, what happened
//! to all of that, and taking the plan along or deleting it. What one may not do is not offered;
//! where one would look for it, a sentence says who may.
//!
//! | module | shows |
//! | --- | --- |
//! | `circle` | nothing: what all parts share, and the requests that they send |
//! | `ask` | the window that asks before something is done, and shows what was made |
//! | `side` | the people of one side, and what can be done about each |
//! | `links` | the links by which people come |
//! | `devices` | one's own devices, and tokens for one's own programs |
//! | `log` | what has happened |
//! | `whole` | taking the plan along, and deleting it |

mod ask;
mod circle;
mod devices;
mod links;
mod log;
mod side;
mod whole;

use leptos::prelude::*;
use tandem_plan::ids::PlanId;
use tandem_plan::naming;
use tandem_protocol::http::PlanView;
use tandem_protocol::role::{Action, Side};

use self::ask::AskWindow;
use self::circle::Circle;
use self::devices::Devices;
use self::links::{Links, makes_links};
use self::log::Log;
use self::side::{SideCard, former};
use self::whole::Whole;
use super::missing::MissingPage;
use super::{answer_of, plan_and_members};
use crate::browser::screen;
use crate::components::{Glyph, Icon, Page, Skeletons, ToastArea, live};
use crate::route::Route;
use crate::texts::{parts, people as texts, tr};

/// The page at `/plan/{plan}/people`.
#[component]
pub(crate) fn PeoplePage(
    /// Which plan; `None` where the address names none.
    plan: Option<PlanId>,
) -> impl IntoView {
    screen::set_title("Tandem");
    let found = answer_of(plan_and_members(plan));
    live(move || match found.get() {
        None => view! {
            <Page>
                <Skeletons label=tr(texts::COME) cards=3 />
            </Page>
        }
        .into_any(),
        Some(Ok((view, members))) => {
            let circle = untrack(|| Circle::new(&view, members));
            shown(circle, view)
        }
        Some(Err(why)) => view! { <MissingPage why /> }.into_any(),
    })
    .into_any()
}

fn shown(circle: Circle, view: PlanView) -> AnyView {
    let name = parts::plan_name(view.name);
    screen::set_title(&format!("{} · Tandem", texts::title(&name)));
    let parties = naming::parties(&name, &view.vendor_name, &view.partner_name);
    let sides = circle.sides();
    let leads = move || {
        let is_lead = circle.may(Action::ReadAudit);
        is_lead.then(|| untrack(|| view! { <Log circle /> }))
    };
    let links = move || makes_links(circle).then(|| untrack(|| view! { <Links circle /> }));
    let cards = sides.map(|side| view! { <SideCard circle side /> });
    view! {
        <Page>
            <div class="people" data-me=view.me.side.key()>
                <div class="people-head">
                    <a class="back" href=Route::to_plan(view.id)>
                        <Icon glyph=Glyph::ChevronLeft />
                        {tr(texts::BACK)}
                    </a>
                    <h1>{name}</h1>
                    {parties.map(|parties| view! { <p class="lead">{parties}</p> })}
                    <p class="lead">{tr(texts::LEAD)}</p>
                </div>
                <div class="side-cards">{cards.into_iter().collect_view()}</div>
                {former(circle)}
                {live(links)}
                <Devices circle />
                {live(leads)}
                <Whole circle />
            </div>
            <AskWindow circle />
            <ToastArea toasts=circle.toasts />
        </Page>
    }
    .into_any()
}

impl Circle {
    /// All sides, the own one first.
    fn sides(self) -> [Side; 3] {
        match untrack(|| self.me().side) {
            Side::Vendor => [Side::Vendor, Side::Partner, Side::Neutral],
            Side::Partner => [Side::Partner, Side::Vendor, Side::Neutral],
            Side::Neutral => [Side::Neutral, Side::Vendor, Side::Partner],
        }
    }
}
