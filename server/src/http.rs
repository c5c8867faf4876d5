//! HTTP: every route, the pages that load the client, its files, and the API in JSON. The only
//! code of the server that names axum.
//!
//! | module | answers |
//! | --- | --- |
//! | [`router`] | every route, in one place |
//! | [`error`] | how a failure is told: status, key, sentence |
//! | [`session`] | the cookie, and who a request comes from |
//! | [`origin`] | that a request was made by one of our own pages |
//! | `body` | reading what a request brings |
//! | `client_address` | from which address a request comes |
//! | [`headers`] | what every answer says to the browser about its safety |
//! | [`log`] | one line per request |
//! | [`assets`] | the client's files |
//! | `encoding` | which compressed form of a file a browser takes |
//! | [`pages`] | the page that loads the client |
//! | `first_view` | that page with the plan in it |
//! | `print` | the plan for paper |
//! | `look` | in which language and colours a page is written |
//! | `cookies` | the cookies of a request |
//! | `api` | the routes of the interface, and their description |
//! | `caller` | who asks, and what they may |
//! | `plans`, `members`, `links`, `invites`, `comments`, `audit`, `deletion`, `export`, `health`, `history`, `baselines` | one resource each |
//! | [`qr`] | links for cameras |
//! | `ws` | the websocket of a room |
//! | [`serve`] | listening, and stopping gracefully |
//!
//! Handlers parse, ask the modules that know, and answer; they decide nothing.

mod api;
pub mod assets;
mod audit;
mod baselines;
mod body;
mod caller;
mod client_address;
mod comments;
mod cookies;
mod deletion;
mod encoding;
pub mod error;
mod export;
mod first_view;
pub mod headers;
mod health;
mod history;
mod invites;
mod links;
pub mod log;
mod look;
mod members;
pub mod origin;
pub mod pages;
mod plans;
mod print;
pub mod qr;
pub mod router;
pub mod serve;
pub mod session;
mod workshop;
mod ws;
