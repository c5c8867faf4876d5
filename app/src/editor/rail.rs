//! What stands beside the plan, in the rail on its right.

use leptos::prelude::*;

use crate::browser::{local, set_local};

/// Where it is kept what stands there.
const KEPT_AS: &str = "tandem.rail";

/// One of the things that can stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tab {
    /// What both sides say about the plan.
    Talk,
    /// What the own side keeps to itself.
    Private,
    /// What happened to what one looks at.
    History,
    /// What the checks have found.
    Checks,
    /// What people do in the workshop.
    Workshop,
}

impl Tab {
    /// All of them, in their order.
    pub(crate) const ALL: [Self; 5] = [
        Self::Talk,
        Self::Private,
        Self::History,
        Self::Checks,
        Self::Workshop,
    ];

    /// The key under which it is kept.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Talk => "talk",
            Self::Private => "private",
            Self::History => "history",
            Self::Checks => "checks",
            Self::Workshop => "workshop",
        }
    }
}

/// The rail. Copies are the same page's.
#[derive(Clone, Copy)]
pub(crate) struct Rail(RwSignal<Option<Tab>>);

impl Rail {
    /// As it was on this device.
    pub(super) fn kept() -> Self {
        let kept = local(KEPT_AS);
        let mut tabs = Tab::ALL.into_iter();
        let tab = RwSignal::new(tabs.find(|tab| Some(tab.key()) == kept.as_deref()));
        Effect::new(move |_| set_local(KEPT_AS, tab.get().map(Tab::key)));
        Self(tab)
    }

    /// What stands there; `None` while it is closed.
    pub(crate) fn tab(self) -> Option<Tab> {
        self.0.get()
    }

    /// Opens it with this.
    pub(crate) fn show(self, tab: Tab) {
        if self.0.get_untracked() != Some(tab) {
            self.0.set(Some(tab));
        }
    }

    /// Opens it with this, or closes it where this stands there.
    pub(crate) fn toggle(self, tab: Tab) {
        let is_there = self.0.get_untracked() == Some(tab);
        self.0.set((!is_there).then_some(tab));
    }

    /// Closes it.
    pub(crate) fn close(self) {
        self.0.set(None);
    }
}
