//! Values, places and changes in words: keys become labels, ids become titles and names.

use std::collections::HashMap;

use leptos::prelude::*;
use tandem_plan::address::Holder;
use tandem_plan::document::PlanDoc;
use tandem_plan::history::{ChangeKind, Content};
use tandem_plan::ids::{ItemId, MemberId};
use tandem_plan::language::Text;
use tandem_plan::schema::{Field, FieldType, PRIVATE_SCHEMA, SCHEMA, Section};
use tandem_plan::value::{Currency, Input, Value};
use tandem_protocol::http::{PlanChange, PlanView};
use tandem_protocol::member::Member;
use tandem_protocol::role::Side;

use super::book::currency;
use crate::editor::Editor;
use crate::texts::history::{self as texts, Turn};
use crate::texts::{language, parts, table, tr};

/// Where something lies in the plan.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) section: Option<&'a str>,
    pub(super) item: Option<ItemId>,
    /// What the item was called.
    pub(super) title: &'a str,
    pub(super) field: Option<&'a str>,
    pub(super) column: Option<&'a str>,
}

impl<'a> Place<'a> {
    pub(super) fn of(change: &'a PlanChange) -> Self {
        Self {
            section: change.section.as_deref(),
            item: change.item,
            title: &change.title,
            field: change.field.as_deref(),
            column: change.column.as_deref(),
        }
    }

    fn section(&self) -> Option<&'static Section> {
        let key = self.section?;
        SCHEMA.section(key).or_else(|| PRIVATE_SCHEMA.section(key))
    }

    /// The field, as the tables have it; of a row, its column.
    pub(super) fn described(&self) -> Option<&'static Field> {
        let field = self.described_field()?;
        match self.column {
            None => Some(field),
            Some(key) => field.columns().iter().find(|column| column.key == key),
        }
    }

    /// The field or table.
    fn described_field(&self) -> Option<&'static Field> {
        let (section, key) = (self.section()?, self.field?);
        let mut of_form = section.fields().iter();
        let of_kinds = || section.kinds().iter().find_map(|kind| kind.field(key));
        let of_document = || section.document.as_ref().filter(|field| field.key == key);
        of_form
            .find(|field| field.key == key)
            .or_else(of_kinds)
            .or_else(of_document)
    }
}

/// What things of the plan are called now.
pub(super) struct Names {
    items: HashMap<ItemId, (String, Text)>,
    people: HashMap<MemberId, Member>,
    companies: (String, String),
    currency: Currency,
}

impl Names {
    pub(super) fn new(view: &PlanView, members: Vec<Member>, plan: Option<&PlanDoc>) -> Self {
        let mut items = HashMap::new();
        for section in plan.map_or(&[][..], |plan| plan.schema().sections) {
            let heads = plan.map(|plan| plan.items(section.key));
            for head in heads.unwrap_or_default() {
                let at = Holder::Item(section.key, head.id).field("title");
                let title = plan.map(|plan| plan.text(at)).unwrap_or_default();
                items.insert(head.id, (title, head.kind.label));
            }
        }
        let people = members.into_iter().map(|member| (member.id, member));
        Self {
            items,
            people: people.collect(),
            companies: (view.vendor_name.clone(), view.partner_name.clone()),
            currency: plan.and_then(currency).unwrap_or(Currency::USD),
        }
    }

    /// As the page of the plan calls them.
    pub(super) fn beside(editor: Editor) -> Self {
        let store = editor.store;
        let mut items = HashMap::new();
        for section in SCHEMA.sections {
            let heads = store.items(section.key).get_untracked();
            let trash = store.trash(section.key).get_untracked();
            for head in heads.into_iter().chain(trash) {
                let at = Holder::Item(section.key, head.id).field("title");
                items.insert(head.id, (store.read_text(at), head.kind.label));
            }
        }
        let members = store.members().get_untracked().into_iter();
        Self {
            items,
            people: members.map(|member| (member.id, member)).collect(),
            companies: (
                editor.vendor.get_untracked(),
                editor.partner.get_untracked(),
            ),
            currency: editor.input().currency,
        }
    }

