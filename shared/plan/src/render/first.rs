//! The plan page as it looks before the client has taken over: the same parts with the same
//! classes, and texts where the client has controls.
//!
//! All sections are in it. The style sheet shows the one that the address names, so that the
//! outline works before the client is there, and without it. Of a long list the first items are
//! shown whole and the others with their titles: a page is to be read soon, and the page for
//! printing has everything.

use super::html::{Attributes, Html};
use super::parts::{inline, mark, pill, table, target};
use super::reading::{Content, Named, Reading, anchor};
use super::{prose, texts};
use crate::address::Holder;
use crate::document::ItemHead;
use crate::form::{self, Place};
use crate::naming::initials;
use crate::schema::{Field, FieldType, Kind, Section, Shape, Tier};
use crate::value::Party;

/// So many items of a kind are shown whole.
const WHOLE_ITEMS: usize = 24;

/// The sign of Tandem.
const LOGO: &str = r##"<svg viewBox="0 0 32 32" aria-hidden="true"><rect x="3" y="7" width="17" height="17" rx="4.5" fill="#4a4fc4"></rect><circle cx="20.5" cy="16.5" r="8.5" fill="#e08a4a"></circle><path d="M20 8.015V19.5A4.5 4.5 0 0 1 15.5 24h-.5a8.5 8.5 0 0 1 5-15.985Z" fill="#2c2340"></path></svg>"##;
const RING: &str = r#"<svg class="ring" viewBox="0 0 16 16" aria-hidden="true"><circle class="ring-track" cx="8" cy="8" r="6"></circle></svg>"#;
const CHEVRON: &str = r#"<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="m6 3.5 4.5 4.5L6 12.5"></path></svg>"#;
const CHEVRON_BACK: &str = r#"<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M10 3.5 5.5 8 10 12.5"></path></svg>"#;

pub(super) fn page(plan: &Reading<'_>, me: Option<Party>) -> String {
    let mut html = Html::default();
    let me = me.map_or("neutral", Party::key);
    let attributes = [("class", "workspace painted"), ("data-me", me)];
    html.element("div", &attributes, |html| {
        topbar(html, plan);
        outline(html, plan);
        html.element(
            "main",
            &[("class", "workspace-main"), ("id", "main")],
            |html| {
                html.element("div", &[("class", "sheet")], |html| {
                    let sections: Vec<_> = plan.sections().collect();
                    for (index, section) in sections.iter().enumerate() {
                        let before = index.checked_sub(1).map(|before| sections[before]);
                        let behind = sections.get(index + 1).copied();
                        self::section(html, plan, section, (before, behind));
                    }
                });
            },
        );
    });
    html.finish()
}

