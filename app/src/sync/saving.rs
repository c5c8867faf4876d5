//! What is known about edits that have not been acknowledged yet, and what people are told of it.
//!
//! Counts messages and edits; never sees what they hold.

use std::collections::VecDeque;

/// Whether what was written here is safe. Only [`SaveState::Saved`] promises anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SaveState {
    /// The plan has not arrived yet.
    Connecting,
    /// Every edit made here is on the server's disk.
    Saved,
    /// Edits are on their way.
    Saving,
    /// There is no connection.
    Offline {
        /// How many edits are kept in this tab only.
        changes: usize,
    },
    /// The server refused edits; what it refused is kept to be copied.
    NotAccepted {
        /// Why.
        reason: String,
    },
    /// The server cannot write to its disk at present.
    CannotSave,
    /// The connection ended for good.
    Stopped {
        /// Why, and what to do.
        reason: String,
        /// How many edits are kept in this tab only, and will never be sent.
        changes: usize,
    },
}

impl SaveState {
    /// Whether this tab holds something that exists nowhere else.
    pub(crate) const fn is_at_risk(&self) -> bool {
        match self {
            Self::Saving | Self::CannotSave | Self::NotAccepted { .. } => true,
            Self::Offline { changes } | Self::Stopped { changes, .. } => *changes > 0,
            Self::Connecting | Self::Saved => false,
        }
    }
}

/// The books of one connection: what was sent on it, and how much of that is on disk.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// Messages that carry edits, sent on this connection.
    sent: u64,
    /// How many of them, from the first, the server has on disk.
    acked: u64,
    /// Messages that wait for that: their number, and how many edits they are the first to carry.
    waiting: VecDeque<(u64, usize)>,
    /// Edits that no message of this connection carries.
    unsent: usize,
}

impl Ledger {
    /// An edit was made.
    pub(super) const fn edited(&mut self) {
        self.unsent += 1;
    }

    /// A message that carries all edits so far was sent.
    pub(super) fn sent(&mut self) {
        self.sent += 1;
        let edits = std::mem::take(&mut self.unsent);
        self.waiting.push_back((self.sent, edits));
    }

    /// The server has the first `count` messages of this connection on disk.
    pub(super) fn acked(&mut self, count: u64) {
        self.acked = self.acked.max(count.min(self.sent));
        while self
            .waiting
            .front()
            .is_some_and(|(number, _)| *number <= self.acked)
        {
            self.waiting.pop_front();
        }
    }

    /// The connection ended: what was not acknowledged on it has to travel again.
    pub(super) fn disconnected(&mut self) {
        *self = Self {
            unsent: self.changes(),
            ..Self::default()
        };
    }

    /// How many edits are not known to be on disk.
    pub(super) fn changes(&self) -> usize {
        self.unsent + self.waiting.iter().map(|(_, edits)| edits).sum::<usize>()
    }

    /// Whether some message has been sent on this connection, all of them are on disk, and they
    /// carry every edit.
    pub(super) const fn all_on_disk(&self) -> bool {
        self.sent > 0 && self.acked == self.sent && self.unsent == 0
    }

    /// Whether there are edits that no message of this connection carries.
    pub(super) const fn has_unsent(&self) -> bool {
        self.unsent > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_stay_counted_until_their_message_is_on_disk() {
        let mut ledger = Ledger::default();
        ledger.edited();
        ledger.edited();
        ledger.sent();
        ledger.edited();
        ledger.sent();
        assert_eq!((ledger.changes(), ledger.all_on_disk()), (3, false));
        ledger.acked(1);
        assert_eq!((ledger.changes(), ledger.all_on_disk()), (1, false));
        ledger.disconnected();
        assert_eq!((ledger.changes(), ledger.all_on_disk()), (1, false));
        ledger.sent();
        ledger.acked(1);
        assert_eq!((ledger.changes(), ledger.all_on_disk()), (0, true));
    }

    #[test]
    fn an_ack_for_more_than_was_sent_promises_nothing() {
        let mut ledger = Ledger::default();
        ledger.sent();
        ledger.acked(99);
        ledger.edited();
        ledger.sent();
        assert!(!ledger.all_on_disk());
    }
}
