//! The documents of a plan, and what one must be allowed to use each.

use std::fmt;

use serde::{Deserialize, Serialize};
use tandem_plan::schema::{PRIVATE_SCHEMA, SCHEMA, Schema};

use crate::role::{Action, Side};

/// One document of a plan. Whoever may read a document may read all of it, so what one side keeps
/// to itself lies in another document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// What both sides write.
    Joint,
    /// What only the vendor sees.
    Vendor,
    /// What only the partner sees.
    Partner,
}

impl Layer {
    /// All layers.
    pub const ALL: [Self; 3] = [Self::Joint, Self::Vendor, Self::Partner];

    /// The key in JSON, in addresses and in the database.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Joint => "joint",
            Self::Vendor => "vendor",
            Self::Partner => "partner",
        }
    }

    /// The layer with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layer| layer.key() == key)
    }

    /// The layer that a side keeps to itself; neutral people have none.
    #[must_use]
    pub const fn of(side: Side) -> Option<Self> {
        match side {
            Side::Vendor => Some(Self::Vendor),
            Side::Partner => Some(Self::Partner),
            Side::Neutral => None,
        }
    }

    /// Whose layer it is; `None` for what both sides write.
    #[must_use]
    pub const fn side(self) -> Option<Side> {
        match self {
            Self::Joint => None,
            Self::Vendor => Some(Side::Vendor),
            Self::Partner => Some(Side::Partner),
        }
    }

    /// What its document consists of.
    #[must_use]
    pub const fn schema(self) -> &'static Schema {
        match self {
            Self::Joint => &SCHEMA,
            Self::Vendor | Self::Partner => &PRIVATE_SCHEMA,
        }
    }

    /// What one must be allowed to read it.
    #[must_use]
    pub const fn reading(self) -> Action {
        match self.side() {
            None => Action::ReadPlan,
            Some(side) => Action::ReadLayer(side),
        }
    }

    /// What one must be allowed to write it.
    #[must_use]
    pub const fn writing(self) -> Action {
        match self.side() {
            None => Action::EditPlan,
            Some(side) => Action::WriteLayer(side),
        }
    }

    /// What one must be allowed to comment in it.
    #[must_use]
    pub const fn commenting(self) -> Action {
        match self.side() {
            None => Action::Comment,
            Some(side) => Action::CommentLayer(side),
        }
    }
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back() {
        let mut layers = Layer::ALL.into_iter();
        assert!(layers.all(|layer| Layer::from_key(layer.key()) == Some(layer)));
    }

    #[test]
    fn a_sides_layer_is_its_own() {
        for side in Side::ALL {
            let own = Layer::of(side);
            assert_eq!(own.and_then(Layer::side), own.map(|_| side));
        }
    }
}
