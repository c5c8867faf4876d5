//! Which text is being written in on this page at this moment. Its control shows every letter at
//! once; what else follows the text, and that it is saved, waits until the writer rests.
//!
//! Nothing here delays what others write, nor what is kept or sent.

use std::rc::Rc;

use leptos::prelude::*;
use tandem_plan::address::FieldAddress;

use crate::browser::Alarm;

/// Who has not written for so many milliseconds rests.
const REST_MS: u64 = 400;

/// Where somebody writes on this page. Copies are the same page.
#[derive(Clone, Copy)]
pub(crate) struct Writing {
    at: RwSignal<Option<FieldAddress>>,
    rest: StoredValue<Rc<Alarm>, LocalStorage>,
}

impl Writing {
    /// Nobody writes.
    pub(super) fn new() -> Self {
        let at = RwSignal::new(None);
        let rest = Alarm::new(move || {
            // The page may be gone.
            at.try_set(None);
        });
        Self {
            at,
            rest: StoredValue::new_local(Rc::new(rest)),
        }
    }

    /// A letter is written or taken away here.
    pub(crate) fn go_on(self, at: FieldAddress) {
        if self.at.get_untracked() != Some(at) {
            self.at.set(Some(at));
        }
        self.rest.with_value(|rest| rest.set(REST_MS));
    }

    /// Whoever wrote here has left the text.
    pub(crate) fn end(self, at: FieldAddress) {
        // The page may be gone already when its control loses the focus for the last time.
        if self.at.try_get_untracked().flatten() == Some(at) {
            self.at.set(None);
        }
    }

    /// Whether somebody writes anywhere.
    pub(crate) fn is_going_on(self) -> bool {
        self.at.with(Option::is_some)
    }

    /// Whether somebody writes here. Only while they do the answer is followed, so that a list in
    /// which every line asks is not woken by everybody who writes.
    pub(crate) fn is_in(self, at: FieldAddress) -> bool {
        let is_here = self.at.get_untracked() == Some(at);
        if is_here {
            self.at.track();
        }
        is_here
    }
}
