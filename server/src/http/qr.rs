//! QR codes of links, as drawings that a page shows without any code of its own.

use std::fmt::Write as _;

use qrcodegen::{QrCode as Code, QrCodeEcc};
use tandem_protocol::http::QrCode;

/// The code of a text, as squares of size 1 without the quiet zone around it. A text that is longer
/// than a code can hold, which is far beyond any address, has no squares.
#[must_use]
pub fn qr(text: &str) -> QrCode {
    let Ok(code) = Code::encode_text(text, QrCodeEcc::Medium) else {
        let path = String::new();
        return QrCode { size: 0, path };
    };
    QrCode {
        size: code.size().unsigned_abs(),
        path: path(&code),
    }
}

/// A rectangle for every run of dark squares of a line.
fn path(code: &Code) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let dark = |x: &i32| code.get_module(*x, y);
            let run = i32::try_from((x..code.size()).take_while(dark).count()).unwrap_or_default();
            if run > 0 {
                write!(path, "M{x} {y}h{run}v1h-{run}z").expect("a text takes everything");
            }
            x += run + 1;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The squares of a path, read as a browser draws it.
    fn squares(path: &str) -> Vec<(i32, i32)> {
        let mut squares = Vec::new();
        for rectangle in path.split_inclusive('z') {
            let numbers = rectangle.strip_prefix('M').unwrap();
            let (place, rest) = numbers.split_once('h').unwrap();
            let (x, y) = place.split_once(' ').unwrap();
            let (width, rest) = rest.split_once("v1h-").unwrap();
            assert_eq!(rest.strip_suffix('z'), Some(width), "{rectangle}");
            let (x, y): (i32, i32) = (x.parse().unwrap(), y.parse().unwrap());
            let width: i32 = width.parse().unwrap();
            assert!(width > 0, "{rectangle}");
            squares.extend((x..x + width).map(|x| (x, y)));
        }
        squares
    }

    #[test]
    fn the_drawing_has_the_squares_of_the_code() {
        for text in [
            "",
            "https://plans.example.com/join/67e5504410b1426f9247bb680e5fe0c8",
            "https://plans.example.com/übermäßig-lang/67e5504410b1426f9247bb680e5fe0c8",
        ] {
            let code = Code::encode_text(text, QrCodeEcc::Medium).unwrap();
            let all = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
            let expected: BTreeSet<_> = all.filter(|(x, y)| code.get_module(*x, *y)).collect();
            let drawn = qr(text);
            let found = squares(&drawn.path);
            assert_eq!(i64::from(drawn.size), i64::from(code.size()));
            assert_eq!(found.len(), expected.len(), "no square is drawn twice");
            assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expected);
        }
    }

    #[test]
    fn runs_are_drawn_as_one() {
        let drawn = qr("https://plans.example.com");
        // The upper edge of the mark in the upper left corner.
        assert!(drawn.path.starts_with("M0 0h7v1h-7z"), "{}", drawn.path);
    }

    #[test]
    fn what_no_code_holds_has_no_squares() {
        let drawn = qr(&"x".repeat(4_000));
        assert_eq!((drawn.size, drawn.path.as_str()), (0, ""));
    }
}
