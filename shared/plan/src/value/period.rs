//! Periods of a plan: years, half-years and quarters, counted in the plan's fiscal year.

use std::fmt;
use std::str::FromStr;

/// A year, a half-year (1 or 2) or a quarter (1 to 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Period {
    /// `2026`
    Year(i16),
    /// `2026-H1`
    Half(i16, u8),
    /// `2026-Q3`
    Quarter(i16, u8),
}

impl FromStr for Period {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (year, part) = match text.split_once('-') {
            Some((year, part)) => (year, Some(part)),
            None => (text, None),
        };
        if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(());
        }
        let year = year.parse().map_err(|_| ())?;
        match part.map(str::as_bytes) {
            None => Ok(Self::Year(year)),
            Some([b'H' | b'h', half @ b'1'..=b'2']) => Ok(Self::Half(year, half - b'0')),
            Some([b'Q' | b'q', quarter @ b'1'..=b'4']) => Ok(Self::Quarter(year, quarter - b'0')),
            Some(_) => Err(()),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Half(year, half) => write!(f, "{year:04}-H{half}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
        }
    }
}
