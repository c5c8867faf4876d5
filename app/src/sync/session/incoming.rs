//! What the session does with the messages of the server.

use tandem_plan::document::StateVector;
use tandem_protocol::PROTOCOL_VERSION;
use tandem_protocol::event::{Event as ServerEvent, Hello};
use tandem_protocol::frame::{Frame, FrameError};

use super::{Connection, Effect, Notice, Now, PATIENCE_MS, Phase, Session};

const OTHER_VERSION: &str = "This page is of another version than the server. Copy what is not \
                             saved, then reload the page.";
const RESTORED: &str = "the server was restored from a backup";

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
                Ok(server) => self.answer(&server, effects),
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

    fn answer(&mut self, server: &StateVector, effects: &mut Vec<Effect>) {
        if let Phase::Open(connection) = &mut self.phase {
            let update = self.replica.diff(server);
            effects.push(Effect::Send(Frame::SyncStep2(&update).encode()));
            self.ledger.sent();
            connection.is_answered = true;
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
}
