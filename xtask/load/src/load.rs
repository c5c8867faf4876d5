//! The loads: so many rooms, people and edits. One run of a load, from connecting to the last
//! delivery.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Result, anyhow};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use crate::durations::{Durations, Quantiles};
use crate::machine;
use crate::metrics::Histogram;
use crate::observed::{Pages, Watch};
use crate::person::{Outcome, Person, Phase, Place, Tally, Writing};

/// What people do.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Load {
    pub(crate) rooms: usize,
    /// People per room.
    pub(crate) people: usize,
    /// So many of them write.
    pub(crate) writers: usize,
    /// Edits per second of each of them.
    pub(crate) rate: u32,
    /// What one delivery may cost the server, in microseconds of processor time.
    pub(crate) goal_micros: f64,
}

/// The loads that are measured: a large meeting, several workshops, and two kinds of a busy day.
pub(crate) const LOADS: [Load; 4] = [
    load((1, 200, 40), 5, 2.1),
    load((20, 20, 20), 10, 2.8),
    load((200, 5, 5), 4, 12.0),
    load((1_000, 4, 1), 1, 38.0),
];

const fn load((rooms, people, writers): (usize, usize, usize), rate: u32, goal: f64) -> Load {
    Load {
        rooms,
        people,
        writers,
        rate,
        goal_micros: goal,
    }
}

impl fmt::Display for Load {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            rooms,
            people,
            writers,
            rate,
            ..
        } = self;
        let plural = if *rooms == 1 { "" } else { "s" };
        write!(f, "{rooms} room{plural} × {people} people, ")?;
        match *writers {
            1 => write!(f, "one writes at {rate}/s"),
            all if all == *people => write!(f, "all write at {rate}/s"),
            some => write!(f, "{some} write at {rate}/s"),
        }
    }
}

/// How the edits of a room lie in time. Everybody keeps their own rate; what differs is when they
/// begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pace {
    /// The people of a room write shortly after each other, then all wait: a server that gathers
    /// edits finds some to gather.
    InTurn,
    /// Evenly: it finds as few as there can be.
    Spread,
}

impl Pace {
    /// When the person with this number begins, in parts of the time between two of their edits.
    fn offset(self, index: usize) -> f64 {
        const TURNS: usize = 97;
        const GOLDEN_RATIO: f64 = 0.618_033_988_749_895;
        match self {
            Self::InTurn => (index % TURNS) as f64 / TURNS as f64,
            // The numbers of any people that follow each other lie evenly.
            Self::Spread => (index as f64 * GOLDEN_RATIO).fract(),
        }
    }
}

/// Where a load is driven to.
#[derive(Debug)]
pub(crate) struct Target {
    /// One per room, at least as many as the load has.
    pub(crate) urls: Vec<String>,
    /// The server's process, if it is on this machine.
    pub(crate) process: Option<u32>,
    /// Where its `/metrics` are.
    pub(crate) metrics: Option<SocketAddr>,
    /// Whether it acknowledges edits.
    pub(crate) acknowledges: bool,
}

/// What one run has shown.
#[derive(Debug)]
pub(crate) struct Measured {
    pub(crate) edits: u64,
    /// How many deliveries there had to be: each edit to every other person of its room.
    pub(crate) expected: u64,
    pub(crate) delivered: u64,
    pub(crate) duplicates: u64,
    pub(crate) foreign: u64,
    pub(crate) arrivals: Option<Quantiles>,
    pub(crate) acknowledgements: Option<Quantiles>,
    /// Processor time of the server per delivery, in microseconds.
    pub(crate) micros_per_delivery: Option<f64>,
    /// How many processors the server kept busy, and how many the people, and everything else.
    pub(crate) processors: Option<[f64; 3]>,
    /// Memory of the server per idle connection.
    pub(crate) kib_per_connection: Option<f64>,
    /// Updates per commit.
    pub(crate) commit_updates: Option<Histogram>,
    pub(crate) commit_seconds: Option<Histogram>,
    /// Why connections ended early, the first one.
    pub(crate) failure: Option<anyhow::Error>,
}

impl Measured {
    /// Whether every edit reached everybody, once, and nobody else.
    pub(crate) fn is_complete(&self) -> bool {
        self.delivered == self.expected && self.foreign == 0 && self.failure.is_none()
    }
}

/// After all have connected, before their memory is measured.
const SETTLE: Duration = Duration::from_millis(500);
/// So many connect at the same time.
const AT_ONCE: usize = 32;
/// How often is looked whether everything has arrived.
const LOOK_EVERY: Duration = Duration::from_millis(10);
/// After how long without a delivery what is missing counts as lost.
const GIVE_UP_AFTER: Duration = Duration::from_secs(10);

