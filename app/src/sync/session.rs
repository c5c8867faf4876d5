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
//!   loaded from the server, and what was written in the fields concerned is handed back.
//! - A final close code stops the session; every other end of a connection leads to a new one.

use std::fmt;

use tandem_plan::document::{Change, PlanDoc, Replica, StateVector};
use tandem_protocol::event::{Event as ServerEvent, Hello, Member};
use tandem_protocol::frame::{Frame, FrameError};
use tandem_protocol::{PROTOCOL_VERSION, close};

use super::backoff::Backoff;
use super::people::{People, Person};
use super::saving::{Ledger, SaveState};
use super::unsaved::{Kept, Unsaved};

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
/// With more than this waiting in the socket, edits are kept back and sent as one later.
const CROWDED_BYTES: u32 = 256 * 1_024;
/// How soon a crowded socket is looked at again.
const CROWDED_MS: u64 = 250;

/// The moment in which something happens, as far as the session may know of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Now {
    /// Milliseconds since any fixed moment.
    pub(crate) ms: u64,
    /// A number from 0 up to 1, different every time.
    pub(crate) chance: f64,
    /// Bytes that the socket has taken and not sent yet.
    pub(crate) unsent_bytes: u32,
}

/// Something that happens to a session.
#[derive(Debug)]
pub(crate) enum Event<'a> {
    /// Somebody wants the plan.
    Start,
    /// Nobody wants the plan any more.
    Stop,
    /// The socket is open.
    Opened,
    /// A message came.
    Received(&'a [u8]),
    /// The socket is closed, or could not be opened.
    Closed {
        /// The code of the websocket.
        code: u16,
    },
    /// The deadline has passed.
    Tick,
    /// The network or the person has come back.
    Returned,
    /// What this person looks at has changed.
    Looks {
        /// The section on the screen: its key.
        section: Option<String>,
        /// The field that has the focus: the text form of its address.
        field: Option<String>,
    },
    /// The person has seen what was refused.
    RefusalSeen,
}

/// Something that the session wants done.
#[derive(Debug)]
pub(crate) enum Effect {
    /// Open a socket.
    Open,
    /// Close the socket and hear nothing more from it.
    Close,
    /// Send this message.
    Send(Vec<u8>),
    /// Tell whoever shows the plan.
    Tell(Notice),
}

/// What those who show the plan are told.
#[derive(Debug)]
pub(crate) enum Notice {
    /// The replica changed.
    Changed(Vec<Change>),
    /// The replica has just arrived, or is another one: everything is to be read afresh.
    Loaded,
    /// Whether edits are safe.
    Saving(SaveState),
    /// The server refused edits, and this stood in the fields concerned.
    Refused(Vec<Kept>),
    /// The server said who it is and who we are.
    Hello(Hello),
    /// Who belongs to the plan.
    Members(Vec<Member>),
    /// Who is here.
    People(Vec<Person>),
}

/// One replica and its conversation with the server.
pub(crate) struct Session {
    fresh: Box<dyn Fn() -> Replica>,
    replica: Replica,
    phase: Phase,
    backoff: Backoff,
    ledger: Ledger,
    unsaved: Unsaved,
    people: People,
    /// Which life of the server's store the replica belongs to.
    epoch: Option<String>,
    loaded: bool,
    refused: Option<String>,
    cannot_save: bool,
    told_saving: SaveState,
    told_people: Vec<Person>,
}

#[derive(Debug)]
enum Phase {
    Idle,
    Waiting { until: u64 },
    Connecting { until: u64 },
    Open(Connection),
    Stopped { reason: String },
}

#[derive(Debug)]
struct Connection {
    since: u64,
    /// What the server had when it asked for what it lacks; edits travel from then on.
    server: Option<StateVector>,
    /// Updates that came before the answer to what we lack: they may build on it.
    early: Option<Vec<Vec<u8>>>,
    /// When the connection counts as dead unless something comes.
    dead_at: Option<u64>,
    renew_at: u64,
    presence_at: Option<u64>,
    crowded_until: Option<u64>,
}

