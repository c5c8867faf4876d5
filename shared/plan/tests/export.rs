//! The export has everything that the plan has, as it is: compared field by field with the document,
//! whatever was done to it.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up shall fail"
)]

#[expect(dead_code, reason = "the tests of replicas use the rest of it")]
#[path = "replicas/intents.rs"]
mod intents;

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::Value as Json;
use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::comment::Comment;
use tandem_plan::computed::computed;
use tandem_plan::document::{PlanDoc, Replica};
use tandem_plan::edit::{Edit, Place, TableAddress};
use tandem_plan::export::{Document, document};
use tandem_plan::ids::{ClientId, CommentId, ItemId, MemberId, RowId};
use tandem_plan::language::Language;
use tandem_plan::preset::{PRESETS, Setup};
use tandem_plan::schema::{Field, FieldType, Kind, PRIVATE_SCHEMA, SCHEMA, Schema, Section, Shape};
use tandem_plan::splice::Splice;
use tandem_plan::value::{Currency, Date, Decimal, Input, Money, Party, Period, Value};

const OBJECTIVE: ItemId = ItemId::from_u128(7);
const ACTION: ItemId = ItemId::from_u128(8);
const ROW: RowId = RowId::from_u128(9);
const ANN: MemberId = MemberId::from_u128(1);
const BEN: MemberId = MemberId::from_u128(2);

fn client(number: u64) -> ClientId {
    ClientId::try_from(number).unwrap()
}

fn empty(schema: &'static Schema) -> PlanDoc {
    let doc = PlanDoc::new(schema, client(1));
    doc.complete();
    doc
}

fn json(exported: &Document) -> Json {
    serde_json::to_value(exported).unwrap()
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

fn add(doc: &PlanDoc, section: &'static str, kind: &'static str, item: ItemId) -> Holder {
    let place = Place::Last;
    doc.edit(&Edit::AddItem {
        section,
        kind,
        item,
        place,
    })
    .unwrap();
    Holder::Item(section, item)
}

/// What the export has at an address: found by walking the JSON as another program does.
fn exported(json: &Json, at: FieldAddress) -> Option<&Json> {
    let by_id = |list: &'static str, id: String| {
        move |holder: &'_ Json| -> Option<usize> {
            let list = holder.get(list)?.as_array()?;
            list.iter().position(|entry| entry["id"] == id.as_str())
        }
    };
    match at.holder {
        Holder::Document => json.get(at.field),
        Holder::Section(section) => json["sections"][section]["fields"].get(at.field),
        Holder::Item(section, item) => {
            let section = &json["sections"][section];
            let index = by_id("items", item.to_string())(section)?;
            section["items"][index]["fields"].get(at.field)
        }
        Holder::Row(section, item, table, row) => {
            let table = exported(json, Holder::Item(section, item).field(table))?;
            let mut rows = table.as_array()?.iter();
            let row = rows.find(|entry| entry["id"] == row.to_string().as_str())?;
            row["fields"].get(at.field)
        }
    }
}

/// Reads a value of the export as a value of the plan.
fn read_back(json: &Json, ty: &FieldType) -> Value {
    let text = match ty {
        FieldType::Money | FieldType::Computed(_) => {
            let money = format!(
                "{} {}",
                json["amount"].as_str().unwrap(),
                json["currency"].as_str().unwrap()
            );
            let minor = json["minor"].as_i64().unwrap();
            let value = parse(&money, &FieldType::Money);
            assert!(
                matches!(value, Value::Money(money) if money.minor == minor),
                "{json}"
            );
            return value;
        }
        FieldType::Number(_) => json["value"].as_str().unwrap().to_owned(),
        FieldType::Percent => {
            let value = parse(json["percent"].as_str().unwrap(), ty);
            let points = json["basis_points"].as_i64().unwrap();
            assert!(
                matches!(value, Value::Percent(it) if i64::from(it) == points),
                "{json}"
            );
            return value;
        }
        FieldType::Score => json.as_u64().unwrap().to_string(),
        FieldType::Choice(choices) => {
            let choice = choices.iter().find(|choice| json == choice.key).unwrap();
            return Value::Choice(choice.key);
        }
        _ => json.as_str().unwrap().to_owned(),
    };
    parse(&text, ty)
}

