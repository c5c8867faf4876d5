//! Sections, kinds, and how they are looked up.

use super::{COMMON, Field, Tier};
use crate::language::Text;

/// All sections of a plan. A value and not only a constant, so that a test can add a field and
/// see it arrive everywhere.
#[derive(Debug)]
pub struct Schema {
    /// In the order in which they are shown.
    pub sections: &'static [Section],
}

/// One part of the plan.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// The name of its root in the document.
    pub key: &'static str,
    /// What people read above it.
    pub label: Text,
    /// One sentence that says what belongs here.
    pub summary: Text,
    /// From which tier on it shows.
    pub tier: Tier,
    /// One form, or a list of items.
    pub shape: Shape,
    /// A prose text for the whole plan that is shown here and lies in a root of its own.
    pub document: Option<Field>,
}

/// Whether a section is one form or a list of items.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// One form; the fields lie in the section's root.
    One(&'static [Field]),
    /// Items of these kinds.
    Items(&'static [Kind]),
}

/// One kind of item, such as an objective.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// Its name in the document.
    pub key: &'static str,
    /// One of it.
    pub label: Text,
    /// Several of it.
    pub plural: Text,
    /// What an empty list says: one sentence that teaches.
    pub empty: Text,
    /// The fields beside those of every item, see [`COMMON`].
    pub fields: &'static [Field],
}

impl Kind {
    /// Every field of an item of this kind: those that all items have, then its own.
    pub fn all_fields(&self) -> impl Iterator<Item = &'static Field> + use<> {
        COMMON.iter().chain(self.fields)
    }

    /// The field with this key.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.all_fields().find(|field| field.key == key)
    }
}

impl Section {
    /// The kinds of items in it; none for a section that is one form.
    #[must_use]
    pub const fn kinds(&self) -> &'static [Kind] {
        match self.shape {
            Shape::One(_) => &[],
            Shape::Items(kinds) => kinds,
        }
    }

    /// The fields of a section that is one form; none for a list of items.
    #[must_use]
    pub const fn fields(&self) -> &'static [Field] {
        match self.shape {
            Shape::One(fields) => fields,
            Shape::Items(_) => &[],
        }
    }

    /// The kind with this key.
    #[must_use]
    pub fn kind(&self, key: &str) -> Option<&'static Kind> {
        self.kinds().iter().find(|kind| kind.key == key)
    }
}

