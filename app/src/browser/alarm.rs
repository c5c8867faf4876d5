//! One timer that can be set again and again.
//!
//! Most alarms are put off long before they ring, some with every key. So the browser's own timer is
//! left to run out, and only then it is looked at how long there is to wait yet.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::clock::uptime_ms;

/// Calls one function when the time that was set last has passed.
pub(crate) struct Alarm(Rc<Inner>);

struct Inner {
    ring: Box<dyn Fn()>,
    times: Cell<Times>,
    /// What the browser calls, made when it is needed first.
    closure: OnceCell<Closure<dyn Fn()>>,
    handle: Cell<Option<i32>>,
}

/// When what happens, in milliseconds on the clock of the page.
#[derive(Debug, Default, Clone, Copy)]
struct Times {
    /// The alarm rings, if it is set.
    rings: Option<u64>,
    /// The browser's timer runs out, if it runs.
    wakes: Option<u64>,
}

impl Alarm {
    /// An alarm that is not set.
    pub(crate) fn new(ring: impl Fn() + 'static) -> Self {
        Self(Rc::new(Inner {
            ring: Box::new(ring),
            times: Cell::default(),
            closure: OnceCell::new(),
            handle: Cell::new(None),
        }))
    }

    /// Rings once in so many milliseconds, and not when it was set to before.
    pub(crate) fn set(&self, milliseconds: u64) {
        let now = uptime_ms();
        let mut times = self.0.times.get();
        let wait = times.set(now, milliseconds);
        self.0.times.set(times);
        if let Some(wait) = wait {
            self.0.stop();
            start(&self.0, wait);
        }
    }

    /// Does not ring any more.
    pub(crate) fn clear(&self) {
        let mut times = self.0.times.get();
        times.rings = None;
        self.0.times.set(times);
    }
}

impl Times {
    /// The alarm is to ring in so many milliseconds from now. Returns how long the browser's timer
    /// is to run, if the one that runs would come too late.
    fn set(&mut self, now: u64, milliseconds: u64) -> Option<u64> {
        let rings = now + milliseconds;
        self.rings = Some(rings);
        if self.wakes.is_some_and(|wakes| wakes <= rings) {
            return None;
        }
        self.wakes = Some(rings);
        Some(milliseconds)
    }

    /// The browser's timer has run out. Returns how long it is to run once more; 0 if the alarm
    /// rings now.
    fn woken(&mut self, now: u64) -> Option<u64> {
        self.wakes = None;
        let wait = self.rings?.saturating_sub(now);
        if wait == 0 {
            self.rings = None;
        } else {
            self.wakes = self.rings;
        }
        Some(wait)
    }
}

fn start(inner: &Rc<Inner>, milliseconds: u64) {
    let closure = inner.closure.get_or_init(|| {
        let inner = Rc::downgrade(inner);
        Closure::new(move || {
            let Some(inner) = inner.upgrade() else { return };
            inner.handle.set(None);
            let mut times = inner.times.get();
            let wait = times.woken(uptime_ms());
            inner.times.set(times);
            match wait {
                Some(0) => (inner.ring)(),
                Some(wait) => start(&inner, wait),
                None => {}
            }
        })
    });
    let milliseconds = i32::try_from(milliseconds).unwrap_or(i32::MAX);
    let window = web_sys::window().expect("the client runs in a window");
    let handle = window
        .set_timeout_with_callback_and_timeout_and_arguments_0(
            closure.as_ref().unchecked_ref(),
            milliseconds,
        )
        .expect("a function and a number are what setTimeout takes");
    inner.handle.set(Some(handle));
}

impl Inner {
    fn stop(&self) {
        if let Some(handle) = self.handle.take()
            && let Some(window) = web_sys::window()
        {
            window.clear_timeout_with_handle(handle);
        }
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        self.0.stop();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever it is set to and however often, it rings once, in the very moment that it was
        /// set to last.
        #[test]
        fn it_rings_when_it_was_set_to_last(
            settings in prop::collection::vec((0u64..300, prop::option::of(0u64..500)), 1..40),
        ) {
            let mut times = Times::default();
            // When the browser's timer runs out, and when it should ring.
            let (mut timer, mut due): (Option<u64>, Option<u64>) = (None, None);
            let mut now = 0;
            let end = [(2_000, None)];
            for (pause, setting) in settings.into_iter().chain(end) {
                let until = now + pause;
                while let Some(out) = timer.filter(|out| *out <= until) {
                    let wait = times.woken(out);
                    timer = wait.filter(|wait| *wait > 0).map(|wait| out + wait);
                    if wait == Some(0) {
                        prop_assert_eq!(due.take(), Some(out));
                    }
                }
                prop_assert!(due.is_none_or(|due| due > until), "it has not rung");
                now = until;
                if let Some(milliseconds) = setting {
                    due = Some(now + milliseconds);
                    if let Some(wait) = times.set(now, milliseconds) {
                        timer = Some(now + wait);
                    }
                } else {
                    due = None;
                    times.rings = None;
                }
            }
            prop_assert_eq!(timer, None);
        }
    }
}
