//! One text control of the page: what it shows and what is selected in it.

use web_sys::{EventTarget, HtmlInputElement, HtmlTextAreaElement};

use super::binding::Selection;

/// An `<input>` or a `<textarea>`.
#[derive(Debug, Clone)]
pub(super) enum Control {
    Line(HtmlInputElement),
    Area(HtmlTextAreaElement),
}

impl Control {
    /// The element as the source of events.
    pub(super) fn target(&self) -> &EventTarget {
        match self {
            Self::Line(input) => input,
            Self::Area(area) => area,
        }
    }

    /// What it holds.
    pub(super) fn value(&self) -> String {
        match self {
            Self::Line(input) => input.value(),
            Self::Area(area) => area.value(),
        }
    }

    /// What is selected in it; the end of the text if the browser does not tell.
    pub(super) fn selection(&self) -> Selection {
        let (start, end) = match self {
            Self::Line(input) => (input.selection_start(), input.selection_end()),
            Self::Area(area) => (area.selection_start(), area.selection_end()),
        };
        match (start, end) {
            (Ok(Some(start)), Ok(Some(end))) => Selection { start, end },
            _ => Selection::caret(u32::MAX),
        }
    }

    /// Shows this text, and in a control with the focus this selection: the place that was scrolled
    /// to and the end that the selection grows from stay.
    pub(super) fn show(&self, text: &str, selection: Selection) {
        if !self.has_focus() {
            // Not even asked where it is scrolled to: the browser would lay out the page for it, once
            // for every field of a page that is being built.
            match self {
                Self::Line(input) => input.set_value(text),
                Self::Area(area) => area.set_value(text),
            }
            return;
        }
        let Selection { start, end } = selection;
        // A refused selection leaves the caret at the end of the text and harms nothing else.
        let _ = match self {
            Self::Line(input) => {
                let direction = input.selection_direction().ok().flatten();
                let scrolled = input.scroll_left();
                input.set_value(text);
                let direction = direction.as_deref().unwrap_or("none");
                let selected = input.set_selection_range_with_direction(start, end, direction);
                input.set_scroll_left(scrolled);
                selected
            }
            Self::Area(area) => {
                let direction = area.selection_direction().ok().flatten();
                let scrolled = area.scroll_top();
                area.set_value(text);
                let direction = direction.as_deref().unwrap_or("none");
                let selected = area.set_selection_range_with_direction(start, end, direction);
                area.set_scroll_top(scrolled);
                selected
            }
        };
    }

    /// Whether it has the focus. Selecting in a control without it would take it in some browsers.
    fn has_focus(&self) -> bool {
        let element: &web_sys::Element = match self {
            Self::Line(input) => input,
            Self::Area(area) => area,
        };
        let active = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.active_element());
        active.as_ref() == Some(element)
    }
}
