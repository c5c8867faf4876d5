//! A plan as HTML: everything that the tables name is in it, in the reader's language, and nothing
//! that people wrote is ever more than text.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use proptest::prelude::*;
use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::document::PlanDoc;
use tandem_plan::edit::{Edit, Place, TableAddress};
use tandem_plan::ids::{ClientId, ItemId, MemberId, RowId};
use tandem_plan::language::{Language, Text};
use tandem_plan::preset::{Preset, Setup};
use tandem_plan::render::{Person, Reader, escape, first_view, print, title};
use tandem_plan::schema::{Field, FieldType, Kind, SCHEMA, Schema, Section, Shape, Tier};
use tandem_plan::splice::Splice;
use tandem_plan::value::{Currency, Date, Decimal, Money, Party, Value};

const ITEM: ItemId = ItemId::from_u128(7);
const OTHER: ItemId = ItemId::from_u128(8);
const ANN: MemberId = MemberId::from_u128(1);

const PEOPLE: &[Person<'_>] = &[Person {
    id: ANN,
    name: "Ann <Lee>",
    side: Some(Party::Vendor),
}];

fn reader(language: Language) -> Reader<'static> {
    Reader {
        language,
        people: PEOPLE,
    }
}

fn empty(schema: &'static Schema) -> PlanDoc {
    let doc = PlanDoc::new(schema, ClientId::try_from(1).unwrap());
    doc.complete();
    doc
}

fn seeded(preset: &str) -> PlanDoc {
    let doc = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
    let setup = Setup {
        name: "Growth",
        vendor_name: "Northwind",
        partner_name: "Contoso",
        start: Date::constant(2026, 10, 1),
    };
    Preset::from_key(preset)
        .unwrap()
        .seed(&doc, &setup)
        .unwrap();
    doc
}

fn add(doc: &PlanDoc, kind: &'static str, item: ItemId, title: &str) -> Holder {
    let (section, kind) = doc.schema().kind(kind).unwrap();
    doc.edit(&Edit::AddItem {
        section: section.key,
        kind: kind.key,
        item,
        place: Place::Last,
    })
    .unwrap();
    let holder = Holder::Item(section.key, item);
    write(doc, holder.field("title"), title);
    holder
}

fn write(doc: &PlanDoc, at: FieldAddress, text: &str) {
    let splice = Splice {
        at: 0,
        delete: 0,
        insert: text.to_owned(),
    };
    doc.edit(&Edit::Splice { at, splice }).unwrap();
}

fn set(doc: &PlanDoc, at: FieldAddress, value: Value) {
    let value = Some(value);
    doc.edit(&Edit::SetValue { at, value }).unwrap();
}

