//! What people see when the program breaks: one calm sentence and a way on, in plain elements,
//! because nothing else of the client can be relied on then.

use std::panic;

use wasm_bindgen::JsValue;
use web_sys::Document;

const SENTENCE: &str =
    "Something broke. Your work up to the last saved moment is on the server. Reload the page.";

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

fn show(document: &Document) -> Result<(), JsValue> {
    const ID: &str = "broken";
    if document.get_element_by_id(ID).is_some() {
        return Ok(());
    }
    let notice = document.create_element("div")?;
    notice.set_id(ID);
    notice.set_class_name("broken");
    notice.set_attribute("role", "alert")?;
    let text = document.create_element("p")?;
    text.set_text_content(Some(SENTENCE));
    // An empty link leads to the page itself: it needs no program to work, and `external` keeps
    // the router, which is part of what broke, away from it.
    let link = document.create_element("a")?;
    link.set_attribute("href", "")?;
    link.set_attribute("rel", "external")?;
    link.set_class_name("button");
    link.set_text_content(Some("Reload"));
    notice.append_child(&text)?;
    notice.append_child(&link)?;
    if let Some(body) = document.body() {
        body.append_child(&notice)?;
    }
    Ok(())
}
