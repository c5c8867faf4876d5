//! What stands beside the plan: what people do now, who takes part, the agenda, notes, and what
//! facilitators do.

use leptos::prelude::*;
use leptos::task::spawn_local;
use tandem_plan::language::Text;
use tandem_plan::schema::Section;
use tandem_protocol::role::Action;
use tandem_protocol::workshop::{Command, PastWorkshop, WorkshopAnswer};

use super::desk::Desk;
use super::{activity, agenda, balance, leading, notes, people};
use crate::browser::get_json;
use crate::components::{Button, Segment, Segmented, Weight, follow, live};
use crate::route::Route;
use crate::texts::{history, language, tr, workshop as texts};

/// One part of the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Now,
    Agenda,
    Notes,
    Leading,
}

impl Part {
    const ALL: [Self; 4] = [Self::Now, Self::Agenda, Self::Notes, Self::Leading];

    const fn key(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Agenda => "agenda",
            Self::Notes => "notes",
            Self::Leading => "leading",
        }
    }

    const fn label(self) -> Text {
        match self {
            Self::Now => texts::NOW,
            Self::Agenda => texts::AGENDA,
            Self::Notes => texts::NOTES,
            Self::Leading => texts::LEADING,
        }
    }
}

pub(super) fn view(desk: Desk, section: Memo<&'static Section>) -> AnyView {
    let is_on = Memo::new(move |_| desk.view.with(Option::is_some));
    live(move || match is_on.get() {
        true => untrack(|| under_way(desk, section)),
        false => untrack(|| none(desk)),
    })
}

fn under_way(desk: Desk, section: Memo<&'static Section>) -> AnyView {
    let part = RwSignal::new(Part::Now);
    let segments = Part::ALL.map(|part| Segment {
        key: part.key(),
        label: tr(part.label()).to_owned(),
        side: None,
    });
    let choose = Callback::new(move |key| {
        let mut parts = Part::ALL.into_iter();
        part.set(parts.find(|part| part.key() == key).unwrap_or(Part::Now));
    });
    let body = move || match part.get() {
        Part::Now => untrack(|| {
            view! {
                {activity::view(desk)}
                {people::view(desk)}
            }
            .into_any()
        }),
        Part::Agenda => untrack(|| agenda::view(desk)),
        Part::Notes => untrack(|| {
            view! {
                {notes::lists(desk)}
                {balance::view(desk)}
                <a class="button" data-kind="plain" href=Route::to_recap(desk.editor.plan)>
                    {tr(texts::RECAP_SO_FAR)}
                </a>
            }
            .into_any()
        }),
        Part::Leading => untrack(|| leading::view(desk, section)),
    };
    view! {
        <div class="workshop-panel">
            <span class="only-heard" id="workshop-parts">
                {tr(texts::PARTS)}
            </span>
            <Segmented
                name="workshop-part".to_owned()
                labelled_by="workshop-parts".to_owned()
                segments=segments.to_vec()
                value=follow(move || Some(part.get().key()))
                disabled=false
                on_choose=choose
            />
            {live(body)}
        </div>
    }
    .into_any()
}

/// What stands there while no workshop is under way.
fn none(desk: Desk) -> AnyView {
    let past = RwSignal::new(Vec::<PastWorkshop>::new());
    let path = format!("/api/plans/{}/workshop", desk.editor.plan);
    spawn_local(async move {
        // Without an answer there is nothing to list.
        if let Ok(answer) = get_json::<WorkshopAnswer>(&path).await {
            let _ = past.try_set(answer.past);
        }
    });
    let start = move || Command::Start {
        agenda: None,
        language: language().tag().to_owned(),
    };
    let begin = live(move || {
        if desk.editor.may(Action::RunWorkshop) {
            let press = Callback::new(move |_| desk.tell(start()));
            view! {
                <Button label=tr(texts::START).to_owned() weight=Weight::Primary on_press=press />
            }
            .into_any()
        } else {
            view! { <p class="hint">{tr(texts::ONLY_FACILITATORS)}</p> }.into_any()
        }
    });
    let earlier = move || {
        let past = past.get();
        let plan = desk.editor.plan;
        (!past.is_empty()).then(|| {
            let lines = past.into_iter().map(|one| {
                let href = format!("{}?workshop={}", Route::to_recap(plan), one.id);
                let day = history::day(one.started_at);
                view! {
                    <li>
                        <a href=href>{texts::workshop_on(one.number, &day)}</a>
                    </li>
                }
            });
            view! {
                <h3>{tr(texts::PAST)}</h3>
                <ul class="workshop-past">{lines.collect_view()}</ul>
            }
        })
    };
    view! {
        <div class="workshop-panel">
            <p class="talk-empty">{tr(texts::LEAD)}</p>
            {begin}
            {live(earlier)}
        </div>
    }
    .into_any()
}
