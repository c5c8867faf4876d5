//! The plan page: one section of the plan at a time, together with everybody else who is in it.
//!
//! | module | shows |
//! | --- | --- |
//! | `topbar` | whose plan it is, who is here, whether everything is saved |
//! | `saved` | the saved indicator |
//! | `presence` | who is here |
//! | `notices` | what everybody on the page must know |
//! | `drawer` | what the server did not accept |
//! | `outline` | the sections |
//! | `rail` | beside the plan: what people say, what the own side keeps to itself, the checks |
//! | `review` | what the checks have found |
//! | `palette` | the box that finds everything |
//! | `commands` | what can be done from everywhere |
//! | `panels` | what is open |
//! | `workshop` | the workshop: its bar, and beside the plan what people do in it |
//! | `section` | one section: a form, or groups of items |
//! | `form` | fields in the order in which they are read |
//! | `item` | one item |
//! | `trash` | what was removed from a section |
//! | `shortcuts` | the keys |
//!
//! The section that is shown stands in the address behind the `#`, with the item to look at behind
//! a slash.

mod commands;
mod drawer;
mod form;
mod group;
mod item;
mod notices;
mod outline;
mod palette;
mod panels;
mod presence;
mod rail;
mod review;
mod saved;
mod section;
mod shortcuts;
mod topbar;
mod trash;
mod unknown;
mod workshop;

use leptos::prelude::*;
use tandem_plan::comment::About;
use tandem_plan::ids::PlanId;
use tandem_protocol::http::PlanView;
use tandem_protocol::layer::Layer;

use self::drawer::Drawer;
use self::notices::Notices;
use self::outline::Outline;
use self::palette::Palette;
use self::panels::Panels;
use self::rail::RailView;
pub(crate) use self::rail::{name_of_part, place_of_part};
use self::section::SectionView;
use self::shortcuts::Shortcuts;
use self::topbar::Topbar;
pub(crate) use self::workshop::{shown_number, tally_line};
use super::answer_of;
use super::missing::{Missing, MissingPage};
use crate::browser::{self, get_json, screen};
use crate::components::{Page, Skeletons, ToastArea, live};
use crate::editor::Editor;
use crate::known;
use crate::store::{Brought, PlanStore};
use crate::texts::{plan, saving, tr};

/// The page at `/plan/{id}`.
#[component]
pub(crate) fn PlanPage(
    /// Which plan; `None` where the address names none.
    plan: Option<PlanId>,
    /// The plan, if the page has brought it along.
    brought: Option<(PlanView, Brought)>,
) -> impl IntoView {
    if let Some((view, brought)) = brought {
        known::remember(&view);
        return view! { <Workspace view brought=Some(brought) /> }.into_any();
    }
    let view = answer_of(async move {
        let plan = plan.ok_or(Missing::Plan)?;
        let answer = get_json::<PlanView>(&format!("/api/plans/{plan}")).await;
        match answer {
            Ok(view) => {
                known::remember(&view);
                Ok(view)
            }
            // Without the server, or where it is somebody's last look at what they wrote and could
            // not send, the plan is opened as this device knows it.
            Err(error) => known::find(plan).ok_or_else(|| Missing::of_plan(&error)),
        }
    });
    live(move || match view.get() {
        None => view! {
            <Page>
                <Skeletons label=tr(saving::PLAN_COMES) cards=3 />
            </Page>
        }
        .into_any(),
        Some(Ok(view)) => view! { <Workspace view brought=None /> }.into_any(),
        Some(Err(why)) => view! { <MissingPage why /> }.into_any(),
    })
    .into_any()
}

/// The plan, once it is known that there is one and who asks for it.
#[component]
fn Workspace(view: PlanView, brought: Option<Brought>) -> impl IntoView {
    let store = PlanStore::open(view.id, Layer::Joint, view.me.id, brought.as_ref());
    let side = view.me.side.key();
    let editor = Editor::new(view.id, store, view.me);
    provide_context(editor);
    let (saving, keeping) = (editor.save_state(), editor.keeping());
    let asks = browser::ask_before_leaving(move || {
        // A number that is being typed comes into the plan when its field is left.
        screen::leave_field();
        let keeping = keeping.get_untracked();
        saving.with_untracked(|saving| saving.is_at_risk(keeping))
    });
    let asks = StoredValue::new_local(asks);
    on_cleanup(move || {
        asks.dispose();
        store.close();
    });

    let section = editor.shown.section(editor);
    Effect::new(move |_| {
        let key = section.get().key;
        store.set_section(Some(key));
        editor.talk.look_at(About::Section(key));
    });
    let panels = Panels::new();
    let loaded = store.loaded();
    let content = move || {
        if !loaded.get() {
            return view! { <Skeletons label=tr(saving::PLAN_COMES) cards=3 /> }.into_any();
        }
        let section = section.get();
        // A part of its own, so that no element of one section is used again for the next: whoever
        // writes in it would go on in a field of the other.
        live(move || untrack(|| view! { <SectionView section /> }))
    };
    view! {
        <div class="workspace" data-me=side>
            <a class="skip-link only-heard" href="#main" on:click=skip>
                {tr(plan::TO_PLAN)}
            </a>
            <Topbar fallback=view.name panels />
            <Notices />
            {workshop::bar_of(editor)}
            <Outline section />
            <main class="workspace-main" id="main" tabindex="-1">
                <div class="sheet">{live(content)}</div>
            </main>
            <Drawer />
            <RailView section />
            <Palette section panels />
            <Shortcuts section panels />
            <ToastArea toasts=editor.toasts />
        </div>
    }
    .into_any()
}

/// The address says which section is shown; the link to the main part must not change it.
fn skip(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    screen::focus("main");
}