fn topbar(html: &mut Html, plan: &Reading<'_>) {
    html.element("header", &[("class", "topbar")], |html| {
        let label = plan.tr(texts::MY_PLANS);
        let attributes = [("class", "brand"), ("href", "/"), ("aria-label", label)];
        html.element("a", &attributes, |html| html.markup(LOGO));
        html.element("div", &[("class", "topbar-plan")], |html| {
            html.leaf("h1", &[], &plan.title);
            let parties = plan.parties().unwrap_or_default();
            html.leaf("span", &[("class", "topbar-parties")], &parties);
        });
        let at = Holder::Section("plan").field("state");
        let field = at.describe(plan.plan.schema());
        if let Some(FieldType::Choice(choices)) = field.map(|field| field.ty) {
            let state = plan.choice(at, choices);
            pill(html, state, plan.tr(texts::NO_STATE));
        }
        html.markup(r#"<div class="topbar-end"></div>"#);
    });
}

fn outline(html: &mut Html, plan: &Reading<'_>) {
    let label = plan.tr(texts::SECTIONS);
    html.element(
        "nav",
        &[("class", "outline"), ("aria-label", label)],
        |html| {
            html.element("ul", &[], |html| {
                for section in plan.sections() {
                    html.element("li", &[], |html| {
                        let to = format!("#{}", section.key);
                        html.element("a", &[("class", "outline-link"), ("href", &to)], |html| {
                            html.markup(RING);
                            let name = plan.tr(section.label);
                            html.leaf("span", &[("class", "outline-name")], name);
                        });
                    });
                }
            });
        },
    );
}

fn section(
    html: &mut Html,
    plan: &Reading<'_>,
    section: &'static Section,
    (before, behind): (Option<&'static Section>, Option<&'static Section>),
) {
    let title = format!("{}-title", section.key);
    let attributes = [
        ("class", "painted-section"),
        ("id", section.key),
        ("aria-labelledby", &title),
    ];
    html.element("section", &attributes, |html| {
        html.element("div", &[("class", "section-head")], |html| {
            html.element("div", &[], |html| {
                html.leaf("h2", &[("id", &title)], plan.tr(section.label));
                html.leaf("p", &[], plan.tr(section.summary));
            });
        });
        match section.shape {
            Shape::One(fields) => html.element("div", &[("class", "form")], |html| {
                let shown: Vec<_> = fields.iter().filter(|field| plan.asks_for(field)).collect();
                let has_lead = matches!(fields.first().map(|f| f.ty), Some(FieldType::Prose));
                let form = Form {
                    holder: Holder::Section(section.key),
                    fields: &shown,
                    has_lead,
                    empty: Empty::Shown,
                };
                form.write(html, plan);
            }),
            Shape::Items(_) => {
                let is_only = section.kinds().len() == 1;
                for (kind, items) in plan.groups(section) {
                    group(html, plan, (section, kind), &items, is_only);
                }
            }
        }
        if let Some(field) = &section.document {
            html.element("section", &[("class", "group")], |html| {
                html.element("div", &[("class", "group-head")], |html| {
                    html.leaf("h3", &[], plan.tr(field.label));
                });
                html.element("div", &[("class", "form")], |html| {
                    let at = Holder::Document.field(field.key);
                    let content = plan.content(at, field);
                    html.element(
                        "div",
                        &[("class", "field"), ("data-type", "prose")],
                        |html| {
                            value(html, &content, "–");
                        },
                    );
                });
            });
        }
        let label = plan.tr(texts::BEFORE_AND_BEHIND);
        html.element(
            "nav",
            &[("class", "section-foot"), ("aria-label", label)],
            |html| {
                if let Some(section) = before {
                    html.element("a", &[("href", &format!("#{}", section.key))], |html| {
                        html.markup(CHEVRON_BACK);
                        html.text(plan.tr(section.label));
                    });
                }
                if let Some(section) = behind {
                    html.element("a", &[("href", &format!("#{}", section.key))], |html| {
                        html.text(plan.tr(section.label));
                        html.markup(CHEVRON);
                    });
                }
            },
        );
    });
}

fn group(
    html: &mut Html,
    plan: &Reading<'_>,
    (section, kind): (&'static Section, &'static Kind),
    items: &[ItemHead],
    is_only: bool,
) {
    html.element("div", &[("class", "group")], |html| {
        let heading_class: Attributes<'_> = if is_only {
            &[("class", "only-heard")]
        } else {
            &[]
        };
        html.element("div", &[("class", "group-head")], |html| {
            html.leaf("h3", heading_class, plan.tr(kind.plural));
            if !is_only && !items.is_empty() {
                html.leaf("span", &[("class", "count")], &items.len().to_string());
            }
        });
        if items.is_empty() {
            html.element("div", &[("class", "empty")], |html| {
                html.leaf("p", &[], plan.tr(kind.empty));
            });
            return;
        }
        let (whole, rest) = items.split_at(items.len().min(WHOLE_ITEMS));
        html.element("div", &[("class", "item-list")], |html| {
            for head in whole {
                item(html, plan, section, head);
            }
        });
        if !rest.is_empty() {
            html.element("div", &[("class", "painted-more")], |html| {
                html.leaf("p", &[], &texts::more_items(rest.len(), plan.language));
                html.element("ul", &[], |html| {
                    for head in rest {
                        let id = anchor(section.key, head.id);
                        html.leaf("li", &[("id", &id)], plan.item_title(head.id));
                    }
                });
            });
        }
        html.markup(r#"<div class="group-foot"></div>"#);
    });
}

/// Shown in the head of a card.
const IN_HEAD: [&str; 2] = ["title", "status"];

fn item(html: &mut Html, plan: &Reading<'_>, section: &'static Section, head: &ItemHead) {
    let holder = Holder::Item(section.key, head.id);
    let id = anchor(section.key, head.id);
    html.element("article", &[("class", "item"), ("id", &id)], |html| {
        html.element("div", &[("class", "item-head")], |html| {
            html.leaf("h4", &[("class", "input")], plan.item_title(head.id));
            if let Some(FieldType::Choice(choices)) = head.kind.field("status").map(|f| f.ty) {
                let status = plan.choice(holder.field("status"), choices);
                pill(html, status, plan.tr(texts::NO_STATUS));
            }
        });
        let of = |is_essential: bool| {
            let fields = head.kind.all_fields();
            let fields = fields.filter(|field| !IN_HEAD.contains(&field.key));
            fields
                .filter(|field| plan.asks_for(field))
                .filter(|field| (field.tier == Tier::Essential) == is_essential)
                .collect::<Vec<_>>()
        };
        let form = Form {
            holder,
            fields: &of(true),
            has_lead: true,
            empty: Empty::Shown,
        };
        form.write(html, plan);
        let rest = of(false);
        if !rest.is_empty() {
            html.element("details", &[], |html| {
                html.element("summary", &[("class", "item-more")], |html| {
                    html.markup(CHEVRON);
                    html.text(plan.tr(texts::ALL_FIELDS));
                });
                html.element("div", &[("class", "item-rest")], |html| {
                    let form = Form {
                        holder,
                        fields: &rest,
                        has_lead: false,
                        empty: Empty::LeftOut,
                    };
                    form.write(html, plan);
                });
            });
        }
    });
}

/// What becomes of a field that holds nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Empty {
    /// It is there, as in the client.
    Shown,
    /// It is not.
    LeftOut,
}

