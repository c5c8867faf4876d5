//! The page that loads the client, and the client's files.

use std::fs;
use std::path::Path;

use axum::http::StatusCode;
use tandem_server::http::assets::Assets;
use tempfile::TempDir;

use crate::support::{Options, TestServer};

const WASM: &str = "/assets/tandem-4.wasm";

/// A server with a client of a few bytes.
pub(crate) async fn server() -> (TestServer, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    build(folder.path());
    let server = TestServer::start_with(Options {
        assets: Assets::Folder(folder.path().to_owned()),
        ..Options::default()
    })
    .await;
    (server, folder)
}

fn build(folder: &Path) {
    fs::create_dir(folder.join("assets")).unwrap();
    for (name, content) in [
        (
            "manifest.json",
            r#"{"start":"assets/start-1.js","style":"assets/style-2.css","script":"assets/tandem-3.js","wasm":"assets/tandem-4.wasm","german":"assets/german-6.txt","build":"b5"}"#,
        ),
        ("assets/start-1.js", "start"),
        ("assets/style-2.css", "style"),
        ("assets/tandem-3.js", "script"),
        ("assets/tandem-4.wasm", "plain wasm"),
        ("assets/tandem-4.wasm.br", "brotli wasm"),
        ("assets/tandem-4.wasm.gz", "gzip wasm"),
        ("robots.txt", "robots"),
        ("worker.js", "worker"),
        ("icon.svg", "<svg/>"),
    ] {
        fs::write(folder.join(name), content).unwrap();
    }
}

#[tokio::test]
async fn the_page_loads_the_client_and_says_something_before_it_arrives() {
    let (server, _folder) = server().await;
    let mut browser = server.browser();
    for path in ["/", "/join/x", "/plan/x", "/shell"] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert_eq!(page.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(
            page.header("content-type"),
            Some("text/html; charset=utf-8")
        );
        let html = std::str::from_utf8(&page.body).unwrap();
        for part in [
            "<!doctype html>",
            r#"<html lang="en">"#,
            r#"<meta name="tandem-build" content="b5">"#,
            r#"<link rel="stylesheet" href="/assets/style-2.css">"#,
            r#"<link rel="modulepreload" href="/assets/tandem-3.js">"#,
            r#"href="/assets/tandem-4.wasm" as="fetch""#,
            r#"<script type="module" src="/assets/start-1.js"></script>"#,
            r#"class="app-loading""#,
            "<noscript>",
            "<title>Tandem</title>",
        ] {
            assert!(html.contains(part), "{path} lacks {part}");
        }
        assert!(
            !html.contains("german-6.txt"),
            "a page in English needs no German"
        );
        assert_eq!(
            html.matches("<script").count(),
            1,
            "no script inside the page"
        );
        assert!(!html.contains("style="), "no style inside the page");
    }
}

#[tokio::test]
async fn an_address_that_leads_nowhere_is_answered_by_the_page() {
    let (server, _folder) = server().await;
    let page = server.browser().get("/no/such/page").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.body.starts_with(b"<!doctype html>"));
}

#[tokio::test]
async fn without_a_client_the_page_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::start_with(Options {
        assets: Assets::Folder(folder.path().to_owned()),
        ..Options::default()
    })
    .await;
    let page = server.browser().get("/").await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    let text = std::str::from_utf8(&page.body).unwrap();
    assert!(text.contains("cargo xtask build"), "{text}");
}

#[tokio::test]
async fn the_smallest_form_that_the_browser_takes_is_sent() {
    let (server, _folder) = server().await;
    let mut browser = server.browser();
    for (accept, encoding, body) in [
        ("gzip, deflate, br, zstd", Some("br"), "brotli wasm"),
        ("gzip", Some("gzip"), "gzip wasm"),
        ("br;q=0, gzip", Some("gzip"), "gzip wasm"),
        ("identity", None, "plain wasm"),
    ] {
        let answer = browser.get_with(WASM, &[("accept-encoding", accept)]).await;
        assert_eq!(answer.header("content-encoding"), encoding, "{accept}");
        assert_eq!(answer.body, body, "{accept}");
        assert_eq!(answer.header("content-type"), Some("application/wasm"));
        assert_eq!(answer.header("vary"), Some("accept-encoding"));
        assert_eq!(
            answer.header("cache-control"),
            Some("public, max-age=31536000, immutable")
        );
    }
    // A file without compressed forms is sent as it is.
    let accept = [("accept-encoding", "br")];
    let answer = browser.get_with("/assets/start-1.js", &accept).await;
    assert_eq!(answer.header("content-encoding"), None);
    assert_eq!(answer.body, "start");
}

#[tokio::test]
async fn what_the_browser_has_is_not_sent_again() {
    let (server, _folder) = server().await;
    let mut browser = server.browser();
    let brotli = ("accept-encoding", "br");
    let first = browser.get_with(WASM, &[brotli]).await;
    let tag = first.header("etag").unwrap();
    let again = browser
        .get_with(WASM, &[brotli, ("if-none-match", tag)])
        .await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert_eq!(again.header("etag"), Some(tag));
    assert!(again.body.is_empty());
    // The tag is that of one form.
    let gzip = ("accept-encoding", "gzip");
    let other = browser
        .get_with(WASM, &[gzip, ("if-none-match", tag)])
        .await;
    assert_eq!(other.status, StatusCode::OK);
    assert_eq!(other.body, "gzip wasm");
}

#[tokio::test]
async fn public_files_are_kept_for_a_short_time() {
    let (server, _folder) = server().await;
    let mut browser = server.browser();
    for (path, media_type) in [
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/icon.svg", "image/svg+xml"),
    ] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.header("content-type"), Some(media_type));
        assert_eq!(answer.header("cache-control"), Some("public, max-age=300"));
    }
}

#[tokio::test]
async fn nothing_outside_of_the_client_is_served() {
    let (server, folder) = server().await;
    let secret = folder.path().parent().unwrap().join("tandem-secret.txt");
    let name = secret.file_name().unwrap().to_str().unwrap().to_owned();
    fs::write(&secret, "secret").unwrap();
    let mut browser = server.browser();
    for path in [
        format!("/assets/../../{name}"),
        format!("/assets/..%2F..%2F{name}"),
        format!("/..%2f{name}"),
        format!("/../{name}"),
        format!("/assets/{}", secret.display()),
        format!("/assets/%2F{}", secret.display()),
        "/manifest.json".to_owned(),
        "/assets/".to_owned(),
        "/assets/tandem-9.wasm".to_owned(),
    ] {
        let answer = browser.get(&path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_ne!(answer.body, "secret", "{path}");
    }
    fs::remove_file(secret).unwrap();
}

#[tokio::test]
async fn the_script_that_keeps_the_program_is_asked_for_again_every_time() {
    let (server, _folder) = server().await;
    let script = server.browser().get("/worker.js").await;
    assert_eq!(script.status, StatusCode::OK);
    assert_eq!(script.header("cache-control"), Some("no-cache"));
    assert_eq!(
        script.header("content-type"),
        Some("text/javascript; charset=utf-8")
    );
    let policy = script.header("content-security-policy").unwrap();
    for part in ["worker-src 'self'", "connect-src 'self'"] {
        assert!(policy.contains(part), "{policy}");
    }
}
