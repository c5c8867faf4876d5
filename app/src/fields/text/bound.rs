//! One control on the page, bound to one text of the plan: carries events between the two.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo_events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use tandem_plan::address::FieldAddress;
use tandem_plan::splice::utf16_len;
use wasm_bindgen::JsCast;
use web_sys::{Event, InputEvent, KeyboardEvent};

use super::binding::{Binding, Lines, Selection};
use super::control::Control;
use super::typing::{self, Typed};
use crate::browser::after_press;
use crate::editor::Editor;
use crate::store::TextEvent;
use crate::texts::edits::not_kept;

/// What happens in a control that has the focus, and what is pressed there.
const EVENTS: [&str; 8] = [
    "input",
    "compositionstart",
    "compositionend",
    "beforeinput",
    "keydown",
    "selectionchange",
    "scroll",
    "blur",
];

/// A control and its text.
pub(super) struct Bound {
    editor: Editor,
    at: FieldAddress,
    lines: Lines,
    signals: Signals,
    binding: RefCell<Binding>,
    control: RefCell<Option<Control>>,
    listeners: RefCell<Vec<EventListener>>,
    /// What happens to the text is being typed in this very control, which shows it already.
    is_typing: Cell<bool>,
}

/// What the view around a control follows.
#[derive(Clone, Copy)]
pub(super) struct Signals {
    /// Why what was typed is not in the plan.
    pub(super) problem: RwSignal<Option<String>>,
    /// Whether the control has the focus.
    pub(super) is_editing: RwSignal<bool>,
    /// How far its text is scrolled to the side.
    pub(super) scrolled: RwSignal<i32>,
}

impl Signals {
    pub(super) fn new() -> Self {
        Self {
            problem: RwSignal::new(None),
            is_editing: RwSignal::new(false),
            scrolled: RwSignal::new(0),
        }
    }
}

impl Bound {
    /// A text that no control shows yet.
    pub(super) fn new(
        editor: Editor,
        at: FieldAddress,
        lines: Lines,
        signals: Signals,
    ) -> Rc<Self> {
        let text = editor.store.read_text(at);
        Rc::new(Self {
            editor,
            at,
            lines,
            signals,
            binding: RefCell::new(Binding::new(&text, lines)),
            control: RefCell::new(None),
            listeners: RefCell::default(),
            is_typing: Cell::new(false),
        })
    }

    /// The control is on the page.
    pub(super) fn mounted(self: &Rc<Self>, control: Control) {
        control.show(self.binding.borrow().text(), Selection::caret(0));
        let this: Weak<Self> = Rc::downgrade(self);
        // Most controls are never touched: one listener until the focus comes.
        let first = EventListener::once(control.target(), "focus", move |_| {
            if let Some(bound) = this.upgrade() {
                bound.listen();
                bound.focused();
            }
        });
        self.listeners.replace(vec![first]);
        self.control.replace(Some(control));
    }

    /// Gives the control the focus, with the caret here.
    pub(super) fn focus(&self, caret: Option<u32>) {
        // The events of it come at once.
        let control = self.control.borrow().clone();
        if let Some(control) = control {
            control.focus(caret);
        }
    }

    fn listen(self: &Rc<Self>) {
        let control = self.control.borrow();
        let Some(control) = &*control else { return };
        let listeners = EVENTS.iter().chain(&["focus"]).map(|name| {
            let this: Weak<Self> = Rc::downgrade(self);
            let options = EventListenerOptions::enable_prevent_default();
            let name = *name;
            EventListener::new_with_options(control.target(), name, options, move |event| {
                if let Some(bound) = this.upgrade() {
                    bound.happened(name, event);
                }
            })
        });
        self.listeners.borrow_mut().extend(listeners);
    }

    fn focused(&self) {
        if self.signals.is_editing.try_set(true).is_none() {
            self.selected();
        }
    }

    /// The control has lost the focus. Its text is read again, which takes another height, once
    /// what is being pressed below it has been pressed.
    fn left(&self) {
        let control = self.control.borrow().clone();
        let is_editing = self.signals.is_editing;
        after_press(Box::new(move || {
            if !control.is_some_and(|control| control.has_focus()) {
                // The view may be gone already when its control loses the focus for the last time.
                is_editing.try_set(false);
            }
        }));
    }

