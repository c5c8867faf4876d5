//! Who is in the room: coming, going, being sent away, and what they may do.

use tandem_plan::ids::{MemberId, PlanId};
use tandem_plan::schema::SCHEMA_VERSION;
use tandem_protocol::event::{Event, Hello, Limits};
use tandem_protocol::member::Member;
use tandem_protocol::{PROTOCOL_VERSION, close};

use super::peer::Peer;
use super::{ConnectionId, Dialect, Effect, Room, Visitor, event_frame, send};
use crate::clock::Timestamp;
use crate::store::{Credential, SessionId, Stay};

/// What has ended: connections that came in with it are closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// A session was signed out, or a token withdrawn.
    Credential(Credential),
    /// A session is this member of the plan from now on, and was somebody else before.
    Became {
        /// In which plan.
        plan: PlanId,
        /// Which session.
        session: SessionId,
        /// Who it is now.
        member: MemberId,
    },
    /// Somebody was signed out everywhere, but where they come in with this.
    AllOf {
        /// Of which plan.
        plan: PlanId,
        /// Who.
        member: MemberId,
        /// But for this.
        but: Option<Credential>,
    },
}

impl Ended {
    /// Whether it can be about people in the rooms of this plan.
    pub(in crate::rooms) fn is_about(self, of: PlanId) -> bool {
        match self {
            Self::Credential(_) => true,
            Self::Became { plan, .. } | Self::AllOf { plan, .. } => plan == of,
        }
    }

    /// Why a connection of this member with this credential is closed, if it is.
    fn closes(self, of: MemberId, with: Credential) -> Option<(u16, &'static str)> {
        match self {
            Self::Credential(ended) => (ended == with).then_some(SIGNED_OUT),
            Self::Became {
                session, member, ..
            } => (with == Credential::Session(session) && of != member).then_some(SOMEBODY_ELSE),
            Self::AllOf { member, but, .. } => {
                (of == member && but != Some(with)).then_some(SIGNED_OUT)
            }
        }
    }
}

const SIGNED_OUT: (u16, &str) = (close::UNAUTHENTICATED, "this session or token has ended");
/// Whoever comes back learns who they are.
const SOMEBODY_ELSE: (u16, &str) = (
    close::RESYNC,
    "this browser is somebody else in this plan now",
);
const NOT_A_MEMBER: (u16, &str) = (close::FORBIDDEN, "you do not belong to this plan any more");

/// Everybody who belongs to a plan, as it was read from the store.
///
/// Lists are read and sent side by side, so an older one may come behind a newer one.
#[derive(Debug, Clone)]
pub struct MemberList {
    /// Grows with every reading, and is taken before it begins: a list with a greater number
    /// holds everybody who got into the plan before a smaller number was taken.
    pub asked: u64,
    /// Who was found.
    pub members: Vec<Member>,
}

impl Room {
    pub(super) fn join(
        &mut self,
        connection: ConnectionId,
        mut visitor: Visitor,
        now: Timestamp,
        out: &mut Vec<Effect>,
    ) {
        let limits = &self.settings.limits;
        let of_member = |member: MemberId| {
            let peers = self.peers.values();
            peers.filter(|peer| peer.member.id == member).count()
        };
        // The room may have heard of a change that is newer than what the visitor came with.
        let known = self
            .members
            .iter()
            .find(|known| known.id == visitor.member.id && known.may(self.key.layer.reading()));
        let refusal = if self.is_stopping {
            Some((close::RESTARTING, "the server is restarting"))
        } else if self.peers.len() >= limits.connections
            || of_member(visitor.member.id) >= limits.connections_per_member
        {
            Some((close::TOO_MUCH, "too many connections to this plan"))
        } else if let Some(known) = known {
            visitor.member = known.clone();
            None
        } else {
            Some(NOT_A_MEMBER)
        };
        if let Some((code, reason)) = refusal {
            out.push(Effect::Close {
                connection,
                code,
                reason,
            });
            return;
        }
        self.idle_since = None;
        let peer = Peer::new(&visitor, limits, now);
        if visitor.dialect == Dialect::Extended {
            let hello = Event::Hello(self.hello(visitor, now));
            send(out, connection, event_frame(&hello));
            self.show_workshop(connection, peer.member.id, now, out);
        }
        self.peers.insert(connection, peer);
        self.ask(connection, out);
        if let Some(present) = self.presences.frame() {
            send(out, connection, present);
        }
    }

