//! Following somebody through the plan: the page shows what they look at, until the person here
//! does something of their own. It never takes the focus.

use leptos::ev;
use leptos::prelude::*;
use tandem_plan::address::FieldAddress;
use tandem_plan::check::At;
use tandem_plan::ids::MemberId;
use tandem_plan::schema::SCHEMA;

use super::{Shown, anchor_of};
use crate::browser::{self, screen};
use crate::store::PlanStore;
use crate::sync::Person;

/// Whose way this page follows. Copies are the same page.
#[derive(Clone, Copy)]
pub(crate) struct Following {
    store: PlanStore,
    whom: RwSignal<Option<MemberId>>,
}

impl Following {
    /// Nobody at first.
    pub(super) fn of(store: PlanStore, shown: Shown) -> Self {
        let whom = RwSignal::new(None);
        let people = store.people();
        // `None` when that person has left or nobody is followed.
        let place = Memo::new(move |_| {
            let whom = whom.get()?;
            people.with(|people| Some((whom, place_of(latest(people, whom)?)?)))
        });
        let following = Self { store, whom };
        Effect::new(move |_| {
            if let Some((_, at)) = place.get() {
                untrack(|| shown.look(at));
            } else if whom.get_untracked().is_some() {
                following.stop();
            }
        });
        // Whoever does something goes their own way again.
        let stop = move || following.stop();
        let wheel = window_event_listener(ev::wheel, move |_| stop());
        let press = window_event_listener(ev::pointerdown, move |_| stop());
        let key = window_event_listener(ev::keydown, move |_| stop());
        on_cleanup(move || {
            wheel.remove();
            press.remove();
            key.remove();
        });
        following
    }

    /// Follows this member from now on.
    pub(crate) fn start(self, member: MemberId) {
        self.whom.set(Some(member));
    }

    /// Goes one's own way again.
    pub(crate) fn stop(self) {
        if self.whom.get_untracked().is_some() {
            self.whom.set(None);
        }
    }

    /// Who is followed, as their latest tab shows them.
    pub(crate) fn whom(self) -> Option<Person> {
        let whom = self.whom.get()?;
        let people = self.store.people();
        people.with(|people| latest(people, whom).cloned())
    }
}

impl Shown {
    /// Shows a place without giving it the focus, and without a step in the browser's history.
    pub(crate) fn look(self, at: At) {
        let anchor = anchor_of(At::Section(at.section(&SCHEMA).unwrap_or_default()));
        browser::replace_anchor(&anchor);
        self.set(anchor);
        screen::retry(move || match at {
            At::Section(_) => true,
            At::Item(_, item) => screen::reveal(&format!("item-{item}")),
            At::Field(at) => screen::reveal(&crate::fields::control_id(at)),
        });
    }
}

/// The tab in which a member did something last.
fn latest(people: &[Person], member: MemberId) -> Option<&Person> {
    let tabs = people.iter().filter(|tab| tab.member == member);
    tabs.max_by_key(|tab| tab.active_ms)
}

fn place_of(person: &Person) -> Option<At> {
    let field = person.field.as_deref();
    let field = field.and_then(|field| FieldAddress::parse(field, &SCHEMA));
    let section = person.section.as_deref();
    let section = section.and_then(|section| SCHEMA.section(section));
    field
        .map(At::Field)
        .or(section.map(|section| At::Section(section.key)))
}
