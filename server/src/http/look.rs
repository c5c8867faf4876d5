//! How somebody wants a page to look: in which language, and in which colours.
//!
//! Both are kept in cookies that the client writes when people choose; without one, the language is
//! the first that the browser asks for and the program speaks, and the colours are the system's.

use axum::http::{HeaderMap, header};
use tandem_plan::language::Language;

use super::cookies::cookies;

/// How a page looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    /// What it is written in.
    pub(super) language: Language,
    /// What the style sheet calls its colours; `None` as the system has them.
    pub(super) theme: Option<&'static str>,
}

impl Look {
    /// As this request asks for it.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let chosen = cookies(headers, "tandem_language").find_map(Language::from_tag);
        let themes = ["light", "dark"];
        let theme = cookies(headers, "tandem_theme")
            .find_map(|kept| themes.into_iter().find(|theme| *theme == kept));
        Self {
            language: chosen.unwrap_or_else(|| accepted(headers)),
            theme,
        }
    }
}

/// The language of the highest weight in `Accept-Language` that the program speaks; of equal ones
/// the first.
fn accepted(headers: &HeaderMap) -> Language {
    let mut best = None;
    let values = headers.get_all(header::ACCEPT_LANGUAGE).iter();
    for item in values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
    {
        let (tag, weight) = item.split_once(';').unwrap_or((item, ""));
        let weight = weight.trim().strip_prefix("q=").unwrap_or("1");
        let weight = weight.parse().unwrap_or(0.0_f32);
        if let Some(language) = Language::from_tag(tag)
            && weight > best.map_or(0.0, |(weight, _)| weight)
        {
            best = Some((weight, language));
        }
    }
    best.map_or_else(Language::default, |(_, language)| language)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(headers: &[(header::HeaderName, &str)]) -> Look {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name, value.parse().unwrap());
        }
        Look::of(&map)
    }

    #[test]
    fn the_language_is_the_one_chosen_or_the_first_that_is_spoken() {
        for (accept, language) in [
            ("de", Language::German),
            ("de-AT,de;q=0.9,en;q=0.8", Language::German),
            ("en-US,en;q=0.9,de;q=0.8", Language::English),
            ("fr,de;q=0.5,en;q=0.4", Language::German),
            ("en;q=0.4,de;q=0.5", Language::German),
            ("de;q=0, en;q=0.1", Language::English),
            ("fr", Language::English),
            ("", Language::English),
            (";;q=,", Language::English),
        ] {
            let found = look(&[(header::ACCEPT_LANGUAGE, accept)]).language;
            assert_eq!(found, language, "{accept}");
        }
        let chosen = look(&[
            (header::ACCEPT_LANGUAGE, "en"),
            (header::COOKIE, "a=b; tandem_language=de"),
        ]);
        assert_eq!(chosen.language, Language::German);
    }

    #[test]
    fn the_colours_are_the_chosen_ones_and_nothing_else() {
        let theme = |cookie| look(&[(header::COOKIE, cookie)]).theme;
        assert_eq!(theme("tandem_theme=dark"), Some("dark"));
        assert_eq!(theme("tandem_theme=light; x=y"), Some("light"));
        assert_eq!(theme("tandem_theme=\"><script>"), None);
        assert_eq!(theme(""), None);
    }
}
