//! The messages of the websocket: those of y-protocols, so that stock Yjs clients work, and three
//! of our own between the server and clients that ask for them with `?ext=1`.
//!
//! A frame is a variable-length integer (LEB128, as in lib0) for its type, then its content:
//!
//! | type | content |
//! | --- | --- |
//! | 0 sync | `0 buf(state vector)` step 1, `1 buf(update)` step 2, `2 buf(update)` update |
//! | 1 awareness | `buf(count, count × (client, clock, JSON string))`, where `null` means gone |
//! | 2 auth | `0 string`: denied, with the reason |
//! | 3 query awareness | nothing |
//! | 100 ack | `count, seq`: the count-th step 2 or update of this connection is on disk |
//! | 101 event | `string`: JSON, see [`crate::event`] |
//! | 102 written | `milliseconds`: so long ago the client began to write what it sends from here on |
//!
//! One websocket message holds one frame: stock clients read the first and drop the rest. Reading
//! is safe on any bytes; what an update holds is not looked at here.

use tandem_plan::ids::ClientId;

const SYNC: u64 = 0;
const AWARENESS: u64 = 1;
const AUTH: u64 = 2;
const QUERY_AWARENESS: u64 = 3;
const ACK: u64 = 100;
const EVENT: u64 = 101;
const WRITTEN: u64 = 102;

const STEP_1: u64 = 0;
const STEP_2: u64 = 1;
const UPDATE: u64 = 2;

const DENIED: u64 = 0;

/// One message of the websocket. It borrows the payloads that are passed on unread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame<'a> {
    /// What the sender has: a state vector.
    SyncStep1(&'a [u8]),
    /// What the receiver lacked: one update.
    SyncStep2(&'a [u8]),
    /// A new update.
    Update(&'a [u8]),
    /// Who is here and what they show of themselves.
    Awareness(Vec<AwarenessEntry>),
    /// The server refuses, with a reason for people.
    Denied(&'a str),
    /// The sender wants to know who is here.
    QueryAwareness,
    /// The `count`-th step 2 or update of this connection, counted from 1, and all before it are
    /// on disk; `seq` is the number of the room's last stored update.
    Ack {
        /// How many of the connection's updates are on disk.
        count: u64,
        /// The room's sequence number.
        seq: u64,
    },
    /// An event in JSON.
    Event(&'a str),
    /// What the client sends from here on was written offline. Only a claim: the server shows it as
    /// such, beside the time at which it came.
    Written {
        /// So many milliseconds ago they began to write it; 0 for what is written just now.
        ago: u64,
    },
}

/// What one client shows of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwarenessEntry {
    /// The client.
    pub client: ClientId,
    /// Grows with every change of the state.
    pub clock: u32,
    /// JSON; `None` when the client has gone.
    pub state: Option<String>,
}

/// Why bytes are no frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// The bytes end before the frame does.
    #[error("the frame ends too early")]
    TooShort,
    /// The bytes go on behind the frame.
    #[error("there are bytes behind the frame")]
    TooLong,
    /// A number that does not fit its type.
    #[error("a number in the frame is out of range")]
    Number,
    /// A text that is no UTF-8.
    #[error("a text in the frame is no UTF-8")]
    Text,
    /// A type of message that this protocol does not have.
    #[error("frames of type {0} are not known")]
    UnknownType(u64),
}

impl Frame<'_> {
    /// Reads one frame. Nothing is allocated by a claimed length.
    ///
    /// # Errors
    /// If the bytes are not exactly one frame of this protocol.
    pub fn decode(bytes: &[u8]) -> Result<Frame<'_>, FrameError> {
        let mut reader = Reader { bytes };
        let frame = match reader.number()? {
            SYNC => match reader.number()? {
                STEP_1 => Frame::SyncStep1(reader.buffer()?),
                STEP_2 => Frame::SyncStep2(reader.buffer()?),
                UPDATE => Frame::Update(reader.buffer()?),
                other => return Err(FrameError::UnknownType(other)),
            },
            AWARENESS => Frame::Awareness(read_awareness(reader.buffer()?)?),
            AUTH => match reader.number()? {
                DENIED => Frame::Denied(reader.text()?),
                other => return Err(FrameError::UnknownType(other)),
            },
            QUERY_AWARENESS => Frame::QueryAwareness,
            ACK => Frame::Ack {
                count: reader.number()?,
                seq: reader.number()?,
            },
            EVENT => Frame::Event(reader.text()?),
            WRITTEN => Frame::Written {
                ago: reader.number()?,
            },
            other => return Err(FrameError::UnknownType(other)),
        };
        reader.finish()?;
        Ok(frame)
    }

    /// Writes the frame.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            Frame::SyncStep1(vector) => sync(&mut out, STEP_1, vector),
            Frame::SyncStep2(update) => sync(&mut out, STEP_2, update),
            Frame::Update(update) => sync(&mut out, UPDATE, update),
            Frame::Awareness(entries) => {
                write_number(&mut out, AWARENESS);
                write_buffer(&mut out, &awareness(entries));
            }
            Frame::Denied(reason) => {
                write_number(&mut out, AUTH);
                write_number(&mut out, DENIED);
                write_buffer(&mut out, reason.as_bytes());
            }
            Frame::QueryAwareness => write_number(&mut out, QUERY_AWARENESS),
            Frame::Ack { count, seq } => {
                write_number(&mut out, ACK);
                write_number(&mut out, *count);
                write_number(&mut out, *seq);
            }
            Frame::Event(json) => {
                write_number(&mut out, EVENT);
                write_buffer(&mut out, json.as_bytes());
            }
            Frame::Written { ago } => {
                write_number(&mut out, WRITTEN);
                write_number(&mut out, *ago);
            }
        }
        out
    }
}

