//! What can be opened over the plan.

use leptos::prelude::*;

/// Which of them are open. Copies are the same page.
#[derive(Clone, Copy)]
pub(super) struct Panels {
    /// The box that finds everything.
    pub(super) palette: RwSignal<bool>,
    /// The list of the keys.
    pub(super) keys: RwSignal<bool>,
}

impl Panels {
    /// Nothing is open.
    pub(super) fn new() -> Self {
        Self {
            palette: RwSignal::new(false),
            keys: RwSignal::new(false),
        }
    }
}
