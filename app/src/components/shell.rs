//! The frame of the pages that are not a plan: the sign of Tandem above, one thing below.

use leptos::prelude::*;

use super::icon::Logo;
use super::language::LanguageMenu;
use super::theme::ThemeMenu;

/// A page with its header.
#[component]
pub(crate) fn Page(
    /// Whether it holds one narrow card.
    #[prop(optional)]
    is_narrow: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="page">
            <header class="page-head">
                <a class="brand" href="/">
                    <Logo />
                    "Tandem"
                </a>
                <div class="page-tools">
                    <LanguageMenu />
                    <ThemeMenu />
                </div>
            </header>
            <main class="page-body" data-narrow=is_narrow>
                {children()}
            </main>
        </div>
    }
    .into_any()
}
