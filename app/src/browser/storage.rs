//! Small settings that stay on this device. A browser that keeps nothing is no error: settings
//! then last as long as the page.

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// What is kept under this key.
pub(crate) fn local(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
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
