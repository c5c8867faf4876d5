//! Exact decimal numbers, and how people write them.

use std::cmp::Ordering;
use std::fmt;

use super::ValueError;
use crate::language::Language;

/// The largest number of decimal places that a number keeps.
const MAX_SCALE: u8 = 9;

/// An exact decimal number: `mantissa × 10^-scale`, kept without trailing zeros behind the point,
/// so that equal numbers are equal values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i64,
    scale: u8,
}

/// Words behind a number that multiply it by a power of ten.
const POWERS: &[(&str, u8)] = &[
    ("k", 3),
    ("tsd", 3),
    ("thousand", 3),
    ("tausend", 3),
    ("m", 6),
    ("mn", 6),
    ("mio", 6),
    ("million", 6),
    ("millions", 6),
    ("millionen", 6),
    ("bn", 9),
    ("mrd", 9),
    ("milliarde", 9),
    ("milliarden", 9),
];

/// The decimal mark and the mark between groups of three.
const fn marks(language: Language) -> (char, char) {
    match language {
        Language::English => ('.', ','),
        Language::German => (',', '.'),
    }
}

/// A typed number, cut into what it is made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Typed<'a> {
    /// What stands before the digits, without the sign.
    pub(super) before: &'a str,
    /// What stands behind them.
    pub(super) behind: &'a str,
    digits: &'a str,
    is_negative: bool,
    whole: &'a str,
}

impl<'a> Typed<'a> {
    /// Finds the digits in a typed text; `None` if there are none, or two signs.
    pub(super) fn cut(text: &'a str, language: Language) -> Option<Self> {
        const MINUS: [char; 3] = ['-', '−', '–'];
        let (mark, _) = marks(language);
        let first = text.find(|c: char| c.is_ascii_digit())?;
        let last = text.rfind(|c: char| c.is_ascii_digit())?;
        let first = match text[..first].chars().next_back() {
            Some(c) if c == mark => first - 1,
            _ => first,
        };
        let mut behind = &text[last + 1..];
        // `5,` and `5,-`: nothing behind the decimal mark.
        if let Some(rest) = behind.strip_prefix(mark) {
            behind = rest.strip_prefix(MINUS).unwrap_or(rest);
        }
        let mut before = text[..first].trim();
        let mut is_negative = false;
        let signs = |c: char| c == '+' || MINUS.contains(&c);
        if let Some(sign) = before.chars().find(|c| signs(*c)) {
            is_negative = sign != '+';
            let rest = before.strip_prefix(signs);
            before = rest.or_else(|| before.strip_suffix(signs))?.trim();
            if before.contains(signs) {
                return None;
            }
        }
        Some(Self {
            before,
            behind: behind.trim(),
            digits: &text[first..=last],
            is_negative,
            whole: text,
        })
    }

    /// Takes a word that multiplies off the front of what stands behind the digits.
    pub(super) fn take_power(&mut self) -> u8 {
        let end = self.behind.find(|c: char| !c.is_ascii_alphabetic());
        let (word, rest) = self.behind.split_at(end.unwrap_or(self.behind.len()));
        let power = POWERS
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(word));
        let Some((_, power)) = power else {
            return 0;
        };
        self.behind = rest.strip_prefix('.').unwrap_or(rest).trim_start();
        *power
    }

    /// The digits as a number of `language`, times ten to the `power`.
    pub(super) fn number(self, power: u8, language: Language) -> Result<Decimal, ValueError> {
        match self.read(power, language) {
            Err(ValueError::NotANumber(typed)) => {
                let mut others = Language::ALL.into_iter();
                let is_other = others
                    .any(|other| marks(other) != marks(language) && self.read(0, other).is_ok());
                Err(if is_other {
                    ValueError::OtherMarks(typed)
                } else {
                    ValueError::NotANumber(typed)
                })
            }
            read => read,
        }
    }

    fn read(self, power: u8, language: Language) -> Result<Decimal, ValueError> {
        let (mark, group) = marks(language);
        let not_a_number = || ValueError::NotANumber(self.whole.to_owned());
        let too_long = || ValueError::TooLong(self.whole.to_owned());
        let (whole, fraction) = self.digits.split_once(mark).unwrap_or((self.digits, ""));
        let digits = ungroup(whole, group).ok_or_else(not_a_number)?;
        if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(not_a_number());
        }
        let fraction = fraction.trim_end_matches('0');
        let sign = if self.is_negative { "-" } else { "" };
        let mantissa: i64 = [sign, &digits, fraction]
            .concat()
            .parse()
            .map_err(|_| too_long())?;
        let scale = u8::try_from(fraction.len()).map_err(|_| too_long())?;
        let zeros = u32::from(power.saturating_sub(scale));
        let mantissa = 10_i64
            .checked_pow(zeros)
            .and_then(|factor| mantissa.checked_mul(factor));
        let scale = scale.saturating_sub(power);
        match mantissa {
            Some(mantissa) if scale <= MAX_SCALE => Ok(Decimal::new(mantissa, scale)),
            _ => Err(too_long()),
        }
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

    /// For programs: a point before the decimal places, and nothing between groups.
    #[must_use]
    pub fn plain(self) -> String {
        plain(self.mantissa, self.scale)
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

    /// The sum, if it is a number that can be kept.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let sum = self
            .scaled_to(scale)?
            .checked_add(other.scaled_to(scale)?)?;
        Some(Self::new(sum, scale))
    }

    /// Reads a number as people write it in `language`: with or without groups, also set off by
    /// spaces or apostrophes, with a sign, with `k`, `m`, `Mio.` and the like behind it.
    ///
    /// # Errors
    /// If it is no number, or has more digits than are kept.
    pub fn parse(text: &str, language: Language) -> Result<Self, ValueError> {
        let text = text.trim();
        let not_a_number = || ValueError::NotANumber(text.to_owned());
        let mut typed = Typed::cut(text, language).ok_or_else(not_a_number)?;
        let power = typed.take_power();
        if !typed.before.is_empty() || !typed.behind.is_empty() {
            return Err(not_a_number());
        }
        typed.number(power, language)
    }

    /// Writes the number as people write it in `language`, with groups of three.
    #[must_use]
    pub fn display(self, language: Language) -> String {
        self.display_fixed(self.scale, language)
    }

    /// Writes the number with at least `places` decimal places.
    #[must_use]
    pub(super) fn display_fixed(self, places: u8, language: Language) -> String {
        let (mark, group) = marks(language);
        let digits = self.mantissa.unsigned_abs().to_string();
        let scale = usize::from(self.scale);
        let zeros = (scale + 1).saturating_sub(digits.len());
        let digits = "0".repeat(zeros) + &digits;
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        let mut text = String::new();
        if self.mantissa < 0 {
            text.push('-');
        }
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                text.push(group);
            }
            text.push(digit);
        }
        let places = usize::from(places).max(scale);
        if places > 0 {
            text.push(mark);
            text.push_str(fraction);
            text.extend(std::iter::repeat_n('0', places - scale));
        }
        text
    }
}

