//! The bytes of y-protocols and of Yjs updates (version 1), written by hand.
//!
//! Only what a person needs who writes at the end of their own run of text and takes characters
//! back. The formats are those of lib0 (numbers are LEB128, texts are UTF-8 behind their length)
//! and of `yjs/src/utils/encoding.js`. Nothing here reads an update.

const SYNC: u64 = 0;
const STEP_1: u64 = 0;
const STEP_2: u64 = 1;
const UPDATE: u64 = 2;
const ACK: u64 = 100;
const EVENT: u64 = 101;

/// How the event begins that says that an edit was not taken.
const REJECTED: &[u8] = br#"{"type":"rejected""#;

/// The content of a block is a text.
const STRING: u8 = 4;
/// The block names the character that it stands behind.
const HAS_LEFT: u8 = 0x80;
/// The block stands in a type of the root, which is named.
const IN_ROOT: u8 = 1;

/// An update with nothing in it: no blocks, no deletions.
pub(crate) const NOTHING: &[u8] = &[0, 0];

/// A message that says what its sender lacks: everything.
pub(crate) fn step_1_of_an_empty_replica() -> Vec<u8> {
    const EMPTY_STATE_VECTOR: &[u8] = &[0];
    sync(STEP_1, EMPTY_STATE_VECTOR)
}

/// A message with what the other side lacked.
pub(crate) fn step_2(update: &[u8]) -> Vec<u8> {
    sync(STEP_2, update)
}

/// A message with a new update.
pub(crate) fn update(update: &[u8]) -> Vec<u8> {
    sync(UPDATE, update)
}

fn sync(step: u64, payload: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(payload.len() + 6);
    write_number(&mut out, SYNC);
    write_number(&mut out, step);
    write_number(&mut out, payload.len() as u64);
    out.extend_from_slice(payload);
    out
}

/// What a message of the server is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Said<'a> {
    /// It asks for what it lacks.
    Step1,
    /// What this client lacked when it asked.
    Step2(&'a [u8]),
    /// Somebody's edits.
    Update(&'a [u8]),
    /// So many of this connection's step 2 and update messages are on disk.
    Ack(u64),
    /// An edit was not taken.
    Rejected,
    /// Anything else: awareness, other events.
    Other,
}

/// Reads a message. What cannot be read counts as [`Said::Other`].
pub(crate) fn read(message: &[u8]) -> Said<'_> {
    try_read(message).unwrap_or(Said::Other)
}

fn try_read(mut rest: &[u8]) -> Option<Said<'_>> {
    Some(match read_number(&mut rest)? {
        SYNC => match read_number(&mut rest)? {
            STEP_1 => Said::Step1,
            STEP_2 => Said::Step2(read_buffer(&mut rest)?),
            UPDATE => Said::Update(read_buffer(&mut rest)?),
            _ => Said::Other,
        },
        ACK => Said::Ack(read_number(&mut rest)?),
        EVENT if read_buffer(&mut rest)?.starts_with(REJECTED) => Said::Rejected,
        _ => Said::Other,
    })
}

/// Somebody's place in a text of the root: they write at the end of what they wrote before.
#[derive(Debug)]
pub(crate) struct Pen {
    root: &'static str,
    client: u64,
    /// The number of the next character.
    clock: u64,
}

impl Pen {
    /// The client id must be new to the room, and the text be empty or written by others.
    pub(crate) fn new(root: &'static str, client: u64) -> Self {
        Self {
            root,
            client,
            clock: 0,
        }
    }

    /// An update that puts an ASCII text behind this pen's last character.
    pub(crate) fn write(&mut self, text: &str) -> Vec<u8> {
        debug_assert!(text.is_ascii() && !text.is_empty());
        let mut out = Vec::with_capacity(text.len() + 24);
        // One client, one block, and with which number it begins.
        out.extend_from_slice(&[1, 1]);
        write_number(&mut out, self.client);
        write_number(&mut out, self.clock);
        if let Some(left) = self.clock.checked_sub(1) {
            out.push(STRING | HAS_LEFT);
            write_number(&mut out, self.client);
            write_number(&mut out, left);
        } else {
            out.push(STRING);
            out.push(IN_ROOT);
            write_text(&mut out, self.root);
        }
        write_text(&mut out, text);
        // Nothing is deleted.
        out.push(0);
        self.clock += text.len() as u64;
        out
    }

