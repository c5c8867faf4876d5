//! Who is here and what they show of themselves.
//!
//! An entry is taken only for a client id of the connection's own member. Entries of others are
//! passed over without complaint: stock clients send back what they heard. What an entry says of
//! *who* it is, the server overwrites with what it knows.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use serde_json::Value;
use tandem_plan::ids::ClientId;
use tandem_protocol::frame::{AwarenessEntry, Frame};
use tandem_protocol::member::Member;
use tandem_protocol::presence::{MAX_STATE, PresentUser};
use tandem_protocol::role::Side;

use super::{ConnectionId, Effect, Room};
use crate::clock::Timestamp;
use crate::rooms::settings::RoomLimits;

/// How many clients one connection may show: one, and what a reload left behind.
const SHOWN_PER_CONNECTION: usize = 4;

/// The latest entry of every client, and which of them are to be told.
#[derive(Debug, Default)]
pub(super) struct Presences {
    shown: BTreeMap<ClientId, Shown>,
    /// Entries that changed since they were told; those that are not shown any more are gone.
    news: BTreeMap<ClientId, u32>,
    told_at: Option<Timestamp>,
    tell_at: Option<Timestamp>,
}

#[derive(Debug)]
struct Shown {
    by: ConnectionId,
    clock: u32,
    state: String,
    expires_at: Timestamp,
}

impl Presences {
    /// Everybody who is here, if anybody is.
    pub(super) fn frame(&self) -> Option<Bytes> {
        let all: BTreeMap<ClientId, u32> = self
            .shown
            .iter()
            .map(|(client, shown)| (*client, shown.clock))
            .collect();
        self.frame_of(&all)
    }

    fn frame_of(&self, clients: &BTreeMap<ClientId, u32>) -> Option<Bytes> {
        let entries: Vec<AwarenessEntry> = clients
            .iter()
            .map(|(client, clock)| {
                let shown = self.shown.get(client);
                AwarenessEntry {
                    client: *client,
                    clock: shown.map_or(*clock, |shown| shown.clock),
                    state: shown.map(|shown| shown.state.clone()),
                }
            })
            .collect();
        (!entries.is_empty()).then(|| Frame::Awareness(entries).encode().into())
    }

    /// When something is to be told, or somebody counts as gone.
    pub(super) fn due_at(&self) -> Option<Timestamp> {
        let expires = self.shown.values().map(|shown| shown.expires_at).min();
        [self.tell_at, expires].into_iter().flatten().min()
    }

    /// Takes away what a connection showed, and returns whom.
    pub(super) fn leave(&mut self, connection: ConnectionId) -> Vec<ClientId> {
        self.take_away(|shown| shown.by == connection)
    }

    /// Takes away those of whom nothing was heard for too long, and returns them.
    fn expire(&mut self, now: Timestamp) -> Vec<ClientId> {
        self.take_away(|shown| shown.expires_at <= now)
    }

    fn take_away(&mut self, whom: impl Fn(&Shown) -> bool) -> Vec<ClientId> {
        let gone = self.shown.iter().filter(|(_, shown)| whom(shown));
        let gone: BTreeSet<ClientId> = gone.map(|(client, _)| *client).collect();
        for client in &gone {
            if let Some(shown) = self.shown.remove(client) {
                self.news.insert(*client, shown.clock);
            }
        }
        gone.into_iter().collect()
    }

    /// Whether a connection may show this client beside those it shows already.
    fn has_room(&self, client: ClientId, by: ConnectionId) -> bool {
        self.shown.contains_key(&client)
            || self.shown.values().filter(|shown| shown.by == by).count() < SHOWN_PER_CONNECTION
    }

    /// Keeps an entry if it is news. A new connection of a client may repeat its last clock.
    fn keep(&mut self, by: ConnectionId, entry: AwarenessEntry, expires_at: Timestamp) -> bool {
        let AwarenessEntry {
            client,
            clock,
            state,
        } = entry;
        let is_news = self.shown.get(&client).is_none_or(|shown| {
            clock > shown.clock || (clock == shown.clock && (state.is_none() || shown.by != by))
        });
        let was_shown = self.shown.contains_key(&client);
        match state {
            _ if !is_news => return false,
            None if !was_shown => return false,
            None => {
                self.shown.remove(&client);
            }
            Some(state) => {
                let shown = Shown {
                    by,
                    clock,
                    state,
                    expires_at,
                };
                self.shown.insert(client, shown);
            }
        }
        self.news.insert(client, clock);
        true
    }

    /// What is to be told now: nothing, if something was told just before.
    fn news(&mut self, limits: &RoomLimits, now: Timestamp) -> Option<Bytes> {
        if self.news.is_empty() {
            return None;
        }
        let due = self.told_at.map(|told| told.after(limits.presence_every));
        if let Some(due) = due.filter(|due| *due > now) {
            self.tell_at = Some(due);
            return None;
        }
        self.told_at = Some(now);
        self.tell_at = None;
        let news = std::mem::take(&mut self.news);
        self.frame_of(&news)
    }
}

impl Room {
    /// Takes in what a connection shows, and tells everybody, the sender too: stock clients
    /// close a connection on which they hear nothing.
    pub(super) fn show(
        &mut self,
        connection: ConnectionId,
        entries: Vec<AwarenessEntry>,
        now: Timestamp,
        out: &mut Vec<Effect>,
    ) {
        let Some(peer) = self.peers.get(&connection) else {
            return;
        };
        let member = &peer.member;
        let expires_at = now.after(self.settings.limits.presence_expires);
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
            let (client, is_here) = (entry.client, state.is_some());
            let entry = AwarenessEntry { state, ..entry };
            if self.presences.keep(connection, entry, expires_at) {
                if is_here {
                    self.owners.show(client, member.id);
                } else {
                    self.owners.hide(client);
                }
            }
        }
        self.tell_presences(now, out);
    }

    /// Tells everybody what has changed in who is here and where, but not too often.
    pub(super) fn tell_presences(&mut self, now: Timestamp, out: &mut Vec<Effect>) {
        if let Some(news) = self.presences.news(&self.settings.limits, now) {
            self.broadcast(&news, out);
        }
    }

    /// Forgets those who have not been heard of, and tells what waited.
    pub(super) fn refresh_presences(&mut self, now: Timestamp, out: &mut Vec<Effect>) {
        for client in self.presences.expire(now) {
            self.owners.hide(client);
        }
        self.tell_presences(now, out);
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
