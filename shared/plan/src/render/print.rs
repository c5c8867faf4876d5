//! The whole plan for paper: what is empty is left out, and nothing can be pressed but links.

use super::html::Html;
use super::parts::{inline, mark, pill, table, target};
use super::reading::{Content, Named, Reading, anchor};
use super::{prose, texts};
use crate::address::Holder;
use crate::document::ItemHead;
use crate::schema::{Field, FieldType, Section};

pub(super) fn page(plan: &Reading<'_>) -> String {
    let mut html = Html::default();
    html.element("main", &[("class", "print")], |html| {
        head(html, plan);
        let sections: Vec<Html> = plan
            .sections()
            .filter_map(|section| self::section(plan, section))
            .collect();
        if sections.is_empty() {
            html.leaf("p", &[], plan.tr(texts::NOTHING_YET));
        }
        for section in sections {
            html.append(section);
        }
    });
    html.finish()
}

/// What the head says already.
const NAMES: [&str; 3] = ["name", "vendor_name", "partner_name"];
const FACTS: [&str; 4] = ["period", "start", "end", "state"];

fn is_in_head(key: &str) -> bool {
    NAMES.contains(&key) || FACTS.contains(&key)
}

fn head(html: &mut Html, plan: &Reading<'_>) {
    html.element("header", &[("class", "print-head")], |html| {
        html.element("p", &[("class", "print-parties")], |html| {
            mark(html, "vendor");
            html.text(&plan.vendor);
            html.markup(" × ");
            mark(html, "partner");
            html.text(&plan.partner);
        });
        html.leaf("h1", &[], &plan.title);
        let of_plan = |key| {
            let at = Holder::Section("plan").field(key);
            let field = at.describe(plan.plan.schema())?;
            Some((field, plan.content(at, field)))
        };
        let facts: Vec<_> = FACTS
            .into_iter()
            .filter_map(of_plan)
            .filter(|(_, content)| !content.is_empty())
            .collect();
        facts_list(html, plan, &facts);
    });
}

fn section(plan: &Reading<'_>, section: &'static Section) -> Option<Html> {
    let mut content = Html::default();
    let fields: Vec<_> = section
        .fields()
        .iter()
        .filter(|field| section.key != "plan" || !is_in_head(field.key))
        .collect();
    self::fields(&mut content, plan, Holder::Section(section.key), &fields);
    let kinds = section.kinds().len();
    for (kind, items) in plan.groups(section) {
        if items.is_empty() {
            continue;
        }
        if kinds > 1 {
            content.leaf("h3", &[], plan.tr(kind.plural));
        }
        for head in items {
            item(&mut content, plan, section, &head);
        }
    }
    if let Some(document) = &section.document {
        let text = plan.content(Holder::Document.field(document.key), document);
        if !text.is_empty() {
            content.leaf("h3", &[], plan.tr(document.label));
            content.element("div", &[("class", "print-prose")], |html| {
                inline(html, &text)
            });
        }
    }
    if content.is_empty() {
        return None;
    }
    let mut html = Html::default();
    let attributes = [("class", "print-section"), ("id", section.key)];
    html.element("section", &attributes, |html| {
        html.leaf("h2", &[], plan.tr(section.label));
        html.append(content);
    });
    Some(html)
}

fn item(html: &mut Html, plan: &Reading<'_>, section: &'static Section, head: &ItemHead) {
    let holder = Holder::Item(section.key, head.id);
    let id = anchor(section.key, head.id);
    html.element("article", &[("class", "print-item"), ("id", &id)], |html| {
        html.element("h4", &[], |html| {
            html.text(plan.item_title(head.id));
            if let Some(FieldType::Choice(choices)) = head.kind.field("status").map(|f| f.ty)
                && let Some(status) = plan.choice(holder.field("status"), choices)
            {
                html.markup(" ");
                pill(html, Some(status), "");
            }
        });
        let fields: Vec<_> = head
            .kind
            .all_fields()
            .filter(|field| field.key != "title" && field.key != "status")
            .collect();
        self::fields(html, plan, holder, &fields);
    });
}

/// Short values first, then texts and tables, each under its label.
fn fields(html: &mut Html, plan: &Reading<'_>, holder: Holder, fields: &[&'static Field]) {
    let filled = fields.iter().filter(|field| plan.asks_for(field));
    let filled: Vec<_> = filled
        .map(|&field| (field, plan.content(holder.field(field.key), field)))
        .filter(|(_, content)| !content.is_empty())
        .collect();
    let (long, short): (Vec<_>, Vec<_>) = filled
        .into_iter()
        .partition(|(_, content)| matches!(content, Content::Prose(_) | Content::Table(..)));
    facts_list(html, plan, &short);
    for (field, content) in &long {
        match content {
            Content::Table(columns, rows) => {
                html.element("table", &[("class", "print-rows")], |html| {
                    html.leaf("caption", &[], plan.tr(field.label));
                    table(html, plan, columns, rows, cell);
                })
            }
            content => html.element("div", &[("class", "print-prose")], |html| {
                html.leaf("p", &[("class", "print-label")], plan.tr(field.label));
                inline(html, content);
            }),
        }
    }
}

fn facts_list(html: &mut Html, plan: &Reading<'_>, facts: &[(&'static Field, Content)]) {
    if facts.is_empty() {
        return;
    }
    html.element("dl", &[("class", "print-facts")], |html| {
        for (field, content) in facts {
            html.element("div", &[], |html| {
                html.leaf("dt", &[], plan.tr(field.label));
                html.element("dd", &[], |html| cell(html, content));
            });
        }
    });
}

/// A value in a line of its own or in a cell. People are told with their side.
fn cell(html: &mut Html, content: &Content) {
    match content {
        Content::Tags(labels) => html.text(&labels.join(", ")),
        Content::Person(person) => self::person(html, person),
        Content::People(people) => separated(html, people, person),
        Content::Links(targets) => separated(html, targets, target),
        Content::Prose(text) => prose::write(html, text),
        content => inline(html, content),
    }
}

fn person(html: &mut Html, person: &Named) {
    html.text(&person.name);
    if let Some((_, side)) = &person.side {
        html.markup(" (");
        html.text(side);
        html.markup(")");
    }
}

fn separated<T>(html: &mut Html, entries: &[T], show: impl Fn(&mut Html, &T)) {
    for (index, entry) in entries.iter().enumerate() {
        if index > 0 {
            html.markup(", ");
        }
        show(html, entry);
    }
}
