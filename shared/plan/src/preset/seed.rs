//! From the data of a preset to the content of a document.

use std::collections::BTreeMap;

use super::Preset;
use crate::address::{FieldAddress, Holder};
use crate::document::PlanDoc;
use crate::edit::{Edit, EditError, Place, TableAddress};
use crate::ids::{ItemId, MemberId, RowId};
use crate::language::Language;
use crate::schema::Section;
use crate::splice::Splice;
use crate::value::{Currency, Date, Input, Party, Period, Value, ValueError};

/// What only the people who start a plan know.
#[derive(Debug, Clone, Copy)]
pub struct Setup<'a> {
    /// The plan's name.
    pub name: &'a str,
    /// The vendor's name.
    pub vendor_name: &'a str,
    /// The partner's name.
    pub partner_name: &'a str,
    /// The first day of the plan.
    pub start: Date,
}

/// Why a document could not be seeded. With the presets of this crate and a new document this
/// does not happen; a test seeds them all.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The document refused an edit.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// A value of the preset is none of the field's type.
    #[error("{field}: {source}")]
    Value {
        /// Which field.
        field: String,
        /// What is wrong with it.
        source: ValueError,
    },
    /// The preset names something that the schema or the preset does not have.
    #[error("the preset names {0}, which is not there")]
    Unknown(String),
    /// The plan would end outside of the calendar.
    #[error("a plan that starts on {0} ends outside of the calendar")]
    Calendar(Date),
}

/// The content of one section.
#[derive(Debug)]
pub(super) struct SeedSection {
    pub(super) key: &'static str,
    /// Fields of a section that is one form, or of its document.
    pub(super) fields: &'static [(&'static str, Seed)],
    pub(super) items: &'static [SeedItem],
}

/// One item. Its name is how other items of the preset link to it.
#[derive(Debug)]
pub(super) struct SeedItem {
    pub(super) name: &'static str,
    pub(super) kind: &'static str,
    pub(super) fields: &'static [(&'static str, Seed)],
}

/// Somebody that the preset names. Their name in it is how fields speak of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct SeedPerson {
    name: &'static str,
    full_name: &'static str,
    party: Party,
}

impl SeedPerson {
    pub(super) const fn new(name: &'static str, full_name: &'static str, party: Party) -> Self {
        Self {
            name,
            full_name,
            party,
        }
    }
}

/// Somebody who is named in a new plan, and who belongs to it without ever having come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Who they are in the document.
    pub id: MemberId,
    /// What they are called.
    pub name: String,
    /// For which company they stand.
    pub party: Party,
}

/// What a field starts with.
#[derive(Debug, Clone, Copy)]
pub(super) enum Seed {
    /// A text, or a scalar as an English speaker types it.
    Is(&'static str),
    /// The day so many months and days after the plan's first day.
    Day(i32, i32),
    /// The month so many months after the plan's first, as the quarter it lies in.
    Quarter(i32),
    /// The calendar year of the plan's first day.
    Year,
    /// The item of this name.
    Item(&'static str),
    /// The person of this name.
    Person(&'static str),
    /// The people of these names.
    People(&'static [&'static str]),
    /// Keys of a tag field.
    Tags(&'static [&'static str]),
    /// The items of these names.
    Items(&'static [&'static str]),
    /// The rows of a table.
    Rows(&'static [&'static [(&'static str, Seed)]]),
}

impl Preset {
    /// Fills a new document: makes everything the schema has, then writes the preset's content.
    /// Returns the people that it names; they are to be members of the plan.
    ///
    /// # Errors
    /// If the document does not take the content; it is not to be used then.
    pub fn seed(&self, doc: &PlanDoc, setup: &Setup<'_>) -> Result<Vec<Named>, SeedError> {
        doc.complete();
        let people = self.people.iter();
        let people = people.map(|person| (person.name, MemberId::random()));
        let seeder = Seeder {
            doc,
            start: setup.start,
            items: self.name_items(),
            people: people.collect(),
        };
        seeder.set_up(self, setup)?;
        for section in self.sections {
            let of = doc
                .schema()
                .section(section.key)
                .ok_or_else(|| SeedError::Unknown(format!("section {}", section.key)))?;
            for (field, seed) in section.fields {
                seeder.fill(form_field(of, field), *seed)?;
            }
            for item in section.items {
                seeder.add(of, item)?;
            }
        }
        let named = self.people.iter().map(|person| {
            Ok(Named {
                id: seeder.person(person.name)?,
                name: person.full_name.to_owned(),
                party: person.party,
            })
        });
        named.collect()
    }

    /// Ids for the preset's items, before any is made, so that items can link forwards.
    fn name_items(&self) -> BTreeMap<&'static str, ItemId> {
        self.sections
            .iter()
            .flat_map(|section| section.items)
            .map(|item| (item.name, ItemId::random()))
            .collect()
    }
}

/// A field given by its key in a section's seed: of its form, or its document.
fn form_field(section: &'static Section, key: &'static str) -> FieldAddress {
    match &section.document {
        Some(document) if document.key == key => Holder::Document.field(key),
        _ => Holder::Section(section.key).field(key),
    }
}

struct Seeder<'a> {
    doc: &'a PlanDoc,
    start: Date,
    items: BTreeMap<&'static str, ItemId>,
    people: BTreeMap<&'static str, MemberId>,
}

impl Seeder<'_> {
    fn set_up(&self, preset: &Preset, setup: &Setup<'_>) -> Result<(), SeedError> {
        let plan = Holder::Section("plan");
        for (field, text) in [
            ("name", setup.name),
            ("vendor_name", setup.vendor_name),
            ("partner_name", setup.partner_name),
        ] {
            self.write(plan.field(field), text)?;
        }
        let end = self.day(i32::from(preset.months), -1)?;
        let period = match preset.months {
            12 => Period::Year(self.start.year()),
            _ => self.quarter(0)?,
        };
        for (field, value) in [
            ("start", Value::Date(self.start)),
            ("end", Value::Date(end)),
            ("period", Value::Period(period)),
            ("preset", Value::Choice(preset.key)),
            ("state", Value::Choice("draft")),
            ("tier", Value::Choice(preset.tier.key())),
            ("fiscal_start_month", Value::Choice("1")),
            ("currency", Value::Choice("USD")),
        ] {
            self.doc.edit(&Edit::SetValue {
                at: plan.field(field),
                value: Some(value),
            })?;
        }
        Ok(())
    }

