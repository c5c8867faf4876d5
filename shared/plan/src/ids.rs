//! Names of things, as types that cannot be mixed up.
//!
//! Every id is a random UUID (version 4) written in its canonical 36-character form, except the
//! [`ClientId`] of a replica, which the CRDT defines as an integer below 2⁵³.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A text that is not the canonical form of an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{text:?} is not a {what} id: expected a UUID such as 67e55044-10b1-426f-9247-bb680e5fe0c8"
)]
pub struct InvalidId {
    what: &'static str,
    text: String,
}

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id from the platform's source of randomness.
            #[must_use]
            pub fn random() -> Self {
                Self(Uuid::new_v4())
            }

            /// An id from 128 bits chosen by the caller, for tests and reproducible seeds.
            #[must_use]
            pub const fn from_u128(bits: u128) -> Self {
                Self(Uuid::from_u128(bits))
            }

            /// The 128 bits, for stores that keep ids in 16 bytes.
            #[must_use]
            pub const fn as_u128(self) -> u128 {
                self.0.as_u128()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let invalid = || InvalidId { what: $what, text: text.chars().take(64).collect() };
                let uuid = Uuid::try_parse(text).map_err(|_| invalid())?;
                // One spelling only: ids are keys of maps in the document.
                if text.len() == 36 && uuid.to_string() == text { Ok(Self(uuid)) } else { Err(invalid()) }
            }
        }
    };
}

uuid_id!(
    /// One plan of one vendor and one partner.
    PlanId,
    "plan"
);
uuid_id!(
    /// One item of a plan: an objective, a KPI, an action …
    ItemId,
    "item"
);
uuid_id!(
    /// One row of a table inside an item.
    RowId,
    "row"
);
uuid_id!(
    /// One person in one plan.
    MemberId,
    "member"
);

uuid_id!(
    /// One comment.
    CommentId,
    "comment"
);
uuid_id!(
    /// One link that lets people into a plan. Not the secret in it.
    InviteId,
    "link"
);
uuid_id!(
    /// One state of a plan that keeps a name.
    BaselineId,
    "baseline"
);
uuid_id!(
    /// One workshop in which people write a plan together.
    WorkshopId,
    "workshop"
);
uuid_id!(
    /// One thing that somebody told a workshop to do; what comes of it, such as a parked point, has the
    /// same id.
    CommandId,
    "command"
);
uuid_id!(
    /// One card of a workshop; the item that it becomes has the same id.
    CardId,
    "card"
);
uuid_id!(
    /// One token of a program. Not the secret itself.
    TokenId,
    "token"
);

/// One replica of a document: who made an operation, to the CRDT. Below 2⁵³, so that every
/// JavaScript client can hold it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct ClientId(u64);

/// A number that cannot be a [`ClientId`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} cannot be a client id: it must be below 2^53")]
pub struct InvalidClientId(u64);

impl ClientId {
    /// Of replicas that are read and never write.
    pub const READER: Self = Self(0);

    /// The number of bits of a client id.
    pub const BITS: u32 = 53;

    /// A new id from the platform's source of randomness. A replica never reuses one: the CRDT
    /// silently ignores other content under an operation id that it knows.
    #[must_use]
    pub fn random() -> Self {
        let (high, _) = Uuid::new_v4().as_u64_pair();
        // The version bits of a UUID sit in the low half of `high`; shifting them out keeps 48
        // random bits, the five lowest bits come from the other half.
        let (_, low) = Uuid::new_v4().as_u64_pair();
        Self((((high >> 16) << 5) | (low & 0x1f)).max(1))
    }

    /// The id as a number.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl TryFrom<u64> for ClientId {
    type Error = InvalidClientId;

    fn try_from(number: u64) -> Result<Self, InvalidClientId> {
        if number < 1 << Self::BITS {
            Ok(Self(number))
        } else {
            Err(InvalidClientId(number))
        }
    }
}

impl From<ClientId> for u64 {
    fn from(id: ClientId) -> u64 {
        id.0
    }
}

impl fmt::Debug for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ClientId({})", self.0)
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_spelling() {
        let id = ItemId::from_u128(0x67e5_5044_10b1_426f_9247_bb68_0e5f_e0c8);
        assert_eq!(id.to_string().parse::<ItemId>(), Ok(id));
        for other in [
            "67E55044-10B1-426F-9247-BB680E5FE0C8",
            "67e5504410b1426f9247bb680e5fe0c8",
            "",
            "x",
        ] {
            let error = other.parse::<ItemId>().unwrap_err();
            assert!(error.to_string().contains("item id"), "{error}");
        }
    }

    #[test]
    fn client_ids_stay_below_two_to_the_53() {
        assert!(ClientId::try_from(1 << 53).is_err());
        assert!((0..1_000).all(|_| ClientId::random().get() < 1 << 53));
    }
}
