//! What every answer says to the browser, and who may ask for changes.

use axum::body::Body;
use axum::http::Method;
use tandem_plan::ids::PlanId;
use tandem_server::access::Token;
use tandem_server::store::Store as _;

use crate::support::{TestServer, failure, join_path};

#[tokio::test]
async fn every_route_protects_itself() {
    let server = TestServer::start().await;
    let (plan, _) = server.plan().await;
    let token = Token::random().reveal();
    let mut browser = server.browser();
    for path in [
        "/".to_owned(),
        format!("/join/{token}"),
        format!("/plan/{plan}"),
        format!("/plan/{plan}/print"),
        "/api/plans".to_owned(),
        format!("/api/plans/{plan}"),
        format!("/api/invites/{token}"),
        "/api/nothing".to_owned(),
        "/assets/nothing.js".to_owned(),
        "/nothing".to_owned(),
        "/healthz".to_owned(),
        "/readyz".to_owned(),
        format!("/sync/{plan}/joint"),
    ] {
        let answer = browser.get(&path).await;
        let policy = answer.header("content-security-policy").unwrap_or_default();
        for part in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "connect-src 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe-inline"), "{path}: {policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{path}");
        }
        assert!(answer.header("permissions-policy").is_some(), "{path}");
    }
}

#[tokio::test]
async fn the_api_is_never_stored() {
    let server = TestServer::start().await;
    let mut browser = server.browser();
    for path in ["/api/plans", "/api/nothing"] {
        let answer = browser.get(path).await;
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
    }
}

#[tokio::test]
async fn only_our_own_pages_change_something() {
    let server = TestServer::start().await;
    let (plan, links) = server.plan().await;
    let path = join_path(&links.vendor);
    for origin in [
        None,
        Some("null"),
        Some("https://evil.example"),
        Some("http://plans.test:3001"),
        Some("http://plans.test.evil.example:3000"),
    ] {
        let mut headers = vec![("content-type", "application/json")];
        headers.extend(origin.map(|origin| ("origin", origin)));
        let mut browser = server.browser();
        let answer = browser
            .send(
                Method::POST,
                &path,
                &headers,
                Body::from(r#"{"name":"Eve"}"#),
            )
            .await;
        assert_eq!(
            answer.failure(),
            failure(403, "foreign_origin"),
            "{origin:?}"
        );
        assert_eq!(browser.cookie, None);
    }
    let members = server.app.store.members(plan).await.unwrap();
    assert_eq!(members, []);
}

#[tokio::test]
async fn what_is_not_there_is_told_in_json() {
    let server = TestServer::start().await;
    let mut browser = server.browser();
    let nothing = browser.get("/api/nothing/at/all").await;
    assert_eq!(nothing.failure(), failure(404, "not_found"));
    let plan = PlanId::from_u128(1);
    let wrong = browser.post(&format!("/api/plans/{plan}"), &()).await;
    assert_eq!(wrong.failure(), failure(405, "method_not_allowed"));
}

#[tokio::test]
async fn a_server_that_stops_is_alive_but_not_ready() {
    let server = TestServer::start().await;
    let mut browser = server.browser();
    assert_eq!(browser.get("/readyz").await.status, 200);
    server.app.stop().await;
    assert_eq!(browser.get("/healthz").await.status, 200);
    assert_eq!(browser.get("/readyz").await.status, 503);
}
