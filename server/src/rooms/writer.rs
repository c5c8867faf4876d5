//! The one writer of all rooms: what several rooms want to save at the same time becomes one
//! transaction, because a transaction costs the same whether it holds one update or a hundred.
//!
//! It never looks into an update and never decides what is saved; it only says whether it was.

use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::sleep;

use super::room::CommitFailure;
use crate::store::{RoomWrite, Store, StoreError};

/// The most rooms in one transaction.
const MAX_ROUND: usize = 512;
/// How many rooms may wait before a room that saves has to wait too.
const QUEUE: usize = 1_024;
/// The longest time that a busy writer collects before it writes.
const MAX_WINDOW: Duration = Duration::from_millis(15);
/// How many rooms in the round before make it collect for one millisecond more.
const ROOMS_PER_MILLISECOND: u32 = 8;

/// Where rooms hand in what they want to save.
#[derive(Debug, Clone)]
pub(super) struct Writer(mpsc::Sender<Job>);

#[derive(Debug)]
struct Job {
    write: RoomWrite,
    done: oneshot::Sender<Result<(), CommitFailure>>,
}

/// Tells whether a write is on disk.
pub(super) type Done = oneshot::Receiver<Result<(), CommitFailure>>;

impl Writer {
    /// Starts the writer. It ends when nobody can hand in anything any more.
    pub(super) fn start<S: Store>(store: S) -> Self {
        let (sender, queue) = mpsc::channel(QUEUE);
        tokio::spawn(run(store, queue));
        Self(sender)
    }

    /// Hands in a write. A room hands in the next one when it knows of the last.
    pub(super) async fn hand_in(&self, write: RoomWrite) -> Done {
        let (done, result) = oneshot::channel();
        // A writer that is gone drops the job, and the room hears that it was not saved.
        let _ = self.0.send(Job { write, done }).await;
        result
    }
}

async fn run<S: Store>(store: S, mut queue: mpsc::Receiver<Job>) {
    let mut window = Duration::ZERO;
    while let Some(first) = queue.recv().await {
        let mut round = vec![first];
        if !window.is_zero() {
            sleep(window).await;
        }
        while round.len() < MAX_ROUND
            && let Ok(job) = queue.try_recv()
        {
            round.push(job);
        }
        window = window_after(round.len());
        save(&store, round).await;
    }
}

/// How long to collect after a round of so many rooms: not at all when little happens.
fn window_after(rooms: usize) -> Duration {
    let rooms = u32::try_from(rooms).unwrap_or(u32::MAX);
    Duration::from_millis(u64::from(rooms / ROOMS_PER_MILLISECOND)).min(MAX_WINDOW)
}

async fn save<S: Store>(store: &S, round: Vec<Job>) {
    let (writes, waiting): (Vec<RoomWrite>, Vec<_>) =
        round.into_iter().map(|job| (job.write, job.done)).unzip();
    let result = store.commit(&writes).await;
    let alone = writes.len() == 1;
    for (write, done) in writes.into_iter().zip(waiting) {
        let result = match &result {
            Ok(()) => Ok(()),
            Err(error) if alone => Err(failure(error, &write)),
            // The one that does not fit must not stop the others.
            Err(_) => {
                let result = store.commit(std::slice::from_ref(&write)).await;
                result.map_err(|error| failure(&error, &write))
            }
        };
        // A room that is gone does not want to know.
        let _ = done.send(result);
    }
}

fn failure(error: &StoreError, write: &RoomWrite) -> CommitFailure {
    let cause = std::error::Error::source(error).map(ToString::to_string);
    tracing::error!(room = %write.room, first_seq = write.first_seq, %error, cause, "a room could not be saved");
    match error {
        StoreError::Conflict { .. } => CommitFailure::Stale,
        _ => CommitFailure::Unwritable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_traffic_is_written_at_once() {
        assert_eq!(window_after(1), Duration::ZERO);
        assert_eq!(window_after(7), Duration::ZERO);
        assert_eq!(window_after(80), Duration::from_millis(10));
        assert_eq!(window_after(5_000), MAX_WINDOW);
    }
}
