//! Whether a button of the mouse is held down, so that nothing moves away from under it: a press
//! whose target moves between down and up is no click, and what was meant does not happen.

use std::cell::{Cell, RefCell};

use gloo_events::{EventListener, EventListenerOptions};
use leptos::prelude::{request_animation_frame, window};

type Then = Box<dyn FnOnce()>;

thread_local! {
    static IS_DOWN: Cell<bool> = const { Cell::new(false) };
    static WAITING: RefCell<Vec<Then>> = const { RefCell::new(Vec::new()) };
}

/// Notices presses from now on; called once.
pub(crate) fn notice_presses() {
    // What becomes a drag ends as one, and the button never comes up.
    for name in ["mousedown", "mouseup", "dragend"] {
        let options = EventListenerOptions::run_in_capture_phase();
        EventListener::new_with_options(&window(), name, options, |event| {
            let is_down = event.type_() == "mousedown";
            IS_DOWN.set(is_down);
            if !is_down && WAITING.with_borrow(|waiting| !waiting.is_empty()) {
                // The click comes right after this event.
                request_animation_frame(|| WAITING.take().into_iter().for_each(|then| then()));
            }
        })
        .forget();
    }
}

/// Does something once what is being pressed has been pressed: at once, if nothing is.
pub(crate) fn after_press(then: Then) {
    if IS_DOWN.get() {
        WAITING.with_borrow_mut(|waiting| waiting.push(then));
    } else {
        then();
    }
}
