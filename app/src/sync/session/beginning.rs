//! Beginning with what is there already: the document that came with the page, or rows that this
//! device has kept.

use super::{Effect, Notice, Phase, Session};

impl Session {
    /// Takes in what is known of the plan before there is a connection, and shows it. `epoch` is the
    /// life of the server's store that it belongs to. Only for a session that was not started yet;
    /// what does not fit is left out, and the server tells everything.
    pub(crate) fn begin_with(&mut self, update: &[u8], epoch: &str) -> Vec<Effect> {
        let mut effects = Vec::new();
        if !matches!(self.phase, Phase::Idle) {
            return effects;
        }
        if self.replica.apply(update).is_err() {
            self.replica = (self.fresh)();
            self.clients = vec![self.replica.client()];
            return effects;
        }
        // Everything is read anew.
        self.replica.drain();
        self.epoch = Some(epoch.to_owned());
        self.loaded = true;
        effects.push(Effect::Tell(Notice::Loaded));
        self.tell(&mut effects);
        effects
    }
}
