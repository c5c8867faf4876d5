//! Light, dark, or as the system has it; kept on this device, in a cookie, so that the server paints
//! pages in these colours.

use leptos::prelude::*;
use tandem_plan::language::Text;

use super::icon::Glyph;
use super::menu::{Menu, MenuItem, MenuLine};
use crate::browser::{cookie, screen, set_cookie};
use crate::texts::parts::{AS_SYSTEM, COLOURS, DARK, LIGHT};
use crate::texts::tr;

const KEPT_AS: &str = "tandem_theme";

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

    const fn label(self) -> Text {
        match self {
            Self::System => AS_SYSTEM,
            Self::Light => LIGHT,
            Self::Dark => DARK,
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
        let kept = cookie(KEPT_AS);
        let is_kept = |theme: &Self| theme.key().is_some() && theme.key() == kept.as_deref();
        Self::ALL.into_iter().find(is_kept).unwrap_or(Self::System)
    }

    fn keep(self) {
        set_cookie(KEPT_AS, self.key().unwrap_or_default());
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
        let lines = lines(move |chosen| theme.set(chosen)).into_iter();
        lines.map(MenuLine::Item).collect::<Vec<_>>()
    });
    let glyph = Signal::derive(move || theme.get().glyph());
    view! { <Menu id="theme".to_owned() label=tr(COLOURS) glyph lines /> }
}

/// The same as lines of another menu.
pub(crate) fn theme_lines() -> Vec<MenuItem> {
    lines(|_| {})
}

fn lines(chosen: impl Fn(Theme) + Copy + Send + Sync + 'static) -> Vec<MenuItem> {
    let kept = Theme::kept();
    let line = |theme: Theme| {
        let choose = Callback::new(move |()| {
            theme.keep();
            chosen(theme);
        });
        MenuItem::new(tr(theme.label()), theme.glyph(), choose)
            .chosen(theme == kept)
            .in_group(tr(COLOURS))
    };
    Theme::ALL.into_iter().map(line).collect()
}
