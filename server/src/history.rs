//! The history of plans: what every update did, told in the plan's own terms.
//!
//! | module | holds |
//! | --- | --- |
//! | `chronicle` | from what an update has altered to rows that say who did what |
//! | `back` | the edits that take one change back, or bring a whole plan back |
//! | `rebuild` | the same rows again, from the log |
//!
//! All of it follows from the logs, which stay the truth. Nothing here decides who may read it.

mod back;
mod chronicle;
mod rebuild;

pub use back::{NotReverted, address, restore, revert};
pub use chronicle::{Chronicle, Origin, PAUSE, spot, title};
pub use rebuild::{RebuildError, Replay, rebuild};
