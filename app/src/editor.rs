//! What all parts of the plan page share: the plan, who may edit it, how deep it goes, who is in
//! which field, and how refusals are told.
//!
//! Nothing here shows anything.

mod built;
mod expanded;
mod follow;
mod news;
mod rail;
mod review;
mod shown;
mod target;
mod views;
mod writing;

use leptos::prelude::*;
use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::check::At;
use tandem_plan::comment::About;
use tandem_plan::edit::EditError;
use tandem_plan::ids::{MemberId, PlanId};
use tandem_plan::schema::{Field, SCHEMA, Section, Tier};
use tandem_plan::sorted::sorted;
use tandem_plan::value::{Currency, Input, Value};
use tandem_protocol::layer::Layer;
use tandem_protocol::member::Member;
use tandem_protocol::role::{Action, Side};

pub(crate) use built::Built;
pub(crate) use expanded::Expanded;
pub(crate) use follow::Following;
pub(crate) use news::{News, Since};
pub(crate) use rail::{Rail, Tab};
pub(crate) use review::Review;
pub(crate) use shown::{Shown, anchor_of};
pub(crate) use target::{Target, TargetState};
pub(crate) use views::Views;
pub(crate) use writing::Writing;

use crate::browser::screen;
use crate::components::Toasts;
use crate::fields::control_id;
use crate::store::{PlanStore, Spot};
use crate::sync::{Keeping, Person, SaveState};
use crate::talk::Talk;
use crate::texts::{edits, language, parts, plan as texts, tr};

/// The control in which a new comment is written.
pub(crate) const COMPOSER: &str = "new-comment";

/// The shared state of one plan page. Copies are the same page.
#[derive(Clone, Copy)]
pub(crate) struct Editor {
    /// Which plan.
    pub(crate) plan: PlanId,
    /// The plan, or what one side keeps to itself.
    pub(crate) store: PlanStore,
    /// Which of them.
    pub(crate) layer: Layer,
    /// Who uses this page.
    pub(crate) me: MemberId,
    myself: Memo<Member>,
    /// The messages of the page.
    pub(crate) toasts: Toasts,
    /// Which items show all their fields.
    pub(crate) expanded: Expanded,
    /// Which items of long lists are built on the page.
    pub(crate) built: Built,
    /// Which kinds are shown as tables.
    pub(crate) views: Views,
    /// Which part of the plan is on the screen.
    pub(crate) shown: Shown,
    /// What the checks say of the plan.
    pub(crate) review: Review,
    /// Which text is being written in.
    pub(crate) writing: Writing,
    /// Whose way through the plan this page follows.
    pub(crate) following: Following,
    /// What stands beside the plan.
    pub(crate) rail: Rail,
    /// What people say about the plan.
    pub(crate) talk: Talk,
    /// What others have changed since this person was here.
    pub(crate) news: News,
    /// The sections that the workshop has locked for this person.
    pub(crate) locked: RwSignal<Vec<String>>,
    /// Whether this person may not change the plan, or nothing that they change would be sent.
    pub(crate) is_read_only: Signal<bool>,
    /// How deep the plan goes.
    pub(crate) tier: Memo<Tier>,
    /// The name of the vendor, or what stands for it.
    pub(crate) vendor: Memo<String>,
    /// The name of the partner, or what stands for it.
    pub(crate) partner: Memo<String>,
    currency: Memo<Currency>,
    /// Everybody who belongs to the plan, by side and name.
    pub(crate) members: Memo<Vec<Member>>,
}

