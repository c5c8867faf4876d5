//! What can be opened beside and over the plan.

use leptos::prelude::*;

use crate::browser::{local, set_local};

/// Where it is kept that the checks are open.
const KEPT_AS: &str = "tandem.checks";

/// Which of them are open. Copies are the same page.
#[derive(Clone, Copy)]
pub(super) struct Panels {
    /// The list of the checks, beside the plan.
    pub(super) review: RwSignal<bool>,
    /// The box that finds everything.
    pub(super) palette: RwSignal<bool>,
    /// The list of the keys.
    pub(super) keys: RwSignal<bool>,
}

impl Panels {
    /// As they were on this device.
    pub(super) fn kept() -> Self {
        let review = RwSignal::new(local(KEPT_AS).is_some());
        Effect::new(move |_| set_local(KEPT_AS, review.get().then_some("open")));
        Self {
            review,
            palette: RwSignal::new(false),
            keys: RwSignal::new(false),
        }
    }
}
