//! What is known about edits that have not been acknowledged yet, and what people are told of it.
//!
//! Counts messages and edits; never sees what they hold.

use std::collections::VecDeque;

use tandem_plan::document::{Change, Subject};

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
    /// The server refused edits; they are kept to be copied, and nobody has looked at them yet.
    NotAccepted {
        /// Why.
        reason: String,
        /// How it stands with everything else.
        rest: Box<Self>,
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
    /// How it stands with this and with something that is beside it: the worse of the two. What has
    /// not arrived beside it has nothing to be saved.
    pub(crate) fn and(self, beside: Self) -> Self {
        let is_worse = match &beside {
            Self::Connecting | Self::Saved => false,
            Self::Offline { changes } | Self::Stopped { changes, .. } => *changes > 0,
            Self::Saving | Self::NotAccepted { .. } | Self::CannotSave => true,
        };
        match (self, beside) {
            (this, _) if !is_worse => this,
            (Self::Offline { changes }, Self::Offline { changes: more }) => Self::Offline {
                changes: changes + more,
            },
            (Self::Connecting | Self::Saved | Self::Offline { changes: 0 }, beside) => beside,
            (Self::Saving, beside) if beside != Self::Saving => beside,
            (this, _) => this,
        }
    }

    /// Whether this tab holds something that exists nowhere else.
    pub(crate) const fn is_at_risk(&self, keeping: Keeping) -> bool {
        if matches!(keeping, Keeping::Kept) {
            return false;
        }
        match self {
            Self::Saving | Self::CannotSave | Self::NotAccepted { .. } => true,
            Self::Offline { changes } | Self::Stopped { changes, .. } => *changes > 0,
            Self::Connecting | Self::Saved => false,
        }
    }
}

/// Whether what was written here would survive the end of this tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// All of it is on this device.
    Kept,
    /// It is on its way there.
    Under,
    /// Nothing is kept on this device.
    Not,
}

impl Keeping {
    /// Whether both of two would survive.
    pub(crate) const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Not, _) | (_, Self::Not) => Self::Not,
            (Self::Under, _) | (_, Self::Under) => Self::Under,
            (Self::Kept, Self::Kept) => Self::Kept,
        }
    }
}

/// What some edits are about, as far as it matters when they are refused.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum About {
    /// There are none.
    #[default]
    Nothing,
    /// Refused, it is this that was refused.
    One(Subject),
    /// It has to be found out which of them was refused.
    Several,
}

/// The books of one connection: what was sent on it, and how much of that is on disk.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// Messages that carry edits, sent on this connection.
    sent: u64,
    /// How many of them, from the first, the server has on disk.
    acked: u64,
    /// Messages that wait for that.
    waiting: VecDeque<Message>,
    /// Edits that no message of this connection carries.
    unsent: usize,
    /// What those are about, and maybe others that were sent already.
    unsent_about: About,
    /// When the oldest of those was made, in milliseconds since 1970.
    unsent_since: Option<u64>,
}

#[derive(Debug)]
struct Message {
    number: u64,
    /// How many edits it is the first to carry.
    edits: usize,
    about: About,
    /// When the oldest of those was made.
    since: Option<u64>,
}

fn oldest(times: impl IntoIterator<Item = Option<u64>>) -> Option<u64> {
    times.into_iter().flatten().min()
}

impl About {
    /// What these changes are about.
    pub(super) fn of(changes: &[Change]) -> Self {
        let abouts = changes.iter().map(|change| match change {
            Change::Field { at } | Change::Text { at, .. } => Self::One(Subject::Field(*at)),
            // Of which items or rows it does not say.
            Change::Items { .. } | Change::Rows { .. } => Self::Several,
            // Nobody makes these here.
            Change::Comments => Self::Nothing,
        });
        abouts.fold(Self::Nothing, Self::and)
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, about) | (about, Self::Nothing) => about,
            (about, other) if about == other => about,
            _ => Self::Several,
        }
    }
}

