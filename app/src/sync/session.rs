//! The conversation of one replica with the server, as a state machine.
//!
//! `handle(event, now) → effects`: no socket, no timer, no clock in here; whoever owns the
//! session does what the effects say and calls again at [`Session::deadline`]. The rules:
//!
//! - On a new connection both sides tell what they have, and each sends what the other lacks. A
//!   queue of old messages is never replayed: the replica itself is the queue.
//! - The server acknowledges the first n messages that carry edits once they are on its disk.
//!   "Saved" is told only when every edit made here was acknowledged on the present connection.
//! - An edit that the server refuses spoils the replica: a fresh one, under a new client id, is
//!   loaded from the server, and what was written is made again in it, field by field. Only what
//!   the server refuses of that is handed back. The same after a restored backup.
//! - A final close code stops the session; every other end of a connection leads to a new one.

mod beginning;
mod incoming;
mod keeping;
mod messages;
mod recovering;
mod sending;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::fmt;

use tandem_plan::document::{PlanDoc, Replica, merge};
use tandem_plan::ids::{ClientId, MemberId};
use tandem_plan::language::Text;
use tandem_protocol::close;
use tandem_protocol::frame::Frame;
use tandem_protocol::layer::Layer;

use super::backoff::Backoff;
use super::kept::Kept;
use super::people::{People, Person};
use super::recovery::Recovery;
use super::saving::{About, Keeping, Ledger, SaveState};
use super::unsaved::Unsaved;
use crate::texts::{refusals, tr};
use keeping::{Device, LOAD_WITHIN_MS};
pub(crate) use messages::{Effect, Event, Notice, Now};
use recovering::Refusals;
use sending::{Crowded, Queued};

/// A connection that does not open in this time is given up.
const OPEN_WITHIN_MS: u64 = 15_000;
/// How often we say that we are still here. The server answers with our own state.
const RENEW_MS: u64 = 15_000;
/// How long a message of ours may stay without any answer before the connection counts as dead.
const PATIENCE_MS: u64 = 30_000;
/// The same when somebody has just come back: a device that slept wakes with dead connections.
const SHORT_PATIENCE_MS: u64 = 6_000;
/// How soon after a change of our own presence the next one is told.
const PRESENCE_MS: u64 = 100;

/// One replica and its conversation with the server.
pub(crate) struct Session {
    layer: Layer,
    fresh: Box<dyn Fn() -> Replica>,
    /// What is on the screen and takes edits.
    replica: Replica,
    /// The replica that is to take its place, and talks to the server meanwhile.
    recovery: Option<Recovery>,
    /// Under which ids this tab has written.
    clients: Vec<ClientId>,
    phase: Phase,
    backoff: Backoff,
    ledger: Ledger,
    /// Edits that travel one by one, in this order.
    queue: VecDeque<Queued>,
    refusals: Refusals,
    unsaved: Unsaved,
    people: People,
    device: Device,
    /// Which life of the server's store the replica belongs to.
    epoch: Option<String>,
    loaded: bool,
    /// Who this is, once the server has said so.
    me: Option<MemberId>,
    /// Whether the server lets this person write in the layer, as far as it has said.
    may_write: bool,
    /// Why something was handed back that nobody has looked at yet.
    refused: Option<String>,
    cannot_save: bool,
    told_saving: SaveState,
    told_keeping: Keeping,
    told_people: Vec<Person>,
}

#[derive(Debug)]
enum Phase {
    Idle,
    /// Until the device has said what it has.
    Loading {
        until: u64,
    },
    Waiting {
        until: u64,
    },
    Connecting {
        until: u64,
    },
    Open(Connection),
    Stopped {
        reason: String,
    },
}

/// How the conversation ends for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// Another page may go on with what is on the device.
    Waits,
    /// What was sent is of no use, and nothing else could be.
    NotUnderstood,
    /// This person is not in the plan: nothing of it stays here.
    Left,
}

#[derive(Debug)]
struct Connection {
    since: u64,
    /// The server has asked for what it lacks and was answered; edits travel from then on.
    is_answered: bool,
    /// Updates that came before the answer to what we lack: they may build on it.
    early: Option<Vec<Vec<u8>>>,
    /// When the connection counts as dead unless something comes.
    dead_at: Option<u64>,
    renew_at: u64,
    presence_at: Option<u64>,
    crowded: Option<Crowded>,
    /// When the next messages of the queue are due, if there are any.
    queue_at: u64,
}

