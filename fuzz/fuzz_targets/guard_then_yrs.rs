//! What the guard accepts is taken in by the CRDT. What it does stands in the tests, which replay
//! the corpus. A panic that the document catches ends the fuzzer all the same: it is a finding.

#![no_main]

#[expect(dead_code, reason = "the other target uses the rest")]
#[path = "../../server/tests/rooms/fuzzed.rs"]
mod fuzzed;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    fuzzed::guard_then_yrs(bytes);
});
