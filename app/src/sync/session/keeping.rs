//! What the session keeps on this device, and how it gets on with the other tabs of the same
//! person on it.
//!
//! Every update goes to the device as it happens. Updates made here go to the other tabs too, with
//! what their maker had before: who has all of that takes them in, who has not asks for the rest.
//! What comes from another tab counts as an edit of this one: it is not called saved before the
//! server has it.
//!
//! When work is made again in a fresh replica, nothing of that is sent before the device has it
//! under a new generation. A tab whose generation is over starts over as well, and makes nothing
//! again: the winner has done so. What the winner cannot have known is handed back.

use tandem_plan::document::{Change, StateVector};
use tandem_plan::ids::{ClientId, MemberId};

use super::{Effect, Notice, Now, Phase, Session};
use crate::sync::device::{Keep, Outcome, Replacement, Stored, Unsent};
use crate::sync::keeper::Haste;
use crate::sync::kept::Kept;
use crate::sync::recovery::Recovery;
use crate::sync::saving::{About, Keeping, Ledger};
use crate::sync::unsaved::Unsaved;
use crate::texts::{refusals, tr};

/// How long the device may take to say what it has.
pub(super) const LOAD_WITHIN_MS: u64 = 4_000;

/// How it stands with the device.
#[derive(Debug, Default)]
pub(super) struct Device {
    pub(super) state: DeviceState,
    /// How much was given to it that it has not confirmed.
    pending: usize,
    generation: u32,
    /// Under which ids this person has written on this device before.
    authors: Vec<ClientId>,
    /// What other tabs, which may have ended, had left behind when this one began.
    inherited: Vec<(ClientId, Unsent)>,
    /// Whether it knows of work that is not saved.
    has_unsent: bool,
    epoch: Option<String>,
    /// Whether there are other tabs.
    has_company: bool,
    /// A generation that is on its way to it.
    pub(super) claim: Option<Claim>,
    /// What is edited here and nobody makes again.
    strays: Unsaved,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum DeviceState {
    /// Nothing is kept: nobody has asked for it, or the browser does not let us.
    #[default]
    Off,
    /// It has not said yet what it has.
    Opening,
    /// It takes what it is given.
    Open,
    /// It has taken something back, or never opened.
    Failed,
}

/// A replica that may only be sent once the device has it.
#[derive(Debug)]
pub(super) struct Claim {
    /// What was refused of it.
    kept: Vec<Kept>,
    /// What the replica had whose work was made again.
    done: StateVector,
    /// What is to be kept in the new generation.
    held: Vec<Keep>,
    /// The server has asked for what it lacks meanwhile.
    asked: Option<StateVector>,
}

/// What tabs say to each other.
enum TabMessage<'a> {
    /// "This is what I have: send me the rest."
    Ask(StateVector),
    /// An update that fits to all that have this.
    Update(StateVector, &'a [u8]),
}

impl Session {
    /// The same session, which keeps its work on this device for this member.
    pub(crate) fn with_device(mut self, me: MemberId) -> Self {
        self.me = Some(me);
        self.device.state = DeviceState::Opening;
        self
    }

    /// How it stands with what was written here, on this device.
    pub(crate) fn keeping(&self) -> Keeping {
        match self.device.state {
            DeviceState::Open if self.device.pending == 0 => Keeping::Kept,
            DeviceState::Open | DeviceState::Opening => Keeping::Under,
            DeviceState::Off | DeviceState::Failed => Keeping::Not,
        }
    }

    /// How soon the device is to have something: at once, unless the server has it or gets it in the
    /// same moment.
    pub(crate) fn haste(&self, keep: &Keep) -> Haste {
        let may_wait = match keep {
            Keep::Update { .. } | Keep::Saved { .. } | Keep::Epoch(_) => true,
            Keep::Replace(_) | Keep::Refused { .. } | Keep::Look | Keep::Forget => false,
        };
        let is_heard = matches!(&self.phase, Phase::Open(connection)
            if connection.is_answered && connection.crowded.is_none());
        let is_held = self.recovery.is_some() || self.device.claim.is_some() || self.has_queued();
        if may_wait && is_heard && !is_held && !self.cannot_save {
            Haste::Soon
        } else {
            Haste::Now
        }
    }

