//! The content a new plan starts with: realistic, so that people overwrite instead of stare at
//! empty boxes.
//!
//! A preset is data. Dates and periods are relative to the plan's first day, so that a preset
//! never grows old. A document is seeded once, by the server, before anybody opens it.

mod it_quarterly;
mod manufacturing_annual;
mod seed;

pub use seed::{SeedError, Setup};

use crate::value::Date;
use seed::SeedSection;

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
    sections: &'static [SeedSection],
}

/// All presets, in the order in which they are offered.
pub static PRESETS: &[Preset] = &[
    Preset {
        key: "it-quarterly",
        label: "IT/software, quarterly",
        description: "A software vendor and a reseller plan one quarter: what to sell, integrate, market and train.",
        months: 3,
        sections: it_quarterly::SECTIONS,
    },
    Preset {
        key: "manufacturing-annual",
        label: "Manufacturing, annual",
        description: "An equipment maker and a distributor plan one year: regions, launches, stock of key parts, joint sales.",
        months: 12,
        sections: manufacturing_annual::SECTIONS,
    },
    Preset {
        key: "blank",
        label: "Blank",
        description: "An empty plan for one quarter.",
        months: 3,
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
    use super::*;
    use crate::address::Holder;
    use crate::document::PlanDoc;
    use crate::ids::ClientId;
    use crate::schema::SCHEMA;
    use crate::value::Value;

    fn seeded(preset: &Preset) -> PlanDoc {
        let doc = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
        let setup = Setup {
            name: "Northwind × Contoso",
            vendor_name: "Northwind",
            partner_name: "Contoso",
            start: Date::constant(2026, 10, 1),
        };
        preset
            .seed(&doc, &setup)
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

    #[test]
    fn every_section_of_a_filled_preset_has_content() {
        for preset in PRESETS.iter().filter(|preset| preset.key != "blank") {
            let doc = seeded(preset);
            let filled = preset.sections.iter().map(|section| section.key);
            for section in filled.filter_map(|key| SCHEMA.section(key)) {
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
