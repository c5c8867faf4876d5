//! What all parts of the page share: who belongs to the plan, who asks, and the requests that change
//! something. What the server says afterwards is what is shown.

use std::future::Future;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tandem_plan::ids::{MemberId, PlanId};
use tandem_plan::language::Text;
use tandem_protocol::http::{InviteRow, Invites, MadeLink, Members, PlanView};
use tandem_protocol::member::{Member, Standing};
use tandem_protocol::role::{Action, Role, Side};

use crate::browser::{self, Change, RequestError, get_json, send_json, send_nothing};
use crate::components::Toasts;
use crate::pages::wait;
use crate::texts::parts;

/// Something that is done when somebody means it. It outlives the view that asked for it.
pub(super) type Act = Arc<dyn Fn() + Send + Sync>;

/// What the window of the page shows.
#[derive(Clone)]
pub(super) enum Ask {
    /// Whether something is meant.
    Confirm {
        /// What follows from it.
        text: String,
        /// What does it.
        label: Text,
        act: Act,
    },
    /// Another name for somebody.
    Rename(Member),
    /// A link that was made, and for whom.
    Link(MadeLink, String),
    /// A token that was made.
    Token(String),
}

/// The page's shared state. Copies are the same page.
#[derive(Clone, Copy)]
pub(super) struct Circle {
    pub(super) plan: PlanId,
    my_id: MemberId,
    /// The names of the vendor and the partner.
    companies: StoredValue<(String, String)>,
    /// Everybody, in the order in which they came.
    pub(super) members: RwSignal<Vec<Member>>,
    me: Memo<Member>,
    /// The links that a lead sees; `None` until they are there.
    pub(super) invites: RwSignal<Option<Vec<InviteRow>>>,
    /// What the window shows, or showed last.
    pub(super) asked: RwSignal<Option<(Text, Ask)>>,
    pub(super) is_asking: RwSignal<bool>,
    pub(super) toasts: Toasts,
}

impl Circle {
    pub(super) fn new(view: &PlanView, members: Vec<Member>) -> Self {
        let members = RwSignal::new(members);
        let first = view.me.clone();
        let my_id = first.id;
        let me = Memo::new(move |_| {
            let is_me = |member: &&Member| member.id == my_id;
            let found = members.with(|members| members.iter().find(is_me).cloned());
            found.unwrap_or_else(|| first.clone())
        });
        let circle = Self {
            plan: view.id,
            my_id,
            companies: StoredValue::new((view.vendor_name.clone(), view.partner_name.clone())),
            members,
            me,
            invites: RwSignal::new(None),
            asked: RwSignal::new(None),
            is_asking: RwSignal::new(false),
            toasts: Toasts::new(),
        };
        // Somebody else may have changed something meanwhile.
        let listeners = StoredValue::new_local(browser::on_return(move || circle.reload()));
        on_cleanup(move || listeners.dispose());
        circle
    }

    /// The address of something of this plan in the server's interface.
    pub(super) fn path(self, rest: &str) -> String {
        format!("/api/plans/{}/{rest}", self.plan)
    }

    /// Who this browser is.
    pub(super) fn me(self) -> Member {
        self.me.get()
    }

    /// Whether this person is the one who looks at the page.
    pub(super) fn is_me(self, id: MemberId) -> bool {
        id == self.my_id
    }

    /// Whether who looks at the page may do this.
    pub(super) fn may(self, action: Action) -> bool {
        self.me.with(|me| me.may(action))
    }

    /// Somebody, as they are now.
    pub(super) fn member(self, id: MemberId) -> Option<Member> {
        let is_wanted = |member: &&Member| member.id == id;
        self.members
            .with(|members| members.iter().find(is_wanted).cloned())
    }

    /// The name of somebody, also of who was removed.
    pub(super) fn name(self, id: MemberId) -> Option<String> {
        self.member(id).map(|member| member.name)
    }

    /// The people of a side who belong here, named ones last.
    pub(super) fn of_side(self, side: Side) -> Vec<Member> {
        let is_here = |standing: Standing| {
            move |member: &&Member| member.side == side && member.standing == standing
        };
        self.members.with(|members| {
            let active = members.iter().filter(is_here(Standing::Active));
            let named = members.iter().filter(is_here(Standing::Named));
            active.chain(named).cloned().collect()
        })
    }

    /// The leads of a side, by name.
    pub(super) fn leads(self, side: Side) -> String {
        let people = self.of_side(side).into_iter();
        let leads = people
            .filter(|member| member.standing == Standing::Active && member.role == Role::Lead);
        let names: Vec<String> = leads.map(|member| member.name).collect();
        names.join(", ")
    }

    /// Whether somebody is the only lead of their side.
    pub(super) fn is_last_lead(self, member: &Member) -> bool {
        let is_other = |other: &Member| {
            other.id != member.id
                && other.side == member.side
                && other.standing == Standing::Active
                && other.role == Role::Lead
        };
        member.role == Role::Lead
            && member.side != Side::Neutral
            && !self.members.with(|members| members.iter().any(is_other))
    }

    /// What a side is called on this page: the company's name, if it has one.
    pub(super) fn company(self, side: Side) -> String {
        self.companies
            .with_value(|(vendor, partner)| parts::company(side, vendor, partner))
    }

    /// Opens the window.
    pub(super) fn ask(self, title: Text, ask: Ask) {
        self.asked.set(Some((title, ask)));
        self.is_asking.set(true);
    }

    /// Waits for an answer and goes on with it; a refusal is shown.
    pub(super) fn wait<T: 'static>(
        self,
        answer: impl Future<Output = Result<T, RequestError>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        wait(self.toasts, answer, then);
    }

    /// Sends a change and goes on with the answer; a refusal is shown, and what is true is asked for
    /// again.
    pub(super) fn send<B: Serialize + 'static, T: DeserializeOwned + 'static>(
        self,
        change: Change,
        rest: &str,
        body: B,
        then: impl FnOnce(T) + 'static,
    ) {
        let path = self.path(rest);
        self.wait(async move { send_json(change, &path, &body).await }, then);
    }

    /// The same without a body.
    pub(super) fn send_nothing<T: DeserializeOwned + 'static>(
        self,
        change: Change,
        rest: &str,
        then: impl FnOnce(T) + 'static,
    ) {
        let path = self.path(rest);
        self.wait(async move { send_nothing(change, &path).await }, then);
    }

    /// Puts somebody in the place of who they were, or behind all others.
    pub(super) fn put(self, changed: Member) {
        self.members.update(|members| {
            match members.iter_mut().find(|member| member.id == changed.id) {
                Some(member) => *member = changed,
                None => members.push(changed),
            }
        });
    }

    /// Asks who belongs to the plan now.
    pub(super) fn reload(self) {
        let path = self.path("members");
        spawn_local(async move {
            // What cannot be asked now stays as it was told last.
            if let Ok(Members { members }) = get_json(&path).await
                && self.members.try_with_untracked(|old| *old != members) == Some(true)
            {
                self.members.set(members);
            }
        });
    }

    /// Asks for the links.
    pub(super) fn reload_invites(self) {
        let path = self.path("invites");
        self.wait(
            async move { get_json::<Invites>(&path).await },
            move |Invites { invites }| self.invites.set(Some(invites)),
        );
    }
}
