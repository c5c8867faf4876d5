//! Parts of the client that are loaded when they are first needed.
//!
//! A function marked with `#[wasm_split(name, wasm_split_path = leptos::wasm_split, fallible)]`
//! goes into a file of its own, together with everything that only it needs. Functions of the same
//! name share the file. Calling one loads the file first, so that it answers in the future.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos::wasm_split::SplitLoaderError;

use super::live::live;
use crate::texts::parts::NOT_LOADED;
use crate::texts::tr;

/// The file of a part could not be loaded; the next call tries again.
#[derive(Debug, thiserror::Error)]
#[error("a part of the client could not be loaded")]
pub(crate) struct NotLoaded;

impl From<SplitLoaderError> for NotLoaded {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// What is shown by a part that is loaded for it: nothing until it is there.
pub(crate) fn later(part: impl Future<Output = Result<AnyView, NotLoaded>> + 'static) -> AnyView {
    shown_when_loaded(Box::pin(part))
}

/// The same, compiled once for all parts.
fn shown_when_loaded(part: Pin<Box<dyn Future<Output = Result<AnyView, NotLoaded>>>>) -> AnyView {
    let loaded = RwSignal::new(false);
    let slot = StoredValue::new_local(None);
    spawn_local_scoped(async move {
        let view = part.await.unwrap_or_else(|_| missing());
        // Whoever asked may have gone in the meantime.
        let _ = slot.try_set_value(Some(view));
        let _ = loaded.try_set(true);
    });
    live(move || {
        let is_loaded = loaded.get();
        is_loaded.then(|| slot.try_update_value(Option::take).flatten())
    })
}

fn missing() -> AnyView {
    view! {
        <p class="alert" role="alert">
            {tr(NOT_LOADED)}
        </p>
    }
    .into_any()
}
