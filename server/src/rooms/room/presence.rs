//! Who is here and what they show of themselves.
//!
//! An entry is taken only for a client id of the connection's own member. Entries of others are
//! passed over without complaint: stock clients send back what they heard. What an entry says of
//! *who* it is, the server overwrites with what it knows.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::Value;
use tandem_plan::ids::ClientId;
use tandem_protocol::event::Member;
use tandem_protocol::frame::{AwarenessEntry, Frame};
use tandem_protocol::presence::{MAX_STATE, PresentUser};
use tandem_protocol::role::Side;

use super::{ConnectionId, Effect, Room};

/// How many clients one connection may show: one, and what a reload left behind.
const SHOWN_PER_CONNECTION: usize = 4;

/// The latest entry of every client.
#[derive(Debug, Default)]
pub(super) struct Presences(BTreeMap<ClientId, Shown>);

#[derive(Debug)]
struct Shown {
    by: ConnectionId,
    clock: u32,
    state: String,
}

impl Presences {
    /// Everybody who is here, if anybody is.
    pub(super) fn frame(&self) -> Option<Bytes> {
        let entries: Vec<AwarenessEntry> = self
            .0
            .iter()
            .map(|(client, shown)| AwarenessEntry {
                client: *client,
                clock: shown.clock,
                state: Some(shown.state.clone()),
            })
            .collect();
        (!entries.is_empty()).then(|| Frame::Awareness(entries).encode().into())
    }

    /// Takes away what a connection showed, and returns the entries that say so.
    pub(super) fn leave(&mut self, connection: ConnectionId) -> Vec<AwarenessEntry> {
        let mut gone = Vec::new();
        self.0.retain(|client, shown| {
            let stays = shown.by != connection;
            if !stays {
                gone.push(AwarenessEntry {
                    client: *client,
                    clock: shown.clock,
                    state: None,
                });
            }
            stays
        });
        gone
    }

    /// Whether a connection may show this client beside those it shows already.
    fn has_room(&self, client: ClientId, by: ConnectionId) -> bool {
        self.0.contains_key(&client)
            || self.0.values().filter(|shown| shown.by == by).count() < SHOWN_PER_CONNECTION
    }

    /// Keeps an entry if it is news. A new connection of a client may repeat its last clock.
    fn keep(&mut self, by: ConnectionId, entry: &AwarenessEntry) -> bool {
        let is_news = self.0.get(&entry.client).is_none_or(|shown| {
            entry.clock > shown.clock
                || (entry.clock == shown.clock && (entry.state.is_none() || shown.by != by))
        });
        match &entry.state {
            _ if !is_news => false,
            None => self.0.remove(&entry.client).is_some(),
            Some(state) => {
                let (clock, state) = (entry.clock, state.clone());
                self.0.insert(entry.client, Shown { by, clock, state });
                true
            }
        }
    }
}

impl Room {
    /// Takes in what a connection shows, and tells everybody, the sender too: stock clients
    /// close a connection on which they hear nothing.
    pub(super) fn show(
        &mut self,
        connection: ConnectionId,
        entries: Vec<AwarenessEntry>,
        out: &mut Vec<Effect>,
    ) {
        let Some(peer) = self.peers.get(&connection) else {
            return;
        };
        let member = &peer.member;
        let mut news = Vec::new();
        for entry in entries {
            let state = match &entry.state {
                None => None,
                Some(state) => match stamp(state, member) {
                    Some(stamped) => Some(stamped),
                    None => continue,
                },
            };
            let is_own = match self.owners.owner(entry.client) {
                Some(owner) => owner == member.id,
                // An id that has written and belongs to nobody is the server's.
                None => state.is_some() && self.document.clock(entry.client) == 0,
            };
            if !is_own || !self.presences.has_room(entry.client, connection) {
                continue;
            }
            let entry = AwarenessEntry { state, ..entry };
            if self.presences.keep(connection, &entry) {
                if entry.state.is_some() {
                    self.owners.show(entry.client, member.id);
                } else {
                    self.owners.hide(entry.client);
                }
                news.push(entry);
            }
        }
        if !news.is_empty() {
            self.broadcast(&Frame::Awareness(news).encode().into(), out);
        }
    }
}

/// The state with what the server knows of the person. `None` if it is too long or no object.
fn stamp(state: &str, member: &Member) -> Option<String> {
    if state.len() > MAX_STATE {
        return None;
    }
    let mut state: serde_json::Map<String, Value> = serde_json::from_str(state).ok()?;
    let user = PresentUser {
        id: member.id,
        name: member.name.clone(),
        side: member.side,
        color: colour(member.side).to_owned(),
    };
    state.insert("user".to_owned(), serde_json::to_value(user).ok()?);
    serde_json::to_string(&state).ok()
}

/// The colour of a side in presences. White text on each of them can be read by everybody
/// (contrast 5 : 1 or better).
const fn colour(side: Side) -> &'static str {
    match side {
        Side::Vendor => "#2457c5",
        Side::Partner => "#0f766e",
        Side::Neutral => "#57606a",
    }
}
