//! x

use super::seed::SeedSection;

pub(super) const SECTIONS: &[SeedSection] = &[];
