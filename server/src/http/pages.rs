//! The page that loads the client: the same for every address, because the client decides what is
//! shown. It holds no script of its own, and says something before the client has arrived.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use super::assets::Manifest;
use crate::app::App;

/// `GET /`, `/join/{token}` and `/plan/{plan}`. Anybody gets the page; the client asks the API who
/// it is and explains what is not allowed.
pub(super) async fn client(State(app): State<Arc<App>>) -> Response {
    shell(&app, StatusCode::OK)
}

/// `GET /shell`: the page without any content, which devices keep to start without a network.
pub(super) async fn kept(State(app): State<Arc<App>>) -> Response {
    shell(&app, StatusCode::OK)
}

/// The page with this status, or a sentence if the client was not built.
pub(super) fn shell(app: &App, status: StatusCode) -> Response {
    let mut response = match app.assets.manifest() {
        Some(manifest) => (status, Html(html(&manifest))).into_response(),
        None => (
            StatusCode::SERVICE_UNAVAILABLE,
            "The web client is not built: run `cargo xtask build`.\n",
        )
            .into_response(),
    };
    // Its address may be a secret, and it names the files of one build.
    let no_store = HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, no_store);
    response
}

/// The manifest comes from our own build and holds names of files: nothing in it needs escaping.
fn html(manifest: &Manifest) -> String {
    let Manifest {
        start,
        style,
        script,
        wasm,
        build,
    } = manifest;
    format!(
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Tandem</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="Partner business plans, written together.">
<meta name="robots" content="noindex">
<meta name="tandem-build" content="{build}">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="manifest" href="/tandem.webmanifest">
<link rel="stylesheet" href="/{style}">
<link rel="modulepreload" href="/{start}">
<link rel="modulepreload" href="/{script}">
<link rel="preload" href="/{wasm}" as="fetch" type="application/wasm" crossorigin>
<script type="module" src="/{start}"></script>
</head>
<body>
<div id="app"><div class="app-loading" role="status"><p>Opening Tandem…</p></div></div>
<noscript><p class="app-noscript">Tandem needs JavaScript: several people write in one plan at the same time. Please allow it for this site.</p></noscript>
</body>
</html>
"#
    )
}
