//! The signs of the workshop: drawn, because not every device has letters for them.

use leptos::prelude::*;
use tandem_protocol::workshop::Gesture;

pub(super) const HAND: &str = "M5 9V4.2a.9.9 0 0 1 1.8 0V7V3a.9.9 0 0 1 1.8 0v4V3.6a.9.9 0 0 1 1.8 0V8V5.4a.9.9 0 0 1 1.8 0V10a4 4 0 0 1-4 4c-2 0-3-1-3.8-2.4L3 9a.9.9 0 0 1 1.5-1Z";
pub(super) const CHECK: &str = "m3.5 8.5 3 3 6-7";
pub(super) const FACE: &str = "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5M5.3 9.4a3 3 0 0 0 5.4 0M6 6.2v.01M10 6.2v.01";

pub(super) const SOUND: &str =
    "M2.5 6h2.2L8 3.2v9.6L4.7 10H2.5ZM10.3 6a2.8 2.8 0 0 1 0 4M12.2 4.2a5.4 5.4 0 0 1 0 7.6";
pub(super) const MUTED: &str =
    "M2.5 6h2.2L8 3.2v9.6L4.7 10H2.5ZM10.5 6.2l3.4 3.6M13.9 6.2l-3.4 3.6";

/// The sign of a reaction.
pub(super) const fn of(gesture: Gesture) -> &'static str {
    match gesture {
        Gesture::ThumbsUp => {
            "M5 7.5v6H2.8v-6ZM5 7.5 7.6 2.6c1.2 0 1.7.9 1.4 2L8.5 6.5h3.6c.9 0 1.5.8 1.3 1.7l-1 4.2c-.2.7-.7 1.1-1.4 1.1H5"
        }
        Gesture::Applause => {
            "m8 2.5 1.6 3.4 3.7.4-2.8 2.5.8 3.7L8 10.6l-3.3 1.9.8-3.7L2.7 6.3l3.7-.4Z"
        }
        Gesture::Heart => "M8 13.2 3.2 8.4a2.9 2.9 0 0 1 4.1-4.1l.7.7.7-.7a2.9 2.9 0 0 1 4.1 4.1Z",
        Gesture::Puzzled => "M5.6 5.6a2.4 2.4 0 1 1 3.4 2.2c-.7.4-1 .8-1 1.6M8 12v.01",
        Gesture::SlowDown => {
            "M4.5 2.5h7M4.5 13.5h7M5.2 2.5c0 3.5 2.8 3.6 2.8 5.5s-2.8 2-2.8 5.5M10.8 2.5c0 3.5-2.8 3.6-2.8 5.5s2.8 2 2.8 5.5"
        }
    }
}

/// A sign as large as a line of text.
pub(super) fn sign(path: &'static str) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d=path />
        </svg>
    }
    .into_any()
}
