//! Cells as spreadsheets copy and paste them: rows of texts with tabs between, in quotes where a
//! cell holds a tab, a line break or a quote itself.

/// So many cells of a paste are taken; a mistake shall not fill a plan.
pub(super) const MOST_CELLS: usize = 10_000;

/// Reads rows of cells. Rows may have different lengths; the line break behind the last one is
/// not a row.
pub(super) fn read(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (cell, behind) = read_cell(rest);
        row.push(cell);
        if let Some(behind) = behind.strip_prefix('\t') {
            rest = behind;
            // A cell is behind every tab, also if nothing is in it.
            if rest.is_empty() {
                row.push(String::new());
            }
            continue;
        }
        rest = behind
            .strip_prefix("\r\n")
            .or_else(|| behind.strip_prefix(['\r', '\n']))
            .unwrap_or(behind);
        rows.push(std::mem::take(&mut row));
    }
    if !row.is_empty() {
        rows.push(row);
    }
    rows
}

/// One cell, and what is behind it.
fn read_cell(text: &str) -> (String, &str) {
    let plain = || {
        let end = text.find(['\t', '\r', '\n']).unwrap_or(text.len());
        (text[..end].to_owned(), &text[end..])
    };
    let Some(quoted) = text.strip_prefix('"') else {
        return plain();
    };
    let mut cell = String::new();
    let mut rest = quoted;
    while let Some(end) = rest.find('"') {
        cell.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(behind) => {
                cell.push('"');
                rest = behind;
            }
            None if rest.is_empty() || rest.starts_with(['\t', '\r', '\n']) => {
                return (cell, rest);
            }
            None => break,
        }
    }
    // A quote that is not closed before the end of its cell belongs to the text.
    plain()
}

/// Writes rows of cells.
pub(super) fn write(rows: &[Vec<String>]) -> String {
    let rows = rows.iter().map(|row| {
        let cells = row.iter().map(|cell| {
            if cell.contains(['\t', '\r', '\n', '"']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.clone()
            }
        });
        cells.collect::<Vec<_>>().join("\t")
    });
    rows.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
        let row = |row: &&[&str]| row.iter().map(|&cell| cell.to_owned()).collect();
        rows.iter().map(row).collect()
    }

    #[test]
    fn cells_are_read_as_spreadsheets_write_them() {
        let cases: &[(&str, &[&[&str]])] = &[
            ("", &[]),
            ("a", &[&["a"]]),
            ("a\tb\r\nc\td\r\n", &[&["a", "b"], &["c", "d"]]),
            ("a\tb\nc", &[&["a", "b"], &["c"]]),
            ("\tb", &[&["", "b"]]),
            ("a\t", &[&["a", ""]]),
            ("a\t\nb\t\n", &[&["a", ""], &["b", ""]]),
            ("a\t\r\nb", &[&["a", ""], &["b"]]),
            ("a\n\nb", &[&["a"], &[""], &["b"]]),
            ("\"a\nb\"\tc", &[&["a\nb", "c"]]),
            ("\"say \"\"hi\"\"\"", &[&["say \"hi\""]]),
            ("24\" screen\tb", &[&["24\" screen", "b"]]),
            ("\"open\tb", &[&["\"open", "b"]]),
            ("\"a\"b\tc", &[&["\"a\"b", "c"]]),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), rows(expected), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_copied_is_pasted_as_the_same_cells(
            cells in proptest::collection::vec(proptest::collection::vec("[a\"\t\n é]{0,4}", 2..4), 1..4)
        ) {
            prop_assert_eq!(read(&write(&cells)), cells);
        }

        #[test]
        fn any_text_can_be_pasted(text in "[a\"\t\r\n]{0,20}") {
            read(&text);
        }
    }
}
