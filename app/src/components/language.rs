//! The language that the page is written in; chosen once for all pages of this browser.

use leptos::prelude::*;
use tandem_plan::language::Language;

use super::icon::Glyph;
use super::menu::{Menu, MenuItem, MenuLine};
use crate::texts::parts::LANGUAGE;
use crate::texts::{self, tr};

/// The switch.
#[component]
pub(crate) fn LanguageMenu() -> impl IntoView {
    let lines = Callback::new(|()| {
        let lines = language_lines().into_iter();
        lines.map(MenuLine::Item).collect::<Vec<_>>()
    });
    view! { <Menu id="language".to_owned() label=tr(LANGUAGE) glyph=Glyph::Globe lines /> }
}

/// The same as lines of another menu.
pub(crate) fn language_lines() -> Vec<MenuItem> {
    let line = |language: Language| {
        let choose = Callback::new(move |()| texts::change(language));
        MenuItem::new(language.name(), Glyph::Globe, choose)
            .chosen(language == texts::language())
            .in_group(tr(LANGUAGE))
            .spoken_in(language)
    };
    Language::ALL.into_iter().map(line).collect()
}