/// The text without its tags, white space made one.
fn words(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => {
                is_tag = false;
                text.push(' ');
            }
            letter if !is_tag => text.push(letter),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn values_are_told_in_the_language_of_the_reader() {
    let doc = empty(&SCHEMA);
    let plan = Holder::Section("plan");
    write(&doc, plan.field("vendor_name"), "Northwind");
    set(&doc, plan.field("currency"), Value::Choice("EUR"));
    let at = add(&doc, "objective", ITEM, "More seats");
    set(&doc, at.field("status"), Value::Choice("at_risk"));
    set(&doc, at.field("owner"), Value::Person(ANN));
    set(
        &doc,
        at.field("due"),
        Value::Date(Date::constant(2026, 9, 30)),
    );
    write(&doc, at.field("unit"), "seats");
    set(
        &doc,
        at.field("target"),
        Value::Number(Decimal::new(12_345, 1)),
    );
    let money = Value::Money(Money {
        minor: 125_000_000,
        currency: Currency::EUR,
    });
    set(&doc, at.field("value_vendor_money"), money);
    for html in [
        first_view(&doc, &reader(Language::German), None),
        print(&doc, &reader(Language::German)),
    ] {
        let words = words(&html);
        for part in [
            "Ziele",
            "More seats",
            "1.234,5 seats",
            "30.09.2026",
            "1.250.000",
            "Ann &lt;Lee&gt;",
        ] {
            assert!(words.contains(part), "{part} is not in {words}");
        }
        assert!(!html.contains("Objectives"), "{html}");
    }
    let english = words(&print(&doc, &reader(Language::English)));
    for part in [
        "Objectives",
        "At risk",
        "1,234.5 seats",
        "Ann &lt;Lee&gt; ( Northwind )",
    ] {
        let squeezed = |text: &str| text.replace(' ', "");
        assert!(
            squeezed(&english).contains(&squeezed(part)),
            "{part} is not in {english}"
        );
    }
}

#[test]
fn paper_leaves_out_what_is_empty_and_the_page_has_its_place() {
    let doc = empty(&SCHEMA);
    add(&doc, "objective", ITEM, "More seats");
    let (paper, page) = (
        print(&doc, &reader(Language::English)),
        first_view(&doc, &reader(Language::English), None),
    );
    assert!(
        !paper.contains("Baseline") && !paper.contains("Vision"),
        "{paper}"
    );
    assert!(
        page.contains("Baseline") && page.contains("Vision"),
        "{page}"
    );
    let nothing = print(&empty(&SCHEMA), &reader(Language::English));
    assert!(nothing.contains("nothing in this plan yet"), "{nothing}");
}

#[test]
fn links_say_titles_and_what_is_gone_is_said_to_be() {
    let doc = empty(&SCHEMA);
    let objective = add(&doc, "objective", ITEM, "More seats");
    let action = add(&doc, "action", OTHER, "Call everybody");
    let link = |to: ItemId| Edit::SetEntry {
        at: action.field("links"),
        entry: to.to_string(),
        present: true,
    };
    doc.edit(&link(ITEM)).unwrap();
    doc.edit(&link(ItemId::from_u128(99))).unwrap();
    let html = print(&doc, &reader(Language::English));
    let to = format!("<a href=\"#objectives/{ITEM}\">More seats</a>");
    assert!(html.contains(&to), "{html}");
    assert!(html.contains("Deleted item"), "{html}");
    doc.edit(&Edit::TrashItem {
        section: "objectives",
        item: ITEM,
        deleted: true,
    })
    .unwrap();
    let html = print(&doc, &reader(Language::German));
    assert!(html.contains("More seats (im Papierkorb)"), "{html}");
    assert!(!html.contains(&format!("#objectives/{ITEM}")), "{html}");
    assert_eq!(objective.item(), Some(ITEM));
}

#[test]
fn tables_have_captions_and_heads() {
    let html = print(&seeded("it-quarterly"), &reader(Language::English));
    assert!(
        html.contains("<caption>Targets by period</caption>"),
        "{html}"
    );
    assert!(
        html.contains("<th scope=\"col\" data-type=\"number\">Target</th>"),
        "{html}"
    );
}

#[test]
fn the_depth_of_the_plan_decides_what_is_told() {
    let doc = seeded("it-quarterly");
    set(
        &doc,
        Holder::Section("plan").field("tier"),
        Value::Choice("essential"),
    );
    let html = print(&doc, &reader(Language::English));
    assert!(!html.contains("Governance"), "{html}");
    assert!(!html.contains("Achievable because"), "{html}");
}

#[test]
fn every_section_and_label_of_the_tables_is_there() {
    let doc = seeded("manufacturing-annual");
    set(
        &doc,
        Holder::Section("plan").field("tier"),
        Value::Choice("strategic"),
    );
    for language in Language::ALL {
        let html = first_view(&doc, &reader(language), Some(Party::Partner));
        for section in SCHEMA.sections {
            let label = escape(section.label.in_language(language));
            assert!(html.contains(&label), "{label}");
            for field in section.fields() {
                let label = escape(field.label.in_language(language));
                assert!(html.contains(&label), "{label}");
            }
        }
    }
}

/// A field that no code knows.
static WITH_A_NEW_FIELD: Schema = Schema {
    sections: &[Section {
        key: "plan",
        label: Text::new("Plan", "Plan"),
        summary: Text::new("Summary", "Zusammenfassung"),
        tier: Tier::Essential,
        shape: Shape::One(&[Field::new(
            "hope",
            Text::new("Hope", "Hoffnung"),
            FieldType::Prose,
            Text::new("Help", "Hilfe"),
        )]),
        document: None,
    }],
};

#[test]
fn a_new_field_appears_by_itself() {
    let doc = empty(&WITH_A_NEW_FIELD);
    write(&doc, Holder::Section("plan").field("hope"), "**Much**");
    for html in [
        first_view(&doc, &reader(Language::German), None),
        print(&doc, &reader(Language::German)),
    ] {
        assert!(html.contains("Hoffnung"), "{html}");
        assert!(html.contains("<strong>Much</strong>"), "{html}");
    }
}

#[test]
fn a_long_list_names_every_item_and_tells_the_first_ones_whole() {
    let doc = empty(&SCHEMA);
    for number in 0..60 {
        let item = ItemId::from_u128(1_000 + number);
        add(&doc, "objective", item, &format!("Objective {number}"));
    }
    let html = first_view(&doc, &reader(Language::English), None);
    assert_eq!(html.matches("<article").count(), 24);
    for number in 0..60 {
        assert!(html.contains(&format!(">Objective {number}<")), "{number}");
    }
    let paper = print(&doc, &reader(Language::English));
    assert_eq!(paper.matches("<article").count(), 60);
}

/// Puts a text into every text of a plan that has an item of every kind with a row in every table.
fn filled_with(hostile: &str) -> PlanDoc {
    let doc = empty(&SCHEMA);
    set(
        &doc,
        Holder::Section("plan").field("tier"),
        Value::Choice("strategic"),
    );
    let mut next = 100;
    for section in SCHEMA.sections {
        for field in section.fields().iter().filter(|field| field.ty.is_text()) {
            write(&doc, Holder::Section(section.key).field(field.key), hostile);
        }
        for kind in section.kinds() {
            next += 1;
            fill_item(&doc, section, kind, ItemId::from_u128(next), hostile);
        }
        if let Some(document) = &section.document {
            write(&doc, Holder::Document.field(document.key), hostile);
        }
    }
    doc
}

fn fill_item(doc: &PlanDoc, section: &Section, kind: &Kind, item: ItemId, hostile: &str) {
    let section = SCHEMA.section(section.key).unwrap().key;
    let kind = SCHEMA.kind(kind.key).unwrap().1;
    let holder = add(doc, kind.key, item, "");
    for field in kind.all_fields() {
        if field.ty.is_text() {
            write(doc, holder.field(field.key), hostile);
        }
        if field.ty.is_rows() {
            let table = TableAddress {
                section,
                item,
                field: field.key,
            };
            let row = RowId::from_u128(item.as_u128());
            let place = Place::Last;
            doc.edit(&Edit::AddRow { table, row, place }).unwrap();
            let holder = Holder::Row(section, item, field.key, row);
            for column in field.columns().iter().filter(|column| column.ty.is_text()) {
                write(doc, holder.field(column.key), hostile);
            }
        }
    }
}

const ELEMENTS: &[&str] = &[
    "a", "article", "br", "caption", "circle", "dd", "details", "div", "dl", "dt", "em", "h1",
    "h2", "h3", "h4", "header", "li", "main", "nav", "ol", "p", "path", "rect", "section", "span",
    "strong", "summary", "svg", "table", "tbody", "td", "th", "thead", "tr", "ul",
];
const ATTRIBUTES: &[&str] = &[
    "aria-hidden",
    "aria-label",
    "aria-labelledby",
    "class",
    "cx",
    "cy",
    "d",
    "data-empty",
    "data-half",
    "data-me",
    "data-side",
    "data-size",
    "data-speaks",
    "data-tone",
    "data-type",
    "data-wide",
    "fill",
    "height",
    "href",
    "id",
    "r",
    "rel",
    "rx",
    "scope",
    "target",
    "value",
    "viewBox",
    "width",
    "x",
    "y",
];

/// Reads HTML as strictly as nobody else: only elements and attributes that this program writes,
/// every attribute quoted, every element closed by its own end, links to where people may be led.
fn assert_harmless(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        assert!(
            !rest[..start].contains('>'),
            "a loose > in {}",
            &rest[..start]
        );
        rest = &rest[start + 1..];
        if let Some(closing) = rest.strip_prefix('/') {
            let (name, behind) = closing.split_once('>').unwrap();
            assert_eq!(open.pop(), Some(name));
            rest = behind;
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap();
        let name = &rest[..end];
        assert!(ELEMENTS.contains(&name), "<{name}>");
        rest = &rest[end..];
        while let Some(attribute) = rest.strip_prefix(' ') {
            let end = attribute.find(['=', ' ', '>']).unwrap();
            let (key, behind) = attribute.split_at(end);
            assert!(ATTRIBUTES.contains(&key), "{key} in <{name}>");
            rest = behind;
            if let Some(quoted) = behind.strip_prefix("=\"") {
                let (value, behind) = quoted.split_once('"').unwrap();
                assert!(!value.contains(['<', '>']), "{value}");
                let is_safe = |prefix: &&str| value.starts_with(*prefix);
                let may = ["#", "/", "https://", "http://", "mailto:"];
                assert!(
                    key != "href" || may.iter().any(is_safe),
                    "a link to {value}"
                );
                rest = behind;
            }
        }
        rest = rest.strip_prefix('>').unwrap();
        if name != "br" {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

fn assert_all_harmless(hostile: &str) {
    let doc = filled_with(hostile);
    let name = format!("{hostile}{hostile}");
    let people = [Person {
        id: ANN,
        name: &name,
        side: None,
    }];
    let item = doc.items("actions")[0];
    let at = Holder::Item("actions", item.id).field("owner");
    set(&doc, at, Value::Person(ANN));
    let reader = Reader {
        language: Language::English,
        people: &people,
    };
    assert_harmless(&first_view(&doc, &reader, Some(Party::Vendor)));
    assert_harmless(&print(&doc, &reader));
    assert_harmless(&escape(&title(&doc, Language::English)));
}

#[test]
fn hostile_text_stays_text() {
    for hostile in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</textarea></title></style><svg onload=alert(1)>",
        "<!-- ",
        "]]>",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "https://example.com/\"onclick=\"alert(1)",
        "[x](javascript:alert(1)) [y](https://e.test/\"><b>) **<b>**",
        "[https://e.test](https://e.test/'\"<>)",
        "&lt;script&gt;&#60;b&#62;",
        "\u{0}<\u{0}script>",
        "java\tscript:alert(1)",
        "\u{202e}<b>",
    ] {
        assert_all_harmless(hostile);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_text_is_ever_markup(text in "[-<>&\"'=/ a-c!\\[\\]()*_:hjpst.\\n\u{0}\u{e9}]{0,40}") {
        assert_all_harmless(&text);
    }
}