    pub(super) fn company(&self, side: Side) -> String {
        parts::company(side, &self.companies.0, &self.companies.1)
    }

    pub(super) fn person(&self, id: MemberId) -> String {
        let member = self.people.get(&id);
        member.map_or_else(|| id.to_string(), |member| member.name.clone())
    }

    /// What an item is called; `then` is what it was called then.
    pub(super) fn item(&self, id: ItemId, then: &str) -> String {
        let (title, kind) = match self.items.get(&id) {
            Some((title, kind)) => (title.as_str(), *kind),
            None => (then, parts::ITEM),
        };
        let title = if title.trim().is_empty() { then } else { title };
        if title.trim().is_empty() {
            parts::title_or(String::new(), kind)
        } else {
            texts::quoted(title)
        }
    }

    /// A field of an item, an item, a section, or the plan.
    pub(super) fn place(&self, place: &Place<'_>) -> String {
        let label = |field: &'static Field| parts::in_sentence(tr(field.label));
        let field = match (place.described_field(), place.column) {
            (Some(table), Some(_)) => {
                let column = place.described().map(label);
                let table = label(table);
                Some(match column {
                    Some(column) => texts::field_of(&column, &table),
                    None => table,
                })
            }
            (field, _) => field.map(label),
        };
        let item = place.item.map(|item| self.item(item, place.title));
        match (field, item) {
            (Some(field), Some(item)) => texts::field_of(&field, &item),
            (Some(field), None) => field,
            (None, Some(item)) => item,
            (None, None) => self.section(place.section),
        }
    }

    /// What a section is called.
    pub(super) fn section(&self, key: Option<&str>) -> String {
        let find = |key| SCHEMA.section(key).or_else(|| PRIVATE_SCHEMA.section(key));
        match key.filter(|key| !key.is_empty()) {
            None => tr(texts::WHOLE_PLAN).to_owned(),
            Some(key) => find(key)
                .map_or(key, |section| tr(section.label))
                .to_owned(),
        }
    }

    /// What somebody did, behind their name.
    pub(super) fn did(
        &self,
        place: &Place<'_>,
        is_row: bool,
        kind: ChangeKind,
        (before, after): (Option<&Content>, Option<&Content>),
    ) -> String {
        let is_whole_row = is_row && matches!(place.column, Some("order" | "deleted"));
        let without_column = Place {
            column: None,
            ..*place
        };
        let at = if is_whole_row { &without_column } else { place };
        let item = place.item.map(|item| self.item(item, place.title));
        let item = match (kind, place.item) {
            (ChangeKind::Added, Some(id)) => self.with_kind(id, place, after),
            _ => item.unwrap_or_default(),
        };
        texts::did(
            kind,
            turn(before, after),
            is_whole_row,
            &self.place(at),
            &item,
        )
    }

    /// An item that came, by its kind and title.
    fn with_kind(&self, id: ItemId, place: &Place<'_>, kind: Option<&Content>) -> String {
        let title = self.item(id, place.title);
        let has_title = title.starts_with(['“', '„']);
        let key = kind.and_then(Content::text);
        let kind = key.and_then(|key| SCHEMA.kind(key).or_else(|| PRIVATE_SCHEMA.kind(key)));
        match kind.filter(|_| has_title) {
            Some((_, kind)) => format!("{} {title}", parts::in_sentence(tr(kind.label))),
            None => title,
        }
    }

