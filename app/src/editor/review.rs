//! What the checks say of the plan, and how complete it is: looked at again a moment after the plan
//! has changed, never while somebody types here.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::wasm_split;
use tandem_plan::address::FieldAddress;
use tandem_plan::check::{At, Check, Circumstances, Completeness, Contributions, Survey};
use tandem_plan::ids::PlanId;
use tandem_plan::value::Date;
use tandem_protocol::http;

use super::Writing;
use crate::browser::{self, Alarm, get_json};
use crate::components::NotLoaded;
use crate::store::{PlanStore, set_if_new};

/// So long nothing must have changed before the plan is looked at, in milliseconds.
const QUIET_MS: u64 = 600;
/// A plan that changes all the time is looked at this often.
const LONGEST_MS: u64 = 4_000;
/// How much each side has written is asked for this often at most.
const ASKED_MS: u64 = 60_000;

/// What was found last. Copies are the same.
#[derive(Clone, Copy)]
pub(crate) struct Review(StoredValue<Rc<Inner>, LocalStorage>);

struct Inner {
    plan: PlanId,
    store: PlanStore,
    survey: ArcRwSignal<Survey>,
    fields: RefCell<HashMap<FieldAddress, ArcRwSignal<Vec<&'static Check>>>>,
    /// How much each side has written, as the server counted it last.
    contributions: Cell<Option<Contributions>>,
    /// When the server was last asked for that.
    asked_ms: Cell<Option<u64>>,
    /// Since when something has changed that was not looked at.
    changed_ms: Cell<Option<u64>>,
}

impl Review {
    /// Looks at the plan from now on, as long as the page shows it.
    pub(super) fn of(plan: PlanId, store: PlanStore, writing: Writing) -> Self {
        let inner = Rc::new(Inner {
            plan,
            store,
            survey: ArcRwSignal::default(),
            fields: RefCell::default(),
            contributions: Cell::new(None),
            asked_ms: Cell::new(None),
            changed_ms: Cell::new(None),
        });
        let alarm = {
            let inner = Rc::clone(&inner);
            Alarm::new(move || {
                inner.look();
                inner.ask();
            })
        };
        let review = Self(StoredValue::new_local(inner));
        let revision = store.revision();
        let loaded = store.loaded();
        Effect::new(move |_| {
            revision.track();
            if loaded.get() {
                let wait = review.inner().wait_ms(browser::uptime_ms());
                if writing.is_going_on() {
                    alarm.clear();
                } else {
                    alarm.set(wait);
                }
            }
        });
        review
    }

    fn inner(self) -> Rc<Inner> {
        self.0.get_value()
    }

    /// Everything that was found.
    pub(crate) fn survey(self) -> ArcReadSignal<Survey> {
        self.inner().survey.read_only()
    }

    /// How complete a section is; `None` until the plan was looked at.
    pub(crate) fn completeness(self, section: &'static str) -> Memo<Option<Completeness>> {
        let survey = self.survey();
        Memo::new(move |_| {
            survey.with(|survey| {
                let mut states = survey.sections.iter();
                let state = states.find(|state| state.section == section);
                state.map(|state| state.completeness)
            })
        })
    }

    /// What is to be mended in one field.
    pub(crate) fn at(self, at: FieldAddress) -> ArcReadSignal<Vec<&'static Check>> {
        let inner = self.inner();
        let mut fields = inner.fields.borrow_mut();
        let signal = fields.entry(at).or_insert_with(|| {
            let found = inner.survey.with_untracked(|survey| checks_at(survey, at));
            ArcRwSignal::new(found)
        });
        signal.read_only()
    }
}

impl Inner {
    /// How long to wait from now on.
    fn wait_ms(&self, now: u64) -> u64 {
        let since = self.changed_ms.get().unwrap_or(now);
        self.changed_ms.set(Some(since));
        QUIET_MS.min((since + LONGEST_MS).saturating_sub(now))
    }

    fn look(self: &Rc<Self>) {
        self.changed_ms.set(None);
        let (year, month, day) = browser::today();
        let Some(today) = Date::new(year, month, day) else {
            return;
        };
        let circumstances = Circumstances {
            today,
            contributions: self.contributions.get(),
        };
        let inner = Rc::clone(self);
        spawn_local(async move {
            // Without the checks the plan can be written all the same; the next look tries again.
            let Ok(survey) = survey(inner.store, circumstances).await else {
                return;
            };
            for (at, signal) in &*inner.fields.borrow() {
                set_if_new(signal, checks_at(&survey, *at));
            }
            set_if_new(&inner.survey, survey);
        });
    }
}

impl Inner {
    /// Asks the server how much each side has written. Without an answer, what was last known
    /// stands.
    fn ask(self: &Rc<Self>) {
        let now = browser::uptime_ms();
        let asked = self.asked_ms.get();
        if asked.is_some_and(|asked| now < asked + ASKED_MS) {
            return;
        }
        self.asked_ms.set(Some(now));
        let inner = Rc::clone(self);
        spawn_local(async move {
            let path = format!("/api/plans/{}/contributions", inner.plan);
            let Ok(http::Contributions { vendor, partner }) = get_json(&path).await else {
                return;
            };
            let contributions = Some(Contributions { vendor, partner });
            if inner.contributions.replace(contributions) != contributions {
                inner.look();
            }
        });
    }
}

/// What the checks say of the plan. They are loaded when the page has shown it.
#[wasm_split(checks, wasm_split_path = leptos::wasm_split, fallible)]
fn survey(store: PlanStore, circumstances: Circumstances) -> Result<Survey, NotLoaded> {
    Ok(store.survey(&circumstances))
}

fn checks_at(survey: &Survey, at: FieldAddress) -> Vec<&'static Check> {
    let here = survey
        .findings
        .iter()
        .filter(|finding| finding.at == At::Field(at));
    here.map(|finding| finding.check).collect()
}
