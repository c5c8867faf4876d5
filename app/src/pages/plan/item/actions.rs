//! What is done with an item as a whole: moved, copied, put into the trash.

use leptos::ev;
use leptos::prelude::*;
use tandem_plan::check::At;
use tandem_plan::comment::About;
use tandem_plan::edit::Place;
use tandem_plan::ids::ItemId;
use tandem_protocol::role::Action;

use super::{Card, focus_title, item_id, menu_id};
use crate::browser::screen;
use crate::components::{Edge, Glyph, MenuItem, MenuLine};
use crate::fields::{beside, neighbour};
use crate::texts::{items as texts, parts, table, talk, tr};

impl Card {
    pub(super) fn commands(self) -> Vec<MenuLine> {
        let ids = self.ids();
        let is_first = ids.first() == Some(&self.item);
        let is_last = ids.last() == Some(&self.item);
        let step = |by| Callback::new(move |()| self.step(by));
        let mut lines: Vec<MenuLine> = Vec::new();
        let editor = self.editor;
        if editor.may(Action::Comment) {
            let about = About::from(self.holder());
            let comment = Callback::new(move |()| editor.comment_on(about));
            lines.push(MenuItem::new(tr(talk::COMMENT), Glyph::Talk, comment).into());
        }
        if editor.is_read_only.get_untracked() {
            return lines;
        }
        if !lines.is_empty() {
            lines.push(MenuLine::Rule);
        }
        let before = lines.len();
        if let (false, Some(first)) = (is_first, ids.first().copied()) {
            let to_top = Callback::new(move |()| self.put(Place::Before(first)));
            lines.push(
                MenuItem::new(tr(texts::MOVE_UP), Glyph::Up, step(-1))
                    .with_keys("Alt ↑")
                    .into(),
            );
            lines.push(MenuItem::new(tr(texts::TO_TOP), Glyph::Top, to_top).into());
        }
        if let (false, Some(last)) = (is_last, ids.last().copied()) {
            let to_bottom = Callback::new(move |()| self.put(Place::After(last)));
            lines.push(
                MenuItem::new(tr(texts::MOVE_DOWN), Glyph::Down, step(1))
                    .with_keys("Alt ↓")
                    .into(),
            );
            lines.push(MenuItem::new(tr(texts::TO_BOTTOM), Glyph::Bottom, to_bottom).into());
        }
        if lines.len() > before {
            lines.push(MenuLine::Rule);
        }
        let duplicate = Callback::new(move |()| self.duplicate());
        lines.push(
            MenuItem::new(tr(texts::DUPLICATE), Glyph::Copy, duplicate)
                .with_keys(tr(texts::DUPLICATE_KEYS))
                .into(),
        );
        let remove = Callback::new(move |()| self.remove());
        lines.push(
            MenuItem::new(tr(texts::TO_TRASH), Glyph::Trash, remove)
                .dangerous()
                .into(),
        );
        lines
    }

    /// The commands of a row: those of the card, and the way to the card.
    pub(super) fn row_commands(self) -> Vec<MenuLine> {
        let Self {
            editor,
            section,
            item,
            kind,
            ..
        } = self;
        let open = Callback::new(move |()| {
            editor.views.set_table(kind, false);
            editor.shown.go(At::Item(section.key, item));
        });
        let open = MenuItem::new(tr(table::OPEN_CARD), Glyph::Plans, open);
        let mut lines = vec![open.into()];
        let commands = self.commands();
        if !commands.is_empty() {
            lines.push(MenuLine::Rule);
        }
        lines.extend(commands);
        lines
    }

    pub(super) fn ids(self) -> Vec<ItemId> {
        self.group
            .with_untracked(|group| group.iter().map(|head| head.id).collect())
    }

    pub(super) fn step(self, by: i32) {
        if let Some(place) = neighbour(&self.ids(), self.item, by) {
            self.put(place);
        }
    }

    pub(super) fn land(self, over: &str, edge: Edge) {
        let ids = self.ids();
        if let Some(over) = ids.into_iter().find(|other| item_id(*other) == over) {
            self.put(match edge {
                Edge::Before => Place::Before(over),
                Edge::After => Place::After(over),
            });
        }
    }

    fn put(self, place: Place<ItemId>) {
        let Self {
            editor,
            section,
            item,
            ..
        } = self;
        if editor
            .step(|store| store.move_item(section.key, item, place))
            .is_some()
        {
            let ids = self.ids();
            let position = ids.iter().position(|other| *other == item);
            let position = position.unwrap_or_default() + 1;
            let title = self.untracked_title();
            let moved = texts::moved(&title, position, ids.len());
            editor.toasts.announce(moved);
        }
    }

    /// Adds a copy behind this item and gives its title the focus.
    fn duplicate(self) {
        let Self {
            editor,
            section,
            item,
            ..
        } = self;
        let title = texts::copy_of(&editor.store.read_text(self.at("title")));
        let copied = editor.step(|store| store.duplicate_item(section.key, item, title.clone()));
        if let Some(copy) = copied {
            editor.built.build(copy);
            let undo = move || {
                editor.step(|store| store.trash_item(section.key, copy));
            };
            let title = parts::title_or(title, self.kind.label);
            let told = texts::duplicated(&title);
            editor.toasts.show_with(told, tr(texts::UNDO), undo);
            focus_title(section, copy);
        }
    }

    /// The keys of a card as a whole.
    pub(super) fn key(self, event: &ev::KeyboardEvent) {
        // The letter on the key, because some systems type another one with Alt.
        if event.alt_key()
            && event.shift_key()
            && event.code() == "KeyD"
            && !self.editor.is_read_only.get_untracked()
        {
            event.prevent_default();
            self.duplicate();
        }
    }

    fn remove(self) {
        let Self {
            editor,
            section,
            item,
            ..
        } = self;
        let title = self.untracked_title();
        let next = beside(&self.ids(), item);
        if editor
            .step(|store| store.trash_item(section.key, item))
            .is_some()
        {
            let undo = move || {
                editor.step(|store| store.restore_item(section.key, item));
            };
            editor
                .toasts
                .show_with(texts::trashed(&title), tr(texts::UNDO), undo);
            request_animation_frame(move || {
                // The menu that was used is gone.
                let menu = next.map(|next| menu_id(&item_id(next)));
                screen::focus(menu.as_deref().unwrap_or("main"));
            });
        }
    }

    fn untracked_title(self) -> String {
        let text = self.editor.store.read_text(self.at("title"));
        parts::title_or(text, self.kind.label)
    }
}
