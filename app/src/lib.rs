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
//! | `sync` | the connection to the server |
//! | `browser` | the browser's own interfaces |
//! | `texts` | what the client says, in every language |
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
mod known;
#[expect(
    unreachable_pub,
    reason = "the component macro writes public structures"
)]
mod pages;
mod route;
mod store;
mod sync;
mod texts;

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use wasm_bindgen::prelude::wasm_bindgen;

use browser::screen;
use components::{NotLoaded, apply_kept_theme, later};
use pages::{JoinPage, MissingPage, PlanPage, StartPage};
use route::Route;

/// Mounts the client.
#[wasm_bindgen(start)]
pub fn start() {
    browser::explain_panics();
    apply_kept_theme();
    texts::choose();
    if !cfg!(debug_assertions) {
        browser::keep_program();
    }
    match screen::cleared("app") {
        Some(root) => mount_to(root, App).forget(),
        None => mount_to_body(App),
    }
}

/// The page that the address names.
#[component]
fn App() -> impl IntoView {
    match Route::of(&browser::path()) {
        Route::Start => later(start_page()),
        Route::Join { token } => later(join_page(token)),
        Route::Plan { plan } => view! { <PlanPage plan /> }.into_any(),
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
