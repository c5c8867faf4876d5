//! Leaves comments and needless blank space out of a style sheet.
//!
//! It knows only as much of CSS syntax (CSS Syntax Level 3, section 4) as that needs: strings,
//! `url(…)` without quotes, escapes and comments. It never changes, drops or reorders a token.

pub(super) fn minify(sheet: &str) -> String {
    let mut small = Small {
        text: String::with_capacity(sheet.len()),
        gap: Gap::NotNeeded,
    };
    let mut rest = sheet;
    while let Some(character) = rest.chars().next() {
        let length = if character.is_ascii_whitespace() {
            small.blank();
            1
        } else if let Some(comment) = rest.strip_prefix("/*") {
            small.comment();
            comment.find("*/").map_or(rest.len(), |end| end + 4)
        } else if matches!(character, '{' | '}' | ';' | ',') {
            small.separator(character);
            1
        } else {
            let length = match character {
                '"' | '\'' => string(rest, character),
                '\\' => escape(rest),
                _ if is_plain_url(rest) => rest.find(')').map_or(rest.len(), |end| end + 1),
                _ => character.len_utf8(),
            };
            small.piece(&rest[..length]);
            length
        };
        rest = &rest[length..];
    }
    small.text
}

/// The style sheet that is written.
struct Small {
    text: String,
    gap: Gap,
}

/// What stood between the last piece and the next one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// The last piece separates itself from anything.
    NotNeeded,
    Nothing,
    Comment,
    Blank,
}

impl Small {
    fn blank(&mut self) {
        if self.gap != Gap::NotNeeded {
            self.gap = Gap::Blank;
        }
    }

    fn comment(&mut self) {
        if self.gap == Gap::Nothing {
            self.gap = Gap::Comment;
        }
    }

    fn separator(&mut self, character: char) {
        self.text.push(character);
        self.gap = Gap::NotNeeded;
    }

    /// A run of blank space is one space; a comment stays, empty, if it is all that stands between.
    fn piece(&mut self, piece: &str) {
        self.text.push_str(match self.gap {
            Gap::NotNeeded | Gap::Nothing => "",
            Gap::Comment => "/**/",
            Gap::Blank => " ",
        });
        self.text.push_str(piece);
        self.gap = Gap::Nothing;
    }
}

/// The length of a string with its quotes.
fn string(rest: &str, quote: char) -> usize {
    let mut characters = rest.char_indices().skip(1);
    while let Some((position, character)) = characters.next() {
        if character == '\\' {
            characters.next();
        } else if character == quote {
            return position + 1;
        }
    }
    rest.len()
}

/// The length of a backslash and what it protects: one character, or the number of one with the
/// blank that ends the number.
fn escape(rest: &str) -> usize {
    let digits = rest[1..]
        .chars()
        .take(6)
        .take_while(char::is_ascii_hexdigit)
        .count();
    let protected = if digits == 0 {
        rest[1..].chars().next().map_or(0, char::len_utf8)
    } else {
        digits + usize::from(rest[1 + digits..].starts_with(|c: char| c.is_ascii_whitespace()))
    };
    1 + protected
}

/// What stands in such a `url(…)` is one token, whatever it looks like.
fn is_plain_url(rest: &str) -> bool {
    rest.get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("url("))
        && !rest[4..].trim_start().starts_with(['"', '\''])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sheet: &str, expected: &str) {
        assert_eq!(minify(sheet), expected);
        assert_eq!(minify(expected), expected, "a second time changes nothing");
    }

    #[test]
    fn blank_space_goes_where_it_separates_nothing() {
        check("\n\na ,\n b {\n  color : red ;\n}\n\n", "a,b{color : red;}");
    }

    #[test]
    fn blank_space_stays_where_it_has_a_meaning() {
        check(
            "a :hover { width: calc(1px  +  2px); margin: 0\n auto }",
            "a :hover{width: calc(1px + 2px);margin: 0 auto}",
        );
        check(
            "@media (width > 1px)  and  (hover) {}",
            "@media (width > 1px) and (hover){}",
        );
    }

    #[test]
    fn comments_go_unless_they_separate_tokens() {
        check(
            "/* one */ a { /* two */ color: red; /* three */ }",
            "a{color: red;}",
        );
        check("a/* one */b {}", "a/**/b{}");
        check("a {} /* not closed", "a{}");
    }

    #[test]
    fn strings_and_addresses_stay_as_they_are() {
        check(
            r#"a::after { content: "  /* \" } */  " }"#,
            r#"a::after{content: "  /* \" } */  "}"#,
        );
        check(
            "a { background: url(data:x/*;  ,y) }",
            "a{background: url(data:x/*;  ,y)}",
        );
        check(
            r#"a { background: url( "a  b" ) }"#,
            r#"a{background: url( "a  b" )}"#,
        );
    }

    #[test]
    fn an_escaped_character_is_not_syntax() {
        check(r".a\,  .b {}", r".a\, .b{}");
        check(r".a\ü {}", r".a\ü{}");
        check(r".a\ , b {}", r".a\ ,b{}");
        check(r".\31  b {}", r".\31  b{}");
    }

    #[test]
    fn text_that_ends_too_early_is_kept() {
        check("a { content: \"abc", "a{content: \"abc");
        check("a { b: url(abc", "a{b: url(abc");
        check("a\\", "a\\");
    }
}
