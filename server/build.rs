//! A release build carries the web client inside: it is made again when the client was. A debug
//! build reads the client's files when they are asked for.

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=migrations");
    if env::var("PROFILE").as_deref() == Ok("release") {
        println!("cargo:rerun-if-changed=../target/web");
    }
}