impl Session {
    /// A session that is not started, over a replica of this layer made by `fresh`.
    pub(crate) fn new(layer: Layer, fresh: impl Fn() -> Replica + 'static) -> Self {
        let replica = fresh();
        Self {
            layer,
            clients: vec![replica.client()],
            replica,
            recovery: None,
            fresh: Box::new(fresh),
            phase: Phase::Idle,
            backoff: Backoff::default(),
            ledger: Ledger::default(),
            queue: VecDeque::new(),
            refusals: Refusals::default(),
            unsaved: Unsaved::default(),
            people: People::default(),
            device: Device::default(),
            epoch: None,
            loaded: false,
            me: None,
            may_write: true,
            refused: None,
            cannot_save: false,
            told_saving: SaveState::Connecting,
            told_keeping: Keeping::Not,
            told_people: Vec::new(),
        }
    }

    /// The plan as this tab knows it.
    pub(crate) fn document(&self) -> &PlanDoc {
        &self.replica
    }

    /// When [`Event::Tick`] is wanted.
    pub(crate) fn deadline(&self) -> Option<u64> {
        match &self.phase {
            Phase::Idle | Phase::Stopped { .. } => None,
            Phase::Loading { until } | Phase::Waiting { until } | Phase::Connecting { until } => {
                Some(*until)
            }
            Phase::Open(connection) => {
                let dates = [
                    Some(connection.renew_at),
                    connection.dead_at,
                    connection.presence_at,
                    connection.crowded.as_ref().map(|crowded| crowded.until),
                    self.has_queued().then_some(connection.queue_at),
                ];
                dates.into_iter().flatten().min()
            }
        }
    }

    /// Whether edits are safe.
    pub(crate) fn saving(&self) -> SaveState {
        let progress = self.progress();
        match (&self.refused, &progress) {
            (None, _) | (_, SaveState::Stopped { .. }) => progress,
            (Some(reason), _) => SaveState::NotAccepted {
                reason: reason.clone(),
                rest: Box::new(progress),
            },
        }
    }

    /// The same, as if nothing had been refused.
    fn progress(&self) -> SaveState {
        let is_recovering = self.recovery.is_some();
        match &self.phase {
            Phase::Stopped { reason } => SaveState::Stopped {
                reason: reason.clone(),
                changes: self.ledger.changes(),
            },
            _ if self.cannot_save => SaveState::CannotSave,
            Phase::Open(_) | Phase::Connecting { .. } if is_recovering => SaveState::Saving,
            Phase::Open(_) if self.device.claim.is_some() => SaveState::Saving,
            Phase::Open(connection) if connection.is_answered => {
                if self.ledger.all_on_disk() {
                    SaveState::Saved
                } else {
                    SaveState::Saving
                }
            }
            _ if !self.loaded && self.ledger.changes() == 0 => SaveState::Connecting,
            // What came with the page is there; the first connection is not, and is on its way.
            Phase::Idle | Phase::Connecting { .. }
                if self.me.is_none() && self.ledger.changes() == 0 =>
            {
                SaveState::Connecting
            }
            _ => SaveState::Offline {
                changes: self.ledger.changes(),
            },
        }
    }

    /// Lets this person edit the plan, and sends what came of it.
    pub(crate) fn edit<R>(
        &mut self,
        now: Now,
        edit: impl FnOnce(&mut Replica) -> R,
    ) -> (R, Vec<Effect>) {
        self.look_for_room(now);
        let before = self.replica.state_vector();
        let result = edit(&mut self.replica);
        let mut effects = Vec::new();
        let drained = self.replica.drain();
        let about = About::of(&drained.changes);
        // Many steps of one act travel as one message: the server counts messages.
        let updates = match &drained.updates[..] {
            [_, _, ..] => merge(&drained.updates).map_or(drained.updates, |one| vec![one]),
            _ => drained.updates,
        };
        self.unsaved.note(&drained.changes, updates.len());
        for _ in &updates {
            self.ledger.edited(about, now.unix_ms);
        }
        self.keep_own(&before, &drained.changes, &updates, &mut effects);
        for update in updates {
            self.send_update(update, about, &mut effects);
        }
        if !drained.changes.is_empty() {
            effects.push(Effect::Tell(Notice::Changed(drained.changes)));
        }
        self.tell(&mut effects);
        (result, effects)
    }

