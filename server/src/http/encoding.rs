//! Which compressed form of a file a browser takes.

use axum::http::{HeaderMap, header};

/// A compressed form that the build makes of every file that gets smaller by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
}

impl Encoding {
    /// The smallest first.
    const ALL: [Self; 2] = [Self::Brotli, Self::Gzip];

    /// Its name in HTTP.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// What the build appends to the file's name.
    pub(super) const fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
        }
    }

    /// Whether this is the name of a compressed form.
    pub(super) fn is_suffixed(path: &str) -> bool {
        Self::ALL
            .iter()
            .any(|encoding| path.ends_with(encoding.suffix()))
    }

    /// Those that the request accepts, the smallest first. The server's preference counts, not
    /// the browser's: all of them take brotli where they say so.
    pub(super) fn accepted(request: &HeaderMap) -> impl Iterator<Item = Self> {
        Self::ALL
            .into_iter()
            .filter(|encoding| accepts(request, encoding.name()))
    }
}

/// Whether `Accept-Encoding` names this encoding, or everything, with a weight above zero.
fn accepts(request: &HeaderMap, name: &str) -> bool {
    let mut everything = false;
    let values = request.get_all(header::ACCEPT_ENCODING).iter();
    for item in values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
    {
        let (coding, weight) = item.split_once(';').unwrap_or((item, ""));
        let coding = coding.trim();
        let weight = weight.trim().strip_prefix("q=").unwrap_or("1");
        let wanted = weight.parse().is_ok_and(|weight: f32| weight > 0.0);
        if coding.eq_ignore_ascii_case(name) {
            return wanted;
        }
        if coding == "*" {
            everything = wanted;
        }
    }
    everything
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_form_that_the_browser_takes_comes_first() {
        use Encoding::{Brotli, Gzip};
        let cases: &[(&str, &[Encoding])] = &[
            ("", &[]),
            ("identity", &[]),
            ("gzip", &[Gzip]),
            ("gzip, deflate, br, zstd", &[Brotli, Gzip]),
            ("br;q=0, gzip;q=0.5", &[Gzip]),
            ("br; q=0.001", &[Brotli]),
            ("*", &[Brotli, Gzip]),
            ("*, br;q=0", &[Gzip]),
            ("BR", &[Brotli]),
            ("brotli", &[]),
        ];
        for (accept, expected) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, accept.parse().unwrap());
            let accepted: Vec<_> = Encoding::accepted(&headers).collect();
            assert_eq!(accepted, *expected, "{accept:?}");
        }
    }
}
