//! What is said where a page would be and there is none for this person: what is wrong and how
//! to go on.

use leptos::prelude::*;
use tandem_plan::language::Text;

use crate::browser::{RequestError, reload, screen};
use crate::components::{Button, Page, Weight};
use crate::texts::{missing as texts, requests, tr};

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
            _ => Self::Other(requests::sentence(error)),
        }
    }

    const fn heading(&self) -> Text {
        match self {
            Self::Page => texts::NO_PAGE,
            Self::Plan => texts::NO_PLAN,
            Self::SignedOut => texts::SIGNED_OUT,
            Self::Forbidden => texts::FORBIDDEN,
            Self::Other(_) => texts::NOT_OPENED,
        }
    }

    fn explanation(&self) -> String {
        let text = match self {
            Self::Page => texts::WHY_NO_PAGE,
            Self::Plan => texts::WHY_NO_PLAN,
            Self::SignedOut => texts::WHY_SIGNED_OUT,
            Self::Forbidden => texts::WHY_FORBIDDEN,
            Self::Other(sentence) => return sentence.clone(),
        };
        tr(text).to_owned()
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
                label=tr(texts::TRY_AGAIN).to_owned()
                weight=Weight::Primary
                on_press=move |_| reload()
            />
        }
    });
    view! {
        <Page is_narrow=true>
            <div class="join-card">
                <div>
                    <h1>{tr(why.heading())}</h1>
                    <p class="lead">{why.explanation()}</p>
                </div>
                <div class="stack">
                    {retry}
                    <a class="button" data-kind="plain" href="/">
                        {tr(texts::TO_MY_PLANS)}
                    </a>
                </div>
            </div>
        </Page>
    }
    .into_any()
}
