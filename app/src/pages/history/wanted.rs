//! What the page shows, as it stands in the address behind the `#`: `view=compare&from=3&to=17`.

use std::collections::BTreeMap;

use leptos::prelude::*;
use tandem_plan::language::Text;

use crate::browser;
use crate::texts::history as texts;

/// A way to look at the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    Timeline,
    Replay,
    Compare,
    Contributions,
}

impl View {
    pub(super) const ALL: [Self; 4] = [
        Self::Timeline,
        Self::Replay,
        Self::Compare,
        Self::Contributions,
    ];

    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Timeline => "changes",
            Self::Replay => "replay",
            Self::Compare => "compare",
            Self::Contributions => "contributions",
        }
    }

    pub(super) fn of(key: &str) -> Self {
        let mut all = Self::ALL.into_iter();
        all.find(|view| view.key() == key).unwrap_or(Self::Timeline)
    }

    pub(super) const fn label(self) -> Text {
        match self {
            Self::Timeline => texts::TIMELINE,
            Self::Replay => texts::REPLAY,
            Self::Compare => texts::COMPARE,
            Self::Contributions => texts::CONTRIBUTIONS,
        }
    }
}

const VIEW: &str = "view";

/// Filters that the server knows by the same names.
pub(super) const FILTERS: [&str; 10] = [
    "layer", "side", "member", "section", "item", "field", "row", "kind", "step", "after",
];
/// How far back changes are wanted: a key of the filter by period.
pub(super) const PERIOD: &str = "period";

/// What stands in the address. Copies are the same address.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    anchor: RwSignal<String>,
    parts: Memo<BTreeMap<String, String>>,
}

impl Wanted {
    pub(super) fn new() -> Self {
        let anchor = browser::anchor();
        let parts = Memo::new(move |_| anchor.with(|anchor| read(anchor)));
        Self { anchor, parts }
    }

    pub(super) fn view(self) -> View {
        View::of(&self.get(VIEW).unwrap_or_default())
    }

    /// Shows another view; filters stay as they are.
    pub(super) fn show(self, view: View) {
        self.set(&[(VIEW, Some(view.key().to_owned()))]);
    }

    pub(super) fn get(self, key: &str) -> Option<String> {
        self.parts.with(|parts| parts.get(key).cloned())
    }

    /// Changes some of it; `None` takes a part away. The way back leads to what was there.
    pub(super) fn set(self, changed: &[(&str, Option<String>)]) {
        let mut parts = self.parts.get_untracked();
        for (key, value) in changed {
            match value.as_ref().filter(|value| !value.is_empty()) {
                Some(value) => parts.insert((*key).to_owned(), value.clone()),
                None => parts.remove(*key),
            };
        }
        let written: Vec<String> = parts
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        let written = written.join("&");
        browser::set_anchor(&written);
        // The browser tells of it a moment later; nobody waits for that.
        self.anchor.set(written);
    }

    /// The filters, as the server wants to hear them; `now` is in milliseconds since 1970.
    pub(super) fn query(self, now: i64) -> String {
        let mut query: Vec<String> = FILTERS
            .iter()
            .filter_map(|key| Some(format!("{key}={}", self.get(key)?)))
            .collect();
        query.extend(self.since(now).map(|from| format!("from={from}")));
        query.join("&")
    }

    /// From when on changes are wanted.
    pub(super) fn since(self, now: i64) -> Option<i64> {
        const DAY: i64 = 24 * 60 * 60 * 1_000;
        let midnight = browser::midnight();
        match self.get(PERIOD)?.as_str() {
            "today" => Some(midnight),
            "yesterday" => Some(midnight - DAY),
            "week" => Some(now - 7 * DAY),
            "month" => Some(now - 30 * DAY),
            _ => None,
        }
    }

    /// Whether any filter is set.
    pub(super) fn is_narrow(self) -> bool {
        let mut filters = FILTERS.iter().chain([&PERIOD]);
        filters.any(|key| self.get(key).is_some())
    }

    /// Takes all filters away.
    pub(super) fn clear(self) {
        let all: Vec<(&str, Option<String>)> = FILTERS
            .iter()
            .chain([&PERIOD])
            .map(|key| (*key, None))
            .collect();
        self.set(&all);
    }
}

/// The parts of an address. What is no key with a value of letters, digits and a few signs is passed
/// over: nothing else is ever written.
fn read(anchor: &str) -> BTreeMap<String, String> {
    let is_plain = |text: &str| {
        !text.is_empty()
            && text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ','))
    };
    anchor
        .split('&')
        .filter_map(|part| part.split_once('='))
        .filter(|(key, value)| is_plain(key) && is_plain(value))
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_what_does_not_belong_there_is_passed_over() {
        let parts = read("view=compare&from=3&side=a%22b&&x&kind=added,set");
        let expected = [("from", "3"), ("kind", "added,set"), ("view", "compare")];
        let found: Vec<(&str, &str)> = parts
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        assert_eq!(found, expected);
    }
}
