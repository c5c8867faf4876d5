//! What can be done from everywhere on the page: the same commands in the menu and in the box that
//! finds everything.

use leptos::prelude::*;
use tandem_plan::edit::Place;
use tandem_plan::schema::Section;

use super::group::add_item;
use super::panels::Panels;
use crate::browser;
use crate::components::{Glyph, MenuItem, MenuLine, language_lines, theme_lines};
use crate::editor::{Editor, Tab};
use crate::route::Route;
use crate::texts::{history, palette, review, talk, tr};

/// The commands of the page's menu, group by group.
pub(super) fn of_page(editor: Editor, panels: Panels) -> Vec<Vec<MenuItem>> {
    let run = |act: fn(Editor, Panels)| Callback::new(move |()| act(editor, panels));
    let item = |label, glyph, act| MenuItem::new(tr(label), glyph, run(act));
    let mut edits = Vec::new();
    if !editor.is_read_only.get_untracked() {
        edits = vec![
            item(palette::UNDO, Glyph::Undo, |editor, _| editor.undo())
                .with_keys(tr(palette::UNDO_KEYS)),
            item(palette::REDO, Glyph::Redo, |editor, _| editor.redo())
                .with_keys(tr(palette::REDO_KEYS)),
        ];
    }
    let looks = vec![
        item(palette::FIND, Glyph::Search, |_, panels| {
            panels.palette.set(true)
        })
        .with_keys(tr(palette::FIND_KEYS)),
        item(talk::COMMENTS, Glyph::Talk, |editor, _| {
            editor.rail.toggle(Tab::Talk);
        })
        .with_keys(tr(palette::COMMENT_KEYS)),
        item(review::CHECKS, Glyph::Check, |editor, _| {
            editor.rail.toggle(Tab::Checks);
        }),
        item(palette::WORKSHOP, Glyph::Monitor, |editor, _| {
            editor.rail.toggle(Tab::Workshop);
        }),
        item(palette::KEYS, Glyph::Keyboard, |_, panels| {
            panels.keys.set(true)
        })
        .with_keys("?"),
        item(palette::PRINT, Glyph::Print, |_, _| print()).with_keys(tr(palette::PRINT_KEYS)),
        item(palette::PEOPLE, Glyph::Person, |editor, _| {
            browser::go(&Route::to_people(editor.plan))
        }),
        item(history::HISTORY, Glyph::Calendar, |editor, _| {
            browser::go(&Route::to_history(editor.plan))
        }),
        item(palette::MY_PLANS, Glyph::Plans, |_, _| browser::go("/")),
    ];
    vec![edits, looks, theme_lines(), language_lines()]
}

/// Shows the whole plan as it is on paper. The page on the screen holds one section.
pub(super) fn print() {
    browser::go(&format!("{}/print", browser::path()));
}

/// The lines of the page's menu.
pub(super) fn menu(editor: Editor, panels: Panels) -> Vec<MenuLine> {
    let mut lines: Vec<MenuLine> = Vec::new();
    for group in of_page(editor, panels) {
        if !lines.is_empty() && !group.is_empty() {
            lines.push(MenuLine::Rule);
        }
        lines.extend(group.into_iter().map(MenuLine::Item));
    }
    lines
}

/// The commands that add something to the section that is shown.
pub(super) fn additions(editor: Editor, section: &'static Section) -> Vec<MenuItem> {
    if untrack(|| editor.is_read_only.get() || editor.is_locked(section.key)) {
        return Vec::new();
    }
    let kinds = section.kinds().iter();
    kinds
        .map(|kind| {
            let add = Callback::new(move |()| add_item(editor, section, kind, Place::Last));
            MenuItem::new(palette::add(kind.label), Glyph::Plus, add)
        })
        .collect()
}
