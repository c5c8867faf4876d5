//! Rooms through their public boundaries: the guard, the state machine of a room, a simulation of
//! people, room and disk, and the real server over real sockets.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up shall fail"
)]

mod comments;
mod corpora;
mod editing;
mod fuzzed;
mod guard;
mod guard_cases;
mod harness;
mod history;
mod kill;
mod limits;
mod mutated;
mod neighbours;
mod program;
mod registry;
mod rights;
mod server;
mod silence;
mod simulation;
mod slow_reader;
mod sockets;
mod store_failures;
mod table;
mod workshop;
