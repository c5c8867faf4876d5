//! What all parts of the workshop share.

use std::cell::RefCell;
use std::collections::HashMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde::de::IgnoredAny;
use tandem_plan::address::FieldAddress;
use tandem_plan::comment::About;
use tandem_plan::ids::{CommandId, MemberId, WorkshopId};
use tandem_plan::language::{Language, Text};
use tandem_plan::schema::{SCHEMA, Section};
use tandem_plan::value::{Decimal, Value};
use tandem_protocol::role::{Action, Role, Side};
use tandem_protocol::workshop::{Activity, Command, Order, Step, WorkshopEvent, WorkshopView};

use crate::browser::{self, RequestError, get_json, post_json};
use crate::components::{Button, Weight};
use crate::editor::Editor;
use crate::pages::plan::name_of_part;
use crate::texts::{language, parts, requests, tr};

/// A clock of the server that lies further than this from what was known is another clock.
const ANOTHER_CLOCK_MS: i64 = 2_000;
/// What the server calls a command that it has obeyed before.
const DONE: &str = "done_already";

/// Of which workshop, which activity, and what.
type Draft = (Option<WorkshopId>, u32, &'static str);

thread_local! {
    static DRAFTS: RefCell<HashMap<Draft, String>> = RefCell::default();
}

/// The part of an answer that says what time it is.
#[derive(Deserialize)]
struct ServerTime {
    now: i64,
}

/// The workshop, as this page shows it. Copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) editor: Editor,
    /// How it looks to this person; `None` while none is under way.
    pub(super) view: Memo<Option<WorkshopView>>,
    /// How far the server's clock is ahead of the page's, which counts from when it was opened.
    ahead: Memo<i64>,
    /// The same, as it was measured by asking.
    measured: RwSignal<Option<i64>>,
    /// Whether this person may run it.
    may_run: Memo<bool>,
}

impl Desk {
    pub(super) fn of(editor: Editor) -> Self {
        let told = editor.store.workshop();
        let event = Memo::new(move |_| {
            told.with(|told| {
                let (event, at, connection) = told.as_ref()?;
                // What cannot be read is of a newer server, which says so in its hello.
                let event: WorkshopEvent = serde_json::from_str(event).ok()?;
                Some((event, *at, *connection))
            })
        });
        let view = Memo::new(move |_| event.with(|event| event.as_ref()?.0.workshop.clone()));
        let measured = RwSignal::new(None::<i64>);
        let sampled = Memo::new(move |before: Option<&(i64, u32)>| {
            event.with(|event| match event {
                Some((event, at, connection)) => {
                    let sample = event.now - i64::try_from(*at).unwrap_or(0);
                    closest(before.copied(), (sample, *connection))
                }
                None => before.copied().unwrap_or_default(),
            })
        });
        let ahead = Memo::new(move |_| {
            let (sampled, _) = sampled.get();
            let measured = measured.get();
            measured.map_or(sampled, |measured| measured.max(sampled))
        });
        let me = editor.me;
        let may_run = Memo::new(move |_| {
            let is_granted = view.with(|view| {
                let granted = view.as_ref().map(|view| &view.granted);
                granted.is_some_and(|granted| granted.contains(&me))
            });
            let is_lead = editor.member(me).is_some_and(|me| me.role == Role::Lead);
            editor.may(Action::RunWorkshop) || is_granted && is_lead && editor.may(Action::Comment)
        });
        Self {
            editor,
            view,
            ahead,
            measured,
            may_run,
        }
    }

    /// Asks the server what time it is. What is on its way while the page is busy comes late, and so does
    /// what it says of the time.
    pub(super) fn measure(self) {
        let path = format!("/api/plans/{}/workshop", self.editor.plan);
        spawn_local(async move {
            if let Ok(answer) = get_json::<ServerTime>(&path).await {
                let uptime = i64::try_from(browser::uptime_ms()).unwrap_or(0);
                let sample = answer.now - uptime;
                let _ = self.measured.try_update(|measured| {
                    *measured = Some(measured.map_or(sample, |known| known.max(sample)));
                });
            }
        });
    }