    /// Tells others what is selected here.
    fn selected(&self) {
        let control = self.control.borrow();
        let Some(control) = &*control else { return };
        // A draft has places that the document does not have.
        let binding = self.binding.borrow();
        if binding.is_composing() || binding.is_refused() {
            return;
        }
        let Selection { start, end } = control.selection();
        if end > utf16_len(binding.text()) {
            return;
        }
        drop(binding);
        let (from, to) = if control.is_backward() {
            (end, start)
        } else {
            (start, end)
        };
        self.editor.store.set_selection(self.at, from, to);
    }

    fn scrolled(&self) {
        let control = self.control.borrow();
        let scrolled = control.as_ref().map_or(0, Control::scrolled);
        if self
            .signals
            .scrolled
            .try_get_untracked()
            .is_some_and(|told| told != scrolled)
        {
            self.signals.scrolled.set(scrolled);
        }
    }

    /// The text of the document changed.
    pub(super) fn heard(&self, event: &TextEvent) {
        if self.is_typing.get() {
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
        if let Some(control) = &*control {
            control.show(binding.text(), selection);
        }
    }

    fn happened(&self, name: &str, event: &Event) {
        match name {
            "input" => self.take_draft(),
            "compositionstart" => self.binding.borrow_mut().compose(),
            "compositionend" => self.composed(),
            "beforeinput" => {
                let input: &InputEvent = event.unchecked_ref();
                match input.input_type().as_str() {
                    "historyUndo" => self.undo(event, Editor::undo),
                    "historyRedo" => self.undo(event, Editor::redo),
                    _ => {}
                }
            }
            "focus" => self.focused(),
            "selectionchange" => {
                self.selected();
                self.scrolled();
            }
            "scroll" => self.scrolled(),
            "keydown" => self.pressed(event.unchecked_ref()),
            "blur" => {
                // Some browsers end a composition without a word when the focus goes.
                self.composed();
                self.editor.store.end_burst();
                self.editor.writing.end(self.at);
                self.left();
                self.scrolled();
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
            "z" | "Z" if with_command && event.shift_key() => self.undo(event, Editor::redo),
            "z" | "Z" if with_command => self.undo(event, Editor::undo),
            "y" | "Y" if with_command => self.undo(event, Editor::redo),
            _ if self.lines == Lines::One || event.shift_key() => {}
            "b" | "B" if with_command => self.mark(event, "**"),
            "i" | "I" if with_command => self.mark(event, "*"),
            "Enter" if !with_command => {
                self.type_instead(event, typing::enter);
            }
            _ => {}
        }
    }

    fn mark(&self, event: &Event, mark: &str) {
        self.type_instead(event, |text, selection| {
            Some(typing::toggle(text, selection, mark))
        });
    }

    /// Puts what a key makes of the text into the control, as if it had been typed.
    fn type_instead(&self, event: &Event, make: impl FnOnce(&str, Selection) -> Option<Typed>) {
        let control = self.control.borrow().clone();
        let Some(control) = control.filter(|control| !control.is_read_only()) else {
            return;
        };
        let Some(typed) = make(&control.value(), control.selection()) else {
            return;
        };
        event.prevent_default();
        self.editor.store.end_burst();
        control.show(&typed.text, typed.selection);
        self.take_draft();
        self.editor.store.end_burst();
    }

    /// Undoes or redoes in the plan, not in the control: the control knows nothing of what others
    /// wrote in between.
    fn undo(&self, event: &Event, step: fn(Editor)) {
        event.prevent_default();
        event.stop_propagation();
        if self.binding.borrow().is_composing() {
            return;
        }
        if self.binding.borrow().is_refused() {
            self.give_up_draft();
            return;
        }
        if !self.editor.is_read_only.get_untracked() {
            step(self.editor);
        }
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
        if !edits.is_empty() {
            self.editor.writing.go_on(self.at);
        }
        self.is_typing.set(true);
        let done = edits
            .into_iter()
            .try_for_each(|splice| self.editor.store.splice(self.at, splice));
        self.is_typing.set(false);
        match done {
            Ok(()) => {
                let document = self.editor.store.read_text(self.at);
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
        let document = self.editor.store.read_text(self.at);
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
        let told = self.signals.problem;
        if told.try_with_untracked(|told| *told != problem) == Some(true) {
            told.set(problem);
        }
    }
}
