//! The plan as the checks read it: typed reads of items by kind, asked for only where the plan's
//! depth asks for the field.

use std::collections::BTreeSet;

use super::Circumstances;
use crate::address::{FieldAddress, Holder};
use crate::document::{ItemHead, PlanDoc};
use crate::edit::TableAddress;
use crate::ids::{ItemId, MemberId, RowId};
use crate::schema::{Field, Kind, Schema, Section, Tier};
use crate::value::{Date, Decimal, Money, Value};

/// A plan, its items listed once.
pub(super) struct Look<'a> {
    pub(super) plan: &'a PlanDoc,
    pub(super) circumstances: &'a Circumstances,
    pub(super) tier: Tier,
    sections: Vec<(&'static Section, Vec<ItemHead>)>,
}

/// One item.
#[derive(Clone, Copy)]
pub(super) struct Item<'a> {
    look: &'a Look<'a>,
    section: &'static str,
    pub(super) id: ItemId,
    pub(super) kind: &'static Kind,
}

/// One row of a table of an item.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    look: &'a Look<'a>,
    holder: Holder,
}

impl<'a> Look<'a> {
    pub(super) fn new(plan: &'a PlanDoc, circumstances: &'a Circumstances) -> Self {
        let tier = match plan.value(Holder::Section("plan").field("tier")) {
            Ok(Some(Value::Choice(key))) => Tier::from_key(key),
            _ => None,
        };
        let sections = plan.schema().sections.iter().map(|section| {
            let mut items = plan.items(section.key);
            items.retain(|head| !head.deleted);
            (section, items)
        });
        Self {
            plan,
            circumstances,
            tier: tier.unwrap_or(Tier::Standard),
            sections: sections.collect(),
        }
    }

    pub(super) fn schema(&self) -> &'static Schema {
        self.plan.schema()
    }

    /// Whether the section with this key shows at the plan's depth.
    pub(super) fn shows(&self, section: &str) -> bool {
        self.schema()
            .section(section)
            .is_some_and(|section| section.tier <= self.tier)
    }

    /// The sections that show at the plan's depth, with their items.
    pub(super) fn sections(
        &'a self,
    ) -> impl Iterator<Item = (&'static Section, impl Iterator<Item = Item<'a>>)> {
        let shown = self
            .sections
            .iter()
            .filter(|(section, _)| section.tier <= self.tier);
        shown.map(move |(section, heads)| {
            let items = heads.iter().map(move |head| self.item(section.key, head));
            (*section, items)
        })
    }

    const fn item(&'a self, section: &'static str, head: &ItemHead) -> Item<'a> {
        Item {
            look: self,
            section,
            id: head.id,
            kind: head.kind,
        }
    }

    /// The items of a kind that shows at the plan's depth, without those that were dropped.
    pub(super) fn items(&'a self, kind: &'static str) -> impl Iterator<Item = Item<'a>> {
        self.sections()
            .filter(move |(section, _)| section.kind(kind).is_some())
            .flat_map(|(_, items)| items)
            .filter(move |item| item.kind.key == kind && item.status() != Some("dropped"))
    }

    /// The item with this id, if it is not in the trash, whatever the plan's depth.
    pub(super) fn find(&'a self, id: ItemId) -> Option<Item<'a>> {
        self.sections.iter().find_map(|(section, heads)| {
            let head = heads.iter().find(|head| head.id == id)?;
            Some(self.item(section.key, head))
        })
    }

    /// The value of a field of a section that is one form.
    pub(super) fn date_of(&self, section: &'static str, field: &'static str) -> Option<Date> {
        match self.value(Holder::Section(section).field(field)) {
            Some(Value::Date(date)) => Some(date),
            _ => None,
        }
    }

    pub(super) fn value(&self, at: FieldAddress) -> Option<Value> {
        self.plan.value(at).ok().flatten()
    }

    fn has_text(&self, at: FieldAddress) -> bool {
        !self.plan.text(at).trim().is_empty()
    }

    /// Whether there is anything in a field.
    pub(super) fn is_filled(&self, at: FieldAddress, field: &Field) -> bool {
        let ty = &field.ty;
        if ty.is_text() {
            self.has_text(at)
        } else if ty.is_set() {
            !self.plan.entries(at).is_empty()
        } else if let (true, Some(table)) = (ty.is_rows(), table(at)) {
            self.plan.rows(table).iter().any(|row| !row.deleted)
        } else {
            self.value(at).is_some()
        }
    }
}

fn table(at: FieldAddress) -> Option<TableAddress> {
    match at.holder {
        Holder::Item(section, item) => Some(TableAddress {
            section,
            item,
            field: at.field,
        }),
        _ => None,
    }
}

