//! That a request was made by one of our own pages.
//!
//! Browsers name the page's origin in the header `Origin` of every request that changes something
//! and of every websocket; a page cannot forge it. A request without one is refused unless it carries
//! a program's token: programs have no page.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{RawPathParams, Request, State};
use axum::http::{HeaderMap, Method, Uri, header};
use axum::middleware::Next;
use axum::response::Response;
use tandem_plan::ids::PlanId;

use super::caller::{has_token, note_refusal, plan_in};
use super::client_address::ClientAddress;
use super::error::ApiError;
use crate::app::App;
use crate::config::{PublicUrl, without_default_port};

/// Whether these headers say that one of our own pages asks: its host is the one that was asked,
/// or the server's public one. If that is encrypted the page's must be too: anybody on the way can
/// answer for a host that is not.
#[must_use]
pub fn is_own(headers: &HeaderMap, public_url: &PublicUrl) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(origin) = text(header::ORIGIN).and_then(|origin| origin.parse::<Uri>().ok()) else {
        return false;
    };
    let (Some(scheme), Some(authority)) = (origin.scheme_str(), origin.authority()) else {
        // Sandboxed frames and files send `null`.
        return false;
    };
    if public_url.is_https() && scheme != "https" {
        return false;
    }
    let page = without_default_port(scheme, authority.as_str());
    // The scheme of the host that was asked is not known behind a proxy; the page's own is.
    let asked = text(header::HOST).map(|host| without_default_port(scheme, host));
    asked.is_some_and(|asked| asked.eq_ignore_ascii_case(page))
        || public_url.host().eq_ignore_ascii_case(page)
}

/// Whether a browser says that a page of another site led it here. Browsers that do not say it are
/// believed; so are addresses that somebody typed.
#[must_use]
pub fn is_led_by_others(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site");
    site.is_some_and(|site| site == "cross-site" || site == "same-site")
}

/// Refuses a request of a foreign page, and writes that down; not again and again.
pub(super) async fn refuse(app: &App, address: IpAddr, plan: Option<PlanId>) -> ApiError {
    if app.failed_tries.take(address, app.clock.now()).is_ok() {
        note_refusal(app, plan, None, "foreign_origin").await;
    }
    ApiError::foreign_origin()
}

/// Refuses requests that change something and do not come from our own pages.
pub(super) async fn guard(
    State(app): State<Arc<App>>,
    ClientAddress(address): ClientAddress,
    params: RawPathParams,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let changes_nothing = matches!(*request.method(), Method::GET | Method::HEAD);
    // Programs have no page; what they have is a token, which no page can make a browser send.
    let headers = request.headers();
    let names_no_page = !headers.contains_key(header::ORIGIN) && has_token(headers);
    if changes_nothing || names_no_page || is_own(headers, &app.public_url) {
        Ok(next.run(request).await)
    } else {
        Err(refuse(&app, address, plan_in(&params)).await)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_may_change_something() {
        let cases = [
            (Some("https://localhost:3000"), "localhost:3000", true),
            (Some("http://plans.example.com"), "plans.example.com", false),
            (Some("https://plans.example.com"), "10.0.0.7:3000", true),
            (Some("https://plans.example.com:443"), "10.0.0.7:3000", true),
            (Some("https://other.example"), "other.example:443", true),
            (Some("http://localhost:3001"), "localhost:3000", false),
            (Some("https://evil.example"), "plans.example.com", false),
            (
                Some("https://plans.example.com.evil.example"),
                "plans.example.com",
                false,
            ),
            (Some("null"), "localhost:3000", false),
            (Some(""), "localhost:3000", false),
            (None, "localhost:3000", false),
        ];
        let public_url = "https://plans.example.com".parse().unwrap();
        for (origin, host, own) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, host.parse().unwrap());
            if let Some(origin) = origin {
                headers.insert(header::ORIGIN, origin.parse().unwrap());
            }
            assert_eq!(is_own(&headers, &public_url), own, "{origin:?} to {host}");
        }
    }

    #[test]
    fn a_server_without_encryption_has_pages_without() {
        let public_url = "http://127.0.0.1:3000".parse().unwrap();
        for (origin, own) in [
            ("http://localhost:3000", true),
            ("http://127.0.0.1:3000", true),
            ("http://localhost:3001", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, "localhost:3000".parse().unwrap());
            headers.insert(header::ORIGIN, origin.parse().unwrap());
            assert_eq!(is_own(&headers, &public_url), own, "{origin}");
        }
    }
}
