//! The clock and the source of chance that are handed to everything that needs one.

/// Milliseconds since the page was opened. It only grows, also when somebody sets the clock.
pub(crate) fn uptime_ms() -> u64 {
    let performance = web_sys::window().and_then(|window| window.performance());
    performance.map_or(0, |clock| clock.now() as u64)
}

/// A number from 0 up to, but not including, 1.
pub(crate) fn chance() -> f64 {
    js_sys::Math::random()
}