    /// What a field held, in words; `None` where nothing was.
    pub(super) fn value(&self, field: Option<&'static Field>, content: &Content) -> String {
        let input = Input {
            language: language(),
            currency: self.currency,
        };
        let Some(field) = field else {
            return raw(content);
        };
        match (content, &field.ty) {
            (Content::Set(entries), FieldType::Tags(choices)) => {
                let labels = entries.iter().map(|key| {
                    let choice = choices.iter().find(|choice| choice.key == key);
                    choice.map_or(key.as_str(), |choice| tr(choice.label))
                });
                labels.collect::<Vec<_>>().join(", ")
            }
            (Content::Set(entries), FieldType::People) => {
                let names = entries.iter().map(|id| match id.parse() {
                    Ok(id) => self.person(id),
                    Err(_) => id.clone(),
                });
                names.collect::<Vec<_>>().join(", ")
            }
            (Content::Set(entries), _) => {
                let titles = entries.iter().map(|id| match id.parse() {
                    Ok(id) => self.item(id, ""),
                    Err(_) => id.clone(),
                });
                titles.collect::<Vec<_>>().join(", ")
            }
            (content, ty) => match content.value(ty) {
                Some(Value::Choice(key)) => match ty {
                    FieldType::Choice(choices) => {
                        let choice = choices.iter().find(|choice| choice.key == key);
                        choice.map_or(key, |choice| tr(choice.label)).to_owned()
                    }
                    _ => key.to_owned(),
                },
                Some(Value::Person(id)) => self.person(id),
                Some(Value::Link(id)) => self.item(id, ""),
                Some(Value::Side(party)) => match Side::from_key(party.key()) {
                    Some(side) => self.company(side),
                    None => tr(table::BOTH).to_owned(),
                },
                Some(value) => value.display(input),
                None => raw(content),
            },
        }
    }
}

/// A content of which nothing says what it means.
fn raw(content: &Content) -> String {
    match content {
        Content::Flag(flag) => flag.to_string(),
        Content::Score(score) => score.to_string(),
        Content::Text(text) | Content::Stretch { text, .. } => text.clone(),
        Content::Money {
            amount, currency, ..
        } => format!("{amount} {currency}"),
        Content::Percent { percent, .. } => format!("{percent} %"),
        Content::Number { value } => value.clone(),
        Content::Set(entries) => entries.iter().cloned().collect::<Vec<_>>().join(", "),
    }
}

/// How a value has changed.
fn turn(before: Option<&Content>, after: Option<&Content>) -> Turn {
    match (before, after) {
        (None, Some(_)) => Turn::Filled,
        (Some(_), None) => Turn::Emptied,
        (before, after) if before == after => Turn::Back,
        (Some(before), Some(after)) => match (amount(before), amount(after)) {
            (Some((less, in_a)), Some((more, in_b))) if in_a == in_b && less < more => Turn::Raised,
            (Some((_, in_a)), Some((_, in_b))) if in_a == in_b => Turn::Lowered,
            _ => Turn::Other,
        },
        (None, None) => Turn::Back,
    }
}

/// How much something is, and of what.
fn amount(content: &Content) -> Option<(f64, &str)> {
    match content {
        Content::Score(score) => Some((f64::from(*score), "")),
        Content::Money {
            minor, currency, ..
        } => Some((*minor as f64, currency)),
        Content::Percent { basis_points, .. } => Some((f64::from(*basis_points), "")),
        Content::Number { value } => Some((value.parse().ok()?, "")),
        Content::Flag(_) | Content::Text(_) | Content::Stretch { .. } | Content::Set(_) => None,
    }
}

/// The address of what a change is about, on the page of the plan.
pub(super) fn anchor(change: &PlanChange) -> Option<String> {
    let section = change.section.as_deref()?;
    SCHEMA.section(section)?;
    Some(match change.item {
        Some(item) => format!("{section}/{item}"),
        None => section.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_one_unit_rise_and_fall() {
        let money = |minor, currency: &str| Content::Money {
            amount: String::new(),
            minor,
            currency: currency.to_owned(),
        };
        let turn = |before, after| turn(Some(&before), Some(&after));
        assert_eq!(turn(money(1, "EUR"), money(2, "EUR")), Turn::Raised);
        assert_eq!(turn(money(2, "EUR"), money(1, "EUR")), Turn::Lowered);
        assert_eq!(turn(money(1, "EUR"), money(2, "USD")), Turn::Other);
        let number = |value: &str| Content::Number {
            value: value.to_owned(),
        };
        assert_eq!(turn(number("9.5"), number("10")), Turn::Raised);
        assert_eq!(turn(number("10"), number("10")), Turn::Back);
    }
}
