//! The browser client of Tandem.
//!
//! | module | holds |
//! | --- | --- |
//! | `known` | which plans this device can open |
//! | `route` | which page an address is |
//! | `pages` | one module for each page |
//! | `fields` | the fields of the plan as people see and edit them |
//! | `components` | the parts that pages are made of |
//! | `editor` | what all parts of the plan page share |
//! | `store` | the plan as signals, and everything people do to it |
//! | `talk` | what people say about the plan |
//! | `sync` | the connection to the server |
//! | `browser` | the browser's own interfaces |
//! | `texts` | what the client says, in every language |
//!
//! [`start`] mounts the client; the page's start script calls it once.

mod browser;
#[expect(
    unreachable_pub,
    reason = "the component macro writes public structures"
)]
mod components;
mod editor;
mod fields;
mod known;
#[expect(
    unreachable_pub,
    reason = "the component macro writes public structures"
)]
mod pages;
mod route;
mod store;
mod sync;
mod table;
mod talk;
mod texts;

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use tandem_plan::ids::PlanId;
use tandem_plan::language::Language;
use tandem_protocol::http::{Opening, PlanView};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

use browser::{painted, screen};
use components::{NotLoaded, apply_kept_theme, later};
use pages::{HistoryPage, JoinPage, MissingPage, PeoplePage, PlanPage, RecapPage, StartPage};
use route::Route;
use store::Brought;

/// Starts the client, in the language of the page. The texts in German lie at the address `german`:
/// a page in German waits for them.
#[wasm_bindgen]
pub fn start(german: String) {
    browser::explain_panics();
    browser::notice_presses();
    apply_kept_theme();
    if !cfg!(debug_assertions) {
        browser::keep_program();
    }
    match texts::choose() {
        Language::English => open(),
        Language::German => spawn_local(async move {
            texts::load(&german).await;
            open();
        }),
    }
}

/// Mounts the client: at once, or when the document is there that belongs to the page and is too
/// long to lie in it.
fn open() {
    let route = Route::of(&browser::path());
    let Some(opening) = opening(&route) else {
        return mount(route, None);
    };
    let Opening {
        plan,
        members,
        epoch,
        document,
    } = opening;
    let mount_with = |route, plan, document: Option<Vec<u8>>| {
        let brought = |document| Brought {
            members,
            epoch,
            document,
        };
        let brought = document.map(|document| (plan, brought(document)));
        mount(route, brought);
    };
    match document {
        Some(document) => mount_with(route, plan, painted::from_base64(&document)),
        // Not with the spawner of the framework, which is there once something was mounted.
        None => spawn_local(async move {
            // What does not come is asked for again over the connection.
            let path = format!("/api/plans/{}/document", plan.id);
            let document = browser::get_bytes(&path).await.ok();
            mount_with(route, plan, document);
        }),
    }
}

/// What the page has brought along for the plan that its address names.
fn opening(route: &Route) -> Option<Opening> {
    let Route::Plan { plan: Some(plan) } = route else {
        return None;
    };
    let json = painted::text_of(Opening::ELEMENT)?;
    let opening: Opening = serde_json::from_str(&json).ok()?;
    (opening.plan.id == *plan).then_some(opening)
}

/// Puts the client in the place of what the server has painted.
fn mount(route: Route, brought: Option<(PlanView, Brought)>) {
    let place = painted::Place::of_painted();
    let app = move || view! { <App route brought /> };
    match screen::cleared("app") {
        Some(root) => mount_to(root, app).forget(),
        None => mount_to_body(app),
    }
    if let Some(place) = place {
        place.restore();
    }
}

/// The page that the address names.
#[component]
fn App(route: Route, brought: Option<(PlanView, Brought)>) -> impl IntoView {
    match route {
        Route::Start => later(start_page()),
        Route::Join { token } => later(join_page(token)),
        Route::Plan { plan } => view! { <PlanPage plan brought /> }.into_any(),
        Route::People { plan } => later(people_page(plan)),
        Route::History { plan } => later(history_page(plan)),
        Route::Recap { plan } => later(recap_page(plan)),
        Route::Missing => view! { <MissingPage /> }.into_any(),
    }
}

#[wasm_split(start, wasm_split_path = leptos::wasm_split, fallible)]
fn start_page() -> Result<AnyView, NotLoaded> {
    Ok(view! { <StartPage /> }.into_any())
}

#[wasm_split(join, wasm_split_path = leptos::wasm_split, fallible)]
fn join_page(token: String) -> Result<AnyView, NotLoaded> {
    Ok(view! { <JoinPage token /> }.into_any())
}

#[wasm_split(people, wasm_split_path = leptos::wasm_split, fallible)]
fn people_page(plan: Option<PlanId>) -> Result<AnyView, NotLoaded> {
    Ok(view! { <PeoplePage plan /> }.into_any())
}

#[wasm_split(history, wasm_split_path = leptos::wasm_split, fallible)]
fn history_page(plan: Option<PlanId>) -> Result<AnyView, NotLoaded> {
    Ok(view! { <HistoryPage plan /> }.into_any())
}

#[wasm_split(workshop, wasm_split_path = leptos::wasm_split, fallible)]
fn recap_page(plan: Option<PlanId>) -> Result<AnyView, NotLoaded> {
    Ok(view! { <RecapPage plan /> }.into_any())
}
