//! The languages that people read the plan in, and texts that exist in all of them.
//!
//! A [`Text`] holds every language by name, so that one without a translation does not compile.
//! What people write into a plan is never translated, and neither are keys.

pub mod catalogue;

use std::fmt::Display;

/// A language that the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English; what everybody gets whose language is not here.
    #[default]
    English,
    /// German.
    German,
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// The tag of the language after BCP 47, as in `<html lang>`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// What the language calls itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// The language of a tag after BCP 47: `de`, `de-AT`. `None` for one that is not spoken here.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(primary))
    }
}

/// A text of the program in every language.
///
/// With the feature `catalogue` only English is compiled in; what it is in another language is
/// looked up in the [`catalogue`] that was loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Text {
    /// In English.
    pub en: &'static str,
    /// In German.
    #[cfg(not(feature = "catalogue"))]
    pub de: &'static str,
}

impl Text {
    /// The text in both languages. They must stand here as literals: the build collects them, and
    /// what is the same in English must be the same in German.
    #[must_use]
    #[inline(always)]
    pub const fn new(en: &'static str, de: &'static str) -> Self {
        Self::of(en, de)
    }

    /// The same for functions that are called with literals. The build must know them by name.
    ///
    /// Always inlined, as [`Text::new`] is: what is not kept is then not compiled in either.
    #[inline(always)]
    pub(crate) const fn of(en: &'static str, de: &'static str) -> Self {
        #[cfg(feature = "catalogue")]
        let _ = de;
        Self {
            en,
            #[cfg(not(feature = "catalogue"))]
            de,
        }
    }

    /// A text that is the same in every language, such as a sign.
    #[must_use]
    pub const fn same(text: &'static str) -> Self {
        Self::of(text, text)
    }

    /// The text in one language.
    #[must_use]
    pub fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::English => self.en,
            Language::German => self.in_german(),
        }
    }

    /// The text in one language, with values in the places that have their names: `{title}`.
    #[must_use]
    pub fn filled(self, language: Language, values: &[(&str, &dyn Display)]) -> String {
        let mut rest = self.in_language(language);
        let mut filled = String::new();
        while let Some((before, name, after)) = next_place(rest) {
            filled.push_str(before);
            if let Some((_, value)) = values.iter().find(|(other, _)| *other == name) {
                filled.push_str(&value.to_string());
            }
            rest = after;
        }
        filled + rest
    }

    #[cfg(not(feature = "catalogue"))]
    const fn in_german(self) -> &'static str {
        self.de
    }

    #[cfg(feature = "catalogue")]
    fn in_german(self) -> &'static str {
        catalogue::translation(self.en).unwrap_or(self.en)
    }
}

/// What stands before the first place to fill, its name, and what stands behind it.
fn next_place(text: &str) -> Option<(&str, &str, &str)> {
    let (before, from) = text.split_once('{')?;
    let (name, after) = from.split_once('}')?;
    Some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_where_their_names_are() {
        let text = Text::same("{title} is at {position} of {of}: {title}");
        let values: [(&str, &dyn Display); 3] = [("of", &5), ("title", &"{of}"), ("position", &2)];
        assert_eq!(
            text.filled(Language::English, &values),
            "{of} is at 2 of 5: {of}"
        );
    }

    #[test]
    fn a_tag_names_a_language_whatever_the_country() {
        assert_eq!(Language::from_tag("de-AT"), Some(Language::German));
        assert_eq!(Language::from_tag("EN_us"), Some(Language::English));
        assert_eq!(Language::from_tag("fr"), None);
        assert_eq!(Language::from_tag(""), None);
    }
}
