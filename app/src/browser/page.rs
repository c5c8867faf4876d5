//! The page: where it came from, which build it is, and when somebody comes back to it.

use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
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
