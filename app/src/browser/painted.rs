//! What the server has painted before the client was there, which takes its place without a jump.

use std::cell::Cell;

use leptos::prelude::document;
use web_sys::Element;

use super::screen;

/// The text of the element with this id.
pub(crate) fn text_of(id: &str) -> Option<String> {
    document().get_element_by_id(id)?.text_content()
}

/// Bytes that were written in base64.
pub(crate) fn from_base64(text: &str) -> Option<Vec<u8>> {
    let bytes = web_sys::window()?.atob(text).ok()?;
    // One character for each byte, all below 256.
    bytes.chars().map(|byte| u8::try_from(byte).ok()).collect()
}

/// Where the page is scrolled to.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    scrolled: f64,
    /// The item at the top of the screen, by the id of the client's card, and where it begins.
    item: Option<(String, f64)>,
}

impl Place {
    /// As the painted page is scrolled now; `None` if it stands at its beginning.
    pub(crate) fn of_painted() -> Option<Self> {
        let scrolled = web_sys::window()?.scroll_y().ok()?;
        (scrolled > 0.0).then(|| Self {
            scrolled,
            item: item_at_top(),
        })
    }

    /// Scrolls the client's page so that the same stands there, and holds it while cards above it
    /// are built, until somebody scrolls.
    pub(crate) fn restore(self) {
        let Some(window) = web_sys::window() else {
            return;
        };
        window.scroll_to_with_x_and_y(0.0, self.scrolled);
        let Some((id, top)) = self.item else { return };
        let last = Cell::new(None);
        let hold = move || {
            let Some(card) = document().get_element_by_id(&id) else {
                return true;
            };
            let by = card.get_bounding_client_rect().top() - top;
            let scrolled = window.scroll_y().unwrap_or_default();
            if by.abs() >= 1.0 {
                // If it is not the page that has moved, it is somebody's hand.
                if last.get().is_some_and(|last: f64| last != scrolled) {
                    return true;
                }
                window.scroll_by_with_x_and_y(0.0, by);
            }
            last.set(window.scroll_y().ok());
            false
        };
        if !hold() {
            screen::retry(hold);
        }
    }
}

/// The first item that shows below the bar.
fn item_at_top() -> Option<(String, f64)> {
    const BAR: f64 = 64.0;
    let items = document().query_selector_all(".painted .item").ok()?;
    let item = |index| items.item(index).map(wasm_bindgen::JsCast::unchecked_into);
    (0..items.length())
        .filter_map(item)
        .find_map(|item: Element| {
            let rect = item.get_bounding_client_rect();
            let id = item.id();
            let (_, id) = id.rsplit_once('/')?;
            // Those of sections that do not show have no height.
            (rect.height() > 0.0 && rect.bottom() > BAR).then(|| (format!("item-{id}"), rect.top()))
        })
}
