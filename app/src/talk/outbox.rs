//! What was said here and is not on the server's disk yet: pure books. Nothing is lost when there
//! is no connection, and nothing is said twice: the server knows a comment by its id.

use serde::{Deserialize, Serialize};
use tandem_plan::ids::CommentId;
use tandem_protocol::http::{ChangeComment, PostComment};
use tandem_protocol::layer::Layer;

/// One request to the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Request {
    /// A new comment.
    Post(PostComment),
    /// A change of one.
    Change {
        /// Which.
        comment: CommentId,
        /// What changes.
        change: ChangeComment,
    },
}

/// How far a request has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// It waits for its turn or for a connection.
    #[default]
    Waits,
    /// It is on its way.
    Sent,
    /// The server has it on disk; the document has not shown it yet.
    Done,
    /// The server does not accept it, and why.
    Refused(String),
}

/// A request and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// Tells it from others, also those of other tabs.
    pub(crate) key: CommentId,
    /// When it was made, in milliseconds since 1970 on this device.
    pub(crate) at: i64,
    pub(crate) request: Request,
    #[serde(skip)]
    pub(crate) delivery: Delivery,
}

impl Request {
    /// In which layer it is.
    pub(crate) const fn layer(&self) -> Layer {
        match self {
            Self::Post(post) => post.layer,
            Self::Change { change, .. } => change.layer,
        }
    }

    /// Which comment it makes or changes.
    pub(crate) const fn comment(&self) -> CommentId {
        match self {
            Self::Post(post) => post.id,
            Self::Change { comment, .. } => *comment,
        }
    }
}

/// All requests that are not settled, in the order in which they were made.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    entries: Vec<Entry>,
}

impl Outbox {
    /// The books with what an earlier page has left behind.
    pub(crate) fn kept(mut entries: Vec<Entry>) -> Self {
        entries.sort_unstable_by_key(|entry| (entry.at, entry.key));
        Self { entries }
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Another request.
    pub(crate) fn add(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// The next one to be sent, which counts as sent from now on. One at a time: an answer is of no
    /// use before the comment that it answers.
    pub(crate) fn next(&mut self) -> Option<Entry> {
        let is_under_way = |entry: &Entry| entry.delivery == Delivery::Sent;
        if self.entries.iter().any(is_under_way) {
            return None;
        }
        let mut entries = self.entries.iter_mut();
        let next = entries.find(|entry| entry.delivery == Delivery::Waits)?;
        next.delivery = Delivery::Sent;
        Some(next.clone())
    }

    /// How far one has come now.
    pub(crate) fn set(&mut self, key: CommentId, delivery: Delivery) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.key == key) {
            entry.delivery = delivery;
        }
    }

    /// One is of no interest any more.
    pub(crate) fn remove(&mut self, key: CommentId) {
        self.entries.retain(|entry| entry.key != key);
    }

    /// A document shows what it has of this layer: what the server has is in there.
    pub(crate) fn shown(&mut self, layer: Layer) {
        self.entries
            .retain(|entry| entry.delivery != Delivery::Done || entry.request.layer() != layer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(number: u128, layer: Layer) -> Entry {
        let id = CommentId::from_u128(number);
        Entry {
            key: id,
            at: i64::try_from(number).unwrap(),
            request: Request::Post(PostComment {
                id,
                author: None,
                layer,
                about: String::new(),
                thread: None,
                text: "Hm.".to_owned(),
            }),
            delivery: Delivery::Waits,
        }
    }

    fn key(entry: Option<Entry>) -> Option<CommentId> {
        entry.map(|entry| entry.key)
    }

    #[test]
    fn one_at_a_time_in_order_and_what_is_refused_holds_up_nothing() {
        let id = CommentId::from_u128;
        let mut outbox = Outbox::kept(vec![post(2, Layer::Joint), post(1, Layer::Joint)]);
        outbox.add(post(3, Layer::Vendor));
        assert_eq!(key(outbox.next()), Some(id(1)));
        assert_eq!(key(outbox.next()), None);
        // No connection: the same once more.
        outbox.set(id(1), Delivery::Waits);
        assert_eq!(key(outbox.next()), Some(id(1)));
        outbox.set(id(1), Delivery::Refused("too long".to_owned()));
        assert_eq!(key(outbox.next()), Some(id(2)));
        outbox.set(id(2), Delivery::Done);
        assert_eq!(key(outbox.next()), Some(id(3)));
        outbox.set(id(3), Delivery::Done);
        outbox.shown(Layer::Joint);
        let left: Vec<CommentId> = outbox.entries().iter().map(|entry| entry.key).collect();
        assert_eq!(left, [id(1), id(3)]);
        outbox.remove(id(1));
        outbox.shown(Layer::Vendor);
        assert!(outbox.entries().is_empty());
    }

    #[test]
    fn what_is_kept_waits_when_it_is_read_again() {
        let mut entry = post(1, Layer::Partner);
        entry.delivery = Delivery::Sent;
        let json = serde_json::to_string(&entry).unwrap();
        let read: Entry = serde_json::from_str(&json).unwrap();
        assert_eq!(read, post(1, Layer::Partner));
    }
}