impl Editor {
    /// The shared state of the page that shows this plan. `me` is who the server said this
    /// browser is before the connection says so.
    pub(crate) fn new(plan: PlanId, store: PlanStore, me: Member) -> Self {
        let shown = Shown::of_address();
        let now_me = store.me();
        let is_over = store.is_over();
        let id = me.id;
        let myself = Memo::new(move |_| now_me.get().unwrap_or_else(|| me.clone()));
        let is_read_only =
            Memo::new(move |_| is_over.get() || !myself.with(|me| me.may(Action::EditPlan)));
        let tier = choice(store, "tier");
        let tier = Memo::new(move |_| tier().and_then(Tier::from_key).unwrap_or(Tier::Standard));
        let currency = choice(store, "currency");
        let currency = Memo::new(move |_| {
            currency()
                .and_then(Currency::from_code)
                .unwrap_or(Currency::USD)
        });
        let writing = Writing::new();
        let members = store.members();
        let members = Memo::new(move |_| {
            sorted(members.get(), |a, b| {
                (a.side, &a.name).cmp(&(b.side, &b.name))
            })
        });
        Self {
            plan,
            store,
            layer: Layer::Joint,
            me: id,
            myself,
            toasts: Toasts::new(),
            expanded: Expanded::kept(plan),
            built: Built::new(),
            views: Views::kept(),
            shown,
            review: Review::of(plan, store, writing),
            writing,
            following: Following::of(store, shown),
            rail: Rail::kept(),
            talk: Talk::new(),
            news: News::new(),
            locked: RwSignal::new(Vec::new()),
            is_read_only: is_read_only.into(),
            tier,
            vendor: company(store, "vendor_name", tr(parts::VENDOR)),
            partner: company(store, "partner_name", tr(parts::PARTNER)),
            currency,
            members,
        }
    }

    /// The editor of the page that this view is on.
    ///
    /// # Panics
    /// If no view above provides one.
    pub(crate) fn of_page() -> Self {
        expect_context()
    }

    /// The same page, for what stands in the layer that the own side keeps to itself.
    pub(crate) fn in_layer(self, layer: Layer, store: PlanStore) -> Self {
        let is_over = store.is_over();
        let is_read_only = Memo::new(move |_| is_over.get() || !self.may(layer.writing()));
        Self {
            store,
            layer,
            is_read_only: is_read_only.into(),
            ..self
        }
    }

    /// The same page, for a section that the workshop may lock.
    pub(crate) fn in_section(self, section: &'static str) -> Self {
        let is_read_only = Memo::new(move |_| self.is_read_only.get() || self.is_locked(section));
        Self {
            is_read_only: is_read_only.into(),
            ..self
        }
    }

    /// Whether the workshop has locked this section for this person.
    pub(crate) fn is_locked(self, section: &str) -> bool {
        self.locked
            .with(|locked| locked.iter().any(|one| one == section))
    }

    /// Whether whoever uses this page may do this.
    pub(crate) fn may(self, action: Action) -> bool {
        self.myself.with(|me| me.may(action))
    }

    /// The layer that the own side keeps to itself; neutral people have none.
    pub(crate) fn own_layer(self) -> Option<Layer> {
        Layer::of(self.myself.with_untracked(|me| me.side))
    }

    /// The focus is in a field: others see it, and a comment would be about it.
    pub(crate) fn enter(self, at: FieldAddress) {
        self.store.set_focus(Some(at));
        if self.layer == Layer::Joint {
            self.talk.look_at(About::Field(at));
        }
    }

    /// Whether what was written on this page is safe, in the plan and beside it.
    pub(crate) fn save_state(self) -> Memo<SaveState> {
        let state = self.store.save_state();
        Memo::new(move |_| match self.beside() {
            Some(beside) => state.get().and(beside.save_state().get()),
            None => state.get(),
        })
    }

    /// Whether it would survive the end of this tab.
    pub(crate) fn keeping(self) -> Memo<Keeping> {
        let keeping = self.store.keeping();
        Memo::new(move |_| match self.beside() {
            Some(beside) => keeping.get().and(beside.keeping().get()),
            None => keeping.get(),
        })
    }

    /// Where else on this page something is written than in the plan.
    fn beside(self) -> Option<PlanStore> {
        match self.layer {
            Layer::Joint => self.talk.private.get(),
            Layer::Vendor | Layer::Partner => None,
        }
    }

    /// Opens the talk for a comment about a part of the plan.
    pub(crate) fn comment_on(self, about: About) {
        self.talk.about.set(about);
        self.rail.show(Tab::Talk);
        screen::retry(|| screen::focus(COMPOSER));
    }

    /// The id of the control of a field of this layer.
    pub(crate) fn id_of(self, at: FieldAddress) -> String {
        match self.layer {
            Layer::Joint => control_id(at),
            // The same page shows a text of the same name.
            Layer::Vendor | Layer::Partner => format!("own-{at}"),
        }
    }

