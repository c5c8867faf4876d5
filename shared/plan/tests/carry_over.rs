//! What of a plan that ends goes on in the next one.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up shall fail"
)]

use std::collections::{BTreeMap, BTreeSet};

use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::document::PlanDoc;
use tandem_plan::edit::{Edit, TableAddress};
use tandem_plan::ids::{ClientId, ItemId, MemberId};
use tandem_plan::preset::{NextPlan, Preset, Setup, carry_over};
use tandem_plan::schema::SCHEMA;
use tandem_plan::value::{Date, Decimal, Period, Value};

const PLAN: Holder = Holder::Section("plan");

/// The last plan, filled by a preset, and its people.
fn last(preset: &str, start: Date) -> (PlanDoc, BTreeMap<MemberId, MemberId>) {
    let doc = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
    let setup = Setup {
        name: "Last",
        vendor_name: "Northwind",
        partner_name: "Contoso",
        start,
    };
    let named = Preset::from_key(preset)
        .unwrap()
        .seed(&doc, &setup)
        .unwrap();
    let people = named.iter().map(|named| (named.id, MemberId::random()));
    (doc, people.collect())
}

fn next(
    last: &PlanDoc,
    people: &BTreeMap<MemberId, MemberId>,
    start: Option<Date>,
) -> (PlanDoc, BTreeSet<MemberId>) {
    let before = last.state();
    let doc = PlanDoc::new(&SCHEMA, ClientId::try_from(2).unwrap());
    let plan = NextPlan {
        name: "Next",
        vendor_name: None,
        partner_name: Some("Fabrikam"),
        start,
        people,
    };
    let named = carry_over(last, &doc, &plan).unwrap();
    assert_eq!(last.state(), before, "the last plan is only read");
    assert!(
        !doc.complete(),
        "the next plan has everything that the schema has"
    );
    (doc, named)
}

/// The item of a section with this title.
fn item(doc: &PlanDoc, section: &'static str, title: &str) -> Option<Holder> {
    let items = doc.items(section).into_iter();
    items
        .map(|head| Holder::Item(section, head.id))
        .find(|holder| doc.text(holder.field("title")) == title)
}

fn id(holder: Holder) -> ItemId {
    holder.item().unwrap()
}

fn set(doc: &PlanDoc, at: FieldAddress, value: Value) {
    let value = Some(value);
    doc.edit(&Edit::SetValue { at, value }).unwrap();
}

fn date(doc: &PlanDoc, at: FieldAddress) -> Option<Date> {
    match doc.value(at).unwrap() {
        Some(Value::Date(date)) => Some(date),
        _ => None,
    }
}

