//! Starting over with a fresh replica without losing what was written in the old one.
//!
//! The old replica stays on the screen and takes edits until the fresh one has arrived; then what
//! the fresh one lacks is made again in it, and each part of that travels alone. Of a refused part
//! it is known what it was: it is handed back, and the rest is made again in another fresh
//! replica, because later updates build on refused ones. Every such round has at least one part
//! less.

use tandem_plan::document::{StateVector, Whose};
use tandem_plan::ids::ClientId;

use super::sending::Queued;
use super::{Effect, Notice, Now, Phase, Session};
use crate::sync::recovery::{Recovery, Remade};
use crate::sync::saving::About;
use crate::texts::refusals::{READ_ONLY, RESTORED};
use crate::texts::tr;

/// After so many refusals for one reason with nothing taken in between, nothing else is tried.
const MAX_REFUSALS: usize = 8;

/// Refusals in a row.
#[derive(Debug, Default)]
pub(super) struct Refusals {
    reason: String,
    in_a_row: usize,
    /// How many parts were made again the last time.
    made: usize,
}

impl Session {
    /// The server did not take the message with this number.
    pub(super) fn rejected(
        &mut self,
        count: u64,
        reason: String,
        now: Now,
        effects: &mut Vec<Effect>,
    ) {
        let about = self.ledger.about(count);
        let refusals = &mut self.refusals;
        if refusals.reason != reason {
            refusals.in_a_row = 0;
            refusals.reason.clone_from(&reason);
        }
        refusals.in_a_row += 1;
        let is_first = refusals.in_a_row == 1;
        let mut recovery = self.fresh_recovery();
        let is_found = match about {
            About::One(subject) => {
                recovery.refused.push((subject, reason));
                true
            }
            About::Nothing | About::Several => false,
        };
        self.start_over(recovery, now, effects);
        if is_first || is_found {
            // The next attempt is another one: no need to wait.
            self.connect(now, effects);
        }
    }

    /// The server's plan is another one than that which this tab has.
    pub(super) fn restored(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let mut recovery = self.fresh_recovery();
        recovery.is_restored = true;
        self.start_over(recovery, now, effects);
    }

    /// The replica on the wire cannot be trusted any more.
    pub(super) fn spoilt(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let recovery = self.fresh_recovery();
        self.start_over(recovery, now, effects);
    }

    fn fresh_recovery(&mut self) -> Recovery {
        Recovery::new((self.fresh)(), self.recovery.take())
    }

    pub(super) fn start_over(&mut self, recovery: Recovery, now: Now, effects: &mut Vec<Effect>) {
        self.reconnect(now, effects);
        self.recovery = Some(recovery);
        self.people.renew();
    }

    /// Goes on with the fresh replica once it has arrived and edits travel.
    pub(super) fn recover(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let is_answered = matches!(&self.phase, Phase::Open(connection) if connection.is_answered);
        let Some(mut recovery) = self
            .recovery
            .take_if(|recovery| is_answered && recovery.is_loaded)
        else {
            return;
        };
        if let Some(generation) = recovery.adopts {
            self.loaded = true;
            self.adopted(generation, recovery, effects);
            effects.push(Effect::Tell(Notice::Loaded));
            return;
        }
        let done = self.replica.state_vector();
        let clients = &self.authors();
        let touched = self.unsaved.ever();
        let whose = if recovery.is_restored {
            Whose::Own { clients, touched }
        } else {
            Whose::Everybodys
        };
        let remade = match recovery.fresh.to_remake(&self.replica, whose) {
            Ok(units) => {
                if units.len() < self.refusals.made {
                    self.refusals.in_a_row = 0;
                }
                let all = self.reason_for_all();
                recovery.remake(&self.replica, units, all.as_deref())
            }
            // Two documents that have nothing to do with each other.
            Err(_) => Remade {
                kept: self.unsaved.take(&self.replica, tr(RESTORED)),
                ..Remade::default()
            },
        };
        self.replica = recovery.fresh;
        self.clients.push(self.replica.client());
        self.loaded = true;
        effects.push(Effect::Tell(Notice::Loaded));
        self.take_up(remade, done, effects);
        self.send_queued(now, effects);
    }

    /// The fresh replica is in use: its edits wait to be sent, and what is not in it is told.
    fn take_up(&mut self, remade: Remade, done: StateVector, effects: &mut Vec<Effect>) {
        let Remade {
            messages,
            changes,
            kept,
        } = remade;
        self.refusals.made = messages.len();
        self.ledger.remade(messages.len());
        self.unsaved.saved();
        self.unsaved.note(&changes, messages.len());
        let since = self.ledger.unsent_since();
        let queued = messages.into_iter().map(|(subject, update)| Queued {
            about: About::One(subject),
            since,
            update,
        });
        self.queue = queued.collect();
        self.claim(done, kept, effects);
    }

    /// Why it makes no sense to send anything, if so.
    fn reason_for_all(&self) -> Option<String> {
        let Refusals {
            reason, in_a_row, ..
        } = &self.refusals;
        let is_hopeless = !self.may_write || *in_a_row >= MAX_REFUSALS;
        is_hopeless.then(|| match reason.as_str() {
            "" => tr(READ_ONLY).to_owned(),
            reason => reason.to_owned(),
        })
    }

    /// Everything is on the server's disk.
    pub(super) fn forget_refusals(&mut self) {
        self.refusals = Refusals::default();
    }

    /// The id of the replica that the server hears of.
    pub(super) fn client(&self) -> ClientId {
        let fresh = self.recovery.as_ref().map(|recovery| &recovery.fresh);
        fresh.unwrap_or(&self.replica).client()
    }
}