fn parse(text: &str, ty: &FieldType) -> Value {
    let input = Input {
        language: Language::English,
        currency: Currency::USD,
    };
    Value::parse(text, ty, input).unwrap().unwrap()
}

/// How many fields are set. All of them are in the export as they are, and no others.
fn compare(doc: &PlanDoc) -> usize {
    let json = json(&document(doc));
    let mut count = 0;
    for (at, field) in intents::fields(doc) {
        let found = exported(&json, at);
        let is_set = match field.ty {
            FieldType::Line | FieldType::Prose => {
                let text = doc.text(at);
                assert_eq!(found.and_then(Json::as_str).unwrap_or(""), text, "{at}");
                !text.is_empty()
            }
            FieldType::Tags(_) | FieldType::People | FieldType::Links(_) => {
                let entries = doc
                    .entries(at)
                    .into_iter()
                    .map(Json::from)
                    .collect::<Vec<_>>();
                let none = Vec::new();
                assert_eq!(
                    found.and_then(Json::as_array).unwrap_or(&none),
                    &entries,
                    "{at}"
                );
                !entries.is_empty()
            }
            FieldType::Rows(_) => {
                let rows = rows(doc, at);
                let none = Vec::new();
                let told = found.and_then(Json::as_array).unwrap_or(&none).iter();
                let told: Vec<_> = told.map(id_and_place).collect();
                assert_eq!(told, rows, "{at}");
                !rows.is_empty()
            }
            FieldType::Computed(_) => {
                let value = computed(doc, at);
                assert_eq!(found.map(|json| read_back(json, &field.ty)), value, "{at}");
                value.is_some()
            }
            _ => {
                let value = doc.value(at).unwrap();
                assert_eq!(found.map(|json| read_back(json, &field.ty)), value, "{at}");
                value.is_some()
            }
        };
        assert_eq!(found.is_some(), is_set, "{at}: {found:?}");
        count += usize::from(is_set);
    }
    for section in SCHEMA
        .sections
        .iter()
        .filter(|section| !section.kinds().is_empty())
    {
        let heads = doc.items(section.key).into_iter();
        let heads: Vec<_> = heads
            .map(|head| (head.id.to_string(), head.deleted))
            .collect();
        let items = json["sections"][section.key]["items"].as_array().unwrap();
        let items: Vec<_> = items.iter().map(id_and_place).collect();
        assert_eq!(items, heads, "{}", section.key);
    }
    assert_eq!(count, count_members(&json), "nothing else is in it");
    assert_eq!(json.get("ill_typed"), None);
    assert!(!has_floats(&json));
    count
}

fn rows(doc: &PlanDoc, at: FieldAddress) -> Vec<(String, bool)> {
    let Holder::Item(section, item) = at.holder else {
        panic!("{at} is a table");
    };
    let field = at.field;
    let rows = doc.rows(TableAddress {
        section,
        item,
        field,
    });
    rows.iter()
        .map(|row| (row.id.to_string(), row.deleted))
        .collect()
}

fn id_and_place(entry: &Json) -> (String, bool) {
    let id = entry["id"].as_str().unwrap().to_owned();
    (id, entry["deleted"].as_bool().unwrap())
}

/// How many members all objects called `fields` have, and how many texts stand in the document.
fn count_members(json: &Json) -> usize {
    fn inside(json: &Json) -> usize {
        match json {
            Json::Array(entries) => entries.iter().map(inside).sum(),
            Json::Object(members) => {
                let own = members.get("fields").and_then(Json::as_object);
                own.map_or(0, serde_json::Map::len) + members.values().map(inside).sum::<usize>()
            }
            _ => 0,
        }
    }
    let texts = json
        .as_object()
        .unwrap()
        .values()
        .filter(|value| value.is_string());
    inside(json) + texts.count()
}

fn has_floats(json: &Json) -> bool {
    match json {
        Json::Number(number) => number.is_f64(),
        Json::Array(entries) => entries.iter().any(has_floats),
        Json::Object(members) => members.values().any(has_floats),
        _ => false,
    }
}

