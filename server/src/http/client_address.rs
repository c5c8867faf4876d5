//! From which address a request comes.
//!
//! That is the other end of the connection. Behind a proxy it is what the proxy has appended to
//! `X-Forwarded-For`; whatever stands before that was written by the browser and is not believed.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};

use crate::app::App;
use crate::config::Proxy;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The address that limits are counted for.
#[derive(Debug, Clone, Copy)]
pub(super) struct ClientAddress(pub(super) IpAddr);

impl FromRequestParts<Arc<App>> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        // Served without addresses, all requests count as one address's.
        let peer = peer.map_or(Ipv4Addr::UNSPECIFIED.into(), |peer| peer.0.ip());
        let forwarded = match app.proxy {
            Proxy::None => None,
            Proxy::One => last_forwarded(&parts.headers),
        };
        Ok(Self(forwarded.unwrap_or(peer)))
    }
}

fn last_forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all(FORWARDED_FOR).iter().next_back()?;
    let last = last.to_str().ok()?.rsplit(',').next()?.trim();
    // Some proxies write the port too.
    last.parse()
        .or_else(|_| last.parse::<SocketAddr>().map(|address| address.ip()))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_proxy_appended_is_believed() {
        let cases: &[(&[&str], Option<&str>)] = &[
            (&[], None),
            (&["203.0.113.9"], Some("203.0.113.9")),
            (&["6.6.6.6, 203.0.113.9"], Some("203.0.113.9")),
            (&["6.6.6.6", "203.0.113.9"], Some("203.0.113.9")),
            (&["203.0.113.9:5050"], Some("203.0.113.9")),
            (&["2001:db8::1"], Some("2001:db8::1")),
            (&["unknown"], None),
        ];
        for (values, expected) in cases {
            let mut headers = HeaderMap::new();
            for value in *values {
                headers.append(FORWARDED_FOR, value.parse().unwrap());
            }
            let address = last_forwarded(&headers);
            assert_eq!(
                address,
                expected.map(|text| text.parse().unwrap()),
                "{values:?}"
            );
        }
    }
}