    /// Whether a field is asked for at the plan's depth.
    pub(crate) fn asks_for(self, field: &Field) -> bool {
        field.tier <= self.tier.get()
    }

    /// The sections that show at the plan's depth.
    pub(crate) fn sections(self) -> impl Iterator<Item = &'static Section> {
        let tier = self.tier.get();
        SCHEMA
            .sections
            .iter()
            .filter(move |section| section.tier <= tier)
    }

    /// What typed values are read against.
    pub(crate) fn input(self) -> Input {
        Input {
            language: language(),
            currency: self.currency.get(),
        }
    }

    /// A value as it stands in an input.
    pub(crate) fn display(self, value: &Value) -> String {
        value.display(self.input())
    }

    /// Who else has the focus in a field whose address begins like this.
    pub(crate) fn visitors_in(self, prefix: &str) -> Vec<Person> {
        let is_here = |person: &&Person| {
            let field = person.field.as_deref();
            !person.is_me && field.is_some_and(|field| field.starts_with(prefix))
        };
        let people = self.store.people();
        people.with(|people| people.iter().filter(is_here).cloned().collect())
    }

    /// What this side is called on this page: the company's name, if it has one.
    pub(crate) fn side_name(self, side: Side) -> String {
        match side {
            Side::Vendor => self.vendor.get(),
            Side::Partner => self.partner.get(),
            Side::Neutral => tr(parts::NEUTRAL).to_owned(),
        }
    }

    /// The member with this id.
    pub(crate) fn member(self, id: MemberId) -> Option<Member> {
        let is_wanted = |member: &&Member| member.id == id;
        self.members
            .with(|members| members.iter().find(is_wanted).cloned())
    }

    /// Takes this person's last step back.
    pub(crate) fn undo(self) {
        match self.store.undo() {
            Some(spot) => self.look_at(spot),
            None => self.toasts.show(tr(texts::NOTHING_TO_UNDO)),
        }
    }

    /// Makes it again.
    pub(crate) fn redo(self) {
        match self.store.redo() {
            Some(spot) => self.look_at(spot),
            None => self.toasts.show(tr(texts::NOTHING_TO_REDO)),
        }
    }

    /// Brings the focus and the caret to where a step did something, on whatever page that is.
    fn look_at(self, spot: Spot) {
        let (at, caret) = match spot {
            Spot::Text(at, caret) => (at, Some(caret)),
            Spot::Field(at) => (at, None),
            Spot::Lists => return,
        };
        let id = self.id_of(at);
        let focus = move || match caret {
            Some(caret) => screen::select(&id, caret),
            None => screen::focus(&id),
        };
        if !focus() && self.layer == Layer::Joint {
            self.shown.go(At::Field(at));
            screen::retry(focus);
        }
    }

    /// The result of an edit, if it was not refused; a refusal is shown.
    pub(crate) fn accept<T>(self, edited: Result<T, EditError>) -> Option<T> {
        edited
            .inspect_err(|error| self.toasts.show(edits::sentence(error)))
            .ok()
    }

    /// An edit that is a step of its own for undo; a refusal is shown.
    pub(crate) fn step<T>(self, edit: impl FnOnce(PlanStore) -> Result<T, EditError>) -> Option<T> {
        self.store.end_burst();
        let edited = self.accept(edit(self.store));
        self.store.end_burst();
        edited
    }
}

/// The key that stands in a choice field of the section `plan`.
fn choice(store: PlanStore, field: &'static str) -> impl Fn() -> Option<&'static str> {
    let value = store.value(Holder::Section("plan").field(field));
    move || match value.get() {
        Ok(Some(Value::Choice(key))) => Some(key),
        _ => None,
    }
}

fn company(store: PlanStore, field: &'static str, unnamed: &'static str) -> Memo<String> {
    let name = store.text(Holder::Section("plan").field(field));
    Memo::new(move |_| {
        name.with(|name| match name.trim() {
            "" => unnamed.to_owned(),
            name => name.to_owned(),
        })
    })
}