    /// What follows from an event.
    pub(crate) fn handle(&mut self, event: Event<'_>, now: Now) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Start => {
                if matches!(self.phase, Phase::Idle) {
                    self.start(now, &mut effects);
                }
            }
            Event::Stored(stored) => self.stored(stored, now, &mut effects),
            Event::Kept(outcome) => self.kept_on_device(outcome, now, &mut effects),
            Event::DeviceFailed => self.device_failed(now, &mut effects),
            Event::TabSaid(message) => self.tab_said(message, now, &mut effects),
            Event::Stop => {
                self.disconnect(now);
                self.phase = Phase::Idle;
                effects.push(Effect::Close);
            }
            Event::Lost => {
                if !matches!(self.phase, Phase::Idle | Phase::Stopped { .. }) {
                    let reason = refusals::of_close(close::FORBIDDEN);
                    self.stop(End::Left, reason, now, &mut effects);
                }
            }
            Event::Opened => self.opened(now, &mut effects),
            Event::Received(bytes) => self.received(bytes, now, &mut effects),
            Event::Closed { code } => self.closed(code, now, &mut effects),
            Event::Tick => self.tick(now, &mut effects),
            Event::Returned => match &self.phase {
                Phase::Waiting { .. } => self.connect(now, &mut effects),
                Phase::Open(_) => self.show_presence(SHORT_PATIENCE_MS, now, &mut effects),
                Phase::Idle
                | Phase::Loading { .. }
                | Phase::Connecting { .. }
                | Phase::Stopped { .. } => {}
            },
            Event::Looks(looks) => {
                if self.people.show(looks)
                    && let Phase::Open(connection) = &mut self.phase
                {
                    let next = connection.presence_at.unwrap_or(now.ms + PRESENCE_MS);
                    connection.presence_at = Some(next);
                }
            }
            Event::RefusalSeen => self.refusal_seen(),
        }
        self.tell(&mut effects);
        effects
    }

    fn start(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if self.keeping() == Keeping::Under {
            self.phase = Phase::Loading {
                until: now.ms + LOAD_WITHIN_MS,
            };
            effects.push(Effect::Load);
        } else {
            self.connect(now, effects);
        }
    }

    fn connect(&mut self, now: Now, effects: &mut Vec<Effect>) {
        self.phase = Phase::Connecting {
            until: now.ms + OPEN_WITHIN_MS,
        };
        effects.push(Effect::Open);
    }

    fn opened(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if !matches!(self.phase, Phase::Connecting { .. }) {
            return;
        }
        self.phase = Phase::Open(Connection {
            since: now.ms,
            is_answered: false,
            early: Some(Vec::new()),
            dead_at: None,
            renew_at: now.ms + RENEW_MS,
            presence_at: None,
            crowded: None,
            queue_at: 0,
        });
        let replica = match &mut self.recovery {
            Some(recovery) => {
                recovery.is_loaded = false;
                &recovery.fresh
            }
            None => &self.replica,
        };
        let vector = replica.state_vector().encode();
        effects.push(Effect::Send(Frame::SyncStep1(&vector).encode()));
        self.show_presence(PATIENCE_MS, now, effects);
    }

    /// The connection is over, whoever ended it. What comes next is the caller's business.
    fn disconnect(&mut self, now: Now) {
        if let Phase::Open(connection) = &self.phase {
            self.backoff.lasted(now.ms.saturating_sub(connection.since));
        } else {
            // The server cannot even be reached: what it said about its disk is old.
            self.cannot_save = false;
        }
        self.ledger.disconnected();
        // It is in the replica, and travels with all that the server lacks.
        self.queue.clear();
        self.people.forget();
    }

    /// Ends the connection from our side and comes back after a while.
    fn reconnect(&mut self, now: Now, effects: &mut Vec<Effect>) {
        self.disconnect(now);
        effects.push(Effect::Close);
        self.wait(now);
    }

    fn wait(&mut self, now: Now) {
        self.phase = Phase::Waiting {
            until: now.ms + self.backoff.next(now.chance),
        };
    }

    fn closed(&mut self, code: u16, now: Now, effects: &mut Vec<Effect>) {
        if !matches!(self.phase, Phase::Open(_) | Phase::Connecting { .. }) {
            return;
        }
        if close::is_final(code) {
            let end = match code {
                close::BAD_DATA => End::NotUnderstood,
                _ => End::Left,
            };
            self.stop(end, refusals::of_close(code), now, effects);
            return;
        }
        self.disconnect(now);
        if code == close::TOO_MUCH {
            self.backoff.slow_down();
        }
        self.wait(now);
    }

    /// Nothing will be sent any more by this page: what was written and is not known to be saved
    /// is handed back, unless the device keeps it for the next one.
    fn stop(&mut self, end: End, reason: Text, now: Now, effects: &mut Vec<Effect>) {
        let reason = tr(reason).to_owned();
        self.disconnect(now);
        effects.push(Effect::Close);
        let waits = end == End::Waits && self.keeping() != Keeping::Not;
        match end {
            End::Waits => {}
            End::NotUnderstood => self.forget_device(effects),
            End::Left => {
                self.forget_device(effects);
                effects.push(Effect::Tell(Notice::Forgotten));
            }
        }
        if self.ledger.changes() > 0 && !waits {
            let kept = self.unsaved.take(&self.replica, &reason);
            self.hand_back(kept, effects);
        }
        self.phase = Phase::Stopped { reason };
    }

    /// This did not get into the plan.
    fn hand_back(&mut self, kept: Vec<Kept>, effects: &mut Vec<Effect>) {
        if let Some(first) = kept.first() {
            self.refused = Some(first.reason.clone());
            effects.push(Effect::Tell(Notice::Refused(kept)));
        }
    }

    fn refusal_seen(&mut self) {
        self.refused = None;
        if matches!(self.phase, Phase::Stopped { .. }) {
            // They have a copy, or need none; nothing else could become of these edits.
            self.ledger = Ledger::default();
        }
    }

    fn tick(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let sends_queued = self.has_queued();
        match &mut self.phase {
            Phase::Idle | Phase::Stopped { .. } => {}
            Phase::Loading { until } => {
                if now.ms >= *until {
                    self.device_failed(now, effects);
                }
            }
            Phase::Waiting { until } => {
                if now.ms >= *until {
                    self.connect(now, effects);
                }
            }
            Phase::Connecting { until } => {
                if now.ms >= *until {
                    self.reconnect(now, effects);
                }
            }
            Phase::Open(connection) => {
                let is_past = |date: Option<u64>| date.is_some_and(|date| now.ms >= date);
                let is_dead = is_past(connection.dead_at);
                let looks_again = is_past(connection.crowded.as_ref().map(|crowded| crowded.until));
                let renews = is_past(connection.presence_at) || now.ms >= connection.renew_at;
                let sends = sends_queued && now.ms >= connection.queue_at;
                if is_dead {
                    self.reconnect(now, effects);
                    return;
                }
                if looks_again {
                    self.catch_up(now, effects);
                }
                if sends {
                    self.send_queued(now, effects);
                }
                if renews {
                    self.people.expire(now.ms);
                    self.show_presence(PATIENCE_MS, now, effects);
                }
            }
        }
    }

    /// Tells others what we look at; also how we find out that nobody is there any more.
    fn show_presence(&mut self, patience: u64, now: Now, effects: &mut Vec<Effect>) {
        let client = self.client();
        if let Phase::Open(connection) = &mut self.phase {
            connection.renew_at = now.ms + RENEW_MS;
            connection.presence_at = None;
            let dead_at = now.ms + patience;
            connection.dead_at = Some(connection.dead_at.map_or(dead_at, |at| at.min(dead_at)));
            let entry = self.people.my_entry(client);
            effects.push(Effect::Send(Frame::Awareness(vec![entry]).encode()));
        }
    }

    /// Tells what is derived from everything else, if it is not what was told last.
    fn tell(&mut self, effects: &mut Vec<Effect>) {
        if self.progress() == SaveState::Saved {
            self.unsaved.saved();
            self.forget_refusals();
        }
        self.keep_rest(effects);
        let keeping = self.keeping();
        if keeping != self.told_keeping {
            self.told_keeping = keeping;
            effects.push(Effect::Tell(Notice::Keeping(keeping)));
        }
        let saving = self.saving();
        if saving != self.told_saving {
            self.told_saving = saving.clone();
            effects.push(Effect::Tell(Notice::Saving(saving)));
        }
        let people = self.people.present(self.client());
        if people != self.told_people {
            self.told_people.clone_from(&people);
            effects.push(Effect::Tell(Notice::People(people)));
        }
    }
}

impl fmt::Debug for Session {
    /// Never shows content of the plan.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("phase", &self.phase)
            .field("ledger", &self.ledger)
            .finish_non_exhaustive()
    }
}
