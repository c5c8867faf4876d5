//! Which part of the plan is shown: it stands in the address behind the `#`, so that links, the
//! browser's way back and every jump of this program are one thing.
//!
//! `#objectives` is a section, `#objectives/ID` an item, and the text form of the address of a field
//! is that field.

use leptos::prelude::*;
use tandem_plan::address::FieldAddress;
use tandem_plan::check::At;
use tandem_plan::ids::ItemId;
use tandem_plan::schema::{SCHEMA, Section};

use super::Editor;
use crate::browser;

/// What the address asks for.
#[derive(Clone, Copy)]
pub(crate) struct Shown {
    anchor: RwSignal<String>,
}

impl Shown {
    /// As the page's address says, now and later.
    pub(super) fn of_address() -> Self {
        Self {
            anchor: browser::anchor(),
        }
    }

    /// The section, or the first one where the address names none that shows.
    pub(crate) fn section(self, editor: Editor) -> Memo<&'static Section> {
        let named = Memo::new(move |_| self.anchor.with(|anchor| key_in(anchor)));
        let found = Memo::new(move |_| {
            let key = named.get();
            let found = editor
                .sections()
                .find(|section| Some(section.key) == key.as_deref());
            found.map_or(SCHEMA.sections[0].key, |section| section.key)
        });
        // Sections have no equality of their own; their keys tell them apart.
        Memo::new_with_compare(
            move |_| {
                let section = SCHEMA.section(found.get());
                section.expect("the key was taken from the schema")
            },
            |before, now| before.map(|section| section.key) != now.map(|section| section.key),
        )
    }

    /// The item to look at.
    pub(crate) fn item(self) -> Option<ItemId> {
        self.anchor.with(|anchor| item_in(anchor))
    }

    /// The field to look at.
    pub(crate) fn field(self) -> Option<FieldAddress> {
        self.anchor
            .with(|anchor| FieldAddress::parse(anchor, &SCHEMA))
    }

    /// Shows what this anchor names.
    pub(super) fn set(self, anchor: String) {
        self.anchor.set(anchor);
    }

    /// Goes to a place, also if the address names it already.
    pub(crate) fn go(self, at: At) {
        let anchor = anchor_of(at);
        if self.anchor.with_untracked(|shown| *shown == anchor) {
            self.anchor.set(anchor);
        } else {
            browser::set_anchor(&anchor);
        }
    }
}

/// What stands in the address for a place.
pub(crate) fn anchor_of(at: At) -> String {
    match at {
        At::Section(section) => section.to_owned(),
        At::Item(section, item) => format!("{section}/{item}"),
        At::Field(at) => at.to_string(),
    }
}

/// The key of the section that an address names.
fn key_in(anchor: &str) -> Option<String> {
    let field = FieldAddress::parse(anchor, &SCHEMA);
    match field.and_then(|at| At::Field(at).section(&SCHEMA)) {
        Some(section) => Some(section.to_owned()),
        None => anchor.split(['/', '.']).next().map(str::to_owned),
    }
}

fn item_in(anchor: &str) -> Option<ItemId> {
    let rest = anchor.split_once('/')?.1;
    rest.split(['/', '.']).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_section_an_item_and_a_field() {
        let item = ItemId::from_u128(7);
        let anchor = format!("objectives/{item}");
        assert_eq!(key_in(&anchor).as_deref(), Some("objectives"));
        assert_eq!(item_in(&anchor), Some(item));
        let field = format!("objectives/{item}.title");
        assert_eq!(key_in(&field).as_deref(), Some("objectives"));
        assert_eq!(item_in(&field), Some(item));
        assert_eq!(key_in("vision.thesis").as_deref(), Some("vision"));
        assert_eq!(key_in("vision").as_deref(), Some("vision"));
        assert_eq!(key_in("notes").as_deref(), Some("governance"));
        assert_eq!(item_in("vision"), None);
    }

    #[test]
    fn a_place_comes_back_from_its_address() {
        let item = ItemId::from_u128(7);
        let at = tandem_plan::address::Holder::Item("objectives", item).field("title");
        let anchor = anchor_of(At::Field(at));
        assert_eq!(FieldAddress::parse(&anchor, &SCHEMA), Some(at));
        assert_eq!(
            item_in(&anchor_of(At::Item("objectives", item))),
            Some(item)
        );
    }
}
