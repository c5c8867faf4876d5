//! How deep the layout nests its maps and texts.

use yrs::branch::{Branch, BranchID};
use yrs::{Map, MapRef, Out, Transact};

use super::PlanDoc;
use crate::ids::ClientId;

/// The deepest that a map or text of the layout lies below its root: the text of a row of a table
/// of an item.
pub const MAX_NESTING: u8 = 4;

impl PlanDoc {
    /// Every map and text below a root, by the operation that made it, and how deep it lies: 1 for
    /// what lies in a root itself. Takes time in proportion to the document, and does not recurse.
    #[must_use]
    pub fn nested_types(&self) -> Vec<((ClientId, u32), u8)> {
        let txn = self.doc.transact();
        let mut found = Vec::new();
        let mut maps: Vec<(MapRef, u8)> = self.maps.values().map(|map| (map.clone(), 0)).collect();
        while let Some((map, depth)) = maps.pop() {
            let depth = depth.saturating_add(1);
            for (_, value) in map.iter(&txn) {
                let made_by = match &value {
                    Out::YMap(map) => made_by(map.as_ref()),
                    Out::YText(text) => made_by(text.as_ref()),
                    _ => None,
                };
                found.extend(made_by.map(|operation| (operation, depth)));
                if let Out::YMap(map) = value {
                    maps.push((map, depth));
                }
            }
        }
        found
    }
}

fn made_by(branch: &Branch) -> Option<(ClientId, u32)> {
    match branch.id() {
        BranchID::Nested(id) => Some((ClientId::try_from(id.client.get()).ok()?, id.clock)),
        BranchID::Root(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::{Preset, Setup};
    use crate::schema::SCHEMA;
    use crate::value::Date;

    #[test]
    fn the_layout_uses_every_depth_and_none_below() {
        let doc = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
        let setup = Setup {
            name: "Plan",
            vendor_name: "Vendor",
            partner_name: "Partner",
            start: Date::constant(2026, 10, 1),
        };
        let preset = Preset::from_key("it-quarterly").unwrap();
        preset.seed(&doc, &setup).unwrap();
        let types = doc.nested_types();
        for depth in 1..=MAX_NESTING {
            assert!(types.iter().any(|(_, found)| *found == depth), "{depth}");
        }
        assert!(types.iter().all(|(_, depth)| *depth <= MAX_NESTING));
    }
}
