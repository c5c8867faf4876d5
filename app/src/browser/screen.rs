//! What is on the screen: the page's title and colours, and elements by their id.

use leptos::prelude::request_animation_frame;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, HtmlDialogElement, HtmlDocument, HtmlElement, HtmlInputElement,
    HtmlTextAreaElement, ScrollIntoViewOptions, ScrollLogicalPosition,
};

pub(super) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn element(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// The element with this id, without what stood in it.
pub(crate) fn cleared(id: &str) -> Option<HtmlElement> {
    let element = element(id)?;
    element.set_inner_html("");
    Some(element)
}

/// Names the page in the tab and the history.
pub(crate) fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets the page's colours: `light`, `dark`, or as the system has them.
pub(crate) fn set_colours(theme: Option<&str>) {
    let Some(root) = document().and_then(|document| document.document_element()) else {
        return;
    };
    // Only an illegal name could be refused, and this one is legal.
    let _ = match theme {
        Some(theme) => root.set_attribute("data-theme", theme),
        None => root.remove_attribute("data-theme"),
    };
}

/// Says in which language the page is written, to screen readers and to hyphenation.
pub(crate) fn set_language(tag: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // Only an illegal name could be refused, and this one is legal.
        let _ = root.set_attribute("lang", tag);
    }
}

/// In which language the server has written the page.
pub(crate) fn language() -> Option<String> {
    document()?.document_element()?.get_attribute("lang")
}

/// Gives the focus to the element with this id; a text in it is not selected. Returns whether
/// there is one.
pub(crate) fn focus(id: &str) -> bool {
    element(id).is_some_and(|element| element.focus().is_ok())
}

/// Gives the focus to the text control with this id and puts the caret so many UTF-16 units from
/// the start of its text. Returns whether there is one.
pub(crate) fn select(id: &str, caret: u32) -> bool {
    let Some(element) = element(id) else {
        return false;
    };
    if element.focus().is_err() {
        return false;
    }
    // A control in which nothing can be selected leaves the caret where it is.
    let _ = if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        area.set_selection_range(caret, caret)
    } else if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        input.set_selection_range(caret, caret)
    } else {
        Ok(())
    };
    true
}

/// Where in a text somebody has pressed: the pieces of the text carry their places as `data-at`, in
/// UTF-16 units. `None` where the browser cannot tell.
pub(crate) fn pressed_place(x: i32, y: i32) -> Option<u32> {
    let document = document()?;
    // Not all browsers have it, and the binding takes it for granted.
    let name = JsValue::from_str("caretPositionFromPoint");
    if !js_sys::Reflect::has(&document, &name).unwrap_or(false) {
        return None;
    }
    let pressed = document.caret_position_from_point(x as f32, y as f32)?;
    let node = pressed.offset_node()?;
    let place = |piece: &Element, offset: u32| {
        let at: u32 = piece.get_attribute("data-at")?.parse().ok()?;
        Some(at + offset)
    };
    match node.dyn_ref::<Element>() {
        None => place(&node.parent_element()?, pressed.offset()),
        Some(around) => {
            // Beside the letters of a line: the end of the last piece in front of it.
            let pieces = around.query_selector_all("[data-at]").ok()?;
            let last = pieces.item(pieces.length().checked_sub(1)?)?;
            let length = last
                .text_content()
                .map_or(0, |text| text.encode_utf16().count());
            place(last.unchecked_ref(), u32::try_from(length).ok()?)
        }
    }
}

/// Whether somebody can see the page: it is no tab behind others.
pub(crate) fn is_seen() -> bool {
    document().is_some_and(|document| !document.hidden())
}

/// Whether an event happened inside an element that matches `selector`.
pub(crate) fn is_in(event: &web_sys::Event, selector: &str) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| matches!(target.closest(selector), Ok(Some(_))))
}

/// Whether something on the page is selected, other than in a control.
pub(crate) fn has_selection() -> bool {
    let selection = web_sys::window().and_then(|window| window.get_selection().ok().flatten());
    selection.is_some_and(|selection| !selection.is_collapsed())
}

/// Copies the text that stands in the control with this id. Returns whether the browser did so; if
/// not, all of it is selected and has the focus.
pub(crate) fn copy(id: &str) -> bool {
    let control: Option<HtmlTextAreaElement> =
        element(id).and_then(|element| element.dyn_into().ok());
    let Some(control) = control else { return false };
    let holder = active();
    // Unlike the newer interface this one also works on a page that did not come over TLS.
    let document = document().and_then(|document| document.dyn_into::<HtmlDocument>().ok());
    // A text that cannot have the focus can be selected all the same.
    let _ = control.focus();
    control.select();
    let is_copied = document.is_some_and(|document| document.exec_command("copy") == Ok(true));
    if let Some(holder) = holder.filter(|_| is_copied) {
        // It had the focus a moment ago, so it can have it again.
        let _ = holder.focus();
    }
    is_copied
}

/// Keeps the focus where it is while a list puts its elements into another order: an element loses
/// it when it or its surroundings are put elsewhere in the page, whoever moved them. To be called
/// just before; nothing that is typed can fall in between.
pub(crate) fn keep_focus() {
    let Some(holder) = active() else { return };
    spawn_local(async move {
        let is_free = active().is_none_or(|now| now.tag_name() == "BODY");
        if is_free && holder.is_connected() {
            // It had the focus a moment ago, so it can have it again.
            let _ = holder.focus();
        }
    });
}

