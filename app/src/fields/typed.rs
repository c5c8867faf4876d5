//! Values that are typed: money, numbers, percentages, days, periods.
//!
//! What is typed is read when the person leaves the field or presses Enter, and when the field is
//! taken off the page. If it is no value of the field's type, the sentence that says so stands
//! below, the text stays in the input, and the plan stays as it was; Escape brings back what the
//! plan holds.

use leptos::ev;
use leptos::prelude::*;
use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::document::IllTyped;
use tandem_plan::schema::{FieldType, SCHEMA, Unit};
use tandem_plan::value::Value;

use super::choice::choice_value;
use super::date;
use super::frame::{Frame, Labels, Look, item_of};
use crate::browser::after_press;
use crate::components::{follow, invalid};
use crate::editor::Editor;
use crate::texts::edits::sentence;
use crate::texts::fields::PERIOD;
use crate::texts::{language, tr};

pub(super) fn view(frame: Frame) -> AnyView {
    let editor = Editor::of_page();
    let stored = editor.store.value(frame.at);
    let draft = Draft::new(editor, frame, stored);
    let unit = unit_of(editor, frame);
    let has_unit = unit.is_some();
    let (input_mode, placeholder) = match frame.field.ty {
        FieldType::Period => ("text", tr(PERIOD)),
        FieldType::Date if frame.look == Look::Bare => ("text", ""),
        FieldType::Date => ("text", "–"),
        _ if frame.look == Look::Bare => ("decimal", ""),
        _ => ("decimal", "–"),
    };
    let is_date = matches!(frame.field.ty, FieldType::Date);
    let picker = is_date.then(|| date::picker(frame, move || draft.revert()));
    let control = view! {
        <div class="field-box" data-unit=has_unit>
            <input
                class="input"
                type="text"
                id=frame.id()
                inputmode=input_mode
                autocomplete="off"
                placeholder=placeholder
                aria-describedby=frame.described_by()
                aria-invalid=invalid(draft.error.into())
                readonly=editor.is_read_only
                prop:value=follow(move || draft.shown())
                on:input=move |event| draft.typed.set(Some(event_target_value(&event)))
                on:blur=move |_| draft.commit()
                on:keydown=move |event| draft.key(&event)
            />
            {picker}
            {unit.map(|unit| view! { <span class="field-unit">{unit}</span> })}
        </div>
    }
    .into_any();
    frame.view(Labels::Control, draft.error.into(), control)
}

/// What somebody is typing into a field.
#[derive(Clone, Copy)]
struct Draft {
    editor: Editor,
    at: FieldAddress,
    ty: &'static FieldType,
    stored: StoredValue<ArcReadSignal<Result<Option<Value>, IllTyped>>>,
    /// `None` while the input shows what the plan holds.
    typed: RwSignal<Option<String>>,
    error: RwSignal<Option<String>>,
}

impl Draft {
    fn new(
        editor: Editor,
        frame: Frame,
        stored: ArcReadSignal<Result<Option<Value>, IllTyped>>,
    ) -> Self {
        let draft = Self {
            editor,
            at: frame.at,
            ty: &frame.field.ty,
            stored: StoredValue::new(stored),
            typed: RwSignal::new(None),
            error: RwSignal::new(None),
        };
        // A field that is taken off the page loses the focus only after this.
        on_cleanup(move || draft.commit());
        draft
    }

    fn shown(self) -> String {
        if let Some(typed) = self.typed.get() {
            return typed;
        }
        let stored = self.stored.get_value().get();
        match stored {
            Ok(Some(value)) => self.editor.display(&value),
            Ok(None) | Err(IllTyped) => String::new(),
        }
    }

    fn commit(self) {
        // An input that is taken off the page loses the focus after its signals are gone.
        let Some(Some(typed)) = self.typed.try_get_untracked() else {
            return;
        };
        let read = untrack(|| Value::parse(&typed, self.ty, self.editor.input()));
        match read {
            Ok(value) => {
                let stored = self.stored.get_value().get_untracked();
                if stored.as_ref() != Ok(&value)
                    && let Err(error) = self.editor.store.set_value(self.at, value)
                {
                    self.wrong(sentence(&error));
                    return;
                }
                self.revert();
            }
            Err(error) => self.wrong(error.sentence(language())),
        }
    }

    /// Says what is wrong, which takes a line, once what is being pressed below it has been pressed.
    fn wrong(self, sentence: String) {
        after_press(Box::new(move || {
            // The field may be off the page by then.
            self.error.try_set(Some(sentence));
        }));
    }

    fn revert(self) {
        self.typed.set(None);
        self.error.set(None);
    }

    fn key(self, event: &ev::KeyboardEvent) {
        match event.key().as_str() {
            "Enter" => self.commit(),
            "Escape" => self.revert(),
            _ => {}
        }
    }
}

/// The unit that stands behind a number.
fn unit_of(editor: Editor, frame: Frame) -> Option<Signal<String>> {
    let FieldType::Number(unit) = frame.field.ty else {
        return None;
    };
    match unit {
        Unit::Fixed(unit) => Some(Signal::stored(tr(unit).to_owned())),
        Unit::Field(key) => unit_said_by(editor, item_of(frame.at.holder)?.field(key)),
    }
}

/// The unit that another field says: in words, by a choice, or as the unit of the item that it
/// links to.
fn unit_said_by(editor: Editor, at: FieldAddress) -> Option<Signal<String>> {
    match at.describe(&SCHEMA)?.ty {
        FieldType::Choice(choices) => {
            let chosen = choice_value(editor, at);
            Some(Signal::derive(move || match chosen.get() {
                Some("money") => editor.input().currency.code().to_owned(),
                chosen => {
                    let choice = choices.iter().find(|choice| Some(choice.key) == chosen);
                    choice.map_or_else(String::new, |choice| tr(choice.label).to_owned())
                }
            }))
        }
        FieldType::Link(kinds) => {
            let stored = editor.store.value(at);
            let (section, _) = SCHEMA.kind(kinds.first()?)?;
            let unit = Memo::new(move |_| match stored.get() {
                Ok(Some(Value::Link(item))) => {
                    let unit = Holder::Item(section.key, item).field("unit");
                    editor.store.text(unit).get()
                }
                _ => String::new(),
            });
            Some(unit.into())
        }
        _ => {
            let text = editor.store.text(at);
            Some(Signal::derive(move || text.get()))
        }
    }
}
