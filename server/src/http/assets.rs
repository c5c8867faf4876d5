//! The files of the web client: built ahead, named by their content, compressed ahead.
//!
//! A release build carries them inside; a debug build reads them from the build's folder when
//! they are asked for, so that a rebuilt client needs no rebuilt server.

use std::borrow::Cow;
use std::fs;
use std::path::{Component, Path as FilePath, PathBuf};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use rust_embed::Embed;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::encoding::Encoding;
use super::pages;
use crate::app::App;

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../target/web"]
#[allow_missing = true]
struct BuiltIn;

const MANIFEST: &str = "manifest.json";
/// The name changes when the content does.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Keeps the program on people's devices: an old one would keep an old program.
const WORKER: &str = "worker.js";
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");
const FIVE_MINUTES: HeaderValue = HeaderValue::from_static("public, max-age=300");

/// Where the client's files come from.
#[derive(Debug, Clone, Default)]
pub enum Assets {
    /// From this program.
    #[default]
    BuiltIn,
    /// From a folder, which is read whenever a file is asked for.
    Folder(PathBuf),
}

/// What a page must know to load the client. Paths are relative to the server's root.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Manifest {
    /// The module that starts the client.
    pub start: String,
    /// The style sheet.
    pub style: String,
    /// What `start` imports.
    pub script: String,
    /// What `start` loads.
    pub wasm: String,
    /// The client's texts in German.
    pub german: String,
    /// Changes whenever any file does.
    pub build: String,
}

struct File {
    content: Bytes,
    sha256: [u8; 32],
}

impl Assets {
    /// What pages must know; `None` if the client was not built.
    #[must_use]
    pub fn manifest(&self) -> Option<Manifest> {
        let file = self.read(MANIFEST)?;
        let manifest = serde_json::from_slice(&file.content);
        manifest
            .inspect_err(|error| tracing::error!(%error, "the client's manifest cannot be read"))
            .ok()
    }

    fn read(&self, path: &str) -> Option<File> {
        let plain = |part: Component<'_>| matches!(part, Component::Normal(_));
        if path.is_empty() || !FilePath::new(path).components().all(plain) {
            return None;
        }
        match self {
            Self::BuiltIn => {
                let file = BuiltIn::get(path)?;
                let content = match file.data {
                    Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                    Cow::Owned(bytes) => bytes.into(),
                };
                Some(File {
                    content,
                    sha256: file.metadata.sha256_hash(),
                })
            }
            Self::Folder(folder) => {
                let content = fs::read(folder.join(path)).ok()?;
                Some(File {
                    sha256: Sha256::digest(&content).into(),
                    content: content.into(),
                })
            }
        }
    }

    /// Answers with a file in the best encoding that the browser takes and the build has made.
    fn answer(&self, path: &str, cache: HeaderValue, request: &HeaderMap) -> Option<Response> {
        let plain = self.read(path)?;
        let (encoding, content) = Encoding::accepted(request)
            .find_map(|encoding| {
                let file = self.read(&format!("{path}{}", encoding.suffix()))?;
                Some((Some(encoding), file.content))
            })
            .unwrap_or((None, plain.content));
        // The tag names the content in this encoding; equal content keeps its tag over builds.
        let tag = etag(&plain.sha256, encoding);
        let mut response = if matches(request, &tag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let mut response = Body::from(content).into_response();
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, media_type(path));
            if let Some(encoding) = encoding {
                headers.insert(
                    header::CONTENT_ENCODING,
                    HeaderValue::from_static(encoding.name()),
                );
            }
            response
        };
        let headers = response.headers_mut();
        headers.insert(header::ETAG, tag);
        headers.insert(header::CACHE_CONTROL, cache);
        headers.insert(
            header::VARY,
            HeaderValue::from_name(header::ACCEPT_ENCODING),
        );
        Some(response)
    }
}

/// `GET /assets/{*path}`: files that are named by their content.
pub(super) async fn hashed(
    State(app): State<Arc<App>>,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Response {
    let path = format!("assets/{path}");
    app.assets
        .answer(&path, FOREVER, &headers)
        .unwrap_or_else(|| (StatusCode::NOT_FOUND, "There is no such file.\n").into_response())
}

/// Everything else: the client's public files, such as `/robots.txt`, or the page that says that
/// nothing is there.
pub(super) async fn public(
    State(app): State<Arc<App>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if !matches!(method, Method::GET | Method::HEAD) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let path = uri.path().trim_start_matches('/');
    let inner = path == MANIFEST || path.starts_with("assets/") || Encoding::is_suffixed(path);
    let cache = if path == WORKER {
        ASK_AGAIN
    } else {
        FIVE_MINUTES
    };
    let file = (!inner).then(|| app.assets.answer(path, cache, &headers));
    file.flatten()
        .unwrap_or_else(|| pages::shell(&app, &headers, StatusCode::NOT_FOUND))
}

fn etag(sha256: &[u8; 32], encoding: Option<Encoding>) -> HeaderValue {
    let mut tag = String::from("\"");
    for byte in &sha256[..8] {
        tag.push_str(&format!("{byte:02x}"));
    }
    if let Some(encoding) = encoding {
        tag.push('-');
        tag.push_str(encoding.name());
    }
    tag.push('"');
    HeaderValue::try_from(tag).expect("digits and letters are ASCII")
}

/// Whether the browser has this very content already.
fn matches(request: &HeaderMap, tag: &HeaderValue) -> bool {
    request
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|candidate| candidate.trim().trim_start_matches("W/"))
        .any(|candidate| candidate == "*" || candidate.as_bytes() == tag.as_bytes())
}

fn media_type(path: &str) -> HeaderValue {
    let extension = FilePath::new(path).extension();
    let media_type = match extension.and_then(|extension| extension.to_str()) {
        Some("wasm") => "application/wasm",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("wav") => "audio/wav",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    };
    HeaderValue::from_static(media_type)
}
