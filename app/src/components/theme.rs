//! Light, dark, or as the system has it; kept on this device.

use leptos::prelude::*;

use super::icon::Glyph;
use super::menu::{Menu, MenuItem};
use crate::browser::{local, screen, set_local};

const KEPT_AS: &str = "tandem.theme";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// As it is kept and as the style sheet knows it; the system's choice has no name.
    const fn key(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::System => "As the system",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    const fn glyph(self) -> Glyph {
        match self {
            Self::System => Glyph::Monitor,
            Self::Light => Glyph::Sun,
            Self::Dark => Glyph::Moon,
        }
    }

    fn kept() -> Self {
        let kept = local(KEPT_AS);
        let is_kept = |theme: &Self| theme.key().is_some() && theme.key() == kept.as_deref();
        Self::ALL.into_iter().find(is_kept).unwrap_or(Self::System)
    }

    fn keep(self) {
        set_local(KEPT_AS, self.key());
        screen::set_colours(self.key());
    }
}

/// Paints the page as it was chosen on this device.
pub(crate) fn apply_kept_theme() {
    screen::set_colours(Theme::kept().key());
}

/// The switch.
#[component]
pub(crate) fn ThemeMenu() -> impl IntoView {
    let theme = RwSignal::new(Theme::kept());
    let lines = Callback::new(move |()| {
        let item = |choice: Theme| {
            let choose = Callback::new(move |()| {
                choice.keep();
                theme.set(choice);
            });
            let is_chosen = theme.get_untracked() == choice;
            MenuItem::new(choice.label(), choice.glyph(), choose)
                .chosen(is_chosen)
                .into()
        };
        Theme::ALL.into_iter().map(item).collect()
    });
    let glyph = Signal::derive(move || theme.get().glyph());
    view! { <Menu id="theme".to_owned() label="Colours".to_owned() glyph lines /> }
}
