//! Who takes part, by side: who is here, ready, has a hand up or the word.

use leptos::prelude::*;
use tandem_plan::ids::MemberId;
use tandem_protocol::role::Side;
use tandem_protocol::workshop::Command;

use super::desk::Desk;
use crate::components::{Button, SideMark, Weight, live};
use crate::texts::{tr, workshop as texts};

pub(super) fn view(desk: Desk) -> AnyView {
    let present = desk.editor.store.people();
    let lines = move || {
        let Some(view) = desk.view.get() else {
            return ().into_any();
        };
        let here: Vec<MemberId> =
            present.with(|people| people.iter().map(|one| one.member).collect());
        let mut all = view.attendees.clone();
        all.extend(here.iter().filter(|id| !view.attendees.contains(id)));
        all.sort_unstable();
        all.dedup();
        let runs = desk.runs();
        let sides = Side::ALL.into_iter().filter_map(|side| {
            let mut of_side: Vec<_> = all
                .iter()
                .filter(|id| desk.side(**id) == side)
                .map(|id| (desk.name(*id), *id))
                .collect();
            of_side.sort();
            if of_side.is_empty() {
                return None;
            }
            let people = of_side.into_iter().map(|(name, id)| {
                let place = view.hands.iter().position(|hand| hand.member == id);
                let mut notes: Vec<String> = Vec::new();
                if view.host == id {
                    notes.push(tr(texts::FACILITATES).to_owned());
                }
                if view.speaker == Some(id) {
                    notes.push(tr(texts::SPEAKS).to_owned());
                }
                if let Some(place) = place {
                    notes.push(texts::hand_up(place + 1));
                }
                if !here.contains(&id) {
                    notes.push(tr(texts::AWAY).to_owned());
                } else if view.ready.contains(&id) {
                    notes.push(tr(texts::READY).to_owned());
                } else if view.ready_asked {
                    notes.push(tr(texts::NOT_READY).to_owned());
                }
                let word = (runs && place.is_some()).then(|| {
                    let lower = move || Command::GiveWord {
                        member: id,
                        speaks: false,
                    };
                    view! {
                        {desk.button(texts::LOWER_HAND, Weight::Quiet, lower)}
                        <Button
                            label=tr(texts::GIVE_WORD).to_owned()
                            weight=Weight::Quiet
                            on_press=move |_| {
                                desk.tell(Command::GiveWord {
                                    member: id,
                                    speaks: true,
                                });
                            }
                        />
                    }
                });
                view! {
                    <li>
                        <span>{name}</span>
                        <span class="hint">{notes.join(" · ")}</span>
                        {word}
                    </li>
                }
            });
            Some(view! {
                <h4>
                    <SideMark side=side.key() />
                    {desk.editor.side_name(side)}
                </h4>
                <ul class="workshop-people">{people.collect_view()}</ul>
            })
        });
        sides.collect_view().into_any()
    };
    let ask = move || {
        let has_step = desk
            .view
            .with(|view| view.as_ref().is_some_and(|view| view.step.is_some()));
        (desk.runs() && has_step).then(|| {
            desk.button(texts::ASK_READY, Weight::Quiet, move || Command::AskReady {
                step: desk.step_number(),
            })
        })
    };
    view! {
        <section class="workshop-who" aria-label=tr(texts::TAKING_PART)>
            {live(lines)} {live(ask)}
        </section>
    }
    .into_any()
}
