//! What can be set, as types that cannot be wrong. Flags and the environment are read by
//! [`crate::cli`].

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;
use std::time::Duration;

use http::Uri;
use http::uri::{Authority, Scheme};

use crate::access::Token;
use crate::rooms::settings::RoomLimits;

/// How much is taken of whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Links and tokens of one address that are refused in a minute.
    pub failed_tries: u32,
    /// Attempts of one address to join in a minute.
    pub joins: u32,
    /// How often one member takes a whole plan along in a minute: as a file, as a page to print, as
    /// the document.
    pub whole_plans: u32,
    /// How often a minute one member looks at a plan as it was.
    pub moments: u32,
    /// What one connection may take and how long it may be silent.
    pub connections: ConnectionLimits,
    /// What one room takes.
    pub rooms: RoomLimits,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            failed_tries: 30,
            joins: 120,
            whole_plans: 60,
            moments: 600,
            connections: ConnectionLimits::default(),
            rooms: RoomLimits::default(),
        }
    }
}

/// What one connection may take and how long it may be silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConnectionLimits {
    /// Bytes of the longest websocket message that is read at all: a step 2 at its limit and its
    /// frame.
    pub frame_bytes: usize,
    /// How long a client may take to say what it wants: the headers of a request, and with them
    /// who it is.
    pub authenticate_within: Duration,
    /// How often a client is asked whether it is there.
    pub ping_every: Duration,
    /// After how long without a sign of life a connection is dead.
    pub dead_after: Duration,
    /// How long one write may take before the client counts as one that does not read.
    pub stalled_after: Duration,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        Self {
            frame_bytes: 4 * 1_024 * 1_024 + 512 * 1_024,
            authenticate_within: Duration::from_secs(10),
            ping_every: Duration::from_secs(20),
            dead_after: Duration::from_secs(40),
            stalled_after: Duration::from_secs(30),
        }
    }
}

/// Who may start a plan in a browser. Those who run the server always can.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Starters {
    /// Everybody who can open the server's first page.
    #[default]
    Anyone,
    /// Nobody: plans are made with `tandem plan create`.
    Nobody,
}

/// What stands between browsers and this server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Proxy {
    /// Nothing: browsers connect to it.
    #[default]
    None,
    /// One proxy, which appends the browser's address to `X-Forwarded-For`.
    One,
}

/// Where browsers find this server: `https://plans.example.com`, without a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    https: bool,
    authority: Authority,
}

/// A text that is no public address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not a public address: expected http or https, a host, and no path, such as https://plans.example.com"
)]
pub struct InvalidPublicUrl(String);

impl PublicUrl {
    /// The address of a server that listens here and was told no other. A server that listens
    /// everywhere is reached from its own machine.
    #[must_use]
    pub fn of_listener(address: SocketAddr) -> Self {
        let ip = match address.ip() {
            ip if !ip.is_unspecified() => ip,
            IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
            IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::LOCALHOST),
        };
        let authority = SocketAddr::new(ip, address.port()).to_string();
        Self {
            https: false,
            authority: authority
                .parse()
                .expect("an address and a port are an authority"),
        }
    }

    /// Whether browsers come over an encrypted connection.
    #[must_use]
    pub const fn is_https(&self) -> bool {
        self.https
    }

    /// Host, and port if it is not the scheme's own.
    #[must_use]
    pub fn host(&self) -> &str {
        without_default_port(self.scheme(), self.authority.as_str())
    }

    /// The link that lets people in with this token.
    #[must_use]
    pub fn join_link(&self, token: &Token) -> String {
        format!("{self}/join/{}", token.reveal())
    }

    const fn scheme(&self) -> &'static str {
        if self.https { "https" } else { "http" }
    }
}

/// The pages that may show this server in a frame. Without any, no page may.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FrameAncestors(Vec<FrameAncestor>);

/// The origin of a page that may show this server in a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameAncestor(PublicUrl);

/// A text that is no origin of a page over an encrypted connection.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no page that may show this server: expected https, a host, and no path, such as https://portal.example.com"
)]
pub struct InvalidFrameAncestor(String);

impl FrameAncestors {
    /// Pages of these origins.
    #[must_use]
    pub const fn of(origins: Vec<FrameAncestor>) -> Self {
        Self(origins)
    }

