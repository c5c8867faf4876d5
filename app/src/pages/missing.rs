//! What is said where a page would be and there is none for this person: what is wrong and how
//! to go on.

use leptos::prelude::*;

use crate::browser::{RequestError, reload, screen};
use crate::components::{Button, Page, Weight};

/// Why there is no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Missing {
    /// The address names nothing.
    Page,
    /// There is no such plan.
    Plan,
    /// Nobody is signed in to this plan in this browser.
    SignedOut,
    /// The person may not see it.
    Forbidden,
    /// Something else, in a sentence for people.
    Other(String),
}

impl Missing {
    /// What a refused request for a plan means.
    pub(crate) fn of_plan(error: &RequestError) -> Self {
        match error.status() {
            Some(401) => Self::SignedOut,
            Some(403) => Self::Forbidden,
            Some(404) => Self::Plan,
            _ => Self::Other(error.to_string()),
        }
    }

    const fn heading(&self) -> &'static str {
        match self {
            Self::Page => "There is no such page",
            Self::Plan => "There is no such plan",
            Self::SignedOut => "You are not in this plan",
            Self::Forbidden => "You may not see this plan",
            Self::Other(_) => "The plan cannot be opened",
        }
    }

    fn explanation(&self) -> String {
        match self {
            Self::Page => "The address is mistyped, or the page was moved.".to_owned(),
            Self::Plan => {
                "The address is mistyped, or the plan was deleted. Ask whoever sent it to you."
                    .to_owned()
            }
            Self::SignedOut => {
                "This browser does not know who you are here. Open the link that you were invited with, or ask a colleague of your side for a new one.".to_owned()
            }
            Self::Forbidden => {
                "You joined other plans with this browser, but not this one. Ask a colleague of your side for a link.".to_owned()
            }
            Self::Other(sentence) => sentence.clone(),
        }
    }
}

/// The page that says so.
#[component]
pub(crate) fn MissingPage(#[prop(default = Missing::Page)] why: Missing) -> impl IntoView {
    screen::set_title("Tandem");
    let can_retry = matches!(why, Missing::Other(_));
    let retry = can_retry.then(|| {
        view! {
            <Button
                label="Try again".to_owned()
                weight=Weight::Primary
                on_press=move |_| reload()
            />
        }
    });
    view! {
        <Page is_narrow=true>
            <div class="join-card">
                <div>
                    <h1>{why.heading()}</h1>
                    <p class="lead">{why.explanation()}</p>
                </div>
                <div class="stack">
                    {retry}
                    <a class="button" data-kind="plain" href="/">
                        "To my plans"
                    </a>
                </div>
            </div>
        </Page>
    }
    .into_any()
}
