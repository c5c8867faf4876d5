//! What a page of Markdown holds: code spans, links and headings, with their lines.
//!
//! Code blocks are not looked into; they hold commands and diagrams.

use std::fs;
use std::path::Path;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

#[derive(Debug, Default)]
pub(crate) struct Page {
    code_spans: Vec<(usize, String)>,
    links: Vec<(usize, String)>,
    anchors: Vec<String>,
}

impl Page {
    pub(crate) fn read(file: &Path) -> Self {
        match fs::read_to_string(file) {
            Ok(text) => Self::parse(&text),
            Err(error) => panic!("the page {} is missing: {error}", file.display()),
        }
    }

    pub(crate) fn parse(text: &str) -> Self {
        let mut page = Self::default();
        let mut heading = None;
        let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
        for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
            let line = text[..range.start].matches('\n').count() + 1;
            match event {
                Event::Code(span) => {
                    if let Some(heading) = &mut heading {
                        String::push_str(heading, &span);
                    }
                    page.code_spans.push((line, span.into_string()));
                }
                Event::Text(text) => {
                    if let Some(heading) = &mut heading {
                        heading.push_str(&text);
                    }
                }
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::End(TagEnd::Heading(_)) => {
                    page.add_anchor(&heading.take().unwrap_or_default());
                }
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    page.links.push((line, dest_url.into_string()));
                }
                Event::Html(html) | Event::InlineHtml(html) => page.add_html_links(line, &html),
                _ => {}
            }
        }
        page
    }

    pub(crate) fn code_spans(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code_spans
            .iter()
            .map(|(line, span)| (*line, span.as_str()))
    }

    pub(crate) fn links(&self) -> impl Iterator<Item = (usize, &str)> {
        self.links
            .iter()
            .map(|(line, target)| (*line, target.as_str()))
    }

    /// Whether `#anchor` leads to a heading.
    pub(crate) fn has_anchor(&self, anchor: &str) -> bool {
        self.anchors.iter().any(|known| known == anchor)
    }

    /// As code-hosting sites name headings: lower case, no punctuation, `-` for blanks, and a
    /// number for those that are there already.
    fn add_anchor(&mut self, heading: &str) {
        let kept = heading
            .trim()
            .chars()
            .filter_map(|character| match character {
                ' ' => Some('-'),
                '-' | '_' => Some(character),
                _ => character.is_alphanumeric().then_some(character),
            });
        let anchor: String = kept.flat_map(char::to_lowercase).collect();
        let mut unique = anchor.clone();
        let mut number = 0;
        while self.has_anchor(&unique) {
            number += 1;
            unique = format!("{anchor}-{number}");
        }
        self.anchors.push(unique);
    }

    fn add_html_links(&mut self, line: usize, html: &str) {
        for attribute in ["src=\"", "href=\"", "srcset=\""] {
            for piece in html.split(attribute).skip(1) {
                let target = piece.split('"').next().unwrap_or_default();
                self.links.push((line, target.to_owned()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_spans_come_with_their_lines_and_blocks_are_left_out() {
        let page = Page::parse(
            "# The `app`\n\ntext `a/b.rs` and ``c`d``\n\n```\n`not this`\n```\n\n\
             | `in` | a |\n|---|---|\n| table | `Cell` |\n",
        );
        let spans: Vec<(usize, &str)> = page.code_spans().collect();
        assert_eq!(
            spans,
            [
                (1, "app"),
                (3, "a/b.rs"),
                (3, "c`d"),
                (9, "in"),
                (11, "Cell")
            ]
        );
    }

    #[test]
    fn links_are_found_in_every_form() {
        let page = Page::parse(
            "[a](a.md) ![b](b.png \"title\") [c][ref]\n\n<img src=\"d.svg\" alt=\"\">\n\n[ref]: e.md#f\n",
        );
        let links: Vec<(usize, &str)> = page.links().collect();
        assert_eq!(
            links,
            [(1, "a.md"), (1, "b.png"), (1, "e.md#f"), (3, "d.svg")]
        );
    }

    #[test]
    fn headings_are_anchors() {
        let page =
            Page::parse("# The life of a keystroke\n## `app`: what it is\n## Rules\n## Rules\n");
        for anchor in [
            "the-life-of-a-keystroke",
            "app-what-it-is",
            "rules",
            "rules-1",
        ] {
            assert!(page.has_anchor(anchor), "{anchor} is missing: {page:?}");
        }
        assert!(!page.has_anchor("rules-2"));
    }
}
