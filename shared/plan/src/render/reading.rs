//! What the fields of a plan hold, in words of a language: ids become titles and names, keys become
//! labels, and what is not of its field's type is not there.

use std::collections::HashMap;

use super::{Person, Reader, texts, title};
use crate::address::{FieldAddress, Holder};
use crate::computed::computed;
use crate::document::{ItemHead, PlanDoc};
use crate::edit::TableAddress;
use crate::ids::{ItemId, MemberId};
use crate::language::{Language, Text};
use crate::naming;
use crate::schema::{Choice, Field, FieldType, Kind, Section, Tier, Unit};
use crate::value::{Currency, Input, Party, Value};

/// A plan and who reads it.
pub(super) struct Reading<'a> {
    pub(super) plan: &'a PlanDoc,
    pub(super) language: Language,
    pub(super) title: String,
    pub(super) vendor: String,
    pub(super) partner: String,
    people: &'a [Person<'a>],
    input: Input,
    tier: Tier,
    items: HashMap<ItemId, Known>,
}

/// An item that something may point at.
struct Known {
    section: &'static str,
    title: String,
    deleted: bool,
}

/// What a field holds.
pub(super) enum Content {
    /// Nothing.
    Empty,
    /// A short text of this program or of people.
    Short(String),
    /// An address on the web, as it was typed.
    Address(String),
    /// A number and the unit behind it.
    Measure(String, String),
    /// A text with Markdown.
    Prose(String),
    /// One of two companies, or both.
    Side(Party, String),
    /// A person, or what is said of one who is not known.
    Person(Named),
    /// An item.
    Link(Target),
    /// Labels of tags.
    Tags(Vec<&'static str>),
    /// Several people.
    People(Vec<Named>),
    /// Several items.
    Links(Vec<Target>),
    /// A table: its columns, then its rows.
    Table(Vec<&'static Field>, Vec<Vec<Content>>),
}

/// Somebody as they are shown.
pub(super) struct Named {
    pub(super) name: String,
    /// The key of their side and what that is called; `None` for somebody unknown.
    pub(super) side: Option<(&'static str, String)>,
}

/// An item that is pointed at.
pub(super) struct Target {
    pub(super) title: String,
    /// Where it is shown, behind the `#`; `None` if it is not.
    pub(super) anchor: Option<String>,
}

impl Content {
    pub(super) const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }
}

impl<'a> Reading<'a> {
    pub(super) fn new(plan: &'a PlanDoc, reader: &Reader<'a>) -> Self {
        let language = reader.language;
        let of_plan = |field| Holder::Section("plan").field(field);
        let choice = |field| match plan.value(of_plan(field)) {
            Ok(Some(Value::Choice(key))) => Some(key),
            _ => None,
        };
        let company = |field, unnamed: Text| match plan.text(of_plan(field)).trim() {
            "" => unnamed.in_language(language).to_owned(),
            name => name.to_owned(),
        };
        let mut items = HashMap::new();
        for section in plan.schema().sections {
            for head in plan.items(section.key) {
                let known = Known {
                    section: section.key,
                    title: item_title(plan, section, &head, language),
                    deleted: head.deleted,
                };
                items.insert(head.id, known);
            }
        }
        Self {
            plan,
            language,
            title: title(plan, language),
            vendor: company("vendor_name", texts::VENDOR),
            partner: company("partner_name", texts::PARTNER),
            people: reader.people,
            input: Input {
                language,
                currency: choice("currency")
                    .and_then(Currency::from_code)
                    .unwrap_or(Currency::USD),
            },
            tier: choice("tier")
                .and_then(Tier::from_key)
                .unwrap_or(Tier::Standard),
            items,
        }
    }

    pub(super) fn tr(&self, text: Text) -> &'static str {
        text.in_language(self.language)
    }

    /// Whether a field is asked for at the plan's depth.
    pub(super) fn asks_for(&self, field: &Field) -> bool {
        field.tier <= self.tier
    }

    /// The sections that show at the plan's depth.
    pub(super) fn sections(&self) -> impl Iterator<Item = &'static Section> + use<> {
        let (sections, tier) = (self.plan.schema().sections, self.tier);
        sections.iter().filter(move |section| section.tier <= tier)
    }

