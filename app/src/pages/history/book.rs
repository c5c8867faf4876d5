//! What all parts of the page share: the plan's names, who looks, and the requests.

use std::future::Future;

use leptos::prelude::*;
use tandem_plan::address::Holder;
use tandem_plan::document::PlanDoc;
use tandem_plan::ids::{MemberId, PlanId};
use tandem_plan::schema::SCHEMA;
use tandem_plan::value::{Currency, Value};
use tandem_protocol::http::{
    BaselineRow, Baselines, Contributor, HistoryCounts, PlanChange, PlanView, Revert, Reverted,
    SeenUntil,
};
use tandem_protocol::layer::Layer;
use tandem_protocol::member::Member;
use tandem_protocol::role::{Action, Role, Side};

use super::wanted::Wanted;
use super::words::Names;
use crate::browser::{self, Change, RequestError, get_json, send_json};
use crate::components::{Someone, Toasts};
use crate::editor::Editor;
use crate::pages::wait;
use crate::texts::{history as texts, tr};

/// A change that somebody else has changed since, and what stands there now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Conflict {
    pub(super) change: PlanChange,
    pub(super) outcome: Reverted,
}

/// The page's shared state. Copies are the same page.
#[derive(Clone, Copy)]
pub(super) struct Book {
    pub(super) plan: PlanId,
    me: StoredValue<Member>,
    pub(super) wanted: Wanted,
    pub(super) names: StoredValue<Names>,
    /// How many changes there are of which sort; `None` until it is known.
    pub(super) counts: RwSignal<Option<HistoryCounts>>,
    /// The states that keep a name; `None` until they are known.
    pub(super) baselines: RwSignal<Option<Vec<BaselineRow>>>,
    /// Grows when something was changed from here: what is shown is asked for again.
    pub(super) edition: RwSignal<u32>,
    /// What is to be chosen between, or was last.
    pub(super) conflict: RwSignal<Option<Conflict>>,
    pub(super) is_choosing: RwSignal<bool>,
    pub(super) toasts: Toasts,
}

impl Book {
    pub(super) fn new(view: &PlanView, members: Vec<Member>, document: Option<&[u8]>) -> Self {
        let names = Names::new(view, members, document.and_then(plan).as_ref());
        let book = Self::with(view.id, view.me.clone(), names, Toasts::new());
        // Others go on writing meanwhile.
        let listeners = browser::on_return(move || book.turn_page());
        let listeners = StoredValue::new_local(listeners);
        on_cleanup(move || listeners.dispose());
        book
    }

    /// What is read beside the plan.
    pub(super) fn beside(editor: Editor) -> Self {
        let me = editor.store.me().get_untracked();
        // Who is not known to anybody is somebody who only reads.
        let nobody = || Member::new(editor.me, String::new(), Side::Neutral, Role::Viewer);
        let me = me.unwrap_or_else(nobody);
        Self::with(editor.plan, me, Names::beside(editor), editor.toasts)
    }

    fn with(plan: PlanId, me: Member, names: Names, toasts: Toasts) -> Self {
        Self {
            plan,
            me: StoredValue::new(me),
            wanted: Wanted::new(),
            names: StoredValue::new(names),
            counts: RwSignal::new(None),
            baselines: RwSignal::new(None),
            edition: RwSignal::new(0),
            conflict: RwSignal::new(None),
            is_choosing: RwSignal::new(false),
            toasts,
        }
    }

    /// The address of something of this plan in the server's interface.
    pub(super) fn path(self, rest: &str) -> String {
        format!("/api/plans/{}/{rest}", self.plan)
    }

    /// Whether who looks at the page may do this.
    pub(super) fn may(self, action: Action) -> bool {
        self.me.with_value(|me| me.may(action))
    }

    /// The layer that who looks at the page keeps with their side, if they may read it.
    pub(super) fn own_layer(self) -> Option<Layer> {
        self.me.with_value(|me| {
            let own = Layer::of(me.side);
            own.filter(|layer| me.may(layer.reading()))
        })
    }

    /// Which layer's history is shown.
    pub(super) fn layer(self) -> Layer {
        let wanted = self.wanted.get("layer");
        let wanted = wanted.as_deref().and_then(Layer::from_key);
        wanted.unwrap_or(Layer::Joint)
    }

    /// What a side is called: the company's name, if it has one.
    pub(super) fn company(self, side: Side) -> String {
        self.names.with_value(|names| names.company(side))
    }

    /// Somebody as an avatar shows them.
    pub(super) fn someone(self, member: &Contributor) -> Someone {
        Someone {
            name: member.name.clone(),
            side: member.side,
            note: self.company(member.side),
        }
    }

    /// The name of somebody.
    pub(super) fn name(self, id: MemberId) -> String {
        self.names.with_value(|names| names.person(id))
    }

    /// Asks again for what is shown.
    pub(super) fn turn_page(self) {
        // The page may be gone by now.
        let _ = self.edition.try_update(|edition| *edition += 1);
    }

    /// Waits for an answer and goes on with it; a refusal is shown.
    pub(super) fn wait<T: 'static>(
        self,
        answer: impl Future<Output = Result<T, RequestError>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        wait(self.toasts, answer, then);
    }

    /// One has seen all of the history up to this update; then goes on.
    pub(super) fn mark_read(self, head: u64, then: impl FnOnce() + 'static) {
        let path = self.path("visit");
        let until = SeenUntil {
            layer: self.layer(),
            seq: head,
        };
        self.wait(
            async move { send_json::<_, ()>(Change::Put, &path, &until).await },
            move |()| {
                self.toasts.show(tr(texts::MARKED));
                then();
            },
        );
    }

    /// Asks for the states that keep a name.
    pub(super) fn ask_baselines(self) {
        let path = self.path("baselines");
        self.wait(
            async move { get_json::<Baselines>(&path).await },
            move |Baselines { baselines }| {
                let _ = self.baselines.try_set(Some(baselines));
            },
        );
    }

    /// Takes a change back, or asks first if somebody has changed it since.
    pub(super) fn take_back(self, change: PlanChange, even_if_changed: bool) {
        let path = self.path(&format!("history/{}/revert", change.id));
        let request = Revert {
            layer: self.layer(),
            even_if_changed,
        };
        self.wait(
            async move { send_json::<_, Reverted>(Change::Post, &path, &request).await },
            move |outcome| match outcome {
                Reverted::Done => {
                    self.toasts.show(tr(texts::TAKEN_BACK));
                    self.turn_page();
                }
                Reverted::NothingToDo => self.toasts.show(tr(texts::STANDS_ALREADY)),
                Reverted::Changed { .. } => {
                    self.conflict.set(Some(Conflict { change, outcome }));
                    self.is_choosing.set(true);
                }
            },
        );
    }
}

/// What the server calls the plan, as it is on disk.
fn plan(document: &[u8]) -> Option<PlanDoc> {
    let plan = PlanDoc::reader(&SCHEMA);
    plan.apply(document).ok()?;
    Some(plan)
}

/// In which currency the plan counts.
pub(super) fn currency(plan: &PlanDoc) -> Option<Currency> {
    match plan.value(Holder::Section("plan").field("currency")) {
        Ok(Some(Value::Choice(code))) => Currency::from_code(code),
        _ => None,
    }
}
