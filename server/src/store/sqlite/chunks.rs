//! Statements that take many rows at once. Every number of rows is a sum of a few numbers, so that the
//! texts of the statements are few and each is prepared once.

/// How many rows one statement takes.
const SIZES: [usize; 4] = [64, 16, 4, 1];

/// The texts of one statement, one for each number of rows.
#[derive(Debug)]
pub(super) struct Statements([String; SIZES.len()]);

impl Statements {
    /// A statement with rows of so many values between these texts.
    pub(super) fn new(before: &str, columns: usize, behind: &str) -> Self {
        let row = format!("({})", vec!["?"; columns].join(", "));
        Self(SIZES.map(|rows| {
            let rows = vec![row.as_str(); rows].join(", ");
            format!("{before} VALUES {rows} {behind}")
        }))
    }

    /// The rows in as few parts as possible, each with the statement that takes it.
    pub(super) fn split<'a, T>(
        &'static self,
        mut rows: &'a [T],
    ) -> impl Iterator<Item = (&'static str, &'a [T])> {
        std::iter::from_fn(move || {
            let at = SIZES.iter().position(|size| *size <= rows.len())?;
            let (part, rest) = rows.split_at(SIZES[at]);
            rows = rest;
            Some((self.0[at].as_str(), part))
        })
    }
}
