//! Any bytes are read by the guard. What it does stands in the tests, which replay the corpus.

#![no_main]

#[expect(dead_code, reason = "the other target uses the rest")]
#[path = "../../server/tests/rooms/fuzzed.rs"]
mod fuzzed;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // Refused or not: it was read.
    let _ = fuzzed::guard(bytes);
});
