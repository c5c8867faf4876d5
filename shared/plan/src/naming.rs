//! How people, companies and items are named for people where the plan says little of them.

use crate::language::{Language, Text};

/// The first letters of the first and last word of a name; the style sheet makes them capitals.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = words.next().unwrap_or('?');
    std::iter::once(first).chain(words.next_back()).collect()
}

/// Whose plan it is, unless its name says so already. A company without a name is left out.
#[must_use]
pub fn parties(plan: &str, vendor: &str, partner: &str) -> Option<String> {
    if plan.contains(vendor) && plan.contains(partner) {
        return None;
    }
    let named = [vendor, partner]
        .into_iter()
        .filter(|name| !name.is_empty());
    Some(named.collect::<Vec<_>>().join(" × "))
}

/// What stands for the title of an item of this kind that has none.
#[must_use]
pub fn untitled(kind: Text, language: Language) -> String {
    let kind = in_sentence(kind.in_language(language), language);
    Text::new("Untitled {kind}", "{kind} ohne Titel").filled(language, &[("kind", &kind)])
}

/// A label inside a sentence: `Parked point` becomes `parked point`, `KPI` stays, and so does every
/// label in German, where they are nouns.
#[must_use]
pub fn in_sentence(label: &str, language: Language) -> String {
    let mut label = label.to_owned();
    let is_word = label.as_bytes().get(1).is_some_and(u8::is_ascii_lowercase);
    if language == Language::English
        && is_word
        && let Some(first) = label.get_mut(..1)
    {
        first.make_ascii_lowercase();
    }
    label
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_the_first_and_last_word() {
        assert_eq!(initials("Ann"), "A");
        assert_eq!(initials("Ann Maria  Lee"), "AL");
        assert_eq!(initials("(Ö) Özdemir"), "ÖÖ");
        assert_eq!(initials("  "), "?");
    }

    #[test]
    fn the_companies_are_named_once() {
        let parties = |plan| parties(plan, "Northwind", "Contoso");
        assert_eq!(parties("Growth").as_deref(), Some("Northwind × Contoso"));
        assert_eq!(parties("Northwind × Contoso 2026"), None);
        assert_eq!(
            super::parties("Growth", "", "Contoso").as_deref(),
            Some("Contoso")
        );
        assert_eq!(super::parties("Growth", "", ""), None);
    }

    #[test]
    fn labels_fit_into_sentences() {
        let english = |label| in_sentence(label, Language::English);
        assert_eq!(english("Parked point"), "parked point");
        assert_eq!(english("KPI"), "KPI");
        assert_eq!(in_sentence("Ziel", Language::German), "Ziel");
        assert_eq!(
            untitled(Text::new("KPI", "KPI"), Language::English),
            "Untitled KPI"
        );
    }
}
