//! What the keys do in a table, after the grid pattern of ARIA and the habits of spreadsheets.

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// Go so many rows down and columns to the right.
    Go {
        rows: isize,
        columns: isize,
        extends: Extends,
    },
    /// Go to the first or last column, or row.
    GoTo {
        row: Option<End>,
        column: Option<End>,
        extends: Extends,
    },
    /// Begin to edit with what is there.
    Edit,
    /// Begin to edit with nothing but the letter that was typed.
    Type,
    /// Empty the selected cells.
    Clear,
    /// Select all cells.
    SelectAll,
    /// Take what was typed and go on.
    Enter { rows: isize, columns: isize },
    /// Forget what was typed.
    Cancel,
}

/// Whether the selection grows with the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extends {
    Yes,
    No,
}

/// One of the two ends of a row or column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    First,
    Last,
}

/// What has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// A cell.
    Cell,
    /// A text that is being typed in a cell.
    Text,
    /// A list of choices in a cell; the arrow keys are its own.
    Choice,
}

/// A key that was pressed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Press<'a> {
    pub(super) key: &'a str,
    /// Ctrl or ⌘.
    pub(super) command: bool,
    pub(super) shift: bool,
    pub(super) alt: bool,
}

/// So many rows are a page.
const PAGE: isize = 10;

/// What a key stands for; `None` leaves it to the browser.
pub(super) fn act(mode: Mode, press: Press<'_>) -> Option<Act> {
    let Press {
        key,
        command,
        shift,
        alt,
    } = press;
    if alt {
        return None;
    }
    if mode != Mode::Cell {
        return match key {
            "Enter" if shift => Some(Act::Enter {
                rows: -1,
                columns: 0,
            }),
            "Enter" => Some(Act::Enter {
                rows: 1,
                columns: 0,
            }),
            "Tab" => Some(Act::Enter {
                rows: 0,
                columns: if shift { -1 } else { 1 },
            }),
            "Escape" => Some(Act::Cancel),
            _ => None,
        };
    }
    let extends = if shift { Extends::Yes } else { Extends::No };
    let go = |rows, columns| {
        Some(Act::Go {
            rows,
            columns,
            extends,
        })
    };
    let go_to = |row, column| {
        Some(Act::GoTo {
            row,
            column,
            extends,
        })
    };
    match key {
        "ArrowUp" if command => go_to(Some(End::First), None),
        "ArrowDown" if command => go_to(Some(End::Last), None),
        "ArrowLeft" if command => go_to(None, Some(End::First)),
        "ArrowRight" if command => go_to(None, Some(End::Last)),
        "ArrowUp" => go(-1, 0),
        "ArrowDown" => go(1, 0),
        "ArrowLeft" => go(0, -1),
        "ArrowRight" => go(0, 1),
        "PageUp" => go(-PAGE, 0),
        "PageDown" => go(PAGE, 0),
        "Home" if command => go_to(Some(End::First), Some(End::First)),
        "End" if command => go_to(Some(End::Last), Some(End::Last)),
        "Home" => go_to(None, Some(End::First)),
        "End" => go_to(None, Some(End::Last)),
        "Tab" => Some(Act::Go {
            rows: 0,
            columns: if shift { -1 } else { 1 },
            extends: Extends::No,
        }),
        "Enter" | "F2" => Some(Act::Edit),
        "Delete" | "Backspace" => Some(Act::Clear),
        "a" | "A" if command => Some(Act::SelectAll),
        _ if command => None,
        _ => {
            let mut letters = key.chars();
            // Keys that type nothing have names of several letters.
            (letters.next().is_some() && letters.next().is_none()).then_some(Act::Type)
        }
    }
}

/// Where `by` steps lead from `here` in a row of `count` places; it ends at the ends.
pub(super) fn step(here: usize, by: isize, count: usize) -> usize {
    here.saturating_add_signed(by).min(count.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn press(key: &str) -> Press<'_> {
        Press {
            key,
            command: false,
            shift: false,
            alt: false,
        }
    }

    #[test]
    fn keys_do_what_they_do_in_spreadsheets() {
        let cell = |press| act(Mode::Cell, press);
        let go = |rows, columns, extends| {
            Some(Act::Go {
                rows,
                columns,
                extends,
            })
        };
        assert_eq!(cell(press("ArrowDown")), go(1, 0, Extends::No));
        let shift = Press {
            shift: true,
            ..press("ArrowLeft")
        };
        assert_eq!(cell(shift), go(0, -1, Extends::Yes));
        let back = Press {
            shift: true,
            ..press("Tab")
        };
        assert_eq!(cell(back), go(0, -1, Extends::No));
        let corner = Press {
            command: true,
            ..press("End")
        };
        let end = Some(End::Last);
        let expected = Act::GoTo {
            row: end,
            column: end,
            extends: Extends::No,
        };
        assert_eq!(cell(corner), Some(expected));
        for key in ["Enter", "F2"] {
            assert_eq!(cell(press(key)), Some(Act::Edit));
        }
        assert_eq!(cell(press("x")), Some(Act::Type));
        assert_eq!(cell(press("ß")), Some(Act::Type));
        assert_eq!(cell(press("Delete")), Some(Act::Clear));
        assert_eq!(cell(press("Shift")), None);
        assert_eq!(cell(press("Escape")), None);
    }

    #[test]
    fn what_belongs_to_the_browser_or_the_page_is_left_to_them() {
        for key in ["c", "v", "z"] {
            let press = Press {
                command: true,
                ..press(key)
            };
            assert_eq!(act(Mode::Cell, press), None, "{key}");
        }
        let alt = Press {
            alt: true,
            ..press("ArrowDown")
        };
        assert_eq!(act(Mode::Cell, alt), None);
        for key in ["ArrowDown", "Home", "x", "F2", "Delete"] {
            assert_eq!(act(Mode::Text, press(key)), None, "{key}");
        }
    }

    #[test]
    fn what_was_typed_is_taken_with_a_step_on() {
        for mode in [Mode::Text, Mode::Choice] {
            let enter = |rows, columns| Some(Act::Enter { rows, columns });
            assert_eq!(act(mode, press("Enter")), enter(1, 0));
            assert_eq!(act(mode, press("Tab")), enter(0, 1));
            let back = Press {
                shift: true,
                ..press("Tab")
            };
            assert_eq!(act(mode, back), enter(0, -1));
            assert_eq!(act(mode, press("Escape")), Some(Act::Cancel));
        }
    }

    #[test]
    fn a_step_ends_at_the_ends() {
        assert_eq!(step(0, -1, 5), 0);
        assert_eq!(step(4, 10, 5), 4);
        assert_eq!(step(2, 1, 5), 3);
        assert_eq!(step(0, 1, 0), 0);
    }
}
