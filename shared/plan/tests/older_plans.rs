//! Plans that another version of this program has made: they open, get what they lack, and lose
//! nothing.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up shall fail"
)]

use tandem_plan::address::Holder;
use tandem_plan::document::PlanDoc;
use tandem_plan::edit::{Edit, Place, TableAddress};
use tandem_plan::ids::{ClientId, ItemId, RowId};
use tandem_plan::schema::{Field, Kind, SCHEMA, Schema, Section, Shape};
use tandem_plan::splice::Splice;
use tandem_plan::value::{Decimal, Period, Value};

const ITEM: ItemId = ItemId::from_u128(1);
const ROW: RowId = RowId::from_u128(2);
const OBJECTIVE: Holder = Holder::Item("objectives", ITEM);
const TARGETS: TableAddress = TableAddress {
    section: "objectives",
    item: ITEM,
    field: "targets",
};

fn client(number: u64) -> ClientId {
    ClientId::try_from(number).unwrap()
}

fn leak<T>(values: Vec<T>) -> &'static [T] {
    Box::leak(values.into_boxed_slice())
}

/// The tables as the first release had them: six sections, and figures without a source.
fn older() -> &'static Schema {
    let sections = [
        "plan",
        "vision",
        "objectives",
        "kpis",
        "actions",
        "governance",
    ];
    let sections = sections.map(|key| {
        let section = *SCHEMA.section(key).unwrap();
        let shape = match section.shape {
            Shape::Items(kinds) if key == "objectives" => Shape::Items(leak(
                kinds.iter().map(|kind| without_sources(*kind)).collect(),
            )),
            shape => shape,
        };
        Section { shape, ..section }
    });
    Box::leak(Box::new(Schema {
        sections: leak(sections.to_vec()),
    }))
}

fn without_sources(kind: Kind) -> Kind {
    let mut fields: Vec<Field> = kind.fields.to_vec();
    fields.retain(|field| !["source", "as_of"].contains(&field.key));
    Kind {
        fields: leak(fields),
        ..kind
    }
}

/// These tables, and what a later version may add: another kind with a table of its own.
fn newer() -> &'static Schema {
    let mut sections = SCHEMA.sections.to_vec();
    let objectives = sections
        .iter_mut()
        .find(|section| section.key == "objectives")
        .unwrap();
    let mut moonshot = *objectives.kind("objective").unwrap();
    moonshot.key = "moonshot";
    let kinds = [objectives.kinds(), &[moonshot]].concat();
    objectives.shape = Shape::Items(leak(kinds));
    Box::leak(Box::new(Schema {
        sections: leak(sections),
    }))
}

fn type_into(plan: &PlanDoc, at: tandem_plan::address::FieldAddress, text: &str) {
    let splice = Splice {
        at: 0,
        delete: 0,
        insert: text.to_owned(),
    };
    plan.edit(&Edit::Splice { at, splice }).unwrap();
}

fn set(plan: &PlanDoc, at: tandem_plan::address::FieldAddress, value: Value) {
    let value = Some(value);
    plan.edit(&Edit::SetValue { at, value }).unwrap();
}

/// A plan with an objective and a row, of these tables.
fn filled(schema: &'static Schema, kind: &'static str) -> PlanDoc {
    let plan = PlanDoc::new(schema, client(1));
    assert!(plan.complete());
    plan.edit(&Edit::AddItem {
        section: "objectives",
        kind,
        item: ITEM,
        place: Place::Last,
    })
    .unwrap();
    type_into(&plan, OBJECTIVE.field("title"), "Win ten logos");
    type_into(&plan, OBJECTIVE.field("unit"), "logos");
    set(
        &plan,
        OBJECTIVE.field("current"),
        Value::Number(Decimal::new(45, 1)),
    );
    plan.edit(&Edit::SetEntry {
        at: OBJECTIVE.field("pillars"),
        entry: "sell".to_owned(),
        present: true,
    })
    .unwrap();
    plan.edit(&Edit::AddRow {
        table: TARGETS,
        row: ROW,
        place: Place::Last,
    })
    .unwrap();
    let row = Holder::Row("objectives", ITEM, "targets", ROW);
    set(
        &plan,
        row.field("period"),
        Value::Period(Period::Quarter(2026, 3)),
    );
    type_into(&plan, row.field("region"), "Nordics");
    plan
}

fn copy(plan: &PlanDoc, schema: &'static Schema, number: u64) -> PlanDoc {
    let copy = PlanDoc::new(schema, client(number));
    copy.apply(&plan.state()).unwrap();
    copy
}

#[test]
fn a_plan_of_older_tables_gets_the_new_sections_and_loses_nothing() {
    let old = filled(older(), "objective");
    let plan = copy(&old, &SCHEMA, 2);
    let source = OBJECTIVE.field("source");
    let refused = plan.edit(&Edit::Splice {
        at: source,
        splice: Splice {
            at: 0,
            delete: 0,
            insert: "CRM".to_owned(),
        },
    });
    assert!(
        refused.is_err(),
        "the text is not there before the server made it"
    );

    assert!(plan.complete());
    assert!(!plan.complete(), "there is nothing more to make");
    type_into(&plan, source, "CRM");
    assert_eq!(plan.text(source), "CRM");
    for section in SCHEMA.sections {
        for kind in section.kinds() {
            plan.edit(&Edit::AddItem {
                section: section.key,
                kind: kind.key,
                item: ItemId::random(),
                place: Place::Last,
            })
            .unwrap_or_else(|error| panic!("{}: {error}", kind.key));
        }
    }

    // Whoever still runs the older program goes on reading what was there.
    for reader in [&plan, &copy(&plan, old.schema(), 3)] {
        assert_eq!(reader.text(OBJECTIVE.field("title")), "Win ten logos");
        assert_eq!(
            reader.value(OBJECTIVE.field("current")),
            Ok(Some(Value::Number(Decimal::new(45, 1))))
        );
        assert!(reader.entries(OBJECTIVE.field("pillars")).contains("sell"));
        assert_eq!(reader.rows(TARGETS).len(), 1);
    }
}

#[test]
fn items_of_a_newer_version_are_kept_and_can_be_read() {
    let newer = filled(newer(), "moonshot");
    let plan = copy(&newer, &SCHEMA, 2);
    assert!(
        !plan.complete(),
        "what it is made of is not this version's business"
    );
    assert!(plan.items("objectives").is_empty());
    let items = plan.unknown_items("objectives");
    assert_eq!(items.len(), 1);
    let item = &items[0];
    assert_eq!(
        (item.id, item.kind.as_str(), item.title.as_str()),
        (ITEM, "moonshot", "Win ten logos")
    );
    assert!(!item.deleted);
    let values: Vec<(&str, &str)> = item
        .values
        .iter()
        .map(|(key, text)| (key.as_str(), text.as_str()))
        .collect();
    assert_eq!(
        values,
        [
            ("current", "45 1"),
            ("pillars", "sell"),
            ("targets", "period: 2026-Q3, region: Nordics"),
            ("unit", "logos"),
        ]
    );
    assert!(plan.has_unknown_items("objectives"));
    assert!(newer.unknown_items("objectives").is_empty());
    for (plan, section) in [
        (&newer, "objectives"),
        (&plan, "vision"),
        (&plan, "no such section"),
    ] {
        assert!(!plan.has_unknown_items(section), "{section}");
    }
    assert!(plan.unknown_items("vision").is_empty());
    assert!(plan.unknown_items("no such section").is_empty());

    let back = copy(&plan, newer.schema(), 3);
    assert_eq!(back.text(OBJECTIVE.field("title")), "Win ten logos");
}
