//! What is copied and pasted, and in which element something happens.

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, Event};

const PLAIN: &str = "text/plain";

/// Copies this text instead of what is selected on the page. Returns whether the event could.
pub(crate) fn give(event: &Event, text: &str) -> bool {
    let data = event
        .dyn_ref::<ClipboardEvent>()
        .and_then(ClipboardEvent::clipboard_data);
    let is_given = data.is_some_and(|data| data.set_data(PLAIN, text).is_ok());
    if is_given {
        event.prevent_default();
    }
    is_given
}

/// The text that is pasted, if it is one that is wanted; the page does nothing else with it then.
pub(crate) fn take_if(event: &Event, is_wanted: impl Fn(&str) -> bool) -> Option<String> {
    let data = event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?;
    let text = data.get_data(PLAIN).ok().filter(|text| is_wanted(text))?;
    event.prevent_default();
    Some(text)
}

/// The id of the element that has the focus.
pub(crate) fn holder() -> Option<String> {
    Some(super::screen::document()?.active_element()?.id())
}

/// Whether an event happened on an element that matches `selector`, and not inside of it.
pub(crate) fn is_on(event: &Event, selector: &str) -> bool {
    let target = event.target();
    let target = target.and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.matches(selector) == Ok(true))
}

/// The id of the nearest element around the place of an event that matches `selector`.
pub(crate) fn cell_around(event: &Event, selector: &str) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    Some(target.closest(selector).ok()??.id())
}