/// Fields of one holder, in the places where the client has them: short values in a grid, then
/// texts, then sets and tables.
struct Form<'a> {
    holder: Holder,
    fields: &'a [&'static Field],
    /// Whether the first text stands above the short values.
    has_lead: bool,
    empty: Empty,
}

impl Form<'_> {
    fn write(&self, html: &mut Html, plan: &Reading<'_>) {
        let of = |wanted: Place| {
            let fields = self.fields.iter().copied();
            fields
                .filter(|field| Place::of(&field.ty) == wanted)
                .map(|field| (field, plan.content(self.holder.field(field.key), field)))
                .filter(|(_, content)| self.empty == Empty::Shown || !content.is_empty())
                .collect::<Vec<_>>()
        };
        html.element("div", &[("class", "fields")], |html| {
            let mut proses = of(Place::Text);
            if self.has_lead && !proses.is_empty() {
                let (first, content) = proses.remove(0);
                field(html, plan, first, &content);
            }
            block(
                html,
                "properties",
                &of(Place::Grid),
                |html, (it, content), _| {
                    let is_wide = form::is_wide(it, self.fields);
                    wrapped(html, is_wide.then_some("data-wide"), |html| {
                        field(html, plan, it, content);
                    });
                },
            );
            let texts: Vec<_> = proses.iter().map(|(field, _)| *field).collect();
            let halves = form::halves(&texts);
            block(html, "proses", &proses, |html, (it, content), index| {
                wrapped(html, halves[index].then_some("data-half"), |html| {
                    field(html, plan, it, content);
                });
            });
            block(html, "sets", &of(Place::Set), |html, (it, content), _| {
                field(html, plan, it, content);
            });
            for (it, content) in of(Place::Table) {
                field(html, plan, it, &content);
            }
        });
    }
}

