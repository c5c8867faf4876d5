//! The browser, as far as the rest of the client needs it: clock and chance, timers, the page,
//! local storage, requests, and what happens when the program breaks.
//!
//! Besides `sync::socket`, the text binding and a few lines of the components about their own
//! elements this is the only code that names the browser's own interfaces. Nothing here knows what
//! a plan is.

mod alarm;
pub(crate) mod clipboard;
mod clock;
mod database;
mod databases;
mod http;
mod near;
mod page;
pub(crate) mod painted;
mod panic;
mod press;
pub(crate) mod screen;
mod storage;

pub(crate) use alarm::Alarm;
pub(crate) use clock::{chance, midnight, moment, now, time_of_day, today, uptime_ms};
pub(crate) use database::{Database, Put, Read, ask_to_persist};
pub(crate) use databases::delete_databases;
pub(crate) use http::{
    Change, RequestError, get_bytes, get_json, post_json, send_json, send_nothing,
};
pub(crate) use near::Near;
pub(crate) use page::{
    anchor, ask_before_leaving, build, go, keep_program, on_return, path, play, print, query,
    reload, reload_for, replace_anchor, set_anchor, socket_address,
};
pub(crate) use panic::explain_panics;
pub(crate) use press::{after_press, notice_presses};
pub(crate) use storage::{cookie, local, local_keys, set_cookie, set_local};