impl Schema {
    /// The section with this key.
    #[must_use]
    pub fn section(&self, key: &str) -> Option<&'static Section> {
        self.sections.iter().find(|section| section.key == key)
    }

    /// The section and kind with this kind's key.
    #[must_use]
    pub fn kind(&self, key: &str) -> Option<(&'static Section, &'static Kind)> {
        self.sections
            .iter()
            .find_map(|section| Some((section, section.kind(key)?)))
    }

    /// The prose fields that lie in roots of their own.
    pub fn documents(&self) -> impl Iterator<Item = &'static Field> + use<> {
        let sections: &'static [Section] = self.sections;
        sections
            .iter()
            .filter_map(|section| section.document.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;
    use crate::schema::{FieldType, SCHEMA, Unit, structure};

    fn check_fields(owner: &str, fields: &[Field], is_row: bool) {
        let mut keys = HashSet::from([structure::KIND, structure::ORDER, structure::DELETED]);
        for field in fields {
            assert!(
                keys.insert(field.key),
                "{owner}: key {} is taken twice",
                field.key
            );
            assert!(
                field
                    .key
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'_'),
                "{owner}.{}: keys are lower-case words joined by underscores",
                field.key
            );
            match field.ty {
                FieldType::Choice(choices) | FieldType::Tags(choices) => {
                    let distinct: HashSet<_> = choices.iter().map(|choice| choice.key).collect();
                    assert_eq!(distinct.len(), choices.len(), "{owner}.{}", field.key);
                    assert!(!choices.is_empty(), "{owner}.{}", field.key);
                }
                FieldType::Link(kinds) | FieldType::Links(kinds) => {
                    for kind in kinds {
                        assert!(
                            SCHEMA.kind(kind).is_some(),
                            "{owner}.{}: no kind {kind}",
                            field.key
                        );
                    }
                }
                FieldType::Rows(columns) => {
                    assert!(!is_row, "{owner}.{}: a table inside a table", field.key);
                    check_fields(field.key, columns, true);
                }
                FieldType::Number(Unit::Field(unit)) if !is_row => {
                    let says_unit = |field: &Field| {
                        field.key == unit
                            && matches!(
                                field.ty,
                                FieldType::Line | FieldType::Choice(_) | FieldType::Link(_)
                            )
                    };
                    assert!(
                        fields.iter().any(says_unit),
                        "{owner}.{}: unit {unit}",
                        field.key
                    );
                }
                _ => {}
            }
            if let Some(source) = field.source {
                let is_there = |key, is_it: fn(&FieldType) -> bool| {
                    fields
                        .iter()
                        .any(|field| field.key == key && is_it(&field.ty))
                };
                assert!(
                    is_there(source, |ty| matches!(ty, FieldType::Line))
                        && is_there("as_of", |ty| matches!(ty, FieldType::Date)),
                    "{owner}.{}: its source and its day stand beside it",
                    field.key
                );
            }
            for text in [field.label, field.help] {
                assert!(
                    !text.en.is_empty() && !text.de.is_empty(),
                    "{owner}.{} lacks a label or help",
                    field.key
                );
            }
            let is_sentence = |text: &str| text.ends_with(['.', '…']);
            assert!(
                is_sentence(field.help.en) && is_sentence(field.help.de),
                "{owner}.{}: help is a sentence",
                field.key
            );
        }
    }

    #[test]
    fn every_key_is_unique_where_it_is_used() {
        let mut roots = HashSet::from([structure::COMMENTS]);
        let mut kinds = HashSet::new();
        for section in SCHEMA.sections {
            assert!(
                roots.insert(section.key),
                "root {} is taken twice",
                section.key
            );
            check_fields(section.key, section.fields(), false);
            for kind in section.kinds() {
                assert!(kinds.insert(kind.key), "kind {} is taken twice", kind.key);
                let fields: Vec<Field> = kind.all_fields().copied().collect();
                check_fields(kind.key, &fields, false);
            }
            if let Some(document) = &section.document {
                assert!(
                    roots.insert(document.key),
                    "root {} is taken twice",
                    document.key
                );
                assert!(document.ty.is_text());
            }
        }
    }

    /// The address of an item's field does not say of which kind the item is.
    #[test]
    fn equal_keys_of_one_section_have_equal_types() {
        for section in SCHEMA.sections {
            let mut types = HashMap::new();
            for field in section.kinds().iter().flat_map(Kind::all_fields) {
                let ty = format!("{:?}", field.ty);
                let first = types.entry(field.key).or_insert_with(|| ty.clone());
                assert_eq!(*first, ty, "{}: {}", section.key, field.key);
            }
        }
    }

    #[test]
    fn every_tier_shows_the_sections_that_belong_to_it() {
        let of = |tier: Tier| {
            let shown = SCHEMA
                .sections
                .iter()
                .filter(|section| section.tier == tier);
            shown.map(|section| section.key).collect::<Vec<_>>()
        };
        assert_eq!(
            of(Tier::Essential),
            ["plan", "vision", "objectives", "actions", "reviews"]
        );
        assert_eq!(
            of(Tier::Strategic),
            ["roadmap", "entry", "customers", "incentives", "inventory"]
        );
        assert_eq!(of(Tier::Standard).len(), 8);
    }

    #[test]
    fn lookups_find_what_the_tables_hold() {
        let (section, kind) = SCHEMA.kind("action").unwrap();
        assert_eq!(section.key, "actions");
        assert_eq!(kind.field("done_when").unwrap().label.en, "Done when");
        assert!(
            kind.field("title").is_some(),
            "common fields belong to every kind"
        );
        assert!(SCHEMA.section("no such section").is_none());
    }
}