/// Takes the group separators out of the whole part. Groups, where they are written, have three
/// digits and one kind of separator, so that `1.5` in a place that writes `1,5` is refused instead
/// of read as fifteen.
fn ungroup(whole: &str, group: char) -> Option<String> {
    let is_separator = |c: char| {
        c == group
            || matches!(
                c,
                ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '’' | '\u{2c8}'
            )
    };
    let groups: Vec<&str> = whole.split(is_separator).collect();
    let all_digits = groups
        .iter()
        .all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let mut separators = whole.chars().filter(|c| is_separator(*c));
    let first_separator = separators.next();
    let is_one_kind = separators.all(|separator| Some(separator) == first_separator);
    let (first, rest) = groups.split_first()?;
    let grouped = rest.is_empty()
        || (!first.is_empty() && first.len() <= 3 && rest.iter().all(|group| group.len() == 3));
    (all_digits && is_one_kind && grouped).then(|| groups.concat())
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
        f.write_str(&self.display(Language::English))
    }
}

/// `mantissa × 10^-scale` for programs: a point before the last `scale` digits, and nothing between
/// groups.
#[must_use]
pub fn plain(mantissa: i64, scale: u8) -> String {
    let scale = usize::from(scale);
    let digits = format!("{:0>width$}", mantissa.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    let sign = if mantissa < 0 { "-" } else { "" };
    let point = if scale > 0 { "." } else { "" };
    [sign, whole, point, fraction].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_numbers_have_all_their_places_and_nothing_else() {
        for (mantissa, scale, expected) in [
            (125_000, 2, "1250.00"),
            (-5, 2, "-0.05"),
            (0, 0, "0"),
            (0, 3, "0.000"),
            (5_000, 0, "5000"),
            (i64::MIN, 2, "-92233720368547758.08"),
        ] {
            assert_eq!(plain(mantissa, scale), expected);
        }
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        use Language::{English as en, German as de};
        let cases = [
            ("1,234.50", en, Some((12_345, 1))),
            ("1.234,50", de, Some((12_345, 1))),
            ("1 234,5", de, Some((12_345, 1))),
            ("1\u{a0}234\u{a0}567", en, Some((1_234_567, 0))),
            ("1\u{202f}234,5", de, Some((12_345, 1))),
            ("1\u{2009}234", en, Some((1_234, 0))),
            ("1'234.5", en, Some((12_345, 1))),
            ("1’234", de, Some((1_234, 0))),
            ("-0.5", en, Some((-5, 1))),
            ("−12", en, Some((-12, 0))),
            ("- 12", en, Some((-12, 0))),
            ("+12", de, Some((12, 0))),
            (".5", en, Some((5, 1))),
            ("-,5", de, Some((-5, 1))),
            ("5,", de, Some((5, 0))),
            ("1.2m", en, Some((1_200_000, 0))),
            ("1,2 Mio.", de, Some((1_200_000, 0))),
            ("1,2345 Tsd.", de, Some((12_345, 1))),
            ("3 Mrd", de, Some((3_000_000_000, 0))),
            ("12K", en, Some((12_000, 0))),
            ("1.5", de, None),
            ("1,5", en, None),
            ("1.2.3", en, None),
            ("1,234 567", en, None),
            ("12,34,567", en, None),
            ("12a", en, None),
            ("12 kk", en, None),
            ("--5", en, None),
            ("5-", en, None),
            ("1-2", en, None),
            (".", en, None),
            ("-", en, None),
            ("", en, None),
            ("99999999999999999999", en, None),
            ("9999999999999 m", en, None),
            ("0.0000000001", en, None),
        ];
        for (text, language, expected) in cases {
            let expected = expected.map(|(mantissa, scale)| Decimal::new(mantissa, scale));
            assert_eq!(Decimal::parse(text, language).ok(), expected, "{text}");
        }
    }

    #[test]
    fn equal_numbers_are_equal_values() {
        assert_eq!(Decimal::new(1_500, 3), Decimal::new(15, 1));
        assert_eq!(Decimal::new(0, 4), Decimal::new(0, 0));
        let sum = Decimal::new(15, 1).plus(Decimal::new(25, 2));
        assert_eq!(sum, Some(Decimal::new(175, 2)));
        assert_eq!(Decimal::new(i64::MAX, 0).plus(Decimal::new(1, 0)), None);
    }
}
