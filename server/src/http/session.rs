//! The session cookie.
//!
//! The cookie holds a secret and nothing else. Over https it is `__Host-tandem_session`: browsers
//! then refuse it from anywhere but this very host, over an encrypted connection. Where another
//! site may show this server in a frame, the cookie goes there as well, and is another one for each
//! site: browsers keep them apart, so that nobody is followed from one to the next.

use axum::http::{HeaderMap, HeaderValue};

use super::cookies::cookies;
use crate::access::{SESSION_LIFE, Token};
use crate::app::App;
use crate::config::{FrameAncestors, PublicUrl};

/// The header that gives a browser its session.
pub(super) fn cookie(token: &Token, app: &App) -> HeaderValue {
    write(Some(token), &app.public_url, &app.frame_ancestors)
}

/// The header that takes it away.
pub(super) fn no_cookie(app: &App) -> HeaderValue {
    write(None, &app.public_url, &app.frame_ancestors)
}

fn write(
    token: Option<&Token>,
    public_url: &PublicUrl,
    frame_ancestors: &FrameAncestors,
) -> HeaderValue {
    let name = cookie_name(public_url);
    let where_to = match (public_url.is_https(), frame_ancestors.any()) {
        (false, _) => "SameSite=Lax",
        (true, false) => "SameSite=Lax; Secure",
        (true, true) => "SameSite=None; Secure; Partitioned",
    };
    let (secret, life) = match token {
        Some(token) => (token.reveal(), SESSION_LIFE.as_secs()),
        None => (String::new(), 0),
    };
    let cookie = format!("{name}={secret}; Path=/; Max-Age={life}; HttpOnly; {where_to}");
    let mut value =
        HeaderValue::try_from(cookie).expect("names, hexadecimal digits and numbers are ASCII");
    value.set_sensitive(true);
    value
}

pub(super) fn read_cookie(headers: &HeaderMap, public_url: &PublicUrl) -> Option<Token> {
    cookies(headers, cookie_name(public_url)).find_map(|token| token.parse().ok())
}

fn cookie_name(public_url: &PublicUrl) -> &'static str {
    if public_url.is_https() {
        "__Host-tandem_session"
    } else {
        "tandem_session"
    }
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use super::*;

    #[test]
    fn the_cookie_fits_the_connection() {
        let token = Token::random();
        let cookie = |url: &str, framed_by: &[&str]| {
            let origins = framed_by.iter().map(|origin| origin.parse().unwrap());
            let frame_ancestors = FrameAncestors::of(origins.collect());
            write(Some(&token), &url.parse().unwrap(), &frame_ancestors)
        };
        let plain = cookie("http://localhost", &[]);
        assert_eq!(
            plain.to_str().unwrap(),
            format!(
                "tandem_session={}; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax",
                token.reveal()
            )
        );
        let secure = cookie("https://example.com", &[]);
        let secure = secure.to_str().unwrap();
        assert!(secure.starts_with("__Host-tandem_session="), "{secure}");
        assert!(
            secure.ends_with("; HttpOnly; SameSite=Lax; Secure"),
            "{secure}"
        );
        let framed = cookie("https://example.com", &["https://portal.example"]);
        let framed = framed.to_str().unwrap();
        assert!(framed.starts_with("__Host-tandem_session="), "{framed}");
        assert!(
            framed.ends_with("; HttpOnly; SameSite=None; Secure; Partitioned"),
            "{framed}"
        );
    }

    #[test]
    fn the_cookie_is_found_among_others() {
        let token = Token::random();
        let url = "http://localhost".parse().unwrap();
        let text = token.reveal();
        for (sent, found) in [
            (format!("tandem_session={text}"), true),
            (format!("a=b; tandem_session={text}; c=d"), true),
            (format!("tandem_session=junk; tandem_session={text}"), true),
            (format!("x_tandem_session={text}"), false),
            (format!("__Host-tandem_session={text}"), false),
            ("tandem_session".to_owned(), false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, sent.parse().unwrap());
            let read = read_cookie(&headers, &url);
            assert_eq!(read == Some(token.clone()), found, "{sent}");
        }
    }
}
