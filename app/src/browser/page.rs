//! The page: where it came from, which build it is, and when somebody comes back to it.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use js_sys::Promise;
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::VisibilityState;

/// The address of a websocket at `path` of the server that this page came from.
pub(crate) fn socket_address(path: &str) -> Option<String> {
    let location = web_sys::window()?.location();
    let scheme = if location.protocol().ok()? == "https:" {
        "wss"
    } else {
        "ws"
    };
    Some(format!("{scheme}://{}{path}", location.host().ok()?))
}

/// Which build of the client this page is, as the server wrote it into the page.
pub(crate) fn build() -> Option<String> {
    let document = web_sys::window()?.document()?;
    let element = document
        .query_selector("meta[name='tandem-build']")
        .ok()??;
    let meta: web_sys::HtmlMetaElement = element.dyn_into().ok()?;
    Some(meta.content()).filter(|build| !build.is_empty())
}

/// The path of this page's address.
pub(crate) fn path() -> String {
    let path = web_sys::window().and_then(|window| window.location().pathname().ok());
    path.unwrap_or_default()
}

/// What stands behind the `?` of this page's address, with it.
pub(crate) fn query() -> String {
    let query = web_sys::window().and_then(|window| window.location().search().ok());
    query.unwrap_or_default()
}

/// Plays a sound. Where there is none, or none before somebody has pressed something, nothing is heard.
pub(crate) fn play(path: &str) {
    let played = web_sys::HtmlAudioElement::new_with_src(path).and_then(|sound| sound.play());
    if let Ok(played) = played {
        ignore_failure(&played);
    }
}

/// Lets the browser print this page.
pub(crate) fn print() {
    if let Some(window) = web_sys::window() {
        // Where the browser refuses, it has its own way to print.
        let _ = window.print();
    }
}

/// What stands behind the `#` of this page's address; it follows the address.
pub(crate) fn anchor() -> RwSignal<String> {
    let read = || {
        let hash = web_sys::window().and_then(|window| window.location().hash().ok());
        hash.unwrap_or_default().trim_start_matches('#').to_owned()
    };
    let anchor = RwSignal::new(read());
    if let Some(window) = web_sys::window() {
        let listener = EventListener::new(&window, "hashchange", move |_| anchor.set(read()));
        let listener = StoredValue::new_local(listener);
        on_cleanup(move || listener.dispose());
    }
    anchor
}

/// Puts something else behind the `#` of this page's address; the way back leads to what was there.
pub(crate) fn set_anchor(anchor: &str) {
    if let Some(window) = web_sys::window() {
        // Where the browser refuses, the page shows what it showed.
        let _ = window.location().set_hash(anchor);
    }
}

/// The same, without a step of its own on the way back; nobody is told of it.
pub(crate) fn replace_anchor(anchor: &str) {
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        let address = format!("#{anchor}");
        // Where the browser refuses, the address stays as it was.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address));
    }
}

/// Lets the browser ask whether people mean it when they leave this page while `is_at_risk`, as
/// long as the listener lives.
pub(crate) fn ask_before_leaving(is_at_risk: impl Fn() -> bool + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(
        &window,
        "beforeunload",
        options,
        move |event| {
            if is_at_risk() {
                event.prevent_default();
            }
        },
    ))
}

/// Leaves for another page.
pub(crate) fn go(path: &str) {
    if let Some(window) = web_sys::window() {
        // Where the browser refuses, the page stays as it is.
        let _ = window.location().assign(path);
    }
}

/// Loads the page afresh.
pub(crate) fn reload() {
    if let Some(window) = web_sys::window() {
        // Where the browser refuses, the page stays as it is and people can still reload it.
        let _ = window.location().reload();
    }
}

/// Loads the page afresh to get this build, unless that was tried before in this tab.
pub(crate) fn reload_for(build: &str) {
    const KEY: &str = "tandem.reloaded-for";
    let session = web_sys::window().and_then(|window| window.session_storage().ok().flatten());
    let Some(session) = session else { return };
    let last = session.get_item(KEY).ok().flatten();
    if last.as_deref() != Some(build) && session.set_item(KEY, build).is_ok() {
        reload();
    }
}

/// Has the browser keep this program, so that plans open without a network.
pub(crate) fn keep_program() {
    // The interface is missing where a page did not come over TLS.
    let has = |window: &web_sys::Window| {
        js_sys::Reflect::has(&window.navigator(), &"serviceWorker".into()) == Ok(true)
    };
    if let Some(window) = web_sys::window().filter(has) {
        // Without it, plans open while there is a network.
        ignore_failure(&window.navigator().service_worker().register("/worker.js"));
    }
}

/// Something that the browser may refuse, and that nobody waits for.
pub(super) fn ignore_failure(promise: &Promise) {
    let ignore = Closure::<dyn FnMut(JsValue)>::new(|_| {});
    let _ = promise.catch(&ignore);
    // The browser may call it at any time.
    ignore.forget();
}

/// Calls `returned` when the device is online again or the page comes to the front, as long as
/// the listeners live.
pub(crate) fn on_return(returned: impl Fn() + 'static) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else {
        return Vec::new();
    };
    let returned = Rc::new(returned);
    let online = {
        let returned = Rc::clone(&returned);
        EventListener::new(&window, "online", move |_| returned())
    };
    let mut listeners = vec![online];
    if let Some(document) = window.document() {
        let target = document.clone();
        listeners.push(EventListener::new(&target, "visibilitychange", move |_| {
            if document.visibility_state() == VisibilityState::Visible {
                returned();
            }
        }));
    }
    listeners
}