impl<'a> Item<'a> {
    pub(super) const fn at(self, field: &'static str) -> FieldAddress {
        Holder::Item(self.section, self.id).field(field)
    }

    /// Whether the plan's depth asks for this field of the item.
    pub(super) fn asks(self, field: &str) -> bool {
        let field = self.kind.field(field);
        field.is_some_and(|field| field.tier <= self.look.tier)
    }

    /// Whether the field is asked for and empty.
    pub(super) fn lacks(self, field: &'static str) -> bool {
        let described = self.kind.field(field);
        described.is_some_and(|described| {
            described.tier <= self.look.tier && !self.look.is_filled(self.at(field), described)
        })
    }

    pub(super) fn title(self) -> String {
        self.text("title")
    }

    pub(super) fn text(self, field: &'static str) -> String {
        self.look.plan.text(self.at(field))
    }

    fn value(self, field: &'static str) -> Option<Value> {
        self.look.value(self.at(field))
    }

    pub(super) fn has_value(self, field: &'static str) -> bool {
        self.value(field).is_some()
    }

    pub(super) fn choice(self, field: &'static str) -> Option<&'static str> {
        match self.value(field) {
            Some(Value::Choice(key)) => Some(key),
            _ => None,
        }
    }

    pub(super) fn number(self, field: &'static str) -> Option<Decimal> {
        match self.value(field) {
            Some(Value::Number(number)) => Some(number),
            _ => None,
        }
    }

    pub(super) fn date(self, field: &'static str) -> Option<Date> {
        match self.value(field) {
            Some(Value::Date(date)) => Some(date),
            _ => None,
        }
    }

    pub(super) fn money(self, field: &'static str) -> Option<Money> {
        match self.value(field) {
            Some(Value::Money(money)) => Some(money),
            _ => None,
        }
    }

    pub(super) fn person(self, field: &'static str) -> Option<MemberId> {
        match self.value(field) {
            Some(Value::Person(member)) => Some(member),
            _ => None,
        }
    }

    pub(super) fn link(self, field: &'static str) -> Option<ItemId> {
        match self.value(field) {
            Some(Value::Link(item)) => Some(item),
            _ => None,
        }
    }

    pub(super) fn entries(self, field: &'static str) -> BTreeSet<String> {
        self.look.plan.entries(self.at(field))
    }

    pub(super) fn links(self, field: &'static str) -> impl Iterator<Item = ItemId> {
        let entries = self.entries(field).into_iter();
        entries.filter_map(|entry| entry.parse().ok())
    }

    pub(super) fn rows(self, field: &'static str) -> impl Iterator<Item = Row<'a>> {
        let rows = table(self.at(field)).map(|table| self.look.plan.rows(table));
        let rows = rows.unwrap_or_default().into_iter();
        rows.filter(|row| !row.deleted)
            .map(move |row| self.row(field, row.id))
    }

    /// The rows of a field, if it is a table.
    pub(super) fn rows_of(self, field: &'static Field) -> impl Iterator<Item = Row<'a>> {
        let table = field.ty.is_rows().then_some(field.key);
        table.into_iter().flat_map(move |key| self.rows(key))
    }

    const fn row(self, field: &'static str, row: RowId) -> Row<'a> {
        Row {
            look: self.look,
            holder: Holder::Row(self.section, self.id, field, row),
        }
    }

    pub(super) fn status(self) -> Option<&'static str> {
        self.choice("status")
    }

    /// Whether nobody has to do anything about it any more.
    pub(super) fn is_over(self) -> bool {
        matches!(self.status(), Some("done" | "dropped"))
    }

    /// Its fields that the plan's depth asks for.
    pub(super) fn fields(self) -> impl Iterator<Item = (FieldAddress, &'static Field)> {
        let asked = self.kind.all_fields();
        asked
            .filter(move |field| field.tier <= self.look.tier)
            .map(move |field| (self.at(field.key), field))
    }
}

impl Row<'_> {
    pub(super) const fn at(self, column: &'static str) -> FieldAddress {
        self.holder.field(column)
    }

    pub(super) fn has_text(self, column: &'static str) -> bool {
        self.look.has_text(self.at(column))
    }

    pub(super) fn link(self, column: &'static str) -> Option<ItemId> {
        match self.look.value(self.at(column)) {
            Some(Value::Link(item)) => Some(item),
            _ => None,
        }
    }

    pub(super) fn has_value(self, column: &'static str) -> bool {
        self.look.value(self.at(column)).is_some()
    }
}
