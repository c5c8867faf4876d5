//! Exact decimal numbers, and how people write them.

use std::cmp::Ordering;
use std::fmt;

/// The largest number of decimal places that a number keeps.
const MAX_SCALE: u8 = 9;

/// An exact decimal number: `mantissa × 10^-scale`, kept without trailing zeros behind the point,
/// so that equal numbers are equal values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i64,
    scale: u8,
}

/// How people write numbers where they live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberStyle {
    decimal: char,
    group: char,
}

/// Why a text is no number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// Letters, two points, nothing at all.
    #[error("{text:?} is no number: write digits, such as {example}")]
    NotANumber {
        /// What was typed.
        text: String,
        /// A number in the style of the place.
        example: String,
    },
    /// More digits than are kept.
    #[error("{0:?} has more digits than a plan keeps: at most 18, of them 9 behind the point")]
    TooLong(String),
}

impl NumberStyle {
    /// 1,234.5
    pub const ENGLISH: Self = Self {
        decimal: '.',
        group: ',',
    };
    /// 1.234,5
    pub const GERMAN: Self = Self {
        decimal: ',',
        group: '.',
    };

    fn example(self) -> String {
        Decimal::new(12_345, 1).display(self)
    }
}

impl Decimal {
    /// The number `mantissa × 10^-scale`.
    ///
    /// # Panics
    /// If `scale` is above 9: the document and the parser never make such a number.
    #[must_use]
    pub const fn new(mut mantissa: i64, mut scale: u8) -> Self {
        assert!(scale <= MAX_SCALE, "at most nine decimal places");
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        Self { mantissa, scale }
    }

    /// The number as stored, if its scale is one that numbers may have.
    #[must_use]
    pub fn from_parts(mantissa: i64, scale: i64) -> Option<Self> {
        let scale = u8::try_from(scale)
            .ok()
            .filter(|scale| *scale <= MAX_SCALE)?;
        Some(Self::new(mantissa, scale))
    }

    /// All digits as one integer.
    #[must_use]
    pub const fn mantissa(self) -> i64 {
        self.mantissa
    }

    /// How many of them stand behind the point.
    #[must_use]
    pub const fn scale(self) -> u8 {
        self.scale
    }

    /// The number as a count of `10^-scale`, if it is a whole number of them and fits.
    #[must_use]
    pub fn scaled_to(self, scale: u8) -> Option<i64> {
        let missing = scale.checked_sub(self.scale)?;
        self.mantissa
            .checked_mul(10_i64.checked_pow(u32::from(missing))?)
    }

    /// Reads a number as people write it in `style`: with or without groups, also set off by
    /// spaces or apostrophes, with a sign.
    ///
    /// # Errors
    /// If it is no number, or has more digits than are kept.
    pub fn parse(text: &str, style: NumberStyle) -> Result<Self, DecimalError> {
        let not_a_number = || DecimalError::NotANumber {
            text: text.to_owned(),
            example: style.example(),
        };
        let unsigned = text.trim();
        let (negative, unsigned) = match unsigned.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, unsigned.strip_prefix('+').unwrap_or(unsigned)),
        };
        let (whole, fraction) = match unsigned.split_once(style.decimal) {
            Some((whole, fraction)) => (whole, fraction),
            None => (unsigned, ""),
        };
        let digits = ungroup(whole, style).ok_or_else(not_a_number)?;
        let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(fraction) || (digits.is_empty() && fraction.is_empty()) {
            return Err(not_a_number());
        }
        let fraction = fraction.trim_end_matches('0');
        let too_long = || DecimalError::TooLong(text.to_owned());
        let scale = u8::try_from(fraction.len())
            .ok()
            .filter(|scale| *scale <= MAX_SCALE);
        let scale = scale.ok_or_else(too_long)?;
        let sign = if negative { "-" } else { "" };
        let mantissa: i64 = format!("{sign}{digits}{fraction}")
            .parse()
            .map_err(|_| too_long())?;
        Ok(Self::new(mantissa, scale))
    }

    /// Writes the number in `style`, with groups of three.
    #[must_use]
    pub fn display(self, style: NumberStyle) -> String {
        self.display_fixed(self.scale, style)
    }

    /// Writes the number in `style` with at least `places` decimal places.
    #[must_use]
    pub(super) fn display_fixed(self, places: u8, style: NumberStyle) -> String {
        let digits = self.mantissa.unsigned_abs().to_string();
        let scale = usize::from(self.scale);
        let digits = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        let mut text = String::new();
        if self.mantissa < 0 {
            text.push('-');
        }
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                text.push(style.group);
            }
            text.push(digit);
        }
        let places = usize::from(places).max(scale);
        if places > 0 {
            text.push(style.decimal);
            text.push_str(fraction);
            text.extend(std::iter::repeat_n('0', places - scale));
        }
        text
    }
}

/// Takes the group separators out of the whole part. Groups, where they are written, have three
/// digits, so that `1.5` in a place that writes `1,5` is refused instead of read as fifteen.
fn ungroup(whole: &str, style: NumberStyle) -> Option<String> {
    let is_separator =
        |c: char| c == style.group || matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’');
    let groups: Vec<&str> = whole.split(is_separator).collect();
    let all_digits = groups
        .iter()
        .all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let (first, rest) = groups.split_first()?;
    let grouped = rest.is_empty()
        || (!first.is_empty() && first.len() <= 3 && rest.iter().all(|group| group.len() == 3));
    (all_digits && grouped).then(|| groups.concat())
}

impl Ord for Decimal {
    /// By what the numbers are worth.
    fn cmp(&self, other: &Self) -> Ordering {
        let scaled = |number: &Self| {
            let missing = u32::from(MAX_SCALE - number.scale);
            i128::from(number.mantissa) * 10_i128.pow(missing)
        };
        scaled(self).cmp(&scaled(other))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.display(NumberStyle::ENGLISH))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let (en, de) = (NumberStyle::ENGLISH, NumberStyle::GERMAN);
        let cases = [
            ("1,234.50", en, Some((12_345, 1))),
            ("1.234,50", de, Some((12_345, 1))),
            ("1 234,5", de, Some((12_345, 1))),
            ("-0.5", en, Some((-5, 1))),
            ("−12", en, Some((-12, 0))),
            (".5", en, Some((5, 1))),
            ("1.5", de, None),
            ("1,5", en, None),
            ("1.2.3", en, None),
            ("12a", en, None),
            (".", en, None),
            ("-", en, None),
            ("99999999999999999999", en, None),
            ("0.0000000001", en, None),
        ];
        for (text, style, expected) in cases {
            let expected = expected.map(|(mantissa, scale)| Decimal::new(mantissa, scale));
            assert_eq!(Decimal::parse(text, style).ok(), expected, "{text}");
        }
    }

    #[test]
    fn equal_numbers_are_equal_values() {
        assert_eq!(Decimal::new(1_500, 3), Decimal::new(15, 1));
        assert_eq!(Decimal::new(0, 4), Decimal::new(0, 0));
    }
}