    /// The device has said what it has.
    pub(super) fn stored(&mut self, stored: Stored, now: Now, effects: &mut Vec<Effect>) {
        if self.device.state != DeviceState::Opening {
            return;
        }
        let has_begun = self.replica.state_vector().iter().next().is_some();
        let early = has_begun.then(|| self.replica.state());
        let is_other = self.epoch.is_some() && stored.epoch.is_some() && self.epoch != stored.epoch;
        if is_other && !stored.updates.is_empty() {
            // The device has the plan of before a backup was restored; the hello will say so.
            let kept = self.unsaved.take(&self.replica, tr(refusals::RESTORED));
            self.hand_back(kept, effects);
            self.replica = (self.fresh)();
            self.clients = vec![self.replica.client()];
        }
        self.device.state = DeviceState::Open;
        self.device.generation = stored.generation;
        self.device.epoch.clone_from(&stored.epoch);
        if !stored.updates.is_empty() {
            self.epoch = stored.epoch;
        }
        if stored
            .updates
            .iter()
            .any(|update| self.replica.apply(update).is_err())
        {
            // Nothing of it can be read.
            self.replica = (self.fresh)();
            self.clients = vec![self.replica.client()];
            self.device_failed(now, effects);
        } else if !stored.updates.is_empty() {
            self.replica.drain();
            self.loaded = true;
            effects.push(Effect::Tell(Notice::Loaded));
        }
        for (tab, unsent) in stored.tabs {
            self.ledger.found(unsent.changes, unsent.since);
            self.unsaved.inherit(&unsent.fields);
            self.device.has_unsent |= unsent.changes > 0;
            self.device.authors.push(tab);
            self.device.inherited.push((tab, unsent));
        }
        if let Some((_, first)) = stored.refused.first() {
            self.refused = Some(first.reason.clone());
            effects.push(Effect::Tell(Notice::RefusedBefore(stored.refused)));
        }
        if let Some(update) = early.filter(|_| !is_other) {
            let unsent = self.unsent();
            self.device.has_unsent |= unsent.changes > 0;
            let tab = Some((self.replica.client(), unsent));
            self.keep(Keep::Update { update, tab }, effects);
        }
        self.ask_tabs(effects);
        if matches!(self.phase, Phase::Loading { .. }) {
            self.connect(now, effects);
        }
    }

    /// Nothing can be kept on this device from now on.
    pub(super) fn device_failed(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if self.device.state == DeviceState::Off {
            return;
        }
        self.device.state = DeviceState::Failed;
        self.device.pending = 0;
        self.claimed(now, effects);
        if matches!(self.phase, Phase::Loading { .. }) {
            self.connect(now, effects);
        }
    }

    /// What became of something that was given to the device.
    pub(super) fn kept_on_device(&mut self, outcome: Outcome, now: Now, effects: &mut Vec<Effect>) {
        self.device.pending = self.device.pending.saturating_sub(1);
        match outcome {
            Outcome::Kept => {}
            Outcome::Replaced => {
                self.device.generation += 1;
                self.claimed(now, effects);
                // Whoever hears a higher number looks at the device.
                self.ask_tabs(effects);
            }
            Outcome::Behind => self.read_again(now, effects),
            Outcome::Superseded { generation, done } => {
                self.superseded(generation, &done, now, effects);
            }
        }
    }

    /// The device has the replica that is shown: it may be sent.
    fn claimed(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if let Some(claim) = self.device.claim.take() {
            self.device.strays = Unsaved::default();
            for keep in claim.held {
                self.keep(keep, effects);
            }
            self.hand_back(claim.kept, effects);
            match claim.asked {
                Some(server) => self.answer(&server, now, effects),
                None => self.send_queued(now, effects),
            }
        }
    }

    /// The device has work that this tab has not heard of: begins as a page does that was just
    /// opened.
    fn read_again(&mut self, now: Now, effects: &mut Vec<Effect>) {
        self.disconnect(now);
        effects.push(Effect::Close);
        let kept = self
            .device
            .strays
            .take(&self.replica, tr(refusals::OTHER_TAB));
        self.hand_back(kept, effects);
        self.replica = (self.fresh)();
        self.clients = vec![self.replica.client()];
        self.people.renew();
        self.ledger = Ledger::default();
        self.unsaved = Unsaved::default();
        self.device = Device {
            state: DeviceState::Opening,
            ..Device::default()
        };
        self.phase = Phase::Idle;
        self.start(now, effects);
    }

