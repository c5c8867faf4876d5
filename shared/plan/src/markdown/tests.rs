use proptest::prelude::*;

use super::*;
use crate::splice::utf16_len;

/// A short notation of a tree: `b(…)`, `i(…)`, `a<to>(…)`, `/` for a break, `p`, `ul`, `ol`.
fn show(blocks: &[Block]) -> String {
    let blocks: Vec<String> = blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(content) => format!("p({})", show_inlines(content)),
            Block::List(list) => show_list(list),
        })
        .collect();
    blocks.join(" ")
}

fn show_list(list: &List) -> String {
    let items: Vec<String> = list
        .items
        .iter()
        .map(|item| {
            let number = item.number.map(|n| format!("{n}:")).unwrap_or_default();
            let lists: String = item.lists.iter().map(show_list).collect();
            format!("{number}{}{lists}", show_inlines(&item.content))
        })
        .collect();
    let kind = if list.is_numbered { "ol" } else { "ul" };
    format!("{kind}({})", items.join(", "))
}

fn show_inlines(inlines: &[Inline]) -> String {
    let part = |inline: &Inline| match inline {
        Inline::Text(piece) => piece.text.to_owned(),
        Inline::Break => "/".to_owned(),
        Inline::Bold(content) => format!("b({})", show_inlines(content)),
        Inline::Italic(content) => format!("i({})", show_inlines(content)),
        Inline::Link { to, content } => format!("a<{to}>({})", show_inlines(content)),
    };
    inlines.iter().map(part).collect()
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(show(&parse(text)), expected, "{text:?}");
}

#[test]
fn emphasis() {
    check("a **b** c", "p(a b(b) c)");
    check("a *b* _c_ __d__", "p(a i(b) i(c) b(d))");
    check("**a *b* c**", "p(b(a i(b) c))");
    check("***a***", "p(b(i(a)))");
    check("***a* b**", "p(b(i(a) b))");
    check("*a **b***", "p(i(a b(b)))");
    check("**two\nlines**", "p(b(two/lines))");
    check("これは**太字**です", "p(これはb(太字)です)");
    check("half**bold**word", "p(halfb(bold)word)");
}

#[test]
fn what_is_no_marker_stays_as_typed() {
    for text in [
        "2*3*4 = 24",
        "3 * 4 * 5",
        "snake_case_name",
        "a ** b ** c",
        "**open",
        "*",
        "****",
        "a]b](c)",
        "[no](link)",
        r"\\server\share",
        "-no item",
        "1.5 million",
        "2026. A year",
        "<b>no</b> &amp;",
        "javascript:alert(1)",
        "[x](javascript:alert(1))",
        "[x](data:text/html,hi)",
        "[x](//example.com)",
    ] {
        check(text, &format!("p({text})"));
    }
}

#[test]
fn markers_that_cross_leave_the_outer_one() {
    check("**a *b** c*", "p(b(a *b) c*)");
    check("*a *b*", "p(*a i(b))");
    check("[a **b](https://c.d) e**", "p(a<https://c.d>(a **b) e**)");
}

#[test]
fn escapes() {
    check(
        r"\*a\* \_b\_ \[c](https://d.e)",
        "p(*a* _b_ [c](a<https://d.e>(https://d.e)))",
    );
    check(r"**a\***", "p(b(a*))");
}

#[test]
fn links() {
    check("[a](https://b.c/d?e=f#g)", "p(a<https://b.c/d?e=f#g>(a))");
    check("[**a** b](mailto:x@y.z)", "p(a<mailto:x@y.z>(b(a) b))");
    check("**[a](HTTP://b.c)**", "p(b(a<HTTP://b.c>(a)))");
    check("[](https://b.c)", "p(a<https://b.c>(https://b.c))");
    check("[a [b](https://c.d)", "p([a a<https://c.d>(b))");
    check(
        "[https://a.b](https://c.d)",
        "p(a<https://c.d>(https://a.b))",
    );
    check(
        "see https://b.c/d_e_f, or",
        "p(see a<https://b.c/d_e_f>(https://b.c/d_e_f), or)",
    );
    check(
        "(https://b.c/d_(e))",
        "p((a<https://b.c/d_(e)>(https://b.c/d_(e))))",
    );
    check("**https://b.c**", "p(b(a<https://b.c>(https://b.c)))");
    check("https:// xhttps://a.b", "p(https:// xhttps://a.b)");
    check("[a] (https://b.c)", "p([a] (a<https://b.c>(https://b.c)))");
    check("[a](https://b c)", "p([a](a<https://b>(https://b) c))");
}

#[test]
fn blocks() {
    check("", "");
    check("\n \n", "");
    check("a\nb\n\n\nc", "p(a/b) p(c)");
    check("goals:\n- a\n- b\nafter", "p(goals:) ul(a, b) p(after)");
    check("- a\n\n- b", "ul(a, b)");
    check("- a\n  more\n- b", "ul(a/  more, b)");
    check("1. a\n3) b\n- c", "ol(1:a, 3:b) ul(c)");
    check("* a\n+ b\n• c", "ul(a, b, c)");
    check("- a\n  - b\n    1. c\n- d", "ul(aul(bol(1:c)), d)");
    check("- a\n  - b\n  1. c", "ul(aul(b)ol(1:c))");
    check("  - a\n- b", "ul(a, b)");
    check("- a\n      - b\n   - c", "ul(aul(b, c))");
    check("- **a\n- b**", "ul(**a, b**)");
    check("- ", "ul()");
}