type Filled = (&'static Field, Content);

fn block(
    html: &mut Html,
    class: &'static str,
    fields: &[Filled],
    write: impl Fn(&mut Html, &Filled, usize),
) {
    if !fields.is_empty() {
        html.element("div", &[("class", class)], |html| {
            for (index, filled) in fields.iter().enumerate() {
                write(html, filled, index);
            }
        });
    }
}

fn wrapped(html: &mut Html, mark: Option<&'static str>, content: impl FnOnce(&mut Html)) {
    let attributes: Vec<_> = mark.iter().map(|mark| (*mark, "")).collect();
    html.element("div", &attributes, content);
}

/// A field with its label.
fn field(html: &mut Html, plan: &Reading<'_>, field: &'static Field, content: &Content) {
    let side = form::side_of(field.key).map(Party::key);
    let mut attributes = vec![("class", "field"), ("data-type", field.ty.name())];
    if let Some(side) = side {
        attributes.extend([("data-side", side), ("data-speaks", side)]);
    }
    html.element("div", &attributes, |html| {
        html.element("span", &[("class", "field-label")], |html| {
            if let Some(side) = side {
                mark(html, side);
            }
            html.text(plan.tr(field.label));
        });
        let placeholder = match field.ty {
            FieldType::Prose => plan.tr(field.help),
            FieldType::Rows(_) => return rows(html, plan, field, content),
            _ => "–",
        };
        value(html, content, placeholder);
    });
}

/// A table under its label.
fn rows(html: &mut Html, plan: &Reading<'_>, field: &'static Field, content: &Content) {
    let Content::Table(columns, rows) = content else {
        return;
    };
    html.element("div", &[("class", "rows-field")], |html| {
        html.element("div", &[("class", "rows-scroll")], |html| {
            html.element("table", &[("class", "rows")], |html| {
                html.leaf("caption", &[("class", "only-heard")], plan.tr(field.label));
                table(html, plan, columns, rows, |html, content| {
                    value(html, content, "");
                });
            });
        });
    });
}

/// What a field holds, where the client has the control for it.
fn value(html: &mut Html, content: &Content, placeholder: &str) {
    match content {
        Content::Tags(labels) => chips(html, labels, |html, label| {
            html.leaf("span", &[], label);
        }),
        Content::People(people) => chips(html, people, |html, person| {
            if let Some((side, _)) = &person.side {
                mark(html, side);
            }
            html.leaf("span", &[], &person.name);
        }),
        Content::Links(targets) => chips(html, targets, target),
        content => html.element("div", &[("class", "field-box")], |html| {
            boxed(html, content, placeholder);
        }),
    }
}

fn boxed(html: &mut Html, content: &Content, placeholder: &str) {
    if let Content::Person(Named {
        name,
        side: Some((side, _)),
    }) = content
    {
        html.element("span", &[("aria-hidden", "true")], |html| {
            let attributes = [
                ("class", "avatar"),
                ("data-side", *side),
                ("data-size", "small"),
            ];
            html.leaf("span", &attributes, &initials(name));
        });
    }
    let mut attributes = vec![("class", "input")];
    if content.is_empty() {
        attributes.push(("data-empty", ""));
    }
    html.element("div", &attributes, |html| match content {
        Content::Empty => html.text(placeholder),
        Content::Prose(text) => prose::write(html, text),
        content => inline(html, content),
    });
}

fn chips<T>(html: &mut Html, entries: &[T], show: impl Fn(&mut Html, &T)) {
    html.element("ul", &[("class", "chips")], |html| {
        for entry in entries {
            html.element("li", &[("class", "chip")], |html| show(html, entry));
        }
    });
}
