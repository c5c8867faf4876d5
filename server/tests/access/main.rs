//! Only who belongs, only what they may: a running program is asked over HTTP and websockets, as
//! anybody can ask it.
//!
//! | module | tests |
//! | --- | --- |
//! | `table` | everybody on every route: exactly what the table of roles says |
//! | `frames` | the same for every message of the websocket, in every layer |
//! | `crawl` | that nothing of what one side keeps to itself is anywhere for others |
//! | `forged` | what is not one's own, is over, or is guessed |
//! | `removal` | that who was removed is out |
//! | `workshop` | that nobody gets what others do in secret, nor does what is not theirs |
//!
//! `program` runs the server, `world` is a plan with somebody of every side and role, `socket` is a
//! websocket.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up shall fail"
)]

mod crawl;
mod forged;
mod frames;
mod program;
mod removal;
mod socket;
mod table;
mod workshop;
mod world;