/// Takes the focus away from its field and gives it back: the field enters what was typed in it.
pub(crate) fn leave_field() {
    if let Some(holder) = active() {
        // What has the focus can lose it and have it again.
        let _ = holder.blur().and_then(|()| holder.focus());
    }
}

fn active() -> Option<HtmlElement> {
    document()?.active_element()?.dyn_into().ok()
}

/// Brings the element with this id into view, in the middle if it was out of sight. Returns
/// whether there is one.
pub(crate) fn reveal(id: &str) -> bool {
    let Some(element) = element(id) else {
        return false;
    };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    true
}

/// Scrolls a list that lies across the page so that one of its elements is in view. Unlike [`reveal`] it
/// leaves alone from where the Tab key goes on.
pub(crate) fn scroll_across(list: &str, entry: &str) {
    let (Some(around), Some(inside)) = (extent(list), extent(entry)) else {
        return;
    };
    let by = (inside.left - around.left).min(0) + (inside.right - around.right).max(0);
    if let Some(list) = element(list) {
        list.set_scroll_left(list.scroll_left() + by);
    }
}

/// Closes a window over the page; the browser gives the focus back to where it was before.
pub(crate) fn close_window(id: &str) {
    if let Some(window) =
        element(id).and_then(|element| element.dyn_into::<HtmlDialogElement>().ok())
    {
        window.close();
    }
}

/// Calls `act` with every frame until it says that it is done, for half a second at most: for what
/// waits until something has been put on the page.
pub(crate) fn retry(act: impl Fn() -> bool + 'static) {
    fn again(act: impl Fn() -> bool + 'static, left: u32) {
        request_animation_frame(move || {
            if !act() && left > 0 {
                again(act, left - 1);
            }
        });
    }
    again(act, 30);
}

/// Scrolls to the top of the page.
pub(crate) fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Scrolls a little when something is held near an edge of the screen at height `y`.
pub(crate) fn scroll_near_edge(y: i32) {
    const EDGE: i32 = 90;
    const STEP: f64 = 14.0;
    let Some(window) = web_sys::window() else {
        return;
    };
    let (_, height) = size();
    if y < EDGE {
        window.scroll_by_with_x_and_y(0.0, -STEP);
    } else if y > height - EDGE {
        window.scroll_by_with_x_and_y(0.0, STEP);
    }
}

/// Where an element lies on the screen, in whole CSS pixels from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) top: i32,
    pub(crate) bottom: i32,
    pub(crate) left: i32,
    pub(crate) right: i32,
}

/// Where the element with this id lies.
pub(crate) fn extent(id: &str) -> Option<Extent> {
    let rect = element(id)?.get_bounding_client_rect();
    Some(Extent {
        top: rect.top() as i32,
        bottom: rect.bottom() as i32,
        left: rect.left() as i32,
        right: rect.right() as i32,
    })
}

/// The width and the height of the window in CSS pixels, without scroll bars.
pub(crate) fn size() -> (i32, i32) {
    document()
        .and_then(|document| document.document_element())
        .map_or((0, 0), |root| (root.client_width(), root.client_height()))
}

/// Sets style properties of the element with this id.
pub(crate) fn set_styles(id: &str, properties: &[(&str, String)]) {
    let Some(element) = element(id) else { return };
    for (name, value) in properties {
        // An unknown value leaves the property as it was.
        let _ = element.style().set_property(name, value);
    }
}

/// A text in small letters, by the rules of the browser's language.
pub(crate) fn small_letters(text: &str) -> String {
    js_sys::JsString::from(text)
        .to_locale_lower_case(None)
        .into()
}

/// Moves the focus by so many places among the elements inside `id` that match `selector`, round
/// the ends; to the first or last one when none has it.
pub(crate) fn move_focus(id: &str, selector: &str, by: i32) {
    let Some(list) = element(id) else { return };
    let Ok(found) = list.query_selector_all(selector) else {
        return;
    };
    let count = i32::try_from(found.length()).unwrap_or_default();
    if count == 0 {
        return;
    }
    let active = document().and_then(|document| document.active_element());
    let node = |index: i32| found.item(u32::try_from(index).ok()?);
    let here = (0..count).find(|&index| {
        node(index).is_some_and(|node| {
            active
                .as_ref()
                .is_some_and(|active| node.is_same_node(Some(active)))
        })
    });
    let next = match here {
        Some(here) => (here + by).rem_euclid(count),
        None if by < 0 => count - 1,
        None => 0,
    };
    if let Some(element) = node(next).and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// Whether what has the focus is a text that the browser's own undo belongs to.
pub(crate) fn is_writing() -> bool {
    document()
        .and_then(|document| document.active_element())
        .is_some_and(|element| {
            matches!(element.tag_name().as_str(), "TEXTAREA")
                || (element.tag_name() == "INPUT"
                    && !matches!(
                        element.get_attribute("type").as_deref(),
                        Some("radio" | "checkbox" | "button")
                    ))
        })
}
