//! The little Markdown of prose as elements.

use super::html::Html;
use crate::markdown::{Block, Inline, List, parse};

/// Writes a text with its paragraphs, lists and links.
pub(super) fn write(html: &mut Html, text: &str) {
    for block in parse(text) {
        match block {
            Block::Paragraph(content) => html.element("p", &[], |html| inlines(html, &content)),
            Block::List(items) => list(html, &items),
        }
    }
}

fn list(html: &mut Html, list: &List<'_>) {
    let name = if list.is_numbered { "ol" } else { "ul" };
    html.element(name, &[], |html| {
        for item in &list.items {
            let number = item.number.map(|number| number.to_string());
            let number: Vec<_> = number.iter().map(|n| ("value", n.as_str())).collect();
            html.element("li", &number, |html| {
                inlines(html, &item.content);
                for inner in &item.lists {
                    self::list(html, inner);
                }
            });
        }
    });
}

fn inlines(html: &mut Html, content: &[Inline<'_>]) {
    for inline in content {
        match inline {
            Inline::Text(piece) => html.text(piece.text),
            Inline::Break => html.markup("<br>"),
            Inline::Bold(content) => html.element("strong", &[], |html| inlines(html, content)),
            Inline::Italic(content) => html.element("em", &[], |html| inlines(html, content)),
            Inline::Link { to, content } => link(html, to, |html| inlines(html, content)),
        }
    }
}

/// A link to another site; what may not be linked to is shown without one.
pub(super) fn link(html: &mut Html, to: &str, content: impl FnOnce(&mut Html)) {
    if is_safe(to) {
        let attributes = [
            ("href", to),
            ("rel", "noreferrer noopener"),
            ("target", "_blank"),
        ];
        html.element("a", &attributes, content);
    } else {
        content(html);
    }
}

/// Whether people may be led to this address: http, https and mail, without anything in it that
/// browsers leave out when they read it.
fn is_safe(to: &str) -> bool {
    let is_plain = !to.chars().any(|c| c.is_control() || c.is_whitespace());
    let has_scheme = ["https://", "http://", "mailto:"].iter().any(|scheme| {
        let start = to.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    is_plain && has_scheme
}
