//! The guard, case by case: what is refused, and why. Every way past it that was ever found is
//! added here.

use tandem_protocol::frame::write_number;
use tandem_server::rooms::guard::Violation;

use crate::guard::{scan_for, workshop};

/// An update, byte by byte.
#[derive(Default)]
struct Bytes(Vec<u8>);

impl Bytes {
    fn n(mut self, number: u64) -> Self {
        write_number(&mut self.0, number);
        self
    }

    fn raw(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    fn text(self, text: &str) -> Self {
        self.n(text.len() as u64).raw(text.as_bytes())
    }

    /// One client with one block that begins at `clock`.
    fn one_block(client: u64, clock: u64) -> Self {
        Self::default().n(1).n(1).n(client).n(clock)
    }

    /// A block in the root `plan` under the key `x`, up to its content.
    fn entry(client: u64, kind: u8) -> Self {
        Self::one_block(client, 0)
            .raw(&[0x20 | kind, 1])
            .text("plan")
            .text("x")
    }

    /// An empty set of deletions.
    fn end(self) -> Vec<u8> {
        self.n(0).0
    }
}

/// Arrays in arrays, `depth` of them, with a null in the middle.
fn nested(depth: usize) -> Vec<u8> {
    let mut bytes = [117, 1].repeat(depth);
    bytes.push(126);
    bytes
}

/// Two blocks: one in a root, under a key if there is one, and one behind it that says no place of
/// its own. Each of them is a null in a map or a letter in a text.
fn beside(first: u8, key: &str, second: u8) -> Vec<u8> {
    let content = |bytes: Bytes| match first & 0x0f {
        4 => bytes.text("a"),
        _ => bytes.n(1).raw(&[126]),
    };
    let bytes = Bytes::default().n(1).n(2).n(7).n(0).raw(&[first, 1]);
    let bytes = match key {
        "" => bytes.text("notes"),
        _ => bytes.text("plan").text(key),
    };
    let bytes = content(bytes).raw(&[0x80 | second]).n(7).n(0);
    content(bytes).end()
}

/// What the guard says to an update: its name, the update, the answer.
type Case = (&'static str, Vec<u8>, Result<(), Violation>);

/// All cases, for a plan that has just begun.
pub(crate) fn cases() -> Vec<Case> {
    use Violation::{Foreign, Gap, Malformed};
    let entry = |kind: u8| Bytes::entry(7, kind);
    let in_text = |kind: u8| Bytes::one_block(7, 0).raw(&[kind, 1]).text("notes");
    vec![
        ("nothing", vec![0, 0], Ok(())),
        ("a value", entry(8).n(1).raw(&[126]).end(), Ok(())),
        ("a text", in_text(4).text("é😀").end(), Ok(())),
        ("a map", entry(7).raw(&[1]).end(), Ok(())),
        (
            "an integer",
            entry(8).n(1).raw(&[125, 0x80 | 0x3f, 0x7f]).end(),
            Ok(()),
        ),
        (
            "a fraction",
            entry(8).n(1).raw(&[124, 0x3f, 0, 0, 0]).end(),
            Ok(()),
        ),
        (
            "no number",
            entry(8).n(1).raw(&[124, 0x7f, 0xc0, 0, 0]).end(),
            Err(Foreign("a number that is none")),
        ),
        (
            "no long number",
            entry(8)
                .n(1)
                .raw(&[117, 1, 123, 0xff, 0xf8, 0, 0, 0, 0, 0, 0])
                .end(),
            Err(Foreign("a number that is none")),
        ),
        ("64 arrays", entry(8).n(1).raw(&nested(64)).end(), Ok(())),
        (
            "garbage",
            Bytes::one_block(7, 0).raw(&[0]).n(5).end(),
            Ok(()),
        ),
        ("no bytes", vec![], Err(Malformed("it ends too early"))),
        (
            "half of it",
            entry(8).n(1).raw(&[126]).0,
            Err(Malformed("it ends too early")),
        ),
        (
            "more behind it",
            vec![0, 0, 0],
            Err(Malformed("there are bytes behind it")),
        ),
        (
            "65 arrays",
            entry(8).n(1).raw(&nested(65)).end(),
            Err(Foreign("values nested so deep")),
        ),
        (
            "8,000 arrays",
            entry(8).n(1).raw(&nested(8_000)).end(),
            Err(Foreign("values nested so deep")),
        ),
        (
            "an array that claims a lot",
            entry(8).n(1).raw(&[117]).n(1 << 40).end(),
            Err(Malformed("it claims more than there is")),
        ),
        (
            "arrays that claim a lot together",
            entry(8)
                .n(1)
                .raw(&[
                    117, 9, 117, 8, 117, 7, 126, 126, 126, 126, 126, 126, 126, 126, 126,
                ])
                .end(),
            Err(Malformed("it claims more than there is")),
        ),
        (
            "clients that are not there",
            Bytes::default().n(1 << 31).end(),
            Err(Malformed("it claims more than there is")),
        ),
        (
            "blocks that are not there",
            Bytes::default()
                .n(1)
                .n(1 << 31)
                .n(7)
                .n(0)
                .raw(&[0, 1])
                .end(),
            Err(Malformed("it claims more than there is")),
        ),
        (
            "a text that is not there",
            in_text(4).n(1 << 31).end(),
            Err(Malformed("it claims more than there is")),
        ),
        (
            "a text that is none",
            in_text(4).n(2).raw(&[0xc3, 0x28]).end(),
            Err(Malformed("a text is no UTF-8")),
        ),
        (
            "an empty text",
            in_text(4).text("").end(),
            Err(Malformed("something is empty")),
        ),
        (
            "empty garbage",
            Bytes::one_block(7, 0).raw(&[0, 0]).end(),
            Err(Malformed("something is empty")),
        ),
        (
            "no values",
            entry(8).n(0).end(),
            Err(Malformed("something is empty")),
        ),
        (
            "an integer without end",
            entry(8)
                .n(1)
                .raw(&[
                    125, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f,
                ])
                .end(),
            Err(Malformed("an integer is spelled too long")),
        ),
        (
            "a clock behind the last",
            Bytes::one_block(7, 0).raw(&[0]).n(1 << 31).end(),
            Err(Malformed("a clock is out of range")),
        ),
        (
            "a client id behind the last",
            Bytes::one_block(1 << 53, 0).raw(&[0, 1]).end(),
            Err(Malformed("a client id is out of range")),
        ),
        (
            "a number spelled too long",
            vec![0x80, 0, 0],
            Err(Malformed("a number is spelled too long")),
        ),
        (
            "a client twice",
            Bytes::default()
                .n(2)
                .n(1)
                .n(7)
                .n(0)
                .raw(&[0, 1])
                .n(1)
                .n(7)
                .n(0)
                .raw(&[0, 1])
                .end(),
            Err(Malformed("clients are out of order")),
        ),
        ("a gap", Bytes::one_block(7, 1).raw(&[0, 1]).end(), Err(Gap)),
        (
            "a skip",
            Bytes::one_block(7, 0).raw(&[10, 1]).end(),
            Err(Gap),
        ),
        (
            "an unknown left neighbour",
            Bytes::one_block(7, 0)
                .raw(&[0x84])
                .n(99)
                .n(0)
                .text("a")
                .end(),
            Err(Gap),
        ),
        (
            "an unknown right neighbour",
            Bytes::one_block(7, 0)
                .raw(&[0x44])
                .n(99)
                .n(0)
                .text("a")
                .end(),
            Err(Gap),
        ),
        (
            "an unknown parent",
            Bytes::one_block(7, 0)
                .raw(&[0x04, 0])
                .n(99)
                .n(0)
                .text("a")
                .end(),
            Err(Gap),
        ),
        (
            "itself as a neighbour",
            Bytes::one_block(7, 0)
                .raw(&[0x84])
                .n(7)
                .n(0)
                .text("a")
                .end(),
            Err(Malformed("an operation leans on a later one")),
        ),
        (
            "between a letter and itself",
            Bytes::default()
                .n(1)
                .n(2)
                .n(7)
                .n(0)
                .raw(&[0x04, 1])
                .text("notes")
                .text("abc")
                .raw(&[0xc4])
                .n(7)
                .n(1)
                .n(7)
                .n(1)
                .text("x")
                .end(),
            Err(Malformed("neighbours never stood side by side")),
        ),
        (
            "between two letters in the wrong order",
            Bytes::default()
                .n(1)
                .n(3)
                .n(7)
                .n(0)
                .raw(&[0x04, 1])
                .text("notes")
                .text("abc")
                .raw(&[0x84])
                .n(7)
                .n(2)
                .text("de")
                .raw(&[0xc4])
                .n(7)
                .n(4)
                .n(7)
                .n(1)
                .text("x")
                .end(),
            Err(Malformed("neighbours never stood side by side")),
        ),
        (
            "between a letter and one written later in front of it",
            Bytes::default()
                .n(1)
                .n(3)
                .n(7)
                .n(0)
                .raw(&[0x04, 1])
                .text("notes")
                .text("abc")
                .raw(&[0x44])
                .n(7)
                .n(0)
                .text("de")
                .raw(&[0xc4])
                .n(7)
                .n(4)
                .n(7)
                .n(0)
                .text("x")
                .end(),
            Ok(()),
        ),
        (
            "an unknown deletion",
            Bytes::default().n(0).n(1).n(99).n(1).n(0).n(1).0,
            Err(Gap),
        ),
        (
            "deletions out of order",
            Bytes::default().n(0).n(1).n(1).n(2).n(3).n(1).n(0).n(1).0,
            Err(Malformed("deleted ranges are out of order")),
        ),
        (
            "a client that deletes twice",
            Bytes::default()
                .n(0)
                .n(2)
                .n(1)
                .n(1)
                .n(0)
                .n(1)
                .n(1)
                .n(1)
                .n(1)
                .n(1)
                .0,
            Err(Malformed("a client comes twice")),
        ),
        (
            "an empty deletion",
            Bytes::default().n(0).n(1).n(1).n(1).n(0).n(0).0,
            Err(Malformed("something is empty")),
        ),
        (
            "comments",
            Bytes::one_block(7, 0)
                .raw(&[0x28, 1])
                .text("comments")
                .text("x")
                .n(1)
                .raw(&[126])
                .end(),
            Err(Foreign("what only the server writes")),
        ),
        (
            "an unknown root",
            Bytes::one_block(7, 0)
                .raw(&[0x28, 1])
                .text("attic")
                .text("x")
                .n(1)
                .raw(&[126])
                .end(),
            Err(Foreign("such a root")),
        ),
        (
            "a map as a list",
            Bytes::one_block(7, 0)
                .raw(&[0x08, 1])
                .text("plan")
                .n(1)
                .raw(&[126])
                .end(),
            Err(Foreign("entries in a text or letters in a map")),
        ),
        (
            "a text as a map",
            Bytes::one_block(7, 0)
                .raw(&[0x28, 1])
                .text("notes")
                .text("x")
                .n(1)
                .raw(&[126])
                .end(),
            Err(Foreign("entries in a text or letters in a map")),
        ),
        (
            "a value after another, merged by Yjs: its key is the other's",
            beside(0x20 | 8, "x", 8),
            Ok(()),
        ),
        (
            "letters after others that say they are an entry",
            beside(4, "", 0x20 | 4),
            Err(Foreign("entries in a text or letters in a map")),
        ),
        (
            "formatting",
            in_text(6).text("bold").text("true").end(),
            Err(Foreign("formatting")),
        ),
        (
            "JSON",
            entry(2).n(1).text("1").end(),
            Err(Foreign("content of this kind")),
        ),
        (
            "binary",
            entry(3).text("x").end(),
            Err(Foreign("content of this kind")),
        ),
        (
            "embedded",
            in_text(5).text("{}").end(),
            Err(Foreign("content of this kind")),
        ),
        (
            "a document",
            entry(9).text("x").raw(&[126]).end(),
            Err(Foreign("content of this kind")),
        ),
        (
            "a bit that readers differ on",
            in_text(0x14).text("x").end(),
            Err(Malformed("a bit without a meaning")),
        ),
        (
            "an array type",
            entry(7).raw(&[0]).end(),
            Err(Foreign("types other than maps and texts")),
        ),
        (
            "an XML type",
            entry(7).raw(&[3]).text("p").end(),
            Err(Foreign("types other than maps and texts")),
        ),
    ]
}

#[test]
fn what_no_plan_holds_is_refused_by_name() {
    for (name, update, expected) in cases() {
        let (room, _) = workshop();
        let scanned = scan_for(&room, &update);
        assert_eq!(scanned.map(|_| ()), expected, "{name}");
    }
}
