//! One text control of the page: what it shows and what is selected in it.
//!
//! Nothing about a control without the focus is asked of the browser: it would have to lay out the
//! page for the answer, once for every field.

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

    /// Whether it may be read and not written.
    pub(super) fn is_read_only(&self) -> bool {
        match self {
            Self::Line(input) => input.read_only(),
            Self::Area(area) => area.read_only(),
        }
    }

    /// What is selected in it; the end of the text if the browser does not tell.
    pub(super) fn selection(&self) -> Selection {
        if !self.has_focus() {
            return Selection::caret(u32::MAX);
        }
        let (start, end) = match self {
            Self::Line(input) => (input.selection_start(), input.selection_end()),
            Self::Area(area) => (area.selection_start(), area.selection_end()),
        };
        match (start, end) {
            (Ok(Some(start)), Ok(Some(end))) => Selection { start, end },
            _ => Selection::caret(u32::MAX),
        }
    }

    /// Whether the caret is at the start of what is selected.
    pub(super) fn is_backward(&self) -> bool {
        self.direction() == "backward"
    }

    fn direction(&self) -> String {
        let direction = match self {
            Self::Line(input) => input.selection_direction(),
            Self::Area(area) => area.selection_direction(),
        };
        direction
            .ok()
            .flatten()
            .unwrap_or_else(|| "none".to_owned())
    }

    /// How far its text is scrolled to the side.
    pub(super) fn scrolled(&self) -> i32 {
        match self {
            Self::Line(input) => input.scroll_left(),
            Self::Area(_) => 0,
        }
    }

    /// Shows this text with this selection. The place that was scrolled to and the end that the
    /// selection grows from stay.
    pub(super) fn show(&self, text: &str, selection: Selection) {
        if !self.has_focus() {
            match self {
                Self::Line(input) => input.set_value(text),
                Self::Area(area) => area.set_value(text),
            }
            return;
        }
        let Selection { start, end } = selection;
        let direction = self.direction();
        // A refused selection leaves the caret at the end of the text and harms nothing else.
        let _ = match self {
            Self::Line(input) => {
                let scrolled = input.scroll_left();
                input.set_value(text);
                let selected = input.set_selection_range_with_direction(start, end, &direction);
                input.set_scroll_left(scrolled);
                selected
            }
            Self::Area(area) => {
                let scrolled = area.scroll_top();
                area.set_value(text);
                let selected = area.set_selection_range_with_direction(start, end, &direction);
                area.set_scroll_top(scrolled);
                selected
            }
        };
    }

    /// Takes the focus, with the caret here; where it was, if nobody says where.
    pub(super) fn focus(&self, caret: Option<u32>) {
        // A control that cannot have the focus leaves it where it is.
        let _ = match self {
            Self::Line(input) => input.focus(),
            Self::Area(area) => area.focus(),
        };
        let Some(caret) = caret else { return };
        let _ = match self {
            Self::Line(input) => input.set_selection_range(caret, caret),
            Self::Area(area) => area.set_selection_range(caret, caret),
        };
    }

    /// Whether it has the focus. Selecting in a control without it would take it in some browsers.
    pub(super) fn has_focus(&self) -> bool {
        let element: &web_sys::Element = match self {
            Self::Line(input) => input,
            Self::Area(area) => area,
        };
        let page = element.owner_document();
        let active = page.and_then(|page| page.active_element());
        active.as_ref() == Some(element)
    }
}