    /// An update that deletes this pen's last character, which must be there.
    pub(crate) fn take_back(&self) -> Vec<u8> {
        let last = self.clock.checked_sub(1).expect("something was written");
        // No blocks; deletions of one client, in one range.
        let mut out = vec![0, 1];
        write_number(&mut out, self.client);
        out.push(1);
        write_number(&mut out, last);
        out.push(1);
        out
    }
}

fn write_text(out: &mut Vec<u8>, text: &str) {
    write_number(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

fn write_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

fn read_number(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..u64::BITS).step_by(7) {
        let (&byte, behind) = rest.split_first()?;
        *rest = behind;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

fn read_buffer<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::try_from(read_number(rest)?).ok()?;
    let (buffer, behind) = rest.split_at_checked(length)?;
    *rest = behind;
    Some(buffer)
}

#[cfg(test)]
mod tests {
    use tandem_plan::address::{FieldAddress, Holder};
    use tandem_plan::document::PlanDoc;
    use tandem_plan::ids::ClientId;
    use tandem_plan::schema::SCHEMA;
    use tandem_protocol::event::Event;
    use tandem_protocol::frame::Frame;

    use super::*;

    const NOTES: FieldAddress = Holder::Document.field("notes");

    fn replica() -> PlanDoc {
        PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap())
    }

    #[test]
    fn two_pens_write_each_their_own_run_into_the_text_of_the_plan() {
        let replica = replica();
        // One id is short and one is as long as ids get.
        let mut ann = Pen::new("notes", 7);
        let mut ben = Pen::new("notes", (1 << 53) - 1);
        for round in 0..300 {
            assert_eq!(replica.apply(&ann.write(&format!("a{round};"))), Ok(true));
            assert_eq!(replica.apply(&ben.write("b")), Ok(true));
        }
        let expected: String = (0..300).map(|round| format!("a{round};")).collect();
        let text = replica.text(NOTES);
        assert!(text.contains(&expected), "{text}");
        assert!(text.contains(&"b".repeat(300)), "{text}");
        assert_eq!(text.len(), expected.len() + 300);
    }

    #[test]
    fn what_is_taken_back_is_gone_and_writing_goes_on_behind_it() {
        let replica = replica();
        let mut pen = Pen::new("notes", 300);
        for update in [pen.write("hellp"), pen.take_back(), pen.write("o")] {
            assert_eq!(replica.apply(&update), Ok(true));
        }
        assert_eq!(replica.text(NOTES), "hello");
    }

    #[test]
    fn an_update_with_nothing_in_it_changes_nothing() {
        assert_eq!(replica().apply(NOTHING), Ok(false));
    }

    #[test]
    fn messages_are_read_as_they_are_written() {
        let content = [7; 200];
        assert_eq!(read(&step_1_of_an_empty_replica()), Said::Step1);
        assert_eq!(read(&step_2(&content)), Said::Step2(&content));
        assert_eq!(read(&update(&content)), Said::Update(&content));
    }

    #[test]
    fn the_servers_own_messages_are_understood() {
        let ack = Frame::Ack { count: 300, seq: 5 };
        assert_eq!(read(&ack.encode()), Said::Ack(300));
        let rejected = Event::Rejected {
            count: 1,
            key: "violation".to_owned(),
            reason: "no".to_owned(),
        };
        let event = serde_json::to_string(&rejected).unwrap();
        assert_eq!(read(&Frame::Event(&event).encode()), Said::Rejected);
        for other in [Frame::QueryAwareness, Frame::Event("{}")] {
            assert_eq!(read(&other.encode()), Said::Other);
        }
    }

    #[test]
    fn what_cannot_be_read_is_something_else() {
        for bytes in [
            &[][..],
            &[0],
            &[0, 2, 5, 1],
            &[0, 9],
            &[3],
            &[100],
            &[0xff; 12],
        ] {
            assert_eq!(read(bytes), Said::Other, "{bytes:?}");
        }
    }
}
