//! Tells when elements come near the part of the page that is seen.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// How far from the edge of the window an element counts as near.
const MARGIN: &str = "1000px 0px";

/// Watches elements until it is dropped; each is told of once.
pub(crate) struct Near {
    observer: IntersectionObserver,
    _told: Closure<dyn FnMut(Array, IntersectionObserver)>,
}

impl Near {
    /// Calls `seen` with the id of every watched element that comes near. `None` in a browser that
    /// cannot tell.
    pub(crate) fn new(seen: impl Fn(&str) + 'static) -> Option<Self> {
        let told = Closure::new(move |entries: Array, observer: IntersectionObserver| {
            for entry in entries.iter() {
                let entry: IntersectionObserverEntry = entry.unchecked_into();
                if entry.is_intersecting() {
                    let element = entry.target();
                    observer.unobserve(&element);
                    seen(&element.id());
                }
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(MARGIN);
        // The same inside of what scrolls by itself; a browser that does not know it builds what is
        // seen there. The object is the program's own, so that it takes every name.
        let _ = js_sys::Reflect::set(&options, &"scrollMargin".into(), &MARGIN.into());
        let callback = told.as_ref().unchecked_ref();
        let observer = IntersectionObserver::new_with_options(callback, &options).ok()?;
        Some(Self {
            observer,
            _told: told,
        })
    }

    /// Watches the elements inside the element with this id that match `selector`. One that is
    /// watched already is watched on.
    pub(crate) fn watch(&self, inside: &str, selector: &str) {
        let Some(list) = super::screen::document().and_then(|page| page.get_element_by_id(inside))
        else {
            return;
        };
        let Ok(found) = list.query_selector_all(selector) else {
            return;
        };
        for index in 0..found.length() {
            if let Some(element) = found.item(index).and_then(|node| node.dyn_into().ok()) {
                let element: Element = element;
                self.observer.observe(&element);
            }
        }
    }
}

impl Drop for Near {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
