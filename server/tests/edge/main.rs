//! The server's edge through its public boundary: the store, joining, pages and files, and the
//! command line.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod assets;
mod command_line;
mod first_view;
mod joining;
mod keeping;
mod safety;
mod store_contract;
mod support;
