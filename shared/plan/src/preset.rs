//! The content a new plan starts with: realistic, so that people overwrite instead of stare at
//! empty boxes.
//!
//! A preset is data. Dates and periods are relative to the plan's first day, so that a preset
//! never grows old. A document is seeded once, by the server, before anybody opens it.

mod carry_over;
mod it_quarterly;
mod manufacturing_annual;
mod seed;

pub use carry_over::{LAST_PLAN, NextPlan, carry_over};
pub use seed::{Named, SeedError, Setup};

use crate::schema::Tier;
use crate::value::Date;
use seed::{SeedPerson, SeedSection};

/// The content that a new plan starts with.
#[derive(Debug)]
pub struct Preset {
    /// Its name on the command line and in the field `preset`.
    pub key: &'static str,
    /// What people read.
    pub label: &'static str,
    /// For whom it is, in one sentence.
    pub description: &'static str,
    /// How many months the plan runs.
    pub months: u8,
    /// How deep the plan goes.
    pub tier: Tier,
    people: &'static [SeedPerson],
    sections: &'static [SeedSection],
}

/// All presets, in the order in which they are offered.
pub static PRESETS: &[Preset] = &[
    Preset {
        key: "it-quarterly",
        label: "IT/software, quarterly",
        description: "A software vendor and a reseller plan one quarter: what to sell, integrate, market and train.",
        months: 3,
        tier: Tier::Standard,
        people: it_quarterly::PEOPLE,
        sections: it_quarterly::SECTIONS,
    },
    Preset {
        key: "manufacturing-annual",
        label: "Manufacturing, annual",
        description: "An equipment maker and a distributor plan one year: regions, launches, stock of key parts, joint sales.",
        months: 12,
        tier: Tier::Strategic,
        people: manufacturing_annual::PEOPLE,
        sections: manufacturing_annual::SECTIONS,
    },
    Preset {
        key: "blank",
        label: "Blank",
        description: "An empty plan for one quarter.",
        months: 3,
        tier: Tier::Standard,
        people: &[],
        sections: &[],
    },
];

