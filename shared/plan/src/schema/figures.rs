//! The fields that stand beside a figure wherever one is kept: where it comes from, and of which
//! day it is. A figure names its source with [`Field::sourced_by`].

use super::{Field, FieldType};
use crate::language::Text;

/// The key of [`SOURCE`].
pub(super) const BY_SOURCE: &str = "source";

pub(super) const SOURCE: Field = Field::new(
    BY_SOURCE,
    Text::new("Source", "Quelle"),
    FieldType::Line,
    Text::new(
        "The system, report or person that the figure comes from.",
        "Das System, der Bericht oder die Person, von der die Zahl stammt.",
    ),
);

pub(super) const AS_OF: Field = Field::new(
    "as_of",
    Text::new("As of", "Stand"),
    FieldType::Date,
    Text::new(
        "The day the figure was read.",
        "Der Tag, an dem die Zahl abgelesen wurde.",
    ),
);