    /// The items of a section that are not in the trash, by kind, in their order.
    pub(super) fn groups(
        &self,
        section: &'static Section,
    ) -> impl Iterator<Item = (&'static Kind, Vec<ItemHead>)> + use<> {
        let all = self.plan.items(section.key);
        section.kinds().iter().map(move |kind| {
            let of_kind = |head: &&ItemHead| head.kind.key == kind.key && !head.deleted;
            (kind, all.iter().filter(of_kind).copied().collect())
        })
    }

    /// The title of an item, or what stands for it.
    pub(super) fn item_title(&self, item: ItemId) -> &str {
        self.items.get(&item).map_or("", |known| &known.title)
    }

    /// Whose plan it is, unless its name says so already.
    pub(super) fn parties(&self) -> Option<String> {
        naming::parties(&self.title, &self.vendor, &self.partner)
    }

    /// The key of a choice, and its label.
    pub(super) fn choice(
        &self,
        at: FieldAddress,
        choices: &'static [Choice],
    ) -> Option<(&'static str, &'static str)> {
        let Ok(Some(Value::Choice(key))) = self.plan.value(at) else {
            return None;
        };
        Some((key, self.label(choices, key)?))
    }

    fn label(&self, choices: &'static [Choice], key: &str) -> Option<&'static str> {
        let choice = choices.iter().find(|choice| choice.key == key)?;
        Some(self.tr(choice.label))
    }

    /// What a field holds.
    pub(super) fn content(&self, at: FieldAddress, field: &'static Field) -> Content {
        match field.ty {
            FieldType::Line => match self.plan.text(at).trim() {
                "" => Content::Empty,
                text if field.key == "url" => Content::Address(text.to_owned()),
                text => Content::Short(text.to_owned()),
            },
            FieldType::Prose => match self.plan.text(at) {
                text if text.trim().is_empty() => Content::Empty,
                text => Content::Prose(text),
            },
            FieldType::Tags(choices) => {
                let entries = self.plan.entries(at);
                let chosen = choices.iter().filter(|choice| entries.contains(choice.key));
                list(
                    chosen.map(|choice| self.tr(choice.label)).collect(),
                    Content::Tags,
                )
            }
            FieldType::People => {
                let ids = self.plan.entries(at);
                let ids = ids.iter().filter_map(|id| id.parse().ok());
                list(ids.map(|id| self.person(id)).collect(), Content::People)
            }
            FieldType::Links(_) => {
                let ids = self.plan.entries(at);
                let ids = ids.iter().filter_map(|id| id.parse().ok());
                list(ids.map(|id| self.target(id)).collect(), Content::Links)
            }
            FieldType::Rows(columns) => self.table(at, columns),
            FieldType::Computed(_) => computed(self.plan, at).map_or(Content::Empty, |value| {
                Content::Short(value.display(self.input))
            }),
            _ => match self.plan.value(at) {
                Ok(Some(value)) => self.scalar(at, field, &value),
                _ => Content::Empty,
            },
        }
    }

    fn scalar(&self, at: FieldAddress, field: &'static Field, value: &Value) -> Content {
        match (value, field.ty) {
            (Value::Choice(key), FieldType::Choice(choices)) => self
                .label(choices, key)
                .map_or(Content::Empty, |label| Content::Short(label.to_owned())),
            (Value::Person(id), _) => Content::Person(self.person(*id)),
            (Value::Link(id), _) => Content::Link(self.target(*id)),
            (Value::Side(party), _) => Content::Side(*party, self.party(*party)),
            (Value::Score(score), _) => Content::Short(texts::score(*score)),
            (value, FieldType::Number(unit)) => {
                let number = value.display(self.input);
                match self.unit(at, unit) {
                    unit if unit.is_empty() => Content::Short(number),
                    unit => Content::Measure(number, unit),
                }
            }
            (value, _) => Content::Short(value.display(self.input)),
        }
    }

    fn unit(&self, at: FieldAddress, unit: Unit) -> String {
        match (unit, at.holder) {
            (Unit::Fixed(unit), _) => self.tr(unit).to_owned(),
            (Unit::Field(key), Holder::Item(section, item) | Holder::Row(section, item, ..)) => {
                self.unit_said_by(Holder::Item(section, item).field(key))
            }
            (Unit::Field(key), holder) => self.unit_said_by(holder.field(key)),
        }
    }

    /// The unit that another field says: in words, by a choice, or as the unit of the item that it
    /// links to.
    fn unit_said_by(&self, at: FieldAddress) -> String {
        let schema = self.plan.schema();
        let ty = at.describe(schema).map(|field| field.ty);
        match (ty, self.plan.value(at)) {
            (Some(FieldType::Choice(_)), Ok(Some(Value::Choice("money")))) => {
                self.input.currency.code().to_owned()
            }
            (Some(FieldType::Choice(choices)), Ok(Some(Value::Choice(key)))) => {
                self.label(choices, key).unwrap_or_default().to_owned()
            }
            (Some(FieldType::Link(kinds)), Ok(Some(Value::Link(item)))) => {
                let section = kinds.first().and_then(|kind| schema.kind(kind));
                let unit = section
                    .map(|(section, _)| Holder::Item(section.key, item).field("unit"))
                    .map(|unit| self.plan.text(unit));
                unit.unwrap_or_default().trim().to_owned()
            }
            (Some(FieldType::Line), _) => self.plan.text(at).trim().to_owned(),
            _ => String::new(),
        }
    }

    fn table(&self, at: FieldAddress, columns: &'static [Field]) -> Content {
        let Holder::Item(section, item) = at.holder else {
            return Content::Empty;
        };
        let table = TableAddress {
            section,
            item,
            field: at.field,
        };
        let columns: Vec<&Field> = columns
            .iter()
            .filter(|field| self.asks_for(field))
            .collect();
        let rows = self.plan.rows(table).into_iter().filter(|row| !row.deleted);
        let rows = rows.map(|row| {
            let holder = Holder::Row(section, item, at.field, row.id);
            let cells = columns.iter().map(|&column| {
                match self.content(holder.field(column.key), column) {
                    // The unit stands once, in the field that the column takes it from.
                    Content::Measure(number, _) if is_of_item(column) => Content::Short(number),
                    content => content,
                }
            });
            cells.collect::<Vec<_>>()
        });
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() {
            return Content::Empty;
        }
        Content::Table(columns, rows)
    }

    fn party(&self, party: Party) -> String {
        match party {
            Party::Vendor => self.vendor.clone(),
            Party::Partner => self.partner.clone(),
            Party::Both => self.tr(texts::BOTH).to_owned(),
        }
    }

    fn person(&self, id: MemberId) -> Named {
        match self.people.iter().find(|person| person.id == id) {
            Some(person) => Named {
                name: person.name.to_owned(),
                side: Some(match person.side {
                    Some(party) => (party.key(), self.party(party)),
                    None => ("neutral", self.tr(texts::NEUTRAL).to_owned()),
                }),
            },
            None => Named {
                name: self.tr(texts::GONE_PERSON).to_owned(),
                side: None,
            },
        }
    }

    fn target(&self, id: ItemId) -> Target {
        match self.items.get(&id) {
            Some(known) if known.deleted => Target {
                title: texts::trashed(&known.title, self.language),
                anchor: None,
            },
            Some(known) => Target {
                title: known.title.clone(),
                anchor: Some(anchor(known.section, id)),
            },
            None => Target {
                title: self.tr(texts::DELETED_ITEM).to_owned(),
                anchor: None,
            },
        }
    }
}

/// Where an item is shown, behind the `#`.
pub(super) fn anchor(section: &str, item: ItemId) -> String {
    format!("{section}/{item}")
}

const fn is_of_item(column: &Field) -> bool {
    matches!(column.ty, FieldType::Number(Unit::Field(_)))
}

fn list<T>(entries: Vec<T>, content: impl FnOnce(Vec<T>) -> Content) -> Content {
    if entries.is_empty() {
        Content::Empty
    } else {
        content(entries)
    }
}

fn item_title(
    plan: &PlanDoc,
    section: &'static Section,
    head: &ItemHead,
    language: Language,
) -> String {
    let title = plan.text(Holder::Item(section.key, head.id).field("title"));
    match title.trim() {
        "" => naming::untitled(head.kind.label, language),
        title => title.to_owned(),
    }
}
