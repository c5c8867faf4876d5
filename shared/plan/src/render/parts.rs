//! Parts that the page and the paper have in common.

use super::html::Html;
use super::prose;
use super::reading::{Content, Reading, Target};
use crate::schema::Field;

/// A state in a word.
pub(super) fn pill(html: &mut Html, choice: Option<(&str, &str)>, unset: &str) {
    let (key, label) = choice.unwrap_or(("", unset));
    html.element("span", &[("class", "pill-select")], |html| {
        html.element(
            "span",
            &[("class", "pill"), ("data-tone", tone(key))],
            |html| {
                html.markup(r#"<span class="dot"></span>"#);
                html.text(label);
            },
        );
    });
}

/// How a choice of the status and state fields feels, as the style sheet names it.
fn tone(key: &str) -> &'static str {
    match key {
        "on_track" | "done" | "agreed" => "good",
        "at_risk" | "proposed" | "amended" => "warn",
        "off_track" => "bad",
        _ => "calm",
    }
}

/// What a field holds in one line.
pub(super) fn inline(html: &mut Html, content: &Content) {
    match content {
        Content::Short(text) => html.text(text),
        Content::Address(to) => prose::link(html, to, |html| html.text(to)),
        Content::Measure(number, unit) => {
            html.text(number);
            html.markup(" ");
            html.leaf("span", &[("class", "field-unit")], unit);
        }
        Content::Side(party, name) => {
            mark(html, party.key());
            html.markup(" ");
            html.text(name);
        }
        Content::Person(person) => html.text(&person.name),
        Content::Link(it) => target(html, it),
        Content::Prose(text) => prose::write(html, text),
        Content::Empty
        | Content::Tags(_)
        | Content::People(_)
        | Content::Links(_)
        | Content::Table(..) => {}
    }
}

/// An item that is pointed at.
pub(super) fn target(html: &mut Html, target: &Target) {
    match &target.anchor {
        Some(anchor) => html.leaf("a", &[("href", &format!("#{anchor}"))], &target.title),
        None => html.leaf("span", &[], &target.title),
    }
}

/// The mark of a side.
pub(super) fn mark(html: &mut Html, side: &str) {
    let attributes = [
        ("class", "side-mark"),
        ("data-side", side),
        ("aria-hidden", "true"),
    ];
    html.leaf("span", &attributes, "");
}

/// The head and the body of a table.
pub(super) fn table(
    html: &mut Html,
    plan: &Reading<'_>,
    columns: &[&'static Field],
    rows: &[Vec<Content>],
    cell: impl Fn(&mut Html, &Content),
) {
    html.element("thead", &[], |html| {
        html.element("tr", &[], |html| {
            for column in columns {
                let attributes = [("scope", "col"), ("data-type", column.ty.name())];
                html.leaf("th", &attributes, plan.tr(column.label));
            }
        });
    });
    html.element("tbody", &[], |html| {
        for row in rows {
            html.element("tr", &[], |html| {
                for (column, content) in columns.iter().zip(row) {
                    html.element("td", &[("data-type", column.ty.name())], |html| {
                        cell(html, content);
                    });
                }
            });
        }
    });
}
