//! Short messages at the foot of the page, with at most one thing to do about them, and words for
//! screen readers about what just happened out of sight.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::button::{Button, IconButton, Weight};
use super::icon::Glyph;
use super::live::list_of;
use crate::texts::parts::CLOSE_MESSAGE;
use crate::texts::tr;

/// How long a message stays; long enough to read it and reach its button.
const STAYS: Duration = Duration::from_secs(9);

/// What the button of a message does. It outlives the view that showed the message: that view may
/// be gone because of the very thing that the button takes back.
type Action = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone)]
struct Toast {
    number: u32,
    text: String,
    action: Option<(&'static str, Action)>,
}

/// The messages of the page.
#[derive(Clone, Copy)]
pub(crate) struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    heard: RwSignal<String>,
    /// Somebody is about to use a message: none goes meanwhile.
    is_held: RwSignal<bool>,
    next: StoredValue<u32>,
}

impl Toasts {
    /// A page without messages.
    pub(crate) fn new() -> Self {
        Self {
            shown: RwSignal::new(Vec::new()),
            heard: RwSignal::new(String::new()),
            is_held: RwSignal::new(false),
            next: StoredValue::new(0),
        }
    }

    /// Shows a message.
    pub(crate) fn show(self, text: impl Into<String>) {
        self.push(text.into(), None);
    }

    /// Shows a message with a button.
    pub(crate) fn show_with(
        self,
        text: impl Into<String>,
        label: &'static str,
        on_press: impl Fn() + Send + Sync + 'static,
    ) {
        self.push(text.into(), Some((label, Arc::new(on_press))));
    }

    /// Says something to screen readers only.
    pub(crate) fn announce(self, text: impl Into<String>) {
        self.heard.set(text.into());
    }

    fn push(self, text: String, action: Option<(&'static str, Action)>) {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        let toast = Toast {
            number,
            text,
            action,
        };
        self.shown.update(|shown| {
            // The newest two are enough; more would cover the page.
            if shown.len() > 1 {
                shown.remove(0);
            }
            shown.push(toast);
        });
        self.close_later(number);
    }

    fn close_later(self, number: u32) {
        let close = move || {
            if self.is_held.try_get_untracked() == Some(true) {
                self.close_later(number);
            } else {
                self.close(number);
            }
        };
        set_timeout(close, STAYS);
    }

    fn hold(self, is_held: bool) {
        self.is_held.set(is_held);
    }

    fn close(self, number: u32) {
        // A message that is taken off the page says nothing more of the focus or the pointer; and
        // the page may be gone by the time a message has had its time.
        let _ = self.is_held.try_set(false);
        let _ = self
            .shown
            .try_update(|shown| shown.retain(|toast| toast.number != number));
    }
}

/// Where the messages of the page stand.
#[component]
pub(crate) fn ToastArea(toasts: Toasts) -> impl IntoView {
    let number = |toast: &Toast| u128::from(toast.number);
    let toast_view = move |toast: Toast| {
        let number = toast.number;
        let action = toast.action.map(|(label, on_press)| {
            view! {
                <Button
                    label=label.to_owned()
                    weight=Weight::Quiet
                    on_press=move |_| {
                        on_press();
                        toasts.close(number);
                    }
                />
            }
        });
        view! {
            <div class="toast">
                <span>{toast.text}</span>
                {action}
                <IconButton
                    label=tr(CLOSE_MESSAGE).to_owned()
                    glyph=Glyph::Close
                    is_small=true
                    on_press=move |_| toasts.close(number)
                />
            </div>
        }
        .into_any()
    };
    view! {
        <div
            class="toasts"
            role="status"
            on:pointerenter=move |_| toasts.hold(true)
            on:pointerleave=move |_| toasts.hold(false)
            on:focusin=move |_| toasts.hold(true)
            on:focusout=move |_| toasts.hold(false)
        >
            {list_of(move || toasts.shown.get(), number, toast_view)}
        </div>
        <div class="only-heard" aria-live="polite">
            {toasts.heard}
        </div>
    }
    .into_any()
}
