//! Numbers, texts and ids, each accepted in its one shortest spelling only: what two readers
//! could read differently is refused, so that the CRDT library reads what was scanned.

use tandem_plan::ids::ClientId;
use tandem_protocol::frame::{FrameError, Reader};

use super::Violation;

/// The bytes of an update that are not read yet.
pub(super) struct Input<'a>(Reader<'a>);

impl<'a> Input<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self(Reader::new(bytes))
    }

    pub(super) const fn remaining(&self) -> usize {
        self.0.remaining()
    }

    pub(super) fn byte(&mut self) -> Result<u8, Violation> {
        self.0.byte().map_err(malformed)
    }

    pub(super) fn take(&mut self, length: u64) -> Result<&'a [u8], Violation> {
        self.0.take(length).map_err(malformed)
    }

    pub(super) fn finish(&self) -> Result<(), Violation> {
        self.0
            .finish()
            .map_err(|_| Violation::Malformed("there are bytes behind it"))
    }

    /// A number in its shortest spelling.
    fn number(&mut self) -> Result<u64, Violation> {
        let before = self.0.remaining();
        let number = self.0.number().map_err(malformed)?;
        let spelled_with = before - self.0.remaining();
        if spelled_with > 1 && number >> (7 * (spelled_with - 1)) == 0 {
            return Err(Violation::Malformed("a number is spelled too long"));
        }
        Ok(number)
    }

    fn small(&mut self) -> Result<u32, Violation> {
        u32::try_from(self.number()?).map_err(|_| Violation::Malformed("a number is out of range"))
    }

    pub(super) fn clock(&mut self) -> Result<u32, Violation> {
        self.small()
    }

    /// How many operations something spans: at least one.
    pub(super) fn length(&mut self) -> Result<u32, Violation> {
        match self.small()? {
            0 => Err(Violation::Malformed("something is empty")),
            length => Ok(length),
        }
    }

    pub(super) fn client(&mut self) -> Result<ClientId, Violation> {
        ClientId::try_from(self.number()?)
            .map_err(|_| Violation::Malformed("a client id is out of range"))
    }

    /// How many things of at least `size` bytes follow: never more than there is room for.
    pub(super) fn count(&mut self, size: usize) -> Result<u64, Violation> {
        let count = self.number()?;
        let room = self.remaining() / size;
        if usize::try_from(count).is_ok_and(|count| count <= room) {
            Ok(count)
        } else {
            Err(Violation::Malformed("it claims more than there is"))
        }
    }

    /// A flag: 0 or 1.
    pub(super) fn flag(&mut self) -> Result<bool, Violation> {
        match self.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Violation::Malformed("a flag is neither 0 nor 1")),
        }
    }

    pub(super) fn buffer(&mut self) -> Result<&'a [u8], Violation> {
        let length = self.count(1)?;
        self.take(length)
    }

    pub(super) fn text(&mut self) -> Result<&'a str, Violation> {
        std::str::from_utf8(self.buffer()?).map_err(|_| Violation::Malformed("a text is no UTF-8"))
    }
}

fn malformed(error: FrameError) -> Violation {
    Violation::Malformed(match error {
        FrameError::TooShort => "it ends too early",
        FrameError::Number => "a number is out of range",
        _ => "it cannot be read",
    })
}