    /// Another tab has begun another generation, and has made again what `done` covers.
    fn superseded(
        &mut self,
        generation: u32,
        done: &StateVector,
        now: Now,
        effects: &mut Vec<Effect>,
    ) {
        let is_known = generation <= self.device.generation
            || self
                .recovery
                .as_ref()
                .is_some_and(|recovery| recovery.adopts == Some(generation));
        if is_known || matches!(self.phase, Phase::Stopped { .. }) {
            return;
        }
        // A replica that was made meanwhile and not sent holds the same work again.
        let (had, kept) = match self.device.claim.take() {
            Some(claim) => (claim.done, claim.kept),
            None => (self.replica.state_vector(), Vec::new()),
        };
        let is_covered = |client: &ClientId| had.clock(*client) <= done.clock(*client);
        if !self.clients.iter().all(is_covered) {
            self.device.strays.join(&self.unsaved);
            self.hand_back(kept, effects);
        }
        let mut recovery = Recovery::new((self.fresh)(), self.recovery.take());
        recovery.adopts = Some(generation);
        self.start_over(recovery, now, effects);
        self.connect(now, effects);
    }

    /// Goes on with the fresh replica, which has what the server has, in the new generation.
    pub(super) fn adopted(&mut self, generation: u32, fresh: Recovery, effects: &mut Vec<Effect>) {
        let reason = tr(refusals::OTHER_TAB);
        let kept = self.device.strays.take(&self.replica, reason);
        self.replica = fresh.fresh;
        self.clients = vec![self.replica.client()];
        self.ledger.remade(0);
        self.unsaved = Unsaved::default();
        self.device.generation = generation;
        self.device.inherited.clear();
        self.device.has_unsent = false;
        let update = self.replica.state();
        self.keep(Keep::Update { update, tab: None }, effects);
        self.ask_tabs(effects);
        self.hand_back(kept, effects);
    }

    /// The fresh replica, in which work was made again, is shown: the device is to have it before
    /// the server.
    pub(super) fn claim(&mut self, done: StateVector, kept: Vec<Kept>, effects: &mut Vec<Effect>) {
        self.device.strays = Unsaved::default();
        if self.device.state != DeviceState::Open {
            self.hand_back(kept, effects);
            return;
        }
        self.device.inherited.clear();
        let tab = (self.replica.client(), self.unsent());
        self.device.has_unsent = tab.1.changes > 0;
        let replacement = Replacement {
            state: self.replica.state(),
            done: done.clone(),
            epoch: self.epoch.clone(),
            tab,
        };
        self.device.epoch.clone_from(&self.epoch);
        self.keep(Keep::Replace(replacement), effects);
        self.device.claim = Some(Claim {
            kept,
            done,
            held: Vec::new(),
            asked: None,
        });
    }

    /// Whether the server has to wait for an answer; it gets one in time.
    pub(super) fn holds(&mut self, server: &StateVector) -> bool {
        let claim = self.device.claim.as_mut();
        claim
            .map(|claim| claim.asked = Some(server.clone()))
            .is_some()
    }

    /// Keeps what was done here and tells the other tabs of it; `before` is what this replica had.
    pub(super) fn keep_own(
        &mut self,
        before: &StateVector,
        changes: &[Change],
        updates: &[Vec<u8>],
        effects: &mut Vec<Effect>,
    ) {
        let adopts = self
            .recovery
            .as_ref()
            .is_some_and(|recovery| recovery.adopts.is_some());
        if adopts || self.device.claim.is_some() {
            self.device.strays.note(changes, updates.len());
        }
        if adopts || self.device.state == DeviceState::Off {
            return;
        }
        for update in updates {
            let tab = Some((self.replica.client(), self.unsent()));
            let update = update.clone();
            self.device.has_unsent = true;
            self.keep(Keep::Update { update, tab }, effects);
        }
        if self.device.has_company && self.device.claim.is_none() {
            for update in updates {
                let message = TabMessage::Update(before.clone(), update);
                effects.push(Effect::ToTabs(message.encode(self.device.generation)));
            }
        }
    }

    /// Keeps what came from the server.
    pub(super) fn keep_remote(&mut self, update: &[u8], effects: &mut Vec<Effect>) {
        let update = update.to_vec();
        self.keep(Keep::Update { update, tab: None }, effects);
    }

    /// Tells the device what else it has to know.
    pub(super) fn keep_rest(&mut self, effects: &mut Vec<Effect>) {
        if self.recovery.is_some() || self.device.claim.is_some() {
            return;
        }
        if self.device.epoch != self.epoch
            && self.loaded
            && let Some(epoch) = self.epoch.clone()
        {
            self.device.epoch = Some(epoch.clone());
            self.keep(Keep::Epoch(epoch), effects);
        }
        if self.device.has_unsent && self.ledger.changes() == 0 && self.ledger.all_on_disk() {
            self.device.has_unsent = false;
            let inherited = std::mem::take(&mut self.device.inherited);
            let tab = self.replica.client();
            self.keep(Keep::Saved { tab, inherited }, effects);
        }
    }

