//! Items as other items point at them: by title, whether they are still there or not.

use leptos::prelude::*;
use tandem_plan::address::Holder;
use tandem_plan::check::At;
use tandem_plan::document::ItemHead;
use tandem_plan::ids::ItemId;
use tandem_plan::schema::{Kind, SCHEMA, Section};

use super::{Editor, anchor_of};
use crate::components::Offer;
use crate::texts::{parts, tr};

/// Whether an item that is pointed at is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TargetState {
    /// It is in the plan.
    Live,
    /// It lies in the trash.
    Trashed,
    /// The plan does not know it.
    Unknown,
}

/// An item that something points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    /// Its title, or what stands for it.
    pub(crate) title: String,
    /// Whether it is there.
    pub(crate) state: TargetState,
    /// Where it is shown: the part of the address behind the `#`.
    pub(crate) anchor: String,
}

impl Editor {
    /// The item with this id, of one of these kinds.
    pub(crate) fn target(self, item: ItemId, kinds: &'static [&'static str]) -> Target {
        let find = |heads: &[ItemHead]| heads.iter().find(|head| head.id == item).copied();
        for section in sections_of(kinds) {
            let live = self.store.items(section.key).with(|heads| find(heads));
            let trashed = || self.store.trash(section.key).with(|heads| find(heads));
            let (head, state) = match live {
                Some(head) => (head, TargetState::Live),
                None => match trashed() {
                    Some(head) => (head, TargetState::Trashed),
                    None => continue,
                },
            };
            return Target {
                title: self.title(section, head),
                state,
                anchor: anchor_of(At::Item(section.key, item)),
            };
        }
        Target {
            title: tr(parts::DELETED_ITEM).to_owned(),
            state: TargetState::Unknown,
            anchor: String::new(),
        }
    }

    /// The title of an item, or what stands for it.
    pub(crate) fn title(self, section: &'static Section, head: ItemHead) -> String {
        let title = self
            .store
            .text(Holder::Item(section.key, head.id).field("title"));
        parts::title_or(title.get(), head.kind.label)
    }

    /// All items of these kinds as offers, without those that `is_taken` names.
    pub(crate) fn offers(
        self,
        kinds: &'static [&'static str],
        is_taken: impl Fn(ItemId) -> bool,
    ) -> Vec<Offer> {
        let mut offers = Vec::new();
        for section in sections_of(kinds) {
            let heads = self.store.items(section.key).get_untracked();
            for head in heads {
                if is_kind(kinds, head.kind) && !is_taken(head.id) {
                    let at = Holder::Item(section.key, head.id).field("title");
                    let title = self.store.read_text(at);
                    offers.push(Offer {
                        key: head.id.to_string(),
                        label: parts::title_or(title, head.kind.label),
                        hint: if kinds.len() == 1 {
                            String::new()
                        } else {
                            tr(head.kind.label).to_owned()
                        },
                        side: None,
                    });
                }
            }
        }
        offers
    }
}

/// No kinds means any.
fn is_kind(kinds: &[&str], kind: &Kind) -> bool {
    kinds.is_empty() || kinds.contains(&kind.key)
}

fn sections_of(kinds: &'static [&'static str]) -> impl Iterator<Item = &'static Section> {
    SCHEMA.sections.iter().filter(move |section| {
        let mut own = section.kinds().iter();
        own.any(|kind| is_kind(kinds, kind))
    })
}