fn sync(out: &mut Vec<u8>, step: u64, payload: &[u8]) {
    out.reserve(payload.len() + 12);
    write_number(out, SYNC);
    write_number(out, step);
    write_buffer(out, payload);
}

fn awareness(entries: &[AwarenessEntry]) -> Vec<u8> {
    let mut out = Vec::new();
    write_number(&mut out, entries.len() as u64);
    for entry in entries {
        write_number(&mut out, entry.client.get());
        write_number(&mut out, u64::from(entry.clock));
        write_buffer(
            &mut out,
            entry.state.as_deref().unwrap_or("null").as_bytes(),
        );
    }
    out
}

fn read_awareness(bytes: &[u8]) -> Result<Vec<AwarenessEntry>, FrameError> {
    let mut reader = Reader { bytes };
    let count = reader.number()?;
    let mut entries = Vec::new();
    for _ in 0..count {
        let client = ClientId::try_from(reader.number()?).map_err(|_| FrameError::Number)?;
        let clock = u32::try_from(reader.number()?).map_err(|_| FrameError::Number)?;
        let state = reader.text()?;
        let state = (state != "null").then(|| state.to_owned());
        entries.push(AwarenessEntry {
            client,
            clock,
            state,
        });
    }
    reader.finish()?;
    Ok(entries)
}