    fn hello(&self, visitor: Visitor, now: Timestamp) -> Hello {
        let limits = &self.settings.limits;
        Hello {
            member: visitor.member,
            time: now.millis(),
            protocol: PROTOCOL_VERSION,
            schema: SCHEMA_VERSION,
            epoch: self.epoch.clone(),
            build: visitor.build,
            limits: Limits {
                update_bytes: limits.update_bytes as u64,
                step2_bytes: limits.step2_bytes as u64,
            },
            members: self.members.clone(),
            in_workshop: self.workshop.is_some(),
        }
    }

    /// Who has a connection, and since when; who has several is named as often.
    pub fn who_is_here(&self) -> impl Iterator<Item = (MemberId, Timestamp)> {
        self.peers.values().map(|peer| (peer.member.id, peer.since))
    }

    pub(super) fn leave(
        &mut self,
        connection: ConnectionId,
        now: Timestamp,
        out: &mut Vec<Effect>,
    ) {
        let Some(peer) = self.peers.remove(&connection) else {
            return;
        };
        out.push(Effect::WasHere(Stay {
            member: peer.member.id,
            since: peer.since,
            until: now,
        }));
        for client in self.presences.leave(connection) {
            self.owners.hide(client);
        }
        self.tell_presences(now, out);
        if self.peers.is_empty() {
            self.idle_since = Some(now);
        }
    }

    /// Closes a connection and forgets it.
    pub(super) fn close(
        &mut self,
        connection: ConnectionId,
        (code, reason): (u16, &'static str),
        now: Timestamp,
        out: &mut Vec<Effect>,
    ) {
        let Some(peer) = self.peers.get(&connection) else {
            return;
        };
        if peer.dialect == Dialect::Extended {
            let closing = Event::Closing {
                reason: reason.to_owned(),
            };
            send(out, connection, event_frame(&closing));
        }
        out.push(Effect::Close {
            connection,
            code,
            reason,
        });
        self.leave(connection, now, out);
    }

    pub(super) fn end(&mut self, ended: Ended, now: Timestamp, out: &mut Vec<Effect>) {
        let closes = |peer: &Peer| ended.closes(peer.member.id, peer.credential);
        let peers = self.peers.iter();
        let closed = peers.filter_map(|(connection, peer)| Some((*connection, closes(peer)?)));
        for (connection, why) in closed.collect::<Vec<_>>() {
            self.close(connection, why, now, out);
        }
    }

    pub(super) fn close_all(
        &mut self,
        why: (u16, &'static str),
        now: Timestamp,
        out: &mut Vec<Effect>,
    ) {
        let connections: Vec<ConnectionId> = self.peers.keys().copied().collect();
        for connection in connections {
            self.close(connection, why, now, out);
        }
    }

    pub(super) fn set_members(&mut self, list: MemberList, now: Timestamp, out: &mut Vec<Effect>) {
        if list.asked < self.members_asked {
            return;
        }
        self.members_asked = list.asked;
        if list.members == self.members {
            return;
        }
        self.members = list.members;
        let connections: Vec<ConnectionId> = self.peers.keys().copied().collect();
        for connection in connections {
            let Some(peer) = self.peers.get_mut(&connection) else {
                continue;
            };
            let member = self
                .members
                .iter()
                .find(|member| member.id == peer.member.id);
            match member {
                Some(member) if member.may(self.key.layer.reading()) => {
                    let loses_pen = peer.member.may(self.key.layer.writing())
                        && !member.may(self.key.layer.writing());
                    if loses_pen {
                        peer.writes_until = Some(now.after(self.settings.limits.grace));
                    }
                    peer.member = member.clone();
                }
                _ => {
                    self.close(connection, NOT_A_MEMBER, now, out);
                }
            }
        }
        let event = Event::Members {
            members: self.members.clone(),
        };
        self.tell_all(&event, |_| true, out);
    }
}
