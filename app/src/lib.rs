//! The browser client of Tandem.
//!
//! | module | holds |
//! | --- | --- |
//! | `pages` | one module for each page |
//! | `fields` | the fields of the plan as people see and edit them |
//! | `components` | the parts that pages are made of |
//! | `editor` | what all parts of the plan page share |
//! | `store` | the plan as signals, and everything people do to it |
//! | `sync` | the connection to the server |
//! | `browser` | the browser's own interfaces |
//! | `format` | how names and numbers are written |
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
mod format;
#[expect(
    unreachable_pub,
    reason = "the component macro writes public structures"
)]
mod pages;
mod store;
mod sync;

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;
use wasm_bindgen::prelude::wasm_bindgen;

use browser::screen;
use components::apply_kept_theme;
use pages::{JoinPage, MissingPage, PlanPage, StartPage};

/// Mounts the client.
#[wasm_bindgen(start)]
pub fn start() {
    browser::explain_panics();
    apply_kept_theme();
    match screen::cleared("app") {
        Some(root) => mount_to(root, App).forget(),
        None => mount_to_body(App),
    }
}

/// Every path of the client.
#[component]
fn App() -> impl IntoView {
    view! {
        <Router>
            <FlatRoutes fallback=|| view! { <MissingPage /> }>
                <Route path=path!("/") view=StartPage />
                <Route path=path!("/join/:token") view=JoinPage />
                <Route path=path!("/plan/:id") view=PlanPage />
            </FlatRoutes>
        </Router>
    }
}
