//! What a step needs from the machine: looks whether it is there, says what it installs, installs
//! it, or tells in one sentence what is missing and what to do.
//!
//! Each function is quick when everything is there. Nothing is installed for all users of the
//! machine except Chromium, and that only where packages are how one gets it.

mod chromium;
mod npm;
mod rust;

pub(crate) use self::chromium::chromium;
pub(crate) use self::npm::{install as npm_packages, npx};
pub(crate) use self::rust::{WASM_TARGET, components, library_source, wasm_target};

/// Tells what is about to be installed, and how.
fn announce(what: &str, how: &str) {
    println!("set-up: installing {what}: {how}");
}