    /// Something was refused, or was put aside.
    pub(crate) fn keep_refusal(&mut self, key: String, kept: Option<String>) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.keep(Keep::Refused { key, kept }, &mut effects);
        self.tell(&mut effects);
        effects
    }

    /// Nothing of the plan stays on this device but what is handed back from now on.
    pub(super) fn forget_device(&mut self, effects: &mut Vec<Effect>) {
        self.device.claim = None;
        self.keep(Keep::Forget, effects);
    }

    /// All ids under which this person has written here.
    pub(super) fn authors(&self) -> Vec<ClientId> {
        [&*self.clients, &self.device.authors].concat()
    }

    fn keep(&mut self, keep: Keep, effects: &mut Vec<Effect>) {
        if self.device.state != DeviceState::Open {
            return;
        }
        let claim = self.device.claim.as_mut();
        if let Some(claim) = claim.filter(|_| !matches!(keep, Keep::Refused { .. })) {
            claim.held.push(keep);
        } else {
            self.device.pending += 1;
            effects.push(Effect::Keep(self.device.generation, keep));
        }
    }

    /// What would be left of this tab's own work if it ended now.
    fn unsent(&self) -> Unsent {
        Unsent {
            changes: self.unsaved.edits().min(self.ledger.changes()),
            clock: self.replica.state_vector().clock(self.replica.client()),
            since: self.ledger.since(),
            fields: self.unsaved.fields(),
        }
    }

    fn ask_tabs(&mut self, effects: &mut Vec<Effect>) {
        if self.device.state == DeviceState::Open {
            let ask = TabMessage::Ask(self.replica.state_vector());
            effects.push(Effect::ToTabs(ask.encode(self.device.generation)));
        }
    }

    /// Another tab has said something.
    pub(super) fn tab_said(&mut self, bytes: &[u8], now: Now, effects: &mut Vec<Effect>) {
        let adopts = self
            .recovery
            .as_ref()
            .is_some_and(|recovery| recovery.adopts.is_some());
        let is_busy = adopts || self.device.claim.is_some();
        if is_busy || self.device.state != DeviceState::Open {
            return;
        }
        let Some((generation, message)) = TabMessage::decode(bytes) else {
            // Of a newer version.
            return;
        };
        self.device.has_company = true;
        if generation > self.device.generation {
            self.keep(Keep::Look, effects);
        }
        if generation != self.device.generation {
            return;
        }
        let mine = self.replica.state_vector();
        match message {
            TabMessage::Ask(theirs) => {
                let update = self.replica.diff(&theirs);
                let answer = TabMessage::Update(theirs.clone(), &update);
                effects.push(Effect::ToTabs(answer.encode(generation)));
                if !mine.covers(&theirs) {
                    self.ask_tabs(effects);
                }
            }
            TabMessage::Update(before, _) if !mine.covers(&before) => self.ask_tabs(effects),
            TabMessage::Update(_, update) => {
                if self.replica.apply(update) == Ok(true) {
                    // What is written here may build on it.
                    self.keep_remote(update, effects);
                    let changes = self.replica.drain().changes;
                    let about = About::of(&changes);
                    self.ledger.edited(about, now.unix_ms);
                    self.send_update(update.to_vec(), about, effects);
                    if self.loaded {
                        effects.push(Effect::Tell(Notice::Changed(changes)));
                    } else {
                        self.loaded = true;
                        effects.push(Effect::Tell(Notice::Loaded));
                    }
                }
            }
        }
    }
}

/// The generation and the length of the state vector, four bytes each, the vector, and the update
/// if there is one: an update is never empty.
impl<'a> TabMessage<'a> {
    fn encode(&self, generation: u32) -> Vec<u8> {
        let (vector, update) = match self {
            Self::Ask(vector) => (vector, &[][..]),
            Self::Update(vector, update) => (vector, *update),
        };
        let vector = vector.encode();
        let length = u32::try_from(vector.len()).expect("a state vector is short");
        let head = [generation.to_le_bytes(), length.to_le_bytes()].concat();
        [&head, &vector, update].concat()
    }

    fn decode(bytes: &'a [u8]) -> Option<(u32, Self)> {
        let (generation, rest) = bytes.split_first_chunk()?;
        let (length, rest) = rest.split_first_chunk()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (vector, update) = rest.split_at_checked(length)?;
        let vector = StateVector::decode(vector).ok()?;
        let message = if update.is_empty() {
            Self::Ask(vector)
        } else {
            Self::Update(vector, update)
        };
        Some((u32::from_le_bytes(*generation), message))
    }
}
