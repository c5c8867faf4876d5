//! What an incentive has earned, as a table: what is written into a plan, and what comes of it.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up shall fail"
)]

use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::computed::computed;
use tandem_plan::document::PlanDoc;
use tandem_plan::edit::{Edit, EditError, Place, TableAddress};
use tandem_plan::ids::{ClientId, ItemId, RowId};
use tandem_plan::language::Language;
use tandem_plan::schema::SCHEMA;
use tandem_plan::splice::Splice;
use tandem_plan::value::{Currency, Input, Value};

const INPUT: Input = Input {
    language: Language::English,
    currency: Currency::USD,
};
const OBJECTIVE: Holder = Holder::Item("objectives", ItemId::from_u128(1));
const KPI: Holder = Holder::Item("kpis", ItemId::from_u128(2));
const INCENTIVE: Holder = Holder::Item("incentives", ItemId::from_u128(3));
const EARNED: FieldAddress = INCENTIVE.field("earned");

fn write(plan: &PlanDoc, at: FieldAddress, text: &str) {
    let field = at.describe(&SCHEMA).unwrap();
    let edit = if field.ty.is_text() {
        let splice = Splice {
            at: 0,
            delete: 0,
            insert: text.to_owned(),
        };
        Edit::Splice { at, splice }
    } else {
        let value = Value::parse(text, &field.ty, INPUT).unwrap();
        Edit::SetValue { at, value }
    };
    plan.edit(&edit).unwrap();
}

/// An incentive on a KPI in dollars that has reached 90 and then 120.
fn plan(written: &[(&'static str, &str)]) -> PlanDoc {
    let plan = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
    plan.complete();
    for (holder, kind) in [
        (OBJECTIVE, "objective"),
        (KPI, "kpi"),
        (INCENTIVE, "incentive"),
    ] {
        let edit = Edit::AddItem {
            section: holder.section().unwrap(),
            kind,
            item: holder.item().unwrap(),
            place: Place::Last,
        };
        plan.edit(&edit).unwrap();
    }
    write(
        &plan,
        KPI.field("objective"),
        &OBJECTIVE.item().unwrap().to_string(),
    );
    write(&plan, KPI.field("unit"), "USD");
    let table = TableAddress {
        section: "kpis",
        item: KPI.item().unwrap(),
        field: "measurements",
    };
    for (number, period, actual) in [
        (1, "2026-Q1", "90"),
        (2, "2026-Q2", "120.5"),
        (3, "2026-Q3", ""),
    ] {
        let row = RowId::from_u128(number);
        let place = Place::Last;
        plan.edit(&Edit::AddRow { table, row, place }).unwrap();
        let row = Holder::Row("kpis", table.item, table.field, row);
        write(&plan, row.field("period"), period);
        write(&plan, row.field("actual"), actual);
    }
    write(
        &plan,
        INCENTIVE.field("kpi"),
        &KPI.item().unwrap().to_string(),
    );
    for (field, text) in written {
        let holder = match *field {
            "direction" => OBJECTIVE,
            "unit" => KPI,
            _ => INCENTIVE,
        };
        write(&plan, holder.field(field), text);
    }
    plan
}

#[test]
fn a_payout_is_earned_once_the_threshold_is_reached() {
    type Fields = [(&'static str, &'static str)];
    let cases: &[(&Fields, Option<&str>)] = &[
        (&[("threshold", "100"), ("payout", "5000")], Some("5000")),
        (&[("threshold", "121"), ("payout", "5000")], Some("0")),
        (
            &[
                ("threshold", "100"),
                ("payout", "5000"),
                ("window", "2026-Q1"),
            ],
            Some("0"),
        ),
        (
            &[
                ("threshold", "100"),
                ("payout", "5000"),
                ("window", "2026-Q3"),
            ],
            None,
        ),
        (
            &[("threshold", "120"), ("payout_rate", "10%")],
            Some("12.05"),
        ),
        (
            &[
                ("threshold", "120"),
                ("payout_rate", "10%"),
                ("payout", "5"),
            ],
            Some("17.05"),
        ),
        (
            &[("threshold", "120"), ("payout_rate", "10%"), ("cap", "9")],
            Some("9"),
        ),
        (
            &[("threshold", "100"), ("payout", "5"), ("direction", "down")],
            Some("0"),
        ),
        (
            &[("threshold", "100"), ("payout", "5"), ("cap", "9 EUR")],
            None,
        ),
        (
            &[
                ("threshold", "1"),
                ("payout_rate", "10%"),
                ("unit", "leads in "),
            ],
            None,
        ),
        (&[("threshold", "1")], None),
        (&[("payout", "5")], None),
    ];
    for (written, expected) in cases {
        let expected = expected.map(|text| {
            let money = &SCHEMA.kind("incentive").unwrap().1.field("cap").unwrap().ty;
            Value::parse(text, money, INPUT).unwrap().unwrap()
        });
        assert_eq!(computed(&plan(written), EARNED), expected, "{written:?}");
    }
}

#[test]
fn nobody_enters_what_is_computed() {
    let plan = plan(&[("threshold", "100"), ("payout", "5000")]);
    let money = plan.value(INCENTIVE.field("payout")).unwrap();
    for value in [money, None] {
        let edit = Edit::SetValue { at: EARNED, value };
        assert!(matches!(plan.edit(&edit), Err(EditError::WrongType { .. })));
    }
    assert_eq!(plan.value(EARNED), Ok(None));
    assert_eq!(computed(&plan, INCENTIVE.field("payout")), None);
}