    /// Locks what the workshop has locked for this person, as long as it has.
    pub(super) fn keep_locks(self) {
        let locked = Memo::new(move |_| {
            let runs = self.runs();
            let view = self.view.get();
            let locked = view.filter(|_| !runs).map(|view| view.locked);
            locked.unwrap_or_default()
        });
        Effect::new(move |_| self.editor.locked.set(locked.get()));
    }

    /// What time it is for the server, in milliseconds since 1970.
    pub(super) fn now(self) -> i64 {
        let uptime = i64::try_from(browser::uptime_ms()).unwrap_or(0);
        self.ahead.get_untracked() + uptime
    }

    /// Follows a part of how it looks.
    pub(super) fn follow<T: PartialEq + Send + Sync + 'static>(
        self,
        part: impl Fn(&WorkshopView) -> T + Send + Sync + 'static,
    ) -> Memo<Option<T>> {
        Memo::new(move |_| self.view.with(|view| view.as_ref().map(&part)))
    }

    /// The same, once.
    pub(super) fn read<T>(self, part: impl FnOnce(&WorkshopView) -> T) -> Option<T> {
        self.view.with_untracked(|view| view.as_ref().map(part))
    }

    /// The step that is under way.
    pub(super) fn step(self) -> Memo<Option<Step>> {
        Memo::new(move |_| self.view.with(|view| view.as_ref()?.current().cloned()))
    }

    /// The number of the step that is under way; 0 before the first.
    pub(super) fn step_number(self) -> u32 {
        self.read(|view| view.step).flatten().unwrap_or(0)
    }

    /// The section that the step is about.
    pub(super) fn section(self) -> Option<&'static Section> {
        let key = self.read(|view| view.current()?.section.clone()).flatten();
        SCHEMA.section(key?.as_str())
    }

    /// The number of what is open in this step, if anything is.
    pub(super) fn waiting(self) -> Memo<Option<u32>> {
        Memo::new(move |_| {
            self.view.with(|view| {
                let activity = view.as_ref()?.activity()?;
                activity.open.then_some(activity.number)
            })
        })
    }

    /// The activity with this number.
    pub(super) fn activity(self, number: u32) -> Memo<Option<Activity>> {
        Memo::new(move |_| {
            self.view.with(|view| {
                let mut activities = view.as_ref()?.activities.iter();
                activities.find(|one| one.number == number).cloned()
            })
        })
    }

    /// Whether this person may run it.
    pub(super) fn runs(self) -> bool {
        self.may_run.get()
    }

    /// Whether this person may take part.
    pub(super) fn takes_part(self) -> bool {
        self.editor.may(Action::Comment)
    }

    /// What somebody is called.
    pub(super) fn name(self, member: MemberId) -> String {
        match self.editor.member(member) {
            Some(member) => member.name,
            None => tr(parts::SOMEBODY).to_owned(),
        }
    }

    /// Whose side somebody is on.
    pub(super) fn side(self, member: MemberId) -> Side {
        let member = self.editor.member(member);
        member.map_or(Side::Neutral, |member| member.side)
    }

    /// What a part of the plan is called that a text names.
    pub(super) fn place(self, target: &str) -> String {
        let about = About::parse(target, &SCHEMA).unwrap_or(About::Plan);
        name_of_part(self.editor, about)
    }

    /// Tells the workshop to do something; a refusal is shown.
    pub(super) fn tell(self, command: Command) {
        self.tell_and(command, || ());
    }

    /// The same, and goes on when it was done.
    pub(super) fn tell_and(self, command: Command, then: impl FnOnce() + 'static) {
        self.tell_as(CommandId::random(), command, then, || ());
    }

    /// The same, as the command with this id; told again with it, nothing is done twice. Goes on in one
    /// way or the other.
    pub(super) fn tell_as(
        self,
        id: CommandId,
        command: Command,
        then: impl FnOnce() + 'static,
        otherwise: impl FnOnce() + 'static,
    ) {
        self.send(id, command, Box::new(then), Box::new(otherwise));
    }

    fn send(
        self,
        id: CommandId,
        command: Command,
        then: Box<dyn FnOnce()>,
        otherwise: Box<dyn FnOnce()>,
    ) {
        let path = format!(
            "/api/plans/{}/workshop/{}",
            self.editor.plan,
            command.name()
        );
        let order = Order {
            id,
            workshop: self.read(|view| view.id),
            command,
        };
        spawn_local(async move {
            match post_json::<_, IgnoredAny>(&path, &order).await {
                Ok(_) => then(),
                // It was done before, and only the answer was lost.
                Err(RequestError::Refused { body, .. }) if body.error == DONE => then(),
                Err(error) => {
                    self.editor.toasts.show(requests::sentence(&error));
                    otherwise();
                }
            }
        });
    }

    /// What this person is writing for an activity and has not sent: it is there again when the activity
    /// is shown again.
    pub(super) fn draft(self, activity: u32, what: &'static str, first: &str) -> RwSignal<String> {
        let workshop = self.read(|view| view.id);
        let key = (workshop, activity, what);
        let kept = DRAFTS.with_borrow(|drafts| drafts.get(&key).cloned());
        let words = RwSignal::new(kept.unwrap_or_else(|| first.to_owned()));
        Effect::new(move |before: Option<()>| {
            let now = words.get();
            if before.is_some() {
                DRAFTS.with_borrow_mut(|drafts| drafts.insert(key, now));
            }
        });
        words
    }

    /// A button that tells the workshop to do something.
    pub(super) fn button(
        self,
        label: Text,
        weight: Weight,
        command: impl Fn() -> Command + Send + Sync + 'static,
    ) -> AnyView {
        let press = Callback::new(move |_| self.tell(command()));
        view! { <Button label=tr(label).to_owned() weight on_press=press /> }.into_any()
    }

    /// A number that somebody has typed for a field, as the server reads it.
    ///
    /// # Errors
    /// A sentence that says what is wrong.
    pub(super) fn typed_number(self, field: &str, typed: &str) -> Result<String, String> {
        let at = FieldAddress::parse(field, &SCHEMA);
        let field = at.and_then(|at| at.describe(&SCHEMA));
        let input = untrack(|| self.editor.input());
        let value = match field {
            Some(field) => Value::parse(typed, &field.ty, input),
            None => Ok(None),
        };
        let value = value.map_err(|error| error.sentence(language()))?;
        let number = value.and_then(|value| value.number());
        let number = number.ok_or_else(|| tr(parts::NO_NUMBER).to_owned())?;
        Ok(number.plain())
    }
}

