//! The one writer of all rooms: what several rooms want to save at the same time becomes one
//! transaction, because a transaction costs the same whether it holds one update or a hundred.
//!
//! It never looks into an update and never decides what is saved; it only says whether it was.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep, timeout};

use super::room::CommitFailure;
use crate::metrics::Metrics;
use crate::store::{RoomWrite, Store, StoreError};

/// The most rooms in one transaction.
const MAX_ROUND: usize = 512;
/// How many rooms may wait before a room that saves has to wait too.
const QUEUE: usize = 1_024;
/// How long rooms collect before they save, when much happens.
const MAX_WINDOW: Duration = Duration::from_millis(15);
/// Up to so many updates a second everything is saved at once.
const CALM: f64 = 40.0;
/// From so many updates a second on rooms collect for [`MAX_WINDOW`].
const BUSY: f64 = 120.0;
/// Over about which time updates are counted.
const MEMORY: Duration = Duration::from_millis(250);
/// After how long without anything to save there is time for other things.
const LULL: Duration = Duration::from_millis(100);
/// Rooms whose turn has come wake up one after the other: how long the round waits for them.
const GATHER: Duration = Duration::from_millis(1);

/// Where rooms hand in what they want to save.
#[derive(Debug, Clone)]
pub(super) struct Writer {
    jobs: mpsc::Sender<Job>,
    pace: Arc<Pace>,
}

#[derive(Debug)]
struct Job {
    write: RoomWrite,
    done: oneshot::Sender<Result<(), CommitFailure>>,
}

/// Tells whether a write is on disk.
pub(super) type Done = oneshot::Receiver<Result<(), CommitFailure>>;

/// How long rooms collect, as it was decided with the last round.
#[derive(Debug)]
struct Pace {
    begun: Instant,
    /// In microseconds since then: when the last round was written.
    last_round: AtomicU64,
    /// In microseconds.
    window: AtomicU64,
}

impl Pace {
    fn new() -> Self {
        Self {
            begun: Instant::now(),
            last_round: AtomicU64::new(0),
            window: AtomicU64::new(0),
        }
    }

    /// When a room that has something now hands it in: all of them at the same moments, so that
    /// they get into the same round.
    fn turn(&self) -> Option<Instant> {
        let window = self.window.load(Relaxed);
        let now = micros(self.begun.elapsed());
        let is_old = now.saturating_sub(self.last_round.load(Relaxed)) > micros(MEMORY);
        if window == 0 || is_old {
            return None;
        }
        let next = now - now % window + window;
        Some(self.begun + Duration::from_micros(next))
    }
}

impl Writer {
    /// Starts the writer. It ends when nobody can hand in anything any more.
    pub(super) fn start<S: Store>(store: S, metrics: Metrics) -> Self {
        let (jobs, queue) = mpsc::channel(QUEUE);
        let pace = Arc::new(Pace::new());
        tokio::spawn(run(store, metrics, queue, Arc::clone(&pace)));
        Self { jobs, pace }
    }

    /// When a room that has something to save shall hand it in; `None` for at once.
    pub(super) fn turn(&self) -> Option<Instant> {
        self.pace.turn()
    }

    /// Hands in a write. A room hands in the next one when it knows of the last.
    pub(super) async fn hand_in(&self, write: RoomWrite) -> Done {
        let (done, result) = oneshot::channel();
        // A writer that is gone drops the job, and the room hears that it was not saved.
        let _ = self.jobs.send(Job { write, done }).await;
        result
    }
}

async fn run<S: Store>(
    store: S,
    metrics: Metrics,
    mut queue: mpsc::Receiver<Job>,
    pace: Arc<Pace>,
) {
    let mut traffic = Traffic::default();
    while let Some(first) = next(&store, &mut queue).await {
        let mut round = vec![first];
        if pace.turn().is_some() {
            sleep(GATHER).await;
        }
        while round.len() < MAX_ROUND
            && let Ok(job) = queue.try_recv()
        {
            round.push(job);
        }
        let updates: usize = round.iter().map(|job| job.write.updates.len()).sum();
        let now = pace.begun.elapsed();
        let since = now.saturating_sub(Duration::from_micros(pace.last_round.load(Relaxed)));
        pace.last_round.store(micros(now), Relaxed);
        let window = window(traffic.count(updates, since));
        pace.window.store(micros(window), Relaxed);
        save(&store, &metrics, round).await;
    }
}

/// The next job; when there is none for a moment, the store may tidy up meanwhile.
async fn next<S: Store>(store: &S, queue: &mut mpsc::Receiver<Job>) -> Option<Job> {
    loop {
        match timeout(LULL, queue.recv()).await {
            Ok(job) => return job,
            Err(_) => match store.tidy_up().await {
                Ok(0) => return queue.recv().await,
                Ok(_) => {}
                Err(error) => {
                    tracing::error!(%error, "the store could not tidy up");
                    return queue.recv().await;
                }
            },
        }
    }
}

/// Updates a second, smoothed over [`MEMORY`].
#[derive(Debug, Default)]
struct Traffic(f64);

impl Traffic {
    /// Counts the updates of a round that came so long after the one before.
    fn count(&mut self, updates: usize, since: Duration) -> f64 {
        let memory = MEMORY.as_secs_f64();
        let updates = u32::try_from(updates).map_or(f64::MAX, f64::from);
        self.0 = self.0 * (-since.as_secs_f64() / memory).exp() + updates / memory;
        self.0
    }
}

/// How long to collect at so many updates a second: not at all when little happens.
fn window(updates_per_second: f64) -> Duration {
    let share = (updates_per_second - CALM) / (BUSY - CALM);
    MAX_WINDOW.mul_f64(share.clamp(0.0, 1.0))
}

fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

async fn save<S: Store>(store: &S, metrics: &Metrics, round: Vec<Job>) {
    let (writes, waiting): (Vec<RoomWrite>, Vec<_>) =
        round.into_iter().map(|job| (job.write, job.done)).unzip();
    let begun = Instant::now();
    let result = store.commit(&writes).await;
    if result.is_ok() {
        let updates = writes.iter().map(|write| write.updates.len()).sum();
        metrics.committed(begun.elapsed(), writes.len(), updates);
    }
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
        if result.is_err() {
            metrics.commit_failed();
        }
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
        assert_eq!(window(5.0), Duration::ZERO);
        assert_eq!(window(80.0), MAX_WINDOW / 2);
        assert_eq!(window(5_000.0), MAX_WINDOW);
    }

    #[test]
    fn traffic_is_what_comes_in_a_second() {
        let mut traffic = Traffic::default();
        let mut seen = 0.0;
        for _ in 0..1_000 {
            seen = traffic.count(2, Duration::from_millis(10));
        }
        assert!((190.0..215.0).contains(&seen), "{seen}");
        let typing = traffic.count(1, Duration::from_secs(5));
        assert_eq!(window(typing), Duration::ZERO);
    }

    #[test]
    fn all_rooms_have_the_same_turn() {
        let pace = Pace::new();
        assert_eq!(pace.turn(), None);
        pace.window.store(1_000_000, Relaxed);
        pace.last_round.store(micros(pace.begun.elapsed()), Relaxed);
        let turn = pace.turn().unwrap();
        assert_eq!(pace.turn(), Some(turn));
    }
}
