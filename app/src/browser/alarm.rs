//! One timer that can be set again and again.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Calls one function when the time that was set last has passed.
pub(crate) struct Alarm {
    ring: Rc<dyn Fn()>,
    /// The same for the browser, made when it is needed first.
    closure: OnceCell<Closure<dyn Fn()>>,
    handle: Cell<Option<i32>>,
}

impl Alarm {
    /// An alarm that is not set.
    pub(crate) fn new(ring: impl Fn() + 'static) -> Self {
        Self {
            ring: Rc::new(ring),
            closure: OnceCell::new(),
            handle: Cell::new(None),
        }
    }

    /// Rings once in so many milliseconds, and not when it was set to before.
    pub(crate) fn set(&self, milliseconds: u64) {
        self.clear();
        let closure = self.closure.get_or_init(|| {
            let ring = Rc::clone(&self.ring);
            Closure::new(move || ring())
        });
        let milliseconds = i32::try_from(milliseconds).unwrap_or(i32::MAX);
        let window = web_sys::window().expect("the client runs in a window");
        let handle = window
            .set_timeout_with_callback_and_timeout_and_arguments_0(
                closure.as_ref().unchecked_ref(),
                milliseconds,
            )
            .expect("a function and a number are what setTimeout takes");
        self.handle.set(Some(handle));
    }

    /// Does not ring any more.
    pub(crate) fn clear(&self) {
        if let Some(handle) = self.handle.take()
            && let Some(window) = web_sys::window()
        {
            window.clear_timeout_with_handle(handle);
        }
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        self.clear();
    }
}