#[test]
fn markers_of_lines() {
    let next = |line| lines::marker(line).map(|marker| marker.next());
    assert_eq!(next("- a").as_deref(), Some("- "));
    assert_eq!(next("  * a").as_deref(), Some("  * "));
    assert_eq!(next("9. a").as_deref(), Some("10. "));
    assert_eq!(next("  2) ").as_deref(), Some("  3) "));
    assert_eq!(next("999. a").as_deref(), Some("999. "));
    for line in ["", "-", "-a", "1.a", "1000. a", "a - b"] {
        assert_eq!(lines::marker(line), None, "{line:?}");
    }
}

/// Every piece of text in its order.
fn pieces<'a>(blocks: &[Block<'a>]) -> Vec<Text<'a>> {
    fn of_inlines<'a>(inlines: &[Inline<'a>], pieces: &mut Vec<Text<'a>>) {
        for inline in inlines {
            match inline {
                Inline::Text(piece) => pieces.push(*piece),
                Inline::Break => {}
                Inline::Bold(content) | Inline::Italic(content) | Inline::Link { content, .. } => {
                    of_inlines(content, pieces)
                }
            }
        }
    }
    fn of_list<'a>(list: &List<'a>, pieces: &mut Vec<Text<'a>>) {
        for item in &list.items {
            of_inlines(&item.content, pieces);
            for list in &item.lists {
                of_list(list, pieces);
            }
        }
    }
    let mut found = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(content) => of_inlines(content, &mut found),
            Block::List(list) => of_list(list, &mut found),
        }
    }
    found
}

fn depth(blocks: &[Block]) -> usize {
    fn of_inlines(inlines: &[Inline]) -> usize {
        let depths = inlines.iter().map(|inline| match inline {
            Inline::Text(_) | Inline::Break => 1,
            Inline::Bold(content) | Inline::Italic(content) | Inline::Link { content, .. } => {
                1 + of_inlines(content)
            }
        });
        depths.max().unwrap_or(0)
    }
    fn of_list(list: &List) -> usize {
        let depths = list.items.iter().map(|item| {
            let lists = item.lists.iter().map(of_list).max().unwrap_or(0);
            1 + lists.max(of_inlines(&item.content))
        });
        depths.max().unwrap_or(0)
    }
    let depths = blocks.iter().map(|block| match block {
        Block::Paragraph(content) => of_inlines(content),
        Block::List(list) => of_list(list),
    });
    depths.max().unwrap_or(0)
}

/// What a piece of a text of this notation may leave out: markers and white space.
const MARKUP: &[char] = &[
    '*', '_', '[', ']', '(', ')', '\\', '-', '+', '•', '.', ' ', '\n', '\t',
];

fn hostile() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[a-c😀é ]{0,3}",
        prop::sample::select(vec![
            "*",
            "**",
            "***",
            "_",
            "__",
            "[",
            "]",
            "](https://a.b)",
            "](",
            ")",
            "https://",
            "\\",
            "\n",
            "\n\n",
            "\n- ",
            "\n  - ",
            "\n1. ",
            "\n    * ",
            "\t",
            "http://x",
            "mailto:",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn pieces_are_slices_at_their_places(text in prop_oneof![hostile(), any::<String>()]) {
        let blocks = parse(&text);
        let mut end = 0;
        let units: Vec<u16> = text.encode_utf16().collect();
        for piece in pieces(&blocks) {
            prop_assert!(piece.at >= end, "pieces are in order");
            prop_assert!(!piece.text.is_empty());
            end = piece.at + utf16_len(piece.text);
            let there = String::from_utf16(&units[piece.at as usize..end as usize]).unwrap();
            prop_assert_eq!(there.as_str(), piece.text);
        }
        prop_assert!(depth(&blocks) <= MAX_LIST_DEPTH + 6);
    }

    #[test]
    fn nothing_but_markers_is_left_out(text in hostile()) {
        // Addresses of links are left out as well: none in this text.
        let text = text.replace('(', "");
        let shown: String = pieces(&parse(&text)).iter().map(|piece| piece.text).collect();
        let only_content = |text: &str| text.replace(MARKUP, "").replace("1", "");
        prop_assert_eq!(only_content(&shown), only_content(&text));
    }

    #[test]
    fn words_without_markers_are_shown_whole(text in "[a-zäß0-9,;!?]{1,8}( [a-zäß,;!?]{1,8}){0,6}") {
        let blocks = parse(&text);
        let plain = [Block::Paragraph(vec![Inline::Text(Text { at: 0, text: &text })])];
        prop_assert_eq!(blocks.as_slice(), plain.as_slice());
    }
}

/// 512 KiB of each: the test would not end in minutes if the time grew with the square.
#[test]
fn hostile_texts_are_read_in_linear_time() {
    let units = [
        "*",
        "_",
        "**a ",
        "*a ",
        "[",
        "](",
        "[](",
        "[a](https://",
        "[a](https://(",
        "https://",
        "http://!",
        "***a ",
        "*_",
        "_*a",
        "- ",
        "- - ",
        "\n- ",
        "\n    - ",
        "\\",
        "\\[",
        "a*",
        "1. ",
        "\n ",
        "\u{1f600}*",
        "[h",
        "***a*",
        "[**_a",
    ];
    for unit in units {
        let text = unit.repeat(512 * 1_024 / unit.len());
        let blocks = parse(&text);
        assert!(depth(&blocks) <= MAX_LIST_DEPTH + 6, "{unit:?}");
    }
}
