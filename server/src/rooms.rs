//! Rooms: people editing one document of one plan together.
//!
//! | module | answers |
//! | --- | --- |
//! | [`guard`] | which bytes from the network may reach the CRDT |
//! | [`room`] | what happens in a room: a pure state machine |
//! | `task` | the loop around it: events in, effects out |
//! | `registry` | which rooms are open; loading, leaving, stopping |
//! | `writer` | one transaction for all rooms that save at the same time |
//! | [`outbox`] | what waits for a connection, bounded |
//! | [`compaction`] | how a long log becomes one snapshot |
//! | [`settings`] | how much is taken of whom |
//!
//! The rules of a room are in [`room`] alone and are tested without sockets, store or clock. No
//! code in here names axum or SQL, and no update from a network gets past the guard.

pub mod compaction;
pub mod guard;
pub mod outbox;
mod registry;
pub mod room;
pub mod settings;
mod task;
mod writer;

pub use registry::{DeedError, NotJoined, Rooms, Seat};
