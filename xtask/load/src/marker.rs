//! What the people of a load write: marks that say who wrote them, which one it is, and when.
//!
//! A mark is 20 ASCII characters, `[` 3 room 3 writer 4 number 8 microseconds `]`, all numbers
//! hexadecimal. They are found in any bytes, so that nothing has to know how updates are merged.

/// The length of every mark, in bytes.
pub(crate) const LENGTH: usize = 20;

/// One edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// In which room it was written, below 4,096.
    pub(crate) room: usize,
    /// By which person of the room, below 4,096.
    pub(crate) writer: usize,
    /// Which edit of this person it is, from 0, below 65,536.
    pub(crate) number: usize,
    /// When it was sent, in microseconds since the run began; below 71 minutes.
    pub(crate) at: u64,
}

impl Mark {
    pub(crate) fn text(&self) -> String {
        let Self {
            room,
            writer,
            number,
            at,
        } = self;
        format!("[{room:03x}{writer:03x}{number:04x}{at:08x}]")
    }

    fn read(bytes: &[u8; LENGTH]) -> Option<Self> {
        let [b'[', digits @ .., b']'] = bytes else {
            return None;
        };
        let number = |from: usize, to: usize| {
            digits[from..to].iter().try_fold(0_u32, |number, &digit| {
                Some(number << 4 | char::from(digit).to_digit(16)?)
            })
        };
        Some(Self {
            room: number(0, 3)? as usize,
            writer: number(3, 6)? as usize,
            number: number(6, 10)? as usize,
            at: u64::from(number(10, 18)?),
        })
    }
}

/// All marks in these bytes, in their order.
pub(crate) fn scan(bytes: &[u8]) -> impl Iterator<Item = Mark> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        loop {
            let begin = rest.iter().position(|&byte| byte == b'[')?;
            let from = &rest[begin..];
            match from.first_chunk().and_then(Mark::read) {
                Some(mark) => {
                    rest = &from[LENGTH..];
                    return Some(mark);
                }
                None => rest = &from[1..],
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Mark = Mark {
        room: 999,
        writer: 39,
        number: 0,
        at: 1,
    };
    const LAST: Mark = Mark {
        room: 0xfff,
        writer: 0xfff,
        number: 0xffff,
        at: 0xffff_ffff,
    };

    #[test]
    fn marks_are_found_wherever_they_stand() {
        assert_eq!(FIRST.text().len(), LENGTH);
        assert_eq!(LAST.text().len(), LENGTH);
        let bytes = [
            b"[\0[[\xff",
            FIRST.text().as_bytes(),
            LAST.text().as_bytes(),
            b"[0",
        ]
        .concat();
        assert_eq!(scan(&bytes).collect::<Vec<_>>(), [FIRST, LAST]);
    }

    #[test]
    fn what_is_cut_or_no_number_is_no_mark() {
        let text = FIRST.text();
        for broken in [&text[1..], &text[..19], "", "[3e702700000000000g]", "[[[["] {
            assert_eq!(scan(broken.as_bytes()).count(), 0, "{broken}");
        }
    }
}
