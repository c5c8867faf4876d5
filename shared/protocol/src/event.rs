//! The JSON events that the server sends in frames of type 101. An event of a kind that a client
//! does not know is read as [`Event::Unknown`] and passed over.

use crate::member::Member;
use serde::{Deserialize, Serialize};

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", try_from = "Wire")]
pub enum Event {
    /// The first event of every connection.
    Hello(Hello),
    /// Who belongs to the plan, after somebody joined or was changed.
    Members {
        /// All of them.
        members: Vec<Member>,
    },
    /// An update of this connection was not taken; nobody got any of it.
    Rejected {
        /// Which one: the count-th step 2 or update of this connection, from 1.
        count: u64,
        /// Why, as a stable key for programs, such as `text_too_long`; a client has its own words
        /// for it. Empty from a server that gives none.
        key: String,
        /// Why, in English.
        reason: String,
    },
    /// The server cannot write to its disk: edits stay with the client until it can.
    CannotSave,
    /// The server closes this connection; the close code follows.
    Closing {
        /// Why, for people.
        reason: String,
    },
    /// How the workshop looks to whoever gets it: read as
    /// [`WorkshopEvent`](crate::workshop::WorkshopEvent) by what shows it.
    Workshop,
    /// An event of a newer server.
    Unknown,
}

/// Who the server takes this connection for, and what server it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hello {
    /// Who the person is.
    pub member: Member,
    /// The server's clock: milliseconds since 1970.
    pub time: i64,
    /// See [`crate::PROTOCOL_VERSION`].
    pub protocol: u32,
    /// The version of the plan's layout that the server writes.
    pub schema: i64,
    /// Which life of the store this is. After a restored backup it is another one, and a client
    /// compares its document with the server's afresh instead of merging.
    pub epoch: String,
    /// Which build of the client this server serves; an open tab of another build offers to
    /// reload.
    pub build: String,
    /// What the server takes at most.
    pub limits: Limits,
    /// Everybody who belongs to the plan.
    pub members: Vec<Member>,
    /// Whether a workshop is under way: its event follows.
    #[serde(skip_serializing_if = "is_false")]
    pub in_workshop: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// What the server takes at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of one update.
    pub update_bytes: u64,
    /// Bytes of one step 2, which may carry long offline work.
    pub step2_bytes: u64,
}

/// An event as it is read: with all that one of any kind may have beside its type. So it is read
/// in one pass, whatever comes first; to put the parts of an unknown type aside would take much code.
#[derive(Deserialize)]
struct Wire {
    r#type: String,
    member: Option<Member>,
    time: Option<i64>,
    protocol: Option<u32>,
    schema: Option<i64>,
    epoch: Option<String>,
    build: Option<String>,
    limits: Option<Limits>,
    members: Option<Vec<Member>>,
    in_workshop: Option<bool>,
    count: Option<u64>,
    key: Option<String>,
    reason: Option<String>,
}

/// An event lacks a part that its type has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the event has no `{0}`")]
struct Missing(&'static str);

impl TryFrom<Wire> for Event {
    type Error = Missing;

    fn try_from(wire: Wire) -> Result<Self, Missing> {
        let members = wire.members.ok_or(Missing("members"));
        let reason = wire.reason.ok_or(Missing("reason"));
        Ok(match wire.r#type.as_str() {
            "hello" => Self::Hello(Hello {
                member: wire.member.ok_or(Missing("member"))?,
                time: wire.time.ok_or(Missing("time"))?,
                protocol: wire.protocol.ok_or(Missing("protocol"))?,
                schema: wire.schema.ok_or(Missing("schema"))?,
                epoch: wire.epoch.ok_or(Missing("epoch"))?,
                build: wire.build.ok_or(Missing("build"))?,
                limits: wire.limits.ok_or(Missing("limits"))?,
                members: members?,
                in_workshop: wire.in_workshop == Some(true),
            }),
            "members" => Self::Members { members: members? },
            "rejected" => Self::Rejected {
                count: wire.count.ok_or(Missing("count"))?,
                key: wire.key.unwrap_or_default(),
                reason: reason?,
            },
            "cannot_save" => Self::CannotSave,
            "workshop" => Self::Workshop,
            "closing" => Self::Closing { reason: reason? },
            _ => Self::Unknown,
        })
    }
}

#[cfg(test)]
mod tests {
    use tandem_plan::ids::MemberId;

    use super::*;
    use crate::role::{Role, Side};

    #[test]
    fn an_event_of_a_newer_server_is_passed_over() {
        let event: Event = serde_json::from_str(r#"{"type":"fireworks","colour":"red"}"#).unwrap();
        assert_eq!(event, Event::Unknown);
    }

    #[test]
    fn every_event_is_read_as_it_was_written() {
        let member = Member::new(
            MemberId::from_u128(7),
            "Ann".into(),
            Side::Vendor,
            Role::Lead,
        );
        let reason = || "too long".to_owned();
        let hello = Hello {
            member: member.clone(),
            time: 1,
            protocol: 2,
            schema: 3,
            epoch: "e".into(),
            build: "b".into(),
            limits: Limits {
                update_bytes: 4,
                step2_bytes: 5,
            },
            members: vec![member.clone()],
            in_workshop: true,
        };
        for event in [
            Event::Hello(hello),
            Event::Members {
                members: vec![member],
            },
            Event::Rejected {
                count: 3,
                key: "text_too_long".into(),
                reason: reason(),
            },
            Event::CannotSave,
            Event::Workshop,
            Event::Closing { reason: reason() },
        ] {
            let json = serde_json::to_string(&event).unwrap();
            assert_eq!(serde_json::from_str::<Event>(&json).unwrap(), event);
        }
    }

    #[test]
    fn an_event_that_lacks_a_part_is_none() {
        let error = serde_json::from_str::<Event>(r#"{"type":"closing"}"#).unwrap_err();
        assert!(error.to_string().contains("`reason`"), "{error}");
    }

    #[test]
    fn events_carry_their_type() {
        let json = serde_json::to_string(&Event::Rejected {
            count: 3,
            key: "text_too_long".into(),
            reason: "too long".into(),
        });
        assert_eq!(
            json.unwrap(),
            r#"{"type":"rejected","count":3,"key":"text_too_long","reason":"too long"}"#
        );
    }
}