/// Appends a number in the variable-length encoding of lib0: seven bits a byte, lowest first.
pub fn write_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push((number as u8 & 0x7f) | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn write_buffer(out: &mut Vec<u8>, bytes: &[u8]) {
    write_number(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Reads the encodings of lib0 from bytes that nobody vouches for.
#[derive(Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Reads from the start of `bytes`.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// How many bytes are left.
    #[must_use]
    pub const fn remaining(&self) -> usize {
        self.bytes.len()
    }

    /// One byte.
    ///
    /// # Errors
    /// At the end.
    pub fn byte(&mut self) -> Result<u8, FrameError> {
        let (first, rest) = self.bytes.split_first().ok_or(FrameError::TooShort)?;
        self.bytes = rest;
        Ok(*first)
    }

    /// A number in the variable-length encoding.
    ///
    /// # Errors
    /// At the end, or if it does not fit 64 bits.
    pub fn number(&mut self) -> Result<u64, FrameError> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return Err(FrameError::Number);
            }
            number |= bits << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(FrameError::Number)
    }

    /// So many bytes.
    ///
    /// # Errors
    /// If fewer are left.
    pub fn take(&mut self, length: u64) -> Result<&'a [u8], FrameError> {
        let length = usize::try_from(length).map_err(|_| FrameError::TooShort)?;
        let (head, rest) = self
            .bytes
            .split_at_checked(length)
            .ok_or(FrameError::TooShort)?;
        self.bytes = rest;
        Ok(head)
    }

    /// A length, then so many bytes.
    ///
    /// # Errors
    /// If fewer are left than the length says.
    pub fn buffer(&mut self) -> Result<&'a [u8], FrameError> {
        let length = self.number()?;
        self.take(length)
    }

    /// A length, then so many bytes of UTF-8.
    ///
    /// # Errors
    /// If fewer are left, or they are no UTF-8.
    pub fn text(&mut self) -> Result<&'a str, FrameError> {
        std::str::from_utf8(self.buffer()?).map_err(|_| FrameError::Text)
    }

    /// That nothing is left.
    ///
    /// # Errors
    /// If something is.
    pub const fn finish(&self) -> Result<(), FrameError> {
        if self.bytes.is_empty() {
            Ok(())
        } else {
            Err(FrameError::TooLong)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_bytes_are_those_of_y_protocols() {
        let cases: &[(Frame<'_>, &[u8])] = &[
            (Frame::SyncStep1(&[0]), &[0, 0, 1, 0]),
            (Frame::SyncStep2(&[0, 0]), &[0, 1, 2, 0, 0]),
            (Frame::Update(&[7]), &[0, 2, 1, 7]),
            (Frame::Denied("no"), &[2, 0, 2, b'n', b'o']),
            (Frame::QueryAwareness, &[3]),
            (Frame::Ack { count: 1, seq: 300 }, &[100, 1, 0xac, 0x02]),
            (Frame::Event("{}"), &[101, 2, b'{', b'}']),
            (Frame::Written { ago: 300 }, &[102, 0xac, 0x02]),
            (
                Frame::Awareness(vec![AwarenessEntry {
                    client: ClientId::try_from(200).unwrap(),
                    clock: 3,
                    state: None,
                }]),
                &[1, 9, 1, 0xc8, 0x01, 3, 4, b'n', b'u', b'l', b'l'],
            ),
        ];
        for (frame, bytes) in cases {
            assert_eq!(&frame.encode(), bytes);
            assert_eq!(Frame::decode(bytes).as_ref(), Ok(frame));
        }
    }

    #[test]
    fn what_is_no_frame_is_refused() {
        let cases: &[(&[u8], FrameError)] = &[
            (&[], FrameError::TooShort),
            (&[0, 0, 5, 1], FrameError::TooShort),
            (&[0, 9, 0], FrameError::UnknownType(9)),
            (&[77], FrameError::UnknownType(77)),
            (&[3, 3], FrameError::TooLong),
            (&[101, 1, 0xff], FrameError::Text),
            (
                &[
                    0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f,
                ],
                FrameError::Number,
            ),
        ];
        for (bytes, error) in cases {
            assert_eq!(Frame::decode(bytes), Err(*error), "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            if let Ok(frame) = Frame::decode(&bytes) {
                let encoded = frame.encode();
                prop_assert_eq!(Frame::decode(&encoded), Ok(frame));
            }
        }

        #[test]
        fn numbers_come_back(number in any::<u64>()) {
            let mut bytes = Vec::new();
            write_number(&mut bytes, number);
            let mut reader = Reader::new(&bytes);
            prop_assert_eq!(reader.number(), Ok(number));
            prop_assert_eq!(reader.remaining(), 0);
        }
    }
}
