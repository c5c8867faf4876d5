//! Replicas of one plan under scripts that chance writes.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up shall fail"
)]

mod convergence;
mod intents;
mod own_undo;
mod remake;