/// A plain decimal number as it is written here.
pub(crate) fn shown_number(plain: &str) -> String {
    match Decimal::parse(plain, Language::English) {
        Ok(number) => number.display(language()),
        Err(_) => plain.to_owned(),
    }
}

/// What comes late shows a clock that is behind: the greatest difference of a connection is the closest
/// one. Behind a new connection there may be another server, or the device has slept.
fn closest(before: Option<(i64, u32)>, sample: (i64, u32)) -> (i64, u32) {
    match before {
        Some((known, connection)) if connection == sample.1 => (known.max(sample.0), sample.1),
        Some((known, _)) if (known - sample.0).abs() <= ANOTHER_CLOCK_MS => {
            (known.max(sample.0), sample.1)
        }
        _ => sample,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_late_does_not_put_the_clock_back() {
        let mut ahead = None;
        for sample in [970, 1_000, -40_000, 990] {
            ahead = Some(closest(ahead, (sample, 1)));
        }
        assert_eq!(ahead, Some((1_000, 1)));
        // The device slept, and the page's clock with it.
        assert_eq!(closest(ahead, (60_000, 1)), (60_000, 1));
        assert_eq!(closest(ahead, (400, 2)), (1_000, 2));
        assert_eq!(closest(ahead, (-60_000, 2)), (-60_000, 2));
    }
}
