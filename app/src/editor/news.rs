//! What others have changed since somebody has marked the history as read.

use leptos::prelude::*;
use tandem_plan::comment::About;
use tandem_plan::schema::SCHEMA;

/// What is new to whoever uses this page; nothing until the server has said so. Copies are the same.
#[derive(Debug, Clone, Copy)]
pub(crate) struct News(RwSignal<Since>);

/// What has changed, and since when.
#[derive(Debug, Default)]
pub(crate) struct Since {
    /// The sections and items.
    pub(crate) parts: Vec<About>,
    /// The last update that they have seen.
    pub(crate) seen: u64,
    /// The last update that there is.
    pub(crate) head: u64,
}

impl News {
    pub(super) fn new() -> Self {
        Self(RwSignal::default())
    }

    /// The server has said what is new.
    pub(crate) fn set(self, since: Since) {
        // The page may be gone meanwhile.
        let _ = self.0.try_set(since);
    }

    /// Reads what is new.
    pub(crate) fn with<T>(self, read: impl FnOnce(&Since) -> T) -> T {
        self.0.with(read)
    }

    /// Whether there is something new in a section, or of an item.
    pub(crate) fn is_in(self, about: About) -> Memo<bool> {
        Memo::new(move |_| {
            self.0.with(|since| {
                since.parts.iter().any(|part| match about {
                    About::Section(section) => part.section(&SCHEMA) == Some(section),
                    about => *part == about,
                })
            })
        })
    }
}
