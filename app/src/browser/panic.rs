//! What people see when the program breaks: one calm sentence and a way on, in plain elements,
//! because nothing else of the client can be relied on then.

use std::panic;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, HtmlDialogElement};

use crate::texts::{broken as texts, saving, tr};

/// From now on a panic is written to the console and explained on the page.
pub(crate) fn explain_panics() {
    panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&JsValue::from_str(&info.to_string()));
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            // A page that cannot even show this shows nothing; the console has the cause.
            let _ = show(&document);
        }
    }));
}

/// A window over the page, which Escape closes: what was typed can still be copied.
fn show(document: &Document) -> Result<(), JsValue> {
    const ID: &str = "broken";
    let Some(body) = document.body() else {
        return Ok(());
    };
    if document.get_element_by_id(ID).is_some() {
        return Ok(());
    }
    let dialog: HtmlDialogElement = document.create_element("dialog")?.unchecked_into();
    dialog.set_id(ID);
    dialog.set_class_name("dialog");
    dialog.set_attribute("role", "alertdialog")?;
    dialog.set_attribute("aria-label", tr(texts::HEADING))?;
    let heading = document.create_element("h2")?;
    heading.set_text_content(Some(tr(texts::HEADING)));
    let text = document.create_element("p")?;
    text.set_text_content(Some(tr(texts::SENTENCE)));
    let foot = document.create_element("div")?;
    foot.set_class_name("dialog-foot");
    // An empty link leads to the page itself: it needs no program to work.
    let link = document.create_element("a")?;
    link.set_attribute("href", "")?;
    link.set_class_name("button");
    link.set_attribute("data-kind", "primary")?;
    link.set_text_content(Some(tr(saving::RELOAD)));
    foot.append_child(&link)?;
    dialog.append_child(&heading)?;
    dialog.append_child(&text)?;
    dialog.append_child(&foot)?;
    body.append_child(&dialog)?;
    dialog.show_modal()
}
