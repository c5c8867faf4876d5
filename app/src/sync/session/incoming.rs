//! What the session does with the messages of the server.

use tandem_plan::document::StateVector;
use tandem_protocol::event::{Event as ServerEvent, Hello};
use tandem_protocol::frame::{Frame, FrameError};
use tandem_protocol::{PROTOCOL_VERSION, close};

use super::sending::{ago, say};
use super::{Connection, Effect, End, Notice, Now, PATIENCE_MS, Phase, Session};
use crate::sync::saving::Keeping;
use crate::texts::{refusals, tr};

impl Session {
    pub(super) fn received(&mut self, bytes: &[u8], now: Now, effects: &mut Vec<Effect>) {
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
                Ok(server) => self.answer(&server, now, effects),
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
                let me = self.client();
                self.people.hear(entries.clone(), me, now.ms);
            }
            Frame::Denied(_) => {
                self.stop(
                    End::Left,
                    refusals::of_close(close::FORBIDDEN),
                    now,
                    effects,
                );
            }
            Frame::QueryAwareness => self.show_presence(PATIENCE_MS, now, effects),
            Frame::Ack { count, .. } => {
                self.ledger.acked(*count);
                self.cannot_save = false;
            }
            // Only clients say so.
            Frame::Written { .. } => {}
            Frame::Event(json) => {
                // What cannot be read is of a newer server, which says so in its hello.
                match serde_json::from_str(json) {
                    Ok(ServerEvent::Workshop) => {
                        effects.push(Effect::Tell(Notice::Workshop((*json).into())));
                    }
                    Ok(event) => self.server_event(event, now, effects),
                    Err(_) => {}
                }
            }
        }
    }

    pub(super) fn answer(&mut self, server: &StateVector, now: Now, effects: &mut Vec<Effect>) {
        if self.holds(server) {
            return;
        }
        let Phase::Open(connection) = &mut self.phase else {
            return;
        };
        connection.is_answered = true;
        let since = self.ledger.unsent_since();
        let update = match &self.recovery {
            Some(recovery) => {
                // Nothing has been made again in it yet.
                self.ledger.sent_none();
                recovery.fresh.diff(server)
            }
            None => {
                // What waits for its turn is in the replica.
                self.queue.clear();
                self.ledger.sent_all();
                self.replica.diff(server)
            }
        };
        let ago = since.map_or(0, |since| ago(since, now));
        let said = say(0, ago, effects);
        effects.push(Effect::Send(Frame::SyncStep2(&update).encode()));
        say(said, 0, effects);
        self.recover(now, effects);
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
        if !matches!(self.phase, Phase::Open(_)) {
            return;
        }
        if let Some(recovery) = &mut self.recovery {
            recovery.is_loaded = true;
            self.recover(now, effects);
        } else if !self.loaded {
            self.loaded = true;
            effects.push(Effect::Tell(Notice::Loaded));
        }
    }

    fn apply(&mut self, update: &[u8], now: Now, effects: &mut Vec<Effect>) {
        if !matches!(self.phase, Phase::Open(_)) {
            return;
        }
        let is_shown = self.recovery.is_none() && self.loaded;
        let replica = match &mut self.recovery {
            Some(recovery) => &mut recovery.fresh,
            None => &mut self.replica,
        };
        let Ok(is_new) = replica.apply(update) else {
            // This tab and the server have drifted apart.
            self.spoilt(now, effects);
            return;
        };
        let changes = replica.drain().changes;
        if is_new && self.recovery.is_none() {
            self.keep_remote(update, effects);
        }
        if is_shown && !changes.is_empty() {
            effects.push(Effect::Tell(Notice::Changed(changes)));
        }
    }

    fn server_event(&mut self, event: ServerEvent, now: Now, effects: &mut Vec<Effect>) {
        match event {
            ServerEvent::Hello(hello) => self.hello(hello, now, effects),
            ServerEvent::Members { members } => {
                let known = members.iter().find(|member| Some(member.id) == self.me);
                if let Some(me) = known {
                    self.may_write = me.may(self.layer.writing());
                }
                effects.push(Effect::Tell(Notice::Members(members)));
            }
            ServerEvent::Rejected { count, key, .. } => {
                let reason = tr(refusals::of_update(&key)).to_owned();
                self.rejected(count, reason, now, effects);
            }
            ServerEvent::CannotSave => self.cannot_save = true,
            // The close code follows and says what to do.
            ServerEvent::Closing { .. } | ServerEvent::Workshop | ServerEvent::Unknown => {}
        }
    }

    fn hello(&mut self, hello: Hello, now: Now, effects: &mut Vec<Effect>) {
        if hello.protocol != PROTOCOL_VERSION {
            let reason = match self.keeping() {
                Keeping::Not => refusals::OTHER_VERSION,
                Keeping::Kept | Keeping::Under => refusals::OTHER_VERSION_KEPT,
            };
            self.stop(End::Waits, reason, now, effects);
            return;
        }
        if self.me.is_some_and(|me| me != hello.member.id) {
            self.stop(End::Waits, refusals::OTHER_PERSON, now, effects);
            return;
        }
        if self
            .epoch
            .as_ref()
            .is_some_and(|epoch| *epoch != hello.epoch)
        {
            self.restored(now, effects);
        }
        self.me = Some(hello.member.id);
        self.may_write = hello.member.may(self.layer.writing());
        self.epoch = Some(hello.epoch.clone());
        effects.push(Effect::Tell(Notice::Hello(hello)));
    }
}