/// The periods of a table, and which of these columns are filled somewhere.
fn rows(
    doc: &PlanDoc,
    holder: Holder,
    field: &'static str,
    columns: &[&'static str],
) -> (Vec<Option<Value>>, BTreeSet<&'static str>) {
    let table = TableAddress {
        section: holder.section().unwrap(),
        item: id(holder),
        field,
    };
    let mut filled = BTreeSet::new();
    let periods = doc.rows(table).into_iter().map(|row| {
        let row = Holder::Row(table.section, table.item, field, row.id);
        for column in columns {
            let at = row.field(column);
            let is_filled = match at.describe(&SCHEMA).unwrap().ty.is_text() {
                true => !doc.text(at).is_empty(),
                false => doc.value(at).unwrap().is_some(),
            };
            if is_filled {
                filled.insert(*column);
            }
        }
        doc.value(row.field("period")).unwrap()
    });
    (periods.collect(), filled)
}

#[test]
fn the_plan_moves_on_by_its_length_and_is_a_draft_again() {
    let (last, people) = last("it-quarterly", Date::constant(2026, 10, 1));
    set(&last, PLAN.field("state"), Value::Choice("agreed"));
    let (doc, _) = next(&last, &people, None);
    assert_eq!(doc.text(PLAN.field("name")), "Next");
    assert_eq!(doc.text(PLAN.field("vendor_name")), "Northwind");
    assert_eq!(doc.text(PLAN.field("partner_name")), "Fabrikam");
    for (field, value) in [
        ("start", Value::Date(Date::constant(2027, 1, 1))),
        ("end", Value::Date(Date::constant(2027, 3, 31))),
        ("period", Value::Period(Period::Quarter(2027, 1))),
        ("state", Value::Choice("draft")),
        ("preset", Value::Choice("last-plan")),
        ("tier", Value::Choice("standard")),
    ] {
        assert_eq!(doc.value(PLAN.field(field)), Ok(Some(value)), "{field}");
    }
    let thesis = Holder::Section("vision").field("thesis");
    assert_eq!(doc.text(thesis), last.text(thesis));
    assert_eq!(doc.text(Holder::Document.field("notes")), "");

    let (doc, _) = next(&last, &people, Some(Date::constant(2027, 4, 1)));
    let end = date(&doc, PLAN.field("end"));
    assert_eq!(end, Some(Date::constant(2027, 6, 30)));
    let period = doc.value(PLAN.field("period"));
    assert_eq!(period, Ok(Some(Value::Period(Period::Quarter(2027, 2)))));
}

#[test]
fn what_is_finished_stays_behind_and_links_follow_what_goes_on() {
    let (last, people) = last("it-quarterly", Date::constant(2026, 10, 1));
    let title = "Agree on the list of forty accounts";
    let list = item(&last, "actions", title).unwrap();
    set(&last, list.field("status"), Value::Choice("done"));
    let hire = item(&last, "actions", "Fill the second presales position").unwrap();
    last.edit(&Edit::TrashItem {
        section: "actions",
        item: id(hire),
        deleted: true,
    })
    .unwrap();
    let (doc, named) = next(&last, &people, None);
    assert!(item(&doc, "actions", title).is_none());
    assert!(item(&doc, "actions", "Fill the second presales position").is_none());
    assert!(item(&doc, "resources", "Demo and training licences").is_none());

    let webinar = item(&doc, "actions", "Joint webinar with a reference customer").unwrap();
    assert!(
        doc.entries(webinar.field("depends_on")).is_empty(),
        "nobody waits for what is done"
    );
    let strategy = item(&doc, "actions", "Sell as one team to forty named accounts").unwrap();
    assert_eq!(
        doc.value(webinar.field("strategy")),
        Ok(Some(Value::Link(id(strategy))))
    );
    assert!(
        last.items("actions")
            .iter()
            .all(|head| head.id != id(webinar))
    );

    let training = item(&doc, "actions", "Implementation training, five days").unwrap();
    let Ok(Some(Value::Person(accountable))) = doc.value(training.field("accountable")) else {
        panic!("somebody is accountable")
    };
    assert!(named.contains(&accountable));
    assert!(people.values().any(|id| *id == accountable));

    let nobody = BTreeMap::new();
    let (doc, named) = next(&last, &nobody, None);
    let training = item(&doc, "actions", "Implementation training, five days").unwrap();
    assert_eq!(doc.value(training.field("accountable")), Ok(None));
    assert!(named.is_empty());
}

#[test]
fn what_was_measured_stays_behind_and_becomes_the_baseline() {
    let (last, people) = last("it-quarterly", Date::constant(2026, 10, 1));
    let bookings = item(&last, "objectives", "New bookings through the partner").unwrap();
    let current = Value::Number(Decimal::new(385_000, 0));
    set(&last, bookings.field("current"), current.clone());
    let (doc, _) = next(&last, &people, None);
    let bookings = item(&doc, "objectives", "New bookings through the partner").unwrap();
    assert_eq!(doc.value(bookings.field("baseline")), Ok(Some(current)));
    assert_eq!(doc.value(bookings.field("current")), Ok(None));
    assert_eq!(doc.text(bookings.field("source")), "");
    assert_eq!(doc.value(bookings.field("as_of")), Ok(None));
    let (periods, filled) = rows(&doc, bookings, "targets", &["target", "forecast", "actual"]);
    let quarter = Some(Value::Period(Period::Quarter(2027, 1)));
    assert_eq!(periods, vec![quarter.clone(); 3]);
    assert_eq!(filled, BTreeSet::from(["target"]));

    let kpi = item(&doc, "kpis", "Weighted pipeline").unwrap();
    let (periods, filled) = rows(
        &doc,
        kpi,
        "measurements",
        &["target", "forecast", "actual", "source", "as_of"],
    );
    assert_eq!(
        periods,
        [quarter],
        "what lies before the last plan is history"
    );
    assert_eq!(filled, BTreeSet::from(["target"]));

    let metric = item(&doc, "current", "Win rate of joint deals").unwrap();
    assert_eq!(doc.value(metric.field("value")), Ok(None));
    assert_eq!(doc.text(metric.field("unit")), "%");
    let segment = item(&doc, "opportunities", "Machine builders, north").unwrap();
    assert!(doc.value(segment.field("size")).unwrap().is_some());
    assert!(!doc.text(segment.field("source")).is_empty());
    let trend = item(&doc, "current", "Fewer systems, more connections").unwrap();
    assert!(!doc.text(trend.field("source")).is_empty());
}

#[test]
fn dates_of_the_last_plan_move_on_and_days_on_which_something_was_do_not() {
    let (last, people) = last("manufacturing-annual", Date::constant(2026, 1, 1));
    let fair = item(&last, "actions", "Joint stand at the spring fair").unwrap();
    let levels = "Agree on minimum and maximum stock for twelve key parts";
    let levels = item(&last, "actions", levels).unwrap();
    let late = Date::constant(2027, 2, 1);
    set(&last, levels.field("due"), Value::Date(late));
    let (doc, _) = next(&last, &people, None);

    let before = date(&last, fair.field("due")).unwrap();
    let fair = item(&doc, "actions", "Joint stand at the spring fair").unwrap();
    assert_eq!(date(&doc, fair.field("due")), before.plus_months(12));
    let levels = "Agree on minimum and maximum stock for twelve key parts";
    let levels = item(&doc, "actions", levels).unwrap();
    assert_eq!(
        date(&doc, levels.field("due")),
        Some(late),
        "it lies in the next plan"
    );
    let revenue = item(&doc, "objectives", "Joint revenue in four regions").unwrap();
    assert_eq!(
        date(&doc, revenue.field("due")),
        Some(Date::constant(2027, 12, 31))
    );
    let (periods, _) = rows(&doc, revenue, "targets", &[]);
    assert!(periods.contains(&Some(Value::Period(Period::Quarter(2027, 4)))));
    assert!(periods.contains(&Some(Value::Period(Period::Year(2027)))));

    let title = "Six months of exclusive access to the compact series";
    let decision = item(&doc, "governance", title).unwrap();
    assert_eq!(
        date(&doc, decision.field("made_at")),
        Some(Date::constant(2026, 1, 1))
    );
    let answered = "Packaging that survives the last mile";
    assert!(item(&doc, "governance", answered).is_none());
    let stock = item(&doc, "inventory", "Drive module, Iberia").unwrap();
    assert!(doc.value(stock.field("forecast")).unwrap().is_some());
}

#[test]
fn an_empty_plan_leads_to_an_empty_plan() {
    let last = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
    last.complete();
    let (doc, named) = next(&last, &BTreeMap::new(), None);
    assert!(named.is_empty());
    assert_eq!(doc.value(PLAN.field("start")), Ok(None));
    assert_eq!(
        doc.value(PLAN.field("state")),
        Ok(Some(Value::Choice("draft")))
    );
}
