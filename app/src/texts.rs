//! What the client says, in every language.
//!
//! Every text that people see or hear stands in one of the modules below, one module for each part
//! of the client: constants of type [`Text`], and functions where a text has something filled in ([`fill`]).
//! [`tr`] picks the language of this page. It is chosen once, when the page starts: who chooses
//! another language loads the page anew. What is handed out has only the English texts in it; the
//! others are a file that the build collects from here and from the schema, and that [`load`] loads.
//!
//! Texts that belong to the plan, such as the labels of fields, stand in the schema.

pub(crate) mod audit;
pub(crate) mod broken;
pub(crate) mod copying;
pub(crate) mod edits;
pub(crate) mod fields;
pub(crate) mod history;
pub(crate) mod items;
pub(crate) mod join;
pub(crate) mod missing;
pub(crate) mod palette;
pub(crate) mod parts;
pub(crate) mod people;
pub(crate) mod plan;
pub(crate) mod refusals;
pub(crate) mod requests;
pub(crate) mod review;
pub(crate) mod saving;
#[cfg(test)]
mod server;
pub(crate) mod start;
pub(crate) mod table;
pub(crate) mod talk;
pub(crate) mod workshop;

use std::cell::Cell;
use std::fmt::Display;

use tandem_plan::language::{Language, Text, catalogue};

use crate::browser::{self, screen};

thread_local! {
    static LANGUAGE: Cell<Language> = const { Cell::new(Language::English) };
}

/// The cookie that keeps the language that somebody has chosen; the server writes pages in it.
const KEPT_AS: &str = "tandem_language";

/// Chooses the language of this page: the one that was chosen last, or the one that the server has
/// chosen for this browser.
pub(crate) fn choose() -> Language {
    let kept = browser::cookie(KEPT_AS).and_then(|tag| Language::from_tag(&tag));
    let of_page = || screen::language().and_then(|tag| Language::from_tag(&tag));
    let language = kept.or_else(of_page).unwrap_or_default();
    LANGUAGE.set(language);
    screen::set_language(language.tag());
    language
}

/// Loads the texts of the chosen language, unless it is English, from an address. Without them, as
/// on a device that never had them and has no connection now, the page is in English.
pub(crate) async fn load(address: &str) {
    let texts = browser::get_bytes(address).await.ok();
    if let Some(texts) = texts.and_then(|texts| String::from_utf8(texts).ok()) {
        catalogue::load(texts);
    }
}

/// Keeps another language and loads the page in it.
pub(crate) fn change(language: Language) {
    browser::set_cookie(KEPT_AS, language.tag());
    browser::reload();
}

/// The language of this page.
pub(crate) fn language() -> Language {
    LANGUAGE.get()
}

/// A text in the language of this page.
pub(crate) fn tr(text: Text) -> &'static str {
    text.in_language(language())
}

/// A text in the language of this page, with values in the places that have their names.
pub(crate) fn fill(text: Text, values: &[(&str, &dyn Display)]) -> String {
    text.filled(language(), values)
}
