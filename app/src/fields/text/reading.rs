//! Prose as it reads while nobody here edits it: its Markdown shown, with the carets of others.
//!
//! Every piece of text carries its place in the source, so that a press finds where to edit. User
//! text is only ever text; links lead out of the page and nowhere else.

use leptos::prelude::*;
use tandem_plan::markdown::{Block, Inline, Item, List, parse};

use super::marks::{Cutter, Mark};

/// The reading form of a text.
pub(super) fn reading(text: &str, marks: &[Mark]) -> AnyView {
    let mut cutter = Cutter::new(marks);
    let mut views = Vec::new();
    for block in parse(text) {
        views.push(match block {
            Block::Paragraph(content) => {
                let content = inlines(&content, &mut cutter);
                view! { <p dir="auto">{content}</p> }.into_any()
            }
            Block::List(content) => list(&content, &mut cutter),
        });
    }
    cutter.rest(&mut views);
    views.into_any()
}

/// Whether something in it can be pressed by itself.
pub(super) fn has_link(text: &str) -> bool {
    // Every link holds one of them; what holds one and is no link is heard twice and harms nobody.
    text.contains("://") || text.contains("](")
}

fn list<'a>(list: &List<'a>, cutter: &mut Cutter<'a>) -> AnyView {
    let items: Vec<AnyView> = list.items.iter().map(|one| item(one, cutter)).collect();
    if list.is_numbered {
        view! { <ol>{items}</ol> }.into_any()
    } else {
        view! { <ul>{items}</ul> }.into_any()
    }
}

fn item<'a>(item: &Item<'a>, cutter: &mut Cutter<'a>) -> AnyView {
    let mut content = inlines(&item.content, cutter);
    content.extend(item.lists.iter().map(|inner| list(inner, cutter)));
    view! {
        <li dir="auto" value=item.number>
            {content}
        </li>
    }
    .into_any()
}

fn inlines<'a>(content: &[Inline<'a>], cutter: &mut Cutter<'a>) -> Vec<AnyView> {
    let mut views = Vec::new();
    for inline in content {
        match inline {
            Inline::Text(piece) => cutter.views(piece.at, piece.text, &mut views),
            Inline::Break => views.push(view! { <br /> }.into_any()),
            Inline::Bold(content) => {
                let content = inlines(content, cutter);
                views.push(view! { <strong>{content}</strong> }.into_any());
            }
            Inline::Italic(content) => {
                let content = inlines(content, cutter);
                views.push(view! { <em>{content}</em> }.into_any());
            }
            Inline::Link { to, content } => {
                let content = inlines(content, cutter);
                let link = view! {
                    <a href=(*to).to_owned() target="_blank" rel="noopener">
                        {content}
                    </a>
                };
                views.push(link.into_any());
            }
        }
    }
    views
}
