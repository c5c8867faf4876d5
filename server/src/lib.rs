//! The server of Tandem: one process, one data folder, one port.
//!
//! | module | answers |
//! | --- | --- |
//! | [`app`] | what every request handler has at hand |
//! | [`cli`] | the command line; one file per command |
//! | [`config`] | what can be set, and what a public address is |
//! | [`data`] | the data folder: its lock and its small files |
//! | `process` | what the operating system is asked: signals, open files |
//! | [`telemetry`] | where the log goes |
//! | [`metrics`] | what is counted |
//! | [`clock`] | what time it is, for code that is told |
//! | [`plans`] | how a plan begins |
//! | [`reading`] | a plan as it is on disk, for who only reads it |
//! | [`access`] | who somebody is: links, members, sessions |
//! | [`rooms`] | people editing one plan together |
//! | [`check`] | whether what is on disk is sound |
//! | [`store`] | what is on disk; **the only code that names SQL** |
//! | [`workshop`] | people planning together along an agenda, as a pure state machine |
//! | [`http`] | routes, pages, assets, security headers; **the only code that names axum** |
//!
//! What anybody may do is decided by `tandem_protocol::role::allows`, nowhere in here.

pub mod access;
pub mod app;
pub mod check;
pub mod cli;
pub mod clock;
pub mod config;
pub mod data;
pub mod history;
pub mod http;
pub mod metrics;
pub mod plans;
mod process;
pub mod reading;
pub mod rooms;
pub mod store;
pub mod telemetry;
pub mod workshop;