    fn add(&self, section: &'static Section, seed: &SeedItem) -> Result<(), SeedError> {
        let item = self.item(seed.name)?;
        let kind = section
            .kind(seed.kind)
            .ok_or_else(|| SeedError::Unknown(format!("kind {}", seed.kind)))?;
        let place = Place::Last;
        self.doc.edit(&Edit::AddItem {
            section: section.key,
            kind: kind.key,
            item,
            place,
        })?;
        for (field, seed) in seed.fields {
            self.fill(Holder::Item(section.key, item).field(field), *seed)?;
        }
        Ok(())
    }

    fn fill(&self, at: FieldAddress, seed: Seed) -> Result<(), SeedError> {
        let field = at
            .describe(self.doc.schema())
            .ok_or_else(|| SeedError::Unknown(format!("field {at}")))?;
        match seed {
            Seed::Is(text) if field.ty.is_text() => self.write(at, text)?,
            Seed::Is(text) => {
                let input = Input {
                    language: Language::English,
                    currency: Currency::USD,
                };
                let value =
                    Value::parse(text, &field.ty, input).map_err(|source| SeedError::Value {
                        field: at.to_string(),
                        source,
                    })?;
                self.doc.edit(&Edit::SetValue { at, value })?;
            }
            Seed::Day(months, days) => self.set(at, Value::Date(self.day(months, days)?))?,
            Seed::Quarter(months) => self.set(at, Value::Period(self.quarter(months)?))?,
            Seed::Year => self.set(at, Value::Period(Period::Year(self.start.year())))?,
            Seed::Item(name) => self.set(at, Value::Link(self.item(name)?))?,
            Seed::Person(name) => self.set(at, Value::Person(self.person(name)?))?,
            Seed::People(names) => {
                for name in names {
                    self.enter(at, self.person(name)?.to_string())?;
                }
            }
            Seed::Tags(keys) => {
                for key in keys {
                    self.enter(at, (*key).to_owned())?;
                }
            }
            Seed::Items(names) => {
                for name in names {
                    self.enter(at, self.item(name)?.to_string())?;
                }
            }
            Seed::Rows(rows) => self.fill_table(at, rows)?,
        }
        Ok(())
    }

    fn fill_table(
        &self,
        at: FieldAddress,
        rows: &[&'static [(&'static str, Seed)]],
    ) -> Result<(), SeedError> {
        let Holder::Item(section, item) = at.holder else {
            return Err(SeedError::Unknown(format!("table {at}")));
        };
        let table = TableAddress {
            section,
            item,
            field: at.field,
        };
        for columns in rows {
            let row = RowId::random();
            self.doc.edit(&Edit::AddRow {
                table,
                row,
                place: Place::Last,
            })?;
            for (column, seed) in *columns {
                self.fill(
                    Holder::Row(section, item, at.field, row).field(column),
                    *seed,
                )?;
            }
        }
        Ok(())
    }

    fn write(&self, at: FieldAddress, text: &str) -> Result<(), EditError> {
        let splice = Splice {
            at: 0,
            delete: 0,
            insert: text.to_owned(),
        };
        self.doc.edit(&Edit::Splice { at, splice })
    }

    fn set(&self, at: FieldAddress, value: Value) -> Result<(), EditError> {
        self.doc.edit(&Edit::SetValue {
            at,
            value: Some(value),
        })
    }

    fn enter(&self, at: FieldAddress, entry: String) -> Result<(), EditError> {
        self.doc.edit(&Edit::SetEntry {
            at,
            entry,
            present: true,
        })
    }

    fn item(&self, name: &str) -> Result<ItemId, SeedError> {
        let item = self.items.get(name).copied();
        item.ok_or_else(|| SeedError::Unknown(format!("item {name}")))
    }

    fn person(&self, name: &str) -> Result<MemberId, SeedError> {
        let person = self.people.get(name).copied();
        person.ok_or_else(|| SeedError::Unknown(format!("person {name}")))
    }

    fn day(&self, months: i32, days: i32) -> Result<Date, SeedError> {
        let date = self
            .start
            .plus_months(months)
            .and_then(|date| date.plus_days(days));
        date.ok_or(SeedError::Calendar(self.start))
    }

    fn quarter(&self, months: i32) -> Result<Period, SeedError> {
        let date = self.day(months, 0)?;
        Ok(Period::Quarter(date.year(), (date.month() - 1) / 3 + 1))
    }
}
