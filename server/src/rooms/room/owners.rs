//! Which client id belongs to whom. An id belongs to the first member who showed or used it, for
//! ever: who wrote what is what the server saw, never a claim in the data.

use std::collections::HashMap;

use tandem_plan::ids::{ClientId, MemberId};

/// How sure the store is of an owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Claim {
    /// Shown in a presence; forgotten with the connection.
    Shown,
    /// Used in an update that is not on disk yet.
    Used,
    /// On disk.
    Stored,
}

#[derive(Debug, Default)]
pub(super) struct Owners(HashMap<ClientId, (MemberId, Claim)>);

impl Owners {
    pub(super) fn stored(clients: Vec<(ClientId, MemberId)>) -> Self {
        let owned = clients
            .into_iter()
            .map(|(client, member)| (client, (member, Claim::Stored)));
        Self(owned.collect())
    }

    pub(super) fn owner(&self, client: ClientId) -> Option<MemberId> {
        self.0.get(&client).map(|(member, _)| *member)
    }

    /// A presence shows this id, which nobody owns.
    pub(super) fn show(&mut self, client: ClientId, member: MemberId) {
        self.0.entry(client).or_insert((member, Claim::Shown));
    }

    /// An update holds operations of this id. Returns whether the store must learn who owns it.
    pub(super) fn use_id(&mut self, client: ClientId, member: MemberId) -> bool {
        let (_, claim) = self.0.entry(client).or_insert((member, Claim::Shown));
        let is_news = *claim == Claim::Shown;
        if is_news {
            *claim = Claim::Used;
        }
        is_news
    }

    pub(super) fn committed(&mut self, clients: &[(ClientId, MemberId)]) {
        for (client, member) in clients {
            self.0.insert(*client, (*member, Claim::Stored));
        }
    }

    /// The updates that used these ids were not saved.
    pub(super) fn failed(&mut self, clients: &[(ClientId, MemberId)]) {
        for (client, member) in clients {
            self.0.insert(*client, (*member, Claim::Shown));
        }
    }

    /// The connection that showed this id has gone. Without an operation the id is free again.
    pub(super) fn hide(&mut self, client: ClientId) {
        if self
            .0
            .get(&client)
            .is_some_and(|(_, claim)| *claim == Claim::Shown)
        {
            self.0.remove(&client);
        }
    }
}