#[test]
fn everything_that_the_presets_fill_is_in_it() {
    for preset in PRESETS {
        let doc = PlanDoc::new(&SCHEMA, client(1));
        let setup = Setup {
            name: "Growth",
            vendor_name: "Northwind",
            partner_name: "Contoso",
            start: Date::constant(2026, 10, 1),
        };
        preset.seed(&doc, &setup).unwrap();
        let count = compare(&doc);
        let expected = if preset.key == "blank" { 8 } else { 400 };
        assert!(count >= expected, "{}: {count} fields", preset.key);
    }
}

/// Every field of the tables, set: one item of every kind with a row in every table.
#[test]
fn every_field_of_the_tables_is_in_it() {
    let doc = empty(&SCHEMA);
    let mut next = 100;
    for section in SCHEMA.sections {
        fill(&doc, Holder::Section(section.key), section.fields().iter());
        for kind in section.kinds() {
            next += 1;
            let item = add(&doc, section.key, kind.key, ItemId::from_u128(next));
            fill(&doc, item, kind.all_fields());
        }
        if let Some(field) = &section.document {
            write(&doc, Holder::Document.field(field.key), "# Minutes\n");
        }
    }
    let expected: usize = SCHEMA.sections.iter().map(count_fields).sum();
    let computed = 1;
    assert_eq!(compare(&doc) + computed, expected);
}

fn count_fields(section: &Section) -> usize {
    let count = |field: &Field| 1 + field.columns().len();
    let of_kind = |kind: &Kind| kind.all_fields().map(count).sum::<usize>();
    let form = section.fields().iter().map(count).sum::<usize>();
    form + section.kinds().iter().map(of_kind).sum::<usize>() + section.document.iter().count()
}

fn fill(doc: &PlanDoc, holder: Holder, fields: impl Iterator<Item = &'static Field>) {
    for field in fields {
        let at = holder.field(field.key);
        match field.ty {
            FieldType::Line | FieldType::Prose => write(doc, at, "  äöü 😀 \"</script>  "),
            FieldType::Tags(choices) => enter(doc, at, choices[0].key.to_owned()),
            FieldType::People => enter(doc, at, ANN.to_string()),
            FieldType::Links(_) => enter(doc, at, ACTION.to_string()),
            FieldType::Rows(columns) => {
                let Holder::Item(section, item) = holder else {
                    panic!("{at} is a table");
                };
                let table = TableAddress {
                    section,
                    item,
                    field: field.key,
                };
                let (row, place) = (ROW, Place::Last);
                doc.edit(&Edit::AddRow { table, row, place }).unwrap();
                let row = Holder::Row(section, item, field.key, ROW);
                fill(doc, row, columns.iter());
            }
            FieldType::Computed(_) => {}
            FieldType::Money => {
                let currency = Currency::EUR;
                let minor = i64::MAX;
                set(doc, at, Value::Money(Money { minor, currency }));
            }
            FieldType::Number(_) => set(doc, at, Value::Number(Decimal::new(-5, 9))),
            FieldType::Percent => set(doc, at, Value::Percent(0)),
            FieldType::Date => set(doc, at, Value::Date(Date::constant(2026, 2, 28))),
            FieldType::Period => set(doc, at, Value::Period(Period::Half(2026, 2))),
            FieldType::Choice(choices) => set(doc, at, Value::Choice(choices[0].key)),
            FieldType::Person => set(doc, at, Value::Person(ANN)),
            FieldType::Side => set(doc, at, Value::Side(Party::Both)),
            FieldType::Score => set(doc, at, Value::Score(5)),
            FieldType::Link(_) => set(doc, at, Value::Link(OBJECTIVE)),
        }
    }
}

fn enter(doc: &PlanDoc, at: FieldAddress, entry: String) {
    let present = true;
    doc.edit(&Edit::SetEntry { at, entry, present }).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_to_a_plan_is_in_it(
        script in prop::collection::vec(intents::intent(), 1..80),
    ) {
        let mut replica = Replica::new(&SCHEMA, client(2), Arc::new(|| 0));
        replica.apply(&intents::seed()).unwrap();
        for intent in &script {
            match intent {
                intents::Intent::Undo => drop(replica.undo()),
                intents::Intent::Redo => drop(replica.redo()),
                intent => {
                    if let Some(edit) = intents::edit_for(&replica, intent) {
                        replica.edit(&edit).unwrap();
                    }
                }
            }
        }
        compare(&replica);
    }
}

