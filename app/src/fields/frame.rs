//! What is around every field: its label with the mark of the side it speaks of, the advice of the
//! schema, what is wrong with what was typed, and who else is in it.
//!
//! The frame tells others when the focus is inside. It never looks at the value.

use leptos::prelude::*;
use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::comment::About;
use tandem_plan::form;
use tandem_plan::schema::Field;

use crate::components::{Glyph, Icon, SideMark, follow, live};
use crate::editor::Editor;
use crate::texts::{parts, talk, tr};

/// Where a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// In a form, with its label above.
    Labelled,
    /// In a table or a heading, where the label is heard only.
    Bare,
}

/// One field on the screen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    /// Which field of the plan.
    pub(crate) at: FieldAddress,
    /// What the schema says of it.
    pub(crate) field: &'static Field,
    /// Where it stands.
    pub(crate) look: Look,
}

/// What the label belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Labels {
    /// One control with the id of the field.
    Control,
    /// A group of controls; it refers to the label by its id.
    Group,
}

/// The id of the control of a field.
pub(crate) fn control_id(at: FieldAddress) -> String {
    format!("f-{at}")
}

/// The id of the label of a field.
pub(crate) fn label_id(at: FieldAddress) -> String {
    format!("f-{at}-label")
}

impl Frame {
    /// The id of the control.
    pub(super) fn id(self) -> String {
        control_id(self.at)
    }

    /// The id of the label.
    pub(super) fn label_id(self) -> String {
        label_id(self.at)
    }

    /// The ids of what describes the control.
    pub(super) fn described_by(self) -> String {
        format!("f-{at}-help f-{at}-error", at = self.at)
    }

    /// The frame around a control.
    pub(super) fn view(
        self,
        labels: Labels,
        error: Signal<Option<String>>,
        control: AnyView,
    ) -> AnyView {
        let Self { at, field, look } = self;
        let editor = Editor::of_page();
        let side = form::side_of(field.key)
            .filter(|_| look == Look::Labelled)
            .map(|side| side.key());
        let here = editor.store.visitors(at);
        // A caret that moves changes nothing of the frame.
        let visitors = Memo::new(move |_| {
            here.with(|people| {
                let first = people.first()?;
                Some((first.name.clone(), first.side.key(), people.len() - 1))
            })
        });
        view! {
            <div
                class="field"
                data-type=field.ty.name()
                data-side=follow(move || {
                    visitors.with(|visitors| visitors.as_ref().map(|visitor| visitor.1)).or(side)
                })
                data-speaks=side
                data-visited=follow(move || visitors.with(Option::is_some))
                on:focusin=move |event| {
                    // Of a cell, and not of the table around it.
                    event.stop_propagation();
                    editor.enter(at);
                }
                on:focusout=move |_| editor.store.set_focus(None)
            >
                {self.label(labels, side)}
                {findings(self.at)}
                {open_threads(editor, About::Field(at))}
                {control}
                <span class="field-help" id=format!("f-{at}-help")>
                    {tr(field.help)}
                </span>
                <span class="field-error" id=format!("f-{at}-error") role="alert">
                    {error}
                </span>
                {live(move || {
                    visitors.get().map(|(name, side, others)| visitor(&name, side, others))
                })}
            </div>
        }
        .into_any()
    }

    fn label(self, labels: Labels, side: Option<&'static str>) -> AnyView {
        let class = match self.look {
            Look::Labelled => "field-label",
            Look::Bare => "field-label only-heard",
        };
        let content = (
            side.map(|side| view! { <SideMark side /> }),
            tr(self.field.label),
        );
        match labels {
            Labels::Control => view! {
                <label class=class id=self.label_id() for=self.id()>
                    {content}
                </label>
            }
            .into_any(),
            Labels::Group => view! {
                <span class=class id=self.label_id()>
                    {content}
                </span>
            }
            .into_any(),
        }
    }
}

/// The quiet mark of a field about which the checks have something to say.
fn findings(at: FieldAddress) -> AnyView {
    let checks = Editor::of_page().review.at(at);
    live(move || {
        let checks = checks.get();
        let first = *checks.first()?;
        let what: Vec<&str> = checks.iter().map(|check| tr(check.what)).collect();
        let what = what.join(" ");
        Some(view! {
            <span class="field-findings" data-check=first.key title=what.clone()>
                <Icon glyph=Glyph::Check />
                <span class="only-heard">{what.clone()}</span>
            </span>
        })
    })
}

/// A button that says how many open threads there are about a part of the plan, and leads to them;
/// nothing where there are none.
pub(crate) fn open_threads(editor: Editor, about: About) -> AnyView {
    let count = editor.talk.open_at(about);
    live(move || {
        let count = count.get();
        (count > 0).then(|| {
            let label = talk::open_threads(count);
            view! {
                <button
                    class="open-threads"
                    type="button"
                    data-tooltip=label.clone()
                    aria-label=label
                    on:click=move |_| editor.comment_on(about)
                >
                    <Icon glyph=Glyph::Talk />
                    {count}
                </button>
            }
        })
    })
}

/// A mark at what others have changed since this person was here; nothing where nobody has.
pub(crate) fn news_mark(editor: Editor, about: About) -> AnyView {
    let is_new = editor.news.is_in(about);
    live(move || is_new.get().then(changed_mark))
}

/// The mark itself.
pub(crate) fn changed_mark() -> AnyView {
    let label = tr(parts::NEWS);
    view! { <span class="news-mark" role="img" aria-label=label title=label></span> }.into_any()
}

/// The name tag of somebody else who is in the field.
fn visitor(name: &str, side: &'static str, others: usize) -> AnyView {
    let name = if others == 0 {
        name.to_owned()
    } else {
        format!("{name} +{others}")
    };
    view! {
        <span class="field-visitor">
            <SideMark side />
            {name}
        </span>
    }
    .into_any()
}

/// No error, for fields in which nothing can be mistyped.
pub(super) fn never_wrong() -> Signal<Option<String>> {
    Signal::stored(None)
}

/// The item that a field belongs to, as the holder of its other fields.
pub(super) fn item_of(holder: Holder) -> Option<Holder> {
    match holder {
        Holder::Item(section, item) | Holder::Row(section, item, ..) => {
            Some(Holder::Item(section, item))
        }
        Holder::Section(_) | Holder::Document => None,
    }
}
