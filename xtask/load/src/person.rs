//! One person of a load: connects, writes at a steady rate, and notes what comes.

use std::collections::VecDeque;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use bytes::Bytes;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};

use crate::connection::{Connection, PATIENCE};
use crate::durations::Durations;
use crate::marker::{self, Mark};
use crate::receipts::Receipts;
use crate::wire::{self, NOTHING, Pen, Said};

/// The text of the root that everybody writes into.
pub(crate) const TEXT: &str = "notes";

/// Who somebody is.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) url: String,
    pub(crate) room: usize,
    /// Which person of the room, from 0.
    pub(crate) me: usize,
    /// So many persons of the room write: the first ones.
    pub(crate) writers: usize,
    /// Must not have been used in this room before.
    pub(crate) client: u64,
}

/// How somebody writes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Writing {
    pub(crate) edits: usize,
    /// From one edit to the next.
    pub(crate) every: Duration,
    /// From the beginning of the load to the first edit.
    pub(crate) after: Duration,
}

/// What the whole load is doing.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Phase {
    Idle,
    WritingSince(Instant),
    Over,
}

/// What all persons have done together; to see when everything has arrived.
#[derive(Debug)]
pub(crate) struct Tally {
    /// When the run began; the clock of the marks.
    pub(crate) epoch: Instant,
    pub(crate) delivered: AtomicU64,
    pub(crate) saved: AtomicU64,
}

/// What one person has seen.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) edits: u64,
    pub(crate) receipts: Receipts,
    /// From sending an edit to its arrival here.
    pub(crate) arrivals: Durations,
    /// From sending an edit to its acknowledgement.
    pub(crate) acknowledgements: Durations,
    /// Why the connection ended before the load did.
    pub(crate) failure: Option<anyhow::Error>,
}

#[derive(Debug)]
pub(crate) struct Person {
    connection: Connection,
    tally: Arc<Tally>,
    place: Place,
    pen: Pen,
    outcome: Outcome,
    /// How many step 2 and update messages were sent.
    sent: u64,
    /// Edits that are not acknowledged: the number of the message, and when it was sent.
    unsaved: VecDeque<(u64, u64)>,
}

impl Person {
    /// Connects and exchanges what both sides have.
    ///
    /// # Errors
    /// If the server refuses, or does not answer in time.
    pub(crate) async fn join(place: Place, tally: Arc<Tally>) -> Result<Self> {
        let mut person = Self {
            connection: Connection::open(&place.url).await?,
            tally,
            pen: Pen::new(TEXT, place.client),
            outcome: Outcome {
                edits: 0,
                receipts: Receipts::new(place.room, place.me, place.writers),
                arrivals: Durations::default(),
                acknowledgements: Durations::default(),
                failure: None,
            },
            place,
            sent: 0,
            unsaved: VecDeque::new(),
        };
        let first = wire::step_1_of_an_empty_replica();
        person.connection.send(first).await?;
        timeout(PATIENCE, person.synchronize())
            .await
            .context("the server sends no step 2")??;
        Ok(person)
    }

    async fn synchronize(&mut self) -> Result<()> {
        loop {
            let message = self.connection.receive().await?;
            self.take(&message).await?;
            if matches!(wire::read(&message), Said::Step2(_)) {
                return Ok(());
            }
        }
    }

    /// Reads until the load is over, and writes when it is time if this person writes.
    pub(crate) async fn take_part(
        mut self,
        writing: Option<Writing>,
        phase: watch::Receiver<Phase>,
    ) -> Outcome {
        self.outcome.failure = self.follow(writing, phase).await.err();
        self.outcome
    }

    async fn follow(
        &mut self,
        writing: Option<Writing>,
        mut phase: watch::Receiver<Phase>,
    ) -> Result<()> {
        let mut left = 0;
        let mut due = pin!(sleep_until(Instant::now()));
        loop {
            tokio::select! {
                message = self.connection.receive() => self.take(&message?).await?,
                () = &mut due, if left > 0 => {
                    self.write().await?;
                    left -= 1;
                    // Whoever is late catches up.
                    let every = writing.map_or(Duration::ZERO, |writing| writing.every);
                    let next = due.deadline() + every;
                    due.as_mut().reset(next);
                }
                changed = phase.changed() => {
                    changed?;
                    match (*phase.borrow_and_update(), writing) {
                        (Phase::WritingSince(begin), Some(writing)) => {
                            left = writing.edits;
                            due.as_mut().reset(begin + writing.after);
                        }
                        (Phase::Over, _) => return Ok(()),
                        _ => {}
                    }
                }
            }
        }
    }

    async fn write(&mut self) -> Result<()> {
        let at = self.now();
        let mark = Mark {
            room: self.place.room,
            writer: self.place.me,
            number: usize::try_from(self.outcome.edits)?,
            at,
        };
        let update = self.pen.write(&mark.text());
        self.connection.send(wire::update(&update)).await?;
        self.outcome.edits += 1;
        self.sent += 1;
        self.unsaved.push_back((self.sent, at));
        Ok(())
    }

    async fn take(&mut self, message: &Bytes) -> Result<()> {
        match wire::read(message) {
            Said::Step1 => {
                self.connection.send(wire::step_2(NOTHING)).await?;
                self.sent += 1;
            }
            Said::Step2(content) | Said::Update(content) => self.note(content),
            Said::Ack(count) => self.note_saved(count),
            Said::Rejected => bail!("the server rejected an edit"),
            Said::Other => {}
        }
        Ok(())
    }

    fn note(&mut self, content: &[u8]) {
        let now = self.now();
        let before = self.outcome.receipts.delivered;
        for mark in marker::scan(content) {
            if self.outcome.receipts.take(&mark) {
                self.outcome.arrivals.push(now.saturating_sub(mark.at));
            }
        }
        let new = self.outcome.receipts.delivered - before;
        self.tally.delivered.fetch_add(new, Ordering::Relaxed);
    }

    fn note_saved(&mut self, count: u64) {
        let now = self.now();
        while let Some(&(number, at)) = self.unsaved.front()
            && number <= count
        {
            self.unsaved.pop_front();
            self.outcome.acknowledgements.push(now.saturating_sub(at));
            self.tally.saved.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Microseconds since the run began.
    fn now(&self) -> u64 {
        u64::try_from(self.tally.epoch.elapsed().as_micros()).unwrap_or(u64::MAX)
    }
}