/// The plan that `docs/export.md` shows.
fn small_plan() -> PlanDoc {
    let doc = empty(&SCHEMA);
    let plan = Holder::Section("plan");
    write(&doc, plan.field("name"), "Northwind × Contoso");
    set(&doc, plan.field("currency"), Value::Choice("EUR"));
    set(
        &doc,
        plan.field("period"),
        Value::Period(Period::Quarter(2026, 4)),
    );
    write(
        &doc,
        Holder::Document.field("notes"),
        "We begin in *October*.\n",
    );

    let objective = add(&doc, "objectives", "objective", OBJECTIVE);
    write(&doc, objective.field("title"), "More seats");
    set(&doc, objective.field("owner"), Value::Person(ANN));
    enter(&doc, objective.field("pillars"), "sell".to_owned());
    write(&doc, objective.field("unit"), "seats");
    set(
        &doc,
        objective.field("target"),
        Value::Number(Decimal::new(12_005, 1)),
    );
    set(
        &doc,
        objective.field("due"),
        Value::Date(Date::constant(2026, 12, 31)),
    );
    set(&doc, objective.field("weight"), Value::Percent(1_250));
    let (minor, currency) = (125_000_050, Currency::EUR);
    let money = Value::Money(Money { minor, currency });
    set(&doc, objective.field("value_vendor_money"), money);
    let table = TableAddress {
        section: "objectives",
        item: OBJECTIVE,
        field: "targets",
    };
    let (row, place) = (ROW, Place::Last);
    doc.edit(&Edit::AddRow { table, row, place }).unwrap();
    let row = Holder::Row("objectives", OBJECTIVE, "targets", ROW);
    write(&doc, row.field("region"), "DACH");
    set(
        &doc,
        row.field("target"),
        Value::Number(Decimal::new(400, 0)),
    );

    let action = add(&doc, "actions", "action", ACTION);
    write(&doc, action.field("title"), "Call everybody");
    set(
        &doc,
        action.field("effort"),
        Value::Number(Decimal::new(75, 1)),
    );
    doc.edit(&Edit::TrashItem {
        section: "actions",
        item: ACTION,
        deleted: true,
    })
    .unwrap();

    let first = Comment {
        id: CommentId::from_u128(10),
        thread: None,
        about: objective.field("target").to_string(),
        author: ANN,
        at: 1_795_000_000_000,
        edited_at: None,
        text: format!("Too many? @{BEN}"),
        resolved: Some((BEN, 1_795_000_900_000)),
        deleted: false,
    };
    doc.write_comment(&first);
    doc.write_comment(&Comment {
        id: CommentId::from_u128(11),
        thread: Some(first.id),
        author: BEN,
        at: 1_795_000_500_000,
        text: "No.".to_owned(),
        resolved: None,
        ..first
    });
    doc
}

/// Without the sections that hold nothing, which is most of them.
fn without_empty_sections(exported: &Document) -> Json {
    let mut json = json(exported);
    let sections = json["sections"].as_object_mut().unwrap();
    let nothing = [
        serde_json::json!({"fields": {}}),
        serde_json::json!({"items": []}),
    ];
    sections.retain(|_, section| !nothing.contains(section));
    json
}

#[test]
fn the_documented_example_is_what_the_program_makes() {
    let page = include_str!("../../../docs/export.md");
    let mut examples = page.split("```json\n").skip(1);
    let mut example = || -> Json {
        let example = examples.next().unwrap().split("```").next().unwrap();
        serde_json::from_str(example).unwrap_or_else(|error| panic!("{error}: {example}"))
    };
    let joint = document(&small_plan());
    assert_eq!(
        example(),
        without_empty_sections(&joint),
        "{}",
        pretty(&joint)
    );

    let private = empty(&PRIVATE_SCHEMA);
    write(
        &private,
        Holder::Document.field("notes"),
        "They will ask for more.",
    );
    let private = document(&private);
    assert_eq!(example(), json(&private), "{}", pretty(&private));
}

fn pretty(exported: &Document) -> String {
    serde_json::to_string_pretty(exported).unwrap()
}

