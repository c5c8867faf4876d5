//! The page that loads the client: the client decides what is shown at which address. It holds no
//! script of its own, and says something before the client has arrived.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use tandem_plan::language::{Language, Text};
use tandem_plan::render::escape;

use super::assets::Manifest;
use super::look::Look;
use crate::app::App;

const DESCRIPTION: Text = Text::new(
    "Partner business plans, written together.",
    "Geschäftspläne von Partnern, gemeinsam geschrieben.",
);
const OPENING: Text = Text::new("Opening Tandem…", "Tandem wird geöffnet …");
const NEEDS_SCRIPT: Text = Text::new(
    "Tandem needs JavaScript: several people write in one plan at the same time. Please allow it for this site.",
    "Tandem braucht JavaScript: Mehrere schreiben gleichzeitig an einem Plan. Bitte für diese Seite erlauben.",
);

/// What is on a page.
#[derive(Debug)]
pub(super) struct Page {
    /// Its title, not escaped.
    pub(super) title: String,
    /// The class of its body.
    pub(super) class: &'static str,
    /// What else stands in its head, as HTML.
    pub(super) head: String,
    /// What people see, as HTML.
    pub(super) body: String,
}

/// `GET /` and `/join/{token}`. Anybody gets the page; the client asks the API who it is and
/// explains what is not allowed.
pub(super) async fn client(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    shell(&app, &headers, StatusCode::OK)
}

/// `GET /shell`: the page without any content, which devices keep to start without a network.
pub(super) async fn kept(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    shell(&app, &headers, StatusCode::OK)
}

/// The page without anything in it, with this status.
pub(super) fn shell(app: &App, headers: &HeaderMap, status: StatusCode) -> Response {
    let look = Look::of(headers);
    answer(app, look, status, |manifest| {
        let opening = OPENING.in_language(look.language);
        let noscript = NEEDS_SCRIPT.in_language(look.language);
        Page {
            title: "Tandem".to_owned(),
            class: "",
            head: client_head(manifest, look.language),
            body: format!(
                r#"<div id="app"><div class="app-loading" role="status"><p>{opening}</p></div></div>
<noscript><p class="app-noscript">{noscript}</p></noscript>"#
            ),
        }
    })
}

/// A page with this status, or a sentence if the client was not built.
pub(super) fn answer(
    app: &App,
    look: Look,
    status: StatusCode,
    page: impl FnOnce(&Manifest) -> Page,
) -> Response {
    let mut response = match app.assets.manifest() {
        Some(manifest) => (status, Html(html(&manifest, look, &page(&manifest)))).into_response(),
        None => (
            StatusCode::SERVICE_UNAVAILABLE,
            "The web client is not built: run `cargo xtask build`.\n",
        )
            .into_response(),
    };
    // Its address may be a secret, what it holds is not for everybody, and it names the files of
    // one build.
    let no_store = HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, no_store);
    response
}

/// What a page must name to load the client. The manifest comes from our own build and holds names
/// of files: nothing in it needs escaping.
pub(super) fn client_head(manifest: &Manifest, language: Language) -> String {
    let Manifest {
        start,
        script,
        wasm,
        german,
        build,
        ..
    } = manifest;
    let texts = match language {
        Language::English => String::new(),
        Language::German => {
            format!(r#"<link rel="preload" href="/{german}" as="fetch" crossorigin>"#) + "\n"
        }
    };
    format!(
        r#"<meta name="tandem-build" content="{build}">
<link rel="manifest" href="/tandem.webmanifest">
<link rel="modulepreload" href="/{start}">
<link rel="modulepreload" href="/{script}">
<link rel="preload" href="/{wasm}" as="fetch" type="application/wasm" crossorigin>
{texts}<script type="module" src="/{start}"></script>
"#
    )
}

fn html(manifest: &Manifest, look: Look, page: &Page) -> String {
    let Page {
        title,
        class,
        head,
        body,
    } = page;
    let Manifest { style, .. } = manifest;
    let Look { language, theme } = look;
    let theme = theme.map_or_else(String::new, |theme| format!(r#" data-theme="{theme}""#));
    let class = match *class {
        "" => String::new(),
        class => format!(r#" class="{class}""#),
    };
    let title = escape(title);
    let description = DESCRIPTION.in_language(language);
    let tag = language.tag();
    format!(
        r#"<!doctype html>
<html lang="{tag}"{theme}>
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="{description}">
<meta name="robots" content="noindex">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/{style}">
{head}</head>
<body{class}>
{body}
</body>
</html>
"#
    )
}