impl Load {
    /// Lets people write for so long, at this pace, and everything arrive.
    ///
    /// # Errors
    /// If the server refuses somebody, or cannot be measured.
    pub(crate) async fn run(
        &self,
        target: &Target,
        length: Duration,
        pace: Pace,
    ) -> Result<Measured> {
        let tally = Arc::new(Tally {
            epoch: Instant::now(),
            delivered: AtomicU64::new(0),
            saved: AtomicU64::new(0),
        });
        let resident = || target.process.map(machine::resident_kib).transpose();
        let before = resident()?;
        let people = self.connect(target, &tally).await?;
        let connections = people.len();
        let (phase, following) = watch::channel(Phase::Idle);
        let mut parts = JoinSet::new();
        let edits = self.edits(length);
        for (index, person) in people.into_iter().enumerate() {
            let writes = index % self.people < self.writers;
            let writing = writes.then(|| self.writing(index, edits, pace));
            parts.spawn(person.take_part(writing, following.clone()));
        }
        sleep(SETTLE).await;
        let idle = resident()?;

        let pages = Pages::before(target.metrics).await;
        let watch = target.process.map(Watch::begin).transpose()?;
        phase.send_replace(Phase::WritingSince(Instant::now()));
        sleep(length).await;
        let written = (self.rooms * self.writers * edits) as u64;
        let expected = written * (self.people as u64 - 1);
        let saved = if target.acknowledges { written } else { 0 };
        arrived(&tally, expected + saved).await;
        let work = watch.map(Watch::end).transpose()?;
        let [commit_updates, commit_seconds] = pages.after(target.metrics).await;
        phase.send_replace(Phase::Over);

        let mut measured = Self::total(parts.join_all().await, expected);
        if let Some(work) = work {
            let micros = work.server.as_secs_f64() * 1e6;
            measured.micros_per_delivery = Some(micros / measured.delivered.max(1) as f64);
            measured.processors = Some(work.processors);
        }
        if let (Some(before), Some(idle)) = (before, idle) {
            let grown = idle.saturating_sub(before) as f64;
            measured.kib_per_connection = Some(grown / connections as f64);
        }
        measured.commit_updates = commit_updates;
        measured.commit_seconds = commit_seconds;
        Ok(measured)
    }

    /// All people, room by room.
    async fn connect(&self, target: &Target, tally: &Arc<Tally>) -> Result<Vec<Person>> {
        // Client ids are not used twice, in servers that are measured again neither.
        let nonce = u64::from(std::process::id()) << 24;
        let places = (0..self.rooms * self.people).map(|index| Place {
            url: target.urls[index / self.people].clone(),
            room: index / self.people,
            me: index % self.people,
            writers: self.writers,
            client: nonce + index as u64 + 1,
        });
        stream::iter(places)
            .map(|place| Person::join(place, Arc::clone(tally)))
            .buffered(AT_ONCE)
            .try_collect()
            .await
    }

    /// How often each writer writes.
    fn edits(&self, length: Duration) -> usize {
        (length.as_secs_f64() * f64::from(self.rate)) as usize
    }

    fn writing(&self, index: usize, edits: usize, pace: Pace) -> Writing {
        let every = Duration::from_secs(1) / self.rate;
        Writing {
            edits,
            every,
            after: every.mul_f64(pace.offset(index)),
        }
    }

    fn total(outcomes: Vec<Outcome>, expected: u64) -> Measured {
        let mut arrivals = Durations::default();
        let mut acknowledgements = Durations::default();
        let mut measured = Measured {
            edits: 0,
            expected,
            delivered: 0,
            duplicates: 0,
            foreign: 0,
            arrivals: None,
            acknowledgements: None,
            micros_per_delivery: None,
            processors: None,
            kib_per_connection: None,
            commit_updates: None,
            commit_seconds: None,
            failure: None,
        };
        let mut failures = 0;
        for outcome in outcomes {
            measured.edits += outcome.edits;
            measured.delivered += outcome.receipts.delivered;
            measured.duplicates += outcome.receipts.duplicates;
            measured.foreign += outcome.receipts.foreign;
            arrivals.append(outcome.arrivals);
            acknowledgements.append(outcome.acknowledgements);
            failures += usize::from(outcome.failure.is_some());
            measured.failure = measured.failure.or(outcome.failure);
        }
        measured.failure = measured.failure.map(|first| {
            anyhow!("{failures} connections were lost, the first one because {first:#}")
        });
        measured.arrivals = arrivals.quantiles();
        measured.acknowledgements = acknowledgements.quantiles();
        measured
    }
}

/// Waits until everything has arrived, or nothing more does.
async fn arrived(tally: &Tally, expected: u64) {
    let mut seen = 0;
    let mut last = Instant::now();
    while seen < expected && last.elapsed() < GIVE_UP_AFTER {
        sleep(LOOK_EVERY).await;
        let now = tally.delivered.load(Ordering::Relaxed) + tally.saved.load(Ordering::Relaxed);
        if now > seen {
            (seen, last) = (now, Instant::now());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loads_are_described_as_people_say_them() {
        let described = LOADS.map(|load| load.to_string());
        assert_eq!(
            described,
            [
                "1 room × 200 people, 40 write at 5/s",
                "20 rooms × 20 people, all write at 10/s",
                "200 rooms × 5 people, all write at 4/s",
                "1000 rooms × 4 people, one writes at 1/s",
            ]
        );
    }

    #[test]
    fn everybody_has_written_everything_when_the_time_is_over() {
        for load in LOADS {
            let length = Duration::from_secs(10);
            let edits = load.edits(length);
            assert_eq!(edits, 10 * load.rate as usize);
            for pace in [Pace::InTurn, Pace::Spread] {
                for index in 0..500 {
                    let writing = load.writing(index, edits, pace);
                    assert!(writing.after < writing.every, "{index}");
                    let last = writing.after + writing.every * (edits as u32 - 1);
                    assert!(last < length, "{index}");
                }
            }
        }
    }

    #[test]
    fn a_room_writes_in_a_burst_or_evenly() {
        // Twenty people of one room, whichever it is.
        for first in [0, 20, 380] {
            let widest_gap = |pace: Pace| {
                let mut offsets: Vec<f64> = (first..first + 20).map(|i| pace.offset(i)).collect();
                offsets.sort_by(f64::total_cmp);
                let around = offsets[0] + 1.0 - offsets[19];
                offsets
                    .windows(2)
                    .map(|pair| pair[1] - pair[0])
                    .fold(around, f64::max)
            };
            assert!(widest_gap(Pace::InTurn) > 0.5, "{first}");
            assert!(widest_gap(Pace::Spread) < 0.1, "{first}");
        }
    }
}
