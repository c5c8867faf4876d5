//! The JSON events that the server sends in frames of type 101. An event of a kind that a client
//! does not know is read as [`Event::Unknown`] and passed over.

use serde::{Deserialize, Serialize};
use tandem_plan::ids::MemberId;

use crate::role::{Role, Side};

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
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
        #[serde(default)]
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
    /// An event of a newer server.
    #[serde(other)]
    Unknown,
}

/// Who the server takes this connection for, and what server it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
}

/// What the server takes at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of one update.
    pub update_bytes: u64,
    /// Bytes of one step 2, which may carry long offline work.
    pub step2_bytes: u64,
}

/// One person of a plan, as everybody in the plan sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Their id.
    pub id: MemberId,
    /// The name they gave.
    pub name: String,
    /// Whose side they are on.
    pub side: Side,
    /// What they may do.
    pub role: Role,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_of_a_newer_server_is_passed_over() {
        let event: Event = serde_json::from_str(r#"{"type":"fireworks","colour":"red"}"#).unwrap();
        assert_eq!(event, Event::Unknown);
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