#[test]
fn sections_stand_in_the_order_in_which_they_are_shown() {
    let exported = document(&empty(&SCHEMA));
    let keys: Vec<&str> = exported.sections.iter().map(|(key, _)| *key).collect();
    let expected: Vec<&str> = SCHEMA.sections.iter().map(|section| section.key).collect();
    assert_eq!(keys, expected);
    let text = serde_json::to_string(&exported).unwrap();
    let places: Vec<_> = keys
        .iter()
        .map(|key| text.find(&format!("\"{key}\":{{")))
        .collect();
    assert!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "{text}"
    );
}

#[test]
fn units_are_told_by_the_field_that_has_them() {
    let doc = empty(&SCHEMA);
    set(
        &doc,
        Holder::Section("plan").field("currency"),
        Value::Choice("CHF"),
    );
    let kpi = add(&doc, "kpis", "kpi", OBJECTIVE);
    write(&doc, kpi.field("unit"), " leads ");
    let incentive = add(&doc, "incentives", "incentive", ACTION);
    set(&doc, incentive.field("kpi"), Value::Link(OBJECTIVE));
    set(
        &doc,
        incentive.field("threshold"),
        Value::Number(Decimal::new(3, 0)),
    );
    let id = ItemId::from_u128(20);
    let resource = add(&doc, "resources", "resource", id);
    set(
        &doc,
        resource.field("requested"),
        Value::Number(Decimal::new(3, 0)),
    );
    let unit = |at: FieldAddress| {
        let json = json(&document(&doc));
        exported(&json, at).unwrap().get("unit").cloned()
    };
    assert_eq!(unit(incentive.field("threshold")), Some("leads".into()));
    assert_eq!(unit(resource.field("requested")), None);
    for (key, expected) in [("money", "CHF"), ("licences", "licences")] {
        set(&doc, resource.field("unit"), Value::Choice(key));
        assert_eq!(unit(resource.field("requested")), Some(expected.into()));
    }
}

/// The tables with another kind in the place of objectives.
fn with_wishes() -> &'static Schema {
    let sections = SCHEMA.sections.iter().map(|section| {
        let mut section = *section;
        if section.key == "objectives" {
            let kind = Kind {
                key: "wish",
                ..section.kinds()[0]
            };
            section.shape = Shape::Items(Box::leak(Box::new([kind])));
        }
        section
    });
    Box::leak(Box::new(Schema {
        sections: Box::leak(sections.collect()),
    }))
}

#[test]
fn items_of_another_version_are_kept() {
    let newer = empty(with_wishes());
    let wish = add(&newer, "objectives", "wish", OBJECTIVE);
    write(&newer, wish.field("title"), "A wish");
    set(&newer, wish.field("confidence"), Value::Score(4));
    let doc = PlanDoc::new(&SCHEMA, client(2));
    doc.apply(&newer.state()).unwrap();
    let section = &json(&document(&doc))["sections"]["objectives"];
    let expected = serde_json::json!({
        "items": [],
        "unknown": [{
            "id": OBJECTIVE.to_string(),
            "kind": "wish",
            "title": "A wish",
            "deleted": false,
            "fields": {"confidence": "4"},
        }],
    });
    assert_eq!(*section, expected);
}

/// The tables with another type for the due date of objectives.
fn with_other_dates() -> &'static Schema {
    let sections = SCHEMA.sections.iter().map(|section| {
        let mut section = *section;
        if section.key == "objectives" {
            let mut kind = section.kinds()[0];
            let mut fields = kind.fields.to_vec();
            let due = fields.iter_mut().find(|field| field.key == "due").unwrap();
            due.ty = FieldType::Score;
            kind.fields = Box::leak(fields.into_boxed_slice());
            section.shape = Shape::Items(Box::leak(Box::new([kind])));
        }
        section
    });
    Box::leak(Box::new(Schema {
        sections: Box::leak(sections.collect()),
    }))
}

#[test]
fn what_is_not_of_its_fields_type_is_named() {
    let other = empty(with_other_dates());
    let objective = add(&other, "objectives", "objective", OBJECTIVE);
    set(&other, objective.field("due"), Value::Score(4));
    let doc = PlanDoc::new(&SCHEMA, client(2));
    doc.apply(&other.state()).unwrap();
    let exported = document(&doc);
    assert_eq!(exported.ill_typed, [objective.field("due").to_string()]);
    let fields = &json(&exported)["sections"]["objectives"]["items"][0]["fields"];
    assert_eq!(*fields, serde_json::json!({}));
}
