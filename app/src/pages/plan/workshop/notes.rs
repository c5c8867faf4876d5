//! What is parked and what is decided: written down from anywhere, and listed.

use leptos::ev;
use leptos::prelude::*;
use tandem_plan::ids::CommandId;
use tandem_plan::language::Text;
use tandem_protocol::role::Action;
use tandem_protocol::workshop::Command;

use super::desk::Desk;
use crate::browser::screen;
use crate::components::{Button, Dialog, Weight, live};
use crate::texts::{tr, workshop as texts};

/// What is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Parked,
    Decision,
}

/// The control in which it is written.
const FIELD: &str = "workshop-note";

/// The window in which something is written down. Copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Noting {
    desk: Desk,
    is_open: RwSignal<bool>,
    kind: RwSignal<Kind>,
    words: RwSignal<String>,
    /// Of the command by which it is kept: the same until it is.
    id: StoredValue<CommandId>,
    is_sending: RwSignal<bool>,
}

impl Noting {
    pub(super) fn new(desk: Desk) -> Self {
        Self {
            desk,
            is_open: RwSignal::new(false),
            kind: RwSignal::new(Kind::Parked),
            words: RwSignal::new(String::new()),
            id: StoredValue::new(CommandId::random()),
            is_sending: RwSignal::new(false),
        }
    }

    pub(super) fn park(self) {
        self.open(Kind::Parked);
    }

    pub(super) fn decide(self) {
        self.open(Kind::Decision);
    }

    /// Whether this person may write decisions down.
    pub(super) fn may_decide(self) -> bool {
        self.desk.editor.may(Action::EditPlan)
    }

    fn open(self, kind: Kind) {
        self.kind.set(kind);
        self.is_open.set(true);
        screen::retry(|| screen::focus(FIELD));
    }

    /// The window.
    pub(super) fn window(self) -> AnyView {
        live(move || match self.kind.get() {
            Kind::Parked => self.window_of(texts::PARK, texts::PARK_IT),
            Kind::Decision => self.window_of(texts::DECIDE, texts::DECIDE_IT),
        })
    }

    fn window_of(self, title: Text, send: Text) -> AnyView {
        let submit = move |event: ev::SubmitEvent| {
            event.prevent_default();
            self.keep();
        };
        view! {
            <Dialog id="workshop-noting" title=tr(title) is_open=self.is_open>
                <form class="stack" on:submit=submit>
                    <label for=FIELD class="only-heard">
                        {tr(title)}
                    </label>
                    <textarea
                        id=FIELD
                        class="input"
                        rows="4"
                        dir="auto"
                        prop:value=self.words
                        on:input=move |event| self.words.set(event_target_value(&event))
                        on:keydown=move |event| {
                            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                                event.prevent_default();
                                self.keep();
                            }
                        }
                    ></textarea>
                    <p class="hint">{tr(texts::ITEM_OF_PLAN)}</p>
                    <Button label=tr(send).to_owned() weight=Weight::Primary submits=true />
                </form>
            </Dialog>
        }
        .into_any()
    }

    fn keep(self) {
        let text = self.words.get_untracked();
        if text.trim().is_empty() {
            screen::focus(FIELD);
            return;
        }
        if self.is_sending.get_untracked() {
            return;
        }
        self.is_sending.set(true);
        let sent = text.clone();
        let kind = self.kind.get_untracked();
        let command = match kind {
            Kind::Parked => Command::Park { text },
            Kind::Decision => Command::Decide {
                text,
                about: self.desk.section().map(|section| section.key.to_owned()),
            },
        };
        let then = move || {
            self.is_sending.set(false);
            self.id.set_value(CommandId::random());
            if self.words.try_get_untracked().as_ref() == Some(&sent) {
                self.words.set(String::new());
                self.is_open.set(false);
            }
            let done = match kind {
                Kind::Parked => texts::PARKED_NOW,
                Kind::Decision => texts::DECIDED_NOW,
            };
            self.desk.editor.toasts.show(tr(done));
        };
        let id = self.id.get_value();
        let otherwise = move || self.is_sending.set(false);
        self.desk.tell_as(id, command, then, otherwise);
    }
}

/// What is parked and decided so far.
pub(super) fn lists(desk: Desk) -> AnyView {
    let decisions = desk.follow(|view| {
        let notes = view.decisions.iter();
        notes
            .map(|one| (one.text.clone(), one.by))
            .collect::<Vec<_>>()
    });
    let parked = desk.follow(|view| {
        let notes = view.parked.iter();
        notes
            .map(|one| (one.text.clone(), one.by))
            .collect::<Vec<_>>()
    });
    let list = move |title: Text, empty: Text, notes: Vec<(String, tandem_plan::ids::MemberId)>| {
        let is_empty = notes.is_empty();
        let notes = notes.into_iter().map(|(text, by)| {
            view! {
                <li class="workshop-note">
                    <p>{text}</p>
                    <span class="hint">{desk.name(by)}</span>
                </li>
            }
        });
        view! {
            <h3>{tr(title)}</h3>
            {is_empty.then(|| view! { <p class="hint">{tr(empty)}</p> })}
            <ol class="workshop-notes">{notes.collect_view()}</ol>
        }
    };
    view! {
        <div class="stack">
            {live(move || {
                list(texts::DECISIONS, texts::NOTHING_DECIDED, decisions.get().unwrap_or_default())
            })}
            {live(move || {
                list(texts::PARKING_LOT, texts::NOTHING_PARKED, parked.get().unwrap_or_default())
            })}
        </div>
    }
    .into_any()
}
