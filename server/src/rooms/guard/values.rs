//! Plain values: what lib0 calls "any". Passed over with a loop; the stack that remembers open
//! arrays and maps has a fixed height.

use super::input::Input;
use super::{MAX_DEPTH, Violation};

const UNDEFINED: u8 = 127;
const NULL: u8 = 126;
const INTEGER: u8 = 125;
const FLOAT_32: u8 = 124;
const FLOAT_64: u8 = 123;
const BIG_INTEGER: u8 = 122;
const FALSE: u8 = 121;
const TRUE: u8 = 120;
const STRING: u8 = 119;
const MAP: u8 = 118;
const ARRAY: u8 = 117;
const BUFFER: u8 = 116;

/// The largest integer that JavaScript holds exactly, in the encoding of small integers.
const MAX_INTEGER: u64 = 1 << 53;

/// An array or map whose end has not come yet.
struct Open {
    /// Values in it that have not begun.
    left: u64,
    /// Whether a key stands before every value.
    has_keys: bool,
}

/// Passes over one value.
pub(super) fn skip_value(input: &mut Input<'_>) -> Result<(), Violation> {
    let mut open: Vec<Open> = Vec::new();
    // What all open arrays and maps claim together must be there: a reader reserves memory for it.
    let mut claimed = 0_u64;
    loop {
        if let Some(opened) = read_head(input)? {
            claimed += opened.left;
            if claimed > input.remaining() as u64 {
                return Err(Violation::Malformed("it claims more than there is"));
            }
            if open.len() == MAX_DEPTH {
                return Err(Violation::Foreign("values nested so deep"));
            }
            open.push(opened);
        }
        // On to the next value, which is in the innermost array or map that is not finished.
        while open.last().is_some_and(|innermost| innermost.left == 0) {
            open.pop();
        }
        let Some(innermost) = open.last_mut() else {
            return Ok(());
        };
        innermost.left -= 1;
        claimed -= 1;
        if innermost.has_keys {
            input.text()?;
        }
    }
}

/// Reads a value up to where an array or a map begins.
fn read_head(input: &mut Input<'_>) -> Result<Option<Open>, Violation> {
    match input.byte()? {
        UNDEFINED | NULL | FALSE | TRUE => {}
        INTEGER => skip_integer(input)?,
        FLOAT_32 => {
            let bytes = input.take(4)?.try_into();
            refuse_nan(bytes.map_or(f64::NAN, |bytes| f32::from_be_bytes(bytes).into()))?;
        }
        FLOAT_64 => {
            let bytes = input.take(8)?.try_into();
            refuse_nan(bytes.map_or(f64::NAN, f64::from_be_bytes))?;
        }
        BIG_INTEGER => {
            input.take(8)?;
        }
        STRING => {
            input.text()?;
        }
        BUFFER => {
            input.buffer()?;
        }
        ARRAY => {
            return Ok(Some(Open {
                left: input.count(1)?,
                has_keys: false,
            }));
        }
        MAP => {
            return Ok(Some(Open {
                left: input.count(2)?,
                has_keys: true,
            }));
        }
        _ => return Err(Violation::Malformed("a value of no known type")),
    }
    Ok(None)
}

/// No copy of a document that holds such a number counts as the same as the document.
const fn refuse_nan(number: f64) -> Result<(), Violation> {
    if number.is_nan() {
        return Err(Violation::Foreign("a number that is none"));
    }
    Ok(())
}

/// A signed integer: six bits in the first byte beside the sign, then seven a byte.
fn skip_integer(input: &mut Input<'_>) -> Result<(), Violation> {
    let first = input.byte()?;
    let mut magnitude = u64::from(first & 0x3f);
    let mut shift = 6;
    let mut last = first;
    while last & 0x80 != 0 {
        last = input.byte()?;
        let bits = u64::from(last & 0x7f);
        if shift > 53 || last == 0 {
            return Err(Violation::Malformed("an integer is spelled too long"));
        }
        magnitude |= bits << shift;
        shift += 7;
    }
    if magnitude > MAX_INTEGER {
        return Err(Violation::Malformed("a number is out of range"));
    }
    Ok(())
}
