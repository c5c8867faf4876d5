//! One control on the page, bound to one text of the plan: carries events between the two.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo_events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use tandem_plan::address::FieldAddress;
use tandem_plan::splice::{TextDelta, utf16_len};
use wasm_bindgen::JsCast;
use web_sys::{Event, InputEvent, KeyboardEvent};

use super::binding::{Binding, Lines, Selection};
use super::control::Control;
use crate::store::{PlanStore, TextEvent};
use crate::texts::edits::not_kept;

/// What happened in a control, and what was pressed.
const EVENTS: [&str; 6] = [
    "input",
    "compositionstart",
    "compositionend",
    "beforeinput",
    "keydown",
    "blur",
];

/// A control and its text.
pub(super) struct Bound {
    store: PlanStore,
    at: FieldAddress,
    problem: RwSignal<Option<String>>,
    binding: RefCell<Binding>,
    control: RefCell<Option<Control>>,
    listeners: RefCell<Vec<EventListener>>,
    /// What happens to the text is being done from here.
    cause: Cell<Cause>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cause {
    /// Somebody else.
    Others,
    /// Typing in this very control, which shows it already.
    Typing,
    /// Undo or redo, called from this control: its caret goes to what changed.
    Undo,
}

impl Bound {
    /// A text that no control shows yet.
    pub(super) fn new(
        store: PlanStore,
        at: FieldAddress,
        lines: Lines,
        problem: RwSignal<Option<String>>,
    ) -> Rc<Self> {
        Rc::new(Self {
            store,
            at,
            problem,
            binding: RefCell::new(Binding::new(&store.read_text(at), lines)),
            control: RefCell::new(None),
            listeners: RefCell::default(),
            cause: Cell::new(Cause::Others),
        })
    }

    /// What a control is to show.
    pub(super) fn text(&self) -> String {
        self.binding.borrow().text().to_owned()
    }

    /// The control is on the page.
    pub(super) fn mounted(self: &Rc<Self>, control: Control) {
        control.show(&self.text(), control.selection());
        let listeners = EVENTS.map(|name| {
            let this: Weak<Self> = Rc::downgrade(self);
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(control.target(), name, options, move |event| {
                if let Some(bound) = this.upgrade() {
                    bound.happened(event);
                }
            })
        });
        self.listeners.replace(listeners.into());
        self.control.replace(Some(control));
    }

    /// The text of the document changed.
    pub(super) fn heard(&self, event: &TextEvent) {
        if self.cause.get() == Cause::Typing {
            return;
        }
        let mut binding = self.binding.borrow_mut();
        let difference = match event {
            TextEvent::Delta(delta) => Some(delta.clone()),
            TextEvent::Reset(text) => binding.difference(text),
        };
        let Some(delta) = difference else { return };
        let control = self.control.borrow();
        let selection = control
            .as_ref()
            .map_or(Selection::caret(0), Control::selection);
        let Some(selection) = binding.changed(&delta, selection) else {
            return;
        };
        let selection = match self.cause.get() {
            Cause::Undo => Selection::caret(end_of_change(&delta)),
            Cause::Others | Cause::Typing => selection,
        };
        if let Some(control) = &*control {
            control.show(binding.text(), selection);
        }
    }

    fn happened(&self, event: &Event) {
        match event.type_().as_str() {
            "input" => self.take_draft(),
            "compositionstart" => self.binding.borrow_mut().compose(),
            "compositionend" => self.composed(),
            "beforeinput" => {
                let input: &InputEvent = event.unchecked_ref();
                match input.input_type().as_str() {
                    "historyUndo" => self.undo(event, PlanStore::undo),
                    "historyRedo" => self.undo(event, PlanStore::redo),
                    _ => {}
                }
            }
            "keydown" => self.pressed(event.unchecked_ref()),
            "blur" => {
                // Some browsers end a composition without a word when the focus goes.
                self.composed();
                self.store.end_burst();
            }
            _ => {}
        }
    }

    fn composed(&self) {
        let was_composing = {
            let mut binding = self.binding.borrow_mut();
            let was_composing = binding.is_composing();
            binding.composed();
            was_composing
        };
        if was_composing {
            self.take_draft();
        }
    }

    fn pressed(&self, event: &KeyboardEvent) {
        if event.is_composing() {
            return;
        }
        let with_command = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
        match event.key().as_str() {
            "z" | "Z" if with_command && event.shift_key() => self.undo(event, PlanStore::redo),
            "z" | "Z" if with_command => self.undo(event, PlanStore::undo),
            "y" | "Y" if with_command => self.undo(event, PlanStore::redo),
            _ => {}
        }
    }

    /// Undoes or redoes in the plan, not in the control: the control knows nothing of what others
    /// wrote in between.
    fn undo(&self, event: &Event, step: fn(PlanStore) -> bool) {
        event.prevent_default();
        event.stop_propagation();
        if self.binding.borrow().is_composing() {
            return;
        }
        if self.binding.borrow().is_refused() {
            self.give_up_draft();
            return;
        }
        self.cause.set(Cause::Undo);
        step(self.store);
        self.cause.set(Cause::Others);
    }

    /// Brings what the control holds into the document.
    fn take_draft(&self) {
        let control = self.control.borrow();
        let Some(control) = &*control else { return };
        if self.binding.borrow().is_composing() {
            return;
        }
        let (value, selection) = (control.value(), control.selection());
        let edits = self.binding.borrow().edits(&value, selection);
        self.cause.set(Cause::Typing);
        let done = edits
            .into_iter()
            .try_for_each(|splice| self.store.splice(self.at, splice));
        self.cause.set(Cause::Others);
        match done {
            Ok(()) => {
                let document = self.store.read_text(self.at);
                let mut binding = self.binding.borrow_mut();
                if let Some(selection) = binding.taken(&document, &value, selection) {
                    control.show(binding.text(), selection);
                }
                self.tell(None);
            }
            Err(error) => {
                self.binding.borrow_mut().refused();
                self.tell(Some(not_kept(&error)));
            }
        }
    }

    fn give_up_draft(&self) {
        let document = self.store.read_text(self.at);
        let mut binding = self.binding.borrow_mut();
        binding.accept(&document);
        if let Some(control) = &*self.control.borrow() {
            let end = utf16_len(binding.text());
            control.show(binding.text(), Selection::caret(end));
        }
        self.tell(None);
    }

    fn tell(&self, problem: Option<String>) {
        // The view may be gone already when its control loses the focus for the last time.
        if self.problem.try_with_untracked(|told| *told != problem) == Some(true) {
            self.problem.set(problem);
        }
    }
}

/// Where a change ends in the new text.
fn end_of_change(delta: &[TextDelta]) -> u32 {
    let (mut position, mut end) = (0, 0);
    for step in delta {
        match step {
            TextDelta::Keep(units) => position += units,
            TextDelta::Insert(text) => {
                position += utf16_len(text);
                end = position;
            }
            TextDelta::Delete(_) => end = position,
        }
    }
    end
}