    /// Whether there are any.
    #[must_use]
    pub const fn any(&self) -> bool {
        !self.0.is_empty()
    }
}

impl fmt::Display for FrameAncestors {
    /// As the directive `frame-ancestors` of a content security policy lists them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("'none'");
        }
        for (index, FrameAncestor(origin)) in self.0.iter().enumerate() {
            let space = if index > 0 { " " } else { "" };
            write!(f, "{space}{origin}")?;
        }
        Ok(())
    }
}

impl FromStr for FrameAncestor {
    type Err = InvalidFrameAncestor;

    fn from_str(text: &str) -> Result<Self, InvalidFrameAncestor> {
        // What ends a source or a directive of the policy is in no host.
        let is_plain = |c: char| c.is_ascii_alphanumeric() || ":/.-[]".contains(c);
        match text.parse::<PublicUrl>() {
            Ok(origin) if origin.https && text.chars().all(is_plain) => Ok(Self(origin)),
            _ => Err(InvalidFrameAncestor(text.to_owned())),
        }
    }
}

/// A host and port as browsers write them: without the port that the scheme implies.
pub(crate) fn without_default_port<'a>(scheme: &str, authority: &'a str) -> &'a str {
    let port = if scheme == "https" { ":443" } else { ":80" };
    authority.strip_suffix(port).unwrap_or(authority)
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme(), self.host())
    }
}

impl FromStr for PublicUrl {
    type Err = InvalidPublicUrl;

    fn from_str(text: &str) -> Result<Self, InvalidPublicUrl> {
        let invalid = || InvalidPublicUrl(text.to_owned());
        let uri: Uri = text.parse().map_err(|_| invalid())?;
        let https = match uri.scheme() {
            Some(scheme) if *scheme == Scheme::HTTPS => true,
            Some(scheme) if *scheme == Scheme::HTTP => false,
            _ => return Err(invalid()),
        };
        let authority = uri.authority().ok_or_else(invalid)?;
        let names_a_user = authority.as_str().contains('@');
        if names_a_user || uri.path() != "/" || uri.query().is_some() {
            return Err(invalid());
        }
        Ok(Self {
            https,
            authority: authority
                .as_str()
                .to_ascii_lowercase()
                .parse()
                .map_err(|_| invalid())?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_has_no_path() {
        let cases = [
            (
                "https://plans.example.com",
                Some("https://plans.example.com"),
            ),
            (
                "https://Plans.Example.com:443/",
                Some("https://plans.example.com"),
            ),
            ("http://127.0.0.1:3000", Some("http://127.0.0.1:3000")),
            ("http://[::1]:80", Some("http://[::1]")),
            ("plans.example.com", None),
            ("ftp://plans.example.com", None),
            ("https://plans.example.com/tandem", None),
            ("https://plans.example.com/?a", None),
            ("https://me@plans.example.com", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let url = text.parse::<PublicUrl>().ok().map(|url| url.to_string());
            assert_eq!(url.as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn only_encrypted_pages_without_a_path_may_frame() {
        let cases = [
            (
                "https://portal.example.com",
                Some("https://portal.example.com"),
            ),
            (
                "https://Portal.Example.com:443/",
                Some("https://portal.example.com"),
            ),
            (
                "https://portal.example.com:8443",
                Some("https://portal.example.com:8443"),
            ),
            ("http://portal.example.com", None),
            ("https://portal.example.com/plans", None),
            ("https://*", None),
            ("https://a.example;script-src", None),
            ("https://a.example https://b.example", None),
            ("portal.example.com", None),
            ("*", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let origin = text.parse().ok().map(|one| FrameAncestors::of(vec![one]));
            let listed = origin.map(|origin| origin.to_string());
            assert_eq!(listed.as_deref(), expected, "{text:?}");
        }
        assert_eq!(FrameAncestors::default().to_string(), "'none'");
    }

    #[test]
    fn a_listener_has_an_address_that_can_be_opened() {
        for (listener, url) in [
            ("127.0.0.1:3000", "http://127.0.0.1:3000"),
            ("0.0.0.0:8080", "http://127.0.0.1:8080"),
            ("[::]:8080", "http://[::1]:8080"),
        ] {
            let address = listener.parse().unwrap();
            assert_eq!(PublicUrl::of_listener(address).to_string(), url);
        }
    }
}