impl Preset {
    /// The preset with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.key == key)
    }

    /// The first day of the calendar period of this preset's length that `today` lies in: of the
    /// quarter, or of the year.
    #[must_use]
    pub fn first_day(&self, today: Date) -> Date {
        let months = self.months.clamp(1, 12);
        let month = (today.month() - 1) / months * months + 1;
        Date::constant(today.year(), month, 1)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::address::{FieldAddress, Holder};
    use crate::check::{Circumstances, survey};
    use crate::computed::computed;
    use crate::document::PlanDoc;
    use crate::edit::TableAddress;
    use crate::ids::ClientId;
    use crate::schema::{Field, FieldType, SCHEMA, Section};
    use crate::value::Value;

    const SETUP: Setup<'static> = Setup {
        name: "Northwind × Contoso",
        vendor_name: "Northwind",
        partner_name: "Contoso",
        start: Date::constant(2026, 10, 1),
    };

    fn seeded(preset: &Preset) -> PlanDoc {
        let doc = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
        preset
            .seed(&doc, &SETUP)
            .unwrap_or_else(|error| panic!("{}: {error}", preset.key));
        doc
    }

    #[test]
    fn every_preset_is_accepted_by_the_document_and_names_its_plan() {
        for preset in PRESETS {
            let doc = seeded(preset);
            let plan = Holder::Section("plan");
            assert_eq!(
                doc.text(plan.field("name")),
                "Northwind × Contoso",
                "{}",
                preset.key
            );
            assert_eq!(doc.text(plan.field("partner_name")), "Contoso");
            assert_eq!(
                doc.value(plan.field("preset")),
                Ok(Some(Value::Choice(preset.key)))
            );
            assert!(doc.value(plan.field("end")).unwrap().is_some());
            assert!(
                !doc.complete(),
                "{}: seeding makes everything that the schema has",
                preset.key
            );
        }
    }

    fn filled() -> impl Iterator<Item = &'static Preset> {
        PRESETS.iter().filter(|preset| preset.key != "blank")
    }

    /// The sections that the preset's plan shows.
    fn shown(preset: &Preset) -> impl Iterator<Item = &'static Section> {
        let tier = preset.tier;
        SCHEMA
            .sections
            .iter()
            .filter(move |section| section.tier <= tier)
    }

    #[test]
    fn every_section_that_a_filled_preset_shows_has_content() {
        for preset in filled() {
            let doc = seeded(preset);
            for section in shown(preset) {
                for kind in section.kinds() {
                    let items = doc.items(section.key);
                    assert!(
                        items
                            .iter()
                            .any(|item| item.kind.key == kind.key && !item.deleted),
                        "{}: no {}",
                        preset.key,
                        kind.key
                    );
                }
                for field in section.fields().iter().filter(|field| field.ty.is_text()) {
                    let at = Holder::Section(section.key).field(field.key);
                    assert!(!doc.text(at).is_empty(), "{}: {at} is empty", preset.key);
                }
            }
            assert!(!doc.text(Holder::Document.field("notes")).is_empty());
        }
    }

    fn is_filled(doc: &PlanDoc, at: FieldAddress, ty: &FieldType) -> bool {
        if ty.is_text() {
            !doc.text(at).is_empty()
        } else if ty.is_set() {
            !doc.entries(at).is_empty()
        } else {
            doc.value(at).unwrap().is_some() || computed(doc, at).is_some()
        }
    }

    /// The fields that hold something, of items and their rows.
    fn filled_fields(doc: &PlanDoc, section: &Section) -> Vec<(FieldAddress, &'static Field)> {
        let mut found = Vec::new();
        let mut look = |holder: Holder, field: &'static Field| {
            let at = holder.field(field.key);
            if is_filled(doc, at, &field.ty) {
                found.push((at, field));
            }
        };
        for item in doc.items(section.key) {
            let holder = Holder::Item(section.key, item.id);
            for field in item.kind.all_fields() {
                if !field.ty.is_rows() {
                    look(holder, field);
                    continue;
                }
                let table = TableAddress {
                    section: section.key,
                    item: item.id,
                    field: field.key,
                };
                for row in doc.rows(table) {
                    for column in field.columns() {
                        look(Holder::Row(section.key, item.id, field.key, row.id), column);
                    }
                }
            }
        }
        found
    }

    /// A column of every kind that nobody fills would be a column that nobody understands.
    #[test]
    fn every_field_of_a_kind_is_filled_in_one_of_the_presets() {
        let docs: Vec<PlanDoc> = filled().map(seeded).collect();
        for section in SCHEMA.sections {
            let found: Vec<(FieldAddress, &Field)> = docs
                .iter()
                .flat_map(|doc| filled_fields(doc, section))
                .collect();
            for kind in section.kinds() {
                // What people say and do while they work with the plan.
                let later = ["answer", "decisions", "budget", "score", "note"];
                let columns = kind.fields.iter().flat_map(|field| field.columns());
                let fields = kind.fields.iter().filter(|field| !field.ty.is_rows());
                for field in fields.chain(columns) {
                    assert!(
                        found.iter().any(|(_, found)| found.key == field.key)
                            || later.contains(&field.key)
                            || (section.key == "objectives" && field.key == "actual")
                            || (section.key == "objectives" && field.key == "account"),
                        "{}.{} is filled nowhere",
                        kind.key,
                        field.key
                    );
                }
            }
        }
    }

    #[test]
    fn every_type_of_field_is_used_where_it_shows() {
        let mut types = BTreeSet::new();
        for preset in filled() {
            let doc = seeded(preset);
            for section in shown(preset) {
                let found = filled_fields(&doc, section);
                types.extend(found.iter().map(|(_, field)| field.ty.name()));
            }
        }
        assert_eq!(
            types.into_iter().collect::<Vec<_>>(),
            [
                "choice", "computed", "date", "line", "link", "links", "money", "number", "people",
                "percent", "period", "person", "prose", "score", "side", "tags"
            ]
        );
    }

    /// Few and honest: what a real plan of two companies still has open, and nothing that comes
    /// from carelessness.
    #[test]
    fn the_checks_find_in_a_preset_what_is_meant_to_be_found() {
        let expected: [(&str, &[(&str, usize)]); 2] = [
            (
                "it-quarterly",
                &[
                    ("action-unowned", 1),
                    ("objective-unreasoned", 1),
                    ("resource-short", 1),
                ],
            ),
            (
                "manufacturing-annual",
                &[
                    ("action-unowned", 1),
                    ("objective-unreasoned", 1),
                    ("resource-short", 1),
                ],
            ),
        ];
        for (key, expected) in expected {
            let doc = seeded(Preset::from_key(key).unwrap());
            let circumstances = Circumstances {
                today: Date::constant(2026, 10, 10),
                contributions: None,
            };
            let mut found: BTreeMap<&str, usize> = BTreeMap::new();
            for finding in survey(&doc, &circumstances).findings {
                *found.entry(finding.check.key).or_default() += 1;
            }
            assert_eq!(found.into_iter().collect::<Vec<_>>(), expected, "{key}");
        }
    }

    #[test]
    fn everybody_whom_a_preset_names_is_somebody() {
        for preset in PRESETS {
            let doc = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
            let named = preset.seed(&doc, &SETUP).unwrap();
            let sides: BTreeSet<&str> = named.iter().map(|named| named.party.key()).collect();
            assert!(
                preset.key == "blank" && named.is_empty() || sides.len() == 2,
                "{}: people of both sides",
                preset.key
            );
            let known: BTreeSet<String> = named.iter().map(|named| named.id.to_string()).collect();
            for section in SCHEMA.sections {
                for (at, field) in filled_fields(&doc, section) {
                    let ids: Vec<String> = match field.ty {
                        FieldType::Person => {
                            let value = doc.value(at).unwrap().unwrap();
                            let Value::Person(member) = value else {
                                panic!("{at} holds a person")
                            };
                            vec![member.to_string()]
                        }
                        FieldType::People => doc.entries(at).into_iter().collect(),
                        _ => continue,
                    };
                    assert!(ids.iter().all(|id| known.contains(id)), "{at}");
                }
            }
        }
    }

    #[test]
    fn weights_and_targets_add_up() {
        for preset in filled() {
            let doc = seeded(preset);
            let mut weights = 0;
            for item in doc.items("objectives") {
                let holder = Holder::Item("objectives", item.id);
                if let Ok(Some(Value::Percent(points))) = doc.value(holder.field("weight")) {
                    weights += points;
                }
                let table = TableAddress {
                    section: "objectives",
                    item: item.id,
                    field: "targets",
                };
                let rows = doc.rows(table);
                let parts = rows.iter().filter_map(|row| {
                    let row = Holder::Row("objectives", item.id, "targets", row.id);
                    match doc.value(row.field("target")) {
                        Ok(Some(Value::Number(number))) => Some(number),
                        _ => None,
                    }
                });
                let sum = parts.reduce(|sum, part| sum.plus(part).unwrap());
                if let Some(sum) = sum {
                    let target = doc.value(holder.field("target"));
                    assert_eq!(target, Ok(Some(Value::Number(sum))), "{}", preset.key);
                }
            }
            assert_eq!(weights, 10_000, "{}", preset.key);
        }
    }

    #[test]
    fn a_plan_starts_with_the_period_that_today_lies_in() {
        let first_day = |key, (year, month, day)| {
            Preset::from_key(key)
                .unwrap()
                .first_day(Date::constant(year, month, day))
        };
        let quarterly = "it-quarterly";
        assert_eq!(
            first_day(quarterly, (2026, 11, 23)),
            Date::constant(2026, 10, 1)
        );
        assert_eq!(
            first_day(quarterly, (2026, 3, 31)),
            Date::constant(2026, 1, 1)
        );
        assert_eq!(
            first_day(quarterly, (2026, 4, 1)),
            Date::constant(2026, 4, 1)
        );
        let annual = "manufacturing-annual";
        assert_eq!(
            first_day(annual, (2026, 11, 23)),
            Date::constant(2026, 1, 1)
        );
    }

    #[test]
    fn a_plan_ends_on_the_last_day_of_its_last_month() {
        let doc = seeded(Preset::from_key("it-quarterly").unwrap());
        let end = doc.value(Holder::Section("plan").field("end"));
        assert_eq!(end, Ok(Some(Value::Date(Date::constant(2026, 12, 31)))));
    }
}
