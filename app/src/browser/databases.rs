//! All databases of this device at once.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Deletes all databases whose names begin like this, as far as the browser tells which there are.
/// Those that another tab has open are gone when that tab lets go of them.
pub(crate) async fn delete_databases(prefix: &str) {
    let factory = web_sys::window().and_then(|window| window.indexed_db().ok().flatten());
    let Some(factory) = factory else { return };
    for name in names(&factory).await.unwrap_or_default() {
        if name.starts_with(prefix) {
            // What cannot be deleted belongs to nobody who could ask for it.
            let _ = factory.delete_database(&name);
        }
    }
}

/// The names of all databases. The bindings do not know the question.
async fn names(factory: &JsValue) -> Option<Vec<String>> {
    let ask: Function = Reflect::get(factory, &"databases".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let asked: Promise = ask.call0(factory).ok()?.dyn_into().ok()?;
    let found = Array::from(&JsFuture::from(asked).await.ok()?);
    let name = |database: JsValue| Reflect::get(&database, &"name".into()).ok()?.as_string();
    Some(found.iter().filter_map(name).collect())
}
