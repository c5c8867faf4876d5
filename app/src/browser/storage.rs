//! Small settings that stay on this device. A browser that keeps nothing is no error: settings
//! then last as long as the page. What the server must know to write a page, such as the language,
//! is kept in a cookie; everything else never leaves the device.

use leptos::wasm_bindgen::JsCast;

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// What is kept under this key.
pub(crate) fn local(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// All keys under which something is kept, whoever keeps it.
pub(crate) fn local_keys() -> Vec<String> {
    let storage = storage();
    let keys = storage.iter().flat_map(|storage| {
        let count = storage.length().unwrap_or_default();
        (0..count).filter_map(|index| storage.key(index).ok().flatten())
    });
    keys.collect()
}

/// Keeps a value under this key, or forgets it.
pub(crate) fn set_local(key: &str, value: Option<&str>) {
    let Some(storage) = storage() else { return };
    // A full or forbidden store loses the setting and nothing else.
    let _ = match value {
        Some(value) => storage.set_item(key, value),
        None => storage.remove_item(key),
    };
}

/// The value of this cookie, of those that scripts may read.
pub(crate) fn cookie(name: &str) -> Option<String> {
    let cookies = document()?.cookie().ok()?;
    let value_of = |cookie: &str| {
        let (key, value) = cookie.trim().split_once('=')?;
        (key == name).then(|| value.to_owned())
    };
    cookies.split(';').find_map(value_of)
}

/// Keeps a value for a year in a cookie that the server is sent. `value` holds nothing that means
/// something in a cookie.
pub(crate) fn set_cookie(name: &str, value: &str) {
    if let Some(document) = document() {
        // A browser that takes no cookies loses the setting and nothing else.
        let _ = document.set_cookie(&format!(
            "{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax"
        ));
    }
}

fn document() -> Option<web_sys::HtmlDocument> {
    web_sys::window()?.document()?.dyn_into().ok()
}
