//! Adding a field is one row in a table: this test adds one to the tables of this program and
//! finds it everywhere. `docs/adding-a-field.md` tells it for people.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up shall fail"
)]

use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::check::{At, Circumstances, survey};
use tandem_plan::document::PlanDoc;
use tandem_plan::edit::{Edit, Place};
use tandem_plan::ids::{ClientId, ItemId};
use tandem_plan::language::{Language, Text};
use tandem_plan::schema::{Field, FieldType, SCHEMA, Schema, Section, Shape, Tier};
use tandem_plan::search::search;
use tandem_plan::splice::Splice;
use tandem_plan::value::{Currency, Date, Input, Value};

const ITEM: ItemId = ItemId::from_u128(1);
const OBJECTIVE: Holder = Holder::Item("objectives", ITEM);
const PRODUCT_LINE: &str = "product_line";
const SHARE: &str = "share";

/// The row of the example, and a figure, which says where it comes from.
const ADDED: [Field; 2] = [
    Field::new(
        PRODUCT_LINE,
        Text::new("Product line", "Produktlinie"),
        FieldType::Line,
        Text::new("Which products it is about.", "Um welche Produkte es geht."),
    )
    .from_tier(Tier::Standard),
    Field::new(
        SHARE,
        Text::new("Share", "Anteil"),
        FieldType::Percent,
        Text::new(
            "How much of the revenue it makes.",
            "Wie viel des Umsatzes sie ausmacht.",
        ),
    )
    .sourced_by("source"),
];

fn leak<T>(values: Vec<T>) -> &'static [T] {
    Box::leak(values.into_boxed_slice())
}

/// The tables of this program with the added rows behind those of objectives.
fn schema() -> &'static Schema {
    let with_added = |section: &Section| {
        let mut kinds = section.kinds().to_vec();
        for kind in &mut kinds {
            kind.fields = leak([kind.fields, &ADDED].concat());
        }
        Section {
            shape: Shape::Items(leak(kinds)),
            ..*section
        }
    };
    let sections = SCHEMA.sections.iter().map(|section| match section.key {
        "objectives" => with_added(section),
        _ => *section,
    });
    Box::leak(Box::new(Schema {
        sections: leak(sections.collect()),
    }))
}

fn plan() -> PlanDoc {
    let plan = PlanDoc::new(schema(), ClientId::try_from(1).unwrap());
    plan.complete();
    plan.edit(&Edit::AddItem {
        section: "objectives",
        kind: "objective",
        item: ITEM,
        place: Place::Last,
    })
    .unwrap();
    plan
}

fn fill(plan: &PlanDoc) {
    let splice = Splice {
        at: 0,
        delete: 0,
        insert: "Compact drives".to_owned(),
    };
    let at = OBJECTIVE.field(PRODUCT_LINE);
    plan.edit(&Edit::Splice { at, splice }).unwrap();
    let input = Input {
        language: Language::English,
        currency: Currency::USD,
    };
    let value = Value::parse("12.5%", &ADDED[1].ty, input).unwrap();
    let at = OBJECTIVE.field(SHARE);
    plan.edit(&Edit::SetValue { at, value }).unwrap();
}

#[test]
fn it_stands_in_the_form_where_its_row_stands() {
    let (_, kind) = schema().kind("objective").unwrap();
    let keys: Vec<&str> = kind.all_fields().map(|field| field.key).collect();
    assert!(
        keys.ends_with(&["targets", PRODUCT_LINE, SHARE]),
        "{keys:?}"
    );
    assert_eq!(kind.field(PRODUCT_LINE).unwrap().label.de, "Produktlinie");
}

#[test]
fn it_has_an_address_and_is_kept_by_the_document() {
    let plan = plan();
    fill(&plan);
    let at = OBJECTIVE.field(PRODUCT_LINE);
    assert_eq!(FieldAddress::parse(&at.to_string(), schema()), Some(at));
    let copy = PlanDoc::new(schema(), ClientId::try_from(2).unwrap());
    copy.apply(&plan.state()).unwrap();
    assert_eq!(copy.text(at), "Compact drives");
    assert_eq!(
        copy.value(OBJECTIVE.field(SHARE)),
        Ok(Some(Value::Percent(1_250)))
    );
}

#[test]
fn a_plan_from_before_gets_it_when_it_is_loaded() {
    let before = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
    before.complete();
    before
        .edit(&Edit::AddItem {
            section: "objectives",
            kind: "objective",
            item: ITEM,
            place: Place::Last,
        })
        .unwrap();
    let plan = PlanDoc::new(schema(), ClientId::try_from(2).unwrap());
    plan.apply(&before.state()).unwrap();
    assert!(plan.complete());
    fill(&plan);
    assert_eq!(plan.text(OBJECTIVE.field(PRODUCT_LINE)), "Compact drives");
}

#[test]
fn the_checks_ask_for_it_and_words_in_it_are_found() {
    let plan = plan();
    let circumstances = Circumstances {
        today: Date::constant(2026, 5, 10),
        contributions: None,
    };
    let asked = |plan: &PlanDoc| {
        let survey = survey(plan, &circumstances);
        let mut sections = survey.sections.iter();
        let objectives = sections.find(|state| state.section == "objectives");
        let sourceless = survey.findings.iter().any(|finding| {
            finding.check.key == "number-sourceless"
                && finding.at == At::Field(OBJECTIVE.field("source"))
        });
        (objectives.unwrap().completeness, sourceless)
    };
    let (before, sourceless) = asked(&plan);
    assert!(!sourceless);
    fill(&plan);
    let (after, sourceless) = asked(&plan);
    assert_eq!(
        after.filled,
        before.filled + 1,
        "the share is of the essential tier"
    );
    assert!(sourceless, "a figure that does not say where it comes from");

    let hits = search(&plan, "compact", &|text| text.to_lowercase(), 10);
    assert_eq!(hits[0].at, OBJECTIVE.field(PRODUCT_LINE));
}

#[cfg(feature = "render")]
#[test]
fn it_is_rendered_with_its_label() {
    use tandem_plan::render::{Reader, print};

    let plan = plan();
    fill(&plan);
    let html = print(
        &plan,
        &Reader {
            language: Language::German,
            people: &[],
        },
    );
    for part in ["Produktlinie", "Compact drives", "Anteil", "12,5"] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
}
