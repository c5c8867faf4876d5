//! How one field of one plan is pointed at, in code and as text.
//!
//! As text: `vision.thesis`, `objectives/ID.title`, `objectives/ID/targets/ID.actual`, and
//! `notes` for a prose text that lies in a root of its own. The text form is what awareness
//! messages, links and tests carry; it never holds content of the plan.

use std::fmt;

use crate::ids::{ItemId, RowId};
use crate::schema::{Field, Schema, Section, Shape};

/// What a field belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Holder {
    /// A section that is one form.
    Section(&'static str),
    /// An item of the section with this key.
    Item(&'static str, ItemId),
    /// A row of the table field with this key of an item.
    Row(&'static str, ItemId, &'static str, RowId),
    /// The document itself: the field is a root of its own.
    Document,
}

/// One field of one plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldAddress {
    /// What it belongs to.
    pub holder: Holder,
    /// Its key.
    pub field: &'static str,
}

impl Holder {
    /// The field with this key of this holder.
    #[must_use]
    pub const fn field(self, key: &'static str) -> FieldAddress {
        FieldAddress {
            holder: self,
            field: key,
        }
    }

    /// The key of the section it belongs to, or of the root if it is the document itself.
    #[must_use]
    pub const fn section(self) -> Option<&'static str> {
        match self {
            Self::Section(section) | Self::Item(section, _) | Self::Row(section, ..) => {
                Some(section)
            }
            Self::Document => None,
        }
    }

    /// The item it is or lies in.
    #[must_use]
    pub const fn item(self) -> Option<ItemId> {
        match self {
            Self::Item(_, item) | Self::Row(_, item, ..) => Some(item),
            Self::Section(_) | Self::Document => None,
        }
    }
}

impl FieldAddress {
    /// The address that this text names in this schema; `None` if it names nothing that the
    /// schema knows. Whether the item exists is the document's business.
    #[must_use]
    pub fn parse(text: &str, schema: &Schema) -> Option<Self> {
        let Some((path, field)) = text.rsplit_once('.') else {
            let document = schema.documents().find(|field| field.key == text)?;
            return Some(Holder::Document.field(document.key));
        };
        let mut steps = path.split('/');
        let section = schema.section(steps.next()?)?;
        let Some(item) = steps.next() else {
            let field = section
                .fields()
                .iter()
                .find(|candidate| candidate.key == field)?;
            return Some(Holder::Section(section.key).field(field.key));
        };
        let item: ItemId = item.parse().ok()?;
        let Some(rows) = steps.next() else {
            let field = item_field(section, field)?;
            return Some(Holder::Item(section.key, item).field(field.key));
        };
        let rows = item_field(section, rows)?;
        let row: RowId = steps.next()?.parse().ok()?;
        let column = rows.columns().iter().find(|column| column.key == field)?;
        if steps.next().is_some() {
            return None;
        }
        Some(Holder::Row(section.key, item, rows.key, row).field(column.key))
    }

    /// The field that this address points at, as the schema describes it. An item's address does
    /// not know its kind, so the first kind of the section with such a key answers: within one
    /// section, equal keys have equal types.
    #[must_use]
    pub fn describe(&self, schema: &Schema) -> Option<&'static Field> {
        match self.holder {
            Holder::Document => schema.documents().find(|field| field.key == self.field),
            Holder::Section(section) => schema
                .section(section)?
                .fields()
                .iter()
                .find(|field| field.key == self.field),
            Holder::Item(section, _) => item_field(schema.section(section)?, self.field),
            Holder::Row(section, _, rows, _) => item_field(schema.section(section)?, rows)?
                .columns()
                .iter()
                .find(|column| column.key == self.field),
        }
    }
}

fn item_field(section: &Section, key: &str) -> Option<&'static Field> {
    match section.shape {
        Shape::One(_) => None,
        Shape::Items(kinds) => kinds.iter().find_map(|kind| kind.field(key)),
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Section(section) => f.write_str(section),
            Self::Item(section, item) => write!(f, "{section}/{item}"),
            Self::Row(section, item, rows, row) => write!(f, "{section}/{item}/{rows}/{row}"),
            Self::Document => Ok(()),
        }
    }
}

impl fmt::Display for FieldAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.holder {
            Holder::Document => f.write_str(self.field),
            holder => write!(f, "{holder}.{}", self.field),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::SCHEMA;

    #[test]
    fn the_text_form_comes_back_as_the_same_address() {
        let item = ItemId::from_u128(7);
        let row = RowId::from_u128(9);
        for address in [
            Holder::Document.field("notes"),
            Holder::Section("vision").field("thesis"),
            Holder::Item("objectives", item).field("title"),
            Holder::Item("actions", item).field("done_when"),
            Holder::Row("kpis", item, "measurements", row).field("as_of"),
        ] {
            assert_eq!(
                FieldAddress::parse(&address.to_string(), &SCHEMA),
                Some(address)
            );
            assert_eq!(address.describe(&SCHEMA).unwrap().key, address.field);
        }
    }

    #[test]
    fn what_the_schema_does_not_know_is_no_address() {
        for text in [
            "",
            ".",
            "notes.",
            "vision",
            "vision.nothing",
            "vision/x.thesis",
            "objectives.title",
            "objectives/1.title",
            "objectives/00000000-0000-0000-0000-000000000007.kind",
            "objectives/00000000-0000-0000-0000-000000000007/title.x",
        ] {
            assert_eq!(FieldAddress::parse(text, &SCHEMA), None, "{text}");
        }
    }
}