impl Ledger {
    /// An edit was made, at this time in milliseconds since 1970.
    pub(super) fn edited(&mut self, about: About, unix_ms: u64) {
        self.unsent += 1;
        self.unsent_about = self.unsent_about.and(about);
        self.unsent_since = oldest([self.unsent_since, Some(unix_ms)]);
    }

    /// So many edits of an earlier life of this tab were found, which no message carries, and when the
    /// oldest was made.
    pub(super) fn found(&mut self, edits: usize, since: Option<u64>) {
        if edits > 0 {
            self.unsent += edits;
            self.unsent_about = About::Several;
            self.unsent_since = oldest([self.unsent_since, since]);
        }
    }

    /// When the oldest edit was made that no message of this connection carries.
    pub(super) const fn unsent_since(&self) -> Option<u64> {
        self.unsent_since
    }

    /// When the oldest edit was made that is not known to be on disk.
    pub(super) fn since(&self) -> Option<u64> {
        let waiting = self.waiting.iter().map(|message| message.since);
        oldest(waiting.chain([self.unsent_since]))
    }

    /// A message that carries all edits so far was sent.
    pub(super) fn sent_all(&mut self) {
        self.sent(self.unsent, self.unsent_about);
    }

    /// A message that carries one of the edits was sent, the oldest.
    pub(super) fn sent_one(&mut self, about: About) {
        self.sent(self.unsent.min(1), about);
    }

    /// A message without any edit was sent.
    pub(super) fn sent_none(&mut self) {
        self.sent(0, About::Nothing);
    }

    fn sent(&mut self, edits: usize, about: About) {
        self.sent += 1;
        self.unsent -= edits;
        let since = self.unsent_since.filter(|_| edits > 0);
        if self.unsent == 0 {
            self.unsent_about = About::Nothing;
            self.unsent_since = None;
        }
        self.waiting.push_back(Message {
            number: self.sent,
            edits,
            about,
            since,
        });
    }

    /// The server has the first `count` messages of this connection on disk.
    pub(super) fn acked(&mut self, count: u64) {
        self.acked = self.acked.max(count.min(self.sent));
        while self
            .waiting
            .front()
            .is_some_and(|message| message.number <= self.acked)
        {
            self.waiting.pop_front();
        }
    }

    /// What the message with this number is about.
    pub(super) fn about(&self, number: u64) -> About {
        let message = self.waiting.iter().find(|message| message.number == number);
        message.map_or(About::Several, |message| message.about)
    }

    /// The connection ended: what was not acknowledged on it has to travel again.
    pub(super) fn disconnected(&mut self) {
        let waiting = self.waiting.iter().map(|message| message.about);
        *self = Self {
            unsent_since: self.since(),
            unsent: self.changes(),
            unsent_about: waiting.fold(self.unsent_about, About::and),
            ..Self::default()
        };
    }

    /// The edits so far were made again, as so many edits that no message carries yet.
    pub(super) fn remade(&mut self, edits: usize) {
        let since = self.since();
        for message in &mut self.waiting {
            message.edits = 0;
            message.since = None;
        }
        self.unsent = edits;
        self.unsent_since = since.filter(|_| edits > 0);
        self.unsent_about = if edits == 0 {
            About::Nothing
        } else {
            About::Several
        };
    }