impl Session {
    /// A session that is not started, over a replica made by `fresh`.
    pub(crate) fn new(fresh: impl Fn() -> Replica + 'static) -> Self {
        Self {
            replica: fresh(),
            fresh: Box::new(fresh),
            phase: Phase::Idle,
            backoff: Backoff::default(),
            ledger: Ledger::default(),
            unsaved: Unsaved::default(),
            people: People::default(),
            epoch: None,
            loaded: false,
            refused: None,
            cannot_save: false,
            told_saving: SaveState::Connecting,
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
            Phase::Waiting { until } | Phase::Connecting { until } => Some(*until),
            Phase::Open(connection) => {
                let dates = [
                    Some(connection.renew_at),
                    connection.dead_at,
                    connection.presence_at,
                    connection.crowded_until,
                ];
                dates.into_iter().flatten().min()
            }
        }
    }

    /// Whether edits are safe.
    pub(crate) fn saving(&self) -> SaveState {
        match &self.phase {
            Phase::Stopped { reason } => SaveState::Stopped {
                reason: reason.clone(),
            },
            _ if self.refused.is_some() => SaveState::NotAccepted {
                reason: self.refused.clone().unwrap_or_default(),
            },
            _ if self.cannot_save => SaveState::CannotSave,
            Phase::Open(connection) if connection.server.is_some() => {
                if self.ledger.all_on_disk() {
                    SaveState::Saved
                } else {
                    SaveState::Saving
                }
            }
            _ if !self.loaded && self.ledger.changes() == 0 => SaveState::Connecting,
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
        let result = edit(&mut self.replica);
        let mut effects = Vec::new();
        let drained = self.replica.drain();
        self.unsaved.note(&drained.changes);
        for update in drained.updates {
            self.ledger.edited();
            self.send_update(&update, now, &mut effects);
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
                    self.connect(now, &mut effects);
                }
            }
            Event::Stop => {
                self.disconnect(now);
                self.phase = Phase::Idle;
                effects.push(Effect::Close);
            }
            Event::Opened => self.opened(now, &mut effects),
            Event::Received(bytes) => self.received(bytes, now, &mut effects),
            Event::Closed { code } => self.closed(code, now),
            Event::Tick => self.tick(now, &mut effects),
            Event::Returned => match &self.phase {
                Phase::Waiting { .. } => self.connect(now, &mut effects),
                Phase::Open(_) => self.show_presence(SHORT_PATIENCE_MS, now, &mut effects),
                Phase::Idle | Phase::Connecting { .. } | Phase::Stopped { .. } => {}
            },
            Event::Looks { section, field } => {
                if self.people.show(section, field)
                    && let Phase::Open(connection) = &mut self.phase
                {
                    let next = connection.presence_at.unwrap_or(now.ms + PRESENCE_MS);
                    connection.presence_at = Some(next);
                }
            }
            Event::RefusalSeen => self.refused = None,
        }
        self.tell(&mut effects);
        effects
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
            server: None,
            early: Some(Vec::new()),
            dead_at: None,
            renew_at: now.ms + RENEW_MS,
            presence_at: None,
            crowded_until: None,
        });
        let vector = self.replica.state_vector().encode();
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

    fn closed(&mut self, code: u16, now: Now) {
        if !matches!(self.phase, Phase::Open(_) | Phase::Connecting { .. }) {
            return;
        }
        self.disconnect(now);
        if close::is_final(code) {
            self.phase = Phase::Stopped {
                reason: final_reason(code).to_owned(),
            };
            return;
        }
        if code == close::TOO_MUCH {
            self.backoff.slow_down();
        }
        self.wait(now);
    }

    fn stop(&mut self, reason: String, now: Now, effects: &mut Vec<Effect>) {
        self.disconnect(now);
        effects.push(Effect::Close);
        self.phase = Phase::Stopped { reason };
    }

    /// The replica cannot be trusted any more: hands back what was written in it, takes a fresh
    /// one and loads it from the server.
    fn start_over(&mut self, reason: String, now: Now, effects: &mut Vec<Effect>) {
        let kept = self.unsaved.take(&self.replica);
        if self.ledger.changes() > 0 {
            self.refused = Some(reason);
            effects.push(Effect::Tell(Notice::Refused(kept)));
        }
        self.reconnect(now, effects);
        self.replica = (self.fresh)();
        self.people = People::default();
        self.ledger = Ledger::default();
        self.loaded = false;
    }

    fn tick(&mut self, now: Now, effects: &mut Vec<Effect>) {
        match &mut self.phase {
            Phase::Idle | Phase::Stopped { .. } => {}
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
                let looks_again = is_past(connection.crowded_until);
                let renews = is_past(connection.presence_at) || now.ms >= connection.renew_at;
                if is_dead {
                    self.reconnect(now, effects);
                    return;
                }
                if looks_again {
                    self.catch_up(now, effects);
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
        if let Phase::Open(connection) = &mut self.phase {
            connection.renew_at = now.ms + RENEW_MS;
            connection.presence_at = None;
            let dead_at = now.ms + patience;
            connection.dead_at = Some(connection.dead_at.map_or(dead_at, |at| at.min(dead_at)));
            let entry = self.people.my_entry(self.replica.client());
            effects.push(Effect::Send(Frame::Awareness(vec![entry]).encode()));
        }
    }

    fn send_update(&mut self, update: &[u8], now: Now, effects: &mut Vec<Effect>) {
        let Phase::Open(connection) = &mut self.phase else {
            return;
        };
        // Before the server has told what it lacks there is nothing to do: the edit is in the
        // replica, and the answer to the server will hold it.
        if connection.server.is_none() || connection.crowded_until.is_some() {
            return;
        }
        if now.unsent_bytes > CROWDED_BYTES {
            connection.crowded_until = Some(now.ms + CROWDED_MS);
            return;
        }
        effects.push(Effect::Send(Frame::Update(update).encode()));
        self.ledger.sent();
    }

    /// Sends the edits that were kept back, as one, when the socket has room again.
    fn catch_up(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let Phase::Open(connection) = &mut self.phase else {
            return;
        };
        if now.unsent_bytes > CROWDED_BYTES {
            connection.crowded_until = Some(now.ms + CROWDED_MS);
            return;
        }
        connection.crowded_until = None;
        if let Some(server) = &connection.server
            && self.ledger.has_unsent()
        {
            let update = self.replica.diff(server);
            effects.push(Effect::Send(Frame::Update(&update).encode()));
            self.ledger.sent();
        }
    }

    fn received(&mut self, bytes: &[u8], now: Now, effects: &mut Vec<Effect>) {
        let Phase::Open(connection) = &mut self.phase else {
            return;
        };
        connection.dead_at = None;
        match Frame::decode(bytes) {
            Ok(frame) => self.frame(&frame, now, effects),
            // Of a newer server, and not for us.
            Err(FrameError::UnknownType(_)) => {}
            Err(_) => self.reconnect(now, effects),
        }
    }

    fn frame(&mut self, frame: &Frame<'_>, now: Now, effects: &mut Vec<Effect>) {
        match frame {
            Frame::SyncStep1(vector) => match StateVector::decode(vector) {
                Ok(server) => self.answer(server, effects),
                Err(_) => self.reconnect(now, effects),
            },
            Frame::SyncStep2(update) => self.take_answer(update, now, effects),
            Frame::Update(update) => match &mut self.phase {
                Phase::Open(Connection {
                    early: Some(early), ..
                }) => early.push(update.to_vec()),
                _ => self.apply(update, now, effects),
            },
            Frame::Awareness(entries) => {
                let me = self.replica.client();
                self.people.hear(entries.clone(), me, now.ms);
            }
            Frame::Denied(reason) => self.stop((*reason).to_owned(), now, effects),
            Frame::QueryAwareness => self.show_presence(PATIENCE_MS, now, effects),
            Frame::Ack { count, .. } => {
                self.ledger.acked(*count);
                self.cannot_save = false;
            }
            Frame::Event(json) => {
                // What cannot be read is of a newer server, which says so in its hello.
                if let Ok(event) = serde_json::from_str(json) {
                    self.server_event(event, now, effects);
                }
            }
        }
    }

    fn answer(&mut self, server: StateVector, effects: &mut Vec<Effect>) {
        if let Phase::Open(connection) = &mut self.phase {
            let update = self.replica.diff(&server);
            effects.push(Effect::Send(Frame::SyncStep2(&update).encode()));
            self.ledger.sent();
            connection.server = Some(server);
        }
    }

    /// Takes in what we lacked, then what came too early.
    fn take_answer(&mut self, update: &[u8], now: Now, effects: &mut Vec<Effect>) {
        let Phase::Open(connection) = &mut self.phase else {
            return;
        };
        let early = connection.early.take().unwrap_or_default();
        self.apply(update, now, effects);
        for update in &early {
            self.apply(update, now, effects);
        }
        if matches!(self.phase, Phase::Open(_)) && !self.loaded {
            self.loaded = true;
            effects.push(Effect::Tell(Notice::Loaded));
        }
    }

    fn apply(&mut self, update: &[u8], now: Now, effects: &mut Vec<Effect>) {
        if !matches!(self.phase, Phase::Open(_)) {
            return;
        }
        if let Err(error) = self.replica.apply(update) {
            let reason = format!("this tab and the server had drifted apart ({error})");
            self.start_over(reason, now, effects);
            return;
        }
        let changes = self.replica.drain().changes;
        if self.loaded && !changes.is_empty() {
            effects.push(Effect::Tell(Notice::Changed(changes)));
        }
    }

    fn server_event(&mut self, event: ServerEvent, now: Now, effects: &mut Vec<Effect>) {
        match event {
            ServerEvent::Hello(hello) => self.hello(hello, now, effects),
            ServerEvent::Members { members } => {
                effects.push(Effect::Tell(Notice::Members(members)));
            }
            ServerEvent::Rejected { reason, .. } => self.start_over(reason, now, effects),
            ServerEvent::CannotSave => self.cannot_save = true,
            // The close code follows and says what to do.
            ServerEvent::Closing { .. } | ServerEvent::Unknown => {}
        }
    }

    fn hello(&mut self, hello: Hello, now: Now, effects: &mut Vec<Effect>) {
        if hello.protocol != PROTOCOL_VERSION {
            self.stop(OTHER_VERSION.to_owned(), now, effects);
        } else if self
            .epoch
            .as_ref()
            .is_some_and(|epoch| *epoch != hello.epoch)
        {
            self.start_over(RESTORED.to_owned(), now, effects);
        }
        self.epoch = Some(hello.epoch.clone());
        effects.push(Effect::Tell(Notice::Hello(hello)));
    }

    /// Tells what is derived from everything else, if it is not what was told last.
    fn tell(&mut self, effects: &mut Vec<Effect>) {
        let saving = self.saving();
        if saving == SaveState::Saved {
            self.unsaved.saved();
        }
        if saving != self.told_saving {
            self.told_saving = saving.clone();
            effects.push(Effect::Tell(Notice::Saving(saving)));
        }
        let people = self.people.present(self.replica.client());
        if people != self.told_people {
            self.told_people.clone_from(&people);
            effects.push(Effect::Tell(Notice::People(people)));
        }
    }
}

const OTHER_VERSION: &str = "This page is of another version than the server. Copy what is not \
                             saved, then reload the page.";
const RESTORED: &str = "the server was restored from a backup";

/// What a final close code means to the person in front of the screen.
const fn final_reason(code: u16) -> &'static str {
    match code {
        close::UNAUTHENTICATED => {
            "You are signed out of this plan. Open your invitation link again to come back."
        }
        close::FORBIDDEN => {
            "You are not in this plan any more. Ask a lead of your side to invite you again."
        }
        close::NOT_FOUND => "There is no such plan on this server. Check the link.",
        _ => "The server does not understand this page. Copy what is not saved, then reload.",
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