    /// How many edits are not known to be on disk.
    pub(super) fn changes(&self) -> usize {
        self.unsent
            + self
                .waiting
                .iter()
                .map(|message| message.edits)
                .sum::<usize>()
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
    use tandem_plan::address::Holder;

    use super::*;

    #[test]
    fn edits_stay_counted_until_their_message_is_on_disk() {
        let mut ledger = Ledger::default();
        ledger.edited(About::Several, 0);
        ledger.edited(About::Several, 0);
        ledger.sent_all();
        ledger.edited(About::Several, 0);
        ledger.sent_all();
        assert_eq!((ledger.changes(), ledger.all_on_disk()), (3, false));
        ledger.acked(1);
        assert_eq!((ledger.changes(), ledger.all_on_disk()), (1, false));
        ledger.disconnected();
        assert_eq!((ledger.changes(), ledger.all_on_disk()), (1, false));
        ledger.sent_all();
        ledger.acked(1);
        assert_eq!((ledger.changes(), ledger.all_on_disk()), (0, true));
    }

    #[test]
    fn a_refused_message_says_what_was_refused_if_it_is_one_thing() {
        let field = |key| About::One(Subject::Field(Holder::Section("vision").field(key)));
        let (thesis, other) = (field("thesis"), field("win_win"));
        let mut ledger = Ledger::default();
        ledger.sent_none();
        ledger.edited(thesis, 0);
        ledger.edited(thesis, 0);
        ledger.sent_all();
        ledger.edited(other, 0);
        ledger.sent_all();
        assert_eq!(ledger.about(1), About::Nothing);
        assert_eq!((ledger.about(2), ledger.about(3)), (thesis, other));
        assert_eq!(ledger.about(4), About::Several);
        // What was not acknowledged travels again, in one message.
        ledger.disconnected();
        ledger.sent_all();
        assert_eq!(ledger.about(1), About::Several);
        ledger.acked(1);
        ledger.edited(other, 0);
        ledger.disconnected();
        ledger.sent_all();
        assert_eq!(ledger.about(1), other);
        // Made again, each in a message of its own.
        ledger.remade(2);
        ledger.sent_one(thesis);
        assert_eq!((ledger.changes(), ledger.about(2)), (2, thesis));
        ledger.sent_one(other);
        ledger.acked(2);
        assert_eq!((ledger.changes(), ledger.all_on_disk()), (1, false));
    }

    #[test]
    fn an_edit_is_as_old_as_it_is_until_it_is_on_disk() {
        let mut ledger = Ledger::default();
        ledger.edited(About::Several, 5);
        ledger.sent_all();
        ledger.edited(About::Several, 9);
        assert_eq!((ledger.since(), ledger.unsent_since()), (Some(5), Some(9)));
        ledger.acked(1);
        assert_eq!(ledger.since(), Some(9));
        ledger.sent_all();
        ledger.found(2, Some(3));
        ledger.disconnected();
        assert_eq!(ledger.unsent_since(), Some(3));
        ledger.remade(2);
        ledger.sent_one(About::Several);
        ledger.sent_one(About::Several);
        assert_eq!((ledger.since(), ledger.unsent_since()), (Some(3), None));
        ledger.acked(2);
        assert_eq!(ledger.since(), None);
    }

    #[test]
    fn an_ack_for_more_than_was_sent_promises_nothing() {
        let mut ledger = Ledger::default();
        ledger.sent_all();
        ledger.acked(99);
        ledger.edited(About::Several, 0);
        ledger.sent_all();
        assert!(!ledger.all_on_disk());
    }

    #[test]
    fn nothing_is_called_saved_while_something_beside_it_is_not() {
        use SaveState::{CannotSave, Connecting, Offline, Saved, Saving};
        let offline = |changes| Offline { changes };
        let lost = SaveState::Stopped {
            reason: "over".to_owned(),
            changes: 1,
        };
        for (this, beside, expected) in [
            (Saved, Saved, Saved),
            (Saved, Connecting, Saved),
            (Saved, Saving, Saving),
            (Saved, CannotSave, CannotSave),
            (Saved, lost.clone(), lost.clone()),
            (Saved, offline(0), Saved),
            (offline(2), offline(1), offline(3)),
            (offline(0), Saving, Saving),
            (Saving, offline(1), offline(1)),
            (CannotSave, Saving, CannotSave),
        ] {
            assert_eq!(
                this.clone().and(beside.clone()),
                expected,
                "{this:?} {beside:?}"
            );
        }
    }
}
